"""Deliveries over real HTTP, with the time moved by hand: outages, refusals, several postmen and crashes."""

from __future__ import annotations

import asyncio
import socket
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa
from standardwebhooks import Webhook

from kinora.jobs.deliveries import CLAIM_SECONDS
from kinora.jobs.seal import Seal
from kinora.jobs.tables import attempts, deliveries
from tests.dialects.test_webhooks import by_the_vendors_algorithm
from tests.jobs.postbox import OWNER, SECRET, Postbox, postbox
from tests.receiver import Got, receiving


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'kinora.db'}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_signed(got: Got, secret: str, at: float) -> bool:
    """By the vendor's algorithm; the library's looks at the wall clock too, so its signature is compared at that."""
    assert got.headers["webhook-timestamp"] == str(int(at))
    again = Webhook(secret).sign(got.id, datetime.fromtimestamp(at, UTC), got.body.decode())
    return again in got.headers["webhook-signature"].split(" ") and by_the_vendors_algorithm(
        got.headers, got.body, secret
    )


async def until_quiet(box: Postbox, seconds: float, *, step: float = 5.0) -> int:
    """Let time pass, with rounds in between; answer how many attempts there were."""
    made = 0
    for _ in range(round(seconds / step)):
        box.clock.forward(step)
        made += await box.postman.round()
    return made


def test_a_receiver_that_was_down_for_ten_minutes_and_broken_in_between_gets_everything(database_url: str) -> None:
    async def go() -> None:
        port, secret = free_port(), Seal(SECRET).signing_secret(OWNER)
        async with postbox(database_url) as box:
            url = f"http://127.0.0.1:{port}/hook"
            jobs = [await box.done(via=via, url=url) for via in ("magnific", "native", "magnific")]
            assert await box.postman.round() == 3  # nobody is there
            assert await until_quiet(box, 120) == 3
            with receiving(port) as broken:
                broken.status = 500
                assert await until_quiet(box, 240) == 3
            assert await until_quiet(box, 240) == 0
            assert [item.state for item in await box.log.list()] == ["pending"] * 3
            with receiving(port) as receiver:
                assert await until_quiet(box, 1800, step=60) == 3
                assert await until_quiet(box, 3600 * 24, step=3600) == 0
                for got in receiver.got:
                    assert is_signed(got, secret, int(got.headers["webhook-timestamp"]))
            tried, arrived = {got.id: got for got in broken.got}, {got.id: got for got in receiver.got}
            found = {f"msg_{item.id.hex}": item for item in await box.log.list()}
            assert tried.keys() == arrived.keys() == found.keys()
            for id, got in arrived.items():
                assert got.body == tried[id].body
                assert got.headers["webhook-timestamp"] != tried[id].headers["webhook-timestamp"]
                assert got.headers["webhook-signature"] != tried[id].headers["webhook-signature"]
                assert (found[id].state, found[id].attempts, found[id].due) == ("delivered", 4, None)
            assert {item.job_id for item in found.values()} == {job.id for job in jobs}
            _, made = await box.log.get(next(iter(found.values())).id)
            assert [(item.number, item.status) for item in made] == [(1, None), (2, None), (3, 500), (4, 200)]
            assert made[0].error == "its host does not take connections"
            assert [round(item.at - made[0].at) for item in made] == [0, 5, 305, 2160]

    asyncio.run(go())


