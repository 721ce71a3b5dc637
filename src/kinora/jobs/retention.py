"""What goes when its time has passed: finished clips, uploads, places for uploads that never came, old jobs.

Decides what; how it goes is `removal.py`. May be done by any number of processes at once, and again at any time.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from uuid import UUID

import sqlalchemy as sa

from kinora.jobs.audit import Orphans, audit
from kinora.jobs.job import UNFINISHED, Broke
from kinora.jobs.line import WAITING
from kinora.jobs.removal import bury, condemn, forget
from kinora.jobs.store import JobStore, LostJob
from kinora.jobs.tables import assets, jobs
from kinora.media.store import MediaStore
from kinora.spec.errors import DeadlinePassed, NotAllowed, NotFound

_FILES_AT_ONCE = 200
_JOBS_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep did: files whose time had passed, files removed from the store with their rows, jobs forgotten,
    and jobs that failed because they had waited too long.
    """

    expired: int = 0
    removed: int = 0
    forgotten: int = 0
    overdue: int = 0


class Retention:
    """The policy of one installation. history_seconds: how long a finished job that is not pinned is remembered."""

    def __init__(
        self,
        store: JobStore,
        media: MediaStore,
        *,
        history_seconds: float,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._store = store
        self._database = store.database
        self._media = media
        self._history_seconds = history_seconds
        self._now = now

    async def sweep(self) -> Swept:
        """Let go what is due. While the store is lost, all but its files goes, and then StoreUnavailable is raised."""
        overdue = await self.fail_overdue()
        return replace(await self.clear(), overdue=overdue)

    async def clear(self) -> Swept:
        """The files and the old jobs alone."""
        expired = await self._in_batches(self._condemn_expired, _FILES_AT_ONCE)
        forgotten = await self._in_batches(self._forget_old, _JOBS_AT_ONCE)
        removed = await bury(self._database, self._media, at=self._now())
        return Swept(expired=expired, removed=removed, forgotten=forgotten)

    async def fail_overdue(self) -> int:
        """End queued jobs that waited past their deadline, with the code `expired`; answer how many."""
        overdue = (*WAITING, jobs.c.queue > "", jobs.c.state == "queued", jobs.c.deadline <= self._now())
        wanted = sa.select(jobs.c.id).where(*overdue).limit(_JOBS_AT_ONCE)
        failed = 0
        while ids := await self._database.read(lambda connection: list(connection.execute(wanted).scalars())):
            some = sum([await self._fail(id) for id in ids])
            failed += some
            if not some:
                break
        return failed

    async def orphans(self, older_than_seconds: float, *, dry_run: bool = False) -> Orphans:
        """Compare the whole store with the rows: see `audit`."""
        at = self._now()
        return await audit(self._database, self._media, at=at, older_than_seconds=older_than_seconds, dry_run=dry_run)

    async def due(self) -> Swept:
        """What a sweep would do, without doing it."""

        def work(connection: sa.Connection) -> Swept:
            def count(*which: sa.ColumnElement[bool]) -> int:
                return int(connection.execute(sa.select(sa.func.count()).where(*which)).scalar_one())

            expired = count(self._is_expired())
            marked = count(assets.c.state == "deleted", assets.c.expires <= self._now())
            return Swept(expired=expired, removed=expired + marked, forgotten=count(self._is_old()))

        return await self._database.read(work)

    async def _fail(self, id: UUID) -> bool:
        """End one job, unless a worker or its owner was faster."""
        message = "The job waited longer than it may."
        with suppress(NotFound, NotAllowed, LostJob):
            event = Broke(at=self._now(), code=DeadlinePassed.code, message=message)
            await self._store.change(id, event, only="queued")
            return True
        return False

    async def _in_batches(self, batch: Callable[[sa.Connection], int], size: int) -> int:
        """A unit of work until it finds less than a whole batch: no transaction holds up others for long."""
        done = 0
        while True:
            some = await self._database.write(batch)
            done += some
            if some < size:
                return done

    def _condemn_expired(self, connection: sa.Connection) -> int:
        wanted = sa.select(assets.c.id).where(self._is_expired()).limit(_FILES_AT_ONCE)
        ids = list(connection.execute(wanted).scalars())
        return condemn(connection, assets.c.id.in_(ids), at=self._now()) if ids else 0

    def _forget_old(self, connection: sa.Connection) -> int:
        wanted = sa.select(jobs.c.id).where(self._is_old()).order_by(jobs.c.finished).limit(_JOBS_AT_ONCE)
        # Locked: who pins one of them now is either seen here, or finds it gone.
        ids = list(connection.execute(wanted.with_for_update(skip_locked=True)).scalars())
        return forget(connection, ids, at=self._now()) if ids else 0

    def _is_expired(self) -> sa.ColumnElement[bool]:
        pinned = sa.exists().where(jobs.c.id == assets.c.job_id, jobs.c.pinned)
        return sa.and_(assets.c.expires <= self._now(), assets.c.state != "deleted", ~pinned)

    def _is_old(self) -> sa.ColumnElement[bool]:
        over = self._now() - self._history_seconds
        # Nothing changes a finished job but its owner's pin: the time of one that was taken off begins then.
        since = (jobs.c.finished <= over, jobs.c.updated <= over)
        return sa.and_(*since, jobs.c.state.not_in(UNFINISHED), ~jobs.c.pinned)
