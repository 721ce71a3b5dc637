"""Pieces of places where people work, learn, heal and train, drawn from the middle of their foot."""

from __future__ import annotations

from kinora.engines.previs.drawing.curves import bend, joined, oval, points
from kinora.engines.previs.drawing.palette import Colour, mix
from kinora.engines.previs.places.brush import INK, IVORY, Brush
from kinora.engines.previs.places.furniture import BOOKS, DARK_WOOD, WOOD

STEEL: Colour = (150, 158, 170)


def computer_desk(brush: Brush) -> None:
    """A desk with a screen, a lamp and a chair."""
    brush.shade(0, 0, 170, 20, 0.4)
    brush.box(-150, -126, 10, 128, (90, 94, 106))
    brush.box(140, -126, 10, 128, (90, 94, 106))
    brush.block(60, -120, 76, 108, (222, 226, 232), 3)
    for y in (-108, -74, -40):
        brush.box(72, y, 46, 5, (150, 156, 168), 2)
    brush.block(-164, -138, 328, 16, mix(WOOD, IVORY, 0.2), 3)
    brush.box(-24, -156, 30, 20, (60, 62, 72))
    brush.box(-80, -244, 142, 92, (46, 48, 58), 6)
    brush.bright.box(-74, -238, 130, 78, (86, 150, 206))
    for k in range(4):
        brush.bright.box(-64, -228 + k * 16, 46 + (k * 29) % 50, 6, (200, 230, 250), 2)
    brush.bright.box(10, -196, 38, 26, (250, 200, 110))
    brush.box(-70, -146, 84, 8, (226, 230, 236), 3)
    brush.box(88, -162, 22, 24, (226, 96, 84), 4)
    brush.halo(-10, -200, 130, 100, (40, 80, 120), 0.7)
    brush.block(-66, -112, 86, 62, (60, 66, 84), 14)
    brush.box(-26, -52, 8, 36, (60, 62, 72))
    brush.box(-60, -16, 76, 8, (60, 62, 72), 4)


def chart_board(brush: Brush) -> None:
    """A white board with a rising curve; the origin is its middle."""
    brush.box(-130, -76, 260, 152, (170, 178, 190), 4)
    brush.box(-122, -68, 244, 136, (252, 252, 254))
    for k, tone in enumerate(((110, 170, 220), (250, 190, 90), (130, 190, 120), (226, 110, 100))):
        tall = 22 + k * 18
        brush.box(-100 + k * 30, 50 - tall, 20, tall, tone)
    for start, end in (((30, 30), (56, 4)), ((56, 4), (78, 14)), ((78, 14), (108, -44))):
        brush.line(start, end, 5, (206, 66, 62))


def blackboard(brush: Brush) -> None:
    """Sums, a triangle and a sun in chalk; the origin is its middle."""
    brush.box(-256, -124, 512, 248, WOOD, 5)
    brush.box(-244, -112, 488, 224, (46, 92, 78))
    brush.shape((56, 104, 88), (-244, -112), (-60, -112), (-190, 112), (-244, 112))
    chalk: Colour = (238, 240, 230)
    for row, (one, other, total) in enumerate(((1, 2, 3), (2, 3, 5), (4, 1, 5))):
        y = -84 + row * 50
        for x, digit in ((-216, one), (-152, other), (-88, total)):
            _digit(brush.at(x, y), digit, chalk)
        brush.box(-188, y + 15, 18, 4, chalk, 1)
        brush.box(-181, y + 8, 4, 18, chalk, 1)
        for bar in (11, 19):
            brush.box(-124, y + bar, 18, 4, chalk, 1)
    for start, end in (((20, 70), (120, 70)), ((120, 70), (20, -20)), ((20, -20), (20, 70))):
        brush.line(start, end, 4, (250, 214, 140))
    brush.fills([oval(178, -40, 30, 30), oval(178, -40, 26, 26)], (250, 190, 170))
    for x, y in ((178, -84), (178, 4), (134, -40), (222, -40), (147, -71), (209, -71), (147, -9), (209, -9)):
        brush.oval(x, y, 4, 4, (250, 190, 170))
    brush.box(-256, 118, 512, 12, mix(WOOD, IVORY, 0.2), 3)
    for x, tone in ((-180, chalk), (-150, (250, 214, 140)), (120, (240, 140, 140))):
        brush.box(x, 112, 22, 7, tone, 2)


