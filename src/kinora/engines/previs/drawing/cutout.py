"""Paper cut-outs: flat polygons at one depth, cut once per clip and only moved by the camera in each frame."""

from __future__ import annotations

from collections.abc import Iterable

import cv2
import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.drawing.palette import Colour, bgr
from kinora.engines.previs.setting import Frame, Moment, Points, Setting

_SHIFT = 4
_GRAIN = float(1 << _SHIFT)


def to_grid(outline: Points, lens: tuple[float, float, float]) -> NDArray[np.int32]:
    """World points on OpenCV's grid of sixteenths, through a lens (scale, x, y)."""
    scale, x, y = lens
    shifted = outline * np.float32(scale * _GRAIN) + np.array([x * _GRAIN, y * _GRAIN], np.float32)
    return np.asarray(np.rint(shifted), np.int32)


def paint(frame: Frame, outlines: list[NDArray[np.int32]], colour: Colour) -> None:
    """Fill outlines on the grid, smooth at the edge. Where two outlines of one call overlap, a hole is left."""
    cv2.fillPoly(frame, outlines, bgr(colour), cv2.LINE_AA, _SHIFT)


class Cutout:
    """Shapes of one depth, painted in the order in which they were added.

    A shape is one or more outlines of one colour; outlines of one shape must not overlap each other.
    """

    def __init__(self, setting: Setting, depth: float) -> None:
        self._setting = setting
        self._depth = depth
        self._outlines: list[Points] = []
        self._shapes: list[tuple[int, int, Colour]] = []
        self._sealed: tuple[Points, NDArray[np.int64], NDArray[np.float32]] | None = None

    def add(self, outlines: Iterable[Points], colour: Colour) -> None:
        start = len(self._outlines)
        self._outlines.extend(outlines)
        if len(self._outlines) > start:
            self._shapes.append((start, len(self._outlines), colour))
            self._sealed = None

    def draw(self, frame: Frame, moment: Moment) -> None:
        if not self._shapes:
            return
        joined, starts, bounds = self._seal()
        lens = self._setting.lens(moment.view, self._depth)
        grid = to_grid(joined, lens)
        seen = self._seen(bounds, lens)
        for first, last, colour in self._shapes:
            parts = [grid[starts[k] : starts[k + 1]] for k in range(first, last) if seen[k]]
            if parts:
                paint(frame, parts, colour)

    def _seal(self) -> tuple[Points, NDArray[np.int64], NDArray[np.float32]]:
        if self._sealed is None:
            starts = np.concatenate([[0], np.cumsum([len(outline) for outline in self._outlines])])
            bounds = np.array([[*o.min(axis=0), *o.max(axis=0)] for o in self._outlines], np.float32)
            self._sealed = np.concatenate(self._outlines), starts, bounds
        return self._sealed

    def _seen(self, bounds: NDArray[np.float32], lens: tuple[float, float, float]) -> NDArray[np.bool_]:
        scale, x, y = lens
        right, low = self._setting.width, self._setting.height
        across = (bounds[:, 2] * scale + x > -2) & (bounds[:, 0] * scale + x < right + 2)
        return np.asarray(across & (bounds[:, 3] * scale + y > -2) & (bounds[:, 1] * scale + y < low + 2))
