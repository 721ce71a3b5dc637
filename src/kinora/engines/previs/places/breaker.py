"""What a breaking wave is painted with: the colours of its face, where it foams, its flow lines and its foam.

Everything here is worked out once per clip. Knows no frame and no time.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.drawing.noise import as_bytes, tile_noise, value_noise
from kinora.engines.previs.drawing.palette import Colour, bgr, mix, scaled
from kinora.engines.previs.setting import Setting

COLUMNS, ROWS = 420, 240
"""The face's plate: from LEFT to RIGHT frame widths, and from the crest down to 720 units under it."""
LEFT, RIGHT = -0.1, 1.1
LINE_COLUMNS = 512
"""Flow lines repeat after this many columns."""
LEVEL = 128
TILE = 256
"""Foam repeats after this many texels, of two units each."""

_Bytes = NDArray[np.uint8]
_Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Water:
    """A wave's colours at one hour: foot, face, and where light shines through; its foam in shade and in light."""

    deep: Colour
    body: Colour
    thin: Colour
    foam_shade: Colour
    foam: Colour


_WATERS = {
    "day": Water((6, 66, 122), (12, 138, 178), (140, 240, 214), (158, 208, 228), (253, 254, 255)),
    "sunset": Water((30, 34, 96), (14, 108, 142), (138, 226, 190), (218, 188, 196), (255, 243, 230)),
    "sunrise": Water((24, 66, 120), (44, 138, 160), (236, 230, 176), (208, 184, 196), (255, 248, 238)),
    "night": Water((5, 14, 42), (12, 48, 92), (92, 160, 196), (62, 84, 134), (176, 198, 232)),
    "dusk": Water((22, 26, 82), (44, 78, 140), (204, 172, 196), (150, 142, 190), (232, 216, 234)),
}


def water_of(setting: Setting) -> Water:
    """The hour's colours; under clouds they are greyer."""
    water = _WATERS[setting.scene.time]
    if not setting.is_overcast:
        return water
    grey = scaled(setting.palette.haze, 0.62)
    return Water(
        mix(water.deep, scaled(grey, 0.5), 0.4),
        mix(water.body, scaled(grey, 0.8), 0.4),
        mix(water.thin, grey, 0.45),
        mix(water.foam_shade, grey, 0.4),
        mix(water.foam, setting.palette.haze, 0.3),
    )


def face_plate(setting: Setting) -> _Bytes:
    """The face's colours in three channels and its readiness to foam in the fourth."""
    depth = np.linspace(0, 1, ROWS, dtype=np.float32)[:, None]
    across = np.linspace(LEFT, RIGHT, COLUMNS, dtype=np.float32)[None]
    fall = _fall(setting, across)
    lip = _lip(fall)
    colour = _colours(setting, depth, across, fall, lip)
    ready = _readiness(depth, across, fall, lip)
    return np.concatenate([np.clip(colour, 0, 255), np.clip(ready, 0, 235)[..., None]], axis=2).astype(np.uint8)


def _fall(setting: Setting, across: _Floats) -> _Floats:
    """How far the lip has fallen: 0 where it begins to throw, 1 where it lands."""
    shape = min(max(setting.width / setting.height, 0.9), 2.4)
    return np.asarray((across - 0.56) / (0.40 * (1.78 / shape) ** 0.6), np.float32)


def _lip(fall: _Floats) -> _Floats:
    """How far under the crest the falling lip reaches."""
    return np.asarray(0.40 * np.clip(fall, 0, 1.3) ** 1.9, np.float32)


def _colours(setting: Setting, depth: _Floats, across: _Floats, fall: _Floats, lip: _Floats) -> _Floats:
    water = water_of(setting)
    deep, body, thin = (np.array(bgr(one), np.float32) for one in (water.deep, water.body, water.thin))
    share = np.exp(-depth * 2.5)[..., None]
    colour = deep * (1 - share) + body * share
    # Thinnest, and brightest against the light, where it is about to break.
    window = np.exp(-(((across - 0.66) / 0.26) ** 2))
    light = np.exp(-depth * 6.5) * (0.22 + 0.74 * window)
    colour = colour * (1 - light[..., None]) + thin * light[..., None]
    colour = _mirrored(setting, colour, depth, across)
    # Under the thrown lip it is hollow and dark; the lip itself is a bright curtain.
    under = np.clip((depth - lip) / (0.05 + 0.20 * np.clip(fall, 0, 1)), 0, 3)
    hollow = 0.66 * np.exp(-(under**1.4)) * np.clip(fall * 2.2, 0, 1) * (depth > lip)
    colour *= (1 - hollow)[..., None]
    curtain = np.clip((lip - depth) / 0.02, 0, 1) * np.clip(fall * 4, 0, 1)
    threads = value_noise(setting.stream("curtain"), 1, COLUMNS, cells=90, octaves=2)
    fallen = np.clip(depth / np.maximum(lip, 0.01), 0, 1)
    sheet = thin * (0.60 + 0.40 * fallen + 0.11 * threads * fallen)[..., None]
    sheet = sheet + (np.array(bgr(water.foam), np.float32) - sheet) * (0.5 * fallen**3)[..., None]
    return np.asarray(colour * (1 - 0.72 * curtain[..., None]) + sheet * 0.72 * curtain[..., None], np.float32)


