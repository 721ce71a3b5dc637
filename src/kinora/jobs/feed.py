"""What happens to jobs, as it happens: the rows of `job_events`, told to whoever listens, each once and in order.

One task reads the table for all listeners of a process, and only while there are any. Knows nothing of HTTP.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import deque
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa

from kinora.jobs.database import Database
from kinora.jobs.job import UNFINISHED, State
from kinora.jobs.tables import events, jobs
from kinora.spec.errors import NotFound
from kinora.spec.outcome import Stage

T = TypeVar("T")
_logger = logging.getLogger(__name__)

_POLL_SECONDS = {"sqlite": 0.1, "postgresql": 0.25}
_AFTER_TROUBLE_SECONDS = 1.0
_PAGE = 500
_BACKLOG = 1000
_COLUMNS = (events.c.position, events.c.job_id, events.c.owner, events.c.at, events.c.kind, events.c.data)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One event of a job. position: rises from event to event, over all jobs. at: Unix seconds.

    run: how often a worker had claimed the job by then; worker: who did last. pinned: what the owner did to the
    finished job, None for every other event.
    """

    position: int
    job_id: UUID
    owner: UUID
    at: float
    state: State
    stage: Stage
    fraction: float
    run: int = 0
    worker: str | None = None
    error: str | None = None
    pinned: bool | None = None

    @property
    def is_last(self) -> bool:
        """Whether the job ended with it."""
        return self.state not in UNFINISHED and self.pinned is None


class Feed:
    """The events of one installation. Every process that answers clients has one.

    backlog: how many events may wait for a listener; one who needs more reads them from the table again.
    """

    def __init__(self, database: Database, *, poll_seconds: float | None = None, backlog: int = _BACKLOG) -> None:
        self._database = database
        self._poll_seconds = poll_seconds or _POLL_SECONDS["sqlite" if database.is_sqlite else "postgresql"]
        self._backlog = backlog
        self._listeners: dict[UUID, set[Listener]] = {}
        self._tail: asyncio.Task[None] | None = None
        self._ready = asyncio.Event()
        self._is_closed = False

    @property
    def listeners(self) -> int:
        """How many listen now."""
        return sum(len(among) for among in self._listeners.values())

    @property
    def is_tailing(self) -> bool:
        """Whether the table is being read."""
        return self._tail is not None

    async def newest(self) -> int:
        """The position of the newest event; 0 when there is none."""
        return await self._database.read(_newest)

    @asynccontextmanager
    async def listen(self, owner: UUID, *, after: int | None = None) -> AsyncIterator[Listener]:
        """The events of all of an owner's jobs, from now on or from after a position."""
        newest = await self.newest()
        async with self._listening(Listener(self, owner, None, newest if after is None else min(after, newest))) as one:
            yield one

    @asynccontextmanager
    async def listen_to(self, id: UUID, owner: UUID, *, after: int | None = None) -> AsyncIterator[Listener]:
        """The events of one job until it ends, from its first on or from after a position. Raises NotFound.

        The listener is over from the start when the job ended at that position or before.
        """
        state, last = await self._database.read(lambda connection: _end(connection, id, owner))
        if state is None:
            raise NotFound("job", str(id))
        is_over = state not in UNFINISHED and (last is None or (after is not None and after >= last))
        async with self._listening(Listener(self, owner, id, after or 0, is_over=is_over)) as one:
            yield one

    async def history(self, id: UUID) -> tuple[Moment, ...]:
        """Everything that has happened to one job, whoever's it is."""
        wanted = sa.select(*_COLUMNS).where(events.c.job_id == id).order_by(events.c.position)
        rows = await self._database.read(lambda connection: connection.execute(wanted).all())
        return tuple(moment(row) for row in rows)

    def close(self) -> None:
        """End every listener, now and from now on: for when the server stops."""
        self._is_closed = True
        self._ready.set()
        for among in self._listeners.values():
            for listener in among:
                listener.end()

    @asynccontextmanager
    async def _listening(self, listener: Listener) -> AsyncIterator[Listener]:
        self._listeners.setdefault(listener.owner, set()).add(listener)
        if self._tail is None:
            self._tail = asyncio.create_task(self._follow(), name="kinora-feed")
        if self._is_closed:
            listener.end()
        try:
            yield listener
        finally:
            among = self._listeners[listener.owner]
            among.discard(listener)
            if not among:
                del self._listeners[listener.owner]
            if not self._listeners:
                await self._rest()

    async def _rest(self) -> None:
        """Stop reading: nobody listens any more."""
        tail, self._tail = self._tail, None
        self._ready.clear()
        if tail is not None:
            tail.cancel()
            await asyncio.wait([tail])

    async def _follow(self) -> None:
        """Read what is new and tell it, for as long as anybody listens."""
        position: int | None = None
        while True:
            try:
                if position is None:
                    position = await _to_the_end(self.newest())
                    self._ready.set()
                found = await _to_the_end(self.page(position))
            except Exception as error:  # noqa: BLE001  # whatever it is, what has happened is still in the table
                _logger.warning("events could not be read: %s", error)
                await asyncio.sleep(_AFTER_TROUBLE_SECONDS)
                continue
            for new in found:
                for listener in self._listeners.get(new.owner, ()):
                    listener.offer(new, self._backlog)
            position = found[-1].position if found else position
            await asyncio.sleep(self._poll_seconds if len(found) < _PAGE else 0)

    async def page(self, after: int, *, owner: UUID | None = None, job: UUID | None = None) -> tuple[Moment, ...]:
        """The next events after a position, at most `PAGE` of them: of all jobs, an owner's, or one job's."""
        wanted = sa.select(*_COLUMNS).where(events.c.position > after)
        if owner is not None:
            wanted = wanted.where(events.c.owner == owner)
        if job is not None:
            wanted = wanted.where(events.c.job_id == job)
        wanted = wanted.order_by(events.c.position).limit(_PAGE)
        rows = await self._database.read(lambda connection: connection.execute(wanted).all())
        return tuple(moment(row) for row in rows)

    async def ready(self) -> None:
        """Wait until the reading has begun: from then on nothing is missed."""
        await self._ready.wait()

    async def is_gone(self, id: UUID, owner: UUID) -> bool:
        """Whether a job has ended or was removed."""
        state, _ = await self._database.read(lambda connection: _end(connection, id, owner))
        return state is None or state not in UNFINISHED


