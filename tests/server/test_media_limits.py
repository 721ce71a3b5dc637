"""What a vendor says of files holds on the files themselves: before the answer where they are here, else in the job."""

from __future__ import annotations

import base64
import io
import threading
import time
import wave
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from tests.served import AIML, BEARER, picture

ARK = "/api/v3/contents/generations/tasks"


def sound(seconds: float) -> bytes:
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(2 * round(8000 * seconds)))
    return target.getvalue()


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("web")
    (folder / "long.wav").write_bytes(sound(20))
    (folder / "small.png").write_bytes(picture(64, 64))

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            del format, args

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def aimlapi(audio: str) -> dict[str, object]:
    return {
        "model": "bytedance/seedance-2-0",
        "prompt": "x",
        "image_url": "data:image/png;base64," + base64.b64encode(picture(320, 320)).decode(),
        "audio_url": audio,
    }


def ark(image: str) -> dict[str, object]:
    content = [{"type": "text", "text": "x"}, {"type": "image_url", "image_url": {"url": image}}]
    return {"model": "doubao-seedance-2-0-mini-260615", "content": content}


def test_a_file_inside_the_request_is_refused_by_its_field(client: httpx.Client) -> None:
    answer = client.post(AIML, json=aimlapi(base64.b64encode(sound(20)).decode()))
    assert answer.status_code == 400
    assert "audio_urls[0]" in answer.json()["message"]
    assert "20" in answer.json()["message"]
    taken = client.post(AIML, json=aimlapi(base64.b64encode(sound(10)).decode()))
    assert taken.status_code == 200, taken.text
    client.post(f"/api/v1/jobs/{taken.json()['id']}/cancel")


def test_an_upload_is_refused_by_its_field(client: httpx.Client) -> None:
    small = client.post("/api/v1/assets", files={"file": picture(64, 64)}).json()["id"]
    answer = client.post(ARK, json=ark(f"asset://{small}"))
    assert answer.status_code == 400, answer.text
    assert "64" in answer.json()["error"]["message"]
    # The same picture does where nobody says that it must be larger.
    taken = client.post(
        "/api/v1/jobs", json={"model": "seedance-2.0-mini", "prompt": "x", "start_frame": {"asset": small}}
    )
    assert taken.status_code == 201, taken.text
    client.post(f"/api/v1/jobs/{taken.json()['id']}/cancel")


@pytest.mark.parametrize("what", ["sound", "picture"])
def test_a_file_by_url_fails_its_job_in_the_dialects_words(client: httpx.Client, web: str, what: str) -> None:
    if what == "sound":
        id = client.post(AIML, json=aimlapi(f"{web}/long.wav")).json()["id"]
    else:
        id = client.post(ARK, json=ark(f"{web}/small.png")).json()["id"].removeprefix("cgt-")
    until = time.monotonic() + 60
    while (job := client.get(f"/api/v1/jobs/{id}", headers=BEARER).json())["state"] in {"queued", "running"}:
        assert time.monotonic() < until
        time.sleep(0.1)
    assert job["state"] == "failed"
    assert job["error"]["code"] == "media_unusable"
    field = {"sound": "audio_urls[0]", "picture": "content"}[what]
    assert field in job["error"]["message"], job["error"]
