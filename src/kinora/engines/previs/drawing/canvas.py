"""A small vector canvas on OpenCV: transforms, filled and stroked outlines, opacity, supersampling."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager

import cv2
import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.drawing.curves import oval, points
from kinora.engines.previs.drawing.palette import Colour
from kinora.engines.previs.setting import Points

_SHIFT = 4
_GRAIN = 1 << _SHIFT
"""OpenCV draws on a grid of sixteenths of a pixel."""


class Canvas:
    """A transparent tile. Pixels are premultiplied BGRA at `scale` pixels per unit of length, times the supersampling.

    origin: where the tile's (0, 0) of drawing lies, in final pixels from its upper left corner.
    """

    def __init__(
        self, width: int, height: int, *, scale: float = 1.0, origin: tuple[float, float] = (0.0, 0.0), finer: int = 2
    ) -> None:
        self._finer = finer
        # Twice the size smooths by itself; at the final size OpenCV has to.
        self._edge = cv2.LINE_8 if finer > 1 else cv2.LINE_AA
        self._pixels = np.zeros((height * finer, width * finer, 4), np.uint8)
        self._matrix = np.array([[scale, 0.0, origin[0]], [0.0, scale, origin[1]]]) * finer

    @contextmanager
    def moved(self, x: float, y: float, *, degrees: float = 0.0, scale: tuple[float, float] = (1, 1)) -> Iterator[None]:
        """Draw within with the origin at (x, y), then turned clockwise, then scaled."""
        before = self._matrix
        sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
        step = np.array([[cosine * scale[0], -sine * scale[1], x], [sine * scale[0], cosine * scale[1], y], [0, 0, 1]])
        self._matrix = before @ step
        try:
            yield
        finally:
            self._matrix = before

    def fill(self, outline: Points, colour: Colour, opacity: float = 1.0) -> None:
        """Fill a closed outline."""
        grid = self._to_grid(outline)
        if opacity >= 1.0:
            cv2.fillPoly(self._pixels, [grid], _ink(colour), self._edge, _SHIFT)
            return
        with self._glazed(grid, 0, opacity) as (tile, corner):
            cv2.fillPoly(tile, [grid - corner], _ink(colour), self._edge, _SHIFT)

    def stroke(self, line: Points, width: float, colour: Colour, opacity: float = 1.0) -> None:
        """A line of round joints and ends."""
        grid = self._to_grid(line)
        matrix = self._matrix
        size = math.sqrt(abs(matrix[0, 0] * matrix[1, 1] - matrix[0, 1] * matrix[1, 0]))
        thickness = max(1, round(width * size))
        if opacity >= 1.0:
            cv2.polylines(self._pixels, [grid], False, _ink(colour), thickness, self._edge, _SHIFT)
            return
        with self._glazed(grid, thickness, opacity) as (tile, corner):
            cv2.polylines(tile, [grid - corner], False, _ink(colour), thickness, self._edge, _SHIFT)

    def oval(self, x: float, y: float, radius_x: float, radius_y: float, colour: Colour, opacity: float = 1.0) -> None:
        self.fill(oval(x, y, radius_x, radius_y), colour, opacity)

    def line(self, start: tuple[float, float], end: tuple[float, float], width: float, colour: Colour) -> None:
        self.stroke(points(start, end), width, colour)

    def finished(self) -> NDArray[np.uint8]:
        """The tile at its final size, premultiplied BGRA."""
        if self._finer == 1:
            return self._pixels
        height, width = self._pixels.shape[:2]
        size = (width // self._finer, height // self._finer)
        return np.asarray(cv2.resize(self._pixels, size, interpolation=cv2.INTER_AREA), np.uint8)

    def _to_grid(self, outline: Points) -> NDArray[np.int32]:
        placed = outline @ self._matrix[:, :2].T + self._matrix[:, 2]
        return np.asarray(np.rint(placed * _GRAIN), np.int32)

    @contextmanager
    def _glazed(
        self, grid: NDArray[np.int32], margin: int, opacity: float
    ) -> Iterator[tuple[NDArray[np.uint8], NDArray[np.int32]]]:
        """A copy of the touched part to draw on and its corner on the grid; laid back at `opacity`."""
        height, width = self._pixels.shape[:2]
        low = np.maximum(grid.min(axis=0) // _GRAIN - margin - 1, 0)
        high = np.minimum(grid.max(axis=0) // _GRAIN + margin + 2, [width, height])
        if (high <= low).any():
            yield np.zeros((1, 1, 4), np.uint8), np.zeros(2, np.int32)
            return
        part = self._pixels[low[1] : high[1], low[0] : high[0]]
        copy = part.copy()
        yield copy, np.asarray(low * _GRAIN, np.int32)
        cv2.addWeighted(copy, opacity, part, 1.0 - opacity, 0.0, dst=part)


def _ink(colour: Colour) -> tuple[int, int, int, int]:
    return round(colour[2]), round(colour[1]), round(colour[0]), 255
