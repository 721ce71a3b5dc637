"""Plants, stones and what lies in the woods."""

from __future__ import annotations

import math

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import arc, bend, joined, points, rounded
from kinora.engines.previs.drawing.palette import WHITE, Colour, mix
from kinora.engines.previs.props.kind import (
    GOLD,
    GREEN,
    PAPER,
    RED,
    STONE,
    WOOD,
    Shelf,
    bright,
    dim,
    dome,
    hoop,
    orb,
    post,
    slab,
    star,
)

NATURE = Shelf()


@NATURE.still("tree", "ground", 210, 262, "#549a46", sway=0.8)
def _tree(canvas: Canvas, tint: Colour) -> None:
    trunk = joined(bend((-18, 0), (-9, -40), (-10, -120)), bend((10, -120), (9, -40), (20, 0)))
    canvas.fill(trunk, WOOD)
    canvas.fill(joined(bend((2, -120), (3, -40), (6, 0)), bend((20, 0), (9, -40), (10, -120))), dim(WOOD))
    canvas.stroke(bend((2, -84), (20, -98), (34, -120)), 8, WOOD)
    for x, y, size in ((-46, -132, 46), (48, -134, 44), (0, -194, 62), (4, -126, 50)):
        canvas.oval(x + 3, y + 4, size, size * 0.9, dim(tint, 0.3))
    for x, y, size in ((-48, -140, 42), (42, -142, 38), (-4, -200, 56), (-2, -138, 44)):
        canvas.oval(x, y, size, size * 0.88, tint)
    for x, y, size in ((-56, -154, 19), (-20, -222, 27), (24, -160, 15), (-14, -168, 13)):
        canvas.oval(x, y, size, size * 0.74, bright(tint, 0.24))


@NATURE.live("palm_tree", "ground", 250, 284, "#4fa04e", sway=1.0)
def _palm_tree(canvas: Canvas, tint: Colour, time: float) -> None:
    canvas.stroke(bend((-8, -8), (4, -110), (26, -200)), 17, dim(WOOD, 0.1))
    canvas.stroke(bend((-11, -8), (0, -110), (23, -200)), 9, mix(WOOD, GOLD, 0.3))
    for ring in range(7):
        canvas.line((-13 + ring * 4.5, -24 - ring * 25), (4 + ring * 4.2, -28 - ring * 25), 2.4, dim(WOOD, 0.35))
    for lead, (x, y) in enumerate(((-92, -180), (-80, -240), (-14, -262), (66, -262), (112, -226), (106, -170))):
        end = (x * 0.9 + 4, y + 4 * math.sin(time * 1.6 + lead))
        middle, crest = (24 + end[0]) / 2, min(end[1], -206)
        upper, lower = bend((24, -206), (middle, crest - 34), end), bend(end, (middle, crest + 8), (24, -196))
        canvas.fill(joined(upper, lower), dim(tint) if lead % 2 else tint)
        canvas.stroke(upper[2:10], 2.4, bright(tint))
    for x, y in ((18, -196), (32, -194), (25, -188)):
        orb(canvas, x, y, 8, 8, (132, 84, 52))


@NATURE.still("christmas_tree", "ground", 156, 242, "#2f8050", below=4, sway=0.3)
def _christmas_tree(canvas: Canvas, tint: Colour) -> None:
    post(canvas, 0, -34, 0, 20, WOOD)
    for top, bottom, half in ((-132, -26, 72), (-176, -80, 58), (-218, -130, 42)):
        hem = bend((-half, bottom), (0, bottom + 22), (half, bottom))
        canvas.fill(joined(points((0, top)), hem[::-1]), tint)
        canvas.fill(joined(points((0, top), (half, bottom)), hem[6:][::-1]), dim(tint))
        canvas.stroke(hem, 5, bright(tint, 0.26))
    lamps: tuple[Colour, ...] = (RED, GOLD, (108, 176, 250), (240, 130, 190))
    for lamp, (x, y) in enumerate(((-40, -46), (2, -38), (42, -50), (-26, -96), (22, -90), (-8, -138), (14, -152))):
        orb(canvas, x, y, 7, 7, lamps[lamp % 4])
    canvas.fill(star(0, -222, 18), GOLD)


