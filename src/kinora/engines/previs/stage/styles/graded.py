"""Looks made of light alone: grades, glows, toned and broken pictures. No line is drawn and nothing is flattened."""

from __future__ import annotations

import math
from functools import lru_cache

import cv2
import numpy as np

from kinora.engines.previs.drawing.pixels import less
from kinora.engines.previs.stage.styles.plates import (
    Frame,
    chance_of,
    darkened,
    gradient,
    grained,
    grey_of,
    grey_picture,
    grown,
    halved,
    mapped,
    saturated,
    soft,
    table,
    times,
    toned,
    unit_of,
)


def cinematic(frame: Frame, index: int, seed: int) -> Frame:
    """An S-curve, teal shadows, orange lights, weak grain."""
    return grained(toned(frame, _cinema_levels()), index, seed)


@lru_cache(maxsize=1)
def _cinema_levels() -> Frame:
    level = np.linspace(0, 1, 256)
    curve = level * 0.5 + 0.5 * level * level * (3 - 2 * level)
    shadow = (1 - level) ** 3
    blue = curve + 0.036 * shadow - 0.026 * level**2
    return table(255 * np.stack([blue, curve + 0.008 * shadow, curve - 0.018 * shadow + 0.022 * level], axis=-1))


def vintage(frame: Frame, index: int, seed: int) -> Frame:
    """A faded print: lifted blacks, yellow lights, dark corners."""
    return grained(darkened(toned(frame, _vintage_levels()), 0.34), index, seed)


@lru_cache(maxsize=1)
def _vintage_levels() -> Frame:
    faded = 0.07 + 0.86 * np.linspace(0, 1, 256)
    return table(255 * np.stack([faded * 0.80 + 0.03, faded * 0.95, faded * 1.05], axis=-1))


def noir(frame: Frame, index: int, seed: int) -> Frame:
    """Hard black and white."""
    return grained(darkened(grey_picture(toned(grey_of(frame), _noir_levels())), 0.40), index, seed)


@lru_cache(maxsize=1)
def _noir_levels() -> Frame:
    level = np.linspace(0, 1, 256)
    return table(255 * (0.5 + 0.5 * np.tanh((level * 1.06 - 0.5) * 2.4) / np.tanh(1.34)))


def sepia(frame: Frame, index: int, seed: int) -> Frame:
    """An old brown photograph."""
    brown = mapped(grey_of(frame), _sepia_levels())
    return grained(darkened(brown, 0.42), index, seed)


@lru_cache(maxsize=1)
def _sepia_levels() -> Frame:
    return gradient((0.0, "#20120a"), (0.25, "#5a3a20"), (0.6, "#b98d5c"), (0.85, "#ecd2a4"), (1.0, "#fff4da"))


def thermal(frame: Frame, index: int, seed: int) -> Frame:
    """A heat camera: light is hot."""
    heat = grown(soft(halved(grey_of(frame)), 1.2 * unit_of(frame)), frame)
    return mapped(heat, _heat_levels())


@lru_cache(maxsize=1)
def _heat_levels() -> Frame:
    return gradient(
        (0.0, "#03021c"), (0.18, "#26087e"), (0.36, "#96108c"), (0.54, "#ea3438"), (0.72, "#ff9a12"),
        (0.88, "#ffe84a"), (1.0, "#ffffff"),
    )  # fmt: skip


def dreamy(frame: Frame, index: int, seed: int) -> Frame:
    """Soft focus: the picture glows over itself, rosy, with pale shadows."""
    small = halved(frame, 4)
    glow = grown(soft(small, 5.5 * unit_of(frame)), frame)
    # Screening a picture with its own blur is what a mist filter does.
    screened = cv2.bitwise_not(times(np.asarray(cv2.bitwise_not(frame), np.uint8), _thinned(glow)))
    mixed = cv2.addWeighted(np.asarray(screened, np.uint8), 0.72, glow, 0.28, 0)
    return toned(np.asarray(mixed, np.uint8), _dream_levels())


def _thinned(glow: Frame) -> Frame:
    return np.asarray(cv2.convertScaleAbs(glow, alpha=-0.55, beta=255), np.uint8)


