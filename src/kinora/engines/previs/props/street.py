"""What stands in streets, parks and gardens, and fires that people sit round."""

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
    RED,
    STEEL,
    STONE,
    WOOD,
    Glow,
    Shelf,
    bright,
    dim,
    flame,
    hoop,
    orb,
    post,
    slab,
)
from kinora.engines.previs.setting import Points

STREET = Shelf()
_WATER: Colour = (126, 196, 236)


@STREET.still("statue", "ground", 92, 206, "#b4b8c0")
def _statue(canvas: Canvas, tint: Colour) -> None:
    slab(canvas, -42, -22, 84, 22, 3, dim(tint, 0.1))
    slab(canvas, -32, -66, 64, 46, 3, tint)
    robe = joined(bend((-22, -66), (-26, -110), (-14, -146)), bend((14, -146), (26, -110), (22, -66)))
    canvas.fill(robe, tint)
    canvas.fill(joined(bend((4, -66), (8, -110), (4, -146)), bend((14, -146), (26, -110), (22, -66))), dim(tint))
    canvas.stroke(bend((-12, -140), (-32, -126), (-20, -104)), 10, tint)
    canvas.stroke(bend((13, -140), (34, -150), (34, -184)), 10, dim(tint, 0.14))
    orb(canvas, 0, -164, 16, 18, tint)
    canvas.fill(arc(0, -168, 17, 16, 180, 180), dim(tint, 0.2))
    orb(canvas, 34, -190, 8, 8, GOLD)
    canvas.line((-14, -44), (14, -44), 4, dim(tint, 0.4))


@STREET.live("fountain", "ground", 210, 166, "#b8bcc8")
def _fountain(canvas: Canvas, tint: Colour, time: float) -> None:
    for side in (-1, 1):
        for reach in (30, 56):
            arch = bend((0, -136), (side * reach * 0.7, -164 + reach * 0.3), (side * reach, -46 - (60 - reach)))
            canvas.stroke(arch, 5, bright(_WATER, 0.4), 0.8)
    for drop in range(10):
        share = (drop / 10 + time * 0.9) % 1.0
        side = -1 if drop % 2 else 1
        x = side * share * (34 + 24 * (drop % 3) / 2)
        canvas.oval(x, -136 - 40 * share * (0.7 - share) + 60 * share * share, 3, 4, WHITE)
    canvas.fill(joined(arc(0, -86, 44, 8, 180, -180), bend((44, -86), (24, -62), (8, -60), (-8, -60))), tint)
    canvas.oval(0, -87, 40, 7, _WATER)
    post(canvas, 0, -136, -84, 9, tint)
    post(canvas, 0, -66, -24, 18, tint)
    canvas.fill(joined(arc(0, -40, 98, 14, 180, -180), arc(0, -12, 86, 11, 0, 180)), tint)
    canvas.fill(joined(arc(0, -40, 98, 14, 70, -70), arc(0, -12, 86, 11, 0, 70)), dim(tint, 0.2))
    canvas.oval(0, -41, 90, 11, _WATER)
    for ring in range(3):
        share = (time * 0.6 + ring / 3) % 1.0
        canvas.stroke(hoop(-14 + 18 * ring, -41, 8 + 26 * share, 2 + 5 * share), 1.6, bright(_WATER, 0.7 - 0.5 * share))
    canvas.stroke(arc(0, -40, 96, 14, 20, 140), 4, bright(tint))


@STREET.still("bench", "ground", 178, 92, "#b07a48", below=7)
def _bench(canvas: Canvas, tint: Colour) -> None:
    for x in (-66, 66):
        canvas.stroke(points((x, 0), (x, -44), (x - 4, -86)), 8, INK)
        canvas.line((x + 10, -44), (x + 12, -2), 7, INK)
    for y in (-86, -70):
        slab(canvas, -84, y, 168, 12, 4, tint)
    slab(canvas, -86, -50, 172, 14, 5, tint)
    canvas.fill(box(-80, -38, 160, 4), dim(tint, 0.4))


