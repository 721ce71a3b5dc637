"""Below the surface: blue depth, shafts of light, sand with coral and weed, fish and bubbles."""

from __future__ import annotations

import math

import cv2
import numpy as np

from kinora.engines.previs.drawing.curves import bend, joined, oval, points
from kinora.engines.previs.drawing.cutout import Cutout, paint, to_grid
from kinora.engines.previs.drawing.palette import Colour, bgr, mix, scaled
from kinora.engines.previs.drawing.pixels import tint
from kinora.engines.previs.places.plants import spread
from kinora.engines.previs.places.terrain import height_at, plain, ridge, skyline
from kinora.engines.previs.setting import Frame, Layer, Moment, Setting

_LIGHT = {"dusk": 0.55, "day": 1.0, "sunrise": 0.85, "sunset": 0.75, "night": 0.4}
_FISH: tuple[Colour, ...] = ((255, 170, 60), (250, 220, 90), (240, 110, 130), (120, 200, 240))
_CORAL: tuple[Colour, ...] = ((240, 112, 110), (250, 170, 90), (200, 120, 220), (244, 140, 180))


def behind_actors(setting: Setting) -> list[Layer]:
    """From the blue depth to the sand at the actors' feet."""
    return [
        _Depth(setting),
        *_bottom(setting),
        _Weed(setting, "back", count=16, depth=0.7, low=0.80, tall=0.24),
        _Fish(setting),
    ]


def before_actors(setting: Setting) -> list[Layer]:
    """Bubbles, and dark weed close to the camera."""
    return [_Bubbles(setting), _Weed(setting, "front", count=9, depth=1.3, low=1.06, tall=0.30)]


def _water(setting: Setting, colour: Colour) -> Colour:
    return scaled(colour, _LIGHT[setting.scene.time])


