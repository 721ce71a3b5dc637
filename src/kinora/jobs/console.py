"""The operator's view of an installation: anybody's jobs with all about them, workers, and what may be done to them.

Works on the database alone: no server need run, and any number may. Knows no owner's rights.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

import sqlalchemy as sa

from kinora.catalogue.resolve import remarks
from kinora.jobs.asset import Asset
from kinora.jobs.delivery_log import Attempt, Delivery, DeliveryLog
from kinora.jobs.feed import Feed, Moment
from kinora.jobs.job import Job, State, Stopped
from kinora.jobs.leases import database_clock
from kinora.jobs.line import OUT
from kinora.jobs.pin import pin
from kinora.jobs.store import JobStore
from kinora.jobs.tables import assets, job_of, jobs, workers
from kinora.spec.errors import KinoraError, NotAllowed, NotFound
from kinora.spec.outcome import Note, Stage

LEAST_DIGITS = 4
"""The shortest part of an id that may stand for it."""
_SHOWN = 5


class Ambiguous(KinoraError):
    """Several things go by what was given."""

    code = "ambiguous"


@dataclass(frozen=True, slots=True, kw_only=True)
class StageTime:
    """How long a run of a job was in one stage. run: 0 for the wait before the first. seconds: None while it lasts."""

    run: int
    stage: Stage
    worker: str | None
    at: float
    seconds: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """All that is known of a job. files: those that are not deleted."""

    job: Job
    moments: tuple[Moment, ...]
    stages: tuple[StageTime, ...]
    files: tuple[Asset, ...]
    deliveries: tuple[tuple[Delivery, tuple[Attempt, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerLine:
    """A worker. seen_seconds: how long ago it last renewed its lease. is_alive: whether the lease still holds."""

    id: str
    host: str
    pid: int
    queues: tuple[str, ...]
    slots: int
    running: int
    version: str
    started: float
    seen_seconds: float
    is_alive: bool
    is_draining: bool


class Console:
    """What the commands do. keep_seconds: how long files stay that are no longer pinned."""

    def __init__(
        self,
        store: JobStore,
        *,
        keep_seconds: float,
        now: Callable[[], float] = time.time,
        new_id: Callable[[], UUID] = uuid4,
    ) -> None:
        self._store = store
        self._database = store.database
        self._feed = Feed(store.database)
        self._log = DeliveryLog(store.database)
        self._keep_seconds = keep_seconds
        self._now = now
        self._new_id = new_id

    async def find(self, text: str) -> UUID:
        """The job whose id begins so. Raises NotFound, and Ambiguous when several do."""
        digits = text.replace("-", "").lower()
        if not re.fullmatch(rf"[0-9a-f]{{{LEAST_DIGITS},32}}", digits):
            raise NotFound("job", text)
        first, last = UUID(digits.ljust(32, "0")), UUID(digits.ljust(32, "f"))
        wanted = sa.select(jobs.c.id).where(jobs.c.id >= first, jobs.c.id <= last).order_by(jobs.c.id).limit(_SHOWN)
        found: Sequence[UUID] = await self._database.read(lambda connection: connection.execute(wanted).scalars().all())
        if not found:
            raise NotFound("job", text)
        if len(found) > 1:
            raise Ambiguous(f"Several jobs begin with {text}: {', '.join(map(str, found))}")
        return found[0]

    async def list(self, *, state: State | None = None, owner: UUID | None = None, limit: int = 20) -> tuple[Job, ...]:
        """Jobs, newest first: in this state or of this owner where one is given."""
        wanted = sa.select(jobs).order_by(jobs.c.created.desc(), jobs.c.id.desc()).limit(limit)
        if state is not None:
            wanted = wanted.where(jobs.c.state == state)
        if owner is not None:
            wanted = wanted.where(jobs.c.owner == owner)
        rows = await self._database.read(lambda connection: connection.execute(wanted).mappings().all())
        return tuple(job_of(dict(row)) for row in rows)

    async def job(self, id: UUID) -> Job:
        """One job as it is now. Raises NotFound."""
        return await self._store.get(id)

    async def record(self, id: UUID) -> Record:
        """All that is known of a job. Raises NotFound."""
        job = await self._store.get(id)
        moments = await self._feed.history(id)
        wanted = sa.select(assets).where(assets.c.job_id == id, assets.c.state != "deleted").order_by(assets.c.created)
        rows = await self._database.read(lambda connection: connection.execute(wanted).mappings().all())
        sent = await self._log.list(job=id)
        return Record(
            job=job,
            moments=moments,
            stages=stage_times(moments),
            files=tuple(Asset(**row) for row in rows),
            deliveries=tuple([await self._log.get(delivery.id) for delivery in reversed(sent)]),
        )

    async def cancel(self, id: UUID) -> Job:
        """End a job that is queued or running. Raises NotFound, and NotAllowed for a finished one."""
        return (await self._store.change(id, Stopped(at=self._now())))[1]

    async def retry(self, id: UUID) -> Job:
        """Put a new job in line that asks for the same: the same plan, seed, owner and key.

        Raises NotFound, and NotAllowed for a job that is not finished.
        """
        first = await self._store.get(id)
        if not first.is_finished:
            raise NotAllowed(f"A job that is {first.state} can't be retried")
        at = self._now()
        note = Note("retry", "This job asks for the same as an earlier one.", (str(first.id),))
        return await self._store.add(
            Job(
                id=self._new_id(),
                owner=first.owner,
                key=first.key,
                via=first.via,
                base=first.base,
                spec=first.spec,
                plan=first.plan,
                notes=(*remarks(first.spec), note),
                queue=first.queue,
                lane=first.lane,
                priority=first.priority,
                deadline=None if first.deadline is None else at + first.deadline - first.created,
                content=first.content,
                created=at,
                updated=at,
            )
        )

    async def pin(self, id: UUID, *, pinned: bool) -> Job:
        """Keep a job's files for good, or no longer. Raises NotFound, and NotAllowed without any files."""
        job = await self._store.get(id)
        return await pin(self._store, job, pinned=pinned, at=self._now(), keep_seconds=self._keep_seconds)

    async def workers(self) -> tuple[WorkerLine, ...]:
        """Every worker that has not been struck out, by host and age."""
        return await self._database.read(_workers)

    async def drain(self, names: Sequence[str] | None) -> tuple[str, ...]:
        """Tell workers to take no more jobs and leave; None for all. Answers their ids.

        names: ids, or their beginnings or ends. Raises NotFound, and Ambiguous for a name that fits several.
        """
        known = [worker.id for worker in await self.workers()]
        chosen = known if names is None else [_the_worker(name, known) for name in names]
        change = workers.update().where(workers.c.id.in_(chosen)).values(draining=True)
        await self._database.write(lambda connection: connection.execute(change).rowcount)
        return tuple(chosen)


