"""Octopus, jellyfish, seal, crab and seahorse: each a body plan of its own. Knows no actions, only poses."""

from __future__ import annotations

import math

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import arc, bend, joined, oval, points
from kinora.engines.previs.drawing.palette import WHITE, mix
from kinora.engines.previs.rigs.fish_pose import SeaPose
from kinora.engines.previs.rigs.instant import INK, eye
from kinora.engines.previs.rigs.rig import Motion
from kinora.engines.previs.rigs.species import Species

_MOUTH = (120, 36, 50)


def _smile(canvas: Canvas, x: float, y: float, wide: float, gape: float) -> None:
    if gape > 0.1:
        canvas.fill(
            joined(
                bend((x - wide, y), (x, y + 3), (x + wide, y)),
                bend((x + wide, y), (x, y + 6 + wide * 1.8 * gape), (x - wide, y)),
            ),
            _MOUTH,
        )
    else:
        canvas.stroke(bend((x - wide, y), (x, y + wide * 0.8), (x + wide, y)), 2.6, INK)


def draw_octopus(canvas: Canvas, species: Species, pose: SeaPose, motion: Motion) -> None:
    """A bulb of a head on eight arms, which curl one after the other; the middle at the origin."""
    look = 0.3 if motion.look is None else motion.look
    for row, colour in ((0, mix(species.coat, INK, 0.24)), (1, species.coat)):
        for arm in range(4):
            side = (arm - 1.5) / 1.5
            phase = pose.beat * 0.7 + arm * 1.4 + row * 2.2
            reach = 62 + 18 * row * abs(side)
            low = 58 - 10 * math.sin(phase) * (0.3 + pose.swim * 0.7)
            x = side * (reach if row else reach * 0.66) + (14 * math.sin(phase) * pose.swim)
            raised = pose.wave * 96 if row and arm in (0, 3) else 0.0
            tip = (x * 1.12 + side * 14, low - raised - 12)
            canvas.stroke(
                bend((side * 22, 6), (side * 34, 40), (x, low + 14 - raised * 0.5), tip), 16 if row else 14, colour
            )
            canvas.stroke(bend((x * 0.96, low + 6 - raised * 0.6), (x * 1.04, low + 6 - raised * 0.8), tip), 9, colour)
            if row:
                for sucker in (0.4, 0.6):
                    canvas.oval(
                        side * 26 + (x - side * 26) * sucker * 1.1,
                        24 + (low - 20) * sucker - raised * 0.3 * sucker,
                        2.8,
                        2.4,
                        species.belly,
                    )
    wide = 1.0 + 0.05 * pose.squeeze
    canvas.oval(0, -34, 46 * wide, 50 / wide, mix(species.coat, INK, 0.14))
    canvas.oval(-3, -36, 43 * wide, 47 / wide, species.coat)
    canvas.fill(oval(-20, -62, 10, 6, degrees=-30), mix(species.coat, WHITE, 0.45))
    for x, y, size in ((18, -68, 5), (28, -54, 3.6), (4, -76, 3.4)):
        canvas.oval(x, y, size, size, mix(species.coat, species.dark, 0.34))
    for side in (-1, 1):
        eye(canvas, 4 + side * 17, -26, 11, look=look, closed=motion.blink or pose.closed > 0.5)
        canvas.oval(4 + side * 31, -12, 7, 4.6, species.belly)
    _smile(canvas, 4, -11, 7, max(pose.mouth, motion.talking))


