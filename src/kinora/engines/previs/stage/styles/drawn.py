"""Looks drawn with a line: pencil, ink, chalk, white lines on blue, comics and cartoons."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np

from kinora.engines.previs.drawing.pixels import less
from kinora.engines.previs.stage.styles.plates import (
    Frame,
    contours,
    grey_of,
    grey_picture,
    grown,
    halved,
    hatching,
    inked,
    odd,
    paper,
    saturated,
    soft,
    table,
    times,
    toned,
    tooth,
    unit_of,
    wavering,
)


def sketch(frame: Frame, index: int, seed: int) -> Frame:
    """Pencil: fine contours over broad ones, shade hatched one way, deep shade both ways."""
    unit = unit_of(frame)
    height, width = frame.shape[:2]
    grey = grey_of(frame)
    fine = contours(grey, max(0.8, 1.1 * unit), 9.0, 3)
    broad = contours(grey, max(1.2, 3.2 * unit), 4.0, 5)
    lines = cv2.addWeighted(fine, 0.62, broad, 0.5, 0)
    tone = soft(grey, 5 * unit)
    shade = _hatched(tone, hatching(height, width, seed, False), _shade_levels())
    deep = _hatched(tone, hatching(height, width, seed, True), _deep_levels())
    dark = cv2.add(wavering(np.asarray(lines, np.uint8), seed, 1.1 * unit), cv2.addWeighted(shade, 1.0, deep, 0.8, 0))
    light = cv2.convertScaleAbs(cv2.min(np.asarray(dark, np.uint8), np.full_like(dark, 214)), alpha=-1, beta=255)
    sheet = times(grey_picture(np.asarray(light, np.uint8)), paper(height, width, seed))
    return toned(sheet, _graphite_levels())


def _hatched(tone: Frame, strokes: Frame, levels: Frame) -> Frame:
    """Strokes as dark as the tone asks for: a mask."""
    return np.asarray(cv2.multiply(toned(tone, levels), strokes, scale=1 / 190.0), np.uint8)


@lru_cache(maxsize=1)
def _shade_levels() -> Frame:
    return table(110 * np.clip((165 - np.arange(256.0)) / 120, 0, 1) ** 1.1)


@lru_cache(maxsize=1)
def _deep_levels() -> Frame:
    return table(120 * np.clip((92 - np.arange(256.0)) / 80, 0, 1))


@lru_cache(maxsize=1)
def _graphite_levels() -> Frame:
    level = np.arange(256.0)
    return table(np.stack([level * 0.975 + 4, level * 0.99 + 2, level + 1], axis=-1))


def ink(frame: Frame, index: int, seed: int) -> Frame:
    """Brush and ink: a few pale washes, black strokes of uneven breadth, warm paper."""
    unit = unit_of(frame)
    height, width = frame.shape[:2]
    half = grey_of(halved(frame))
    flat = np.asarray(cv2.medianBlur(half, odd(5 * unit)), np.uint8)
    # A second blur over the steps lets the washes run into each other like wet ink.
    wash = wavering(soft(toned(flat, _wash_levels()), 1.6 * unit), seed, 1.8 * unit)
    broad = wavering(contours(half, max(0.8, 1.5 * unit), 8.0, 5), seed, 0.6 * unit)
    fine = contours(grey_of(frame), max(0.8, 1.1 * unit), 6.0, 6)
    dark = cv2.multiply(grown(wash, frame), np.asarray(cv2.bitwise_not(grown(broad, frame)), np.uint8), scale=1 / 255.0)
    drawn = cv2.multiply(dark, np.asarray(cv2.bitwise_not(fine), np.uint8), scale=1 / 255.0)
    return toned(times(grey_picture(np.asarray(drawn, np.uint8)), paper(height, width, seed, 6.0)), _warm_levels())


@lru_cache(maxsize=1)
def _wash_levels() -> Frame:
    level = np.arange(256.0) / 255
    steps = (level > 0.14) * 62.0 + (level > 0.30) * 60 + (level > 0.46) * 48 + (level > 0.66) * 26
    return table(44 + steps * 0.92 + 26 * level)


@lru_cache(maxsize=1)
def _warm_levels() -> Frame:
    level = np.arange(256.0)
    return table(np.stack([level * 0.84 + 14, level * 0.93 + 11, level * 0.98 + 10], axis=-1))


def chalk(frame: Frame, index: int, seed: int) -> Frame:
    """Coloured chalk on a blackboard: light contours and a dusty fill that catches on the board's tooth."""
    unit = unit_of(frame)
    height, width = frame.shape[:2]
    half = halved(frame)
    grey = soft(grey_of(half), 0.9 * unit)
    edges = cv2.morphologyEx(grey, cv2.MORPH_GRADIENT, _cross(unit))
    lines = cv2.convertScaleAbs(less(np.asarray(edges, np.uint8), 12), alpha=7.0)
    pale = cv2.addWeighted(saturated(half, 1.6), 0.5, np.full_like(half, 255), 0.5, 0)
    dust = times(saturated(half, 1.5), grey_picture(toned(grey, _dust_levels())))
    line = times(np.asarray(pale, np.uint8), grey_picture(np.asarray(lines, np.uint8)))
    shaken = wavering(np.asarray(line, np.uint8), seed, 0.7 * unit)
    powder = times(grown(dust, frame), _toothed(height, width, seed))
    drawn = times(grown(shaken, frame), _gritty(height, width, seed))
    return np.asarray(cv2.add(cv2.add(powder, drawn), _blackboard(height, width, seed)), np.uint8)


