"""What the looks share: tables of levels, paper, grain, vignettes, contour lines. Everything still is made once."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.drawing.noise import value_noise
from kinora.engines.previs.drawing.pixels import less

Frame = NDArray[np.uint8]
"""Pixels (height, width, 3), BGR; or one channel (height, width)."""
Paint = Callable[[Frame, int, int], Frame]
"""A look: the frame, its index and the seed in, a new frame out. Never writes to the frame it is given."""


def unit_of(frame: Frame) -> float:
    """A drawn pixel of a 1280x720 picture: the kernels of every look grow with it."""
    return min(float(frame.shape[0]) / 720, float(frame.shape[1]) / 520)


def odd(size: float) -> int:
    """The odd kernel size next to this, at least 3."""
    return max(3, int(size) | 1)


def chance_of(seed: int, name: str) -> np.random.Generator:
    """The random numbers of one named plate."""
    return np.random.default_rng([seed, zlib.crc32(name.encode())])


def grey_of(frame: Frame) -> Frame:
    """Luma in bytes."""
    return np.asarray(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY), np.uint8)


def soft(picture: Frame, sigma: float) -> Frame:
    """Gaussian blur; wide ones are found on a smaller picture, where nobody sees the difference."""
    if sigma < 0.35:
        return picture
    shrink = 1
    while sigma / shrink > 1.9 and min(picture.shape[:2]) // (shrink * 2) >= 8:
        shrink *= 2
    if shrink == 1:
        return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), np.uint8)
    height, width = picture.shape[:2]
    small = cv2.resize(picture, (width // shrink, height // shrink), interpolation=cv2.INTER_AREA)
    blurred = cv2.GaussianBlur(small, (0, 0), sigma / shrink)
    return np.asarray(cv2.resize(blurred, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


def halved(frame: Frame, parts: int = 2) -> Frame:
    """The frame at a half (or another part) of its size."""
    height, width = frame.shape[:2]
    size = (max(4, width // parts), max(4, height // parts))
    return np.asarray(cv2.resize(frame, size, interpolation=cv2.INTER_AREA), np.uint8)


def grown(small: Frame, like: Frame) -> Frame:
    """A small picture stretched to the size of another."""
    size = (like.shape[1], like.shape[0])
    return np.asarray(cv2.resize(small, size, interpolation=cv2.INTER_LINEAR), np.uint8)


def grey_picture(plane: Frame) -> Frame:
    """One channel as three."""
    return np.asarray(cv2.merge([plane, plane, plane]), np.uint8)


def times(frame: Frame, plate: Frame) -> Frame:
    """The frame under a plate of the same shape: 255 leaves it as it is, 0 makes it black."""
    return np.asarray(cv2.multiply(frame, plate, scale=1 / 255.0), np.uint8)


def table(levels: NDArray[np.floating]) -> Frame:
    """Levels 0..255 for 256 inputs, one column or three (BGR), as a table for `toned`."""
    held = np.clip(np.rint(levels), 0, 255).astype(np.uint8)
    return np.ascontiguousarray(held.reshape(256, 1, -1) if held.ndim == 2 else held)


def toned(frame: Frame, levels: Frame) -> Frame:
    """The frame through a table."""
    return np.asarray(cv2.LUT(frame, levels), np.uint8)


def gradient(*stops: tuple[float, str]) -> Frame:
    """A table from luma to colour: stops (luma 0..1, "#rrggbb"), in order."""
    places = [stop[0] for stop in stops]
    level = np.linspace(0, 1, 256)
    channels = [[int(stop[1][k : k + 2], 16) for stop in stops] for k in (5, 3, 1)]
    return table(np.stack([np.interp(level, places, channel) for channel in channels], axis=-1))


def mapped(grey: Frame, levels: Frame) -> Frame:
    """A luma plane through a table of colours."""
    return np.asarray(cv2.LUT(grey_picture(grey), levels), np.uint8)


def saturated(frame: Frame, amount: float) -> Frame:
    """Colours further from grey (amount over 1) or nearer to it."""
    return np.asarray(cv2.addWeighted(frame, amount, grey_picture(grey_of(frame)), 1 - amount, 0), np.uint8)


def contours(grey: Frame, sigma: float, gain: float, floor: int) -> Frame:
    """Dark lines on the darker side of edges as a mask: 0 none, 255 full. A difference of two blurs, cut off softly.

    sigma: the line's breadth in pixels. floor: differences below it are grain, not lines.
    """
    near = soft(grey, sigma * 0.6)
    around = soft(grey, sigma * 1.9)
    return np.asarray(
        cv2.convertScaleAbs(less(np.asarray(cv2.subtract(around, near), np.uint8), floor), alpha=gain), np.uint8
    )


def chosen(frame: Frame, other: Frame, where: Frame) -> Frame:
    """`other` where the mask is over the middle, else `frame`, which is drawn on."""
    hard = cv2.threshold(where, 127, 255, cv2.THRESH_BINARY)[1]
    return np.asarray(cv2.copyTo(other, hard, frame), np.uint8)


def inked(frame: Frame, lines: Frame, strength: float = 1.0) -> Frame:
    """Lines drawn in black over the frame."""
    through = cv2.convertScaleAbs(lines, alpha=-strength, beta=255) if strength != 1 else cv2.bitwise_not(lines)
    return times(frame, grey_picture(np.asarray(through, np.uint8)))


@lru_cache(maxsize=4)
def vignette(height: int, width: int, strength: float) -> Frame:
    """A plate for `times` that darkens the corners."""
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j].astype(np.float32)
    light = 255 * (1 - strength * np.clip((x**2 + y**2) / 2, 0, 1) ** 1.2)
    return np.repeat(light[..., None], 3, axis=2).astype(np.uint8)


def darkened(frame: Frame, strength: float) -> Frame:
    """Darker corners."""
    return times(frame, vignette(*frame.shape[:2], strength))


@lru_cache(maxsize=2)
def _grain(height: int, width: int, seed: int) -> Frame:
    plate = np.clip(np.rint(chance_of(seed, "grain").normal(4, 1.5, (height, width, 1))), 0, 8).astype(np.uint8)
    return np.repeat(plate, 3, axis=2)


def grained(frame: Frame, index: int, seed: int) -> Frame:
    """Weak film grain: one plate round 4, rolled for each frame."""
    height, width = frame.shape[:2]
    plate = _grain(height + 64, width + 64, seed)
    top, left = (index * 37 + 11) % 64, (index * 53 + 29) % 64
    grain = plate[top : top + height, left : left + width]
    return np.asarray(cv2.addWeighted(frame, 1.0, grain, 1.0, -4.0), np.uint8)


@lru_cache(maxsize=4)
def paper(height: int, width: int, seed: int, depth: float = 4.5) -> Frame:
    """Rough paper as a plate for `times`: three channels round 240."""
    chance = chance_of(seed, "paper")
    rough = value_noise(chance, height, width, cells=max(4, width // 4), octaves=2)
    blotch = value_noise(chance, height, width, cells=5, octaves=3)
    plate = np.clip(242 + depth * rough + depth * blotch, 0, 255)
    return np.repeat(plate[..., None], 3, axis=2).astype(np.uint8)


@lru_cache(maxsize=4)
def tooth(height: int, width: int, seed: int) -> Frame:
    """The tooth of a board: where chalk catches, 255, and where it jumps, 0; one channel."""
    noise = value_noise(chance_of(seed, "tooth"), height, width, cells=max(4, width // 3), octaves=2)
    return np.asarray(np.clip(175 + 42 * noise, 0, 255), np.uint8)


@lru_cache(maxsize=4)
def waver(height: int, width: int, seed: int, reach: float) -> tuple[NDArray[np.int16], NDArray[np.uint16]]:
    """Fixed-point maps that shake a hand-drawn line by `reach` pixels."""
    chance = chance_of(seed, "waver")
    columns, rows = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    across = value_noise(chance, height, width, cells=24, octaves=2) * reach
    down = value_noise(chance, height, width, cells=24, octaves=2) * reach
    maps = cv2.convertMaps((columns + across).astype(np.float32), (rows + down).astype(np.float32), cv2.CV_16SC2)
    return np.asarray(maps[0], np.int16), np.asarray(maps[1], np.uint16)


def wavering(picture: Frame, seed: int, reach: float) -> Frame:
    """The picture as a hand that is not quite steady draws it."""
    maps = waver(*picture.shape[:2], seed, reach)
    return np.asarray(cv2.remap(picture, *maps, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.uint8)


@lru_cache(maxsize=4)
def hatching(height: int, width: int, seed: int, falling: bool) -> Frame:
    """Slanting pencil strokes round 128: noise drawn out along one diagonal."""
    chance = chance_of(seed, f"hatching {falling}")
    stroke = max(5, round(height / 720 * 24))
    kernel = np.eye(stroke, dtype=np.float32)
    kernel = np.ascontiguousarray(kernel if falling else kernel[::-1])
    rough = chance.random((height, width), dtype=np.float32)
    lines = np.asarray(cv2.filter2D(rough, -1, kernel / stroke), np.float32)
    return np.asarray(np.clip(128 + 74 * (lines - lines.mean()) / max(1e-6, float(lines.std())), 0, 255), np.uint8)
