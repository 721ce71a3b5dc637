"""Places on the way: a road, a railway station, an airport."""

from __future__ import annotations

import math

import numpy as np

from kinora.engines.previs.drawing.curves import arc, bend, box, joined, points
from kinora.engines.previs.drawing.cutout import paint, to_grid
from kinora.engines.previs.drawing.palette import Colour, mix
from kinora.engines.previs.places.brush import INK, IVORY, Brush
from kinora.engines.previs.places.furniture import wall_clock
from kinora.engines.previs.places.lights import Mirror
from kinora.engines.previs.places.outdoors import (
    LEFT,
    RIGHT,
    Site,
    bench,
    ground,
    lamp_post,
    pane,
    paving,
    roofs,
    toned,
    tree,
)
from kinora.engines.previs.places.terrain import ridge, skyline
from kinora.engines.previs.setting import Frame, Layer, Moment, Points, Setting

_LINE = 0.60
"""How far over the ground's beginning the road vanishes, in lengths of a 720-pixel frame."""
_SPEED = 3.4
"""Dashes a second that a driven road lets pass."""


def is_driven(setting: Setting) -> bool:
    """Whether somebody drives or rides along."""
    return setting.scene.has_action("drive", "ride", "launch")


def road(setting: Setting) -> list[Layer]:
    """Straight to the horizon between fields; across the picture, and passing by, when somebody drives."""
    site = Site(setting, _LINE)
    for depth, haze, rise in ((0.16, 0.56, 0.17), (0.3, 0.36, 0.09)):
        edge = skyline(
            setting, f"road {depth}", top=setting.height * (_LINE + 0.005), rise=setting.height * rise, bumps=0.9
        )
        upper = setting.palette.surface(site.white((112, 150, 150), 0.6), haze)
        ridge(
            site.on(depth).layer,
            edge,
            upper,
            mix(upper, setting.palette.haze, 0.4),
            fade=setting.height * 0.1,
            bottom=setting.height,
            bands=8,
        )
    floor = site.on(1.0)
    ground(floor, site.white((170, 182, 104)), site.white((150, 190, 92)))
    if is_driven(setting):
        return _across(site)
    asphalt: Colour = site.white((96, 98, 112), 0.6)
    for share, tone in ((1.13, site.white((206, 190, 150), 0.7)), (1.0, asphalt)):
        floor.shape(tone, (-8 * share, 0), (8 * share, 0), (1191 * share, 900), (-1191 * share, 900))
    for side in (-1, 1):
        floor.shape((238, 236, 228), (side * 7.2, 0), (side * 7.7, 0), (side * 1131, 900), (side * 1080, 900))
    for k in range(6):
        far = 1.0 + k * 0.9 + 0.2
        for side in (-1, 1):
            tree(floor.at(side * 560 / far, 400 / far - 36, 1.35 / far), (100, 156, 84), 330)
    _far_sign(floor.placed(300, 60))
    return site.layers(_Dashes(setting, floor.x, floor.y, floor.unit))


def _far_sign(brush: Brush) -> None:
    brush.box(-4, -150, 8, 152, (130, 134, 146))
    brush.shape((250, 204, 70), (0, -214), (44, -170), (0, -126), (-44, -170))
    brush.shape(INK, (0, -206), (36, -170), (0, -134), (-36, -170))
    brush.shape((250, 204, 70), (0, -200), (30, -170), (0, -140), (-30, -170))
    brush.fill(joined(bend((-7, -152), (-12, -176), (8, -178)), bend((4, -170), (-2, -168), (1, -152))), INK)
    brush.shape(INK, (4, -188), (20, -174), (4, -162))


class _Dashes:
    """The broken line down the middle of a road to the horizon."""

    def __init__(self, setting: Setting, x: float, y: float, unit: float) -> None:
        self._setting = setting
        self._place = (x, y, unit)
        self._tone = toned(setting, (246, 240, 214))

    def draw(self, frame: Frame, moment: Moment) -> None:
        x, y, unit = self._place
        outlines: list[Points] = []
        for near, far in ((0.46, 0.68), *((1.0 + k * 1.1, 1.55 + k * 1.1) for k in range(14))):
            low, top = 420 / near, 420 / far
            outlines.append(
                points((-9 / near, low - 20), (9 / near, low - 20), (9 / far, top - 20), (-9 / far, top - 20))
                * np.float32(unit)
                + np.array([x, y], np.float32)
            )
        lens = self._setting.lens(moment.view, 1.0)
        paint(frame, [to_grid(np.asarray(outline, np.float32), lens) for outline in outlines], self._tone)


