"""Effects that belong to the sky, behind the actors: fireworks, rainbow, aurora, shooting stars, lightning, birds."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache

import cv2
import numpy as np

from kinora.engines.previs.stage.lightning import strike
from kinora.engines.previs.stage.particles import Bgr, Frame, Rows, chance, dot, shine, unit_of

_ROCKETS: tuple[Bgr, ...] = ((96, 110, 255), (110, 214, 255), (255, 170, 110), (140, 255, 150), (255, 120, 226))


def fireworks(frame: Frame, time: float, seed: int) -> None:
    """Rockets that rise and open into flowers of sparks, three in the air at a time."""
    height, width = frame.shape[:2]
    unit = unit_of(frame)
    for place in range(4):
        beat = time * 0.55 + place * 0.29
        number, life = math.floor(beat), beat % 1.0
        rows = chance(seed + number * 13 + place * 101, "rocket", 76)
        x, y = (0.12 + 0.76 * float(rows[0, 4])) * width, (0.10 + 0.26 * float(rows[1, 4])) * height
        tone = _ROCKETS[int(float(rows[2, 4]) * 5) % 5]
        if life < 0.28:
            rise = life / 0.28
            py = height * 0.8 + (y - height * 0.8) * (1 - (1 - rise) ** 2)
            line = np.rint(np.array([[x, py], [x, py + 26 * unit]]) * 16).astype(np.int32)
            cv2.polylines(frame, [line], False, (180, 220, 255), max(1, round(2 * unit)), cv2.LINE_AA, 4)
            continue
        _burst(frame, (x, y), rows, (life - 0.28) / 0.72, tone)


def _burst(frame: Frame, centre: tuple[float, float], rows: Rows, age: float, tone: Bgr) -> None:
    unit = unit_of(frame)
    light = max(0.0, 1.0 - age) ** 0.8
    turn = rows[:, 0] * 2 * math.pi
    reach = (40 + 130 * np.sqrt(rows[:, 1])) * unit * (1.0 + 0.2 * rows[0, 5])
    shine(frame, *centre, round(150 * unit), (tone[0] * 0.45 * light, tone[1] * 0.45 * light, tone[2] * 0.45 * light))

    def at(when: float) -> list[Rows]:
        gone = 1.0 - math.exp(-3.4 * when)
        x = centre[0] + np.cos(turn) * reach * gone
        return [x, centre[1] + np.sin(turn) * reach * gone + 70 * unit * when**2]

    grid = np.rint(np.stack([*at(age), *at(max(0.0, age - 0.10))], axis=1) * 16).astype(np.int32).reshape(-1, 2, 2)
    if light < 0.12:
        return
    colour = tuple(min(255.0, channel * (0.55 + 0.45 * light) + 40 * light) for channel in tone)
    kept = round(76 * min(1.0, 1.6 * light))
    cv2.polylines(frame, list(grid[:kept]), False, colour, max(1, round(2.0 * unit * light)), cv2.LINE_AA, 4)
    for x, y in (grid[:kept:3, 0] / 16.0).tolist():
        dot(frame, x, y, 1.7 * unit * light, (255, 255, 255))


def rainbow(frame: Frame, time: float, seed: int) -> None:
    """One bow over the land, softly breathing."""
    height, width = frame.shape[:2]
    light = 0.9 + 0.1 * math.sin(time * 0.8)
    cover, colours = _bow(width // 4, height // 4)
    strength = cv2.convertScaleAbs(cover, alpha=light)
    rows = round(height * 0.78)
    size = (width, rows)
    mask = cv2.resize(strength[: rows // 4], size)
    part = frame[:rows]
    kept = cv2.multiply(part, cv2.bitwise_not(cv2.merge([mask, mask, mask])), scale=1 / 255.0)
    tinted = cv2.multiply(colours[: rows // 4], cv2.merge([strength[: rows // 4]] * 3), scale=1 / 255.0)
    cv2.add(kept, cv2.resize(tinted, size), dst=part)


@lru_cache(maxsize=4)
def _bow(width: int, height: int) -> tuple[Frame, Frame]:
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    radius = min(height * 0.78, width * 0.62)
    away = np.hypot((x - width * 0.5), (y - height * 0.92)) / radius
    share = (away - 0.86) / 0.14
    hue = 150 * np.clip(1.0 - share, 0, 1) ** 1.5
    full = np.full_like(hue, 210)
    hsv = np.stack([hue, full, np.full_like(hue, 255)], axis=2).astype(np.uint8)
    cover = 112 * np.clip(1.0 - np.abs(share * 2 - 1) ** 3, 0, 1) * (share > 0) * (share < 1)
    cover *= np.clip((0.74 - y / height) / 0.22, 0, 1)
    return cover.astype(np.uint8), np.asarray(cv2.cvtColor(hsv, cv2.COLOR_HSV2BGR), np.uint8)


def aurora(frame: Frame, time: float, seed: int) -> None:
    """Curtains of green and violet light that wave over the sky."""
    height, width = frame.shape[:2]
    wide, high = max(16, width // 10), max(8, round(height * 0.56) // 6)
    across = np.linspace(0, 1, wide, dtype=np.float32)
    down = np.linspace(0, 1, high, dtype=np.float32)[:, None]
    total = np.zeros((high, wide, 3), np.float32)
    curtains = (((120, 255, 90), 0.62, 0.0), ((190, 230, 60), 0.48, 2.1), ((255, 90, 190), 0.36, 4.4))
    for k, (tone, level, phase) in enumerate(curtains):
        bend = np.sin(across * (4.2 + k) + time * 0.32 + phase + seed % 7) + 0.5 * np.sin(
            across * 9 - time * 0.5 + phase
        )
        foot = level + 0.12 * bend
        folds = 0.62 + 0.38 * np.sin(across * (38 + 9 * k) + 5 * bend + time * 0.7)
        above = foot[None] - down
        light = np.where(above > 0, np.exp(-above * 4.6), np.exp(above * 26.0)) * folds[None]
        total += light[..., None] * np.array(tone, np.float32) * (0.52 + 0.1 * math.sin(time * 0.6 + k))
    total *= np.clip((1.0 - down) / 0.3, 0, 1)[..., None]
    rows = round(height * 0.56)
    glow = cv2.resize(np.clip(total, 0, 255).astype(np.uint8), (width, rows), interpolation=cv2.INTER_LINEAR)
    part = frame[:rows]
    cv2.add(part, glow, dst=part)


def shooting_star(frame: Frame, time: float, seed: int) -> None:
    """One after the other, each with a tail that thins."""
    height, width = frame.shape[:2]
    unit = unit_of(frame)
    for place in range(2):
        beat = time * 0.62 + place * 0.5
        rows = chance(seed + math.floor(beat) * 17 + place, "meteor", 2)
        life = (beat % 1.0) / 0.62
        if life > 1.0:
            continue
        side = 1.0 if float(rows[0, 0]) < 0.5 else -1.0
        x = (0.5 - side * (0.38 - 0.2 * float(rows[0, 1])) + side * 0.5 * life) * width
        y = (0.04 + 0.14 * float(rows[0, 2]) + 0.22 * life) * height
        fade = math.sin(life * math.pi)
        tail = np.array([-side * 0.16 * width, -0.07 * height]) * fade
        for share, thick in ((1.0, 1.0), (0.6, 2.0), (0.3, 3.0)):
            light = 175 + 80 * (1 - share) * fade
            ends = np.rint(np.array([[x, y], [x + tail[0] * share, y + tail[1] * share]]) * 16).astype(np.int32)
            cv2.polylines(
                frame, [ends], False, (light, light * 0.98, light * 0.94), max(1, round(thick * unit)), cv2.LINE_AA, 4
            )
        shine(frame, x, y, 22 * unit, (200 * fade, 190 * fade, 180 * fade))
        dot(frame, x, y, 2.6 * unit * fade, (255, 255, 255))


def lightning(frame: Frame, time: float, seed: int) -> None:
    """Bolts and flashes."""
    strike(frame, time, seed)


def birds(frame: Frame, time: float, seed: int) -> None:
    """A large flock that crosses the sky."""
    height, width = frame.shape[:2]
    unit = unit_of(frame)
    lines = []
    for x0, y0, size, phase, _, _ in chance(seed, "flock", 20).tolist():
        x = ((0.1 + 0.32 * x0 + time * 0.055) % 1.5 - 0.25) * width
        y = (0.09 + 0.24 * y0 + 0.012 * math.sin(time + phase * 9)) * height
        span, lift = (11 + 10 * size) * unit, math.sin(time * 8 + phase * 20)
        lines.append(
            [
                (x - span, y - (0.12 + 0.42 * lift) * span),
                (x - span * 0.45, y - (0.10 + 0.24 * lift) * span),
                (x, y),
                (x + span * 0.45, y - (0.10 + 0.24 * lift) * span),
                (x + span, y - (0.12 + 0.42 * lift) * span),
            ]
        )
    grid = np.rint(np.array(lines) * 16).astype(np.int32)
    cv2.polylines(frame, list(grid), False, (74, 56, 52), max(1, round(2.0 * unit)), cv2.LINE_AA, 4)


BEHIND: dict[str, Callable[[Frame, float, int], None]] = {
    "fireworks": fireworks,
    "rainbow": rainbow,
    "aurora": aurora,
    "shooting_star": shooting_star,
    "lightning": lightning,
    "birds": birds,
}
"""By the name under which a scene asks for them."""
