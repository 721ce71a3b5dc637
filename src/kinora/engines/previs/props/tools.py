"""Tools, arms, and what heroes, witches and sailors carry."""

from __future__ import annotations

import math

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import arc, bend, box, joined, oval, points, rounded
from kinora.engines.previs.drawing.palette import WHITE, Colour, mix
from kinora.engines.previs.props.kind import (
    GOLD,
    INK,
    PAPER,
    RED,
    STEEL,
    WOOD,
    Glow,
    Shelf,
    bright,
    dim,
    hoop,
    orb,
    slab,
    star,
)
from kinora.engines.previs.setting import Points

TOOLS = Shelf()


@TOOLS.still("hat", "table", 80, 46, "#c8975a")
def _hat(canvas: Canvas, tint: Colour) -> None:
    canvas.oval(0, -8, 39, 8, dim(tint))
    canvas.oval(0, -10, 38, 7, tint)
    canvas.fill(joined(bend((-21, -10), (-20, -44), (-4, -42)), bend((4, -42), (20, -44), (21, -10))), tint)
    canvas.fill(joined(bend((6, -8), (8, -30), (6, -41)), bend((6, -42), (20, -44), (21, -10))), dim(tint, 0.2))
    canvas.fill(joined(bend((-21, -19), (0, -13), (21, -19)), bend((21, -11), (0, -5), (-21, -11))), (188, 66, 60))
    canvas.stroke(bend((-15, -22), (-14, -34), (-8, -38)), 3, bright(tint, 0.5))


@TOOLS.still("crown", "table", 76, 50, "#f6c63e")
def _crown(canvas: Canvas, tint: Colour) -> None:
    canvas.fill(points((-28, -8), (-31, -38), (-15, -22), (0, -44), (15, -22), (31, -38), (28, -8)), tint)
    canvas.fill(points((8, -8), (8, -33), (15, -22), (31, -38), (28, -8)), dim(tint, 0.2))
    canvas.fill(joined(bend((-28, -12), (0, -6), (28, -12)), bend((28, -2), (0, 3), (-28, -2))), dim(tint, 0.12))
    for x, y in ((-31, -38), (0, -44), (31, -38)):
        orb(canvas, x * 0.96, y, 4.4, 4.4, RED)
    for x, colour in ((-16, (96, 160, 232)), (0, (226, 70, 90)), (16, (104, 196, 120))):
        orb(canvas, x, -6 + abs(x) * -0.08, 4, 3.6, colour)
    canvas.stroke(points((-23, -14), (-25, -28)), 2.6, bright(tint, 0.6))


@TOOLS.still("sword", "hand", 42, 96, "#c4ccd8", below=22)
def _sword(canvas: Canvas, tint: Colour) -> None:
    canvas.fill(points((-7, -10), (-6, -82), (0, -95), (6, -82), (7, -10)), tint)
    canvas.fill(points((0, -10), (0, -95), (6, -82), (7, -10)), dim(tint, 0.24))
    canvas.line((-2.6, -18), (-2.4, -80), 1.8, WHITE)
    slab(canvas, -20, -13, 40, 8, 4, GOLD)
    canvas.fill(rounded(-4.4, -6, 8.8, 20, 3), WOOD)
    for y in (0, 5, 10):
        canvas.line((-4, y), (4, y - 2), 1.4, dim(WOOD, 0.4))
    orb(canvas, 0, 16, 5.4, 5.4, GOLD)


@TOOLS.still("shield", "hand", 76, 92, "#4a78c4")
def _shield(canvas: Canvas, tint: Colour) -> None:
    canvas.fill(_shield_outline(1.0), STEEL)
    canvas.fill(_shield_outline(0.86), tint)
    canvas.fill(
        joined(points((0, -84)), bend((0, -84), (16, -78), (32, -78)), bend((32, -78), (36, -28), (0, -6))),
        dim(tint, 0.22),
    )
    canvas.fill(star(0, -48, 18), GOLD)
    canvas.stroke(bend((-26, -72), (-28, -48), (-20, -30)), 3, bright(tint))


