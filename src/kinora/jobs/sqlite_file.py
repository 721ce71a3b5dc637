"""One SQLite file: how its connections are set up, and short reads on plain ones. Knows no table of ours."""

from __future__ import annotations

import sqlite3
import threading
import time
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.pool import ConnectionPoolEntry

_BUSY_SECONDS = 30
_READ_BUSY_SECONDS = 2  # in an event loop nobody may wait for long, and beside a writer in WAL mode nobody has to


def sqlite_engine(url: sa.URL, file: Path) -> sa.Engine:
    """SQLAlchemy's way to the file, in WAL mode and with every commit synced to the disk."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with sqlite3.connect(file) as connection:
        # WAL stays with the file. It needs a local disk, as SQLite does here anyway.
        connection.execute("pragma journal_mode=wal")
    connection.close()
    engine = sa.create_engine(url, pool_size=20, max_overflow=0, connect_args={"timeout": _BUSY_SECONDS})
    sa.event.listen(engine, "connect", _prepare)
    return engine


def _prepare(sqlite: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    sqlite.isolation_level = "IMMEDIATE"
    sqlite.execute(f"pragma busy_timeout={_BUSY_SECONDS * 1000}")
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


class Readers:
    """A plain connection for each thread that reads, which can't write."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._mine = threading.local()
        self._all: list[sqlite3.Connection] = []

    def mine(self) -> sqlite3.Connection:
        """The connection of the thread that asks."""
        found: sqlite3.Connection | None = getattr(self._mine, "connection", None)
        if found is None:
            # Closed from another thread, used in this one alone.
            found = sqlite3.connect(
                self._file, timeout=_READ_BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
            found.execute("pragma query_only=on")
            self._mine.connection = found
            self._all.append(found)
        return found

    def close(self) -> None:
        """Close every thread's connection."""
        while self._all:
            self._all.pop().close()
        self._mine = threading.local()
