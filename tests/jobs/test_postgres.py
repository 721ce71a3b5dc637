"""The same house on PostgreSQL, where one is installed."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kinora.jobs.runtime import Runtime
from kinora.spec.errors import Busy
from kinora.spec.outcome import Cancelled, Succeeded
from tests.jobs.house import ANNA, FORM, PATIENT, build, running

LIMIT_SECONDS = 30
PROGRAMS = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)
# PostgreSQL refuses to run as the superuser.
OWNER = "postgres" if os.getuid() == 0 else None


def call(program: str, *arguments: str) -> None:
    assert PROGRAMS is not None
    subprocess.run([PROGRAMS / program, *arguments], check=True, user=OWNER, stdout=subprocess.DEVNULL, cwd="/")


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    if PROGRAMS is None:
        pytest.skip("no PostgreSQL is installed")
    folder = Path(tempfile.mkdtemp(prefix="kinora-pg-"))
    try:
        if OWNER is not None:
            shutil.chown(folder, OWNER)
        call("initdb", "-D", f"{folder}/data", "-A", "trust", "-U", "kinora", "--no-sync")
        # No port, only a socket in the folder; nothing else on this machine can be in its way.
        options = f"-k {folder} -c listen_addresses= -c fsync=off"
        call("pg_ctl", "-D", f"{folder}/data", "-o", options, "-l", f"{folder}/log", "-w", "start")
        try:
            yield f"postgresql+psycopg://kinora@/postgres?host={folder}"
        finally:
            call("pg_ctl", "-D", f"{folder}/data", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def test_jobs_are_durable_unique_and_cancelled_on_postgresql_too(tmp_path: Path, url: str) -> None:
    async def go() -> None:
        async with running(tmp_path, engine=PATIENT, url=url) as house, asyncio.timeout(LIMIT_SECONDS):
            made = await house.submit()
            again = await asyncio.gather(*(house.submit(key="k") for _ in range(8)))
            assert len({view.id for view in again}) == 1
            while (await house.store.get(made.id)).stage != "rendering":
                await asyncio.sleep(0.05)
            assert (await house.desk.cancel(again[0].id, ANNA, links=FORM)).outcome == Cancelled()
            second = build(tmp_path, url=url)
            assert isinstance(second.line, Runtime)
            with pytest.raises(Busy):
                await second.line.start()
            second.close()
        async with running(tmp_path, url=url) as house, asyncio.timeout(LIMIT_SECONDS):
            assert isinstance((await house.finished(made.id))[-1].outcome, Succeeded)
            assert (await house.store.get(made.id)).runs == 2
            assert (await house.desk.list(ANNA, links=FORM))[1] == 2

    asyncio.run(go())