_DIGITS = {1: "rs", 2: "armlb", 3: "armsb", 4: "urms", 5: "aumsb"}
"""The strokes of a digit: above, upper and lower right, middle, upper and lower left, below."""
_STROKES = {
    "a": ((0, 0), (17, 0)),
    "r": ((17, 0), (17, 17)),
    "s": ((17, 17), (17, 34)),
    "m": ((0, 17), (17, 17)),
    "u": ((0, 0), (0, 17)),
    "l": ((0, 17), (0, 34)),
    "b": ((0, 34), (17, 34)),
}


def _digit(brush: Brush, digit: int, chalk: Colour) -> None:
    for name in _DIGITS[digit]:
        brush.line(*_STROKES[name], 4, chalk)


def school_desk(brush: Brush) -> None:
    """A pupil's desk with a book, seen from behind."""
    brush.shade(0, 0, 96, 16, 0.4)
    for x in (-74, 66):
        brush.box(x, -90, 8, 92, STEEL)
    brush.block(-88, -102, 176, 20, mix(WOOD, IVORY, 0.25), 4)
    brush.shape(IVORY, (-40, -112), (0, -106), (40, -112), (44, -103), (0, -99), (-44, -103))
    brush.block(-40, -74, 80, 34, (230, 150, 70), 8)
    for x in (-34, 28):
        brush.box(x, -42, 7, 44, STEEL)


def globe_desk(brush: Brush) -> None:
    """The teacher's desk with a globe, books and an apple."""
    brush.shade(0, 0, 150, 18, 0.4)
    brush.block(-140, -128, 280, 130, WOOD, 4)
    for x in (-126, 14):
        brush.box(x, -104, 112, 88, mix(WOOD, INK, 0.14), 4)
    brush.box(-152, -140, 304, 16, mix(WOOD, IVORY, 0.24), 4)
    brush.box(84, -150, 40, 10, DARK_WOOD, 3)
    brush.oval(104, -184, 34, 34, (96, 164, 214))
    for x, y, size in ((94, -196, 14), (116, -178, 12), (100, -166, 8)):
        brush.oval(x, y, size, size * 0.7, (120, 180, 100))
    for k in range(3):
        brush.box(-112 + k * 4, -152 - k * 13, 84 - k * 8, 13, BOOKS[k], 2)
    brush.oval(-74, -190, 12, 12, (214, 56, 52))
    brush.line((-74, -200), (-70, -210), 3, DARK_WOOD)


def alphabet(brush: Brush) -> None:
    """Cards on a string; the origin is its middle."""
    for k in range(-5, 6):
        tone = ((236, 110, 100), (250, 200, 90), (110, 180, 220), (140, 190, 110))[k % 4]
        brush.line((k * 56 - 28, -22), (k * 56 + 28, -22), 2, (150, 130, 110))
        brush.box(k * 56 - 18, -22 + 4 * (k % 2), 36, 40, tone, 4)
        brush.oval(k * 56, -2 + 4 * (k % 2), 9, 9, IVORY)


def goods_shelf(brush: Brush) -> None:
    """Four boards full of packets, bottles and tins."""
    brush.shade(0, 0, 180, 18, 0.4)
    brush.block(-170, -330, 340, 332, (226, 230, 236), 4)
    chance = 3
    for level in range(4):
        top = -318 + level * 82
        brush.box(-162, top, 320, 64, (188, 194, 206))
        x = -156.0
        while x < 140:
            chance = (chance * 13 + 7) % 97
            tone = BOOKS[chance % len(BOOKS)]
            kind = chance % 3
            wide = 20 + chance % 11
            if kind == 0:
                brush.block(x, top + 12, wide, 52, tone, 3)
                brush.box(x + 4, top + 26, wide - 10, 14, IVORY, 2)
            elif kind == 1:
                brush.box(x, top + 22, wide, 42, tone, 8)
                brush.box(x + wide / 2 - 5, top + 8, 10, 18, mix(tone, IVORY, 0.3), 2)
            else:
                brush.box(x, top + 30, wide, 34, tone, 4)
                brush.box(x, top + 38, wide, 12, mix(tone, IVORY, 0.55))
            x += wide + 5
        brush.box(-166, top + 64, 328, 14, (240, 120, 84))
        for k in range(5):
            brush.box(-140 + k * 66, top + 66, 26, 10, IVORY, 2)


