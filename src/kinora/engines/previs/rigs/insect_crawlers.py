"""Ladybug, spider, snail, snake and ant: on the ground, on six, eight or no legs. Knows no actions, only poses."""

from __future__ import annotations

import math

import numpy as np

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import arc, bend, joined, oval, points
from kinora.engines.previs.drawing.palette import WHITE, mix
from kinora.engines.previs.rigs.insect_state import SmallPose, smile
from kinora.engines.previs.rigs.instant import INK, eye
from kinora.engines.previs.rigs.rig import Motion
from kinora.engines.previs.rigs.species import Species


def _shut(pose: SmallPose, motion: Motion) -> bool:
    return motion.blink or pose.closed > 0.5


def _legs(
    canvas: Canvas, species: Species, pose: SmallPose, roots: tuple[float, ...], top: float, reach: float
) -> None:
    """Legs in two gangs that step by turns; the feet on the ground."""
    for order, x in enumerate(roots):
        phase = pose.step + order * math.pi * 0.86
        swing, raised = 9 * math.sin(phase) * pose.stride, 9 * max(0.0, math.cos(phase)) * pose.stride
        lean = (order - (len(roots) - 1) / 2) * reach
        canvas.stroke(points((x, top), (x + lean * 0.7, top - 8), (x + lean + swing, -raised - 1)), 5, species.dark)


def draw_ladybug(canvas: Canvas, species: Species, pose: SmallPose, motion: Motion) -> None:
    """A dome with dots; in the air the shell opens and wings come out."""
    _legs(canvas, species, pose, (-30, 0, 26), -16, 9)
    if pose.aloft > 0.5:
        for turn in (-40, -8):
            with canvas.moved(-8, -40, degrees=turn + 18 * math.sin(pose.flap)):
                canvas.oval(-8, -38, 15, 40, (226, 240, 250), 0.86)
    canvas.oval(42, -28, 25, 23, species.dark)
    with canvas.moved(-4, -14, degrees=-14 * pose.aloft):
        canvas.fill(arc(0, 0, 56, 60, 180, 180, steps=28), mix(species.coat, INK, 0.22))
        canvas.fill(arc(-4, 0, 51, 56, 180, 180, steps=28), species.coat)
        canvas.stroke(bend((2, -58), (-6, -30), (-2, 0)), 3.4, species.dark)
        for x, y, size in ((-28, -34, 8), (-36, -12, 7), (-14, -14, 7), (20, -38, 8), (26, -14, 7.4), (-8, -46, 5)):
            canvas.oval(x, y, size, size * 0.92, species.dark)
        canvas.stroke(arc(-4, 0, 42, 46, 205, 40, steps=8), 5, mix(species.coat, WHITE, 0.5))
    for ahead in (10, 22):
        canvas.stroke(bend((48, -46), (50, -62), (48 + ahead, -66)), 2.6, species.dark)
        canvas.oval(48 + ahead, -66, 3.4, 3.4, species.dark)
    look = 0.5 if motion.look is None else motion.look
    eye(canvas, 50, -32, 9, look=look, closed=_shut(pose, motion))
    gape = max(pose.mouth, motion.talking)
    canvas.stroke(bend((44, -17), (50, -13 + 4 * gape), (57, -18)), 2.4, WHITE)


def draw_spider(canvas: Canvas, species: Species, pose: SmallPose, motion: Motion) -> None:
    """A round body on eight bent legs."""
    for near in (0, 1):
        for leg in range(4):
            side = -1 if leg < 2 else 1
            phase = pose.step + leg * 1.57 + near * 0.9
            foot = (
                side * (56 + 24 * (leg in (0, 3))) + 8 * math.sin(phase) * pose.stride,
                -max(0.0, math.cos(phase)) * 10 * pose.stride - 2,
            )
            knee = (side * (44 + 20 * (leg in (0, 3))), -106 + 20 * (leg in (0, 3)) + near * 9)
            colour = mix(species.coat, INK, 0.36) if near == 0 else mix(species.coat, INK, 0.1)
            canvas.stroke(points((side * 14, -40), (knee[0] - near * 3, knee[1]), foot), 6, colour)
    canvas.oval(-18, -46, 40, 36, mix(species.coat, INK, 0.16))
    canvas.oval(-21, -49, 36, 32, species.coat)
    canvas.fill(points((-34, -62), (-22, -50), (-10, -62), (-22, -74)), species.belly)
    canvas.fill(oval(-38, -64, 8, 5, degrees=-30), mix(species.coat, WHITE, 0.4))
    canvas.oval(26, -40, 27, 25, species.coat)
    look = 0.4 if motion.look is None else motion.look
    for x, y, size in ((17, -46, 8), (36, -46, 8.6), (14, -60, 4), (26, -63, 4.4), (38, -60, 4)):
        eye(canvas, x, y, size, look=look, closed=_shut(pose, motion))
    smile(canvas, 28, -30, 7, max(pose.mouth, motion.talking))