@NATURE.still("bush", "ground", 140, 84, "#5aa04a", sway=0.5)
def _bush(canvas: Canvas, tint: Colour) -> None:
    for x, y, size in ((-38, -26, 28), (38, -26, 30), (0, -40, 40), (0, -20, 50)):
        canvas.oval(x, y, size, size * 0.86 if y < -20 else 20, dim(tint))
    for x, y, size in ((-40, -32, 23), (32, -32, 24), (-4, -46, 33), (-6, -26, 34)):
        canvas.oval(x, y, size, size * 0.82, tint)
    for x, y in ((-46, -40), (-12, -60), (28, -40)):
        canvas.oval(x, y, 11, 8, bright(tint, 0.28))
    for x, y in ((-28, -22), (10, -34), (40, -22), (-4, -12), (22, -56)):
        orb(canvas, x, y, 4.6, 4.6, RED)


def _stalk(canvas: Canvas, top: float, lean: float = 4.0) -> None:
    canvas.stroke(bend((0, -2), (lean, top * 0.5), (0, top)), 4.4, GREEN)
    for side, y in ((-1, top * 0.34), (1, top * 0.48)):
        tip = (side * 22, y - 13)
        leaf = joined(bend((1, y), (side * 8, y - 17), tip), bend(tip, (side * 15, y + 3), (1, y)))
        canvas.fill(leaf, GREEN if side < 0 else dim(GREEN))


@NATURE.still("flower", "ground", 58, 88, "#ec6fa4", sway=2.5)
def _flower(canvas: Canvas, tint: Colour) -> None:
    _stalk(canvas, -58)
    for petal in range(6):
        with canvas.moved(0, -60, degrees=60 * petal):
            canvas.oval(0, -12, 8.4, 11, dim(tint, 0.12) if petal % 2 else tint)
            canvas.oval(-1.5, -15, 3, 4.5, bright(tint))
    orb(canvas, 0, -60, 8, 8, GOLD)


@NATURE.still("sunflower", "ground", 84, 152, "#f8c22e", sway=1.6)
def _sunflower(canvas: Canvas, tint: Colour) -> None:
    _stalk(canvas, -108, 6)
    for petal in range(16):
        with canvas.moved(0, -112, degrees=22.5 * petal):
            canvas.oval(0, -27, 6.4, 12, dim(tint, 0.14) if petal % 2 else tint)
    orb(canvas, 0, -112, 20, 20, (116, 72, 40))
    for dot in range(10):
        angle = dot * 2.4
        reach = 2 + 1.5 * dot
        canvas.oval(math.cos(angle) * reach, -112 + math.sin(angle) * reach, 1.9, 1.9, (70, 42, 26))


@NATURE.still("cactus_plant", "ground", 100, 142, "#4f9c62")
def _cactus(canvas: Canvas, tint: Colour) -> None:
    for line in (bend((4, -56), (40, -52), (36, -94)), bend((-4, -44), (-38, -44), (-34, -76))):
        canvas.stroke(line, 20, dim(tint))
        canvas.stroke(line, 13, tint)
    canvas.fill(rounded(-18, -134, 36, 136, 18), dim(tint))
    canvas.fill(rounded(-18, -134, 29, 134, 14), tint)
    for x in (-9, 2):
        canvas.stroke(points((x, -120), (x, -12)), 2, bright(tint, 0.3))
    for petal in (-38, 0, 38):
        with canvas.moved(-2, -132, degrees=petal):
            canvas.oval(0, -4, 4, 7, (244, 120, 160))


@NATURE.still("mushroom", "ground", 78, 76, "#e0483e")
def _mushroom(canvas: Canvas, tint: Colour) -> None:
    canvas.fill(joined(bend((-13, 0), (-8, -20), (-10, -36)), bend((10, -36), (9, -20), (15, 0))), PAPER)
    canvas.fill(joined(bend((3, -36), (3, -16), (5, 0)), bend((15, 0), (9, -20), (10, -36))), dim(PAPER, 0.16))
    canvas.oval(0, -34, 32, 7, dim(PAPER, 0.3))
    dome(canvas, 0, -34, 37, 40, tint)
    for x, y, size in ((-18, -48, 6), (4, -62, 6.5), (20, -44, 5), (0, -44, 4)):
        canvas.oval(x, y, size, size * 0.86, WHITE)


