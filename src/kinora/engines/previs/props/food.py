"""Food and what it is cooked, served and drunk in."""

from __future__ import annotations

import math

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import arc, bend, box, joined, oval, points, rounded
from kinora.engines.previs.drawing.palette import WHITE, Colour, mix
from kinora.engines.previs.props.kind import (
    GLASS,
    GOLD,
    GREEN,
    INK,
    PAPER,
    RED,
    STEEL,
    WOOD,
    Shelf,
    bright,
    dim,
    dome,
    hoop,
    orb,
)

FOOD = Shelf()
_CRUST: Colour = (226, 168, 92)
_BROWN: Colour = (108, 68, 44)


def _steam(canvas: Canvas, x: float, y: float, time: float, reach: float = 18.0) -> None:
    """Two wisps that rise and curl."""
    for wisp in (-1, 1):
        swing = 4 * math.sin(time * 2.6 + wisp)
        line = bend(
            (x + wisp * 5, y),
            (x + wisp * 5 + swing, y - reach * 0.4),
            (x + wisp * 5 - swing, y - reach * 0.7),
            (x + wisp * 4 + swing, y - reach),
        )
        canvas.stroke(line, 2.6, WHITE, 0.6)


@FOOD.still("cup", "hand", 32, 17, "#f0ece2")
def _cup(canvas: Canvas, tint: Colour) -> None:
    canvas.stroke(hoop(9, -8, 4, 4), 2.2, dim(tint, 0.16))
    canvas.fill(joined(points((-9, -15)), arc(-1, -6, 8, 6, 180, -180), points((8, -15))), tint)
    canvas.fill(
        joined(points((3, -15)), bend((3, -15), (4, -4), (0, 0)), bend((2, 0), (7, -2), (8, -15))), dim(tint, 0.18)
    )
    canvas.oval(-0.5, -15, 8.6, 2, bright(tint, 0.5))
    canvas.oval(-0.5, -14.8, 7, 1.4, (150, 96, 60))


@FOOD.live("coffee", "hand", 42, 46, "#f4efe6")
def _coffee(canvas: Canvas, tint: Colour, time: float) -> None:
    _steam(canvas, -2, -25, time)
    canvas.stroke(hoop(12, -13, 5, 6), 3, dim(tint, 0.16))
    canvas.fill(
        joined(points((-13, -24)), bend((-13, -24), (-12, -2), (-6, 0)), bend((5, 0), (11, -2), (11, -24))), tint
    )
    canvas.fill(joined(bend((4, -24), (5, -4), (2, 0)), bend((5, 0), (11, -2), (11, -24))), dim(tint, 0.18))
    canvas.oval(-1, -24, 12, 3, bright(tint, 0.4))
    canvas.oval(-1, -23.6, 10, 2.2, _BROWN)
    canvas.fill(
        joined(bend((-3, -8), (-9, -14), (-4, -16), (-3, -13)), bend((-3, -13), (-2, -16), (3, -14), (-3, -8))), RED
    )


@FOOD.live("teapot", "table", 74, 66, "#6fa8c8")
def _teapot(canvas: Canvas, tint: Colour, time: float) -> None:
    _steam(canvas, 30, -42, time)
    canvas.stroke(arc(-22, -22, 12, 13, 100, 160), 6, dim(tint))
    canvas.fill(joined(bend((14, -12), (26, -16), (26, -38)), bend((34, -38), (34, -10), (14, -4))), dim(tint))
    orb(canvas, 0, -20, 26, 20, tint)
    canvas.oval(0, -38, 15, 4, dim(tint, 0.3))
    dome(canvas, 0, -38, 14, 9, tint)
    orb(canvas, 0, -49, 4, 4, GOLD)
    for x in (-12, 0, 12):
        for petal in range(5):
            angle = petal * 1.257
            canvas.oval(x + 2.4 * math.cos(angle), -18 + 2.4 * math.sin(angle), 2, 2, WHITE)
    canvas.fill(rounded(-13, -4, 26, 4, 2), dim(tint, 0.3))


