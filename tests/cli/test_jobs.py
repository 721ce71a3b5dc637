"""`kinora jobs`, `workers` and `drain` as an operator types them, on a house's database and beside a real server."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from typer.testing import CliRunner, Result

from kinora.cli import app
from kinora.jobs.database import Database
from kinora.jobs.job import Advanced, Broke, Claimed, Job, Stopped
from kinora.jobs.schema import prepare
from kinora.jobs.store import JobStore
from kinora.spec.media import Url
from kinora.spec.outcome import Note, Progress
from tests.jobs.house import ANNA, BEN
from tests.jobs.test_job import PLAN, QUEUED
from tests.served import KINORA, Server, finished, serving

WISH = {"model": "seedance-2.0-mini", "prompt": "a cat", "width": 128, "height": 72, "seconds": 4, "seed": 5}
FIRST, SECOND, BROKEN = (
    UUID(f"{digits}-0000-4000-8000-000000000000") for digits in ("abcd0000", "abcd1111", "99990000")
)


def kinora(data: Path, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--data", str(data)], env={"COLUMNS": "200"})


def said(data: Path, *words: str) -> Any:
    done = kinora(data, *words, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


async def fill(data: Path) -> None:
    """Anna's job waits, Ben's runs for the second time, and another of Anna's has failed."""
    database = Database(f"sqlite:///{data / 'kinora.db'}")
    store = JobStore(database)
    prepare(store.database)
    spec = replace(QUEUED.spec, ignored=("speed",))
    plan = replace(PLAN, start_frame=Url("http://a/b.png"))
    note = Note("ignored", "These had no effect.", ("speed",))
    base = replace(QUEUED, owner=ANNA.id, lane=ANNA.id, spec=spec, plan=plan, notes=(note,))
    await store.add(replace(base, id=BROKEN, created=1000.0, updated=1000.0, key=uuid4(), priority="batch"))
    await store.add(replace(base, id=FIRST, created=2000.0, updated=2000.0))
    await store.add(replace(base, id=SECOND, owner=BEN.id, created=3000.0, updated=3000.0))
    for run, at in ((1, 3010.0), (2, 3030.0)):
        token = uuid4()
        await store.change(SECOND, Claimed(at=at, run_token=token, worker=f"w{run}"))
        half = Advanced(at=at + 5, progress=Progress("rendering", 0.5))
        await store.change(SECOND, half, run_token=token)
    await store.change(BROKEN, Claimed(at=1010.0, run_token=uuid4(), worker="w1"))
    await store.change(BROKEN, Broke(at=1075.0, code="engine_failed", message="It broke."))
    database.close()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    asyncio.run(fill(tmp_path / "data"))
    return tmp_path / "data"


def test_the_list_is_everybodys_newest_first(data: Path) -> None:
    lines = kinora(data, "jobs", "list").stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["id", str(SECOND), str(FIRST), str(BROKEN)]
    assert re.search(r"running +50% +25\.0 s", lines[1])
    assert "1 min 5 s" in lines[3]
    assert "cpu (batch)" in lines[3]
    assert [job["id"] for job in said(data, "jobs", "list", "--state", "failed")] == [str(BROKEN)]
    assert [job["id"] for job in said(data, "jobs", "list", "--owner", str(ANNA.id), "--limit", "1")] == [str(FIRST)]
    assert kinora(data, "jobs", "list", "--owner", str(uuid4())).stdout == "No jobs.\n"
    assert kinora(data, "jobs", "list", "--state", "odd").exit_code == 2


