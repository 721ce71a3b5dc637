"""Pieces of stages and clubs: curtains, loudspeakers, drums, screens, a turntable and a floor of lights."""

from __future__ import annotations

from kinora.engines.previs.drawing.curves import arc, bend, joined, oval, points
from kinora.engines.previs.drawing.palette import Colour, mix
from kinora.engines.previs.places.brush import INK, IVORY, Brush
from kinora.engines.previs.places.furniture import WOOD
from kinora.engines.previs.places.treasures import GOLD

_VELVET: Colour = (172, 32, 48)


def stage_curtains(brush: Brush) -> None:
    """Drawn to both sides, with a border above; the origin is the middle of the floor line."""
    edge = 640 * brush.spread
    for side in (-1, 1):
        for k in range(9):
            tone = mix(_VELVET, INK, 0.30 * (k % 2))
            x = edge - 190 + k * 62 + (130 if k > 6 else 0)
            fold = joined(
                points((side * (x - 6), -620), (side * (x + 66), -620)),
                bend((side * (x + 66), -620), (side * (x + 60), -200), (side * (x + 70), 34)),
                points((side * (x + 8), 40)),
                bend((side * (x + 8), 40), (side * (x - 14), -220), (side * (x - 6), -620)),
            )
            brush.fill(fold, tone)
            brush.box(min(side * (x + 8), side * (x + 70)), 22, 62, 10, GOLD)
    brush.box(-1600, -900, 3200, 470, _VELVET)
    for k in range(-12, 13):
        brush.fill(joined(arc(k * 130, -440, 68, 62, 0, 180)), mix(_VELVET, INK, 0.12 * (k % 2)))
        brush.fill(joined(arc(k * 130, -440, 68, 62, 10, 160), arc(k * 130, -448, 68, 62, 170, -160)), GOLD)
    for k in range(-24, 25):
        brush.box(k * 65 - 8, -900, 16, 462, mix(_VELVET, INK, 0.28))


def backdrop(brush: Brush) -> None:
    """A painted cloth: hills and a paper moon; the origin is the middle of the floor line."""
    edge = 520 * brush.spread
    brush.fade(-edge, -450, edge * 2, 452, (60, 66, 130), (176, 120, 150))
    brush.oval(edge * 0.42, -320, 58, 58, (255, 236, 176))
    brush.oval(edge * 0.42 + 22, -332, 48, 48, (78, 74, 136))
    for x, y in ((-300, -380), (-190, -300), (-60, -390), (60, -330), (330, -400), (-390, -280)):
        brush.shape(
            (255, 240, 190),
            (x - 8, y),
            (x, y - 3),
            (x, y - 11),
            (x + 3, y - 3),
            (x + 11, y),
            (x + 3, y + 3),
            (x, y + 11),
            (x - 3, y + 3),
        )
    for top, tone in ((-150, (92, 84, 140)), (-90, (62, 66, 112))):
        brush.fill(
            joined(
                points((-edge, 0)),
                bend((-edge, top), (-edge / 2, top - 120), (0, top), (edge / 2, top + 90), (edge, top - 60), steps=20),
                points((edge, 0)),
            ),
            tone,
        )


def spot_floor(brush: Brush) -> None:
    """Where the lamps meet the boards."""
    brush.pool(0, 0, 330, 80, (255, 236, 190), 1.0)
    brush.pool(0, -150, 420, 330, (255, 230, 180), 0.35)


def loudspeakers(brush: Brush) -> None:
    """A tower of black boxes."""
    brush.shade(0, 0, 80, 14, 0.4)
    for k in range(3):
        y = -126 * (k + 1)
        brush.block(-66, y, 132, 124, (46, 46, 58), 4)
        for x, size in ((-30, 24), (30, 24), (0, 34)):
            top = y + (32 if x else 82)
            brush.oval(x, top, size, size, (24, 24, 32))
            brush.oval(x, top, size * 0.72, size * 0.72, (66, 66, 80))
            brush.oval(x, top, size * 0.28, size * 0.28, (30, 30, 38))


def drum_kit(brush: Brush) -> None:
    """On a riser."""
    brush.block(-190, -40, 380, 42, (40, 38, 52), 3)
    red: Colour = (206, 46, 60)
    for x, tall in ((-128, 150), (136, 164)):
        brush.line((x, -40), (x, -tall - 40), 4, (150, 150, 160))
        brush.fill(oval(x, -tall - 42, 50, 8, degrees=-8 if x < 0 else 8), GOLD)
    for x, y, wide in ((-46, -170, 40), (44, -170, 40), (-96, -108, 44), (100, -112, 48)):
        brush.box(x - wide, y, wide * 2, 46, red, 8)
        brush.oval(x, y, wide, 9, IVORY)
    brush.oval(0, -94, 62, 62, (180, 180, 190))
    brush.oval(0, -94, 55, 55, red)
    brush.oval(0, -94, 42, 42, IVORY)
    brush.shape(GOLD, (-20, -84), (0, -126), (20, -84), (-26, -108), (26, -108))


