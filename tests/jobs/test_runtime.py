from __future__ import annotations

import asyncio
import time
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from kinora.jobs.job import Claimed
from kinora.jobs.leases import living
from kinora.jobs.line import FREE, dispatch
from kinora.jobs.tables import jobs
from kinora.media.probe import probe
from kinora.spec.errors import Busy
from kinora.spec.media import Generated, Inline, Url
from kinora.spec.outcome import Cancelled, Failed, Running, Succeeded
from tests.jobs.house import ANNA, FAILING, FORM, PATIENT, House, build, follow, picture, running, wish, working
from tests.jobs.processes import renders_below

LIMIT_SECONDS = 20


async def until_rendering(house: House, id: UUID) -> None:
    """Until a renderer is at work on the job and has said so."""
    async with asyncio.timeout(LIMIT_SECONDS):
        while (await house.store.get(id)).stage != "rendering" or not renders_below():
            await asyncio.sleep(0.02)


def test_a_job_becomes_a_verified_file(tmp_path: Path) -> None:
    async def go() -> None:
        async with running(tmp_path) as house, asyncio.timeout(LIMIT_SECONDS):
            made = await house.submit()
            seen = await house.finished(made.id)
            outcome = seen[-1].outcome
            assert isinstance(outcome, Succeeded) and outcome.asset_id is not None
            assert seen[-1].engine == "instant"
            assert [note.code for note in seen[-1].notes] == ["grey"]
            fractions = [view.outcome.progress.fraction for view in seen if isinstance(view.outcome, Running)]
            assert fractions == sorted(fractions) and all(fraction < 1 for fraction in fractions)
            video = await house.assets.get(outcome.asset_id)
            assert (video.kind, video.width, video.height, video.state) == ("video", 96, 64, "ready")
            file = house.media.local_path(video.object_key)
            assert file is not None and probe(file).frames == 96
            job = await house.store.get(made.id)
            assert job.poster_asset is not None and job.runs == 1
            assert (await house.assets.get(job.poster_asset)).kind == "image"
            assert not list((tmp_path / "work").glob("*/*"))
            # A finished video can guide the next: as a picture it is its poster.
            second = await house.submit(wish(size=follow(), start_frame=Generated(made.id)))
            assert second.plan.start_frame == Generated(job.poster_asset)
            last = (await house.finished(second.id))[-1]
            assert isinstance(last.outcome, Succeeded) and last.plan.choices == ()
            await house.desk.delete(made.id, ANNA)
            assert len(await house.media.list_keys("videos")) == 1

    asyncio.run(go())


def test_the_clip_takes_the_start_frames_own_ratio(tmp_path: Path) -> None:
    async def go() -> None:
        async with running(tmp_path) as house, asyncio.timeout(LIMIT_SECONDS):
            made = await house.submit(wish(size=follow(), start_frame=Inline(picture(60, 80))))
            assert len(made.plan.choices) > 1
            last = (await house.finished(made.id))[-1]
            assert isinstance(last.outcome, Succeeded)
            assert last.plan.choices == () and last.plan.width * 4 == pytest.approx(last.plan.height * 3, rel=0.03)

    asyncio.run(go())


def test_a_job_fails_with_its_cause(tmp_path: Path) -> None:
    async def go() -> None:
        async with running(tmp_path, engine=FAILING) as house, asyncio.timeout(LIMIT_SECONDS):
            refused = await house.submit()
            crashed = await house.submit(wish("crash"))
            unreachable = await house.submit(wish(size=follow(), start_frame=Url("http://127.0.0.1:9/a.png")))
            for id, message in (
                (refused.id, "The failing engine fails."),
                (crashed.id, "The engine stopped unexpectedly."),
            ):
                assert (await house.finished(id))[-1].outcome == Failed(message, "engine_failed")
            lost = (await house.finished(unreachable.id))[-1].outcome
            assert isinstance(lost, Failed) and lost.code == "media_unusable" and "127.0.0.1" in lost.message
            assert await house.media.list_keys() == []

    asyncio.run(go())


