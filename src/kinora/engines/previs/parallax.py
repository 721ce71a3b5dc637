"""Image to video: one picture in 2.5 D. The picture itself is the first frame, untouched, or the last.

With a clean matte the subject is a layer over a filled plate; without one the picture bends smoothly by its depth.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.depth import Depth, guess_depth
from kinora.engines.previs.framing import Picture, Plane
from kinora.engines.previs.lattice import Lattice
from kinora.engines.previs.matte import empty_plate, find_matte, sprite
from kinora.engines.previs.moves import DEPTH_SHIFT, DEPTH_ZOOM, OPPOSITES, RAMP_SECONDS, Move, move_at

_FADE_SECONDS = 0.35  # from the untouched picture to the layers, so that the cut is never seen
_FLATTENED = 0.35  # of the depth is left where there is no matte: more would bend upright things


@dataclass(frozen=True, slots=True)
class Still:
    """One picture taken apart, once a clip. plate and cutout are None without a clean matte."""

    picture: Picture
    depth: Depth
    plate: Picture | None = None
    cutout: NDArray[np.uint8] | None = None


def take_apart(picture: Picture) -> Still:
    """Find the picture's subject and depth. The picture already has the frame's size."""
    matte = find_matte(picture)
    depth = guess_depth(picture, matte)
    if matte is None:
        return Still(picture, depth)
    return Still(picture, depth, empty_plate(picture, matte), sprite(picture, matte))


class ParallaxShot:
    """A still that moves.

    reverse: the picture is the last frame instead of the first; the move runs backwards, so that `camera` still says
    what is seen. water: ripples where the picture is not sky. alive: the subject breathes. mirrored: see `move_at`.
    """

    def __init__(
        self,
        still: Still,
        camera: tuple[str, ...],
        *,
        frames: int,
        fps: int,
        reverse: bool = False,
        water: bool = False,
        alive: bool = False,
        mirrored: bool = False,
    ) -> None:
        height, width = still.picture.shape[:2]
        self._still = still
        self._camera = tuple(OPPOSITES.get(word, word) for word in camera) if reverse else camera
        self._size = (width, height)
        self._frames, self._fps = frames, fps
        self._reverse, self._water, self._alive, self._mirrored = reverse, water, alive, mirrored
        self._lattice = Lattice(width, height)
        self._near = self._lattice.sample(still.depth.near)
        self._behind = self._lattice.sample(still.depth.background)
        self._sky = self._lattice.sample(still.depth.sky)
        self._box = (0, 0, width, height) if still.cutout is None else opaque_box(still.cutout)

    def frame(self, index: int) -> Picture:
        """Frame `index`, BGR uint8."""
        step = self._frames - 1 - index if self._reverse else index
        if step == 0:
            return self._still.picture.copy()
        time = step / self._fps
        progress, seconds = step / (self._frames - 1), self._frames / self._fps
        move = move_at(self._camera, progress, seconds, mirrored=self._mirrored).widened(self._still.depth.subject)
        if self._still.plate is None or self._still.cutout is None:
            return self._bent(self._still.picture, self._near * np.float32(_FLATTENED), move, time)
        layered = self._bent(self._still.plate, self._behind, move, time)
        self._lay(layered, self._still.cutout, move, time)
        if time >= _FADE_SECONDS:
            return layered
        whole = self._bent(self._still.picture, self._near, move, time)
        share = time / _FADE_SECONDS
        return np.asarray(cv2.addWeighted(layered, share, whole, 1 - share, 0), np.uint8)

    def _bent(self, picture: Picture, near: Plane, move: Move, time: float) -> Picture:
        width, height = self._size
        zoom = 1 + (move.zoom - 1) * (1 + DEPTH_ZOOM * near)
        share = 0.55 + DEPTH_SHIFT * near
        swing = move.swing * DEPTH_SHIFT * (near - self._still.depth.subject)
        x = (self._lattice.x - width / 2) / zoom + width * (0.5 + move.pan * share + swing)
        y = (self._lattice.y - height / 2) / zoom + height * (0.5 + move.tilt * share)
        return self._lattice.warp(picture, x + self._drift(near, time), y)

    def _drift(self, near: Plane, time: float) -> Plane:
        """What moves by itself: clouds, and water when the prompt speaks of the sea. Grows from nothing."""
        width, height = self._size
        held = min(1.0, time / RAMP_SECONDS)
        drift = self._sky * np.float32(-0.0015 * width * time * held)
        if self._water:
            wave = np.sin(self._lattice.y * (50 / height) + 3 * time + self._lattice.x * (9 / height))
            depth = np.clip(near + 0.25, 0, 1) * (1 - self._sky)
            drift = drift + depth * wave * np.float32(0.0024 * height * held)
        return np.asarray(drift, np.float32)

    def _lay(self, below: Picture, cutout: NDArray[np.uint8], move: Move, time: float) -> None:
        """Draw the subject over the plate, in place."""
        width, height = self._size
        near = self._still.depth.subject
        zoom = 1 + (move.zoom - 1) * (1 + DEPTH_ZOOM * near)
        pan, tilt = move.shift(near, near)
        breath = 1 + 0.004 * math.sin(2.2 * time) * min(1.0, time / RAMP_SECONDS) if self._alive else 1.0
        x = width * (0.5 - zoom * (0.5 + pan))
        y = height * (0.5 - zoom * breath * (0.5 + tilt) + (breath - 1) / 2)
        matrix = np.array([[zoom, 0, x], [0, zoom * breath, y]], np.float32)
        left, top, right, bottom = _reach(self._box, matrix, width, height)
        if left >= right or top >= bottom:
            return
        matrix[:, 2] -= (left, top)
        moved = cv2.warpAffine(cutout, matrix, (right - left, bottom - top), flags=cv2.INTER_CUBIC)
        lay_over(below[top:bottom, left:right], np.asarray(moved, np.uint8))


def _reach(box: tuple[int, int, int, int], matrix: NDArray[np.float32], width: int, height: int) -> tuple[int, ...]:
    """Where a box (left, top, right, bottom) goes under an upright affine matrix, within the frame."""
    left, right = (float(matrix[0, 0]) * side + float(matrix[0, 2]) for side in (box[0], box[2]))
    top, bottom = (float(matrix[1, 1]) * side + float(matrix[1, 2]) for side in (box[1], box[3]))
    return max(0, int(left) - 2), max(0, int(top) - 2), min(width, int(right) + 3), min(height, int(bottom) + 3)


def lay_over(below: Picture, above: NDArray[np.uint8]) -> None:
    """Draw premultiplied BGRA over BGR of the same size, in place."""
    through = cv2.bitwise_not(above[..., 3])
    dimmed = cv2.multiply(below, cv2.merge([through, through, through]), scale=1 / 255)
    np.copyto(below, cv2.add(dimmed, np.ascontiguousarray(above[..., :3])))


def opaque_box(above: NDArray[np.uint8]) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of what is not wholly transparent in a BGRA picture."""
    left, top, wide, tall = cv2.boundingRect(np.ascontiguousarray(above[..., 3]))
    return int(left), int(top), int(left + wide), int(top + tall)
