"""What a clip costs: CPU-seconds of the whole render (every process), wall time, frames a second, memory.

    python bench/previs.py [--seconds 5]

CPU-seconds are the figure to trust on a shared machine. Each row renders in a child process, as the server does.
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
from kinora.engines.child_process import render_in_child
from kinora.engines.registry import Registry
from kinora.spec.outcome import Progress
from kinora.spec.plan import Plan

SURF = "A koala surfs a wave at sunset, cinematic"
PLAY = "The koala plays with the cat"
ROWS = [
    (SURF, 1280, 720, "text"),
    (PLAY, 1280, 720, "text"),
    (SURF, 864, 480, "text"),
    (SURF, 1920, 1088, "text"),
    (SURF, 1280, 720, "image"),
    (PLAY, 1280, 720, "first to last"),
]


@dataclass
class Cost:
    """What one render took."""

    wall: float
    cpu: float
    megabytes: float


class Watch(threading.Thread):
    """Looks at every process below this one, ten times a second, for as long as they live."""

    def __init__(self) -> None:
        super().__init__()
        self.done = threading.Event()
        self.megabytes = 0.0
        self._ticks: dict[int, int] = {}

    @property
    def cpu_seconds(self) -> float:
        return sum(self._ticks.values()) / os.sysconf("SC_CLK_TCK")

    def run(self) -> None:
        while not self.done.wait(0.1):
            family = list(descendants(os.getpid()))
            self._ticks.update(family)
            self.megabytes = max(self.megabytes, sum(megabytes(pid) for pid, _ in family))


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


def megabytes(pid: int) -> float:
    """A process's memory, shared pages divided among those who share them (PSS)."""
    with suppress(OSError, IndexError):
        return int(Path(f"/proc/{pid}/smaps_rollup").read_text().split("Pss:")[1].split()[0]) / 1024
    return 0.0


async def render(plan: Plan, inputs: Inputs) -> Cost:
    async def ignore(_: Progress) -> None:
        pass

    watch = Watch()
    watch.start()
    begun = time.monotonic()
    try:
        await render_in_child(Registry.installed().target("previs"), plan, inputs, ignore)
    finally:
        wall = time.monotonic() - begun
        watch.done.set()
        watch.join()
    return Cost(wall, watch.cpu_seconds, watch.megabytes)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=5)
    seconds = parser.parse_args().seconds
    print(f"{'clip':<16}{'size':>11}{'CPU-s':>8}{'wall s':>8}{'frames/s':>10}{'x real time':>13}{'MB':>6}")
    for prompt, width, height, mode in ROWS:
        with tempfile.TemporaryDirectory() as text:
            folder = Path(text)
            (folder / "a.png").write_bytes(picture(width, height))
            (folder / "b.png").write_bytes(picture(width, height, shift=40))
            inputs = Inputs(
                output=folder / "clip.mp4",
                start_frame=None if mode == "text" else folder / "a.png",
                end_frame=folder / "b.png" if mode == "first to last" else None,
            )
            plan = Plan(model="bench", prompt=prompt, width=width, height=height, seconds=seconds, seed=7)
            cost = asyncio.run(render(plan, inputs))
        speed = plan.frames / cost.wall
        print(
            f"{mode:<16}{f'{width}x{height}':>11}{cost.cpu:>8.1f}{cost.wall:>8.1f}{speed:>10.1f}"
            f"{seconds / cost.wall:>13.2f}{cost.megabytes:>6.0f}"
        )


if __name__ == "__main__":
    main()
