"""A street: towers with windows, neon signs, lamps, two lanes of traffic, and a road that mirrors it in the rain."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from kinora.engines.previs.curves import box, points
from kinora.engines.previs.cutout import Cutout
from kinora.engines.previs.light import Sprite, glow
from kinora.engines.previs.palette import Colour, mix
from kinora.engines.previs.pixels import less
from kinora.engines.previs.props import draw_car
from kinora.engines.previs.setting import Frame, Layer, Moment, Points, Setting
from kinora.engines.previs.sky import Sky

_KERB = 0.735
"""Where the road begins, in frame heights."""
_NEON: tuple[Colour, ...] = ((255, 70, 140), (70, 220, 255), (255, 190, 70), (170, 110, 255), (90, 255, 170))
_CARS: tuple[Colour, ...] = ((206, 62, 58), (242, 196, 66), (66, 118, 206), (226, 230, 236), (70, 160, 120))


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of towers. haze 0..1; base and tall in frame heights."""

    depth: float
    haze: float
    base: float
    tall: float
    wide: float


_ROWS = (
    _Row(0.22, 0.62, 0.66, 0.40, 0.055),
    _Row(0.42, 0.36, 0.70, 0.50, 0.075),
    _Row(0.78, 0.08, _KERB, 0.62, 0.115),
)


def behind_actors(setting: Setting) -> list[Layer]:
    """From the sky to the pavement at the actors' feet."""
    layers: list[Layer] = [Sky(setting)]
    layers += [_towers(setting, row) for row in _ROWS]
    layers += [_Lamps(setting), _Road(setting), _Traffic(setting)]
    return layers


def is_lit(setting: Setting) -> bool:
    """Whether lamps and windows burn."""
    return setting.scene.time in ("night", "sunset") or setting.scene.weather in ("rain", "fog")


def _towers(setting: Setting, row: _Row) -> Layer:
    layer = Cutout(setting, row.depth)
    chance = setting.stream(f"towers {row.depth}")
    palette, high = setting.palette, setting.height
    wide = max(setting.width * row.wide, high * row.wide * 0.9)
    x = -0.45 * setting.width
    near = row.depth > 0.7
    while x < 1.45 * setting.width:
        width = wide * (0.65 + 0.8 * chance.random())
        middle = 0.30 < (x + width / 2) / setting.width < 0.70
        tall = high * row.tall * (0.42 + 0.58 * chance.random()) * (0.42 if near and middle else 1.0)
        body = mix((60, 66, 92), (118, 96, 98), chance.random() * 0.6)
        if setting.scene.time in ("day", "sunrise"):
            body = mix(body, (196, 190, 186), 0.34)
        face = palette.surface(body, row.haze)
        top = high * row.base - tall
        layer.add([box(x, top, width, high * 0.9 - top)], face)
        layer.add([box(x + width * 0.80, top, width * 0.20, high * 0.9 - top)], mix(face, (8, 8, 24), 0.22))
        _roof(layer, x, top, width, tall, mix(face, (8, 8, 24), 0.12), chance)
        _windows(layer, setting, row, (x, top, width, tall), chance)
        if near and is_lit(setting) and chance.random() < 0.75:
            _sign(layer, x, top, width, tall, chance)
        x += width * (1.02 if near else 1.0)
    return layer


def _roof(
    layer: Cutout, x: float, top: float, width: float, tall: float, colour: Colour, chance: np.random.Generator
) -> None:
    kind = chance.integers(0, 4)
    if kind == 0:
        layer.add([box(x + width * 0.3, top - tall * 0.06, width * 0.35, tall * 0.07)], colour)
    elif kind == 1:
        layer.add([box(x + width * 0.48, top - tall * 0.20, width * 0.03, tall * 0.21)], colour)
    elif kind == 2:
        layer.add([points((x, top), (x + width * 0.5, top - tall * 0.09), (x + width, top))], colour)