@STREET.still("street_lamp", "ground", 74, 292, "#3c4456", glow=Glow(x=0, y=-258, radius=120, colour=(255, 222, 150)))
def _street_lamp(canvas: Canvas, tint: Colour) -> None:
    canvas.fill(points((-18, 0), (-9, -22), (9, -22), (18, 0)), tint)
    post(canvas, 0, -226, -18, 8, tint)
    canvas.fill(rounded(-8, -70, 16, 8, 3), bright(tint, 0.16))
    canvas.stroke(bend((-20, -214), (0, -224), (20, -214)), 5, tint)
    canvas.fill(points((-14, -230), (-22, -268), (22, -268), (14, -230)), (255, 232, 168))
    canvas.fill(points((-6, -230), (-9, -268), (3, -268), (2, -230)), (255, 248, 220))
    canvas.fill(points((-28, -266), (0, -286), (28, -266)), tint)
    canvas.fill(rounded(-17, -233, 34, 7, 3), tint)


@STREET.live("campfire", "ground", 138, 104, "#8c5e3c", glow=Glow(x=0, y=-40, radius=190, flickers=True))
def _campfire(canvas: Canvas, tint: Colour, time: float) -> None:
    for x in (-46, -28, 30, 48, 0):
        canvas.oval(x, -6, 11, 8, dim(STONE, 0.3))
    canvas.stroke(points((-38, -10), (30, -24)), 13, dim(tint))
    flame(canvas, 0, -10, 58, 84, time)
    flame(canvas, -18, -10, 30, 46, time + 1.3)
    flame(canvas, 20, -10, 30, 42, time + 2.1)
    canvas.stroke(points((38, -10), (-30, -22)), 13, tint)
    canvas.stroke(points((34, -13), (-24, -25)), 3, bright(tint))
    canvas.oval(41, -9, 5.5, 7, mix(PAPER, WOOD, 0.4))
    for x, size in ((-54, 10), (-12, 11), (18, 10), (54, 9)):
        orb(canvas, x * 0.95, -5, size, 7, STONE)


@STREET.live("fireplace", "ground", 190, 182, "#b4614c", glow=Glow(x=0, y=-50, radius=200, flickers=True))
def _fireplace(canvas: Canvas, tint: Colour, time: float) -> None:
    canvas.fill(box(-80, -156, 160, 156), tint)
    canvas.fill(box(54, -156, 26, 156), dim(tint, 0.2))
    for row in range(8):
        y = -154 + 19.5 * row
        canvas.line((-80, y), (80, y), 2, dim(tint, 0.24))
        for brick in range(5):
            x = -80 + 36 * brick + 18 * (row % 2)
            if x < 80:
                canvas.line((x, y), (x, y + 19), 2, dim(tint, 0.24))
    canvas.fill(joined(arc(0, -78, 50, 32, 180, 180), points((50, 0), (-50, 0))), (44, 28, 34))
    flame(canvas, -4, -12, 56, 76, time)
    flame(canvas, 20, -12, 34, 44, time + 1.7)
    for start, end in (((-32, -8), (28, -14)), ((32, -8), (-26, -15))):
        canvas.stroke(points(start, end), 10, dim(WOOD, 0.2))
    slab(canvas, -92, -176, 184, 22, 4, WOOD)
    slab(canvas, -90, -8, 180, 9, 3, STONE)


@STREET.still("football_goal", "ground", 330, 186, "#f8f8fa")
def _football_goal(canvas: Canvas, tint: Colour) -> None:
    net = mix(tint, STEEL, 0.3)
    for column in range(13):
        x = -144 + 24 * column
        canvas.stroke(points((x, -172), (x * 0.92, -60), (x * 0.94, -14)), 1.8, net)
    for row in range(6):
        y = -160 + 28 * row
        canvas.stroke(points((-150 + row, y), (150 - row, y)), 1.8, net)
    for side in (-1, 1):
        canvas.stroke(points((side * 156, -174), (side * 142, -60), (side * 138, -10)), 4, dim(tint, 0.2))
    canvas.stroke(points((-156, -3), (-156, -176), (156, -176), (156, -3)), 11, dim(tint, 0.16))
    canvas.stroke(points((-157, -4), (-157, -178), (155, -178), (155, -4)), 6, tint)


