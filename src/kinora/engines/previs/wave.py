"""One breaking wave: a face with flow lines, a foaming lip, white water and spray. Knows no surfer but its wake."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.cutout import paint, to_grid
from kinora.engines.previs.noise import as_bytes, tile_noise
from kinora.engines.previs.palette import WHITE, bgr, mix, scaled
from kinora.engines.previs.pixels import less, over, tint
from kinora.engines.previs.setting import Frame, Moment, Points, Setting

DEPTH = 0.95
_SHARE = 0.5
"""The face is worked out at this fraction of the frame's size; only its outline is drawn at full size."""
_TILE = 256


class Wave:
    """A wave that rises to the right and breaks there. `wakes` are world outlines that foam on the next draw."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._noise = as_bytes(tile_noise(setting.stream("foam"), _TILE, cells=8, octaves=5))
        self._size = round(setting.width * _SHARE), round(setting.height * _SHARE)
        self._face, self._bias = _textures(setting, self._size)
        self._foam_tone = _foam_tones(setting)
        self._foam_curve = _smooth_step(118, 172)
        self._spray = setting.stream("spray").random((170, 5), dtype=np.float32)
        ripple = setting.stream("crest").random(6)
        self._ripple = [float(value) * 2 * math.pi for value in ripple]

    def crest(self, across: NDArray[np.float32], time: float) -> NDArray[np.float32]:
        """World height of the crest in pixels over `across`, in frame widths."""
        height = self._setting.height
        rise = 1.0 / (1.0 + np.exp(-(across - 0.36) * 8.0))
        sink = 1.0 - 0.30 / (1.0 + np.exp(-(across - 0.92) * 12.0))
        swell = 0.007 * np.sin(across * 9 + time * 1.6) + 0.010 * math.sin(time * 0.9)
        foaming = np.clip((across - 0.50) / 0.35, 0, 1)
        lumps = np.zeros_like(across)
        for k, phase in enumerate(self._ripple):
            lumps += np.sin(across * (23 + 17 * k) - time * (2.2 + 0.9 * k) + phase) / (1.6 + k)
        return np.asarray(height * (0.645 - 0.385 * rise * sink + swell - 0.011 * foaming * lumps), np.float32)

    def slope(self, across: float, time: float) -> float:
        """Degrees by which the crest falls to the left at a place."""
        two = self.crest(np.array([across - 0.02, across + 0.02], np.float32), time)
        return math.degrees(math.atan2(float(two[1] - two[0]), 0.04 * self._setting.width))

    def draw(self, frame: Frame, moment: Moment, wakes: list[tuple[Points, int]]) -> None:
        setting, time = self._setting, moment.time
        lens = setting.lens(moment.view, DEPTH)
        scale, x, y = lens
        wide, high = self._size
        world_x = ((np.arange(wide, dtype=np.float32) + 0.5) / _SHARE - x) / scale
        across = np.asarray(world_x / setting.width, np.float32)
        crest = self.crest(across, time)
        top = max(0, min(high - 2, math.floor((float(crest.min()) * scale + y) * _SHARE) - 1))
        world_y = ((np.arange(top, high, dtype=np.float32) + 0.5) / _SHARE - y) / scale
        below = np.asarray(world_y[:, None] - crest[None], np.float32)
        water = self._water(across, below, time, self._wake_mask(wakes, lens, top))
        outline = self._outline(crest, world_x)
        grid = to_grid(outline, lens)
        paint(frame, [grid], self._foam_tone_at(0.8))
        self._cover(frame, water, grid, round(top / _SHARE))
        self._draw_spray(frame, moment, lens)

    def _water(
        self, across: NDArray[np.float32], below: NDArray[np.float32], time: float, wake: NDArray[np.uint8]
    ) -> NDArray[np.uint8]:
        """The face's pixels. across: (columns,) in widths; below: (rows, columns), pixels under the crest."""
        rows, columns = below.shape
        texture_x = np.repeat(((across + 0.1) / 1.2 * (self._face.shape[1] - 1))[None], rows, axis=0)
        texture_y = below * np.float32(self._face.shape[0] / self._setting.height)
        face = cv2.remap(self._face, texture_x, texture_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        bias = cv2.remap(self._bias, texture_x, texture_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        unit = self._setting.unit
        depth = below * np.float32(1.0 / unit)
        flow_x = np.repeat((across * np.float32(self._setting.width / unit))[None], rows, axis=0)
        # Flow lines lean into the breaking lip: the further down, the further to the left they start.
        coarse_x, coarse_y = flow_x[::2, ::2], depth[::2, ::2]
        lines = self._noise_at(
            coarse_x * np.float32(0.42) + coarse_y * np.float32(0.30), coarse_y * np.float32(0.055) + time * 8
        )
        lines = np.asarray(cv2.resize(lines, (columns, rows)), np.uint8)
        foam = self._noise_at(flow_x * np.float32(1.25) + time * 30, depth * np.float32(1.05) - time * 70)
        face = _streaked(np.asarray(face, np.uint8), lines)
        level = cv2.addWeighted(cv2.add(np.asarray(bias, np.uint8), wake), 1.0, foam, 0.62, -79)
        cover = cv2.LUT(level, self._foam_curve)
        tone = cv2.LUT(cv2.merge([foam] * 3), self._foam_tone)
        return over(face, np.asarray(tone, np.uint8), np.asarray(cover, np.uint8))

    def _noise_at(self, x: NDArray[np.float32], y: NDArray[np.float32]) -> NDArray[np.uint8]:
        return np.asarray(cv2.remap(self._noise, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP), np.uint8)

    def _wake_mask(
        self, wakes: list[tuple[Points, int]], lens: tuple[float, float, float], top: int
    ) -> NDArray[np.uint8]:
        wide, high = self._size
        mask = np.zeros((high - top, wide), np.uint8)
        scale, x, y = lens
        small = (scale * _SHARE, x * _SHARE, y * _SHARE - top)
        for outline, strength in wakes:
            cv2.fillPoly(mask, [to_grid(outline, small)], strength, cv2.LINE_8, 4)
        if wakes:
            cv2.blur(mask, (9, 9), dst=mask)
        return mask

    def _outline(self, crest: NDArray[np.float32], world_x: NDArray[np.float32]) -> Points:
        margin = np.float32(4)
        line = np.stack([world_x[::2], crest[::2]], axis=1)
        line[0, 0] -= margin
        line[-1, 0] += 2 * margin
        low = np.float32(self._setting.height * 1.4)
        ends = np.array([[line[-1, 0], low], [line[0, 0], low]], np.float32)
        return np.concatenate([line, ends]).astype(np.float32)

    def _cover(self, frame: Frame, water: NDArray[np.uint8], grid: NDArray[np.int32], first: int) -> None:
        height, width = frame.shape[:2]
        big = cv2.resize(water, (width, height - first), interpolation=cv2.INTER_LINEAR)
        mask = np.zeros((height - first, width), np.uint8)
        cv2.fillPoly(mask, [grid - np.array([0, first * 16], np.int32)], 255, cv2.LINE_8, 4)
        cv2.copyTo(np.asarray(big, np.uint8), mask, frame[first:])

    def _foam_tone_at(self, light: float) -> tuple[float, float, float]:
        blue, green, red = self._foam_tone[round(light * 255), 0].tolist()
        return float(red), float(green), float(blue)

    def _draw_spray(self, frame: Frame, moment: Moment, lens: tuple[float, float, float]) -> None:
        """Drops torn off the lip: each flies one short arc over and over, a closed form of time."""
        scale, x, y = lens
        unit, width = self._setting.unit, self._setting.width
        life = (self._spray[:, 1] + moment.time * (0.5 + 0.5 * self._spray[:, 2])) % 1.0
        across = 0.44 + 0.62 * self._spray[:, 0]
        crest = self.crest(across.astype(np.float32), moment.time)
        fly_x = across * width + life * (20 + 60 * self._spray[:, 3]) * unit
        fly_y = crest + (4 - 70 * self._spray[:, 4] * life + 62 * life**2) * unit
        radius = (0.5 + 1.9 * self._spray[:, 2] ** 2) * (1 - life * 0.7) * unit
        tone = bgr(self._foam_tone_at(0.95))
        for px, py, size in np.stack([fly_x * scale + x, fly_y * scale + y, radius * scale], axis=1).tolist():
            cv2.circle(frame, (round(px * 16), round(py * 16)), max(8, round(size * 16)), tone, -1, cv2.LINE_AA, 4)


def _textures(setting: Setting, size: tuple[int, int]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """The face's colours and its readiness to foam, over x (-0.1 to 1.1 widths) and depth under the crest (0 to 1)."""
    columns, rows = size
    palette = setting.palette
    depth = np.linspace(0, 1, rows, dtype=np.float32)[:, None]
    across = np.linspace(-0.1, 1.1, columns, dtype=np.float32)[None]
    deep = np.array(bgr(palette.surface((8, 62, 100))), np.float32)
    middle = np.array(bgr(palette.surface((18, 128, 154))), np.float32)
    thin_light = mix(palette.surface((104, 222, 202)), palette.rim, 0.12 if setting.scene.time == "day" else 0.34)
    thin = np.array(bgr(thin_light), np.float32)
    # The wave is thinnest, and lets most light through, where it is about to break.
    window = np.exp(-(((across - 0.64) / 0.30) ** 2))
    glow = (np.exp(-depth * 5.2) * (0.30 + 0.70 * window))[..., None]
    body = np.exp(-depth * 2.7)[..., None]
    colour = deep * (1 - body) + middle * body
    colour = colour * (1 - glow) + thin * glow
    if setting.scene.time == "night":
        colour *= 0.62
    hollow = 0.34 * np.exp(-(((depth - 0.13) / 0.07) ** 2)) * np.clip((across - 0.60) / 0.22, 0, 1)
    colour *= (1.0 - hollow)[..., None]
    lip = np.exp(-depth / (0.016 + 0.16 * np.clip(across - 0.40, 0, 1))) * np.clip((across - 0.20) / 0.22, 0, 1)
    break_at = 0.80 + 0.09 * np.sin(depth * 7.0) - 0.34 * np.clip(depth - 0.30, 0, 1)
    white = np.clip((across - break_at) / 0.16, 0, 1)
    specks = 0.44 * np.clip((across - 0.48) / 0.35, 0, 1)
    bias = np.clip(150 * lip + 150 * white + 150 * specks * (1 - white), 0, 200)
    return np.clip(colour, 0, 255).astype(np.uint8), bias.astype(np.uint8)


def _foam_tones(setting: Setting) -> NDArray[np.uint8]:
    """Foam from its shade (0) to its light (255), as a lookup table (256, 1, 3)."""
    palette = setting.palette
    light = mix(palette.surface((246, 251, 252)), palette.rim, 0.10 if setting.scene.time == "day" else 0.30)
    light = mix(light, WHITE, 0.25 if setting.scene.time != "night" else 0.08)
    shade = mix(palette.surface((132, 190, 206)), scaled(light, 0.8), 0.45)
    share = np.clip((np.arange(256, dtype=np.float32) - 60) / 130, 0, 1)[:, None]
    ramp = np.array(bgr(shade), np.float32) * (1 - share) + np.array(bgr(light), np.float32) * share
    return np.clip(ramp, 0, 255).astype(np.uint8).reshape(256, 1, 3)


def _smooth_step(low: int, high: int) -> NDArray[np.uint8]:
    position = np.clip((np.arange(256, dtype=np.float32) - low) / (high - low), 0, 1)
    return (position * position * (3 - 2 * position) * 245).astype(np.uint8)


def _streaked(face: NDArray[np.uint8], lines: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Soft light and dark bands along the flow."""
    light = less(lines, 150)
    dark = less(np.asarray(cv2.bitwise_not(lines), np.uint8), 149)
    brighter = cv2.add(face, tint(light, 0.34, 0.36, 0.30))
    return np.asarray(cv2.subtract(brighter, tint(dark, 0.24, 0.26, 0.20)), np.uint8)