class Listener:
    """One who listens. Made by a Feed."""

    def __init__(self, feed: Feed, owner: UUID, job: UUID | None, after: int, *, is_over: bool = False) -> None:
        self.owner = owner
        self.is_over = is_over
        self._feed = feed
        self._job = job
        self._after = after
        self._is_ended = False
        self._is_behind = True
        self._waiting: deque[Moment] = deque()
        self._woken = asyncio.Event()

    async def next(self, *, seconds: float) -> tuple[Moment, ...]:
        """What has happened since the last call, in order; () when nothing did for so long.

        Look at `is_over` after each call: once it is true there is nothing more to come.
        """
        while not (self.is_over or self._is_ended):
            if self._is_behind:
                found: Sequence[Moment] = await self._read_on()
            elif await self._woken_within(seconds):
                found, self._waiting = self._waiting, deque()
            elif self._job is not None and await self._feed.is_gone(self._job, self.owner):
                # Removed together with its events; what was left of them has been told.
                self._is_ended = True
                found = await self._page()
            else:
                return ()
            if told := self._taken(found):
                return told
        self.is_over = True
        return ()

    def offer(self, new: Moment, backlog: int) -> None:
        """Put an event before the listener; with too many waiting, let it read on from the table."""
        if self._is_behind or (self._job is not None and new.job_id != self._job):
            return
        if len(self._waiting) >= backlog:
            self._waiting.clear()
            self._is_behind = True
        else:
            self._waiting.append(new)
        self._woken.set()

    def end(self) -> None:
        """Let the listener go, whatever is still to come."""
        self._is_ended = True
        self._woken.set()

    async def _read_on(self) -> Sequence[Moment]:
        """The next page from the table. What is committed after it was read is offered, so there is no gap between."""
        await self._feed.ready()
        self._waiting.clear()
        self._is_behind = False
        try:
            found = await self._page()
        except BaseException:
            self._is_behind = True
            raise
        self._is_behind = self._is_behind or len(found) == _PAGE
        return found

    async def _page(self) -> Sequence[Moment]:
        return await self._feed.page(self._after, owner=self.owner, job=self._job)

    async def _woken_within(self, seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        except TimeoutError:
            return False
        self._woken.clear()
        return True

    def _taken(self, found: Sequence[Moment]) -> tuple[Moment, ...]:
        """Those that are new to the listener: what was offered while the table was read may be in both."""
        new = [one for one in found if one.position > self._after]
        if new:
            self._after = new[-1].position
        if self._job is not None:
            for index, one in enumerate(new):
                if one.is_last:
                    self.is_over = True
                    return tuple(new[: index + 1])
        return tuple(one for one in new if one.pinned is None)


async def _to_the_end(reading: Coroutine[Any, Any, T]) -> T:
    """A read that is finished even when nobody wants it any more: its thread can't be stopped, and has a connection."""
    task = asyncio.create_task(reading)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise


def moment(row: Any) -> Moment:
    """The event in a row of the table."""
    data = json.loads(row.data)
    return Moment(
        position=row.position,
        job_id=row.job_id,
        owner=row.owner,
        at=row.at,
        state=row.kind,
        stage=data["stage"],
        fraction=data["fraction"],
        run=data["run"],
        worker=data["worker"],
        error=data["error"],
        pinned=data.get("pinned"),
    )


def _newest(connection: sa.Connection) -> int:
    return connection.execute(sa.select(sa.func.max(events.c.position))).scalar() or 0


def _end(connection: sa.Connection, id: UUID, owner: UUID) -> tuple[State | None, int | None]:
    """A job's state, None without such a job; and the position of the event that ended it, if one did."""
    state = connection.execute(sa.select(jobs.c.state).where(jobs.c.id == id, jobs.c.owner == owner)).scalar()
    ended = (events.c.job_id == id, events.c.kind.not_in(UNFINISHED))
    return state, connection.execute(sa.select(sa.func.min(events.c.position)).where(*ended)).scalar()
