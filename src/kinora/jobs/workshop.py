"""What a worker does with one job: claim it, fetch its media, have it rendered, check and store the file.

Every write names the run that makes it; a run that was replaced or cancelled loses its next write and stops.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import shutil
import time
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from uuid import UUID, uuid4

import sqlalchemy as sa

from kinora.engines.base import Inputs
from kinora.engines.pool import RenderPool
from kinora.engines.registry import Registry
from kinora.engines.rendering import Rendered
from kinora.jobs.asset import Asset, Purpose
from kinora.jobs.inputs import InputFiles, Judge
from kinora.jobs.job import Advanced, Broke, Claimed, Finished, Fitted, Job
from kinora.jobs.patience import own_disk, stored, tidied
from kinora.jobs.store import JobStore, LostJob
from kinora.jobs.tables import assets, jobs
from kinora.media.fetch import FetchRules
from kinora.media.measure import Probe
from kinora.media.store import MediaStore
from kinora.spec.errors import Busy, DeadlinePassed, JobError, NotAllowed, NotFound
from kinora.spec.outcome import Progress, Stage
from kinora.spec.plan import Plan

_logger = logging.getLogger(__name__)

T = TypeVar("T")

_CLOSING_SECONDS = 0.01
_FIRST_WAIT_SECONDS = 0.5
_LONGEST_WAIT_SECONDS = 15.0
_LAST_TRY_SECONDS = 30.0
_FETCHED = 0.05
_RENDERED = 0.95
"""Of a whole job the engine's own work is what lies between these two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How a workshop works.

    root: a local folder for the files of running jobs, in which each worker has its own. deadline_seconds: the longest
    that one run may take. max_runs: how often a job is begun before it is given up. keep_seconds: how long finished
    files are kept. report_seconds: the shortest time between two writes of progress.
    """

    root: Path
    deadline_seconds: float = 3600.0
    max_runs: int = 5
    keep_seconds: float = 30 * 86_400.0
    report_seconds: float = 0.25
    rules: FetchRules = field(default_factory=FetchRules)


Render = Callable[[str, Plan, Inputs, Callable[[Progress], Awaitable[None]]], Awaitable[Rendered]]
"""An engine's import path, the plan, its inputs and whom to tell of progress: as `render_in_child` takes them."""


@dataclass(frozen=True, slots=True)
class _Run:
    """A run that goes on in this process."""

    token: UUID | None
    loop: asyncio.AbstractEventLoop
    task: asyncio.Task[None]


