"""Pieces of a home and of places to eat, drawn from the middle of their foot. Each takes a brush and nothing else."""

from __future__ import annotations

import math

from kinora.engines.previs.drawing.curves import arc, bend, joined, oval, points
from kinora.engines.previs.drawing.palette import Colour, mix
from kinora.engines.previs.places.brush import INK, IVORY, Brush

WOOD: Colour = (158, 104, 66)
DARK_WOOD: Colour = (112, 70, 48)
LAMPLIGHT: Colour = (255, 206, 130)
BOOKS: tuple[Colour, ...] = (
    (206, 78, 70),
    (74, 120, 176),
    (236, 186, 84),
    (96, 150, 104),
    (150, 96, 150),
    (232, 222, 196),
    (222, 132, 84),
)


def rug(brush: Brush) -> None:
    """Rings on the floor at the actors' feet."""
    for share, tone in ((1.0, (206, 76, 74)), (0.88, (250, 222, 170)), (0.78, (206, 76, 74)), (0.46, (240, 160, 96))):
        brush.oval(0, 0, 330 * share, 62 * share, tone)


def round_rug(brush: Brush) -> None:
    """Pale, with a soft border."""
    for share, tone in ((1.0, (122, 154, 190)), (0.90, (240, 236, 224)), (0.60, (196, 214, 228))):
        brush.oval(0, 0, 310 * share, 58 * share, tone)


def curtains(brush: Brush) -> None:
    """A pair round a window 300 wide; the origin is the middle of the rod."""
    cloth: Colour = (226, 96, 84)
    for side in (-1, 1):
        edge = side * 196
        drape = joined(
            points((edge, 6), (edge - side * 92, 6)),
            bend((edge - side * 92, 6), (edge - side * 66, 150), (edge - side * 18, 280)),
            points((edge, 296)),
        )
        brush.fill(drape, cloth)
        for fold in (16, 38, 62):
            x = edge - side * fold
            brush.shape(mix(cloth, (110, 24, 40), 0.30), (x, 6), (x - side * 8, 6), (edge - side * fold * 0.5, 236))
    brush.box(-216, -6, 432, 12, DARK_WOOD, 6)
    for side in (-1, 1):
        brush.oval(side * 218, 0, 10, 10, DARK_WOOD)


def picture(brush: Brush) -> None:
    """A landscape in a frame; the origin is its middle."""
    brush.box(-44, -54, 88, 108, DARK_WOOD, 3)
    brush.box(-37, -47, 74, 94, IVORY)
    brush.box(-30, -40, 60, 80, (136, 196, 220))
    brush.oval(12, -18, 10, 10, (255, 236, 170))
    brush.fill(joined(points((-30, 40)), bend((-30, 14), (-4, -24), (30, 18)), points((30, 40))), (250, 206, 110))
    brush.fill(joined(points((-30, 40)), bend((-30, 30), (10, 4), (30, 28)), points((30, 40))), (120, 170, 110))


def wide_picture(brush: Brush) -> None:
    """A seascape, twice as wide as high."""
    brush.box(-92, -54, 184, 108, (196, 150, 84), 3)
    brush.box(-82, -44, 164, 88, (250, 190, 130))
    brush.oval(20, 2, 22, 22, (255, 240, 190))
    brush.box(-82, 4, 164, 40, (70, 124, 160))
    brush.shape(IVORY, (-40, 14), (-40, -26), (-14, 14))
    brush.shape((140, 84, 60), (-60, 16), (-8, 16), (-18, 28), (-52, 28))


def pot_plant(brush: Brush) -> None:
    """Broad leaves in a clay pot."""
    leaf: Colour = (74, 146, 84)
    brush.shade(0, 0, 70, 16, 0.35)
    for k, (x, y) in enumerate(((-70, -132), (70, -138), (-46, -192), (40, -196), (-6, -228))):
        foot, tip = (0.0, -52.0), (float(x), float(y))
        side, other = (x * 0.2 - 26, y * 0.72), (x * 0.8 + 22, y * 0.5)
        tone = mix(leaf, (24, 60, 50), 0.14 * (k % 3))
        brush.fill(joined(bend(foot, side, tip, steps=8), bend(tip, other, foot, steps=8)), tone)
        brush.line(foot, (x * 0.86, y * 0.86), 2.5, mix(tone, IVORY, 0.2))
    brush.shape((214, 122, 78), (-36, -60), (36, -60), (28, 2), (-28, 2))
    brush.box(-40, -66, 80, 14, (228, 140, 94), 3)


