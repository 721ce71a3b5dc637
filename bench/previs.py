"""What a clip costs: CPU-seconds of the whole render (every process), wall time, frames a second, memory.

    python bench/previs.py [--seconds 5]

CPU-seconds are the figure to trust on a shared machine; a bar is what is promised for 5 seconds at 24 frames a second
with sound. Rows render as the server does, in a child process that stays for the next clip; the first row starts it,
and its cost says what a start adds. Memory is the largest sum over all processes, shared pages counted in each (RSS)
and divided among those who share them (PSS).
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.served import picture

from kinora.engines.base import Inputs
from kinora.engines.pool import RenderPool
from kinora.engines.registry import Registry
from kinora.spec.outcome import Progress
from kinora.spec.plan import Plan

SURF = "A koala surfs a wave at sunset, cinematic"
PLAY = "The koala plays with the cat"


@dataclass(frozen=True)
class Row:
    """One clip to render. seconds: other than the usual. bar: CPU-seconds that 5 seconds of it may cost."""

    mode: str
    prompt: str
    width: int
    height: int
    bar: float | None = None
    seconds: int | None = None


ROWS = [
    Row("text, first clip", SURF, 1280, 720),
    Row("text", SURF, 1280, 720, 7.0),
    Row("text", PLAY, 1280, 720, 7.0),
    Row("text", SURF, 864, 480, 3.5),
    Row("text", SURF, 1920, 1088, 16.0),
    Row("image", SURF, 1280, 720, 5.5),
    Row("first to last", PLAY, 1280, 720, 7.0),
    Row("text, 4 s", SURF, 1280, 720, seconds=4),
    Row("text, 15 s", SURF, 1280, 720, seconds=15),
]


@dataclass
class Cost:
    """What one render took. Memory in megabytes."""

    wall: float
    cpu: float
    resident: float
    divided: float


class Watch(threading.Thread):
    """Looks at every process below this one, ten times a second, for as long as they live."""

    def __init__(self) -> None:
        super().__init__()
        self.done = threading.Event()
        self.resident = self.divided = 0.0
        self._ticks: dict[int, int] = {}
        self._before = dict(descendants(os.getpid()))

    @property
    def cpu_seconds(self) -> float:
        used = sum(ticks - self._before.get(pid, 0) for pid, ticks in self._ticks.items())
        return used / os.sysconf("SC_CLK_TCK")

    def run(self) -> None:
        while not self.done.wait(0.1):
            self.look()

    def look(self) -> None:
        family = list(descendants(os.getpid()))
        self._ticks.update(family)
        memory = [megabytes(pid) for pid, _ in family]
        self.resident = max(self.resident, sum(resident for resident, _ in memory))
        self.divided = max(self.divided, sum(divided for _, divided in memory))


def descendants(root: int) -> Iterator[tuple[int, int]]:
    """Process ids below a process, and the clock ticks that each has used."""
    found: dict[int, tuple[int, int]] = {}
    for entry in Path("/proc").iterdir():
        with suppress(OSError, ValueError, IndexError):
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
            found[int(entry.name)] = (int(fields[1]), int(fields[11]) + int(fields[12]))
    family = {root}
    for _ in range(4):
        family |= {pid for pid, (parent, _) in found.items() if parent in family}
    return ((pid, found[pid][1]) for pid in family - {root} if pid in found)


def megabytes(pid: int) -> tuple[float, float]:
    """A process's memory: resident, and with shared pages divided among those who share them."""
    with suppress(OSError, IndexError):
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
        resident, divided = (int(text.split(f"{name}:")[1].split()[0]) / 1024 for name in ("Rss", "Pss"))
        return resident, divided
    return 0.0, 0.0


async def render(pool: RenderPool, plan: Plan, inputs: Inputs) -> Cost:
    async def ignore(_: Progress) -> None:
        pass

    watch = Watch()
    watch.start()
    begun = time.monotonic()
    try:
        await pool.render(Registry.installed().target("previs"), plan, inputs, ignore)
    finally:
        wall = time.monotonic() - begun
        watch.done.set()
        watch.join()
        watch.look()
    return Cost(wall, watch.cpu_seconds, watch.resident, watch.divided)


async def measure(usual_seconds: int) -> None:
    pool = RenderPool()
    for row in ROWS:
        seconds = row.seconds or usual_seconds
        with tempfile.TemporaryDirectory() as text:
            folder = Path(text)
            (folder / "a.png").write_bytes(picture(row.width, row.height))
            (folder / "b.png").write_bytes(picture(row.width, row.height, shift=40))
            inputs = Inputs(
                output=folder / "clip.mp4",
                start_frame=folder / "a.png" if row.mode in ("image", "first to last") else None,
                end_frame=folder / "b.png" if row.mode == "first to last" else None,
            )
            plan = Plan(model="bench", prompt=row.prompt, width=row.width, height=row.height, seconds=seconds, seed=7)
            cost = await render(pool, plan, inputs)
        bar = f"{row.bar:.1f}" if row.bar and seconds == 5 else ""
        print(
            f"{row.mode:<18}{f'{row.width}x{row.height}':>10}{cost.cpu:>8.1f}{bar:>6}{cost.wall:>8.1f}"
            f"{plan.frames / cost.wall:>10.1f}{seconds / cost.wall:>13.2f}{cost.resident:>8.0f}{cost.divided:>8.0f}",
            flush=True,
        )
    await pool.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=5)
    seconds = parser.parse_args().seconds
    columns = f"{'CPU-s':>8}{'bar':>6}{'wall s':>8}{'frames/s':>10}{'x real time':>13}{'RSS MB':>8}{'PSS MB':>8}"
    print(f"{'clip':<18}{'size':>10}{columns}")
    asyncio.run(measure(seconds))


if __name__ == "__main__":
    main()