def till_counter(brush: Brush) -> None:
    """A counter with a till and a bowl of sweets."""
    brush.shade(0, 0, 170, 20, 0.45)
    brush.block(-160, -140, 320, 142, (96, 156, 150), 6)
    for k in range(4):
        brush.box(-148 + k * 76, -118, 66, 106, (118, 178, 170), 5)
    brush.box(-172, -154, 344, 18, IVORY, 5)
    brush.block(-110, -200, 96, 48, (70, 76, 92), 6)
    brush.shape((90, 98, 116), (-102, -200), (-24, -200), (-36, -238), (-90, -238))
    brush.bright.box(-82, -230, 40, 16, (150, 230, 190), 2)
    for k in range(4):
        brush.box(-98 + k * 20, -186, 13, 10, IVORY, 2)
    for k, tone in enumerate(((236, 100, 110), (250, 204, 90), (120, 180, 220), (150, 200, 110))):
        brush.oval(60 + k * 18, -174 - 6 * (k % 2), 12, 12, tone)
    brush.fill(joined(points((44, -172)), bend((52, -148), (120, -148), (130, -172))), (214, 234, 242))


def sale_sign(brush: Brush) -> None:
    """A row of pennants with a star; the origin is its middle."""
    for k in range(-7, 8):
        tone = ((236, 100, 90), (250, 204, 90), (110, 180, 210))[k % 3]
        drop = -abs(k) * 4
        brush.shape(tone, (k * 52 - 24, drop), (k * 52 + 24, drop), (k * 52, drop + 44))


def hospital_bed(brush: Brush) -> None:
    """Raised at the head, with rails and wheels."""
    brush.shade(0, 0, 240, 22, 0.4)
    for x in (-180, 170):
        brush.oval(x, -10, 12, 12, (70, 76, 90))
        brush.box(x - 4, -62, 8, 48, STEEL)
    brush.block(-214, -84, 424, 22, STEEL, 6)
    brush.shape((250, 252, 254), (-214, -88), (-240, -178), (-214, -186), (-110, -112), (206, -112), (206, -86))
    brush.fill(oval(-196, -162, 40, 20, degrees=35), (255, 255, 255))
    cover = joined(points((-70, -84)), bend((-72, -126), (20, -140), (206, -120)), points((206, -84)))
    brush.fill(cover, (140, 200, 214))
    brush.fill(joined(points((-70, -84)), bend((-72, -126), (-50, -134), (-30, -133)), points((-36, -84))), IVORY)
    brush.box(-60, -152, 150, 6, (220, 226, 234), 3)
    for x in (-56, -8, 40, 82):
        brush.box(x, -152, 5, 66, (220, 226, 234))
    brush.block(204, -150, 14, 96, (226, 232, 238), 5)


def drip_stand(brush: Brush) -> None:
    """A bag on a stand with wheels."""
    brush.oval(0, -4, 36, 7, (70, 76, 90))
    brush.box(-3, -330, 6, 328, STEEL)
    brush.box(-30, -334, 60, 6, STEEL, 3)
    brush.block(-34, -326, 34, 66, (210, 236, 244), 8)
    brush.box(-32, -290, 28, 26, (150, 206, 230), 5)
    brush.rope(((-18, -260), (-40, -180), (-10, -140), (-30, -110)), 3, (200, 226, 236))


def heart_monitor(brush: Brush) -> None:
    """On a trolley; its line is drawn by the room's show."""
    brush.shade(0, 0, 60, 12, 0.35)
    brush.box(-5, -170, 10, 168, STEEL)
    brush.oval(0, -5, 44, 8, (70, 76, 90))
    brush.block(-72, -276, 144, 110, (226, 230, 236), 8)
    brush.bright.box(-62, -266, 116, 90, (18, 40, 46), 4)
    brush.bright.box(-52, -200, 40, 8, (110, 200, 250), 2)
    brush.halo(-4, -222, 110, 90, (20, 90, 70), 0.8)


def ward_curtain(brush: Brush) -> None:
    """A pale curtain on a rail; the origin is the rail's middle."""
    brush.box(-130, -6, 260, 7, STEEL, 3)
    for k in range(7):
        brush.block(-120 + k * 34, 2, 35, 320, ((168, 218, 208), (150, 204, 196))[k % 2], 5)


def red_cross(brush: Brush) -> None:
    """On a white disc; the origin is its middle."""
    brush.oval(0, 0, 40, 40, IVORY)
    brush.box(-9, -26, 18, 52, (220, 62, 60), 2)
    brush.box(-26, -9, 52, 18, (220, 62, 60), 2)