def _shield_outline(size: float) -> Points:
    outline = joined(
        bend((0, -90), (18, -84), (37, -83)),
        bend((37, -83), (42, -28), (0, -2)),
        bend((0, -2), (-42, -28), (-37, -83)),
        bend((-37, -83), (-18, -84), (0, -90)),
    )
    return outline * size + points((0, -46 * (1 - size)))


@TOOLS.still("bow_arrow", "hand", 84, 62, "#a06a3c", below=62)
def _bow(canvas: Canvas, tint: Colour) -> None:
    canvas.stroke(points((-4, -56), (-22, 0), (-4, 56)), 1.6, PAPER)
    canvas.stroke(joined(bend((-4, -58), (28, -34), (12, 0)), bend((12, 0), (28, 34), (-4, 58))), 6, dim(tint, 0.2))
    canvas.stroke(
        joined(bend((-5, -58), (26, -34), (10.6, 0)), bend((10.6, 0), (26, 34), (-5, 58))), 3, bright(tint, 0.2)
    )
    canvas.line((-30, 0), (32, 0), 3, bright(WOOD, 0.3))
    canvas.fill(points((40, 0), (28, -6), (28, 6)), STEEL)
    for y in (-5, 5):
        canvas.fill(points((-22, 0), (-34, y), (-40, y), (-30, 0)), RED)
    canvas.fill(rounded(7, -9, 8, 18, 3), dim(tint, 0.45))


@TOOLS.live("wand", "hand", 46, 72, "#5c4a78", below=20, glow=Glow(x=0, y=-54, radius=54, colour=(255, 226, 140)))
def _wand(canvas: Canvas, tint: Colour, time: float) -> None:
    canvas.line((0, 12), (0, -44), 6, tint)
    canvas.line((-1.4, 10), (-1.4, -40), 1.8, bright(tint))
    canvas.fill(star(0, -53, 17, degrees=8 * math.sin(time * 3)), GOLD)
    canvas.fill(star(-1.5, -55, 9, degrees=8 * math.sin(time * 3)), bright(GOLD, 0.55))
    for spark in range(4):
        share = (time * 0.8 + spark / 4) % 1.0
        angle = spark * 1.7 + 0.6
        size = 3.4 * math.sin(share * math.pi)
        canvas.fill(
            star(
                math.cos(angle) * (9 + 11 * share), -53 - abs(math.sin(angle)) * 14 * share, size, corners=4, inner=0.3
            ),
            (255, 250, 214),
        )


@TOOLS.still("broom", "hand", 52, 92, "#d6a650", below=66)
def _broom(canvas: Canvas, tint: Colour) -> None:
    canvas.line((0, -88), (0, 26), 6, WOOD)
    canvas.line((-1.5, -86), (-1.5, 20), 1.8, bright(WOOD))
    canvas.fill(joined(bend((-8, 20), (-22, 38), (-24, 64)), points((24, 60)), bend((24, 60), (22, 38), (8, 20))), tint)
    canvas.fill(
        joined(bend((2, 20), (8, 40), (10, 62)), points((24, 60)), bend((24, 60), (22, 38), (8, 20))), dim(tint, 0.22)
    )
    for x in (-14, -5, 5, 14):
        canvas.line((x * 0.5, 32), (x * 1.1, 60), 1.6, dim(tint, 0.36))
    slab(canvas, -9, 17, 18, 9, 3, RED)


@TOOLS.still("axe", "hand", 58, 74, "#b4bcc8", below=24)
def _axe(canvas: Canvas, tint: Colour) -> None:
    canvas.line((0, -68), (0, 20), 7, WOOD)
    canvas.line((-1.8, -64), (-1.8, 16), 2, bright(WOOD))
    blade = joined(
        points((-2, -66)),
        bend((-2, -66), (14, -66), (24, -74)),
        bend((24, -74), (34, -54), (24, -32)),
        bend((24, -32), (14, -42), (-2, -44)),
    )
    canvas.fill(blade, tint)
    canvas.fill(joined(bend((24, -74), (34, -54), (24, -32)), bend((19, -37), (26, -54), (19, -70))), bright(tint, 0.7))
    canvas.fill(box(-8, -64, 8, 18), dim(tint, 0.3))