def _across(site: Site) -> list[Layer]:
    """The road from side to side."""
    floor, setting = site.on(1.0), site.setting
    asphalt: Colour = site.white((92, 94, 108), 0.6)
    floor.box(LEFT, 56, RIGHT - LEFT, 12, site.white((206, 190, 150), 0.7))
    for band in range(5):
        floor.box(LEFT, 66 + 24 * band, RIGHT - LEFT, 700, mix(asphalt, INK, 0.04 * band))
    floor.box(LEFT, 72, RIGHT - LEFT, 5, (238, 236, 228))
    floor.box(LEFT, 258, RIGHT - LEFT, 9, (238, 236, 228))
    moving: list[Layer] = [
        _Passing(setting, floor, 0.55, _passing_trees(site)),
        _Passing(setting, floor, 1.0, _passing_posts()),
        _Passing(setting, floor, 1.0, [([box(k * 200.0, 146, 112, 8)], (246, 240, 214)) for k in range(8)]),
    ]
    return site.layers(*moving)


def _passing_trees(site: Site) -> list[tuple[list[Points], Colour]]:
    shapes: list[tuple[list[Points], Colour]] = []
    for k in range(5):
        x = k * 320.0 + 40 * (k % 2)
        leaf = ((96, 156, 84), (116, 172, 86))[k % 2]
        tall = 150 + 30 * (k % 3)
        shapes.append(([box(x - 7, 20 - tall * 0.6, 14, tall * 0.6)], (116, 82, 60)))
        for dx, dy, size in ((-34, 0.56, 40), (34, 0.58, 40), (0, 0.8, 52)):
            shapes.append(([arc(x + dx, 20 - tall * dy, size, size * 0.9, 0, 360, steps=20)], leaf))
    return shapes


def _passing_posts() -> list[tuple[list[Points], Colour]]:
    posts = [box(k * 160.0, 16, 12, 46) for k in range(10)]
    caps = [box(k * 160.0, 24, 12, 10) for k in range(10)]
    return [(posts, (240, 240, 236)), (caps, (216, 66, 60))]


class _Passing:
    """Shapes on a loop of 1600 that pass to the left. depth: how fast they pass, and how they follow the camera."""

    def __init__(self, setting: Setting, brush: Brush, depth: float, shapes: list[tuple[list[Points], Colour]]) -> None:
        self._setting = setting
        self._brush = brush
        self._depth = depth
        self._shapes = [(outlines, toned(setting, colour)) for outlines, colour in shapes]

    def draw(self, frame: Frame, moment: Moment) -> None:
        brush, setting = self._brush, self._setting
        loop = 1600.0
        gone = (moment.time * 200.0 * _SPEED * self._depth) % loop
        lens = setting.lens(moment.view, self._depth)
        reach = setting.width / brush.unit
        for start in np.arange(-2, math.ceil(reach / loop) + 2):
            shift = (float(start) * loop - gone - reach / 2) * brush.unit + brush.x
            move = np.array([shift, brush.y], np.float32)
            for outlines, colour in self._shapes:
                placed = [np.asarray(outline * np.float32(brush.unit) + move, np.float32) for outline in outlines]
                seen = [
                    o for o in placed if o[:, 0].max() > -setting.width * 0.3 and o[:, 0].min() < setting.width * 1.3
                ]
                if seen:
                    paint(frame, [to_grid(outline, lens) for outline in seen], colour)


def train_station(setting: Setting) -> list[Layer]:
    """A platform with a roof on columns, a clock, a waiting train and the tracks behind."""
    site = Site(setting, 0.68)
    roofs(site.on(0.25, 0.5), setting, "station", tall=260, wide=110, colour=(130, 132, 156))
    tracks = site.on(0.6)
    tracks.box(LEFT, -60, RIGHT - LEFT, 300, site.white((150, 138, 130), 0.7))
    for k in range(-20, 21):
        tracks.box(k * 80.0, -34, 44, 9, (104, 82, 70))
    for y in (-38, -26):
        tracks.box(LEFT, y, RIGHT - LEFT, 4, (176, 180, 190))
    _train(site.on(0.75).at(-120 * site.on(0.75).spread, 6))
    floor = site.on(1.0)
    floor.box(LEFT, 0, RIGHT - LEFT, 20, (140, 134, 138))
    ground(floor.at(0, 12), site.white((196, 190, 186), 0.6), site.white((210, 204, 198), 0.6))
    paving(floor.at(0, 12), (170, 164, 164), gap=110, rows=5)
    floor.box(LEFT, 22, RIGHT - LEFT, 9, (250, 206, 80))
    _station_roof(site.on(0.95), site)
    clock = site.on(0.95).placed(210, -300)
    clock.box(-3, -120, 6, 90, (70, 74, 88))
    wall_clock(clock.at(0, 0, 1.3))
    bench(floor.placed(-430, 76, 1.1))
    bench(floor.placed(470, 80, 1.1))
    return site.layers(*([Mirror(setting, 0.70, strength=0.4)] if setting.is_wet else []))