def light_rig(brush: Brush) -> None:
    """A truss with lamps; the origin is its middle."""
    wide = 620 * brush.spread
    steel: Colour = (84, 86, 102)
    for y in (-18, 14):
        brush.box(-wide * 1.6, y, wide * 3.2, 6, steel)
    for k in range(-26, 27):
        brush.line((k * 40, -14), (k * 40 + 20, 16), 4, steel)
        brush.line((k * 40 + 20, 16), (k * 40 + 40, -14), 4, steel)
    for k, tone in enumerate(((255, 60, 150), (70, 140, 255), (160, 80, 255), (60, 230, 220), (255, 150, 60))):
        x = (k - 2) * 256 * brush.spread
        brush.box(x - 20, 18, 40, 38, (40, 40, 50), 6)
        brush.bright.oval(x, 58, 18, 9, mix(tone, IVORY, 0.5))
        brush.halo(x, 58, 110, 90, tone, 0.8)


def big_screen(brush: Brush) -> None:
    """Bars of light that stand as on an equaliser; the origin is the middle of the floor line."""
    for x in (-1, 1):
        spot = brush.placed(x * 330, -190)
        spot.box(-120, -190, 240, 250, (30, 28, 46), 4)
        for k in range(9):
            tall = 40 + (k * 37 + (x + 1) * 23) % 150
            tone = mix((255, 60, 160), (60, 200, 255), k / 8)
            for level in range(int(tall // 16)):
                spot.bright.box(-108 + k * 24, 40 - level * 16, 18, 11, mix(tone, (30, 28, 46), 0.35))
        spot.halo(0, -60, 210, 220, (90, 50, 120), 0.6)
    arch = joined(arc(0, -150, 190, 230, 180, 180, steps=30), arc(0, -150, 176, 214, 0, -180, steps=30))
    brush.bright.fill(arch, (255, 120, 200))
    brush.halo(0, -270, 300, 240, (160, 40, 120), 0.5)


def mixing_desk(brush: Brush) -> None:
    """A glowing booth with two turntables."""
    brush.shade(0, 0, 170, 20, 0.4)
    brush.block(-160, -146, 320, 148, (44, 36, 66), 6)
    for k in range(8):
        tall = 30 + (k * 43) % 74
        tone = mix((255, 60, 190), (60, 200, 255), k / 7)
        brush.bright.box(-136 + k * 36, -18 - tall, 22, tall, tone, 3)
    brush.halo(0, -70, 250, 140, (120, 40, 130), 0.8)
    brush.box(-176, -160, 352, 20, (70, 62, 96), 5)
    for x in (-96, 96):
        brush.oval(x, -164, 58, 13, (26, 24, 34))
        brush.oval(x, -165, 20, 5, (255, 120, 90))
    brush.box(-26, -176, 52, 16, (96, 90, 120), 3)


def neon_signs(brush: Brush) -> None:
    """Tubes on the wall: a heart, a bolt and rings; the origin is the middle of the floor line."""
    glow = brush.bright
    for x, tone, kind in ((-400, (255, 70, 170), 0), (400, (70, 220, 255), 1), (-190, (255, 200, 80), 2)):
        spot = glow.placed(x, -330)
        light = mix(tone, IVORY, 0.35)
        if kind == 0:
            for side in (-1, 1):
                for start, end in (
                    ((0, 56), (side * 62, -10)),
                    ((side * 62, -10), (side * 50, -46)),
                    ((side * 50, -46), (side * 20, -48)),
                    ((side * 20, -48), (0, -24)),
                ):
                    spot.line(start, end, 8, light)
        elif kind == 1:
            for start, end in (((16, -70), (-30, 8)), ((-30, 8), (22, 2)), ((22, 2), (-16, 76))):
                spot.line(start, end, 9, light)
        else:
            for reach in (46, 28):
                spot.fills([oval(0, 0, reach, reach), oval(0, 0, reach - 7, reach - 7)], light)
        brush.placed(x, -330).halo(0, 0, 170, 150, tone, 0.75)
        brush.placed(x, -330).pool(0, 40, 320, 300, tone, 0.5)


def dance_floor(brush: Brush) -> None:
    """Lit squares in perspective; the origin is the middle of the floor line."""
    tones: tuple[Colour, ...] = ((206, 50, 170), (60, 90, 220), (40, 190, 190), (220, 120, 60), (130, 60, 210))
    edges = [24, 46, 78, 122, 180, 260, 370, 520, 720]
    for row in range(8):
        upper, lower = edges[row], edges[row + 1]
        for k in range(-7, 7):
            tone = mix(tones[(k * 3 + row * 2) % 5], (26, 20, 44), 0.30 + 0.2 * ((k + row) % 2))
            x0, x1 = 96 * k, 96 * (k + 1)
            near, far = 1 + lower / 300, 1 + upper / 300
            brush.bright.shape(
                tone,
                (x0 * far + 2, upper + 1.5),
                (x1 * far - 2, upper + 1.5),
                (x1 * near - 2, lower - 1.5),
                (x0 * near + 2, lower - 1.5),
            )


def boards_edge(brush: Brush) -> None:
    """The front edge of a stage with its footlights; the origin is the middle of the edge."""
    brush.box(-1700, 0, 3400, 8, mix(WOOD, IVORY, 0.4))
    brush.box(-1700, 8, 3400, 1200, (52, 34, 42))
    for k in range(-11, 12):
        brush.bright.dome(k * 124, 0, 22, 14, (255, 240, 190))
        brush.halo(k * 124, -8, 70, 46, (150, 120, 60), 0.8)