def hanging_lamp(brush: Brush) -> None:
    """The origin is the bulb."""
    brush.box(-1.5, -400, 3, 360, (70, 54, 50))
    brush.bright.oval(0, 6, 20, 16, (255, 244, 206))
    brush.fill(joined(arc(0, 4, 56, 56, 180, 180), points((56, 4), (-56, 4))), (236, 158, 74))
    brush.fill(arc(-8, 0, 38, 44, 190, 90), (248, 184, 108))
    strength = 1.0 if brush.burning else 0.35
    brush.halo(0, 16, 190, 170, (190, 140, 70), strength)
    brush.pool(0, 120, 520, 420, LAMPLIGHT, 0.55 * strength)


def floor_lamp(brush: Brush) -> None:
    """Stands beside a sofa."""
    brush.shade(0, 0, 46, 12, 0.35)
    brush.oval(0, -3, 34, 8, (70, 58, 60))
    brush.box(-3, -250, 6, 250, (70, 58, 60))
    brush.shape((255, 226, 164) if brush.burning else (246, 226, 190), (-32, -310), (32, -310), (52, -240), (-52, -240))
    strength = 1.0 if brush.burning else 0.25
    brush.halo(0, -270, 190, 190, (190, 136, 66), strength)
    brush.pool(0, -150, 380, 380, LAMPLIGHT, 0.7 * strength)


def sofa(brush: Brush) -> None:
    """For two, with cushions."""
    cloth: Colour = (86, 128, 148)
    brush.shade(0, 0, 220, 24, 0.45)
    for x in (-150, 138):
        brush.box(x, -16, 12, 18, DARK_WOOD)
    brush.block(-170, -150, 340, 130, cloth, 26)
    for x in (-142, 4):
        brush.box(x, -132, 138, 70, mix(cloth, IVORY, 0.10), 14)
        brush.box(x, -74, 138, 34, mix(cloth, IVORY, 0.20), 10)
    for x in (-192, 146):
        brush.block(x, -104, 46, 90, mix(cloth, INK, 0.06), 18)
    brush.fill(oval(-92, -92, 34, 30, degrees=-12), (240, 190, 90))
    brush.fill(oval(92, -92, 34, 30, degrees=10), (226, 110, 92))


def bookshelf(brush: Brush) -> None:
    """Four boards of books, 200 wide and 350 high."""
    brush.shade(0, 0, 120, 16, 0.35)
    brush.block(-104, -352, 208, 354, WOOD, 3)
    for level in range(4):
        top = -340 + level * 86
        brush.box(-94, top, 184, 76, mix(WOOD, INK, 0.45))
        x = -90.0
        k = level * 3
        while x < 70:
            wide = 11 + (k * 7) % 9
            tall = 48 + (k * 13) % 22
            brush.box(x, top + 76 - tall, wide, tall, BOOKS[k % len(BOOKS)], 1.5)
            brush.box(x + 2, top + 84 - tall, wide - 4, 4, mix(BOOKS[k % len(BOOKS)], IVORY, 0.5))
            x += wide + 1.5
            k += 1


def television(brush: Brush) -> None:
    """On a low board."""
    brush.shade(0, 0, 150, 18, 0.4)
    brush.block(-130, -64, 260, 64, WOOD, 4)
    for x in (-122, 4):
        brush.box(x, -54, 116, 44, mix(WOOD, INK, 0.14), 3)
    brush.box(-14, -76, 28, 14, (40, 40, 48))
    brush.box(-112, -206, 224, 132, (34, 34, 42), 6)
    brush.bright.box(-105, -199, 210, 116, (70, 110, 150))
    brush.bright.oval(36, -168, 16, 16, (255, 230, 150))
    brush.bright.shape((90, 150, 110), (-105, -83), (-105, -116), (-40, -146), (30, -104), (105, -136), (105, -83))


