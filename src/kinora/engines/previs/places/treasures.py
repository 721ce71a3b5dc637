"""Pieces of halls, churches, castles and ships in space, drawn from the middle of their foot."""

from __future__ import annotations

import math
from itertools import pairwise

from kinora.engines.previs.drawing.curves import arc, bend, box, joined, oval, points
from kinora.engines.previs.drawing.palette import Colour, mix
from kinora.engines.previs.places.brush import INK, IVORY, Brush
from kinora.engines.previs.places.furniture import BOOKS, DARK_WOOD, LAMPLIGHT, WOOD

GOLD: Colour = (224, 178, 84)
STONE: Colour = (176, 172, 180)
BONE: Colour = (240, 230, 206)


def tall_shelf(brush: Brush) -> None:
    """Books to the ceiling, 250 wide."""
    brush.shade(0, 0, 140, 18, 0.35)
    brush.block(-130, -520, 260, 522, DARK_WOOD, 3)
    for level in range(6):
        top = -508 + level * 86
        brush.box(-120, top, 236, 76, mix(DARK_WOOD, INK, 0.45))
        x, k = -116.0, level * 5
        while x < 98:
            wide, tall = 11 + (k * 7) % 9, 46 + (k * 13) % 26
            tone = mix(BOOKS[k % len(BOOKS)], DARK_WOOD, 0.18)
            brush.box(x, top + 76 - tall, wide, tall, tone, 1.5)
            brush.box(x + 2, top + 84 - tall, wide - 4, 4, mix(tone, (250, 214, 140), 0.6))
            x += wide + 1.5
            k += 1


def ladder(brush: Brush) -> None:
    """Leans to the right."""
    for x in (-34, 26):
        brush.line((x - 20, 0), (x + 24, -430), 9, WOOD)
    for k in range(10):
        share = 0.08 + k * 0.095
        brush.line((-54 + 44 * share, -430 * share), (6 + 44 * share, -430 * share), 8, mix(WOOD, IVORY, 0.2))


def reading_table(brush: Brush) -> None:
    """Green lamp and open books."""
    brush.shade(0, 0, 190, 22, 0.45)
    for x in (-160, 146):
        brush.box(x, -112, 16, 114, DARK_WOOD)
    brush.block(-184, -128, 368, 20, WOOD, 4)
    brush.shape(IVORY, (-96, -140), (-56, -132), (-16, -140), (-12, -129), (-56, -124), (-100, -129))
    for k in range(3):
        brush.box(96 + 3 * k, -140 - k * 13, 70 - 6 * k, 13, BOOKS[k + 1], 2)
    brush.box(32, -170, 5, 42, GOLD)
    brush.oval(34, -130, 22, 4, GOLD)
    brush.dome(34, -166, 40, 26, (46, 140, 96))
    strength = 1.0 if brush.burning else 0.35
    brush.halo(34, -156, 120, 80, (160, 140, 60), strength)
    brush.pool(34, -130, 300, 190, LAMPLIGHT, 0.7 * strength)


def golden_picture(brush: Brush) -> None:
    """A portrait in gold; the origin is its middle."""
    brush.block(-70, -88, 140, 176, GOLD, 4)
    brush.box(-58, -76, 112, 150, mix(GOLD, INK, 0.3))
    brush.box(-54, -72, 106, 144, (70, 84, 74))
    brush.fill(joined(points((-46, 72)), bend((-44, 10), (0, 4), (44, 10), (44, 72))), (120, 52, 60))
    brush.oval(0, -20, 25, 31, (236, 196, 160))
    brush.fill(arc(0, -24, 30, 34, 180, 180), (84, 56, 40))
    for x in (-9, 9):
        brush.oval(x, -16, 2.8, 3.2, INK)
    brush.rope(((-8, -2), (0, 4), (8, -2)), 2.2, (150, 70, 66), 6)
    brush.pool(0, 0, 170, 170, (255, 236, 200), 0.5)


def golden_landscape(brush: Brush) -> None:
    """A wide landscape in gold; the origin is its middle."""
    brush.block(-120, -80, 240, 160, GOLD, 4)
    brush.box(-106, -66, 210, 132, (150, 196, 214))
    brush.oval(50, -20, 16, 16, (255, 240, 190))
    brush.shape((120, 130, 160), (-106, 20), (-50, -40), (0, 10), (40, -20), (104, 24), (104, 66), (-106, 66))
    brush.fill(joined(points((-106, 66)), bend((-106, 20), (0, 0), (104, 34)), points((104, 66))), (120, 160, 90))
    brush.pool(0, 0, 220, 170, (255, 236, 200), 0.5)


