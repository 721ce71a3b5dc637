"""What is expected of a job, from histories made by hand: places in line, paces, workers, and the cost of asking."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from kinora.jobs.database import Database
from kinora.jobs.forecast import Forecast, Forecasts, Odds
from kinora.jobs.job import Advanced, Claimed, Finished, Job
from kinora.jobs.leases import database_clock
from kinora.jobs.line import BEHIND
from kinora.jobs.schema import prepare
from kinora.jobs.store import JobStore
from kinora.jobs.tables import jobs, row_of, workers
from kinora.spec.outcome import Progress
from kinora.testing import SteppedClock
from tests.jobs.house import ANNA, BEN
from tests.jobs.test_job import PLAN, QUEUED

NOW = 1_000.0
WORK = PLAN.width * PLAN.height * PLAN.frames


@asynccontextmanager
async def store_at(url: str) -> AsyncIterator[JobStore]:
    database = Database(url)
    store = JobStore(database)
    prepare(store.database)
    try:
        yield store
    finally:
        database.close()


async def insert(store: JobStore, rows: Iterable[Job]) -> None:
    """Rows as they are, as if other processes had brought them there."""
    values = [row_of(job) for job in rows]
    await store.database.write(lambda connection: connection.execute(jobs.insert(), values).rowcount)


def past(seconds: float, *, number: int = 0, model: str = "m", seconds_long: int = PLAN.seconds, **more: Any) -> Job:
    """A job that succeeded after so many seconds of running."""
    done = Finished(at=0.0, engine="x", video_asset=uuid4(), poster_asset=None, expires=99.0)
    job = replace(
        QUEUED,
        id=uuid4(),
        plan=replace(PLAN, model=model, seconds=seconds_long),
        state="succeeded",
        runs=1,
        started=100.0 + number,
        finished=100.0 + number + seconds,
        video_asset=done.video_asset,
    )
    return replace(job, **more)


async def worker(
    store: JobStore, queues: str = "cpu", *, slots: int = 1, ago: float = 0, draining: bool = False
) -> None:
    row = {"id": str(uuid4()), "host": "h", "machine": "m", "pid": 1, "queues": queues, "slots": slots, "version": "1"}

    def work(connection: sa.Connection) -> int:
        seen = database_clock(connection) - ago
        values = workers.insert().values(**row, started=seen, seen=seen, lease=30.0, draining=draining)
        return connection.execute(values).rowcount

    await store.database.write(work)


async def waiting(store: JobStore, number: int, **more: Any) -> list[Job]:
    made = [
        replace(QUEUED, id=uuid4(), owner=ANNA.id, lane=ANNA.id, created=10.0 + index, **more)
        for index in range(number)
    ]
    return [await store.add(job) for job in made]


async def told(store: JobStore, job: Job, at: float = NOW) -> Forecast:
    forecast = await Forecasts(store.database, now=lambda: at).of(job.id, job.state)
    assert forecast is not None
    return forecast


def test_a_line_of_equal_jobs_goes_one_after_the_other(database_url: str) -> None:
    async def go() -> None:
        async with store_at(database_url) as store:
            await insert(store, [past(10.0, number=number) for number in range(20)])
            await worker(store)
            first, second, third = await waiting(store, 3)
            assert await told(store, first) == Forecast(
                queue="cpu", position=1, workers=1, start=Odds(NOW, NOW), finish=Odds(NOW + 10, NOW + 10)
            )
            assert (await told(store, second)).start == Odds(NOW + 10, NOW + 10)
            assert (await told(store, third)).finish == Odds(NOW + 30, NOW + 30)
            await worker(store, "gpu:a,cpu", slots=2)
            assert [(await told(store, job)).start for job in (second, third)] == [Odds(NOW, NOW)] * 2

    asyncio.run(go())


def test_the_odds_are_those_of_the_history_by_pixels_and_frames(database_url: str) -> None:
    async def go() -> None:
        async with store_at(database_url) as store:
            # Twice the length takes twice the time: all of these went at 1, 2, … 11 seconds for the usual clip.
            slow = [past(float(number) * 2, number=number, seconds_long=PLAN.seconds * 2) for number in range(1, 12)]
            await insert(store, slow)
            await worker(store)
            (job,) = await waiting(store, 1)
            forecast = await told(store, job)
            assert forecast.finish is not None
            assert forecast.finish.p50 == pytest.approx(NOW + 6)
            assert forecast.finish.p90 == pytest.approx(NOW + 10)

    asyncio.run(go())


def test_what_is_no_measure_is_left_out(database_url: str) -> None:
    async def go() -> None:
        async with store_at(database_url) as store:
            other = [past(500.0, model="other"), past(700.0, runs=2), past(900.0, state="failed")]
            await insert(store, [past(10.0), *other])
            await insert(store, [past(300.0, plan=replace(PLAN, route=("far", "previs")))])
            await worker(store)
            (job,) = await waiting(store, 1)
            assert (await told(store, job)).finish == Odds(NOW + 10, NOW + 10)

    asyncio.run(go())


def test_the_last_two_hundred_count(database_url: str) -> None:
    async def go() -> None:
        async with store_at(database_url) as store:
            await insert(store, [past(99.0, number=number) for number in range(50)])
            await insert(store, [past(10.0, number=1000 + number) for number in range(200)])
            await worker(store)
            (job,) = await waiting(store, 1)
            assert (await told(store, job)).finish == Odds(NOW + 10, NOW + 10)

    asyncio.run(go())


def test_nothing_is_guessed_without_a_history_or_a_worker(database_url: str) -> None:
    async def go() -> None:
        async with store_at(database_url) as store:
            (job,) = await waiting(store, 1)
            nothing = Forecast(queue="cpu", position=1, workers=0, start=None, finish=None)
            assert await told(store, job) == nothing
            await worker(store)
            assert await told(store, job) == replace(nothing, workers=1)
            await store.database.write(lambda connection: connection.execute(workers.delete()).rowcount)
            await insert(store, [past(10.0)])
            await worker(store, "gpu:a")
            await worker(store, ago=31)
            await worker(store, draining=True)
            assert await told(store, job) == nothing

    asyncio.run(go())


def test_a_running_job_goes_on_from_where_it_is_and_holds_up_the_next(database_url: str) -> None:
    async def go() -> None:
        async with store_at(database_url) as store:
            await insert(store, [past(100.0)])
            await worker(store)
            job, next_one = await waiting(store, 2)
            token = uuid4()
            await store.database.write(
                lambda connection: (
                    connection.execute(jobs.update().where(jobs.c.id == job.id).values(dispatched=11.0)).rowcount
                )
            )
            assert (await told(store, job)).position is None
            await store.change(job.id, Claimed(at=12.0, run_token=token, worker="w"))
            half = Advanced(at=13.0, progress=Progress("rendering", 0.75))
            _, job = await store.change(job.id, half, run_token=token)
            assert await told(store, job) == Forecast(
                queue="cpu", position=None, workers=1, start=None, finish=Odds(NOW + 25, NOW + 25)
            )
            assert (await told(store, next_one)).start == Odds(NOW + 25, NOW + 25)
            assert (await told(store, next_one)).position == 1
            done = Finished(at=20.0, engine="x", video_asset=uuid4(), poster_asset=None, expires=99.0)
            _, job = await store.change(job.id, done, run_token=token)
            assert await Forecasts(store.database).of(job.id, job.state) is None
            assert await Forecasts(store.database).of(uuid4(), "queued") is None

    asyncio.run(go())


def test_places_are_those_of_the_turns(database_url: str) -> None:
    async def go() -> None:
        async with store_at(database_url) as store:
            many = await waiting(store, 5)
            (batch,) = await waiting(store, 1, priority="batch")
            late = await store.add(replace(QUEUED, id=uuid4(), owner=BEN.id, lane=BEN.id, created=99.0))
            await store.add(replace(QUEUED, id=uuid4(), owner=BEN.id, lane=BEN.id, queue="gpu:a"))
            positions = [(await told(store, job)).position for job in (*many, late, batch)]
            assert positions == [1, 3, 4, 5, 6, 2, 7]
            assert batch.turn >= BEHIND["batch"]

    asyncio.run(go())


def test_an_answer_is_remembered_for_ten_seconds_and_asked_anew_when_the_state_changes(database_url: str) -> None:
    async def go() -> None:
        async with store_at(database_url) as store:
            clock = SteppedClock()
            forecasts = Forecasts(store.database, now=clock)
            await insert(store, [past(10.0)])
            await worker(store)
            first, second = await waiting(store, 2)

            async def position(id: UUID) -> int | None:
                forecast = await forecasts.of(id, "queued")
                assert forecast is not None
                return forecast.position

            assert await position(second.id) == 2
            await store.change(first.id, Claimed(at=12.0, run_token=uuid4(), worker="w"))
            await store.database.write(
                lambda connection: (
                    connection.execute(jobs.update().where(jobs.c.id == first.id).values(dispatched=11.0)).rowcount
                )
            )
            clock.forward(9)
            assert await position(second.id) == 2
            running = await forecasts.of(first.id, "running")
            assert running is not None
            assert running.position is None
            clock.forward(2)
            assert await position(second.id) == 1

    asyncio.run(go())


def test_fifty_thousand_in_line_cost_little(database_url: str) -> None:
    async def go() -> None:
        async with store_at(database_url) as store:
            await insert(store, [past(10.0, number=number) for number in range(300)])
            await worker(store, slots=4)
            everybody = [
                replace(QUEUED, id=UUID(int=index + 1), turn=index // 2, created=float(index))
                for index in range(50_000)
            ]
            for start in range(0, 50_000, 5000):
                await insert(store, everybody[start : start + 5000])
            if not store.database.is_sqlite:
                await store.database.write(lambda connection: connection.exec_driver_sql("analyze jobs").rowcount)
            last = everybody[-1]
            begun = time.perf_counter()
            forecast = await told(store, last)
            first_seconds = time.perf_counter() - begun
            assert forecast.position == 50_000
            assert forecast.start is not None
            assert forecast.start.p50 == pytest.approx(NOW + 49_999 * 10 / 4, rel=0.01)
            forecasts = Forecasts(store.database, now=lambda: NOW)
            await forecasts.of(last.id, "queued")
            begun = time.perf_counter()
            for job in everybody[-21:-1]:
                await forecasts.of(job.id, "queued")
            each_seconds = (time.perf_counter() - begun) / 20
            assert first_seconds < 1.0, first_seconds
            assert each_seconds < 0.1, each_seconds

    asyncio.run(go())
