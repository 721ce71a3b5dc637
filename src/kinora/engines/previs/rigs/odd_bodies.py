"""Bodies without the usual arms and legs: a ghost's sheet, a snowman's balls, a mermaid's tail."""

from __future__ import annotations

import math
from collections.abc import Callable

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import Point, arc, bend, joined, oval, points, rounded
from kinora.engines.previs.drawing.palette import WHITE, Colour, mix
from kinora.engines.previs.rigs.figure import FAR, Figure
from kinora.engines.previs.rigs.hats import hat_before
from kinora.engines.previs.rigs.head import Face

_COAL: Colour = (44, 42, 52)


def _ghost(canvas: Canvas, figure: Figure, face: Face) -> None:
    """A sheet that hovers: waves along its hem, two stumps of arms, a face."""
    species, pose, time = figure.species, figure.pose, figure.time
    x, y = figure.head
    hover = -10.0 + 3.0 * math.sin(time * 2.0)
    for hand, side in ((pose.hand_far, -1.0), (pose.hand_near, 1.0)):
        shoulder = figure.shoulder(side)
        end = shoulder[0] + (hand[0] - shoulder[0]) * 0.8, shoulder[1] + (hand[1] - shoulder[1]) * 0.8
        canvas.stroke(
            bend(shoulder, ((shoulder[0] + end[0]) / 2, end[1] + 4), end),
            21,
            species.coat if side > 0 else figure.far(species.coat, 0.1),
        )
    hem: list[Point] = []
    for step in range(25):
        share = step / 24
        wave = math.sin(share * 6 * math.pi + time * 4.0)
        hem.append((42 - 84 * share - 6 * math.sin(time * 1.7), hover + 7.0 * wave))
    body = joined(
        bend((-42, hover), (-40, y + 20), (x - 38, y - 34), (x, y - 36)),
        bend((x, y - 36), (x + 38, y - 34), (40, y + 20), (42, hover)),
        points(*hem),
    )
    canvas.fill(body, species.coat)
    canvas.fill(bend((-34, hover - 8), (-30, y + 10), (-24, y), (-20, hover - 12)), figure.far(species.coat, 0.1))
    _plain_face(canvas, face, x, y)


def _plain_face(canvas: Canvas, face: Face, x: float, y: float) -> None:
    shift = x + face.look * 6
    for side in (-1, 1):
        if face.closed > 0.7:
            canvas.stroke(
                bend((shift + side * 12 - 6, y - 4), (shift + side * 12, y), (shift + side * 12 + 6, y - 4)), 3, _COAL
            )
            continue
        canvas.oval(shift + side * 12, y - 4, 6, 9 * (1 - face.closed), _COAL)
        canvas.oval(shift + side * 12 + 2, y - 7, 2, 2.6, WHITE)
        canvas.fill(oval(shift + side * 22, y + 7, 5.5, 3.6), (255, 150, 170), 0.5)
    opening = max(0.0, face.mouth - 0.15)
    canvas.oval(shift, y + 13, 5.5 + 2 * opening, 3.0 + 9 * min(1.0, opening), _COAL)