def draw_jellyfish(canvas: Canvas, species: Species, pose: SeaPose, motion: Motion) -> None:
    """A bell that draws together and opens again, with long threads behind."""
    look = 0.2 if motion.look is None else motion.look
    wide, tall = 54 - 9 * pose.squeeze, 52 + 8 * pose.squeeze
    for thread in range(7):
        x = (thread - 3) / 3 * wide * 0.78
        phase = pose.beat * 0.6 + thread * 0.9
        swing = 9 + 6 * pose.swim
        line = bend(
            (x, 0),
            (x + swing * math.sin(phase), 28),
            (x - swing * math.sin(phase + 0.7), 54),
            (x * 0.9 + swing * math.sin(phase + 1.5), 84 - 6 * abs(thread - 3)),
        )
        canvas.stroke(line, 7 if thread % 2 else 4, mix(species.belly, species.coat, 0.3 if thread % 2 else 0.8), 0.92)
    hem = [
        bend((wide - k * wide / 3.5, 0), (wide - (k + 0.5) * wide / 3.5, 15), (wide - (k + 1) * wide / 3.5, 0), steps=6)
        for k in range(7)
    ]
    bell = joined(arc(0, 0, wide, tall, 180, 180, steps=24), *hem)
    canvas.fill(bell, mix(species.coat, INK, 0.12), 0.94)
    canvas.fill(bell * 0.9 + points((-3, -3)), species.coat)
    canvas.fill(arc(-4, -6, wide * 0.66, tall * 0.72, 180, 180), mix(species.coat, WHITE, 0.22))
    canvas.stroke(arc(0, 0, wide * 0.8, tall * 0.82, 200, 44, steps=8), 5, WHITE)
    for side in (-1, 1):
        eye(canvas, 4 + side * 15, -16, 8.4, look=look, closed=motion.blink or pose.closed > 0.5)
        canvas.oval(4 + side * 26, -7, 6, 4, species.belly)
    _smile(canvas, 4, -8, 5, max(pose.mouth, motion.talking))


def draw_seal(canvas: Canvas, species: Species, pose: SeaPose, motion: Motion) -> None:
    """On its belly, chest and head raised; in water stretched out. The middle at the origin."""
    look = 0.5 if motion.look is None else motion.look
    flat = min(1.0, max(0.0, (pose.swim - 0.45) * 2))
    sway = 5 * math.sin(pose.beat)
    head = (66 + 16 * flat, -58 + 46 * flat + 2 * math.sin(pose.beat * 0.5))
    for turn in (-16, 18):
        with canvas.moved(-92, 22 + sway * 0.8, degrees=turn + sway * 1.6):
            canvas.oval(-15, 0, 20, 7, mix(species.coat, INK, 0.22))
    canvas.stroke(bend((-88, 22 + sway * 0.6), (-40, 26 - sway * 0.4), (10, 14)), 34, species.coat)
    canvas.fill(
        joined(
            bend((-70, 30), (-30, -34), (30, -50 + 30 * flat), (head[0], head[1] + 4)),
            bend((head[0] + 20, head[1] + 20), (62, 38), (20, 42), (-70, 40)),
        ),
        species.coat,
    )
    canvas.fill(
        joined(
            bend((-34, 39), (20, 46), (58, 30), (head[0] + 10, head[1] + 26)),
            bend((head[0] + 10, head[1] + 26), (34, 14), (-34, 39)),
        ),
        species.belly,
    )
    with canvas.moved(22, 26, degrees=52 - 20 * flat - 90 * pose.wave + 10 * math.sin(pose.beat) * pose.swim):
        canvas.oval(14, 0, 27, 10, mix(species.coat, INK, 0.22))
    canvas.oval(head[0], head[1], 30, 28, species.coat)
    canvas.oval(head[0] + 16, head[1] + 10, 17, 13, species.belly)
    gape = max(pose.mouth, motion.talking)
    if gape > 0.1:
        canvas.oval(head[0] + 17, head[1] + 18, 8, 3 + 8 * gape, _MOUTH)
    canvas.oval(head[0] + 24, head[1] + 2, 6.4, 5, INK)
    eye(canvas, head[0] + 5, head[1] - 7, 9.4, look=look, closed=motion.blink or pose.closed > 0.5)
    for y in (8, 12):
        canvas.line(
            (head[0] + 20, head[1] + y), (head[0] + 42, head[1] + y * 1.5 - 3), 1.4, mix(species.belly, INK, 0.4)
        )
    for x, y in ((-44, 8), (-20, -8), (4, -18), (-58, 22)):
        canvas.oval(x, y + 10 * flat, 4, 3.2, mix(species.coat, species.dark, 0.4))