@STREET.still("basketball_hoop", "ground", 150, 296, "#e8702e")
def _basketball_hoop(canvas: Canvas, tint: Colour) -> None:
    post(canvas, -30, -230, 0, 12, (86, 96, 116))
    canvas.line((-30, -226), (4, -226), 10, (86, 96, 116))
    slab(canvas, -48, -292, 112, 80, 6, WHITE)
    canvas.stroke(points((-12, -222), (-12, -260), (30, -260), (30, -222)), 4, tint)
    for x in (-14, -4, 6, 16, 26, 36):
        canvas.stroke(bend((x, -212), (x * 0.6 + 5, -190), (x * 0.7 + 3, -170)), 2, PAPER)
    for y, half in ((-200, 22), (-186, 18), (-172, 17)):
        canvas.line((11 - half, y), (11 + half, y), 2, PAPER)
    canvas.stroke(hoop(11, -214, 27, 6), 5, tint)
    canvas.fill(rounded(-52, -8, 44, 8, 3), INK)


@STREET.live("flag", "ground", 130, 214, "#e0524a")
def _flag(canvas: Canvas, tint: Colour, time: float) -> None:
    canvas.oval(-46, -2, 12, 4, dim(WOOD))
    post(canvas, -46, -206, 0, 6, (206, 196, 178))
    orb(canvas, -46, -207, 6, 6, GOLD)
    steps = 12
    top = [(-43 + 100 * k / steps, -198 + 5.5 * math.sin(k * 0.75 - time * 6) * k / steps) for k in range(steps + 1)]
    low = [(x, y + 66) for x, y in top]
    canvas.fill(points(*top, *low[::-1]), tint)
    for start in (3, 9):
        fold = [*top[start : start + 3], *low[start : start + 3][::-1]]
        canvas.fill(points(*fold), dim(tint, 0.16))
    canvas.fill(points(*[(x, y + 24) for x, y in top], *[(x, y + 42) for x, y in top[::-1]]), bright(tint, 0.75))


@STREET.live("torch", "hand", 40, 96, "#96643c", below=34, glow=Glow(x=0, y=-52, radius=110, flickers=True))
def _torch(canvas: Canvas, tint: Colour, time: float) -> None:
    flame(canvas, 0, -32, 27, 56, time)
    canvas.fill(points((-5, 32), (-8, -22), (8, -22), (5, 32)), tint)
    canvas.fill(points((1, 32), (2, -22), (8, -22), (5, 32)), dim(tint))
    slab(canvas, -12, -36, 24, 16, 4, INK)
    for y in (-4, 8):
        canvas.line((-6, y), (6, y + 2), 2.4, dim(tint, 0.3))


@STREET.live("lantern", "hand", 50, 82, "#d8a03c", below=4, glow=Glow(x=0, y=-30, radius=120, flickers=True))
def _lantern(canvas: Canvas, tint: Colour, time: float) -> None:
    canvas.stroke(arc(0, -62, 11, 14, 180, 180), 3.4, INK)
    canvas.fill(points((-20, -54), (0, -70), (20, -54)), tint)
    canvas.fill(points((4, -54), (0, -70), (20, -54)), dim(tint))
    canvas.fill(box(-15, -54, 30, 44), (255, 236, 180))
    canvas.fill(box(6, -54, 9, 44), mix((255, 236, 180), tint, 0.4))
    flame(canvas, 0, -14, 14, 28, time)
    for x in (-15, 15):
        canvas.line((x, -54), (x, -10), 4, INK)
    slab(canvas, -20, -11, 40, 11, 3, tint)


@STREET.live("candle", "table", 34, 78, "#f6efe0", glow=Glow(x=0, y=-62, radius=80, flickers=True))
def _candle(canvas: Canvas, tint: Colour, time: float) -> None:
    canvas.oval(0, -4, 16, 4, GOLD)
    canvas.fill(rounded(-9, -50, 18, 48, 4), tint)
    canvas.fill(rounded(3, -50, 6, 48, 3), dim(tint, 0.16))
    canvas.stroke(points((-6, -48), (-6, -36)), 4, bright(tint, 0.6))
    canvas.line((0, -50), (0, -56), 2, INK)
    flame(canvas, 0, -52, 11, 24, time)


@STREET.still("telescope", "ground", 120, 142, "#4c68a8")
def _telescope(canvas: Canvas, tint: Colour) -> None:
    for x in (-34, 34, 4):
        canvas.line((0, -80), (x, -3), 6, dim(WOOD, 0.1) if x == 4 else WOOD)
    with canvas.moved(0, -88, degrees=-32):
        slab(canvas, -56, -8, 44, 16, 3, GOLD)
        slab(canvas, -16, -12, 68, 24, 4, tint)
        slab(canvas, 46, -15, 14, 30, 4, GOLD)
        canvas.oval(60, 0, 3.4, 12, GLASS)
    orb(canvas, 0, -84, 7, 7, INK)