@lru_cache(maxsize=2)
def _gritty(height: int, width: int, seed: int) -> Frame:
    return grey_picture(np.asarray(cv2.convertScaleAbs(tooth(height, width, seed), alpha=0.6, beta=110), np.uint8))


def _cross(unit: float) -> Frame:
    size = odd(2.4 * unit)
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)), np.uint8)


@lru_cache(maxsize=1)
def _dust_levels() -> Frame:
    return table(20 + 130 * np.clip((np.arange(256.0) - 40) / 190, 0, 1))


@lru_cache(maxsize=2)
def _toothed(height: int, width: int, seed: int) -> Frame:
    return grey_picture(tooth(height, width, seed))


@lru_cache(maxsize=2)
def _blackboard(height: int, width: int, seed: int) -> Frame:
    wiped = soft(tooth(height, width, seed + 1), 9.0).astype(np.float32)[..., None]
    return np.asarray(np.clip(np.array([40, 48, 34]) + (wiped - 175) * 0.3, 0, 255), np.uint8)


def blueprint(frame: Frame, index: int, seed: int) -> Frame:
    """White lines on blue, over a faint grid."""
    unit = unit_of(frame)
    grey = grey_of(frame)
    fine = contours(grey, max(0.8, 1.3 * unit), 10.0, 3)
    broad = contours(grey, max(1.0, 3.0 * unit), 3.0, 6)
    lines = cv2.addWeighted(fine, 0.9, broad, 0.45, 0)
    tone = cv2.convertScaleAbs(soft(grey, 2 * unit), alpha=0.16)
    light = grey_picture(np.asarray(cv2.add(np.asarray(lines, np.uint8), np.asarray(tone, np.uint8)), np.uint8))
    plate = _blue_sheet(*frame.shape[:2], seed)
    shown = cv2.add(times(plate, np.asarray(cv2.bitwise_not(light), np.uint8)), toned(light, _line_levels()))
    return np.asarray(shown, np.uint8)


@lru_cache(maxsize=1)
def _line_levels() -> Frame:
    level = np.arange(256.0)
    return table(np.stack([level, level * 0.97, level * 0.90], axis=-1))


@lru_cache(maxsize=2)
def _blue_sheet(height: int, width: int, seed: int) -> Frame:
    sheet = np.full((height, width, 3), (132, 66, 22), np.float32)
    cell = max(6, round(height / 36))
    for place, light in ((cell, 12), (cell * 5, 22)):
        sheet[::place] += light
        sheet[:, ::place] += light
    return np.asarray(np.clip(sheet * (paper(height, width, seed) / 244.0), 0, 255), np.uint8)


