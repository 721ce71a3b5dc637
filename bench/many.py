"""`python bench/many.py JOBS`: a server's own process from inside: so many jobs, worked off by it, and its memory.

A render is a copy of the first one, so that what is left is what a job costs the house itself. Prints, ten times,
the jobs and seconds so far and the resident memory in bytes: a line of JSON each.
"""

from __future__ import annotations

import asyncio
import gc
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.jobs.house import ANNA, House, build, wish, working

from kinora.engines.base import Inputs
from kinora.engines.rendering import Rendered, render
from kinora.jobs.workshop import Render
from kinora.spec.outcome import Progress
from kinora.spec.plan import Plan

AT_ONCE = 20
PARTS = 10


def resident_bytes() -> int:
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) * 1024


def copying(folder: Path) -> Render:
    made: list[Rendered] = []

    async def copied(engine: str, plan: Plan, inputs: Inputs, tell: Callable[[Progress], Awaitable[None]]) -> Rendered:
        if not made:
            made.append(render(engine, plan, Inputs(output=folder / "first.mp4"), lambda progress: None))
        await tell(Progress("rendering", 0.5))
        clip = replace(made[0].clip, path=shutil.copyfile(made[0].clip.path, inputs.output))
        poster = shutil.copyfile(made[0].poster, inputs.output.with_name("poster.jpg"))
        return replace(made[0], clip=clip, poster=poster)

    return copied


async def work_off(house: House, jobs: int) -> None:
    """Submit the jobs, some at a time, and see each of them end well."""
    waiting = iter(range(jobs))

    async def client() -> None:
        for number in waiting:
            made = await house.submit(wish(f"cat number {number}"))
            while (job := await house.store.get(made.id, ANNA.id)).state in {"queued", "running"}:
                await asyncio.sleep(0.02)
            assert job.state == "succeeded", job

    await asyncio.gather(*(client() for _ in range(AT_ONCE)))


async def main(jobs: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with working(build(folder, render=copying(folder), slots=4)) as house:
            begun = time.monotonic()
            for part in range(PARTS):
                await work_off(house, jobs // PARTS)
                gc.collect()
                told = {"jobs": (part + 1) * (jobs // PARTS), "seconds": time.monotonic() - begun}
                print(json.dumps({**told, "bytes": resident_bytes()}), flush=True)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
