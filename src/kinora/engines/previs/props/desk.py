"""What lies on a desk: machines, paper and pens."""

from __future__ import annotations

import math

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import bend, box, joined, points, rounded
from kinora.engines.previs.drawing.palette import WHITE, Colour, mix
from kinora.engines.previs.props.kind import GLASS, GOLD, INK, PAPER, RED, STEEL, WOOD, Shelf, bright, dim, orb, slab

DESK = Shelf()


def _screen(canvas: Canvas, x: float, y: float, wide: float, tall: float, time: float) -> None:
    """A lit screen on which lines are written."""
    canvas.fill(rounded(x, y, wide, tall, 3), (58, 104, 160))
    canvas.fill(points((x + 2, y + 2), (x + wide * 0.5, y + 2), (x + 2, y + tall * 0.8)), (84, 136, 192))
    lines = 4
    for line in range(lines):
        written = min(1.0, max(0.12, (time * 0.8) % (lines + 1) - line))
        length = wide * (0.72, 0.5, 0.64, 0.4)[line] * written
        row = y + tall * (0.2 + 0.2 * line)
        canvas.line((x + wide * 0.12, row), (x + wide * 0.12 + length, row), tall * 0.07, bright(GLASS, 0.4))


@DESK.live("computer", "table", 110, 92, "#dcdfe6")
def _computer(canvas: Canvas, tint: Colour, time: float) -> None:
    slab(canvas, -50, -90, 92, 62, 6, tint)
    _screen(canvas, -44, -85, 79, 47, time)
    canvas.fill(points((-12, -30), (4, -30), (10, -16), (-18, -16)), dim(tint, 0.2))
    slab(canvas, -26, -18, 44, 6, 3, tint)
    canvas.fill(points((-46, -10), (32, -10), (38, 0), (-52, 0)), dim(tint, 0.1))
    for row in (-8, -4.4):
        canvas.line((-44, row), (30, row), 2, dim(tint, 0.4))
    orb(canvas, 47, -5, 6, 4.4, tint)


@DESK.live("laptop", "table", 96, 60, "#b8bfca")
def _laptop(canvas: Canvas, tint: Colour, time: float) -> None:
    slab(canvas, -38, -58, 76, 50, 5, tint)
    _screen(canvas, -33, -53, 65, 39, time)
    canvas.fill(points((-40, -10), (40, -10), (47, 0), (-47, 0)), bright(tint, 0.2))
    canvas.fill(points((-46, -2.4), (46, -2.4), (47, 0), (-47, 0)), dim(tint))
    canvas.line((-32, -7), (32, -7), 3, dim(tint, 0.36))


@DESK.still("phone", "hand", 30, 54, "#343a48")
def _phone(canvas: Canvas, tint: Colour) -> None:
    canvas.fill(rounded(-13, -53, 26, 53, 5), tint)
    canvas.fill(rounded(-10.5, -48, 21, 42, 2), (96, 178, 226))
    canvas.fill(points((-10, -48), (4, -48), (-10, -22)), (150, 208, 240))
    for row in range(2):
        for column in range(3):
            colour = (GOLD, RED, (126, 206, 130))[(row + column) % 3]
            canvas.fill(rounded(-8.4 + 6.2 * column, -24 + 7 * row, 4.6, 4.6, 1.2), colour)
    canvas.line((-3, -3), (3, -3), 1.6, bright(tint))


@DESK.still("camera_device", "hand", 66, 52, "#3c4250")
def _camera(canvas: Canvas, tint: Colour) -> None:
    canvas.fill(rounded(-14, -51, 28, 14, 4), dim(tint, 0.2))
    slab(canvas, -31, -42, 62, 41, 7, tint)
    canvas.fill(box(-31, -24, 62, 8), mix(tint, WOOD, 0.5))
    canvas.oval(3, -20, 17, 17, STEEL)
    canvas.oval(3, -20, 13, 13, INK)
    canvas.oval(3, -20, 9, 9, (70, 104, 160))
    canvas.oval(-1, -24, 3.4, 3.4, WHITE)
    canvas.oval(-23, -34, 4, 3, GLASS)
    canvas.fill(rounded(16, -47, 11, 6, 2), RED)


@DESK.still("book", "hand", 70, 52, "#c8504a")
def _book(canvas: Canvas, tint: Colour) -> None:
    canvas.fill(points((-34, -44), (0, -36), (34, -44), (34, -4), (0, 0), (-34, -4)), dim(tint, 0.1))
    canvas.fill(
        joined(bend((-31, -48), (-14, -52), (0, -42)), points((0, -5)), bend((0, -5), (-14, -13), (-31, -9))), PAPER
    )
    canvas.fill(joined(bend((0, -42), (14, -52), (31, -48)), bend((31, -9), (14, -13), (0, -5))), dim(PAPER, 0.08))
    for y in (-38, -31, -24, -17):
        canvas.stroke(bend((-26, y - 3), (-14, y - 5), (-5, y)), 2, (170, 164, 160))
        canvas.stroke(bend((5, y), (14, y - 5), (26, y - 3)), 2, (170, 164, 160))
    canvas.line((0, -42), (0, -4), 2, dim(PAPER, 0.4))