def draw_snail(canvas: Canvas, species: Species, pose: SmallPose, motion: Motion) -> None:
    """A shell with a spiral on a foot that ripples."""
    ripple = [(-78 + 9.4 * k, -2.4 - 2.4 * math.sin(k * 0.9 - pose.step * 1.4) * pose.stride) for k in range(16)]
    stretch = 5 * math.sin(pose.step * 0.7) * pose.stride
    neck = joined(
        bend((-84, 0), (-40, -30), (30, -24), (52 + stretch, -66)),
        bend((76 + stretch, -58), (72, -20), (64, 0)),
        points(*ripple[::-1]),
    )
    canvas.fill(neck, species.belly)
    canvas.stroke(points(*ripple), 4, mix(species.belly, INK, 0.2))
    canvas.oval(64 + stretch, -66, 20, 18, species.belly)
    look = 0.5 if motion.look is None else motion.look
    for x, y in ((54, -104), (78, -100)):
        canvas.stroke(
            bend((60 + stretch + (x - 66) * 0.3, -76), (x + stretch, -88), (x + stretch, y)), 5, species.belly
        )
        eye(canvas, x + stretch, y, 8.4, look=look, closed=_shut(pose, motion))
    smile(canvas, 70 + stretch, -60, 6, max(pose.mouth, motion.talking))
    canvas.oval(58 + stretch, -60, 4.4, 3.4, (246, 150, 130))
    canvas.oval(-12, -54, 50, 48, mix(species.coat, INK, 0.24))
    canvas.oval(-15, -57, 46, 44, species.coat)
    angles = np.linspace(0.2, 4.2 * math.pi, 60)
    reach = 42 * (1 - angles / angles[-1]) ** 0.9
    spiral = np.stack([-13 + reach * np.cos(angles), -55 + reach * np.sin(angles)], axis=1).astype(np.float32)
    canvas.stroke(spiral, 5, species.dark)
    canvas.stroke(arc(-15, -57, 38, 36, 200, 50, steps=8), 5, mix(species.coat, WHITE, 0.5))


def draw_snake(canvas: Canvas, species: Species, pose: SmallPose, motion: Motion) -> None:
    """A body in waves that run from head to tail, the head raised."""
    along = np.linspace(0.0, 1.0, 40)
    wave = np.sin(along * 13 + pose.step * 0.9)
    x = -124 + 170 * along
    y = (
        -13
        - (9 + 5 * pose.stride) * wave * np.sin(np.pi * np.clip(along * 1.06, 0, 1))
        - np.where(along > 0.8, ((along - 0.8) / 0.2) ** 2 * 52, 0)
    )
    line = np.stack([x, y], axis=1).astype(np.float32)
    canvas.stroke(line[:8], 9, species.coat)
    canvas.stroke(line[5:14], 15, species.coat)
    canvas.stroke(line[11:], 22, species.coat)
    for mark in range(9, 38, 4):
        canvas.oval(float(line[mark][0]), float(line[mark][1]) - 5, 6, 4, species.dark)
    canvas.stroke(line[14:36] + points((0, 8)), 4, species.belly)
    head = (float(line[-1][0]) + 10, float(line[-1][1]) - 8)
    if math.sin(motion.time * 5) > 0.2:
        tongue = (head[0] + 42, head[1] + 10)
        canvas.stroke(bend((head[0] + 20, head[1] + 6), (head[0] + 32, head[1] + 6), tongue), 3, (226, 62, 72))
        for fork in (-5, 4):
            canvas.stroke(points(tongue, (tongue[0] + 9, tongue[1] + fork)), 2.4, (226, 62, 72))
    canvas.fill(oval(head[0] + 6, head[1], 30, 20, degrees=6), species.coat)
    canvas.fill(oval(head[0] + 10, head[1] + 9, 21, 8, degrees=4), species.belly)
    look = 0.5 if motion.look is None else motion.look
    eye(canvas, head[0] + 8, head[1] - 7, 9, look=look, closed=_shut(pose, motion))
    smile(canvas, head[0] + 20, head[1] + 6, 8, max(pose.mouth, motion.talking) * 0.6)


def draw_ant(canvas: Canvas, species: Species, pose: SmallPose, motion: Motion) -> None:
    """Three beads on six legs."""
    _legs(canvas, species, pose, (-12, -2, 8, 16, 2, -8), -34, 13)
    bob = 2 * math.sin(pose.step * 2) * pose.stride
    for x, y, wide, tall in ((-46, -48, 38, 28), (2, -40, 23, 18), (44, -56, 29, 27)):
        canvas.oval(x, y + bob, wide, tall, mix(species.coat, INK, 0.2))
        canvas.oval(x - 2, y - 2 + bob, wide * 0.9, tall * 0.88, species.coat)
        canvas.fill(
            oval(x - wide * 0.34, y - tall * 0.42 + bob, wide * 0.24, tall * 0.18, degrees=-20),
            mix(species.coat, WHITE, 0.45),
        )
    for ahead in (12, 28):
        canvas.stroke(bend((46, -78 + bob), (48 + ahead * 0.4, -104), (54 + ahead, -98 + bob)), 3, species.dark)
    look = 0.5 if motion.look is None else motion.look
    eye(canvas, 52, -60 + bob, 9.4, look=look, closed=_shut(pose, motion))
    smile(canvas, 56, -42 + bob, 6, max(pose.mouth, motion.talking))
