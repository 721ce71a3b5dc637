"""The layer of a scene's things: lit once, then only moved; what lives by itself is drawn anew in every frame."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import oval
from kinora.engines.previs.drawing.cutout import paint, to_grid
from kinora.engines.previs.drawing.light import Sprite, glow, lay, lit, shadow
from kinora.engines.previs.drawing.palette import Colour, mix, scaled
from kinora.engines.previs.places.place import Place
from kinora.engines.previs.places.registry import place_of
from kinora.engines.previs.props.kinds import tint_of
from kinora.engines.previs.props.placing import Spot, placed
from kinora.engines.previs.setting import Frame, Moment, Setting

_MARGIN = 3.0
_CLIMB_SECONDS = 2.6
_SPARKS: tuple[Colour, ...] = ((255, 120, 120), (255, 210, 110), (140, 200, 255), (200, 255, 170))


class Props:
    """The things of a scene behind its actors, but for those that the actors have in their hands."""

    def __init__(self, setting: Setting, place: Place | None = None) -> None:
        place = place or place_of(setting.scene)
        spots = placed(setting, place)
        burning = max(1, sum(spot.kind.glow is not None for spot in spots))
        self._things = [_Thing(setting, place, spot, 1.0 / math.sqrt(burning)) for spot in spots]

    def draw(self, frame: Frame, moment: Moment) -> None:
        for thing in self._things:
            thing.draw(frame, moment)


class _Thing:
    """One prop at its spot. radiance: 0..1, less where many shine."""

    def __init__(self, setting: Setting, place: Place, spot: Spot, radiance: float) -> None:
        self._setting = setting
        self._radiance = radiance
        self._spot = spot
        self._palette = place.light(setting)
        if spot.kind.glow is not None:
            # Night takes little of the colour of what shines itself.
            self._palette = replace(self._palette, ambience=self._palette.ambience * 0.35)
        self._windy = setting.scene.weather in ("wind", "storm", "sandstorm")
        self._burns = place.covered or setting.scene.time != "day"
        self._side = 1.0 if setting.sun[0] > setting.width / 2 else -1.0
        self._sprite = None if spot.kind.alive else Sprite(*self._tile(spot.size, 0.0))

    def _tile(self, size: float, time: float) -> tuple[NDArray[np.uint8], tuple[float, float]]:
        kind = self._spot.kind
        wide = math.ceil(kind.wide * size + 2 * _MARGIN)
        tall = math.ceil((kind.tall + kind.below) * size + 2 * _MARGIN)
        anchor = (wide / 2, _MARGIN + kind.tall * size)
        canvas = Canvas(wide, tall, scale=size, origin=anchor, finer=2 if wide * tall < 700_000 else 1)
        kind.draw(canvas, tint_of(kind, self._spot.colour), time)
        return lit(canvas.finished(), self._palette, self._side, max(1.0, min(2.4, size) * 1.5)), anchor

    def draw(self, frame: Frame, moment: Moment) -> None:
        spot, kind = self._spot, self._spot.kind
        scale, dx, dy = self._setting.lens(moment.view, spot.depth)
        rise = _rise(moment.time, spot.phase) if spot.manner == "rises" else 0.0
        east, south, turn = self._drift(moment, rise)
        x, y = (spot.x + east) * scale + dx, (spot.y + south) * scale + dy
        self._ground(frame, x, y, scale, moment.time)
        if rise > 1.0:
            self._burst(frame, x, y - kind.tall * spot.size * scale, rise - 1.0, scale)
            return
        if self._sprite is not None:
            self._sprite.draw(frame, x, y, scale, degrees=turn)
        else:
            tile, anchor = self._tile(spot.size * scale, moment.time + spot.phase)
            if abs(turn) > 0.05:
                Sprite(tile, anchor).draw(frame, x, y, 1.0, degrees=turn)
            else:
                lay(frame, tile, round(x - anchor[0]), round(y - anchor[1]))
        self._shine(frame, x, y, scale, moment.time)

    def _drift(self, moment: Moment, rise: float) -> tuple[float, float, float]:
        """How far it is off its spot just now, in pixels to the right and down, and its tilt in degrees."""
        spot, time = self._spot, moment.time + self._spot.phase
        high, unit = self._setting.height, spot.size
        gust = 2.4 if self._windy else 1.0
        match spot.manner:
            case "floats" if spot.kind.where == "sky":
                return (
                    high * 0.004 * math.sin(time * 0.5),
                    high * 0.006 * math.sin(time * 0.8),
                    1.2 * math.sin(time * 0.7),
                )
            case "floats":
                return (
                    7 * unit * gust * math.sin(time * 0.7),
                    9 * unit * math.sin(time * 1.1),
                    3.4 * gust * math.sin(time * 0.9),
                )
            case "rises":
                climb = min(1.0, rise)
                return 3 * unit * math.sin(time * 9), (0.26 - 0.34 * climb) * high, 4 + 3 * math.sin(time * 5)
            case "bobs":
                return 0.0, high * 0.006 * math.sin(time * 1.6), 3.0 * math.sin(time * 1.3)
            case _:
                return 0.0, 0.0, spot.lean + spot.kind.sway * gust * math.sin(time * 1.4)

    def _ground(self, frame: Frame, x: float, y: float, scale: float, time: float) -> None:
        """A contact shadow on land, a ring of ripples on water."""
        spot = self._spot
        wide = spot.kind.wide * spot.size * scale
        foot = y + max(0.0, spot.kind.below - 3.0) * 0.8 * spot.size * scale
        match spot.manner:
            case "stands":
                shadow(frame, x, foot - 0.01 * wide, wide * 0.62, max(2.0, min(wide * 0.13, wide * 0.07 + 6)), 0.46)
            case "juts":
                rock = self._palette.surface((124, 112, 104), 0.15)
                foam = mix(self._palette.surface((244, 250, 252)), self._palette.haze, 0.2)
                for width, colour, down in ((0.80, foam, 0.05), (0.74, rock, 0.0)):
                    mound = oval(x, foot + wide * down, wide * width, wide * 0.15)
                    paint(frame, [to_grid(mound, (1.0, 0.0, 0.0))], colour)
            case "lies":
                shadow(frame, x, y, wide * 0.54, max(1.5, wide * 0.07), 0.4)
            case "bobs":
                light = mix(self._palette.horizon, self._palette.middle, 0.5)
                age = (time * 0.5 + spot.phase) % 1.0
                ring = oval(x, foot, wide * (0.5 + 0.25 * age), wide * (0.09 + 0.04 * age))
                inner = oval(x, foot - 1.5, wide * (0.48 + 0.25 * age), wide * (0.075 + 0.04 * age))
                paint(frame, [to_grid(ring, (1.0, 0.0, 0.0)), to_grid(inner, (1.0, 0.0, 0.0))], light)
            case _:
                return

    def _shine(self, frame: Frame, x: float, y: float, scale: float, time: float) -> None:
        light = self._spot.kind.glow
        if light is None or not (self._burns or light.flickers):
            return
        unit = self._spot.size * scale
        wave = math.sin(time * 11 + self._spot.phase) + math.sin(time * 7.3 + 1.9 * self._spot.phase)
        flicker = 1.0 + 0.06 * wave if light.flickers else 1.0
        strength = (0.40 if self._burns else 0.22) * flicker * self._radiance
        reach = min(light.radius * unit, 0.6 * self._setting.height) * flicker
        glow(frame, x + light.x * unit, y + light.y * unit, (reach, reach), scaled(light.colour, strength))

    def _burst(self, frame: Frame, x: float, y: float, age: float, scale: float) -> None:
        """The stars of a rocket that has gone off, `age` 0..1."""
        unit = self._spot.size * scale
        reach = 118 * unit * (1.0 - (1.0 - age) ** 3)
        fade = (1.0 - age) ** 1.2
        glow(frame, x, y, (reach + 20 * unit, reach + 20 * unit), scaled((255, 226, 180), 0.35 * fade))
        for ring, share in enumerate((1.0, 0.62)):
            colour = _SPARKS[(int(self._spot.phase) + ring) % 4]
            dots = []
            for ray in range(18 - 6 * ring):
                angle = ray * math.tau / (18 - 6 * ring) + ring * 0.2
                out = reach * share
                size = max(1.0, 5.4 * unit * fade)
                dots.append(
                    oval(
                        x + out * math.cos(angle), y + out * math.sin(angle) + 30 * unit * age**2, size, size, steps=10
                    )
                )
            paint(frame, [to_grid(dot, (1.0, 0.0, 0.0)) for dot in dots], mix(self._palette.horizon, colour, fade))


def _rise(time: float, phase: float) -> float:
    """0..1 while a rocket climbs, 1..2 while its stars fall."""
    return ((time / _CLIMB_SECONDS + 0.37 * phase) % 1.0) * 1.9
