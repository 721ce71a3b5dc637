"""Houses and what people built, small enough for a stage."""

from __future__ import annotations

import math

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import arc, bend, box, joined, points, rounded
from kinora.engines.previs.drawing.palette import WHITE, Colour, mix
from kinora.engines.previs.props.kind import GOLD, PAPER, RED, STONE, WOOD, Glow, Shelf, bright, dim, hoop, post, slab

BUILDINGS = Shelf()
_WARM: Colour = (255, 220, 140)
_SLATE: Colour = (96, 108, 136)


def _window(canvas: Canvas, x: float, y: float, wide: float, tall: float) -> None:
    canvas.fill(rounded(x - wide / 2 - 4, y - 4, wide + 8, tall + 8, 4), WHITE)
    canvas.fill(rounded(x - wide / 2, y, wide, tall, 3), _WARM)
    canvas.line((x, y), (x, y + tall), 2.6, WHITE)
    canvas.line((x - wide / 2, y + tall / 2), (x + wide / 2, y + tall / 2), 2.6, WHITE)


def _door(canvas: Canvas, x: float, wide: float, tall: float, colour: Colour) -> None:
    canvas.fill(
        joined(arc(x, -tall + wide / 2, wide / 2, wide / 2, 180, 180), points((x + wide / 2, 0), (x - wide / 2, 0))),
        colour,
    )
    canvas.line((x, -4), (x, -tall + 8), 2, dim(colour))
    canvas.oval(x + wide * 0.28, -tall * 0.42, 3, 3, GOLD)


@BUILDINGS.still("house", "ground", 270, 222, "#c2564a")
def _house(canvas: Canvas, tint: Colour) -> None:
    canvas.fill(box(62, -204, 24, 70), (158, 104, 88))
    canvas.fill(box(58, -210, 32, 10), (128, 84, 72))
    canvas.fill(box(-100, -118, 200, 118), (248, 230, 202))
    canvas.fill(box(46, -118, 54, 118), (232, 206, 176))
    canvas.fill(points((-128, -108), (-4, -212), (128, -108)), dim(tint))
    canvas.fill(points((-128, -108), (-6, -212), (92, -108)), tint)
    for row in range(3):
        y = -126 - 26 * row
        canvas.stroke(points((-96 + 30 * row, y), (70 - 26 * row, y)), 2.4, dim(tint, 0.16))
    canvas.stroke(points((-126, -109), (-6, -210)), 4, bright(tint))
    _door(canvas, 0, 42, 76, (96, 132, 152))
    _window(canvas, -64, -88, 34, 36)
    _window(canvas, 66, -88, 34, 36)
    canvas.oval(-4, -150, 13, 13, WHITE)
    canvas.oval(-4, -150, 9, 9, _WARM)
    for x in (-80, -64, -48, 52, 66, 80):
        canvas.oval(x, -40, 7, 5, (110, 170, 82))


@BUILDINGS.still("barn", "ground", 250, 214, "#b8443c")
def _barn(canvas: Canvas, tint: Colour) -> None:
    wall = points((-104, 0), (-104, -108), (-70, -164), (0, -200), (70, -164), (104, -108), (104, 0))
    canvas.fill(wall, tint)
    canvas.fill(points((60, 0), (60, -170), (70, -164), (104, -108), (104, 0)), dim(tint, 0.2))
    for x in (-80, -56, -32, 32, 56, 80):
        canvas.line((x, -4), (x, -110), 2, dim(tint, 0.18))
    canvas.stroke(points((-116, -100), (-74, -168), (0, -206), (74, -168), (116, -100)), 13, (92, 84, 92))
    canvas.fill(box(-44, -86, 88, 86), WHITE)
    canvas.fill(box(-38, -80, 76, 80), dim(tint, 0.16))
    for line in (
        points((-38, -80), (0, 0)),
        points((0, -80), (-38, 0)),
        points((0, -80), (38, 0)),
        points((38, -80), (0, 0)),
    ):
        canvas.stroke(line, 4, WHITE)
    canvas.line((0, -80), (0, 0), 5, WHITE)
    canvas.fill(rounded(-19, -150, 38, 36, 3), WHITE)
    canvas.fill(rounded(-15, -146, 30, 30, 2), (70, 50, 56))
    canvas.oval(0, -116, 13, 6, GOLD)


