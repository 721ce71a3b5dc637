"""How a place out of doors is put together: a site of brushes at several depths under one sky, in one light.

Knows ground, hour and snow; knows no building.
"""

from __future__ import annotations

from dataclasses import replace

from kinora.engines.previs.drawing.curves import box
from kinora.engines.previs.drawing.cutout import Cutout
from kinora.engines.previs.drawing.palette import Colour, mix
from kinora.engines.previs.places.brush import INK, Brush
from kinora.engines.previs.places.lights import Flames, LightMap
from kinora.engines.previs.places.sky import Sky
from kinora.engines.previs.setting import Layer, Setting

SNOW: Colour = (240, 245, 253)
LEFT, RIGHT = -1700.0, 1700.0
"""How far ground and walls reach to the sides, in lengths of a 720-pixel frame."""


def is_lit(setting: Setting) -> bool:
    """Whether lamps and windows burn."""
    scene = setting.scene
    return setting.is_dark or scene.time == "sunset" or scene.weather in ("rain", "fog", "storm")


def toned(setting: Setting, colour: Colour, haze: float = 0.0) -> Colour:
    """A surface in the setting's light. Snow gives back more of a night's light than earth does."""
    seen = setting.palette.surface(colour, haze)
    if setting.is_snowy and setting.scene.time == "night" and min(colour) > 190:
        return mix(seen, mix(colour, (150, 176, 235), 0.5), 0.40)
    return seen


class Site:
    """Brushes by depth, their origin in the middle of `line` (frame heights), where the ground begins.

    reach: how much more ground a tall frame shows than a wide one.
    """

    def __init__(self, setting: Setting, line: float) -> None:
        self.setting = setting
        self.line = line
        self.light = LightMap(setting, 0.95)
        self.lit = is_lit(setting)
        self.unit = min(setting.height / 720.0, setting.width / 680.0)
        self.reach = setting.height / 720.0 / self.unit
        self._brushes: dict[float, Brush] = {}

    def on(self, depth: float, haze: float = 0.0) -> Brush:
        """The brush for a depth; haze 0..1 pales what it draws."""
        setting = self.setting
        if depth not in self._brushes:
            self._brushes[depth] = Brush(
                layer=Cutout(setting, depth),
                light=self.light,
                tone=lambda colour: toned(setting, colour),
                x=setting.width / 2,
                y=setting.height * self.line,
                unit=self.unit,
                spread=min(max(setting.width / self.unit / 1280.0, 0.60), 1.3),
                burning=self.lit,
                power={"night": 0.85, "dusk": 0.7, "sunset": 0.42}.get(setting.scene.time, 0.3),
                snowy=setting.is_snowy,
            )
        if not haze:
            return self._brushes[depth]
        return replace(self._brushes[depth], tone=lambda colour: toned(setting, colour, haze))

    def white(self, colour: Colour, share: float = 0.9) -> Colour:
        """A roof's or the ground's colour, under snow when it snows."""
        return mix(colour, SNOW, share) if self.setting.is_snowy else colour

    def layers(self, *between: Layer) -> list[Layer]:
        """The sky, every depth in order, `between`, and the light."""
        cutouts = [self._brushes[depth].layer for depth in sorted(self._brushes)]
        fires = [Flames(self.setting, depth, brush.flames) for depth, brush in self._brushes.items() if brush.flames]
        return [Sky(self.setting), *cutouts, *between, self.light, *fires]


def ground(brush: Brush, far: Colour, near: Colour, *, bands: int = 9, deep: float = 330.0) -> None:
    """Level ground from the brush's line down."""
    for band in range(bands):
        y = deep * (band / bands) ** 1.5
        brush.box(LEFT, y, RIGHT - LEFT, 1200, mix(far, near, band / (bands - 1)))


def paving(brush: Brush, colour: Colour, *, gap: float = 96.0, rows: int = 7, rise: float = 230.0) -> None:
    """Seams of slabs in perspective. rise: how far over the line they meet."""
    for k in range(int(rows * 1.25) + 1):
        y = rise * (1.0 / (1.0 - 0.6 * k / rows) - 1.0)
        brush.box(LEFT, y, RIGHT - LEFT, 1.2 + y * 0.010, colour)
    for k in range(-16, 17):
        end = k * gap * (1 + 900 / rise)
        brush.shape(colour, (k * gap - 0.8, 0), (k * gap + 0.8, 0), (end + 6, 900), (end - 6, 900))


def strip(brush: Brush, x: tuple[float, float], y: tuple[float, float], colour: Colour, rise: float = 230.0) -> None:
    """A part of the ground between two lines that meet in the distance: x at the brush's line, y below it."""
    upper, lower = 1 + y[0] / rise, 1 + y[1] / rise
    brush.shape(colour, (x[0] * upper, y[0]), (x[1] * upper, y[0]), (x[1] * lower, y[1]), (x[0] * lower, y[1]))


