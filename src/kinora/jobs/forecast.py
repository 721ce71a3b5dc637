"""When a job will begin and end: its place in line, the workers there are, and how long such jobs took before.

What is learned is remembered for seconds; a forecast is an honest guess, and None where there is nothing to guess by.
"""

from __future__ import annotations

import heapq
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, quantiles
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from kinora.jobs.database import Database
from kinora.jobs.job import UNFINISHED, State
from kinora.jobs.leases import database_clock
from kinora.jobs.line import OUT, WAITING
from kinora.jobs.tables import jobs, workers

_REMEMBERED_SECONDS = 10.0
_NOTHING_REMEMBERED_SECONDS = 1.0
_REMEMBERED_JOBS = 10_000
_LEARNED_JOBS = 200
_LOOK_BACK = 2000
_LOOK_AHEAD = 500
_FACTORS = ("width", "height", "seconds", "fps")

Kind = tuple[str, str]
"""What is made in one way: the engine's name and the model's."""


@dataclass(frozen=True, slots=True)
class Odds:
    """A time in Unix seconds. p50: as likely earlier as later; p90: later in one case of ten."""

    p50: float
    p90: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What is expected of a job that is not finished.

    queue: its line. position: its place there, 1 for the next; None once a worker has it. workers: how many work on
    the line. start: None once it has begun. Both are None without a worker, or before any such job has succeeded.
    """

    queue: str
    position: int | None
    workers: int
    start: Odds | None
    finish: Odds | None


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds for a pixel of a frame."""

    p50: float
    p90: float


@dataclass(frozen=True, slots=True)
class _Task:
    """A job as far as it matters here. work: pixels × frames. left: the share of it that is still to do."""

    id: UUID
    kind: Kind
    work: float
    left: float = 1.0


@dataclass(frozen=True, slots=True)
class _Line:
    """A queue as it was. ahead: the first of those who wait, in order; out: those that workers have."""

    at: float
    workers: int
    slots: int
    ahead: Sequence[_Task]
    out: Sequence[_Task]


class Forecasts:
    """Forecasts for the jobs of one installation. Key limits and start rates are not in them.

    now: the clock that times of forecasts are told by.
    """

    def __init__(
        self,
        database: Database,
        *,
        now: Callable[[], float] = time.time,
        remembered_seconds: float = _REMEMBERED_SECONDS,
    ) -> None:
        self._database = database
        self._now = now
        self._remembered_seconds = remembered_seconds
        self._told: dict[tuple[UUID, State], tuple[float, Forecast]] = {}
        self._lines: dict[str, _Line] = {}
        self._paces: tuple[float, Mapping[Kind, Pace]] = (float("-inf"), {})

    async def of(self, id: UUID, state: State) -> Forecast | None:
        """What is expected of a job that is in this state; None for one that is finished, or that nobody knows."""
        if state not in UNFINISHED:
            return None
        at = self._now()
        told = self._told.get((id, state))
        if told is not None and self._is_fresh(told[0], at, known=told[1].finish is not None):
            return told[1]
        forecast = await self._database.read(lambda connection: self._forecast(connection, id, at))
        if forecast is not None:
            if len(self._told) >= _REMEMBERED_JOBS:
                self._told.clear()
            self._told[id, state] = (at, forecast)
        return forecast

    def _is_fresh(self, since: float, at: float, *, known: bool) -> bool:
        """Whether it is too early to look again; where nothing was known, the first of it is soon welcome."""
        return at - since < (self._remembered_seconds if known else _NOTHING_REMEMBERED_SECONDS)

    def _forecast(self, connection: sa.Connection, id: UUID, at: float) -> Forecast | None:
        wanted = sa.select(jobs.c.queue, jobs.c.turn, jobs.c.created, jobs.c.dispatched, *_task_columns(connection))
        row = connection.execute(wanted.where(jobs.c.id == id, jobs.c.finished.is_(None))).first()
        if row is None:
            return None
        line, paces = self._line(connection, row.queue, at), self._learned(connection, at)
        waits = row.dispatched is None
        task = _task(row, left=1.0 if waits else 1.0 - row.fraction)
        position = 1 + _before(connection, row.queue, (row.turn, row.created, id)) if waits else None
        pace = paces.get(task.kind)
        if pace is None or line.slots == 0:
            return Forecast(queue=row.queue, position=position, workers=line.workers, start=None, finish=None)
        spans = [_span(task, line, position, {kind: choose(one) for kind, one in paces.items()}) for choose in _CHOICES]
        (start50, finish50), (start90, finish90) = spans
        return Forecast(
            queue=row.queue,
            position=position,
            workers=line.workers,
            start=Odds(at + start50, at + start90) if waits else None,
            finish=Odds(at + finish50, at + finish90),
        )

    def _line(self, connection: sa.Connection, queue: str, at: float) -> _Line:
        line = self._lines.get(queue)
        if line is None or not self._is_fresh(line.at, at, known=line.slots > 0):
            line = self._lines[queue] = _look(connection, queue, at)
        return line

    def _learned(self, connection: sa.Connection, at: float) -> Mapping[Kind, Pace]:
        if not self._is_fresh(self._paces[0], at, known=bool(self._paces[1])):
            self._paces = (at, learn(connection))
        return self._paces[1]