class _Depth:
    """The water itself, and light that falls through it in moving shafts."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        rows = np.linspace(0, 1, 64)
        stops = [_water(setting, colour) for colour in ((120, 226, 236), (34, 140, 196), (10, 62, 118))]
        channels = [np.interp(rows, [0, 0.4, 1], [stop[k] for stop in stops]) for k in (2, 1, 0)]
        column = np.stack(channels, axis=-1)[:, None]
        noise = setting.stream("depth").random((64, 64, 3)) - 0.5
        self._plate = np.clip(np.repeat(column, 64, axis=1) + noise, 0, 255).astype(np.uint8)
        self._rays = setting.stream("rays").random((9, 3)).tolist()

    def draw(self, frame: Frame, moment: Moment) -> None:
        setting = self._setting
        cv2.resize(self._plate, (setting.width, setting.height), dst=frame, interpolation=cv2.INTER_LINEAR)
        small = (max(8, setting.width // 8), max(8, setting.height // 8))
        mask = np.zeros((small[1], small[0]), np.uint8)
        for across, wide, phase in self._rays:
            shine = 26 + 22 * math.sin(moment.time * 0.9 + phase * 20)
            x = (across * 1.3 - 0.05 - moment.view.dx * 0.2 + 0.02 * math.sin(moment.time * 0.5 + phase * 9)) * small[0]
            size = (0.02 + 0.05 * wide) * small[0]
            ray = points(
                (x - size * 0.4, -2),
                (x + size * 0.4, -2),
                (x - small[0] * 0.20 + size, small[1] * 0.95),
                (x - small[0] * 0.20 - size, small[1] * 0.95),
            )
            cv2.fillPoly(mask, [np.rint(ray * 16).astype(np.int32)], max(0.0, shine), cv2.LINE_AA, 4)
        fall = np.linspace(1.25, 0.1, small[1], dtype=np.float32)[:, None]
        soft = cv2.blur(np.clip(mask * fall, 0, 255).astype(np.uint8), (5, 5))
        shafts = np.asarray(cv2.resize(soft, (setting.width, setting.height)), np.uint8)
        cv2.add(frame, tint(shafts, 0.95, 1.0, 0.8), dst=frame)


def _bottom(setting: Setting) -> list[Layer]:
    high = setting.height
    haze = _water(setting, (26, 118, 172))
    layers: list[Layer] = []
    for depth, top, rise, share in ((0.3, 0.80, 0.20, 0.72), (0.55, 0.84, 0.12, 0.5)):
        layer = Cutout(setting, depth)
        edge = skyline(setting, f"reef {depth}", top=high * top, rise=high * rise, bumps=1.0 + depth, rough=0.6)
        rock = _water(setting, (84, 92, 120))
        ridge(layer, edge, mix(rock, haze, share), mix(rock, haze, share + 0.2), fade=high * 0.2, bottom=high * 1.1)
        for k, (x, chance) in enumerate(spread(setting, f"coral {depth}", 12).tolist()):
            _coral(
                layer,
                x,
                height_at(edge, x),
                high * (0.03 + 0.05 * chance),
                mix(_water(setting, _CORAL[k % 4]), haze, share),
            )
        layers.append(layer)
    sand = Cutout(setting, 1.0)
    light = _water(setting, (226, 208, 160))
    plain(sand, setting, top=high * 0.80, far=mix(light, haze, 0.45), near=mix(light, haze, 0.15))
    for k, (x, chance) in enumerate(spread(setting, "sand ripples", 30).tolist()):
        down = ((k * 11) % 30 / 30) ** 1.2
        y, wide = high * (0.82 + 0.22 * down), setting.width * (0.03 + 0.06 * chance) * (0.5 + down)
        ripple = mix(light, haze, 0.05) if k % 2 else mix(scaled(light, 0.82), haze, 0.25)
        sand.add([oval(x, y, wide, high * 0.006 * (0.5 + down), steps=20)], ripple)
    for k, (x, chance) in enumerate(spread(setting, "coral near", 9).tolist()):
        _coral(
            sand,
            x,
            high * (0.83 + 0.02 * (k % 3)),
            high * (0.05 + 0.06 * chance),
            mix(_water(setting, _CORAL[(k + 1) % 4]), haze, 0.18),
        )
    return [*layers, sand]


def _coral(layer: Cutout, x: float, y: float, size: float, colour: Colour) -> None:
    for dx, dy, radius in ((-0.5, 0.35, 0.36), (0.5, 0.3, 0.34), (0.0, 0.75, 0.42), (-0.15, 0.2, 0.5)):
        layer.add([oval(x + dx * size, y - dy * size, radius * size, radius * size, steps=16)], colour)
    for dx, dy in ((-0.4, 0.5), (0.1, 0.9), (0.45, 0.4), (0.0, 0.45)):
        layer.add(
            [oval(x + dx * size, y - dy * size, 0.09 * size, 0.09 * size, steps=8)], mix(colour, (255, 255, 255), 0.35)
        )


class _Weed:
    """Ribbons that sway from the ground."""

    def __init__(self, setting: Setting, name: str, *, count: int, depth: float, low: float, tall: float) -> None:
        self._setting, self._depth, self._low, self._tall = setting, depth, low, tall
        places = spread(setting, f"weed {name}", count).tolist()
        # Close to the camera it frames the picture, and leaves the middle to the actors.
        self._places = [place for place in places if depth < 1 or abs(place[0] / setting.width - 0.5) > 0.24]
        base = mix(_water(setting, (56, 150, 96)), _water(setting, (16, 82, 120)), 0.25)
        self._colour = base if depth < 1 else scaled(base, 0.4)

    def draw(self, frame: Frame, moment: Moment) -> None:
        high, lens = self._setting.height, self._setting.lens(moment.view, self._depth)
        for k, (x, chance) in enumerate(self._places):
            tall = high * self._tall * (0.5 + 0.7 * chance)
            wide = high * 0.010 * (1.0 + self._depth)
            y = high * self._low
            sway = math.sin(moment.time * 1.3 + x * 0.01 + k) * tall * 0.22
            tip = (x + sway, y - tall)
            left = bend((x - wide, y), (x - wide - sway * 0.7, y - tall * 0.5), tip, steps=9)
            right = bend(tip, (x + wide - sway * 0.5, y - tall * 0.5), (x + wide, y), steps=9)
            paint(frame, [to_grid(joined(left, right), lens)], mix(self._colour, (190, 230, 120), 0.14 * (k % 3)))


class _Fish:
    """A few fish that pass, some one way, some the other."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._fish = setting.stream("fish").random((9, 4)).tolist()

    def draw(self, frame: Frame, moment: Moment) -> None:
        setting = self._setting
        lens = setting.lens(moment.view, 0.6)
        for k, (start, level, size, phase) in enumerate(self._fish):
            side = 1.0 if k % 2 else -1.0
            gone = (start + side * moment.time * (0.03 + 0.05 * size)) % 1.0
            x = (gone * 1.5 - 0.25) * setting.width
            y = setting.height * (0.12 + 0.52 * level + 0.012 * math.sin(moment.time * 2 + phase * 9))
            length = setting.unit * (14 + 20 * size)
            wag = math.sin(moment.time * 9 + phase * 9) * length * 0.18
            body = oval(x, y, length, length * 0.52, steps=18)
            fin = points(
                (x - side * length * 0.8, y),
                (x - side * length * 1.55, y - length * 0.45 + wag),
                (x - side * length * 1.55, y + length * 0.45 + wag),
            )
            colour = mix(_water(setting, _FISH[k % 4]), _water(setting, (26, 118, 172)), 0.25)
            paint(frame, [to_grid(fin, lens)], mix(colour, (40, 20, 40), 0.2))
            paint(frame, [to_grid(body, lens)], colour)
            paint(
                frame,
                [to_grid(oval(x + side * length * 0.5, y - length * 0.1, length * 0.12, length * 0.12, steps=8), lens)],
                (24, 20, 30),
            )


class _Bubbles:
    """They rise, each on its own wavering line, a closed form of time."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._bubbles = setting.stream("bubbles").random((54, 4)).tolist()

    def draw(self, frame: Frame, moment: Moment) -> None:
        setting = self._setting
        for across, start, size, phase in self._bubbles:
            risen = (start + moment.time * (0.07 + 0.10 * size)) % 1.0
            x = (across - moment.view.dx + 0.012 * math.sin(moment.time * 2.4 + phase * 20)) * setting.width
            y = (1.05 - 1.1 * risen) * setting.height
            radius = (1.5 + 5.0 * size**2) * setting.unit
            centre = (round(x * 16), round(y * 16))
            cv2.circle(
                frame,
                centre,
                round(radius * 16),
                bgr(_water(setting, (190, 238, 246))),
                max(1, round(setting.unit)),
                cv2.LINE_AA,
                4,
            )
            spot = (centre[0] - round(radius * 5), centre[1] - round(radius * 5))
            cv2.circle(frame, spot, round(radius * 4), (255, 255, 250), -1, cv2.LINE_AA, 4)
