from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa

from kinora.jobs.job import Advanced, Broke, Claimed, Fitted, Job, Stopped
from kinora.jobs.store import LostJob
from kinora.spec.errors import NotAllowed, NotFound
from kinora.spec.media import Generated, Reference, References, Upload, Url
from kinora.spec.outcome import Note, Progress
from kinora.spec.plan import Plan
from kinora.spec.video import Pixels, Shape, VideoSpec
from tests.jobs.house import ANNA, BEN, build
from tests.jobs.test_job import QUEUED


def nothing(connection: sa.Connection) -> None:
    return


def job(at: float = 10.0) -> Job:
    return replace(QUEUED, id=uuid4(), owner=ANNA.id, created=at, updated=at)


def test_every_value_comes_back_as_it_was(tmp_path: Path) -> None:
    async def go() -> None:
        house = build(tmp_path)
        references = References(
            images=(Reference(Url("http://a/b"), "mid", 2), Reference(Upload(uuid4()))),
            videos=(Reference(Generated(uuid4())),),
        )
        spec = VideoSpec(model="m", prompt="ü", size=Shape("16:9"), references=references, ignored=("x",))
        plan = Plan(
            model="m",
            prompt="ü",
            width=96,
            height=64,
            choices=(Pixels(1, 2), Pixels(3, 4)),
            seconds=4,
            seed=2**32 - 1,
            start_frame=Upload(uuid4()),
            references=references,
        )
        stored = await house.store.add(replace(job(), spec=spec, plan=plan, notes=(Note("a", "b", ("c",)),)), nothing)
        assert await house.store.get(stored.id, ANNA.id) == stored
        house.close()

    asyncio.run(go())


def test_a_job_and_its_place_in_line_are_stored_together_or_not_at_all(tmp_path: Path) -> None:
    def refuse(connection: sa.Connection) -> None:
        raise OSError("no line")

    async def go() -> None:
        house = build(tmp_path)
        new = job()
        with pytest.raises(OSError, match="no line"):
            await house.store.add(new, refuse)
        with pytest.raises(NotFound):
            await house.store.get(new.id)
        assert await house.store.history(new.id) == []
        house.close()

    asyncio.run(go())


def test_only_the_run_that_owns_the_job_writes(tmp_path: Path) -> None:
    async def go() -> None:
        house = build(tmp_path)
        new = await house.store.add(job(), nothing)
        old, young = uuid4(), uuid4()
        step = Advanced(at=12.0, progress=Progress("rendering", 0.5))
        await house.store.change(new.id, Claimed(at=11.0, run_token=old))
        await house.store.change(new.id, step, run_token=old)
        before, after = await house.store.change(new.id, Claimed(at=13.0, run_token=young))
        assert (before.run_token, after.run_token, after.runs) == (old, young, 2)
        for late in (step, Broke(at=14.0, code="x", message="y"), Fitted(at=14.0, plan=new.plan)):
            with pytest.raises(LostJob):
                await house.store.change(new.id, late, run_token=old)
        await house.store.change(new.id, Stopped(at=15.0))
        with pytest.raises(LostJob):
            await house.store.change(new.id, step, run_token=young)
        with pytest.raises(NotAllowed):
            await house.store.change(new.id, Stopped(at=16.0))
        with pytest.raises(NotFound):
            await house.store.change(uuid4(), Stopped(at=16.0))
        assert (await house.store.get(new.id)).state == "cancelled"
        house.close()

    asyncio.run(go())


def test_of_many_that_end_a_job_one_wins(tmp_path: Path) -> None:
    async def go() -> None:
        house = build(tmp_path)
        new = await house.store.add(job(), nothing)
        tries = [house.store.change(new.id, Stopped(at=11.0)) for _ in range(10)]
        tries += [house.store.change(new.id, Broke(at=11.0, code="x", message="y")) for _ in range(10)]
        ended = await asyncio.gather(*tries, return_exceptions=True)
        assert sum(not isinstance(result, BaseException) for result in ended) == 1
        assert len(await house.store.history(new.id)) == 2
        house.close()

    asyncio.run(go())


def test_the_history_tells_every_change_of_state_and_stage_once(tmp_path: Path) -> None:
    async def go() -> None:
        house = build(tmp_path)
        new = await house.store.add(job(), nothing)
        token = uuid4()
        await house.store.change(new.id, Claimed(at=11.0, run_token=token))
        for fraction in (0.1, 0.2, 0.3):
            await house.store.change(
                new.id, Advanced(at=12.0, progress=Progress("rendering", fraction)), run_token=token
            )
        await house.store.change(new.id, Broke(at=13.0, code="engine_failed", message="y"), run_token=token)
        told = [(kind, data["stage"], data["error"]) for kind, data in await house.store.history(new.id)]
        assert told == [
            ("queued", "waiting", None),
            ("running", "fetching", None),
            ("running", "rendering", None),
            ("failed", "rendering", "engine_failed"),
        ]
        house.close()

    asyncio.run(go())


def test_lists_are_an_owners_own_newest_first(tmp_path: Path) -> None:
    async def go() -> None:
        house = build(tmp_path)
        mine = [await house.store.add(job(float(at)), nothing) for at in range(5)]
        other = await house.store.add(replace(job(9.0), via="leonardo"), nothing)
        await house.store.add(replace(job(), owner=BEN.id), nothing)
        found, total = await house.store.list(ANNA.id, via="native", limit=2, offset=1)
        assert ([one.id for one in found], total) == ([mine[3].id, mine[2].id], 5)
        assert [one.id for one in (await house.store.list(ANNA.id, via="leonardo"))[0]] == [other.id]
        assert (await house.store.list(ANNA.id, models=["other"])) == ((), 0)
        assert (await house.store.list(ANNA.id, models=["m"]))[1] == 6
        house.close()

    asyncio.run(go())