_CHOICES: tuple[Callable[[Pace], float], ...] = (lambda pace: pace.p50, lambda pace: pace.p90)


def learn(connection: sa.Connection) -> Mapping[Kind, Pace]:
    """How long jobs took, by engine and model, from the last that succeeded in their first run."""
    finished = jobs.c.finished.is_not(None)
    # Bounded by what lies behind, not by what is found: a model of which there was none costs no walk to the beginning.
    last = sa.select(jobs).where(finished).order_by(jobs.c.finished.desc()).limit(_LOOK_BACK).subquery()
    columns = (last.c.state, last.c.runs, (last.c.finished - last.c.started).label("seconds"))
    seconds: dict[Kind, list[float]] = {}
    for row in connection.execute(sa.select(*columns, *_task_columns(connection, last.c))):
        task = _task(row)
        if row.state == "succeeded" and row.runs == 1 and row.seconds is not None and task.work > 0:
            known = seconds.setdefault(task.kind, [])
            if len(known) < _LEARNED_JOBS:
                known.append(max(row.seconds, 0.0) / task.work)
    return {kind: _pace(known) for kind, known in seconds.items()}


def _pace(known: Sequence[float]) -> Pace:
    if len(known) == 1:
        return Pace(known[0], known[0])
    tenths = quantiles(known, n=10, method="inclusive")
    return Pace(tenths[4], tenths[8])


def _span(task: _Task, line: _Line, position: int | None, paces: Mapping[Kind, float]) -> tuple[float, float]:
    """In how many seconds a job begins and ends."""
    usual = fmean(paces.values())

    def seconds(one: _Task) -> float:
        return one.work * one.left * paces.get(one.kind, usual)

    own = seconds(task)
    if position is None:
        return 0.0, own
    ahead = [seconds(one) for one in line.ahead[: position - 1] if one.id != task.id]
    free = [0.0] * line.slots
    for each in (*map(seconds, line.out), *ahead):
        # Whoever is next goes to the slot that is free first.
        heapq.heapreplace(free, free[0] + each)
    beyond = position - 1 - len(ahead)  # too far behind to be looked at one by one, or come in since
    start = free[0] + max(beyond, 0) * (fmean(ahead) if ahead else own) / line.slots
    return start, start + own


def _look(connection: sa.Connection, queue: str, at: float) -> _Line:
    clock = database_clock(connection)
    alive = (workers.c.seen + workers.c.lease > clock, workers.c.draining.is_(False))
    rows = connection.execute(sa.select(workers.c.queues, workers.c.slots).where(*alive)).all()
    slots = [row.slots for row in rows if queue in row.queues.split(",")]
    columns = _task_columns(connection)
    order = (jobs.c.turn, jobs.c.created, jobs.c.id)
    waiting = sa.select(*columns).where(jobs.c.queue == queue, *WAITING).order_by(*order).limit(_LOOK_AHEAD)
    # In the order of the index of those that are out: SQLite takes one of all that ever were for it otherwise.
    out = sa.select(*columns).where(jobs.c.queue == queue, *OUT).order_by(jobs.c.lane, jobs.c.worker)
    return _Line(
        at=at,
        workers=len(slots),
        slots=sum(slots),
        ahead=[_task(row) for row in connection.execute(waiting)],
        out=[_task(row, left=1.0 - row.fraction) for row in connection.execute(out)],
    )


def _before(connection: sa.Connection, queue: str, place: tuple[int, float, UUID]) -> int:
    """How many wait before a place."""
    turn, created, id = place
    # Spelt out, as in the line itself: SQLite uses the index for this, and not for a comparison of rows.
    earlier = sa.or_(
        jobs.c.turn < turn,
        sa.and_(jobs.c.turn == turn, jobs.c.created < created),
        sa.and_(jobs.c.turn == turn, jobs.c.created == created, jobs.c.id < id),
    )
    among = (jobs.c.queue == queue, *WAITING, jobs.c.turn <= turn, earlier)
    return int(connection.execute(sa.select(sa.func.count()).select_from(jobs).where(*among)).scalar_one())


def _task_columns(connection: sa.Connection, columns: Any = jobs.c) -> tuple[sa.ColumnElement[Any], ...]:
    """What makes a task, read from the plan by the database: parsing thousands of plans here would hold up others."""
    if connection.dialect.name == "postgresql":
        plan = sa.cast(columns.plan, sa.JSON)
        factors: list[Any] = [sa.cast(plan[name].as_string(), sa.Double) for name in _FACTORS]
        engine: Any = plan["route"][0].as_string()
    else:
        factors = [sa.func.json_extract(columns.plan, f"$.{name}") for name in _FACTORS]
        engine = sa.func.json_extract(columns.plan, "$.route[0]")
    width, height, seconds, fps = factors
    return (
        columns.id,
        columns.model,
        columns.fraction,
        engine.label("engine"),
        (width * height * seconds * fps).label("work"),
    )


def _task(row: Any, *, left: float = 1.0) -> _Task:
    return _Task(row.id, (row.engine, row.model), float(row.work), left)
