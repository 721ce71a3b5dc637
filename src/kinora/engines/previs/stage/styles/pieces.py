"""Still maps that break a frame into pieces: brush strokes, tiles, facets. Each pixel learns which pixel to copy.

A map is made once a clip; the pieces stay where they are while their colours change, so that nothing boils.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.drawing.noise import value_noise
from kinora.engines.previs.stage.styles.plates import Frame, chance_of


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """source: where each pixel's colour is read, int16 (height, width, 2). relief: light on the pieces, 128 is flat."""

    source: NDArray[np.int16]
    relief: Frame

    def of(self, picture: Frame) -> Frame:
        """The picture broken into these pieces. Blur it first: one pixel speaks for a whole piece."""
        nothing = np.empty(0, np.uint16)
        return np.asarray(cv2.remap(picture, self.source, nothing, cv2.INTER_NEAREST), np.uint8)

    def lit(self, picture: Frame) -> Frame:
        """The picture with the pieces' own light and shade."""
        return np.asarray(cv2.multiply(picture, self.relief, scale=1 / 128.0), np.uint8)


def _relief(levels: NDArray[np.floating]) -> Frame:
    return np.repeat(np.clip(levels, 0, 255).astype(np.uint8)[..., None], 3, axis=2)


def _pieces(ids: NDArray[np.int32], centres: NDArray[np.float32], relief: NDArray[np.floating]) -> Pieces:
    """Pieces from the number of the piece that each pixel belongs to; -1 belongs to none and copies itself."""
    height, width = ids.shape
    places = np.clip(np.rint(centres), 0, [width - 1, height - 1]).astype(np.int16)
    source = places[np.maximum(ids, 0)]
    rows, columns = np.nonzero(ids < 0)
    source[rows, columns] = np.stack([columns, rows], axis=-1)
    return Pieces(np.ascontiguousarray(source), _relief(relief))


_FINE = 5  # breadths up to this are drawn on a patch that repeats: nobody sees the single stroke


