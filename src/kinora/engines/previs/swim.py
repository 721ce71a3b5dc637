"""Swimmers at the surface: what is under the waterline shows only dimly, and ripples ring each of them."""

from __future__ import annotations

import math

import cv2
import numpy as np

from kinora.engines.previs.cast import Cast
from kinora.engines.previs.curves import oval
from kinora.engines.previs.cutout import paint, to_grid
from kinora.engines.previs.palette import mix
from kinora.engines.previs.performer import Performer
from kinora.engines.previs.setting import Frame, Moment, Points, Setting

_SUNK = {True: 72.0, False: 50.0}
"""How far the feet are under the waterline, in a creature's own units: on two legs, on four."""
_DIM = 0.16
"""How much of a body shows through the water."""
_SCREEN = (1.0, 0.0, 0.0)


class Swimmers(Cast):
    """A cast in deep water, one behind the other. ground: the nearest waterline, in frame heights."""

    def __init__(self, setting: Setting, performers: list[Performer]) -> None:
        super().__init__(setting, performers, ground=0.70, size=1.9)

    def draw(self, frame: Frame, moment: Moment) -> None:
        scale, dx, dy = self._setting.lens(moment.view, 1.0)
        for place, performer in enumerate(self._performers):
            x, y, flip = self._spot(place, moment)
            screen_x = self._held(x * scale + dx, self._size * scale, place)
            line = y * scale + dy
            size = self._size * scale * performer.species.size
            ahead = (40.0 if performer.is_upright else 0.0) * size * (-1 if flip else 1)  # a biped lies forward
            middle = screen_x + ahead
            self._ripples(frame, middle, line, size, moment.time + place)
            reach = round(200 * size)
            left, right = max(0, round(screen_x) - reach), max(0, round(screen_x) + reach)
            under = frame[max(0, round(line)) :, left:right]
            water = under.copy()
            sunk = _SUNK[performer.is_upright] * size
            performer.draw(frame, screen_x, line + sunk, self._size * scale, moment.time, flip=flip, grounded=False)
            if water.size:
                cv2.addWeighted(water, 1.0 - _DIM, under, _DIM, 0.0, dst=under)
            self._edge(frame, middle, line, size, moment.time + place)

    def _ripples(self, frame: Frame, x: float, y: float, size: float, time: float) -> None:
        """Two rings that widen and fade by growing thin."""
        palette = self._setting.palette
        light = mix(mix(palette.horizon, palette.middle, 0.6), (20, 40, 72), 0.3)
        for ring in range(2):
            age = (time * 0.55 + ring * 0.5) % 1.0
            wide, thin = (70 + 62 * age) * size, 1.0 - age
            outer = oval(x, y, wide, wide * 0.16)
            inner = oval(x, y - thin * size, wide - 5 * thin * size, wide * 0.16 - 2.4 * thin * size)
            paint(frame, [to_grid(outer, _SCREEN), to_grid(inner, _SCREEN)], light)

    def _edge(self, frame: Frame, x: float, y: float, size: float, time: float) -> None:
        """Foam along the waterline, before the body."""
        palette = self._setting.palette
        foam = mix(palette.surface((246, 251, 252)), palette.rim, 0.15)
        across = np.linspace(-1.0, 1.0, 30)
        crest = y + size * (1.6 * np.sin(across * 9 + time * 4.0) + 1.2 * np.sin(across * 17 - time * 5.0))
        thick = size * 4.5 * np.sqrt(np.clip(1.0 - across**2, 0, 1)) * (0.75 + 0.25 * math.sin(time * 2.0))
        upper = np.stack([x + across * 74 * size, crest - thick], axis=1)
        lower = np.stack([x + across * 74 * size, crest + thick], axis=1)[::-1]
        strip: Points = np.concatenate([upper, lower]).astype(np.float32)
        paint(frame, [to_grid(strip, _SCREEN)], foam)