def dinosaur(brush: Brush) -> None:
    """The skeleton of a great lizard on its pedestal, facing left."""
    brush.shade(0, 0, 330, 24, 0.4)
    brush.block(-300, -44, 600, 46, (120, 112, 124), 3)
    brush.box(-40, -34, 80, 20, GOLD, 2)
    spine = bend((-228, -372), (-120, -300), (-40, -262), (60, -250), (170, -220), (320, -150), steps=26)
    for k, (x, y) in enumerate(spine.tolist()):
        size = 11 - 0.32 * max(0, k - 10)
        brush.oval(x, y, max(4.0, size), max(3.5, size * 0.8), BONE)
        brush.line((x, y), (x + 4, y - size * 1.7), 4, BONE)
    for k in range(8):
        x = -92 + k * 22
        top = float(spine[6 + k, 1]) + 4
        long = 96 - 7 * abs(k - 3)
        brush.rope(((x, top), (x - 26, top + long * 0.6), (x + 6, top + long)), 5, BONE, 8)
    for hip, knee, ankle, foot in (
        ((88, -246), (60, -160), (96, -104), (64, -46)),
        ((64, -246), (22, -164), (52, -108), (16, -46)),
    ):
        for start, end, wide in ((hip, knee, 15), (knee, ankle, 11), (ankle, foot, 9)):
            brush.line(start, end, wide, BONE)
            brush.oval(end[0], end[1], wide * 0.7, wide * 0.7, BONE)
        brush.line(foot, (foot[0] - 34, -47), 9, BONE)
    brush.line((-96, -270), (-128, -230), 8, BONE)
    brush.line((-128, -230), (-154, -240), 6, BONE)
    _skull(brush.at(-246, -392))
    brush.pool(-40, -220, 420, 260, (255, 240, 210), 0.25)


def _skull(brush: Brush) -> None:
    upper = joined(
        bend((34, 26), (44, -30), (0, -34)), bend((0, -34), (-50, -30), (-88, 6)), points((-86, 18), (0, 22))
    )
    brush.fill(upper, BONE)
    brush.shape(BONE, (28, 22), (-76, 40), (-82, 52), (10, 48), (38, 30))
    for k in range(8):
        brush.shape(IVORY, (-82 + k * 10, 18), (-74 + k * 10, 18), (-78 + k * 10, 32))
    brush.oval(4, -10, 10, 11, (74, 62, 60))
    brush.oval(-40, -4, 12, 7, (74, 62, 60))


def vase_stand(brush: Brush) -> None:
    """A vase under a spotlight."""
    brush.shade(0, 0, 60, 14, 0.4)
    brush.block(-40, -150, 80, 152, (236, 232, 228), 2)
    brush.box(-48, -160, 96, 14, (250, 248, 244), 2)
    body = joined(
        bend((-10, -250), (-12, -230), (-40, -214), (-20, -160)), bend((20, -160), (40, -214), (12, -230), (10, -250))
    )
    brush.fill(body, (70, 110, 176))
    brush.box(-32, -210, 62, 10, IVORY)
    brush.pool(0, -200, 150, 190, (255, 236, 200), 0.7)


def rope_barrier(brush: Brush) -> None:
    """Brass posts with a red rope."""
    for x in (-170, 0, 170):
        brush.shade(x, 0, 30, 8, 0.35)
        brush.oval(x, -3, 22, 6, GOLD)
        brush.box(x - 3.5, -92, 7, 90, GOLD)
        brush.oval(x, -96, 8, 8, mix(GOLD, IVORY, 0.4))
    for x in (-170, 0):
        brush.rope(((x, -88), (x + 85, -36), (x + 170, -88)), 7, (196, 46, 56))


def column(brush: Brush) -> None:
    """A fluted column to the ceiling."""
    brush.shade(0, 0, 70, 14, 0.3)
    brush.block(-52, -24, 104, 26, STONE, 3)
    brush.box(-36, -540, 72, 518, mix(STONE, IVORY, 0.35))
    for k in range(5):
        brush.box(-33 + k * 14, -540, 5 + k, 518, mix(STONE, INK, 0.03 + 0.05 * k))
    brush.block(-54, -470, 108, 24, mix(STONE, IVORY, 0.25), 3)


