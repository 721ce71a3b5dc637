"""Rain, snow, fog and wind over any frame. Every particle is a closed form of time, so no frame needs another."""

from __future__ import annotations

import math
import zlib
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.noise import value_noise
from kinora.engines.previs.pixels import tint

_Frame = NDArray[np.uint8]
WEATHERS = ("clear", "rain", "snow", "fog", "wind")


def draw_weather(frame: _Frame, weather: str, *, index: int, fps: int, seed: int) -> None:
    """Draw over `frame` in place; "clear" and unknown names draw nothing."""
    time = index / fps
    match weather:
        case "rain":
            _rain(frame, time, seed)
        case "snow":
            _snow(frame, time, seed)
        case "fog":
            _fog(frame, time, seed)
        case "wind":
            _leaves(frame, time, seed)
        case _:
            return


@lru_cache(maxsize=4)
def _chance(seed: int, name: str, count: int) -> NDArray[np.float32]:
    generator = np.random.default_rng([seed, zlib.crc32(name.encode())])
    return generator.random((count, 4), dtype=np.float32)


def _unit(frame: _Frame) -> float:
    return min(float(frame.shape[0]) / 720.0, float(frame.shape[1]) / 520.0)


def _rain(frame: _Frame, time: float, seed: int) -> None:
    height, width = frame.shape[:2]
    unit = max(_unit(frame), 0.3)
    count = round(330 * min(2.0, max(0.5, width / height * 0.5625)))
    drops = _chance(seed, "rain", count)
    mask = np.zeros((height, width), np.uint8)
    near = (np.arange(count) % 3).astype(np.float32)
    y = ((drops[:, 1] + time * (1.25 + 0.55 * near)) % 1.2 - 0.15) * height
    x = (drops[:, 0] * 1.25 - 0.05) * width - y * 0.10
    length = (20 + 20 * near) * unit
    lines = np.stack([x, y, x - length * 0.10, y + length], axis=1) * 16
    for layer in range(3):
        segments = np.rint(lines[layer::3]).astype(np.int32).reshape(-1, 2, 2)
        thickness = max(1, round((0.6 + 0.3 * layer) * unit))
        cv2.polylines(mask, list(segments), False, 48 + 24 * layer, thickness, cv2.LINE_AA, 4)
    cv2.add(frame, cv2.merge([mask, mask, mask]), dst=frame)


def _snow(frame: _Frame, time: float, seed: int) -> None:
    height, width = frame.shape[:2]
    unit = max(_unit(frame), 0.3)
    flakes = _chance(seed, "snow", 420)
    size = flakes[:, 2] ** 2
    y = ((flakes[:, 1] + time * (0.07 + 0.13 * size)) % 1.06 - 0.03) * height
    x = ((flakes[:, 0] + 0.018 * np.sin(time * 0.9 + flakes[:, 3] * 9) - time * 0.02) % 1.06 - 0.03) * width
    radius = (1.0 + 4.2 * size) * unit
    tone = 205 + 48 * flakes[:, 3]
    for px, py, flake, light in np.stack([x, y, radius, tone], axis=1).tolist():
        centre = (round(px * 16), round(py * 16))
        cv2.circle(frame, centre, round(flake * 16), (light, light * 0.985, light * 0.97), -1, cv2.LINE_AA, 4)


def _fog(frame: _Frame, time: float, seed: int) -> None:
    """Two banks of mist that drift against each other, thickest in the lower middle."""
    height, width = frame.shape[:2]
    plate = _mist(seed)
    small = (max(2, width // 8), max(2, height // 8))
    across = np.array([[0.55, 0, time * 3.2], [0, 1, 0]], np.float32)
    back = np.array([[0.4, 0, 40 - time * 2.0], [0, 0.8, 6]], np.float32)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    one = cv2.warpAffine(plate, across, small, flags=flags, borderMode=cv2.BORDER_WRAP)
    two = cv2.warpAffine(plate, back, small, flags=flags, borderMode=cv2.BORDER_WRAP)
    rows = np.linspace(0, 1, small[1], dtype=np.float32)
    thick = 0.28 + 0.34 * np.exp(-(((rows - 0.60) / 0.26) ** 2))
    mist = cv2.addWeighted(one, 0.5, two, 0.5, 0)
    cover_small = np.clip(mist.astype(np.float32) * thick[:, None] * 1.05, 0, 225).astype(np.uint8)
    cover = cv2.resize(cover_small, (width, height))
    blue, green, red = (float(value) for value in cv2.mean(frame)[:3])
    bright = min(1.0, 0.45 + (blue + green + red) / 500)
    veil = tint(np.asarray(cover, np.uint8), *((v * 0.45 + 0.55 * 214) / 255 * bright for v in (blue, green, red)))
    kept = cv2.multiply(frame, cv2.bitwise_not(cv2.merge([cover, cover, cover])), scale=1 / 255.0)
    cv2.add(kept, veil, dst=frame)


@lru_cache(maxsize=2)
def _mist(seed: int) -> _Frame:
    chance = np.random.default_rng([seed, zlib.crc32(b"mist")])
    half = value_noise(chance, 128, 128, cells=3, octaves=4)
    mirrored = np.concatenate([half, half[:, ::-1]], axis=1)
    whole = np.concatenate([mirrored, mirrored[::-1]], axis=0)
    return np.asarray(np.clip(150 + 46 * whole, 30, 255), np.uint8)


def _leaves(frame: _Frame, time: float, seed: int) -> None:
    """Leaves and dust that a wind carries past."""
    height, width = frame.shape[:2]
    unit = max(_unit(frame), 0.3)
    for across, down, size, phase in _chance(seed, "leaves", 46).tolist():
        x = ((across + time * (0.16 + 0.22 * size)) % 1.2 - 0.1) * width
        y = (down + 0.05 * math.sin(time * 2.1 + phase * 9)) * height
        spin = math.degrees(time * 3 + phase * 7)
        axes = (
            round((3 + 6 * size) * unit * 16),
            round((1.4 + 2.4 * size * abs(math.sin(time * 4 + phase * 5))) * unit * 16),
        )
        tone = (60, 120 + 60 * phase, 170 + 50 * phase)
        cv2.ellipse(frame, (round(x * 16), round(y * 16)), axes, spin, 0, 360, tone, -1, cv2.LINE_AA, 4)