@lru_cache(maxsize=3)
def strokes(height: int, width: int, seed: int, length: int, breadth: int, depth: float) -> Pieces:
    """Brush strokes that follow a slowly turning direction, the later over the earlier.

    length, breadth: in pixels. depth: how much light the ridges of the paint catch.
    """
    if breadth > _FINE or max(height, width) <= breadth * 80:
        return _stroked(height, width, seed, length, breadth, depth)
    side = breadth * 80
    patch = _stroked(side, side, seed, length, breadth, depth)
    y, x = np.mgrid[0:height, 0:width]
    corner = np.stack([x // side * side, y // side * side], axis=-1)
    source = patch.source[y % side, x % side] + corner
    return Pieces(
        np.ascontiguousarray(np.clip(source, 0, [width - 1, height - 1]).astype(np.int16)),
        np.ascontiguousarray(patch.relief[y % side, x % side]),
    )


def _stroked(height: int, width: int, seed: int, length: int, breadth: int, depth: float) -> Pieces:
    chance = chance_of(seed, f"strokes {length}")
    step = max(2.0, breadth * 0.72)
    columns, rows = np.meshgrid(np.arange(0, width + step, step * 1.7), np.arange(0, height + step, step))
    centres = np.stack([columns.ravel(), rows.ravel()], axis=-1).astype(np.float32)
    centres += chance.normal(0, breadth * 0.45, centres.shape).astype(np.float32)
    centres = centres[chance.permutation(len(centres))]
    turn = value_noise(chance, 64, 96, cells=5, octaves=2) * 48 + 20
    whim = chance.normal(0, 1, len(centres)).astype(np.float32)
    place = (centres / (width, height) * (95, 63)).clip(0, (95, 63)).astype(np.int32)
    angle = np.radians(turn[place[:, 1], place[:, 0]] + 6 * whim)
    along = np.stack([np.cos(angle), np.sin(angle)], axis=-1) * (length * (0.375 + 0.05 * whim[:, None]))
    across = np.stack([-np.sin(angle), np.cos(angle)], axis=-1) * (breadth / 2)
    corners = np.stack([along + across, along - across, -along - across, across - along], axis=1) + centres[:, None]
    ids = np.full((height, width), -1, np.int32)
    for number, outline in enumerate(np.rint(corners).astype(np.int32)):
        cv2.fillConvexPoly(ids, outline, number)
    hair = np.asarray(cv2.blur(chance.normal(0, 1, (height, width)).astype(np.float32), (max(3, length // 3), 1)))
    relief = 128 + depth * (5 * whim[np.maximum(ids, 0)] + hair * 14 + _slope(ids) * 16 - _edges(ids) * 10)
    return _pieces(ids, centres, relief)


def _edges(ids: NDArray[np.int32]) -> NDArray[np.float32]:
    """1 on the first pixel of every piece, seen from the left and from above."""
    edge = np.zeros(ids.shape, np.float32)
    edge[:, 1:] = ids[:, 1:] != ids[:, :-1]
    edge[1:] = np.maximum(edge[1:], ids[1:] != ids[:-1])
    return edge


def _slope(ids: NDArray[np.int32]) -> NDArray[np.float32]:
    """Light from above on the upper borders of the pieces, softly."""
    upper = np.zeros(ids.shape, np.float32)
    upper[1:] = ids[1:] != ids[:-1]
    return np.asarray(cv2.GaussianBlur(np.roll(upper, 1, axis=0), (0, 0), 0.8), np.float32)


@lru_cache(maxsize=2)
def tiles(height: int, width: int, seed: int, size: int) -> Pieces:
    """Small stones set in nearly straight rows, with mortar between them."""
    chance = chance_of(seed, "tiles")
    rows, columns = -(-height // size) + 1, -(-width // size) + 2
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    # Rows that swing a little are what tells a mosaic from large pixels.
    y += size * 0.55 * value_noise(chance, height, width, cells=7, octaves=1)
    row = np.clip(np.floor(y / size), 0, rows - 1).astype(np.int32)
    offset = chance.uniform(0, size, rows).astype(np.float32)
    cut = x + offset[row]
    column = np.clip(np.floor(cut / size), 0, columns - 1).astype(np.int32)
    ids = row * columns + column
    inner_y, inner_x = y / size - row, cut / size - column
    border = np.minimum(np.minimum(inner_x, 1 - inner_x), np.minimum(inner_y, 1 - inner_y)) * size
    joint = np.clip(border / max(0.8, size * 0.10), 0, 1)
    tone = chance.normal(0, 7, rows * columns).astype(np.float32)[ids]
    bevel = ((0.5 - inner_y) + (0.5 - inner_x)) * 16
    relief = (128 + tone + bevel) * (0.42 + 0.58 * joint)
    count = np.bincount(ids.ravel(), minlength=rows * columns).astype(np.float32)
    centre_x = np.bincount(ids.ravel(), np.tile(np.arange(width), height), rows * columns) / np.maximum(count, 1)
    centre_y = np.bincount(ids.ravel(), np.repeat(np.arange(height), width), rows * columns) / np.maximum(count, 1)
    return _pieces(ids, np.stack([centre_x, centre_y], axis=-1).astype(np.float32), relief)


@lru_cache(maxsize=3)
def facets(height: int, width: int, seed: int, size: int) -> Pieces:
    """Triangles over a shaken grid, each in a light of its own."""
    chance = chance_of(seed, f"facets {size}")
    rows, columns = -(-height // size) + 2, -(-width // size) + 2
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32)
    corners = np.stack([(x - 0.5 + (y % 2) * 0.5) * size, (y - 0.5) * size], axis=-1)
    corners += chance.uniform(-0.32, 0.32, corners.shape).astype(np.float32) * size
    ids = np.full((height, width), -1, np.int32)
    centres: list[NDArray[np.float32]] = []
    for r in range(rows - 1):
        for c in range(columns - 1):
            a, b, d, e = corners[r, c], corners[r, c + 1], corners[r + 1, c], corners[r + 1, c + 1]
            halves = ((a, b, e), (a, e, d)) if r % 2 else ((a, b, d), (b, e, d))
            for triangle in halves:
                points = np.stack(triangle)
                cv2.fillConvexPoly(ids, np.rint(points).astype(np.int32), len(centres))
                centres.append(points.mean(axis=0))
    light = chance.normal(0, 6.5, len(centres)).astype(np.float32)
    relief = 128 + light[np.maximum(ids, 0)]
    return _pieces(ids, np.asarray(centres, np.float32), relief)
