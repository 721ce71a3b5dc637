"""What goes when, what stays, and what a crash in between leaves."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from kinora.jobs.asset import Asset
from kinora.jobs.job import Advanced, Claimed, Finished, Job, Kept
from kinora.jobs.keys import Owner
from kinora.jobs.removal import bury, condemn
from kinora.jobs.retention import Retention, Swept
from kinora.jobs.tables import assets, attempts, deliveries, events, jobs, tallies
from kinora.media.store import StoreUnavailable
from kinora.spec.errors import NotFound
from kinora.spec.outcome import Failed, Progress
from kinora.testing import SteppedClock
from tests.disks import mounted, read_only
from tests.jobs.house import ANNA, FORM, House, build, picture, wish

DAY = 86_400.0


class Scene:
    """A house whose clock is moved by hand, and in which jobs are finished without being rendered."""

    def __init__(self, folder: Path, url: str, *, history_days: float = 60) -> None:
        self.clock = SteppedClock()
        self.house: House = build(folder, url=url, now=self.clock)
        self.retention = Retention(
            self.house.store, self.house.media, history_seconds=history_days * DAY, now=self.clock
        )

    async def job(self, owner: Owner = ANNA, *, keep_days: float = 30) -> Job:
        id = (await self.house.submit(wish(), owner)).id
        token = uuid4()
        await self.house.store.change(id, Claimed(at=self.clock(), run_token=token, worker="w"))
        expires = self.clock() + keep_days * DAY
        files = [await self.file(owner.id, id, purpose, token, expires) for purpose in ("video", "poster")]
        done = Finished(at=self.clock(), engine="e", video_asset=files[0].id, poster_asset=files[1].id, expires=expires)
        rows = [file.row() for file in files]

        def also(connection: sa.Connection) -> None:
            connection.execute(assets.insert(), rows)

        return (await self.house.store.change(id, done, run_token=token, also=also))[1]

    async def file(self, owner: UUID, id: UUID, purpose: str, token: UUID, expires: float) -> Asset:
        key = f"{purpose}s/{id}/{token}.mp4"
        size = await self.house.media.put_bytes(key, b"film", media_type="video/mp4")
        return Asset(
            id=uuid4(),
            owner=owner,
            purpose="video" if purpose == "video" else "poster",
            state="ready",
            suffix=".mp4",
            object_key=key,
            created=self.clock(),
            kind="video",
            media_type="video/mp4",
            bytes=size,
            job_id=id,
            expires=expires,
        )

    async def pin(self, job: Job) -> None:
        def also(connection: sa.Connection) -> None:
            connection.execute(assets.update().where(assets.c.job_id == job.id).values(expires=None))

        await self.house.store.change(job.id, Kept(at=self.clock(), expires=None), also=also)

    async def rows(self, table: sa.Table) -> int:
        count = sa.select(sa.func.count()).select_from(table)
        return await self.house.database.read(lambda connection: int(connection.execute(count).scalar_one()))

    async def keys(self) -> list[str]:
        return await self.house.media.list_keys()


@pytest.fixture
def play(tmp_path: Path, database_url: str) -> Callable[[Callable[[Scene], Awaitable[None]]], None]:
    """Runs a scene on either database."""

    def run(act: Callable[[Scene], Awaitable[None]]) -> None:
        async def go() -> None:
            scene = Scene(tmp_path, database_url)
            try:
                await act(scene)
            finally:
                scene.house.close()

        asyncio.run(go())

    return run


Play = Callable[[Callable[[Scene], Awaitable[None]]], None]


def test_files_go_when_their_time_has_passed_and_the_job_stays_readable(play: Play) -> None:
    async def act(scene: Scene) -> None:
        old = await scene.job()
        never_came = await scene.house.assets.begin_upload(ANNA, ".png")
        kept = await scene.house.assets.adopt(ANNA, picture())
        scene.clock.forward(3601)
        assert await scene.retention.sweep() == Swept(expired=1, removed=1)
        with pytest.raises(NotFound):
            await scene.house.assets.get(never_came.id)
        scene.clock.forward(29 * DAY)
        young = await scene.job()
        scene.clock.forward(DAY)
        assert await scene.retention.due() == Swept(expired=3, removed=3)
        assert await scene.retention.sweep() == Swept(expired=3, removed=3)
        assert await scene.keys() == sorted(f"{what}s/{young.id}/{run(scene, young)}" for what in ("video", "poster"))
        assert await scene.rows(assets) == 2
        with pytest.raises(NotFound):
            await scene.house.assets.get(kept.id)
        assert (await scene.house.get(old.id)).id == old.id
        assert await scene.retention.sweep() == Swept()

    play(act)


def run(scene: Scene, job: Job) -> str:
    folder = scene.house.folder / "media" / "videos" / str(job.id)
    return next(folder.iterdir()).name


def test_old_jobs_go_with_all_about_them_unless_they_are_pinned(play: Play) -> None:
    async def act(scene: Scene) -> None:
        gone, pinned = await scene.job(keep_days=90), await scene.job()
        await scene.pin(pinned)
        waiting = await scene.house.submit()
        await scene.house.database.write(lambda connection: add_delivery(connection, gone))
        scene.clock.forward(61 * DAY)
        fresh = await scene.job()
        assert await scene.retention.sweep() == Swept(forgotten=1, removed=2)
        with pytest.raises(NotFound):
            await scene.house.store.get(gone.id)
        for job in (pinned.id, waiting.id, fresh.id):
            assert (await scene.house.store.get(job)).id == job
        assert (await scene.house.assets.get(pinned.video_asset or pinned.id)).state == "ready"
        assert (await scene.house.desk.list(ANNA, links=FORM))[1] == 3
        assert (await scene.rows(deliveries), await scene.rows(attempts), await scene.rows(jobs)) == (0, 0, 3)
        assert not await scene.house.store.history(gone.id)
        assert len(await scene.keys()) == 4
        assert (await scene.retention.orphans(0)).missing_count == 0

    play(act)


def add_delivery(connection: sa.Connection, job: Job) -> int:
    id = uuid4()
    connection.execute(
        deliveries.insert().values(
            id=id,
            job_id=job.id,
            owner=job.owner,
            dialect="native",
            event="succeeded",
            url="http://a",
            body="{}",
            state="delivered",
            attempts=1,
            created=1.0,
        )
    )
    attempt = attempts.insert().values(delivery_id=id, number=1, at=1.0, seconds=0.1, status=200)
    return connection.execute(attempt).rowcount


def test_hundreds_go_in_batches_and_the_tallies_follow(play: Play) -> None:
    async def act(scene: Scene) -> None:
        ben = Owner(uuid4(), "Ben")
        model = await scene.job()
        many = [replace(model, id=uuid4(), owner=ben.id, video_asset=None, poster_asset=None) for _ in range(450)]
        for job in many:
            await scene.house.store.add(job)
        await scene.house.submit(owner=ben)
        scene.clock.forward(61 * DAY)
        assert (await scene.retention.sweep()).forgotten == 451
        assert (await scene.house.desk.list(ben, links=FORM))[1] == 1
        counted = sa.select(tallies.c.owner, sa.func.sum(tallies.c.jobs)).group_by(tallies.c.owner)
        rows = await scene.house.database.read(lambda connection: connection.execute(counted).all())
        assert {(owner, int(jobs)) for owner, jobs in rows} == {(ANNA.id, 0), (ben.id, 1)}
        left = sa.select(events.c.job_id).distinct()
        assert len(await scene.house.database.read(lambda connection: connection.execute(left).all())) == 1

    play(act)


def test_a_job_that_waited_too_long_fails_and_a_running_one_does_not(play: Play) -> None:
    async def act(scene: Scene) -> None:
        overdue, running = await scene.house.submit(), await scene.house.submit()
        limit = jobs.update().values(deadline=scene.clock() + 60)
        await scene.house.database.write(lambda connection: connection.execute(limit).rowcount)
        claimed = Claimed(at=scene.clock(), run_token=uuid4(), worker="w")
        await scene.house.store.change(running.id, claimed)
        assert await scene.retention.sweep() == Swept()
        scene.clock.forward(60)
        assert await scene.retention.sweep() == Swept(overdue=1)
        outcome = (await scene.house.get(overdue.id)).outcome
        assert outcome == Failed(message="The job waited longer than it may.", code="expired")
        assert (await scene.house.store.get(running.id)).state == "running"

    play(act)


def test_what_a_crash_leaves_goes_with_the_next_sweep(play: Play) -> None:
    async def act(scene: Scene) -> None:
        job = await scene.job()
        video = await scene.house.assets.get(job.video_asset or job.id)
        # A sweep that died after marking, and one that died after the object was gone.
        await scene.house.database.write(
            lambda connection: condemn(connection, assets.c.job_id == job.id, at=scene.clock())
        )
        await scene.house.media.delete([video.object_key])
        with pytest.raises(NotFound):
            await scene.house.assets.get(video.id)
        assert await scene.retention.sweep() == Swept(removed=2)
        assert (await scene.rows(assets), await scene.keys()) == (0, [])

    play(act)


def test_while_the_store_is_lost_what_is_deleted_is_gone_and_its_files_follow(
    tmp_path: Path, database_url: str
) -> None:
    async def go() -> None:
        with mounted(tmp_path / "disk") as disk:
            scene = Scene(disk, database_url.replace(str(tmp_path), str(tmp_path / "database")))
            deleted, kept = await scene.job(), await scene.job()
            with read_only(disk):
                await scene.house.desk.delete(deleted.id, ANNA)
                with pytest.raises(NotFound):
                    await scene.house.store.get(deleted.id)
                with pytest.raises(StoreUnavailable):
                    await bury(scene.house.database, scene.house.media, at=scene.clock())
            assert len(await scene.keys()) == 4
            assert await scene.retention.sweep() == Swept(removed=2)
            assert len(await scene.keys()) == 2
            assert (await scene.house.store.get(kept.id)).id == kept.id
            scene.house.close()

    asyncio.run(go())


def test_the_audit_removes_what_has_no_row_and_tells_what_has_no_file(play: Play) -> None:
    async def act(scene: Scene) -> None:
        scene.clock.at = 4_000_000_000.0  # beyond the files' own times
        media = scene.house.media
        done, running = await scene.job(), await scene.house.submit()
        token = uuid4()
        await scene.house.store.change(running.id, Claimed(at=scene.clock(), run_token=token, worker="w"))
        await scene.house.store.change(
            running.id, Advanced(at=scene.clock(), progress=Progress("storing", 0.95)), run_token=token
        )
        alive, dead = f"videos/{running.id}/{token}.mp4", f"videos/{running.id}/{uuid4()}.mp4"
        for key in (alive, dead, "uploads/lone.png"):
            await media.put_bytes(key, b"lone", media_type="image/png")
        lost = await scene.house.assets.get(done.poster_asset or done.id)
        await media.delete([lost.object_key])

        young = await scene.retention.orphans(3_000_000_000.0)
        assert (young.removed, young.missing) == (0, [lost.id])
        looked = await scene.retention.orphans(60, dry_run=True)
        assert (looked.removed, looked.bytes) == (2, 8)
        assert len(await scene.keys()) == 4
        found = await scene.retention.orphans(60)
        assert (found.removed, found.bytes, found.missing_count) == (2, 8, 1)
        assert alive in await scene.keys()
        assert dead not in await scene.keys()
        assert (await scene.retention.orphans(60)).removed == 0

    play(act)


def test_a_read_after_a_links_end_gives_a_new_link_while_the_file_lives(play: Play) -> None:
    async def act(scene: Scene) -> None:
        job = await scene.job()

        async def link() -> str:
            shown = await scene.house.get(job.id)
            return str(getattr(shown.outcome, "video_url", None))

        first = await link()
        assert await link() == first
        scene.clock.forward(DAY + 1)
        await scene.retention.sweep()
        assert await link() != first
        assert (await scene.house.assets.get(job.video_asset or job.id)).state == "ready"

    play(act)
