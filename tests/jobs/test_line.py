"""Whose turn it is: fairness between keys, priorities, caps and rates, on both databases."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa

from kinora.jobs.keys import Owner
from kinora.jobs.line import FREE, OUT, Rate, Turns, dispatch, put_back
from kinora.jobs.tables import jobs
from kinora.spec.video import Priority
from kinora.testing import SteppedClock
from tests.jobs.house import FORM, House, build, wish

ANNA = Owner(UUID(int=1), "Anna", UUID(int=11))
BEN = Owner(UUID(int=2), "Ben", UUID(int=22))


@contextmanager
def house_at(folder: Path, url: str, clock: SteppedClock) -> Iterator[House]:
    house = build(folder, url=url, now=clock)
    yield house
    house.close()


async def submit(
    house: House, clock: SteppedClock, owner: Owner, prompt: str, priority: Priority | None = None
) -> UUID:
    clock.forward(0.1)
    made = await house.desk.submit(wish(prompt), owner, via="native", links=FORM, priority=priority)
    return made.id


async def leave(house: House, clock: SteppedClock, *, slots: int = 1, turns: Turns = FREE, worker: str = "w") -> str:
    """The prompts of those that a worker gets."""
    left = await house.database.write(
        lambda connection: dispatch(connection, "cpu", worker=worker, slots=slots, turns=turns, at=clock())
    )
    return " ".join([(await house.store.get(leaver.id)).plan.prompt for leaver in left])


async def finish_all(house: House, worker: str = "w") -> None:
    out = sa.select(jobs.c.id, jobs.c.owner).where(*OUT, jobs.c.worker == worker)
    for id, owner in await house.database.read(lambda connection: connection.execute(out).all()):
        await house.desk.cancel(id, ANNA if owner == ANNA.id else BEN, links=FORM)


async def order(house: House, clock: SteppedClock, turns: Turns = FREE) -> str:
    """In which order all of them come, one at a time."""
    came: list[str] = []
    while prompt := await leave(house, clock, turns=turns):
        came.append(prompt)
        await finish_all(house)
    return " ".join(came)


def test_keys_take_turns(tmp_path: Path, database_url: str) -> None:
    async def go(house: House, clock: SteppedClock) -> None:
        for number in range(6):
            await submit(house, clock, ANNA, f"a{number}")
        assert await leave(house, clock, slots=2) == "a0 a1"
        for number in range(3):
            await submit(house, clock, BEN, f"b{number}")
        await finish_all(house)
        assert await order(house, clock) == "a2 b0 a3 b1 a4 b2 a5"

    clock = SteppedClock()
    with house_at(tmp_path, database_url, clock) as house:
        asyncio.run(go(house, clock))


def test_what_is_interactive_goes_first_whoevers_it_is(tmp_path: Path, database_url: str) -> None:
    async def go(house: House, clock: SteppedClock) -> None:
        for number in range(3):
            await submit(house, clock, ANNA, f"batch{number}", "batch")
        await submit(house, clock, ANNA, "a")
        await submit(house, clock, BEN, "b")
        assert await order(house, clock) == "a b batch0 batch1 batch2"

    clock = SteppedClock()
    with house_at(tmp_path, database_url, clock) as house:
        asyncio.run(go(house, clock))


def test_a_key_has_so_many_jobs_at_once(tmp_path: Path, database_url: str) -> None:
    async def go(house: House, clock: SteppedClock) -> None:
        for number in range(3):
            await submit(house, clock, ANNA, f"a{number}")
            await submit(house, clock, BEN, f"b{number}")
        assert await leave(house, clock, slots=5, turns=Turns(lane_slots=1)) == "a0 b0"
        assert await leave(house, clock, slots=5, turns=Turns(lane_slots=1), worker="other") == ""
        assert await leave(house, clock, slots=5, turns=Turns(lane_slots=2), worker="other") == "a1 b1"

    clock = SteppedClock()
    with house_at(tmp_path, database_url, clock) as house:
        asyncio.run(go(house, clock))


def test_a_line_lets_so_many_leave_in_a_time(tmp_path: Path, database_url: str) -> None:
    async def go(house: House, clock: SteppedClock) -> None:
        turns = Turns(rates={"cpu": Rate.parse("2/10")})
        for number in range(5):
            await submit(house, clock, ANNA, f"a{number}")
        assert await leave(house, clock, slots=9, turns=turns) == "a0 a1"
        clock.forward(9)
        assert await leave(house, clock, slots=9, turns=turns) == ""
        clock.forward(2)
        assert await leave(house, clock, slots=9, turns=turns) == "a2 a3"

    clock = SteppedClock()
    with house_at(tmp_path, database_url, clock) as house:
        asyncio.run(go(house, clock))


def test_a_job_put_back_keeps_its_turn(tmp_path: Path, database_url: str) -> None:
    async def go(house: House, clock: SteppedClock) -> None:
        for number in range(3):
            await submit(house, clock, ANNA, f"a{number}")
        assert await leave(house, clock) == "a0"
        assert await house.database.write(lambda connection: put_back(connection, worker="w")) == 1
        await submit(house, clock, BEN, "b0")
        assert await leave(house, clock, slots=3, worker="other") == "a0 b0 a1"

    clock = SteppedClock()
    with house_at(tmp_path, database_url, clock) as house:
        asyncio.run(go(house, clock))


@pytest.mark.parametrize("text", ["0/5", "x/5", "3/0", "", "3/-1", "3/90000"])
def test_a_rate_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        Rate.parse(text)


def test_a_rate_without_a_time_is_a_second() -> None:
    assert Rate.parse("5") == Rate(starts=5, seconds=1.0)
