"""Butterfly, bee and dragonfly, with wings that never rest. Knows no actions, only poses."""

from __future__ import annotations

import math

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import bend, joined, oval, points
from kinora.engines.previs.drawing.palette import WHITE, Colour, mix
from kinora.engines.previs.rigs.insect_state import SmallPose, smile
from kinora.engines.previs.rigs.instant import INK, eye
from kinora.engines.previs.rigs.rig import Motion
from kinora.engines.previs.rigs.species import Species

_GAUZE: Colour = (222, 240, 250)


def _shut(pose: SmallPose, motion: Motion) -> bool:
    return motion.blink or pose.closed > 0.5


def _feelers(canvas: Canvas, x: float, y: float, size: float) -> None:
    for ahead in (0.3, 1.0):
        tip = (x + size * ahead, y - size * 1.2)
        canvas.stroke(bend((x, y), (x + size * 0.1 * ahead, y - size), tip), 2.6, INK)
        canvas.oval(tip[0], tip[1], 3.4, 3.4, INK)


def draw_butterfly(canvas: Canvas, species: Species, pose: SmallPose, motion: Motion) -> None:
    """Wings that open and fold over a slim body."""
    fold = 0.34 + 0.66 * abs(math.cos(pose.flap * 0.5)) if pose.aloft else 0.5 + 0.14 * math.sin(pose.flap * 0.12)
    with canvas.moved(0, -64, degrees=14):
        for side in (-1, 1):
            with canvas.moved(side * 3, 0, scale=(side * fold, 1)):
                _butterfly_wing(canvas, species, dark=side < 0)
        canvas.stroke(points((0, -30), (0, 34)), 11, species.dark)
        for y in (-6, 6, 18):
            canvas.line((-4, y), (4, y), 2.4, mix(species.dark, WHITE, 0.3))
        canvas.oval(0, -40, 15, 14, species.dark)
        _feelers(canvas, 4, -50, 26)
        _feelers(canvas, -4, -50, -26 * 0.7)
        look = 0.4 if motion.look is None else motion.look
        for x in (-5, 7):
            eye(canvas, x, -42, 5.6, look=look, closed=_shut(pose, motion))
        canvas.stroke(bend((-2, -33), (2, -30), (6, -33)), 1.8, WHITE)


def _butterfly_wing(canvas: Canvas, species: Species, *, dark: bool) -> None:
    colour = mix(species.coat, INK, 0.16) if dark else species.coat
    upper = joined(bend((0, -14), (20, -74), (76, -82), (92, -52)), bend((92, -52), (96, -14), (44, 6), (0, 4)))
    lower = joined(bend((0, 2), (40, 4), (74, 14), (66, 46)), bend((66, 46), (52, 76), (16, 56), (0, 16)))
    for wing, pivot in ((upper, (46.0, -36.0)), (lower, (36.0, 32.0))):
        canvas.fill(wing, species.dark)
        canvas.fill(wing * 0.86 + points((pivot[0] * 0.12, pivot[1] * 0.12)), colour)
    canvas.oval(60, -46, 15, 13, species.belly)
    canvas.oval(60, -46, 8, 7, mix(species.belly, WHITE, 0.5))
    canvas.oval(44, 34, 11, 12, species.belly)
    for x, y in ((82, -66), (88, -38), (70, -74), (60, 54)):
        canvas.oval(x * 0.98, y, 4, 4, WHITE)


def draw_bee(canvas: Canvas, species: Species, pose: SmallPose, motion: Motion) -> None:
    """A round striped body under two blurred wings."""
    with canvas.moved(0, -46):
        canvas.fill(points((-58, 0), (-42, -8), (-42, 8)), species.dark)
        for side, turn in ((-1, -34.0), (1, -4.0)):
            with canvas.moved(-2, -30, degrees=turn + 26 * math.sin(pose.flap + side) * (0.15 + 0.85 * pose.aloft)):
                canvas.oval(-4, -27, 17, 31, _GAUZE, 0.86)
                canvas.oval(-7, -36, 7, 14, WHITE, 0.8)
        canvas.oval(-4, 0, 46, 36, species.coat)
        for x, wide in ((-30, 9.0), (-10, 11.0)):
            half = 36 * math.sqrt(max(0.0, 1 - ((x + 4) / 46) ** 2))
            canvas.stroke(bend((x, -half + 3), (x - 7, 0), (x, half - 3)), wide, species.dark)
        canvas.fill(oval(-6, -22, 14, 5, degrees=-8), mix(species.coat, WHITE, 0.55))
        for x in (-18, -2, 12):
            canvas.line((x, 32), (x + 3, 42 + 2 * math.sin(pose.step + x)), 4, species.dark)
        canvas.oval(38, -6, 27, 26, mix(species.coat, WHITE, 0.14))
        _feelers(canvas, 42, -28, 16)
        look = 0.5 if motion.look is None else motion.look
        eye(canvas, 45, -10, 9, look=look, closed=_shut(pose, motion))
        canvas.oval(38, 6, 6, 4.4, (248, 150, 120))
        smile(canvas, 52, 5, 6, max(pose.mouth, motion.talking))


def draw_dragonfly(canvas: Canvas, species: Species, pose: SmallPose, motion: Motion) -> None:
    """A long jointed tail and four wings of gauze."""
    with canvas.moved(0, -52):
        for order, (x, turn, long) in enumerate(
            ((20.0, 14.0, 0.9), (2.0, -46.0, 0.8), (16.0, -4.0, 1.0), (0.0, -66.0, 0.9))
        ):
            beat = 15 * math.sin(pose.flap + order * 1.6) * (0.1 + 0.9 * pose.aloft)
            with canvas.moved(x, -8, degrees=turn + beat, scale=(1.0, long)):
                canvas.oval(0, -44, 12, 46, mix(_GAUZE, species.coat, 0.28 if order < 2 else 0.14), 0.88)
                canvas.line((0, -4), (0, -82), 1.8, mix(species.coat, WHITE, 0.3))
                canvas.oval(4, -78, 3.4, 6, species.dark)
        sway = 4 * math.sin(pose.step * 0.8 + 1)
        tail = bend((4, 0), (-50, 2), (-120, -8 + sway), steps=16)
        canvas.stroke(tail, 9, species.coat)
        for ring in range(2, 15, 3):
            canvas.oval(float(tail[ring][0]), float(tail[ring][1]), 3, 5.4, species.dark)
        canvas.oval(14, -1, 25, 16, species.coat)
        canvas.fill(oval(10, -8, 12, 4, degrees=-6), mix(species.coat, WHITE, 0.45))
        canvas.oval(44, -3, 17, 16, species.belly)
        look = 0.5 if motion.look is None else motion.look
        eye(canvas, 50, -9, 10, look=look, closed=_shut(pose, motion))
        smile(canvas, 50, 6, 5, max(pose.mouth, motion.talking))
        for x in (8, 20):
            canvas.stroke(points((x, 12), (x + 6, 22), (x + 1, 30)), 3, species.dark)
