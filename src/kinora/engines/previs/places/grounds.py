"""Places to play, grow and cheer: a park, a playground, a farm, a stadium, an amusement park."""

from __future__ import annotations

import math

import cv2
import numpy as np

from kinora.engines.previs.drawing.curves import arc, bend, box, joined, oval, points
from kinora.engines.previs.drawing.palette import Colour, bgr, mix
from kinora.engines.previs.places import facades
from kinora.engines.previs.places.brush import INK, IVORY, Brush
from kinora.engines.previs.places.lights import Mirror
from kinora.engines.previs.places.outdoors import (
    LEFT,
    RIGHT,
    Site,
    bench,
    ground,
    is_lit,
    lamp_post,
    paving,
    roofs,
    strip,
    toned,
    tree,
)
from kinora.engines.previs.places.town import picket_fence
from kinora.engines.previs.setting import Frame, Layer, Moment, Points, Setting

_LAWN: tuple[Colour, Colour] = ((122, 184, 92), (142, 202, 98))
_LEAVES: tuple[Colour, ...] = ((92, 156, 84), (112, 172, 86), (78, 142, 92))
_PAINT: tuple[Colour, ...] = ((226, 74, 66), (250, 196, 66), (70, 140, 206), (110, 180, 96), (236, 130, 60))


def _grove(site: Site, depth: float, haze: float, base: float, tall: float, count: int) -> None:
    """A row of trees across the picture."""
    brush = site.on(depth, haze)
    for k in range(count):
        x = LEFT + (k + 0.3 * math.sin(k * 2.7)) * (RIGHT - LEFT) / count
        leaf = _LEAVES[k % 3]
        tree(brush.at(x, base, 1.0), leaf, tall * (0.8 + 0.2 * math.sin(k * 5.1)))


def park(setting: Setting) -> list[Layer]:
    """Lawns, a pond with a small bridge, a path with benches and lamps under trees."""
    site = Site(setting, 0.62)
    roofs(site.on(0.2, 0.62), setting, "park", tall=220, wide=100, colour=(130, 140, 164))
    _grove(site, 0.4, 0.34, 16, 190, 26)
    floor = site.on(1.0)
    ground(floor, site.white(_LAWN[0]), site.white(_LAWN[1]))
    _pond(floor.placed(-300, 54), setting, site)
    path: Colour = site.white((226, 202, 160), 0.7)
    floor.fill(
        joined(bend((80, 0), (210, 50), (140, 100), (-200, 300)), bend((460, 300), (420, 120), (300, 50), (112, 0))),
        path,
    )
    for x, y, tall in ((-560, 30, 330), (360, 26, 300), (640, 60, 360), (-820, 50, 340), (900, 40, 330)):
        tree(floor.placed(x, y), _LEAVES[int(tall) % 3], tall)
    bench(floor.placed(470, 84))
    bench(floor.placed(-520, 150, 1.1))
    lamp_post(floor.placed(250, 60), 280)
    lamp_post(floor.placed(-680, 110), 300)
    _flower_bed(floor.placed(-60, 46), site)
    return site.layers()


def _pond(brush: Brush, setting: Setting, site: Site) -> None:
    sky = setting.palette.middle
    water = mix(sky, (60, 120, 150), 0.35) if not setting.is_snowy else (206, 224, 240)
    brush.oval(0, 0, 232, 48, site.white((196, 176, 130), 0.6))
    brush.bright.oval(0, 3, 218, 42, mix(water, setting.palette.horizon, 0.25))
    brush.bright.oval(20, 10, 190, 30, water)
    for x, y, wide in ((-110, -4, 60), (40, 14, 80), (-20, 24, 50), (110, 2, 44)):
        brush.bright.box(x, y, wide, 2.5, mix(water, IVORY, 0.5), 1)
    for x, y in ((-150, 8), (150, -10), (-80, 20)):
        brush.oval(x, y, 15, 4.5, (90, 150, 90))
        brush.oval(x + 3, y - 4, 5, 4, (250, 170, 190))
    for k in range(6):
        x = -214 + 9 * k
        brush.line((x, 8), (x + 4 * (k % 2) - 2, -52 - 9 * (k % 3)), 3, (96, 140, 80))
        brush.oval(x + 4 * (k % 2) - 2, -56 - 9 * (k % 3), 3.5, 11, (134, 92, 62))


