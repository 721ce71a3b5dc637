"""Looks made with a brush: watercolour, oil, pastel. Faces survive: detail is kept where the picture has any."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np

from kinora.engines.previs.drawing.noise import value_noise
from kinora.engines.previs.drawing.pixels import less
from kinora.engines.previs.stage.styles.pieces import strokes
from kinora.engines.previs.stage.styles.plates import (
    Frame,
    chance_of,
    chosen,
    contours,
    grey_of,
    grown,
    halved,
    odd,
    paper,
    saturated,
    soft,
    table,
    times,
    toned,
    unit_of,
    wavering,
)


def watercolor(frame: Frame, index: int, seed: int) -> Frame:
    """Flat washes with wavering borders, pigment gathered along them, rough paper that stays white at its edge."""
    unit = unit_of(frame)
    height, width = frame.shape[:2]
    half = halved(frame)
    flat = cv2.medianBlur(cv2.medianBlur(half, odd(2.5 * unit)), odd(4 * unit))
    wash = wavering(np.asarray(flat, np.uint8), seed, 1.1 * unit)
    around = soft(wash, max(0.8, 3.4 * unit))
    gathered = cv2.addWeighted(wash, 1.65, around, -0.65, 0)
    clear = toned(saturated(np.asarray(gathered, np.uint8), 1.22), _wash_levels())
    painted = times(grown(clear, frame), _sheet(height, width, seed))
    # Eyes and mouths are dark, fine lines: a painter sets them last, with the tip of the brush.
    fine = contours(grey_of(frame), max(0.8, 1.6 * unit), 3.0, 7)
    ink = cv2.merge([cv2.convertScaleAbs(fine, alpha=-a, beta=255) for a in (0.52, 0.62, 0.60)])
    drawn = times(painted, np.asarray(ink, np.uint8))
    return np.asarray(cv2.max(drawn, _bare_edge(height, width, seed)), np.uint8)


@lru_cache(maxsize=1)
def _wash_levels() -> Frame:
    level = np.arange(256.0)
    return table(62 + level * 0.80)


@lru_cache(maxsize=2)
def _sheet(height: int, width: int, seed: int) -> Frame:
    """Paper whose pigment has settled unevenly."""
    pool = value_noise(chance_of(seed, "pool"), height, width, cells=6, octaves=5)
    plate = paper(height, width, seed).astype(np.float32) * np.clip(1.01 + 0.035 * pool[..., None], 0.86, 1.05)
    return np.asarray(np.clip(plate, 0, 255), np.uint8)


@lru_cache(maxsize=2)
def _bare_edge(height: int, width: int, seed: int) -> Frame:
    """White where no brush went: a ragged rim all round."""
    chance = chance_of(seed, "rim")
    rough = value_noise(chance, height, width, cells=14, octaves=4)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    inside = np.minimum(np.minimum(x, width - 1 - x), np.minimum(y, height - 1 - y))
    rim = max(2.0, 0.020 * min(height, width))
    bare = np.clip((rim * (1 + 0.45 * rough) - inside) / max(1.0, rim * 0.25), 0, 1)
    sheet = paper(height, width, seed).astype(np.float32)
    return np.asarray(sheet * bare[..., None], np.uint8)


def oil(frame: Frame, index: int, seed: int) -> Frame:
    """Thick strokes, broad in calm parts and fine where something is to be seen, with light on their ridges."""
    unit = unit_of(frame)
    height, width = frame.shape[:2]
    rich = saturated(frame, 1.28)
    broad = strokes(height, width, seed, max(6, round(30 * unit)), max(3, round(9 * unit)), 1.0)
    fine = strokes(height, width, seed, max(4, round(10 * unit)), max(2, round(4 * unit)), 0.55)
    coarse = broad.lit(broad.of(soft(rich, 2.4 * unit)))
    close = fine.lit(fine.of(soft(rich, 0.9 * unit)))
    return toned(chosen(coarse, close, fine.of(detail(frame))), _varnish())


@lru_cache(maxsize=1)
def _varnish() -> Frame:
    level = np.linspace(0, 1, 256)
    curve = level * 0.72 + 0.28 * level * level * (3 - 2 * level)
    return table(255 * np.stack([curve * 0.95, curve * 0.995 + 0.01, curve * 1.01 + 0.015], axis=-1))


def detail(frame: Frame) -> Frame:
    """Where the picture has something to say, 0..255: fine edges, gathered into soft patches."""
    unit = unit_of(frame)
    small = halved(grey_of(frame), 4)
    edges = cv2.morphologyEx(small, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    patches = soft(
        np.asarray(cv2.convertScaleAbs(less(np.asarray(edges, np.uint8), 10), alpha=7.0), np.uint8), 3.2 * unit + 0.6
    )
    return grown(np.asarray(cv2.convertScaleAbs(patches, alpha=1.9), np.uint8), frame)


def pastel(frame: Frame, index: int, seed: int) -> Frame:
    """Soft sticks on toned paper: pale, chalky colours in short strokes, no blacks."""
    unit = unit_of(frame)
    height, width = frame.shape[:2]
    marks = strokes(height, width, seed, max(5, round(16 * unit)), max(2, round(4 * unit)), 0.32)
    pale = toned(saturated(frame, 1.5), _pale_levels())
    rubbed = marks.lit(marks.of(soft(pale, 1.4 * unit)))
    close = chosen(rubbed, pale, marks.of(detail(frame)))
    return times(close, paper(height, width, seed, 6.0))


@lru_cache(maxsize=1)
def _pale_levels() -> Frame:
    level = np.linspace(0, 1, 256) ** 0.8
    return table(255 * np.stack([0.26 + 0.75 * level, 0.25 + 0.76 * level, 0.29 + 0.73 * level], axis=-1))
