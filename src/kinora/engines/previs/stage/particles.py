"""Particles as closed forms of time: where each is now, drawn as small shapes. Shared by all effects in the air."""

from __future__ import annotations

import math
import zlib
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

Frame = NDArray[np.uint8]
Rows = NDArray[np.float32]
Bgr = tuple[float, float, float]


@lru_cache(maxsize=32)
def chance(seed: int, name: str, count: int) -> Rows:
    """Six random numbers 0..1 for each of `count` particles of one name."""
    rows = np.random.default_rng([seed, zlib.crc32(name.encode())]).random((count, 6), dtype=np.float32)
    rows.flags.writeable = False
    return rows


def unit_of(frame: Frame) -> float:
    """The size of a drawn pixel of a 1280x720 picture."""
    return max(0.3, min(float(frame.shape[0]) / 720.0, float(frame.shape[1]) / 520.0))


def many_of(frame: Frame, count: int) -> int:
    """A number of particles for a 16:9 frame, fewer in a narrow one."""
    shape = float(frame.shape[1]) / float(frame.shape[0])
    return max(4, round(count * min(1.4, max(0.45, shape * 0.5625))))


def drifting(frame: Frame, rows: Rows, time: float, *, fall: float, wind: float, sway: float) -> tuple[Rows, Rows]:
    """Where particles are that sink by `fall` and go right by `wind`, in frame sizes a second, and sway on the way."""
    height, width = frame.shape[:2]
    speed = 0.6 + 0.8 * rows[:, 2]
    y = ((rows[:, 1] + time * fall * speed) % 1.12 - 0.06) * height
    swing = sway * np.sin(time * (0.8 + rows[:, 4]) + rows[:, 3] * 6.28)
    x = ((rows[:, 0] + time * wind * speed + swing) % 1.12 - 0.06) * width
    return x.astype(np.float32), y.astype(np.float32)


def dot(frame: Frame, x: float, y: float, radius: float, colour: Bgr) -> None:
    """A disc at a place below the pixel."""
    cv2.circle(frame, (round(x * 16), round(y * 16)), max(7, round(radius * 16)), colour, -1, cv2.LINE_AA, 4)


def flake(frame: Frame, x: float, y: float, size: tuple[float, float], degrees: float, colour: Bgr) -> None:
    """A turned oval: a petal, a leaf."""
    axes = (max(8, round(size[0] * 16)), max(8, round(size[1] * 16)))
    cv2.ellipse(frame, (round(x * 16), round(y * 16)), axes, degrees, 0, 360, colour, -1, cv2.LINE_AA, 4)


def shine(frame: Frame, x: float, y: float, radius: float, colour: Bgr) -> None:
    """Soft light added round a place. colour: at its centre."""
    size = max(2, round(2 * radius))
    left, top = round(x - radius), round(y - radius)
    x0, y0, x1, y1 = max(left, 0), max(top, 0), min(left + size, frame.shape[1]), min(top + size, frame.shape[0])
    if x0 >= x1 or y0 >= y1:
        return
    disc = _disc(size)[y0 - top : y1 - top, x0 - left : x1 - left]
    light = cv2.merge([cv2.convertScaleAbs(disc, alpha=channel / 255.0) for channel in colour])
    part = frame[y0:y1, x0:x1]
    cv2.add(part, light, dst=part)


def puff(frame: Frame, x: float, y: float, radius: float, colour: Bgr, cover: float) -> None:
    """A soft billow laid over a place. cover: 0..1 in its middle."""
    size = max(2, round(2 * radius))
    left, top = round(x - radius), round(y - radius)
    x0, y0, x1, y1 = max(left, 0), max(top, 0), min(left + size, frame.shape[1]), min(top + size, frame.shape[0])
    if x0 >= x1 or y0 >= y1:
        return
    mask = cv2.convertScaleAbs(_disc(size)[y0 - top : y1 - top, x0 - left : x1 - left], alpha=cover)
    part = frame[y0:y1, x0:x1]
    kept = cv2.multiply(part, cv2.bitwise_not(cv2.merge([mask, mask, mask])), scale=1 / 255.0)
    cv2.add(kept, cv2.merge([cv2.convertScaleAbs(mask, alpha=channel / 255.0) for channel in colour]), dst=part)


@lru_cache(maxsize=48)
def _disc(size: int) -> Frame:
    y, x = np.mgrid[-1 : 1 : size * 1j, -1 : 1 : size * 1j].astype(np.float32)
    return np.asarray(255 * np.clip(1.0 - np.hypot(x, y), 0, 1) ** 1.6, np.uint8)


def heart(size: float) -> Rows:
    """A heart's outline round its middle."""
    turn = np.linspace(0, 2 * math.pi, 22, endpoint=False)
    x = 16 * np.sin(turn) ** 3
    y = -(13 * np.cos(turn) - 5 * np.cos(2 * turn) - 2 * np.cos(3 * turn) - np.cos(4 * turn))
    return np.asarray(np.stack([x, y], axis=1) * (size / 16.0), np.float32)


def fill(frame: Frame, outline: Rows, colour: Bgr) -> None:
    """A filled outline of pixels."""
    cv2.fillPoly(frame, [np.rint(outline * 16).astype(np.int32)], colour, cv2.LINE_AA, 4)
