"""What callers are told while a database can't be used, and that nothing is done twice."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from kinora.jobs.database import Database
from kinora.jobs.statement import Statement
from kinora.spec.errors import Busy
from tests.jobs.pg import Postgres

metadata = sa.MetaData()
marks = sa.Table("marks", metadata, sa.Column("mark", sa.Integer, primary_key=True))
ALL = Statement(sa.select(marks.c.mark).order_by(marks.c.mark))


def opened(url: str) -> Database:
    database = Database(url)
    metadata.create_all(database.engine)
    return database


def add(mark: int) -> Callable[[sa.Connection], int]:
    return lambda connection: connection.execute(marks.insert().values(mark=mark)).rowcount


async def all_marks(database: Database) -> list[int]:
    return [row["mark"] for row in await database.fetch(ALL)]


def with_pragma(database: Database, pragma: str) -> None:
    """Set something on every connection from now on."""

    def prepare(connection: Any, _: object) -> None:
        connection.execute(f"pragma {pragma}")

    sa.event.listen(database.engine, "connect", prepare)
    database.engine.dispose()


def test_a_write_waits_for_another_programs_lock_and_then_says_so(tmp_path: Path) -> None:
    async def go() -> None:
        database = opened(f"sqlite:///{tmp_path / 'test.db'}")
        with_pragma(database, "busy_timeout=50")
        other = sqlite3.connect(tmp_path / "test.db", isolation_level=None)
        other.execute("begin immediate")
        told = await asyncio.gather(*(database.write(add(n)) for n in range(5)), return_exceptions=True)
        assert all(isinstance(one, Busy) and "held by another program" in one.message for one in told)
        assert await all_marks(database) == []  # who reads doesn't wait for who writes
        other.execute("rollback")
        other.close()
        await database.write(add(7))
        assert await all_marks(database) == [7]
        database.close()

    asyncio.run(go())


def test_a_database_that_can_only_be_read_is_busy_for_writes_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def go() -> None:
        database = opened(f"sqlite:///{tmp_path / 'test.db'}")
        await database.write(add(1))
        with_pragma(database, "query_only=on")
        with caplog.at_level(logging.ERROR):
            for _ in range(3):
                with pytest.raises(Busy, match="can't be written to"):
                    await database.write(add(2))
        assert len(caplog.records) == 1  # said once, not at every request
        assert await all_marks(database) == [1]
        database.close()

    asyncio.run(go())


def test_a_mistake_is_no_trouble(database_url: str) -> None:
    async def go() -> None:
        database = opened(database_url)
        with pytest.raises(sa.exc.SQLAlchemyError):
            await database.write(lambda connection: connection.exec_driver_sql("insert into nowhere values (1)"))
        with pytest.raises(sa.exc.SQLAlchemyError):
            await database.read(lambda connection: connection.exec_driver_sql("select * from nowhere"))
        database.close()

    asyncio.run(go())


def test_while_the_database_is_gone_everything_is_busy_and_goes_on_when_it_is_back(postgres: Postgres) -> None:
    async def go() -> None:
        database = opened(postgres.url())
        await database.write(add(1))
        postgres.stop()
        try:
            for asked in (database.fetch(ALL), database.write(add(2)), database.read(add(3))):
                with pytest.raises(Busy) as busy:
                    await asked
                assert busy.value.retry_after_seconds == 5
        finally:
            postgres.start()
        assert await all_marks(database) == [1]
        await database.write(add(2))
        postgres.stop(crash=True)
        postgres.start()
        assert await all_marks(database) == [1, 2]  # on a new connection, and nobody noticed
        database.close()

    asyncio.run(go())


def test_work_that_lost_its_connection_is_done_once_more(postgres: Postgres) -> None:
    async def go() -> None:
        database = opened(postgres.url())
        tries: list[int] = []

        def interrupted(connection: sa.Connection) -> int:
            tries.append(len(tries))
            add(tries[-1])(connection)
            if len(tries) == 1:
                connection.exec_driver_sql("select pg_terminate_backend(pg_backend_pid())")
            return tries[-1]

        assert await database.write(interrupted) == 1
        assert await all_marks(database) == [1]
        database.close()

    asyncio.run(go())


def test_what_may_have_been_stored_is_not_stored_again(postgres: Postgres) -> None:
    async def go() -> None:
        database = opened(postgres.url())
        tries: list[int] = []

        def cut_off(connection: sa.Connection) -> None:
            tries.append(1)
            add(1)(connection)
            mine = connection.exec_driver_sql("select pg_backend_pid()").scalar_one()
            with database.engine.connect() as other:
                other.exec_driver_sql(f"select pg_terminate_backend({mine})")
            time.sleep(0.2)

        with pytest.raises(Busy, match="may be stored or not"):
            await database.write(cut_off)
        assert len(tries) == 1
        await database.write(add(5))
        assert 5 in await all_marks(database)
        database.close()

    asyncio.run(go())


def test_who_stands_still_in_a_transaction_keeps_nobody_waiting(postgres: Postgres) -> None:
    database = Database(postgres.url())
    lock = sa.select(sa.func.pg_advisory_xact_lock(7))
    held = threading.Event()

    def stand_still(connection: sa.Connection) -> None:
        connection.execute(lock)
        if not held.is_set():
            held.set()
            time.sleep(8)
        connection.execute(lock)

    async def go() -> None:
        begun = time.monotonic()
        standing = asyncio.create_task(database.write(stand_still))
        await asyncio.to_thread(held.wait)
        await database.write(lambda connection: connection.execute(lock).scalar())
        assert time.monotonic() - begun < 7
        await standing  # done once more, on another connection

    asyncio.run(go())
    database.close()
