"""Open water to the horizon: a repeating noise seen in perspective, with the sun's glitter on it."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.drawing.noise import as_bytes, tile_noise
from kinora.engines.previs.drawing.palette import Colour, bgr, mix
from kinora.engines.previs.drawing.pixels import tint
from kinora.engines.previs.setting import Frame, Moment, Setting

_DEEP: dict[str, Colour] = {
    "day": (14, 82, 124),
    "sunset": (38, 40, 86),
    "sunrise": (46, 92, 126),
    "night": (8, 18, 42),
    "dusk": (22, 38, 86),
}
_HEIGHT = np.abs(np.arange(256) - 128).clip(0, 255).astype(np.uint8)
_TROUGH = np.where(np.arange(256) < 128, 255, 0).astype(np.uint8)
_SHARE = 0.4
"""The water is worked out at this fraction of the frame's size."""
_DEPTH = 0.22
_FINE = 0.30
"""Texels of the noise for a pixel, one frame height under the horizon and more further off."""
_FLAT = 3.2
"""By how much waves are longer than high."""


class Sea:
    """Water from the horizon down to `reach` frame heights below it."""

    def __init__(self, setting: Setting, reach: float) -> None:
        self._setting = setting
        self._width = round(setting.width * _SHARE)
        self._rows = max(8, round(min(reach + 0.14, 1.2) * setting.height * _SHARE))
        self._noise = as_bytes(tile_noise(setting.stream("water"), 256, cells=16, octaves=5))
        below = (np.arange(self._rows, dtype=np.float32) + 2.0)[:, None] / _SHARE
        from_middle = (np.arange(self._width, dtype=np.float32)[None] + 0.5) / _SHARE - setting.width / 2
        far = setting.height * 0.42 / below + 0.22
        self._across = np.ascontiguousarray(from_middle * far * _FINE / setting.unit, np.float32)
        # The integral of the rate across, so that waves are as flat near the camera as far from it.
        away = (0.42 * setting.height * np.log(below) + 0.22 * below) * (_FINE * _FLAT / setting.unit)
        self._away = np.repeat(away.astype(np.float32), self._width, axis=1)
        near = np.clip(below / (setting.height * 0.55), 0, 1)
        self._base = self._based(near)
        self._path = self._glitter_path(from_middle, below)
        self._swell = np.repeat((np.clip(near * 4.0, 0, 1) * (34 - 22 * near)).astype(np.uint8), self._width, axis=1)
        self._sparkle = _sparkle_curve()
        sheen = mix(setting.palette.horizon, setting.palette.middle, 0.4)
        self._crest = [value / 200 for value in bgr(sheen)]

    def draw(self, frame: Frame, moment: Moment) -> None:
        setting, time = self._setting, moment.time
        scale, _, offset = setting.lens(moment.view, _DEPTH)
        top = setting.horizon * scale + offset
        drift = moment.view.dx * 40
        one = self._waves(drift + time * 10, -time * 15, 1.0)
        two = self._waves(drift - time * 9, -time * 24, 1.7)
        waves = cv2.addWeighted(one, 0.5, two, 0.5, 0)
        height = cv2.multiply(cv2.LUT(waves, _HEIGHT), self._swell, scale=1 / 40.0)
        trough = cv2.LUT(waves, _TROUGH)
        light = cv2.bitwise_and(height, cv2.bitwise_not(trough))
        dark = cv2.bitwise_and(height, trough)
        water = cv2.subtract(
            cv2.add(self._base, tint(np.asarray(light, np.uint8), *self._crest)), cv2.merge([dark] * 3)
        )
        sparkle = cv2.multiply(cv2.LUT(waves, self._sparkle), self._path, scale=1 / 255.0)
        water = cv2.add(water, tint(np.asarray(sparkle, np.uint8), *self._sun_colour()))
        self._lay(frame, np.asarray(water, np.uint8), top)

    def _lay(self, frame: Frame, water: NDArray[np.uint8], top: float) -> None:
        height, width = frame.shape[:2]
        first = max(0, round(top))
        rows = min(height - first, round(self._rows / _SHARE))
        if rows <= 0:
            return
        needed = max(1, min(self._rows, round(rows * _SHARE)))
        cv2.resize(water[:needed], (width, rows), dst=frame[first : first + rows], interpolation=cv2.INTER_LINEAR)

    def _waves(self, dx: float, dy: float, finer: float) -> NDArray[np.uint8]:
        across = cv2.addWeighted(self._across, finer, self._across, 0, dx)
        away = cv2.addWeighted(self._away, finer, self._away, 0, dy)
        return np.asarray(cv2.remap(self._noise, across, away, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP), np.uint8)

    def _based(self, near: NDArray[np.float32]) -> NDArray[np.uint8]:
        palette = self._setting.palette
        deep = np.array(bgr(_DEEP[self._setting.scene.time]), np.float32)
        bright = np.array(bgr(mix(palette.horizon, palette.middle, 0.30)), np.float32)
        share = (1.0 - near) ** 2.6
        return np.repeat((deep * (1 - share) + bright * share).astype(np.uint8)[:, None], self._width, axis=1)

    def _glitter_path(self, from_middle: NDArray[np.float32], below: NDArray[np.float32]) -> NDArray[np.uint8]:
        setting = self._setting
        off = from_middle + setting.width / 2 - setting.sun[0]
        wide = setting.width * 0.045 + below * 0.42
        strength = 0.25 if setting.is_overcast else 1.0
        strength = strength * np.exp(-below / (setting.height * 0.55))
        return np.asarray(255 * strength * np.exp(-((off / wide) ** 2)), np.uint8)

    def _sun_colour(self) -> list[float]:
        dim = 0.65 if self._setting.scene.time == "night" else 0.95
        return [value / 255 * dim for value in bgr(self._setting.palette.sun)]


def _sparkle_curve() -> NDArray[np.uint8]:
    level = (np.arange(256, dtype=np.float32) - 128) / 50
    return (np.clip((level - 0.28) * 1.9, 0, 1) * 255).astype(np.uint8)