def test_after_the_last_wait_it_is_given_up_and_can_be_sent_again(sqlite: str) -> None:
    async def go() -> None:
        with receiving() as receiver:
            receiver.status = 503
            async with postbox(sqlite, jitter=1.0) as box:
                await box.done(url=receiver.url())
                waits = (0, 5, 300, 1800, 7200, 18_000, 36_000, 36_000)
                for wait in waits:
                    assert (await box.only()).state == "pending"
                    box.clock.forward(max(0, wait * 1.1 - 1))
                    assert wait == 0 or await box.postman.round() == 0
                    box.clock.forward(1)
                    assert await box.postman.round() == 1
                given_up = await box.only()
                assert (given_up.state, given_up.attempts, given_up.due, given_up.status) == ("failed", 8, None, 503)
                receiver.status = 204
                assert await box.log.redeliver_failed() == 1
                again = await box.only()
                assert (again.id, again.state, again.due) == (given_up.id, "pending", box.clock.at)
                assert await box.postman.round() == 1
                assert (await box.only()).state == "delivered"
                assert [item.number for item in (await box.log.get(again.id))[1]] == list(range(1, 10))
                assert len({got.id for got in receiver.got}) == 1
                # One that arrived can be sent again too: the receiver may have lost it.
                await box.log.redeliver(again.id, OWNER)
                assert await box.postman.round() == 1
                assert len(receiver.got) == 10
                assert await box.log.redeliver_failed() == 0

    asyncio.run(go())


def test_gone_stops_and_a_redirect_is_not_followed(sqlite: str) -> None:
    async def go() -> None:
        with receiving() as receiver, receiving() as elsewhere:
            async with postbox(sqlite) as box:
                gone = await box.done(url=receiver.url("/gone"))
                receiver.status = 410
                await box.postman.round()
                moved = await box.done(url=receiver.url("/moved"))
                receiver.status, receiver.location = 307, elsewhere.url()
                await box.postman.round()
                assert await until_quiet(box, 4.0, step=1) == 0
                assert elsewhere.got == []
                (first,) = await box.log.list(job=gone.id)
                assert (first.state, first.attempts, first.status, first.due) == ("stopped", 1, 410, None)
                (second,) = await box.log.list(job=moved.id)
                assert (second.state, second.attempts, second.status) == ("pending", 1, 307)

    asyncio.run(go())


def test_private_addresses_are_refused_until_they_are_allowed(sqlite: str) -> None:
    async def go() -> None:
        with receiving() as receiver:
            async with postbox(sqlite, allow_private=False) as box:
                await box.done(url=receiver.url(host="localhost"))
                assert await box.postman.round() == 1
                assert receiver.got == []
                refused = await box.only()
                assert (refused.state, refused.status) == ("pending", None)
                assert refused.error is not None
                assert "private address" in refused.error
                assert "KINORA_ALLOW_PRIVATE_WEBHOOKS=true" in refused.error
                box.clock.forward(5)
                assert await box.another(allow_private=True).round() == 1
                assert [got.headers["host"] for got in receiver.got] == [f"localhost:{receiver.port}"]
                assert (await box.only()).state == "delivered"

    asyncio.run(go())


def test_many_postmen_try_nothing_twice(database_url: str) -> None:
    async def go() -> None:
        with receiving() as receiver:
            receiver.seconds = 0.05
            async with postbox(database_url) as box:
                for number in range(60):
                    await box.done(url=receiver.url(), owner=UUID(int=number % 3))
                made = await asyncio.gather(*(box.another(at_once=20).round() for _ in range(6)))
                made += [await box.postman.round(), await box.postman.round()]
                assert sum(made) == 60
                assert {item.state for item in await box.log.list(limit=60)} == {"delivered"}
                assert len({got.id for got in receiver.got}) == 60
                assert receiver.most > 5  # or nothing was tested
                rows = await box.database.read(lambda c: c.execute(sa.select(attempts.c.number)).scalars().all())
                assert rows == [1] * 60

    asyncio.run(go())


def test_owners_take_turns(sqlite: str) -> None:
    async def go() -> None:
        with receiving() as receiver:
            async with postbox(sqlite) as box:
                for _ in range(30):
                    await box.done(url=receiver.url("/many"))
                box.clock.forward(1)
                await box.done(url=receiver.url("/one"), owner=UUID(int=2))
                assert await box.another(at_once=5).round() == 5
                assert sorted(got.path for got in receiver.got) == ["/many"] * 4 + ["/one"]

    asyncio.run(go())