def altar(brush: Brush) -> None:
    """A table with a cloth, candles and a golden cross, on two steps."""
    brush.shade(0, 0, 240, 22, 0.4)
    brush.block(-230, -22, 460, 24, STONE, 2)
    brush.block(-180, -44, 360, 24, mix(STONE, IVORY, 0.2), 2)
    brush.block(-120, -140, 240, 98, (250, 246, 236), 3)
    brush.box(-50, -140, 100, 98, (150, 44, 60))
    for k in range(-4, 5):
        brush.shape(GOLD, (k * 26 - 13, -128), (k * 26 + 13, -128), (k * 26, -112))
    brush.box(-7, -268, 14, 128, GOLD, 2)
    brush.box(-38, -238, 76, 14, GOLD, 2)
    for x in (-90, -66, 66, 90):
        brush.box(x - 5, -186, 10, 46, IVORY, 2)
        brush.flame(x, -185, 20)
    brush.halo(0, -220, 200, 170, (190, 140, 60), 0.4)
    brush.pool(0, -120, 360, 260, LAMPLIGHT, 0.35)


def pew(brush: Brush) -> None:
    """A bench seen from behind, 300 wide."""
    brush.shade(0, 0, 170, 12, 0.2)
    brush.block(-150, -128, 300, 120, DARK_WOOD, 4)
    brush.box(-150, -136, 300, 16, mix(WOOD, IVORY, 0.15), 6)
    for x in (-160, 146):
        brush.block(x, -142, 18, 144, WOOD, 6)
    for k in range(3):
        brush.box(-130 + k * 92, -104, 76, 76, mix(DARK_WOOD, INK, 0.18), 4)


def runner(brush: Brush) -> None:
    """A red carpet that comes from the wall to the camera."""
    for half, tone in ((92, GOLD), (84, (176, 38, 50))):
        brush.shape(tone, (-half, 0), (half, 0), (half * 4.94, 900), (-half * 4.94, 900))


def stained_glass(brush: Brush) -> None:
    """A pointed window that shines in colours; the origin is the middle of its foot, 120 wide and 300 high."""
    tones: tuple[Colour, ...] = ((214, 60, 70), (62, 110, 206), (244, 190, 70), (70, 160, 110), (150, 80, 180))
    outline = joined(
        points((-64, 0)),
        bend((-64, -210), (-60, -270), (0, -320)),
        bend((0, -320), (60, -270), (64, -210)),
        points((64, 0)),
    )
    brush.fill(outline, (60, 54, 66))
    glass = brush if brush.burning else brush.bright
    for row in range(6):
        for k in range(3):
            tone = tones[(row * 2 + k) % 5]
            glass.box(-54 + k * 37, -44 - row * 40, 33, 36, tone, 2)
    glass.fill(arc(0, -246, 54, 52, 180, 180), tones[1])
    glass.fill(oval(0, -262, 20, 20), tones[2])
    for k in range(8):
        x, y = math.sin(k * 0.785), math.cos(k * 0.785)
        glass.oval(x * 15, -262 + y * 15, 6, 6, tones[0])
    if not brush.burning:
        brush.halo(0, -150, 150, 220, (120, 90, 110), 0.9)
        for k in range(3):
            brush.pool(-70 + k * 50, 190 + 30 * k, 90, 40, tones[k], 1.5)


def throne(brush: Brush) -> None:
    """On three steps, gold and red."""
    brush.shade(0, 0, 300, 26, 0.4)
    for k in range(3):
        brush.block(-250 + k * 44, -26 * (k + 1), 500 - k * 88, 28, mix(STONE, IVORY, 0.12 * k), 2)
    brush.shape((176, 38, 50), (-70, -78), (70, -78), (92, 0), (-92, 0))
    spot = brush.at(0, -78)
    back = joined(
        points((-76, 0)),
        bend((-76, -220), (-70, -290), (0, -310)),
        bend((0, -310), (70, -290), (76, -220)),
        points((76, 0)),
    )
    spot.fill(back, GOLD)
    inner = joined(
        points((-56, 0)),
        bend((-56, -204), (-52, -262), (0, -280)),
        bend((0, -280), (52, -262), (56, -204)),
        points((56, 0)),
    )
    spot.fill(inner, (176, 38, 50))
    for x, y in ((-24, -210), (24, -210), (0, -170), (-24, -130), (24, -130)):
        spot.oval(x, y, 5, 5, GOLD)
    for side in (-1, 1):
        spot.block(side * 78 - 16, -104, 32, 104, GOLD, 6)
        spot.oval(side * 78, -108, 20, 13, mix(GOLD, IVORY, 0.4))
        spot.oval(side * 76, -232, 13, 13, mix(GOLD, IVORY, 0.3))
    spot.block(-64, -76, 128, 36, (196, 50, 60), 10)
    spot.box(-64, -42, 128, 42, mix(GOLD, INK, 0.12))
    for k in range(-1, 2):
        spot.shape(
            mix(GOLD, IVORY, 0.35),
            (k * 28 - 12, -304 - 8 * (k == 0)),
            (k * 28 + 12, -304 - 8 * (k == 0)),
            (k * 28, -346 - 12 * (k == 0)),
        )
    brush.pool(0, -220, 340, 300, LAMPLIGHT, 0.4)


