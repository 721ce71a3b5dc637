"""What dbos and the leases promise together, shown with real processes: to be run on every new version of dbos."""

from __future__ import annotations

import asyncio
import inspect
import signal
import time
from collections import Counter
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from dbos import DBOSClient

from kinora.jobs.leases import LOST
from kinora.jobs.tables import workers
from kinora.spec.outcome import Cancelled, Succeeded
from tests.jobs.house import ANNA, FORM, House, build
from tests.jobs.pg import Postgres
from tests.jobs.processes import renders_below
from tests.jobs.serving import serving

pytestmark = pytest.mark.alone
LEASE_SECONDS = 1.5
LIMIT_SECONDS = 60
CRASH_SECONDS = LEASE_SECONDS + 5


async def until_rendering(house: House, ids: tuple[UUID, ...], worker: str) -> float:
    """Until a worker has the jobs and has said how far it is; answers when that was."""
    async with asyncio.timeout(LIMIT_SECONDS):
        while not all([(job := await house.store.get(id)).worker == worker and job.fraction > 0.1 for id in ids]):
            await asyncio.sleep(0.05)
    return time.monotonic()


async def check_once(house: House, ids: tuple[UUID, ...], *, runs: int) -> None:
    """Every job succeeds, after so many runs, and only once; nothing but its two files is left."""
    async with asyncio.timeout(LIMIT_SECONDS):
        for id in ids:
            assert isinstance((await house.finished(id))[-1].outcome, Succeeded)
    for id in ids:
        history = await house.store.history(id)
        assert Counter(kind for kind, _ in history)["succeeded"] == 1
        assert [data["run"] for _, data in history if data["stage"] == "fetching"] == list(range(1, runs + 1))
    assert len(await house.media.list_keys()) == 2 * len(ids)


def test_a_killed_workers_jobs_go_to_another(tmp_path: Path, database_url: str) -> None:
    options: dict[str, Any] = {"url": database_url, "lease_seconds": LEASE_SECONDS, "slots": 2}
    with serving(tmp_path, jobs=2, **options) as first:
        house = build(tmp_path, url=database_url)

        async def go() -> None:
            await until_rendering(house, first.ids, first.worker)
            with serving(tmp_path, **options) as second:
                first.kill()
                killed = time.monotonic()
                assert await until_rendering(house, first.ids, second.worker) - killed < CRASH_SECONDS
                await check_once(house, first.ids, runs=2)
                assert not list((tmp_path / "work" / first.worker).glob("*/*"))

        asyncio.run(go())
        house.close()


def test_a_worker_that_slept_through_its_lease_leaves(tmp_path: Path, database_url: str) -> None:
    options: dict[str, Any] = {"url": database_url, "lease_seconds": LEASE_SECONDS}
    with serving(tmp_path, jobs=1, **options) as zombie:
        house = build(tmp_path, url=database_url)

        async def go() -> None:
            await until_rendering(house, zombie.ids, zombie.worker)
            with serving(tmp_path, **options) as second:
                zombie.process.send_signal(signal.SIGSTOP)
                await until_rendering(house, zombie.ids, second.worker)
                zombie.process.send_signal(signal.SIGCONT)
                assert await asyncio.to_thread(zombie.process.wait, 10) == LOST
                await check_once(house, zombie.ids, runs=2)

        asyncio.run(go())
        house.close()


def test_two_that_look_for_the_dead_take_a_job_up_once(tmp_path: Path, database_url: str) -> None:
    options: dict[str, Any] = {"url": database_url, "lease_seconds": LEASE_SECONDS}
    with serving(tmp_path, jobs=3, slots=3, **options) as first:
        house = build(tmp_path, url=database_url)

        async def go() -> None:
            await until_rendering(house, first.ids, first.worker)
            with serving(tmp_path, slots=2, **options), serving(tmp_path, slots=2, **options):
                first.kill()
                await check_once(house, first.ids, runs=2)

        asyncio.run(go())
        house.close()


