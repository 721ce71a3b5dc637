"""A burning mountain: crater, lava, plume of smoke, black ash with glowing cracks."""

from __future__ import annotations

import math
from dataclasses import replace

import cv2
import numpy as np

from kinora.engines.previs.drawing.curves import bend, joined, oval
from kinora.engines.previs.drawing.cutout import Cutout, paint, to_grid
from kinora.engines.previs.drawing.light import Sprite, glow
from kinora.engines.previs.drawing.palette import Colour, Palette, bgr, mix, scaled
from kinora.engines.previs.places.land import tone
from kinora.engines.previs.places.plants import spread, stone
from kinora.engines.previs.places.sky import Sky
from kinora.engines.previs.places.terrain import height_at, hill, plain, snowed
from kinora.engines.previs.setting import Frame, Layer, Moment, Points, Setting

_LAVA: Colour = (255, 132, 40)


def volcano(setting: Setting) -> list[Layer]:
    """A burning mountain over black ash with glowing cracks."""
    return [Sky(setting), _Smoke(setting), _cone(setting), _Lava(setting), *_ash(setting)]


def volcano_light(setting: Setting) -> Palette:
    """The hour's light with a glow from the crater on every edge."""
    return replace(setting.palette, rim=mix(setting.palette.rim, (255, 140, 60), 0.7), rim_strength=0.95)


def _crater(setting: Setting) -> tuple[float, float, float]:
    """Centre and half width of the crater in world pixels."""
    return setting.width * 0.5, setting.height * 0.27, min(setting.height * 0.085, setting.width * 0.11)


def _cone(setting: Setting) -> Layer:
    layer, high = Cutout(setting, 0.3), setting.height
    x, y, half = _crater(setting)
    rock, shade = tone(setting, snowed(setting, (96, 74, 82), 0.3), 0.16), tone(setting, (56, 44, 62), 0.12)
    base, wide = high * 0.74, min(setting.width * 0.52, high * 0.72)
    left = bend((x - wide, base), (x - wide * 0.36, base - high * 0.12), (x - half, y), steps=14)
    right = bend((x + half, y), (x + wide * 0.36, base - high * 0.12), (x + wide, base), steps=14)
    layer.add([joined(left, right)], rock)
    spine = bend(
        (x + wide * 0.25, base), (x + half * 0.8, base - high * 0.2), (x + half * 0.3, y + half * 0.2), steps=10
    )
    layer.add([joined(right, spine)], shade)
    layer.add([oval(x, y, half, half * 0.24)], mix(_LAVA, (120, 20, 10), 0.3))
    layer.add([oval(x, y + half * 0.04, half * 0.84, half * 0.15)], (255, 214, 110))
    return layer