def _windows(
    layer: Cutout, setting: Setting, row: _Row, tower: tuple[float, float, float, float], chance: np.random.Generator
) -> None:
    x, top, width, tall = tower
    cell = max(3.0, setting.height * (0.017 + 0.014 * row.depth))
    columns, rows = max(1, int(width * 0.74 / cell)), max(1, int((tall - cell * 1.4) / (cell * 1.35)))
    lit = is_lit(setting)
    burning = chance.random((rows, columns)) < (0.50 if lit else 0.8)
    warm = chance.random((rows, columns))
    groups: dict[int, list[Points]] = {}
    for down, across in np.argwhere(burning).tolist():
        outline = box(x + width * 0.05 + across * cell, top + cell * 0.7 + down * cell * 1.35, cell * 0.62, cell * 0.88)
        groups.setdefault(int(warm[down, across] * 3), []).append(outline)
    for kind, outlines in groups.items():
        if lit:
            colour = mix(
                ((255, 214, 130), (255, 190, 96), (176, 214, 255))[kind], setting.palette.haze, row.haze * 0.75
            )
        else:
            colour = setting.palette.surface(((150, 188, 220), (120, 160, 200), (176, 206, 230))[kind], row.haze)
        layer.add(outlines, colour)


def _sign(layer: Cutout, x: float, top: float, width: float, tall: float, chance: np.random.Generator) -> None:
    colour = _NEON[int(chance.integers(0, len(_NEON)))]
    size = width * 0.17
    left, high = x + width * (0.08 + 0.6 * chance.random()), top + tall * (0.34 + 0.2 * chance.random())
    length = tall * (0.20 + 0.14 * chance.random())
    layer.add([box(left, high, size, length)], mix(colour, (20, 10, 40), 0.72))
    glyphs = max(2, int(length / (size * 0.9)))
    step = length / glyphs
    bars = [
        box(left + size * 0.2, high + step * (k + 0.18), size * (0.6 if k % 2 else 0.42), step * 0.22)
        for k in range(glyphs)
    ]
    stems = [
        box(left + size * (0.2 if k % 3 else 0.55), high + step * (k + 0.45), size * 0.2, step * 0.40)
        for k in range(glyphs)
    ]
    layer.add([*bars, *stems], mix(colour, (255, 255, 255), 0.35))
    layer.add(
        [
            box(left - size * 0.12, high - size * 0.12, size * 1.24, size * 0.1),
            box(left - size * 0.12, high + length, size * 1.24, size * 0.1),
        ],
        colour,
    )