@FOOD.live("kettle", "table", 88, 78, "#d8584c")
def _kettle(canvas: Canvas, tint: Colour, time: float) -> None:
    _steam(canvas, 33, -44, time, 24)
    canvas.stroke(arc(0, -44, 22, 24, 180, 180), 6, INK)
    canvas.fill(joined(bend((16, -16), (26, -22), (28, -42)), bend((36, -40), (34, -14), (16, -6))), dim(tint))
    canvas.fill(joined(bend((-29, 0), (-30, -46), (0, -46)), bend((0, -46), (30, -46), (27, 0))), dim(tint))
    canvas.fill(joined(bend((-29, 0), (-30, -44), (-2, -45)), bend((-2, -45), (18, -44), (18, 0))), tint)
    canvas.stroke(bend((-20, -8), (-21, -30), (-10, -36)), 4, bright(tint, 0.5))
    orb(canvas, 0, -49, 5, 5, INK)


@FOOD.still("bottle", "hand", 26, 66, "#4f9a68")
def _bottle(canvas: Canvas, tint: Colour) -> None:
    body = joined(
        points((-10, 0)),
        bend((-10, 0), (-11, -30), (-10, -34)),
        bend((-10, -34), (-4, -42), (-4, -58)),
        bend((4, -58), (4, -42), (10, -34)),
        points((10, 0)),
    )
    canvas.fill(body, tint)
    canvas.fill(joined(points((3, 0), (3, -40)), bend((4, -44), (6, -40), (10, -34)), points((10, 0))), dim(tint))
    canvas.fill(box(-10, -26, 20, 14), PAPER)
    canvas.line((-6, -19), (6, -19), 2.4, RED)
    canvas.line((-6.6, -36), (-6.6, -30), 2.4, bright(tint, 0.6))
    canvas.fill(rounded(-5, -65, 10, 9, 2), GOLD)


@FOOD.still("glass", "hand", 24, 36, "#f39a3c")
def _glass(canvas: Canvas, tint: Colour) -> None:
    canvas.line((3, -22), (9, -35), 2.2, RED)
    canvas.fill(points((-10, -30), (10, -30), (7.4, 0), (-7.4, 0)), bright(GLASS, 0.3))
    canvas.fill(points((-8.4, -23), (8.4, -23), (6.4, -2), (-6.4, -2)), tint)
    canvas.fill(points((2, -23), (8.4, -23), (6.4, -2), (2, -2)), dim(tint, 0.14))
    canvas.oval(0, -23, 8.4, 1.8, bright(tint))
    canvas.line((-6.6, -26), (-5, -6), 2, WHITE)


@FOOD.still("plate", "table", 64, 14, "#f4f1ea")
def _plate(canvas: Canvas, tint: Colour) -> None:
    canvas.fill(joined(bend((-30, -9), (-20, 0), (0, 0)), bend((0, 0), (20, 0), (30, -9))), dim(tint, 0.2))
    canvas.oval(0, -8, 31, 5.4, tint)
    canvas.oval(0, -7.6, 24, 3.8, mix(dim(tint, 0.1), (110, 160, 214), 0.24))
    canvas.oval(0, -7.2, 19, 2.8, bright(tint, 0.4))


@FOOD.still("pizza", "table", 104, 100, "#d8503c")
def _pizza(canvas: Canvas, tint: Colour) -> None:
    canvas.oval(0, -49, 49, 48, dim(_CRUST, 0.2))
    canvas.oval(-1, -50, 47, 46, _CRUST)
    canvas.oval(0, -50, 39, 38, (250, 208, 104))
    for x, y in ((-18, -66), (14, -70), (20, -40), (-12, -34), (-2, -53), (-28, -46), (4, -22)):
        canvas.oval(x + 0.8, y + 1, 8, 8, dim(tint, 0.3))
        canvas.oval(x, y, 7.4, 7.2, tint)
        canvas.oval(x - 2, y - 2, 2, 2, bright(tint, 0.4))
    for x, y, turn in ((-8, -76, 20), (26, -56, 70), (-24, -30, -30), (8, -40, 10)):
        canvas.fill(oval(x, y, 5.4, 2.6, degrees=turn), GREEN)
    for turn in (0, 60, 120):
        angle = math.radians(turn + 14)
        across, down = math.cos(angle) * 46, math.sin(angle) * 45
        canvas.line((-across, -50 - down), (across, -50 + down), 1.6, dim(_CRUST, 0.16))


