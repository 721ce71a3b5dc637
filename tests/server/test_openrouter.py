"""OpenRouter's dialect over HTTP: from a submit to an MP4 under a key and without one, frames, callbacks, refusals."""

from __future__ import annotations

import base64
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from standardwebhooks import Webhook

from tests.cli.test_commands import kinora
from tests.receiver import Receiver, receiving
from tests.served import Server, look, picture, serving
from tests.server.test_webhooks import until

VIDEOS = "/api/v1/videos"
WISH = {"model": "bytedance/seedance-2.0-fast", "prompt": "a cat naps", "resolution": "480p", "duration": 4, "seed": 1}


def ended(client: httpx.Client, job: dict[str, Any]) -> dict[str, Any]:
    """The job once it has ended, asked for where its own answer says."""
    last = time.monotonic() + 240
    while job["status"] in {"pending", "in_progress"}:
        assert time.monotonic() < last, job
        time.sleep(0.1)
        job = client.get(job["polling_url"]).json()
    return job


@pytest.fixture(scope="module")
def job(server: Server) -> dict[str, Any]:
    with server.client() as client:
        asked = client.post(VIDEOS, json=WISH)
        assert asked.status_code == 202, asked.text
        assert asked.json().keys() == {"id", "polling_url", "status"}
        done = ended(client, asked.json())
        assert done["status"] == "completed", done
        return done


def test_a_clip_under_the_key_and_by_its_link(client: httpx.Client, job: dict[str, Any], tmp_path: Path) -> None:
    (unsigned,), (signed,) = job["unsigned_urls"], job["urls"]
    assert httpx.get(unsigned).status_code == 401
    answer = client.get(unsigned, headers={"accept": "video/mp4"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "video/mp4")
    film = look(answer.content, tmp_path)
    assert (film.width, film.height, film.frames) == (864, 496, 96)
    assert httpx.get(signed).content == answer.content
    assert time.time() < job["expires_at"] <= time.time() + 86_402
    assert job["usage"] == {"cost": 0.0, "is_byok": False}


def test_another_output_and_another_job_are_not_there(client: httpx.Client, job: dict[str, Any]) -> None:
    other = client.get(f"{VIDEOS}/{job['id']}/content", params={"index": 1})
    assert (other.status_code, other.json()["error"]["code"]) == (404, 404)
    unknown = client.get(f"{VIDEOS}/gen-vid-1700000001-00000000000000000000")
    assert (unknown.status_code, unknown.json()["user_id"]) == (404, None)


def test_a_job_is_the_same_under_its_bare_id(client: httpx.Client, job: dict[str, Any]) -> None:
    newest = client.get("/api/v1/jobs", params={"limit": 100}).json()["jobs"]
    ids = [each["id"] for each in newest if client.get(f"{VIDEOS}/{each['id']}").json()["id"] == job["id"]]
    assert len(ids) == 1


@pytest.mark.parametrize("how", ["url", "data", "upload"])
def test_the_first_frame(client: httpx.Client, job: dict[str, Any], how: str) -> None:
    frame = picture(864, 496)
    match how:
        case "url":
            bare = client.get("/api/v1/jobs", params={"limit": 100}).json()["jobs"]
            url = next(each["video"]["poster_url"] for each in bare if each["state"] == "succeeded")
        case "data":
            url = f"data:image/png;base64,{base64.b64encode(frame).decode()}"
        case _:
            place = client.post("/api/rest/v1/init-image", json={"extension": "png"}).json()["uploadInitImage"]
            fields = httpx.Response(200, content=place["fields"]).json()
            sent = httpx.post(place["url"], data=fields, files={"file": ("a.png", frame, "image/png")})
            assert sent.status_code == 204, sent.text
            url = f"asset://{place['id']}"
    part = {"type": "image_url", "image_url": {"url": url}, "frame_type": "first_frame"}
    asked = client.post(VIDEOS, json={**WISH, "frame_images": [part]})
    assert asked.status_code == 202, asked.text
    assert ended(client, asked.json())["status"] == "completed"


def test_going_on_from_a_job(client: httpx.Client, job: dict[str, Any]) -> None:
    asked = client.post(VIDEOS, json={**WISH, "prompt": "at night", "previous_job_id": job["id"]})
    assert asked.status_code == 202, asked.text
    assert ended(client, asked.json())["status"] == "completed"


def test_not_ready_and_cancelled_in_another_dialect(tmp_path: Path) -> None:
    with serving(tmp_path, workers="0") as server, server.client() as client:
        job = client.post(VIDEOS, json=WISH).json()
        waiting = client.get(f"{VIDEOS}/{job['id']}/content")
        assert (waiting.status_code, waiting.json()["error"]["code"]) == (409, 409)
        (native,) = client.get("/api/v1/jobs").json()["jobs"]
        client.post(f"/api/v1/jobs/{native['id']}/cancel")
        assert client.get(job["polling_url"]).json()["status"] == "cancelled"


def test_models_are_told_to_everybody(server: Server) -> None:
    models = httpx.get(f"{server.base}{VIDEOS}/models").json()["data"]
    assert "bytedance/seedance-2.0" in [model["id"] for model in models]


def test_a_refusal_names_everything_and_needs_a_key(server: Server, client: httpx.Client) -> None:
    refused = client.post(VIDEOS, json={**WISH, "duration": 99, "creativity": 1, "callback_url": "http://a.example/"})
    assert refused.status_code == 400
    said = refused.json()["error"]
    assert {item["field"] for item in said["metadata"]["problems"]} == {"duration", "creativity", "callback_url"}
    nobody = httpx.post(f"{server.base}{VIDEOS}", json=WISH)
    assert (nobody.status_code, nobody.json()["error"]["code"]) == (401, 401)


def test_what_was_ignored_stands_in_a_header(client: httpx.Client) -> None:
    asked = client.post(VIDEOS, json={**WISH, "session_id": "s", "trace": {"trace_id": "t"}})
    assert asked.headers["x-kinora-ignored"] == "session_id,trace"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


def test_a_callback_is_told_what_a_poll_would_say(tmp_path: Path, receiver: Receiver) -> None:
    settings = {"allow_private_webhooks": "true", "profiles": "openrouter=http+absolute"}
    with serving(tmp_path, **settings) as server, server.client() as client:
        job = client.post(VIDEOS, json={**WISH, "callback_url": receiver.url()}).json()
        assert job["polling_url"] == f"{server.base}{VIDEOS}/{job['id']}"
        until(lambda: len(receiver.got) == 1, seconds=120)
        secret = kinora("webhooks", "secret", "--data", str(server.data)).stdout.strip()
        (got,) = receiver.got
        told = Webhook(secret).verify(got.body, got.headers)
        assert told == client.get(job["polling_url"]).json()
        assert told["status"] == "completed"