def test_a_job_is_shown_with_its_attempts_stages_and_events(data: Path) -> None:
    shown = said(data, "jobs", "show", "abcd1111")
    assert (shown["owner"], shown["state"], shown["fraction"], shown["runs"]) == (str(BEN.id), "running", 0.5, 2)
    assert shown["plan"]["seed"] == PLAN.seed
    assert shown["media"] == {"start_frame": "http://a/b.png"}
    stages = [(one["run"], one["stage"], one["worker"], one["seconds"]) for one in shown["stages"]]
    assert stages == [
        (0, "waiting", None, 10.0),
        (1, "fetching", "w1", 5.0),
        (1, "rendering", "w1", 15.0),
        (2, "fetching", "w2", 5.0),
        (2, "rendering", "w2", None),
    ]
    assert [(one["run"], one["worker"], one["seconds"]) for one in shown["attempts"]] == [
        (1, "w1", 20.0),
        (2, "w2", None),
    ]
    assert [one["state"] for one in shown["events"]] == ["queued"] + ["running"] * 4
    text = kinora(data, "jobs", "show", str(BROKEN)).stdout
    for fragment in (
        "engine_failed: It broke.",
        "96x64",
        "seed 1",
        "batch",
        "after 1 min 5 s",
        "http://a/b.png",
        "(speed)",
    ):
        assert fragment in text, fragment
    for heading in ("Attempts", "Stages", "Events"):
        assert f"\n{heading}\n" in text


def test_an_id_may_be_short_but_not_doubtful(data: Path) -> None:
    assert said(data, "jobs", "show", "9999")["id"] == str(BROKEN)
    assert said(data, "jobs", "show", "abcd0000-0")["id"] == str(FIRST)
    for text, words in (
        ("abcd", ("Several jobs begin with abcd", str(FIRST), str(SECOND))),
        ("999", ("No such job: 999.",)),
        ("beef", ("No such job: beef.",)),
        ("%___", ("No such job",)),
        (str(uuid4()), ("No such job",)),
    ):
        for command in ("show", "cancel", "retry", "pin", "unpin", "watch"):
            done = kinora(data, "jobs", command, text)
            assert (done.exit_code, done.stdout) == (2, ""), command
            assert all(word in done.stderr for word in words), done.stderr
            assert len(done.stderr.strip().splitlines()) == 1


def test_cancel_does_what_it_can_and_names_the_rest(data: Path) -> None:
    done = kinora(data, "jobs", "cancel", "abcd0000", "9999", "abcd1111")
    assert done.exit_code == 2
    assert done.stdout.splitlines() == [f"Cancelled {FIRST}.", f"Cancelled {SECOND}."]
    assert done.stderr == "9999: A job that is failed can't be cancelled.\n"
    assert {job["state"] for job in said(data, "jobs", "list", "--state", "cancelled")} == {"cancelled"}


def test_a_retry_is_a_new_job_that_asks_for_the_same(data: Path) -> None:
    assert "A job that is queued can't be retried." in kinora(data, "jobs", "retry", "abcd0000").stderr
    done = kinora(data, "jobs", "retry", "9999")
    assert done.exit_code == 0
    first, again = said(data, "jobs", "show", "9999"), said(data, "jobs", "show", done.stdout.strip())
    assert again["state"] == "queued"
    assert again["error"] is None
    for same in ("owner", "key", "via", "queue", "priority", "plan", "media"):
        assert again[same] == first[same], same
    assert again["notes"][-1] == {
        "code": "retry",
        "text": "This job asks for the same as an earlier one.",
        "items": [str(BROKEN)],
    }
    assert [note["code"] for note in again["notes"]] == ["ignored", "retry"]


def test_only_a_job_with_files_can_be_pinned(data: Path) -> None:
    for id in ("9999", "abcd0000"):
        done = kinora(data, "jobs", "pin", id)
        assert done.exit_code == 2
        assert "can't be pinned" in done.stderr


