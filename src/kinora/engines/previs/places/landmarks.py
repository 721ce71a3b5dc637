"""Places that one travels to see: a castle, a temple, ruins, a bridge."""

from __future__ import annotations

import math

from kinora.engines.previs.drawing.curves import bend, joined, oval, points
from kinora.engines.previs.drawing.palette import Colour, mix
from kinora.engines.previs.places import facades
from kinora.engines.previs.places.brush import INK, IVORY, Brush
from kinora.engines.previs.places.lights import Mirror
from kinora.engines.previs.places.outdoors import (
    LEFT,
    RIGHT,
    Site,
    clouds_of_leaves,
    ground,
    lamp_post,
    roofs,
    strip,
    toned,
    tree,
)
from kinora.engines.previs.places.terrain import ridge, skyline
from kinora.engines.previs.setting import Layer, Setting

_BLOSSOM: Colour = (246, 178, 200)


def _hills(site: Site, colour: Colour, *, rise: float = 0.14) -> None:
    """Two ranges of hills behind everything."""
    setting = site.setting
    for depth, haze, share in ((0.18, 0.55, 1.0), (0.30, 0.36, 0.6)):
        brush = site.on(depth)
        edge = skyline(
            setting,
            f"hills {depth}",
            top=setting.height * (site.line - 0.02),
            rise=setting.height * rise * share,
            bumps=0.9,
        )
        upper = setting.palette.surface(site.white(colour, 0.7), haze)
        ridge(
            brush.layer,
            edge,
            upper,
            mix(upper, setting.palette.haze, 0.4),
            fade=setting.height * 0.12,
            bottom=setting.height,
            bands=8,
        )


def castle(setting: Setting) -> list[Layer]:
    """Towers with flags behind a moat, a bridge to the gate, banners."""
    site = Site(setting, 0.66)
    _hills(site, (112, 156, 140))
    stone: Colour = (206, 194, 190)
    roof: Colour = site.white((82, 100, 160), 0.85)
    keep = site.on(0.6, 0.10)
    for x, wide, tall in ((-60, 110, 400), (90, 96, 330), (-210, 84, 300), (230, 84, 290)):
        facades.castle_tower(keep.placed(x, 0), mix(stone, (190, 176, 196), 0.4), roof, wide=wide, tall=tall)
    facades.battlement(keep.at(0, 0), mix(stone, (190, 176, 196), 0.3), wide=560 * keep.spread, tall=230)
    wall = site.on(0.8)
    facades.battlement(wall.at(0, 4), stone, wide=1240 * wall.spread, tall=160)
    for x, wide, tall in ((-600, 140, 290), (600, 140, 290), (-310, 120, 250), (310, 120, 250)):
        facades.castle_tower(wall.placed(x, 6), stone, site.white((176, 74, 72), 0.85), wide=wide, tall=tall)
    facades.gate(wall.at(0, 6, 1.05), stone)
    for x in (-150, 150):
        _hung_banner(wall.placed(x, -150))
    floor = site.on(1.0)
    ground(floor, site.white((122, 178, 92)), site.white((140, 192, 96)))
    water = toned(setting, (70, 134, 176))
    floor.bright.shape(water, (LEFT, 26), (RIGHT, 26), (RIGHT, 74), (LEFT, 74))
    for k in range(26):
        floor.bright.box(LEFT + k * 131 + 30 * (k % 3), 36 + 11 * (k % 4), 70, 2.5, mix(water, IVORY, 0.35), 1)
    strip(floor, (-96, 96), (0, 92), (150, 108, 74), rise=260)
    for k in range(7):
        y = 6 + 13 * k
        floor.box(-96 * (1 + y / 260), y, 192 * (1 + y / 260), 2, mix((150, 108, 74), INK, 0.35))
    strip(floor, (-96, 96), (92, 900), site.white((220, 196, 156), 0.7), rise=260)
    for side in (-1, 1):
        floor.line((side * 84, -170), (side * 124, 72), 4, (90, 84, 88))
    for x in (-470, 500):
        tree(floor.placed(x, 100), (92, 150, 84), 230)
    return site.layers()


