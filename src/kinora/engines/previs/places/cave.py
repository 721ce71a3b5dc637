"""A cave: rings of rock round an opening full of light, teeth of stone, crystals that glow."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from kinora.engines.previs.drawing.curves import points
from kinora.engines.previs.drawing.cutout import Cutout
from kinora.engines.previs.drawing.light import glow
from kinora.engines.previs.drawing.palette import Colour, Palette, mix, scaled
from kinora.engines.previs.places.land import tone
from kinora.engines.previs.places.plants import spread, stone
from kinora.engines.previs.places.sky import Sky
from kinora.engines.previs.places.terrain import hill, plain, snowed
from kinora.engines.previs.setting import Frame, Layer, Moment, Setting

_LIGHT_IN = {"day": 1.0, "sunrise": 0.9, "sunset": 0.8, "dusk": 0.55, "night": 0.36}


def cave(setting: Setting) -> list[Layer]:
    """Walls that darken towards the camera round an opening full of light."""
    layers: list[Layer] = [_Opening(setting)]
    for ring, (depth, size, share) in enumerate(((0.30, 0.40, 0.30), (0.52, 0.60, 0.58), (0.78, 0.86, 0.80))):
        layers.append(_ring(setting, ring, depth, size, share))
    floor, high = Cutout(setting, 1.0), setting.height
    near, far = _stone_tone(setting, 0.78), _stone_tone(setting, 0.36)
    plain(floor, setting, top=high * 0.735, far=far, near=near)
    for k, (x, chance) in enumerate(spread(setting, "cave floor", 16).tolist()):
        down = (k * 5) % 16 / 16
        stone(
            floor,
            x,
            high * (0.76 + 0.24 * down),
            high * (0.010 + 0.024 * chance) * (0.6 + down),
            mix(near, far, 0.4),
            far,
        )
    return [*layers, floor, _Crystals(setting)]


def before_cave(setting: Setting) -> list[Layer]:
    """The dark teeth of the nearest arch."""
    layer, high, wide = Cutout(setting, 1.25), setting.height, setting.width
    dark = _stone_tone(setting, 1.0)
    for k, (x, chance) in enumerate(spread(setting, "near teeth", 13).tolist()):
        side = abs(x / wide - 0.5) * 2
        long, half = high * (0.05 + 0.10 * chance + 0.16 * side**2), high * (0.03 + 0.03 * chance)
        layer.add(
            [
                points(
                    (x - half * 2, -high * 0.3),
                    (x - half, high * 0.02),
                    (x, long),
                    (x + half, high * 0.02),
                    (x + half * 2, -high * 0.3),
                )
            ],
            mix(dark, (90, 80, 120), 0.06 * (k % 2)),
        )
    return [layer]


def cave_light(setting: Setting) -> Palette:
    """Dim, with a bright rim from the opening."""
    return replace(setting.palette, ambient=(60, 56, 92), ambience=0.34, rim_strength=0.9)


def _stone_tone(setting: Setting, share: float) -> Colour:
    """Cave rock, 0 beside the opening to 1 at the camera."""
    lit = mix(setting.palette.middle, (190, 168, 150), 0.6)
    return scaled(mix(lit, (30, 26, 44), share**0.6), 0.25 + 0.75 * _LIGHT_IN[setting.scene.time] ** 0.5)


class _Opening:
    """The light outside, and its shine into the cave. Paints every pixel."""

    def __init__(self, setting: Setting) -> None:
        self._sky = Sky(setting)
        self._setting = setting
        self._hill, _ = hill(
            setting,
            "outside",
            depth=0.16,
            top=0.60,
            rise=0.08,
            bottom=0.9,
            upper=tone(setting, snowed(setting, (120, 176, 100)), 0.35),
            lower=tone(setting, snowed(setting, (86, 140, 80)), 0.3),
        )

    def draw(self, frame: Frame, moment: Moment) -> None:
        self._sky.draw(frame, moment)
        self._hill.draw(frame, moment)
        setting = self._setting
        radius = min(setting.width, setting.height) * 0.42
        shine = scaled(setting.palette.horizon, 0.10 * _LIGHT_IN[setting.scene.time])
        glow(frame, setting.width * 0.5, setting.height * 0.46, (radius * 1.3, radius), shine)


def _ring(setting: Setting, number: int, depth: float, size: float, share: float) -> Layer:
    """Rock all round an uneven hole; teeth hang from its upper edge."""
    high, wide = setting.height, setting.width
    layer, chance = Cutout(setting, depth), setting.stream(f"ring {number}")
    turn = np.linspace(0, 2 * math.pi, 72, endpoint=False)
    rough = 1.0 + 0.05 * np.sin(turn * 5 + chance.random() * 6) + 0.04 * np.sin(turn * 9 + chance.random() * 6)
    rough = rough + 0.02 * chance.normal(0, 1, 72)
    half = max(wide * 0.52 * size, min(wide, high) * 0.60 * size)
    x, y = wide * 0.5 + half * np.cos(turn) * rough, high * 0.50 + high * 0.50 * size * np.sin(turn) * rough
    hole = np.stack([x, y], axis=1).astype(np.float32)
    colour = _stone_tone(setting, share)
    outer = points(
        (-wide * 0.6, -high * 0.6), (wide * 1.6, -high * 0.6), (wide * 1.6, high * 1.6), (-wide * 0.6, high * 1.6)
    )
    layer.add([outer, hole], colour)
    bright = mix(colour, setting.palette.horizon, 0.22 * _LIGHT_IN[setting.scene.time])
    middle = np.array([wide * 0.5, high * 0.5], np.float32)
    layer.add([hole, np.asarray((hole - middle) * np.float32(0.985) + middle, np.float32)], bright)
    for k in range(38, 71, 3):
        px, py = float(x[k]), float(y[k])
        long, thin = high * (0.05 + 0.09 * chance.random()) * size, high * 0.020 * size
        layer.add([points((px - thin, py - thin * 1.4), (px, py + long), (px + thin, py - thin * 1.4))], colour)
        layer.add([points((px - thin * 0.3, py), (px, py + long), (px + thin * 0.2, py))], bright)
    return layer


class _Crystals:
    """Clusters of crystal at both sides that glow and breathe."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._layer, self._lights = Cutout(setting, 1.0), list[tuple[float, float, Colour]]()
        hues: tuple[Colour, ...] = ((96, 220, 255), (196, 130, 255), (120, 255, 200))
        for k, (across, down) in enumerate(((0.07, 0.82), (0.93, 0.80), (0.17, 0.745), (0.84, 0.735), (1.02, 0.95))):
            x, y, hue = setting.width * across, setting.height * down, hues[k % 3]
            size = min(setting.height * 0.11, setting.width * 0.11) * (0.6 + 0.7 * (down - 0.7) * 3)
            self._lights.append((x, y - size * 0.5, hue))
            for lean, tall in ((-0.5, 0.7), (0.5, 0.62), (-0.18, 1.0), (0.22, 0.84)):
                tip, foot = (x + lean * size, y - tall * size), x + lean * size * 0.4
                half = size * 0.15
                self._layer.add(
                    [
                        points(
                            (foot - half, y),
                            (tip[0] - half * 0.7, tip[1] + half),
                            tip,
                            (tip[0] + half * 0.7, tip[1] + half),
                            (foot + half, y),
                        )
                    ],
                    mix(hue, (30, 40, 90), 0.35),
                )
                self._layer.add(
                    [points((foot - half, y), (tip[0] - half * 0.7, tip[1] + half), tip, (foot, y))],
                    mix(hue, (255, 255, 255), 0.35),
                )

    def draw(self, frame: Frame, moment: Moment) -> None:
        self._layer.draw(frame, moment)
        scale, dx, dy = self._setting.lens(moment.view, 1.0)
        radius = min(self._setting.height, self._setting.width) * 0.17 * scale
        for k, (x, y, hue) in enumerate(self._lights):
            light = 0.26 + 0.10 * math.sin(moment.time * 1.4 + k * 1.9)
            glow(frame, x * scale + dx, y * scale + dy, (radius, radius), scaled(hue, light))