class _Lava:
    """Streams down the mountain that pulse, sparks from the crater, and the glow over it."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        x, y, half = _crater(setting)
        high = setting.height
        self._streams: list[tuple[Points, Points]] = []
        for start, lean, long in ((-0.45, -0.9, 0.30), (0.30, 1.1, 0.36), (-0.05, 0.15, 0.22)):
            top, middle = (x + half * start, y + half * 0.1), (x + half * (start + 0.4 * lean), y + high * long * 0.5)
            tip = (x + half * (start + 1.5 * lean), y + high * long)
            size = half * 0.15
            broad = joined(
                bend(top, middle, tip, steps=10),
                bend(
                    (tip[0] + size, tip[1]),
                    (middle[0] + size * 1.6, middle[1]),
                    (top[0] + size * 1.5, top[1]),
                    steps=10,
                ),
            )
            thin = np.asarray(
                (broad - broad.mean(axis=0)) * np.array([0.9, 0.97], np.float32)
                + broad.mean(axis=0)
                - np.array([size * 0.1, 0], np.float32),
                np.float32,
            )
            self._streams.append((broad, thin))
        self._sparks = setting.stream("crater sparks").random((40, 4))

    def draw(self, frame: Frame, moment: Moment) -> None:
        setting, time = self._setting, moment.time
        lens = setting.lens(moment.view, 0.3)
        scale, dx, dy = lens
        x, y, half = _crater(setting)
        for k, (broad, thin) in enumerate(self._streams):
            heat = 0.5 + 0.5 * math.sin(time * 2.1 + k * 2.0)
            paint(frame, [to_grid(broad, lens)], mix((206, 52, 22), _LAVA, 0.4 + 0.4 * heat))
            paint(frame, [to_grid(thin, lens)], mix(_LAVA, (255, 226, 120), 0.25 + 0.5 * heat))
        pulse = 0.8 + 0.2 * math.sin(time * 3.3)
        glow(
            frame, x * scale + dx, y * scale + dy, (half * 4.2 * scale, half * 3.2 * scale), scaled(_LAVA, 0.62 * pulse)
        )
        chance = self._sparks
        life = (chance[:, 0] + time * (0.35 + 0.3 * chance[:, 1])) % 1.0
        px = x + (chance[:, 2] - 0.5) * half * (0.8 + 5.0 * life)
        py = y - half * (3.4 * (0.4 + 0.6 * chance[:, 3]) * life * 2 - 4.6 * life**2)
        tones = (bgr((255, 236, 150)), bgr((255, 150, 50)))
        for k, (sx, sy, age) in enumerate(np.stack([px * scale + dx, py * scale + dy, life], axis=1).tolist()):
            size = setting.unit * 2.6 * (1 - 0.6 * age)
            cv2.circle(
                frame, (round(sx * 16), round(sy * 16)), max(8, round(size * 16)), tones[k % 2], -1, cv2.LINE_AA, 4
            )


class _Smoke:
    """A plume that grows and leans with the wind: soft dark puffs, a closed form of time."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._each = setting.stream("plume").random((13, 3)).tolist()
        base = mix(setting.palette.surface((92, 84, 98)), setting.palette.haze, 0.2)
        tones = (
            mix(base, (255, 150, 90), 0.42),
            mix(base, (255, 150, 90), 0.10),
            mix(base, setting.palette.middle, 0.4),
        )
        self._puffs = [_puff(tone_, mix(tone_, setting.palette.horizon, 0.30)) for tone_ in tones]

    def draw(self, frame: Frame, moment: Moment) -> None:
        setting = self._setting
        scale, dx, dy = setting.lens(moment.view, 0.26)
        x, y, half = _crater(setting)
        ages = [((place + moment.time * 0.06) % 1.0, across, size) for place, across, size in self._each]
        for age, across, size in sorted(ages, reverse=True):
            px = x + half * ((across - 0.5) * (0.8 + 3.0 * age) + 5.0 * age**1.4)
            py = y - setting.height * 0.36 * age**0.8
            radius = half * (0.6 + 2.3 * age) * (0.7 + 0.5 * size) * min(1.0, 6 * age, 5.0 * (1.02 - age))
            puff = self._puffs[min(2, int(age * 3.4))]
            puff.draw(frame, px * scale + dx, py * scale + dy, radius * scale / 32.0, degrees=90 * across)


def _puff(tone_: Colour, light: Colour) -> Sprite:
    """A round billow with a soft edge, 64 pixels wide."""
    y, x = np.mgrid[-1:1:64j, -1:1:64j].astype(np.float32)
    cover = 0.92 * np.clip((1.0 - np.hypot(x, y)) / 0.42, 0, 1)[..., None]
    share = np.clip(0.45 - 0.55 * (x * 0.4 + y), 0, 1)[..., None]
    colour = np.array(bgr(tone_), np.float32) * (1 - share) + np.array(bgr(light), np.float32) * share
    return Sprite(np.concatenate([colour * cover, 255 * cover], axis=2).astype(np.uint8), (32.0, 32.0))


def _ash(setting: Setting) -> list[Layer]:
    high = setting.height
    far, edge = hill(
        setting,
        "ash",
        depth=0.6,
        top=0.725,
        rise=0.045,
        bumps=1.8,
        rough=0.6,
        upper=tone(setting, snowed(setting, (78, 66, 74), 0.4), 0.08),
        lower=tone(setting, (52, 44, 54)),
    )
    for x, chance in spread(setting, "ash rocks", 12).tolist():
        stone(
            far,
            x,
            height_at(edge, x) + high * 0.01,
            high * (0.02 + 0.03 * chance),
            tone(setting, (66, 54, 62)),
            tone(setting, (190, 116, 84)),
        )
    near = Cutout(setting, 1.0)
    plain(
        near,
        setting,
        top=high * 0.735,
        far=tone(setting, snowed(setting, (92, 78, 80), 0.7)),
        near=tone(setting, snowed(setting, (58, 50, 58), 0.6)),
    )
    chance = setting.stream("cracks")
    for k, (x, size) in enumerate(spread(setting, "cracks", 13).tolist()):
        down = ((k * 5) % 13 / 13) ** 1.1
        y, long = high * (0.76 + 0.23 * down), high * (0.06 + 0.12 * size) * (0.5 + down)
        line = np.cumsum(np.stack([np.full(7, long / 3), chance.normal(0, long * 0.06, 7)], axis=1), axis=0) + np.array(
            [x - long, y]
        )
        for thick, colour in ((0.016, mix(_LAVA, (120, 20, 10), 0.5)), (0.006, (255, 204, 96))):
            wide = np.array([0, high * thick * 0.4 * (0.5 + down)])
            taper = np.sin(np.linspace(0, math.pi, 7))[:, None]
            near.add([np.concatenate([line - wide * taper, (line + wide * taper)[::-1]]).astype(np.float32)], colour)
    return [far, near]