@BUILDINGS.still("tent", "ground", 220, 140, "#f0954a")
def _tent(canvas: Canvas, tint: Colour) -> None:
    canvas.line((0, -126), (6, -136), 5, WOOD)
    canvas.fill(points((0, -130), (72, -112), (106, 0), (58, 0)), dim(tint, 0.3))
    canvas.fill(joined(bend((0, -130), (-40, -50), (-92, 0)), points((62, 0))), tint)
    canvas.fill(joined(bend((0, -130), (-4, -50), (-26, 0)), points((32, 0))), (70, 52, 62))
    canvas.fill(joined(bend((0, -130), (-10, -50), (-40, 0)), points((-14, 0))), bright(tint, 0.42))
    canvas.fill(joined(bend((0, -130), (16, -50), (44, 0)), points((22, 0))), dim(tint, 0.14))
    canvas.stroke(bend((-4, -124), (-40, -52), (-88, -2)), 3, bright(tint))
    for x, end in ((-92, -106), (104, 108)):
        canvas.line((x, -6), (end, -1), 2, PAPER)


@BUILDINGS.live("castle_tower", "ground", 170, 372, "#a9a6b4")
def _castle_tower(canvas: Canvas, tint: Colour, time: float) -> None:
    canvas.fill(points((-62, 0), (-52, -230), (52, -230), (62, 0)), tint)
    canvas.fill(points((24, 0), (20, -230), (52, -230), (62, 0)), dim(tint, 0.2))
    canvas.fill(box(-66, -262, 132, 40), tint)
    canvas.fill(box(28, -262, 38, 40), dim(tint, 0.2))
    for x in (-66, -29, 8, 45):
        canvas.fill(box(x, -280, 21, 22), bright(tint, 0.16) if x < 20 else dim(tint, 0.14))
    canvas.fill(points((-50, -262), (0, -344), (50, -262)), (90, 104, 170))
    canvas.fill(points((14, -262), (0, -344), (50, -262)), (66, 76, 136))
    canvas.line((0, -340), (0, -368), 4, WOOD)
    wave = 5 * math.sin(time * 5)
    canvas.fill(
        joined(points((2, -368)), bend((2, -368), (18, -366 + wave), (38, -360 - wave)), points((2, -350))), RED
    )
    for x, y in ((-40, -60), (-24, -120), (12, -84), (-34, -180), (26, -160), (6, -206)):
        canvas.fill(rounded(x - 9, y, 18, 9, 2), dim(tint, 0.12))
    for y in (-196, -120):
        canvas.fill(joined(arc(0, y, 11, 13, 180, 180), points((11, y + 24), (-11, y + 24))), (58, 50, 72))
    _door(canvas, 0, 46, 66, (126, 84, 54))


@BUILDINGS.live("windmill", "ground", 250, 330, "#ece4d6")
def _windmill(canvas: Canvas, tint: Colour, time: float) -> None:
    canvas.fill(points((-56, 0), (-34, -190), (34, -190), (56, 0)), tint)
    canvas.fill(points((20, 0), (12, -190), (34, -190), (56, 0)), dim(tint, 0.18))
    canvas.fill(joined(arc(0, -188, 42, 46, 180, 180)), (184, 90, 70))
    canvas.fill(joined(arc(0, -188, 42, 46, 270, 90), points((0, -188))), dim((184, 90, 70)))
    _door(canvas, 0, 34, 54, (120, 84, 60))
    _window(canvas, 0, -128, 22, 26)
    for sail in range(4):
        with canvas.moved(0, -204, degrees=90 * sail + time * 46):
            canvas.line((0, 0), (0, -112), 6, WOOD)
            canvas.fill(points((3, -28), (26, -32), (26, -112), (3, -110)), PAPER)
            for y in (-52, -72, -92):
                canvas.line((3, y), (26, y - 2), 2, mix(WOOD, PAPER, 0.3))
    canvas.oval(0, -204, 9, 9, dim(WOOD))


