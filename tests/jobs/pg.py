"""A real PostgreSQL for the tests, by pgserver, and both kinds of database by URL."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa


class Postgres:
    """One PostgreSQL with as many databases as are asked for. Its connections are Unix sockets in `folder`."""

    def __init__(self, folder: Path) -> None:
        pgserver: Any = import_module("pgserver")  # without types of its own
        folder.chmod(0o777)  # PostgreSQL refuses the superuser: pgserver runs it as a user of its own
        self._server = pgserver.get_server(folder, cleanup_mode="stop")
        # Many processes at once, each with a pool; and no waiting for a disk that nobody reads after the tests.
        self._execute("alter system set max_connections = 300")
        self._execute("alter system set fsync = off")
        self.stop()
        self.start()

    def url(self, name: str | None = None) -> str:
        """The SQLAlchemy URL of a database, made if it is not there yet; without a name, of a fresh one."""
        name = name or f"fresh_{uuid4().hex}"
        if name not in self._databases():
            self._execute(f'create database "{name}"')
        return self._of(name)

    def stop(self, *, crash: bool = False) -> None:
        """Stop it now: clients lose their connections. crash: as if killed, with a recovery at the next start."""
        commands: Any = import_module("pgserver._commands")
        arguments = ["-w", "-m", "immediate" if crash else "fast", "stop"]
        commands.pg_ctl(arguments, pgdata=self._server.pgdata, user=self._server.system_user, timeout=30)

    def start(self) -> None:
        """Start it again, under the same addresses, with all its databases."""
        self._server.ensure_postgres_running()

    def close(self) -> None:
        self._server.cleanup()

    def _of(self, name: str) -> str:
        url: str = self._server.get_uri(name)
        return url.replace("postgresql://", "postgresql+psycopg://", 1)

    def _databases(self) -> list[str]:
        engine = sa.create_engine(self._of("postgres"), poolclass=sa.NullPool)
        with engine.connect() as connection:
            return list(connection.exec_driver_sql("select datname from pg_database").scalars())

    def _execute(self, sql: str) -> None:
        engine = sa.create_engine(self._of("postgres"), poolclass=sa.NullPool, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(sql)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL that all tests of a run share: each takes a fresh database. Whoever stops it starts it again."""
    pytest.importorskip("pgserver", reason="pgserver has no wheel for this Python")
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())
    with tempfile.TemporaryDirectory(prefix="kinora-pg-", ignore_cleanup_errors=True) as folder:
        server = Postgres(Path(folder))
        try:
            yield server
        finally:
            server.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A fresh, empty database of each kind: a test that takes this runs twice."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'kinora.db'}"
    postgres: Postgres = request.getfixturevalue("postgres")
    return postgres.url()
