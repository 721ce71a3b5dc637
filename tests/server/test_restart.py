"""kill -9 in the middle of a render: the same job finishes after the restart, and its poller sees but a pause."""

from __future__ import annotations

import time
from pathlib import Path

import httpx

from tests.served import MAGNIFIC, MINI, Server, look, serving


def poll(server: Server, id: str) -> dict[str, object]:
    with httpx.Client(base_url=server.base, headers=MAGNIFIC) as client:
        task: dict[str, object] = client.get(f"{MINI}/{id}").json()["data"]
        return task


def test_a_killed_server_finishes_its_job_under_the_same_id(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        body = {"prompt": "A koala surfs a wave at sunset", "duration": 5, "seed": 5}
        id = httpx.post(f"{server.base}{MINI}-480p", headers=MAGNIFIC, json=body).json()["data"]["task_id"]
        while poll(server, id)["status"] != "IN_PROGRESS":
            time.sleep(0.05)
        time.sleep(0.7)
        assert poll(server, id)["status"] == "IN_PROGRESS"
        server.kill()
        server.start()
        seen = [poll(server, id)["status"]]
        until = time.monotonic() + 120
        while seen[-1] not in {"COMPLETED", "FAILED"} and time.monotonic() < until:
            time.sleep(0.1)
            seen.append(poll(server, id)["status"])
        assert seen[-1] == "COMPLETED"
        assert set(seen) <= {"CREATED", "IN_PROGRESS", "COMPLETED"}
        task = poll(server, id)
        assert isinstance(task["generated"], list)
        after_a_kill = httpx.get(task["generated"][0]).content
        assert look(after_a_kill, tmp_path).frames == 120
        # Exactly once for effects: the clip and its poster, and nothing of the dead run.
        assert len([path for path in (server.data / "media").rglob("*") if path.is_file()]) == 2
        assert [path for path in (server.data / "work").rglob("*") if path.is_file()] == []


def test_queued_jobs_survive_a_kill_and_keep_their_order(tmp_path: Path) -> None:
    with serving(tmp_path) as server, server.client() as client:
        wish = {"model": "seedance-2.0-mini", "prompt": "a cat", "width": 128, "height": 72, "seconds": 4}
        ids = [client.post("/api/v1/jobs", json={**wish, "seed": seed}).json()["id"] for seed in range(3)]
        server.kill()
        server.start()
        until = time.monotonic() + 120
        states = [""]
        while states != ["succeeded"] * 3 and time.monotonic() < until:
            time.sleep(0.2)
            states = [client.get(f"/api/v1/jobs/{id}").json()["state"] for id in ids]
        assert states == ["succeeded"] * 3
        finished = [client.get(f"/api/v1/jobs/{id}").json()["updated"] for id in ids]
        assert finished == sorted(finished)
