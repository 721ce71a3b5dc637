"""`python -m tests.jobs.serving '{"folder": …}'`: a worker process for tests that kill it, stop it or watch it.

Submits jobs that take a few seconds each, prints their ids, a line each, then `ready` with its worker's id, and works
until it is killed or asked to leave.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from tests.jobs.house import PATIENT, build, wish, working

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Serving:
    """A process at work."""

    process: subprocess.Popen[str]
    worker: str
    ids: tuple[UUID, ...]

    @property
    def pid(self) -> int:
        return self.process.pid

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@contextmanager
def serving(folder: Path, *, jobs: int = 0, **options: Any) -> Iterator[Serving]:
    """Start one and wait until it works. options: those of `build` that JSON can say, and `seconds` a job."""
    order = json.dumps({"folder": str(folder), "jobs": jobs, **options})
    command = [sys.executable, "-m", "tests.jobs.serving", order]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            ids = [UUID(line.strip()) for line in iter(process.stdout.readline, "ready\n")]
            yield Serving(process, process.stdout.readline().strip(), tuple(ids))
        finally:
            process.kill()


async def serve(order: dict[str, Any]) -> None:
    folder, jobs, seconds = Path(order.pop("folder")), order.pop("jobs"), order.pop("seconds", 4)
    async with working(build(folder, **{"engine": PATIENT, **order})) as house:
        for _ in range(jobs):
            sys.stdout.write(f"{(await house.submit(wish(seconds=seconds))).id}\n")
        sys.stdout.write(f"ready\n{house.worker.lease.id}\n")
        sys.stdout.flush()
        await house.worker.drained()


if __name__ == "__main__":
    asyncio.run(serve(json.loads(sys.argv[1])))