def _mirrored(setting: Setting, colour: _Floats, depth: _Floats, across: _Floats) -> _Floats:
    """The sky's glow on the flat water at the foot, most of it under the sun."""
    palette = setting.palette
    sheen = np.array(bgr(mix(palette.horizon, palette.sun, 0.25)), np.float32)
    toward = np.exp(-(((across - setting.sun[0] / setting.width) / 0.24) ** 2))
    low = np.clip((depth - 0.02) / 0.30, 0, 1) * np.exp(-depth * 1.8)
    strength = (0.10 if setting.is_overcast else 0.46) * low * toward
    return np.asarray(colour * (1 - 0.5 * strength[..., None]) + 0.75 * sheen * strength[..., None], np.float32)


def _readiness(depth: _Floats, across: _Floats, fall: _Floats, lip: _Floats) -> _Floats:
    held = np.clip(fall, 0, 1)
    crest = 130 * np.exp(-depth / (0.008 + 0.022 * held)) * np.clip((across - 0.34) / 0.25, 0, 1)
    edge = 190 * np.exp(-(((depth - lip) / (0.012 + 0.050 * held)) ** 2)) * np.clip(fall * 2.4, 0, 1)
    sheet = (44 + 58 * held**2) * (depth < lip) * np.clip(fall * 2, 0, 1)
    # White water where the lip lands, and behind it everything.
    foot = 0.92 - 0.74 * np.clip((depth - 0.42) / 0.48, 0, 1) + 0.16 * np.clip((0.40 - depth) / 0.4, 0, 1)
    white = 235 * np.clip((fall - foot) / 0.30 + 0.25, 0, 1)
    burst = 225 * np.exp(-(((fall - 0.98) / 0.24) ** 2 + ((depth - 0.43) / 0.12) ** 2))
    lace = 66 * np.clip((fall - foot + 0.75) / 0.75, 0, 1) * np.clip((depth - lip - 0.10) / 0.25, 0, 1)
    return np.asarray(np.maximum.reduce([crest, edge, sheet, white, burst, lace]), np.float32)


def flow_lines(setting: Setting) -> _Bytes:
    """Long curved bands of water that is drawn up the face: upright under the crest, flat at the foot.

    To be added to the face's plate, LEVEL standing for nothing.
    """
    noise = tile_noise(setting.stream("flow"), 256, cells=8, octaves=4)
    depth = np.linspace(0, 1, ROWS, dtype=np.float32)[:, None]
    column = np.arange(LINE_COLUMNS, dtype=np.float32)[None]
    per_width = COLUMNS / (RIGHT - LEFT) * 1280.0 * setting.unit / setting.width
    bent = column + (0.16 * depth + 0.85 * depth**2) * per_width
    rows = np.repeat(depth * 15, LINE_COLUMNS, axis=1)
    lines = cv2.remap(noise, bent * np.float32(1.0), rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)
    fade = np.clip(depth / 0.06, 0, 1) * (1.0 - 0.55 * depth)
    water = water_of(setting)
    gleam = np.array(bgr(mix(water.thin, setting.palette.horizon, 0.5)), np.float32) / 255 * 0.5
    level = 44.0 * np.asarray(lines * fade, np.float32)
    light, dark = np.clip(level - 18, 0, None)[..., None], np.clip(-level - 16, 0, None)[..., None]
    colour = LEVEL + light * gleam - dark * np.array([0.30, 0.30, 0.24], np.float32)
    still = np.full_like(light, LEVEL)
    once = np.clip(np.rint(np.concatenate([colour, still], axis=2)), 0, 255).astype(np.uint8)
    return np.concatenate([once, once[:, : COLUMNS + 2]], axis=1)


def foam_tile(setting: Setting) -> _Bytes:
    """Foam as a tile that repeats four times each way: its colours in three channels, its thickness in the fourth.

    Repeated here, because a remap that has to wrap takes three times as long.
    """
    chance = setting.stream("foam")
    puffs = _standard(np.abs(tile_noise(chance, TILE, cells=8, octaves=5)))
    step = 2 if setting.sun[0] > setting.width / 2 else -2
    light = cv2.blur(puffs, (3, 3)) - cv2.blur(np.roll(puffs, (4, -step), axis=(0, 1)), (5, 5))
    large = tile_noise(chance, TILE, cells=4, octaves=2)
    share = np.clip(0.66 + 0.20 * _standard(np.asarray(light, np.float32)) + 0.16 * large, 0, 1)[..., None]
    water = water_of(setting)
    shade, foam = np.array(bgr(water.foam_shade), np.float32), np.array(bgr(water.foam), np.float32)
    grain = tile_noise(chance, TILE, cells=64, octaves=2)
    thick = as_bytes(np.asarray(puffs + 0.22 * grain, np.float32))[..., None]
    colours = (shade * (1 - share) + foam * share).astype(np.uint8)
    return np.tile(np.concatenate([colours, thick], axis=2), (4, 4, 1))


def _standard(noise: _Floats) -> _Floats:
    return np.asarray((noise - noise.mean()) / noise.std(), np.float32)
