"""Statements that are made once give and take the same values on both databases."""

from __future__ import annotations

import asyncio
from uuid import uuid4

import pytest
import sqlalchemy as sa

from kinora.jobs.database import Database
from kinora.jobs.statement import Statement

metadata = sa.MetaData()
things = sa.Table(
    "things",
    metadata,
    sa.Column("number", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True),
    sa.Column("id", sa.Uuid, nullable=False),
    sa.Column("key", sa.Uuid),
    sa.Column("good", sa.Boolean, nullable=False),
    sa.Column("weight", sa.Double),
    sa.Column("name", sa.Text, nullable=False),
)
NEW = Statement(things.insert(), columns=("id", "key", "good", "weight", "name"))
NAMED = Statement(sa.select(things).where(things.c.name == sa.bindparam("name")))
LIGHT = Statement(
    sa.select(things.c.name, (things.c.weight * 2).label("double"))
    .where(things.c.weight < sa.bindparam("most"), things.c.good.is_(True), things.c.name != "nobody")
    .order_by(things.c.weight)
    .limit(2)
)
HEAVIER = Statement(
    things.update()
    .where(things.c.name == sa.bindparam("old_name"))
    .values(weight=things.c.weight + 1, key=sa.bindparam("new_key"))
)


def opened(url: str) -> Database:
    database = Database(url)
    metadata.create_all(database.engine)
    return database


def test_values_come_back_as_they_went_in(database_url: str) -> None:
    async def go() -> None:
        database = opened(database_url)
        full = {"id": uuid4(), "key": uuid4(), "good": True, "weight": 0.1, "name": "ü"}
        bare = {"id": uuid4(), "key": None, "good": False, "weight": None, "name": "bare"}

        def both(connection: sa.Connection) -> None:
            for values in (full, bare):
                NEW.run(connection, **values)

        await database.write(both)
        assert await database.fetch(NAMED, name="ü") == [{"number": 1, **full}]
        assert await database.read(lambda connection: NAMED.rows(connection, name="bare")) == [{"number": 2, **bare}]
        assert await database.fetch(NAMED, name="nobody") == []
        database.close()

    asyncio.run(go())


def test_constants_of_a_statement_stay_and_parameters_change(database_url: str) -> None:
    async def go() -> None:
        database = opened(database_url)

        def work(connection: sa.Connection) -> tuple[int, int]:
            for weight, name in ((1.0, "a"), (2.0, "b"), (3.0, "c"), (0.5, "nobody")):
                NEW.run(connection, id=uuid4(), key=None, good=True, weight=weight, name=name)
            return (
                HEAVIER.run(connection, old_name="a", new_key=uuid4()),
                HEAVIER.run(connection, old_name="z", new_key=None),
            )

        assert await database.write(work) == (1, 0)
        light = await database.fetch(LIGHT, most=10.0)
        assert sorted(row["name"] for row in light) == ["a", "b"]
        assert [row["double"] for row in light] == [4.0, 4.0]
        assert await database.fetch(LIGHT, most=2.0) == []
        database.close()

    asyncio.run(go())


def test_a_parameter_that_is_missing_is_an_error(database_url: str) -> None:
    async def go() -> None:
        database = opened(database_url)
        with pytest.raises(Exception, match="name"):
            await database.fetch(NAMED)
        database.close()

    asyncio.run(go())