@STREET.still("bucket", "ground", 58, 64, "#5b9ad0")
def _bucket(canvas: Canvas, tint: Colour) -> None:
    canvas.stroke(arc(0, -42, 23, 20, 180, 180), 3, STEEL)
    body = points((-26, -42), (-19, 0), (19, 0), (26, -42))
    canvas.fill(body, tint)
    canvas.fill(points((9, -42), (7, 0), (19, 0), (26, -42)), dim(tint))
    canvas.fill(points((-20, -40), (-15, -4), (-11, -4), (-14, -40)), bright(tint))
    canvas.oval(0, -42, 27, 7, bright(tint, 0.2))
    canvas.oval(0, -41, 22, 5, dim(tint, 0.5))


@STREET.still("basket", "ground", 88, 70, "#c4925a")
def _basket(canvas: Canvas, tint: Colour) -> None:
    canvas.stroke(arc(0, -36, 26, 30, 180, 180), 6, dim(tint))
    canvas.fill(points((-35, -38), (-26, 0), (26, 0), (35, -38)), tint)
    for row in range(3):
        for weave in range(6):
            x = (-26 + 10.4 * weave + 3 * (row % 2)) * (1.0 - 0.11 * row)
            canvas.fill(
                rounded(x - 5, -34 + 11.5 * row, 7.5, 7, 2.5),
                dim(tint, 0.2) if (row + weave) % 2 else bright(tint, 0.2),
            )
    canvas.stroke(points((-36, -38), (36, -38)), 8, dim(tint, 0.14))
    canvas.stroke(points((-34, -40), (30, -40)), 2.6, bright(tint))


@STREET.still("umbrella", "hand", 132, 92, "#e0544e", below=24)
def _umbrella(canvas: Canvas, tint: Colour) -> None:
    canvas.stroke(joined(points((0, -84), (0, 10)), bend((0, 10), (0, 22), (10, 20))), 4, WOOD)
    canvas.fill(joined(arc(0, -34, 64, 54, 180, 180), _scallops()), tint)
    canvas.fill(
        joined(
            bend((0, -88), (40, -84), (64, -34)),
            bend((64, -34), (44, -44), (24, -34)),
            bend((24, -34), (22, -66), (0, -88)),
        ),
        dim(tint),
    )
    canvas.fill(
        joined(
            bend((0, -88), (-20, -68), (-22, -34)),
            bend((-22, -34), (-2, -44), (24, -34)),
            bend((24, -34), (20, -68), (0, -88)),
        ),
        bright(tint, 0.26),
    )
    canvas.line((0, -87), (0, -91), 4, WOOD)


def _scallops() -> Points:
    return joined(
        bend((64, -34), (44, -46), (24, -34)),
        bend((24, -34), (0, -46), (-22, -34)),
        bend((-22, -34), (-44, -46), (-64, -34)),
    )


@STREET.still("treasure_map", "hand", 84, 66, "#e8cf9c")
def _treasure_map(canvas: Canvas, tint: Colour) -> None:
    canvas.fill(points((-40, -60), (-14, -56), (14, -62), (40, -58), (38, -4), (12, -8), (-14, -2), (-40, -6)), tint)
    canvas.fill(points((14, -62), (40, -58), (38, -4), (12, -8)), dim(tint, 0.12))
    canvas.fill(points((-40, -60), (-14, -56), (-14, -2), (-40, -6)), dim(tint, 0.06))
    canvas.fill(
        joined(bend((-28, -44), (-10, -58), (4, -42)), bend((4, -42), (-8, -28), (-28, -44))),
        mix(tint, (90, 160, 110), 0.6),
    )
    for x, y in ((-28, -16), (-18, -18), (-8, -24), (2, -26), (12, -32)):
        canvas.oval(x, y, 2.6, 1.8, dim(tint, 0.6))
    for start, end in (((18, -46), (30, -34)), ((30, -46), (18, -34))):
        canvas.line(start, end, 4, RED)
