"""Jobs in the database: written by compare-and-set through `advance`, one event a change, read by owner.

The clock is handed in. Knows nothing of what a job does while it runs.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from uuid import UUID

import sqlalchemy as sa

from kinora.jobs.database import Database
from kinora.jobs.job import UNFINISHED, Advanced, Event, Job, advance
from kinora.jobs.tables import events, job_of, jobs, metadata, row_of
from kinora.spec.errors import KinoraError, NotFound

# Values go in as parameters, not as part of the statement: building the statement costs more than running it.
_NEW_JOB = jobs.insert()
_NEW_EVENT = events.insert()

Also = Callable[[sa.Connection], None]
"""More writes for the same transaction."""


class LostJob(KinoraError):
    """The run that writes no longer owns the job: it was cancelled, or another run has it."""

    code = "lost_job"


class JobStore:
    """The jobs of one installation."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def create_tables(self) -> None:
        """Create what is missing."""
        metadata.create_all(self.database.engine)

    async def add(self, job: Job, also: Also) -> Job:
        """Store a new job and its first event; answer the earlier job when the owner used the idempotency key before.

        also: what must become durable with the job or not at all (its place in the queue).
        """
        row = row_of(job)

        def work(connection: sa.Connection) -> Job:
            if job.idempotency_key is not None and (first := _by_key(connection, job)) is not None:
                return first
            connection.execute(_NEW_JOB, row)
            _append(connection, job, at=job.created, sequence=1)
            also(connection)
            return job

        return await self.database.write(work)

    async def change(
        self, id: UUID, event: Event, *, run_token: UUID | None = None, also: Also | None = None
    ) -> tuple[Job, Job]:
        """Apply an event; answer the job before and after it.

        run_token: the run that writes. Raises LostJob when the job belongs to no run or another one, NotFound when
        there is no such job, NotAllowed when its state forbids the event.
        """

        def work(connection: sa.Connection) -> tuple[Job, Job]:
            before = _locked(connection, id)
            if run_token is not None and before.run_token != run_token:
                raise LostJob(f"Job {id} no longer belongs to this run")
            after = advance(before, event)
            _replace(connection, before, after)
            if not isinstance(event, Advanced) or after.stage != before.stage:
                _append(connection, after, at=event.at)
            if also is not None:
                also(connection)
            return before, after

        return await self.database.write(work)

    async def get(self, id: UUID, owner: UUID | None = None) -> Job:
        """A job, of this owner if one is given. Raises NotFound."""
        return await self.database.read(lambda connection: _one(connection, id, owner))

    async def list(
        self,
        owner: UUID,
        *,
        via: str | None = None,
        models: Collection[str] | None = None,
        tier: str | None = None,
        limit: int = 20,
        offset: int = 0,
    ) -> tuple[tuple[Job, ...], int]:
        """An owner's jobs, newest first, and how many there are in all."""
        wanted = [jobs.c.owner == owner]
        if via is not None:
            wanted.append(jobs.c.via == via)
        if models is not None:
            wanted.append(jobs.c.model.in_(models))
        if tier is not None:
            wanted.append(jobs.c.tier == tier)
        rows = sa.select(jobs).where(*wanted).order_by(jobs.c.created.desc(), jobs.c.id).limit(limit).offset(offset)
        count = sa.select(sa.func.count()).select_from(jobs).where(*wanted)

        def work(connection: sa.Connection) -> tuple[tuple[Job, ...], int]:
            found = connection.execute(rows).mappings().all()
            return tuple(job_of(dict(row)) for row in found), connection.execute(count).scalar_one()

        return await self.database.read(work)

    async def unfinished(self) -> tuple[UUID, ...]:
        """The jobs that are queued or running, oldest first."""
        wanted = sa.select(jobs.c.id).where(jobs.c.state.in_(UNFINISHED)).order_by(jobs.c.created)
        return await self.database.read(lambda connection: tuple(connection.execute(wanted).scalars()))

    async def remove(self, id: UUID, owner: UUID) -> None:
        """Forget a job and its events. Raises NotFound."""

        def work(connection: sa.Connection) -> None:
            _one(connection, id, owner)
            connection.execute(events.delete().where(events.c.job_id == id))
            connection.execute(jobs.delete().where(jobs.c.id == id))

        await self.database.write(work)

    async def history(self, id: UUID) -> Sequence[tuple[str, dict[str, object]]]:
        """What happened to a job, in order: the state it took on, and the details."""
        wanted = sa.select(events.c.kind, events.c.data).where(events.c.job_id == id).order_by(events.c.sequence)
        rows = await self.database.read(lambda connection: connection.execute(wanted).all())
        return [(kind, json.loads(data)) for kind, data in rows]


def _one(connection: sa.Connection, id: UUID, owner: UUID | None) -> Job:
    wanted = sa.select(jobs).where(jobs.c.id == id)
    row = connection.execute(wanted if owner is None else wanted.where(jobs.c.owner == owner)).mappings().first()
    if row is None:
        raise NotFound("job", str(id))
    return job_of(dict(row))


def _locked(connection: sa.Connection, id: UUID) -> Job:
    row = connection.execute(sa.select(jobs).where(jobs.c.id == id).with_for_update()).mappings().first()
    if row is None:
        raise NotFound("job", str(id))
    return job_of(dict(row))


def _by_key(connection: sa.Connection, job: Job) -> Job | None:
    wanted = sa.select(jobs).where(jobs.c.owner == job.owner, jobs.c.idempotency_key == job.idempotency_key)
    row = connection.execute(wanted).mappings().first()
    return None if row is None else job_of(dict(row))


def _replace(connection: sa.Connection, before: Job, after: Job) -> None:
    old, new = row_of(before), row_of(after)
    changed = {name: value for name, value in new.items() if value != old[name]}
    if not changed:
        return
    same = (
        jobs.c.id == before.id,
        jobs.c.state == before.state,
        jobs.c.run_token.is_not_distinct_from(before.run_token),
    )
    if connection.execute(jobs.update().where(*same).values(**changed)).rowcount != 1:
        raise LostJob(f"Job {before.id} was changed by somebody else")


def _append(connection: sa.Connection, job: Job, *, at: float, sequence: int | None = None) -> None:
    details = {"stage": job.stage, "fraction": job.fraction, "run": job.runs, "error": job.error_code}
    event = {
        "job_id": job.id,
        "sequence": _next_sequence(connection, job.id) if sequence is None else sequence,
        "at": at,
        "kind": job.state,
        "data": json.dumps(details),
    }
    connection.execute(_NEW_EVENT, event)


def _next_sequence(connection: sa.Connection, id: UUID) -> int:
    last = sa.select(sa.func.coalesce(sa.func.max(events.c.sequence), 0)).where(events.c.job_id == id)
    return int(connection.execute(last).scalar_one()) + 1
