"""Furniture and what hangs on walls."""

from __future__ import annotations

import math

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import arc, bend, box, joined, points, rounded
from kinora.engines.previs.drawing.palette import WHITE, Colour, mix
from kinora.engines.previs.props.kind import (
    GLASS,
    GOLD,
    INK,
    PAPER,
    STEEL,
    WOOD,
    Glow,
    Shelf,
    bright,
    dim,
    hoop,
    orb,
    post,
    slab,
)

FURNITURE = Shelf()


@FURNITURE.still("table", "ground", 190, 92, "#b07a48")
def _table(canvas: Canvas, tint: Colour) -> None:
    for x, shade in ((-56, 0.3), (56, 0.3), (-78, 0.0), (78, 0.0)):
        post(canvas, x, -78, 0 if shade == 0.0 else -8, 12, dim(tint, shade))
    canvas.fill(box(-84, -78, 168, 14), dim(tint, 0.3))
    slab(canvas, -94, -90, 188, 16, 6, tint)


@FURNITURE.still("chair", "ground", 84, 126, "#c08a52")
def _chair(canvas: Canvas, tint: Colour) -> None:
    for x in (-18, 26):
        post(canvas, x, -56, -8, 8, dim(tint, 0.3))
    slab(canvas, -36, -124, 13, 124, 5, tint)
    for y in (-116, -96, -78):
        canvas.fill(rounded(-30, y, 11, 12, 3), dim(tint, 0.12))
    post(canvas, 30, -56, 0, 10, tint)
    slab(canvas, -38, -64, 76, 15, 6, tint)
    canvas.fill(rounded(-30, -72, 62, 11, 5), (224, 108, 96))


@FURNITURE.still("sofa", "ground", 250, 112, "#5b8fb4")
def _sofa(canvas: Canvas, tint: Colour) -> None:
    for x in (-94, 94):
        canvas.fill(points((x - 6, -12), (x + 6, -12), (x + 3, 0), (x - 3, 0)), dim(WOOD))
    canvas.fill(rounded(-108, -108, 216, 90, 24), dim(tint, 0.2))
    for x in (-96, 2):
        canvas.fill(rounded(x, -104, 94, 66, 18), tint)
        canvas.fill(rounded(x + 14, -98, 60, 9, 4), bright(tint, 0.22))
    for x in (-100, 0):
        slab(canvas, x, -52, 100, 30, 12, bright(tint, 0.08))
    canvas.fill(rounded(-110, -26, 220, 17, 8), dim(tint, 0.14))
    for x in (-124, 90):
        slab(canvas, x, -76, 34, 68, 16, tint)
    with canvas.moved(-70, -56, degrees=-14):
        slab(canvas, -20, -22, 40, 38, 9, (246, 196, 92))


@FURNITURE.still("bed", "ground", 290, 122, "#7fa6d6")
def _bed(canvas: Canvas, tint: Colour) -> None:
    for x in (-130, 126):
        post(canvas, x, -30, 0, 14, dim(WOOD))
    slab(canvas, -142, -120, 20, 112, 8, WOOD)
    slab(canvas, 124, -74, 18, 66, 8, WOOD)
    canvas.fill(rounded(-128, -40, 256, 24, 6), dim(WOOD, 0.14))
    canvas.fill(rounded(-126, -62, 252, 32, 12), PAPER)
    canvas.fill(joined(bend((-118, -60), (-112, -88), (-76, -86), (-54, -62))), WHITE)
    canvas.stroke(bend((-108, -66), (-98, -80), (-78, -80)), 3, dim(PAPER, 0.12))
    quilt = joined(bend((-48, -64), (-10, -86), (60, -84), (126, -66)), points((126, -26), (-48, -26)))
    canvas.fill(quilt, tint)
    canvas.fill(
        joined(points((-48, -40)), bend((-48, -40), (30, -32), (126, -42)), points((126, -26), (-48, -26))),
        dim(tint, 0.2),
    )
    canvas.fill(points((-50, -66), (-26, -76), (-24, -28), (-50, -26)), bright(tint, 0.5))
    for x, y in ((10, -64), (48, -68), (88, -62), (30, -48), (70, -50), (108, -50)):
        canvas.oval(x, y, 5, 4, bright(tint, 0.5))