def bed(brush: Brush) -> None:
    """Seen from the side, its head at the left."""
    quilt: Colour = (92, 132, 196)
    brush.shade(0, 0, 260, 26, 0.45)
    brush.block(-246, -176, 26, 178, DARK_WOOD, 10)
    brush.block(214, -104, 22, 106, DARK_WOOD, 8)
    brush.block(-226, -62, 446, 40, WOOD, 4)
    brush.box(-222, -100, 440, 46, IVORY, 16)
    brush.fill(oval(-164, -112, 54, 26, degrees=-8), (255, 252, 246))
    brush.fill(oval(-158, -106, 44, 14, degrees=-8), (232, 232, 238))
    cover = joined(
        points((-96, -40)), bend((-104, -98), (-60, -128), (60, -120)), bend((150, -116), (222, -112), (222, -40))
    )
    brush.fill(cover, quilt)
    brush.fill(joined(points((-96, -40)), bend((-104, -98), (-84, -124), (-52, -122)), points((-62, -40))), IVORY)
    for k in range(5):
        for level in range(2):
            brush.fill(oval(-20 + k * 50, -88 + level * 28, 8, 8, steps=10), mix(quilt, (255, 236, 170), 0.75))


def nightstand(brush: Brush) -> None:
    """A drawer with a small lamp and a clock."""
    brush.shade(0, 0, 60, 14, 0.35)
    brush.block(-44, -92, 88, 92, WOOD, 4)
    for y in (-80, -42):
        brush.box(-36, y, 72, 32, mix(WOOD, IVORY, 0.10), 3)
        brush.oval(0, y + 16, 4, 4, (240, 214, 140))
    brush.box(-3, -128, 6, 36, (200, 160, 90))
    brush.shape((255, 226, 164) if brush.burning else (250, 236, 210), (-18, -170), (18, -170), (32, -126), (-32, -126))
    strength = 1.0 if brush.burning else 0.2
    brush.halo(0, -140, 150, 150, (190, 136, 66), strength)
    brush.pool(0, -110, 330, 280, LAMPLIGHT, 0.8 * strength)


def wardrobe(brush: Brush) -> None:
    """Two doors and a mirror."""
    brush.shade(0, 0, 120, 18, 0.4)
    brush.block(-100, -340, 200, 342, WOOD, 6)
    brush.box(-110, -352, 220, 18, mix(WOOD, IVORY, 0.15), 5)
    for x in (-90, 4):
        brush.box(x, -322, 84, 300, mix(WOOD, IVORY, 0.12), 5)
    brush.box(16, -306, 60, 180, (186, 214, 226), 5)
    brush.shape((222, 238, 244), (24, -200), (24, -240), (66, -292), (66, -252))
    for x in (-16, 8):
        brush.oval(x, -170, 5, 8, (240, 214, 140))


def bathtub(brush: Brush) -> None:
    """Full of foam, with a duck."""
    brush.shade(0, 0, 240, 24, 0.4)
    for x in (-150, 130):
        brush.box(x, -24, 24, 26, (214, 176, 96), 8)
    for x, y, size in (
        (-140, -128, 34),
        (-96, -142, 40),
        (-40, -132, 34),
        (10, -146, 44),
        (70, -130, 36),
        (128, -134, 38),
    ):
        brush.oval(x, y, size, size * 0.8, (236, 244, 252))
        brush.oval(x - 6, y - 6, size * 0.6, size * 0.45, (255, 255, 255))
    brush.oval(66, -172, 22, 16, (250, 206, 70))
    brush.oval(82, -192, 13, 13, (250, 206, 70))
    brush.shape((240, 130, 50), (92, -194), (108, -189), (92, -186))
    brush.oval(85, -195, 2.2, 2.2, INK)
    hull = joined(
        points((-200, -130)), bend((-192, -10), (-120, -16), (0, -16)), bend((130, -16), (192, -10), (204, -130))
    )
    brush.fill(hull, (250, 250, 252))
    brush.fill(
        joined(
            bend((-184, -60), (-150, -22), (0, -20)),
            bend((0, -20), (150, -22), (188, -60)),
            bend((188, -60), (0, -36), (-184, -60)),
        ),
        (216, 226, 236),
    )
    brush.box(-212, -138, 426, 16, (255, 255, 255), 8)
    brush.box(150, -196, 10, 62, (190, 198, 208), 4)
    brush.box(118, -202, 42, 10, (206, 214, 222), 5)


