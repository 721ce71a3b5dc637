"""A coarse grid over the frame, on which smooth warps are computed before they are stretched to every pixel."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.pictures.framing import Picture, Plane

_STEP = 8


class Lattice:
    """Pixel coordinates x and y at every eighth pixel, with one more cell around the frame.

    The extra cell matters: a stretched map is flat beyond its outermost samples, and the frame's edge would smear.
    """

    def __init__(self, width: int, height: int, *, step: int = _STEP) -> None:
        self._size = (width, height)
        self._step = step
        across = (np.arange(-1, -(-width // step) + 1, dtype=np.float32) + 0.5) * step - 0.5
        down = (np.arange(-1, -(-height // step) + 1, dtype=np.float32) + 0.5) * step - 0.5
        self.x, self.y = (np.ascontiguousarray(plane) for plane in np.meshgrid(across, down))

    def sample(self, plane: Plane) -> Plane:
        """A plane of any size that covers the frame, read at the lattice's points."""
        width, height = self._size
        rows, columns = plane.shape[:2]
        x = (self.x + 0.5) * np.float32(columns / width) - np.float32(0.5)
        y = (self.y + 0.5) * np.float32(rows / height) - np.float32(0.5)
        return np.asarray(cv2.remap(plane, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.float32)

    def full(self, values: Plane) -> Plane:
        """Values at the lattice's points, stretched to every pixel of the frame."""
        width, height = self._size
        step = self._step
        rows, columns = values.shape[:2]
        wide = cv2.resize(values, (columns * step, rows * step), interpolation=cv2.INTER_LINEAR)
        return np.asarray(wide, np.float32)[step : step + height, step : step + width]

    def warp(self, picture: NDArray[np.uint8], x: Plane, y: Plane, *, method: int = cv2.INTER_LINEAR) -> Picture:
        """The picture read at (x, y), given at the lattice's points."""
        across, down = self.full(x), self.full(y)
        return np.asarray(cv2.remap(picture, across, down, method, borderMode=cv2.BORDER_REFLECT_101), np.uint8)
