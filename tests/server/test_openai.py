"""OpenAI's dialect over HTTP: from a form to an MP4, every way to name the first frame, lists, a key's webhook."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image
from standardwebhooks import Webhook

from tests.cli.test_commands import kinora
from tests.receiver import receiving
from tests.served import Server, finished, look, picture, serving

VIDEOS = "/v1/videos"
WISH = {"prompt": "a cat naps", "size": "128x72", "seconds": "4", "seed": "1"}
SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="


def until(true: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.05)


def made(client: httpx.Client, video: dict[str, Any]) -> dict[str, Any]:
    """The video once it has ended."""
    finished(client, video["id"].removeprefix("video_"))
    done: dict[str, Any] = client.get(f"{VIDEOS}/{video['id']}").json()
    return done


@pytest.fixture(scope="module")
def video(server: Server) -> dict[str, Any]:
    with server.client() as client:
        asked = client.post(VIDEOS, files={name: (None, value) for name, value in WISH.items()})
        assert asked.status_code == 200, asked.text
        assert (asked.json()["status"], asked.headers["openai-poll-after-ms"]) == ("queued", "2000")
        done = made(client, asked.json())
        assert done["status"] == "completed", done
        return done


def test_a_form_becomes_a_clip(client: httpx.Client, video: dict[str, Any], tmp_path: Path) -> None:
    assert (video["object"], video["progress"], video["seconds"], video["size"]) == ("video", 100, "4", "128x72")
    assert video["completed_at"] >= video["created_at"]
    assert video["expires_at"] > video["completed_at"]
    answer = client.get(f"{VIDEOS}/{video['id']}/content", headers={"accept": "application/binary"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "video/mp4")
    film = look(answer.content, tmp_path)
    assert (film.width, film.height, film.frames) == (128, 72, 96)


def test_a_part_of_the_file(client: httpx.Client, video: dict[str, Any]) -> None:
    part = client.get(f"{VIDEOS}/{video['id']}/content", headers={"range": "bytes=4-7"})
    assert (part.status_code, part.content) == (206, b"ftyp")


def test_a_thumbnail_and_a_sheet_of_the_frames(client: httpx.Client, video: dict[str, Any]) -> None:
    thumbnail = client.get(f"{VIDEOS}/{video['id']}/content", params={"variant": "thumbnail"})
    assert thumbnail.headers["content-type"] == "image/webp"
    assert Image.open(BytesIO(thumbnail.content)).size == (128, 72)
    sheet = client.get(f"{VIDEOS}/{video['id']}/content", params={"variant": "spritesheet"})
    assert sheet.headers["content-type"] == "image/jpeg"
    assert Image.open(BytesIO(sheet.content)).size == (4 * 128, 4 * 72)
    wrong = client.get(f"{VIDEOS}/{video['id']}/content", params={"variant": "gif"})
    assert (wrong.status_code, wrong.json()["error"]["param"]) == (400, "variant")


@pytest.mark.parametrize("how", ["file", "data", "base64", "upload"])
def test_the_first_frame(server: Server, client: httpx.Client, how: str) -> None:
    frame = picture(128, 72)
    data = base64.b64encode(frame).decode()
    files: dict[str, Any] = {name: (None, value) for name, value in WISH.items()}
    match how:
        case "file":
            files["input_reference"] = ("a.png", frame, "image/png")
        case "data":
            files["input_reference[image_url]"] = (None, f"data:image/png;base64,{data}")
        case "base64":
            files["input_reference"] = (None, data)
        case _:
            place = client.post("/api/rest/v1/init-image", json={"extension": "png"}).json()["uploadInitImage"]
            fields = {name: (None, str(value)) for name, value in _fields(place["fields"]).items()}
            sent = httpx.post(place["url"], files={**fields, "file": ("a.png", frame, "image/png")})
            assert sent.status_code == 204, sent.text
            files["input_reference[file_id]"] = (None, f"file-{place['id']}")
    answer = client.post(VIDEOS, files=files)
    assert answer.status_code == 200, answer.text
    assert made(client, answer.json())["status"] == "completed"


def _fields(text: str) -> dict[str, Any]:
    found: dict[str, Any] = httpx.Response(200, content=text).json()
    return found


def test_a_first_frame_by_url_and_one_that_is_not_there(server: Server, client: httpx.Client) -> None:
    job = client.post(
        "/api/v1/jobs", json={"model": "seedance-2.0-mini", "prompt": "x", "width": 128, "height": 72, "seconds": 4}
    )
    poster = finished(client, job.json()["id"])["video"]["poster_url"]
    for url, status in ((poster, "completed"), (f"{server.base}/files/nothing.png", "failed")):
        answer = client.post(VIDEOS, json={**WISH, "input_reference": {"image_url": url}})
        assert answer.status_code == 200, answer.text
        done = made(client, answer.json())
        assert done["status"] == status
        assert (done["error"] is None) is (status == "completed")


def test_a_remix_keeps_what_it_does_not_say(client: httpx.Client, video: dict[str, Any]) -> None:
    answer = client.post(f"{VIDEOS}/{video['id']}/remix", json={"prompt": "a dog naps"})
    assert answer.status_code == 200, answer.text
    said = answer.json()
    assert (said["prompt"], said["size"], said["seconds"]) == ("a dog naps", "128x72", "4")
    assert (said["remixed_from_video_id"], said["model"]) == (video["id"], video["model"])
    assert made(client, said)["status"] == "completed"
    unknown = client.post(f"{VIDEOS}/video_00000000000040008000000000000009/remix", json={"prompt": "x"})
    assert (unknown.status_code, unknown.json()["error"]["code"]) == (404, "not_found")


def test_an_edit_takes_a_file_or_a_finished_video(client: httpx.Client, video: dict[str, Any]) -> None:
    clip = client.get(f"{VIDEOS}/{video['id']}/content").content
    sent = client.post(f"{VIDEOS}/edits", data=WISH, files={"video": ("a.mp4", clip, "video/mp4")})
    named = client.post(f"{VIDEOS}/edits", data={**WISH, "video[id]": video["id"]})
    for answer in (sent, named):
        assert answer.status_code == 200, answer.text
        assert made(client, answer.json())["status"] == "completed"
    nothing = client.post(f"{VIDEOS}/edits", data=WISH)
    assert (nothing.status_code, nothing.json()["error"]["message"]) == (400, "video is required")


def test_what_is_not_served_says_so(client: httpx.Client, video: dict[str, Any]) -> None:
    for answer in (
        client.post(f"{VIDEOS}/extensions", data={"prompt": "x", "seconds": "4", "video[id]": video["id"]}),
        client.post(f"{VIDEOS}/characters", files={"name": (None, "x"), "video": ("a.mp4", b"x", "video/mp4")}),
        client.get(f"{VIDEOS}/characters/char_1"),
    ):
        assert (answer.status_code, answer.json()["error"]["code"]) == (400, "unsupported")


def test_a_list_goes_on_behind_its_last_id(tmp_path: Path) -> None:
    with serving(tmp_path, workers="0") as server, server.client() as client:
        ids = [client.post(VIDEOS, json=WISH).json()["id"] for _ in range(3)]
        newest = client.get(VIDEOS, params={"limit": 2}).json()
        assert [video["id"] for video in newest["data"]] == [ids[2], ids[1]]
        assert (newest["first_id"], newest["last_id"], newest["has_more"]) == (ids[2], ids[1], True)
        rest = client.get(VIDEOS, params={"limit": 2, "after": newest["last_id"]}).json()
        assert ([video["id"] for video in rest["data"]], rest["has_more"]) == ([ids[0]], False)
        oldest = client.get(VIDEOS, params={"order": "asc"}).json()
        assert [video["id"] for video in oldest["data"]] == ids

        not_ready = client.get(f"{VIDEOS}/{ids[0]}/content")
        assert (not_ready.status_code, not_ready.json()["error"]["code"]) == (400, "video_not_ready")
        gone = client.delete(f"{VIDEOS}/{ids[0]}")
        assert gone.json() == {"id": ids[0], "object": "video.deleted", "deleted": True}
        assert client.get(f"{VIDEOS}/{ids[0]}").status_code == 404


def test_a_deleted_video_is_gone_with_its_file(client: httpx.Client) -> None:
    video = client.post(VIDEOS, json=WISH).json()
    assert made(client, video)["status"] == "completed"
    assert client.delete(f"{VIDEOS}/{video['id']}").json()["deleted"] is True
    gone = client.get(f"{VIDEOS}/{video['id']}/content")
    assert (gone.status_code, gone.json()["error"]["type"]) == (404, "invalid_request_error")


def test_a_refusal_names_everything_and_needs_a_key(server: Server, client: httpx.Client) -> None:
    refused = client.post(VIDEOS, json={"size": "tiny", "seconds": "0"})
    assert refused.status_code == 400
    assert refused.headers["x-request-id"]
    assert set(refused.json()["error"]["message"].split("; ")) >= {
        "prompt is required",
        "size must be WIDTHxHEIGHT, as 1280x720",
    }
    nobody = httpx.post(f"{server.base}{VIDEOS}", json=WISH)
    assert (nobody.status_code, nobody.json()["error"]["code"]) == (401, "invalid_api_key")
    lost = client.get("/v1/videos/video_1/nothing")
    assert (lost.status_code, lost.json()["error"]["message"]) == (404, "No such path")


@pytest.fixture
def hooked(tmp_path: Path) -> Iterator[tuple[Server, Any]]:
    with receiving() as receiver, serving(tmp_path, allow_private_webhooks="true") as server:
        yield server, receiver


def test_a_keys_webhook_hears_of_the_end(hooked: tuple[Server, Any]) -> None:
    server, receiver = hooked
    told = kinora(
        "keys",
        "create",
        "laptop",
        "--webhook-url",
        receiver.url(),
        "--webhook-secret",
        SECRET,
        "--data",
        str(server.data),
        KINORA_ALLOW_PRIVATE_WEBHOOKS="true",
    )
    (key,) = told.stdout.split()
    with server.client(authorization=f"Bearer {key}") as client:
        video = client.post(VIDEOS, json=WISH).json()
        until(lambda: len(receiver.got) == 1)
    (got,) = receiver.got
    event = Webhook(SECRET).verify(got.body, got.headers)
    assert (event["type"], event["data"]) == ("video.completed", {"id": video["id"]})
    assert (event["object"], event["id"][:4]) == ("event", "evt_")