@FURNITURE.still("desk", "ground", 190, 96, "#a87850")
def _desk(canvas: Canvas, tint: Colour) -> None:
    post(canvas, -82, -82, 0, 12, dim(tint, 0.14))
    slab(canvas, 26, -82, 62, 82, 4, dim(tint, 0.08))
    for y in (-74, -50, -26):
        canvas.fill(rounded(32, y, 50, 20, 3), tint)
        canvas.oval(57, y + 10, 4, 3, GOLD)
    slab(canvas, -94, -94, 188, 15, 5, tint)


@FURNITURE.still("bookshelf", "ground", 150, 216, "#a06c42")
def _bookshelf(canvas: Canvas, tint: Colour) -> None:
    canvas.fill(rounded(-72, -212, 144, 212, 5), tint)
    canvas.fill(box(-62, -202, 124, 190), dim(tint, 0.5))
    spines: tuple[Colour, ...] = ((216, 84, 76), (244, 190, 84), (92, 160, 130), (104, 136, 206), (176, 122, 190))
    for shelf in range(4):
        floor = -158 + 48.5 * shelf
        x, book = -59.0, 0
        while x < 50 - 22 * (shelf % 2):
            wide, tall = 9 + (book * 7 + shelf * 3) % 7, 29 + (book * 5 + shelf * 7) % 11
            colour = spines[(book * 2 + shelf) % 5]
            canvas.fill(box(x, floor - tall, wide, tall), colour)
            canvas.fill(box(x + 1.5, floor - tall + 6, wide - 3, 3), bright(colour, 0.5))
            x, book = x + wide + 1.2, book + 1
        canvas.fill(box(-64, floor, 128, 7), tint)
    orb(canvas, 46, -119, 10, 9, (232, 150, 110))
    canvas.fill(box(62, -208, 8, 206), dim(tint, 0.2))


@FURNITURE.still("lamp", "table", 74, 116, "#f2c26a", glow=Glow(x=0, y=-72, radius=130, colour=(255, 216, 140)))
def _lamp(canvas: Canvas, tint: Colour) -> None:
    canvas.oval(0, -5, 22, 6, (150, 110, 84))
    orb(canvas, 0, -24, 15, 20, (108, 146, 168))
    post(canvas, 0, -62, -42, 5, GOLD)
    canvas.fill(points((-35, -60), (-20, -114), (20, -114), (35, -60)), tint)
    canvas.fill(points((12, -60), (7, -114), (20, -114), (35, -60)), dim(tint, 0.16))
    canvas.fill(points((-24, -62), (-13, -112), (-7, -112), (-12, -62)), bright(tint, 0.6))


@FURNITURE.live("tv", "table", 156, 124, "#363c4a", glow=Glow(x=0, y=-64, radius=110, colour=(120, 170, 220)))
def _tv(canvas: Canvas, tint: Colour, time: float) -> None:
    canvas.line((-6, -108), (-26, -122), 3, STEEL)
    canvas.line((6, -108), (26, -122), 3, STEEL)
    for x in (-44, 44):
        canvas.line((x, -12), (x * 1.14, -1), 6, dim(tint))
    slab(canvas, -74, -110, 148, 100, 10, tint)
    canvas.fill(rounded(-64, -102, 104, 82, 10), (110, 186, 226))
    sun = -40 + 44 * (0.5 + 0.5 * math.sin(time * 0.9))
    canvas.oval(sun, -80, 10, 10, (255, 226, 120))
    canvas.fill(
        joined(
            bend((-60, -42), (-30, -70), (0, -40)), bend((0, -40), (20, -58), (38, -44)), points((36, -22), (-60, -22))
        ),
        (100, 180, 104),
    )
    canvas.fill(points((-56, -98), (-36, -98), (-54, -62)), WHITE, 0.25)
    for y in (-88, -66):
        canvas.oval(56, y, 7, 7, STEEL)
    for y in (-44, -36, -28):
        canvas.line((49, y), (63, y), 2.6, dim(tint, 0.4))