def stage_times(moments: Sequence[Moment]) -> tuple[StageTime, ...]:
    """The stages that a job went through, in order, each with the time until the next."""
    begun: list[Moment] = []
    end: float | None = None
    for moment in moments:
        if moment.pinned is not None:
            continue
        if moment.is_last:
            end = moment.at
        elif not begun or (moment.run, moment.stage) != (begun[-1].run, begun[-1].stage):
            begun.append(moment)
    ends = [*(moment.at for moment in begun[1:]), end]
    return tuple(
        StageTime(
            run=moment.run,
            stage=moment.stage,
            worker=moment.worker if moment.run else None,
            at=moment.at,
            seconds=None if until is None else until - moment.at,
        )
        for moment, until in zip(begun, ends, strict=False)
    )


def _workers(connection: sa.Connection) -> tuple[WorkerLine, ...]:
    clock = database_clock(connection)
    counted = sa.select(jobs.c.worker, sa.func.count().label("number")).where(*OUT).group_by(jobs.c.worker)
    running = {row.worker: row.number for row in connection.execute(counted)}
    age = (clock - workers.c.seen).label("age")
    rows = connection.execute(sa.select(workers, age).order_by(workers.c.host, workers.c.started)).all()
    return tuple(
        WorkerLine(
            id=row.id,
            host=row.host,
            pid=row.pid,
            queues=tuple(row.queues.split(",")),
            slots=row.slots,
            running=running.get(row.id, 0),
            version=row.version,
            started=row.started,
            seen_seconds=max(row.age, 0.0),
            is_alive=row.age < row.lease,
            is_draining=row.draining,
        )
        for row in rows
    )


def _the_worker(name: str, known: Sequence[str]) -> str:
    if name in known:
        return name
    found = [id for id in known if len(name) >= LEAST_DIGITS and (id.startswith(name) or id.endswith(name))]
    if not found:
        raise NotFound("worker", name)
    if len(found) > 1:
        raise Ambiguous(f"Several workers go by {name}: {', '.join(found)}")
    return found[0]