def _snowman(canvas: Canvas, figure: Figure, face: Face) -> None:
    """Three balls, a scarf in the coat's colour, sticks for arms, coal and a carrot."""
    species, pose = figure.species, figure.pose
    snow, blue = (248, 251, 255), (206, 222, 242)
    chest_x, chest_y = figure.chest
    for centre, radius in (((chest_x * 0.1, -30.0), 40.0), ((chest_x * 0.8, chest_y + 10), 29.0)):
        canvas.oval(centre[0], centre[1], radius * 1.04, radius, blue)
        canvas.oval(centre[0] + radius * 0.08, centre[1] - radius * 0.07, radius * 0.94, radius * 0.91, snow)
    for button in (-6.0, 8.0):
        canvas.oval(chest_x * 0.8 + 2, chest_y + 10 + button, 3.2, 3.2, _COAL)
    for hand, side in ((pose.hand_far, -1.0), (pose.hand_near, 1.0)):
        shoulder = (chest_x + side * 24, chest_y + 6)
        _stick(canvas, shoulder, hand, side)
    with figure.in_head(canvas):
        canvas.oval(0, 0, 29, 27, blue)
        canvas.oval(2, -2, 26.5, 24.5, snow)
        shift = face.look * 5
        for side in (-1, 1):
            canvas.oval(side * 10 + shift, -6, 4, max(0.9, 4.6 * (1 - face.closed)), _COAL)
        opening = max(0.0, face.mouth - 0.25)
        for dot in range(5):
            angle = math.radians(150 - dot * 30)
            canvas.oval(shift * 1.2 + math.cos(angle) * 12, 7 + math.sin(angle) * (7 + 3 * opening), 2.2, 2.2, _COAL)
        if opening > 0.1:
            canvas.oval(shift * 1.2, 13 + opening * 2, 5, 4 * min(1.0, opening), _COAL)
        canvas.fill(points((shift - 3, -1), (shift - 2, 6), (shift + 27, 5)), (242, 134, 44))
        canvas.stroke(bend((-23, 22), (0, 33), (23, 22)), 10, species.coat)
        hat_before(canvas, species, figure.time)
        if species.hat == "none":
            canvas.fill(rounded(-18, -54, 36, 32, 3), _COAL)
            canvas.fill(rounded(-28, -26, 56, 6, 3), _COAL)
            canvas.fill(rounded(-18, -34, 36, 6, 0), species.coat)
    canvas.stroke(
        bend(
            (chest_x + 14, chest_y - 1),
            (chest_x + 22, chest_y + 12),
            (chest_x + 18 + 3 * math.sin(figure.time * 3), chest_y + 28),
        ),
        10,
        mix(species.coat, FAR, 0.12),
    )


def _stick(canvas: Canvas, shoulder: Point, hand: Point, side: float) -> None:
    bark: Colour = (112, 78, 52)
    reach = math.hypot(hand[0] - shoulder[0], hand[1] - shoulder[1])
    share = min(1.0, 44.0 / max(reach, 1.0))
    end = shoulder[0] + (hand[0] - shoulder[0]) * share, shoulder[1] + (hand[1] - shoulder[1]) * share
    canvas.stroke(points(shoulder, end), 4.6, bark)
    turn = math.atan2(end[1] - shoulder[1], end[0] - shoulder[0])
    for spread in (-0.7, 0.0, 0.7):
        canvas.line(end, (end[0] + 10 * math.cos(turn + spread), end[1] + 10 * math.sin(turn + spread)), 3.4, bark)


def mermaid_tail(canvas: Canvas, figure: Figure) -> None:
    """From the hips down: scales and a fluke that beats."""
    species = figure.species
    top = figure.hips
    beat = 8.0 * math.sin(figure.time * 3.0)
    end = (-6.0 + beat * 0.4, -3.0)
    outer = joined(
        bend((-23, top - 4), (-32, top + 18), (-16, -6), (end[0] - 8, end[1])),
        bend((end[0] + 8, end[1]), (24, -10), (34, top + 18), (23, top - 4)),
    )
    for side in (-1, 1):
        fluke = joined(
            bend(
                (end[0], end[1] - 6),
                (end[0] + side * 16, end[1] - 10 + beat * 0.4),
                (end[0] + side * 40, end[1] - 8 - side * beat * 0.5),
            ),
            bend(
                (end[0] + side * 40, end[1] - 8 - side * beat * 0.5),
                (end[0] + side * 22, end[1] + 10),
                (end[0], end[1] + 5),
            ),
        )
        canvas.fill(fluke, mix(species.coat, WHITE, 0.28))
    canvas.fill(outer, species.coat)
    shine = mix(species.coat, WHITE, 0.4)
    for row, y in enumerate((top + 8, top + 18, top + 28)):
        for x in (-12, 0, 12) if row % 2 == 0 else (-6, 6):
            canvas.stroke(arc(x, y, 6, 5, 10, 160, steps=7), 1.8, shine)


ODD_BODIES: dict[str, Callable[[Canvas, Figure, Face], None]] = {"ghost": _ghost, "snowman": _snowman}