def _train(brush: Brush) -> None:
    """Two coaches and the front of a green train."""
    body: Colour = (66, 132, 116)
    brush.shade(0, 4, 900, 16, 0.4)
    for coach in range(-3, 1):
        x = coach * 520.0
        brush.box(x - 250, -190, 506, 176, body, 12)
        brush.box(x - 250, -100, 506, 16, (246, 226, 170))
        brush.box(x - 250, -200, 506, 20, (186, 192, 202), 8)
        for k in range(6):
            pane(brush, x - 224 + k * 82, -168, 60, 54)
        brush.box(x + 140 - 30, -170, 4, 150, mix(body, INK, 0.3))
        for wheel in (-170, -110, 110, 170):
            brush.oval(x + wheel, -8, 23, 23, (52, 54, 66))
            brush.oval(x + wheel, -8, 10, 10, (120, 124, 136))
    nose = joined(
        points((250, -200)),
        bend((250, -200), (380, -196), (420, -96)),
        bend((420, -96), (436, -20), (400, -14)),
        points((250, -14)),
    )
    brush.fill(nose, body)
    brush.fill(
        joined(points((300, -168)), bend((300, -168), (366, -166), (392, -112)), points((300, -112))), (70, 92, 110)
    )
    brush.box(250, -100, 172, 16, (246, 226, 170))
    (brush.bright if brush.burning else brush).oval(408, -62, 11, 12, (255, 246, 210))
    if brush.burning:
        brush.halo(412, -62, 130, 90, (255, 226, 160), 1.2)
    for wheel in (290, 360):
        brush.oval(wheel, -8, 23, 23, (52, 54, 66))


def _station_roof(brush: Brush, site: Site) -> None:
    iron: Colour = (72, 96, 104)
    for x in (-560, -250, 330, 620, -900, 930):
        spot = brush.placed(x, 30)
        spot.shade(0, 0, 40, 8, 0.35)
        spot.box(-11, -420, 22, 424, iron)
        spot.box(-20, -16, 40, 20, mix(iron, INK, 0.2), 3)
        for side in (-1, 1):
            spot.fill(
                joined(
                    bend((side * 8, -330), (side * 30, -400), (side * 96, -410)),
                    bend((side * 96, -396), (side * 40, -386), (side * 8, -300)),
                ),
                iron,
            )
    brush.shape(site.white((170, 84, 72)), (LEFT, -478), (RIGHT, -478), (RIGHT, -404), (LEFT, -404))
    brush.box(LEFT, -560, RIGHT - LEFT, 90, site.white(mix((170, 84, 72), INK, 0.12)))
    brush.box(LEFT, -570, RIGHT - LEFT, 14, site.white(mix((170, 84, 72), INK, 0.3)))
    for k in range(-26, 27):
        brush.shape(
            mix((170, 84, 72), INK, 0.2), (k * 66.0, -560), (k * 66.0 + 5, -560), (k * 66.0 + 5, -412), (k * 66.0, -412)
        )
    for k in range(-26, 27):
        brush.shape((246, 236, 214), (k * 66.0, -412), (k * 66.0 + 66, -412), (k * 66.0 + 33, -384))
    for x in (-400, 40, 480):
        spot = brush.placed(x, -384)
        spot.bright.oval(0, 12, 24, 10, (255, 244, 206)) if spot.burning else spot.oval(0, 12, 24, 10, IVORY)
        if spot.burning:
            spot.halo(0, 16, 170, 150, (240, 190, 110), 1.0)
            spot.pool(0, 440, 330, 90, (255, 206, 130), 1.1)


def airport(setting: Setting) -> list[Layer]:
    """The apron: an airliner at its stand, the tower, the hall's windows, lamps along the taxiway."""
    site = Site(setting, 0.66)
    edge = skyline(setting, "airport", top=setting.height * 0.66, rise=setting.height * 0.08, bumps=0.7)
    upper = setting.palette.surface(site.white((120, 150, 146), 0.6), 0.5)
    ridge(site.on(0.18).layer, edge, upper, upper, fade=setting.height * 0.1, bottom=setting.height, bands=2)
    hall = site.on(0.55, 0.06)
    _hall(hall.placed(-330, 6), site)
    _tower(hall.placed(330, 6))
    for k in range(3):
        _airliner(hall.placed(700 + 420 * k, -10, 0.5))
    _airliner(site.on(0.85).placed(300, 14, 1.0))
    floor = site.on(1.0)
    ground(floor, site.white((158, 160, 168)), site.white((176, 176, 182)))
    paving(floor, mix(site.white((158, 160, 168)), INK, 0.10), gap=170, rows=4)
    curve = bend((-1700, 150), (-300, 150), (0, 60), (1700, 54), steps=30)
    floor.fill(joined(curve, np.asarray(curve[::-1] + np.array([0, 7], np.float32), np.float32)), (250, 204, 70))
    for k in range(-9, 10):
        spot = floor.at(k * 150.0, 30)
        spot.box(-4, -8, 8, 10, (90, 96, 110))
        tone: Colour = ((90, 160, 255), (120, 230, 150))[k % 2]
        (spot.bright if spot.burning else spot).oval(0, -11, 5, 6, tone)
        if spot.burning:
            spot.halo(0, -10, 50, 40, tone, 1.0)
    _luggage(floor.placed(-420, 80))
    lamp_post(floor.placed(-640, 30), 330)
    return site.layers(*([Mirror(setting, 0.68, strength=0.6)] if setting.is_wet else []))


