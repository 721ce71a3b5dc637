"""`make demo`: serve, send each seed document's own request, show progress, save the MP4s in out/demo/.

The pictures that the image-to-video samples need are posters of the first two clips.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

OUT = Path("out/demo")
KEY = "demo"
BEARER = {"authorization": f"Bearer {KEY}"}
MAGNIFIC = {"x-magnific-api-key": KEY}
console = Console()


@dataclass(frozen=True)
class Sample:
    """One request: submit answers the job's id in the dialect, finished the video's address once there is one."""

    name: str
    submit: Callable[[httpx.Client], str]
    finished: Callable[[httpx.Client, str], str | None]


def post(client: httpx.Client, path: str, body: dict[str, Any], headers: dict[str, str]) -> Any:
    answer = client.post(path, json=body, headers=headers)
    value = answer.json()
    if answer.status_code != 200 or isinstance(value, list):
        raise SystemExit(f"POST {path}: {answer.status_code} {answer.text}")
    return value


def leonardo(name: str, model: str, parameters: dict[str, Any]) -> Sample:
    """Seed documents 000, 001 and 002: create on v2, read on v1."""

    def submit(client: httpx.Client) -> str:
        body = {"model": model, "public": False, "parameters": parameters}
        return str(post(client, "/api/rest/v2/generations", body, BEARER)["generate"]["generationId"])

    def finished(client: httpx.Client, id: str) -> str | None:
        row = client.get(f"/api/rest/v1/generations/{id}", headers=BEARER).json()["generations_by_pk"]
        if row["status"] == "FAILED":
            raise SystemExit(f"{name}: {row['failureReason']}")
        return str(row["generated_images"][0]["motionMP4URL"]) if row["status"] == "COMPLETE" else None

    return Sample(name, submit, finished)


def magnific(name: str, tier: str, body: dict[str, Any]) -> Sample:
    """Seed document 003: create under the tier's path, read under the family's."""

    def submit(client: httpx.Client) -> str:
        return str(post(client, f"/v1/ai/video/seedance-2-mini-{tier}", body, MAGNIFIC)["data"]["task_id"])

    def finished(client: httpx.Client, id: str) -> str | None:
        task = client.get(f"/v1/ai/video/seedance-2-mini/{id}", headers=MAGNIFIC).json()["data"]
        if task["status"] == "FAILED":
            raise SystemExit(f"{name}: {task['error']}")
        return str(task["generated"][0]) if task["status"] == "COMPLETED" else None

    return Sample(name, submit, finished)


def aimlapi(name: str, body: dict[str, Any]) -> Sample:
    """Seed document 004: one path; the job's id is in the query."""
    path = "/v2/video/generations"

    def submit(client: httpx.Client) -> str:
        return str(post(client, path, body, BEARER)["id"])

    def finished(client: httpx.Client, id: str) -> str | None:
        value = client.get(path, params={"generation_id": id}, headers=BEARER).json()
        if value["status"] == "error":
            raise SystemExit(f"{name}: {value['error']['message']}")
        return str(value["video"]["url"]) if value["status"] == "completed" else None

    return Sample(name, submit, finished)


def upload(client: httpx.Client, picture: bytes) -> dict[str, Any]:
    """A picture through Leonardo's `init-image`, as a guidance item's `image`."""
    slot = post(client, "/api/rest/v1/init-image", {"extension": "jpg"}, BEARER)["uploadInitImage"]
    httpx.post(
        slot["url"], data=json.loads(slot["fields"]), files={"file": ("picture.jpg", picture)}
    ).raise_for_status()
    return {"image": {"id": slot["id"], "type": "UPLOADED"}}


def poster(client: httpx.Client, id: str) -> bytes:
    return client.get(client.get(f"/api/v1/jobs/{id}", headers=BEARER).json()["video"]["poster_url"]).content


