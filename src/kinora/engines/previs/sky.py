"""Sky, sun or moon, stars and drifting clouds. Kept small, because a sky is smooth, and blown up in each frame."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.noise import value_noise
from kinora.engines.previs.palette import Colour, Palette, bgr, mix, scaled
from kinora.engines.previs.pixels import over
from kinora.engines.previs.setting import Frame, Moment, Setting

_DEPTH = 0.12
_MARGIN = 0.16
"""How far the plate reaches beyond the frame on every side, so that no tilt or pan finds its edge."""


class Sky:
    """The backdrop of every outdoor place. Paints every pixel of the frame."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._ratio = min(0.34, 460.0 / max(setting.width, setting.height))
        self._plate = self._painted()
        self._clouds, self._cover = self._clouded()
        self._stars = _starry(setting) if setting.scene.time == "night" and not setting.is_overcast else None

    def draw(self, frame: Frame, moment: Moment) -> None:
        height, width = self._plate.shape[:2]
        drift = moment.time * width * 0.005 * (3.0 if self._setting.scene.weather in ("rain", "wind") else 1.0)
        move = np.array([[1, 0, -drift], [0, 1, 0]], np.float32)
        clouds = cv2.warpAffine(self._clouds, move, (width, height), borderMode=cv2.BORDER_WRAP)
        cover = cv2.warpAffine(self._cover, move, (width, height), borderMode=cv2.BORDER_WRAP)
        small = over(self._plate, np.asarray(clouds, np.uint8), np.asarray(cover, np.uint8))
        self._blow_up(frame, small, moment)
        if self._stars is not None:
            self._twinkle(frame, self._stars, moment)
        if not self._setting.is_overcast:
            self._disc(frame, moment)

    def _blow_up(self, frame: Frame, small: NDArray[np.uint8], moment: Moment) -> None:
        """Camera move on the small plate, then one resize to the frame."""
        wide, high = self._setting.width, self._setting.height
        scale, x, y = self._setting.lens(moment.view, _DEPTH)
        ratio = self._ratio
        size = (round(wide * ratio), round(high * ratio))
        across, down = size[0] / wide, size[1] / high
        move = np.array(
            [[scale, 0, (x - _MARGIN * wide * scale) * across], [0, scale, (y - _MARGIN * high * scale) * down]],
            np.float32,
        )
        framed = cv2.warpAffine(small, move, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        cv2.resize(framed, (wide, high), dst=frame, interpolation=cv2.INTER_LINEAR)

    def _disc(self, frame: Frame, moment: Moment) -> None:
        setting, palette = self._setting, self._setting.palette
        scale, x, y = setting.lens(moment.view, _DEPTH)
        sun_x, sun_y = setting.sun
        centre = (round((sun_x * scale + x) * 16), round((sun_y * scale + y) * 16))
        radius = palette.sun_radius * setting.height * scale
        cv2.circle(frame, centre, round(radius * 16), bgr(palette.sun), -1, cv2.LINE_AA, 4)
        if setting.scene.time == "night":
            for dx, dy, size in ((-0.3, -0.25, 0.24), (0.35, 0.2, 0.18), (-0.1, 0.45, 0.13)):
                spot = (round(centre[0] + dx * radius * 16), round(centre[1] + dy * radius * 16))
                cv2.circle(frame, spot, round(size * radius * 16), bgr(scaled(palette.sun, 0.92)), -1, cv2.LINE_AA, 4)

    def _twinkle(self, frame: Frame, stars: NDArray[np.float32], moment: Moment) -> None:
        scale, x, y = self._setting.lens(moment.view, _DEPTH)
        unit = max(self._setting.unit, 0.5)
        for across, down, size, phase in stars.tolist():
            light = 150 + 100 * size * (0.6 + 0.4 * math.sin(moment.time * 3 + phase * 9))
            centre = (round((across * scale + x) * 16), round((down * scale + y) * 16))
            cv2.circle(
                frame,
                centre,
                round((0.6 + 1.1 * size**3) * unit * 16),
                (light, light * 0.97, light * 0.93),
                -1,
                cv2.LINE_AA,
                4,
            )

    def _painted(self) -> NDArray[np.uint8]:
        setting, palette = self._setting, self._setting.palette
        height = round(setting.height * self._ratio * (1 + 2 * _MARGIN))
        width = round(setting.width * self._ratio * (1 + 2 * _MARGIN))
        y, x = np.mgrid[0:height, 0:width].astype(np.float32)
        world_y = (y / height * (1 + 2 * _MARGIN) - _MARGIN) * setting.height
        world_x = (x / width * (1 + 2 * _MARGIN) - _MARGIN) * setting.width
        picture = gradient(np.clip(world_y / setting.horizon, 0, 1), _stops(setting, palette))
        sun_x, sun_y = setting.sun
        near = np.hypot(world_x - sun_x, world_y - sun_y) / setting.height
        strength = {"night": 0.30, "day": 0.62}.get(setting.scene.time, 0.80) * (0.4 if setting.is_overcast else 1.0)
        glow = (strength * (0.55 * np.exp(-near * 4.2) + 0.45 * np.exp(-near * 11)))[..., None]
        picture += (np.array(bgr(palette.sun), np.float32) - picture) * glow
        # A smooth gradient in bytes shows bands; half a level of noise hides them.
        picture += setting.stream("sky dither").random(picture.shape, dtype=np.float32) - 0.5
        return np.clip(np.rint(picture), 0, 255).astype(np.uint8)

    def _clouded(self) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
        setting, palette = self._setting, self._setting.palette
        height, width = self._plate.shape[:2]
        seamless = _seamless(
            value_noise(setting.stream("clouds"), height, round(width * 1.3), cells=5, octaves=6), width
        )
        horizon = (setting.horizon / setting.height + _MARGIN) / (1 + 2 * _MARGIN)
        down = np.linspace(0, 1, height, dtype=np.float32) / horizon
        flat = _flattened(seamless, down)
        threshold = {"rain": -0.9, "snow": -0.5, "fog": -0.2, "wind": 0.1}.get(setting.scene.weather, 0.35)
        fade = np.clip((1.0 - down) / 0.12, 0, 1) * np.clip(0.55 + 0.6 * (1.0 - down), 0, 1)
        cover = np.clip((flat - threshold) * 0.85, 0, 1) ** 0.9 * 0.88 * fade[:, None]
        above = np.roll(flat, 5, axis=0)
        light = np.clip(0.55 + (flat - above) * 0.9, 0, 1)[..., None]
        dark, bright = _cloud_colours(setting, palette)
        colour = np.array(bgr(dark), np.float32) * (1 - light) + np.array(bgr(bright), np.float32) * light
        return np.clip(colour, 0, 255).astype(np.uint8), (cover * 255).astype(np.uint8)


def gradient(position: NDArray[np.float32], stops: tuple[Colour, Colour, Colour]) -> NDArray[np.float32]:
    """Colours at 0, 0.55 and 1 of `position` as a float BGR picture."""
    places = [0.0, 0.55, 1.0]
    channels = [np.interp(position, places, [stop[k] for stop in stops]) for k in (2, 1, 0)]
    return np.stack(channels, axis=-1).astype(np.float32)


def _stops(setting: Setting, palette: Palette) -> tuple[Colour, Colour, Colour]:
    if not setting.is_overcast:
        return palette.zenith, palette.middle, palette.horizon
    grey = mix(palette.haze, (150, 158, 172), 0.35 if setting.scene.time != "night" else 0.0)
    return (
        mix(palette.zenith, scaled(grey, 0.62), 0.55),
        mix(palette.middle, scaled(grey, 0.85), 0.5),
        mix(palette.horizon, grey, 0.4),
    )


def _cloud_colours(setting: Setting, palette: Palette) -> tuple[Colour, Colour]:
    night = setting.scene.time == "night"
    if setting.is_overcast:
        base = mix(palette.middle, palette.haze, 0.5)
        return scaled(mix(base, (70, 76, 92), 0.4), 0.78), scaled(mix(base, (205, 210, 220), 0.25), 1.0)
    dark = mix(palette.middle, palette.zenith, 0.15)
    bright = mix(scaled(palette.sun, 0.36 if night else 1.0), palette.horizon, 0.15)
    if not night:
        dark = mix(dark, (255, 255, 255), 0.22)
    return dark, bright


def _seamless(noise: NDArray[np.float32], width: int) -> NDArray[np.float32]:
    """Cut to `width` columns whose ends meet, by fading the surplus over the beginning."""
    surplus = noise.shape[1] - width
    fade = np.linspace(0, 1, surplus, dtype=np.float32)
    joined = noise[:, :width].copy()
    joined[:, :surplus] = noise[:, width:] * (1 - fade) + joined[:, :surplus] * fade
    return joined


def _flattened(noise: NDArray[np.float32], down: NDArray[np.float32]) -> NDArray[np.float32]:
    """Clouds crowd towards the horizon, as perspective has it."""
    height, width = noise.shape
    rows = ((1.0 - np.clip(down, 0, 1)) ** 0.6 * (height - 1)).astype(np.float32)
    map_y = np.repeat(rows[:, None], width, axis=1)
    map_x = np.repeat(np.arange(width, dtype=np.float32)[None], height, axis=0)
    return np.asarray(cv2.remap(noise, map_x, map_y, cv2.INTER_LINEAR), np.float32)


def _starry(setting: Setting) -> NDArray[np.float32]:
    """Stars as rows of (x, y, size 0..1, phase)."""
    stars = setting.stream("stars").random((220, 4), dtype=np.float32)
    stars[:, 0] = (stars[:, 0] * 1.3 - 0.15) * setting.width
    stars[:, 1] = (stars[:, 1] ** 1.2 * 1.1 - 0.1) * setting.horizon
    return stars