@BUILDINGS.still(
    "lighthouse", "ground", 150, 350, "#d84a44", glow=Glow(x=0, y=-294, radius=130, colour=(255, 226, 140))
)
def _lighthouse(canvas: Canvas, tint: Colour) -> None:
    canvas.fill(joined(bend((-72, 0), (-50, -24), (0, -24)), bend((0, -24), (50, -24), (72, 0))), STONE)
    for band in range(5):
        low, high = -14 - 50 * band, -64 - 50 * band
        left, right = 44 - 3.8 * band, 40.2 - 3.8 * band
        colour = tint if band % 2 == 0 else (250, 246, 240)
        canvas.fill(points((-left, low), (-right, high), (right, high), (left, low)), colour)
        canvas.fill(points((left * 0.36, low), (right * 0.36, high), (right, high), (left, low)), dim(colour, 0.18))
    canvas.fill(rounded(-34, -272, 68, 11, 4), _SLATE)
    canvas.fill(box(-18, -312, 36, 42), _WARM)
    for x in (-18, 0, 18):
        canvas.line((x, -312), (x, -272), 3, _SLATE)
    canvas.fill(joined(arc(0, -310, 25, 24, 180, 180)), tint)
    canvas.line((0, -332), (0, -346), 4, _SLATE)
    _door(canvas, 0, 26, 44, (84, 70, 88))
    for y in (-100, -196):
        canvas.fill(rounded(-6, y, 12, 18, 6), _SLATE)


@BUILDINGS.still("bridge_arch", "ground", 332, 130, "#b09a86", below=6)
def _bridge(canvas: Canvas, tint: Colour) -> None:
    deck = bend((-160, -42), (0, -136), (160, -42))
    canvas.fill(joined(points((-160, 0)), deck, points((160, 0)), arc(0, 0, 92, 74, 0, -180)), tint)
    canvas.stroke(arc(0, 0, 94, 76, 180, 180), 9, dim(tint, 0.2))
    for stone in range(9):
        angle = math.radians(190 + 20 * stone)
        x, y = math.cos(angle), math.sin(angle)
        canvas.line((94 * x, 76 * y), (106 * x, 87 * y), 2.4, dim(tint, 0.3))
    canvas.stroke(bend((-160, -50), (0, -146), (160, -50)), 8, bright(tint, 0.2))
    for x, y in ((-126, -20), (-108, -46), (118, -18), (122, -40), (-142, -8)):
        canvas.fill(rounded(x - 11, y, 22, 9, 2), dim(tint, 0.13))
    for x in (-156, 156):
        slab(canvas, x - 8, -70, 16, 70, 3, tint)


@BUILDINGS.still("church", "ground", 220, 310, "#f2ece0")
def _church(canvas: Canvas, tint: Colour) -> None:
    canvas.fill(box(-20, -110, 122, 110), tint)
    canvas.fill(points((-30, -106), (10, -164), (96, -164), (112, -106)), (150, 86, 78))
    canvas.fill(points((-30, -106), (-22, -118), (108, -118), (112, -106)), dim((150, 86, 78)))
    canvas.fill(box(-84, -184, 66, 184), tint)
    canvas.fill(box(-38, -184, 20, 184), dim(tint, 0.14))
    canvas.fill(points((-94, -180), (-51, -276), (-8, -180)), (150, 86, 78))
    canvas.fill(points((-40, -180), (-51, -276), (-8, -180)), dim((150, 86, 78)))
    canvas.line((-51, -272), (-51, -304), 5, GOLD)
    canvas.line((-61, -293), (-41, -293), 5, GOLD)
    canvas.fill(joined(arc(-51, -146, 11, 13, 180, 180), points((-40, -122), (-62, -122))), (80, 70, 90))
    with canvas.moved(-51, 0):
        _door(canvas, 0, 36, 62, (126, 84, 54))
    for x in (10, 44, 78):
        canvas.fill(joined(arc(x, -70, 9, 11, 180, 180), points((x + 9, -36), (x - 9, -36))), (124, 176, 226))
        canvas.line((x, -80), (x, -36), 2, WHITE)


