"""Limbs and tails: two bones each, the joint found by inverse kinematics. Draws in a creature's own lengths."""

from __future__ import annotations

import math

from kinora.engines.previs.canvas import Canvas
from kinora.engines.previs.curves import Point, bend, points
from kinora.engines.previs.palette import Colour, mix
from kinora.engines.previs.species import Species


def joint(start: Point, end: Point, bone: float, side: float) -> Point:
    """The elbow or knee of two equal bones; side +1 or -1 says to which side it bends."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    reach = min(math.hypot(dx, dy), 2.0 * bone * 0.98) + 1e-6
    height = math.sqrt(max(bone * bone - reach * reach / 4.0, 0.0)) * side
    return (start[0] + end[0]) / 2.0 - dy / reach * height, (start[1] + end[1]) / 2.0 + dx / reach * height


def held(start: Point, end: Point, bone: float) -> Point:
    """The end, no further off than the two bones reach."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    reach = math.hypot(dx, dy)
    longest = 2.0 * bone
    if reach <= longest:
        return end
    return start[0] + dx / reach * longest, start[1] + dy / reach * longest


def limb(
    canvas: Canvas,
    start: Point,
    end: Point,
    *,
    bone: float,
    side: float,
    width: float,
    colour: Colour,
    paw: Colour,
    foot: bool = False,
) -> None:
    """An arm or a leg from shoulder or hip to paw. A foot points ahead, a hand is round."""
    end = held(start, end, bone)
    knee = joint(start, end, bone, side)
    canvas.stroke(bend(start, knee, end), width, colour)
    if foot:
        canvas.oval(end[0] + width * 0.16, end[1] - width * 0.12, width * 0.72, width * 0.46, paw)
    else:
        canvas.oval(end[0], end[1], width * 0.56, width * 0.56, paw)


def tail(canvas: Canvas, species: Species, root: Point, time: float) -> None:
    """A tail behind a creature that looks to the right, swinging."""
    x, y = root
    swing = math.sin(time * 4.4) * 9.0
    match species.tail:
        case "none":
            return
        case "puff":
            canvas.oval(x - 5, y + 2, 10, 10, species.belly)
        case "fan":
            canvas.fill(points((x, y - 4), (x - 22, y - 14 + swing * 0.3), (x - 18, y + 4), (x, y + 8)), species.shade)
        case "bush":
            _bushy(canvas, species, x, y, swing)
        case "spike":
            line = bend((x, y), (x - 30, y + 22), (x - 54, y + 20), (x - 70, y - 6 + swing))
            canvas.stroke(line[:8], 20, species.coat)
            canvas.stroke(line, 10, species.coat)
            canvas.oval(x - 70, y - 8 + swing, 10, 7, species.belly)
        case "horse":
            canvas.stroke(bend((x, y), (x - 24, y - 6), (x - 34, y + 30), (x - 30 + swing, y + 52)), 13, species.dark)
        case _:
            _slender(canvas, species, x, y, swing)


def _bushy(canvas: Canvas, species: Species, x: float, y: float, swing: float) -> None:
    line = bend((x, y), (x - 28, y + 12), (x - 50, y - 4 + swing), (x - 62, y - 34 + swing), steps=14)
    canvas.stroke(line, 15, species.coat)
    canvas.stroke(line[4:], 24, species.coat)
    canvas.stroke(line[11:], 19, species.belly)


def _slender(canvas: Canvas, species: Species, x: float, y: float, swing: float) -> None:
    thin = species.tail == "thin"
    colour = mix(species.coat, (240, 150, 150), 0.35) if species.name == "mouse" else species.coat
    curl = 0.55 if species.tail == "curl" else 1.0
    tip = (x - 40 * curl, y - 58 * curl + swing * 1.4)
    line = bend((x, y), (x - 34 * curl, y + 6), (x - 50 * curl, y - 24 + swing), tip, steps=14)
    canvas.stroke(line, 5 if thin else 10, colour)
    if species.marks == "stripes":
        canvas.stroke(line[11:], 10, species.dark)
    if species.tail == "tuft":
        canvas.oval(tip[0], tip[1], 9, 11, species.dark)