def lab_bench(brush: Brush) -> None:
    """Flasks, tubes, a burner and a microscope on a white bench."""
    brush.shade(0, 0, 260, 22, 0.4)
    brush.block(-240, -132, 480, 134, (222, 230, 238), 4)
    for k in range(4):
        brush.box(-228 + k * 116, -110, 106, 98, (204, 214, 226), 4)
        brush.box(-190 + k * 116, -100, 30, 6, (140, 150, 166), 3)
    brush.box(-252, -146, 504, 18, (66, 78, 96), 4)
    flask(brush.at(-190, -146), (90, 210, 130))
    flask(brush.at(-118, -146, 1.25), (240, 110, 160))
    for k, tone in enumerate(((250, 200, 80), (110, 180, 250), (236, 90, 80), (160, 120, 230))):
        brush.box(-52 + k * 24, -206, 14, 52, (224, 240, 246), 7)
        brush.bright.box(-50 + k * 24, -186 + 5 * (k % 2), 10, 30 - 5 * (k % 2), tone, 5)
    brush.box(-64, -186, 108, 7, WOOD)
    brush.box(-64, -156, 108, 10, WOOD)
    _microscope(brush.at(120, -146))
    flask(brush.at(200, -146, 0.9), (90, 190, 250))


def flask(brush: Brush, colour: Colour) -> None:
    """A flask of bubbling colour."""
    glass: Colour = (222, 238, 246)
    brush.shape(glass, (-9, -84), (9, -84), (9, -54), (34, -6), (-34, -6), (-9, -54))
    brush.box(-13, -90, 26, 8, glass, 3)
    brush.bright.shape(colour, (-18, -36), (18, -36), (31, -8), (-31, -8))
    brush.bright.oval(0, -36, 18, 4, mix(colour, IVORY, 0.4))
    for x, y, size in ((-8, -22, 4), (7, -16, 3), (2, -48, 3)):
        brush.bright.oval(x, y, size, size, mix(colour, IVORY, 0.65))
    brush.halo(0, -26, 70, 60, colour, 0.22)


def _microscope(brush: Brush) -> None:
    dark: Colour = (62, 70, 88)
    brush.box(-36, -12, 72, 12, dark, 4)
    brush.box(18, -92, 12, 84, dark, 4)
    brush.box(-30, -40, 54, 8, dark, 2)
    brush.fill(joined(points((-22, -116), (-2, -124), (20, -60), (0, -52))), (226, 232, 240))
    brush.fill(points((-30, -128), (-10, -136), (-4, -120), (-24, -112)), dark)


def glass_shelf(brush: Brush) -> None:
    """Bottles on two boards; the origin is the middle of the lower."""
    for level in range(2):
        y = -level * 84
        brush.box(-160, y, 320, 8, (190, 202, 214), 2)
        for k in range(7):
            tone = ((110, 190, 230), (240, 150, 90), (130, 200, 130), (200, 130, 220))[(k + level) % 4]
            tall = 34 + (k * 17 + level * 9) % 26
            brush.box(-146 + k * 44, y - tall, 26, tall, mix(tone, IVORY, 0.25), 6)
            brush.box(-138 + k * 44, y - tall - 12, 10, 14, (226, 232, 240), 2)


def wall_bars(brush: Brush) -> None:
    """Rungs to climb on; the origin is the middle of the foot."""
    for x in (-60, 54):
        brush.box(x, -350, 8, 350, WOOD)
    for k in range(11):
        brush.box(-60, -338 + k * 30, 120, 7, mix(WOOD, IVORY, 0.25), 3)


def weight_rack(brush: Brush) -> None:
    """Two boards of dumb-bells."""
    brush.shade(0, 0, 180, 18, 0.4)
    for x in (-160, 146):
        brush.box(x, -150, 14, 152, (56, 60, 72))
    for y in (-140, -72):
        brush.box(-170, y + 14, 340, 10, (76, 82, 96))
        for k in range(6):
            tone = ((220, 70, 64), (70, 120, 190), (60, 64, 76))[k % 3]
            x = -140 + k * 56
            for side in (-18, 18):
                brush.box(x + side - 9, y - 20, 18, 36, tone, 5)
            brush.box(x - 14, y - 7, 28, 9, STEEL)


def bench_press(brush: Brush) -> None:
    """A bar with discs over a bench."""
    brush.shade(0, 0, 190, 20, 0.45)
    for x in (-70, 62):
        brush.box(x, -190, 9, 192, (70, 76, 90))
    brush.block(-96, -78, 200, 22, (206, 62, 58), 8)
    for x in (-84, 84):
        brush.box(x, -58, 9, 60, (70, 76, 90))
    brush.box(-190, -196, 380, 8, (206, 212, 222), 4)
    for side in (-1, 1):
        for reach, tall in ((126, 96), (146, 78), (164, 56)):
            brush.block(side * reach - 8, -192 - tall / 2, 16, tall, (46, 50, 62), 6)


