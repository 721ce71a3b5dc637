"""A leap out of the water: up in an arc, head first back in, and the splash of both. A closed form of time."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from kinora.engines.previs.drawing.curves import oval
from kinora.engines.previs.drawing.cutout import paint, to_grid
from kinora.engines.previs.drawing.palette import Colour, bgr, mix
from kinora.engines.previs.setting import Frame, Setting

REACH, HEIGHT = 0.85, 0.80
"""Of a leap, half its way and how high the body's middle gets over the water, in half lengths of the body."""
WIDE, RISE = 1.40, 2.06
"""The room that it takes to either side and upwards, in the same."""
_DEPTH = 0.96
_BELOW_SECONDS = 0.34
_FIRST = 0.34
"""Where in its leap it is first seen."""
_OUT, _IN = 0.05, 0.66
"""When the head breaks the surface and when it dives, in shares of a leap."""
_SPLASH_SECONDS = 1.1
_SCREEN = (1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leap:
    """One instant of it. x, y: the body's middle from where it stays, in half lengths. degrees: nose up below 0.

    leftward: it leaps to and fro. seen: whether it is over or near the surface. splashes: where, and how old, 0..1.
    """

    x: float
    y: float
    degrees: float
    leftward: bool
    seen: bool
    splashes: tuple[tuple[float, float], ...]


def leap_at(since: float, length: float, *, leftward: bool = False, afresh: bool = False) -> Leap:
    """The leap `since` seconds after the act began. length: half the body's, in frame heights: the larger, the slower.

    afresh: it was at the surface before, and comes up from there; else it is in the air at once.
    """
    seconds = 0.95 + 1.9 * min(length, 0.45)
    cycle = seconds + _BELOW_SECONDS
    clock = since + (0.0 if afresh else _FIRST * seconds)
    number, within = divmod(max(clock, 0.0), cycle)
    share = within / seconds
    back = (int(number) % 2 == 1) != leftward
    side = -1.0 if back else 1.0
    high = _DEPTH + HEIGHT
    held = min(share, 1.0)
    x = side * REACH * (2.0 * held - 1.0)
    y = _DEPTH - high * 4.0 * held * (1.0 - held)
    slope = math.degrees(math.atan2(-high * 4.0 * (1.0 - 2.0 * held), 2.0 * REACH))
    return Leap(
        x=x,
        y=y,
        degrees=side * slope,
        leftward=back,
        seen=share < 1.0,
        splashes=tuple(_splashes(clock, seconds, cycle, leftward=leftward)),
    )


def _splashes(clock: float, seconds: float, cycle: float, *, leftward: bool) -> list[tuple[float, float]]:
    """Where the water was broken lately, in half lengths, and how long ago, 0..1."""
    found: list[tuple[float, float]] = []
    for number in (int(clock // cycle), int(clock // cycle) - 1):
        if number < 0:
            continue
        side = -1.0 if (number % 2 == 1) != leftward else 1.0
        for share, where in ((_OUT, -REACH), (_IN, REACH)):
            age = (clock - number * cycle - share * seconds) / _SPLASH_SECONDS
            if 0.0 <= age < 1.0:
                found.append((side * where, age))
    return found


def draw_splash(frame: Frame, setting: Setting, x: float, y: float, reach: float, age: float) -> None:
    """A crown of water and its drops. reach: half the body's length in pixels. age: 0..1."""
    palette = setting.palette
    light = mix(palette.surface((246, 251, 252)), palette.rim, 0.18)
    fade = 1.0 - age
    for share in (1.0, 0.62):
        wide, thin = reach * (0.26 + 0.70 * age) * share, reach * 0.045 * fade * share
        ring, hole = oval(x, y, wide, wide * 0.17), oval(x, y - thin * 0.3, wide - 2.0 * thin, wide * 0.17 - 0.7 * thin)
        paint(frame, [to_grid(ring, _SCREEN), to_grid(hole, _SCREEN)], mix(light, palette.middle, 0.25))
    _crown(frame, x, y, reach, age, light)
    drops = setting.stream("leap").random((46, 3))
    tone = bgr(mix(light, (255, 255, 255), 0.3))
    out = (drops[:, 0] * 2.0 - 1.0) * (0.18 + 0.62 * age)
    rise = (0.30 + 0.55 * drops[:, 1]) * (1.0 - np.abs(drops[:, 0] * 2.0 - 1.0) * 0.45)
    px = x + reach * out
    py = y - reach * (rise * 4.0 * age * (1.0 - age) * 0.85)
    size = np.maximum(0.6, reach * 0.030 * (0.4 + drops[:, 2]) * (0.35 + 0.65 * fade))
    for drop_x, drop_y, radius in np.stack([px, py, size], axis=1).tolist():
        cv2.circle(frame, (round(drop_x * 16), round(drop_y * 16)), round(radius * 16), tone, -1, cv2.LINE_AA, 4)


def _crown(frame: Frame, x: float, y: float, reach: float, age: float, light: Colour) -> None:
    """Tongues of water that shoot up and fall back."""
    high = reach * 0.42 * math.sin(math.pi * min(1.0, age * 1.5)) if age < 0.667 else 0.0
    if high < 1.0:
        return
    half = reach * (0.20 + 0.24 * age)
    across = np.linspace(-1.0, 1.0, 41)
    teeth = 0.55 + 0.45 * np.cos(across * 5.0 * math.pi) ** 2
    top = y - high * teeth * np.sqrt(np.clip(1.0 - across**2, 0, 1)) * (0.65 + 0.35 * np.abs(across))
    low = y + reach * 0.05 * np.sqrt(np.clip(1.0 - across**2, 0, 1))
    upper = np.stack([x + across * half * (1.0 + 0.35 * (y - top) / max(high, 1.0)), top], axis=1)
    lower = np.stack([x + across * half, low], axis=1)[::-1]
    paint(frame, [to_grid(np.concatenate([upper, lower]).astype(np.float32), _SCREEN)], light)