@BUILDINGS.still("snow_hut", "ground", 200, 104, "#eaf3fd")
def _snow_hut(canvas: Canvas, tint: Colour) -> None:
    shade = mix(tint, (110, 146, 206), 0.36)
    canvas.fill(arc(-16, 0, 82, 100, 180, 180), shade)
    canvas.fill(arc(-24, 0, 72, 94, 180, 180), tint)
    for row, y in enumerate((-24, -48, -70)):
        half = 80 * math.sqrt(1 - (y / 100) ** 2)
        canvas.line((-16 - half, y), (-16 + half, y), 2.2, shade)
        for brick in range(4):
            x = -66 + 34 * brick + 15 * (row % 2)
            if abs(x + 16) < half - 4:
                canvas.line((x, y), (x, y + 23), 2.2, shade)
    canvas.fill(joined(arc(54, 0, 36, 56, 180, 180)), shade)
    canvas.fill(joined(arc(58, 0, 36, 54, 180, 180)), tint)
    canvas.fill(joined(arc(62, 0, 25, 42, 180, 180)), (66, 88, 138))
    canvas.stroke(arc(-24, -4, 58, 80, 205, 40, steps=8), 5, WHITE)
    canvas.stroke(hoop(0, -1, 0.1, 0.1), 0.2, tint)


@BUILDINGS.still("fence", "ground", 200, 78, "#f4efe4")
def _fence(canvas: Canvas, tint: Colour) -> None:
    for y in (-52, -24):
        canvas.fill(box(-98, y, 196, 9), dim(tint, 0.18))
        canvas.fill(box(-98, y, 196, 5), tint)
    for picket in range(7):
        x = -87 + 29 * picket
        canvas.fill(points((x - 8, 0), (x - 8, -64), (x, -75), (x + 8, -64), (x + 8, 0)), tint)
        canvas.fill(points((x + 2, 0), (x + 2, -72), (x + 8, -64), (x + 8, 0)), dim(tint, 0.16))


@BUILDINGS.still("sign", "ground", 130, 126, "#b98652")
def _sign(canvas: Canvas, tint: Colour) -> None:
    post(canvas, 0, -118, 0, 13, dim(tint, 0.2))
    outline = points((-56, -112), (40, -112), (60, -90), (40, -66), (-56, -66))
    canvas.fill(outline, dim(tint))
    canvas.fill(points((-56, -112), (40, -112), (58, -91), (38, -71), (-56, -71)), tint)
    for y, length in ((-100, 74), (-88, 58), (-78, 66)):
        canvas.line((-44, y), (-44 + length, y), 4, dim(tint, 0.45))
    for x in (-50, 34):
        canvas.oval(x, -107, 2, 2, dim(tint, 0.5))


@BUILDINGS.still("mailbox", "ground", 74, 122, "#d84840")
def _mailbox(canvas: Canvas, tint: Colour) -> None:
    post(canvas, 0, -72, 0, 11, WOOD)
    canvas.fill(joined(arc(-6, -94, 24, 24, 180, 180), points((30, -94), (30, -68), (-30, -68))), dim(tint))
    canvas.fill(joined(arc(8, -94, 25, 24, 180, 180), points((33, -68), (-17, -68))), tint)
    canvas.fill(joined(arc(-14, -94, 18, 23, 180, 180), points((4, -68), (-32, -68))), bright(tint, 0.16))
    canvas.line((-24, -86), (-4, -86), 4, dim(tint, 0.5))
    canvas.line((22, -92), (22, -116), 4, GOLD)
    canvas.fill(box(22, -118, 12, 9), GOLD)


@BUILDINGS.still("well", "ground", 140, 176, "#a6a2a8")
def _well(canvas: Canvas, tint: Colour) -> None:
    for x in (-44, 44):
        post(canvas, x, -134, -50, 9, WOOD)
    canvas.line((-44, -92), (44, -92), 6, dim(WOOD))
    canvas.line((0, -92), (0, -66), 2.4, PAPER)
    slab(canvas, -10, -70, 20, 18, 4, (172, 132, 88))
    canvas.fill(points((-66, -128), (0, -172), (66, -128)), (176, 84, 66))
    canvas.fill(points((18, -128), (0, -172), (66, -128)), dim((176, 84, 66)))
    canvas.oval(0, -54, 54, 11, dim(tint, 0.5))
    canvas.fill(joined(arc(0, -54, 56, 12, 180, -180), arc(0, -9, 54, 10, 0, 180)), tint)
    canvas.fill(joined(points((24, -46)), arc(0, -54, 56, 12, 60, -60), arc(0, -9, 54, 10, 0, 60)), dim(tint, 0.2))
    for x, y in ((-38, -32), (-12, -18), (12, -34), (-30, -10), (30, -16)):
        canvas.fill(rounded(x - 9, y, 18, 9, 3), dim(tint, 0.14))