@TOOLS.still("hammer", "hand", 62, 72, "#8d97a6", below=22)
def _hammer(canvas: Canvas, tint: Colour) -> None:
    canvas.line((0, -56), (0, 18), 8, (206, 146, 84))
    canvas.line((-2, -50), (-2, 14), 2.2, (240, 198, 142))
    slab(canvas, -20, -65, 38, 19, 4, tint)
    canvas.fill(rounded(16, -68, 12, 25, 4), dim(tint, 0.2))
    canvas.fill(points((-18, -65), (-29, -50), (-18, -49)), dim(tint, 0.1))


@TOOLS.still("key", "hand", 34, 76, "#f0be48")
def _key(canvas: Canvas, tint: Colour) -> None:
    canvas.stroke(hoop(0, -58, 12, 12), 8, dim(tint, 0.2))
    canvas.stroke(hoop(-0.8, -59, 12, 12), 5, tint)
    canvas.line((0, -44), (0, -5), 7, dim(tint, 0.2))
    canvas.line((-0.8, -44), (-0.8, -5), 4.4, tint)
    for y in (-8, -18):
        canvas.fill(box(2, y, 12, 6), tint)
    canvas.stroke(arc(0, -59, 12, 12, 190, 70, steps=8), 2, bright(tint, 0.7))


@TOOLS.still("gift", "hand", 62, 74, "#d84860")
def _gift(canvas: Canvas, tint: Colour) -> None:
    ribbon = bright(GOLD, 0.1)
    slab(canvas, -26, -42, 52, 42, 3, tint)
    slab(canvas, -30, -52, 60, 15, 3, bright(tint, 0.1))
    canvas.fill(box(-6, -52, 12, 52), ribbon)
    canvas.fill(box(2, -52, 4, 52), dim(ribbon, 0.2))
    for side in (-1, 1):
        canvas.fill(
            joined(
                bend((0, -52), (side * 10, -78), (side * 25, -66)), bend((side * 25, -66), (side * 26, -54), (0, -52))
            ),
            ribbon,
        )
        canvas.fill(oval(side * 14, -60, 5, 3.4, degrees=-side * 20), dim(ribbon, 0.3))
    orb(canvas, 0, -54, 6, 5, ribbon)


@TOOLS.still("box", "hand", 70, 58, "#c99a62")
def _box(canvas: Canvas, tint: Colour) -> None:
    canvas.fill(points((-30, -44), (-22, -56), (32, -56), (24, -44)), bright(tint, 0.22))
    canvas.fill(points((24, -44), (32, -56), (32, -14), (24, 0)), dim(tint, 0.34))
    canvas.fill(box(-30, -44, 54, 44), tint)
    canvas.fill(box(-9, -44, 12, 16), mix(tint, PAPER, 0.5))
    canvas.fill(points((-9, -44), (-4, -56), (8, -56), (3, -44)), mix(tint, PAPER, 0.6))
    canvas.line((-22, -10), (-8, -10), 2.6, dim(tint, 0.4))
    canvas.line((-28, -42), (22, -42), 2, bright(tint))


