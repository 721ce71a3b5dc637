"""`python -m tests.jobs.serving <folder> [<jobs>]`: a server-like process for tests that kill it.

Submits jobs that take a few seconds, prints their ids, a line each, and works until it is killed.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from tests.jobs.house import PATIENT, running


async def serve(folder: Path, jobs: int) -> None:
    async with running(folder, engine=PATIENT) as house:
        for _ in range(jobs):
            sys.stdout.write(f"{(await house.submit()).id}\n")
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), int(sys.argv[2])))