def _hung_banner(brush: Brush) -> None:
    brush.shape((206, 62, 70), (-22, 0), (22, 0), (22, 96), (0, 78), (-22, 96))
    brush.shape((250, 206, 100), (0, 22), (13, 40), (0, 58), (-13, 40))


def temple(setting: Setting) -> list[Layer]:
    """A red gate and stone steps before a temple with curved roofs, cherry trees, lanterns of stone."""
    site = Site(setting, 0.66)
    _hills(site, (120, 150, 160), rise=0.2)
    _snow_peak(site.on(0.19, 0.42), setting)
    back = site.on(0.6, 0.10)
    facades.pagoda(back.placed(380, -20, 0.95), site.white((74, 96, 110)))
    _hall(back.placed(-30, -46, 1.0), site)
    floor = site.on(1.0)
    for k in range(4):
        reach = 250 + k * 40
        floor.box(-reach, -48 + k * 13, reach * 2, 14, site.white(mix((186, 180, 178), IVORY, 0.16), 0.8))
        floor.box(-reach, -40 + k * 13, reach * 2, 6, (140, 134, 138))
    ground(floor, site.white((186, 176, 150)), site.white((206, 194, 164)))
    strip(floor, (-210, 210), (0, 900), site.white((196, 192, 190)), rise=260)
    for k in range(7):
        y = 10 + 9 * k * (1 + k * 0.3)
        floor.box(-210 * (1 + y / 260), y, 420 * (1 + y / 260), 2, (160, 154, 156))
    facades.torii(floor.at(0, 44, 1.12))
    for x in (-330, 320):
        _stone_lantern(floor.placed(x, 56))
    for x, y, size in ((-520, 60, 1.15), (540, 66, 1.1), (-830, 40, 1.0), (860, 40, 1.0)):
        _cherry(floor.placed(x, y, size), site)
    return site.layers()


def _snow_peak(brush: Brush, setting: Setting) -> None:
    brush.fill(
        joined(
            bend((-620, 20), (-380, -60), (-296, -330)),
            points((-210, -330)),
            bend((-210, -330), (-120, -60), (120, 20)),
        ),
        (126, 140, 178),
    )
    brush.shape(
        (250, 250, 255),
        (-296, -330),
        (-210, -330),
        (-182, -262),
        (-214, -282),
        (-238, -248),
        (-262, -280),
        (-292, -244),
        (-322, -262),
    )


def _hall(brush: Brush, site: Site) -> None:
    """The temple's main hall."""
    roof = site.white((74, 96, 110))
    brush.box(-190, -120, 380, 124, (240, 226, 200))
    for k in range(8):
        brush.box(-190 + k * 53, -120, 12, 124, (192, 62, 48))
    brush.box(-60, -104, 120, 108, (110, 66, 50))
    for k in range(6):
        brush.box(-56 + k * 20, -100, 14, 100, (240, 214, 160) if not brush.burning else (255, 206, 120))
    facades.curved_roof(brush.at(0, -116), 282, 96, roof)
    brush.box(-104, -250, 208, 48, (240, 226, 200))
    facades.curved_roof(brush.at(0, -246), 178, 74, roof)
    for x in (-130, 130):
        facades.paper_lantern(brush.at(x, -94, 1.1))


def _stone_lantern(brush: Brush) -> None:
    stone: Colour = (160, 160, 166)
    brush.shade(0, 0, 44, 10, 0.4)
    brush.block(-34, -18, 68, 20, stone, 3)
    brush.block(-12, -92, 24, 76, stone, 2)
    brush.block(-30, -104, 60, 14, stone, 3)
    brush.block(-24, -146, 48, 44, stone, 2)
    (brush.bright if brush.burning else brush).box(
        -13, -138, 26, 28, (255, 206, 120) if brush.burning else (90, 88, 96)
    )
    facades.curved_roof(brush.at(0, -146), 46, 30, mix(stone, INK, 0.14))
    if brush.burning:
        brush.halo(0, -124, 110, 100, (255, 180, 90), 1.0)
        brush.pool(0, 4, 150, 40, (255, 190, 100), 1.0)


