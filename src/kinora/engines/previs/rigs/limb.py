"""Limbs: two bones each, the joint found by inverse kinematics. Draws in a creature's own lengths."""

from __future__ import annotations

import math

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import Point, bend
from kinora.engines.previs.drawing.palette import Colour


def joint(start: Point, end: Point, bone: float, side: float) -> Point:
    """The elbow or knee of two equal bones; side -1..1 says to which side it bends and how much of it is seen."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    reach = min(math.hypot(dx, dy), 2.0 * bone * 0.98) + 1e-6
    height = math.sqrt(max(bone * bone - reach * reach / 4.0, 0.0)) * side
    return (start[0] + end[0]) / 2.0 - dy / reach * height, (start[1] + end[1]) / 2.0 + dx / reach * height


def held(start: Point, end: Point, bone: float) -> Point:
    """The end, no further off than the two bones reach; never so far that an elbow would be quite straight."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    reach = math.hypot(dx, dy)
    longest = 1.93 * bone
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
    sleeve: tuple[Colour, float] | None = None,
) -> Point:
    """An arm or a leg from shoulder or hip to paw; where the paw came to lie. A foot points ahead, a hand is round.

    sleeve: a colour for the first part of the limb, and its share.
    """
    end = held(start, end, bone)
    knee = joint(start, end, bone, side)
    # A leg ends above the sole, or its round end would show under the shoe.
    line = bend(start, knee, (end[0], end[1] - width * 0.22) if foot else end)
    canvas.stroke(line, width, colour)
    if sleeve is not None and sleeve[1] > 0.0:
        canvas.stroke(line[: max(2, round(len(line) * sleeve[1]))], width * 1.1, sleeve[0])
    if foot:
        canvas.oval(end[0] + width * 0.16, end[1] - width * 0.12, width * 0.72, width * 0.46, paw)
    else:
        canvas.oval(end[0], end[1], width * 0.56, width * 0.56, paw)
    return end