def test_a_cancel_elsewhere_stops_the_render_within_a_second(tmp_path: Path, database_url: str) -> None:
    with serving(tmp_path, jobs=2, url=database_url) as worker:
        house = build(tmp_path, url=database_url)
        running, waiting = worker.ids

        async def go() -> None:
            await until_rendering(house, (running,), worker.worker)
            assert renders_below(worker.pid)
            assert (await house.desk.cancel(waiting, ANNA, links=FORM)).outcome == Cancelled()
            begun = time.monotonic()
            assert (await house.desk.cancel(running, ANNA, links=FORM)).outcome == Cancelled()
            while renders_below(worker.pid):
                assert time.monotonic() - begun < 1
                await asyncio.sleep(0.02)
            third = await house.submit()
            await until_rendering(house, (third.id,), worker.worker)
            assert [(await house.store.get(id)).state for id in worker.ids] == ["cancelled", "cancelled"]

        asyncio.run(go())
        house.close()


def test_an_older_version_beside_a_newer_one(tmp_path: Path, database_url: str) -> None:
    """Each begins its own work; what the older one leaves behind, the newer one begins anew."""
    options: dict[str, Any] = {"url": database_url, "lease_seconds": LEASE_SECONDS}
    with serving(tmp_path, jobs=1, version="jobs-1", **options) as old:
        house = build(tmp_path, url=database_url)

        async def go() -> None:
            await until_rendering(house, old.ids, old.worker)
            with serving(tmp_path, jobs=1, **options) as new:
                await until_rendering(house, new.ids, new.worker)
                old.kill()
                async with asyncio.timeout(LIMIT_SECONDS):
                    for id in old.ids + new.ids:
                        assert isinstance((await house.finished(id))[-1].outcome, Succeeded)
                assert (await house.store.get(old.ids[0])).worker == new.worker

        asyncio.run(go())
        house.close()


def test_postgresql_may_restart_in_the_middle(tmp_path: Path, postgres: Postgres) -> None:
    url = postgres.url()
    with serving(tmp_path, jobs=2, url=url, lease_seconds=15) as worker:
        house = build(tmp_path, url=url)

        async def go() -> None:
            await until_rendering(house, worker.ids[:1], worker.worker)
            await asyncio.to_thread(postgres.stop, crash=True)
            await asyncio.sleep(1)
            await asyncio.to_thread(postgres.start)
            await check_once(house, worker.ids, runs=1)

        asyncio.run(go())
        house.close()


def test_a_drained_worker_finishes_and_leaves(tmp_path: Path, database_url: str) -> None:
    with serving(tmp_path, jobs=2, url=database_url, lease_seconds=LEASE_SECONDS) as worker:
        house = build(tmp_path, url=database_url)

        async def go() -> None:
            await until_rendering(house, worker.ids[:1], worker.worker)
            ask = workers.update().where(workers.c.id == worker.worker).values(draining=True)
            await house.database.write(lambda connection: connection.execute(ask).rowcount)
            assert await asyncio.to_thread(worker.process.wait, 20) == 0
            states = [(await house.store.get(id)).state for id in worker.ids]
            assert states == ["succeeded", "queued"]
            left = await house.database.read(lambda connection: connection.execute(sa.select(workers)).all())
            assert left == []

        asyncio.run(go())
        house.close()


def test_what_is_used_of_dbos_is_public_and_takes_what_it_is_given() -> None:
    wanted = {
        "enqueue_in_transaction": (),
        "resume_workflows": ("workflow_ids", "queue_name"),
        "delete_workflows": ("workflow_ids",),
        "list_workflows": ("workflow_ids", "status", "completed_before", "end_time", "limit", "load_input"),
        "list_queues": (),
        "delete_queue": ("name",),
    }
    for name, parameters in wanted.items():
        known = inspect.signature(getattr(DBOSClient, name)).parameters
        assert set(parameters) <= set(known), name
