"""The same house on a real PostgreSQL."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kinora.jobs.runtime import Runtime
from kinora.spec.errors import Busy
from kinora.spec.outcome import Cancelled, Succeeded
from tests.jobs.house import ANNA, FORM, PATIENT, build, running

LIMIT_SECONDS = 30
pgserver = pytest.importorskip("pgserver", reason="pgserver has no wheel for this Python")


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A real PostgreSQL, started by pgserver in a folder that its own user can reach."""
    with tempfile.TemporaryDirectory(prefix="kinora-pg-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o777)
        server = pgserver.get_server(folder, cleanup_mode="stop")
        try:
            yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
        finally:
            server.cleanup()


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