@NATURE.still("rock", "ground", 110, 68, "#9aa0ac")
def _rock(canvas: Canvas, tint: Colour) -> None:
    outline = points((-52, 0), (-48, -26), (-26, -56), (8, -66), (36, -48), (52, -18), (50, 0))
    canvas.fill(outline, tint)
    canvas.fill(points((8, -66), (36, -48), (52, -18), (50, 0), (6, 0), (16, -34)), dim(tint))
    canvas.fill(points((-26, -56), (8, -66), (16, -34), (-16, -38)), bright(tint))
    canvas.stroke(points((-16, -38), (-26, -14), (-22, 0)), 2, dim(tint))
    for x, y in ((-42, -3), (-30, -4), (40, -3)):
        canvas.oval(x, y, 10, 5, GREEN)


@NATURE.still("log_wood", "ground", 150, 56, "#8c5e3c")
def _log(canvas: Canvas, tint: Colour) -> None:
    canvas.fill(rounded(-70, -44, 134, 44, 20), dim(tint))
    canvas.fill(rounded(-70, -44, 130, 32, 16), tint)
    for y, start, length in ((-34, -50, 60), (-22, -30, 74), (-12, -56, 40)):
        canvas.stroke(points((start, y), (start + length, y)), 2.4, dim(tint, 0.3))
    canvas.oval(56, -22, 15, 21, mix(PAPER, WOOD, 0.36))
    for ring in (10, 5.5):
        canvas.stroke(hoop(56, -22, ring * 0.7, ring), 1.8, mix(PAPER, WOOD, 0.8))
    canvas.stroke(bend((-34, -42), (-40, -52), (-50, -46)), 6, tint)
    canvas.oval(-50, -45, 7, 4, GREEN)


@NATURE.still("leaf", "hand", 44, 50, "#7db93c")
def _leaf(canvas: Canvas, tint: Colour) -> None:
    canvas.stroke(bend((-4, 0), (-4, -8), (0, -16)), 3, dim(tint, 0.4))
    left, right = bend((0, -8), (-28, -22), (4, -48)), bend((4, -48), (26, -26), (0, -8))
    canvas.fill(joined(left, right), tint)
    canvas.fill(joined(bend((0, -8), (2, -28), (4, -48)), right), dim(tint, 0.2))
    canvas.stroke(bend((0, -8), (0, -28), (4, -44)), 1.8, bright(tint))


@NATURE.still("feather", "hand", 34, 74, "#8ab8e8")
def _feather(canvas: Canvas, tint: Colour) -> None:
    left, right = bend((0, -10), (-24, -34), (10, -72)), bend((10, -72), (18, -30), (0, -10))
    canvas.fill(joined(left, right), tint)
    canvas.fill(joined(bend((0, -10), (0, -40), (10, -72)), right), dim(tint, 0.2))
    canvas.stroke(bend((-4, 0), (0, -36), (9, -68)), 2, PAPER)
    canvas.fill(points((-12, -30), (-2, -30), (-13, -24)), bright(tint, 0.6))


@NATURE.still("egg", "table", 28, 34, "#f6e6cc")
def _egg(canvas: Canvas, tint: Colour) -> None:
    shell = joined(bend((-12, -12), (-12, -26), (0, -33)), bend((0, -33), (12, -26), (12, -12)))
    canvas.fill(joined(shell, arc(0, -12, 12, 12, 0, 180)), dim(tint, 0.18))
    canvas.oval(-1.4, -14, 10, 13, tint)
    canvas.oval(-5, -20, 3, 4.4, bright(tint, 0.7))


@NATURE.still("nest", "ground", 92, 50, "#a0764a")
def _nest(canvas: Canvas, tint: Colour) -> None:
    for x in (-18, 18, 0):
        orb(canvas, x, -30, 13, 17, (206, 232, 240) if x else PAPER)
    canvas.fill(
        joined(
            bend((-44, -28), (-34, 0), (0, 0)), bend((0, 0), (34, 0), (44, -28)), bend((44, -28), (0, -16), (-44, -28))
        ),
        tint,
    )
    for twig in range(7):
        y = -24 + 3.4 * twig
        half = 42 - 0.6 * twig**2
        canvas.stroke(
            bend((-half, y), (0, y + 10 - twig), (half, y - 2)), 2.2, dim(tint) if twig % 2 else bright(tint, 0.2)
        )


