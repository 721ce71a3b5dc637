from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa

from kinora.jobs.job import Advanced, Broke, Claimed, Fitted, Job, Stopped
from kinora.jobs.store import JobStore, LostJob
from kinora.spec.errors import NotAllowed, NotFound
from kinora.spec.media import Generated, Reference, References, Upload, Url
from kinora.spec.outcome import Note, Progress
from kinora.spec.plan import Plan
from kinora.spec.video import Pixels, Shape, VideoSpec
from tests.jobs.house import ANNA, BEN, build
from tests.jobs.test_job import QUEUED


def job(at: float = 10.0) -> Job:
    return replace(QUEUED, id=uuid4(), owner=ANNA.id, created=at, updated=at)


def test_every_value_comes_back_as_it_was(tmp_path: Path, database_url: str) -> None:
    async def go() -> None:
        house = build(tmp_path, url=database_url)
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
        stored = await house.store.add(replace(job(), spec=spec, plan=plan, notes=(Note("a", "b", ("c",)),)))
        assert await house.store.get(stored.id, ANNA.id) == stored
        house.close()

    asyncio.run(go())


def test_a_change_and_what_its_witness_writes_are_stored_together_or_not_at_all(
    tmp_path: Path, database_url: str
) -> None:
    def refuse(connection: sa.Connection, job: Job) -> None:
        raise OSError(f"no room to tell that it is {job.state}")

    async def go() -> None:
        house = build(tmp_path, url=database_url)
        new = await house.store.add(job())
        witnessed = JobStore(house.database, witness=refuse)
        with pytest.raises(OSError, match="that it is cancelled"):
            await witnessed.change(new.id, Stopped(at=11.0))
        assert await house.store.get(new.id) == new
        assert [kind for kind, _ in await house.store.history(new.id)] == ["queued"]
        house.close()

    asyncio.run(go())


def test_a_key_that_was_used_before_answers_the_first_job_or_refuses_another_request(
    tmp_path: Path, database_url: str
) -> None:
    async def go() -> None:
        house = build(tmp_path, url=database_url)
        keyed = replace(job(), idempotency_key="k", content="one")
        first = await house.store.add(keyed)
        assert await house.store.add(replace(keyed, id=uuid4())) == first
        with pytest.raises(NotAllowed, match="another request"):
            await house.store.add(replace(keyed, id=uuid4(), content="two"))
        assert (await house.store.add(replace(keyed, id=uuid4(), owner=BEN.id))).owner == BEN.id
        assert (await house.store.list(ANNA.id))[1] == 1
        house.close()

    asyncio.run(go())


def test_an_equal_request_within_the_window_answers_the_first_job_unless_it_failed(
    tmp_path: Path, database_url: str
) -> None:
    async def go() -> None:
        house = build(tmp_path, url=database_url)
        first = await house.store.add(replace(job(100.0), content="one"))
        again = replace(job(130.0), content="one")
        assert (await house.store.add(again, same_since=90.0)).id == first.id
        assert (await house.store.add(replace(again, id=uuid4(), content="two"), same_since=90.0)).id != first.id
        assert (await house.store.add(replace(again, id=uuid4()), same_since=110.0)).id != first.id
        failed = await house.store.add(replace(job(200.0), content="three"))
        await house.store.change(failed.id, Broke(at=201.0, code="x", message="y"))
        assert (await house.store.add(replace(job(202.0), content="three"), same_since=0.0)).id != failed.id
        house.close()

    asyncio.run(go())


def test_only_the_run_that_owns_the_job_writes(tmp_path: Path, database_url: str) -> None:
    async def go() -> None:
        house = build(tmp_path, url=database_url)
        new = await house.store.add(job())
        old, young = uuid4(), uuid4()
        step = Advanced(at=12.0, progress=Progress("rendering", 0.5))
        await house.store.change(new.id, Claimed(at=11.0, run_token=old, worker="w1"))
        await house.store.change(new.id, step, run_token=old)
        before, after = await house.store.change(new.id, Claimed(at=13.0, run_token=young, worker="w2"))
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


def test_of_many_that_end_a_job_one_wins(tmp_path: Path, database_url: str) -> None:
    async def go() -> None:
        house = build(tmp_path, url=database_url)
        new = await house.store.add(job())
        tries = [house.store.change(new.id, Stopped(at=11.0)) for _ in range(10)]
        tries += [house.store.change(new.id, Broke(at=11.0, code="x", message="y")) for _ in range(10)]
        ended = await asyncio.gather(*tries, return_exceptions=True)
        assert sum(not isinstance(result, BaseException) for result in ended) == 1
        assert len(await house.store.history(new.id)) == 2
        house.close()

    asyncio.run(go())


def test_the_history_tells_every_state_and_stage_and_twentieth_of_the_way_once(
    tmp_path: Path, database_url: str
) -> None:
    async def go() -> None:
        house = build(tmp_path, url=database_url)
        new = await house.store.add(job())
        token = uuid4()
        await house.store.change(new.id, Claimed(at=11.0, run_token=token, worker="w1"))
        for fraction in (0.01, 0.02, 0.1, 0.12):
            await house.store.change(
                new.id, Advanced(at=12.0, progress=Progress("rendering", fraction)), run_token=token
            )
        await house.store.change(new.id, Broke(at=13.0, code="engine_failed", message="y"), run_token=token)
        history = await house.store.history(new.id)
        told = [(kind, data["stage"], data["fraction"], data["worker"], data["error"]) for kind, data in history]
        assert told == [
            ("queued", "waiting", 0.0, None, None),
            ("running", "fetching", 0.0, "w1", None),
            ("running", "rendering", 0.01, "w1", None),
            ("running", "rendering", 0.1, "w1", None),
            ("failed", "rendering", 0.12, "w1", "engine_failed"),
        ]
        house.close()

    asyncio.run(go())


def test_lists_are_an_owners_own_newest_first(tmp_path: Path, database_url: str) -> None:
    async def go() -> None:
        house = build(tmp_path, url=database_url)
        mine = [await house.store.add(job(float(at))) for at in range(5)]
        other = await house.store.add(replace(job(9.0), via="leonardo"))
        await house.store.add(replace(job(), owner=BEN.id))
        found, total = await house.store.list(ANNA.id, via="native", limit=2, offset=1)
        assert ([one.id for one in found], total) == ([mine[3].id, mine[2].id], 5)
        assert [one.id for one in (await house.store.list(ANNA.id, via="leonardo"))[0]] == [other.id]
        assert (await house.store.list(ANNA.id, models=["other"])) == ((), 0)
        assert (await house.store.list(ANNA.id, models=[])) == ((), 0)
        assert (await house.store.list(ANNA.id, models=["m", "other"], limit=1))[1] == 6
        assert (await house.store.list(ANNA.id, models=["m"]))[1] == 6
        await house.store.remove(mine[0].id, ANNA.id)
        assert (await house.store.list(ANNA.id))[1] == 5
        same_time = [await house.store.add(replace(job(50.0), owner=BEN.id)) for _ in range(5)]
        listed = [one.id for one in (await house.store.list(BEN.id, limit=5))[0]]
        assert listed == sorted((one.id for one in same_time), key=lambda one: one.hex, reverse=True)
        house.close()

    asyncio.run(go())
