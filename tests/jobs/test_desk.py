from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from kinora.jobs.desk import digest
from kinora.jobs.job import Advanced, Claimed, Finished
from kinora.jobs.view import LinkForm
from kinora.spec.errors import InvalidRequest, NotAllowed, NotFound
from kinora.spec.media import Generated, Inline, Reference, References, Upload, Url
from kinora.spec.outcome import Cancelled, Progress, Queued, Running, Succeeded
from kinora.spec.video import Shape
from kinora.testing import SteppedClock
from tests.jobs.house import ANNA, BEN, FORM, MODEL, House, build, follow, picture, wish


async def make_video(house: House, id: UUID) -> Succeeded:
    """End a job as a worker would, with a picture for a video: nobody opens it here."""
    token = uuid4()
    video = await house.assets.adopt(ANNA, picture(), "video")
    poster = await house.assets.adopt(ANNA, picture(), "poster")
    await house.store.change(id, Claimed(at=2e9, run_token=token, worker="w1"))
    done = Finished(at=2e9 + 1, engine="previs", video_asset=video.id, poster_asset=poster.id, expires=3e9)
    await house.store.change(id, done, run_token=token)
    outcome = (await house.get(id)).outcome
    assert isinstance(outcome, Succeeded)
    return outcome


def test_a_submitted_job_is_complete_durable_and_in_line(tmp_path: Path) -> None:
    async def go() -> None:
        clock = SteppedClock()
        house = build(tmp_path, now=clock)
        made = await house.submit(replace(wish(), ignored=("wand",), seed=None))
        stored = await house.store.get(made.id)
        assert (stored.queue, stored.lane, stored.turn, stored.dispatched) == ("cpu", ANNA.id, 1, None)
        assert (made.plan.width, made.plan.height, made.plan.seed, made.plan.route) == (96, 64, 7, ("previs",))
        assert (made.outcome, made.via, made.owner) == (Queued(), "native", ANNA.id)
        assert made.created == datetime.fromtimestamp(clock.at, UTC)
        assert [note.code for note in made.notes] == ["ignored"]
        house.close()
        again = build(tmp_path)
        assert await again.get(made.id) == made
        again.close()

    asyncio.run(go())


def test_all_problems_come_at_once_each_with_its_field(tmp_path: Path) -> None:
    async def go() -> None:
        house = build(tmp_path)
        mine = await house.assets.begin_upload(ANNA, ".png")
        foreign = await house.assets.adopt(BEN, picture())
        waiting = await house.submit()
        spec = replace(
            wish(seconds=99, start_frame=Upload(mine.id)),
            route="fal",
            references=References(
                images=(
                    Reference(Upload(foreign.id)),
                    Reference(Generated(waiting.id)),
                    Reference(Inline(b"no picture")),
                    Reference(Url("http://a/b.png")),
                ),
                videos=(Reference(Inline(picture())),),
            ),
        )
        with pytest.raises(InvalidRequest) as refused:
            await house.submit(spec)
        assert {(problem.field, problem.rule) for problem in refused.value.problems} == {
            ("seconds", "one_of"),
            ("route", "one_of"),
            ("start_frame", "unusable"),
            ("references.images[0]", "unusable"),
            ("references.images[1]", "unusable"),
            ("references.images[2]", "unusable"),
            ("references.videos[0]", "unusable"),
        }
        said = refused.value.message
        assert "start_frame names a file that has not been uploaded" in said
        assert "references.images[1] names a job that is queued" in said
        assert (await house.desk.list(ANNA, links=FORM))[1] == 1
        house.close()

    asyncio.run(go())


def test_a_model_or_a_provider_that_is_not_there_is_named(tmp_path: Path) -> None:
    async def go() -> None:
        house = build(tmp_path)
        with pytest.raises(InvalidRequest, match=r"model must be one of: .*seedance-2\.0-mini"):
            await house.submit(replace(wish(), model="sora"))
        bytedance = replace(wish(seconds=5, size=Shape("16:9", "480p"), route="bytedance"), sound=None)
        with pytest.raises(InvalidRequest, match="route can't be 'bytedance': this server has previs"):
            await house.desk.submit(bytedance, ANNA, via="aimlapi", links=FORM)
        auto = await house.desk.submit(replace(bytedance, route="auto"), ANNA, via="aimlapi", links=FORM)
        assert auto.plan.route == ("previs",)
        house.close()

    asyncio.run(go())


def test_media_inside_the_request_is_stored_before_the_answer(tmp_path: Path) -> None:
    async def go() -> None:
        house = build(tmp_path)
        made = await house.submit(wish(size=follow(), start_frame=Inline(picture())))
        assert isinstance(made.spec.start_frame, Upload)
        assert made.plan.start_frame == made.spec.start_frame
        asset = await house.assets.get(made.spec.start_frame.id)
        assert (asset.owner, asset.state, asset.purpose, asset.width) == (ANNA.id, "ready", "input", 96)
        with pytest.raises(InvalidRequest, match="start_frame can't be used"):
            await house.submit(wish(size=follow(), start_frame=Inline(picture()[:60])))
        house.close()

    asyncio.run(go())