@TOOLS.still("treasure_chest", "ground", 112, 96, "#a0643a", glow=Glow(x=0, y=-52, radius=70, colour=(255, 214, 110)))
def _treasure_chest(canvas: Canvas, tint: Colour) -> None:
    canvas.fill(joined(arc(0, -60, 50, 34, 180, 180), points((44, -46), (-44, -46))), dim(tint, 0.4))
    canvas.stroke(arc(0, -60, 50, 33, 180, 180), 6, GOLD)
    for x, y in ((-34, -50), (-18, -56), (0, -60), (18, -56), (34, -50), (-8, -52), (10, -50)):
        orb(canvas, x, y, 9, 9, GOLD)
    orb(canvas, -22, -64, 6, 6, (222, 70, 100))
    orb(canvas, 20, -66, 6, 6, (92, 180, 232))
    slab(canvas, -52, -46, 104, 46, 5, tint)
    for x in (-40, 30):
        canvas.fill(box(x, -46, 10, 45), GOLD)
        canvas.fill(box(x + 6, -46, 4, 45), dim(GOLD))
    canvas.line((-50, -30), (50, -30), 2, dim(tint, 0.4))
    slab(canvas, -10, -50, 20, 22, 4, GOLD)
    canvas.oval(0, -40, 3, 4, INK)


@TOOLS.still("ring", "hand", 40, 52, "#f4c650")
def _ring(canvas: Canvas, tint: Colour) -> None:
    canvas.stroke(hoop(0, -18, 14, 14), 6.4, dim(tint, 0.24))
    canvas.stroke(hoop(-0.8, -19, 14, 14), 3.6, tint)
    canvas.stroke(arc(0, -18, 14, 14, 150, 60, steps=8), 2, bright(tint, 0.7))
    canvas.fill(points((-11, -42), (-6, -49), (6, -49), (11, -42), (0, -31)), (150, 216, 244))
    canvas.fill(points((-4, -42), (0, -49), (6, -49), (11, -42), (0, -31)), (104, 178, 228))
    canvas.fill(points((-4, -42), (0, -49), (4, -42), (0, -31)), WHITE, 0.6)


@TOOLS.still("diamond", "hand", 62, 54, "#8fd8f4")
def _diamond(canvas: Canvas, tint: Colour) -> None:
    canvas.fill(points((-30, -36), (-17, -52), (17, -52), (30, -36), (0, 0)), tint)
    canvas.fill(points((10, -36), (17, -52), (30, -36), (0, 0)), dim(tint, 0.26))
    canvas.fill(points((-10, -36), (-17, -52), (-30, -36), (0, 0)), bright(tint, 0.2))
    canvas.fill(points((-10, -36), (0, -52), (10, -36)), bright(tint, 0.6))
    canvas.stroke(points((-29, -36), (29, -36)), 1.8, WHITE)
    canvas.fill(star(-18, -42, 9, corners=4, inner=0.26), WHITE)


@TOOLS.still("coin", "hand", 46, 46, "#f4c444")
def _coin(canvas: Canvas, tint: Colour) -> None:
    canvas.oval(1, -22, 21, 21, dim(tint, 0.34))
    canvas.oval(-0.6, -23, 20, 20, tint)
    canvas.stroke(hoop(-0.6, -23, 15, 15), 2, dim(tint, 0.2))
    canvas.fill(star(-0.6, -22, 10), bright(tint, 0.5))
    canvas.stroke(arc(-0.6, -23, 17, 17, 190, 60, steps=8), 2.4, bright(tint, 0.7))


@TOOLS.still("trophy", "hand", 74, 88, "#f4be40")
def _trophy(canvas: Canvas, tint: Colour) -> None:
    for x in (-24, 24):
        canvas.stroke(hoop(x, -64, 10, 12), 5, dim(tint, 0.2))
    canvas.fill(
        joined(points((-24, -84)), bend((-24, -84), (-24, -40), (0, -36)), bend((0, -36), (24, -40), (24, -84))), tint
    )
    canvas.fill(
        joined(points((8, -84)), bend((8, -84), (10, -46), (0, -36)), bend((0, -36), (24, -40), (24, -84))), dim(tint)
    )
    canvas.oval(0, -84, 24, 4, bright(tint, 0.4))
    canvas.line((0, -38), (0, -18), 8, dim(tint, 0.14))
    slab(canvas, -20, -18, 40, 18, 3, (92, 66, 60))
    canvas.fill(star(-2, -62, 12), bright(tint, 0.66))
    canvas.stroke(points((-18, -78), (-16, -62)), 3, WHITE)
