"""Train and tram. The origin is on the rails in the middle."""

from __future__ import annotations

import math

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import bend, joined, points, rounded
from kinora.engines.previs.drawing.palette import Colour
from kinora.engines.previs.rigs.species import Species
from kinora.engines.previs.rigs.vehicle_parts import (
    INK,
    LAMP,
    REAR,
    STEEL,
    Ride,
    lamps,
    pane,
    shade,
    shine,
    steam,
    wheel,
    windows,
)


def _rail(canvas: Canvas, half: float) -> None:
    for x in range(int(-half) + 12, int(half) - 8, 30):
        canvas.fill(rounded(x, 0, 15, 6, 2), (120, 88, 64))
    canvas.line((-half, 1), (half, 1), 4, STEEL)


def draw_train(canvas: Canvas, species: Species, ride: Ride) -> None:
    """A steam engine with two wagons."""
    _rail(canvas, 300)
    for order, x in enumerate((-196.0, -58.0)):
        _wagon(canvas, species, ride, x, order)
    canvas.line((-128, -24), (-124, -24), 6, INK)
    canvas.line((10, -24), (22, -24), 6, INK)
    _engine(canvas, species, ride)


def _wagon(canvas: Canvas, species: Species, ride: Ride, x: float, order: int) -> None:
    colour = (species.accent, species.belly)[order]
    sway = 1.2 * math.sin(ride.time * 11 + order * 1.9) * ride.going
    with canvas.moved(x, sway):
        canvas.fill(rounded(-64, -98, 128, 78, 7), colour)
        canvas.fill(rounded(-64, -40, 128, 20, 5), shade(colour))
        canvas.fill(rounded(-70, -108, 140, 15, 7), shade(colour, 0.36))
        windows(canvas, -52, 52, -84, 34, 3, gap=9)
        canvas.fill(rounded(-60, -46, 120, 4, 2), shine(colour))
    for wheel_x in (x - 38, x + 38):
        wheel(canvas, wheel_x, 17, ride, hub=species.accent, spokes=4)


def _engine(canvas: Canvas, species: Species, ride: Ride) -> None:
    coat = species.coat
    steam(canvas, 194, -134, ride)
    with canvas.moved(0, ride.bounce * 0.7):
        canvas.fill(rounded(20, -40, 218, 18, 4), INK)
        canvas.fill(rounded(88, -100, 134, 64, 26), coat)
        canvas.fill(rounded(88, -62, 130, 26, 12), shade(coat))
        canvas.stroke(points((100, -92), (204, -92)), 5, shine(coat))
        for x in (116, 148, 180):
            canvas.stroke(points((x, -98), (x, -40)), 4, (246, 196, 72))
        canvas.fill(points((184, -98), (180, -132), (208, -132), (204, -98)), INK)
        canvas.fill(rounded(174, -140, 40, 12, 5), species.accent)
        canvas.fill(
            joined(bend((122, -98), (122, -116), (136, -116)), bend((136, -116), (150, -116), (150, -98))),
            (246, 196, 72),
        )
        canvas.fill(rounded(24, -134, 72, 96, 6), coat)
        canvas.fill(rounded(24, -60, 72, 22, 4), shade(coat))
        pane(canvas, rounded(36, -122, 46, 40, 6))
        canvas.fill(rounded(16, -146, 88, 15, 7), species.accent)
        canvas.oval(222, -72, 8, 24, shade(coat, 0.3))
        canvas.oval(228, -88, 9, 10, LAMP)
        canvas.fill(points((214, -36), (262, -4), (214, -4)), species.accent)
        for x in (224, 236, 248):
            canvas.line((x, -30 + (x - 214) * 0.6), (x, -5), 2.4, shade(species.accent))
    for x, radius in ((54, 28.0), (120, 28.0), (184, 20.0)):
        wheel(canvas, x, radius, ride, hub=species.accent, spokes=6)
    turn = math.radians(ride.roll)
    dx, dy = math.cos(turn) * 13, math.sin(turn) * 13
    canvas.line((54 + dx, -28 + dy), (120 + dx, -28 + dy), 6, STEEL)
    canvas.line((120 + dx, -28 + dy), (196, -30), 5, shade(STEEL))


def draw_tram(canvas: Canvas, species: Species, ride: Ride) -> None:
    """A tall car under a wire."""
    coat, cream = species.coat, species.belly
    _rail(canvas, 176)
    for x in (-104, -66, 66, 104):
        wheel(canvas, x, 15, ride, spokes=4)
    with canvas.moved(0, ride.bounce * 0.4):
        wire: Colour = (70, 74, 86)
        canvas.line((-170, -196), (170, -196), 2.4, wire)
        canvas.stroke(points((-16, -156), (16, -176), (-10, -195)), 4, wire)
        canvas.line((-24, -195), (10, -195), 4, wire)
        canvas.fill(rounded(-158, -146, 316, 126, 16), cream)
        canvas.fill(
            joined(points((-158, -72)), bend((-158, -72), (0, -66), (158, -72)), points((150, -20), (-150, -20))), coat
        )
        canvas.fill(rounded(-150, -40, 300, 20, 6), shade(coat))
        canvas.fill(rounded(-140, -158, 280, 15, 7), shade(coat, 0.2))
        windows(canvas, -112, 112, -132, 50, 5)
        for x in (-148, 120):
            pane(canvas, rounded(x, -132, 28, 50, 7))
        canvas.fill(rounded(-40, -150, 80, 14, 4), INK)
        canvas.fill(rounded(-28, -146, 56, 6, 2), (255, 210, 110))
        canvas.stroke(points((-150, -64), (150, -64)), 4, (246, 196, 72))
        lamps(canvas, (150, -48), (-153, -48), 7)
        canvas.oval(-153, -34, 3, 3, REAR)