class Workshop:
    """Runs jobs, each in its own folder `<root>/<worker>/<job id>/<run token>`."""

    def __init__(
        self,
        store: JobStore,
        media: MediaStore,
        registry: Registry,
        terms: Terms,
        *,
        worker: str = "worker",
        render: Render | None = None,
        judge: Judge = lambda job, seen: None,
        now: Callable[[], float] = time.time,
        new_id: Callable[[], UUID] = uuid4,
    ) -> None:
        self._store = store
        self._media = media
        self._registry = registry
        self._terms = terms
        self._worker = worker
        self._pool = RenderPool()
        self._render = render or self._pool.render
        self._inputs = InputFiles(store.database, media, terms.rules, judge)
        self._now = now
        self._new_id = new_id
        self._is_closed = False
        self._runs: dict[UUID, _Run] = {}

    def clear(self, alive: Collection[str]) -> None:
        """Remove the folders of workers that are no longer alive."""
        if self._terms.root.is_dir():
            for folder in self._terms.root.iterdir():
                if folder.name not in alive:
                    shutil.rmtree(folder, ignore_errors=True)

    @property
    def running(self) -> int:
        """How many jobs run here."""
        return len(self._runs)

    def has(self, id: UUID) -> bool:
        """Whether a job runs here."""
        return id in self._runs

    async def check(self) -> None:
        """Stop the runs that no longer own their jobs: cancelled, deleted or taken over elsewhere."""
        if not self._runs:
            return
        runs = dict(self._runs)
        wanted = sa.select(jobs.c.id, jobs.c.run_token, jobs.c.state).where(jobs.c.id.in_(runs))
        rows = await self._store.database.read(lambda connection: connection.execute(wanted).all())
        # A job that has succeeded belongs to no run any more either: the one that ended it is on its way out.
        owned = {row.id: runs[row.id].token if row.state == "succeeded" else row.run_token for row in rows}
        for id, run in runs.items():
            if owned.get(id) != run.token:
                self.stop(id)

    async def claim(self, id: UUID) -> Job | None:
        """Take a job for a new run; None when there is nothing to do for it any more.

        In a closed workshop this waits to be cancelled: the job stays for the next one.
        """
        await self._stay_open()
        claimed = Claimed(at=self._now(), run_token=self._new_id(), worker=self._worker)
        try:
            before, job = await _insisting(lambda: self._store.change(id, claimed))
        except (NotFound, NotAllowed):
            return None
        if before.run_token is not None:
            await self._clean_up(before)
        if job.runs > self._terms.max_runs:
            await self._fail(job, "engine_failed", f"The job was interrupted {self._terms.max_runs} times.")
            return None
        return job

    async def run(self, job: Job) -> None:
        """Bring a claimed job to its end, or leave it to whoever owns it by now."""
        await self._stay_open()
        run = asyncio.create_task(self._run(job))
        self._runs[job.id] = _Run(job.run_token, asyncio.get_running_loop(), run)
        try:
            await run
        except asyncio.CancelledError:
            me = asyncio.current_task()
            if me is not None and me.cancelling():
                raise
        finally:
            del self._runs[job.id]
        if run.cancelled():
            await self._stay_open()
            # Stopped by `stop`: the job's row is final already, so nothing can publish these files any more. It may
            # have done so just before.
            if not await self._has_published(job):
                await tidied(self._media, _keys(job))

    def stop(self, id: UUID) -> bool:
        """Stop the run of a job whose row says that it is over, at once, from any thread; False without such a run."""
        if (found := self._runs.get(id)) is None:
            return False
        found.loop.call_soon_threadsafe(found.task.cancel)
        return True

    async def close(self) -> None:
        """Cut every run off, wait until its processes are gone, and begin no other. The jobs stay as they are."""
        self._is_closed = True
        for id in tuple(self._runs):
            self.stop(id)
        while self._runs:
            await asyncio.sleep(_CLOSING_SECONDS)
        await self._pool.close()
        await asyncio.to_thread(shutil.rmtree, self._terms.root / self._worker, ignore_errors=True)

    async def _stay_open(self) -> None:
        if self._is_closed:
            # Keeps its place in line until the end, so that no other job is taken in its stead.
            await asyncio.Event().wait()

    async def _run(self, job: Job) -> None:
        try:
            await self._make_in_time(job)
        except (LostJob, NotAllowed, NotFound) as lost:
            _logger.info("%s", lost)
        except JobError as error:
            await self._fail(job, error.code, error.message)
        except Exception:
            _logger.exception("job %s failed", job.id)
            await self._fail(job, "internal", "Something went wrong on this server; its log has the details.")
        finally:
            self._tidy(job)

    async def _make_in_time(self, job: Job) -> None:
        seconds = self._terms.deadline_seconds
        if job.spec.expires_seconds is not None:
            seconds = max(0.0, min(seconds, job.created + job.spec.expires_seconds - self._now()))
        limit = asyncio.timeout(seconds)
        try:
            async with limit:
                with own_disk():
                    await self._make(job)
        except TimeoutError:
            if not limit.expired():
                raise
            raise DeadlinePassed(f"The job took longer than {seconds:g} seconds.") from None

    async def _make(self, job: Job) -> None:
        folder = self._folder(job)
        folder.mkdir(parents=True)

        async def fetched(share: float) -> None:
            await self._advance(job, "fetching", _FETCHED * share)

        gathered = await self._insist(
            job, lambda: self._inputs.gather(job, folder, fetched), "The job's media could not be read."
        )
        plan = job.plan if gathered.guide is None else job.plan.fitted(*gathered.guide)
        if plan != job.plan:
            fitted = Fitted(at=self._now(), plan=plan)
            await _insisting(lambda: self._store.change(job.id, fitted, run_token=job.run_token))
        engine = self._registry.target(plan.route[0])
        rendered = await self._render(engine, plan, gathered.inputs, self._reporter(job))
        await self._advance(job, "storing", _RENDERED)
        await self._deliver(job, rendered)

    def _reporter(self, job: Job) -> Callable[[Progress], Awaitable[None]]:
        last: float | None = None

        async def report(progress: Progress) -> None:
            nonlocal last
            if last is not None and self._now() - last < self._terms.report_seconds:
                return
            last = self._now()
            await self._advance(job, progress.stage, _FETCHED + (_RENDERED - _FETCHED) * progress.fraction)

        return report

    async def _advance(self, job: Job, stage: Stage, fraction: float) -> None:
        event = Advanced(at=self._now(), progress=Progress(stage, fraction))
        with contextlib.suppress(Busy):  # the next report will do
            await self._store.change(job.id, event, run_token=job.run_token)

    async def _deliver(self, job: Job, rendered: Rendered) -> None:
        """Store the files, then say so in the one transaction that ends the job."""
        keys = _keys(job)
        try:
            video = await self._put(job, "video", keys[0], rendered.clip.path, rendered.seen)
            picture = await self._put(job, "poster", keys[1], rendered.poster, rendered.poster_seen)
            last = None
            if rendered.last_frame is not None and rendered.last_frame_seen is not None:
                last = await self._put(job, "last_frame", keys[2], rendered.last_frame, rendered.last_frame_seen)
            done = Finished(
                at=self._now(),
                engine=rendered.clip.engine,
                video_asset=video.id,
                poster_asset=picture.id,
                last_frame_asset=None if last is None else last.id,
                expires=self._now() + self._terms.keep_seconds,
                notes=rendered.clip.notes,
            )
            rows = [asset.row() for asset in (video, picture, last) if asset is not None]

            def also(connection: sa.Connection) -> None:
                connection.execute(assets.insert(), rows)

            await _insisting(lambda: self._store.change(job.id, done, run_token=job.run_token, also=also))
        except (LostJob, NotAllowed, NotFound):
            if not await self._has_published(job):
                await tidied(self._media, keys)
                raise

    async def _has_published(self, job: Job) -> bool:
        """Whether this run's files are the job's: a write whose answer got lost may have been made all the same."""
        wanted = sa.select(assets.c.id).where(assets.c.object_key.in_(_keys(job)), assets.c.job_id == job.id)
        return bool(await _insisting(lambda: self._store.database.read(lambda one: one.execute(wanted).first())))

    async def _insist(self, job: Job, work: Callable[[], Awaitable[T]], failed: str) -> T:
        """Work with the store, for as long as the run may take: a store that is lost may come back."""
        limit = self._terms.deadline_seconds
        # Early enough that the cause is told, and not that time was up.
        until = job.updated + max(limit / 2, limit - _LAST_TRY_SECONDS)
        return await stored(work, until=until, sleep=asyncio.sleep, now=self._now, failed=failed)

    async def _put(self, job: Job, purpose: Purpose, key: str, path: Path, seen: Probe) -> Asset:
        size = await self._insist(
            job,
            lambda: self._media.put_file(key, path, media_type=seen.media_type),
            "The finished file could not be stored.",
        )
        return Asset(
            id=self._new_id(),
            owner=job.owner,
            purpose=purpose,
            state="ready",
            suffix=Path(key).suffix,
            object_key=key,
            created=self._now(),
            kind=seen.kind,
            media_type=seen.media_type,
            bytes=size,
            width=seen.width,
            height=seen.height,
            seconds=seen.seconds,
            job_id=job.id,
            expires=self._now() + self._terms.keep_seconds,
        )

    async def _fail(self, job: Job, code: str, message: str) -> None:
        event = Broke(at=self._now(), code=code, message=message)
        with contextlib.suppress(LostJob, NotAllowed, NotFound):
            await _insisting(lambda: self._store.change(job.id, event, run_token=job.run_token))

    async def _clean_up(self, dead: Job) -> None:
        """Remove what a dead run may have left: its folder, and files stored but never published."""
        await asyncio.to_thread(self._tidy, dead)
        await tidied(self._media, _keys(dead))

    def _tidy(self, job: Job) -> None:
        # Whoever's folder it lies in: a dead run may have been another worker's on this machine.
        for folder in self._terms.root.glob(f"*/{job.id}/{job.run_token}"):
            shutil.rmtree(folder, ignore_errors=True)
            with contextlib.suppress(OSError):  # another run's folder may lie beside it
                folder.parent.rmdir()

    def _folder(self, job: Job) -> Path:
        return self._terms.root / self._worker / str(job.id) / str(job.run_token)


async def _insisting(write: Callable[[], Awaitable[T]]) -> T:
    """The same write until the database takes it: what happened has happened, whether or not it can be written down."""
    wait = _FIRST_WAIT_SECONDS
    while True:
        try:
            return await write()
        except Busy as busy:
            _logger.warning("trying again in %g seconds: %s", wait, busy)
            await asyncio.sleep(wait)
            wait = min(2 * wait, _LONGEST_WAIT_SECONDS)


def _keys(job: Job) -> tuple[str, str, str]:
    """Where a run stores its video, its poster and its last frame: no two runs write to the same place."""
    run = f"{job.id}/{job.run_token}"
    return f"videos/{run}.mp4", f"posters/{run}.jpg", f"frames/{run}.png"
