"""What the shared PostgreSQL promises to the tests that use it."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from tests.jobs.pg import Postgres


def test_a_database_survives_a_stop_and_a_crash(postgres: Postgres) -> None:
    url = postgres.url("kept")
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql("create table t as select 7 as n")
    for crash in (False, True):
        postgres.stop(crash=crash)
        with pytest.raises(sa.exc.OperationalError):
            engine.connect()
        postgres.start()
        assert postgres.url("kept") == url
        with engine.connect() as connection:
            assert connection.exec_driver_sql("select n from t").scalar_one() == 7


def test_each_kind_is_fresh(database_url: str) -> None:
    engine = sa.create_engine(database_url, poolclass=sa.NullPool)
    assert sa.inspect(engine).get_table_names() == []
