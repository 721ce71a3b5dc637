"""A full line over real HTTP, in each dialect's words, and what is answered nevertheless."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.served import AIML, MAGNIFIC, MINI, Server, serving

LEONARDO = "/api/rest/v2/generations"
PROMPT = "a lighthouse in the rain"
BODIES: dict[str, tuple[str, dict[str, str], dict[str, Any]]] = {
    "native": ("/api/v1/jobs", {}, {"model": "seedance-2.0-mini", "prompt": PROMPT}),
    "leonardo": (LEONARDO, {}, {"model": "seedance-2.0-mini", "parameters": {"prompt": PROMPT}}),
    "magnific": (f"{MINI}-480p", MAGNIFIC, {"prompt": PROMPT, "duration": 5}),
    "aimlapi": (AIML, {}, {"model": "bytedance/dreamina-seedance-2-0-mini", "prompt": PROMPT}),
}


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server at which nobody works, whose one caller may have a single job waiting."""
    with serving(tmp_path_factory.mktemp("full"), queues="none", key_queue_limit="1") as server:
        with server.client() as client:
            assert send(client, "native", key="the first").status_code == 201
        yield server


def send(client: httpx.Client, dialect: str, *, key: str | None = None) -> httpx.Response:
    path, headers, body = BODIES[dialect]
    extra = {"idempotency-key": key} if key else {}
    return client.post(path, json=body, headers=headers | extra)


@pytest.mark.parametrize("dialect", BODIES)
def test_one_more_is_refused_with_the_time_to_ask_again(full: Server, dialect: str) -> None:
    with full.client() as client:
        answer = send(client, dialect)
    assert answer.status_code == 429, answer.text
    assert 1 <= int(answer.headers["retry-after"]) <= 60
    assert "jobs are waiting" in answer.text
    if dialect == "leonardo":
        first = answer.json()[0]
        assert first["message"].startswith("You have reached the maximum number of concurrent")
        assert first["extensions"]["statusCode"] == 429
    if dialect == "aimlapi":
        assert answer.json()["statusCode"] == 429


def test_the_first_job_is_answered_again_and_a_check_is_no_job(full: Server) -> None:
    with full.client() as client:
        [job] = client.get("/api/v1/jobs").json()["jobs"]
        again = send(client, "native", key="the first")
        assert (again.status_code, again.json()["id"]) == (201, job["id"])
        assert client.post("/api/v1/check", json=BODIES["native"][2]).status_code == 200
        assert client.post("/api/v1/jobs", json={"model": "seedance-2.0-mini", "prompt": 7}).status_code == 400


def test_a_place_that_becomes_free_is_given_away(full: Server) -> None:
    """Last: it changes what waits."""
    with full.client() as client:
        [job] = client.get("/api/v1/jobs").json()["jobs"]
        assert client.post(f"/api/v1/jobs/{job['id']}/cancel").status_code == 200
        until = time.monotonic() + 5
        while (answer := send(client, "native")).status_code != 201:
            assert time.monotonic() < until, answer.text
            time.sleep(0.05)
        assert send(client, "native").status_code == 429
