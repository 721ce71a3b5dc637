"""Looks laid over a finished frame: grades by lookup table, and drawn looks whose kernels grow with the height."""

from __future__ import annotations

import zlib
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.noise import value_noise
from kinora.engines.previs.pixels import less

_Frame = NDArray[np.uint8]
_Map = NDArray[np.float32]
STYLES = ("none", "cinematic", "noir", "watercolor", "sketch", "vintage", "cartoon")


def apply_style(frame: _Frame, style: str, *, index: int, seed: int) -> _Frame:
    """The frame in a style of STYLES; "none" and unknown names return it unchanged. Never writes to `frame`."""
    match style:
        case "cinematic":
            return _grained(_graded(frame, style), index, seed)
        case "vintage":
            return _grained(_darkened(_graded(frame, style), 0.34), index, seed)
        case "noir":
            return _grained(_noir(frame), index, seed)
        case "watercolor":
            return _watercolor(frame, seed)
        case "sketch":
            return _sketch(frame, seed)
        case "cartoon":
            return _cartoon(frame)
        case _:
            return frame


def _odd(size: float) -> int:
    return max(3, int(size) | 1)


def _graded(frame: _Frame, style: str) -> _Frame:
    return np.asarray(cv2.LUT(frame, _grade(style)), np.uint8)


@lru_cache(maxsize=4)
def _grade(style: str) -> _Frame:
    level = np.linspace(0, 1, 256, dtype=np.float32)
    if style == "cinematic":
        curve = level * 0.5 + 0.5 * level * level * (3 - 2 * level)
        shadow = (1 - level) ** 3
        channels = (
            curve + 0.036 * shadow - 0.026 * level**2,
            curve + 0.008 * shadow,
            curve - 0.018 * shadow + 0.022 * level,
        )
    else:
        faded = 0.07 + 0.86 * level
        channels = (faded * 0.80 + 0.03, faded * 0.95, faded * 1.05)
    table = np.stack(channels, axis=-1) * 255
    return np.asarray(np.clip(np.rint(table), 0, 255), np.uint8).reshape(256, 1, 3)


@lru_cache(maxsize=1)
def _noir_curve() -> _Frame:
    level = np.linspace(0, 1, 256, dtype=np.float32)
    curve = 0.5 + 0.5 * np.tanh((level * 1.06 - 0.5) * 2.4) / np.tanh(1.34)
    return np.asarray(curve * 255, np.uint8)


def _noir(frame: _Frame) -> _Frame:
    grey = cv2.LUT(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY), _noir_curve())
    return _darkened(np.asarray(cv2.merge([grey, grey, grey]), np.uint8), 0.40)


def _darkened(frame: _Frame, strength: float) -> _Frame:
    """A vignette."""
    height, width = frame.shape[:2]
    return np.asarray(cv2.multiply(frame, _vignette(height, width, strength), scale=1 / 255.0), np.uint8)


@lru_cache(maxsize=2)
def _vignette(height: int, width: int, strength: float) -> _Frame:
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j].astype(np.float32)
    light = 255 * (1 - strength * np.clip((x**2 + y**2) / 2, 0, 1) ** 1.2)
    return np.repeat(light[..., None], 3, axis=2).astype(np.uint8)


@lru_cache(maxsize=2)
def _grain(height: int, width: int, seed: int) -> _Frame:
    """One plate of weak grain round 4, twice as large as needed in neither direction: it is rolled for each frame."""
    chance = np.random.default_rng([seed, zlib.crc32(b"grain")])
    plate = np.clip(np.rint(chance.normal(4, 1.5, (height, width, 1))), 0, 8).astype(np.uint8)
    return np.repeat(plate, 3, axis=2)


def _grained(frame: _Frame, index: int, seed: int) -> _Frame:
    height, width = frame.shape[:2]
    plate = _grain(height + 64, width + 64, seed)
    top, left = (index * 37 + 11) % 64, (index * 53 + 29) % 64
    grain = plate[top : top + height, left : left + width]
    return np.asarray(cv2.addWeighted(frame, 1.0, grain, 1.0, -4.0), np.uint8)