@FURNITURE.live("clock", "wall", 86, 88, "#e0685c")
def _clock(canvas: Canvas, tint: Colour, time: float) -> None:
    orb(canvas, 0, -43, 41, 41, tint)
    canvas.oval(0, -43, 33, 33, PAPER)
    for hour in range(12):
        angle = math.radians(30 * hour)
        x, y = math.sin(angle), -math.cos(angle)
        canvas.line((x * 26, -43 + y * 26), (x * 30, -43 + y * 30), 3.4 if hour % 3 == 0 else 2, INK)
    for turn, length, width in ((-58.0 + time * 0.5, 15, 4.4), (52.0 + time * 6, 23, 3.2)):
        angle = math.radians(turn)
        canvas.line((0, -43), (math.sin(angle) * length, -43 - math.cos(angle) * length), width, INK)
    angle = math.radians(6 * math.floor(time * 2))
    canvas.line((0, -43), (math.sin(angle) * 25, -43 - math.cos(angle) * 25), 1.8, (222, 60, 54))
    canvas.oval(0, -43, 3.4, 3.4, (222, 60, 54))


@FURNITURE.still("mirror", "wall", 92, 150, "#d8a848")
def _mirror(canvas: Canvas, tint: Colour) -> None:
    canvas.oval(0, -74, 44, 72, dim(tint))
    canvas.oval(-1.5, -76, 41, 69, tint)
    canvas.oval(0, -74, 35, 61, (150, 196, 220))
    canvas.oval(-2, -72, 33, 58, GLASS)
    for x, wide in ((-18, 9), (2, 4)):
        canvas.stroke(points((x + 12, -108), (x - 8, -48)), wide, bright(GLASS, 0.6))
    for x, y in ((0, -145), (0, -5)):
        orb(canvas, x, y + (3 if y < -50 else -2), 8, 6, tint)


@FURNITURE.still("easel", "ground", 122, 176, "#c09058")
def _easel(canvas: Canvas, tint: Colour) -> None:
    canvas.line((0, -168), (0, -20), 6, dim(tint, 0.3))
    for x in (-48, 48):
        canvas.line((x * 0.1, -170), (x, -4), 8, tint)
    canvas.fill(box(-50, -144, 100, 80), dim(PAPER, 0.2))
    canvas.fill(box(-52, -146, 100, 80), PAPER)
    canvas.fill(box(-46, -140, 88, 40), (160, 212, 240))
    canvas.oval(22, -126, 9, 9, (255, 214, 100))
    canvas.fill(
        joined(
            bend((-46, -100), (-20, -122), (4, -100)),
            bend((4, -100), (24, -112), (42, -100)),
            points((42, -72), (-46, -72)),
        ),
        (116, 184, 110),
    )
    canvas.oval(-18, -86, 8, 6, (232, 96, 96))
    slab(canvas, -56, -66, 112, 9, 3, tint)


@FURNITURE.still("globe", "table", 76, 88, "#5aa6dc")
def _globe(canvas: Canvas, tint: Colour) -> None:
    canvas.oval(0, -5, 21, 6, WOOD)
    canvas.line((0, -18), (0, -6), 7, WOOD)
    canvas.stroke(arc(0, -50, 32, 33, -70, 200), 4.4, GOLD)
    orb(canvas, 0, -50, 27, 27, tint)
    land = mix((112, 176, 92), tint, 0.1)
    canvas.fill(joined(bend((-20, -60), (-8, -78), (4, -66)), bend((4, -66), (2, -50), (-8, -46), (-20, -60))), land)
    canvas.fill(joined(bend((-4, -42), (8, -46), (8, -32)), bend((8, -32), (0, -26), (-4, -42))), land)
    canvas.fill(joined(bend((10, -60), (22, -62), (22, -46)), bend((22, -46), (14, -46), (10, -60))), land)
    canvas.stroke(arc(0, -50, 21, 21, 200, 50, steps=8), 3, bright(tint, 0.6))
    canvas.stroke(hoop(0, -84, 1.5, 1.5), 3, GOLD)
