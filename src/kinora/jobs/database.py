"""The connection to SQLite or PostgreSQL: set-up, reads in threads, and writes one transaction at a time.

On SQLite one thread writes, and takes all waiting writes into one transaction. Knows no table of ours.
"""

from __future__ import annotations

import asyncio
import queue
import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, Generic, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from kinora.spec.errors import Busy

T = TypeVar("T")
Work = Callable[[sa.Connection], T]
_GROUP = 64
_NO_ROOM = ("disk is full", "No space left")  # SQLite's words, and PostgreSQL's
_FULL_SECONDS = 30
_BUSY_MILLISECONDS = 30_000


class Database:
    """A database by SQLAlchemy URL: `sqlite:///<file>` or `postgresql+psycopg://…`.

    A unit of work is a plain function of a connection. It may run twice (after a group or a race was rolled back), so
    it does nothing but talk to its connection.
    """

    def __init__(self, url: str) -> None:
        parsed = sa.make_url(url)
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        self.file = Path(parsed.database) if self.is_sqlite and parsed.database else None
        if self.is_sqlite and self.file is None:
            raise ValueError("the SQLite database must be a file: workers and readers share it between connections")
        self.engine = _sqlite_engine(parsed, self.file) if self.file else sa.create_engine(parsed, pool_size=20)
        self._writer = _Writer(self.engine) if self.is_sqlite else None

    async def read(self, work: Work[T]) -> T:
        """Run reads in a thread, on a connection of their own."""
        return await asyncio.to_thread(self.read_now, work)

    def read_now(self, work: Work[T]) -> T:
        """Run reads in the caller's thread."""
        with self.engine.connect() as connection:
            return work(connection)

    async def write(self, work: Work[T]) -> T:
        """Run writes and answer once they are durable. Usable from any event loop."""
        if self._writer is not None:
            return await asyncio.wrap_future(self._writer.submit(work))
        return await asyncio.to_thread(_alone, self.engine, work)

    def close(self) -> None:
        """Finish the waiting writes and close every connection."""
        if self._writer is not None:
            self._writer.close()
        self.engine.dispose()


def _sqlite_engine(url: sa.URL, file: Path) -> sa.Engine:
    file.parent.mkdir(parents=True, exist_ok=True)
    with sqlite3.connect(file) as connection:
        # WAL stays with the file. It needs a local disk, as SQLite does here anyway.
        connection.execute("pragma journal_mode=wal")
    connection.close()
    engine = sa.create_engine(url, pool_size=20, max_overflow=0, connect_args={"timeout": _BUSY_MILLISECONDS / 1000})
    sa.event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(sqlite: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    sqlite.isolation_level = "IMMEDIATE"
    sqlite.execute(f"pragma busy_timeout={_BUSY_MILLISECONDS}")
    # Full: an answer that a client has survives a power cut too, at the price of one sync a group.
    sqlite.execute("pragma synchronous=full")
    sqlite.execute("pragma foreign_keys=on")
    # dbos 3.4 asks for the time in one of these two forms: whole seconds up to Python 3.11, which loses the order
    # inside a second, and 'subsec' from 3.12 on, which SQLite before 3.42 answers with NULL. Goes with SQLite 3.42
    # and Python 3.12 as the oldest supported. Any other format gives NULL: our own SQL must not use these functions.
    sqlite.create_function("unixepoch", -1, _unixepoch)
    sqlite.create_function("strftime", -1, _strftime)


def _unixepoch(*arguments: object) -> float | None:
    return time.time() if arguments == ("subsec",) else None


def _strftime(*arguments: object) -> str | None:
    return f"{time.time():.3f}" if arguments == ("%s", "now") else None


def _alone(engine: sa.Engine, work: Work[T]) -> T:
    """Run one unit of work in its own transaction; once more when it lost a race for a unique value.

    Raises Busy when the database has no room left: nothing was stored, and later it may be.
    """
    try:
        return _once(engine, work)
    except IntegrityError:
        return _once(engine, work)
    except OperationalError as error:
        if any(words in str(error.orig) for words in _NO_ROOM):
            raise Busy("The server's disk is full: nothing was stored.", retry_after_seconds=_FULL_SECONDS) from error
        raise


def _once(engine: sa.Engine, work: Work[T]) -> T:
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            # The driver begins at the first write only; the reads before it belong to the same transaction.
            connection.exec_driver_sql("begin immediate")
        return work(connection)


class _Waiting(Generic[T]):
    """One write on its way to the database."""

    def __init__(self, work: Work[T]) -> None:
        self.future: Future[T] = Future()
        self._work = work

    def begin(self) -> bool:
        """Whether somebody still waits for it."""
        return self.future.set_running_or_notify_cancel()

    def run_in(self, connection: sa.Connection) -> Callable[[], None]:
        """Do the work and return what tells the waiting caller, to be called after the commit."""
        result = self._work(connection)
        return lambda: self.future.set_result(result)

    def run_alone(self, engine: sa.Engine) -> None:
        try:
            result = _alone(engine, self._work)
        except BaseException as error:  # noqa: BLE001  # whatever it is, it belongs to the caller that waits
            self.future.set_exception(error)
        else:
            self.future.set_result(result)


class _Writer:
    """The one thread that writes to SQLite: writers that fight for its lock are slower than writers that queue."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._waiting: queue.SimpleQueue[_Waiting[Any] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="kinora-writer", daemon=True)
        self._thread.start()

    def submit(self, work: Work[T]) -> Future[T]:
        waiting = _Waiting(work)
        self._waiting.put(waiting)
        return waiting.future

    def close(self) -> None:
        self._waiting.put(None)
        self._thread.join()

    def _run(self) -> None:
        while True:
            group, is_last = self._next_group()
            live = [waiting for waiting in group if waiting.begin()]
            if live:
                self._write(live)
            if is_last:
                return

    def _next_group(self) -> tuple[list[_Waiting[Any]], bool]:
        group: list[_Waiting[Any]] = []
        first = self._waiting.get()
        while first is not None:
            group.append(first)
            if len(group) == _GROUP or self._waiting.empty():
                return group, False
            first = self._waiting.get()
        return group, True

    def _write(self, group: list[_Waiting[Any]]) -> None:
        try:
            tell = _once(self._engine, lambda connection: [waiting.run_in(connection) for waiting in group])
        except BaseException:  # noqa: BLE001  # each is told its own below
            # One of them failed and took the others with it: each for itself, so that only the culprit fails.
            for waiting in group:
                waiting.run_alone(self._engine)
            return
        for answer in tell:
            answer()
