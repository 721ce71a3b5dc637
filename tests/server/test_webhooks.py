"""Webhooks of a real server, from the request to the receiver, and the native API's log of them."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from standardwebhooks import Webhook

from tests.cli.test_commands import kinora
from tests.dialects.test_webhooks import by_the_vendors_algorithm
from tests.receiver import Receiver, receiving
from tests.served import MAGNIFIC, MINI, Server, serving

WISH: dict[str, Any] = {"model": "seedance-2.0-mini", "prompt": "a cat", "width": 128, "height": 72, "seconds": 4}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("hooks"), allow_private_webhooks="true") as server:
        yield server


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


def until(true: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.05)


def test_a_finished_job_is_told_signed_and_with_a_link_that_works(
    server: Server, client: httpx.Client, receiver: Receiver
) -> None:
    wish = {**WISH, "webhook_url": receiver.url(), "webhook_events": ["running", "succeeded"]}
    made = client.post("/api/v1/jobs", json=wish)
    assert made.status_code == 201, made.text
    until(lambda: len(receiver.got) == 2)
    told = {got.json["type"]: got for got in receiver.got}
    assert told.keys() == {"job.running", "job.succeeded"}
    got = told["job.succeeded"]
    secret = kinora("webhooks", "secret", "--data", str(server.data)).stdout.strip()
    assert len(base64.b64decode(secret)) == 32
    assert Webhook(secret).verify(got.body, got.headers)["job"]["id"] == made.json()["id"]
    assert by_the_vendors_algorithm(got.headers, got.body, secret)
    video = httpx.get(got.json["job"]["video_url"])
    assert (video.status_code, video.headers["content-type"]) == (200, "video/mp4")
    assert [note["code"] for note in client.get(f"/api/v1/jobs/{made.json()['id']}").json()["notes"]] == ["previs"]


def test_magnifics_webhook_url_is_used_and_no_longer_called_ignored(client: httpx.Client, receiver: Receiver) -> None:
    body = {"prompt": "a cat", "webhook_url": receiver.url("/m"), "duration": 5}
    made = client.post(f"{MINI}-480p", json=body, headers=MAGNIFIC)
    assert made.status_code == 200
    assert "x-kinora-ignored" not in made.headers
    id = made.json()["data"]["task_id"]
    assert client.delete(f"{MINI}/{id}", headers=MAGNIFIC).status_code == 204
    until(lambda: len(receiver.got) == 1)
    (got,) = receiver.got
    assert got.path == "/m"
    assert got.json == {"task_id": id, "status": "FAILED", "generated": [], "error": "cancelled"}


def test_the_log_and_another_try(client: httpx.Client, receiver: Receiver) -> None:
    receiver.status = 410
    id = client.post("/api/v1/jobs", json={**WISH, "webhook_url": receiver.url("/gone")}).json()["id"]
    client.post(f"/api/v1/jobs/{id}/cancel")

    def state() -> str:
        (webhook,) = client.get("/api/v1/webhooks", params={"job": id}).json()["webhooks"]
        return str(webhook["state"])

    until(lambda: state() == "stopped")
    (webhook,) = client.get("/api/v1/webhooks", params={"job": id, "state": "stopped"}).json()["webhooks"]
    assert (webhook["event"], webhook["attempts"], webhook["status"]) == ("cancelled", 1, 410)
    receiver.status = 200
    again = client.post(f"/api/v1/webhooks/{webhook['id']}/redeliver").json()
    assert (again["id"], again["state"]) == (webhook["id"], "pending")
    until(lambda: state() == "delivered")
    assert len({got.id for got in receiver.got}) == 1
    tried = client.get(f"/api/v1/webhooks/{webhook['id']}").json()["tried"]
    assert [(item["number"], item["status"]) for item in tried] == [(1, 410), (2, 200)]
    unknown = client.post("/api/v1/webhooks/00000000-0000-4000-8000-000000000009/redeliver")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"webhook_url": "ftp://a.example/"}, "webhook_url"),
        ({"webhook_url": 5}, "webhook_url"),
        ({"webhook_url": "https://a.example/", "webhook_events": ["finished"]}, "webhook_events[0]"),
        ({"webhook_url": "https://a.example/", "webhook_events": "failed"}, "webhook_events"),
    ],
)
def test_what_is_no_webhook_is_refused_by_name(client: httpx.Client, wish: dict[str, Any], field: str) -> None:
    refused = client.post("/api/v1/jobs", json={**WISH, **wish})
    assert refused.status_code == 400
    assert [problem["field"] for problem in refused.json()["problems"]] == [field]
