"""`kinora serve` and `kinora worker` as processes of their own: who does what, and what a stop leaves to whom."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.jobs.pg import Postgres
from tests.jobs.processes import renders_below
from tests.served import KINORA, Server, finished, look, serving

WISH = {"model": "seedance-2.0-mini", "prompt": "a cat runs", "width": 128, "height": 72, "seconds": 4, "seed": 1}
LONG = {**WISH, "width": 1280, "height": 720, "seconds": 12}


@contextmanager
def working(server: Server, *options: str) -> Iterator[subprocess.Popen[str]]:
    """A `kinora worker` on the server's data folder, once it has said that it works."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    command = [str(KINORA), "worker", "--data", str(server.data), *options]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None and "works on" in process.stdout.readline()
            yield process
        finally:
            process.kill()


def submit(client: httpx.Client, wish: dict[str, Any]) -> str:
    answer = client.post("/api/v1/jobs", json=wish)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def until_rendering(client: httpx.Client, id: str, process: subprocess.Popen[str]) -> None:
    until = time.monotonic() + 60
    while not renders_below(process.pid) or client.get(f"/api/v1/jobs/{id}").json()["state"] != "running":
        assert time.monotonic() < until
        time.sleep(0.05)


def test_a_server_without_a_worker_takes_jobs_for_those_that_come(tmp_path: Path) -> None:
    with serving(tmp_path, queues="none") as server, server.client() as client:
        assert "kinora worker" in server.log()
        id = submit(client, WISH)
        time.sleep(1)
        waiting = client.get(f"/api/v1/jobs/{id}").json()
        assert (waiting["state"], waiting["queue"]["position"], waiting["queue"]["workers"]) == ("queued", 1, 0)
        with working(server, "--queues", "cpu"):
            job = finished(client, id)
        assert job["state"] == "succeeded"
        assert look(httpx.get(job["video"]["url"]).content, tmp_path).frames == 96


def test_a_stopped_worker_finishes_what_it_has(tmp_path: Path) -> None:
    with serving(tmp_path, queues="none") as server, server.client() as client:
        with working(server, "--grace-seconds", "60") as worker:
            first = submit(client, {**WISH, "seconds": 8})
            until_rendering(client, first, worker)
            second = submit(client, WISH)
            worker.terminate()
            assert worker.wait(60) == 0
        assert finished(client, first)["state"] == "succeeded"
        assert client.get(f"/api/v1/jobs/{second}").json()["state"] == "queued"


def test_a_worker_that_must_stop_at_once_hands_its_job_back(tmp_path: Path) -> None:
    with (
        serving(tmp_path, queues="none") as server,
        server.client() as client,
        working(server, "--grace-seconds", "0") as worker,
    ):
        id = submit(client, LONG)
        until_rendering(client, id, worker)
        with working(server) as other:
            worker.terminate()
            assert worker.wait(20) == 0
            stopped = time.monotonic()
            until_rendering(client, id, other)
            # At once, and not when a lease of half a minute is over.
            assert time.monotonic() - stopped < 5
            client.post(f"/api/v1/jobs/{id}/cancel").raise_for_status()


def test_a_worker_of_nothing_is_refused(tmp_path: Path) -> None:
    for text, words in (("none", "at least one line"), ("tape", "no line 'tape'")):
        command = [str(KINORA), "worker", "--data", str(tmp_path / "data"), "--queues", text]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (done.returncode, words in done.stderr) == (1, True), done.stderr


def test_a_worker_waits_for_a_database_that_is_away_and_not_for_a_wrong_one(tmp_path: Path, postgres: Postgres) -> None:
    def command(url: str) -> list[str]:
        folder = str(tmp_path / "data")
        return [str(KINORA), "worker", "--queues", "deliveries", "--data", folder, "--database-url", url]

    url = postgres.url()
    wrong = url.replace(url.partition("?")[0].rpartition("/")[2], "no_such_database")
    done = subprocess.run(command(wrong), capture_output=True, text=True, check=False)
    assert (done.returncode, "does not exist" in done.stderr) == (1, True), done.stderr
    postgres.stop()
    try:
        with subprocess.Popen(command(url), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            assert process.stderr is not None and process.stdout is not None
            assert "can't be used yet" in process.stderr.readline()
            postgres.start()
            assert "works on deliveries" in process.stdout.readline()
            process.terminate()
            assert process.wait(20) == 0
    finally:
        postgres.start()
