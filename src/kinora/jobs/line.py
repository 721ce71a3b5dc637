"""The lines in which jobs wait: whose turn it is, and who may leave for a worker. SQL in the caller's transaction.

Turns are handed out as in fair queueing: a lane's next job comes one turn after its last, and a lane that had none
waiting begins at the turn now being served. So a lane with one job is not behind another's hundred.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kinora.jobs.job import Job
from kinora.jobs.statement import Statement
from kinora.jobs.tables import jobs, keys
from kinora.spec.video import Priority

BEHIND: Mapping[Priority, int] = {"interactive": 0, "batch": 10**12}
"""Where a priority's turns begin: whatever is interactive goes before whatever is not."""
WAITING = (jobs.c.dispatched.is_(None), jobs.c.finished.is_(None))
"""In line: new jobs, and those whose worker died or handed them back."""
OUT = (jobs.c.dispatched.is_not(None), jobs.c.finished.is_(None), jobs.c.worker > "")
"""Given to a worker, and not finished. The last condition always holds: it leads SQLite to the index of just these."""
_AMONG = (
    jobs.c.queue == sa.bindparam("queue"),
    *WAITING,
    jobs.c.turn >= sa.bindparam("base"),
    jobs.c.turn < sa.bindparam("end"),
)
_TURNS = Statement(
    sa.select(
        sa.select(sa.func.min(jobs.c.turn)).where(*_AMONG).scalar_subquery().label("served"),
        sa.select(sa.func.max(jobs.c.turn))
        .where(*_AMONG, jobs.c.lane == sa.bindparam("lane"))
        .scalar_subquery()
        .label("last"),
    )
)
"""The turn now being served, and the last of a lane."""
_LOOK = 200
_LINE_LOCK = 0x6B696E6F726102  # any number that is ours alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """No more than `starts` in any `seconds`."""

    starts: int
    seconds: float

    @classmethod
    def parse(cls, text: str) -> Rate:
        """From "10/60": ten in sixty seconds. Raises ValueError."""
        starts, _, seconds = text.partition("/")
        rate = cls(starts=int(starts), seconds=float(seconds or 1))
        if rate.starts < 1 or not 0 < rate.seconds <= 86_400:
            raise ValueError(f"not a rate: {text!r}")
        return rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Turns:
    """Who may leave a line. lane_slots: jobs of one lane at once, 0 for no limit. rates: by queue."""

    lane_slots: int = 0
    rates: Mapping[str, Rate] = field(default_factory=dict)


FREE = Turns()
"""Whoever is next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaver:
    """A job that leaves its line. again: a worker had it before."""

    id: UUID
    again: bool


def placed(connection: sa.Connection, job: Job) -> Job:
    """The job with its turn, at the end of its lane."""
    base = BEHIND[job.priority]
    (turns,) = _TURNS.rows(connection, queue=job.queue, lane=job.lane, base=base, end=base + BEHIND["batch"])
    first, own = turns["served"], turns["last"]
    return replace(job, turn=max((base if first is None else first) - 1, base if own is None else own) + 1)


def dispatch(
    connection: sa.Connection, queue: str, *, worker: str, slots: int, turns: Turns, at: float
) -> tuple[Leaver, ...]:
    """Fill a worker's free slots with those whose turn it is; the caller sees to it that the worker gets them."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LINE_LOCK)))
    mine, busy = _out(connection, queue, worker)
    room = min(slots - mine, _allowed(connection, queue, turns.rates.get(queue), at))
    if room <= 0:
        return ()
    caps = _caps(connection)
    chosen: list[Leaver] = []
    after: sa.Row[Any] | None = None
    while len(chosen) < room and (found := _next(connection, queue, after)):
        after = found[-1]
        for row in found:
            cap = caps.get(row.lane, turns.lane_slots)
            if len(chosen) < room and (cap == 0 or busy.get(row.lane, 0) < cap):
                chosen.append(Leaver(id=row.id, again=row.worker is not None))
                busy[row.lane] = busy.get(row.lane, 0) + 1
    if chosen:
        leave = jobs.update().where(jobs.c.id.in_([leaver.id for leaver in chosen]))
        connection.execute(leave.values(dispatched=at, worker=worker))
    return tuple(chosen)


def put_back(connection: sa.Connection, *, worker: str | None = None, id: UUID | None = None) -> int:
    """Let jobs wait again, at their old turns: all that a worker has, or one. Answers how many."""
    which = [jobs.c.worker == worker] if worker is not None else []
    which += [jobs.c.id == id] if id is not None else []
    # The run token stays: the next run takes it for its own, and cleans up after the one that had it.
    back = jobs.update().where(*OUT, *which).values(dispatched=None)
    return connection.execute(back).rowcount if which else 0


def _out(connection: sa.Connection, queue: str, worker: str) -> tuple[int, dict[UUID, int]]:
    """How many of the queue's jobs this worker has, and how many of each lane are out in all."""
    each = (jobs.c.worker, jobs.c.queue, jobs.c.lane)
    # All queues', which are as many as there are slots: asked for one alone, SQLite goes over all that ever left it.
    counted = sa.select(*each, sa.func.count().label("number")).where(*OUT).group_by(*each)
    rows = [row for row in connection.execute(counted) if row.queue == queue]
    busy: dict[UUID, int] = {}
    for row in rows:
        busy[row.lane] = busy.get(row.lane, 0) + row.number
    return sum(row.number for row in rows if row.worker == worker), busy


def _allowed(connection: sa.Connection, queue: str, rate: Rate | None, at: float) -> int:
    if rate is None:
        return 2**31
    started = (jobs.c.queue == queue, jobs.c.dispatched > at - rate.seconds)
    return rate.starts - int(connection.execute(sa.select(sa.func.count()).where(*started)).scalar_one())


def _caps(connection: sa.Connection) -> dict[UUID, int]:
    rows = connection.execute(sa.select(keys.c.id, keys.c.slots).where(keys.c.slots.is_not(None)))
    return {row.id: row.slots for row in rows}


def _next(connection: sa.Connection, queue: str, after: sa.Row[Any] | None) -> Sequence[Any]:
    """Those who wait, by turn, behind the one given."""
    order = (jobs.c.turn, jobs.c.created, jobs.c.id)
    wanted = sa.select(jobs.c.id, jobs.c.lane, jobs.c.turn, jobs.c.created, jobs.c.worker)
    wanted = wanted.where(jobs.c.queue == queue, *WAITING)
    if after is not None:
        # Spelt out: a row value compared with another uses no index on SQLite when one of them is converted.
        later = sa.or_(
            jobs.c.turn > after.turn,
            sa.and_(jobs.c.turn == after.turn, jobs.c.created > after.created),
            sa.and_(jobs.c.turn == after.turn, jobs.c.created == after.created, jobs.c.id > after.id),
        )
        wanted = wanted.where(jobs.c.turn >= after.turn, later)
    return connection.execute(wanted.order_by(*order).limit(_LOOK)).all()
