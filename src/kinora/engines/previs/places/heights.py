"""Places without a floor: among the clouds and among the stars."""

from __future__ import annotations

import math

import cv2
import numpy as np

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import oval
from kinora.engines.previs.drawing.cutout import paint, to_grid
from kinora.engines.previs.drawing.light import Sprite, glow
from kinora.engines.previs.drawing.palette import Colour, mix, scaled
from kinora.engines.previs.places.sky import Sky
from kinora.engines.previs.places.space import Deep, Planet
from kinora.engines.previs.setting import Frame, Layer, Moment, Setting


def clouds(setting: Setting) -> list[Layer]:
    """High above the land: heaps of cloud at several distances that drift by."""
    rows = ((0.16, 0.60, 0.30, 5, 0.45), (0.34, 0.76, 0.46, 4, 0.22), (0.62, 0.97, 0.74, 4, 0.06))
    return [Sky(setting), *(_Heaps(setting, depth, low, size, count, haze) for depth, low, size, count, haze in rows)]


def before_clouds(setting: Setting) -> list[Layer]:
    """Cloud tops close to the camera."""
    return [_Heaps(setting, 1.25, 1.16, 0.9, 3, 0.0)]


class _Heaps:
    """A row of cumulus clouds that drift to the left, the nearer the faster."""

    def __init__(self, setting: Setting, depth: float, low: float, size: float, count: int, haze: float) -> None:
        self._setting, self._depth, self._low = setting, depth, low
        chance = setting.stream(f"heaps {depth}")
        self._sprites = [
            _heap(setting, min(setting.height, setting.width * 0.9) * size * 0.5, haze, chance) for _ in range(2)
        ]
        self._places = chance.random((count, 3)).tolist()
        self._span = 1.7 + size

    def draw(self, frame: Frame, moment: Moment) -> None:
        setting = self._setting
        scale, dx, dy = setting.lens(moment.view, self._depth)
        speed = 0.022 * (0.4 + self._depth) * (2.5 if setting.is_windy else 1.0)
        for k, (across, down, size) in enumerate(self._places):
            gone = ((k + 0.7 * across) / len(self._places) - speed * moment.time) % 1.0
            x = (gone * self._span - (self._span - 1.0) / 2) * setting.width
            y = setting.height * (self._low + 0.05 * (down - 0.5))
            self._sprites[k % 2].draw(
                frame, x * scale + dx, y * scale + dy, scale * (0.8 + 0.4 * size), flip=k % 3 == 1
            )


def _heap(setting: Setting, size: float, haze: float, chance: np.random.Generator) -> Sprite:
    """One cloud: puffs on a flat foot, bright above and shaded below. size: its height in pixels."""
    palette = setting.palette
    warm = 0.20 if setting.scene.time in ("day", "night") else 0.55
    top = mix(palette.surface((255, 255, 255), haze), mix(palette.sun, palette.rim, 0.4), warm)
    low = mix(palette.surface((118, 152, 212), haze), palette.middle, 0.35 if warm < 0.5 else 0.6)
    if setting.is_overcast:
        top, low = mix(top, palette.haze, 0.5), mix(low, scaled(palette.haze, 0.6), 0.5)
    wide = size * 2.6
    canvas = Canvas(math.ceil(wide), math.ceil(size * 1.2), origin=(wide / 2, size * 1.1), finer=1)
    puffs = [
        (
            float(x),
            0.20 + 0.42 * math.cos(float(x) * 1.25) * (0.75 + 0.4 * chance.random()),
            0.20 + 0.14 * chance.random(),
        )
        for x in np.linspace(-0.95, 0.95, 11)
    ]
    for shade in range(5):
        share = shade / 4
        for x, y, radius in puffs:
            grow = 1.0 - 0.14 * shade
            canvas.oval(
                x * size - 0.03 * shade * size,
                -(y + 0.05 * shade) * size,
                radius * size * grow * 1.15,
                radius * size * grow,
                mix(low, top, share),
            )
    tile = canvas.finished()
    fade = np.clip((1.0 - np.linspace(0, 1, tile.shape[0], dtype=np.float32)) / 0.34, 0, 1)[:, None, None]
    soft = cv2.GaussianBlur((tile * fade).astype(np.uint8), (0, 0), max(0.8, size * 0.010))
    return Sprite(np.asarray(soft, np.uint8), (wide / 2, size * 1.1))


