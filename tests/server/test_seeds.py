"""Each seed document's own sample request, byte for byte except base URL, key and media ids and URLs."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.served import AIML, MAGNIFIC, MINI, Film, Server, look, picture

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed documents are not beside the checkout")


def seed(number: str) -> str:
    return next(SEEDS.glob(f"{number}_*.txt")).read_text()


def exact(film: Film, width: int, height: int, seconds: int, *, sound: bool = True) -> None:
    assert (film.width, film.height, film.frames, film.fps) == (width, height, seconds * 24, 24)
    assert (film.codec, film.pixel_format, film.fast_start) == ("h264", "yuv420p", True)
    assert (film.sound == "aac") is sound
    assert film.sound_seconds is None or abs(film.sound_seconds - seconds) < 0.05
    assert "previs" in film.comment


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A host with two pictures of the same scene, the camera moved in between."""
    folder = tmp_path_factory.mktemp("pictures")
    (folder / "input.png").write_bytes(picture(1280, 720))
    (folder / "end.png").write_bytes(picture(1280, 720, shift=40))
    handler = partial(QuietHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as host:
        threading.Thread(target=host.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{host.server_port}"
        host.shutdown()


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


def upload(client: httpx.Client, content: bytes) -> str:
    """Leonardo's own way: `fields` is JSON inside JSON, then a form without a key, answered by 204."""
    slot = client.post("/api/rest/v1/init-image", json={"extension": "png"}).json()["uploadInitImage"]
    answer = httpx.post(slot["url"], data=json.loads(slot["fields"]), files={"file": ("start.png", content)})
    assert (answer.status_code, answer.content) == (204, b"")
    return str(slot["id"])


def curl_sample(number: str) -> str:
    """The document's `curl … --data '…'`, as it stands there."""
    found = re.search(r"curl --request POST.*?\n'", seed(number), re.DOTALL)
    assert found is not None
    return found.group()


def run_curl(command: str, server: Server, ids: dict[str, str]) -> dict[str, Any]:
    command = command.replace("https://cloud.leonardo.ai", server.base).replace("<YOUR_API_KEY>", "a-test-key")
    for placeholder, id in ids.items():
        command = command.replace(placeholder, id)
    done = subprocess.run(["bash", "-c", f"{command} --silent --fail"], capture_output=True, check=True, timeout=60)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def poll_leonardo(client: httpx.Client, id: str) -> dict[str, Any]:
    until = time.monotonic() + 240
    while time.monotonic() < until:
        row: dict[str, Any] = client.get(f"/api/rest/v1/generations/{id}").json()["generations_by_pk"]
        assert row["status"] in {"PENDING", "COMPLETE"}, row
        if row["status"] == "COMPLETE":
            return row
        assert row["generated_images"] == []
        time.sleep(0.3)
    raise AssertionError(f"still pending: {id}")


@pytest.mark.parametrize(
    ("number", "model", "width", "height", "seconds"),
    [
        ("000", "seedance-2.0-mini", 1280, 720, 8),
        ("001", "seedance-2.0-fast", 1280, 720, 8),
        ("002", "seedance-1.0-pro", 1920, 1088, 4),
        ("002", "seedance-1.0-pro-fast", 1920, 1088, 4),
    ],
)
def test_leonardo(
    server: Server,
    client: httpx.Client,
    tmp_path: Path,
    number: str,
    model: str,
    width: int,
    height: int,
    seconds: int,
) -> None:
    ids = {
        "<YOUR_START_IMAGE_ID>": upload(client, picture(1280, 720)),
        "<YOUR_END_IMAGE_ID>": upload(client, picture(1280, 720, shift=40)),
    }
    command = curl_sample(number).replace('"seedance-1.0-pro"', f'"{model}"')
    generate = run_curl(command, server, ids)["generate"]
    assert generate["cost"] == {"amount": "0.0000", "unit": "DOLLARS"}
    row = poll_leonardo(client, generate["generationId"])
    image = row["generated_images"][0]
    # Public addresses that clients test with endswith: no query string.
    assert image["motionMP4URL"].endswith(".mp4")
    assert image["url"].endswith(".jpg")
    assert (row["imageWidth"], row["imageHeight"]) == (width, height)
    exact(look(httpx.get(image["motionMP4URL"]).content, tmp_path), width, height, seconds)
    assert httpx.get(image["url"]).headers["content-type"] == "image/jpeg"


def magnific(server: Server, tier: str, body: dict[str, Any]) -> tuple[str, httpx.Response]:
    """Create under the tier's path, poll the family's, download without a key."""
    with httpx.Client(base_url=server.base, headers=MAGNIFIC, timeout=30) as client:
        made = client.post(f"{MINI}-{tier}", json=body)
        task = made.json()["data"]
        assert (made.status_code, task["status"], task["generated"]) == (200, "CREATED", [])
        seen = [task["status"]]
        until = time.monotonic() + 240
        while seen[-1] not in {"COMPLETED", "FAILED"} and time.monotonic() < until:
            time.sleep(0.2)
            task = client.get(f"{MINI}/{task['task_id']}").json()["data"]
            seen.append(task["status"])
        assert seen[-1] == "COMPLETED", task
        assert set(seen) <= {"CREATED", "IN_PROGRESS", "COMPLETED"}
        listed = client.get(MINI).json()["data"]
        assert task in listed
    assert re.search(r"\.mp4\?exp=\d+&sig=", task["generated"][0])
    return task["task_id"], httpx.get(task["generated"][0])


def test_magnific_text_480p(server: Server, tmp_path: Path) -> None:
    _, file = magnific(server, "480p", {"prompt": "A koala surfs a wave at sunset, cinematic"})
    assert file.headers["content-type"] == "video/mp4"
    exact(look(file.content, tmp_path), 864, 496, 5)


def test_magnific_image_720p(server: Server, pictures: str, tmp_path: Path) -> None:
    body = {"prompt": "The camera moves in", "image": f"{pictures}/input.png", "duration": 5, "seed": 3}
    _, file = magnific(server, "720p", body)
    exact(look(file.content, tmp_path), 1280, 720, 5)


def test_magnific_first_to_last(server: Server, pictures: str, tmp_path: Path) -> None:
    body = {"prompt": "A slow pan", "image": f"{pictures}/input.png", "image_end": f"{pictures}/end.png"}
    _, file = magnific(server, "480p", body)
    exact(look(file.content, tmp_path), 864, 496, 5)


def aimlapi_snippet(language: str, server: Server, pictures: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", seed("004"), re.DOTALL)
    assert found is not None
    code = found.group(1).replace("https://api.aimlapi.com", server.base).replace("<YOUR_AIMLAPI_KEY>", "a-test-key")
    return code.replace("https://example.com/input.jpg", f"{pictures}/input.png")


def test_aimlapi_python_and_javascript(server: Server, pictures: str, tmp_path: Path) -> None:
    node = shutil.which("node")
    assert node is not None, "Node.js is needed: apt-get install nodejs"
    script = tmp_path / "sample.mjs"
    script.write_text(aimlapi_snippet("javascript", server, pictures))
    # The JavaScript sample prints an inspected object; the same object as JSON is easier to read.
    script.write_text(script.read_text().replace("console.log(data)", "console.log(JSON.stringify(data))"))
    commands = ([sys.executable, "-c", aimlapi_snippet("python", server, pictures)], [node, str(script)])
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for command in commands]
    outputs = [process.communicate(timeout=240) for process in running]
    answers = [ast.literal_eval(outputs[0][0].decode()), json.loads(outputs[1][0])]
    for answer in answers:
        assert answer["status"] == "completed", answer
        assert answer["meta"]["usage"] == {"credits_used": 0, "usd_spent": 0.0}
        assert "error" not in answer
        exact(look(httpx.get(answer["video"]["url"]).content, tmp_path), 1280, 720, 5)


@pytest.mark.parametrize("provider", ["bytedance", "fal"])
def test_aimlapi_providers_that_are_not_set_up(client: httpx.Client, provider: str) -> None:
    body = {"model": "bytedance/dreamina-seedance-2-0-mini", "prompt": "A koala", "provider": provider}
    answer = client.post(AIML, json=body)
    assert answer.status_code == 400
    assert answer.json().keys() == {"message", "path", "requestId", "statusCode", "timestamp"}
    assert "provider" in answer.json()["message"]
    assert provider in answer.json()["message"]
