"""The tables' forms: the steps lead to what tables.py says, and what older versions stored comes along."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from kinora.jobs import schema
from kinora.jobs.database import Database
from kinora.jobs.keys import Owner
from kinora.jobs.line import FREE, Leaver, dispatch
from kinora.jobs.store import JobStore
from kinora.jobs.tables import metadata, tallies
from kinora.spec.outcome import Succeeded
from tests.jobs.house import running
from tests.jobs.pg import Postgres
from tests.jobs.test_job import QUEUED

OLD: dict[str, list[dict[str, Any]]] = json.loads(Path(__file__).with_name("old_rows.json").read_text())
"""Every row of a data folder of the version before, which was stopped in the middle of a job."""
LEFT = {"events"}
"""Tables that only servers of the version before write."""
ANNA, BEN = UUID(int=1), UUID(int=2)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    yield database
    database.close()


@pytest.fixture
def old(database: Database) -> Database:
    """The tables and rows of the version before, which did not say their form."""
    schema.upgrade(database, to="0001")
    with database.engine.begin() as connection:
        connection.exec_driver_sql("drop table alembic_version")
        for table, rows in OLD.items():
            for row in rows:
                insert(connection, table, row)
    return database


def insert(connection: sa.Connection, table: str, row: dict[str, Any]) -> None:
    columns, values = ", ".join(row), ", ".join(f":{name}" for name in row)
    connection.execute(sa.text(f"insert into {table} ({columns}) values ({values})"), row)


def shape(database: Database) -> dict[str, Any]:
    """All that counts of the tables, in an order of its own."""
    found = sa.inspect(database.engine)
    return {
        table: {
            "columns": sorted(
                (column["name"], str(column["type"]), column["nullable"], str(column["default"]))
                for column in found.get_columns(table)
            ),
            "primary": found.get_pk_constraint(table)["constrained_columns"],
            "unique": sorted(unique["column_names"] for unique in found.get_unique_constraints(table)),
            "indexes": sorted(
                (
                    str(index["name"]),
                    index["column_names"],
                    bool(index["unique"]),
                    [str(where) for name, where in index.get("dialect_options", {}).items() if name.endswith("_where")],
                )
                for index in found.get_indexes(table)
            ),
        }
        for table in found.get_table_names()
    }


def test_the_steps_lead_to_the_tables_of_this_version(
    database: Database, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    schema.upgrade(database, to="0001")
    schema.upgrade(database)
    other = Database(
        f"sqlite:///{tmp_path / 'other.db'}" if database.is_sqlite else request.getfixturevalue("postgres").url()
    )
    schema.prepare(other)
    stepped, made = shape(database), shape(other)
    other.close()
    assert set(stepped) - LEFT == set(made) == {*metadata.tables, "alembic_version"}
    for table, parts in made.items():
        assert stepped[table] == parts, table
    assert [where for *_, where in made["jobs"]["indexes"] if where]


def test_what_was_stored_comes_along(old: Database) -> None:
    assert schema.state(old) == "behind"
    assert schema.upgrade(old) == ("0001", schema.revisions()[-1])
    assert schema.state(old) == "current"
    store = JobStore(old)

    async def go() -> None:
        for row in OLD["jobs"]:
            job = await store.get(UUID(row["id"]))
            assert (job.state, job.created, job.plan.width, job.idempotency_key) == (
                row["state"],
                row["created"],
                json.loads(row["plan"])["width"],
                row["idempotency_key"],
            )
            assert (job.lane, job.queue, job.priority) == (job.owner, "cpu", "interactive")
            events = [event for event in OLD["events"] if event["job_id"] == row["id"]]
            assert await store.history(job.id) == [
                (event["kind"], json.loads(event["data"]) | {"worker": None})
                for event in sorted(events, key=lambda event: int(event["sequence"]))
            ]
        found, total = await store.list(ANNA)
        assert len(found) == total == 6
        assert (await store.list(BEN, tier="480p"))[1] == 1

    asyncio.run(go())


def test_what_was_open_waits_again_in_fair_turns_and_later_ones_come_behind(old: Database) -> None:
    schema.upgrade(old)
    queued = replace(QUEUED, id=uuid4(), owner=BEN, lane=BEN, created=2e9, updated=2e9)

    async def go() -> list[Leaver]:
        await JobStore(old).add(queued)
        return list(await old.write(lambda one: dispatch(one, "cpu", worker="w", slots=9, turns=FREE, at=1.0)))

    leavers = asyncio.run(go())
    waited = [UUID(row["id"]) for row in OLD["jobs"] if row["finished"] is None]
    running, one, two, three, other = waited
    assert [leaver.id for leaver in leavers] == [running, other, one, queued.id, two, three]
    # What has a workflow already is taken up, not put before the workers a second time.
    assert [leaver.again for leaver in leavers] == [True, True, True, False, True, True]


def test_events_stay_in_order_though_the_clock_was_set_back(old: Database) -> None:
    id = OLD["jobs"][0]["id"]
    with old.engine.begin() as connection:
        connection.execute(sa.text("update events set at = 5 where job_id = :id and sequence = 2"), {"id": id})
    schema.upgrade(old)
    kinds = [kind for kind, _ in asyncio.run(JobStore(old).history(UUID(id)))]
    assert kinds == [event["kind"] for event in OLD["events"] if event["job_id"] == id]


def test_a_server_of_the_version_before_keeps_working(old: Database) -> None:
    """It writes its own columns alone: the others have defaults."""
    schema.upgrade(old)
    id, key = uuid4(), uuid4()
    with old.engine.begin() as connection:
        insert(connection, "jobs", {**OLD["jobs"][0], "id": id.hex, "idempotency_key": None})
        insert(connection, "events", {**OLD["events"][0], "job_id": id.hex})
        insert(connection, "keys", {**OLD["keys"][0], "id": key.hex, "hash": "other"})
    job = asyncio.run(JobStore(old).get(id))
    assert (job.lane, job.queue, job.priority, job.turn, job.pinned) == (UUID(int=0), "cpu", "interactive", 0, False)


def test_a_newer_form_is_left_alone(database: Database) -> None:
    schema.prepare(database)
    with database.engine.begin() as connection:
        connection.exec_driver_sql("update alembic_version set version_num = '9999'")
    assert schema.state(database) == "newer"
    schema.prepare(database)
    assert schema.upgrade(database) == ("9999", "9999")
    assert schema.revision(database) == "9999"


def test_older_tables_of_one_machine_are_brought_up_with_a_copy_beside(old: Database) -> None:
    if old.file is None:
        with pytest.raises(ValueError, match="kinora db upgrade"):
            schema.prepare(old)
        assert schema.state(old) == "behind"
        schema.prepare(old, upgrade_existing=True)
    else:
        schema.prepare(old)
        copy = Database(f"sqlite:///{old.file}.before-{schema.revisions()[-1]}")
        assert schema.revision(copy) == "0001"
        with copy.engine.connect() as connection:
            assert connection.exec_driver_sql("select count(*) from jobs").scalar_one() == len(OLD["jobs"])
        copy.close()
    assert schema.state(old) == "current"


def test_a_step_that_fails_changes_nothing(old: Database) -> None:
    with old.engine.begin() as connection:
        connection.exec_driver_sql("create table deliveries (id integer)")
    before = shape(old)
    with pytest.raises(sa.exc.SQLAlchemyError):
        schema.upgrade(old)
    assert shape(old) == before


UPGRADE = """
import sys
from kinora.jobs import schema
from kinora.jobs.database import Database
database = Database(sys.argv[1])
print(database.is_sqlite and "sqlite" or "postgresql", flush=True)
sys.stdin.readline()
schema.prepare(database, upgrade_existing=True)
assert schema.state(database) == "current"
database.close()
"""


@pytest.mark.parametrize("begun", [False, True])
def test_several_processes_may_start_at_once(begun: bool, database_url: str, request: pytest.FixtureRequest) -> None:
    database = Database(database_url)
    if begun:
        schema.upgrade(database, to="0001")
    command = [sys.executable, "-c", UPGRADE, database_url]
    starters = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    for starter in starters:
        assert starter.stdout is not None
        starter.stdout.readline()
    ends = []
    for starter in starters:
        assert starter.stdin is not None
        starter.stdin.write("\n")
        starter.stdin.flush()
    for starter in starters:
        _, errors = starter.communicate(timeout=60)
        ends.append((starter.returncode, errors))
    assert ends == [(0, "")] * len(starters)
    assert schema.state(database) == "current"
    with database.engine.connect() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(tallies)).scalar_one() == 0
        assert connection.exec_driver_sql("select count(*) from alembic_version").scalar_one() == 1
    database.close()


def test_tables_in_use_are_no_reason_to_make_all_wait(postgres: Postgres) -> None:
    url = postgres.url()
    database, other = Database(url), Database(url)
    schema.upgrade(database, to="0001")
    with other.engine.connect() as connection:
        connection.exec_driver_sql("lock table jobs in access share mode")
        with pytest.raises(ValueError, match="in use"):
            schema.upgrade(database, patience_seconds=0.2)
    assert schema.upgrade(database)[0] == "0001"
    database.close()
    other.close()


def test_looking_at_the_form_needs_no_alembic(tmp_path: Path) -> None:
    script = UPGRADE + "assert not [name for name in sys.modules if name.split('.')[0] == 'alembic']\n"
    command = [sys.executable, "-c", script, f"sqlite:///{tmp_path / 'kinora.db'}"]
    for _ in ("made", "found"):
        subprocess.run(command, input="\n", text=True, check=True, timeout=60)


def test_a_worker_finishes_what_the_version_before_left_open(old: Database, database_url: str, tmp_path: Path) -> None:
    schema.upgrade(old)
    open_jobs = {UUID(row["id"]): row["owner"] for row in OLD["jobs"] if row["finished"] is None}

    async def go() -> None:
        async with running(tmp_path, url=database_url) as house, asyncio.timeout(60):
            for id, owner in open_jobs.items():
                views = await house.finished(id, Owner(UUID(owner), "of before"))
                assert isinstance(views[-1].outcome, Succeeded)
                assert (await house.store.get(id)).created < 1.8e9

    asyncio.run(go())