def draw_crab(canvas: Canvas, species: Species, pose: SeaPose, motion: Motion) -> None:
    """A shell between two claws; it runs sideways on six legs. Its feet at the origin's level plus 40."""
    look = 0.3 if motion.look is None else motion.look
    shade = mix(species.coat, INK, 0.2)
    for side in (-1, 1):
        for leg in range(3):
            step = math.sin(pose.stride + leg * 2.1 + (1.0 if side > 0 else 0.0))
            foot = (side * (54 + 15 * leg) + 7 * step, 40 - 7 * max(0.0, step))
            canvas.stroke(points((side * 34, 12), (side * (58 + 11 * leg), 2 - 3 * leg), foot), 8, shade)
        lift = 26 * pose.wave + 3 * math.sin(pose.beat + side)
        wrist = (side * 76, -30 - lift)
        canvas.stroke(bend((side * 42, 4), (side * 78, 6), wrist), 11, shade)
        with canvas.moved(wrist[0], wrist[1], degrees=side * (10 - 12 * pose.wave), scale=(side, 1)):
            snap = 10 + 14 * abs(math.sin(pose.beat * 0.8))
            for turn, size in ((-snap, 1.0), (snap * 0.6, 0.8)):
                with canvas.moved(0, 0, degrees=turn):
                    canvas.fill(
                        joined(bend((-15, 2), (-26, -28), (4, -38 * size)), bend((4, -38 * size), (-2, -12), (10, 2))),
                        species.coat,
                    )
        canvas.oval(wrist[0], wrist[1] - 2, 16, 13, species.coat)
        canvas.line((side * 14, -22), (side * 16, -38), 7, species.coat)
    canvas.oval(0, 6, 53, 34, shade)
    canvas.oval(-2, 3, 50, 31, species.coat)
    canvas.oval(0, 22, 34, 13, species.belly)
    canvas.fill(oval(-24, -12, 11, 6, degrees=-24), mix(species.coat, WHITE, 0.4))
    for side in (-1, 1):
        eye(canvas, side * 16, -42, 10, look=look, closed=motion.blink or pose.closed > 0.5)
        canvas.oval(side * 28, 8, 6, 4, mix(species.coat, WHITE, 0.3))
    _smile(canvas, 0, 8, 9, max(pose.mouth, motion.talking))


def draw_seahorse(canvas: Canvas, species: Species, pose: SeaPose, motion: Motion) -> None:
    """Upright, with a rolled tail and a fin on the back that never rests."""
    look = 0.6 if motion.look is None else motion.look
    curl = 4 * math.sin(pose.beat * 0.5)
    flutter = 7 * math.sin(pose.beat * 2.2)
    canvas.fill(joined(bend((-20, -22), (-46, -26 + flutter), (-44, 0), (-22, 14))), species.accent)
    body = bend((4, -46), (-34, -20), (10, 20), (-14, 50 + curl), steps=18)
    tail = bend((-14, 50 + curl), (-26, 82), (22, 86), (18, 62 + curl), steps=14)
    roll = bend((18, 62 + curl), (16, 48 + curl), (-2, 56 + curl), (5, 66), steps=8)
    for line, wide in ((roll, 8), (tail, 13), (body[9:], 24), (body[:14], 40)):
        canvas.stroke(line, wide, species.coat)
    for ring in range(5):
        x, y = body[4 + 3 * ring] if 4 + 3 * ring < 18 else body[17]
        canvas.stroke(bend((x + 3, y - 7), (x + 15 - 2 * ring, y), (x + 3, y + 7)), 6, species.belly)
    canvas.stroke(points((14, -60), (48, -52)), 13, species.coat)
    canvas.oval(50, -52, 5, 8 + 3 * max(pose.mouth, motion.talking), mix(species.coat, INK, 0.16))
    canvas.oval(6, -62, 27, 24, species.coat)
    for x, y in ((-10, -84), (2, -90), (14, -86)):
        canvas.fill(points((x - 7, y + 10), (x, y - 10), (x + 7, y + 10)), species.accent)
    canvas.oval(10, -46, 6, 4, mix(species.coat, (250, 150, 140), 0.5))
    eye(canvas, 12, -64, 9.4, look=look, closed=motion.blink or pose.closed > 0.5)
    with canvas.moved(-6, -34, degrees=flutter * 2 - 60 * pose.wave):
        canvas.oval(-9, 0, 11, 7, species.accent)