def test_watch_ends_with_the_job(data: Path) -> None:
    done = kinora(data, "jobs", "watch", "9999")
    assert (done.exit_code, done.stdout) == (1, f"{BROKEN} failed after 1 min 15 s: It broke.\n")
    command = [str(KINORA), "jobs", "watch", "abcd0000", "--data", str(data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        time.sleep(1.5)
        assert process.poll() is None
        asyncio.run(stop(data))
        assert process.wait(10) == 1
        assert process.stdout is not None
        assert "cancelled after" in process.stdout.read()


async def stop(data: Path) -> None:
    database = Database(f"sqlite:///{data / 'kinora.db'}")
    _, job = await JobStore(database).change(FIRST, Stopped(at=time.time()))
    assert isinstance(job, Job)
    database.close()


def test_there_may_be_no_workers(data: Path) -> None:
    assert "No workers." in kinora(data, "workers").stdout
    assert said(data, "workers") == []
    assert kinora(data, "drain", "--all").stdout == "No workers.\n"
    for words in ((), ("somebody", "--all")):
        done = kinora(data, "drain", *words)
        assert (done.exit_code, "or say --all" in done.stderr) == (2, True)
    done = kinora(data, "drain", "somebody")
    assert (done.exit_code, done.stderr) == (2, "No such worker: somebody.\n")


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("busy"), lease_seconds="3") as server:
        yield server


def test_beside_a_server(busy: Server) -> None:
    with busy.client() as client:
        id = client.post("/api/v1/jobs", json=WISH).json()["id"]
        done = kinora(busy.data, "jobs", "watch", id)
        assert (done.exit_code, "succeeded after" in done.stdout) == (0, True)
        shown = said(busy.data, "jobs", "show", id)
        assert {file["purpose"] for file in shown["files"]} == {"video", "poster"}
        assert [one["stage"] for one in shown["stages"]][:2] == ["waiting", "fetching"]
        assert kinora(busy.data, "jobs", "pin", id).stdout == f"Pinned {id}.\n"
        pinned = client.get(f"/api/v1/jobs/{id}").json()
        assert (pinned["pinned"], pinned["expires"]) == (True, None)
        assert {file["expires"] for file in said(busy.data, "jobs", "show", id)["files"]} == {None}
        assert re.fullmatch(
            rf"Unpinned {id}: its files are kept until \d.*\.\n", kinora(busy.data, "jobs", "unpin", id).stdout
        )
        assert client.get(f"/api/v1/jobs/{id}").json()["expires"] is not None
        again = kinora(busy.data, "jobs", "retry", id).stdout.strip()
        assert finished(client, again)["state"] == "succeeded"
        assert client.get(f"/api/v1/jobs/{again}").json()["plan"]["seed"] == 5
        long = client.post("/api/v1/jobs", json={**WISH, "width": 1280, "height": 720, "seconds": 15}).json()["id"]
        while client.get(f"/api/v1/jobs/{long}").json()["state"] == "queued":
            time.sleep(0.05)
        (worker,) = said(busy.data, "workers")
        assert (worker["running"], worker["slots"], worker["is_alive"], worker["is_draining"]) == (1, 1, True, False)
        assert worker["seen_seconds"] < 3
        assert kinora(busy.data, "jobs", "cancel", long).exit_code == 0
        until = time.monotonic() + 5
        while said(busy.data, "workers")[0]["running"]:
            assert time.monotonic() < until, "the run goes on"


def test_a_drained_worker_finishes_and_leaves(busy: Server) -> None:
    with busy.client() as client:
        id = client.post("/api/v1/jobs", json=WISH).json()["id"]
        while client.get(f"/api/v1/jobs/{id}").json()["state"] == "queued":
            time.sleep(0.02)
        (worker,) = said(busy.data, "workers")
        done = kinora(busy.data, "drain", worker["id"][-8:])
        assert (done.exit_code, done.stdout) == (0, f"Draining {worker['id']}.\n")
        assert said(busy.data, "workers")[0]["is_draining"]
        assert finished(client, id)["state"] == "succeeded"


def test_drain_waits_until_a_worker_has_left(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with subprocess.Popen(
        [str(KINORA), "worker", "--data", str(data)], cwd=tmp_path, stdout=subprocess.DEVNULL
    ) as worker:
        try:
            until = time.monotonic() + 30
            while not said(data, "workers"):
                assert time.monotonic() < until
                time.sleep(0.1)
            done = kinora(data, "drain", "--all", "--wait")
            assert done.exit_code == 0, done.output
            assert re.fullmatch(r"Draining \S+\.\nAll gone after .+\.\n", done.stdout)
            assert "1 of 1 still here, with 0 jobs" in done.stderr
            assert said(data, "workers") == []
            assert worker.wait(10) == 0
        finally:
            worker.kill()
