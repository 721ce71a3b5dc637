"""What a request may say beside its picture: based on another job, wanted only for a time, with its last frame."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from kinora.dialects.operations import Page
from kinora.jobs.job import Broke, Stopped
from kinora.jobs.retention import Retention
from kinora.spec.errors import InvalidRequest, NotFound
from kinora.spec.media import Inline, Reference, References, Upload, Url
from kinora.spec.outcome import Failed, Succeeded
from kinora.spec.video import Shape, VideoSpec
from kinora.testing import SteppedClock
from tests.jobs.house import ANNA, BEN, FORM, MODEL, build, picture, wish


def test_a_request_takes_over_what_it_leaves_unsaid(tmp_path: Path) -> None:
    async def go() -> None:
        house = build(tmp_path)
        first = await house.submit(replace(wish("a cat on a roof", start_frame=Inline(picture())), seed=None))
        second = await house.submit(VideoSpec(model="", prompt="a dog", based_on=first.id))
        assert second.plan == replace(first.plan, prompt="a dog")
        assert isinstance(second.spec.start_frame, Upload)
        other = await house.submit(
            VideoSpec(model=MODEL, based_on=first.id, seconds=6, size=Shape("1:1", "480p"), seed=3)
        )
        assert (other.plan.prompt, other.plan.seconds, other.plan.width, other.plan.seed) == (
            "a cat on a roof",
            6,
            640,
            3,
        )
        house.close()

    asyncio.run(go())


def test_nobody_builds_on_what_is_not_theirs(tmp_path: Path) -> None:
    async def go() -> None:
        house = build(tmp_path)
        first = await house.submit()
        for id, owner in ((first.id, BEN), (uuid4(), ANNA)):
            with pytest.raises(InvalidRequest, match=f"based_on names no job of yours .{id}"):
                await house.submit(VideoSpec(model="", prompt="x", based_on=id), owner)
        house.close()

    asyncio.run(go())


def test_a_job_that_nobody_wants_any_more_fails(tmp_path: Path) -> None:
    async def go() -> None:
        clock = SteppedClock()
        house = build(tmp_path, now=clock)
        job = await house.submit(replace(wish(), start_seconds=30, expires_seconds=60))
        clock.at += 29
        await Retention(house.store, house.media, history_seconds=1e9, now=clock).sweep()
        assert (await house.get(job.id)).outcome.state == "queued"
        clock.at += 2
        await Retention(house.store, house.media, history_seconds=1e9, now=clock).sweep()
        outcome = (await house.get(job.id)).outcome
        assert isinstance(outcome, Failed)
        assert outcome.code == "expired"
        house.close()

    asyncio.run(go())


def test_a_run_is_stopped_when_nobody_wants_its_clip_any_more(tmp_path: Path) -> None:
    async def go() -> None:
        house = build(tmp_path, engine="kinora.testing:PatientEngine")
        await house.worker.open()
        job = await house.submit(replace(wish(), expires_seconds=2))
        outcome = (await house.finished(job.id))[-1].outcome
        assert isinstance(outcome, Failed)
        assert outcome.code == "expired"
        await house.worker.close(grace_seconds=0)
        house.close()

    asyncio.run(go())


def test_a_time_to_begin_in_cuts_nothing_off(tmp_path: Path) -> None:
    async def go() -> None:
        house = build(tmp_path)
        await house.worker.open()
        job = await house.submit(replace(wish(), start_seconds=1, seconds=15))
        ended = (await house.finished(job.id))[-1]
        assert isinstance(ended.outcome, Succeeded)
        await house.worker.close(grace_seconds=0)
        house.close()

    asyncio.run(go())


def test_the_last_frame_is_a_picture_of_its_own(tmp_path: Path) -> None:
    async def go() -> None:
        house = build(tmp_path)
        await house.worker.open()
        plain = await house.submit()
        asked = await house.submit(replace(wish(), return_last_frame=True))
        outcomes = [(await house.finished(job.id))[-1].outcome for job in (plain, asked)]
        assert all(isinstance(outcome, Succeeded) for outcome in outcomes)
        assert [getattr(outcome, "last_frame_url", None) is None for outcome in outcomes] == [True, False]
        kept = {asset.purpose: asset for asset in await house.assets.of_job(asked.id)}
        last = kept["last_frame"]
        assert (last.media_type, last.width, last.height) == ("image/png", 96, 64)
        await house.desk.delete(asked.id, ANNA)
        assert await house.assets.of_job(asked.id) == ()
        await house.worker.close(grace_seconds=0)
        house.close()

    asyncio.run(go())


def test_a_link_of_this_house_is_the_file_it_names(tmp_path: Path) -> None:
    """An address that only this machine can reach is no hindrance: the file is here."""

    async def go() -> None:
        house = build(tmp_path)
        await house.worker.open()
        first = await house.submit()
        made = (await house.finished(first.id))[-1].outcome
        assert isinstance(made, Succeeded)
        assert made.poster_url is not None
        second = await house.submit(wish(start_frame=Url(made.poster_url)))
        assert isinstance(second.plan.start_frame, Upload)
        stranger = await house.submit(wish(start_frame=Url(made.poster_url)), BEN)
        assert stranger.plan.start_frame == Url(made.poster_url)
        forged = await house.submit(wish(start_frame=Url(made.poster_url.replace("sig=", "sig=A"))))
        assert isinstance(forged.plan.start_frame, Url)
        poster = wish(start_frame=Url(made.video_url))
        assert isinstance((await house.submit(poster)).plan.start_frame, Upload)
        sound = replace(wish(), references=References(audios=(Reference(Url(made.video_url)),)))
        with pytest.raises(InvalidRequest, match=r"references\.audios\[0\] must be audio"):
            await house.submit(sound)
        await house.worker.close(grace_seconds=0)
        house.close()

    asyncio.run(go())


def test_lists_by_state_by_id_and_behind_a_job(tmp_path: Path) -> None:
    async def go() -> None:
        clock = SteppedClock()
        house = build(tmp_path, now=clock)
        jobs = []
        for number in range(6):
            clock.at += 1
            jobs.append((await house.submit(replace(wish(f"cat {number}"), seed=number))).id)
        await house.submit(owner=BEN)
        await house.store.change(jobs[1], Stopped(at=clock.at))
        await house.store.change(jobs[2], Broke(at=clock.at, code="x", message="y"))

        async def ids(page: Page) -> tuple[list[int], int, bool]:
            found = await house.desk.search(ANNA, page, links=FORM)
            return [jobs.index(job.id) for job in found.jobs], found.total, found.more

        assert await ids(Page(limit=2, after=jobs[4])) == ([3, 2], 6, True)
        assert await ids(Page(limit=10, after=jobs[4], ascending=True)) == ([5], 6, False)
        assert await ids(Page(states=("failed", "cancelled"))) == ([2, 1], 2, False)
        assert await ids(Page(ids=(jobs[0], jobs[5], uuid4()), limit=1)) == ([5], 2, True)
        assert await ids(Page(ids=(jobs[0], jobs[5]), limit=1, offset=1)) == ([0], 2, False)
        assert await ids(Page(models=("seedance-1.0-pro",))) == ([], 0, False)
        with pytest.raises(NotFound):
            await ids(Page(after=uuid4()))
        house.close()

    asyncio.run(go())
