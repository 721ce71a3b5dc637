"""Where a job stands, how urgent it is, and how long its files stay: in the native API, and by a header everywhere."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import httpx
import pytest

from tests.served import AIML, MAGNIFIC, MINI, Server, finished, serving

WISH: dict[str, Any] = {"model": "seedance-2.0-mini", "prompt": "a cat", "width": 128, "height": 72, "seconds": 4}
LONG = {**WISH, "width": 1280, "height": 720, "seconds": 15}
LEONARDO = "/api/rest/v2/generations"
AIML_MODEL = "bytedance/dreamina-seedance-2-0-mini"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One of its own: nobody else stands in its line."""
    with serving(tmp_path_factory.mktemp("standing")) as server:
        yield server


def test_jobs_in_line_know_their_place_and_their_time(client: httpx.Client) -> None:
    finished(client, client.post("/api/v1/jobs", json=WISH).json()["id"])
    time.sleep(1)  # that there was no such job before is remembered for so long
    ids = [client.post("/api/v1/jobs", json=wish).json()["id"] for wish in (LONG, WISH, WISH)]
    while client.get(f"/api/v1/jobs/{ids[0]}").json()["state"] == "queued":
        pass
    running, second, third = (client.get(f"/api/v1/jobs/{id}").json()["queue"] for id in ids)
    assert (running["name"], running["position"], running["workers"], running["start"]) == ("cpu", None, 1, None)
    assert [second["position"], third["position"]] == [1, 2]
    times = [datetime.fromisoformat(one["p50"]) for one in (second["start"], second["finish"], third["finish"])]
    assert times == sorted(times)
    assert datetime.fromisoformat(running["finish"]["p50"]) <= datetime.fromisoformat(running["finish"]["p90"])
    for id in ids:
        ended = client.post(f"/api/v1/jobs/{id}/cancel").json()
        assert (ended["state"], ended["queue"]) == ("cancelled", None)


def test_priority_is_a_field_here_and_a_header_everywhere(server: Server, client: httpx.Client) -> None:
    blocker = client.post("/api/v1/jobs", json=LONG).json()["id"]
    header = {"x-kinora-priority": "batch"}
    by_field = client.post("/api/v1/jobs", json={**WISH, "priority": "batch"}).json()
    assert by_field["priority"] == "batch"
    assert client.post("/api/v1/jobs", json={**WISH, "priority": "interactive"}, headers=header).json()["priority"] == (
        "interactive"
    )
    made = [
        client.post("/api/v1/jobs", json=WISH, headers=header).json()["id"],
        httpx.post(f"{server.base}{MINI}-480p", json={"prompt": "x"}, headers={**MAGNIFIC, **header}).json()["data"][
            "task_id"
        ],
        client.post(LEONARDO, json=leonardo(), headers=header).json()["generate"]["generationId"],
        client.post(AIML, json={"model": AIML_MODEL, "prompt": "x"}, headers=header).json()["id"],
    ]
    for id in made:
        assert client.get(f"/api/v1/jobs/{id}").json()["priority"] == "batch"
    plain = client.post("/api/v1/jobs", json=WISH).json()
    assert plain["priority"] == "interactive"
    assert client.get(f"/api/v1/jobs/{plain['id']}").json()["queue"]["position"] <= 2
    for job in client.get("/api/v1/jobs", params={"limit": 100}).json()["jobs"]:
        if job["state"] in {"queued", "running"}:
            client.delete(f"/api/v1/jobs/{job['id']}")
    assert client.get(f"/api/v1/jobs/{blocker}").status_code == 404


def leonardo() -> dict[str, Any]:
    parameters = {"prompt": "x", "duration": 4, "width": 864, "height": 480}
    return {"model": "seedance-2.0-mini", "public": False, "parameters": parameters}


def test_a_priority_that_is_none_is_refused_by_name(server: Server, client: httpx.Client) -> None:
    header = {"x-kinora-priority": "urgent"}
    answer = client.post("/api/v1/jobs", json=WISH, headers=header)
    assert answer.status_code == 400
    assert answer.json()["problems"][0]["field"] == "x-kinora-priority"
    answer = client.post("/api/v1/jobs", json={**WISH, "priority": "urgent"})
    assert (answer.status_code, answer.json()["problems"][0]["field"]) == (400, "priority")
    for path, body in ((f"{MINI}-480p", {"prompt": "x"}), (AIML, {"model": AIML_MODEL, "prompt": "x"})):
        refused = httpx.post(f"{server.base}{path}", json=body, headers={**MAGNIFIC, **dict(client.headers), **header})
        assert refused.status_code == 400
        assert "x-kinora-priority" in refused.text


def test_a_pin_keeps_the_files_until_it_is_taken_off(client: httpx.Client) -> None:
    id = client.post("/api/v1/jobs", json=WISH).json()["id"]
    with pytest.raises(httpx.HTTPStatusError):
        client.post(f"/api/v1/jobs/{id}/pin").raise_for_status()
    job = finished(client, id)
    assert (job["pinned"], job["expires"] is None) == (False, False)
    for _ in range(2):
        kept = client.post(f"/api/v1/jobs/{id}/pin").json()
        assert (kept["pinned"], kept["expires"]) == (True, None)
    freed = client.request("DELETE", f"/api/v1/jobs/{id}/pin").json()
    assert not freed["pinned"]
    assert freed["expires"] > job["expires"]
    assert client.request("DELETE", f"/api/v1/jobs/{id}/pin").json()["expires"] == freed["expires"]
    told = client.get(f"/api/v1/jobs/{id}/history").json()["events"]
    assert [one["pinned"] for one in told][-3:] == [None, True, False]
    assert told[0]["state"] == "queued"
    assert all("worker" not in one for one in told)
    nobody = "00000000-0000-4000-8000-00000000abcd"
    assert client.post(f"/api/v1/jobs/{nobody}/pin").status_code == 404
