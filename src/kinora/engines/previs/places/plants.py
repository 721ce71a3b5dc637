"""Trees as cut-outs, and grass that sways. Sizes in world pixels."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.drawing.curves import bend, box, joined, oval, points, rounded, turned
from kinora.engines.previs.drawing.cutout import Cutout, paint
from kinora.engines.previs.drawing.palette import Colour, bgr, mix
from kinora.engines.previs.setting import Frame, Moment, Points, Setting


def conifer(layer: Cutout, x: float, y: float, height: float, colour: Colour, *, snow: Colour | None = None) -> None:
    """A fir with its foot at (x, y); with `snow`, its branches carry some."""
    wide = height * 0.30
    layer.add(
        [box(x - height * 0.025, y - height * 0.16, height * 0.05, height * 0.18)], mix(colour, (50, 30, 24), 0.5)
    )
    for tier in range(3):
        low = y - height * (0.12 + 0.25 * tier)
        top = y - height * (0.52 + 0.24 * tier)
        half = wide * (1.0 - 0.24 * tier)
        tone = mix(colour, (10, 24, 30), 0.16 - 0.08 * tier)
        skirt = bend((x + half, low), (x, low + height * 0.05), (x - half, low), steps=6)
        layer.add([joined(points((x, top)), skirt)], tone)
        if snow is not None:
            mid = top + (low - top) * 0.52
            layer.add(
                [
                    points(
                        (x, top),
                        (x + half * 0.52, mid),
                        (x + half * 0.2, mid - height * 0.02),
                        (x, mid + height * 0.03),
                        (x - half * 0.25, mid - height * 0.02),
                        (x - half * 0.52, mid),
                    )
                ],
                snow,
            )


def leafy(layer: Cutout, x: float, y: float, height: float, colour: Colour, light: Colour) -> None:
    """A round tree with its foot at (x, y)."""
    layer.add(
        [
            points(
                (x - height * 0.045, y),
                (x - height * 0.025, y - height * 0.5),
                (x + height * 0.025, y - height * 0.5),
                (x + height * 0.045, y),
            )
        ],
        mix(colour, (60, 36, 24), 0.65),
    )
    for dx, dy, size in ((-0.17, 0.52, 0.19), (0.17, 0.54, 0.18), (0.0, 0.70, 0.24)):
        layer.add([oval(x + dx * height, y - dy * height, size * height, size * height * 0.92, steps=18)], colour)
    for dx, dy, size in ((-0.10, 0.62, 0.11), (0.03, 0.78, 0.13)):
        layer.add(
            [oval(x + dx * height, y - dy * height, size * height, size * height * 0.8, steps=14)],
            mix(colour, light, 0.28),
        )


def palm(layer: Cutout, x: float, y: float, height: float, trunk: Colour, leaf: Colour) -> None:
    """A palm that leans to the right."""
    foot, top = (x, y), (x + height * 0.20, y - height)
    left = bend(
        (foot[0] - height * 0.035, foot[1]), (x + height * 0.0, y - height * 0.55), (top[0] - height * 0.014, top[1])
    )
    right = bend(
        (top[0] + height * 0.014, top[1]), (x + height * 0.05, y - height * 0.55), (foot[0] + height * 0.035, foot[1])
    )
    layer.add([joined(left, right)], trunk)
    for k, (dx, dy) in enumerate(
        ((-0.46, 0.05), (-0.40, -0.20), (-0.16, -0.30), (0.16, -0.29), (0.40, -0.16), (0.45, 0.08))
    ):
        tip = (top[0] + dx * height, top[1] + dy * height + height * 0.10)
        crown = (top[0] + dx * height * 0.5, top[1] + dy * height - height * 0.10)
        under = (crown[0], crown[1] + height * 0.13)
        layer.add(
            [joined(bend(top, crown, tip, steps=8), bend(tip, under, top, steps=8))],
            mix(leaf, (10, 30, 20), 0.10 * (k % 3)),
        )


def cactus(layer: Cutout, x: float, y: float, height: float, colour: Colour) -> None:
    """A saguaro with two arms."""
    thick = height * 0.15
    layer.add([rounded(x - thick / 2, y - height, thick, height * 1.02, thick / 2)], colour)
    for side, low, tall in ((-1, 0.38, 0.34), (1, 0.5, 0.28)):
        arm = thick * 0.72
        layer.add(
            [rounded(min(x, x + side * height * 0.26), y - height * low - arm, height * 0.26, arm, arm / 2)], colour
        )
        layer.add(
            [rounded(x + side * height * 0.26 - arm / 2, y - height * (low + tall), arm, height * tall, arm / 2)],
            colour,
        )
    layer.add(
        [rounded(x - thick * 0.32, y - height * 0.93, thick * 0.2, height * 0.86, thick * 0.1)],
        mix(colour, (255, 255, 220), 0.18),
    )


def acacia(layer: Cutout, x: float, y: float, height: float, trunk: Colour, leaf: Colour) -> None:
    """A flat-topped tree of the savanna."""
    for lean in (-0.20, 0.05, 0.26):
        tip = (x + lean * height, y - height * 0.76)
        left = bend((x - height * 0.035, y), (x - height * 0.01, y - height * 0.45), tip, steps=6)
        right = bend(tip, (x + height * 0.04, y - height * 0.42), (x + height * 0.04, y), steps=6)
        layer.add([joined(left, right)], trunk)
    for dx, dy, wide, tone in ((0.0, 0.78, 0.62, 0.0), (-0.28, 0.86, 0.34, 0.10), (0.24, 0.88, 0.40, 0.16)):
        crown = oval(x + dx * height, y - dy * height, wide * height, 0.11 * height, steps=20)
        layer.add([crown], mix(leaf, (240, 220, 120), tone))


_PUFFS = 24
"""Balls of blossom in one crown."""


def blossom(layer: Cutout, x: float, y: float, height: float, trunk: Colour, tones: tuple[Colour, Colour]) -> None:
    """A cherry in flower: forked trunk under a cloud of blossom in its dark and its light tone."""
    for lean in (-0.26, 0.24):
        tip = (x + lean * height, y - height * 0.58)
        left = bend((x - height * 0.05, y), (x - height * 0.01, y - height * 0.30), tip, steps=6)
        right = bend(tip, (x + height * 0.05, y - height * 0.24), (x + height * 0.05, y), steps=6)
        layer.add([joined(left, right)], trunk)
    turns = np.arange(_PUFFS) * 2.4
    reach = np.sqrt(np.arange(_PUFFS) / _PUFFS)
    puffs = np.stack([0.42 * reach * np.cos(turns), 0.68 + 0.24 * reach * np.sin(turns), 0.128 - 0.035 * reach], axis=1)
    puffs = puffs[np.argsort(puffs[:, 1])]
    for share, grow, lift in ((0.0, 1.0, 0.0), (0.55, 0.72, 0.03), (1.0, 0.36, 0.06)):
        for dx, dy, size in puffs.tolist():
            spot = oval(
                x + (dx - lift * 0.6) * height,
                y - (dy + lift) * height,
                size * grow * height,
                size * grow * 0.86 * height,
                steps=14,
            )
            layer.add([spot], mix(tones[0], tones[1], share * (0.45 + 0.55 * (dy - 0.44) / 0.5)))


def broad_leaf(layer: Cutout, x: float, y: float, length: float, degrees: float, colour: Colour, vein: Colour) -> None:
    """One large leaf from its stalk at (x, y) outwards; 0 degrees is to the right, 90 down."""
    blade = joined(
        bend((0, 0), (0.35 * length, -0.34 * length), (length, 0), steps=10),
        bend((length, 0), (0.35 * length, 0.34 * length), (0, 0), steps=10),
    )
    rib = points((0, -0.010 * length), (0.92 * length, 0), (0, 0.010 * length))
    place = np.array([x, y], np.float32)
    layer.add([np.asarray(turned(blade, degrees) + place, np.float32)], colour)
    layer.add([np.asarray(turned(rib, degrees) + place, np.float32)], vein)


def fern(layer: Cutout, x: float, y: float, size: float, colour: Colour) -> None:
    """A fan of broad leaves on the ground."""
    for k, degrees in enumerate((-160, -128, -104, -76, -52, -20)):
        tone = mix(colour, (190, 230, 110), 0.10 * (k % 3))
        broad_leaf(layer, x, y, size * (0.8 + 0.2 * (k % 2)), degrees, tone, mix(tone, (240, 255, 190), 0.25))


def reeds(layer: Cutout, x: float, y: float, height: float, colour: Colour, *, tips: Colour | None = None) -> None:
    """A bunch of reeds; with `tips`, some are bulrushes."""
    for k, lean in enumerate((-0.26, -0.12, -0.02, 0.10, 0.24)):
        tall = height * (0.7 + 0.3 * ((k * 3) % 5) / 4)
        top = (x + lean * height * 1.2, y - tall)
        left = bend(
            (x + lean * height * 0.3 - height * 0.02, y), (x + lean * height * 0.4, y - tall * 0.6), top, steps=6
        )
        right = bend(
            top, (x + lean * height * 0.6, y - tall * 0.5), (x + lean * height * 0.3 + height * 0.02, y), steps=6
        )
        layer.add([joined(left, right)], mix(colour, (220, 230, 120), 0.08 * (k % 3)))
        if tips is not None and k % 2 == 0:
            layer.add([oval(top[0], top[1] + tall * 0.08, height * 0.022, tall * 0.09, steps=10)], tips)


def stone(layer: Cutout, x: float, y: float, size: float, colour: Colour, light: Colour) -> None:
    """A boulder with its foot at (x, y), lit from above."""
    body = points(
        (x - size, y),
        (x - size * 0.86, y - size * 0.42),
        (x - size * 0.36, y - size * 0.74),
        (x + size * 0.30, y - size * 0.70),
        (x + size * 0.82, y - size * 0.36),
        (x + size, y),
        (x, y + size * 0.12),
    )
    face = points(
        (x - size * 0.78, y - size * 0.40),
        (x - size * 0.36, y - size * 0.72),
        (x + size * 0.28, y - size * 0.68),
        (x + size * 0.10, y - size * 0.40),
        (x - size * 0.36, y - size * 0.28),
    )
    layer.add(
        [oval(x + size * 0.1, y + size * 0.06, size * 1.25, size * 0.16, steps=16)], mix(colour, (16, 16, 32), 0.4)
    )
    layer.add([body], colour)
    layer.add([face], mix(colour, light, 0.55))


class Grass:
    """Tufts of blades over a strip of ground. top, bottom: the strip in frame heights; far tufts are smaller.

    fan_out: how far the blades of a tuft lean apart, 1 usual.
    """

    def __init__(
        self,
        setting: Setting,
        name: str,
        *,
        top: float,
        bottom: float,
        tufts: int,
        length: float,
        depth: float,
        tones: tuple[Colour, ...],
        fan_out: float = 1.0,
    ) -> None:
        self._setting = setting
        self._depth = depth
        self._tones = tones
        chance = setting.stream(f"grass {name}")
        place = chance.random((tufts, 3))
        place = place[np.argsort(place[:, 1])]
        self._x = np.repeat((place[:, 0] * 1.7 - 0.35) * setting.width, 5)
        near = np.repeat(place[:, 1], 5)
        self._y = (top + (bottom - top) * near) * setting.height
        fan = np.tile(np.linspace(-1, 1, 5), tufts)
        self._length = (
            length
            * setting.unit
            * (0.45 + 0.55 * near)
            * (1.1 - 0.35 * np.abs(fan))
            * (0.7 + 0.6 * chance.random(len(fan)))
        )
        self._fan = fan * 0.50 * fan_out + 0.18 * fan_out * (chance.random(len(fan)) - 0.5)
        self._width = length * setting.unit * 0.052 * (0.5 + 0.5 * near)
        self._x = self._x + fan * self._width * 2.2

    def draw(self, frame: Frame, moment: Moment) -> None:
        scale, x, y = self._setting.lens(moment.view, self._depth)
        gust = 2.2 if self._setting.is_windy or self._setting.is_wet else 1.0
        sway = 0.13 * gust * np.sin(moment.time * 1.9 * gust + self._x * 0.011) + 0.06 * (gust - 1.0)
        tip_x = self._x + (self._fan + sway) * self._length
        mid_x = self._x + (self._fan * 0.35 + sway * 0.3) * self._length
        tip_y, mid_y = self._y - self._length, self._y - self._length * 0.55
        blade = np.stack(
            [
                np.stack([self._x - self._width, self._y], 1),
                np.stack([mid_x - self._width * 0.6, mid_y], 1),
                np.stack([tip_x, tip_y], 1),
                np.stack([mid_x + self._width * 0.6, mid_y], 1),
                np.stack([self._x + self._width, self._y], 1),
            ],
            axis=1,
        )
        grid = np.rint((blade * scale + np.array([x, y])) * 16).astype(np.int32)
        seen = (grid[:, 2, 0] > -800) & (grid[:, 2, 0] < (self._setting.width + 50) * 16)
        kind = np.arange(len(grid)) // 5 % len(self._tones)
        for tone, colour in enumerate(self._tones):
            chosen: NDArray[np.int32] = grid[seen & (kind == tone)]
            if len(chosen):
                paint(frame, list(chosen), colour)


class Flowers:
    """Small blossoms that nod in the meadow."""

    def __init__(self, setting: Setting, colours: tuple[Colour, ...]) -> None:
        self._setting = setting
        chance = setting.stream("flowers").random((90, 4))
        self._spots = chance[np.argsort(chance[:, 1])]
        self._colours = [bgr(setting.palette.surface(colour)) for colour in colours]

    def draw(self, frame: Frame, moment: Moment) -> None:
        setting = self._setting
        scale, dx, dy = setting.lens(moment.view, 1.0)
        for k, (across, down, size, phase) in enumerate(self._spots.tolist()):
            near = 0.45 + 0.55 * down
            x = (across * 1.7 - 0.35) * setting.width + 2 * near * np.sin(moment.time * 1.9 + phase * 6)
            y = (0.735 + 0.27 * down) * setting.height - 9 * near * setting.unit
            if not -20 < x * scale + dx < setting.width + 20:
                continue
            centre = (round((x * scale + dx) * 16), round((y * scale + dy) * 16))
            radius = round((3.4 + 3.8 * size) * near * setting.unit * scale * 16)
            cv2.circle(frame, centre, radius, self._colours[k % len(self._colours)], -1, cv2.LINE_AA, 4)
            cv2.circle(frame, centre, radius // 3, (90, 200, 250), -1, cv2.LINE_AA, 4)


def spread(setting: Setting, name: str, count: int) -> Points:
    """Places for things along a ridge: rows of (world x, 0..1)."""
    chance = setting.stream(f"spread {name}").random((count, 2))
    across = (np.arange(count) + 0.2 + 0.6 * chance[:, 0]) / count
    return np.stack([(across * 1.9 - 0.45) * setting.width, chance[:, 1]], axis=1).astype(np.float32)
