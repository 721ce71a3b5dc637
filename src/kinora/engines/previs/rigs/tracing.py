"""A canvas that remembers what is drawn and then makes a tile just large enough for it. Knows no creatures."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.palette import Colour
from kinora.engines.previs.setting import Points

_SHIFT = 4
_GRAIN = 1 << _SHIFT
_LARGEST = 230_000
"""Tiles of more pixels than this are drawn at their final size, not at twice of it."""
_OUTSIDE = 8
"""Pixels beyond the frame that are drawn all the same: light and lines reach in from there."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """An outline in the frame's pixels. width: of a line; 0 for a filled shape."""

    outline: NDArray[np.float64]
    width: float
    colour: Colour
    opacity: float


class Tracing(Canvas):
    """Drawn on as on a Canvas whose (0, 0) lies at `origin` of a frame; nothing is ever cut off at a tile's border."""

    def __init__(self, *, scale: float, origin: tuple[float, float]) -> None:
        super().__init__(1, 1, scale=scale, origin=origin, finer=1)
        self._shapes: list[_Shape] = []

    def fill(self, outline: Points, colour: Colour, opacity: float = 1.0) -> None:
        """Fill a closed outline."""
        self._shapes.append(_Shape(self._placed(outline), 0.0, colour, opacity))

    def stroke(self, line: Points, width: float, colour: Colour, opacity: float = 1.0) -> None:
        """A line of round joints and ends."""
        matrix = self._matrix
        size = math.sqrt(abs(matrix[0, 0] * matrix[1, 1] - matrix[0, 1] * matrix[1, 0]))
        self._shapes.append(_Shape(self._placed(line), max(width * size, 0.5), colour, opacity))

    def tile(self, width: int, height: int, margin: int) -> tuple[NDArray[np.uint8], int, int] | None:
        """What of the drawing a frame of this size shows, premultiplied BGRA, and where its corner lies.

        margin: transparent pixels round it. None when nothing of it is in the frame.
        """
        if not self._shapes:
            return None
        outlines = np.concatenate([shape.outline for shape in self._shapes])
        starts = np.cumsum([0, *(len(shape.outline) for shape in self._shapes)])
        half = np.array([[shape.width / 2.0] for shape in self._shapes])
        low = (np.minimum.reduceat(outlines, starts[:-1]) - half).min(axis=0)
        high = (np.maximum.reduceat(outlines, starts[:-1]) + half).max(axis=0)
        left, top = (max(math.floor(value), -_OUTSIDE) - margin for value in low)
        right = min(math.ceil(high[0]), width + _OUTSIDE) + margin
        bottom = min(math.ceil(high[1]), height + _OUTSIDE) + margin
        if right - left <= 2 * margin or bottom - top <= 2 * margin:
            return None
        finer = 2 if (right - left) * (bottom - top) < _LARGEST else 1
        grid = np.rint((outlines - (left, top)) * (finer * _GRAIN)).astype(np.int32)
        page = _Page(right - left, bottom - top, finer=finer)
        for place, shape in enumerate(self._shapes):
            page.put(grid[starts[place] : starts[place + 1]], shape)
        return page.finished(), left, top

    def _placed(self, outline: Points) -> NDArray[np.float64]:
        return np.asarray(outline @ self._matrix[:, :2].T + self._matrix[:, 2], np.float64)


class _Page(Canvas):
    """The tile that the shapes are put down on, given on OpenCV's grid."""

    def put(self, grid: NDArray[np.int32], shape: _Shape) -> None:
        """One shape over what is there."""
        thickness = max(1, round(shape.width * self._finer)) if shape.width else 0
        red, green, blue = shape.colour
        ink = (round(blue), round(green), round(red), 255)
        if shape.opacity >= 1.0:
            _paint(self._pixels, grid, thickness, ink, self._edge)
            return
        with self._glazed(grid, thickness, shape.opacity) as (tile, corner):
            _paint(tile, grid - corner, thickness, ink, self._edge)


def _paint(
    pixels: NDArray[np.uint8], grid: NDArray[np.int32], thickness: int, ink: tuple[int, int, int, int], edge: int
) -> None:
    if thickness:
        cv2.polylines(pixels, [grid], False, ink, thickness, edge, _SHIFT)
    else:
        cv2.fillPoly(pixels, [grid], ink, edge, _SHIFT)
