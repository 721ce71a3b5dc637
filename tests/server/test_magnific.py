"""Magnific over HTTP: sibling families, both roots, profiles, and what is left to a key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.served import MAGNIFIC, Server, look, serving
from tests.server.test_webhooks import until

VIDEO, STILLS = "/v1/ai/video", "/v1/ai/image-to-video"


@pytest.fixture
def client(server: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.base, headers=MAGNIFIC, timeout=30) as client:
        yield client


def made(client: httpx.Client, path: str, **fields: object) -> str:
    answer = client.post(path, json={"prompt": "a cat", **fields})
    assert answer.status_code == 200, answer.text
    task: dict[str, Any] = answer.json()["data"]
    assert (task["status"], task["generated"]) == ("CREATED", [])
    return str(task["task_id"])


def test_a_clip_of_the_first_model_by_the_path_it_was_posted_to(client: httpx.Client, tmp_path: Path) -> None:
    path = f"{STILLS}/seedance-lite-480p"
    answer = client.post(path, json={"prompt": "a cat", "duration": "5", "frames_per_second": 24, "no_music": True})
    assert answer.headers["x-kinora-ignored"] == "no_music"
    id = answer.json()["data"]["task_id"]
    until(lambda: client.get(f"{path}/{id}").json()["data"]["status"] in {"COMPLETED", "FAILED"}, 240)
    task = client.get(f"{STILLS}/seedance-lite/{id}/").json()["data"]
    film = look(httpx.get(task["generated"][0]).content, tmp_path)
    assert (film.width, film.height, film.frames, film.sound) == (864, 480, 120, None)
    assert client.get(f"{VIDEO}/seedance-lite-480p").json()["data"][0] == task
    assert client.get(f"{VIDEO}/seedance-lite-720p").json()["data"] == []
    assert client.get(f"{VIDEO}/seedance-pro/{id}").status_code == 404


def test_families_are_listed_apart_and_by_tier(tmp_path: Path) -> None:
    with serving(tmp_path, queues="none") as server, httpx.Client(base_url=server.base, headers=MAGNIFIC) as client:
        families_are_listed(client)


def families_are_listed(client: httpx.Client) -> None:
    small = made(client, f"{VIDEO}/seedance-2-5-pro-480p")
    large = made(client, f"{VIDEO}/seedance-2-5-pro-1080p", sound_effects=False, no_music=True)
    for id in (small, large):
        client.delete(f"{VIDEO}/seedance-2-5-pro/{id}")
    listed = client.get(f"{VIDEO}/seedance-2-5-pro/").json()["data"]
    assert [task["task_id"] for task in listed] == [large, small]
    assert {(task["status"], task["error"]) for task in listed} == {("FAILED", "cancelled")}
    assert [task["task_id"] for task in client.get(f"{VIDEO}/seedance-2-5-pro-480p").json()["data"]] == [small]
    second = client.get(f"{VIDEO}/seedance-2-5-pro", params={"page": 2, "per_page": 1})
    assert [task["task_id"] for task in second.json()["data"]] == [small]
    assert second.headers["x-total-count"] == "2"
    assert client.get(f"{VIDEO}/seedance-2-5-pro", params={"page": 9}).json() == {"data": []}
    refused = client.get(f"{VIDEO}/seedance-2-5-pro", params={"page": 0})
    assert (refused.status_code, refused.json()) == (400, {"message": "Parameter 'page' must be greater than 0"})


def test_what_is_left_is_told_on_every_answer_and_no_poll_is_counted(tmp_path: Path) -> None:
    settings = {"submits_per_minute": "2", "queues": "none", "profiles": "magnific=2026h2"}
    with serving(tmp_path, **settings) as server, httpx.Client(base_url=server.base, headers=MAGNIFIC) as client:
        path = f"{VIDEO}/seedance-2-mini-480p"
        picture = "https://a.example/1.png"
        first = client.post(path, json={"prompt": "x", "duration": 7, "reference_images": [picture]})
        assert (first.status_code, first.headers["x-ratelimit-limit"]) == (200, "2")
        assert first.headers["x-ratelimit-remaining"] == "1"
        assert "x-kinora-ignored" not in first.headers
        poll = client.get(f"{path}/{first.json()['data']['task_id']}")
        assert (poll.status_code, poll.headers["x-ratelimit-remaining"]) == (200, "1")
        assert client.post(path, json={"prompt": "x"}).status_code == 200
        over = client.post(path, json={"prompt": "x"})
        assert (over.status_code, over.headers["x-ratelimit-remaining"]) == (429, "0")
        assert 0 < int(over.headers["retry-after"]) <= 60
        assert 0 < int(over.headers["x-ratelimit-reset"]) <= 60
        assert "message" in over.json()
        assert client.get(path).status_code == 200


def test_who_does_not_say_who_they_are(server: Server) -> None:
    answer = httpx.get(f"{server.base}{VIDEO}/seedance-2-mini")
    assert (answer.status_code, answer.json()) == (401, {"message": "Missing API key"})
    old = httpx.get(f"{server.base}{VIDEO}/seedance-2-mini", headers={"x-freepik-api-key": "a-test-key"})
    assert old.status_code == 200
