"""Jobs in the database: written by compare-and-set through `advance`, one event a change, read by owner.

The clock is handed in. Knows nothing of what a job does while it runs.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache
from uuid import UUID

import sqlalchemy as sa

from kinora.dialects.operations import Page
from kinora.jobs.database import Database
from kinora.jobs.job import Advanced, Event, Job, Kept, State, advance
from kinora.jobs.line import placed
from kinora.jobs.removal import forget
from kinora.jobs.search import searched
from kinora.jobs.statement import Row, Statement
from kinora.jobs.tables import events, job_of, jobs, row_of, tallies
from kinora.spec.errors import KinoraError, NotAllowed, NotFound

_NEW_JOB = Statement(jobs.insert())
_NEW_EVENT = Statement(events.insert(), columns=("job_id", "owner", "at", "kind", "data"))
_ID = jobs.c.id == sa.bindparam("id")
_OWNER = jobs.c.owner == sa.bindparam("owner")
_BY_ID = Statement(sa.select(jobs).where(_ID))
_OWNED = Statement(sa.select(jobs).where(_ID, _OWNER))
_LOCKED = Statement(sa.select(jobs).where(_ID).with_for_update())
_BY_KEY = Statement(sa.select(jobs).where(_OWNER, jobs.c.idempotency_key == sa.bindparam("idempotency_key")))
_BY_CONTENT = Statement(
    sa.select(jobs)
    .where(_OWNER, jobs.c.content == sa.bindparam("content"), jobs.c.created >= sa.bindparam("since"))
    .where(jobs.c.state.in_([sa.literal_column(f"'{state}'") for state in ("queued", "running", "succeeded")]))
    .limit(1)
)

_NEW_TALLY = Statement(tallies.insert())
_ONE_MORE = Statement(
    tallies.update()
    .where(*(column == sa.bindparam(f"its_{column.key}") for column in tallies.primary_key))
    .values(jobs=tallies.c.jobs + 1)
)

_EVENTS_LOCK = 0x6B696E6F726101  # any number that is ours alone
_STEPS = 20
"""So many parts of the whole way get an event each; what lies between is in the row alone."""

Also = Callable[[sa.Connection], None]
"""More writes for the same transaction."""
Witness = Callable[[sa.Connection, Job], None]
"""Told of every job that has changed, in the transaction that changes it; what it writes commits with it."""


class LostJob(KinoraError):
    """The run that writes no longer owns the job: it was cancelled, or another run has it."""

    code = "lost_job"


class JobStore:
    """The jobs of one installation."""

    def __init__(self, database: Database, *, witness: Witness | None = None) -> None:
        self.database = database
        self._witness = witness

    async def add(self, job: Job, *, same_since: float | None = None) -> Job:
        """Store a new job at the end of its line, with its first event.

        Answers an earlier job instead when the owner used the idempotency key before, or, from the time `same_since`
        on, sent an equal request that has not failed. Raises NotAllowed when the key came with another request.
        """

        def work(connection: sa.Connection) -> Job:
            if (first := _earlier(connection, job.owner, job.idempotency_key, job.content, same_since)) is not None:
                return first
            new = placed(connection, job)
            _NEW_JOB.run(connection, **row_of(new))
            _count(connection, new)
            _append(connection, new, at=new.created)
            return new

        return await self.database.write(work)

    async def repeated(
        self, owner: UUID, *, idempotency_key: str | None, content: str, same_since: float | None = None
    ) -> Job | None:
        """The job that such a request repeats, as `add` would answer it; None for a new one. Raises as `add` does."""
        return await self.database.read(
            lambda connection: _earlier(connection, owner, idempotency_key, content, same_since)
        )

    async def change(
        self,
        id: UUID,
        event: Event,
        *,
        run_token: UUID | None = None,
        only: State | None = None,
        also: Also | None = None,
    ) -> tuple[Job, Job]:
        """Apply an event; answer the job before and after it.

        run_token: the run that writes. only: the one state in which to do so. Raises LostJob when the job belongs to
        no run or another one or is in another state, NotFound when there is none, NotAllowed when its state forbids it.
        """

        def work(connection: sa.Connection) -> tuple[Job, Job]:
            before = _only(_LOCKED.rows(connection, id=id), id)
            if run_token is not None and before.run_token != run_token:
                raise LostJob(f"Job {id} no longer belongs to this run")
            if only is not None and before.state != only:
                raise LostJob(f"Job {id} is no longer {only}")
            after = advance(before, event)
            _replace(connection, before, after)
            if also is not None:
                also(connection)
            if self._witness is not None and after.state != before.state:
                self._witness(connection, after)
            if not isinstance(event, Advanced) or _is_step(before, after):
                _append(connection, after, at=event.at, pinned=after.pinned if isinstance(event, Kept) else None)
            return before, after

        return await self.database.write(work)

    async def get(self, id: UUID, owner: UUID | None = None) -> Job:
        """A job, of this owner if one is given. Raises NotFound."""
        if owner is None:
            rows = await self.database.fetch(_BY_ID, id=id)
        else:
            rows = await self.database.fetch(_OWNED, id=id, owner=owner)
        return _only(rows, id)

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
        if models is not None and not models:
            return (), 0
        given: dict[str, object] = {"owner": owner, "via": via, "tier": tier}
        given |= {f"model_{number}": model for number, model in enumerate(models or ())}
        values = {name: value for name, value in given.items() if value is not None}
        page, count = _lists(via is not None, None if models is None else len(models), tier is not None)

        def work(connection: sa.Connection) -> tuple[tuple[Job, ...], int]:
            total = int(count.rows(connection, **values)[0]["total"])
            # Nothing is looked for behind the last one, nor where the tallies know of none.
            rows = page.rows(connection, **values, limit=limit, offset=offset) if offset < total else []
            return tuple(map(job_of, rows)), total

        return await self.database.read(work)

    async def search(self, owner: UUID, page: Page) -> tuple[tuple[Job, ...], int, bool]:
        """The jobs that a page asks for, how many fit in all, and whether any come behind these.

        Raises NotFound for an `after` that is no job of the owner.
        """
        return await self.database.read(lambda connection: searched(connection, owner, page))

    async def remove(self, id: UUID, owner: UUID) -> None:
        """Forget a job and all about it; its files go with the next sweep. Raises NotFound."""

        def work(connection: sa.Connection) -> None:
            job = _only(_OWNED.rows(connection, id=id, owner=owner), id)
            forget(connection, [id], at=job.updated)

        await self.database.write(work)

    async def history(self, id: UUID) -> Sequence[tuple[str, dict[str, object]]]:
        """What happened to a job, in order: the state it took on, and the details."""
        wanted = sa.select(events.c.kind, events.c.data).where(events.c.job_id == id).order_by(events.c.position)
        rows = await self.database.read(lambda connection: connection.execute(wanted).all())
        return [(kind, json.loads(data)) for kind, data in rows]


def _only(rows: Sequence[Row], id: UUID) -> Job:
    if not rows:
        raise NotFound("job", str(id))
    return job_of(rows[0])


@cache
def _lists(via: bool, models: int | None, tier: bool) -> tuple[Statement, Statement]:
    """A page of an owner's jobs, newest first, and their number, by what is asked for. models: how many, if any."""

    def wanted(table: sa.Table) -> Iterator[sa.ColumnElement[bool]]:
        yield table.c.owner == sa.bindparam("owner")
        if via:
            yield table.c.via == sa.bindparam("via")
        if models is not None:
            yield table.c.model.in_([sa.bindparam(f"model_{number}") for number in range(models)])
        if tier:
            yield table.c.tier == sa.bindparam("tier")

    page = sa.select(jobs).where(*wanted(jobs)).order_by(jobs.c.created.desc(), jobs.c.id.desc())
    count = sa.select(sa.func.coalesce(sa.func.sum(tallies.c.jobs), 0).label("total")).where(*wanted(tallies))
    return Statement(page.limit(sa.bindparam("limit")).offset(sa.bindparam("offset"))), Statement(count)