def washbasin(brush: Brush) -> None:
    """A basin with a mirror and a lamp over it."""
    brush.box(-64, -372, 128, 150, (214, 182, 120), 60)
    brush.box(-56, -364, 112, 134, (190, 220, 230), 54)
    brush.shape((226, 242, 246), (-34, -270), (-34, -300), (20, -348), (36, -344))
    brush.shape((230, 236, 240), (-18, -110), (18, -110), (26, 0), (-26, 0))
    brush.fill(joined(points((-78, -150)), bend((-74, -94), (0, -86), (74, -94), (78, -150))), (250, 250, 252))
    brush.box(-84, -158, 168, 14, (255, 255, 255), 7)
    brush.box(-5, -184, 10, 28, (190, 198, 208), 4)
    brush.box(-5, -188, 30, 9, (206, 214, 222), 4)
    for k, tone in enumerate(((236, 110, 120), (110, 180, 220))):
        brush.box(-64 + k * 18, -186, 12, 30, tone, 4)
    strength = 1.0 if brush.burning else 0.3
    brush.bright.box(-40, -396, 80, 14, (255, 246, 220), 7)
    brush.halo(0, -386, 150, 110, (180, 160, 120), strength)
    brush.pool(0, -250, 420, 420, (255, 236, 206), 0.55 * strength)


def towel(brush: Brush) -> None:
    """On a bar; the origin is the middle of the bar."""
    brush.box(-60, -4, 120, 7, (200, 206, 214), 3)
    brush.block(-42, -2, 84, 120, (240, 150, 130), 5)
    for y in (84, 98):
        brush.box(-42, y, 80, 6, IVORY)


def toilet(brush: Brush) -> None:
    """Seen from a corner."""
    brush.shade(0, 0, 60, 14, 0.35)
    brush.block(-34, -150, 84, 66, (250, 250, 252), 8)
    brush.shape((236, 240, 244), (-30, -70), (36, -70), (24, 0), (-14, 0))
    brush.fill(oval(-8, -78, 54, 20), (255, 255, 255))
    brush.fill(oval(-8, -82, 54, 16), (226, 232, 238))


def kitchen_counter(brush: Brush) -> None:
    """Cupboards with a stove; the left end is the origin."""
    front: Colour = (120, 176, 172)
    brush.shade(180, 0, 380, 22, 0.4)
    brush.box(-10, -128, 760, 130, front)
    for k in range(6):
        brush.block(k * 112, -112, 102, 106, mix(front, IVORY, 0.20), 6)
        brush.box(k * 112 + 86, -72, 7, 28, (240, 232, 214), 3)
    brush.box(-22, -142, 780, 16, WOOD, 4)
    brush.box(-22, -142, 780, 5, mix(WOOD, IVORY, 0.3), 2)
    brush.block(112, -124, 102, 124, (226, 230, 234), 5)
    brush.box(122, -84, 78, 54, (66, 70, 84), 6)
    brush.box(126, -80, 70, 20, (96, 104, 124), 4)
    for k in range(4):
        brush.oval(128 + k * 22, -104, 6, 6, (80, 84, 96))
    brush.block(128, -180, 66, 38, (206, 66, 62), 8)
    brush.box(118, -172, 12, 8, (40, 40, 48), 3)
    brush.box(192, -172, 12, 8, (40, 40, 48), 3)
    brush.oval(161, -182, 36, 7, (160, 40, 44))
    for k, tone in enumerate(((236, 92, 60), (250, 200, 70), (150, 190, 80))):
        brush.oval(36 + k * 20, -158 - 8 * (k % 2), 13, 12, tone)
    brush.fill(joined(points((4, -150)), bend((10, -132), (80, -132), (90, -150))), (244, 236, 220))


