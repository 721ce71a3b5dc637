"""Server-sent events over real HTTP: per job and per owner, resumed, refused, and ended with the server."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.served import BEARER, MAGNIFIC, MINI, Server, finished, serving

WISH: dict[str, Any] = {"model": "seedance-2.0-mini", "prompt": "a cat", "width": 128, "height": 72, "seconds": 4}


@dataclass
class Event:
    id: int
    kind: str
    data: dict[str, Any]


def events_in(lines: Iterator[str]) -> Iterator[Event]:
    """The stream as a browser reads it."""
    fields: dict[str, str] = {}
    for line in lines:
        if line:
            name, _, value = line.partition(":")
            fields[name] = value.removeprefix(" ")
        else:
            if "data" in fields:
                yield Event(int(fields["id"]), fields["event"], json.loads(fields["data"]))
            fields = {}


@contextmanager
def stream(server: Server, path: str, **headers: str) -> Iterator[tuple[httpx.Response, Iterator[Event]]]:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    with (
        httpx.Client(base_url=server.base, headers={**BEARER, **names}, timeout=60) as client,
        client.stream("GET", f"/api/v1{path}") as response,
    ):
        yield response, events_in(response.iter_lines())


def submitted(client: httpx.Client, **more: object) -> str:
    made = client.post("/api/v1/jobs", json={**WISH, **more})
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


def test_a_job_is_told_from_queued_to_its_end_and_again_from_any_point(server: Server, client: httpx.Client) -> None:
    id = submitted(client)
    with stream(server, f"/jobs/{id}/events") as (response, events):
        assert response.status_code == 200
        assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
        assert (response.headers["cache-control"], response.headers["x-accel-buffering"]) == ("no-store", "no")
        seen = list(events)
    assert {event.kind for event in seen} == {"job"}
    assert {event.data["job"] for event in seen} == {id}
    assert [seen[0].data["state"], seen[-1].data["state"]] == ["queued", "succeeded"]
    assert [event.id for event in seen] == sorted({event.id for event in seen})
    fractions = [event.data["fraction"] for event in seen]
    assert fractions == sorted(fractions)
    assert set(seen[-1].data) == {"job", "state", "stage", "fraction", "at", "error"}
    for headers, query in (({"last_event_id": str(seen[2].id)}, ""), ({}, f"?last_event_id={seen[2].id}")):
        with stream(server, f"/jobs/{id}/events{query}", **headers) as (_, events):
            assert list(events) == seen[3:]
    over = client.get(f"/api/v1/jobs/{id}/events", headers={"last-event-id": str(seen[-1].id)})
    assert (over.status_code, over.content) == (204, b"")
    history = client.get(f"/api/v1/jobs/{id}/history").json()["events"]
    assert [(one["id"], one["state"], one["stage"]) for one in history] == [
        (event.id, event.data["state"], event.data["stage"]) for event in seen
    ]


def test_an_owner_is_told_of_all_jobs_whatever_made_them(server: Server, client: httpx.Client) -> None:
    with stream(server, "/events") as (_, events):
        first = submitted(client)
        second = client.post(f"{MINI}-480p", json={"prompt": "x"}, headers=MAGNIFIC).json()["data"]["task_id"]
        client.post(f"/api/v1/jobs/{second}/cancel")
        ended: dict[str, str] = {}
        last = 0
        for event in events:
            last = event.id
            if event.data["state"] not in {"queued", "running"}:
                ended[event.data["job"]] = event.data["state"]
            if len(ended) == 2:
                break
        assert ended == {first: "succeeded", second: "cancelled"}
    third = submitted(client)
    client.post(f"/api/v1/jobs/{third}/cancel")
    with stream(server, "/events", last_event_id=str(last)) as (_, events):
        assert [next(events).data["job"] for _ in range(2)] == [third, third]


@pytest.mark.parametrize("given", ["seven", "-1", "1.5", "9" * 19, "9" * 30, "٣"])
def test_a_bad_id_is_refused_by_name(client: httpx.Client, given: str) -> None:
    id = submitted(client)
    for path in ("/events", f"/jobs/{id}/events"):
        answer = client.get(f"/api/v1{path}", headers=[(b"last-event-id", given.encode())])
        assert (answer.status_code, answer.json()["code"]) == (400, "invalid_request")
        assert "Last-Event-ID" in answer.json()["message"]
        answer = client.get(f"/api/v1{path}", params={"last_event_id": given})
        assert (answer.status_code, answer.json()["problems"][0]["field"]) == (400, "last_event_id")
    client.post(f"/api/v1/jobs/{id}/cancel")


def test_strangers_and_unknown_jobs(server: Server, client: httpx.Client) -> None:
    assert httpx.get(f"{server.base}/api/v1/events").status_code == 401
    nobody = "00000000-0000-4000-8000-00000000abcd"
    assert client.get(f"/api/v1/jobs/{nobody}/events").status_code == 404
    assert client.get(f"/api/v1/jobs/{nobody}/history").status_code == 404


def test_a_server_stops_at_once_although_streams_are_open(tmp_path: Path) -> None:
    with serving(tmp_path) as server, server.client() as client:
        id = submitted(client, seconds=15)
        client.post(f"/api/v1/jobs/{id}/cancel")
        endings: list[str] = []

        def listen() -> None:
            with stream(server, "/events") as (_, events):
                opened.release()
                endings.append("clean" if not list(events) else "told")

        opened = threading.Semaphore(0)
        threads = [threading.Thread(target=listen) for _ in range(20)]
        for thread in threads:
            thread.start()
        for _ in threads:
            opened.acquire()
        begun = time.monotonic()
        server.stop()
        assert time.monotonic() - begun < 4
        for thread in threads:
            thread.join(5)
        assert endings == ["clean"] * 20
        assert "Traceback" not in server.log()


def test_a_client_resumes_after_a_restart_without_a_gap(tmp_path: Path) -> None:
    with serving(tmp_path, lease_seconds="2") as server, server.client() as client:
        id = submitted(client)
        with stream(server, f"/jobs/{id}/events") as (_, events):
            first = next(events)
        server.kill()
        server.start()
        with stream(server, f"/jobs/{id}/events", last_event_id=str(first.id)) as (_, events):
            rest = list(events)
        assert rest[-1].data["state"] == "succeeded"
        history = client.get(f"/api/v1/jobs/{id}/history").json()["events"]
        assert [one["id"] for one in history] == [first.id, *(event.id for event in rest)]
        assert finished(client, id)["state"] == "succeeded"