def _earlier(
    connection: sa.Connection, owner: UUID, idempotency_key: str | None, content: str | None, same_since: float | None
) -> Job | None:
    """The job that such a request repeats, if there is one."""
    if idempotency_key is not None:
        rows = _BY_KEY.rows(connection, owner=owner, idempotency_key=idempotency_key)
        if rows and content is not None and rows[0]["content"] not in {None, content}:
            raise NotAllowed("This idempotency key was used before, with another request")
    elif same_since is not None and content is not None:
        rows = _BY_CONTENT.rows(connection, owner=owner, content=content, since=same_since)
    else:
        rows = []
    return job_of(rows[0]) if rows else None


def _count(connection: sa.Connection, job: Job) -> None:
    """One more in the owner's tally. Two that make the same one collide, and the later is done again."""
    which = {"owner": job.owner, "via": job.via, "model": job.plan.model, "tier": job.spec.size.tier or ""}
    if not _ONE_MORE.run(connection, **{f"its_{name}": value for name, value in which.items()}):
        _NEW_TALLY.run(connection, **which, jobs=1)


def _is_step(before: Job, after: Job) -> bool:
    return after.stage != before.stage or int(after.fraction * _STEPS) != int(before.fraction * _STEPS)


def _replace(connection: sa.Connection, before: Job, after: Job) -> None:
    old, new = row_of(before), row_of(after)
    changed = {f"new_{name}": value for name, value in new.items() if value != old[name]}
    if not changed:
        return
    same = {"old_id": before.id, "old_state": before.state, "old_run_token": before.run_token}
    if _update(tuple(changed)).run(connection, **same, **changed) != 1:
        raise LostJob(f"Job {before.id} was changed by somebody else")


@cache
def _update(changed: tuple[str, ...]) -> Statement:
    """Write these columns (`new_…`) if the state and the run are the old ones; there are only so many sets of them."""
    same = (
        jobs.c.id == sa.bindparam("old_id"),
        jobs.c.state == sa.bindparam("old_state"),
        jobs.c.run_token.is_not_distinct_from(sa.bindparam("old_run_token", type_=sa.Uuid)),
    )
    new: dict[str, sa.BindParameter[object]] = {name.removeprefix("new_"): sa.bindparam(name) for name in changed}
    return Statement(jobs.update().where(*same).values(**new))


def _append(connection: sa.Connection, job: Job, *, at: float, pinned: bool | None = None) -> None:
    """The last write of a transaction: from here to its commit no other one appends, so positions rise by commits."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_EVENTS_LOCK)))
    details = {
        "stage": job.stage,
        "fraction": job.fraction,
        "run": job.runs,
        "worker": job.worker,
        "error": job.error_code,
    } | ({} if pinned is None else {"pinned": pinned})
    _NEW_EVENT.run(connection, job_id=job.id, owner=job.owner, at=at, kind=job.state, data=json.dumps(details))
