"""Whether a line takes one more job, and when to ask again if it does not.

The numbers are read twice a second at most and counted up in between: a limit may be passed by what other servers take
in within that time. Knows no request.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections import Counter
from collections.abc import Callable
from statistics import median
from uuid import UUID

import sqlalchemy as sa

from kinora.jobs.database import Database
from kinora.jobs.leases import database_clock
from kinora.jobs.tables import jobs, workers
from kinora.spec.errors import Busy, RateLimited

_FRESH_SECONDS = 0.5
_PACE_FRESH_SECONDS = 10.0
_LOOK_BACK = 100
_LONGEST_SECONDS = 60
_GUESS_SECONDS = 10.0

_Place = tuple[str, UUID]
"""A queue and a lane of it."""


class Admission:
    """The limits of the lines. queue_limit: jobs that may wait in one; lane_limit: those of one lane, 0 for no limit.

    now: a clock in seconds that need not be that of the world.
    """

    def __init__(
        self,
        database: Database,
        *,
        queue_limit: int,
        lane_limit: int = 0,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._queue_limit = queue_limit
        self._lane_limit = lane_limit
        self._now = now
        self._counted_at = -math.inf
        self._lanes: Counter[_Place] = Counter()
        self._queues: Counter[str] = Counter()
        self._paces: dict[str, tuple[float, float]] = {}
        self._counting = asyncio.Lock()

    async def check(self, queue: str, lane: UUID) -> None:
        """Count one more job in, or raise with the seconds after which to try again (1 to 60).

        Raises RateLimited when this lane has as many waiting as it may, and Busy when the whole line has.
        """
        await self._refresh()
        of_lane, of_queue = self._lanes[queue, lane], self._queues[queue]
        if self._lane_limit and of_lane >= self._lane_limit:
            # Lanes take turns: one of this lane's jobs leaves while every other lane that waits sends one too.
            sharing = sum(1 for place, number in self._lanes.items() if place[0] == queue and number)
            raise RateLimited(
                f"{self._lane_limit} of your jobs are waiting, as many as may. Send more when some have begun.",
                retry_after_seconds=await self._seconds(queue, sharing * (1 + of_lane - self._lane_limit)),
            )
        if of_queue >= self._queue_limit:
            raise Busy(
                f"{self._queue_limit} jobs are waiting, as many as this server takes. Try again later.",
                retry_after_seconds=await self._seconds(queue, 1 + of_queue - self._queue_limit),
            )
        self._lanes[queue, lane] += 1
        self._queues[queue] += 1

    async def _refresh(self) -> None:
        if self._is_fresh():
            return
        async with self._counting:
            if self._is_fresh():
                return
            at = self._now()
            lanes = await self._database.read(_waiting)
            self._lanes, self._queues = lanes, Counter()
            for (queue, _), number in lanes.items():
                self._queues[queue] += number
            self._counted_at = at

    def _is_fresh(self) -> bool:
        return self._now() - self._counted_at < _FRESH_SECONDS

    async def _seconds(self, queue: str, leaving: int) -> int:
        """How long it takes until so many jobs have left the line: an honest guess."""
        at, pace = self._paces.get(queue, (-math.inf, 0.0))
        if self._now() - at >= _PACE_FRESH_SECONDS:
            pace = await self._database.read(lambda connection: _pace(connection, queue))
            self._paces[queue] = (self._now(), pace)
        return round(min(max(pace * leaving, 1), _LONGEST_SECONDS))


def _waiting(connection: sa.Connection) -> Counter[_Place]:
    # Left to itself, SQLite looks up every open job's row; this index holds all that is asked for, in its order.
    index = "indexed by jobs_lane" if connection.dialect.name == "sqlite" else ""
    counted = sa.text(
        f"select queue, lane, count(*) as number from jobs {index}"
        " where dispatched is null and finished is null group by queue, lane"
    ).columns(queue=sa.Text, lane=sa.Uuid, number=sa.Integer)
    return Counter({(queue, lane): number for queue, lane, number in connection.execute(counted)})


def _pace(connection: sa.Connection, queue: str) -> float:
    """The seconds in which a line sends one job on: the usual time of a run, over the slots that work on it."""
    alive = workers.c.seen + workers.c.lease > database_clock(connection)
    posts = connection.execute(sa.select(workers.c.queues, workers.c.slots).where(alive)).all()
    slots = sum(int(slots) for queues, slots in posts if queue in queues.split(","))
    if slots == 0:
        return float(_LONGEST_SECONDS)
    last = sa.select(jobs.c.queue, jobs.c.started, jobs.c.finished).where(jobs.c.finished.is_not(None))
    recent = last.order_by(jobs.c.finished.desc()).limit(_LOOK_BACK).subquery()
    runs = sa.select(recent.c.finished - recent.c.started).where(recent.c.queue == queue, recent.c.started.is_not(None))
    seconds = [float(one) for one in connection.execute(runs).scalars()]
    return (max(median(seconds), 0.0) if seconds else _GUESS_SECONDS) / slots
