"""One breaking wave: its crest, its face with flow lines, the thrown lip, white water and spray.

Knows no surfer but the wake. The face is composed on a small plate and bent onto the crest in one remap.
"""

from __future__ import annotations

import math
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.drawing.cutout import paint, to_grid
from kinora.engines.previs.drawing.light import glow
from kinora.engines.previs.drawing.palette import Colour, bgr, mix, scaled
from kinora.engines.previs.drawing.pixels import over
from kinora.engines.previs.places import breaker
from kinora.engines.previs.setting import Frame, Moment, Points, Setting

DEPTH = 0.95
_Floats = NDArray[np.float32]
_Bytes = NDArray[np.uint8]
_Points = NDArray[np.floating[Any]]


class Wave:
    """A wave that rises to the right and breaks there. `wakes` are world outlines that foam on the next draw."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        # The face is worked out at this fraction of the frame's size; only its outline is drawn at full size.
        self._share = min(0.5, max(0.3, 520.0 / setting.width))
        self._size = max(8, round(setting.width * self._share)), max(8, round(setting.height * self._share))
        self._plate = breaker.face_plate(setting)
        self._lines = breaker.flow_lines(setting)
        self._foam = breaker.foam_tile(setting)
        self._thick = _smooth_step(100, 178)
        self._thread = _smooth_step(40, 140, 150)
        self._spray = setting.stream("spray").random((150, 5), dtype=np.float32)
        self._mist = setting.stream("mist").random((8, 3))
        ripple = setting.stream("crest").random(6)
        self._ripple = [float(value) * 2 * math.pi for value in ripple]

    @property
    def foam_light(self) -> Colour:
        """The colour of drops and foam in the light."""
        return breaker.water_of(self._setting).foam

    def crest(self, across: _Floats, time: float) -> _Floats:
        """World height of the crest in pixels over `across`, in frame widths."""
        height = self._setting.height
        rise = 1.0 / (1.0 + np.exp(-(across - 0.37) * 8.5))
        sink = 1.0 - 0.26 / (1.0 + np.exp(-(across - 0.95) * 13.0))
        swell = 0.007 * np.sin(across * 9 + time * 1.6) + 0.010 * math.sin(time * 0.9)
        foaming = np.clip((across - 0.50) / 0.35, 0, 1)
        lumps = np.zeros_like(across)
        for k, phase in enumerate(self._ripple):
            lumps += np.sin(across * (23 + 17 * k) - time * (2.2 + 0.9 * k) + phase) / (1.6 + k)
        return np.asarray(height * (0.645 - 0.395 * rise * sink + swell - 0.010 * foaming * lumps), np.float32)

    def slope(self, across: float, time: float) -> float:
        """Degrees by which the crest falls to the left at a place."""
        two = self.crest(np.array([across - 0.02, across + 0.02], np.float32), time)
        return math.degrees(math.atan2(float(two[1] - two[0]), 0.04 * self._setting.width))

    def draw(self, frame: Frame, moment: Moment, wakes: list[tuple[Points, int]]) -> None:
        setting, time, share = self._setting, moment.time, self._share
        lens = setting.lens(moment.view, DEPTH)
        scale, x, y = lens
        wide, high = self._size
        world_x = ((np.arange(wide, dtype=np.float32) + 0.5) / share - x) / scale
        across = np.asarray(world_x / setting.width, np.float32)
        crest = self.crest(across, time)
        top = max(0, min(high - 2, math.floor((float(crest.min()) * scale + y) * share) - 1))
        world_y = ((np.arange(top, high, dtype=np.float32) + 0.5) / share - y) / scale
        depth = np.asarray((world_y[:, None] - crest[None]) * np.float32(1.0 / setting.unit), np.float32)
        self._blow(frame, moment, lens)
        water = self._water(across, depth, time, self._wake_mask(wakes, lens, top))
        grid = to_grid(self._outline(crest, world_x), lens)
        paint(frame, [grid], self._brim)
        self._cover(frame, water, grid, round(top / share))
        self._draw_spray(frame, moment, lens)

    @property
    def _brim(self) -> Colour:
        water = breaker.water_of(self._setting)
        return mix(water.thin, self.foam_light, 0.55)

    def _water(self, across: _Floats, depth: _Floats, time: float, wake: _Bytes) -> _Bytes:
        """The face's pixels. across: (columns,) in widths; depth: (rows, columns), units under the crest."""
        rows = len(depth)
        column = (across - breaker.LEFT) / (breaker.RIGHT - breaker.LEFT) * (breaker.COLUMNS - 1)
        plate_x = np.repeat(column[None].astype(np.float32), rows, axis=0)
        plate_y = depth * np.float32(breaker.ROWS / 720.0)
        bent = cv2.remap(self._flowing(time), plate_x, plate_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        foam = self._foam_at(across, depth, time)
        puffs = cv2.extractChannel(foam, 3)
        ready = cv2.add(cv2.extractChannel(bent, 3), wake)
        cover = cv2.LUT(cv2.addWeighted(ready, 1.0, puffs, 0.62, -79), self._thick)
        # Where there is too little for a cover, the seams between the puffs are left as a lace.
        lace = cv2.LUT(cv2.addWeighted(ready, 0.8, puffs, -1.3, 112), self._thread)
        face, tone = (np.asarray(cv2.cvtColor(part, cv2.COLOR_BGRA2BGR), np.uint8) for part in (bent, foam))
        return over(face, tone, np.asarray(cv2.max(cover, lace), np.uint8))

    def _foam_at(self, across: _Floats, depth: _Floats, time: float) -> _Bytes:
        """Foam over the face, drifting with the water. Two units a texel; within the repeated tile."""
        unit, tile = self._setting.unit, breaker.TILE
        flow = across * np.float32(0.59 * self._setting.width / unit) + np.float32((time * 13) % tile)
        flow -= np.float32(tile * math.floor(float(flow[0]) / tile))
        x = cv2.add(np.repeat(flow[None].astype(np.float32), len(depth), axis=0), depth * np.float32(0.17))
        y = cv2.addWeighted(depth, 0.46, depth, 0.0, tile - (time * 31) % tile)
        return np.asarray(cv2.remap(self._foam, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP), np.uint8)

    def _flowing(self, time: float) -> _Bytes:
        """The plate with its flow lines at this moment."""
        start = (-time * 9.0) % breaker.LINE_COLUMNS
        first, share = int(start), start - int(start)
        one, other = (self._lines[:, first + step : first + step + breaker.COLUMNS] for step in (0, 1))
        lines = cv2.addWeighted(one, 1.0 - share, other, share, 0)
        return np.asarray(cv2.addWeighted(self._plate, 1.0, lines, 1.0, -breaker.LEVEL), np.uint8)

    def _wake_mask(self, wakes: list[tuple[Points, int]], lens: tuple[float, float, float], top: int) -> _Bytes:
        wide, high = self._size
        mask = np.zeros((high - top, wide), np.uint8)
        scale, x, y = lens
        small = (scale * self._share, x * self._share, y * self._share - top)
        for outline, strength in wakes:
            cv2.fillPoly(mask, [to_grid(outline, small)], strength, cv2.LINE_8, 4)
        if wakes:
            cv2.blur(mask, (9, 9), dst=mask)
        return mask

    def _outline(self, crest: _Floats, world_x: _Floats) -> Points:
        margin = np.float32(4 / self._share)
        line = np.stack([world_x[::2], crest[::2]], axis=1)
        line[0, 0] -= margin
        line[-1, 0] += 2 * margin
        low = np.float32(self._setting.height * 1.4)
        ends = np.array([[line[-1, 0], low], [line[0, 0], low]], np.float32)
        return np.concatenate([line, ends]).astype(np.float32)

    def _cover(self, frame: Frame, water: _Bytes, grid: NDArray[np.int32], first: int) -> None:
        height, width = frame.shape[:2]
        big = cv2.resize(water, (width, height - first), interpolation=cv2.INTER_LINEAR)
        mask = np.zeros((height - first, width), np.uint8)
        cv2.fillPoly(mask, [grid - np.array([0, first * 16], np.int32)], 255, cv2.LINE_8, 4)
        cv2.copyTo(np.asarray(big, np.uint8), mask, frame[first:])

    def _blow(self, frame: Frame, moment: Moment, lens: tuple[float, float, float]) -> None:
        """Fine mist that the wind tears off behind the crest, lit from behind."""
        scale, x, y = lens
        setting = self._setting
        light = (0.14 if setting.is_overcast else 0.20) * min(1.0, 0.7 * setting.width / setting.height)
        tone = scaled(mix(setting.palette.sun, self.foam_light, 0.5), light)
        start, size = self._mist[:, 1], self._mist[:, 2]
        life = (start + moment.time * (0.30 + 0.2 * size)) % 1.0
        place = (0.56 + 0.5 * self._mist[:, 0] + 0.05 * life).astype(np.float32)
        px = place * setting.width * scale + x
        py = (self.crest(place, moment.time) - 26 * life * setting.unit) * scale + y
        radius = (34 + 60 * size + 40 * life) * setting.unit * scale
        for puff in np.stack([px, py, radius, np.sin(life * math.pi)], axis=1).tolist():
            glow(frame, puff[0], puff[1], (puff[2] * 1.6, puff[2]), scaled(tone, puff[3]))

    def _draw_spray(self, frame: Frame, moment: Moment, lens: tuple[float, float, float]) -> None:
        """Drops torn off the lip, each a short stroke along its flight: a closed form of time."""
        scale, x, y = lens
        unit, width = self._setting.unit, self._setting.width
        chance = self._spray
        life = (chance[:, 1] + moment.time * (0.5 + 0.5 * chance[:, 2])) % 1.0
        across = 0.46 + 0.60 * chance[:, 0]
        crest = self.crest(across.astype(np.float32), moment.time)

        def at(age: _Points) -> tuple[_Points, _Points]:
            fly_x = across * width + age * (24 + 70 * chance[:, 3]) * unit
            fly_y = crest + (5 - 84 * chance[:, 4] * age + 66 * age**2) * unit
            return fly_x * scale + x, fly_y * scale + y

        (px, py), (qx, qy) = at(life), at(np.maximum(life - 0.05, 0))
        strokes = np.rint(np.stack([px, py, qx, qy], axis=1) * 16).astype(np.int32).reshape(-1, 2, 2)
        tone = bgr(mix(self.foam_light, (255, 255, 255), 0.2))
        small = chance[:, 2] < 0.7
        cv2.polylines(frame, list(strokes[small]), False, tone, max(1, round(0.8 * unit)), cv2.LINE_AA, 4)
        size = (0.9 + 1.3 * chance[:, 3] ** 2) * (1 - 0.5 * life) * unit * scale * 16
        for drop, radius in zip(strokes[~small, 0].tolist(), size[~small].tolist(), strict=True):
            cv2.circle(frame, drop, max(8, round(radius)), tone, -1, cv2.LINE_AA, 4)


def _smooth_step(low: int, high: int, most: int = 245) -> _Bytes:
    position = np.clip((np.arange(256, dtype=np.float32) - low) / (high - low), 0, 1)
    return (position * position * (3 - 2 * position) * most).astype(np.uint8)