def test_cancelling_kills_the_renderer_at_once(tmp_path: Path) -> None:
    async def go() -> None:
        async with running(tmp_path, engine=PATIENT) as house, asyncio.timeout(LIMIT_SECONDS):
            made = await house.submit()
            behind = await house.submit()
            await until_rendering(house, made.id)
            assert (await house.desk.cancel(behind.id, ANNA, links=FORM)).outcome == Cancelled()
            begun = time.monotonic()
            assert (await house.desk.cancel(made.id, ANNA, links=FORM)).outcome == Cancelled()
            while renders_below():
                await asyncio.sleep(0.01)
            assert time.monotonic() - begun < 1
            await asyncio.sleep(0.3)
            assert (await house.get(made.id)).outcome == Cancelled()
            assert not list((tmp_path / "work").glob("*/*")) and await house.media.list_keys() == []
            # The slot is free again, and the cancelled job behind was passed over.
            third = await house.submit()
            await until_rendering(house, third.id)
            await house.desk.cancel(third.id, ANNA, links=FORM)

    asyncio.run(go())


def test_a_run_that_was_replaced_stops_and_writes_nothing_more(tmp_path: Path) -> None:
    async def go() -> None:
        async with running(tmp_path, engine=PATIENT) as house, asyncio.timeout(LIMIT_SECONDS):
            made = await house.submit()
            await until_rendering(house, made.id)
            _, taken = await house.store.change(made.id, Claimed(at=time.time(), run_token=uuid4(), worker="w"))
            while renders_below():
                await asyncio.sleep(0.01)
            await asyncio.sleep(0.2)
            assert await house.store.get(made.id) == taken
            assert await house.media.list_keys() == []

    asyncio.run(go())


def test_a_stopped_server_begins_its_jobs_again(tmp_path: Path) -> None:
    async def go() -> None:
        async with running(tmp_path, engine=PATIENT) as house:
            made = await house.submit()
            behind = await house.submit()
            await until_rendering(house, made.id)
        assert not renders_below()
        async with running(tmp_path) as house, asyncio.timeout(LIMIT_SECONDS):
            for id, runs in ((made.id, 2), (behind.id, 1)):
                assert isinstance((await house.finished(id))[-1].outcome, Succeeded)
                assert (await house.store.get(id)).runs == runs

    asyncio.run(go())


def test_a_job_that_takes_too_long_fails(tmp_path: Path) -> None:
    async def go() -> None:
        async with running(tmp_path, engine=PATIENT, deadline_seconds=0.8) as house, asyncio.timeout(LIMIT_SECONDS):
            made = await house.submit()
            outcome = (await house.finished(made.id))[-1].outcome
            assert outcome == Failed("The job took longer than 0.8 seconds.", "expired")
            assert not renders_below()

    asyncio.run(go())


def test_a_job_that_was_interrupted_too_often_is_given_up(tmp_path: Path) -> None:
    async def go() -> None:
        async with running(tmp_path, max_runs=2) as house:
            made = await house.submit()
            await house.finished(made.id)
        house = build(tmp_path)
        # As two dead processes would have left it.
        dead = jobs.update().values(state="queued", runs=2, run_token=uuid4(), finished=None, fraction=0.5)
        await house.database.write(lambda connection: connection.execute(dead).rowcount)
        assert await house.workshop.claim(made.id) is not None
        house.close()
        patient = build(tmp_path, max_runs=2)
        assert await patient.workshop.claim(made.id) is None
        assert (await patient.get(made.id)).outcome == Failed("The job was interrupted 2 times.", "engine_failed")
        patient.close()

    asyncio.run(go())


def test_a_job_whose_workflow_got_lost_is_taken_up_anew(tmp_path: Path) -> None:
    async def go() -> None:
        async with running(tmp_path) as house, asyncio.timeout(LIMIT_SECONDS):
            ended, vanished = await house.submit(), await house.submit()
            for id in (ended.id, vanished.id):
                await house.finished(id)
            # As if the workflow had ended, or gone, without a word to the job.
            open = jobs.update().values(state="running", finished=None, dispatched=1.0)
            await asyncio.to_thread(house.runtime._client.delete_workflows, [str(vanished.id)])
            await house.database.write(lambda connection: connection.execute(open).rowcount)
            await house.runtime.reconcile()
            for id in (ended.id, vanished.id):
                assert isinstance((await house.finished(id))[-1].outcome, Succeeded)
                assert (await house.store.get(id)).runs == 2

    asyncio.run(go())


