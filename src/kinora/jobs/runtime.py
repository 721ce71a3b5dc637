"""Durable execution: jobs leave their line for this worker in one transaction, and a workflow brings each to its end.

The only file that knows dbos. It carries nothing but a job's id; everything else is in the job's own row.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from uuid import UUID

import sqlalchemy as sa
from dbos import (
    DBOS,
    DBOSClient,
    DBOSConfig,
    DBOSPortableJSONSerializer,
    EnqueueOptions,
    WorkflowSerializationFormat,
    WorkflowStatus,
    error,
)

from kinora.jobs.database import Database
from kinora.jobs.leases import Lease
from kinora.jobs.line import FREE, OUT, Turns, dispatch, put_back
from kinora.jobs.store import JobStore
from kinora.jobs.tables import jobs, workers
from kinora.jobs.workshop import Workshop
from kinora.spec.errors import Busy

_logger = logging.getLogger(__name__)

APPLICATION = "kinora"
VERSION = "jobs-2"
"""Raised by hand, only when the order of the workflow's steps changes: work begun under another is not taken up."""
_WORKFLOW = "render"
_STEP = "run"
_POLL_SECONDS = 0.1
_LOST_SECONDS = 10.0
_ENDED = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
_OPEN = ["ENQUEUED", "PENDING"]
_REMEMBERED_SECONDS = 3600.0
_BATCH = 200


