"""Upload a picture, make clips of it by every way of waiting, fetch them, stop one: with fal-client, both clients."""

import asyncio
import json
import os
import urllib.request
from pathlib import Path

import fal_client
from fal_client import client as fal

ROOT = os.environ["KINORA_URL"] + "/fal"
fal.QUEUE_URL_FORMAT, fal.RUN_URL_FORMAT = f"{ROOT}/", f"{ROOT}/run/"
fal.REST_URL = fal.CDN_URL = ROOT

LITE = "fal-ai/bytedance/seedance/v1/lite"
CLIP = {"prompt": "a koala surfs", "resolution": "480p", "num_frames": 29}
client = fal_client.SyncClient(key=os.environ["KINORA_KEY"])


def fetched(output: dict) -> int:
    with urllib.request.urlopen(output["video"]["url"]) as answer:
        content = answer.read()
    assert content[4:8] == b"ftyp", content[:16]
    return len(content)


def subscribed(picture: str) -> dict:
    seen: list[str] = []

    def update(status: fal_client.Status) -> None:
        if isinstance(status, fal_client.InProgress):
            seen.extend(log["message"] for log in status.logs)
        elif isinstance(status, fal_client.Queued):
            assert status.position >= 0

    enqueued: list[str] = []
    output = client.subscribe(
        f"{LITE}/image-to-video",
        arguments={**CLIP, "image_url": picture, "seed": 7, "duration": "5"},
        with_logs=True,
        on_enqueue=enqueued.append,
        on_queue_update=update,
        priority="low",
        start_timeout=600,
        client_timeout=100,
    )
    return {"seed": output["seed"], "bytes": fetched(output), "id": enqueued[0], "logs": len(seen)}


def by_handle(picture: str) -> dict:
    handle = client.submit(LITE, arguments={**CLIP, "reference_image_urls": [picture]}, path="reference-to-video")
    output = handle.get()
    status = client.status(f"{LITE}/reference-to-video", handle.request_id, with_logs=True)
    assert client.result(f"{LITE}/reference-to-video", handle.request_id) == output
    again = handle.__class__.from_request_id(handle.client, LITE, handle.request_id)
    return {
        "bytes": fetched(output),
        "completed": isinstance(status, fal_client.Completed),
        "metrics": sorted(status.metrics),
        "error": status.error,
        "short": again.response_url == handle.response_url,
    }


def failed() -> dict:
    handle = client.submit(f"{LITE}/image-to-video", arguments={**CLIP, "image_url": ROOT + "/nothing.png"})
    try:
        return handle.get()
    except fal_client.FalClientHTTPError as error:
        status = handle.status()
        return {
            "status": error.status_code,
            "types": [item["type"] for item in error.message],
            "told": status.error_type,
        }


async def asynchronously() -> dict:
    client = fal_client.AsyncClient(key=os.environ["KINORA_KEY"])
    picture = await client.upload(Path(os.environ["PICTURE"]).read_bytes(), "image/png", "picture.png")
    output = await client.subscribe(f"{LITE}/image-to-video", arguments={**CLIP, "image_url": picture})
    handle = await client.submit(f"{LITE}/text-to-video", arguments={**CLIP, "num_frames": 289})
    await handle.cancel()
    status = await handle.status()
    return {"bytes": fetched(output), "cancelled": status.error_type}


picture = client.upload_file(os.environ["PICTURE"])
whole = client.upload(Path(os.environ["PICTURE"]).read_bytes(), "image/png", repository="fal")
print(
    json.dumps(
        {
            "uploads": [urllib.request.urlopen(url).status for url in (picture, whole)],
            "subscribed": subscribed(picture),
            "handle": by_handle(whole),
            "failed": failed(),
            "async": asyncio.run(asynchronously()),
        }
    )
)
