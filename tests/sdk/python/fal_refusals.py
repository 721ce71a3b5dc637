"""What is refused, and what waits for ever, as fal-client tells it."""

import json
import os

import fal_client
from fal_client import client as fal

ROOT = os.environ["KINORA_URL"] + "/fal"
fal.QUEUE_URL_FORMAT, fal.RUN_URL_FORMAT = f"{ROOT}/", f"{ROOT}/run/"
fal.REST_URL = fal.CDN_URL = ROOT
MINI = "bytedance/seedance-2.0/mini/text-to-video"
CLIP = {"prompt": "a koala surfs"}
client = fal_client.SyncClient(key=os.environ["KINORA_KEY"])


def refused(call: object) -> dict:
    try:
        return {"answer": str(call())}
    except fal_client.FalClientHTTPError as error:
        return {
            "class": type(error).__name__,
            "status": error.status_code,
            "message": error.message,
            "type": error.error_type,
        }


def impatient() -> dict:
    try:
        client.subscribe(MINI, arguments=CLIP, client_timeout=2)
    except fal_client.FalClientTimeoutError as error:
        status = client.status(MINI, error.request_id)
        return {"class": type(error).__name__, "then": status.error_type}
    return {}


def cancelled() -> list:
    handle = client.submit(MINI, arguments=CLIP)
    before = handle.status()
    handle.cancel()
    after = handle.status()
    return [type(before).__name__, type(after).__name__, after.error_type, refused(handle.get), refused(handle.cancel)]


unknown = client.get_handle(MINI, "8a7c46bb-37cd-4c60-9cac-182717e03f42")
stranger = fal_client.SyncClient(key="nobody")
print(
    json.dumps(
        {
            "fields": refused(lambda: client.submit(MINI, arguments={"duration": "never", "seed": -7})),
            "endpoint": refused(lambda: client.submit("fal-ai/kling-video/v2", arguments=CLIP)),
            "run": refused(lambda: client.run(MINI, arguments=CLIP)),
            "unknown": [refused(unknown.status), refused(unknown.get), refused(unknown.cancel)],
            "stranger": refused(lambda: stranger.submit(MINI, arguments=CLIP)),
            "parts": refused(lambda: client.upload(bytes(101 * 2**20), "video/mp4")),
            "impatient": impatient(),
            "cancelled": cancelled(),
        }
    )
)
