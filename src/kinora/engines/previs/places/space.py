"""The moon's ground under a black sky: stars, a veil of nebula, and a planet in the distance."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.drawing.curves import oval
from kinora.engines.previs.drawing.cutout import Cutout
from kinora.engines.previs.drawing.light import Sprite
from kinora.engines.previs.drawing.noise import value_noise
from kinora.engines.previs.drawing.palette import Colour, mix
from kinora.engines.previs.places.plants import spread
from kinora.engines.previs.places.terrain import plain, ridge, skyline
from kinora.engines.previs.setting import Frame, Layer, Moment, Setting

_DUST: Colour = (176, 176, 190)


def moon(setting: Setting) -> list[Layer]:
    """From the stars to the dust at the actors' feet."""
    return [Deep(setting), Planet(setting), *_ground(setting)]


class Deep:
    """Stars and nebula. Paints every pixel."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        chance = setting.stream("deep space")
        width, height = 256, max(64, round(256 * setting.height / setting.width))
        cloud = value_noise(chance, height, width, cells=3, octaves=6)
        other = value_noise(chance, height, width, cells=2, octaves=5)
        veil = np.clip(cloud * 0.5 + 0.1, 0, 1)[..., None] ** 1.4
        hue = np.clip(other * 0.5 + 0.5, 0, 1)[..., None]
        tint = np.array([130, 44, 74], np.float32) * (1 - hue) + np.array([120, 92, 26], np.float32) * hue
        picture = np.array([26, 12, 9], np.float32) + veil * tint
        picture += chance.random(picture.shape, dtype=np.float32) - 0.5
        self._plate = np.clip(picture, 0, 255).astype(np.uint8)
        self._stars = chance.random((340, 4)).tolist()

    def draw(self, frame: Frame, moment: Moment) -> None:
        setting = self._setting
        scale, dx, dy = setting.lens(moment.view, 0.06)
        height, width = self._plate.shape[:2]
        grow = 1.12 * scale
        fit = width / setting.width
        move = np.array(
            [[grow, 0, dx * fit - 0.06 * width * scale], [0, grow, dy * fit - 0.06 * height * scale]], np.float32
        )
        framed = cv2.warpAffine(self._plate, move, (width, height), borderMode=cv2.BORDER_REPLICATE)
        cv2.resize(framed, (setting.width, setting.height), dst=frame, interpolation=cv2.INTER_CUBIC)
        unit = max(0.4, setting.unit)
        for across, down, size, phase in self._stars:
            light = (110 + 145 * size) * (0.75 + 0.25 * math.sin(moment.time * 2.5 + phase * 40))
            x, y = (across * 1.2 - 0.1) * setting.width * scale + dx, (down * 1.2 - 0.1) * setting.height * scale + dy
            tone = (light, light * (0.92 + 0.08 * phase), light * (1.0 - 0.14 * phase))
            radius = round((0.55 + 1.5 * size**6) * unit * 16)
            cv2.circle(frame, (round(x * 16), round(y * 16)), radius, tone, -1, cv2.LINE_AA, 4)


class Planet:
    """A blue world with clouds, lit from one side, that turns a little."""

    def __init__(self, setting: Setting, *, radius: float = 0.15, x: float | None = None, y: float = 0.24) -> None:
        self._setting = setting
        self._down = y
        self._radius = max(8, round(min(setting.height, setting.width) * radius))
        self._sprite = Sprite(_globe(setting.stream("planet"), self._radius), (self._radius + 2.0, self._radius + 2.0))
        self._across = x if x is not None else (0.20 if setting.seed % 2 else 0.80)

    def draw(self, frame: Frame, moment: Moment) -> None:
        scale, dx, dy = self._setting.lens(moment.view, 0.12)
        x, y = self._setting.width * self._across * scale + dx, self._setting.height * self._down * scale + dy
        self._sprite.draw(frame, x, y, scale, degrees=moment.time * 1.5)


def _globe(chance: np.random.Generator, radius: int) -> NDArray[np.uint8]:
    size = 2 * radius + 4
    land = value_noise(chance, size, size, cells=4, octaves=5)
    cloud = value_noise(chance, size, size, cells=5, octaves=5)
    y, x = (np.mgrid[0:size, 0:size].astype(np.float32) - radius - 2) / radius
    away = np.hypot(x, y)
    colour = np.where(
        (land > 0.25)[..., None], np.array([86, 150, 92], np.float32), np.array([186, 116, 44], np.float32)
    )
    white = np.clip(cloud * 1.2 - 0.2, 0, 0.9)[..., None]
    colour = colour * (1 - white) + 250 * white
    light = np.clip(0.16 + 1.05 * (0.62 * -x + 0.42 * -y + 0.62 * np.sqrt(np.clip(1 - away**2, 0, 1))), 0.07, 1.08)
    rim = np.clip((away - 0.80) / 0.2, 0, 1)[..., None] * 0.5
    colour = (colour * (1 - rim) + np.array([255, 206, 150], np.float32) * rim) * light[..., None]
    cover = np.clip((1.0 - away) * radius + 0.5, 0, 1)[..., None]
    return np.concatenate([np.clip(colour, 0, 255) * cover, cover * 255], axis=2).astype(np.uint8)


def _ground(setting: Setting) -> list[Layer]:
    high = setting.height
    far = Cutout(setting, 0.35)
    edge = skyline(setting, "rim", top=high * 0.68, rise=high * 0.11, bumps=1.1, rough=0.55)
    ridge(
        far,
        edge,
        mix(_DUST, (60, 58, 82), 0.45),
        mix(_DUST, (40, 38, 60), 0.75),
        fade=high * 0.12,
        bottom=high * 0.9,
        bands=10,
    )
    near = Cutout(setting, 1.0)
    plain(near, setting, top=high * 0.715, far=_DUST, near=mix(_DUST, (66, 64, 86), 0.62))
    for k, (x, chance) in enumerate(spread(setting, "craters", 13).tolist()):
        down = ((k * 5) % 13 / 13) ** 1.2
        y = high * (0.745 + 0.25 * down)
        wide = high * (0.025 + 0.10 * chance) * (0.35 + down)
        near.add([oval(x, y + wide * 0.03, wide * 1.10, wide * 0.30)], mix(_DUST, (250, 250, 255), 0.40 - 0.3 * down))
        near.add([oval(x, y, wide, wide * 0.25)], mix(_DUST, (52, 50, 76), 0.55 + 0.2 * down))
        near.add(
            [oval(x + wide * 0.08, y + wide * 0.05, wide * 0.82, wide * 0.17)],
            mix(_DUST, (60, 58, 82), 0.42 + 0.25 * down),
        )
    return [far, near]