class Runtime:
    """The part of this process in the work: takes jobs from the lines of its queues and runs them. One a process.

    turns: who may leave a line. version: which workflows this worker takes up.
    """

    def __init__(
        self,
        database: Database,
        store: JobStore,
        workshop: Workshop,
        lease: Lease,
        *,
        turns: Turns = FREE,
        version: str = VERSION,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._database = database
        self._store = store
        self._workshop = workshop
        self._lease = lease
        self._turns = turns
        self._version = version
        self._now = now
        self._client = DBOSClient(
            system_database_engine=database.engine,
            serializer=DBOSPortableJSONSerializer(),
            application_name=APPLICATION,
            lazy=True,
        )
        self._loop: asyncio.AbstractEventLoop | None = None
        self._woken = asyncio.Event()
        self._dispatching: asyncio.Task[None] | None = None

    # What happens to jobs in this process --------------------------------------------------------------------------

    def wake(self) -> None:
        """A job has come in: look at once."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._woken.set)

    def stop_run(self, id: UUID) -> bool:
        """Stop the run of a job whose row says that it is over; False when it does not run here."""
        return self._workshop.stop(id)

    async def start(self) -> None:
        """Begin to take jobs. The lease must have been taken."""
        self._loop = asyncio.get_running_loop()
        # In a thread, because dbos would adopt a running event loop and do its work on the server's.
        await asyncio.to_thread(self._launch)
        self._dispatching = asyncio.create_task(self._dispatch())

    async def drain(self) -> None:
        """Take no more jobs. Those that run here go on."""
        if self._dispatching is not None:
            self._dispatching.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._dispatching
            self._dispatching = None

    async def stop(self) -> None:
        """Hand back what this worker still has, cutting runs off, and leave the line for others."""
        await self.drain()
        await self._workshop.close()
        await asyncio.to_thread(DBOS.destroy, destroy_registry=True)
        with contextlib.suppress(Busy):  # without a database the lease runs out, and others take the jobs then
            await self._database.write(lambda connection: put_back(connection, worker=self._lease.id))
            await asyncio.to_thread(self._client.delete_queue, self._lease.id)

    def _launch(self) -> None:
        _quieten()
        DBOS(
            config=DBOSConfig(
                name=APPLICATION,
                application_version=self._version,
                executor_id=self._lease.id,
                system_database_engine=self._database.engine,
                serializer=DBOSPortableJSONSerializer(),
                log_level="WARNING",
                enable_otlp=False,
            )
        )
        workshop = self._workshop

        @DBOS.step(name=_STEP, preemptible=True)
        async def run(id: str) -> None:
            job = await workshop.claim(UUID(id))
            if job is not None:
                await workshop.run(job)

        @DBOS.workflow(name=_WORKFLOW, serialization_type=WorkflowSerializationFormat.PORTABLE)
        async def render(id: str) -> None:
            await run(id)

        DBOS.listen_queues([self._lease.id])
        DBOS.launch()
        # A queue of its own for each worker: dbos keeps one setting a queue, and workers differ in their slots. Whose
        # turn it is was decided when a job left its line.
        DBOS.register_queue(self._lease.id, polling_interval_sec=_POLL_SECONDS, on_conflict="always_update")

    async def _dispatch(self) -> None:
        while True:
            try:
                for queue in self._lease.post.queues:
                    await self._fill(queue)
            except Busy as busy:
                _logger.warning("no job could be taken: %s", busy)
            except Exception:
                # The next round tries again; the jobs are still in line.
                _logger.exception("no job could be taken")
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_POLL_SECONDS):
                    await self._woken.wait()
            self._woken.clear()

    async def _fill(self, queue: str) -> None:
        """Take as many jobs as there are free slots."""
        if self._lease.draining.is_set() or not await self._database.read(lambda one: _has_waiting(one, queue)):
            return

        def work(connection: sa.Connection) -> list[UUID]:
            slots, worker = self._lease.post.slots, self._lease.id
            left = dispatch(connection, queue, worker=worker, slots=slots, turns=self._turns, at=self._now())
            for leaver in left:
                if not leaver.again:
                    self._enqueue(connection, leaver.id)
            return [leaver.id for leaver in left if leaver.again]

        if again := await self._database.write(work):
            await self._take_up(again)

    def _enqueue(self, connection: sa.Connection, id: UUID) -> None:
        options = EnqueueOptions(
            workflow_name=_WORKFLOW,
            queue_name=self._lease.id,
            workflow_id=str(id),
            app_version=self._version,
            serialization_type=WorkflowSerializationFormat.PORTABLE,
        )
        self._client.enqueue_in_transaction(connection, options, str(id))

    async def _take_up(self, ids: Sequence[UUID]) -> None:
        """Go on with workflows that others began; begin anew where there is none that can go on."""
        known = await asyncio.to_thread(self._workflows, ids)
        usable = [id for id, workflow in known.items() if self._is_usable(workflow)]
        if useless := [str(id) for id in known if id not in usable]:
            await asyncio.to_thread(self._client.delete_workflows, useless)
        if usable:
            alive = [str(id) for id in usable]
            await asyncio.to_thread(self._client.resume_workflows, alive, queue_name=self._lease.id)
        fresh = [id for id in ids if id not in usable]

        def work(connection: sa.Connection) -> None:
            for id in fresh:
                self._enqueue(connection, id)

        await self._database.write(work)

    # What workers do for each other --------------------------------------------------------------------------------

    async def reconcile(self) -> None:
        """See to it that this worker works on every job that it has: what got lost on the way is taken up anew."""
        before = self._now() - _LOST_SECONDS
        mine = sa.select(jobs.c.id).where(*OUT, jobs.c.worker == self._lease.id, jobs.c.dispatched < before)
        have = await self._database.read(lambda connection: connection.execute(mine).scalars().all())
        silent = [id for id in have if not self._workshop.has(id)]
        if not silent:
            return
        known = await asyncio.to_thread(self._workflows, silent)
        lost = [id for id in silent if not self._is_coming(known.get(id)) and not self._workshop.has(id)]
        if lost:
            _logger.error("jobs without a workflow are taken up anew: %s", ", ".join(map(str, lost)))
            await self._take_up(lost)

    def forget_finished(self) -> None:
        """Remove the workflows of jobs that are long over, and the queues of workers that are gone."""
        before = datetime.fromtimestamp(self._now() - _REMEMBERED_SECONDS, UTC).isoformat()
        while found := self._client.list_workflows(
            status=_ENDED, completed_before=before, limit=_BATCH, load_input=False, load_output=False
        ):
            self._client.delete_workflows([workflow.workflow_id for workflow in found])
        self._forget_cut_off(before)
        queues = [queue.name for queue in self._client.list_queues()]
        wanted = sa.select(workers.c.id)
        alive = set(self._database.read_now(lambda connection: connection.execute(wanted).scalars().all()))
        for name in queues:
            if name not in alive:
                self._client.delete_queue(name)

    def _forget_cut_off(self, before: str) -> None:
        """Remove workflows that a dying worker left behind although their jobs are over."""
        left = self._client.list_workflows(status=_OPEN, end_time=before, limit=_BATCH, load_input=False)
        ids = {UUID(workflow.workflow_id) for workflow in left}
        open = sa.select(jobs.c.id).where(jobs.c.id.in_(ids), jobs.c.finished.is_(None))
        over = ids - set(self._database.read_now(lambda connection: connection.execute(open).scalars().all()))
        if over:
            self._client.delete_workflows([str(id) for id in over])

    def _workflows(self, ids: Sequence[UUID]) -> dict[UUID, WorkflowStatus]:
        found = self._client.list_workflows(workflow_ids=[str(id) for id in ids], load_input=False, load_output=False)
        return {UUID(workflow.workflow_id): workflow for workflow in found}

    def _is_usable(self, workflow: WorkflowStatus) -> bool:
        # Steps of another version may come in another order: what it began is begun anew.
        return workflow.status not in _ENDED and workflow.app_version == self._version

    def _is_coming(self, workflow: WorkflowStatus | None) -> bool:
        return (
            workflow is not None
            and workflow.status not in _ENDED
            and workflow.queue_name == self._lease.id
            and workflow.executor_id in {None, self._lease.id}
        )


def _has_waiting(connection: sa.Connection, queue: str) -> bool:
    waiting = sa.select(sa.literal(1)).where(
        jobs.c.queue == queue, jobs.c.dispatched.is_(None), jobs.c.finished.is_(None)
    )
    return connection.execute(waiting.limit(1)).first() is not None


class _Expected(logging.Filter):
    """Leaves out what dbos reports of workflows that were cancelled on purpose or cut off by the end of the process."""

    def filter(self, record: logging.LogRecord) -> bool:
        raised = record.exc_info[1] if record.exc_info else None
        return (
            not isinstance(raised, error.DBOSWorkflowCancelledError) and "cancelled" not in record.getMessage().lower()
        )


def _quieten() -> None:
    logger = logging.getLogger("dbos")
    if not logger.handlers:
        # With a handler of its own the logger gets no console from dbos; what matters goes to the root's handlers.
        logger.addHandler(logging.NullHandler())
        logger.addFilter(_Expected())
    logger.propagate = True
