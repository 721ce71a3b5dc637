"""Value noise for clouds, water, foam and paper. Drawn once per clip, never per frame."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray


def value_noise(
    chance: np.random.Generator, height: int, width: int, *, cells: int, octaves: int = 5
) -> NDArray[np.float32]:
    """Smooth noise (height, width) with mean 0 and deviation 1; `cells` bumps across the width in the first octave."""
    total = np.zeros((height, width), np.float32)
    weight = 1.0
    for _ in range(octaves):
        rows = max(2, round(cells * height / width))
        grid = chance.random((rows + 1, cells + 1), dtype=np.float32)
        total += weight * np.asarray(cv2.resize(grid, (width, height), interpolation=cv2.INTER_CUBIC), np.float32)
        weight, cells = weight * 0.52, cells * 2
    return _standardised(total)


def tile_noise(chance: np.random.Generator, size: int, *, cells: int, octaves: int = 5) -> NDArray[np.float32]:
    """As value_noise, square and repeating without a seam. `size` is a power of two, `cells` too."""
    total = np.zeros((size, size), np.float32)
    weight = 1.0
    for _ in range(octaves):
        if cells > size:
            break
        grid = chance.random((cells, cells), dtype=np.float32)
        wide = np.pad(grid, 2, mode="wrap")
        step = size // cells
        blown = cv2.resize(wide, None, fx=step, fy=step, interpolation=cv2.INTER_CUBIC)
        total += weight * np.asarray(blown[2 * step : 2 * step + size, 2 * step : 2 * step + size], np.float32)
        weight, cells = weight * 0.52, cells * 2
    return _standardised(total)


def as_bytes(noise: NDArray[np.float32], *, spread: float = 50.0) -> NDArray[np.uint8]:
    """Noise of deviation 1 as bytes around 128."""
    return np.asarray(np.clip(128.0 + spread * noise, 0, 255), np.uint8)


def _standardised(noise: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray((noise - noise.mean()) / max(float(noise.std()), 1e-6), np.float32)
