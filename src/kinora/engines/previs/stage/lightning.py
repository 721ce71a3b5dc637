"""Lightning as a closed form of time: when it flashes, how bright the flash is, and the bolt itself."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

_Frame = NDArray[np.uint8]
_EVERY = 2.3
"""Seconds in which there is one strike, at a moment of its own."""


def brightness(time: float, seed: int) -> float:
    """The flash at this moment, 0..1: two beats, then it fades."""
    age = _age(time, seed)
    if not 0.0 <= age < 0.6:
        return 0.0
    first, second = math.exp(-age * 16.0), math.exp(-((age - 0.13) ** 2) * 900.0)
    return min(1.0, first + 0.8 * second + 0.25 * math.exp(-age * 5.0))


def strike(frame: _Frame, time: float, seed: int, *, flash: float = 1.0) -> None:
    """Draw flash and bolt over a frame in place; nothing between strikes. flash: how much the sky lights up."""
    bright = brightness(time, seed)
    if bright < 0.02:
        return
    height, width = frame.shape[:2]
    if flash > 0.0:
        sheet = np.linspace(1.0, 0.12, 16, dtype=np.float32)[:, None, None] * np.array([120, 100, 90], np.float32)
        light = np.clip(sheet * bright * flash, 0, 255).astype(np.uint8)
        cv2.add(frame, cv2.resize(np.repeat(light, 2, axis=1), (width, height)), dst=frame)
    if _age(time, seed) < 0.28:
        _bolt(frame, time, seed, bright)


def _age(time: float, seed: int) -> float:
    """Seconds since the last strike began; negative before it."""
    slot = math.floor(time / _EVERY)
    chance = np.random.default_rng([seed, 7001, slot]).random()
    return time - slot * _EVERY - float(chance) * (_EVERY - 0.7)


def _bolt(frame: _Frame, time: float, seed: int, bright: float) -> None:
    height, width = frame.shape[:2]
    chance = np.random.default_rng([seed, 7002, math.floor(time / _EVERY)])
    side = 0.10 + 0.22 * chance.random() if chance.random() < 0.5 else 0.68 + 0.22 * chance.random()
    unit = max(0.4, min(height / 720.0, width / 520.0))
    steps = 15
    down = np.linspace(-0.02, 0.50 + 0.08 * chance.random(), steps)
    across = side + np.cumsum(chance.normal(0, 0.016, steps))
    main = np.stack([across * width, down * height], axis=1)
    lines = [(main, 5.0)]
    for start in (4, 7, 10):
        lean = 0.022 if chance.random() < 0.5 else -0.022
        twig = np.cumsum(chance.normal([lean, 0.034], 0.008, (5, 2)), axis=0) * [width, height]
        lines.append((np.concatenate([main[start : start + 1], main[start] + twig]), 2.2))
    for line, thick in lines:
        grid = np.rint(line * 16).astype(np.int32)
        soft = tuple(120 + 110 * bright * share for share in (1.0, 0.86, 0.82))
        cv2.polylines(frame, [grid], False, soft, max(1, round(thick * unit)), cv2.LINE_AA, 4)
        cv2.polylines(frame, [grid], False, (255, 255, 255), max(1, round(thick * 0.45 * unit)), cv2.LINE_AA, 4)
