"""A street: towers with windows, neon signs, lamps, two lanes of traffic, and a road that mirrors it in the rain."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kinora.engines.previs.drawing.curves import box, points
from kinora.engines.previs.drawing.cutout import Cutout
from kinora.engines.previs.drawing.palette import Colour, mix
from kinora.engines.previs.places.lights import LightMap, Mirror
from kinora.engines.previs.places.outdoors import is_lit, toned
from kinora.engines.previs.places.sky import Sky
from kinora.engines.previs.places.traffic import Lane, Traffic
from kinora.engines.previs.setting import Layer, Points, Setting

_KERB = 0.735
"""Where the road begins, in frame heights."""
_NEON: tuple[Colour, ...] = ((255, 70, 140), (70, 220, 255), (255, 190, 70), (170, 110, 255), (90, 255, 170))
_LANES = (Lane(0.785, 0.82, -0.17), Lane(0.848, 1.0, 0.21))


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
    light = LightMap(setting, 0.95)
    layers += [_towers(setting, row, light) for row in _ROWS]
    layers += [_road(setting), _lamps(setting, light)]
    layers += [Mirror(setting, _KERB + 0.004)] if setting.is_wet else []
    return [*layers, Traffic(setting, _LANES), light]


def _towers(setting: Setting, row: _Row, light: LightMap) -> Layer:
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
        if setting.scene.time in ("day", "sunrise", "dusk"):
            body = mix(body, ((206, 190, 178), (176, 190, 206), (214, 200, 170))[int(chance.integers(0, 3))], 0.58)
        face = palette.surface(body, row.haze)
        top = high * row.base - tall
        layer.add([box(x, top, width, high * 0.9 - top)], face)
        layer.add([box(x + width * 0.80, top, width * 0.20, high * 0.9 - top)], mix(face, (8, 8, 24), 0.22))
        _roof(layer, x, top, width, tall, mix(face, (8, 8, 24), 0.12), chance)
        _windows(layer, setting, row, (x, top, width, tall), chance)
        if near and is_lit(setting) and chance.random() < 0.75:
            _sign(layer, (x, top, width, tall), chance, light)
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
    cell = max(3.0, setting.height * (0.0225 + 0.007 * row.depth))
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


def _sign(
    layer: Cutout, tower: tuple[float, float, float, float], chance: np.random.Generator, light: LightMap
) -> None:
    """A neon sign; it lights the wall round it."""
    x, top, width, tall = tower
    colour = _NEON[int(chance.integers(0, len(_NEON)))]
    size = width * 0.17
    left, high = x + width * (0.08 + 0.6 * chance.random()), top + tall * (0.34 + 0.2 * chance.random())
    length = tall * (0.20 + 0.14 * chance.random())
    layer.add([box(left, high, size, length)], mix(colour, (20, 10, 40), 0.72))
    light.halo(left + size / 2, high + length / 2, size * 2.6, length * 0.95, colour, 0.5)
    light.pool(left + size / 2, high + length / 2, size * 4, length * 1.2, colour, 0.7)
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


def _lamps(setting: Setting, light: LightMap) -> Layer:
    """Street lamps along the kerb; where they burn, each has its halo and its pool on the road."""
    posts = Cutout(setting, 0.95)
    size, lit = setting.height, is_lit(setting)
    dark = setting.palette.surface((44, 46, 58))
    gap = max(setting.width * 0.26, size * 0.36)
    for x in [setting.width * 0.5 + gap * (k + 0.5) for k in range(-4, 4)]:
        top = size * (_KERB - 0.27)
        posts.add([box(x - size * 0.004, top, size * 0.008, size * 0.28)], dark)
        posts.add([box(x - size * 0.003, top - size * 0.005, size * 0.05, size * 0.007)], dark)
        posts.add(
            [box(x + size * 0.022, top + size * 0.001, size * 0.030, size * 0.011)], (255, 236, 186) if lit else dark
        )
        if lit:
            light.halo(x + size * 0.037, top + size * 0.008, size * 0.15, size * 0.15, (150, 116, 62), 1.0)
            light.pool(x + size * 0.037, size * (_KERB + 0.035), size * 0.22, size * 0.06, (255, 200, 120), 0.9)
    return posts


def _road(setting: Setting) -> Layer:
    """Pavement, asphalt with a broken line, and the kerb that the actors stand on."""
    high, layer = setting.height, Cutout(setting, 1.0)
    left, wide = -0.5 * setting.width, 2.0 * setting.width
    asphalt = toned(setting, (176, 182, 196) if setting.is_snowy else (70, 72, 84))
    pavement = toned(setting, (214, 222, 236) if setting.is_snowy else (146, 142, 146))
    layer.add([box(left, high * (_KERB - 0.012), wide, high * 0.05)], pavement)
    for band in range(8):
        y = high * (_KERB + 0.004 + 0.018 * band)
        layer.add([box(left, y, wide, high)], mix(asphalt, (20, 20, 34), 0.07 * band))
    dash = high * 0.085
    lines = [box(left + k * dash * 2.2, high * 0.803, dash, high * 0.006) for k in range(int(wide / dash / 2.2))]
    layer.add(lines, toned(setting, (222, 214, 170)))
    kerb = high * 0.868
    layer.add([box(left, kerb, wide, high)], mix(pavement, (12, 12, 28), 0.22))
    for band in range(5):
        layer.add(
            [box(left, kerb + high * (0.012 + 0.024 * band), wide, high)], mix(pavement, (12, 12, 28), 0.02 * band)
        )
    slabs = []
    for k in range(-14, 15):
        top, low = setting.width / 2 + k * high * 0.15, setting.width / 2 + k * high * 0.19
        slabs.append(
            points((top - 1, kerb + high * 0.012), (top + 1, kerb + high * 0.012), (low + 2, high), (low - 2, high))
        )
    layer.add(slabs, mix(pavement, (12, 12, 28), 0.14))
    layer.add([box(left, high * 0.93, wide, high * 0.003)], mix(pavement, (12, 12, 28), 0.14))
    return layer