class _Lamps:
    """Street lamps along the kerb; where they burn, each has its own halo."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._posts = Cutout(setting, 0.9)
        dark = setting.palette.surface((44, 46, 58))
        gap = max(setting.width * 0.26, setting.height * 0.36)
        self._places = [setting.width * 0.5 + gap * (k + 0.5) for k in range(-4, 4)]
        size = setting.height
        for x in self._places:
            self._posts.add([box(x - size * 0.004, size * (_KERB - 0.27), size * 0.008, size * 0.30)], dark)
            self._posts.add([box(x - size * 0.003, size * (_KERB - 0.275), size * 0.05, size * 0.007)], dark)
            bulb = (255, 232, 176) if is_lit(setting) else dark
            self._posts.add([box(x + size * 0.026, size * (_KERB - 0.269), size * 0.024, size * 0.010)], bulb)

    def draw(self, frame: Frame, moment: Moment) -> None:
        self._posts.draw(frame, moment)
        if not is_lit(self._setting):
            return
        scale, dx, dy = self._setting.lens(moment.view, 0.9)
        high = self._setting.height
        for x in self._places:
            bulb_x, bulb_y = (x + high * 0.038) * scale + dx, high * (_KERB - 0.262) * scale + dy
            glow(frame, bulb_x, bulb_y, (high * 0.13 * scale, high * 0.13 * scale), (150, 116, 62))


class _Road:
    """Asphalt and pavement; wet, it mirrors what stands behind it."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        palette, high = setting.palette, setting.height
        snowy = setting.is_snowy
        self._layer = Cutout(setting, 1.0)
        left, wide = -0.5 * setting.width, 2.0 * setting.width
        asphalt = palette.surface((70, 72, 84))
        pavement = palette.surface((206, 214, 230) if snowy else (128, 126, 132))
        self._layer.add([box(left, high * (_KERB - 0.012), wide, high * 0.05)], pavement)
        for band in range(8):
            y = high * (_KERB + 0.004 + 0.018 * band)
            self._layer.add([box(left, y, wide, high)], mix(asphalt, (20, 20, 34), 0.07 * band))
        dash = high * 0.085
        lines = [box(left + k * dash * 2.2, high * 0.795, dash, high * 0.006) for k in range(int(wide / dash / 2.2))]
        self._layer.add(lines, palette.surface((222, 214, 170)))
        kerb = high * 0.862
        self._layer.add([box(left, kerb, wide, high)], mix(pavement, (12, 12, 28), 0.15))
        self._layer.add([box(left, kerb + high * 0.012, wide, high)], mix(pavement, (12, 12, 28), 0.04))
        slabs = [
            box(left + k * high * 0.16, kerb + high * 0.012, high * 0.003, high * 0.3)
            for k in range(int(wide / high / 0.16))
        ]
        self._layer.add(slabs, mix(pavement, (12, 12, 28), 0.22))

    def draw(self, frame: Frame, moment: Moment) -> None:
        setting = self._setting
        scale, _, dy = setting.lens(moment.view, 1.0)
        line = round((setting.height * (_KERB + 0.004)) * scale + dy)
        self._layer.draw(frame, moment)
        if setting.scene.weather == "rain":
            self._mirror(frame, min(max(line, 4), setting.height - 2), moment.time)

    def _mirror(self, frame: Frame, line: int, time: float) -> None:
        """The picture above the kerb, upside down, drawn out downwards, added to the road."""
        height, width = frame.shape[:2]
        rows = min(height - line, line)
        small = (max(2, width // 4), max(2, rows // 4))
        above = cv2.resize(frame[line - rows : line], small, interpolation=cv2.INTER_AREA)
        above = less(np.asarray(cv2.blur(cv2.flip(above, 0), (3, max(3, rows // 16 | 1))), np.uint8), 40)
        shake = np.sin(np.arange(small[1]) * 0.9 + time * 5.0) * (0.4 + np.arange(small[1]) * 0.03)
        map_x = (np.arange(small[0])[None] + shake[:, None]).astype(np.float32)
        map_y = np.repeat(np.arange(small[1], dtype=np.float32)[:, None], small[0], axis=1)
        wavy = cv2.remap(above, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        fall = np.linspace(1.0, 0.35, small[1], dtype=np.float32)[:, None, None]
        shine = np.clip(wavy * fall * 0.95, 0, 255).astype(np.uint8)
        part = frame[line : line + rows]
        cv2.add(cv2.resize(shine, (width, rows)), part, dst=part)


class _Traffic:
    """Two lanes that keep their distance: the far one to the left, the near one to the right."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._lit = is_lit(setting)
        self._cars = [Sprite(*draw_car(setting, colour)) for colour in _CARS]
        self._start = setting.stream("traffic").random(2)

    def draw(self, frame: Frame, moment: Moment) -> None:
        setting = self._setting
        loop = setting.width * 1.5 + setting.height * 0.5
        count = max(2, round(loop / (setting.height * 0.95)))
        scale, dx, dy = setting.lens(moment.view, 1.0)
        for lane, (level, size, pace) in enumerate(((0.778, 0.82, -0.17), (0.842, 1.0, 0.21))):
            for car in range(count):
                gone = (car / count + float(self._start[lane]) + moment.time * pace * setting.height / loop) % 1.0
                x = (gone * loop - setting.height * 0.25 - 0.25 * setting.width) * scale + dx
                y = setting.height * level * scale + dy
                if -0.3 * setting.height < x < setting.width + 0.3 * setting.height:
                    self._car(frame, (x, y), size * scale, (car * 2 + lane * 3) % len(self._cars), pace < 0)

    def _car(self, frame: Frame, place: tuple[float, float], size: float, kind: int, leftward: bool) -> None:
        x, y = place
        unit = self._setting.height / 720.0 * size
        self._cars[kind].draw(frame, x, y, size, flip=leftward)
        if not self._lit:
            return
        ahead = -1.0 if leftward else 1.0
        glow(frame, x + ahead * 66 * unit, y - 16 * unit, (26 * unit, 20 * unit), (255, 238, 190))
        glow(frame, x + ahead * 128 * unit, y - 2 * unit, (84 * unit, 15 * unit), (150, 136, 96))
        glow(frame, x - ahead * 62 * unit, y - 18 * unit, (18 * unit, 14 * unit), (230, 40, 40))