@FOOD.live("cake", "table", 104, 104, "#f5a3bd")
def _cake(canvas: Canvas, tint: Colour, time: float) -> None:
    canvas.oval(0, -5, 51, 5, STEEL)
    for half, low, tall in ((42, -6, 34), (28, -40, 26)):
        canvas.fill(rounded(-half, low - tall, half * 2, tall, 6), tint)
        canvas.fill(rounded(half * 0.36, low - tall, half * 0.64, tall, 6), dim(tint, 0.14))
        drip = [
            bend((x - half / 4, low - tall + 5), (x - half / 8, low - tall + 18), (x, low - tall + 5))
            for x in (half * (k - 3) / 4 for k in range(8))
        ]
        canvas.fill(joined(*drip, points((half, low - tall), (-half, low - tall))), WHITE)
        canvas.fill(rounded(-half, low - tall - 2, half * 2, 8, 4), WHITE)
    for x in (-34, -17, 0, 17, 34):
        orb(canvas, x, -12, 4.4, 4.4, RED)
    for x in (-14, 0, 14):
        canvas.line((x, -68), (x, -84), 4, ((112, 180, 236), GOLD, (150, 210, 120))[round(x / 14) + 1])
        canvas.oval(x + 0.7 * math.sin(time * 9 + x), -91, 3, 6, (255, 180, 60))
        canvas.oval(x, -89, 1.6, 3, (255, 246, 200))


@FOOD.still("ice_cream", "hand", 42, 84, "#f6a8c2")
def _ice_cream(canvas: Canvas, tint: Colour) -> None:
    canvas.fill(points((-15, -40), (15, -40), (0, 0)), _CRUST)
    canvas.fill(points((4, -40), (15, -40), (0, 0)), dim(_CRUST, 0.16))
    for start, end in (((-11, -34), (5, -14)), ((-4, -40), (8, -24)), ((11, -34), (-5, -14)), ((4, -40), (-8, -24))):
        canvas.line(start, end, 1.8, dim(_CRUST, 0.3))
    orb(canvas, 0, -46, 18, 15, tint)
    for x in (-12, -2, 9):
        canvas.oval(x, -36, 5, 5, tint)
    orb(canvas, 1, -64, 14, 12, (252, 238, 206))
    orb(canvas, 4, -77, 5.4, 5.4, RED)
    for x, y in ((-8, -50), (4, -46), (8, -54), (-3, -68), (8, -66)):
        canvas.line((x, y), (x + 3, y + 1), 1.8, (120, 170, 230))


@FOOD.still("apple", "hand", 40, 44, "#dc4038")
def _apple(canvas: Canvas, tint: Colour) -> None:
    for x, colour in ((7, dim(tint)), (-6, tint)):
        canvas.oval(x, -18, 13, 17, colour)
    canvas.oval(-1, -16, 14, 15, tint)
    canvas.oval(0, -34, 6, 2.6, dim(tint, 0.4))
    canvas.stroke(bend((0, -32), (1, -38), (4, -42)), 2.8, _BROWN)
    canvas.fill(joined(bend((3, -37), (10, -44), (17, -39)), bend((17, -39), (10, -33), (3, -37))), GREEN)
    canvas.fill(oval(-10, -24, 3, 6, degrees=16), bright(tint, 0.6))