def banner(brush: Brush) -> None:
    """A long flag with a crown; the origin is the middle of its rod."""
    cloth: Colour = (54, 76, 150)
    brush.box(-60, -6, 120, 9, GOLD, 4)
    brush.shape(cloth, (-50, 0), (50, 0), (50, 220), (0, 262), (-50, 220))
    brush.shape(mix(cloth, INK, 0.2), (30, 0), (50, 0), (50, 220), (30, 237))
    brush.shape(GOLD, (-28, 120), (-30, 84), (-14, 102), (0, 76), (14, 102), (30, 84), (28, 120))
    brush.box(-50, 16, 100, 7, GOLD)


def torch(brush: Brush) -> None:
    """On the wall; the origin is its bracket."""
    brush.shape(DARK_WOOD, (-9, -28), (9, -28), (5, 40), (-5, 40))
    brush.box(-14, -36, 28, 12, (70, 70, 80), 3)
    brush.box(-12, 6, 24, 8, (70, 70, 80), 3)
    brush.flame(0, -32, 58)
    brush.pool(0, -10, 330, 330, (255, 170, 80), 1.0)


def cell_bars(brush: Brush) -> None:
    """A barred gate in an arch, dark behind; the middle of its foot is the origin."""
    arch = joined(arc(0, -230, 120, 100, 180, 180), points((120, 0), (-120, 0)))
    ring = joined(arc(0, -230, 146, 126, 180, 180), points((146, 0), (-146, 0)))
    brush.fill(ring, (120, 116, 126))
    for k in range(9):
        turn = math.radians(180 + 22.5 * k)
        x, y = math.cos(turn), math.sin(turn)
        brush.line((x * 120, -230 + y * 100), (x * 146, -230 + y * 126), 3, (74, 70, 82))
    brush.fill(arch, (26, 22, 34))
    for k in range(-4, 5):
        tall = 230 + 96 * math.sqrt(max(0.0, 1 - (k * 27 / 120) ** 2))
        brush.box(k * 27 - 4, -tall, 8, tall, (96, 100, 112))
        brush.box(k * 27 - 3, -tall, 2.5, tall, (140, 146, 158))
    for y in (-200, -100):
        brush.box(-118, y, 236, 9, (96, 100, 112))
    brush.block(70, -128, 34, 44, (120, 110, 90), 4)


def chains(brush: Brush) -> None:
    """Two chains with cuffs; the origin is where they hang from."""
    for side in (-1, 1):
        for k in range(7):
            ring = oval(side * 34, k * 20, 6, 11), oval(side * 34, k * 20, 3, 7)
            brush.fills(ring, (120, 124, 134))
        brush.fills([oval(side * 34, 156, 17, 19), oval(side * 34, 156, 11, 13)], (110, 114, 126))


def barrel(brush: Brush) -> None:
    """Standing, with iron hoops."""
    brush.shade(0, 0, 66, 14, 0.4)
    body = joined(bend((-42, 0), (-60, -58), (-42, -116)), bend((42, -116), (60, -58), (42, 0)))
    brush.fill(body, WOOD)
    for x in (-26, -6, 14, 30):
        brush.box(x, -116, 2.5, 116, mix(WOOD, INK, 0.3))
    for y in (-100, -26):
        brush.box(-50, y, 100, 10, (92, 92, 104))
    brush.oval(0, -116, 42, 9, mix(WOOD, IVORY, 0.2))


def skull_pile(brush: Brush) -> None:
    """A skull and two bones."""
    brush.shade(0, 0, 50, 10, 0.35)
    brush.line((-44, -6), (30, -14), 8, BONE)
    brush.line((-30, -16), (46, -5), 8, BONE)
    brush.oval(0, -34, 24, 22, BONE)
    brush.box(-13, -22, 26, 16, BONE, 4)
    for x in (-9, 9):
        brush.oval(x, -34, 6, 7, INK)