def comic(frame: Frame, index: int, seed: int) -> Frame:
    """Printed comics: few strong colours, dots in the half tones, thick black contours."""
    unit = unit_of(frame)
    height, width = frame.shape[:2]
    smooth = grown(np.asarray(cv2.medianBlur(halved(frame), odd(3 * unit)), np.uint8), frame)
    flat = toned(saturated(smooth, 1.55), _print_levels())
    grey = grey_of(frame)
    tone = soft(grey, 3 * unit)
    dots = cv2.convertScaleAbs(cv2.subtract(_screen(height, width), tone), alpha=4.0)
    printed = inked(flat, np.asarray(dots, np.uint8), 0.30)
    lines = cv2.add(contours(grey, max(1.0, 2.4 * unit), 9.0, 7), contours(grey, max(0.8, 1.2 * unit), 8.0, 9))
    return inked(printed, np.asarray(lines, np.uint8))


@lru_cache(maxsize=1)
def _print_levels() -> Frame:
    level = np.arange(256.0)
    stepped = np.rint(level / 255 * 5) / 5 * 255
    return table((0.72 * stepped + 0.28 * level - 128) * 1.12 + 138)


@lru_cache(maxsize=2)
def _screen(height: int, width: int) -> Frame:
    """A halftone screen at 45 degrees: the threshold of each pixel, dots growing with the dark."""
    pitch = max(3.0, min(height / 720, width / 520) * 8.5)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    across, down = (x + y) * (np.pi * 0.7071 / pitch), (x - y) * (np.pi * 0.7071 / pitch)
    cosine = 0.5 + 0.5 * np.cos(across * 2) * np.cos(down * 2)
    return np.asarray(np.clip(cosine * 190 - 8, 0, 255), np.uint8)


def cartoon(frame: Frame, index: int, seed: int) -> Frame:
    """Stronger colours in fewer tones, with dark contours."""
    unit = unit_of(frame)
    flat = toned(np.asarray(cv2.medianBlur(saturated(frame, 1.18), odd(4 * unit)), np.uint8), _cel_levels())
    grey = grey_of(frame)
    lines = cv2.add(contours(grey, max(0.8, 1.7 * unit), 7.0, 7), contours(grey, max(0.8, 1.0 * unit), 5.0, 9))
    return inked(flat, np.asarray(lines, np.uint8), 0.78)


@lru_cache(maxsize=1)
def _cel_levels() -> Frame:
    level = np.arange(256.0)
    stepped = np.rint(level / 255 * 8) / 8 * 255
    return table((0.66 * stepped + 0.34 * level - 128) * 1.10 + 132)


def anime(frame: Frame, index: int, seed: int) -> Frame:
    """Cel painting: two soft tones a colour, glowing lights, cool shadows, hair-thin dark violet lines."""
    unit = unit_of(frame)
    half = halved(frame)
    smooth = grown(np.asarray(cv2.medianBlur(half, odd(3 * unit)), np.uint8), frame)
    painted = toned(saturated(smooth, 1.45), _anime_levels())
    lights = less(halved(half), 168)
    glow = grown(soft(np.asarray(lights, np.uint8), 5 * unit), frame)
    lit = cv2.addWeighted(painted, 1.0, glow, 0.85, 0)
    lines = contours(grey_of(frame), max(0.8, 1.15 * unit), 8.0, 6)
    through = cv2.merge([cv2.convertScaleAbs(lines, alpha=-a, beta=255) for a in (0.62, 0.80, 0.72)])
    return times(np.asarray(lit, np.uint8), np.asarray(through, np.uint8))


@lru_cache(maxsize=1)
def _anime_levels() -> Frame:
    level = np.linspace(0, 1, 256)
    # A staircase of five broad, soft steps: each rises with a tangent instead of a jump, so nothing flickers.
    phase = level * 4 - np.floor(level * 4)
    soft_step = (np.floor(level * 4) + 0.5 + 0.5 * np.tanh((phase - 0.5) * 5) / np.tanh(2.5)) / 4
    curve = 0.72 * soft_step + 0.28 * level
    shadow = (1 - level) ** 2
    return table(255 * np.stack([curve * 0.97 + 0.075 * shadow + 0.03, curve * 0.99 + 0.02, curve + 0.03], axis=-1))
