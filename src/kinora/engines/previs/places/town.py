"""Places in town and village at street level: a street, a Japanese street, a market, a village, a roof, a harbour."""

from __future__ import annotations

import math

from kinora.engines.previs.drawing.curves import arc, bend, joined, oval, points
from kinora.engines.previs.drawing.palette import Colour, mix
from kinora.engines.previs.places import facades
from kinora.engines.previs.places.brush import INK, IVORY, Brush
from kinora.engines.previs.places.lights import Mirror
from kinora.engines.previs.places.outdoors import (
    LEFT,
    RIGHT,
    Site,
    bench,
    crossing,
    ground,
    lamp_post,
    pane,
    paving,
    roofs,
    strip,
    tree,
)
from kinora.engines.previs.places.traffic import Parked
from kinora.engines.previs.setting import Layer, Setting

_LEAF: Colour = (96, 158, 84)


def street(setting: Setting) -> list[Layer]:
    """Shops with awnings, a pavement with lamps and trees, and a crossing on which the actors stand."""
    site = Site(setting, 0.665)
    roofs(site.on(0.4, 0.45), setting, "street", tall=430, wide=110, colour=(132, 136, 158))
    shops = site.on(0.85)
    row: tuple[tuple[Colour, Colour, float, int], ...] = (
        ((206, 132, 104), (72, 140, 120), 250, 2),
        ((236, 206, 156), (206, 78, 74), 290, 1),
        ((140, 160, 186), (240, 170, 80), 240, 2),
        ((222, 170, 150), (96, 110, 180), 270, 1),
        ((180, 196, 160), (214, 92, 120), 250, 2),
    )
    x = -1380.0
    for k in range(11):
        wall, awning, wide, storeys = row[k % 5]
        facades.shop_front(shops.at(x + wide / 2, 0), wall, awning, wide=wide, storeys=storeys)
        x += wide
    floor = site.on(1.0)
    ground(floor, site.white((176, 168, 166)), site.white((190, 182, 176)), bands=3)
    paving(floor, mix(site.white((176, 168, 166)), INK, 0.14), gap=70, rows=2, rise=180)
    road = floor.at(0, 62)
    road.box(LEFT, -9, RIGHT - LEFT, 12, site.white((214, 208, 204)))
    ground(road, site.white((104, 104, 116), 0.6), site.white((84, 84, 98), 0.6), bands=6, deep=220)
    crossing(road, (14, 62 + 106 * site.reach), site.white((236, 236, 232), 0.5), count=8)
    for place, kind in ((-500, 0), (-190, 1), (330, 1), (560, 0), (-860, 1), (880, 1)):
        spot = floor.placed(place, 36)
        if kind:
            lamp_post(spot, 290)
        else:
            tree(spot, _LEAF, 270)
    _mailbox(floor.placed(250, 44))
    bench(floor.placed(-360, 40))
    kerb = [(floor.placed(x, 88), kind, left) for x, kind, left in ((-470, 1, False), (490, 3, True), (850, 2, True))]
    narrow = 1.25 * floor.unit * 720.0 / setting.height
    parked = Parked(setting, [(spot.x, spot.y, narrow, kind, left) for spot, kind, left in kerb])
    return site.layers(*_mirror(setting, 0.76), parked)


def _mirror(setting: Setting, line: float) -> list[Layer]:
    return [Mirror(setting, line, strength=0.75)] if setting.is_wet else []


def _mailbox(brush: Brush) -> None:
    brush.shade(0, 0, 34, 8, 0.4)
    brush.box(-5, -40, 10, 42, (60, 62, 72))
    brush.block(-26, -108, 52, 72, (206, 60, 54), 10)
    brush.box(-16, -92, 30, 6, INK, 2)
    brush.box(-14, -76, 26, 18, IVORY, 2)