def test_a_crash_after_the_post_repeats_it_under_the_same_id(database_url: str) -> None:
    async def go() -> None:
        with receiving() as receiver:
            async with postbox(database_url) as box:
                await box.done(url=receiver.url())
                (claim,) = await box.deliveries.claim(50)  # by one that dies now
                assert await box.postman.round() == 0
                box.clock.forward(CLAIM_SECONDS)
                assert await box.postman.round() == 1
                # The first was only slow: what it has to say comes too late.
                await box.deliveries.settle(claim, at=0.0, seconds=1.0, status=500, error=None)
                found = await box.only()
                assert (found.state, found.attempts, found.status) == ("delivered", 1, 200)
                assert [got.id for got in receiver.got] == [f"msg_{claim.delivery.id.hex}"]

    asyncio.run(go())


def test_a_postman_who_is_sent_home_gives_back_what_he_carries(sqlite: str) -> None:
    async def go() -> None:
        with receiving() as receiver:
            receiver.seconds = 1.0
            async with postbox(sqlite) as box:
                await box.done(url=receiver.url())
                walk = asyncio.create_task(box.postman.run())
                while not receiver.got:
                    await asyncio.sleep(0.01)
                walk.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await walk
                receiver.seconds = 0.0
                assert (await box.only()).claimed is None
                assert await box.another().round() == 1
                assert len({got.id for got in receiver.got}) == 1
                assert (await box.only()).state == "delivered"

    asyncio.run(go())


def test_a_running_postman_finds_what_comes_in(sqlite: str) -> None:
    async def go() -> None:
        with receiving() as receiver:
            async with postbox(sqlite) as box, asyncio.timeout(10):
                walk = asyncio.create_task(box.another().run())
                for _ in range(3):
                    await box.done(url=receiver.url())
                while {item.state for item in await box.log.list()} != {"delivered"}:
                    await asyncio.sleep(0.02)
                walk.cancel()
                await asyncio.gather(walk, return_exceptions=True)
                assert len(receiver.got) == 3

    asyncio.run(go())


def test_leonardos_receiver_knows_the_key_by_its_secret(sqlite: str) -> None:
    async def go() -> None:
        with receiving() as receiver:
            async with postbox(sqlite) as box:
                job = await box.done(via="leonardo", key=await box.key(url=receiver.url(), secret="whisper"))
                receiver.status = 500
                await box.postman.round()
                receiver.status = 200
                box.clock.forward(30)
                await box.postman.round()
                first, second = receiver.got
                assert first.body == second.body
                (row,) = await box.log.list(job=job.id)
                for got in (first, second):
                    assert got.headers["authorization"] == "Bearer whisper"
                    assert got.headers["x-kinora-delivery-id"] == str(row.id)
                    assert got.headers["user-agent"] == "axios/1.4.0"
                    assert "webhook-signature" not in got.headers
                told = first.json["data"]["object"]
                assert told["apiKey"]["webhookCallbackApiKey"] == "whisper"
                assert told["images"][0]["motionMP4URL"].startswith("http://house/cdn/")
                assert told["images"][0]["motionMP4URL"].endswith(".mp4")

    asyncio.run(go())


def test_a_keys_own_secret_signs_instead_of_its_owners(sqlite: str) -> None:
    async def go() -> None:
        with receiving() as receiver:
            async with postbox(sqlite) as box:
                own = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
                await box.done(url=receiver.url(), key=await box.key(secret=own))
                await box.postman.round()
                (got,) = receiver.got
                assert is_signed(got, own, box.clock.at)
                assert not is_signed(got, Seal(SECRET).signing_secret(OWNER), box.clock.at)

    asyncio.run(go())


def test_what_another_secret_sealed_is_an_error_and_not_a_crash(sqlite: str) -> None:
    async def go() -> None:
        with receiving() as receiver:
            async with postbox(sqlite) as box:
                await box.done(url=receiver.url())
                foreign = Seal(b"another secret of them").seal("{}")
                await box.database.write(lambda c: c.execute(deliveries.update().values(body=foreign)).rowcount)
                assert await box.postman.round() == 1
                found = await box.only()
                assert (found.state, found.error) == ("pending", "it was sealed with another secret than this server's")
                assert receiver.got == []

    asyncio.run(go())