def test_a_job_that_leaves_its_line_has_a_workflow_or_did_not_leave(tmp_path: Path) -> None:
    async def go() -> None:
        async with running(tmp_path) as house, asyncio.timeout(LIMIT_SECONDS):
            await house.runtime.drain()
            made = await house.submit()

            def broken(connection: sa.Connection) -> None:
                left = dispatch(connection, "cpu", worker="w", slots=1, turns=FREE, at=1.0)
                assert [leaver.id for leaver in left] == [made.id]
                house.runtime._enqueue(connection, made.id)
                raise KeyError("the transaction breaks off")

            with pytest.raises(KeyError):
                await house.database.write(broken)
            assert (await house.store.get(made.id)).dispatched is None
            count = sa.text("select count(*) from workflow_status where name = 'render'")
            assert await house.database.read(lambda connection: connection.execute(count).scalar_one()) == 0

    asyncio.run(go())


def test_a_claim_of_a_finished_job_does_nothing(tmp_path: Path) -> None:
    async def go() -> None:
        async with running(tmp_path) as house, asyncio.timeout(LIMIT_SECONDS):
            made = await house.submit()
            await house.finished(made.id)
            assert await house.workshop.claim(made.id) is None
            assert await house.workshop.claim(uuid4()) is None
            assert (await house.store.get(made.id)).runs == 1

    asyncio.run(go())


def test_one_sqlite_database_has_one_machine(tmp_path: Path) -> None:
    async def go() -> None:
        async with working(build(tmp_path, lease_seconds=2)) as house, asyncio.timeout(LIMIT_SECONDS):
            elsewhere = build(tmp_path, machine="another")
            with pytest.raises(Busy, match="KINORA_DATABASE_URL"):
                await elsewhere.worker.open()
            elsewhere.close()
            assert len(await house.database.read(living)) == 1
            beside = build(tmp_path)
            await asyncio.to_thread(beside.worker.lease.take)
            assert len(await house.database.read(living)) == 2
            beside.worker.lease.release()
            beside.close()

    asyncio.run(go())


def test_the_queue_holds_no_pickles(tmp_path: Path) -> None:
    async def go() -> None:
        async with running(tmp_path) as house, asyncio.timeout(LIMIT_SECONDS):
            made = await house.submit()
            await house.finished(made.id)
            question = sa.text("select distinct serialization from workflow_status where workflow_uuid = :id")
            kinds = await house.database.read(
                lambda connection: connection.execute(question, {"id": str(made.id)}).scalars().all()
            )
            assert kinds == ["portable_json"]

    asyncio.run(go())


def test_workflows_that_are_long_over_are_forgotten_and_their_jobs_are_not(tmp_path: Path) -> None:
    async def go() -> None:
        async with running(tmp_path) as house, asyncio.timeout(LIMIT_SECONDS):
            made = await house.submit()
            await house.finished(made.id)
            count = sa.text("select count(*) from workflow_status where name = 'render'")
            assert await house.database.read(lambda connection: connection.execute(count).scalar_one()) == 1
        async with running(tmp_path, now=lambda: time.time() + 7200) as house, asyncio.timeout(LIMIT_SECONDS):
            await asyncio.to_thread(house.runtime.forget_finished)
            assert await house.database.read(lambda connection: connection.execute(count).scalar_one()) == 0
            assert isinstance((await house.get(made.id)).outcome, Succeeded)

    asyncio.run(go())


def test_a_run_that_has_just_ended_keeps_its_files(tmp_path: Path, database_url: str) -> None:
    """Whoever looks between the end of a job and that of its run sees a job that is no longer the run's."""

    async def look(house: House) -> None:
        while True:
            await house.workshop.check()
            await asyncio.sleep(0)

    async def go() -> None:
        async with working(build(tmp_path, slots=4, url=database_url)) as house, asyncio.timeout(90):
            looking = [asyncio.create_task(look(house)) for _ in range(3)]
            made = [await house.submit() for _ in range(12)]
            for view in made:
                assert isinstance((await house.finished(view.id))[-1].outcome, Succeeded)
            await asyncio.sleep(0.3)
            for task in looking:
                task.cancel()
            assert len(await house.media.list_keys()) == 2 * len(made)

    asyncio.run(go())