def _flower_bed(brush: Brush, site: Site) -> None:
    brush.oval(0, 0, 96, 17, (120, 86, 62))
    for k in range(17):
        x, y = -80 + k * 10, -8 - 7 * (k % 3)
        brush.box(x - 1.2, y, 2.4, 10, (80, 140, 70))
        brush.oval(x, y, 7, 6.5, _PAINT[k % 5])
        brush.oval(x, y, 2.4, 2.4, (255, 240, 170))


def playground(setting: Setting) -> list[Layer]:
    """A slide with a tower, swings, a seesaw and a sandpit on grass."""
    site = Site(setting, 0.63)
    houses = site.on(0.3, 0.4)
    for k in range(-6, 7):
        facades.cottage(houses.at(k * 250.0 + 90, 6, 0.75), (236, 220, 200), site.white(_PAINT[k % 5]))
    _grove(site, 0.5, 0.2, 14, 170, 16)
    floor = site.on(1.0)
    ground(floor, site.white(_LAWN[0]), site.white(_LAWN[1]))
    picket_fence(floor.at(0, 14), site.white((250, 240, 220)), 90)
    floor.oval(0, 150, 560, 92, site.white((232, 208, 156), 0.7))
    _slide(floor.placed(-430, 76))
    _swings(floor.placed(420, 66))
    _seesaw(floor.placed(-90, 34, 0.8))
    _sandpit(floor.placed(560, 170))
    lamp_post(floor.placed(-700, 60), 270)
    return site.layers()


def _slide(brush: Brush) -> None:
    brush.shade(20, 0, 240, 16, 0.4)
    for x in (-150, -62):
        brush.box(x, -250, 13, 252, (90, 104, 150))
    for k in range(6):
        brush.box(-186 + k * 6, -40 - k * 30, 44, 9, _PAINT[1], 3)
    brush.line((-190, 0), (-150, -200), 9, _PAINT[0])
    brush.block(-158, -186, 118, 16, _PAINT[2], 4)
    for x in (-152, -54):
        brush.box(x, -236, 9, 54, _PAINT[1])
    brush.shape(_PAINT[0], (-176, -250), (-22, -250), (-98, -320))
    brush.shape(mix(_PAINT[0], INK, 0.18), (-76, -250), (-22, -250), (-98, -320))
    upper = bend((-48, -192), (70, -150), (110, -30), (230, -20), steps=16)
    lower = bend((230, -6), (96, -14), (56, -130), (-48, -172), steps=16)
    brush.fill(joined(upper, lower), mix(_PAINT[1], INK, 0.12))
    upper = bend((-48, -206), (76, -164), (114, -44), (232, -34), steps=16)
    lower = bend((232, -22), (108, -32), (68, -150), (-48, -192), steps=16)
    brush.fill(joined(upper, lower), _PAINT[1])
    brush.box(206, -24, 9, 26, (90, 104, 150))


def _swings(brush: Brush) -> None:
    brush.shade(0, 0, 210, 14, 0.35)
    for side in (-1, 1):
        for lean in (-36, 36):
            brush.line((side * 150, -286), (side * 150 + lean, 2), 11, _PAINT[2])
    brush.box(-166, -294, 332, 13, mix(_PAINT[2], IVORY, 0.15), 6)
    for x, tone in ((-60, _PAINT[0]), (66, _PAINT[4])):
        for side in (-20, 20):
            brush.box(x + side - 1.2, -286, 2.4, 214, (90, 90, 100))
        brush.block(x - 28, -76, 56, 13, tone, 5)


def _seesaw(brush: Brush) -> None:
    brush.shade(0, 0, 130, 10, 0.35)
    brush.shape(_PAINT[2], (-24, 0), (24, 0), (0, -58))
    brush.line((-150, -26), (150, -92), 13, _PAINT[4])
    for x, y in ((-120, -34), (120, -86)):
        brush.box(x - 3, y - 30, 6, 28, (90, 90, 100))


def _sandpit(brush: Brush) -> None:
    brush.oval(0, 0, 130, 30, (168, 116, 76))
    brush.oval(0, -5, 120, 25, (244, 220, 160))
    brush.shape((236, 206, 140), (-70, -2), (-16, -2), (-42, -40))
    brush.shape(_PAINT[0], (20, -34), (64, -34), (58, 2), (26, 2))
    brush.rope(((22, -36), (42, -66), (62, -36)), 3, (90, 90, 100))


