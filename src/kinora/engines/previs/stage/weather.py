"""Weather over any frame, drawn or photographed. All of it is a closed form of time, so no frame needs another."""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.drawing.noise import value_noise
from kinora.engines.previs.drawing.pixels import tint
from kinora.engines.previs.stage.lightning import strike

_Frame = NDArray[np.uint8]
_Draw = Callable[[_Frame, float, int], None]


def draw_weather(frame: _Frame, weather: str, *, index: int, fps: int, seed: int, ground: bool = True) -> None:
    """Draw over `frame` in place; "clear" and unknown names draw nothing. ground: whether drops hit any."""
    draw = _DRAWN.get(weather)
    if draw is not None:
        draw(frame, index / fps, seed)
    if ground and weather in _SPLASHES and _unit(frame) > _READABLE:
        _splashes(frame, index / fps, seed, _SPLASHES[weather])


_SPLASHES = {"rain": 46, "storm": 80}
"""How many drops are seen to hit the ground."""
_READABLE = 0.15
"""In pictures smaller than this share of 720p nobody can tell a splash."""


@lru_cache(maxsize=16)
def _chance(seed: int, name: str, count: int) -> NDArray[np.float32]:
    generator = np.random.default_rng([seed, zlib.crc32(name.encode())])
    return generator.random((count, 4), dtype=np.float32)


def _unit(frame: _Frame) -> float:
    return min(float(frame.shape[0]) / 720.0, float(frame.shape[1]) / 520.0)


def _rain(frame: _Frame, time: float, seed: int) -> None:
    _fall(frame, time, seed, count=330, slant=0.10, speed=1.0)


def _storm(frame: _Frame, time: float, seed: int) -> None:
    """Heavy rain that the wind drives, a sky that darkens, and lightning."""
    _clouded(frame, time * 3.0, seed, 110)
    _fall(frame, time, seed, count=560, slant=0.34, speed=1.35)
    strike(frame, time, seed)


def _fall(frame: _Frame, time: float, seed: int, *, count: int, slant: float, speed: float) -> None:
    """Drops as strokes at three distances. slant: how far to the left a drop falls for its height."""
    height, width = frame.shape[:2]
    unit = max(_unit(frame), 0.3)
    crowd = min(1.0, max(0.12, _unit(frame) * 3.0))  # strokes are a pixel wide at least: fewer in a small picture
    count = round(count * min(2.0, max(0.5, width / height * 0.5625)) * crowd)
    drops = _chance(seed, "rain", count)
    mask = np.zeros((height, width), np.uint8)
    near = (np.arange(count) % 3).astype(np.float32)
    fallen = (drops[:, 1] + time * speed * (1.25 + 0.55 * near)) % 1.2 - 0.15
    y = fallen * height
    x = (drops[:, 0] * (1.15 + slant) - 0.05) * width + slant * 0.5 * height - y * slant
    length = (20 + 20 * near) * unit * speed
    lines = np.stack([x, y, x - length * slant, y + length], axis=1) * 16
    for layer in range(3):
        segments = np.rint(lines[layer::3]).astype(np.int32).reshape(-1, 2, 2)
        thickness = max(1, round((0.6 + 0.3 * layer) * unit))
        cv2.polylines(mask, list(segments), False, 48 + 24 * layer, thickness, cv2.LINE_AA, 4)
    cv2.add(frame, cv2.merge([mask, mask, mask]), dst=frame)


def _splashes(frame: _Frame, time: float, seed: int, count: int) -> None:
    """Where drops hit the ground: a ring that widens and two droplets that leap."""
    height, width = frame.shape[:2]
    unit = max(_unit(frame), 0.2)
    for across, start, down, phase in _chance(seed, "splashes", count).tolist():
        turn = time * 2.4 + start
        life = turn % 1.0
        place = (across + 0.37 * math.floor(turn)) % 1.0
        near = 0.35 + 0.65 * down
        x, y = place * width, (0.77 + 0.23 * down) * height
        light = 150 + 80 * (1 - life)
        axes = (round((2 + 9 * life) * near * unit * 16), round((0.7 + 2.6 * life) * near * unit * 16))
        tone = (light, light * 0.97, light * 0.93)
        cv2.ellipse(frame, (round(x * 16), round(y * 16)), axes, 0, 0, 360, tone, 1, cv2.LINE_AA, 4)
        if life < 0.6:
            leap = (10 * life - 14 * life**2) * near * unit
            for side in (-1, 1):
                spot = (round((x + side * (2 + 7 * life) * near * unit) * 16), round((y - leap * (1 + phase)) * 16))
                cv2.circle(frame, spot, max(6, round(near * unit * 13)), tone, -1, cv2.LINE_AA, 4)


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
    blue, green, red = (float(value) for value in cv2.mean(frame[::8, ::8])[:3])
    bright = min(1.0, 0.45 + (blue + green + red) / 500)
    tone = tuple((v * 0.45 + 0.55 * 214) * bright for v in (blue, green, red))
    _veil(frame, time, seed, tone, speed=1.0, thin=0.28, thick=0.34)