@lru_cache(maxsize=1)
def _dream_levels() -> Frame:
    level = np.linspace(0, 1, 256)
    blue, green, red = 0.10 + 0.87 * level, 0.05 + 0.92 * level, 0.09 + 0.93 * level
    return table(255 * np.stack([blue, green, red], axis=-1))


def neon(frame: Frame, index: int, seed: int) -> Frame:
    """A night of coloured light: violet shade, vivid colours, and glowing rims where things stand out."""
    half = halved(frame)
    grey = soft(grey_of(half), 0.9 * unit_of(frame))
    edges = cv2.morphologyEx(grey, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    # Only what stands out from its own neighbourhood glows: windows, leaves and gravel would be one white blaze.
    alone = cv2.subtract(edges, soft(np.asarray(edges, np.uint8), 9 * unit_of(frame)))
    rims = cv2.convertScaleAbs(less(np.asarray(alone, np.uint8), 12), alpha=2.6)
    lit = times(_brightest(half), grey_picture(np.asarray(rims, np.uint8)))
    bright = less(half, 168)
    glow = cv2.addWeighted(soft(lit, 3.5 * unit_of(frame)), 0.9, soft(bright, 14 * unit_of(frame)), 0.7, 0)
    shine = cv2.addWeighted(lit, 0.7, np.asarray(glow, np.uint8), 0.9, 0)
    dark = toned(saturated(frame, 1.45), _dusk_levels())
    return np.asarray(cv2.add(dark, grown(np.asarray(shine, np.uint8), frame)), np.uint8)


def _brightest(small: Frame) -> Frame:
    """Every pixel's hue at full saturation and light; greys become cyan or magenta by their tone."""
    hue, strength, light = cv2.split(cv2.cvtColor(soft(small, 2.0), cv2.COLOR_BGR2HSV))
    vivid = cv2.convertScaleAbs(strength, alpha=1.6, beta=120)
    full = cv2.convertScaleAbs(light, alpha=0.25, beta=200)
    return np.asarray(cv2.cvtColor(cv2.merge([hue, vivid, full]), cv2.COLOR_HSV2BGR), np.uint8)


@lru_cache(maxsize=1)
def _dusk_levels() -> Frame:
    level = np.linspace(0, 1, 256)
    dark = 0.72 * level**1.15
    return table(255 * np.stack([dark * 1.12 + 0.075, dark * 0.74 + 0.008, dark * 1.02 + 0.04], axis=-1))


def vaporwave(frame: Frame, index: int, seed: int) -> Frame:
    """Pink and turquoise, colour fringes, the lines of an old screen."""
    shift = max(1, round(3 * unit_of(frame)))
    dream = mapped(grey_of(frame), _vapor_levels())
    mixed = np.asarray(cv2.addWeighted(dream, 0.62, saturated(frame, 1.5), 0.42, -6), np.uint8)
    return times(_fringed(mixed, shift), _scan_lines(*frame.shape[:2]))


@lru_cache(maxsize=1)
def _vapor_levels() -> Frame:
    return gradient((0.0, "#1b0a45"), (0.25, "#6a1fa0"), (0.5, "#ff4fb4"), (0.74, "#ffa4d8"), (0.88, "#7df3ee"),
                    (1.0, "#f2fffb"))  # fmt: skip


def _fringed(frame: Frame, shift: int) -> Frame:
    blue, green, red = cv2.split(frame)
    sides = _slid(np.asarray(blue, np.uint8), shift), _slid(np.asarray(red, np.uint8), -shift)
    return np.asarray(cv2.merge([sides[0], green, sides[1]]), np.uint8)


def _slid(plane: Frame, shift: int) -> Frame:
    if not shift:
        return plane
    left, right = (shift, 0) if shift > 0 else (0, -shift)
    wide = cv2.copyMakeBorder(plane, 0, 0, left, right, cv2.BORDER_REPLICATE)
    start = 0 if shift > 0 else -shift
    return np.ascontiguousarray(wide[:, start : start + plane.shape[1]])


@lru_cache(maxsize=2)
def _scan_lines(height: int, width: int) -> Frame:
    period = max(2, round(height / 240))
    rows = np.where(np.arange(height) // max(1, period // 2) % 2, 255, 226).astype(np.uint8)
    return np.repeat(np.repeat(rows[:, None], width, axis=1)[..., None], 3, axis=2)


def glitch(frame: Frame, index: int, seed: int) -> Frame:
    """A failing tape: fringes all the time, torn bands now and then. A tear lasts a few frames, as real ones do."""
    unit = unit_of(frame)
    beat = index // 3
    chance = chance_of(seed, f"glitch {beat}")
    wild = chance.random() < 0.5
    shift = max(1, round(unit * (6 + 2 * math.sin(index * 0.4) + (10 if wild else 0))))
    torn = _fringed(frame, shift)
    if wild:
        torn = _banded(torn, chance, unit)
    return times(torn, _scan_lines(*frame.shape[:2]))


def _banded(frame: Frame, chance: np.random.Generator, unit: float) -> Frame:
    height = frame.shape[0]
    torn = frame.copy()
    for _ in range(int(chance.integers(3, 8))):
        top = int(chance.integers(0, height))
        tall = max(2, round(float(chance.uniform(4, 46)) * unit))
        band = np.roll(frame[top : top + tall], round(float(chance.normal(0, 60)) * unit), axis=1)
        kept = int(chance.integers(0, 6))
        if kept < 3:
            band = band.copy()
            band[..., kept] = cv2.convertScaleAbs(np.ascontiguousarray(band[..., kept]), alpha=0.5, beta=70)
        torn[top : top + tall] = band
    return torn


def silhouette(frame: Frame, index: int, seed: int) -> Frame:
    """Shapes in black before a glowing sky: what is darker than the sky of its row is shape."""
    half = halved(frame)
    blue, green, red = cv2.split(half)
    # Twice, since neither sees all: a grey animal before a red sky is as light, an orange one before blue as strong.
    strongest = np.asarray(cv2.max(cv2.max(blue, green), red), np.uint8)
    light = cv2.min(_above_sky(strongest), _above_sky(grey_of(half)))
    bright = np.asarray(cv2.addWeighted(_afterglow(*frame.shape[:2]), 0.68, frame, 0.40, 0), np.uint8)
    lit = times(bright, grey_picture(grown(np.asarray(light, np.uint8), frame)))
    return np.asarray(cv2.add(lit, np.full_like(lit, (24, 10, 13))), np.uint8)


def _above_sky(plane: Frame) -> Frame:
    """255 where the plane is as light as the sky of its row, 0 where it is shape."""
    level = _sky_level(halved(plane))
    ground = cv2.resize(level, (plane.shape[1], plane.shape[0]), interpolation=cv2.INTER_LINEAR)
    smooth = cv2.GaussianBlur(plane, (0, 0), max(0.4, unit_of(plane) * 1.8))
    return np.asarray(cv2.convertScaleAbs(cv2.subtract(smooth, ground), alpha=9.0), np.uint8)


def _sky_level(light: Frame) -> Frame:
    """The level below which a row shows shapes. Down to the brightest row it is the sky's own; below, it stays high."""
    rows = np.percentile(light, 66, axis=1).astype(np.float32)
    smooth = np.asarray(cv2.GaussianBlur(rows[:, None], (1, 0), 0.02 * len(rows) + 0.5), np.float32)[:, 0]
    peak = int(np.argmax(smooth))
    smooth[peak:] = smooth[peak]
    return np.repeat(np.clip(smooth * 0.84 - 10, 0, 255).astype(np.uint8)[:, None], light.shape[1], axis=1)


@lru_cache(maxsize=2)
def _afterglow(height: int, width: int) -> Frame:
    """The sky after the sun has gone: from violet above to yellow below, as a picture."""
    stops = gradient((0.0, "#3a2a78"), (0.3, "#c2486e"), (0.6, "#ff8a4a"), (1.0, "#ffe08a")).reshape(256, 3)
    rows = stops[np.linspace(0, 255, height).astype(np.int32)]
    return np.repeat(rows[:, None], width, axis=1)
