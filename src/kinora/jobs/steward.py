"""Housekeeping: what somebody has to do now and then, at its own pace, by one worker for all or by each for itself.

Knows when, not what.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from kinora.jobs.database import Database
from kinora.jobs.leases import claim_chore, expire, finish_chore
from kinora.jobs.line import OUT
from kinora.jobs.tables import jobs, workers
from kinora.spec.errors import Busy

_logger = logging.getLogger(__name__)
_HOLD_SECONDS = 300.0
_TICK_SECONDS = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Chore:
    """Something to do every so many seconds. shared: once for all workers, by whoever comes first."""

    name: str
    seconds: float
    work: Callable[[], Awaitable[None]]
    shared: bool = False


class Steward:
    """Does the chores of one worker."""

    def __init__(self, database: Database, worker: str, chores: Sequence[Chore]) -> None:
        self._database = database
        self._worker = worker
        self._chores = chores

    async def run(self) -> None:
        """Do them until cancelled. A chore that fails is tried again at its next time."""
        async with asyncio.TaskGroup() as group:
            for chore in self._chores:
                group.create_task(self._keep(chore), name=f"kinora-{chore.name}")

    async def _keep(self, chore: Chore) -> None:
        while True:
            begun = time.monotonic()
            try:
                await (self._shared(chore) if chore.shared else chore.work())
            except Busy as busy:
                _logger.warning("%s has to wait: %s", chore.name, busy)
            except Exception:
                # What needs doing is still there at the next time.
                _logger.exception("%s failed", chore.name)
            await asyncio.sleep(max(_TICK_SECONDS, begun + chore.seconds - time.monotonic()))

    async def _shared(self, chore: Chore) -> None:
        mine = await self._database.write(
            lambda connection: claim_chore(connection, chore.name, holder=self._worker, hold_seconds=_HOLD_SECONDS)
        )
        if not mine:
            return
        try:
            await chore.work()
        finally:
            await self._database.write(
                lambda connection: finish_chore(
                    connection, chore.name, holder=self._worker, again_seconds=chore.seconds
                )
            )


def reap(connection: sa.Connection, *, worker: str, machine: str) -> int:
    """Strike out dead workers and let their jobs wait again; answer how many. May be done by any number at once."""
    expire(connection, but=worker, machine=machine)
    # One statement, hence one look: whoever is seen to have a job is also seen to be alive.
    is_alive = sa.exists().where(workers.c.id == jobs.c.worker)
    return connection.execute(jobs.update().where(*OUT, ~is_alive).values(dispatched=None)).rowcount
