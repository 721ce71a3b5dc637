"""What actions bring along: a fishing rod, a spade, pot and spoon, a bow, poles and skis, blades, a wheel, a swing."""

from __future__ import annotations

import math
from collections.abc import Callable

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import Point, arc, bend, joined, points, rounded
from kinora.engines.previs.drawing.palette import WHITE, Colour, mix
from kinora.engines.previs.rigs.figure import Figure

_WOOD: Colour = (150, 104, 64)
_STEEL: Colour = (150, 160, 176)
_INK: Colour = (44, 42, 54)


def _rod(canvas: Canvas, figure: Figure, near: Point, _far: Point) -> None:
    with canvas.moved(near[0], near[1], degrees=figure.pose.grip):
        canvas.line((0, 24), (0, -34), 4.5, _WOOD)
        canvas.line((0, -30), (0, -96), 2.6, mix(_WOOD, WHITE, 0.2))
        canvas.oval(3, 4, 5, 5, _STEEL)
    turn = math.radians(figure.pose.grip)
    tip = near[0] + 96 * math.sin(turn), near[1] - 96 * math.cos(turn)
    float_y = 4.0 + 2.0 * math.sin(figure.time * 3.0)
    canvas.stroke(bend(tip, (tip[0] + 8, tip[1] + 30), (tip[0] + 10, float_y - 6)), 1.4, (240, 240, 244))
    canvas.oval(tip[0] + 10, float_y - 3, 4.6, 5.6, (226, 60, 54))
    canvas.oval(tip[0] + 10, float_y - 6, 4.2, 2.8, WHITE)


def _spade(canvas: Canvas, figure: Figure, near: Point, _far: Point) -> None:
    with canvas.moved(near[0], near[1], degrees=figure.pose.grip):
        canvas.line((0, 36), (0, -24), 5, _WOOD)
        canvas.line((-7, 37), (7, 37), 5, mix(_WOOD, _INK, 0.3))
        blade = joined(
            points((-11, -24), (11, -24)), bend((11, -38), (8, -54), (0, -58)), bend((0, -58), (-8, -54), (-11, -38))
        )
        canvas.fill(blade, _STEEL)
        canvas.line((0, -28), (0, -48), 2, mix(_STEEL, WHITE, 0.5))


def _pot_and_spoon(canvas: Canvas, figure: Figure, near: Point, far: Point) -> None:
    x, y = far[0] + 28, far[1] + 4
    red: Colour = (206, 74, 62)
    canvas.line((x - 20, y), far, 5, _INK)
    canvas.line((near[0], near[1] - 8), (x + (near[0] - x - 18) * 0.35, y + 2), 4, _WOOD)
    canvas.fill(
        joined(
            points((x - 22, y)),
            bend((x - 22, y + 20), (x - 20, y + 26), (x, y + 26)),
            bend((x, y + 26), (x + 20, y + 26), (x + 22, y + 20)),
            points((x + 22, y)),
        ),
        red,
    )
    canvas.fill(rounded(x - 24, y - 3, 48, 6, 3), mix(red, WHITE, 0.3))
    for puff in range(2):
        age = (figure.time * 0.6 + puff * 0.5) % 1.0
        canvas.oval(
            x - 6 + 12 * puff + 4 * math.sin(age * 6),
            y - 8 - 26 * age,
            4 + 5 * age,
            4 + 4 * age,
            WHITE,
            0.5 * (1 - age),
        )


def _bow(canvas: Canvas, _figure: Figure, near: Point, far: Point) -> None:
    upper, lower = (near[0] - 10, near[1] - 44), (near[0] - 10, near[1] + 44)
    string = (min(far[0] + 4, near[0] - 14), near[1])
    canvas.stroke(points(upper, string, lower), 1.6, (245, 240, 226))
    canvas.stroke(bend(upper, (near[0] + 18, near[1] - 22), (near[0] + 18, near[1] + 22), lower, steps=16), 5, _WOOD)
    if string[0] < near[0] - 34:
        canvas.line(string, (near[0] + 22, near[1]), 2.6, mix(_WOOD, WHITE, 0.3))
        canvas.fill(points((near[0] + 20, near[1] - 5), (near[0] + 32, near[1]), (near[0] + 20, near[1] + 5)), _STEEL)


