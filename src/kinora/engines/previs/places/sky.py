"""Sky, sun or moon, stars and drifting clouds. Kept small, because a sky is smooth, and blown up in each frame."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.drawing.light import Sprite
from kinora.engines.previs.drawing.noise import value_noise
from kinora.engines.previs.drawing.palette import Colour, Palette, bgr, mix, scaled
from kinora.engines.previs.setting import Frame, Moment, Setting

_DEPTH = 0.12
_MARGIN = 0.16
"""How far the plate reaches beyond the frame on every side, so that no tilt or pan finds its edge."""


_CLOUDINESS = {"rain": -0.9, "storm": -1.3, "snow": -0.5, "cloudy": -0.8, "fog": -0.2, "sandstorm": 0.2, "wind": 0.1}
"""From which level of the noise on there is cloud; lower is more."""


class Sky:
    """The backdrop of every outdoor place. Paints every pixel of the frame."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._ratio = min(0.25, 340.0 / max(setting.width, setting.height))
        self._plate = self._painted()
        self._clouds = self._clouded()
        self._stars = _starry(setting) if setting.is_dark and not setting.is_overcast else None
        self._light = _disc_tile(setting)

    def draw(self, frame: Frame, moment: Moment) -> None:
        wide, high = self._setting.width, self._setting.height
        scale, x, y = self._setting.lens(moment.view, _DEPTH)
        size = max(2, round(wide * self._ratio)), max(2, round(high * self._ratio))
        across, down = size[0] / wide, size[1] / high
        left, top = (x - _MARGIN * wide * scale) * across, (y - _MARGIN * high * scale) * down
        move = np.array([[scale, 0, left], [0, scale, top]], np.float32)
        small = cv2.warpAffine(self._plate, move, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        drift = moment.time * self._clouds.shape[1] * 0.005 * (3.0 if self._setting.is_windy else 1.0)
        drift %= self._clouds.shape[1]
        move = np.array([[scale, 0, left - drift * scale], [0, scale, top]], np.float32)
        clouds = cv2.warpAffine(self._clouds, move, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)
        kept = cv2.multiply(small, cv2.merge([cv2.bitwise_not(cv2.extractChannel(clouds, 3))] * 3), scale=1 / 255.0)
        sky = cv2.add(kept, cv2.cvtColor(clouds, cv2.COLOR_BGRA2BGR))
        cv2.resize(sky, (wide, high), dst=frame, interpolation=cv2.INTER_LINEAR)
        if self._stars is not None:
            self._twinkle(frame, self._stars, moment)
        if self._light is not None:
            sun_x, sun_y = self._setting.sun
            self._light.draw(frame, sun_x * scale + x, sun_y * scale + y, scale)

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
        strength = {"night": 0.34, "day": 0.62, "dusk": 0.40}.get(setting.scene.time, 0.80) * (
            0.4 if setting.is_overcast else 1.0
        )
        glow = (strength * (0.55 * np.exp(-near * 4.2) + 0.45 * np.exp(-near * 11)))[..., None]
        picture += (np.array(bgr(palette.sun), np.float32) - picture) * glow
        # A smooth gradient in bytes shows bands; half a level of noise hides them.
        picture += setting.stream("sky dither").random(picture.shape, dtype=np.float32) - 0.5
        return np.clip(np.rint(picture), 0, 255).astype(np.uint8)

    def _clouded(self) -> NDArray[np.uint8]:
        """Clouds, premultiplied with their cover in the fourth channel; left and right end meet."""
        setting, palette = self._setting, self._setting.palette
        height, width = self._plate.shape[:2]
        # Clouds lie flat, the more so where the frame is tall.
        tall = round(height * min(3.0, max(1.25, 1.9 * height / width)))
        noise = value_noise(setting.stream("clouds"), tall, round(width * 1.3), cells=5, octaves=6)
        lying = cv2.resize(noise, (noise.shape[1], height), interpolation=cv2.INTER_AREA)
        seamless = _seamless(np.asarray(lying, np.float32), width)
        horizon = (setting.horizon / setting.height + _MARGIN) / (1 + 2 * _MARGIN)
        down = np.linspace(0, 1, height, dtype=np.float32) / horizon
        flat = _flattened(seamless, down)
        threshold = _CLOUDINESS.get(setting.scene.weather, 0.35)
        fade = np.clip((1.0 - down) / 0.12, 0, 1) * np.clip(0.55 + 0.6 * (1.0 - down), 0, 1)
        cover = np.clip((flat - threshold) * 0.85, 0, 1) ** 0.9 * 0.88 * fade[:, None]
        above = np.roll(flat, 5, axis=0)
        light = np.clip(0.55 + (flat - above) * 0.9, 0, 1)[..., None]
        dark, bright = _cloud_colours(setting, palette)
        colour = np.array(bgr(dark), np.float32) * (1 - light) + np.array(bgr(bright), np.float32) * light
        colour = np.clip(colour, 0, 255) * cover[..., None]
        return np.concatenate([colour, 255 * cover[..., None]], axis=2).astype(np.uint8)


def gradient(position: NDArray[np.float32], stops: tuple[Colour, Colour, Colour]) -> NDArray[np.float32]:
    """Colours at 0, 0.55 and 1 of `position` as a float BGR picture."""
    places = [0.0, 0.55, 1.0]
    channels = [np.interp(position, places, [stop[k] for stop in stops]) for k in (2, 1, 0)]
    return np.stack(channels, axis=-1).astype(np.float32)


def _stops(setting: Setting, palette: Palette) -> tuple[Colour, Colour, Colour]:
    if not setting.is_overcast or setting.scene.weather == "sandstorm":
        return palette.zenith, palette.middle, palette.horizon
    grey = mix(palette.haze, scaled((150, 158, 172), 0.4 if setting.is_dark else 1.0), 0.35)
    dark = 0.40 if setting.scene.weather == "storm" else 0.62
    return (
        mix(palette.zenith, scaled(grey, dark), 0.55),
        mix(palette.middle, scaled(grey, dark + 0.23), 0.5),
        mix(palette.horizon, grey, 0.4),
    )


def _cloud_colours(setting: Setting, palette: Palette) -> tuple[Colour, Colour]:
    """A cloud's shade and its light."""
    night = setting.scene.time == "night"
    if setting.scene.weather == "sandstorm":
        return scaled(palette.middle, 0.9), palette.haze
    if setting.is_overcast:
        base = mix(palette.middle, palette.haze, 0.5)
        dim = 0.4 if setting.is_dark else 1.0
        storm = setting.scene.weather == "storm"
        shade = scaled(mix(base, scaled((70, 76, 92), dim), 0.4), 0.50 if storm else 0.78)
        return shade, scaled(mix(base, scaled((205, 210, 220), dim), 0.25), 0.80 if storm else 1.0)
    if setting.scene.time == "dusk":
        return mix(palette.middle, palette.zenith, 0.5), mix(palette.horizon, palette.middle, 0.35)
    dark = mix(palette.middle, palette.zenith, 0.15)
    bright = mix(scaled(palette.sun, 0.36 if night else 1.0), palette.horizon, 0.15)
    return (dark if night else mix(dark, (255, 255, 255), 0.22)), bright


def _disc_tile(setting: Setting) -> Sprite | None:
    """The sun, bright in the middle, or the moon with its seas; a soft light round either."""
    palette = setting.palette
    radius = palette.sun_radius * min(setting.height, setting.width * 1.1)
    if setting.is_overcast or radius <= 0.0:
        return None
    reach = max(4, round(radius * 2.6))
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1].astype(np.float32) / np.float32(radius)
    away = np.hypot(x, y)
    disc = np.clip((1.0 - away) * radius + 0.5, 0, 1)
    halo = 0.46 * np.clip(1.0 - (away - 1.0) / 1.6, 0, 1) ** 2.4 * (away >= 0.9)
    colour = np.array(bgr(palette.sun), np.float32) * np.ones_like(away)[..., None]
    if setting.scene.time == "night":
        seas = np.zeros_like(away)
        for place_x, place_y, size in _MOON_SEAS:
            seas = np.maximum(seas, np.clip(1.6 - 1.3 * np.hypot(x - place_x, y - place_y) / size, 0, 1))
        shade = 0.13 * seas + 0.20 * np.clip(0.55 * x + 0.35 * y + 0.1, 0, 1)
        colour *= (1.0 - shade * disc)[..., None]
        halo *= 0.55
    else:
        white = np.clip(1.15 - away, 0, 1)[..., None] * 0.55
        colour += (255 - colour) * white
    cover = np.maximum(disc, halo)[..., None]
    tile = np.concatenate([colour * cover, 255 * cover], axis=2)
    return Sprite(np.clip(tile, 0, 255).astype(np.uint8), (float(reach), float(reach)))


_MOON_SEAS = ((-0.32, -0.28, 0.30), (0.30, -0.38, 0.22), (0.36, 0.22, 0.26), (-0.14, 0.42, 0.20), (-0.52, 0.16, 0.15))


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
