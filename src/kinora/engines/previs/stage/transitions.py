"""How one panel turns into the next, and the pulse of a beat: closed forms of pictures and a share. Knows no scene."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from kinora.engines.previs.camera import ease
from kinora.engines.previs.setting import Frame

SECONDS = {"cut": 0.0, "dissolve": 0.5, "fade": 0.6, "wipe": 0.5}
"""How long each takes, half of it before the new panel begins."""
_EDGE = 0.06
_PULSE_SECONDS = 0.25


def _dissolve(one: Frame, other: Frame, share: float) -> Frame:
    return np.asarray(cv2.addWeighted(one, 1.0 - share, other, share, 0.0), np.uint8)


def _fade(one: Frame, other: Frame, share: float) -> Frame:
    """Down to black and up again."""
    if share < 0.5:
        return np.asarray(cv2.convertScaleAbs(one, alpha=1.0 - ease(2.0 * share)), np.uint8)
    return np.asarray(cv2.convertScaleAbs(other, alpha=ease(2.0 * share - 1.0)), np.uint8)


def _wipe(one: Frame, other: Frame, share: float) -> Frame:
    """From the left, with a soft edge."""
    width = one.shape[1]
    edge = ease(share) * (1.0 + 2 * _EDGE) - _EDGE
    across = (np.arange(width, dtype=np.float32) + 0.5) / width
    row = np.clip((edge - across) / _EDGE + 0.5, 0.0, 1.0)
    cover = np.repeat(np.rint(row * 255).astype(np.uint8)[None], one.shape[0], axis=0)
    thick = cv2.merge([cover, cover, cover])
    kept = cv2.multiply(one, cv2.bitwise_not(thick), scale=1 / 255.0)
    return np.asarray(cv2.add(kept, cv2.multiply(other, thick, scale=1 / 255.0)), np.uint8)


_TABLE: dict[str, Callable[[Frame, Frame, float], Frame]] = {"dissolve": _dissolve, "fade": _fade, "wipe": _wipe}


def turned_into(one: Frame, other: Frame, transition: str, share: float) -> Frame:
    """`one` at share 0, `other` at share 1."""
    return _TABLE[transition](one, other, share)


def pulse(time: float, accents: tuple[float, ...]) -> float:
    """How strong the last accent still is, 0..1."""
    strongest = 0.0
    for accent in accents:
        age = time - accent
        if 0.0 <= age < _PULSE_SECONDS:
            strongest = max(strongest, (1.0 - age / _PULSE_SECONDS) ** 2)
    return strongest


def accented(picture: Frame, strength: float) -> Frame:
    """A little nearer and brighter."""
    if strength <= 0.01:
        return picture
    height, width = picture.shape[:2]
    zoom = 1.0 + 0.015 * strength
    matrix = np.array([[zoom, 0, width * (1 - zoom) / 2], [0, zoom, height * (1 - zoom) / 2]], np.float32)
    nearer = cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cv2.convertScaleAbs(nearer, alpha=1.0 + 0.05 * strength, beta=3.0 * strength), np.uint8)
