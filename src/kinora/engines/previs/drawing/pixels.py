"""Two byte operations that OpenCV has no fast word for: a mask in a colour, and one picture over another by a mask."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]


def tint(mask: Bytes, *channels: float) -> Bytes:
    """A one-channel mask as a picture, each channel the mask times its factor (1.0 keeps it)."""
    # cv2.transform does the same in one call and takes four times as long.
    return np.asarray(cv2.merge([cv2.convertScaleAbs(mask, alpha=channel) for channel in channels]), np.uint8)


def over(behind: Bytes, before: Bytes, cover: Bytes) -> Bytes:
    """`before` over `behind` where the one-channel `cover` is 255, mixed where it is between."""
    thick = cv2.merge([cover, cover, cover])
    kept = cv2.multiply(behind, cv2.bitwise_not(thick), scale=1 / 255.0)
    return np.asarray(cv2.add(kept, cv2.multiply(before, thick, scale=1 / 255.0)), np.uint8)


def less(picture: Bytes, level: int) -> Bytes:
    """The picture minus a level, held at zero."""
    return np.asarray(cv2.LUT(picture, _less_table(level)), np.uint8)


@lru_cache(maxsize=16)
def _less_table(level: int) -> Bytes:
    return np.maximum(np.arange(256) - level, 0).astype(np.uint8)