def farm(setting: Setting) -> list[Layer]:
    """A red barn with a silo, rows of crops, a fence and hay."""
    site = Site(setting, 0.60)
    far = site.on(0.2, 0.5)
    for k in range(-6, 7):
        far.oval(k * 280.0, 30, 360, 110 + 36 * (k % 3), site.white((112, 164, 120)))
    fields = site.on(0.4, 0.2)
    tones: tuple[Colour, ...] = ((226, 200, 110), (130, 182, 92), (190, 186, 100))
    for k in range(-5, 6):
        fields.fill(
            points((k * 330.0, 4), (k * 330.0 + 330, -34), (k * 330.0 + 340, 30), (k * 330.0 - 10, 34)),
            site.white(tones[k % 3], 0.8),
        )
    _windmill(fields.at(60, -12, 0.8), site)
    middle = site.on(0.75)
    middle.box(LEFT, 16, RIGHT - LEFT, 500, site.white((132, 186, 96)))
    facades.silo(middle.placed(-250, 34, 1.0))
    facades.barn(middle.placed(-430, 40, 1.12), site.white((96, 84, 92)))
    facades.cottage(middle.placed(520, 30, 0.85), (244, 234, 214), site.white((150, 96, 80)))
    tree(middle.placed(330, 30), _LEAVES[0], 250)
    floor = site.on(1.0).at(0, 40)
    ground(floor, site.white((126, 182, 88)), site.white((146, 196, 96)), deep=280)
    _rows(floor, site)
    _rail_fence(floor.at(0, 20), site.white((170, 126, 88), 0.5))
    for x, y in ((560, 96), (-610, 110)):
        _hay(floor.placed(x, y))
    return site.layers()


def _rows(brush: Brush, site: Site) -> None:
    """Furrows on the right that run to the camera, with cabbages."""
    for k in range(9):
        x = 190.0 + k * 66
        strip(brush, (x, x + 38), (26, 330), site.white((150, 108, 74), 0.6), rise=190)
        for step in range(6):
            y = 34 + 9 * step * (1 + step * 0.42)
            reach = 1 + y / 190
            brush.oval((x + 19) * reach, y - 6, 11 * reach, 9 * reach, site.white((96, 168, 80), 0.5))
            brush.oval((x + 17) * reach, y - 9, 6 * reach, 5 * reach, site.white((150, 204, 110), 0.5))


def _rail_fence(brush: Brush, wood: Colour) -> None:
    for k in range(-14, 4):
        brush.box(k * 110.0 + 60, -76, 15, 78, mix(wood, INK, 0.08), 4)
    for y in (-62, -32):
        brush.box(LEFT, y, RIGHT - LEFT - 1260, 11, wood, 3)


def _hay(brush: Brush) -> None:
    brush.shade(0, 0, 86, 14, 0.4)
    brush.oval(0, -54, 74, 56, (214, 172, 84))
    for share in (0.8, 0.55, 0.3):
        brush.fills(
            [oval(-8, -54, 60 * share, 48 * share), oval(-8, -54, 60 * share - 4, 48 * share - 4)], (240, 206, 116)
        )


def _windmill(brush: Brush, site: Site) -> None:
    brush.shape((234, 222, 204), (-34, 0), (-22, -150), (22, -150), (34, 0))
    brush.dome(0, -148, 28, 30, (150, 84, 70))
    for turn in (20, 110, 200, 290):
        x, y = math.cos(math.radians(turn)), math.sin(math.radians(turn))
        brush.line((0, -156), (x * 104, -156 + y * 104), 4, (120, 90, 72))
        brush.fill(
            points(
                (x * 24 - y * 3, -156 + y * 24 + x * 3),
                (x * 100 - y * 3, -156 + y * 100 + x * 3),
                (x * 100 - y * 24, -156 + y * 100 + x * 24),
                (x * 24 - y * 24, -156 + y * 24 + x * 24),
            ),
            (250, 246, 236),
        )


