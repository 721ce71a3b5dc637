"""Small drawn signs of what can't be seen: hearts, stars at a hit, notes, a bubble for talk without words."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import bend, joined, oval, points, rounded
from kinora.engines.previs.drawing.light import Sprite
from kinora.engines.previs.drawing.palette import WHITE
from kinora.engines.previs.setting import Frame

_ROOM = 64
"""Half the side of a sign's tile, in lengths of its own."""
HIT_SECONDS = 1.0 / 2.6
"""Fists land this far apart in a fight."""


def _heart(canvas: Canvas) -> None:
    side = bend((0, 40), (-62, 0), (-44, -52), (0, -20))
    canvas.fill(joined(side, side[::-1] * np.array([-1, 1], np.float32)), (236, 70, 104))
    canvas.oval(-20, -16, 8, 6, (255, 190, 206))


def _star(canvas: Canvas) -> None:
    for size, colour in ((52.0, (255, 196, 60)), (33.0, (255, 246, 190))):
        turns = np.arange(16) * math.pi / 8
        reach = np.where(np.arange(16) % 2 == 0, size, size * 0.52)
        canvas.fill(np.stack([np.cos(turns) * reach, np.sin(turns) * reach], 1).astype(np.float32), colour)


def _puff(canvas: Canvas) -> None:
    for x, y, size in ((-22, 6, 20), (22, 8, 18), (0, -10, 24), (4, 12, 22)):
        canvas.oval(x, y, size, size * 0.9, (236, 226, 210), 0.8)


def _note(canvas: Canvas) -> None:
    ink = (58, 52, 86)
    for grow, colour in ((5.0, WHITE), (0.0, ink)):
        canvas.fill(oval(-12, 28, 15 + grow, 11 + grow, degrees=-20), colour)
        canvas.line((1, 26), (1, -36), 6 + 2 * grow, colour)
        canvas.stroke(bend((1, -36), (24, -22), (20, 2)), 7 + 2 * grow, colour)


def _bubble(canvas: Canvas) -> None:
    for grow, colour in ((4.0, (70, 66, 92)), (0.0, WHITE)):
        canvas.fill(rounded(-48 - grow, -40 - grow, 96 + 2 * grow, 62 + 2 * grow, 28), colour)
        canvas.fill(points((-16 - grow, 14), (-30 - grow, 44 + grow * 1.6), (8 + grow, 18)), colour)


def _dot(canvas: Canvas) -> None:
    canvas.oval(0, 0, 7, 7, (84, 80, 110))


_PAINTERS: dict[str, Callable[[Canvas], None]] = {
    "heart": _heart,
    "star": _star,
    "puff": _puff,
    "note": _note,
    "bubble": _bubble,
    "dot": _dot,
}


class Signs:
    """Every sign as a sprite, cut when it is first needed. unit: pixels per length of an actor."""

    def __init__(self, unit: float) -> None:
        self._unit = max(unit, 0.1)
        self._sprites: dict[str, Sprite] = {}

    def draw(self, frame: Frame, name: str, x: float, y: float, size: float, *, degrees: float = 0.0) -> None:
        """Set a sign down. size: pixels per length of its own, at which it is about 100 long."""
        if size <= 0.01:
            return
        if name not in self._sprites:
            self._sprites[name] = Sprite(_tile(_PAINTERS[name], self._unit), (_ROOM * self._unit, _ROOM * self._unit))
        self._sprites[name].draw(frame, x, y, size / self._unit, degrees=degrees)

    def hearts(self, frame: Frame, since: float, x: float, y: float, size: float) -> None:
        """Three that rise, sway and shrink away."""
        for number in range(3):
            age = since * 0.55 - number * 0.33
            if age < 0.0:
                continue
            age %= 1.0
            grown = min(1.0, age * 5.0) * (1.0 - max(0.0, age - 0.7) / 0.3)
            sway = (number - 1) * 26 + 12 * math.sin(age * 6.0 + number * 2)
            self.draw(frame, "heart", x + sway * size, y - 74 * age * size, 0.34 * grown * size, degrees=sway * 0.5)

    def hits(self, frame: Frame, since: float, x: float, y: float, size: float) -> None:
        """A star and dust at each blow, now higher, now lower."""
        number, age = divmod(since - 0.085, HIT_SECONDS)
        if number < 0 or age > 0.24:
            return
        grown = math.sin(min(1.0, age / 0.24) * math.pi) ** 0.6
        lift = (12.0, -8.0, 2.0)[int(number) % 3]
        self.draw(frame, "puff", x, y + 8 * size, 0.75 * grown * size, degrees=40 * number)
        self.draw(frame, "star", x, y - lift * size, 0.62 * grown * size, degrees=25 * number)

    def notes(self, frame: Frame, time: float, x: float, y: float, size: float) -> None:
        for number in range(2):
            age = (time * 0.5 + number * 0.5) % 1.0
            grown = min(1.0, age * 5.0) * (1.0 - max(0.0, age - 0.7) / 0.3)
            sway = 26 * number + 10 * math.sin(age * 7.0 + number)
            self.draw(frame, "note", x + sway * size, y - 56 * age * size, 0.36 * grown * size, degrees=sway * 0.4)

    def bubble(self, frame: Frame, since: float, x: float, y: float, size: float, *, flip: bool) -> None:
        """A bubble that opens, with dots that come one after the other."""
        grown = min(1.0, since * 5.0)
        x += (18 if flip else -18) * size * 0
        self.draw(frame, "bubble", x, y, 0.62 * grown * size)
        for number in range(3):
            shown = min(1.0, max(0.0, since * 5.0 - 1.2 - 1.3 * number))
            self.draw(frame, "dot", x + (number - 1) * 15 * size, y - 6 * size, 0.62 * shown * size)


def _tile(paint: Callable[[Canvas], None], unit: float) -> NDArray[np.uint8]:
    side = math.ceil(2 * _ROOM * unit)
    canvas = Canvas(side, side, scale=unit, origin=(_ROOM * unit, _ROOM * unit))
    paint(canvas)
    return canvas.finished()