@FOOD.still("banana", "hand", 58, 42, "#f8d548")
def _banana(canvas: Canvas, tint: Colour) -> None:
    outer, inner = (
        bend((-24, -34), (-22, 2), (24, -2), (26, -26), steps=16),
        bend((26, -26), (18, -12), (-8, -12), (-16, -36), steps=16),
    )
    canvas.fill(joined(outer, inner), tint)
    canvas.fill(joined(outer, bend((26, -26), (19, -5), (-14, -4), (-20, -35), steps=16)), dim(tint, 0.2))
    canvas.stroke(inner[4:13], 2.4, bright(tint, 0.5))
    canvas.fill(points((-25, -33), (-23, -41), (-17, -41), (-15, -34)), _BROWN)
    canvas.oval(26, -26, 3, 2.4, _BROWN)


@FOOD.still("carrot", "hand", 34, 76, "#f08a34")
def _carrot(canvas: Canvas, tint: Colour) -> None:
    for lean in (-9, 0, 9):
        canvas.stroke(bend((0, -46), (lean * 0.4, -60), (lean, -71)), 4.6, GREEN if lean else dim(GREEN, 0.14))
    canvas.fill(
        joined(
            bend((-12, -42), (-10, -54), (0, -52)),
            bend((0, -52), (10, -54), (12, -42)),
            bend((12, -42), (8, -14), (0, 0)),
            bend((0, 0), (-8, -14), (-12, -42)),
        ),
        tint,
    )
    canvas.fill(
        joined(bend((3, -52), (11, -53), (12, -42)), bend((12, -42), (8, -14), (0, 0)), points((3, -30))),
        dim(tint, 0.2),
    )
    for y, start in ((-38, -10), (-28, -7), (-18, -5)):
        canvas.line((start, y), (start + 7, y + 1), 1.8, dim(tint, 0.36))


@FOOD.still("bread", "table", 82, 46, "#d89a54")
def _bread(canvas: Canvas, tint: Colour) -> None:
    canvas.fill(
        joined(
            bend((-39, -4), (-44, -42), (0, -42)),
            bend((0, -42), (44, -42), (39, -4)),
            bend((39, -4), (0, 4), (-39, -4)),
        ),
        dim(tint, 0.24),
    )
    canvas.fill(
        joined(
            bend((-38, -8), (-40, -40), (-2, -40)),
            bend((-2, -40), (34, -40), (30, -10)),
            bend((30, -10), (0, -2), (-38, -8)),
        ),
        tint,
    )
    for x in (-22, -2, 18):
        canvas.stroke(bend((x - 5, -18), (x, -28), (x + 7, -35)), 5, mix(PAPER, tint, 0.3))
    canvas.stroke(bend((-32, -18), (-30, -30), (-20, -35)), 3, bright(tint, 0.5))


@FOOD.still("fish_food", "hand", 74, 34, "#7fb4d8")
def _fish_food(canvas: Canvas, tint: Colour) -> None:
    canvas.fill(points((-20, -17), (-36, -31), (-32, -17), (-36, -4)), dim(tint))
    body = joined(bend((-24, -17), (-4, -34), (34, -17)), bend((34, -17), (-4, 1), (-24, -17)))
    canvas.fill(body, tint)
    canvas.fill(
        joined(points((34, -17)), bend((34, -17), (-4, 1), (-24, -17)), bend((-24, -17), (2, -9), (34, -17))),
        bright(tint, 0.55),
    )
    canvas.fill(points((-6, -25), (8, -32), (10, -24)), dim(tint, 0.2))
    canvas.stroke(arc(12, -17, 6, 8, -60, 120), 2, dim(tint, 0.34))
    canvas.oval(20, -20, 2.8, 2.8, WHITE)
    canvas.oval(20.4, -20, 1.6, 1.6, INK)
    canvas.line((27, -15), (31, -16), 1.4, dim(tint, 0.5))