def stadium(setting: Setting) -> list[Layer]:
    """A mown pitch with lines and a goal, full stands behind and floodlights."""
    site = Site(setting, 0.60)
    stands = site.on(0.45)
    _stands(stands, setting)
    floor = site.on(1.0)
    for k in range(5):
        _floodlight(site.on(0.42).placed((-520, -230, 250, 540, 840)[k], -176))
    green: Colour = (84, 160, 76)
    for k in range(-14, 14):
        tone = site.white(mix(green, IVORY if k % 2 else INK, 0.08), 0.8)
        strip(floor, (k * 120.0, k * 120.0 + 121), (0, 900), tone, rise=240)
    _advertising(floor)
    line: Colour = (246, 250, 244)
    floor.box(LEFT, 16, RIGHT - LEFT, 4, line)
    for x in (-330, 330):
        strip(floor, (x - 3, x + 3), (18, 92), line, rise=240)
    floor.box(-330 * 1.38, 90, 660 * 1.38, 5, line)
    floor.fills([oval(0, 300, 470, 130), oval(0, 300, 462, 124)], line)
    _goal(floor.placed(-10, 22))
    if site.lit:
        floor.pool(0, 150, 1100, 190, (226, 240, 255), 0.45)
    return site.layers()


def _stands(brush: Brush, setting: Setting) -> None:
    """Two tiers of dots: every dot a head."""
    brush.box(LEFT, -330, RIGHT - LEFT, 340, (96, 100, 124))
    brush.shape((206, 214, 226), (LEFT, -350), (RIGHT, -350), (RIGHT, -316), (LEFT, -322))
    for k in range(-12, 13):
        brush.box(k * 140.0, -330, 8, 120, (150, 158, 176))
    chance = setting.stream("crowd")
    tones: tuple[Colour, ...] = (
        (226, 76, 70),
        (246, 236, 226),
        (70, 110, 196),
        (250, 200, 80),
        (236, 180, 150),
        (60, 60, 84),
    )
    for tier, (top, rows) in enumerate(((-286, 8), (-142, 8))):
        brush.box(LEFT, top - 12, RIGHT - LEFT, 140, mix((86, 90, 116), INK, 0.16 * tier))
        groups: list[list[Points]] = [[] for _ in tones]
        for row in range(rows):
            for k in range(112):
                x = LEFT + (k + 0.5 * (row % 2)) * 30.5 + 8 * float(chance.random())
                section = int((x + 1700) // 420)
                kind = int(chance.integers(0, 6)) if chance.random() < 0.62 else section % 3
                groups[kind].append(oval(x, top + row * 15.5 + 4 * float(chance.random()), 8, 8.5, steps=8))
        for tone, heads in zip(tones, groups, strict=True):
            brush.fills(heads, mix(tone, INK, 0.10 + 0.05 * tier))
        brush.box(LEFT, top + 118, RIGHT - LEFT, 12, (226, 230, 236))
    if brush.burning:
        brush.pool(0, -170, 1500, 240, (220, 230, 255), 0.2)


def _advertising(brush: Brush) -> None:
    for k in range(-10, 11):
        tone = _PAINT[k % 5]
        brush.box(k * 170.0, -44, 168, 48, tone)
        for place in range(4):
            brush.box(k * 170.0 + 30 + place * 28, -30, 18, 20 if place % 2 else 13, mix(tone, IVORY, 0.75), 3)


def _floodlight(brush: Brush) -> None:
    iron: Colour = (110, 116, 132)
    brush.line((0, 40), (0, -150), 10, iron)
    brush.box(-62, -214, 124, 66, (70, 76, 92), 4)
    for row in range(2):
        for k in range(4):
            light = brush.bright if brush.burning else brush
            light.oval(-45 + k * 30, -197 + row * 32, 12, 12, (255, 252, 236))
    if brush.burning:
        brush.halo(0, -180, 230, 190, (200, 214, 255), 1.3)


def _goal(brush: Brush) -> None:
    net: Colour = (214, 222, 226)
    for k in range(15):
        brush.box(-138 + k * 19.7, -150, 1.5, 150, net)
    for k in range(8):
        brush.box(-140, -150 + k * 19, 280, 1.5, net)
    for x in (-148, 140):
        brush.box(x, -160, 9, 162, (255, 255, 255))
    brush.box(-148, -164, 297, 10, (255, 255, 255), 3)


def amusement_park(setting: Setting) -> list[Layer]:
    """A turning wheel, a big top, a merry-go-round, coloured lamps."""
    site = Site(setting, 0.68)
    _grove(site, 0.3, 0.45, 10, 130, 24)
    _coaster(site.on(0.45, 0.24))
    tents = site.on(0.7)
    for x, size, tone in ((-140, 0.9, _PAINT[0]), (700, 1.0, _PAINT[2]), (-760, 1.0, _PAINT[3])):
        _big_top(tents.placed(x, 8, size), tone)
    _merry_go_round(tents.placed(390, 12, 1.1))
    floor = site.on(1.0)
    ground(floor, site.white((206, 184, 168)), site.white((226, 204, 184)))
    paving(floor, mix(site.white((206, 184, 168)), INK, 0.12), gap=92, rows=6)
    _booth(floor.placed(-620, 40))
    for x in (-230, 230):
        lamp_post(floor.placed(x, 26), 270)
    _bulbs(site.on(0.9))
    hub = tents.placed(-350, -262)
    wheel = _Wheel(setting, hub.x, hub.y, 236 * hub.unit)
    layers = site.layers()
    mirror = [Mirror(setting, 0.69, strength=0.75)] if setting.is_wet else []
    return [*layers[:3], wheel, *layers[3:], *mirror]


def _big_top(brush: Brush, tone: Colour) -> None:
    brush.shade(0, 0, 190, 14, 0.4)
    for k in range(8):
        x = -160 + k * 40
        stripe = tone if k % 2 == 0 else IVORY
        brush.shape(stripe, (x, -120), (x + 40, -120), (x + 38, 2), (x + 2, 2))
        brush.shape(stripe, (x * 1.12, -116), ((x + 40) * 1.12, -116), (0, -240))
        brush.fill(arc((x + 20) * 1.12, -118, 22, 15, 0, 180, steps=8), mix(stripe, INK, 0.1))
    brush.shape(mix(tone, INK, 0.5), (-30, 2), (0, -100), (30, 2))
    brush.line((0, -236), (0, -290), 4, (96, 84, 80))
    brush.shape(_PAINT[1], (0, -290), (50, -276), (0, -260))


def _merry_go_round(brush: Brush) -> None:
    brush.shade(0, 0, 150, 14, 0.4)
    brush.oval(0, -8, 140, 18, (190, 70, 90))
    brush.oval(0, -16, 140, 18, (240, 210, 150))
    brush.box(-20, -170, 40, 152, (236, 200, 120))
    for k, x in enumerate((-100, -46, 46, 100)):
        brush.box(x - 2, -170, 4, 152, (230, 190, 90))
        spot = brush.at(x, -76 - 16 * (k % 2), 0.42)
        coat: Colour = ((250, 246, 240), (200, 150, 110), (150, 130, 160), (250, 220, 190))[k]
        spot.oval(0, 0, 62, 28, coat)
        spot.shape(coat, (30, -8), (56, -72), (92, -64), (96, -46), (72, -44), (60, 8))
        for leg in (-44, -26, 26, 44):
            spot.line((leg, 10), (leg + 12, 70), 10, coat)
        spot.box(-20, -34, 40, 40, _PAINT[k], 8)
    for k in range(8):
        x = -152 + k * 38
        brush.shape(_PAINT[0] if k % 2 else IVORY, (x, -172), (x + 38, -172), (0, -250))
        brush.fill(arc(x + 19, -174, 19, 14, 0, 180, steps=8), _PAINT[1] if k % 2 else _PAINT[0])
    brush.oval(0, -254, 9, 9, _PAINT[1])
    if brush.burning:
        brush.halo(0, -110, 210, 160, (220, 150, 70), 0.9)
        for k in range(9):
            brush.bright.oval(-148 + k * 37, -172, 5, 5, (255, 240, 190))


def _booth(brush: Brush) -> None:
    brush.shade(0, 0, 110, 12, 0.4)
    brush.box(-96, -96, 192, 98, _PAINT[2])
    for k in range(4):
        brush.box(-96 + k * 52, -96, 26, 98, IVORY)
    brush.box(-90, -180, 180, 84, (92, 60, 70))
    for k in range(4):
        brush.oval(-60 + k * 40, -124, 17, 22, _PAINT[k])
    brush.box(-104, -104, 208, 14, (250, 220, 150), 4)
    for k in range(6):
        x = -114 + k * 38
        tone = _PAINT[0] if k % 2 == 0 else IVORY
        brush.shape(tone, (x * 0.92, -232), ((x + 38) * 0.92, -232), (x + 38, -178), (x, -178))


def _coaster(brush: Brush) -> None:
    """A track over trestles."""
    track = bend((-1500, -60), (-700, -470), (-300, 300), (200, -560), (600, 240), (1500, -240), steps=60)
    for k in range(0, 60, 1):
        x, y = float(track[k, 0]), float(track[k, 1])
        if y < -8:
            brush.box(x - 2, y, 4, -y, (206, 206, 220))
    for k in range(0, 58, 2):
        x, y, after = float(track[k, 0]), float(track[k, 1]), float(track[k + 2, 0])
        if y < -60:
            brush.line((x, y * 0.8), (after, y * 0.35), 2.4, (206, 206, 220))
    lower = np.asarray(track[::-1] + np.array([0, 11], np.float32), np.float32)
    brush.fill(joined(track, lower), _PAINT[0])


def _bulbs(brush: Brush) -> None:
    for side in range(-3, 3):
        for k in range(14):
            x, y = side * 430.0 + k * 33, -420 + 70 * math.sin(math.pi * k / 13)
            light = brush.bright if brush.burning else brush
            light.oval(x, y, 7, 8, mix(_PAINT[k % 5], IVORY, 0.35))
            if brush.burning:
                brush.halo(x, y, 56, 56, _PAINT[k % 5], 0.9)


class _Wheel:
    """A ferris wheel that turns; its gondolas hang upright. x, y: the hub, in world pixels."""

    def __init__(self, setting: Setting, x: float, y: float, radius: float) -> None:
        self._setting = setting
        self._place = (x, y, radius)
        self._iron = bgr(toned(setting, (226, 230, 240), 0.10))
        self._leg = bgr(toned(setting, (110, 130, 176), 0.05))
        self._cars = [bgr(toned(setting, colour)) for colour in _PAINT]
        self._lit = is_lit(setting)

    def draw(self, frame: Frame, moment: Moment) -> None:
        scale, dx, dy = self._setting.lens(moment.view, 0.7)
        x, y, radius = self._place
        x, y, radius = x * scale + dx, y * scale + dy, radius * scale
        thin = max(1, round(radius * 0.014))
        for side in (-0.42, 0.42):
            self._line(frame, (x, y), (x + side * radius, y + radius * 1.16), self._leg, thin * 3)
        turns = [k * math.pi / 6 + moment.time * 0.22 for k in range(12)]
        rim = [(x + math.cos(turn) * radius, y + math.sin(turn) * radius) for turn in turns]
        for spot in rim:
            self._line(frame, (x, y), spot, self._iron, thin)
        centre = (round(x * 16), round(y * 16))
        for share in (1.0, 0.86, 0.3):
            cv2.circle(frame, centre, round(radius * share * 16), self._iron, thin * 2, cv2.LINE_AA, 4)
        if self._lit:
            self._lamps(frame, (x, y), radius, moment.time)
        for k, spot in enumerate(rim):
            self._gondola(frame, spot, radius * 0.105, self._cars[k % 5])
        cv2.circle(frame, centre, round(radius * 0.06 * 16), self._cars[0], -1, cv2.LINE_AA, 4)

    def _line(
        self, frame: Frame, start: tuple[float, float], end: tuple[float, float], ink: tuple[int, int, int], wide: int
    ) -> None:
        grid = np.rint(np.array([start, end]) * 16).astype(np.int32)
        cv2.line(frame, grid[0].tolist(), grid[1].tolist(), ink, wide, cv2.LINE_AA, 4)

    def _lamps(self, frame: Frame, hub: tuple[float, float], radius: float, time: float) -> None:
        for k in range(48):
            turn = k * math.pi / 24 + time * 0.22
            tone = bgr(mix(_PAINT[(k + int(time * 3)) % 5], IVORY, 0.5))
            spot = (
                round((hub[0] + math.cos(turn) * radius * 0.93) * 16),
                round((hub[1] + math.sin(turn) * radius * 0.93) * 16),
            )
            cv2.circle(frame, spot, round(radius * 0.018 * 16), tone, -1, cv2.LINE_AA, 4)

    def _gondola(self, frame: Frame, spot: tuple[float, float], size: float, ink: tuple[int, int, int]) -> None:
        x, y = spot
        self._line(frame, (x, y), (x, y + size * 0.5), self._iron, max(1, round(size * 0.12)))
        body = joined(arc(x, y + size * 1.1, size, size * 0.9, 0, 180, steps=12))
        roof = joined(arc(x, y + size * 0.75, size * 1.05, size * 0.5, 180, 180, steps=12))
        post = box(x - size * 0.8, y + size * 0.6, size * 0.14, size * 0.6)
        other = box(x + size * 0.66, y + size * 0.6, size * 0.14, size * 0.6)
        for outline in (post, other, body, roof):
            cv2.fillPoly(frame, [np.rint(outline * 16).astype(np.int32)], ink, cv2.LINE_AA, 4)
