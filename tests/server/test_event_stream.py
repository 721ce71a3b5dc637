"""The stream itself, in front of a real feed and over real HTTP: many at once, heartbeats, and nobody left behind."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kinora.jobs.database import Database
from kinora.jobs.feed import Feed
from kinora.jobs.schema import prepare
from kinora.jobs.store import JobStore
from kinora.server.events import event_stream, last_event_id
from tests.jobs.house import ANNA
from tests.jobs.test_job import QUEUED
from tests.served import free_port

LISTENERS = 200


@asynccontextmanager
async def house(folder: Path, *, heartbeat_seconds: float = 15.0) -> AsyncIterator[tuple[str, JobStore, Feed]]:
    """A server that streams Anna's events, in this process."""
    database = Database(f"sqlite:///{folder / 'kinora.db'}")
    store, feed = JobStore(database), Feed(database)
    prepare(store.database)

    async def events(request: Request) -> Response:
        listening = feed.listen(ANNA.id, after=last_event_id(request))
        return await event_stream(listening, heartbeat_seconds=heartbeat_seconds)

    port = free_port()
    app = Starlette(routes=[Route("/", events)])
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning", lifespan="off"))
    serving = asyncio.create_task(server.serve())
    try:
        async with asyncio.timeout(60):
            while not server.started:
                await asyncio.sleep(0.01)
            yield f"http://127.0.0.1:{port}/", store, feed
    finally:
        feed.close()
        server.should_exit = True
        await serving
        database.close()


async def ids(response: httpx.Response, number: int) -> list[int]:
    found: list[int] = []
    async for line in response.aiter_lines():
        if line.startswith("id: "):
            found.append(int(line[4:]))
            if len(found) == number:
                break
    return found


def test_two_hundred_streams_tell_the_same_and_leave_nothing_behind(tmp_path: Path) -> None:
    async def go() -> None:
        limits = httpx.Limits(max_connections=None)
        async with house(tmp_path) as (url, store, feed), httpx.AsyncClient(limits=limits, timeout=30) as client:

            async def listen() -> list[int]:
                async with client.stream("GET", url) as response:
                    return await ids(response, 5)

            listening = [asyncio.create_task(listen()) for _ in range(LISTENERS)]
            while feed.listeners < LISTENERS:
                await asyncio.sleep(0.02)
            for _ in range(5):
                await store.add(replace(QUEUED, id=uuid4(), owner=ANNA.id))
            assert await asyncio.gather(*listening) == [[1, 2, 3, 4, 5]] * LISTENERS
            while feed.listeners or "kinora-feed" in {task.get_name() for task in asyncio.all_tasks()}:
                await asyncio.sleep(0.02)
            assert not feed.is_tailing

    asyncio.run(go())


def test_who_goes_away_without_a_word_is_not_waited_for(tmp_path: Path) -> None:
    async def go() -> None:
        async with house(tmp_path) as (url, _, feed):
            before = len(asyncio.all_tasks())
            address = httpx.URL(url)
            _, writer = await asyncio.open_connection(address.host, address.port)
            writer.write(b"GET / HTTP/1.1\r\nhost: here\r\n\r\n")
            while not feed.listeners:
                await asyncio.sleep(0.01)
            writer.transport.abort()
            while feed.listeners or len(asyncio.all_tasks()) > before:
                await asyncio.sleep(0.01)

    asyncio.run(go())


def test_a_quiet_stream_has_a_heartbeat_and_names_the_pause(tmp_path: Path) -> None:
    async def go() -> None:
        async with (
            house(tmp_path, heartbeat_seconds=0.05) as (url, _, feed),
            httpx.AsyncClient(timeout=30) as client,
            client.stream("GET", url) as response,
        ):
            lines = response.aiter_lines()
            assert [await anext(lines) for _ in range(6)] == ["retry: 2000", "", ": ping", "", ": ping", ""]
            feed.close()
            assert [line async for line in lines if line and line != ": ping"] == []

    asyncio.run(go())


def test_one_who_does_not_read_costs_little_and_misses_nothing(tmp_path: Path) -> None:
    async def go() -> None:
        number = 3000
        async with house(tmp_path) as (url, store, feed):
            address = httpx.URL(url)
            reader, writer = await asyncio.open_connection(address.host, address.port, limit=2**12)
            writer.write(b"GET / HTTP/1.1\r\nhost: here\r\n\r\n")
            while not feed.listeners:
                await asyncio.sleep(0.01)
            for _ in range(0, number, 100):
                new = [store.add(replace(QUEUED, id=uuid4(), owner=ANNA.id)) for _ in range(100)]
                await asyncio.gather(*new)
            found: list[int] = []
            while len(found) < number:
                line = await reader.readline()
                if line.startswith(b"id: "):
                    found.append(int(line[4:]))
            assert found == list(range(1, number + 1))
            writer.close()

    asyncio.run(go())
