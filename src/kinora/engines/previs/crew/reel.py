"""What render processes and their parent agree on: a clip as a recipe, each process's share, the ring of frames."""

from __future__ import annotations

import mmap
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.drawing.mark import draw_mark

DONE = b"."
FAILED = b"!"
FREE = b"."


class Shot(Protocol):
    """Something that can draw every frame of a clip."""

    def frame(self, index: int) -> NDArray[np.uint8]:
        """Frame `index` as BGR uint8, shape (height, width, 3). A pure function of the index, unless sequential."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Reel:
    """All frames of one clip, as a recipe that another process can follow.

    make: builds the shot; picklable. sequential: the shot's frames must be drawn in order, by one process.
    """

    make: Callable[[], Shot]
    width: int
    height: int
    frames: int
    watermark: bool = False
    sequential: bool = False

    @property
    def frame_bytes(self) -> int:
        """Bytes of one I420 frame."""
        return self.width * self.height * 3 // 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one process draws: the frames `first`, `first + step`, … into its own `slots` of the ring, in turn."""

    reel: Reel
    first: int
    step: int
    ring: int
    slots: int

    def slot(self, index: int) -> int:
        """The ring's slot for a frame of this share: each process owns `slots` neighbouring ones."""
        return self.first * self.slots + (index - self.first) // self.step % self.slots


def draw(shot: Shot, index: int, reel: Reel) -> NDArray[np.uint8]:
    """One finished frame: I420 uint8, BT.601 limited range, shape (height * 3 // 2, width)."""
    frame = shot.frame(index)
    if reel.watermark:
        frame = draw_mark(frame)
    return np.asarray(cv2.cvtColor(frame, cv2.COLOR_BGR2YUV_I420), np.uint8)


def ring_view(ring: int, reel: Reel, slots: int) -> NDArray[np.uint8]:
    """The shared memory behind descriptor `ring` as frames: uint8, shape (slots, height * 3 // 2, width)."""
    memory = mmap.mmap(ring, reel.frame_bytes * slots)
    return np.frombuffer(memory, np.uint8).reshape(slots, reel.height * 3 // 2, reel.width)
