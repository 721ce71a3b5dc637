"""How many may wait, and what somebody is told whom there is no place for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from kinora.catalogue.load import Catalogue
from kinora.jobs.admission import Admission
from kinora.jobs.database import Database
from kinora.jobs.desk import Desk, NoCrew, Policy
from kinora.jobs.keys import Owner
from kinora.jobs.leases import database_clock
from kinora.jobs.line import FREE, dispatch
from kinora.jobs.route import Routes
from kinora.jobs.schema import prepare
from kinora.jobs.store import JobStore
from kinora.jobs.tables import assets, workers
from kinora.media.links import Links
from kinora.spec.errors import Busy, KinoraError, NotAllowed, RateLimited
from kinora.spec.media import Inline
from kinora.testing import SteppedClock
from tests.jobs.house import ANNA, BEN, FORM, build, picture, wish
from tests.jobs.test_job import QUEUED


@asynccontextmanager
async def made(url: str) -> AsyncIterator[JobStore]:
    database = Database(url)
    store = JobStore(database)
    prepare(store.database)
    try:
        yield store
    finally:
        database.close()


async def add(store: JobStore, lane: UUID, number: int = 1, *, queue: str = "cpu") -> None:
    for _ in range(number):
        await store.add(replace(QUEUED, id=uuid4(), owner=lane, lane=lane, queue=queue))


async def refused(admission: Admission, queue: str, lane: UUID) -> KinoraError:
    with pytest.raises((Busy, RateLimited)) as raised:
        await admission.check(queue, lane)
    return raised.value


async def work(store: JobStore, *, queues: str, slots: int, runs: Sequence[float]) -> None:
    """A worker that is alive, and jobs that took so many seconds."""

    def write(connection: sa.Connection) -> None:
        clock = connection.execute(sa.select(database_clock(connection))).scalar_one()
        row = {"id": "w", "host": "h", "machine": "m", "pid": 1, "queues": queues, "slots": slots, "version": "1"}
        connection.execute(workers.insert().values(**row, started=clock, seen=clock, lease=600.0))

    await store.database.write(write)
    for seconds in runs:
        done = replace(QUEUED, id=uuid4(), state="succeeded", started=10.0, finished=10.0 + seconds, dispatched=10.0)
        await store.add(done)


def test_a_line_takes_so_many_and_no_more(database_url: str) -> None:
    async def go() -> None:
        clock = SteppedClock()
        async with made(database_url) as store:
            await add(store, ANNA.id, 2)
            await add(store, BEN.id, 1, queue="upstream:x")
            admission = Admission(store.database, queue_limit=4, now=clock)
            await admission.check("cpu", ANNA.id)
            await admission.check("cpu", BEN.id)
            error = await refused(admission, "cpu", BEN.id)
            assert isinstance(error, Busy)
            await admission.check("upstream:x", BEN.id)
            # The two that were counted in never came: half a second later there is room again.
            clock.forward(0.6)
            await admission.check("cpu", BEN.id)

    asyncio.run(go())


def test_a_lane_takes_so_many_and_the_others_notice_nothing(database_url: str) -> None:
    async def go() -> None:
        async with made(database_url) as store:
            await add(store, ANNA.id, 3)
            admission = Admission(store.database, queue_limit=100, lane_limit=3)
            assert isinstance(await refused(admission, "cpu", ANNA.id), RateLimited)
            await admission.check("gpu:a", ANNA.id)
            for _ in range(3):
                await admission.check("cpu", BEN.id)
            assert isinstance(await refused(admission, "cpu", BEN.id), RateLimited)

    asyncio.run(go())


def test_what_has_left_the_line_does_not_count(database_url: str) -> None:
    async def go() -> None:
        async with made(database_url) as store:
            await add(store, ANNA.id, 3)
            await store.database.write(lambda one: dispatch(one, "cpu", worker="w", slots=2, turns=FREE, at=1.0))
            admission = Admission(store.database, queue_limit=100, lane_limit=2)
            await admission.check("cpu", ANNA.id)
            await refused(admission, "cpu", ANNA.id)

    asyncio.run(go())


@pytest.mark.parametrize(
    ("queues", "slots", "runs", "of_lane", "of_line"),
    [
        ("cpu,gpu:a", 2, (8.0, 10.0, 90.0), 10, 5),  # the usual run, over two slots; two lanes take turns
        ("cpu", 4, (0.2,), 1, 1),
        ("cpu", 1, (600.0,), 60, 60),
        ("cpu", 5, (), 4, 2),  # nothing to go by yet: ten seconds a run
        ("gpu:a", 5, (1.0,), 60, 60),  # nobody works on this line
    ],
)
def test_when_to_ask_again_is_told_by_what_runs_took(
    queues: str, slots: int, runs: Sequence[float], of_lane: int, of_line: int, database_url: str
) -> None:
    async def go() -> None:
        async with made(database_url) as store:
            await work(store, queues=queues, slots=slots, runs=runs)
            await add(store, ANNA.id, 2)
            await add(store, BEN.id)
            lanes = Admission(store.database, queue_limit=100, lane_limit=2)
            assert (await refused(lanes, "cpu", ANNA.id)).retry_after_seconds == of_lane
            line = Admission(store.database, queue_limit=3)
            assert (await refused(line, "cpu", ANNA.id)).retry_after_seconds == of_line

    asyncio.run(go())


def test_many_at_once_get_no_more_places_than_there_are(database_url: str) -> None:
    async def go() -> None:
        async with made(database_url) as store:
            admission = Admission(store.database, queue_limit=7)
            came = await asyncio.gather(*(admission.check("cpu", ANNA.id) for _ in range(30)), return_exceptions=True)
            assert [one for one in came if one is None] == [None] * 7

    asyncio.run(go())


def desk(folder: Path, *, dedupe_seconds: float = 0.0) -> tuple[Desk, Callable[[], None], JobStore]:
    house = build(folder)
    taking = Desk(
        house.store,
        house.assets,
        crew=NoCrew(),
        catalogue=Catalogue.shipped(),
        routes=Routes(("previs",)),
        links=Links(b"a secret of the tests"),
        policy=Policy(dedupe_seconds=dedupe_seconds),
        admission=Admission(house.database, queue_limit=1),
    )
    return taking, house.close, house.store


def test_a_full_line_stores_nothing_and_still_knows_whom_it_has_answered(tmp_path: Path) -> None:
    async def go() -> None:
        taking, close, store = desk(tmp_path)

        async def submit(prompt: str, key: str | None = None, owner: Owner = ANNA) -> UUID:
            spec = wish(prompt, start_frame=Inline(picture()))
            return (await taking.submit(spec, owner, via="native", links=FORM, idempotency_key=key)).id

        first = await submit("a cat", "k")
        stored = await store.database.read(lambda one: one.execute(sa.select(assets.c.id)).all())
        for prompt, key, owner in (("a cat", None, ANNA), ("a cat", "l", ANNA), ("a cat", "k", BEN)):
            with pytest.raises(Busy):
                await submit(prompt, key, owner)
        assert await submit("a cat", "k") == first
        with pytest.raises(NotAllowed):
            await submit("a dog", "k")
        assert await store.database.read(lambda one: one.execute(sa.select(assets.c.id)).all()) == stored
        close()

    asyncio.run(go())


def test_an_equal_request_is_known_in_a_full_line_too(tmp_path: Path) -> None:
    async def go() -> None:
        taking, close, _ = desk(tmp_path, dedupe_seconds=60)
        first = await taking.submit(wish("a cat"), ANNA, via="native", links=FORM)
        assert (await taking.submit(wish("a cat"), ANNA, via="native", links=FORM)).id == first.id
        with pytest.raises(Busy):
            await taking.submit(wish("a dog"), ANNA, via="native", links=FORM)
        close()

    asyncio.run(go())