def jar_shelf(brush: Brush) -> None:
    """Jars on a board; the origin is the middle of the board."""
    brush.box(-150, 0, 300, 10, WOOD, 3)
    tones: tuple[Colour, ...] = ((230, 90, 80), (250, 200, 90), (110, 170, 210), (140, 190, 110), (220, 140, 180))
    for k, tone in enumerate(tones):
        tall = 36 + (k * 17) % 19
        brush.block(-136 + k * 56, -tall, 38, tall, tone, 9)
        brush.box(-132 + k * 56, -tall - 8, 30, 9, IVORY, 3)


def fridge(brush: Brush) -> None:
    """With notes on its door."""
    brush.shade(0, 0, 110, 18, 0.4)
    brush.block(-92, -366, 184, 368, (226, 236, 240), 16)
    brush.box(-92, -222, 178, 5, (168, 182, 192))
    for y, tall in ((-330, 84), (-196, 96)):
        brush.box(62, y, 9, tall, (150, 164, 176), 4)
    for x, y, tone in ((-50, -310, (236, 110, 100)), (-20, -290, (250, 206, 90)), (-56, -262, (120, 180, 220))):
        brush.box(x, y, 22, 26, tone, 2)


def dining_table(brush: Brush) -> None:
    """White cloth, a candle, two glasses and plates, and a chair on either side."""
    for side in (-1, 1):
        chair(brush.at(side * 118, -2), facing=-side)
    brush.shade(0, 0, 130, 20, 0.45)
    cloth: Colour = (252, 248, 240)
    brush.shape(mix(cloth, INK, 0.12), (-84, -128), (84, -128), (96, -6), (-96, -6))
    for k in range(5):
        x = -84 + k * 42
        brush.shape(cloth, (x - 12, -128), (x + 12, -128), (x * 1.1 + 8, -6), (x * 1.1 - 8, -6))
    brush.oval(0, -128, 96, 15, cloth)
    for side in (-1, 1):
        brush.oval(side * 52, -130, 24, 5, (226, 230, 238))
        brush.fill(oval(side * 26, -156, 8, 12), (190, 60, 80))
        brush.box(side * 26 - 1, -146, 2, 16, (226, 236, 244))
    brush.box(-4, -164, 8, 34, (255, 240, 210), 2)
    brush.flame(0, -163, 18)
    brush.pool(0, -140, 190, 130, LAMPLIGHT, 0.5 if brush.burning else 0.15)


def chair(brush: Brush, facing: int = 1) -> None:
    """Seen from the side; it faces right, or left at -1."""
    brush.shade(0, 0, 44, 10, 0.35)
    for x in (-28, 24):
        brush.box(x, -72, 7, 74, DARK_WOOD, 2)
    brush.box(-34, -80, 68, 12, WOOD, 4)
    back = -facing * 30
    brush.box(back - 5, -168, 10, 94, DARK_WOOD, 4)
    brush.box(back - 6, -164, 12, 40, WOOD, 4)


def cafe_table(brush: Brush) -> None:
    """Round, with two cups, between two stools."""
    for side in (-1, 1):
        stool(brush.at(side * 96, 0))
    brush.shade(0, 0, 90, 16, 0.4)
    brush.oval(0, -4, 40, 9, (60, 56, 64))
    brush.box(-5, -118, 10, 116, (60, 56, 64))
    brush.oval(0, -114, 84, 15, mix(WOOD, INK, 0.3))
    brush.oval(0, -119, 84, 15, mix(WOOD, IVORY, 0.12))
    for side in (-1, 1):
        brush.oval(side * 34, -121, 20, 5, IVORY)
        brush.box(side * 34 - 11, -142, 22, 20, (255, 255, 252), 5)
        brush.oval(side * 34, -141, 10, 3, (104, 62, 40))


def stool(brush: Brush) -> None:
    """With a red cushion."""
    brush.shade(0, 0, 36, 9, 0.3)
    for x, foot in ((-16, -24), (16, 24)):
        brush.line((x, -70), (foot, 0), 6, (60, 56, 64))
    brush.box(-30, -84, 60, 15, (206, 92, 74), 7)


