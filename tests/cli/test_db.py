"""`kinora db` as a person types it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from kinora.jobs import schema
from kinora.jobs.database import Database
from tests.cli.test_commands import kinora

NEWEST = schema.revisions()[-1]


def test_the_tables_of_a_folder_from_nothing_to_the_newest(tmp_path: Path) -> None:
    here = ("--data", str(tmp_path))
    missing = kinora("db", "status", *here)
    assert missing.returncode == 2
    assert "There is no database" in missing.stderr
    assert not list(tmp_path.iterdir())
    assert kinora("db", "upgrade", *here).stdout == f"Made the tables: {NEWEST}.\n"
    assert kinora("db", "upgrade", *here).stdout == f"Nothing to do: the tables are {NEWEST}.\n"
    done = kinora("db", "status", *here)
    assert (done.returncode, done.stdout) == (0, f"The tables are {NEWEST}, as this version has them.\n")


def test_older_tables_are_named_and_brought_up(database_url: str, tmp_path: Path) -> None:
    database = Database(database_url)
    schema.upgrade(database, to="0001")
    database.close()
    here = (
        ("--data", str(tmp_path)) if database.file else ("--database-url", database_url, "--data", str(tmp_path / "d"))
    )
    behind = kinora("db", "status", *here)
    assert behind.returncode == 1
    assert f"The tables are 0001, this version's are {NEWEST}. Next: kinora db upgrade" in behind.stdout
    done = kinora("db", "upgrade", *here)
    assert done.stdout.startswith(f"Upgraded the tables from 0001 to {NEWEST}.\n"), done.stderr
    assert ("A copy of the database as it was" in done.stdout) is bool(database.file)
    if database.file:
        copy = sqlite3.connect(f"{database.file}.before-{NEWEST}")
        assert copy.execute("select version_num from alembic_version").fetchall() == [("0001",)]
        copy.close()
    assert kinora("db", "status", *here).returncode == 0


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("mysql://somewhere", "must begin with postgresql://"),
        ("postgresql://127.0.0.1:1/none?connect_timeout=2", "The database can't be used"),
    ],
)
def test_a_database_out_of_reach_is_said_in_one_sentence(url: str, says: str, tmp_path: Path) -> None:
    done = kinora("db", "status", "--database-url", url, "--data", str(tmp_path))
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
