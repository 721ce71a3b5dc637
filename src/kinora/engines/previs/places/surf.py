"""Surfers on a breaking wave: where each rides, the board under it, the wake and the splash at its nose."""

from __future__ import annotations

import math

import cv2
import numpy as np

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import bend, joined
from kinora.engines.previs.drawing.light import Sprite, lit
from kinora.engines.previs.drawing.palette import Colour, bgr, mix
from kinora.engines.previs.places.wave import DEPTH, Wave
from kinora.engines.previs.rigs.performer import Performer
from kinora.engines.previs.setting import Frame, Moment, Points, Setting

_BOARDS: tuple[tuple[Colour, Colour], ...] = (
    ((252, 214, 84), (226, 84, 62)),
    ((90, 206, 226), (250, 250, 240)),
    ((248, 132, 160), (252, 236, 130)),
)

_WAKE = ((1.0, 44), (0.62, 100), (0.34, 205))
"""Bands of a wake, wide to narrow, each with how much it foams."""


class Surf:
    """The wave and everybody who rides it."""

    def __init__(self, setting: Setting, riders: list[Performer]) -> None:
        self._setting = setting
        self._riders = riders[:3]
        self._wave = Wave(setting)
        self._drops = setting.stream("splash").random((90, 4), dtype=np.float32)
        self._size = 1.72 * setting.unit * (1.0 if len(riders) < 2 else 0.78)
        self._boards = [self._board(place) for place in range(len(self._riders))]

    def draw(self, frame: Frame, moment: Moment) -> None:
        spots = [self._spot(place, moment.time) for place in range(len(self._riders))]
        wakes: list[tuple[Points, int]] = []
        for x, y, degrees in spots:
            wakes += [(self._wake(x, y, degrees, width), strength) for width, strength in _WAKE]
        self._wave.draw(frame, moment, wakes)
        for place in reversed(range(len(self._riders))):
            self._ride(frame, moment, place, spots[place])

    def _spot(self, place: int, time: float) -> tuple[float, float, float]:
        """World x, y and tilt of a rider, who carves up and down the face."""
        setting = self._setting
        clock = time + place * 1.9
        across = 0.46 - 0.23 * place + 0.045 * math.sin(clock * 0.8 + 0.3)
        across = max(0.14, across)
        crest = float(self._wave.crest(np.array([across], np.float32), time)[0])
        down = 0.245 + 0.035 * math.sin(clock * 1.25 + 1.2) - 0.05 * place
        climb = -11.0 + 9.0 * math.cos(clock * 1.25 + 1.2)
        return across * setting.width, crest + down * setting.height, climb

    def _wake(self, x: float, y: float, degrees: float, width: float) -> Points:
        """A ribbon that leaves the board's tail and bends up into the breaking part."""
        size = self._size
        thick = 34 * size * width
        rise = math.tan(math.radians(degrees))
        start = (x - 52 * size, y + 2 * size - rise * 30 * size)
        upper = bend(
            start, (x + 90 * size, y + 16 * size), (x + 210 * size, y - 6 * size), (x + 400 * size, y - 84 * size)
        )
        lower = bend(
            (x + 400 * size, y - 84 * size + thick * 2.0),
            (x + 210 * size, y + 14 * size + thick * 1.4),
            (x + 90 * size, y + 22 * size + thick),
            (start[0], start[1] + 3 * size),
        )
        return joined(upper, lower)

    def _ride(self, frame: Frame, moment: Moment, place: int, spot: tuple[float, float, float]) -> None:
        scale, dx, dy = self._setting.lens(moment.view, DEPTH)
        x, y, degrees = spot[0] * scale + dx, spot[1] * scale + dy, spot[2]
        size = self._size * scale
        rider = self._riders[place]
        self._boards[place].draw(frame, x, y, scale, degrees=degrees)
        # Smaller creatures keep their own size, but stand on the same board.
        rider.draw(
            frame,
            x,
            y - 4 * size,
            size,
            rider.motion("surf", moment.time),
            flip=True,
            degrees=degrees * 0.8,
            grounded=False,
        )
        self._splash(frame, moment.time, x, y, size, place)

    def _board(self, place: int) -> Sprite:
        """Drawn and lit once; it only turns afterwards."""
        size = self._size
        origin = (130.0 * size, 50.0 * size)
        canvas = Canvas(math.ceil(260 * size), math.ceil(100 * size), scale=size, origin=origin)
        deck, stripe = _BOARDS[place % len(_BOARDS)]
        hull = joined(bend((-106, -17), (-66, 8), (20, 13), (84, 3)), bend((84, 3), (40, -8), (-50, -8), (-106, -17)))
        rail = joined(bend((-106, -17), (-66, 8), (20, 13), (84, 3)), bend((84, 3), (20, 8), (-62, 3), (-106, -17)))
        canvas.fill(hull, deck)
        canvas.fill(rail, stripe)
        canvas.stroke(bend((-92, -12), (-40, -3), (20, 1), (74, 0)), 2, mix(deck, (255, 255, 255), 0.5))
        side = 1.0 if self._setting.sun[0] > self._setting.width / 2 else -1.0
        return Sprite(lit(canvas.finished(), self._setting.palette, side, max(1.0, 1.6 * size)), origin)

    def _splash(self, frame: Frame, time: float, x: float, y: float, size: float, place: int) -> None:
        """Drops that leap from the nose and from the tail, all of them a closed form of time."""
        palette = self._setting.palette
        light = mix(palette.surface((248, 252, 255)), palette.rim, 0.2)
        tone = bgr(mix(light, (255, 255, 255), 0.3))
        drops = self._drops
        life = (drops[:, 1] + time * 1.7 + place * 0.37) % 1.0
        tail = np.arange(len(drops)) % 3 > 0
        start = np.where(tail, 40.0, -100.0)
        reach = np.where(tail, 60 + 120 * drops[:, 0], 20 - 40 * drops[:, 0])
        rise = np.where(tail, 16 + 52 * drops[:, 2], 10 + 34 * drops[:, 2])
        px = x + (start + life * reach) * size
        py = y + (np.where(tail, 4.0, -8.0) - np.sin(life * 2.8) * rise + life * 20) * size
        radius = (0.35 + 0.95 * drops[:, 3] ** 2) * (1 - 0.6 * life) * size
        for drop_x, drop_y, drop in np.stack([px, py, radius], axis=1).tolist():
            cv2.circle(
                frame, (round(drop_x * 16), round(drop_y * 16)), max(8, round(drop * 16)), tone, -1, cv2.LINE_AA, 4
            )
