"""One render process: draws its share of a clip's frames into a ring of memory that it shares with its parent.

Started by `frames.Crew` as a plain program, never forked: it is safe to start beside threads, and it dies with its
parent. Refuses to know what the frames show or who encodes them.
"""

from __future__ import annotations

import ctypes
import os
import pickle
import signal
import sys
from io import BufferedReader
from typing import IO, cast

import cv2

from kinora.engines.previs.crew.reel import DONE, FAILED, FREE, Share, draw, ring_view
from kinora.spec.errors import KinoraError

_SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of linux/prctl.h


def _die_with_parent(parent: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, int(signal.SIGKILL))
    if os.getppid() != parent:  # it was gone before the signal was asked for
        sys.exit(1)


def _work(share: Share, orders: IO[bytes], answers: IO[bytes]) -> None:
    reel = share.reel
    shot = reel.make()
    slots = ring_view(share.ring, reel, (share.first + 1) * share.slots)
    for number, index in enumerate(range(share.first, reel.frames, share.step)):
        picture = draw(shot, index, reel)
        if number >= share.slots and orders.read(1) != FREE:
            return  # the parent hung up
        slots[share.slot(index)] = picture
        answers.write(DONE)


def main() -> None:
    """Read Shares from standard input; for each, answer DONE for every frame in turn, waiting for FREE slots."""
    _die_with_parent(int(sys.argv[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent gets it too, and decides
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # whatever a library prints must not be taken for an answer
    cv2.setNumThreads(1)
    orders = cast("BufferedReader", sys.stdin.buffer)
    while orders.peek(1):
        try:
            _work(pickle.load(orders), orders, answers)
        except KinoraError as error:
            answers.write(FAILED + pickle.dumps(error))
            sys.exit(1)


if __name__ == "__main__":
    main()
