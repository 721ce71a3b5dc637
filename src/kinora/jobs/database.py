"""The way to SQLite or PostgreSQL: reads, and writes one transaction at a time; errors that will pass become Busy.

On SQLite one thread writes, and takes all waiting writes into one transaction. Knows no table of ours.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Generic, TypeVar

import sqlalchemy as sa

from kinora.jobs import trouble
from kinora.jobs.sqlite_file import Readers, sqlite_engine
from kinora.jobs.statement import Row, Statement
from kinora.spec.errors import Busy

T = TypeVar("T")
Work = Callable[[sa.Connection], T]

_log = logging.getLogger(__name__)

_GROUP = 64
_THREADS = 8
_CONNECTIONS = 12  # a few more than threads, for those of others
_SAY_AGAIN_SECONDS = 60.0
_POSTGRES_OPTIONS = {
    "connect_timeout": 5,
    # A machine that went away without a word is noticed after some twenty seconds instead of hours.
    "keepalives_idle": 10,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
    # A process that is stopped or cut off in the middle of a transaction must not keep its locks from everybody else:
    # none of ours does nothing for longer.
    "options": "-c idle_in_transaction_session_timeout=5000",
}


class Database:
    """A database by SQLAlchemy URL: `sqlite:///<file>` or `postgresql+psycopg://…`.

    A unit of work is a plain function of a connection. It may run twice (after a group, a race or a connection was
    lost), so it does nothing but talk to its connection. Every call raises Busy, saying why, while the database can't
    be used; a write is never done twice, and Busy says so when nobody knows whether it was done.
    """

    def __init__(self, url: str) -> None:
        parsed = sa.make_url(url)
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        self.file = Path(parsed.database) if self.is_sqlite and parsed.database else None
        if self.is_sqlite and self.file is None:
            raise ValueError("the SQLite database must be a file: workers and readers share it between connections")
        self.engine = sqlite_engine(parsed, self.file) if self.file else _postgres_engine(parsed)
        self._readers = Readers(self.file) if self.file else None
        self._writer = _Writer(self.engine, self._alone, self._busy) if self.file else None
        # Threads of its own: whoever waits for a slow file elsewhere takes none of them.
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="kinora-database")
        self._said: dict[str, float] = {}

    async def fetch(self, statement: Statement, **values: object) -> list[Row]:
        """The rows of a short read by an index.

        On SQLite it is done at once, in the caller's thread: that takes less than to hand it to another.
        """
        if self._readers is None:
            return await self.read(lambda connection: statement.rows(connection, **values))
        with self._explaining():
            return statement.rows_from(self._readers.mine(), values)

    async def read(self, work: Work[T]) -> T:
        """Run reads in a thread, on a connection of their own."""
        return await self._in_thread(self.read_now, work)

    def read_now(self, work: Work[T]) -> T:
        """Run reads in the caller's thread; once more when the connection was lost."""
        with self._explaining():
            try:
                return self._reading(work)
            except trouble.Errors as error:
                if not trouble.is_lost(error):
                    raise
            return self._reading(work)

    async def write(self, work: Work[T]) -> T:
        """Run writes and answer once they are durable. Usable from any event loop."""
        if self._writer is not None:
            return await asyncio.wrap_future(self._writer.submit(work))
        return await self._in_thread(self._alone, work)

    def write_now(self, work: Work[T]) -> T:
        """Run writes in the caller's thread's time, and answer once they are durable. Not from an event loop."""
        return self._writer.submit(work).result() if self._writer is not None else self._alone(work)

    def close(self) -> None:
        """Finish the waiting writes and close every connection."""
        if self._writer is not None:
            self._writer.close()
        self._threads.shutdown()
        if self._readers is not None:
            self._readers.close()
        self.engine.dispose()

    async def _in_thread(self, do: Callable[[Work[T]], T], work: Work[T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, do, work)

    def _reading(self, work: Work[T]) -> T:
        with self.engine.connect() as connection:
            return work(connection)

    def _alone(self, work: Work[T]) -> T:
        """One unit of work in its own transaction; once more after it lost a race, or its connection before the end."""
        with self._explaining():
            try:
                return _once(self.engine, work)
            except trouble.Errors as error:
                if not trouble.is_collision(error) and not trouble.is_lost(error):
                    raise
            return _once(self.engine, work)

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        try:
            yield
        except trouble.Errors as error:
            if (busy := self._busy(error)) is None:
                raise
            raise busy from error

    def _busy(self, error: BaseException) -> Busy | None:
        """What to answer to an error that will pass, said in the log once a minute; None for any other."""
        busy = trouble.busy(error) if isinstance(error, trouble.Errors) else None
        now = time.monotonic()
        if busy is not None and now >= self._said.get(busy.message, 0.0):
            self._said[busy.message] = now + _SAY_AGAIN_SECONDS
            _log.error("%s (%s)", busy.message, error)
        return busy


def _postgres_engine(url: sa.URL) -> sa.Engine:
    options = {name: value for name, value in _POSTGRES_OPTIONS.items() if name not in url.query}
    return sa.create_engine(
        url, pool_size=_CONNECTIONS, max_overflow=0, pool_timeout=10, pool_pre_ping=True, connect_args=options
    )


def _once(engine: sa.Engine, work: Work[T]) -> T:
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            # The driver begins at the first write only; the reads before it belong to the same transaction.
            connection.exec_driver_sql("begin immediate")
        result = work(connection)
        try:
            connection.commit()
        except trouble.Errors as error:
            if trouble.is_lost(error):
                raise trouble.unknown() from error
            raise
        return result


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

    def run_alone(self, alone: Callable[[Work[T]], T]) -> None:
        try:
            result = alone(self._work)
        except BaseException as error:  # noqa: BLE001  # whatever it is, it belongs to the caller that waits
            self.future.set_exception(error)
        else:
            self.future.set_result(result)


class _Writer:
    """The one thread that writes to SQLite: writers that fight for its lock are slower than writers that queue."""

    def __init__(
        self, engine: sa.Engine, alone: Callable[[Work[Any]], Any], busy: Callable[[BaseException], Busy | None]
    ) -> None:
        self._engine = engine
        self._alone = alone
        self._busy = busy
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
        except BaseException as error:  # noqa: BLE001  # each is told its own below
            if (busy := self._busy(error)) is not None:
                for waiting in group:
                    waiting.future.set_exception(busy)
                return
            # One of them failed and took the others with it: each for itself, so that only the culprit fails.
            for waiting in group:
                waiting.run_alone(self._alone)
            return
        for answer in tell:
            answer()
