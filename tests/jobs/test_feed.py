"""Events told live: each once, in order, whoever writes them and however often a listener comes back."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from kinora.jobs.database import Database
from kinora.jobs.feed import Feed, Listener, Moment
from kinora.jobs.job import Advanced, Claimed, Finished, Job, Kept, Stopped
from kinora.jobs.schema import prepare
from kinora.jobs.store import JobStore
from kinora.jobs.tables import events
from kinora.spec.errors import NotFound
from kinora.spec.outcome import Progress
from tests.jobs.house import ANNA, BEN
from tests.jobs.test_job import QUEUED

LIMIT_SECONDS = 60


@asynccontextmanager
async def store_at(url: str) -> AsyncIterator[JobStore]:
    database = Database(url)
    store = JobStore(database)
    prepare(store.database)
    try:
        async with asyncio.timeout(LIMIT_SECONDS):
            yield store
    finally:
        database.close()


async def add(store: JobStore, owner: UUID = ANNA.id) -> Job:
    return await store.add(replace(QUEUED, id=uuid4(), owner=owner, lane=owner))


async def finish(store: JobStore, id: UUID) -> None:
    token = uuid4()
    await store.change(id, Claimed(at=11.0, run_token=token, worker="w"))
    await store.change(id, Advanced(at=12.0, progress=Progress("rendering", 0.5)), run_token=token)
    done = Finished(at=20.0, engine="previs", video_asset=uuid4(), poster_asset=None, expires=99.0)
    await store.change(id, done, run_token=token)


async def positions(store: JobStore) -> list[int]:
    wanted = sa.select(events.c.position).order_by(events.c.position)
    return list(await store.database.read(lambda connection: connection.execute(wanted).scalars().all()))


async def told(listener: Listener, number: int) -> list[Moment]:
    """At least so many events, as they come."""
    found: list[Moment] = []
    while len(found) < number and not listener.is_over:
        found += await listener.next(seconds=1)
    return found


async def writers(url: str, jobs: int) -> list[asyncio.subprocess.Process]:
    arguments = ("-m", "tests.jobs.writing", url, str(jobs))
    return [await asyncio.create_subprocess_exec(sys.executable, *arguments, str(lane)) for lane in (1, 2)]


def test_two_processes_write_and_nothing_is_lost_or_told_twice(database_url: str) -> None:
    each = 150

    async def come_and_go(feed: Feed, stay: int) -> list[int]:
        """Listen to `stay` events at a time, go away, and come back for those after the last."""
        seen: list[int] = []
        while len(seen) < 4 * each:
            async with feed.listen(ANNA.id, after=seen[-1] if seen else 0) as listener:
                seen += [moment.position for moment in await told(listener, min(stay, 4 * each - len(seen)))]
        return seen

    async def go() -> None:
        async with store_at(database_url) as store:
            feed = Feed(store.database, poll_seconds=0.01, backlog=20)
            processes = await writers(database_url, each)
            seen = await asyncio.gather(*(come_and_go(feed, stay) for stay in (1, 7, 40, 10**6)))
            assert [await process.wait() for process in processes] == [0, 0]
            everything = await positions(store)
            assert len(everything) == 4 * each
            for one in seen:
                assert one == everything
            assert (feed.listeners, feed.is_tailing) == (0, False)

    asyncio.run(go())


def test_two_hundred_listen_in_one_process(database_url: str) -> None:
    async def go() -> None:
        async with store_at(database_url) as store, asyncio.TaskGroup() as group:
            feed = Feed(store.database)
            first = await add(store)

            async def listen(number: int) -> list[int]:
                listening = feed.listen_to(first.id, ANNA.id) if number % 2 else feed.listen(ANNA.id)
                async with listening as listener:
                    return [moment.position for moment in await told(listener, 4 if number % 2 else 6)]

            tasks = [group.create_task(listen(number)) for number in range(200)]
            while feed.listeners < 200:
                await asyncio.sleep(0.01)
            await add(store, BEN.id)
            await finish(store, first.id)
            second = await add(store)
            await store.change(second.id, Stopped(at=30.0))
            third = await add(store)
            everything = await positions(store)
            for number, task in enumerate(tasks):
                assert await task == (everything[:1] + everything[2:5] if number % 2 else everything[2:])
            assert (await feed.history(third.id))[0].position == everything[-1]

    asyncio.run(go())


def test_one_who_falls_behind_reads_on_from_the_table(database_url: str) -> None:
    async def go() -> None:
        async with store_at(database_url) as store:
            feed = Feed(store.database, poll_seconds=0.01, backlog=3)
            async with feed.listen(ANNA.id) as listener:
                assert await listener.next(seconds=0.05) == ()
                for _ in range(20):
                    await add(store)
                await asyncio.sleep(0.1)
                assert [moment.position for moment in await told(listener, 20)] == await positions(store)
                await add(store)
                assert len(await told(listener, 1)) == 1

    asyncio.run(go())


def test_a_job_is_told_from_its_first_event_to_its_last(database_url: str) -> None:
    async def go() -> None:
        async with store_at(database_url) as store:
            feed = Feed(store.database, poll_seconds=0.01)
            job = await add(store)
            async with feed.listen_to(job.id, ANNA.id) as listener:
                assert [moment.state for moment in await told(listener, 1)] == ["queued"]
                await finish(store, job.id)
                rest = await told(listener, 10)
                assert listener.is_over
            told_of = [(moment.state, moment.stage, moment.fraction, moment.worker) for moment in rest]
            assert told_of == [
                ("running", "fetching", 0.0, "w"),
                ("running", "rendering", 0.5, "w"),
                ("succeeded", "storing", 1.0, "w"),
            ]
            async with feed.listen_to(job.id, ANNA.id, after=rest[0].position) as again:
                assert await told(again, 10) == rest[1:]
            async with feed.listen_to(job.id, ANNA.id, after=rest[-1].position) as nothing:
                assert nothing.is_over
            with pytest.raises(NotFound):
                async with feed.listen_to(job.id, BEN.id):
                    pass

    asyncio.run(go())


def test_a_pin_is_history_and_no_news(database_url: str) -> None:
    async def go() -> None:
        async with store_at(database_url) as store:
            feed = Feed(store.database, poll_seconds=0.01)
            job = await add(store)
            await finish(store, job.id)
            async with feed.listen(ANNA.id) as listener:
                await store.change(job.id, Kept(at=30.0, expires=None))
                await store.change(job.id, Kept(at=31.0, expires=99.0))
                await add(store)
                assert [moment.state for moment in await told(listener, 1)] == ["queued"]
            assert [moment.pinned for moment in await feed.history(job.id)] == [None] * 4 + [True, False]
            async with feed.listen_to(job.id, ANNA.id) as whole:
                assert len(await told(whole, 10)) == 4

    asyncio.run(go())


def test_listeners_are_let_go_when_the_job_is_removed_or_the_house_closes(database_url: str) -> None:
    async def go() -> None:
        async with store_at(database_url) as store:
            feed = Feed(store.database, poll_seconds=5)
            job = await add(store)
            async with feed.listen_to(job.id, ANNA.id) as listener:
                await told(listener, 1)
                await asyncio.sleep(0.3)  # the feed looks again in five seconds only
                await store.change(job.id, Stopped(at=11.0))
                await store.remove(job.id, ANNA.id)
                assert await listener.next(seconds=0.05) == ()
                assert listener.is_over
            async with feed.listen(ANNA.id) as listener:
                waiting = asyncio.create_task(listener.next(seconds=30))
                await asyncio.sleep(0.1)
                feed.close()
                assert await asyncio.wait_for(waiting, 1) == ()
                assert listener.is_over
            async with feed.listen(ANNA.id) as late:
                assert await asyncio.wait_for(late.next(seconds=30), 1) == ()
                assert late.is_over

    asyncio.run(go())