@FOOD.still("pumpkin", "ground", 82, 72, "#ee8a2c")
def _pumpkin(canvas: Canvas, tint: Colour) -> None:
    canvas.stroke(bend((0, -56), (-2, -66), (8, -68)), 7, (104, 136, 60))
    for x, half, colour in (
        (-23, 16, dim(tint, 0.12)),
        (24, 16, dim(tint, 0.3)),
        (-12, 16, tint),
        (13, 16, dim(tint, 0.16)),
        (0, 14, bright(tint, 0.08)),
    ):
        canvas.oval(x, -29, half, 28 - abs(x) * 0.12, colour)
    canvas.fill(oval(-16, -40, 4, 9, degrees=12), bright(tint, 0.5))
    for x in (-12, 12):
        canvas.fill(points((x - 6, -30), (x, -40), (x + 6, -30)), (86, 44, 30))
    canvas.fill(joined(bend((-18, -22), (0, -12), (18, -22)), bend((18, -22), (0, -4), (-18, -22))), (86, 44, 30))


@FOOD.still("watermelon", "table", 92, 54, "#e84e54")
def _watermelon(canvas: Canvas, tint: Colour) -> None:
    canvas.fill(arc(0, -50, 45, 49, 0, 180), dim((74, 150, 74), 0.1))
    canvas.fill(arc(0, -50, 41, 44, 0, 180), (226, 242, 200))
    canvas.fill(arc(0, -50, 37, 39, 0, 180), tint)
    canvas.fill(joined(arc(0, -50, 37, 39, 0, 60), points((4, -50))), dim(tint, 0.14))
    for x, y in ((-20, -40), (-4, -36), (12, -40), (24, -38), (-12, -26), (4, -22), (16, -28)):
        canvas.fill(oval(x, y, 2, 3.4), INK)
    canvas.line((-40, -50), (40, -50), 3, bright(tint))


@FOOD.still("frying_pan", "hand", 112, 46, "#4a4f5c")
def _frying_pan(canvas: Canvas, tint: Colour) -> None:
    canvas.line((12, -12), (52, -22), 8, WOOD)
    canvas.fill(joined(bend((-52, -18), (-46, 0), (-18, 0)), bend((-18, 0), (12, 0), (20, -18))), dim(tint))
    canvas.oval(-16, -18, 36, 8, bright(tint, 0.2))
    canvas.oval(-16, -17.4, 31, 6, dim(tint, 0.3))
    canvas.oval(-16, -19, 21, 5, WHITE)
    dome(canvas, -14, -20, 9, 8, (255, 190, 50))
    canvas.line((34, -19), (48, -23), 2.4, bright(WOOD))


@FOOD.live("pot", "table", 92, 86, "#5f86b4")
def _pot(canvas: Canvas, tint: Colour, time: float) -> None:
    _steam(canvas, -8, -56, time, 24)
    for x in (-38, 38):
        canvas.stroke(hoop(x, -34, 6, 5), 4, INK)
    canvas.fill(rounded(-35, -46, 70, 46, 10), tint)
    canvas.fill(rounded(14, -46, 21, 46, 10), dim(tint))
    canvas.line((-25, -36), (-25, -12), 5, bright(tint))
    dome(canvas, 0, -45, 37, 13, STEEL)
    orb(canvas, 0, -60, 5, 5, INK)


@FOOD.live("cauldron", "ground", 112, 116, "#3e4152")
def _cauldron(canvas: Canvas, tint: Colour, time: float) -> None:
    for x in (-28, 28):
        canvas.line((x, -18), (x * 1.3, -2), 9, dim(tint, 0.3))
    orb(canvas, 0, -44, 48, 40, tint)
    canvas.oval(0, -76, 44, 11, bright(tint, 0.2))
    canvas.oval(0, -76, 37, 8, (126, 208, 92))
    for bubble in range(6):
        share = (time * 0.5 + bubble / 6) % 1.0
        x = (-26, 14, -8, 26, 4, -16)[bubble]
        size = (3 + 3.4 * (bubble % 3) / 2) * min(1.0, share * 4) * (1.0 - share * 0.5)
        orb(canvas, x + 3 * math.sin(share * 6 + bubble), -78 - 28 * share, size, size, (166, 232, 116))
    canvas.stroke(arc(0, -76, 44, 11, 20, 140), 4, dim(tint, 0.3))
