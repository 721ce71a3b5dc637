"""Keeping a job's files: row and files change together, or not at all."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from kinora.jobs.asset import Asset
from kinora.jobs.job import Claimed, Finished
from kinora.jobs.retention import Retention
from kinora.jobs.tables import assets
from kinora.spec.errors import NotAllowed, NotFound
from kinora.testing import SteppedClock
from tests.jobs.house import ANNA, BEN, FORM, House, build
from tests.jobs.test_job import QUEUED

DAY = 86_400.0


async def finished(house: House, at: float) -> UUID:
    """A job that has succeeded, with a file."""
    job = await house.store.add(replace(QUEUED, id=uuid4(), owner=ANNA.id))
    token = uuid4()
    await house.store.change(job.id, Claimed(at=at, run_token=token, worker="w"))
    video = Asset(
        id=uuid4(),
        owner=ANNA.id,
        purpose="video",
        state="ready",
        suffix=".mp4",
        object_key=f"videos/{job.id}",
        created=at,
        job_id=job.id,
        expires=at + DAY,
    )
    done = Finished(at=at, engine="previs", video_asset=video.id, poster_asset=None, expires=at + DAY)

    def also(connection: sa.Connection) -> None:
        connection.execute(assets.insert().values(**video.row()))

    await house.store.change(job.id, done, run_token=token, also=also)
    return job.id


def test_pinned_files_stay_and_others_go_after_the_usual_time(tmp_path: Path, database_url: str) -> None:
    async def go() -> None:
        clock = SteppedClock()
        house = build(tmp_path, now=clock, url=database_url)
        id = await finished(house, clock.at)
        view = await house.desk.pin(id, ANNA, pinned=True, links=FORM)
        assert (view.pinned, view.expires) == (True, None)
        assert [file.expires for file in await house.assets.of_job(id)] == [None]
        clock.forward(90 * DAY)
        view = await house.desk.pin(id, ANNA, pinned=False, links=FORM)
        assert view.expires is not None
        assert view.expires.timestamp() == clock.at + 30 * DAY
        assert [file.expires for file in await house.assets.of_job(id)] == [clock.at + 30 * DAY]
        retention = Retention(house.store, house.media, history_seconds=30 * DAY, now=clock)
        await retention.sweep()
        assert (await house.store.get(id)).expires == clock.at + 30 * DAY
        with pytest.raises(NotFound):
            await house.desk.pin(id, BEN, pinned=True, links=FORM)
        clock.forward(31 * DAY)
        await retention.sweep()
        with pytest.raises(NotFound):
            await house.store.get(id)
        house.close()

    asyncio.run(go())


def test_what_is_gone_or_not_there_yet_can_not_be_kept(tmp_path: Path, database_url: str) -> None:
    async def go() -> None:
        house = build(tmp_path, url=database_url)
        id = await finished(house, 20.0)
        gone = assets.update().where(assets.c.job_id == id).values(state="deleted")
        await house.database.write(lambda connection: connection.execute(gone).rowcount)
        with pytest.raises(NotAllowed, match="gone"):
            await house.desk.pin(id, ANNA, pinned=True, links=FORM)
        assert not (await house.store.get(id)).pinned
        queued = await house.store.add(replace(QUEUED, id=uuid4(), owner=ANNA.id))
        for pinned in (True, False):
            with pytest.raises(NotAllowed, match="queued"):
                await house.desk.pin(queued.id, ANNA, pinned=pinned, links=FORM)
        deleted = sa.select(assets.c.expires).where(assets.c.job_id == id)
        assert await house.database.read(lambda connection: connection.execute(deleted).scalar()) is not None
        house.close()

    asyncio.run(go())