def console(brush: Brush) -> None:
    """A desk of screens and keys, 460 wide."""
    hull: Colour = (86, 98, 124)
    brush.shade(0, 0, 250, 22, 0.45)
    brush.shape(mix(hull, INK, 0.35), (-200, 0), (200, 0), (226, -90), (-226, -90))
    brush.shape(hull, (-236, -90), (236, -90), (206, -150), (-206, -150))
    brush.box(-236, -94, 472, 9, mix(hull, IVORY, 0.4))
    glow = brush.bright
    for k, tone in enumerate(((60, 190, 220), (110, 220, 150), (240, 160, 80))):
        x = -180 + k * 124
        glow.shape((20, 36, 60), (x, -98), (x + 104, -98), (x + 98, -142), (x + 6, -142))
        for row in range(3):
            glow.box(x + 12, -136 + row * 12, 34 + (row * 31 + k * 17) % 44, 5, tone, 2)
        brush.halo(x + 52, -120, 110, 60, tone, 0.35)
    keys = [box(-170 + k * 30, -70 + 24 * (k % 2), 18, 12) for k in range(12)]
    for kind, tone in enumerate(((236, 90, 80), (250, 206, 90), (110, 210, 240))):
        glow.fills(keys[kind::3], tone)


def pilot_seat(brush: Brush) -> None:
    """Seen from behind."""
    brush.shade(0, 0, 60, 14, 0.4)
    brush.box(-8, -50, 16, 50, (70, 78, 98))
    brush.oval(0, -4, 44, 8, (70, 78, 98))
    brush.block(-52, -204, 104, 150, (60, 70, 96), 22)
    brush.box(-34, -188, 64, 116, (220, 110, 70), 14)
    brush.block(-30, -240, 60, 44, (60, 70, 96), 12)


def beams(brush: Brush) -> None:
    """The slopes and beams of a roof; the origin is the middle of the floor line."""
    board: Colour = (150, 108, 76)
    for side in (-1, 1):
        brush.shape(board, (side * 330, -620), (side * 1600, -620), (side * 1600, 10), (side * 700, 10))
        for k in range(7):
            x = 330 + k * 95
            brush.line((side * x, -620), (side * (x + 370), 10), 3, mix(board, INK, 0.28))
        brush.line((side * 318, -640), (side * 712, 30), 34, DARK_WOOD)
        brush.line((side * 312, -640), (side * 704, 30), 7, mix(DARK_WOOD, IVORY, 0.25))
    brush.block(-560, -440, 1120, 34, DARK_WOOD)
    for side in (-1, 1):
        brush.line((side * 210, -410), (side * 330, -530), 22, DARK_WOOD)


def trunk(brush: Brush) -> None:
    """An old chest with brass bands."""
    brush.shade(0, 0, 110, 18, 0.4)
    brush.block(-96, -76, 192, 78, WOOD, 3)
    brush.fill(joined(arc(0, -76, 96, 44, 180, 180)), mix(WOOD, IVORY, 0.12))
    for x in (-76, 60):
        brush.box(x, -112, 16, 112, GOLD)
    brush.box(-96, -82, 192, 8, mix(WOOD, INK, 0.3))
    brush.block(-14, -90, 28, 34, GOLD, 4)


def rocking_horse(brush: Brush) -> None:
    """Painted, on a red rocker."""
    coat: Colour = (226, 196, 160)
    brush.shade(0, 0, 100, 12, 0.4)
    brush.rope(((-100, -24), (0, 20), (100, -24)), 9, (196, 62, 58))
    for x, foot in ((-46, -62), (40, 58)):
        brush.line((x, -60), (foot, -8), 11, coat)
    brush.fill(oval(0, -76, 62, 30), coat)
    brush.shape(coat, (28, -84), (52, -140), (96, -132), (98, -116), (72, -110), (58, -62))
    brush.shape((140, 72, 50), (34, -96), (44, -148), (58, -150), (50, -90))
    brush.rope(((-58, -90), (-96, -80), (-84, -40)), 12, (140, 72, 50))
    brush.shape((196, 62, 58), (-26, -106), (20, -106), (16, -70), (-22, -70))
    brush.oval(74, -126, 3.5, 3.5, INK)


def cobweb(brush: Brush) -> None:
    """In a corner; the origin is the corner, the web goes right and down."""
    thread: Colour = (226, 220, 214)
    for x, y in ((130, 0), (118, 46), (88, 88), (46, 118), (0, 130)):
        brush.line((0, 0), (x, y), 1.6, thread)
    for reach in (0.4, 0.68, 0.94):
        ring = [
            (130 * reach, 0),
            (112 * reach, 44 * reach),
            (84 * reach, 84 * reach),
            (44 * reach, 112 * reach),
            (0, 130 * reach),
        ]
        for start, end in pairwise(ring):
            brush.line(start, end, 1.6, thread)