def _poles(canvas: Canvas, _figure: Figure, near: Point, far: Point) -> None:
    for hand, tone in ((far, mix(_STEEL, _INK, 0.3)), (near, _STEEL)):
        canvas.line((hand[0] + 4, hand[1] - 8), (hand[0] - 34, -3), 3, tone)
        canvas.oval(hand[0] - 30, -9, 5, 2.6, _INK)


def _skis(canvas: Canvas, figure: Figure) -> None:
    for foot, tone in ((figure.pose.foot_far, (196, 60, 60)), (figure.pose.foot_near, (232, 84, 70))):
        line = bend((foot[0] - 58, foot[1] + 4), (foot[0] + 54, foot[1] + 4), (foot[0] + 76, foot[1] - 12))
        canvas.stroke(line, 6, tone)


def _blades(canvas: Canvas, figure: Figure) -> None:
    for foot in (figure.pose.foot_far, figure.pose.foot_near):
        canvas.line((foot[0] - 12, foot[1] + 8), (foot[0] + 19, foot[1] + 8), 3, _STEEL)
        for x in (-4, 11):
            canvas.line((foot[0] + x, foot[1]), (foot[0] + x, foot[1] + 8), 2.6, _STEEL)


def _wheel(canvas: Canvas, figure: Figure, near: Point, far: Point) -> None:
    x, y = (near[0] + far[0]) / 2 + 4, (near[1] + far[1]) / 2
    ring = arc(x, y, 9, 17, 0, 360, steps=22)
    canvas.line((x + 2, y + 4), (x + 24, y + 26), 5, mix(_INK, WHITE, 0.15))
    canvas.stroke(ring, 5, _INK)
    canvas.line((x - 6, y - 4), (x + 6, y + 4), 3, _INK)


def _rope(canvas: Canvas, _figure: Figure, near: Point, far: Point) -> None:
    canvas.stroke(bend((far[0] - 10, far[1] + 12), near, (near[0] + 62, near[1] - 44)), 3.4, (222, 196, 140))


def _seat(canvas: Canvas, figure: Figure) -> None:
    """A swing: two ropes and a board, turning with the body."""
    pose = figure.pose
    for hand in (pose.hand_far, pose.hand_near):
        canvas.line((hand[0] * 0.86, figure.hips + 16), (hand[0], hand[1] - 66), 3.2, (206, 178, 120))
    canvas.fill(rounded(-36, figure.hips + 13, 74, 8, 3), _WOOD)


def _laptop(canvas: Canvas, _figure: Figure, near: Point, far: Point) -> None:
    x, y = (near[0] + far[0]) / 2, max(near[1], far[1]) + 7
    shell: Colour = (188, 194, 206)
    canvas.fill(points((x + 22, y), (x + 26, y), (x + 42, y - 36), (x + 38, y - 36)), shell)
    canvas.fill(points((x + 20, y), (x + 23, y), (x + 38, y - 34), (x + 34, y - 34)), (120, 200, 250))
    canvas.fill(rounded(x - 20, y, 46, 5, 2), mix(shell, _INK, 0.2))


def _pad_and_pencil(canvas: Canvas, figure: Figure, near: Point, far: Point) -> None:
    with canvas.moved(far[0] + 22, far[1] + 5, degrees=-8):
        canvas.fill(rounded(-19, -15, 40, 28, 3), (250, 248, 238))
        for y in (-9, -3, 3):
            canvas.line((-14, y), (15, y), 1.8, (150, 160, 190))
    with canvas.moved(near[0] - 4, near[1] + 4, degrees=figure.pose.grip):
        canvas.line((0, 2), (0, -30), 5, (242, 185, 60))
        canvas.line((0, 7), (0, 2), 3, _INK)
        canvas.line((0, -30), (0, -34), 5, (240, 132, 140))


IMPLEMENTS: dict[str, Callable[[Canvas, Figure, Point, Point], None]] = {
    "fish": _rod,
    "write": _pad_and_pencil,
    "dig": _spade,
    "cook": _pot_and_spoon,
    "shoot": _bow,
    "ski": _poles,
    "drive": _wheel,
    "sail": _rope,
    "type": _laptop,
}
"""In the hands."""
UNDERFOOT: dict[str, Callable[[Canvas, Figure], None]] = {
    "ski": _skis,
    "skate": _blades,
    "swing": _seat,
}
"""Behind the body, under the feet or the seat."""