def _cherry(brush: Brush, site: Site) -> None:
    """A cherry tree in flower and petals on the ground."""
    bark: Colour = (104, 78, 74)
    brush.shade(0, 0, 130, 16, 0.35)
    petals = [oval(math.sin(k * 2.4) * 150, 6 + 16 * math.cos(k * 1.7), 6, 2.6, steps=8) for k in range(26)]
    brush.fills(petals, mix(_BLOSSOM, IVORY, 0.3))
    brush.shape(bark, (-22, 2), (-12, -150), (12, -150), (24, 2))
    for x, y in ((-100, -230), (96, -240), (-30, -280)):
        brush.line((0, -130), (x, y), 13, bark)
    leaf = _BLOSSOM
    for x, y, size in ((-104, -246, 84), (104, -252, 86), (-2, -312, 104), (-40, -226, 64), (52, -222, 60)):
        clouds_of_leaves(brush.at(x, y), mix(leaf, (226, 120, 160), 0.12 * (x < 0)), size)


def ruins(setting: Setting) -> list[Layer]:
    """Columns, an arch and fallen stones, overgrown."""
    site = Site(setting, 0.65)
    _hills(site, (150, 160, 130))
    stone: Colour = site.white((214, 198, 172), 0.3)
    far = site.on(0.5, 0.26)
    for k in range(-7, 8):
        if k % 3:
            facades.ruined_column(far.at(k * 170.0, 6, 0.62), stone, 250 - 40 * (k % 2), whole=k % 2 == 1)
    _pediment(far.at(0, -138, 0.62), stone)
    near = site.on(0.85)
    _broken_arch(near.placed(-400, 14), stone)
    for x, tall, whole in (
        (190, 300, True),
        (330, 210, False),
        (500, 330, True),
        (-640, 250, False),
        (700, 180, False),
    ):
        facades.ruined_column(near.placed(x, 16), stone, tall, whole=whole)
    near.placed(0, 0).box(150 * near.spread, -364, 396 * near.spread, 34, mix(stone, INK, 0.06), 3)
    floor = site.on(1.0)
    ground(floor, site.white((150, 176, 100)), site.white((170, 190, 108)))
    slab: Colour = site.white((206, 192, 168), 0.5)
    for k in range(5):
        for place in range(-4, 4):
            if (k * 3 + place * 5) % 4:
                left, y = place * 110.0, 30 + 13 * k * (1 + k * 0.35)
                strip(floor, (left, left + 96), (y, y + 12 + 5 * k), mix(slab, INK, 0.05 * ((k + place) % 3)), rise=230)
    for x, y, size in ((-250, 52, 1.0), (430, 60, 1.2), (-560, 110, 1.3), (620, 130, 1.2)):
        _fallen(floor.placed(x, y, size), stone)
    for x, y in ((-480, 40), (300, 44), (-700, 70), (760, 60)):
        _bush(floor.placed(x, y), site.white((104, 152, 84), 0.5))
    return site.layers()


def _pediment(brush: Brush, stone: Colour) -> None:
    brush.box(-340, -30, 680, 30, stone, 2)
    brush.shape(mix(stone, INK, 0.08), (-340, -32), (340, -32), (160, -92), (90, -84), (0, -136))


def _broken_arch(brush: Brush, stone: Colour) -> None:
    brush.shade(0, 0, 180, 14, 0.4)
    for x in (-140, 84):
        for k in range(5):
            brush.block(x + 3 * (k % 2), -44 * (k + 1), 58 - 5 * (k % 2), 45, mix(stone, INK, 0.05 * (k % 3)), 4)
    for k in range(8):
        turn = math.radians(184 + 18 * k)
        across, down = math.cos(turn) * 112, -222 + math.sin(turn) * 108
        brush.fill(
            oval(across, down, 33, 22, degrees=float(184 + 18 * k - 90), steps=8), mix(stone, INK, 0.05 * (k % 3))
        )
    for k in range(7):
        brush.line((-120 + 4 * k, -240 + 26 * k), (-128 + 9 * k, -222 + 26 * k), 7, (96, 144, 80))
        brush.oval(-124 + 6 * k, -226 + 26 * k, 12, 8, (112, 160, 88))


