"""One process's worker: its lease, its part of the lines, its housekeeping and errands, begun and ended in order."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from kinora.jobs.database import Database
from kinora.jobs.leases import Lease, living
from kinora.jobs.steward import Chore, Steward, reap
from kinora.jobs.workshop import Workshop

if TYPE_CHECKING:
    from kinora.jobs.runtime import Runtime  # only who takes jobs loads dbos

_logger = logging.getLogger(__name__)

_CHECK_SECONDS = 0.3
_RECONCILE_SECONDS = 15.0
_FORGET_SECONDS = 300.0
_REAPS = 4
"""So many times in the length of a lease it is looked for workers that died."""
_WAIT_SECONDS = 0.1


class Worker:
    """Works from `open` to `close`. It is also the Desk's crew: who is woken by a new job and told to stop a run.

    runtime: None for a worker that takes no jobs. errands: coroutines that go on as long as the worker does.
    chores: housekeeping besides the worker's own.
    """

    def __init__(
        self,
        database: Database,
        lease: Lease,
        workshop: Workshop,
        runtime: Runtime | None,
        *,
        errands: Sequence[Callable[[], Awaitable[None]]] = (),
        chores: Sequence[Chore] = (),
    ) -> None:
        self.lease = lease
        self._database = database
        self._workshop = workshop
        self._runtime = runtime
        self._errands = errands
        self._chores = (*self._own_chores(), *chores)
        self._tasks: list[asyncio.Task[None]] = []
        self._is_resting = self._is_closed = False

    def wake(self) -> None:
        """A job has come in."""
        if self._runtime is not None:
            self._runtime.wake()

    def stop(self, id: UUID) -> bool:
        """Stop the run of a job whose row says that it is over; False when it does not run here."""
        return self._workshop.stop(id)

    async def open(self) -> None:
        """Begin to work. Raises Busy where this process may not."""
        await asyncio.to_thread(self.lease.take)
        try:
            await self._clear()
            if self._runtime is not None:
                await self._runtime.start()
        except BaseException:
            await self.close(grace_seconds=0)
            raise
        steward = Steward(self._database, self.lease.id, self._chores)
        self._tasks = [asyncio.create_task(_forever(errand)) for errand in (steward.run, *self._errands)]

    async def rest(self, *, grace_seconds: float) -> None:
        """Take no more jobs, and give those that run some time to finish."""
        if self._is_resting:
            return
        self._is_resting = True
        if self._runtime is not None:
            await self._runtime.drain()
        until = time.monotonic() + grace_seconds
        while self._workshop.running and time.monotonic() < until:
            await asyncio.sleep(_WAIT_SECONDS)

    async def close(self, *, grace_seconds: float) -> None:
        """Take no more jobs, give those that run some time to finish, hand back the rest, and leave. Twice is once."""
        await self.rest(grace_seconds=grace_seconds)
        if self._is_closed:
            return
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._runtime is not None:
            await self._runtime.stop()
        await asyncio.to_thread(self.lease.release)
        self._is_closed = True

    async def drained(self) -> None:
        """Return once somebody asked this worker to leave (`kinora drain`) and its last job is done."""
        while not self.lease.draining.is_set() or self._workshop.running:
            await asyncio.sleep(_WAIT_SECONDS)

    async def _clear(self) -> None:
        alive = await self._database.read(living)
        await asyncio.to_thread(self._workshop.clear, alive)

    def _own_chores(self) -> tuple[Chore, ...]:
        lease = self.lease

        async def reap_all() -> None:
            if again := await self._database.write(
                lambda connection: reap(connection, worker=lease.id, machine=lease.machine)
            ):
                _logger.warning("%d jobs of dead workers wait again", again)
                self.wake()

        chores = [Chore(name="reap", seconds=lease.seconds / _REAPS, work=reap_all)]
        if (runtime := self._runtime) is not None:

            async def forget() -> None:
                await asyncio.to_thread(runtime.forget_finished)

            chores += [
                Chore(name="check", seconds=_CHECK_SECONDS, work=self._workshop.check),
                Chore(name="reconcile", seconds=_RECONCILE_SECONDS, work=runtime.reconcile),
                Chore(name="clear", seconds=_FORGET_SECONDS, work=self._clear),
                Chore(name="forget", seconds=_FORGET_SECONDS, work=forget, shared=True),
            ]
        return tuple(chores)


async def _forever(errand: Callable[[], Awaitable[None]]) -> None:
    with contextlib.suppress(asyncio.CancelledError):
        await errand()
