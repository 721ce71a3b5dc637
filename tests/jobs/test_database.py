from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from kinora.jobs.database import Database
from kinora.spec.errors import Busy

metadata = sa.MetaData()
marks = sa.Table("marks", metadata, sa.Column("mark", sa.Integer, primary_key=True))


def opened(folder: Path) -> Database:
    database = Database(f"sqlite:///{folder / 'house' / 'test.db'}")
    metadata.create_all(database.engine)
    return database


def add(mark: int) -> Callable[[sa.Connection], int]:
    return lambda connection: connection.execute(marks.insert().values(mark=mark)).rowcount


async def all_marks(database: Database) -> list[int]:
    return await database.read(lambda connection: list(connection.execute(sa.select(marks.c.mark)).scalars()))


def test_a_write_that_fails_does_not_take_its_neighbours_with_it(tmp_path: Path) -> None:
    async def go() -> None:
        database = opened(tmp_path)
        gate = threading.Event()

        def hold(connection: sa.Connection) -> None:
            gate.wait(5)

        def fail(connection: sa.Connection) -> None:
            add(1000)(connection)
            raise KeyError("mine alone")

        held = asyncio.create_task(database.write(hold))
        await asyncio.sleep(0.05)
        # While the writer is held, these gather into one group.
        good = [asyncio.create_task(database.write(add(n))) for n in range(20)]
        bad = asyncio.create_task(database.write(fail))
        await asyncio.sleep(0.05)
        gate.set()
        assert await asyncio.gather(*good) == [1] * 20
        with pytest.raises(KeyError, match="mine alone"):
            await bad
        await held
        assert await all_marks(database) == list(range(20))
        database.close()

    asyncio.run(go())


def test_what_is_answered_is_on_disk(tmp_path: Path) -> None:
    async def go() -> None:
        database = opened(tmp_path)
        await asyncio.gather(*(database.write(add(n)) for n in range(200)))
        other = Database(f"sqlite:///{tmp_path / 'house' / 'test.db'}")
        assert await all_marks(other) == list(range(200))
        other.close()
        database.close()

    asyncio.run(go())


def test_two_event_loops_write_through_one_writer(tmp_path: Path) -> None:
    database = opened(tmp_path)

    def work(first: int) -> None:
        async def go() -> None:
            for n in range(first, first + 50):
                await database.write(add(n))

        asyncio.run(go())

    threads = [threading.Thread(target=work, args=(first,)) for first in (0, 50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert asyncio.run(all_marks(database)) == list(range(100))
    database.close()


@pytest.mark.parametrize("question", ["unixepoch('subsec')", "strftime('%s', 'now') * 1.0"])
def test_the_clock_that_dbos_asks_has_fractions_of_a_second(tmp_path: Path, question: str) -> None:
    database = opened(tmp_path)
    answers = []
    for _ in range(5):
        time.sleep(0.01)
        answers.append(
            database.read_now(lambda connection: connection.execute(sa.text(f"select {question}")).scalar_one())
        )
    assert len({round(answer, 3) for answer in answers}) == 5
    assert abs(answers[-1] - time.time()) < 1
    database.close()


def test_an_sqlite_database_is_a_file() -> None:
    with pytest.raises(ValueError, match="must be a file"):
        Database("sqlite://")


def test_a_full_disk_is_busy_and_then_over(tmp_path: Path) -> None:
    """SQLite's own limit on pages makes the very error that a full disk does."""

    async def go() -> None:
        database = opened(tmp_path)
        await database.write(add(0))

        def shrink(connection: Any, _: object) -> None:
            connection.execute("pragma max_page_count=1")  # never below what the file has

        def fill(connection: sa.Connection) -> int:
            rows = [{"mark": mark} for mark in range(1, 5000)]
            return connection.execute(marks.insert(), rows).rowcount

        sa.event.listen(database.engine, "connect", shrink)
        database.engine.dispose()
        with pytest.raises(Busy) as full:
            await database.write(fill)
        assert full.value.retry_after_seconds == 30
        assert await all_marks(database) == [0]
        sa.event.remove(database.engine, "connect", shrink)
        database.engine.dispose()
        await database.write(fill)
        assert len(await all_marks(database)) == 5000
        database.close()

    asyncio.run(go())