def _fallen(brush: Brush, stone: Colour) -> None:
    """A drum of a column on its side, and rubble."""
    brush.shade(0, 0, 96, 12, 0.4)
    brush.box(-70, -56, 120, 58, stone, 8)
    for y in (-44, -28, -12):
        brush.box(-66, y, 112, 4, mix(stone, INK, 0.14))
    brush.oval(50, -27, 17, 30, mix(stone, IVORY, 0.2))
    brush.shape(mix(stone, INK, 0.1), (66, 2), (72, -22), (98, -26), (112, 2))


def _bush(brush: Brush, leaf: Colour) -> None:
    brush.shade(0, 0, 70, 10, 0.3)
    for x, y, size in ((-34, -20, 32), (34, -22, 34), (0, -38, 38)):
        brush.oval(x, y, size, size * 0.8, leaf)
        brush.oval(x - 8, y - 10, size * 0.5, size * 0.35, mix(leaf, (255, 250, 190), 0.25))


def bridge(setting: Setting) -> list[Layer]:
    """On the deck of a suspension bridge: towers, cables and hangers, the city over the water."""
    site = Site(setting, 0.63)
    roofs(site.on(0.2, 0.5), setting, "bridge", tall=230, wide=84, colour=(124, 130, 158))
    water = mix(setting.palette.middle, toned(setting, (44, 108, 150)), 0.6)
    sea = site.on(0.3)
    for band in range(6):
        sea.bright.box(
            LEFT, -30 + 16 * band, RIGHT - LEFT, 600, mix(mix(water, setting.palette.horizon, 0.4), water, band / 5)
        )
    iron: Colour = (206, 84, 66)
    far = site.on(0.8)
    for x in (-470, 470):
        _bridge_tower(far.placed(x, 40), iron)
    edge = 470 * far.spread
    for side in (-1, 1):
        _cable(far, iron, (side * edge, -420), (side * (edge + 560), -40), (side * (edge + 300), -150))
    _cable(far, iron, (-edge, -420), (edge, -420), (0, 190))
    deck = site.on(1.0)
    ground(deck.at(0, 40), site.white((112, 112, 124), 0.7), site.white((92, 92, 106), 0.7))
    _railing(deck.at(0, 44), iron)
    deck.box(LEFT, 42, RIGHT - LEFT, 12, site.white((214, 206, 200)))
    for k in range(-12, 13):
        deck.box(k * 150.0, 96, 82, 6, (236, 226, 190))
    deck.box(LEFT, 226, RIGHT - LEFT, 7, (236, 232, 226))
    for x in (-200, 230):
        lamp_post(deck.placed(x, 56), 270)
    return site.layers(*([Mirror(setting, 0.70, strength=0.7)] if setting.is_wet else []))


def _bridge_tower(brush: Brush, iron: Colour) -> None:
    for side in (-1, 1):
        brush.block(side * 54 - 20, -450, 40, 460, iron, 3)
        brush.box(side * 54 - 26, -460, 52, 18, mix(iron, IVORY, 0.2), 3)
    for y in (-430, -300, -160):
        brush.box(-54, y, 108, 26, mix(iron, INK, 0.12))
    for y in (-404, -274):
        brush.line((-36, y), (36, y + 104), 8, mix(iron, INK, 0.12))
        brush.line((36, y), (-36, y + 104), 8, mix(iron, INK, 0.12))
    for side in (-1, 1):
        if brush.burning:
            brush.bright.oval(side * 54, -468, 7, 7, (255, 90, 80))
            brush.halo(side * 54, -468, 60, 60, (255, 70, 60), 1.0)


def _cable(
    brush: Brush, iron: Colour, start: tuple[float, float], end: tuple[float, float], sag: tuple[float, float]
) -> None:
    curve = bend(start, sag, end, steps=30)
    hangers = [(float(x), float(y)) for x, y in curve[1::2]]
    for x, y in hangers:
        if y < 20:
            brush.box(x - 1.4, y, 2.8, 50 - y, mix(iron, IVORY, 0.2))
    brush.rope((start, sag, end), 10, iron, 30)


def _railing(brush: Brush, iron: Colour) -> None:
    for k in range(-42, 43):
        brush.box(k * 40.0, -60, 5, 62, iron)
    for y in (-66, -34):
        brush.box(LEFT, y, RIGHT - LEFT, 8, mix(iron, IVORY, 0.12))
