"""`python -m tests.jobs.writing <url> <jobs> <lane>`: a process that submits jobs and cancels them again, at once."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import replace
from uuid import UUID, uuid4

from kinora.jobs.database import Database
from kinora.jobs.job import Stopped
from kinora.jobs.store import JobStore
from tests.jobs.house import ANNA
from tests.jobs.test_job import QUEUED


async def write(url: str, jobs: int, lane: UUID) -> None:
    database = Database(url)
    store = JobStore(database)

    async def one() -> None:
        job = await store.add(replace(QUEUED, id=uuid4(), owner=ANNA.id, lane=lane))
        await store.change(job.id, Stopped(at=11.0))

    for _ in range(0, jobs, 10):
        await asyncio.gather(*(one() for _ in range(10)))
    database.close()


if __name__ == "__main__":
    asyncio.run(write(sys.argv[1], int(sys.argv[2]), UUID(int=int(sys.argv[3]))))
