"""The shore: sand in front of the sea, with a line of foam that comes and goes, and a palm."""

from __future__ import annotations

import math

import numpy as np

from kinora.engines.previs.drawing.curves import oval
from kinora.engines.previs.drawing.cutout import Cutout, paint, to_grid
from kinora.engines.previs.drawing.palette import mix
from kinora.engines.previs.places.plants import palm, spread
from kinora.engines.previs.places.sea import Sea
from kinora.engines.previs.places.sky import Sky
from kinora.engines.previs.places.terrain import plain, ridge, skyline
from kinora.engines.previs.setting import Frame, Layer, Moment, Points, Setting

_SHORE = 0.755
"""Where the water ends on average, in frame heights."""


def behind_actors(setting: Setting) -> list[Layer]:
    """From the sky to the sand at the actors' feet."""
    return [Sky(setting), islands(setting), Sea(setting, 0.42), _sand(setting), _Foam(setting), _palms(setting)]


def open_water(setting: Setting) -> list[Layer]:
    """Sky and sea alone, for those who swim or sail."""
    return [Sky(setting), islands(setting), Sea(setting, 0.75)]


def islands(setting: Setting) -> Layer:
    """Land far out at sea."""
    layer = Cutout(setting, 0.2)
    edge = skyline(
        setting, "island", top=setting.horizon + setting.height * 0.035, rise=setting.height * 0.085, bumps=0.75
    )
    palette = setting.palette
    ridge(
        layer,
        edge,
        palette.surface((92, 128, 130), 0.5),
        palette.surface((92, 128, 130), 0.75),
        fade=setting.height * 0.06,
        bottom=setting.horizon + setting.height * 0.05,
    )
    return layer


def _sand(setting: Setting) -> Layer:
    high = setting.height
    palette = setting.palette
    light = palette.surface((242, 246, 252) if setting.is_snowy else (244, 218, 170))
    dark = palette.surface((206, 222, 240) if setting.is_snowy else (214, 172, 120))
    layer = Cutout(setting, 1.0)
    plain(layer, setting, top=high * (_SHORE + 0.005), far=mix(dark, light, 0.3), near=dark, bands=10)
    for k, (x, chance) in enumerate(spread(setting, "sand", 26).tolist()):
        down = (k * 7) % 26 / 26
        y = high * (0.80 + 0.24 * down)
        wide = setting.width * (0.02 + 0.07 * chance) * (0.4 + down)
        layer.add([oval(x, y, wide, high * 0.006 * (0.5 + down))], mix(light, dark, 0.25))
    return layer


def _palms(setting: Setting) -> Layer:
    """One at either side, before the foam; each stands on a hump of sand."""
    high, palette = setting.height, setting.palette
    sand = mix(palette.surface((214, 172, 120)), palette.surface((244, 218, 170)), 0.2)
    if setting.is_snowy:
        sand = palette.surface((222, 234, 246))
    tree = Cutout(setting, 1.12)
    trunk, leaf = palette.surface((128, 92, 64)), palette.surface((62, 132, 74))
    for x, y, tall in (
        (setting.width * 0.05 - high * 0.02, high * 0.93, high * 0.72),
        (setting.width * 1.20, high * 0.90, high * 0.6),
    ):
        tree.add([oval(x + high * 0.02, y + high * 0.012, high * 0.11, high * 0.02)], mix(sand, (60, 40, 40), 0.16))
        palm(tree, x, y, tall, trunk, leaf)
        tree.add([oval(x, y + high * 0.014, high * 0.07, high * 0.024)], sand)
    return tree


class _Foam:
    """Three lace edges of water that run up the sand and back."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._across = np.linspace(-0.3, 1.3, 90)
        self._phases = setting.stream("lace").random(6) * 6.28

    def draw(self, frame: Frame, moment: Moment) -> None:
        setting = self._setting
        palette, high = setting.palette, setting.height
        lens = setting.lens(moment.view, 1.0)
        wet = palette.surface((170, 136, 100))
        water = mix(palette.surface((120, 196, 200)), palette.middle, 0.35 + 0.5 * palette.ambience)
        foam = mix(palette.surface((250, 252, 252)), palette.rim, 0.12)
        run = 0.018 * math.sin(moment.time * 0.9)
        for lower, upper, colour in (
            (0.030, 0.0, wet),
            (0.016, 0.0, foam),
            (0.010, 0.0, water),
            (-0.016, -0.022, foam),
            (-0.036, -0.040, foam),
        ):
            top = self._edge(_SHORE + upper + run - 0.03 * (upper == 0.0), moment.time, 0.6)
            low = self._edge(_SHORE + lower + (run if colour is not wet else 0.018), moment.time, 1.0)
            strip = np.concatenate([top, low[::-1]]).astype(np.float32)
            paint(frame, [to_grid(strip * np.array([setting.width, high], np.float32), lens)], colour)

    def _edge(self, level: float, time: float, size: float) -> Points:
        line = np.full_like(self._across, level)
        for k, phase in enumerate(self._phases.tolist()):
            line += size * 0.0065 / (1 + 0.5 * k) * np.sin(self._across * (7 + 6 * k) + phase + time * (0.5 + 0.2 * k))
        return np.stack([self._across, line], axis=1).astype(np.float32)
