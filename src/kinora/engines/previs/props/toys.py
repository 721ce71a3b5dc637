"""Toys and sports things."""

from __future__ import annotations

import math

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import arc, bend, box, joined, oval, points, rounded
from kinora.engines.previs.drawing.palette import WHITE, Colour
from kinora.engines.previs.props.kind import (
    GLASS,
    GOLD,
    INK,
    PAPER,
    RED,
    STEEL,
    WOOD,
    Shelf,
    bright,
    dim,
    hoop,
    orb,
    slab,
)

TOYS = Shelf()


@TOYS.still("ball", "ground", 52, 52, "#e0483e")
def _ball(canvas: Canvas, tint: Colour) -> None:
    canvas.oval(0, -25, 25, 25, dim(tint, 0.3))
    canvas.oval(-1, -26, 23, 23, tint)
    for start in (20, 140, 260):
        wedge = joined(
            bend((0, -26), (12, -30), (22, -20)),
            arc(0, -26, 23, 23, 14, 44, steps=8),
            bend((12, -6), (8, -18), (0, -26)),
        )
        with canvas.moved(0, -26, degrees=start):
            canvas.fill(wedge + points((0, 26)), PAPER)
    canvas.oval(0, -26, 4.6, 4.6, GOLD)
    canvas.fill(oval(-9, -38, 6, 4, degrees=-30), bright(tint, 0.7))


@TOYS.still("surfboard", "ground", 56, 176, "#4fb6d8")
def _surfboard(canvas: Canvas, tint: Colour) -> None:
    left, right = (
        bend((0, -174), (-32, -130), (-30, -50), (0, -2), steps=18),
        bend((0, -2), (30, -50), (32, -130), (0, -174), steps=18),
    )
    canvas.fill(joined(left, right), tint)
    canvas.fill(joined(points((8, -158)), right[::-1][1:], points((8, -12))), dim(tint, 0.2))
    for x, wide, colour in ((-8, 6, WHITE), (4, 4, (250, 150, 90))):
        canvas.stroke(points((x * 0.4, -160), (x, -88), (x * 0.4, -16)), wide, colour)
    canvas.stroke(bend((-19, -120), (-22, -86), (-18, -54)), 3, bright(tint, 0.5))
    canvas.fill(points((-4, -6), (4, -6), (0, 0)), INK)


@TOYS.still("skateboard", "ground", 126, 38, "#e0803c")
def _skateboard(canvas: Canvas, tint: Colour) -> None:
    for x in (-34, 34):
        canvas.fill(points((x - 5, -27), (x + 5, -27), (x + 10, -8), (x - 10, -8)), dim(STEEL, 0.3))
        for wheel in (-7, 7):
            canvas.oval(x + wheel, -8, 7.6, 7.6, PAPER)
            canvas.oval(x + wheel, -8, 3, 3, dim(PAPER, 0.4))
    deck = bend((-57, -31), (-44, -19), (44, -19), (57, -31), steps=18)
    canvas.stroke(deck, 6, dim(tint, 0.3))
    canvas.stroke(deck - points((0, 1.6)), 3.4, bright(tint, 0.1))


@TOYS.still("skis", "ground", 74, 176, "#d8484c")
def _skis(canvas: Canvas, tint: Colour) -> None:
    for x, colour in ((-11, tint), (11, dim(tint, 0.14))):
        canvas.fill(
            joined(
                points((x - 6, 0)),
                bend((x - 6, -150), (x - 6, -168), (x + 2, -174)),
                bend((x + 2, -174), (x + 6, -164), (x + 6, -150)),
                points((x + 6, 0)),
            ),
            colour,
        )
        canvas.line((x - 3, -8), (x - 3, -146), 2.2, bright(colour, 0.5))
        canvas.fill(rounded(x - 7, -82, 14, 24, 3), INK)
    for x in (-28, 28):
        canvas.line((x, -2), (x, -128), 3, STEEL)
        canvas.fill(rounded(x - 3, -134, 6, 18, 3), INK)
        canvas.stroke(hoop(x, -10, 5.4, 2), 2, STEEL)


