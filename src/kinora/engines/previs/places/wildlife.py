"""Small life that nobody asked for but every landscape has: birds far off, butterflies by day, fireflies by night."""

from __future__ import annotations

import math

import cv2
import numpy as np

from kinora.engines.previs.drawing.curves import oval, points
from kinora.engines.previs.drawing.cutout import paint, to_grid
from kinora.engines.previs.drawing.light import glow
from kinora.engines.previs.drawing.palette import Colour, bgr, mix
from kinora.engines.previs.setting import Frame, Layer, Moment, Setting

_WINGS: tuple[Colour, ...] = ((250, 180, 60), (250, 250, 250), (120, 180, 250), (244, 120, 150))


_NO_BIRDS = frozenset({"mars", "volcano", "jungle"}) | {
    # Walls and crowds fill the picture's upper half there.
    *("city", "street", "japanese_street", "market", "stadium", "castle", "train_station", "amusement_park"),
}
_BUTTERFLIES = ("meadow", "garden", "cherry_orchard", "field", "jungle")
_FIREFLIES = ("meadow", "forest", "garden", "swamp", "jungle", "lake", "river", "field", "cherry_orchard")


def wildlife(setting: Setting) -> list[Layer]:
    """What flies in this light and weather; nothing under heavy clouds or in dust."""
    if setting.is_overcast:
        return []
    place = setting.scene.place
    if setting.is_dark:
        return [Fireflies(setting)] if place in _FIREFLIES else []
    life: list[Layer] = [] if place in _NO_BIRDS else [Birds(setting)]
    return [*life, Butterflies(setting)] if place in _BUTTERFLIES else life


class Birds:
    """A loose flock that crosses the sky."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        chance = setting.stream("birds")
        self._start = float(chance.random())
        self._flock = chance.random((6, 3)).tolist()
        palette = setting.palette
        self._colour = bgr(mix(palette.surface((52, 58, 80)), palette.middle, 0.35))

    def draw(self, frame: Frame, moment: Moment) -> None:
        setting, time = self._setting, moment.time
        scale, dx, dy = setting.lens(moment.view, 0.15)
        across = 0.15 + 0.5 * self._start + 0.022 * time
        for right, down, phase in self._flock:
            x = (across + (right - 0.5) * 0.20) * setting.width
            y = setting.horizon * (0.30 + 0.26 * down) + 5 * setting.unit * math.sin(time * 0.8 + phase * 6)
            span = setting.unit * (8 + 6 * right)
            lift = math.sin(time * 7 + phase * 20)
            tip = -0.45 * lift - 0.12
            wing = points(
                (x - span, y + tip * span),
                (x - span * 0.45, y - span * 0.24 * lift - span * 0.1),
                (x, y),
                (x + span * 0.45, y - span * 0.24 * lift - span * 0.1),
                (x + span, y + tip * span),
            )
            grid = to_grid(wing, (scale, dx, dy))
            cv2.polylines(frame, [grid], False, self._colour, max(1, round(1.8 * setting.unit)), cv2.LINE_AA, 4)


class Butterflies:
    """They flutter over the flowers."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._each = setting.stream("butterflies").random((5, 4)).tolist()

    def draw(self, frame: Frame, moment: Moment) -> None:
        setting, time = self._setting, moment.time
        lens = setting.lens(moment.view, 0.95)
        for k, (right, down, size, phase) in enumerate(self._each):
            x = (right + 0.04 * math.sin(time * 0.7 + phase * 9) + 0.012 * math.sin(time * 3.1 + k)) * setting.width
            y = (0.66 + 0.22 * down + 0.025 * math.sin(time * 1.9 + phase * 7)) * setting.height
            wide = setting.unit * (5 + 4 * size)
            open_share = 0.25 + 0.75 * abs(math.sin(time * 9 + phase * 8))
            colour = setting.palette.surface(_WINGS[k % len(_WINGS)])
            for side in (-1, 1):
                upper = oval(
                    x + side * wide * 0.62 * open_share, y - wide * 0.3, wide * 0.62 * open_share, wide * 0.62, steps=10
                )
                lower = oval(
                    x + side * wide * 0.5 * open_share, y + wide * 0.4, wide * 0.45 * open_share, wide * 0.42, steps=10
                )
                paint(frame, [to_grid(upper, lens)], colour)
                paint(frame, [to_grid(lower, lens)], mix(colour, (60, 30, 40), 0.25))
            paint(frame, [to_grid(oval(x, y, wide * 0.12, wide * 0.7, steps=8), lens)], (50, 40, 44))


class Fireflies:
    """Sparks that drift and breathe over the grass."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._each = setting.stream("fireflies").random((26, 4)).tolist()

    def draw(self, frame: Frame, moment: Moment) -> None:
        setting, time = self._setting, moment.time
        scale, dx, dy = setting.lens(moment.view, 0.9)
        for right, down, size, phase in self._each:
            x = (right * 1.3 - 0.15 + 0.02 * math.sin(time * 0.6 + phase * 12)) * setting.width * scale + dx
            y = (0.58 + 0.38 * down + 0.02 * math.sin(time * 0.9 + phase * 5)) * setting.height * scale + dy
            light = max(0.0, math.sin(time * (1.2 + size) + phase * 6.28))
            radius = setting.unit * (9 + 9 * size) * scale
            glow(frame, x, y, (radius, radius), (190 * light, 240 * light, 90 * light))
            if light > 0.15:
                centre = (round(x * 16), round(y * 16))
                core = np.clip(np.array([150, 250, 220]) * (0.5 + 0.5 * light), 0, 255).tolist()
                cv2.circle(frame, centre, round(setting.unit * 1.6 * 16), core, -1, cv2.LINE_AA, 4)
