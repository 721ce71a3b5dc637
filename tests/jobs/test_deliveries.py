"""Who is told of what: which jobs make a delivery, with which words, and how the log answers."""

from __future__ import annotations

import asyncio
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from kinora.jobs.tables import deliveries as table
from kinora.spec.errors import NotFound
from kinora.spec.video import HookState
from tests.jobs.postbox import OWNER, Postbox, postbox
from tests.receiver import receiving

HOOK = "https://a.example/hook"


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'kinora.db'}"


async def events(box: Postbox) -> list[str]:
    return sorted(item.event for item in await box.log.list())


def test_an_end_is_noted_once_with_the_change_itself(database_url: str) -> None:
    async def go() -> None:
        async with postbox(database_url) as box:
            job = await box.done(url=HOOK)
            (found,) = await box.log.list(job=job.id)
            assert (found.event, found.url, found.state, found.attempts) == ("succeeded", HOOK, "pending", 0)
            assert (found.owner, found.due, found.status) == (OWNER, box.clock.at, None)
            again = lambda connection: box.deliveries.witness(connection, job)  # noqa: E731
            await box.database.write(again)
            assert await events(box) == ["succeeded"]

            def undone(connection: sa.Connection) -> None:
                box.deliveries.witness(connection, job)
                raise OSError("no commit")

            with pytest.raises(OSError, match="no commit"):
                await box.database.write(undone)
            assert await events(box) == ["succeeded"]

    asyncio.run(go())


@pytest.mark.parametrize(
    ("via", "url", "wanted", "told"),
    [
        ("magnific", HOOK, (), ["succeeded"]),
        ("magnific", None, (), []),
        ("aimlapi", HOOK, (), []),
        ("leonardo", HOOK, (), []),
        ("native", HOOK, (), ["succeeded"]),
        ("native", HOOK, ("running",), ["running"]),
        ("native", HOOK, ("running", "succeeded", "failed"), ["running", "succeeded"]),
        ("native", HOOK, ("failed",), []),
    ],
)
def test_who_is_told_of_what(
    sqlite: str, via: str, url: str | None, wanted: tuple[HookState, ...], told: list[str]
) -> None:
    async def go() -> None:
        async with postbox(sqlite) as box:
            await box.done(via=via, url=url, events=wanted)
            assert await events(box) == told

    asyncio.run(go())


@pytest.mark.parametrize("via", ["magnific", "native"])
def test_every_way_to_end_is_told(sqlite: str, via: str) -> None:
    async def go() -> None:
        async with postbox(sqlite) as box:
            await box.done(via=via, url=HOOK)
            await box.becomes(await box.job(via=via, url=HOOK), "cancelled")
            await box.becomes(await box.job(via=via, url=HOOK), "running", "failed")
            assert await events(box) == ["cancelled", "failed", "succeeded"]

    asyncio.run(go())


@pytest.mark.parametrize(
    ("via", "url", "told"),
    [
        ("leonardo", None, "https://key.example/"),
        ("native", None, "https://key.example/"),
        ("native", HOOK, HOOK),
        ("magnific", None, None),
        ("magnific", HOOK, HOOK),
        ("aimlapi", None, None),
    ],
)
def test_a_keys_url_serves_those_that_name_none(sqlite: str, via: str, url: str | None, told: str | None) -> None:
    async def go() -> None:
        async with postbox(sqlite) as box:
            key = await box.key(url="https://key.example/")
            await box.done(via=via, url=url, key=key)
            assert [item.url for item in await box.log.list()] == ([] if told is None else [told])

    asyncio.run(go())


def test_no_secret_is_stored_in_clear_and_none_is_listed(sqlite: str) -> None:
    async def go() -> None:
        async with postbox(sqlite) as box:
            await box.done(via="leonardo", key=await box.key(url=HOOK, secret="whisper"))
            rows = await box.database.read(lambda connection: connection.execute(sa.select(table)).all())
            assert rows
            assert "whisper" not in repr(rows) + repr(await box.log.list())

    asyncio.run(go())


def test_native_body_and_links_of_the_senders_address(sqlite: str) -> None:
    async def go() -> None:
        with receiving() as receiver:
            async with postbox(sqlite) as box:
                done = await box.done(via="native", url=receiver.url())
                failed = await box.becomes(await box.job(via="native", url=receiver.url()), "running", "failed")
                assert await box.postman.round() == 2
                told = {got.json["type"]: got.json for got in receiver.got}
                body = told["job.succeeded"]
                (row,) = await box.log.list(job=done.id)
                assert (body["id"], body["at"]) == (str(row.id), "2027-01-15T08:00:00+00:00")
                job = body["job"]
                assert job.pop("video_url").startswith(f"http://house/files/{done.video_asset}.mp4?exp=")
                assert job.pop("poster_url").startswith(f"http://house/files/{done.poster_asset}.jpg?exp=")
                rest = {"state": "succeeded", "via": "native", "model": "seedance-2.0-mini", "prompt": "a cat"}
                assert job == {"id": str(done.id), **rest, "error": None}
                job = told["job.failed"]["job"]
                assert (job["id"], job["video_url"]) == (str(failed.id), None)
                assert job["error"] == {"code": "engine_failed", "message": "It broke."}

    asyncio.run(go())


def test_the_log_is_each_owners_own(database_url: str) -> None:
    async def go() -> None:
        async with postbox(database_url) as box:
            other = UUID(int=2)
            await box.done(url=HOOK)
            box.clock.forward(1)
            last = await box.done(url=HOOK, owner=other)
            assert [item.owner for item in await box.log.list()] == [other, OWNER]
            assert [item.owner for item in await box.log.list(limit=1)] == [other]
            (hers,) = await box.log.list(owner=other, state="pending")
            assert hers.job_id == last.id
            assert await box.log.list(state="failed") == ()
            assert (await box.log.get(hers.id, other))[1] == ()
            for call in (box.log.get, box.log.redeliver):
                with pytest.raises(NotFound):
                    await call(hers.id, OWNER)
                with pytest.raises(NotFound):
                    await call(uuid4())

    asyncio.run(go())


def test_a_job_that_is_forgotten_is_told_no_more(sqlite: str) -> None:
    async def go() -> None:
        with receiving() as receiver:
            async with postbox(sqlite) as box:
                job = await box.done(url=receiver.url())
                await box.store.remove(job.id, OWNER)
                assert await box.postman.round() == 0
                assert receiver.got == []

    asyncio.run(go())