def pane(
    brush: Brush, x: float, y: float, width: float, height: float, *, warm: bool = True, home: bool = True
) -> None:
    """A window: the sky by day, lamplight when lamps burn and somebody is at home."""
    if brush.burning and not home:
        brush.box(x, y, width, height, (96, 106, 140))
        return
    if brush.burning:
        brush.bright.box(x, y, width, height, (248, 192, 106) if warm else (176, 202, 246))
        brush.bright.box(x, y + height * 0.62, width, height * 0.38, (232, 164, 86) if warm else (150, 180, 232))
        brush.halo(x + width / 2, y + height / 2, width * 1.3, height * 1.2, (150, 100, 44), 0.55)
        return
    brush.box(x, y, width, height, (138, 182, 214))
    brush.shape(
        (186, 216, 234), (x, y + height * 0.75), (x, y + height * 0.45), (x + width * 0.55, y), (x + width * 0.85, y)
    )


def roofs(
    brush: Brush, setting: Setting, name: str, *, tall: float, wide: float, colour: Colour, gap: float = 0.0
) -> None:
    """A row of far towers, windows lit when lamps burn: what stands behind a place in town."""
    chance = setting.stream(f"roofs {name}")
    x = LEFT
    panes = []
    while x < RIGHT:
        width = wide * (0.6 + 0.8 * chance.random())
        high = tall * (0.35 + 0.65 * chance.random())
        brush.box(x, -high, width, high + 400, mix(colour, INK, 0.16 * chance.random()))
        if chance.random() < 0.4:
            brush.box(x + width * 0.3, -high - 14, width * 0.3, 16, colour)
        cells = [
            (a, b) for a in range(int((width - 8) // 15)) for b in range(int(high // 22)) if chance.random() < 0.45
        ]
        panes += [box(x + 7 + a * 15, -high + 10 + b * 22, 7, 11) for a, b in cells]
        x += width + gap
    if brush.burning:
        brush.bright.fills(panes, mix((255, 206, 120), brush.tone((150, 140, 160)), 0.25))
    else:
        brush.fills(panes, mix(colour, (216, 232, 246), 0.45))


def clouds_of_leaves(brush: Brush, leaf: Colour, size: float) -> None:
    """The crown of a tree round the origin."""
    for x, y, share in ((-0.52, 0.16, 0.50), (0.52, 0.12, 0.50), (0.0, -0.30, 0.64), (0.0, 0.2, 0.56)):
        brush.oval(x * size, y * size, share * size, share * size * 0.88, leaf)
    if brush.snowy:
        brush.oval(0, -size * 0.62, size * 0.5, size * 0.30, SNOW)
    for x, y, share in ((-0.26, -0.40, 0.28), (0.30, -0.14, 0.24), (-0.5, 0.0, 0.22)):
        cap = SNOW if brush.snowy else mix(leaf, (255, 250, 190), 0.26)
        brush.oval(x * size, y * size, share * size, share * size * 0.7, cap)


def tree(brush: Brush, leaf: Colour = (96, 158, 84), tall: float = 260.0) -> None:
    """A round tree, its foot at the origin."""
    brush.shade(0, 0, tall * 0.32, tall * 0.06, 0.35)
    bark: Colour = (116, 82, 60)
    brush.shape(bark, (-tall * 0.05, 0), (-tall * 0.026, -tall * 0.6), (tall * 0.026, -tall * 0.6), (tall * 0.05, 0))
    clouds_of_leaves(brush.at(0, -tall * 0.68), leaf, tall * 0.36)


def lamp_post(brush: Brush, tall: float = 300.0) -> None:
    """A lantern on a post; lit, it throws a pool on the ground."""
    iron: Colour = (52, 56, 68)
    brush.shade(0, 0, 26, 8, 0.3)
    brush.box(-9, -18, 18, 20, iron, 3)
    brush.box(-4, -tall, 8, tall, iron)
    lamp = brush.bright if brush.burning else brush
    lamp.shape(
        (255, 232, 166) if brush.burning else (214, 226, 232),
        (-13, -tall - 34),
        (13, -tall - 34),
        (9, -tall),
        (-9, -tall),
    )
    brush.shape(iron, (-18, -tall - 34), (18, -tall - 34), (0, -tall - 52))
    if brush.burning:
        brush.halo(0, -tall - 18, 150, 150, (255, 190, 96), 1.0)
        brush.pool(0, 6, 260, 70, (255, 196, 110), 1.3)
        brush.pool(0, -tall * 0.5, 190, tall * 0.7, (255, 196, 110), 0.5)


def bench(brush: Brush) -> None:
    """With a back, 200 wide."""
    wood: Colour = (164, 110, 70)
    brush.shade(0, 0, 110, 12, 0.4)
    for x in (-84, 74):
        brush.box(x, -56, 10, 58, (60, 62, 72), 2)
    for k in range(3):
        brush.box(-100, -110 + k * 19, 200, 13, mix(wood, INK, 0.05 * k), 3)
    brush.box(-106, -58, 212, 13, mix(wood, (255, 250, 238), 0.18), 3)


def crossing(brush: Brush, y: tuple[float, float], colour: Colour, *, count: int = 6, wide: float = 34.0) -> None:
    """A zebra crossing that comes towards the camera."""
    for k in range(count):
        x = (k - count / 2 + 0.25) * wide * 2
        strip(brush, (x, x + wide), y, colour)
