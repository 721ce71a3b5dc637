"""Effects in the air, asked for by name: one function each, in front of the actors or behind them.

All of them are closed forms of time, drawn over any frame.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from kinora.engines.previs.setting import Layer, Moment, Setting
from kinora.engines.previs.stage.particles import (
    Bgr,
    Frame,
    Rows,
    chance,
    dot,
    drifting,
    fill,
    flake,
    heart,
    many_of,
    puff,
    shine,
    unit_of,
)
from kinora.engines.previs.stage.skylights import BEHIND

_Draw = Callable[[Frame, float, int], None]


def draw_effects(
    frame: Frame, effects: tuple[str, ...], *, index: int, fps: int, seed: int, setting: Setting | None = None
) -> None:
    """Draw what is in front of the actors, in place. setting: None over footage, which also gets those behind."""
    time = index / fps
    for name in effects:
        draw = _BEFORE.get(name) or (BEHIND.get(name) if setting is None else None)
        if draw is not None:
            draw(frame, time, seed)


def effect_layers(setting: Setting) -> list[Layer]:
    """What belongs behind the actors: in the sky."""
    names = [name for name in setting.scene.effects if name in BEHIND]
    return [_Behind(BEHIND[name], setting.seed) for name in names]


@dataclass(frozen=True, slots=True)
class _Behind:
    draw_at: _Draw
    seed: int

    def draw(self, frame: Frame, moment: Moment) -> None:
        self.draw_at(frame, moment.time, self.seed)


def _petals(frame: Frame, time: float, seed: int) -> None:
    rows, unit = chance(seed, "petals", many_of(frame, 70)), unit_of(frame)
    x, y = drifting(frame, rows, time, fall=0.09, wind=0.05, sway=0.03)
    tones: tuple[Bgr, ...] = ((214, 182, 255), (236, 216, 255), (190, 150, 250))
    for k, (px, py) in enumerate(zip(x.tolist(), y.tolist(), strict=True)):
        size, turn = (3.0 + 5.5 * float(rows[k, 2])) * unit, time * (1.2 + float(rows[k, 4])) + float(rows[k, 3]) * 6.28
        flake(frame, px, py, (size, size * (0.25 + 0.35 * abs(math.sin(turn)))), math.degrees(turn), tones[k % 3])


def _leaves(frame: Frame, time: float, seed: int) -> None:
    rows, unit = chance(seed, "falling leaves", many_of(frame, 48)), unit_of(frame)
    x, y = drifting(frame, rows, time, fall=0.12, wind=0.03, sway=0.05)
    tones: tuple[Bgr, ...] = ((44, 116, 226), (40, 70, 206), (60, 176, 236), (46, 96, 160))
    for k, (px, py) in enumerate(zip(x.tolist(), y.tolist(), strict=True)):
        size, turn = (5.0 + 7.0 * float(rows[k, 2])) * unit, time * (1.0 + float(rows[k, 4])) + float(rows[k, 3]) * 6.28
        wide = size * (0.22 + 0.34 * abs(math.sin(turn * 1.3)))
        angle = math.degrees(0.9 * math.sin(turn)) + 90 * float(rows[k, 5])
        flake(frame, px, py, (size, wide), angle, tones[k % 4])
        rib = np.array([math.cos(math.radians(angle)), math.sin(math.radians(angle))]) * size
        ends = np.rint(np.array([[px - rib[0] * 1.4, py - rib[1] * 1.4], [px + rib[0] * 0.8, py + rib[1] * 0.8]]) * 16)
        cv2.polylines(frame, [ends.astype(np.int32)], False, (30, 50, 96), 1, cv2.LINE_AA, 4)


def _fireflies(frame: Frame, time: float, seed: int) -> None:
    height, width = frame.shape[:2]
    unit = unit_of(frame)
    for x0, y0, size, phase, pace, _ in chance(seed, "glow flies", many_of(frame, 30)).tolist():
        x = (x0 + 0.05 * math.sin(time * (0.4 + 0.3 * pace) + phase * 9)) * width
        y = (0.34 + 0.62 * y0 + 0.03 * math.sin(time * 0.9 + phase * 17)) * height
        light = max(0.0, math.sin(time * (1.1 + pace) + phase * 6.28)) ** 1.5
        if light > 0.02:
            shine(frame, x, y, (10 + 14 * size) * unit, (80 * light, 220 * light, 200 * light))
            dot(frame, x, y, (1.2 + 1.2 * size) * unit, (150 + 80 * light, 255, 240))


def _confetti(frame: Frame, time: float, seed: int) -> None:
    rows, unit = chance(seed, "confetti", many_of(frame, 130)), unit_of(frame)
    x, y = drifting(frame, rows, time, fall=0.22, wind=0.0, sway=0.025)
    turn = time * (2.0 + 3.0 * rows[:, 4]) + rows[:, 3] * 6.28
    size = (3.5 + 3.5 * rows[:, 2]) * unit
    thin = size * (0.15 + 0.55 * np.abs(np.sin(turn * 1.4)))
    along = np.stack([np.cos(turn), np.sin(turn)], axis=1) * size[:, None]
    aside = np.stack([-np.sin(turn), np.cos(turn)], axis=1) * thin[:, None]
    middle = np.stack([x, y], axis=1)
    corners = np.stack(
        [middle + along + aside, middle + along - aside, middle - along - aside, middle - along + aside], 1
    )
    grid = np.rint(corners * 16).astype(np.int32)
    tones = ((84, 84, 246), (90, 206, 255), (110, 214, 110), (240, 170, 70), (220, 110, 214), (250, 250, 250))
    for kind, tone in enumerate(tones):
        cv2.fillPoly(frame, list(grid[kind :: len(tones)]), tone, cv2.LINE_AA, 4)


def _bubbles(frame: Frame, time: float, seed: int) -> None:
    rows, unit = chance(seed, "soap bubbles", many_of(frame, 34)), unit_of(frame)
    x, y = drifting(frame, rows, time, fall=-0.07, wind=0.012, sway=0.025)
    for k, (px, py) in enumerate(zip(x.tolist(), y.tolist(), strict=True)):
        radius = (5 + 20 * float(rows[k, 2]) ** 1.6) * unit
        puff(frame, px, py, radius * 1.05, (255, 240, 232), 0.30)
        centre, thick = (round(px * 16), round(py * 16)), max(1, round(1.1 * unit))
        cv2.circle(frame, centre, round(radius * 16), (250, 238, 226), thick, cv2.LINE_AA, 4)
        axes = (round(radius * 12.5), round(radius * 12.5))
        cv2.ellipse(frame, centre, axes, 0, 20, 80, (232, 190, 250), thick, cv2.LINE_AA, 4)
        cv2.ellipse(frame, centre, axes, 0, 190, 250, (255, 255, 255), max(1, round(2.0 * unit)), cv2.LINE_AA, 4)


def _rising(frame: Frame, time: float, seed: int, name: str, count: int, speed: float) -> list[tuple[float, ...]]:
    """x, y, life 0..1, size 0..1 and phase of what rises from the ground and goes out."""
    height, width = frame.shape[:2]
    risen: list[tuple[float, ...]] = []
    for x0, start, size, phase, pace, _ in chance(seed, name, many_of(frame, count)).tolist():
        life = (start + time * speed * (0.6 + 0.8 * pace)) % 1.0
        x = (x0 + 0.05 * life * math.sin(life * 5 + phase * 9) + 0.03 * life) * width
        risen.append((x, (1.02 - 0.95 * life * (0.5 + 0.5 * pace)) * height, life, size, phase))
    return risen


def _sparks(frame: Frame, time: float, seed: int) -> None:
    """Bursts of bright strokes that arc and fall."""
    height, width = frame.shape[:2]
    unit = unit_of(frame)
    for source in range(3):
        beat = time * 0.9 + source * 0.37
        rows = chance(seed + math.floor(beat) * 7 + source, "sparks", 46)
        life = (beat % 1.0) * 1.25
        x0, y0 = (0.2 + 0.6 * float(rows[0, 5])) * width, (0.35 + 0.35 * float(rows[1, 5])) * height
        turn, reach = rows[:, 0] * 6.28, (60 + 190 * rows[:, 1]) * unit

        ends: list[Rows] = []
        for age in (life, max(0.0, life - 0.07)):
            gone = reach * (1 - math.exp(-2.6 * age))
            ends += [x0 + np.cos(turn) * gone, y0 + np.sin(turn) * gone + 190 * unit * age**2]
        lines = np.stack(ends, axis=1)
        light = max(0.0, 1.0 - life)
        tone = (90 + 120 * light, 190 + 60 * light, 255)
        if light > 0.05:
            grid = np.rint(lines * 16).astype(np.int32).reshape(-1, 2, 2)
            cv2.polylines(
                frame, list(grid[: round(46 * light) + 1]), False, tone, max(1, round(1.5 * unit)), cv2.LINE_AA, 4
            )
            shine(frame, x0, y0, 90 * unit * light, (60 * light, 130 * light, 220 * light))


def _embers(frame: Frame, time: float, seed: int) -> None:
    unit = unit_of(frame)
    for x, y, life, size, phase in _rising(frame, time, seed, "embers", 80, 0.22):
        light = (1 - life) * (0.7 + 0.3 * math.sin(time * 9 + phase * 20))
        shine(frame, x, y, (6 + 8 * size) * unit, (10 * light, 70 * light, 190 * light))
        dot(frame, x, y, (0.8 + 1.6 * size) * unit * (1 - 0.5 * life), (70 + 60 * light, 140 + 90 * light, 255))


def _magic(frame: Frame, time: float, seed: int) -> None:
    """Four-pointed stars that twinkle and rise."""
    unit = unit_of(frame)
    tones: tuple[Bgr, ...] = ((255, 236, 190), (255, 190, 236), (190, 240, 255))
    for k, (x, y, life, size, phase) in enumerate(_rising(frame, time, seed, "magic", 46, 0.16)):
        light = math.sin(life * math.pi) * (0.55 + 0.45 * math.sin(time * 6 + phase * 20))
        if light <= 0.03:
            continue
        tone = tones[k % 3]
        shine(
            frame, x, y, (10 + 12 * size) * unit, (tone[0] * 0.5 * light, tone[1] * 0.42 * light, tone[2] * 0.5 * light)
        )
        long, thin = (4 + 9 * size) * unit * (0.5 + 0.5 * light), 1.2 * unit
        star = [
            (0, -long),
            (thin, -thin),
            (long, 0),
            (thin, thin),
            (0, long),
            (-thin, thin),
            (-long, 0),
            (-thin, -thin),
        ]
        fill(frame, np.array(star, np.float32) + np.array([x, y], np.float32), (255, 252, 250))


def _clouds_of(frame: Frame, time: float, seed: int, name: str, look: tuple[Bgr, float, float, float]) -> None:
    """Soft billows that rise. look: colour, cover, size and speed."""
    tone, cover, size, speed = look
    unit = unit_of(frame)
    for x, y, life, grow, _ in _rising(frame, time, seed, name, 11, speed):
        radius = round((40 + 70 * grow + 110 * life) * size * unit / 8) * 8
        puff(frame, x, y, radius, tone, cover * math.sin(min(1.0, life * 1.15) * math.pi))


def _smoke(frame: Frame, time: float, seed: int) -> None:
    _clouds_of(frame, time, seed, "smoke", ((120, 114, 112), 0.78, 0.85, 0.10))


def _steam(frame: Frame, time: float, seed: int) -> None:
    _clouds_of(frame, time, seed, "steam", ((252, 250, 248), 0.40, 0.6, 0.16))


def _dust(frame: Frame, time: float, seed: int) -> None:
    """Low clouds of dust and motes in the light."""
    height, width = frame.shape[:2]
    unit = unit_of(frame)
    for x0, y0, size, phase, pace, _ in chance(seed, "dust", 12).tolist():
        x = ((x0 + time * 0.04 * (0.5 + pace)) % 1.3 - 0.15) * width
        radius = round((70 + 90 * size) * unit / 8) * 8
        puff(frame, x, (0.82 + 0.16 * y0) * height, radius, (132, 172, 206), 0.26 + 0.10 * math.sin(time + phase * 6))
    rows = chance(seed, "motes", many_of(frame, 60))
    x, y = drifting(frame, rows, time, fall=-0.02, wind=0.015, sway=0.02)
    for k, (px, py) in enumerate(zip(x.tolist(), y.tolist(), strict=True)):
        dot(frame, px, py, (0.7 + 1.2 * float(rows[k, 2])) * unit, (190, 222, 246))


def _butterflies(frame: Frame, time: float, seed: int) -> None:
    height, width = frame.shape[:2]
    unit = unit_of(frame)
    tones: tuple[Bgr, ...] = ((70, 170, 250), (250, 160, 90), (240, 240, 250), (170, 110, 244), (110, 220, 250))
    for k, (x0, y0, size, phase, pace, _) in enumerate(chance(seed, "wings", many_of(frame, 13)).tolist()):
        x = (x0 + 0.10 * math.sin(time * (0.5 + 0.3 * pace) + phase * 9) + 0.012 * math.sin(time * 4 + k)) * width
        y = (0.14 + 0.72 * y0 + 0.05 * math.sin(time * 1.3 + phase * 7)) * height
        wide, flap = (9 + 9 * size) * unit, 0.25 + 0.75 * abs(math.sin(time * 8 + phase * 8))
        tilt = 18 * math.sin(time * 1.1 + k)
        for side in (-1, 1):
            for dx, dy, grow in ((0.60, -0.30, 0.64), (0.46, 0.42, 0.46)):
                place = (x + side * wide * dx * flap, y + wide * dy)
                flake(frame, *place, (wide * grow * flap, wide * grow), tilt, tones[k % 5])
                inner = tuple(min(255.0, channel * 0.5 + 120) for channel in tones[k % 5])
                flake(
                    frame, *place, (wide * grow * flap * 0.5, wide * grow * 0.5), tilt, (inner[0], inner[1], inner[2])
                )
        flake(frame, x, y, (wide * 0.12, wide * 0.72), tilt, (46, 40, 48))


def _hearts(frame: Frame, time: float, seed: int) -> None:
    unit = unit_of(frame)
    tones: tuple[Bgr, ...] = ((120, 90, 246), (170, 130, 255), (90, 60, 226))
    for k, (x, y, life, size, phase) in enumerate(_rising(frame, time, seed, "hearts", 24, 0.15)):
        grow = (7 + 13 * size) * unit * min(1.0, 6 * life) * min(1.0, 4 * (1.0 - life))
        tilt = 0.25 * math.sin(time * 2 + phase * 9)
        turn = np.array([[math.cos(tilt), math.sin(tilt)], [-math.sin(tilt), math.cos(tilt)]], np.float32)
        outline = heart(grow) @ turn + np.array([x, y], np.float32)
        fill(frame, np.asarray(outline, np.float32), tones[k % 3])
        dot(frame, x - grow * 0.42, y - grow * 0.38, grow * 0.16, (236, 224, 255))


_BEFORE: dict[str, _Draw] = {
    "petals": _petals,
    "leaves": _leaves,
    "fireflies": _fireflies,
    "confetti": _confetti,
    "bubbles": _bubbles,
    "sparks": _sparks,
    "smoke": _smoke,
    "dust": _dust,
    "steam": _steam,
    "butterflies": _butterflies,
    "hearts": _hearts,
    "magic": _magic,
    "embers": _embers,
}
EFFECTS = (*_BEFORE, *BEHIND)