def coffee_bar(brush: Brush) -> None:
    """A counter with a coffee machine, cups and a glass case of cakes; the left end is the origin."""
    brush.shade(230, 0, 330, 22, 0.4)
    brush.block(0, -150, 520, 152, (104, 72, 58), 4)
    for k in range(9):
        brush.box(12 + k * 56, -134, 46, 122, (128, 90, 70), 3)
    brush.box(-14, -166, 548, 20, (226, 188, 140), 5)
    _coffee_machine(brush.at(110, -166))
    brush.box(250, -244, 200, 80, (214, 232, 240), 8)
    brush.box(258, -206, 184, 4, (170, 186, 196))
    cakes: tuple[Colour, ...] = ((240, 150, 170), (150, 96, 66), (250, 214, 120), (220, 90, 90))
    for k, tone in enumerate(cakes):
        brush.dome(282 + k * 44, -207, 17, 19, tone)
        brush.box(266 + k * 44, -182, 32, 16, mix(tone, IVORY, 0.3), 4)
    brush.box(250, -250, 200, 8, (250, 250, 252), 4)


def _coffee_machine(brush: Brush) -> None:
    brush.block(-64, -114, 128, 70, (214, 62, 56), 10)
    brush.block(-64, -52, 20, 52, (170, 176, 186))
    brush.box(-64, -14, 128, 14, (170, 176, 186), 4)
    brush.box(-50, -124, 100, 12, (226, 230, 236), 4)
    for x in (-22, 24):
        brush.box(x - 8, -48, 16, 14, (70, 70, 80), 3)
        brush.box(x - 9, -30, 18, 16, IVORY, 3)
    brush.oval(0, -82, 15, 15, IVORY)
    brush.line((0, -82), (7, -91), 2.5, (214, 62, 56))
    for k in range(4):
        brush.box(-44 + k * 24, -138, 18, 15, (250, 250, 250), 3)


def menu_board(brush: Brush) -> None:
    """Chalk on black; the origin is its middle."""
    brush.box(-100, -72, 200, 144, WOOD, 5)
    brush.box(-91, -63, 182, 126, (44, 52, 54))
    chalk: Colour = (230, 232, 222)
    brush.box(-44, -52, 88, 8, (250, 206, 120), 3)
    for k in range(5):
        brush.box(-74, -32 + k * 18, 70 + (k * 23) % 34, 4, chalk, 2)
        brush.box(50, -32 + k * 18, 22, 4, chalk, 2)


def wall_clock(brush: Brush) -> None:
    """The origin is its middle."""
    brush.oval(0, 0, 34, 34, (70, 60, 66))
    brush.oval(0, 0, 29, 29, IVORY)
    for k in range(12):
        x, y = math.sin(k * math.pi / 6), math.cos(k * math.pi / 6)
        brush.line((x * 23, y * 23), (x * 26, y * 26), 2.4, INK)
    brush.line((0, 0), (-11, -11), 3.4, INK)
    brush.line((0, 0), (9, -19), 2.6, INK)


def chandelier(brush: Brush) -> None:
    """Gilded arms and candles; the origin is its middle."""
    gold: Colour = (222, 176, 90)
    brush.box(-2, -300, 4, 260, gold)
    brush.oval(0, -30, 12, 18, gold)
    for side in (-1, 1):
        for reach, drop in ((52, 22), (100, 8)):
            brush.rope(((0, -16), (side * reach * 0.5, drop + 30), (side * reach, drop)), 5, gold)
            brush.box(side * reach - 4, drop - 22, 8, 24, IVORY, 2)
            brush.bright.oval(side * reach, drop - 28, 5, 9, (255, 232, 160))
    for k in range(-3, 4):
        brush.oval(k * 22, 34 - abs(k) * 4, 4, 7, (236, 246, 255))
    strength = 1.0 if brush.burning else 0.45
    brush.halo(0, -6, 260, 190, (200, 150, 76), strength)
    brush.pool(0, 120, 700, 520, LAMPLIGHT, 0.55 * strength)