def stars(setting: Setting) -> list[Layer]:
    """Open space: a great world below, a ringed one far off, dust that drifts by."""
    return [
        Deep(setting),
        _Ringed(setting),
        Planet(setting, radius=0.46, x=0.88 if setting.seed % 2 else 0.12, y=1.02),
        _Dust(setting),
    ]


class _Ringed:
    """A banded world with a ring, its near half over it and its far half behind."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._x = 0.22 if setting.seed % 2 else 0.78
        self._size = min(setting.height, setting.width) * 0.085

    def draw(self, frame: Frame, moment: Moment) -> None:
        setting, size = self._setting, self._size
        lens = setting.lens(moment.view, 0.10)
        x, y = setting.width * self._x, setting.height * 0.27
        ring = [oval(x, y, size * reach, size * reach * 0.26, degrees=-16, steps=64) for reach in (2.1, 1.45)]
        paint(frame, [to_grid(one, lens) for one in ring], (176, 150, 150))
        bands: tuple[Colour, ...] = ((236, 190, 140), (214, 156, 112), (244, 210, 166), (204, 140, 104))
        paint(frame, [to_grid(oval(x, y, size, size), lens)], bands[0])
        for k in range(1, 4):
            low = oval(x, y, size, size)[: 37 - 0]
            cut = low[low[:, 1] > y - size + size * 0.5 * k]
            if len(cut) > 2:
                paint(
                    frame,
                    [to_grid(cut[np.argsort(cut[:, 0])] if False else _cap(x, y, size, -1 + 0.5 * k), lens)],
                    bands[k],
                )
        shade = np.concatenate(
            [
                oval(x, y, size, size)[27:],
                oval(x, y, size, size)[:10],
                oval(x - size * 0.25, y, size * 0.8, size)[9::-1],
                oval(x - size * 0.25, y, size * 0.8, size)[:26:-1],
            ]
        )
        paint(frame, [to_grid(shade.astype(np.float32), lens)], (120, 78, 76))
        front = [oval(x, y, size * reach, size * reach * 0.26, degrees=-16, steps=64)[:33] for reach in (2.1, 1.45)]
        paint(frame, [to_grid(np.concatenate([front[0], front[1][::-1]]).astype(np.float32), lens)], (226, 204, 190))


def _cap(x: float, y: float, size: float, level: float) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """The part of a disc below a level, -1 at its top to 1 at its foot."""
    turn = math.asin(max(-1.0, min(1.0, level)))
    angles = np.linspace(turn, math.pi - turn, 30)
    return np.stack([x + size * np.cos(angles), y + size * np.sin(angles)], axis=1).astype(np.float32)


class _Dust:
    """Motes that pass slowly and give depth to the void."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._each = setting.stream("space dust").random((34, 4)).tolist()

    def draw(self, frame: Frame, moment: Moment) -> None:
        setting = self._setting
        for across, down, size, phase in self._each:
            depth = 0.3 + 1.2 * size
            x = ((across - moment.view.dx * depth - 0.012 * depth * moment.time) % 1.1 - 0.05) * setting.width
            y = (
                (down - moment.view.dy * depth + 0.01 * math.sin(moment.time * 0.5 + phase * 9)) % 1.1 - 0.05
            ) * setting.height
            light = 0.25 + 0.35 * size
            radius = setting.unit * (3 + 6 * size)
            glow(frame, x, y, (radius, radius), scaled((190, 210, 255), light))