@NATURE.still("bone", "hand", 66, 32, "#f6efdc", below=0)
def _bone(canvas: Canvas, tint: Colour) -> None:
    for colour, low in ((dim(tint, 0.2), 1.6), (tint, 0.0)):
        canvas.line((-20, -14 + low), (20, -14 + low), 11, colour)
        for x in (-23, 23):
            for y in (-20, -9):
                canvas.oval(x, y + low, 8, 7, colour)
    canvas.stroke(points((-14, -16), (12, -16)), 2.4, WHITE)


@NATURE.still("rose", "hand", 44, 84, "#d8324a", sway=1.5)
def _rose(canvas: Canvas, tint: Colour) -> None:
    _stalk(canvas, -60)
    canvas.fill(
        joined(
            bend((-19, -70), (-16, -50), (0, -50)),
            bend((0, -50), (16, -50), (19, -70)),
            bend((19, -70), (0, -60), (-19, -70)),
        ),
        dim(tint, 0.34),
    )
    canvas.oval(0, -68, 16, 14, dim(tint, 0.14))
    canvas.oval(-2, -71, 12, 10, tint)
    canvas.stroke(bend((-9, -70), (0, -60), (8, -71), (-1, -76)), 2.4, dim(tint, 0.4))
    canvas.stroke(bend((-4, -72), (0, -68), (4, -73)), 2, bright(tint))


@NATURE.still("bouquet", "hand", 78, 96, "#f08ab4", below=4)
def _bouquet(canvas: Canvas, tint: Colour) -> None:
    for x in (-20, -8, 6, 20):
        canvas.stroke(points((x * 0.2, -14), (x, -60)), 3, GREEN)
    blooms: tuple[Colour, ...] = (tint, GOLD, WHITE, dim(tint, 0.2), (178, 140, 232))
    for bloom, (x, y) in enumerate(((-24, -62), (24, -62), (0, -80), (-9, -62), (12, -66), (-16, -78), (18, -80))):
        for petal in range(5):
            angle = petal * 1.257
            canvas.oval(x + 6 * math.cos(angle), y + 6 * math.sin(angle), 5.4, 5.4, blooms[bloom % 5])
        canvas.oval(x, y, 3.6, 3.6, (244, 186, 60) if bloom % 5 != 1 else (186, 110, 40))
    canvas.fill(points((-26, -54), (26, -54), (8, 0), (-8, 0)), PAPER)
    canvas.fill(points((6, -54), (26, -54), (8, 0), (1, 0)), dim(PAPER, 0.14))
    slab(canvas, -11, -22, 22, 9, 3, tint)


@NATURE.still("snow_ball", "ground", 52, 50, "#f2f7ff")
def _snow_ball(canvas: Canvas, tint: Colour) -> None:
    canvas.oval(0, -24, 25, 24, mix(tint, (120, 150, 206), 0.36))
    canvas.oval(-2, -26, 22, 21, tint)
    for x, y in ((-10, -34), (4, -22), (10, -34), (-6, -16)):
        canvas.oval(x, y, 3, 2.4, mix(tint, (150, 178, 224), 0.3))
    canvas.oval(-9, -36, 6, 4.4, WHITE)


@NATURE.still("anchor", "ground", 92, 112, "#5a6880")
def _anchor(canvas: Canvas, tint: Colour) -> None:
    canvas.stroke(hoop(0, -98, 9, 9), 6, STONE)
    canvas.stroke(arc(0, -40, 36, 34, 0, 180), 12, dim(tint))
    canvas.line((0, -86), (0, -8), 12, tint)
    canvas.line((-26, -74), (26, -74), 9, tint)
    for side in (-1, 1):
        canvas.fill(points((side * 44, -36), (side * 24, -40), (side * 38, -60)), tint)
    canvas.line((-2.5, -82), (-2.5, -16), 2.6, bright(tint))