def japanese_street(setting: Setting) -> list[Layer]:
    """A narrow street of shops with lanterns, upright signs and wires."""
    site = Site(setting, 0.69)
    roofs(site.on(0.35, 0.5), setting, "tokyo", tall=470, wide=130, colour=(110, 112, 140))
    far = site.on(0.55)
    for k in range(-4, 5):
        _tall_house(far.at(k * 190.0 + 60, 0), mix((120, 110, 128), (150, 132, 120), 0.5 * (k % 2)), k)
    houses = site.on(0.85)
    for k, side in enumerate((-2, -1, 1, 2)):
        _izakaya(houses.placed(side * 290 + (60 if side < 0 else -60), 0), k)
    for k, x in enumerate((-450, -232, 190, 410, -640, 640)):
        tone = facades.GLYPH_TONES[k % 4]
        facades.neon_board(houses.placed(x, -430 + 30 * (k % 3)), tone, tall=190 - 26 * (k % 2))
    _wires(houses)
    floor = site.on(1.0)
    ground(floor, site.white((140, 136, 148), 0.7), site.white((112, 108, 124), 0.7))
    for side in (-1, 1):
        strip(floor, (side * 250, side * 262), (0, 330), site.white((226, 222, 214), 0.6))
    for k in range(5):
        facades.paper_lantern(houses.placed(-120 + k * 60, -300 + 14 * abs(k - 2)))
    return site.layers(*_mirror(setting, 0.70))


def _tall_house(brush: Brush, wall: Colour, number: int) -> None:
    tall = 300 + 50 * (number % 3)
    brush.box(-92, -tall, 184, tall + 4, wall)
    for level in range(3):
        for k in range(3):
            if (level + k + number) % 3:
                pane(brush, -72 + k * 54, -tall + 22 + level * 72, 36, 44, warm=(level + number) % 2 == 0)
    brush.box(-97, -tall - 10, 194, 14, mix(wall, INK, 0.35))


def _izakaya(brush: Brush, number: int) -> None:
    """A wooden shop with a curtain over the door, red lanterns and a tiled roof."""
    wood: Colour = ((134, 92, 66), (150, 104, 72), (118, 80, 62), (140, 96, 70))[number]
    brush.box(-140, -340, 280, 344, mix(wood, INK, 0.15))
    brush.box(-140, -340, 280, 120, (226, 212, 186))
    for k in range(5):
        pane(brush, -124 + k * 50, -318, 42, 74, home=(k * 3 + number) % 5 < 2)
    for k in range(6):
        brush.box(-126 + k * 50 - 5, -330, 6, 100, wood)
    facades.curved_roof(brush.at(0, -336), 176, 50, (74, 84, 108))
    facades.curved_roof(brush.at(0, -206), 172, 40, (74, 84, 108))
    pane(brush, -112, -150, 92, 120)
    pane(brush, 16, -150, 92, 152)
    for k in range(5):
        brush.box(-112 + k * 23 - 2, -150, 4, 120, wood)
    cloth: Colour = ((50, 76, 150), (190, 56, 56), (60, 110, 96), (150, 60, 110))[number]
    for k in range(4):
        brush.box(14 + k * 24, -156, 22, 54, cloth, 2)
        brush.oval(25 + k * 24, -130, 6, 6, IVORY)
    for x in (-126, 0, 124):
        facades.paper_lantern(brush.at(x, -186, 0.9))
    if brush.burning:
        brush.pool(20, 22, 190, 56, (255, 170, 90), 1.0)


