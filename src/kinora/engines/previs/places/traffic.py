"""Traffic behind the actors: cars, vans, taxis and buses drawn once, lanes that keep their distance, lamps that shine.

Knows lanes and lamps, no town.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import bend, joined, points, rounded
from kinora.engines.previs.drawing.light import Sprite, glow, lit, shadow
from kinora.engines.previs.drawing.palette import Colour, mix
from kinora.engines.previs.places.outdoors import is_lit
from kinora.engines.previs.setting import Frame, Moment, Setting

_ALIKE = {
    "police_car": "car",
    "racing_car": "car",
    "ambulance": "van",
    "truck": "van",
    "fire_truck": "bus",
    "tram": "bus",
}
"""What an actor is not to be confused with."""
_GLASS: Colour = (160, 200, 222)


@dataclass(frozen=True, slots=True)
class _Kind:
    """A vehicle that drives to the right. half: half its length. lamp: how high its headlamp is."""

    name: str
    colour: Colour
    half: float
    lamp: float


_KINDS = (
    _Kind("car", (206, 62, 58), 70, 24),
    _Kind("taxi", (246, 196, 62), 70, 24),
    _Kind("van", (232, 236, 240), 84, 28),
    _Kind("car", (66, 118, 206), 70, 24),
    _Kind("bus", (226, 92, 66), 128, 26),
    _Kind("car", (70, 160, 120), 70, 24),
)


@dataclass(frozen=True, slots=True)
class Lane:
    """level: where the wheels are, in frame heights. pace: frame heights a second, leftward when negative."""

    level: float
    size: float
    pace: float


def _wheels(canvas: Canvas, places: tuple[float, ...], radius: float) -> None:
    for x in places:
        canvas.oval(x, -radius * 0.7, radius, radius, (28, 28, 36))
        canvas.oval(x, -radius * 0.7, radius * 0.46, radius * 0.46, (176, 180, 190))


def _paint_car(canvas: Canvas, kind: _Kind) -> None:
    body = joined(
        bend((-66, -10), (-72, -34), (-46, -36)),
        bend((-38, -38), (-24, -62), (2, -61)),
        bend((6, -61), (28, -60), (40, -36)),
        bend((46, -35), (70, -33), (68, -10)),
    )
    canvas.fill(body, kind.colour)
    canvas.fill(joined(bend((-33, -37), (-22, -55), (-4, -55)), points((-4, -37))), _GLASS)
    canvas.fill(joined(points((2, -37)), bend((2, -55), (22, -55), (31, -37))), _GLASS)
    canvas.fill(rounded(-68, -17, 137, 9, 4), mix(kind.colour, (20, 16, 30), 0.35))
    canvas.fill(rounded(58, -29, 11, 9, 4), (255, 246, 214))
    canvas.fill(rounded(-70, -29, 7, 10, 2), (214, 40, 44))
    if kind.name == "taxi":
        canvas.fill(rounded(-12, -70, 26, 10, 3), (255, 250, 226))
        for k in range(10):
            canvas.fill(rounded(-50 + k * 10, -26 + 5 * (k % 2), 5, 5, 0.5), (40, 36, 40))
    _wheels(canvas, (-40, 40), 15)


def _paint_van(canvas: Canvas, kind: _Kind) -> None:
    body = joined(
        points((-84, -10), (-84, -84)),
        bend((-84, -90), (20, -90), (34, -88)),
        bend((34, -88), (60, -66), (70, -46)),
        bend((78, -42), (84, -30), (82, -10)),
    )
    canvas.fill(body, kind.colour)
    canvas.fill(points((34, -78), (54, -58), (60, -46), (34, -46)), _GLASS)
    canvas.fill(rounded(-70, -70, 84, 26, 4), (96, 170, 190))
    canvas.fill(rounded(-84, -18, 167, 9, 4), mix(kind.colour, (20, 16, 30), 0.4))
    canvas.fill(rounded(72, -33, 11, 10, 4), (255, 246, 214))
    canvas.fill(rounded(-86, -36, 7, 14, 2), (214, 40, 44))
    _wheels(canvas, (-50, 50), 16)


def _paint_bus(canvas: Canvas, kind: _Kind) -> None:
    canvas.fill(rounded(-128, -112, 256, 104, 14), kind.colour)
    canvas.fill(rounded(-128, -44, 256, 12, 2), (250, 240, 220))
    for k in range(6):
        canvas.fill(rounded(-118 + k * 36, -98, 31, 42, 5), _GLASS)
    canvas.fill(rounded(100, -98, 27, 60, 6), _GLASS)
    canvas.fill(rounded(117, -32, 11, 10, 4), (255, 246, 214))
    canvas.fill(rounded(-130, -40, 7, 14, 2), (214, 40, 44))
    _wheels(canvas, (-78, 76), 18)


_PAINTERS = {"car": _paint_car, "taxi": _paint_car, "van": _paint_van, "bus": _paint_bus}


def _kinds(setting: Setting) -> list[_Kind]:
    """What is on the road: nothing that looks like an actor of the scene."""
    heroes = {_ALIKE.get(actor.species, actor.species) for actor in setting.scene.actors}
    return [kind for kind in _KINDS if kind.name not in heroes] or list(_KINDS)


def vehicle(setting: Setting, place: int) -> Sprite:
    """One of the vehicles, anchored in the middle of its wheels."""
    kinds = _kinds(setting)
    kind = kinds[place % len(kinds)]
    unit = setting.height / 720.0
    wide, high = math.ceil((kind.half * 2 + 20) * unit), math.ceil(136 * unit)
    canvas = Canvas(wide, high, scale=unit, origin=(wide / 2, 126 * unit))
    _PAINTERS[kind.name](canvas, kind)
    side = 1.0 if setting.sun[0] > setting.width / 2 else -1.0
    return Sprite(lit(canvas.finished(), setting.palette, side, max(1.0, 2.2 * unit)), (wide / 2, 126 * unit))


class Parked:
    """Vehicles that stand. spots: world x and y of the wheels, size, which one, and whether it looks to the left."""

    def __init__(self, setting: Setting, spots: list[tuple[float, float, float, int, bool]]) -> None:
        self._setting = setting
        self._vehicles = [(vehicle(setting, kind), x, y, size, left) for x, y, size, kind, left in spots]

    def draw(self, frame: Frame, moment: Moment) -> None:
        scale, dx, dy = self._setting.lens(moment.view, 1.0)
        unit = self._setting.height / 720.0 * scale
        for sprite, x, y, size, left in self._vehicles:
            shadow(frame, x * scale + dx, y * scale + dy, 80 * unit * size, 9 * unit * size, 0.5)
            sprite.draw(frame, x * scale + dx, y * scale + dy, size * scale, flip=left)


class Traffic:
    """Lanes of traffic. No two vehicles of a lane meet: they share one pace and stand evenly on their loop."""

    def __init__(self, setting: Setting, lanes: tuple[Lane, ...]) -> None:
        self._setting = setting
        self._lanes = lanes
        self._lit = is_lit(setting)
        self._kinds = _kinds(setting)
        self._vehicles = [vehicle(setting, place) for place in range(len(self._kinds))]
        self._starts = setting.stream("traffic").random(len(lanes))

    def draw(self, frame: Frame, moment: Moment) -> None:
        setting = self._setting
        high = setting.height
        loop = setting.width * 1.6 + high * 0.8
        count = max(2, int(loop / (high * 0.78)))
        scale, dx, dy = setting.lens(moment.view, 1.0)
        for number, lane in enumerate(self._lanes):
            for place in range(count):
                uneven = 0.16 * math.sin(place * 2.3 + number) / count
                gone = (
                    place / count + uneven + float(self._starts[number]) + moment.time * lane.pace * high / loop
                ) % 1.0
                x = (gone * loop - 0.4 * high - 0.3 * setting.width) * scale + dx
                if -0.4 * high < x < setting.width + 0.4 * high:
                    self._one(
                        frame,
                        (x, high * lane.level * scale + dy),
                        lane,
                        scale,
                        (place * 2 + number * 3) % len(self._kinds),
                    )

    def _one(self, frame: Frame, spot: tuple[float, float], lane: Lane, scale: float, kind: int) -> None:
        x, y = spot
        unit = self._setting.height / 720.0 * lane.size * scale
        half = self._kinds[kind].half
        shadow(frame, x, y, half * 1.1 * unit, 10 * unit, 0.5)
        leftward = lane.pace < 0
        self._vehicles[kind].draw(frame, x, y, lane.size * scale, flip=leftward)
        if self._lit:
            one = self._kinds[kind]
            draw_lamps(frame, (x, y), unit, (one.half, one.lamp), -1.0 if leftward else 1.0)


def draw_lamps(
    frame: Frame, spot: tuple[float, float], unit: float, lamp: tuple[float, float], ahead: float, tail: float = 0.95
) -> None:
    """A hot core at the lamp, a beam that widens from it, and the light it lays on the road.

    spot: the middle of the wheels. lamp: how far ahead and how high it is, in units. tail: the red lamp, as a share of
    the same way back.
    """
    x, y = spot
    half, high = lamp
    front, level = x + ahead * half * 0.92 * unit, y - high * unit
    for share, light in ((0.26, 38), (0.5, 30), (0.72, 20), (0.9, 11), (1.1, 6)):
        _wedge(frame, (front, level), (ahead * 170 * share * unit, 30 * share * unit), light)
    glow(frame, front + ahead * 100 * unit, y - 1 * unit, (92 * unit, 11 * unit), (120, 106, 70))
    glow(frame, front, level, (20 * unit, 18 * unit), (255, 236, 190))
    glow(frame, x - ahead * half * tail * unit, level - 4 * unit, (17 * unit, 14 * unit), (230, 40, 40))


def _wedge(frame: Frame, tip: tuple[float, float], reach: tuple[float, float], light: float) -> None:
    """Add a cone of light from the lamp forward and a little down."""
    x, y = tip
    end = x + reach[0]
    corners = np.array([(x, y - 2), (end, y - reach[1] * 0.30), (end, y + reach[1] * 0.86), (x, y + 2)])
    low = np.maximum(np.floor(corners.min(axis=0)), 0).astype(int)
    top = np.minimum(np.ceil(corners.max(axis=0)) + 1, [frame.shape[1], frame.shape[0]]).astype(int)
    if (top <= low).any():
        return
    part = np.zeros((top[1] - low[1], top[0] - low[0], 3), np.uint8)
    grid = np.rint((corners - low) * 16).astype(np.int32)
    cv2.fillConvexPoly(part, grid, (light * 0.62, light * 0.88, light), cv2.LINE_AA, 4)
    size = max(1, round(abs(reach[0]) * 0.06)) * 2 + 1
    seen = frame[low[1] : top[1], low[0] : top[0]]
    cv2.add(seen, cv2.blur(part, (size, 3)), dst=seen)