@DESK.still("newspaper", "hand", 76, 62, "#f2eee2")
def _newspaper(canvas: Canvas, tint: Colour) -> None:
    canvas.fill(points((-36, -58), (0, -54), (0, 0), (-36, -4)), tint)
    canvas.fill(points((0, -54), (36, -58), (36, -4), (0, 0)), dim(tint, 0.12))
    canvas.fill(points((-32, -53), (-4, -50), (-4, -43), (-32, -46)), INK)
    canvas.fill(points((-32, -41), (-18, -39.5), (-18, -24), (-32, -25.5)), (132, 138, 150))
    for row in range(6):
        y = -37 + 6 * row
        if row > 2:
            canvas.line((-32, y - 2), (-18, y), 1.8, (140, 138, 140))
        canvas.line((-14, y), (-4, y + 1), 1.8, (140, 138, 140))
        canvas.line((5, y - 10), (31, y - 13), 1.8, (130, 128, 132))


@DESK.still("letter", "hand", 66, 48, "#fbf4e4")
def _letter(canvas: Canvas, tint: Colour) -> None:
    canvas.fill(rounded(-32, -46, 64, 45, 3), dim(tint, 0.16))
    canvas.fill(rounded(-32, -46, 62, 43, 3), tint)
    canvas.stroke(points((-31, -5), (-6, -26)), 2, dim(tint, 0.3))
    canvas.stroke(points((30, -5), (6, -26)), 2, dim(tint, 0.3))
    canvas.fill(points((-32, -45), (0, -17), (31, -45)), bright(tint, 0.5))
    canvas.stroke(points((-31, -44), (0, -17), (30, -44)), 2.4, dim(tint, 0.36))
    canvas.fill(
        joined(bend((0, -13), (-16, -26), (-4, -30), (0, -24)), bend((0, -24), (4, -30), (16, -26), (0, -13))), RED
    )


@DESK.still("pencil", "hand", 20, 76, "#f2b93c", below=4)
def _pencil(canvas: Canvas, tint: Colour) -> None:
    canvas.fill(points((-5, -12), (5, -12), (0, 3)), (244, 216, 172))
    canvas.fill(points((-1.8, -2), (1.8, -2), (0, 3)), INK)
    canvas.fill(box(-5, -62, 10, 50), tint)
    canvas.fill(box(1.6, -62, 3.4, 50), dim(tint))
    canvas.fill(box(-3.6, -62, 2, 50), bright(tint, 0.5))
    canvas.fill(box(-5, -67, 10, 6), STEEL)
    canvas.fill(rounded(-5, -75, 10, 9, 3), (240, 132, 140))


@DESK.still("paintbrush", "hand", 22, 88, "#4a86d8", below=4)
def _paintbrush(canvas: Canvas, tint: Colour) -> None:
    canvas.fill(joined(bend((-3.4, -24), (-5, -60), (0, -86)), bend((0, -86), (5, -60), (3.4, -24))), (200, 142, 84))
    canvas.stroke(bend((-1.6, -30), (-2.4, -56), (-0.6, -76)), 1.6, (240, 200, 150))
    canvas.fill(box(-5, -28, 10, 12), STEEL)
    canvas.fill(joined(bend((-6, -17), (-10, -6), (0, 3)), bend((0, 3), (10, -6), (6, -17))), tint)
    canvas.stroke(bend((-3, -14), (-5, -6), (-2, -2)), 2, bright(tint))


@DESK.still("backpack", "ground", 78, 96, "#4c8ab8")
def _backpack(canvas: Canvas, tint: Colour) -> None:
    canvas.stroke(bend((-12, -86), (0, -102), (12, -86)), 5, dim(tint, 0.3))
    for x in (-34, 34):
        canvas.fill(rounded(x - 5, -52, 10, 44, 5), dim(tint, 0.4))
    slab(canvas, -33, -92, 66, 91, 24, tint)
    canvas.stroke(bend((-27, -56), (0, -44), (27, -56)), 3, dim(tint, 0.4))
    slab(canvas, -23, -40, 46, 33, 9, bright(tint, 0.14))
    canvas.line((-15, -32), (15, -32), 3, dim(tint, 0.4))
    canvas.fill(rounded(-4, -56, 8, 13, 3), GOLD)


@DESK.still("suitcase", "ground", 106, 92, "#b06a42")
def _suitcase(canvas: Canvas, tint: Colour) -> None:
    canvas.stroke(points((-15, -76), (-15, -88), (15, -88), (15, -76)), 6, dim(tint, 0.4))
    slab(canvas, -51, -77, 102, 76, 9, tint)
    for x in (-32, 24):
        canvas.fill(box(x, -77, 9, 74), dim(tint, 0.3))
        canvas.fill(rounded(x - 1.5, -52, 12, 10, 2), GOLD)
    for x in (-45, 36):
        for y in (-73, -14):
            canvas.fill(rounded(x, y, 10, 10, 3), dim(tint, 0.4))
    with canvas.moved(-4, -34, degrees=-9):
        canvas.fill(rounded(-11, -9, 22, 17, 2), (110, 190, 214))
        canvas.oval(3, -3, 3.6, 3.6, GOLD)


@DESK.live("microphone", "hand", 30, 78, "#3a3f4c")
def _microphone(canvas: Canvas, tint: Colour, time: float) -> None:
    canvas.fill(points((-8, -44), (8, -44), (5, 0), (-5, 0)), tint)
    canvas.fill(points((1, -44), (8, -44), (5, 0), (1, 0)), dim(tint, 0.4))
    orb(canvas, 0, -58, 14, 16, STEEL)
    for y in (-66, -60, -54):
        canvas.line((-11, y), (11, y), 1.4, dim(STEEL, 0.3))
    for x in (-6, 0, 6):
        canvas.line((x, -70), (x, -46), 1.4, dim(STEEL, 0.3))
    canvas.fill(rounded(-11, -47, 22, 6, 2), dim(tint, 0.2))
    canvas.oval(0, -28, 2.4, 2.4, mix(RED, WHITE, 0.4 + 0.3 * math.sin(time * 4)))