def _hall(brush: Brush, site: Site) -> None:
    """A hall of glass under a wing-like roof."""
    brush.box(-420, -170, 840, 176, (196, 206, 216))
    for k in range(16):
        pane(brush, -410 + k * 52, -150, 44, 110, warm=True)
    brush.box(-420, -44, 840, 8, (150, 160, 174))
    roof = joined(
        bend((-480, -168), (-200, -250), (200, -170), (500, -232), steps=18),
        bend((500, -214), (200, -150), (-200, -228), (-480, -150), steps=18),
    )
    brush.fill(roof, site.white((236, 240, 244)))


def _tower(brush: Brush) -> None:
    brush.shape((214, 218, 226), (-24, 4), (-17, -300), (17, -300), (24, 4))
    brush.shape((176, 184, 198), (4, 4), (6, -300), (17, -300), (24, 4))
    brush.shape((150, 160, 176), (-30, -296), (30, -296), (46, -326), (-46, -326))
    pane(brush, -44, -368, 88, 44)
    for x in (-15, 13):
        brush.box(x, -368, 3, 44, (120, 130, 146))
    brush.box(-52, -380, 104, 15, (236, 240, 244), 4)
    brush.box(-2, -430, 4, 52, (150, 160, 176))
    if brush.burning:
        brush.bright.oval(0, -434, 6, 6, (255, 80, 70))
        brush.halo(0, -434, 70, 70, (255, 70, 60), 1.0)


def _airliner(brush: Brush) -> None:
    """Seen from its left side, its nose to the left."""
    white: Colour = (244, 246, 250)
    blue: Colour = (60, 110, 190)
    brush.shade(0, 4, 430, 18, 0.45)
    for x in (-230, 30, 60):
        brush.box(x - 3, -52, 6, 40, (120, 126, 140))
        brush.oval(x, -10, 13, 13, (44, 46, 56))
    brush.shape(blue, (250, -150), (300, -300), (366, -300), (352, -140))
    brush.shape(mix(blue, IVORY, 0.5), (286, -256), (300, -300), (366, -300), (362, -256))
    hull = joined(
        bend((-360, -96), (-350, -158), (-240, -160)),
        points((250, -160)),
        bend((250, -160), (350, -158), (420, -148)),
        bend((420, -148), (340, -78), (190, -62)),
        points((-260, -58)),
        bend((-260, -58), (-350, -60), (-360, -96)),
    )
    brush.fill(hull, white)
    brush.fill(
        joined(
            points((-358, -84)),
            bend((-340, -72), (0, -84), (380, -126)),
            bend((330, -86), (240, -66), (190, -62)),
            points((-260, -58)),
            bend((-260, -58), (-340, -60), (-358, -84)),
        ),
        blue,
    )
    for k in range(19):
        tone: Colour = (255, 214, 130) if brush.burning else (90, 120, 150)
        (brush.bright if brush.burning else brush).box(-270 + k * 27, -132, 13, 17, tone, 6)
    brush.shape((70, 92, 120), (-344, -126), (-316, -146), (-296, -146), (-300, -126))
    brush.shape((196, 202, 212), (-40, -92), (80, -92), (240, -40), (190, -36))
    brush.shape((196, 202, 212), (290, -140), (350, -140), (430, -112), (390, -110))
    brush.block(-30, -74, 96, 40, (214, 220, 228), 18)
    brush.oval(-28, -54, 9, 20, (70, 76, 90))


def _luggage(brush: Brush) -> None:
    """A trolley with suitcases."""
    brush.shade(0, 0, 110, 12, 0.4)
    for x in (-70, 70):
        brush.oval(x, -9, 11, 11, (50, 52, 62))
    brush.block(-100, -34, 200, 20, (90, 98, 116), 4)
    cases: tuple[Colour, ...] = ((206, 74, 66), (236, 184, 84), (84, 130, 180))
    for k, tone in enumerate(cases):
        tall = 62 + 18 * (k % 2)
        brush.block(-92 + k * 62, -34 - tall, 56, tall, tone, 8)
        brush.box(-76 + k * 62, -42 - tall, 24, 10, mix(tone, INK, 0.4), 4)