def _sandstorm(frame: _Frame, time: float, seed: int) -> None:
    """Walls of dust that race by, and grains as strokes."""
    bright = min(1.0, 0.35 + sum(cv2.mean(frame[::8, ::8])[:3]) / 520)
    _veil(frame, time, seed, (98 * bright, 158 * bright, 214 * bright), speed=13.0, thin=0.34, thick=0.30)
    height, width = frame.shape[:2]
    unit = max(_unit(frame), 0.3)
    grains = _chance(seed, "grains", 150)
    near = grains[:, 2]
    x = ((grains[:, 0] + time * (0.7 + 0.9 * near)) % 1.2 - 0.1) * width
    y = (grains[:, 1] + 0.012 * np.sin(time * 5 + grains[:, 3] * 9)) * height
    length = (10 + 34 * near) * unit
    lines = np.rint(np.stack([x, y, x - length, y + length * 0.06], axis=1) * 16).astype(np.int32).reshape(-1, 2, 2)
    tone = (120 * bright, 190 * bright, 240 * bright)
    cv2.polylines(frame, list(lines), False, tone, max(1, round(unit)), cv2.LINE_AA, 4)


def _veil(
    frame: _Frame, time: float, seed: int, tone: tuple[float, ...], *, speed: float, thin: float, thick: float
) -> None:
    """Lay a drifting mist of one colour over the frame. thin, thick: its cover far from and in the lower middle."""
    height, width = frame.shape[:2]
    plate = _mist(seed)
    small = (max(2, width // 8), max(2, height // 8))
    fit = 160.0 / small[0]
    across = np.array([[0.55 * fit, 0, time * 3.2 * speed % 256], [0, fit, 0]], np.float32)
    back = np.array(
        [[0.4 * fit, 0, (40 - time * 2.0 * (1.0 if speed < 2 else -speed)) % 256], [0, 0.8 * fit, 6]], np.float32
    )
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    one = cv2.warpAffine(plate, across, small, flags=flags, borderMode=cv2.BORDER_WRAP)
    two = cv2.warpAffine(plate, back, small, flags=flags, borderMode=cv2.BORDER_WRAP)
    rows = np.linspace(0, 1, small[1], dtype=np.float32)
    share = thin + thick * np.exp(-(((rows - 0.60) / 0.26) ** 2))
    mist = cv2.addWeighted(one, 0.5, two, 0.5, 0)
    cover = np.clip(mist.astype(np.float32) * share[:, None] * 1.05, 0, 225).astype(np.uint8)
    veil = cv2.resize(tint(cover, *(value / 255 for value in tone)), (width, height))
    keep = cv2.resize(cv2.bitwise_not(cv2.merge([cover, cover, cover])), (width, height))
    cv2.multiply(frame, keep, dst=frame, scale=1 / 255.0)
    cv2.add(frame, veil, dst=frame)


def _cloudy(frame: _Frame, time: float, seed: int) -> None:
    _clouded(frame, time, seed, 52)


def _clouded(frame: _Frame, time: float, seed: int, dark: int) -> None:
    """Shadows of clouds that pass over. dark: how much light they take, of 255."""
    height, width = frame.shape[:2]
    small = (max(2, width // 16), max(2, height // 16))
    fit = 80.0 / small[0]
    move = np.array([[0.9 * fit, 0, time * 5.0 % 256], [0, 1.4 * fit, time * 1.5 % 256]], np.float32)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    shade = cv2.warpAffine(_mist(seed), move, small, flags=flags, borderMode=cv2.BORDER_WRAP)
    keep = cv2.bitwise_not(cv2.convertScaleAbs(shade, alpha=dark / 255.0))
    light = cv2.resize(cv2.merge([keep, keep, keep]), (width, height))
    cv2.multiply(frame, light, dst=frame, scale=1 / 255.0)


@lru_cache(maxsize=2)
def _mist(seed: int) -> _Frame:
    chance = np.random.default_rng([seed, zlib.crc32(b"mist")])
    half = value_noise(chance, 128, 128, cells=3, octaves=4)
    mirrored = np.concatenate([half, half[:, ::-1]], axis=1)
    whole = np.concatenate([mirrored, mirrored[::-1]], axis=0)
    return np.asarray(np.clip(150 + 46 * whole, 30, 255), np.uint8)


def _wind(frame: _Frame, time: float, seed: int) -> None:
    """Gusts as long soft strokes, and the leaves that they carry past."""
    height, width = frame.shape[:2]
    unit = max(_unit(frame), 0.3)
    mask = np.zeros((height, width), np.uint8)
    step = np.linspace(0, 1, 24, dtype=np.float32)
    for across, down, size, phase in _chance(seed, "gusts", 9).tolist():
        long = 0.22 + 0.25 * size
        head = (across + time * (0.45 + 0.3 * size)) % (1.2 + long)
        x = (head - long * step) * width
        y = (
            0.06 + 0.86 * down + 0.014 * np.sin(step * 7 + phase * 9 + time) + 0.02 * step * math.sin(phase * 20)
        ) * height
        line = np.rint(np.stack([x, y], axis=1) * 16).astype(np.int32)
        cv2.polylines(mask, [line], False, 34 + 22 * phase, max(1, round((1 + size) * unit)), cv2.LINE_AA, 4)
    cv2.add(frame, cv2.merge([mask, mask, mask]), dst=frame)
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


_DRAWN: dict[str, _Draw] = {
    "rain": _rain,
    "snow": _snow,
    "fog": _fog,
    "wind": _wind,
    "storm": _storm,
    "cloudy": _cloudy,
    "sandstorm": _sandstorm,
}
WEATHERS = ("clear", *_DRAWN)
