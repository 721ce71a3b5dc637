"""Durable execution: a place in line that commits with the job, and a workflow that brings each job to its end.

The only file that knows dbos. It carries nothing but the job's id; everything else is in the job's own row.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import logging
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from uuid import UUID, uuid4

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

from kinora.jobs.assets import Assets
from kinora.jobs.database import Database
from kinora.jobs.job import Broke
from kinora.jobs.retention import sweep
from kinora.jobs.store import JobStore
from kinora.jobs.workshop import Workshop
from kinora.spec.errors import Busy, NotAllowed, NotFound

_logger = logging.getLogger(__name__)

APPLICATION = "kinora"
VERSION = "jobs-1"
"""Raised by hand, only when the order of the workflow's steps changes: work queued under another is not taken."""
QUEUE = "cpu"
_WORKFLOW = "render"
_STEP = "run"
_POLL_SECONDS = 0.1
_HOUSEKEEPING_SECONDS = 60.0
_ENDED = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
_REMEMBERED_SECONDS = 3600.0
_BATCH = 200
_LOCK_NUMBER = 0x6B696E6F7261  # "kinora": any number that is ours alone


class Runtime:
    """The jobs' line and their workers, in this process. One at a time per process, and on SQLite one per file.

    slots: how many jobs run at once here.
    """

    def __init__(
        self,
        database: Database,
        store: JobStore,
        workshop: Workshop,
        assets: Assets,
        *,
        slots: int = 1,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._database = database
        self._store = store
        self._workshop = workshop
        self._assets = assets
        self._slots = slots
        # Never used again by another process: dbos would take that one's running jobs for its own.
        self._executor = f"{APPLICATION}-{uuid4().hex[:12]}"
        self._client = DBOSClient(
            system_database_engine=database.engine,
            serializer=DBOSPortableJSONSerializer(),
            application_name=APPLICATION,
            lazy=True,
        )
        self._now = now
        self._release: Callable[[], None] | None = None
        self._housekeeping: asyncio.Task[None] | None = None

    def enqueue(self, connection: sa.Connection, id: UUID) -> None:
        """Put a job in line, in the caller's transaction."""
        options = EnqueueOptions(
            workflow_name=_WORKFLOW,
            queue_name=QUEUE,
            workflow_id=str(id),
            app_version=VERSION,
            serialization_type=WorkflowSerializationFormat.PORTABLE,
        )
        self._client.enqueue_in_transaction(connection, options, str(id))

    async def withdraw(self, id: UUID) -> None:
        """Stop working on a job whose row already says that it is over."""
        if not self._workshop.stop(id):
            await asyncio.to_thread(self._client.cancel_workflow, str(id))

    async def start(self) -> None:
        """Begin to work: pick up what an earlier process left, then what comes in."""
        self._release = await asyncio.to_thread(_sole_user, self._database)
        try:
            await asyncio.to_thread(self._store.create_tables)
            self._workshop.clear()
            # In a thread, because dbos would adopt a running event loop and do its work on the server's.
            await asyncio.to_thread(self._launch)
            await asyncio.to_thread(self._revive)
            await self._reconcile()
        except BaseException:
            await self.stop()
            raise
        self._housekeeping = asyncio.create_task(self._keep_house())

    async def stop(self) -> None:
        """Stop working. Running jobs are cut off, and begun again by the next process."""
        if self._housekeeping is not None:
            self._housekeeping.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._housekeeping
        await self._workshop.close()
        await asyncio.to_thread(DBOS.destroy, destroy_registry=True)
        if self._release is not None:
            self._release()

    def _launch(self) -> None:
        _quieten()
        DBOS(
            config=DBOSConfig(
                name=APPLICATION,
                application_version=VERSION,
                executor_id=self._executor,
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

        DBOS.launch()
        DBOS.register_queue(
            QUEUE, worker_concurrency=self._slots, polling_interval_sec=_POLL_SECONDS, on_conflict="always_update"
        )

    def _revive(self) -> None:
        """Put what dead workers had back in line, under its id. All others are dead: nobody else uses this database."""
        found = self._client.list_workflows(status="PENDING", name=_WORKFLOW, load_input=False, load_output=False)
        dead = [workflow.workflow_id for workflow in found if workflow.executor_id != self._executor]
        if dead:
            self._client.resume_workflows(dead, queue_name=QUEUE)

    async def _keep_house(self) -> None:
        while True:
            try:
                await self._reconcile()
                await asyncio.to_thread(self._forget_finished)
                if removed := await sweep(self._assets):
                    _logger.info("removed %d files whose time had passed", removed)
            except Exception:
                # The next round tries again; what needs doing is still there.
                _logger.exception("housekeeping failed")
            await asyncio.sleep(_HOUSEKEEPING_SECONDS)

    async def _reconcile(self) -> None:
        """See to it that somebody works on every unfinished job, or will."""
        waiting = await self._store.unfinished()
        for start in range(0, len(waiting), _BATCH):
            batch = waiting[start : start + _BATCH]
            known = await asyncio.to_thread(self._workflows, batch)
            for id in batch:
                await self._settle(id, known.get(id))

    def _forget_finished(self) -> None:
        """Remove the workflows of jobs that are long over; the jobs themselves stay."""
        before = datetime.fromtimestamp(self._now() - _REMEMBERED_SECONDS, UTC).isoformat()
        while True:
            found = self._client.list_workflows(
                status=_ENDED, completed_before=before, limit=_BATCH, load_input=False, load_output=False
            )
            if not found:
                return
            self._client.delete_workflows([workflow.workflow_id for workflow in found])

    def _workflows(self, ids: Sequence[UUID]) -> dict[UUID, WorkflowStatus]:
        found = self._client.list_workflows(workflow_ids=[str(id) for id in ids], load_input=False, load_output=False)
        return {UUID(workflow.workflow_id): workflow for workflow in found}

    async def _settle(self, id: UUID, workflow: WorkflowStatus | None) -> None:
        if workflow is None:
            await self._database.write(lambda connection: self.enqueue(connection, id))
            return
        if workflow.status not in _ENDED:
            return
        lost = Broke(at=self._now(), code="internal", message="The job was lost by the server.")
        with contextlib.suppress(NotAllowed, NotFound):  # it ended between the two looks
            await self._store.change(id, lost)
            _logger.error("job %s was unfinished, but its workflow was %s", id, workflow.status)


def _sole_user(database: Database) -> Callable[[], None]:
    """Make sure that no other process works on this database; answer what lets the next one. Raises Busy.

    Goes when workers hold leases: until then a second worker could not tell a dead one's jobs from a live one's.
    """
    if database.file is not None:
        file = database.file.with_name(database.file.name + ".lock").open("wb")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            raise Busy(f"Another Kinora process is using {database.file}") from None
        return file.close
    # Without a transaction: an open one would hold up the migrations for ever.
    connection = database.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    if not connection.execute(sa.select(sa.func.pg_try_advisory_lock(_LOCK_NUMBER))).scalar_one():
        connection.close()
        raise Busy("Another Kinora process is using this database")
    return connection.invalidate


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
