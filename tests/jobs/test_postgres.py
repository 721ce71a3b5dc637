"""The same house on a real PostgreSQL."""

from __future__ import annotations

import asyncio
from pathlib import Path

from kinora.spec.outcome import Cancelled, Succeeded
from tests.jobs.house import ANNA, FORM, PATIENT, running
from tests.jobs.pg import Postgres

LIMIT_SECONDS = 30


def test_jobs_are_durable_unique_and_cancelled_on_postgresql_too(tmp_path: Path, postgres: Postgres) -> None:
    url = postgres.url()

    async def go() -> None:
        async with running(tmp_path, engine=PATIENT, url=url) as house, asyncio.timeout(LIMIT_SECONDS):
            made = await house.submit()
            again = await asyncio.gather(*(house.submit(key="k") for _ in range(8)))
            assert len({view.id for view in again}) == 1
            while (await house.store.get(made.id)).stage != "rendering":
                await asyncio.sleep(0.05)
            assert (await house.desk.cancel(again[0].id, ANNA, links=FORM)).outcome == Cancelled()
        async with running(tmp_path, url=url) as house, asyncio.timeout(LIMIT_SECONDS):
            assert isinstance((await house.finished(made.id))[-1].outcome, Succeeded)
            assert (await house.store.get(made.id)).runs == 2
            assert (await house.desk.list(ANNA, links=FORM))[1] == 2

    asyncio.run(go())