@TOYS.still("bicycle_wheel", "ground", 92, 92, "#3a3c48")
def _bicycle_wheel(canvas: Canvas, tint: Colour) -> None:
    for spoke in range(12):
        angle = math.radians(15 * spoke)
        x, y = math.cos(angle) * 38, math.sin(angle) * 38
        canvas.line((-x, -45 - y), (x, -45 + y), 1.4, STEEL)
    canvas.stroke(hoop(0, -45, 41, 41), 7, tint)
    canvas.stroke(hoop(0, -45, 37, 37), 2.4, bright(STEEL))
    canvas.stroke(arc(0, -45, 42, 42, 200, 60, steps=10), 2, bright(tint))
    orb(canvas, 0, -45, 6, 6, STEEL)


@TOYS.still("yarn", "ground", 76, 54, "#e87aa0")
def _yarn(canvas: Canvas, tint: Colour) -> None:
    canvas.stroke(bend((14, -6), (30, -2), (24, -14), (36, -5)), 3, tint)
    orb(canvas, -6, -26, 26, 25, tint)
    for turn in (-50, -20, 20, 60):
        with canvas.moved(-6, -26, degrees=turn):
            canvas.stroke(arc(0, 0, 24, 9, 180, 180), 2, dim(tint, 0.26))
            canvas.stroke(arc(0, 4, 22, 15, 190, 160), 2, bright(tint, 0.26))


@TOYS.still("teddy", "hand", 74, 88, "#b98350")
def _teddy(canvas: Canvas, tint: Colour) -> None:
    pale = bright(tint, 0.5)
    for x in (-21, 21):
        canvas.fill(oval(x * 1.15, -34, 9, 14, degrees=x * 1.6), dim(tint, 0.14))
        orb(canvas, x * 0.95, -9, 13, 9, tint)
        canvas.oval(x * 1.1, -9, 6, 5, pale)
        orb(canvas, x * 0.9, -78, 9, 9, tint)
        canvas.oval(x * 0.9, -77, 4.6, 4.6, pale)
    orb(canvas, 0, -28, 23, 25, tint)
    canvas.oval(0, -25, 13, 15, pale)
    orb(canvas, 0, -63, 24, 21, tint)
    canvas.oval(0, -57, 10, 8, pale)
    canvas.oval(0, -60, 4, 3, INK)
    canvas.stroke(bend((-5, -54), (0, -50), (5, -54)), 1.8, INK)
    for x in (-9, 9):
        canvas.oval(x, -66, 2.8, 3.2, INK)
    for side in (-1, 1):
        canvas.fill(points((0, -44), (side * 13, -50), (side * 13, -38)), RED)


@TOYS.still("toy_car", "hand", 78, 46, "#e8503e")
def _toy_car(canvas: Canvas, tint: Colour) -> None:
    canvas.fill(joined(bend((-20, -24), (-18, -44), (0, -43)), bend((0, -43), (18, -44), (22, -24))), tint)
    canvas.fill(joined(bend((-14, -25), (-13, -38), (-1, -38)), points((-1, -25))), GLASS)
    canvas.fill(joined(points((3, -25)), bend((3, -38), (14, -38), (16, -25))), GLASS)
    slab(canvas, -37, -28, 74, 21, 9, tint)
    canvas.oval(34, -20, 3, 4, (255, 244, 190))
    for x in (-20, 20):
        canvas.oval(x, -9, 9.6, 9, INK)
        canvas.oval(x, -9, 4.4, 4.2, GOLD)


@TOYS.still("toy_robot", "hand", 62, 92, "#6fa8c4")
def _toy_robot(canvas: Canvas, tint: Colour) -> None:
    canvas.line((0, -80), (0, -87), 2.4, INK)
    orb(canvas, 0, -88, 3.4, 3.4, RED)
    for x in (-11, 11):
        canvas.fill(box(x - 5, -20, 10, 16), STEEL)
        slab(canvas, x - 9, -8, 18, 8, 3, dim(tint, 0.3))
    for x in (-25, 25):
        canvas.line((x * 0.9, -44), (x, -26), 6, STEEL)
        orb(canvas, x, -23, 5, 5, RED)
    slab(canvas, -21, -51, 42, 33, 5, tint)
    canvas.fill(rounded(-12, -44, 24, 13, 3), (40, 54, 76))
    for x, colour in ((-7, RED), (0, GOLD), (7, (126, 214, 130))):
        canvas.oval(x, -37.5, 2.4, 2.4, colour)
    slab(canvas, -17, -80, 34, 26, 6, bright(tint, 0.16))
    for x in (-7, 7):
        canvas.oval(x, -69, 5, 5, (255, 240, 150))
        canvas.oval(x, -69, 2.2, 2.2, INK)
    canvas.line((-7, -60), (7, -60), 2.6, INK)