def test_a_generated_video_stands_for_its_poster_where_a_picture_is_wanted(tmp_path: Path) -> None:
    async def go() -> None:
        house = build(tmp_path)
        first = await house.submit()
        await make_video(house, first.id)
        job = await house.store.get(first.id)
        with pytest.raises(InvalidRequest, match="names no generated video of yours"):
            await house.submit(wish(start_frame=Generated(first.id)), BEN)
        assert job.poster_asset is not None
        poster = await house.submit(wish(start_frame=Generated(job.poster_asset)))
        assert poster.plan.start_frame == Generated(job.poster_asset)
        house.close()

    asyncio.run(go())


def test_the_same_idempotency_key_answers_the_first_job(tmp_path: Path) -> None:
    async def go() -> None:
        house = build(tmp_path)
        made = await asyncio.gather(*(house.submit(key="k") for _ in range(8)))
        assert len({view.id for view in made}) == 1
        with pytest.raises(NotAllowed, match="another request"):
            await house.submit(wish("a dog"), key="k")
        assert (await house.submit(key="k", owner=BEN)).id != made[0].id
        assert (await house.submit(key="other")).id != made[0].id
        house.close()

    asyncio.run(go())


def test_somebody_elses_job_does_not_exist(tmp_path: Path) -> None:
    async def go() -> None:
        house = build(tmp_path)
        made = await house.submit()
        with pytest.raises(NotFound):
            await house.get(made.id, BEN)
        with pytest.raises(NotFound):
            await house.desk.cancel(made.id, BEN, links=FORM)
        with pytest.raises(NotFound):
            await house.desk.delete(made.id, BEN)
        with pytest.raises(NotFound):
            await house.finished(made.id, BEN)
        assert await house.desk.list(BEN, links=FORM) == ((), 0)
        assert (await house.get(made.id)).outcome == Queued()
        house.close()

    asyncio.run(go())


def test_a_queued_job_can_be_cancelled_once(tmp_path: Path) -> None:
    async def go() -> None:
        house = build(tmp_path)
        made = await house.submit()
        assert (await house.desk.cancel(made.id, ANNA, links=FORM)).outcome == Cancelled()
        with pytest.raises(NotAllowed, match="cancelled"):
            await house.desk.cancel(made.id, ANNA, links=FORM)
        house.close()

    asyncio.run(go())


def test_deleting_a_job_removes_its_files_and_ends_it_if_need_be(tmp_path: Path) -> None:
    async def go() -> None:
        house = build(tmp_path)
        waiting = await house.submit()
        await house.desk.delete(waiting.id, ANNA)
        with pytest.raises(NotFound):
            await house.get(waiting.id)
        assert await house.store.history(waiting.id) == []
        house.close()

    asyncio.run(go())


def test_watching_shows_every_change_until_the_end(tmp_path: Path) -> None:
    async def go() -> None:
        house = build(tmp_path)
        made = await house.submit()
        watching = aiter(house.desk.watch(made.id, ANNA, links=FORM))
        assert (await anext(watching)).outcome == Queued()
        token = uuid4()
        await house.store.change(made.id, Claimed(at=2e9, run_token=token, worker="w1"))
        assert (await anext(watching)).outcome == Running(Progress("fetching", 0.0))
        step = Advanced(at=2e9, progress=Progress("rendering", 0.5))
        await house.store.change(made.id, step, run_token=token)
        assert (await anext(watching)).outcome == Running(Progress("rendering", 0.5))
        await house.desk.cancel(made.id, ANNA, links=FORM)
        assert [view.outcome async for view in watching] == [Cancelled()]
        house.close()

    asyncio.run(go())


def test_links_expire_or_are_permanent_as_the_dialect_wants(tmp_path: Path) -> None:
    async def go() -> None:
        clock = SteppedClock(2e9 + 1)
        house = build(tmp_path, now=clock)
        made = await house.submit(wish("A cat, walking; in snow!"))
        outcome = await make_video(house, made.id)
        expires = int(clock.at) + 86_400
        assert outcome.video_url.startswith(f"http://house/files/{outcome.asset_id}.mp4?exp={expires}&sig=")
        assert outcome.poster_url is not None and ".jpg?exp=" in outcome.poster_url
        clock.forward(3600)
        assert (await house.get(made.id)).outcome == outcome
        permanent = await house.desk.get(made.id, ANNA, links=LinkForm("http://house", expiring=False))
        assert isinstance(permanent.outcome, Succeeded)
        assert permanent.outcome.video_url.endswith(f"/{outcome.asset_id}/{MODEL}_A_cat_walking_in_snow-0.mp4")
        house.close()

    asyncio.run(go())


def test_equal_requests_have_one_digest_and_others_another() -> None:
    files = [Inline(b"1" * 100_000), Inline(b"2" * 100_000)]
    requests = [wish(), wish("a dog"), wish(seconds=5), *(wish(start_frame=file) for file in files)]
    told = [digest(spec, via) for spec in requests for via in ("native", "magnific")]
    assert len(set(told)) == len(told)
    assert told == [digest(replace(spec), via) for spec in requests for via in ("native", "magnific")]
