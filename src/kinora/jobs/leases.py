"""Who is alive: each worker's row, renewed by a thread of its own and by the database's clock, and chores that one does
for all.

A worker whose row is gone, or that could not renew it in time, must assume that others have its jobs: it stops at once.
"""

from __future__ import annotations

import logging
import os
import platform
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from kinora import __version__
from kinora.jobs.database import Database
from kinora.jobs.place import has_process, machine_id
from kinora.jobs.tables import chores, workers
from kinora.spec.errors import Busy, KinoraError

_logger = logging.getLogger(__name__)

LOST = 70
"""The exit status of a process that lost its lease (EX_SOFTWARE of sysexits.h)."""
_LOOK_SECONDS = 0.5
_BEATS = 6
"""So many times in the length of a lease it is renewed."""


def database_clock(connection: sa.Connection) -> sa.ColumnElement[float]:
    """The database's time in Unix seconds, as an expression: the one clock that all machines share."""
    if connection.dialect.name == "postgresql":
        return sa.extract("epoch", sa.func.clock_timestamp()).cast(sa.Double)
    return (sa.func.julianday("now") - 2440587.5) * 86_400.0


def leave_the_process() -> None:
    """End this process without another word: what it still holds belongs to others by now."""
    os._exit(LOST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What a worker offers: the lines it works on, and how many jobs of each at once."""

    queues: tuple[str, ...]
    slots: int


class Lease:
    """The row of this process among the workers. Renewed from `take` on until `release`.

    on_lost: called from the thread that renews, when the lease is lost. machine: tells machines apart.
    """

    def __init__(
        self,
        database: Database,
        post: Post,
        *,
        seconds: float = 30.0,
        on_lost: Callable[[], None] = leave_the_process,
        machine: str | None = None,
    ) -> None:
        # Never used again by another process: a reused id would inherit what its first bearer left.
        self.id = f"{platform.node() or 'worker'}-{os.getpid()}-{uuid4().hex[:8]}"
        self.post = post
        self.seconds = seconds
        self.draining = threading.Event()
        self._database = database
        self._on_lost = on_lost
        self.machine = machine or machine_id()
        self._released = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="kinora-lease", daemon=True)

    @property
    def beat_seconds(self) -> float:
        """How often the lease is renewed."""
        return self.seconds / _BEATS

    def take(self) -> None:
        """Enter this worker and begin to renew. Raises Busy on SQLite while another machine works there.

        A machine that only seems to work there, because it went away without a word, is waited for until its lease is
        over.
        """
        first = other = self._database.write_now(self._enter)
        while other is not None:
            if other != first:
                raise Busy(
                    f"The machine {other[0]} works on this SQLite database. Several machines need PostgreSQL: "
                    "set KINORA_DATABASE_URL."
                )
            _logger.warning("waiting for the machine %s, which was here a moment ago", other[0])
            time.sleep(_LOOK_SECONDS)
            other = self._database.write_now(self._enter)
        self._thread.start()

    def release(self) -> None:
        """Strike this worker out, so that others take over what it had at once."""
        self._released.set()
        if self._thread.is_alive():
            self._thread.join(self.seconds)
        try:
            self._database.write_now(lambda connection: connection.execute(_row(self.id, workers.delete())).rowcount)
        except KinoraError as error:
            _logger.warning("the lease could not be given back: %s", error)  # it runs out by itself

    def _enter(self, connection: sa.Connection) -> tuple[str, float] | None:
        """Enter this worker; or answer which machine is in its way, and when that was last heard of."""
        clock = database_clock(connection)
        if connection.dialect.name == "sqlite":
            elsewhere = (workers.c.machine != self.machine, workers.c.seen + workers.c.lease > clock)
            other = connection.execute(sa.select(workers.c.host, workers.c.seen).where(*elsewhere)).first()
            if other is not None:
                return other.host, other.seen
        row = {
            "id": self.id,
            "host": platform.node(),
            "machine": self.machine,
            "pid": os.getpid(),
            "queues": ",".join(self.post.queues),
            "slots": self.post.slots,
            "version": __version__,
            "lease": self.seconds,
            "draining": False,
        }
        connection.execute(workers.insert().values(**row, started=clock, seen=clock))
        return None

    def _beat(self) -> None:
        renewed = time.monotonic()
        while not self._released.wait(self.beat_seconds):
            try:
                is_ours = self._database.write_now(self._renew)
            except Exception as error:  # noqa: BLE001  # whatever it is, the next beat tries again
                _logger.warning("the lease could not be renewed: %s", error)
                # On SQLite whoever can't write is not replaced by somebody who can: it is one file on one machine.
                is_ours = self._database.is_sqlite or time.monotonic() - renewed < self.seconds
            else:
                renewed = time.monotonic()
            if not is_ours and not self._released.is_set():
                _logger.error("worker %s lost its lease", self.id)
                self._on_lost()
                return

    def _renew(self, connection: sa.Connection) -> bool:
        renew = _row(self.id, workers.update()).values(seen=database_clock(connection)).returning(workers.c.draining)
        row = connection.execute(renew).first()
        if row is not None and row.draining:
            self.draining.set()
        return row is not None


def expire(connection: sa.Connection, *, but: str, machine: str) -> None:
    """Strike out every worker whose lease has run out, and those of this machine whose process is gone; except one."""
    over = workers.c.seen + workers.c.lease < database_clock(connection)
    connection.execute(workers.delete().where(over, workers.c.id != but))
    here = sa.select(workers.c.id, workers.c.pid).where(workers.c.machine == machine, workers.c.id != but)
    if gone := [row.id for row in connection.execute(here) if not has_process(row.pid)]:
        connection.execute(workers.delete().where(workers.c.id.in_(gone)))


def living(connection: sa.Connection) -> tuple[str, ...]:
    """The ids of all workers that have not been struck out."""
    return tuple(connection.execute(sa.select(workers.c.id)).scalars())


def claim_chore(connection: sa.Connection, name: str, *, holder: str, hold_seconds: float) -> bool:
    """Whether a chore that all share is due and nobody has it; if so it is the holder's for some seconds."""
    clock = database_clock(connection)
    if connection.execute(sa.select(chores.c.name).where(chores.c.name == name)).first() is None:
        # Two that do so at once collide, and the later one is run again.
        connection.execute(chores.insert().values(name=name, holder="", until=0.0, next=0.0))
    free = (chores.c.name == name, chores.c.next <= clock, chores.c.until <= clock)
    mine = chores.update().where(*free).values(holder=holder, until=clock + hold_seconds)
    return connection.execute(mine).rowcount == 1


def finish_chore(connection: sa.Connection, name: str, *, holder: str, again_seconds: float) -> None:
    """Give a chore back; it is due again after some seconds."""
    mine = chores.update().where(chores.c.name == name, chores.c.holder == holder)
    connection.execute(mine.values(until=0.0, next=database_clock(connection) + again_seconds))


def _row(id: str, change: Any) -> Any:
    return change.where(workers.c.id == id)
