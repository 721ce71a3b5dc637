"""Buildings seen from the street, drawn from the middle of their foot. Each takes a brush and its colours."""

from __future__ import annotations

import math

from kinora.engines.previs.drawing.curves import arc, bend, box, joined, oval, points
from kinora.engines.previs.drawing.palette import Colour, mix
from kinora.engines.previs.places.brush import INK, IVORY, Brush
from kinora.engines.previs.places.outdoors import pane

GLYPH_TONES: tuple[Colour, ...] = ((255, 80, 130), (80, 220, 255), (255, 196, 80), (130, 255, 170))


def shop_front(brush: Brush, wall: Colour, awning: Colour, *, wide: float = 250.0, storeys: int = 2) -> None:
    """A shop with an awning and flats above."""
    tall = 190 + storeys * 128
    left = -wide / 2
    brush.box(left, -tall, wide, tall + 4, wall)
    brush.box(left, -tall, wide * 0.04, tall, mix(wall, IVORY, 0.2))
    brush.box(left + wide * 0.95, -tall, wide * 0.05, tall, mix(wall, INK, 0.2))
    brush.box(left - 6, -tall - 16, wide + 12, 20, mix(wall, INK, 0.28))
    for level in range(storeys):
        y = -190 - 112 - level * 128
        for k in range(2):
            x = left + wide * (0.16 + 0.40 * k)
            brush.box(x - 6, y - 6, wide * 0.28 + 12, 92, mix(wall, IVORY, 0.55), 2)
            pane(brush, x, y, wide * 0.28, 78, home=(int(wide) // 10 + 2 * level + k) % 3 > 0)
            brush.box(x + wide * 0.14 - 2, y, 4, 78, mix(wall, IVORY, 0.55))
            brush.box(x - 10, y + 82, wide * 0.28 + 20, 10, mix(wall, INK, 0.25))
    _display(brush, wall, wide)
    brush.box(left + 8, -196, wide - 16, 34, mix(awning, INK, 0.45), 3)
    for k in range(int((wide - 80) // 22)):
        brush.box(left + 40 + k * 22, -186, 14, 13 if k % 3 else 7, mix(awning, IVORY, 0.75), 3)
    _awning(brush, awning, wide)


def _display(brush: Brush, wall: Colour, wide: float) -> None:
    left = -wide / 2
    brush.box(left + 10, -150, wide - 20, 152, mix(wall, INK, 0.5))
    pane(brush, left + 18, -132, wide * 0.54, 104)
    goods = ((226, 92, 84), (250, 206, 96), (110, 176, 140), (150, 110, 180))
    for k in range(4):
        x = left + 26 + k * wide * 0.13
        brush.box(x, -62 - 12 * (k % 2), wide * 0.09, 34 + 12 * (k % 2), goods[k], 4)
    pane(brush, left + wide * 0.68, -136, wide * 0.22, 90)
    brush.box(left + wide * 0.68, -44, wide * 0.22, 44, mix(wall, INK, 0.3))
    brush.oval(left + wide * 0.71, -50, 3.5, 3.5, (240, 214, 140))
    if brush.burning:
        brush.pool(0, 18, wide * 0.62, 52, (255, 190, 100), 1.1)


def _awning(brush: Brush, colour: Colour, wide: float) -> None:
    count = max(6, int(wide // 34))
    step = (wide + 16) / count
    for k in range(count):
        x = -wide / 2 - 8 + k * step
        tone = colour if k % 2 == 0 else IVORY
        brush.shape(tone, (x * 0.95, -162), ((x + step) * 0.95, -162), (x + step, -122), (x, -122))
        brush.fill(arc(x + step / 2, -122, step / 2, 13, 0, 180, steps=8), mix(tone, INK, 0.10))


def cottage(brush: Brush, wall: Colour, roof: Colour) -> None:
    """A small house with a steep roof, a chimney and a round door."""
    brush.shade(0, 0, 150, 14, 0.4)
    brush.box(56, -270, 30, 90, mix(wall, INK, 0.35))
    brush.box(51, -276, 40, 10, mix(wall, INK, 0.5))
    brush.box(-110, -120, 220, 122, wall)
    brush.box(92, -120, 18, 122, mix(wall, INK, 0.14))
    brush.fill(
        joined(
            points((-140, -110)),
            bend((-140, -110), (-70, -170), (-58, -244)),
            points((58, -244)),
            bend((58, -244), (70, -170), (140, -110)),
        ),
        roof,
    )
    for k in range(4):
        y = -132 - k * 28
        reach = 112 - k * 18
        for x in range(-int(reach) + 8, int(reach) - 12, 26):
            brush.fill(arc(x + 13 * (k % 2), y, 11, 7, 0, 180, steps=7), mix(roof, INK, 0.16))
    brush.fill(joined(arc(0, -62, 26, 26, 180, 180, steps=12), points((26, 2), (-26, 2))), (124, 78, 54))
    brush.oval(15, -34, 3.5, 3.5, (240, 210, 130))
    for x in (-74, 74):
        brush.box(x - 25, -92, 50, 50, IVORY, 4)
        pane(brush, x - 20, -87, 40, 40)
        brush.box(x - 2, -87, 4, 40, IVORY)
        brush.box(x - 20, -69, 40, 4, IVORY)
        brush.box(x - 26, -40, 52, 11, (150, 96, 66), 3)
        for k in range(4):
            brush.oval(x - 18 + k * 12, -43, 7, 6, ((236, 96, 110), (250, 206, 90))[k % 2])
    pane(brush, -18, -206, 36, 32)
    if brush.burning:
        brush.pool(0, 22, 190, 46, (255, 190, 100), 0.9)


def barn(brush: Brush, roof: Colour) -> None:
    """Red boards, white beams and a hay door."""
    red: Colour = (184, 62, 56)
    brush.shade(0, 0, 210, 16, 0.4)
    brush.shape(red, (-160, 2), (-160, -160), (-104, -240), (0, -290), (104, -240), (160, -160), (160, 2))
    for k in range(-7, 8):
        brush.box(k * 22 - 1, -160, 2, 162, mix(red, INK, 0.22))
    for x in (-1, 1):
        brush.fill(
            points((x * 178, -150), (x * 116, -240), (0, -300), (0, -280), (x * 104, -226), (x * 160, -146)), roof
        )
    brush.box(-62, -124, 124, 126, IVORY)
    brush.box(-55, -117, 110, 119, mix(red, INK, 0.12))
    brush.line((-55, -117), (55, 2), 8, IVORY)
    brush.line((55, -117), (-55, 2), 8, IVORY)
    brush.box(-30, -216, 60, 52, IVORY)
    pane(brush, -24, -210, 48, 42)


def silo(brush: Brush) -> None:
    """Of steel rings, with a domed lid."""
    brush.shade(0, 0, 60, 12, 0.35)
    for k in range(5):
        brush.box(-48 + k * 19, -290, 20, 292, mix((206, 212, 220), INK, 0.05 + 0.07 * k))
    brush.dome(0, -288, 50, 46, (150, 162, 178))
    for k in range(5):
        brush.box(-48, -250 + k * 54, 95, 5, (170, 178, 190))


def castle_tower(brush: Brush, stone: Colour, roof: Colour, *, wide: float, tall: float) -> None:
    """Round, with battlements and a pointed roof with a flag."""
    half = wide / 2
    for k in range(6):
        brush.box(-half + k * wide / 6, -tall, wide / 6 + 1, tall + 3, mix(stone, INK, 0.02 + 0.06 * k))
    brush.box(-half - 10, -tall - 6, wide + 20, 26, mix(stone, INK, 0.10))
    for k in range(5):
        brush.box(
            -half - 10 + k * (wide + 20) / 5 + 2, -tall - 26, (wide + 20) / 5 * 0.6, 24, mix(stone, INK, 0.03 * k)
        )
    brush.shape(roof, (-half - 4, -tall - 22), (half + 4, -tall - 22), (0, -tall - 40 - wide * 1.15))
    brush.shape(mix(roof, INK, 0.22), (half * 0.3, -tall - 22), (half + 4, -tall - 22), (0, -tall - 40 - wide * 1.15))
    peak = -tall - 40 - wide * 1.15
    brush.box(-2, peak - 44, 4, 48, (90, 76, 66))
    brush.shape((222, 66, 70), (2, peak - 44), (46, peak - 32), (2, peak - 18))
    for k in range(max(1, int(tall // 130))):
        y = -tall + 60 + k * 118
        arched = joined(arc(0, y, 11, 12, 180, 180, steps=9), points((11, y + 34), (-11, y + 34)))
        (brush.bright if brush.burning else brush).fill(arched, (255, 206, 120) if brush.burning else (70, 66, 84))
        if brush.burning:
            brush.halo(0, y + 12, 50, 56, (160, 110, 50), 0.7)


def battlement(brush: Brush, stone: Colour, *, wide: float, tall: float) -> None:
    """A wall with merlons."""
    brush.box(-wide / 2, -tall, wide, tall + 3, stone)
    count = max(3, int(wide // 44))
    merlons = [box(-wide / 2 + k * wide / count, -tall - 26, wide / count * 0.58, 28) for k in range(count)]
    brush.fills(merlons, stone)
    for k in range(int(wide // 60)):
        for level in range(int(tall // 60)):
            if (k * 7 + level * 5) % 3 == 0:
                brush.box(
                    -wide / 2 + 12 + k * 60 + 22 * (level % 2),
                    -tall + 18 + level * 54,
                    36,
                    18,
                    mix(stone, INK, 0.12),
                    4,
                )


def gate(brush: Brush, stone: Colour) -> None:
    """An arched gate with a grating."""
    brush.fill(joined(arc(0, -130, 84, 84, 180, 180), points((84, 2), (-84, 2))), mix(stone, INK, 0.35))
    brush.fill(joined(arc(0, -126, 66, 66, 180, 180), points((66, 2), (-66, 2))), (60, 44, 44))
    for k in range(-2, 3):
        tall = 126 + math.sqrt(max(0.0, 66**2 - (k * 24) ** 2))
        brush.box(k * 24 - 3, -tall, 6, tall - 40, (112, 82, 60))
    for y in (-160, -110, -66):
        brush.box(-62, y, 124, 6, (112, 82, 60))


def pagoda(brush: Brush, roof: Colour, *, storeys: int = 3) -> None:
    """A temple tower with curved roofs."""
    brush.shade(0, 0, 220, 16, 0.4)
    y, half = 0.0, 150.0
    for level in range(storeys):
        tall = 92.0 - 10 * level
        brush.box(-half, y - tall, half * 2, tall + 2, (236, 222, 200))
        for k in range(7):
            brush.box(-half + k * half / 3 - 5, y - tall, 10, tall + 2, (186, 60, 48))
        if level == 0:
            brush.box(-34, y - 74, 68, 76, (96, 58, 46))
        for x in (-half * 0.66, half * 0.5) if level == 0 else (-half * 0.5, -10, half * 0.34):
            pane(brush, x, y - tall * 0.72, half * 0.16, tall * 0.4)
        curved_roof(brush.at(0, y - tall), half + 56, 64 - 4 * level, roof)
        y -= tall + 52
        half *= 0.76
    brush.box(-4, y - 66, 8, 74, (214, 176, 90))
    for k in range(4):
        brush.oval(0, y - 14 - k * 14, 13 - 2 * k, 4, (214, 176, 90))


def curved_roof(brush: Brush, half: float, tall: float, colour: Colour) -> None:
    """A roof whose eaves turn up; the origin is the middle of its lower edge."""
    right = bend((half * 0.42, -tall), (half * 0.62, -tall * 0.12), (half * 1.06, -tall * 0.36), steps=10)
    under = bend((half * 1.06, -tall * 0.36), (half * 0.86, tall * 0.10), (half * 0.6, tall * 0.10), steps=8)
    left = (right * [-1, 1]).astype("float32")[::-1]
    left_under = (under * [-1, 1]).astype("float32")[::-1]
    outline = joined(right, under, left_under, left)
    brush.fill(outline, colour)
    for k in range(-4, 5):
        brush.line((k * half * 0.10, -tall + 3), (k * half * 0.17, tall * 0.04), 3, mix(colour, INK, 0.22))
    brush.box(-half * 0.44, -tall - 6, half * 0.88, 10, mix(colour, INK, 0.28), 4)
    brush.fill(
        joined(
            under, bend((half * 0.6, tall * 0.10), (half * 0.86, tall * 0.20), (half * 1.06, -tall * 0.36), steps=8)
        ),
        mix(colour, INK, 0.35),
    )


def torii(brush: Brush) -> None:
    """A red gate."""
    red: Colour = (214, 70, 48)
    brush.shade(0, 0, 170, 12, 0.3)
    for side in (-1, 1):
        brush.shape(red, (side * 118, -300), (side * 98, -300), (side * 110, 0), (side * 134, 0))
        brush.box(side * 122 - 17, -14, 34, 16, (60, 54, 62))
    brush.box(-150, -250, 300, 20, red)
    brush.fill(joined(bend((-190, -322), (0, -290), (190, -322)), bend((180, -292), (0, -268), (-180, -292))), red)
    brush.fill(
        joined(bend((-200, -338), (0, -304), (200, -338)), bend((194, -318), (0, -288), (-194, -318))), (60, 54, 62)
    )
    brush.box(-17, -286, 34, 40, (60, 54, 62))


def neon_board(brush: Brush, tone: Colour, *, wide: float = 44.0, tall: float = 170.0) -> None:
    """An upright sign with strange letters; the origin is its upper left corner."""
    brush.box(0, 0, wide, tall, mix(tone, (24, 14, 44), 0.74), 5)
    light = brush.bright if brush.burning else brush
    inner = mix(tone, IVORY, 0.45 if brush.burning else 0.2)
    step = wide * 0.92
    for k in range(int(tall // step)):
        y = step * 0.14 + k * step
        light.box(wide * 0.2, y + 4, wide * 0.6, 4, inner)
        light.box(wide * (0.46, 0.26, 0.6)[k % 3], y, 4.5, step * 0.66, inner)
        light.box(wide * 0.26, y + step * 0.52, wide * 0.5, 4, inner)
        if k % 2:
            light.box(wide * 0.2, y + step * 0.3, wide * 0.6, 4, inner)
    if brush.burning:
        brush.halo(wide / 2, tall / 2, wide * 2.4, tall * 0.85, tone, 0.65)
        brush.pool(wide / 2, tall / 2, wide * 4, tall * 1.2, tone, 0.35)


def paper_lantern(brush: Brush, tone: Colour = (226, 58, 50)) -> None:
    """Hangs from the origin."""
    brush.box(-1, -14, 2, 16, INK)
    light = brush.bright if brush.burning else brush
    light.fill(oval(0, 26, 21, 26), mix(tone, (255, 190, 110), 0.45) if brush.burning else tone)
    for y in (12, 26, 40):
        light.box(-20 if y == 26 else -17, y, 40 if y == 26 else 34, 2, mix(tone, INK, 0.2))
    brush.box(-9, -2, 18, 5, INK)
    brush.box(-9, 50, 18, 5, INK)
    if brush.burning:
        brush.halo(0, 26, 84, 84, (255, 120, 60), 0.65)


def ruined_column(brush: Brush, stone: Colour, tall: float, *, whole: bool = False) -> None:
    """Fluted, broken off or with its capital."""
    brush.shade(0, 0, 58, 12, 0.4)
    brush.box(-44, -22, 88, 24, mix(stone, INK, 0.12), 3)
    brush.box(-37, -38, 74, 18, stone, 4)
    top = [(-30.0, -tall), (-12.0, -tall - 16), (6.0, -tall + 8), (18.0, -tall - 6), (30.0, -tall + 14)]
    outline = [(-30.0, -36.0), *([(-30.0, -tall), (30.0, -tall)] if whole else top), (30.0, -36.0)]
    brush.shape(stone, *outline)
    for k in range(5):
        brush.box(-27 + k * 12, -tall + 20, 4, tall - 58, mix(stone, INK, 0.08 + 0.05 * k))
    if whole:
        brush.box(-40, -tall - 20, 80, 22, mix(stone, IVORY, 0.12), 4)
        brush.box(-48, -tall - 34, 96, 16, stone, 3)
