"""Looks built of matter: pixels, stones, facets, layers of paper, modelling clay."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np

from kinora.engines.previs.drawing.noise import value_noise
from kinora.engines.previs.drawing.pixels import less
from kinora.engines.previs.stage.styles.painted import detail
from kinora.engines.previs.stage.styles.pieces import facets, tiles
from kinora.engines.previs.stage.styles.plates import (
    Frame,
    chance_of,
    chosen,
    contours,
    grey_of,
    grey_picture,
    grown,
    halved,
    inked,
    odd,
    paper,
    saturated,
    soft,
    table,
    times,
    toned,
    unit_of,
)

_ROWS = 120  # of large pixels, as the small consoles had


def pixel(frame: Frame, index: int, seed: int) -> Frame:
    """Large pixels in few colours, dithered, with dark outlines."""
    height, width = frame.shape[:2]
    block = max(2, round(min(height, width) / _ROWS))
    rows, columns = -(-height // block), -(-width // block)
    whole = cv2.copyMakeBorder(frame, 0, rows * block - height, 0, columns * block - width, cv2.BORDER_REPLICATE)
    small = np.asarray(cv2.resize(whole, (columns, rows), interpolation=cv2.INTER_AREA), np.uint8)
    lines = contours(grey_of(small), 0.9, 4.0, 7)
    shaken = cv2.add(saturated(small, 1.35), _dither(rows, columns))
    few = toned(np.asarray(cv2.subtract(shaken, np.full_like(small, 10)), np.uint8), _console_levels())
    drawn = inked(few, lines, 0.72)
    blown = cv2.resize(drawn, (columns * block, rows * block), interpolation=cv2.INTER_NEAREST)
    return np.ascontiguousarray(np.asarray(blown, np.uint8)[:height, :width])


@lru_cache(maxsize=2)
def _dither(rows: int, columns: int) -> Frame:
    pattern = np.array([[0, 10], [15, 5]], np.uint8)
    plate = np.tile(pattern, (rows // 2 + 1, columns // 2 + 1))[:rows, :columns]
    return np.repeat(plate[..., None], 3, axis=2)


@lru_cache(maxsize=1)
def _console_levels() -> Frame:
    return table(np.rint(np.arange(256.0) / 255 * 7) / 7 * 255)


def mosaic(frame: Frame, index: int, seed: int) -> Frame:
    """Stones in mortar."""
    unit = unit_of(frame)
    stones = tiles(*frame.shape[:2], seed, max(4, round(11 * unit)))
    return stones.lit(stones.of(soft(saturated(frame, 1.3), 1.8 * unit)))


def low_poly(frame: Frame, index: int, seed: int) -> Frame:
    """Facets: large ones in calm parts, small ones where something is to be seen."""
    unit = unit_of(frame)
    height, width = frame.shape[:2]
    rich = saturated(frame, 1.2)
    coarse = facets(height, width, seed, max(8, round(46 * unit)))
    fine = facets(height, width, seed, max(4, round(12 * unit)))
    calm = coarse.lit(coarse.of(soft(rich, 7 * unit)))
    # Which facets give way is decided facet by facet, or their edges would show through each other.
    return chosen(calm, fine.lit(fine.of(soft(rich, 1.6 * unit))), fine.of(detail(frame)))


def paper_cut(frame: Frame, index: int, seed: int) -> Frame:
    """Sheets of coloured paper laid over each other: flat tones, each casting a shadow on the one below."""
    unit = unit_of(frame)
    height, width = frame.shape[:2]
    half = halved(frame)
    calm = cv2.medianBlur(cv2.medianBlur(half, odd(3 * unit)), odd(4 * unit))
    flat = toned(saturated(np.asarray(calm, np.uint8), 1.3), _sheet_levels())
    sheets = toned(grey_of(np.asarray(calm, np.uint8)), _layer_levels())
    shift = max(1, round(2.2 * unit))
    move = np.array([[1, 0, shift], [0, 1, shift]], np.float32)
    size = (sheets.shape[1], sheets.shape[0])
    above = cv2.warpAffine(sheets, move, size, flags=cv2.INTER_NEAREST, borderMode=cv2.BORDER_REPLICATE)
    shade = soft(np.asarray(cv2.subtract(above, sheets), np.uint8), 1.6 * unit)
    edge = cv2.subtract(sheets, above)
    shaded = cv2.subtract(flat, grey_picture(np.asarray(cv2.convertScaleAbs(shade, alpha=1.5), np.uint8)))
    rimmed = cv2.add(shaded, grey_picture(np.asarray(cv2.convertScaleAbs(edge, alpha=0.4), np.uint8)))
    fine = inked(
        grown(np.asarray(rimmed, np.uint8), frame), contours(grey_of(frame), max(0.8, 1.8 * unit), 5.0, 12), 0.5
    )
    return times(fine, paper(height, width, seed, 6.5))


@lru_cache(maxsize=1)
def _sheet_levels() -> Frame:
    level = np.arange(256.0)
    return table((np.rint(level / 255 * 6) / 6 * 0.86 + level / 255 * 0.14) * 236 + 19)


@lru_cache(maxsize=1)
def _layer_levels() -> Frame:
    return table(np.floor(np.arange(256.0) / 256 * 6) * 42)


def clay(frame: Frame, index: int, seed: int) -> Frame:
    """Modelling clay: soft, bulging shapes with a dull shine and the marks of fingers."""
    unit = unit_of(frame)
    half = halved(frame)
    calm = np.asarray(cv2.medianBlur(cv2.medianBlur(half, odd(3 * unit)), odd(3 * unit)), np.uint8)
    body = saturated(calm, 1.3)
    grey = grey_of(calm)
    height = cv2.addWeighted(soft(grey, 2.0 * unit), 0.55, soft(grey, 5.5 * unit), 0.45, 0)
    reach = max(1, round(2.0 * unit))
    move = np.array([[1, 0, reach], [0, 1, reach]], np.float32)
    size = (grey.shape[1], grey.shape[0])
    moved = cv2.warpAffine(height, move, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    light = cv2.addWeighted(height, 2.3, moved, -2.3, 128)
    formed = cv2.multiply(body, grey_picture(np.asarray(light, np.uint8)), scale=1 / 122.0)
    shine = cv2.convertScaleAbs(less(np.asarray(light, np.uint8), 158), alpha=0.75)
    shiny = cv2.add(np.asarray(formed, np.uint8), grey_picture(np.asarray(shine, np.uint8)))
    whole = grown(np.asarray(shiny, np.uint8), frame)
    touched = cv2.multiply(whole, _fingers(*frame.shape[:2], seed), scale=1 / 128.0)
    fine = contours(grey_of(frame), max(0.8, 2.0 * unit), 3.0, 10)
    return inked(np.asarray(touched, np.uint8), fine, 0.45)


@lru_cache(maxsize=2)
def _fingers(height: int, width: int, seed: int) -> Frame:
    """Dents and the whorls of finger tips, as light round 128."""
    chance = chance_of(seed, "fingers")
    dents = value_noise(chance, height, width, cells=16, octaves=3)
    phase = value_noise(chance, height, width, cells=9, octaves=1) * 16
    whorls = np.sin(phase + dents) * np.clip(value_noise(chance, height, width, cells=12, octaves=1) - 0.4, 0, 1)
    slope = np.asarray(cv2.Sobel(dents, cv2.CV_32F, 1, 1, ksize=3), np.float32)
    slope /= max(1e-6, float(slope.std()))
    light = 128 + 4.5 * slope + 3 * dents + 9 * whorls
    return np.repeat(np.clip(light, 70, 190).astype(np.uint8)[..., None], 3, axis=2)
