"""The frame pipeline: several render processes fill a ring of shared memory, the parent yields the frames in order.

The ring is anonymous memory behind a file descriptor: it has no name, so that nothing is left of it however the
processes end. Refuses to know what the frames show or where they go.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tempfile
import weakref
from collections.abc import Iterator
from types import TracebackType
from typing import IO, Self

import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.crew.reel import DONE, FAILED, FREE, Reel, Share, draw, ring_view
from kinora.spec.errors import EngineFailed, KinoraError

MOST_PROCESSES = 4
_SLOTS = 3  # frames that one process may be ahead
_ENVIRONMENT = {
    # One BLAS thread: the default of one a core costs each process start-up time and memory for nothing.
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    # glibc gives every plane of a frame back to the kernel and faults it in again for the next one: 2 ms a frame.
    "MALLOC_MMAP_THRESHOLD_": str(2**28),
    "MALLOC_TRIM_THRESHOLD_": str(2**28),
}


def processes_here() -> int:
    """How many render processes suit this machine: one a core it may use, four at most."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(MOST_PROCESSES, cores))


class Crew:
    """Render processes that live across clips. They are gone with this object, or with `dismiss`.

    processes: how many; 0 draws in this process, as does a machine on which no process or memory is to be had.
    """

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self._members: list[_Member] = []
        self._ring: int | None = None
        self._end = weakref.finalize(self, _end, self._members, [])

    def __enter__(self) -> Self:
        self.call()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.dismiss()

    def call(self) -> None:
        """Start what is not running. Before the shot is known, so that the start runs beside its preparation."""
        if not all(member.is_alive for member in self._members):
            self.dismiss()
        try:
            if self._processes and self._ring is None:
                self._ring = _anonymous_memory()
                self._end.detach()
                self._end = weakref.finalize(self, _end, self._members, [self._ring])
            while self._ring is not None and len(self._members) < self._processes:
                self._members.append(_Member(self._ring))
        except OSError:
            self.dismiss()

    def frames(self, reel: Reel) -> Iterator[NDArray[np.uint8]]:
        """Yield every frame in order: I420 uint8, shape (height * 3 // 2, width), valid until the next is asked for.

        The bytes don't depend on the number of processes. Raises EngineFailed when a process dies, and whatever
        KinoraError the shot itself raised. Processes that did not get to the end of a clip are not used again.
        """
        ended = False
        try:
            yield from self._frames(reel)
            ended = True
        finally:
            if not ended:
                self.dismiss()

    def _frames(self, reel: Reel) -> Iterator[NDArray[np.uint8]]:
        self.call()
        members = self._members[: 1 if reel.sequential else reel.frames]
        slots = self._map_ring(reel, len(members) * _SLOTS)
        if slots is None:
            shot = reel.make()
            for index in range(reel.frames):
                yield draw(shot, index, reel)
            return
        step = len(members)
        shares = [member.start(reel, first=first, step=step) for first, member in enumerate(members)]
        for index in range(reel.frames):
            member, share = members[index % step], shares[index % step]
            member.wait()
            yield slots[share.slot(index)]
            if index + step * share.slots < reel.frames:  # else nobody waits for the slot any more
                member.release()

    def _map_ring(self, reel: Reel, slots: int) -> NDArray[np.uint8] | None:
        if self._ring is None or not slots:
            return None
        try:
            _reserve(self._ring, reel.frame_bytes * slots)
            return ring_view(self._ring, reel, slots)
        except OSError:
            return None

    def dismiss(self) -> None:
        """End the processes and give their memory back."""
        self._end()
        self._ring = None


def _end(members: list[_Member], rings: list[int]) -> None:
    for member in members:
        member.stop()
    members.clear()
    for ring in rings:
        os.close(ring)


class _Member:
    """One render process, seen from its parent."""

    def __init__(self, ring: int) -> None:
        environment = {**os.environ, **_ENVIRONMENT}
        command = [sys.executable, "-P", "-m", "kinora.engines.previs.crew.worker", str(os.getpid())]
        self._ring = ring
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0, pass_fds=(ring,), env=environment
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._orders: IO[bytes] = self._process.stdin
        self._answers: IO[bytes] = self._process.stdout

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def start(self, reel: Reel, *, first: int, step: int) -> Share:
        """Send the process its share of the frames."""
        share = Share(reel=reel, first=first, step=step, ring=self._ring, slots=_SLOTS)
        self._order(pickle.dumps(share, protocol=5))
        return share

    def wait(self) -> None:
        """Wait for the process's next frame."""
        answer = self._answers.read(1)
        if answer == DONE:
            return
        if answer == FAILED:
            error = pickle.loads(self._answers.read())
            if isinstance(error, KinoraError):
                raise error
        raise EngineFailed(f"A render process stopped (exit code {self._process.wait()})")

    def release(self) -> None:
        """Give the process back the slot of the frame it drew last."""
        self._order(FREE)

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        self._orders.close()
        self._answers.close()

    def _order(self, message: bytes) -> None:
        rest = memoryview(message)
        try:
            while rest:
                rest = rest[self._orders.write(rest) :]
        except BrokenPipeError:
            return  # it ended, perhaps with all its frames drawn: `wait` tells which


def _anonymous_memory() -> int:
    if hasattr(os, "memfd_create"):
        return os.memfd_create("previs")
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())


def _reserve(ring: int, length: int) -> None:
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(ring, 0, length)  # takes the memory now: a page that is missing later would be a SIGBUS
    else:
        os.ftruncate(ring, length)
