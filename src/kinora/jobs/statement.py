"""SQL statements whose text is made once, for what is run all day. Knows how values travel, and no table of ours.

To build and compile a statement takes SQLAlchemy many times what SQLite takes to run it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, cast
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

Row = dict[str, Any]
Sql = sa.Select[Any] | sa.UpdateBase
_Convert = Callable[[Any], Any]
_SQLITE = sqlite.dialect(paramstyle="named")


@dataclass(frozen=True, slots=True)
class _Text:
    """A statement in SQLite's words, the values that are part of it, and what turns others into SQLite's and back."""

    sql: str
    fixed: Mapping[str, object]
    into: tuple[tuple[str, _Convert], ...]
    columns: tuple[str, ...]
    out_of: tuple[tuple[str, _Convert], ...]

    def execute(self, driver: sqlite3.Connection, values: Mapping[str, object]) -> sqlite3.Cursor:
        bound = {**self.fixed, **values}
        for name, convert in self.into:
            bound[name] = convert(bound[name])
        return driver.execute(self.sql, bound)

    def rows(self, cursor: sqlite3.Cursor) -> list[Row]:
        rows: list[Row] = [dict(zip(self.columns, row, strict=True)) for row in cursor.fetchall()]
        for row in rows:
            for name, convert in self.out_of:
                row[name] = convert(row[name])
        return rows


class Statement:
    """A statement with named parameters, for any number of runs in anybody's transaction.

    On SQLite its text goes straight to the driver, on PostgreSQL SQLAlchemy runs it. columns: those that an insert
    fills, unless it fills all.
    """

    def __init__(self, sql: Sql, *, columns: Sequence[str] | None = None) -> None:
        self._sql = sql
        self._columns = columns

    def rows(self, connection: sa.Connection, **values: object) -> list[Row]:
        """What it selects, by the columns' names."""
        if connection.dialect.name == "sqlite":
            return self.rows_from(_driver(connection), values)
        return [dict(row) for row in connection.execute(self._sql, values).mappings()]

    def rows_from(self, driver: sqlite3.Connection, values: Mapping[str, object]) -> list[Row]:
        """What it selects on one of SQLite's own connections."""
        return self._text.rows(self._text.execute(driver, values))

    def run(self, connection: sa.Connection, **values: object) -> int:
        """Write, and answer how many rows an update or delete changed; for an insert the number means nothing."""
        if connection.dialect.name == "sqlite":
            return self._text.execute(_driver(connection), values).rowcount
        return connection.execute(self._sql, values).rowcount

    @cached_property
    def _text(self) -> _Text:
        compiled = self._sql.compile(dialect=_SQLITE, column_keys=self._columns)
        into = ((name, _into(bind.type)) for bind, name in compiled.bind_names.items())
        selected = self._sql.selected_columns.items() if isinstance(self._sql, sa.Select) else ()
        out_of = ((name, _out_of(column.type)) for name, column in selected)
        return _Text(
            sql=str(compiled),
            fixed={name: value for name, value in compiled.params.items() if value is not None},
            into=tuple((name, convert) for name, convert in into if convert is not None),
            columns=tuple(name for name, _ in selected),
            out_of=tuple((name, convert) for name, convert in out_of if convert is not None),
        )


def _into(type: sa.types.TypeEngine[Any]) -> _Convert | None:
    return type.dialect_impl(_SQLITE).bind_processor(_SQLITE)


@lru_cache(maxsize=4096)
def _uuid(text: str | None) -> UUID | None:
    """The same few owners, keys and polled jobs come again and again, and reading an id takes its time."""
    return None if text is None else UUID(text)


def _out_of(type: sa.types.TypeEngine[Any]) -> _Convert | None:
    if isinstance(type, sa.Uuid):
        return _uuid
    return type.dialect_impl(_SQLITE).result_processor(_SQLITE, None)


def _driver(connection: sa.Connection) -> sqlite3.Connection:
    return cast("sqlite3.Connection", connection.connection.driver_connection)