def _wires(brush: Brush) -> None:
    """Poles, transformers and many wires."""
    iron: Colour = (76, 74, 86)
    for x in (-360, 330):
        spot = brush.placed(x, 0)
        spot.box(-7, -560, 14, 564, iron)
        for y in (-520, -486):
            spot.box(-54, y, 108, 7, iron)
        spot.block(12, -470, 34, 52, (150, 152, 160), 5)
    for k in range(5):
        y = -520 + 34 * (k // 3) - 3 * k
        near = 690 * brush.spread
        brush.rope(((-near * 2, y + 30), (-near * 1.2, y + 40 + 6 * k), (-360 * brush.spread, y)), 2.2, iron)
        brush.rope(((-360 * brush.spread, y), (0, y + 70 + 9 * k), (330 * brush.spread, y)), 2.2, iron)
        brush.rope(((330 * brush.spread, y), (near * 1.2, y + 50 + 6 * k), (near * 2, y + 20)), 2.2, iron)


def market(setting: Setting) -> list[Layer]:
    """Stalls under striped awnings, full of fruit, on a paved square."""
    site = Site(setting, 0.68)
    roofs(site.on(0.35, 0.45), setting, "market", tall=330, wide=130, colour=(190, 158, 140))
    back = site.on(0.7, 0.12)
    for k in range(-5, 6):
        _stall(back.at(k * 230.0, 4, 0.72), k + 7)
    _pennants(site.on(0.8))
    floor = site.on(1.0)
    ground(floor, site.white((196, 178, 156)), site.white((216, 198, 172)))
    paving(floor, mix(site.white((196, 178, 156)), INK, 0.14), gap=84, rows=6)
    for k, x in enumerate((-440, 440, -800, 800)):
        _stall(floor.placed(x, 52, 1.1), k)
    _baskets(floor.placed(-190, 62))
    return site.layers(*_mirror(setting, 0.70))


_FRUIT: tuple[Colour, ...] = (
    (226, 66, 56),
    (250, 168, 50),
    (132, 184, 70),
    (250, 212, 76),
    (140, 80, 150),
    (236, 120, 110),
)


def _stall(brush: Brush, number: int) -> None:
    cloth: Colour = ((206, 66, 62), (66, 130, 120), (236, 160, 60), (80, 110, 176))[number % 4]
    wood: Colour = (158, 112, 74)
    brush.shade(0, 0, 180, 18, 0.4)
    for x in (-140, 132):
        brush.box(x, -270, 9, 272, wood)
    brush.shape(mix(wood, INK, 0.62), (-132, -190), (132, -190), (132, -100), (-132, -100))
    brush.block(-150, -104, 300, 106, wood, 3)
    for k in range(3):
        x = -142 + k * 97
        brush.shape(mix(wood, IVORY, 0.25), (x, -112), (x + 90, -112), (x + 86, -74), (x + 4, -74))
        tone = _FRUIT[(number * 3 + k) % 6]
        for level in range(3):
            for place in range(5 - level):
                brush.oval(
                    x + 13 + level * 8 + place * 16,
                    -116 - level * 12,
                    9.5,
                    9,
                    mix(tone, INK, 0.09 * ((place + level) % 2)),
                )
                brush.oval(x + 10 + level * 8 + place * 16, -119 - level * 12, 2.5, 2.2, mix(tone, IVORY, 0.6))
    for k in range(8):
        x = -164 + k * 41
        tone = cloth if k % 2 == 0 else IVORY
        brush.shape(tone, (x * 0.9, -304), ((x + 41) * 0.9, -304), (x + 41, -238), (x, -238))
        brush.fill(arc(x + 20.5, -238, 20.5, 15, 0, 180, steps=8), mix(tone, INK, 0.1))
    if brush.burning:
        brush.bright.oval(0, -206, 10, 10, (255, 236, 180))
        brush.halo(0, -200, 130, 120, (220, 150, 70), 0.9)
        brush.pool(0, -120, 230, 130, (255, 196, 110), 1.0)


def _pennants(brush: Brush) -> None:
    for line in range(2):
        for k in range(-18, 19):
            x, y = k * 62.0, -410 + 62 * line + 26 * abs(math.sin(k * 0.52 + line * 1.2))
            tone = _FRUIT[(k + 2 * line) % 6]
            brush.shape(tone, (x - 18, y), (x + 18, y + 2), (x, y + 34))


def _baskets(brush: Brush) -> None:
    for x, tone in ((-50, (250, 168, 50)), (50, (132, 184, 70))):
        brush.shade(x, 0, 54, 10, 0.35)
        for place in range(5):
            brush.oval(x - 26 + place * 13, -40 - 6 * (place % 2), 11, 10, mix(tone, INK, 0.08 * (place % 2)))
        brush.shape((190, 140, 86), (x - 46, -38), (x + 46, -38), (x + 36, 2), (x - 36, 2))
        brush.box(x - 48, -42, 96, 9, (214, 166, 104), 4)


def village(setting: Setting) -> list[Layer]:
    """Cottages on a green, hills behind, a path that winds to the camera."""
    site = Site(setting, 0.64)
    far = site.on(0.2, 0.5)
    for k in range(-6, 7):
        far.oval(k * 260.0, 40, 330, 130 + 40 * (k % 3), site.white((110, 160, 130)))
    church = site.on(0.35, 0.34)
    church.box(-250, -190, 60, 200, (226, 214, 196))
    church.shape(site.white((150, 90, 80)), (-260, -186), (-180, -186), (-220, -300))
    middle = site.on(0.55, 0.12)
    for k in range(-7, 8):
        middle.oval(k * 220.0 + 60, 30, 260, 70, site.white((116, 172, 104)))
    green: Colour = (128, 186, 92)
    for x in (-640, -130, 120, 610, -900, 900):
        facades.cottage(middle.placed(x, -6, 0.62), (240, 226, 200), site.white((176, 96, 76)))
        tree(middle.placed(x + 150, -2, 0.7), (86, 150, 84), 220)
    floor = site.on(1.0)
    ground(floor, site.white((120, 178, 90)), site.white(green))
    path: Colour = site.white((222, 196, 150), 0.7)
    floor.fill(
        joined(bend((-60, 0), (90, 60), (-80, 130), (-330, 300)), bend((330, 300), (130, 130), (170, 60), (-36, 0))),
        path,
    )
    facades.cottage(floor.placed(-440, 34, 1.12), (250, 238, 214), site.white((190, 84, 68)))
    facades.cottage(floor.placed(450, 30, 1.05), (226, 200, 176), site.white((120, 110, 130)))
    for x in (-240, 270):
        tree(floor.placed(x, 24, 0.9), (92, 158, 84), 240)
    picket_fence(floor.placed(-470, 92), site.white(IVORY), 9)
    picket_fence(floor.placed(500, 96), site.white(IVORY), 9)
    return site.layers()


def picket_fence(brush: Brush, colour: Colour, count: int) -> None:
    """The origin is the middle of the foot."""
    wide = count * 34
    for y in (-50, -24):
        brush.box(-wide / 2, y, wide, 8, mix(colour, INK, 0.10))
    for k in range(count):
        x = -wide / 2 + k * 34 + 8
        brush.shape(colour, (x, 2), (x, -62), (x + 9, -74), (x + 18, -62), (x + 18, 2))


def rooftop(setting: Setting) -> list[Layer]:
    """On a flat roof over the town: a parapet, a water tank, plants and a string of lamps."""
    site = Site(setting, 0.70)
    roofs(site.on(0.2, 0.6), setting, "roof far", tall=330, wide=90, colour=(120, 126, 154))
    roofs(site.on(0.35, 0.36), setting, "roof middle", tall=250, wide=120, colour=(116, 116, 142))
    roofs(site.on(0.55, 0.14), setting, "roof near", tall=160, wide=170, colour=(112, 104, 122), gap=14)
    floor = site.on(1.0)
    _tank(floor.placed(-470, -60), site)
    _stair_house(floor.placed(470, -40))
    wall: Colour = (190, 160, 142)
    floor.box(LEFT, -64, RIGHT - LEFT, 70, wall)
    floor.box(LEFT, -76, RIGHT - LEFT, 16, site.white((214, 196, 182)))
    for k in range(-16, 17):
        floor.box(k * 100.0, -60, 3, 64, mix(wall, INK, 0.16))
    ground(floor, site.white((150, 144, 148)), site.white((172, 164, 164)))
    paving(floor, mix(site.white((150, 144, 148)), INK, 0.12), gap=130, rows=5)
    floor.shade(0, 6, 1700, 30, 0.3)
    for x in (-250, 270):
        _planter(floor.placed(x, 26), site.white((96, 160, 92), 0.4))
    _string_lights(site.on(1.05))
    return site.layers(*_mirror(setting, 0.71))


def _tank(brush: Brush, site: Site) -> None:
    for x in (-64, 56):
        brush.line((x, -90), (x * 1.1, 20), 9, (84, 80, 90))
    brush.line((-62, -80), (60, 10), 5, (84, 80, 90))
    brush.line((60, -80), (-62, 10), 5, (84, 80, 90))
    for k in range(6):
        brush.box(-84 + k * 28, -230, 29, 144, mix((158, 112, 82), INK, 0.03 + 0.06 * k))
    for y in (-206, -150, -106):
        brush.box(-86, y, 172, 6, (96, 82, 80))
    brush.shape(site.white((120, 92, 84)), (-98, -226), (98, -226), (0, -290))


def _stair_house(brush: Brush) -> None:
    brush.block(-110, -200, 220, 222, (206, 172, 148), 2)
    brush.box(-122, -212, 244, 16, (150, 120, 108))
    brush.block(-30, -146, 78, 166, (92, 124, 140), 3)
    brush.oval(34, -64, 4, 4, (240, 214, 140))
    pane(brush, -14, -130, 46, 40)
    brush.line((66, -212), (66, -330), 4, (90, 90, 100))
    for k in range(3):
        brush.line((36 + 6 * k, -316 + k * 26), (96 - 6 * k, -316 + k * 26), 3.5, (90, 90, 100))


def _planter(brush: Brush, leaf: Colour) -> None:
    brush.shade(0, 0, 70, 10, 0.35)
    for k in range(7):
        brush.oval(-48 + k * 16, -58 - 12 * (k % 2), 19, 22, mix(leaf, INK, 0.10 * (k % 3)))
    for k in range(5):
        brush.oval(-40 + k * 20, -70 - 9 * (k % 2), 6, 6, ((240, 110, 120), (255, 220, 110))[k % 2])
    brush.block(-62, -46, 124, 48, (150, 100, 70), 4)


def _string_lights(brush: Brush) -> None:
    """Bulbs on two wires over the roof."""
    near = 640 * brush.spread
    for line, (left, low, right) in enumerate(((-420, -300, -450), (-470, -340, -400))):
        wire = bend((-near * 1.3, left), (0, low), (near * 1.3, right), steps=26)
        brush.rope(((-near * 1.3, left), (0, low), (near * 1.3, right)), 2.5, (60, 56, 66))
        for k, (x, y) in enumerate(wire.tolist()):
            tone: Colour = ((255, 220, 140), (255, 170, 120), (190, 230, 255))[(k + line) % 3]
            light = brush.bright if brush.burning else brush
            light.oval(x, y + 12, 7, 9, mix(tone, IVORY, 0.4))
            if brush.burning:
                brush.halo(x, y + 12, 64, 64, tone, 0.7)


def harbor(setting: Setting) -> list[Layer]:
    """A quay with bollards and crates, sailing boats at their moorings, houses across the water."""
    site = Site(setting, 0.60)
    sea: Colour = mix(setting.palette.middle, (40, 96, 130), 0.45)
    far = site.on(0.2, 0.4)
    for k in range(-6, 7):
        far.oval(k * 250.0, 4, 320, 90 + 40 * (k % 3), site.white((106, 136, 140), 0.6))
    town = site.on(0.3, 0.22)
    for k in range(-14, 15):
        tall = 70 + 34 * ((k * 5) % 3)
        tone: Colour = ((232, 150, 120), (240, 206, 140), (150, 186, 206), (226, 222, 214))[k % 4]
        town.box(k * 74.0, -tall, 70, tall + 8, tone)
        town.shape(
            site.white((170, 86, 72)), (k * 74.0 - 4, -tall), (k * 74.0 + 74, -tall), (k * 74.0 + 35, -tall - 32)
        )
        for place in range(2):
            pane(town, k * 74.0 + 12 + place * 30, -tall + 16, 14, 20)
    _lighthouse(town.placed(440, 0))
    water = site.on(0.6)
    for band in range(8):
        water.bright.box(
            LEFT,
            6 + 120 * (band / 8) ** 1.4,
            RIGHT - LEFT,
            800,
            mix(mix(sea, setting.palette.horizon, 0.35), sea, band / 7),
        )
    boats = site.on(0.85)
    for x, y, size, hull in (
        (-440, 84, 1.0, (206, 78, 66)),
        (-150, 70, 0.7, (70, 120, 160)),
        (230, 74, 0.8, (240, 226, 200)),
        (500, 90, 1.05, (66, 140, 130)),
        (-760, 80, 1.0, (236, 180, 90)),
        (800, 84, 1.0, (90, 100, 150)),
    ):
        _moored(boats.placed(x, y, size), hull)
    quay = site.on(1.0).at(0, 128)
    stone: Colour = (170, 160, 156)
    quay.box(LEFT, -10, RIGHT - LEFT, 34, mix(stone, INK, 0.3))
    ground(quay, site.white(stone), site.white((190, 180, 174)), bands=5)
    paving(quay, mix(site.white(stone), INK, 0.14), gap=120, rows=4)
    for x in (-300, 330):
        _bollard(quay.placed(x, 26))
    lamp_post(quay.placed(-560, 20), 280)
    lamp_post(quay.placed(590, 20), 280)
    return site.layers(Mirror(setting, 0.608, strength=0.5, ripple=1.6, low=0.775))


def _lighthouse(brush: Brush) -> None:
    brush.shape(IVORY, (-26, 4), (-17, -190), (17, -190), (26, 4))
    for k in (0, 2):
        brush.shape(
            (206, 66, 60),
            (-25 + k * 2, -30 - k * 44),
            (25 - k * 2, -30 - k * 44),
            (23 - k * 2, -74 - k * 44),
            (-23 + k * 2, -74 - k * 44),
        )
    light = brush.bright if brush.burning else brush
    light.box(-14, -220, 28, 30, (255, 236, 170))
    brush.dome(0, -218, 20, 22, (206, 66, 60))
    if brush.burning:
        brush.halo(0, -206, 200, 110, (255, 220, 140), 1.2)


def _moored(brush: Brush, hull: Colour) -> None:
    wood: Colour = (136, 98, 70)
    brush.box(-4, -330, 8, 300, wood)
    brush.line((0, -322), (-104, -40), 2, (90, 84, 90))
    brush.line((0, -322), (110, -40), 2, (90, 84, 90))
    brush.box(4, -92, 92, 9, wood, 4)
    brush.fill(oval(52, -98, 44, 13), (236, 228, 214))
    brush.shape((206, 62, 60), (2, -330), (38, -320), (2, -308))
    brush.fill(
        joined(bend((-116, -44), (-96, 6), (-40, 8)), bend((50, 8), (100, 6), (126, -50)), points((126, -50))), hull
    )
    brush.fill(
        joined(bend((-114, -40), (0, -28), (124, -46)), bend((124, -34), (0, -14), (-110, -28))), mix(hull, IVORY, 0.6)
    )
    brush.block(-60, -66, 74, 30, IVORY, 5)
    pane(brush, -48, -60, 18, 14)
    pane(brush, -20, -60, 18, 14)


def _bollard(brush: Brush) -> None:
    iron: Colour = (58, 62, 74)
    brush.shade(0, 0, 34, 9, 0.4)
    brush.box(-13, -44, 26, 46, iron, 4)
    brush.oval(0, -46, 22, 10, mix(iron, IVORY, 0.18))
    brush.rope(((10, -30), (90, 30), (230, -46)), 6, (206, 176, 126))
