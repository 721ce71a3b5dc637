"""Which form the tables have, and how they get the newest: made at once in an empty database, else step by step.

The steps stand in `migrations/`; alembic, which runs them, is slow to import and needed for nothing else.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Literal

import sqlalchemy as sa

from kinora.jobs.database import Database
from kinora.jobs.tables import metadata

State = Literal["empty", "behind", "current", "newer"]

_STEPS = Path(__file__).with_name("migrations")
_UNSAID = {"jobs": "0001", "job_events": "0002"}
"""The form of tables from before they said it, by the newest of them."""
_LOCK = 0x6B696E6F726103  # any number that is ours alone
_PATIENCE_SECONDS = 30.0

_versions = sa.MetaData()
_version = sa.Table(
    "alembic_version",
    _versions,
    sa.Column("version_num", sa.String(32), nullable=False),
    sa.PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)


def revisions() -> tuple[str, ...]:
    """Every form that the tables have had, oldest first."""
    return tuple(sorted(path.name[1:5] for path in (_STEPS / "versions").glob("r[0-9][0-9][0-9][0-9]_*.py")))


def revision(database: Database) -> str | None:
    """The form that the tables have; None while there are none. A database out of reach raises the driver's error."""
    with database.engine.connect() as connection:
        return _revision(connection)


def state(database: Database) -> State:
    """How the tables stand to those that this version works with. "newer": a later version has been here."""
    return _state(revision(database))


def prepare(database: Database, *, upgrade_existing: bool = False) -> None:
    """Make tables where there are none, and bring older ones up; newer ones will do as they are.

    A SQLite file is copied first, to one beside it. Raises ValueError with a sentence when older tables are
    PostgreSQL's, which several servers may share, unless upgrade_existing.
    """
    match state(database):
        case "current" | "newer":
            return
        case "behind" if not (database.is_sqlite or upgrade_existing):
            raise ValueError(
                "The database's tables are those of an older version. Bring them up with: kinora db upgrade "
                "(servers of the version before may keep running)"
            )
        case _:
            upgrade(database)


def upgrade(
    database: Database, *, to: str | None = None, patience_seconds: float = _PATIENCE_SECONDS
) -> tuple[str | None, str]:
    """Bring the tables to a form, the newest unless given; answer the form they had and the one they have.

    One process at a time: others wait, and find it done. A step that fails leaves everything as it was. Raises
    ValueError when others hold a table for longer than the patience lasts.
    """
    target = to or revisions()[-1]
    with _locked(database, patience_seconds) as connection:
        before = _revision(connection)
        if before is not None and before >= target:
            return before, before
        if before is None and to is None:
            metadata.create_all(connection)
        else:
            if before is not None:
                _copy(database, target)
            _climb(connection, before, target)
        _stamp(connection, target)
    return before, target


def copy_of(database: Database, form: str) -> Path | None:
    """Where the copy goes that is made before an upgrade to this form; None for PostgreSQL."""
    return None if database.file is None else database.file.with_name(f"{database.file.name}.before-{form}")


@contextmanager
def _locked(database: Database, patience_seconds: float) -> Iterator[sa.Connection]:
    """A transaction that no other upgrade has at the same time."""
    try:
        with database.engine.begin() as connection:
            if database.is_sqlite:
                connection.exec_driver_sql("begin immediate")
            else:
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
                # Whoever waits for a table makes all others wait behind them.
                connection.exec_driver_sql(f"set local lock_timeout = {round(patience_seconds * 1000)}")
            yield connection
    except sa.exc.OperationalError as error:
        if "lock timeout" in str(error.orig) or "database is locked" in str(error.orig):
            raise ValueError("The database's tables are in use and can't be changed now. Try again later.") from error
        raise


def _state(found: str | None) -> State:
    if found is None:
        return "empty"
    if found == revisions()[-1]:
        return "current"
    return "behind" if found in revisions() else "newer"


def _revision(connection: sa.Connection) -> str | None:
    names = sa.inspect(connection)
    if names.has_table(_version.name):
        found = connection.execute(sa.select(_version.c.version_num)).scalar()
        if found is not None:
            return str(found)
    return max((form for table, form in _UNSAID.items() if names.has_table(table)), default=None)


def _climb(connection: sa.Connection, before: str | None, target: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_STEPS).replace("%", "%%"))
    if before is not None:
        _stamp(connection, before)
    command.upgrade(config, target)


def _stamp(connection: sa.Connection, form: str) -> None:
    _versions.create_all(connection)
    connection.execute(_version.delete())
    connection.execute(_version.insert().values(version_num=form))


def _copy(database: Database, form: str) -> None:
    """Copy a SQLite file that is in use; the copy has its name only once it is complete."""
    if (target := copy_of(database, form)) is None or database.file is None:
        return
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(database.file)) as source, closing(sqlite3.connect(part)) as copy:
        source.backup(copy)
    part.replace(target)