def run(client: httpx.Client, sample: Sample, bars: Progress) -> str:
    """Submit, poll in the dialect's own way (progress from the native API), download. Answers the job's id."""
    task: TaskID = bars.add_task(sample.name, total=1.0)
    id = sample.submit(client)
    while (url := sample.finished(client, id)) is None:
        progress = client.get(f"/api/v1/jobs/{id}", headers=BEARER).json().get("progress")
        bars.update(task, completed=progress["fraction"] if progress else 0)
        time.sleep(0.3)
    (OUT / f"{sample.name}.mp4").write_bytes(httpx.get(url).raise_for_status().content)
    bars.update(task, completed=1.0)
    return id


def demo(client: httpx.Client, bars: Progress) -> None:
    surf = magnific("magnific-480p-text", "480p", {"prompt": "A koala surfs a wave at sunset, cinematic"})
    play = aimlapi(
        "aimlapi-mini-text",
        {"model": "bytedance/dreamina-seedance-2-0-mini", "prompt": "The koala plays with the cat", "duration": "5"},
    )
    koala = poster(client, run(client, surf, bars))
    cat = poster(client, run(client, play, bars))
    start, end = upload(client, koala), upload(client, cat)
    picture_url = client.get(f"/api/v1/jobs/{run(client, surf_720p(), bars)}", headers=BEARER).json()["video"][
        "poster_url"
    ]
    both = {"start_frame": [start], "end_frame": [end]}
    fast = {"quantity": 1, "duration": 8, "motion_has_audio": True, "width": 1280, "height": 720, "guidances": both}
    pro = {"duration": 4, "mode": "RESOLUTION_1080", "prompt_enhance": "OFF", "width": 1920, "height": 1088}
    mini = {**fast, "guidances": {"start_frame": [start]}}
    play_prompt = {"prompt": "The koala plays with the cat"}
    samples = [
        leonardo(
            "leonardo-2.0-mini", "seedance-2.0-mini", {"prompt": "A koala surfs a wave at sunset, cinematic", **mini}
        ),
        leonardo("leonardo-2.0-fast", "seedance-2.0-fast", {**play_prompt, **fast}),
        leonardo("leonardo-1.0-pro", "seedance-1.0-pro", {**play_prompt, **pro, "guidances": both}),
        leonardo("leonardo-1.0-pro-fast", "seedance-1.0-pro-fast", {**play_prompt, **pro, "guidances": both}),
        magnific("magnific-720p-image", "720p", {"prompt": "The camera slowly moves in", "image": picture_url}),
        aimlapi(
            "aimlapi-mini-image",
            {
                "model": "bytedance/dreamina-seedance-2-0-mini",
                "prompt": "Describe what you want the model to generate.",
                "image_url": picture_url,
                "duration": "5",
            },
        ),
    ]
    for sample in samples:
        run(client, sample, bars)


def surf_720p() -> Sample:
    return magnific("magnific-720p-text", "720p", {"prompt": "A koala surfs a wave at sunset, cinematic"})


@contextmanager
def served(data: str) -> Iterator[str]:
    """A server of its own, on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    # The samples' pictures lie on this very server, which is a private address.
    environment = {**os.environ, "KINORA_ALLOW_PRIVATE_MEDIA": "true"}
    command = [Path(sys.executable).with_name("kinora"), "serve", "--port", str(port), "--data", data]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as process:
        try:
            base = f"http://127.0.0.1:{port}"
            wait_for(base, process)
            yield base
        finally:
            process.send_signal(signal.SIGTERM)


def wait_for(base: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise SystemExit("The server did not start.")
        try:
            httpx.get(f"{base}/healthz")
            return
        except httpx.TransportError:
            time.sleep(0.1)
    raise SystemExit("The server did not answer.")


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    columns = (
        TextColumn("{task.description:<24}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeElapsedColumn(),
    )
    with tempfile.TemporaryDirectory(prefix="kinora-demo-") as data, served(data) as base:
        console.print(f"Serving {base}; the files go to {OUT}/")
        with httpx.Client(base_url=base, timeout=30) as client, Progress(*columns, console=console) as bars:
            demo(client, bars)
    for file in sorted(OUT.glob("*.mp4")):
        console.print(f"{file}  {file.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
