"""A pond on the ground, for who swims where there is no other water."""

from __future__ import annotations

import math

from kinora.engines.previs.drawing.curves import oval
from kinora.engines.previs.drawing.cutout import paint, to_grid
from kinora.engines.previs.drawing.palette import Colour, mix
from kinora.engines.previs.setting import Frame, Moment, Setting

LINE = 0.865
"""Where swimmers are in it, in frame heights."""
_MIDDLE, _WIDE, _TALL = 0.885, 0.70, 0.085
_WATER: Colour = (74, 150, 186)
_STONE: Colour = (158, 156, 160)


class Pond:
    """Water with a stone rim and slow ripples, wider than the frame, so that nobody swims over its rim."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        palette = setting.palette
        self._stone = palette.surface(_STONE)
        self._deep = palette.surface(mix(_WATER, (20, 60, 90), 0.35))
        self._water = mix(palette.surface(_WATER), palette.horizon, 0.25)
        self._light = mix(self._water, palette.horizon, 0.45)

    def draw(self, frame: Frame, moment: Moment) -> None:
        setting = self._setting
        lens = setting.lens(moment.view, 1.0)
        x, y = setting.width * 0.5, setting.height * _MIDDLE
        wide, tall = setting.width * _WIDE, setting.height * _TALL
        edge = setting.height * 0.012
        paint(frame, [to_grid(oval(x, y, wide + edge * 1.8, tall + edge), lens)], self._stone)
        paint(frame, [to_grid(oval(x, y, wide, tall), lens)], self._deep)
        paint(frame, [to_grid(oval(x, y + tall * 0.06, wide * 0.985, tall * 0.93), lens)], self._water)
        for k in range(5):
            share = math.sin(k * 2.4) * 0.6
            drift = 0.03 * math.sin(moment.time * 0.7 + k)
            line = oval(x + wide * (share + drift), y + tall * (0.62 * math.cos(k * 1.9)), wide * 0.13, tall * 0.035)
            paint(frame, [to_grid(line, lens)], self._light)