@TOYS.still("doll", "hand", 62, 96, "#e8709a")
def _doll(canvas: Canvas, tint: Colour) -> None:
    skin, hair = (250, 214, 182), (156, 92, 52)
    for side in (-1, 1):
        canvas.oval(side * 22, -66, 8, 12, hair)
        canvas.line((side * 8, -16), (side * 8, -5), 6, skin)
        canvas.oval(side * 9.5, -3.4, 6, 3.4, dim(tint, 0.4))
        canvas.line((side * 10, -44), (side * 22, -30), 6, skin)
    canvas.fill(
        joined(
            points((-8, -50)),
            bend((-8, -50), (-14, -24), (-25, -14)),
            bend((-25, -14), (0, -8), (25, -14)),
            bend((25, -14), (14, -24), (8, -50)),
        ),
        tint,
    )
    canvas.stroke(bend((-24, -15), (0, -9), (24, -15)), 3, bright(tint, 0.6))
    canvas.oval(0, -74, 21, 20, hair)
    canvas.oval(0, -68, 17, 16, skin)
    canvas.fill(joined(arc(0, -72, 18, 15, 180, 180), bend((18, -72), (4, -78), (0, -84), (-18, -72))), hair)
    for x in (-6, 6):
        canvas.oval(x, -66, 2.2, 2.8, INK)
        canvas.oval(x * 1.7, -60, 3, 2.2, (246, 156, 150))
    canvas.stroke(bend((-4, -60), (0, -56.5), (4, -60)), 1.6, (196, 80, 84))


@TOYS.live("balloon", "air", 62, 148, "#e8504e")
def _balloon(canvas: Canvas, tint: Colour, time: float) -> None:
    swing = 4 * math.sin(time * 1.9)
    canvas.stroke(bend((0, -2), (swing, -30), (-swing, -50), (0, -72)), 1.6, PAPER)
    canvas.fill(points((-5, -70), (5, -70), (0, -78)), dim(tint))
    egg = joined(
        arc(0, -112, 29, 33, 180, 180), bend((29, -112), (26, -88), (0, -75)), bend((0, -75), (-26, -88), (-29, -112))
    )
    canvas.fill(egg, dim(tint, 0.2))
    canvas.fill(egg * 0.92 + points((-1.6, -9.6)), tint)
    canvas.fill(oval(-11, -126, 6, 10, degrees=24), bright(tint, 0.62))


@TOYS.live("kite", "air", 130, 176, "#e85c4c", below=24)
def _kite(canvas: Canvas, tint: Colour, time: float) -> None:
    line = [(-6 + 9 * math.sin(k * 0.9 - time * 3.4), -70 + 8.6 * k) for k in range(11)]
    canvas.stroke(points(*line), 2, PAPER)
    for knot in (2, 5, 8):
        x, y = line[knot]
        for side in (-1, 1):
            canvas.fill(
                points((x, y), (x + side * 12, y - 6), (x + side * 12, y + 6)), GOLD if knot != 5 else (96, 170, 226)
            )
    with canvas.moved(0, -70, degrees=16 + 3 * math.sin(time * 2.2)):
        canvas.fill(points((0, -96), (46, -56), (0, 6), (-46, -56)), tint)
        canvas.fill(points((0, -96), (46, -56), (0, -56)), bright(tint, 0.5))
        canvas.fill(points((0, -56), (46, -56), (0, 6)), dim(tint, 0.2))
        canvas.fill(points((0, -56), (-46, -56), (0, 6)), GOLD)
        canvas.stroke(points((0, -95), (0, 4)), 2.4, WOOD)
        canvas.stroke(points((-45, -56), (45, -56)), 2.4, WOOD)
