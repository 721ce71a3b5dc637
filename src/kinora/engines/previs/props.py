"""Things without a will: car, boat, ball, tree, house, balloon, rocket. Drawn once per clip, then moved."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.canvas import Canvas
from kinora.engines.previs.curves import bend, box, joined, points, rounded
from kinora.engines.previs.light import Sprite, lit, shadow
from kinora.engines.previs.palette import WHITE, Colour, mix
from kinora.engines.previs.setting import Frame, Moment, Setting

Tile = tuple[NDArray[np.uint8], tuple[float, float]]
"""A premultiplied BGRA picture and the pixel that is set down."""


def _tile(
    setting: Setting,
    paint: Callable[[Canvas], None],
    *,
    width: float,
    height: float,
    below: float = 8.0,
    finer: float = 1.0,
) -> Tile:
    """Draw in lengths of a 720-pixel frame, the origin in the middle of the foot, and light the result.

    finer: by how much larger the tile is than its usual size, for what will be shown large.
    """
    unit = setting.height / 720.0 * finer
    size = (math.ceil(width * unit), math.ceil((height + below) * unit))
    anchor = (size[0] / 2, height * unit)
    canvas = Canvas(*size, scale=unit, origin=anchor)
    paint(canvas)
    side = 1.0 if setting.sun[0] > setting.width / 2 else -1.0
    return lit(canvas.finished(), setting.palette, side, max(1.0, 2.2 * unit)), anchor


def draw_car(setting: Setting, colour: Colour, *, finer: float = 1.0) -> Tile:
    """A car that drives to the right, 136 long."""

    def paint(canvas: Canvas) -> None:
        body = joined(
            bend((-66, -10), (-70, -30), (-46, -34)),
            bend((-40, -36), (-24, -58), (0, -57)),
            bend((4, -57), (26, -56), (38, -34)),
            bend((42, -33), (68, -30), (67, -10)),
        )
        canvas.fill(body, colour)
        canvas.fill(joined(bend((-33, -36), (-22, -52), (-4, -52)), points((-4, -36))), (150, 196, 222))
        canvas.fill(joined(points((2, -36)), bend((2, -52), (22, -52), (31, -36))), (150, 196, 222))
        canvas.fill(rounded(-68, -16, 137, 9, 4), mix(colour, (20, 16, 30), 0.35))
        canvas.oval(63, -22, 5, 5, (255, 246, 214))
        canvas.fill(rounded(-69, -27, 6, 9, 2), (214, 40, 44))
        for x in (-38, 38):
            canvas.oval(x, -9, 14, 14, (26, 26, 32))
            canvas.oval(x, -9, 6.5, 6.5, (168, 172, 182))

    return _tile(setting, paint, width=150, height=66, finer=finer)


def _paint_boat(canvas: Canvas) -> None:
    canvas.line((0, -30), (0, -190), 5, (96, 66, 46))
    canvas.fill(joined(points((6, -184)), bend((6, -184), (92, -110), (96, -46), (6, -46))), (250, 246, 236))
    canvas.fill(joined(points((-6, -168)), bend((-6, -168), (-54, -100), (-66, -46), (-6, -46))), (240, 112, 84))
    hull = joined(bend((-96, -34), (-70, 8), (60, 8), (104, -38)), points((-96, -34)))
    canvas.fill(hull, (150, 84, 52))
    canvas.stroke(bend((-92, -28), (0, -18), (98, -32)), 6, (244, 232, 206))


def _paint_house(canvas: Canvas) -> None:
    canvas.fill(box(60, -190, 22, 60), (150, 96, 80))
    canvas.fill(box(-96, -112, 192, 114), (246, 226, 196))
    canvas.fill(points((-116, -106), (0, -196), (116, -106)), (190, 78, 66))
    canvas.fill(rounded(-18, -66, 36, 68, 8), (122, 74, 50))
    canvas.oval(10, -30, 3, 3, (240, 210, 120))
    for x in (-62, 62):
        canvas.fill(rounded(x - 19, -82, 38, 36, 4), WHITE)
        canvas.fill(rounded(x - 15, -78, 30, 28, 3), (255, 216, 130))
        canvas.line((x, -78), (x, -50), 3, WHITE)


def _paint_tree(canvas: Canvas) -> None:
    canvas.fill(points((-14, 0), (-8, -110), (8, -110), (14, 0)), (112, 76, 52))
    for x, y, size in ((-40, -126, 44), (40, -130, 42), (0, -172, 56), (0, -120, 46)):
        canvas.oval(x, y, size, size * 0.92, (70, 140, 66))
    for x, y, size in ((-26, -146, 22), (10, -196, 28), (36, -146, 16)):
        canvas.oval(x, y, size, size * 0.8, (112, 176, 78))


def _paint_balloon(canvas: Canvas) -> None:
    canvas.fill(
        joined(bend((-66, -150), (-66, -96), (-16, -56)), bend((16, -56), (66, -96), (66, -150))), (232, 72, 70)
    )
    canvas.oval(0, -150, 66, 64, (232, 72, 70))
    canvas.fill(
        joined(bend((-24, -212), (-40, -140), (-8, -56)), bend((8, -56), (40, -140), (24, -212))), (252, 214, 92)
    )
    for x in (-13, 13):
        canvas.line((x, -56), (x * 0.9, -30), 2, (90, 66, 50))
    canvas.fill(rounded(-15, -32, 30, 26, 5), (150, 100, 62))


def _paint_rocket(canvas: Canvas) -> None:
    canvas.fill(bend((-14, -34), (-20, 10), (0, 26), steps=8), (255, 180, 60))
    canvas.fill(joined(bend((-15, -34), (0, 40), (15, -34))), (255, 190, 70))
    canvas.fill(joined(bend((-8, -34), (0, 14), (8, -34))), (255, 240, 180))
    for side in (-1, 1):
        canvas.fill(points((side * 22, -96), (side * 52, -36), (side * 20, -42)), (220, 66, 60))
    canvas.fill(
        joined(bend((-24, -34), (-40, -140), (0, -210)), bend((0, -210), (40, -140), (24, -34))), (240, 242, 248)
    )
    canvas.fill(
        joined(bend((-19, -166), (-12, -190), (0, -210)), bend((0, -210), (12, -190), (19, -166))), (220, 66, 60)
    )
    canvas.oval(0, -124, 16, 16, (70, 84, 110))
    canvas.oval(0, -124, 11, 11, (130, 210, 240))


_PAINTERS: dict[str, tuple[Callable[[Canvas], None], float, float]] = {
    "boat": (_paint_boat, 230, 200),
    "house": (_paint_house, 250, 204),
    "tree": (_paint_tree, 190, 236),
    "balloon": (_paint_balloon, 150, 222),
    "rocket": (_paint_rocket, 130, 220),
}


def _leading(setting: Setting) -> float:
    """A thing that has the stage to itself is drawn larger by this, as far as the frame is wide enough."""
    if setting.scene.actors:
        return 1.0
    return min(1.7, max(1.0, 1.55 * math.sqrt(setting.width / setting.height)))


class Props:
    """The things of a scene behind its actors, but for the ball, which belongs to the game."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._things: list[tuple[str, Sprite]] = []
        self._finer = _leading(setting)
        fine = self._finer
        for name in setting.scene.props:
            if name in _PAINTERS:
                paint, wide, tall = _PAINTERS[name]
                below = 44.0 if name == "rocket" else 10.0
                self._things.append(
                    (name, Sprite(*_tile(setting, paint, width=wide, height=tall, below=below, finer=fine)))
                )
            elif name == "car" and setting.scene.place != "city":
                self._things.append((name, Sprite(*draw_car(setting, (214, 66, 60), finer=fine))))

    def draw(self, frame: Frame, moment: Moment) -> None:
        for order, (name, sprite) in enumerate(self._things):
            depth = 0.5 if name in ("balloon", "rocket", "boat") else 0.85
            scale, dx, dy = self._setting.lens(moment.view, depth)
            x, y, size, turn = self._place(name, order, moment)
            narrow = min(1.0, self._setting.unit * 720.0 / self._setting.height)
            if name in ("house", "tree", "car"):
                foot = 100 * size * self._setting.unit * scale
                shadow(frame, x * scale + dx, y * scale + dy, foot * 1.2, foot * 0.16, 0.4)
            sprite.draw(frame, x * scale + dx, y * scale + dy, size / self._finer * narrow * scale, degrees=turn)

    def _place(self, name: str, order: int, moment: Moment) -> tuple[float, float, float, float]:
        """World x and y, size, and degrees of tilt."""
        setting, time = self._setting, moment.time
        side = (0.78, 0.20, 0.62, 0.36)[order % 4]
        alone = 1.0 if order else self._finer
        side = side if alone == 1.0 else 0.64
        wide, high = setting.width, setting.height
        match name:
            case "boat":
                x = wide * (side + 0.06 * (moment.progress - 0.5))
                return (
                    x,
                    setting.horizon + high * 0.10 + high * 0.006 * math.sin(time * 1.6),
                    0.8 * alone,
                    2.5 * math.sin(time * 1.3),
                )
            case "balloon":
                return (
                    wide * (side - 0.05 * moment.progress),
                    high * (0.40 + 0.22 * (alone - 1.0) + 0.02 * math.sin(time * 0.8) - 0.05 * moment.progress),
                    0.9 * alone,
                    2 * math.sin(time),
                )
            case "rocket":
                x, y = wide * (0.30 + 0.42 * moment.progress), high * (0.55 - 0.28 * moment.progress)
                return x, y, 0.75 * alone, 52 + 3 * math.sin(time * 2)
            case "car":
                margin = 0.06 if alone == 1.0 else 0.20
                x = wide * (margin + (1.0 - 2.0 * margin) * moment.progress)
                y = high * (0.80 if alone == 1.0 else 0.86)
                return x, y, 1.15 * alone * alone, 0.6 * math.sin(time * 9) / alone**2
            case _:
                return wide * side, high * 0.765, 1.2, 0.0