def _watercolor(frame: _Frame, seed: int) -> _Frame:
    """Flat washes with wavering borders, pigment gathered along them, on rough paper; at half the size."""
    height, width = frame.shape[:2]
    unit = height / 720
    size = (max(2, width // 2), max(2, height // 2))
    half = cv2.resize(frame, size, interpolation=cv2.INTER_AREA)
    map_x, map_y = _waver(size[1], size[0], seed)
    wavering = cv2.remap(half, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    wash = cv2.bilateralFilter(cv2.medianBlur(wavering, _odd(unit * 5)), 5, 46, 5)
    around = cv2.GaussianBlur(wash, (0, 0), max(0.8, unit * 3.0))
    gathered = cv2.addWeighted(wash, 1.7, around, -0.7, 0)
    pale = cv2.convertScaleAbs(gathered, alpha=0.80, beta=50)
    textured = cv2.multiply(pale, _paper(size[1], size[0], seed), scale=1 / 240.0)
    return np.asarray(cv2.resize(textured, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


@lru_cache(maxsize=2)
def _waver(height: int, width: int, seed: int) -> tuple[_Map, _Map]:
    """Where each pixel of a hand-drawn border really comes from: a pixel or two beside itself."""
    chance = np.random.default_rng([seed, zlib.crc32(b"waver")])
    reach = height / 360 * 1.1
    columns, rows = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    across = value_noise(chance, height, width, cells=24, octaves=2) * reach
    down = value_noise(chance, height, width, cells=24, octaves=2) * reach
    return np.asarray(columns + across, np.float32), np.asarray(rows + down, np.float32)


@lru_cache(maxsize=2)
def _paper(height: int, width: int, seed: int) -> _Frame:
    chance = np.random.default_rng([seed, zlib.crc32(b"paper")])
    rough = value_noise(chance, height, width, cells=max(4, width // 5), octaves=1)
    blotch = value_noise(chance, height, width, cells=5, octaves=3)
    plate = np.clip(236 + 4.5 * rough + 6 * blotch, 0, 255)
    return np.repeat(plate[..., None], 3, axis=2).astype(np.uint8)


def _sketch(frame: _Frame, seed: int) -> _Frame:
    """Pencil: dark lines where a tone meets a lighter one, and hatching in the shade."""
    height, width = frame.shape[:2]
    grey = cv2.GaussianBlur(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY), (0, 0), max(0.5, height / 720 * 0.9))
    soft = cv2.GaussianBlur(grey, (0, 0), max(1.0, height / 720 * 4))
    lines = cv2.LUT(cv2.divide(grey, soft, scale=250), _pencil_curve())
    dark = less(np.asarray(cv2.bitwise_not(grey), np.uint8), 70)
    hatched = cv2.multiply(dark, _hatching(height, width, seed), scale=1 / 230.0)
    drawn = np.asarray(cv2.subtract(lines, hatched), np.uint8)
    return np.asarray(cv2.merge([less(drawn, 14), less(drawn, 5), drawn]), np.uint8)


@lru_cache(maxsize=2)
def _hatching(height: int, width: int, seed: int) -> _Frame:
    """Slanting strokes: noise drawn out along one diagonal."""
    chance = np.random.default_rng([seed, zlib.crc32(b"hatching")])
    stroke = max(5, round(height / 720 * 26))
    kernel = np.ascontiguousarray(np.eye(stroke, dtype=np.float32)[::-1])
    rough = chance.random((height, width), dtype=np.float32)
    lines = np.asarray(cv2.filter2D(rough, -1, kernel / stroke), np.float32)
    return np.asarray(np.clip(118 + 80 * (lines - lines.mean()) / max(1e-6, float(lines.std())), 0, 255), np.uint8)


@lru_cache(maxsize=1)
def _pencil_curve() -> _Frame:
    level = np.linspace(0, 1, 256)
    return np.asarray(np.clip(250 * (level / 0.97) ** 4.5, 24, 250), np.uint8)


def _cartoon(frame: _Frame) -> _Frame:
    """Stronger colours in fewer tones, with dark contours."""
    height = frame.shape[0]
    flat = cv2.LUT(cv2.medianBlur(frame, _odd(height / 720 * 4)), _posterised())
    grey = cv2.cvtColor(flat, cv2.COLOR_BGR2GRAY)
    size = _odd(height / 720 * 3)
    edge = cv2.morphologyEx(grey, cv2.MORPH_GRADIENT, np.ones((size, size), np.uint8))
    ink = cv2.LUT(edge, _ink_curve())
    return np.asarray(cv2.subtract(flat, cv2.merge([ink, ink, ink])), np.uint8)


@lru_cache(maxsize=1)
def _posterised() -> _Frame:
    level = np.arange(256, dtype=np.float32)
    stepped = np.rint(level / 255 * 12) / 12 * 255
    return np.clip((0.6 * stepped + 0.4 * level - 128) * 1.12 + 132, 0, 255).astype(np.uint8)


@lru_cache(maxsize=1)
def _ink_curve() -> _Frame:
    return np.asarray(np.clip((np.arange(256, dtype=np.float32) - 34) * 3.2, 0, 130), np.uint8)