def punching_bag(brush: Brush) -> None:
    """Hangs from above; the origin is under it on the floor."""
    brush.box(-2, -620, 4, 260, (120, 126, 138))
    brush.block(-42, -370, 84, 220, (196, 58, 54), 28)
    brush.box(-42, -310, 80, 12, IVORY)
    brush.box(-42, -230, 80, 12, IVORY)


def treadmill(brush: Brush) -> None:
    """Seen from the side, its screen to the right."""
    brush.shade(0, 0, 160, 18, 0.4)
    brush.box(-140, -26, 270, 24, (66, 70, 84), 10)
    brush.box(-124, -34, 230, 12, (40, 42, 52), 5)
    brush.line((96, -30), (126, -180), 12, STEEL)
    brush.line((126, -160), (56, -168), 9, (60, 64, 76))
    brush.box(98, -214, 62, 44, (56, 60, 72), 8)
    brush.bright.box(106, -206, 46, 22, (90, 210, 190), 3)


def mirror_wall(brush: Brush) -> None:
    """A wide mirror; the origin is its middle."""
    brush.box(-250, -130, 500, 260, (206, 214, 224), 4)
    brush.fade(-242, -122, 484, 244, (206, 226, 236), (170, 194, 210))
    for x in (-170, -20, 120):
        brush.shape((228, 240, 246), (x, 122), (x + 70, -122), (x + 106, -122), (x + 36, 122))


def work_bench(brush: Brush) -> None:
    """A bench with a vise, a plane, a saw horse and shavings."""
    brush.shade(0, 0, 250, 22, 0.45)
    for x in (-220, 196):
        brush.box(x, -124, 26, 126, DARK_WOOD)
    brush.box(-214, -48, 430, 14, DARK_WOOD)
    for k, tone in enumerate(((96, 150, 176), (206, 90, 74), (150, 160, 120))):
        brush.block(-176 + k * 124, -86, 92, 38, tone, 3)
    brush.block(-240, -142, 480, 24, mix(WOOD, IVORY, 0.16), 3)
    brush.block(120, -176, 60, 34, (80, 110, 130), 5)
    brush.box(176, -164, 44, 8, STEEL, 3)
    brush.block(-140, -166, 96, 22, DARK_WOOD, 5)
    brush.shape((206, 150, 96), (-84, -166), (-64, -166), (-74, -192))
    for x in (-28, -6, 18, 40):
        brush.fills([oval(x, -150, 12, 8), oval(x + 2, -149, 7, 4)], (236, 200, 140))
    brush.box(20, -184, 12, 42, (206, 62, 56), 3)
    brush.box(24, -210, 4, 28, STEEL)


def tool_wall(brush: Brush) -> None:
    """Hammer, saw, spanner, pliers and square on a board; the origin is its middle."""
    brush.box(-240, -90, 480, 180, mix(WOOD, IVORY, 0.30), 4)
    dots = [oval(-224 + a * 32, -74 + b * 30, 2.2, 2.2, steps=6) for a in range(15) for b in range(6)]
    brush.fills(dots, mix(WOOD, INK, 0.2))
    brush.box(-196, -40, 10, 96, (206, 150, 90), 4)
    brush.block(-216, -62, 52, 26, (90, 96, 108), 4)
    brush.shape((196, 204, 214), (-128, -10), (10, -30), (10, 2), (-128, 8))
    brush.fills([oval(-140, 2, 24, 22), oval(-140, 2, 12, 11)], (206, 90, 60))
    brush.line((60, 60), (96, -40), 12, STEEL)
    brush.fills([oval(100, -52, 18, 18), oval(106, -60, 8, 8)], STEEL)
    brush.line((146, 60), (164, -10), 10, (214, 62, 56))
    brush.line((186, 60), (168, -10), 10, (214, 62, 56))
    brush.line((168, 0), (160, -50), 9, STEEL)
    brush.line((166, 0), (176, -50), 9, STEEL)


def crates(brush: Brush) -> None:
    """Boxes on boxes."""
    brush.shade(0, 0, 110, 18, 0.4)
    for x, y, wide, tall in ((-96, -92, 98, 94), (4, -78, 92, 80), (-60, -176, 92, 86)):
        brush.block(x, y, wide, tall, (206, 160, 106), 2)
        brush.box(x, y + tall * 0.44, wide - 5, tall * 0.12, (236, 206, 150))
        brush.box(x + wide * 0.44, y, wide * 0.1, tall - 4, (184, 138, 88))
