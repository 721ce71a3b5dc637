"""What a lens does to a drawn picture: soft focus, a turned camera, the smear of a quick pan. Knows no scene."""

from __future__ import annotations

import math

import cv2
import numpy as np

from kinora.engines.previs.camera import View
from kinora.engines.previs.setting import Frame

_SEEN = 0.02
"""Less than this much blur or this many degrees is left out."""


def soften(picture: Frame, strength: float) -> Frame:
    """Out of focus, strength 0..1: small and large again, with a blur between."""
    if strength < _SEEN:
        return picture
    height, width = picture.shape[:2]
    reach = strength * height * 0.011
    share = 1.0 if reach < 1.2 else 0.5 if reach < 3.0 else 0.25
    size = max(8, round(width * share)), max(8, round(height * share))
    small = picture if share == 1.0 else cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(small, (0, 0), max(0.3, reach * share))
    if share == 1.0:
        return np.asarray(soft, np.uint8)
    return np.asarray(cv2.resize(soft, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


def softened_before(behind: Frame, whole: Frame, strength: float) -> Frame:
    """`whole` with only that out of focus that is not in `behind`."""
    if strength < _SEEN:
        return whole
    height, width = whole.shape[:2]
    half = max(1, width // 2), max(1, height // 2)  # what is out of focus has no fine edge
    small = [cv2.resize(one, half, interpolation=cv2.INTER_LINEAR) for one in (whole, behind)]
    differs = cv2.cvtColor(cv2.absdiff(small[0], small[1]), cv2.COLOR_BGR2GRAY)
    _, mask = cv2.threshold(differs, 1, 255, cv2.THRESH_BINARY)
    reach = max(1, round(strength * height * 0.0055))
    cover = cv2.blur(cv2.dilate(mask, np.ones((3, 3), np.uint8)), (2 * reach + 1, 2 * reach + 1))
    soft = soften(whole, strength)
    share = cv2.resize(cv2.merge([cover, cover, cover]), (width, height), interpolation=cv2.INTER_LINEAR)
    kept = cv2.multiply(behind, cv2.bitwise_not(share), scale=1 / 255.0)
    return np.asarray(cv2.add(kept, cv2.multiply(soft, share, scale=1 / 255.0)), np.uint8)


def turned(picture: Frame, view: View) -> Frame:
    """Rolled, tilted and smeared as the view has it; the same picture where it has nothing of that."""
    if abs(view.keystone) >= _SEEN:
        picture = _keystoned(picture, view.keystone)
    if abs(view.roll) >= _SEEN:
        picture = _rolled(picture, view.roll)
    if view.blur >= _SEEN:
        reach = max(1, round(view.blur * picture.shape[1] * 0.075))
        picture = np.asarray(cv2.blur(picture, (2 * reach + 1, 1)), np.uint8)
    return picture


def _keystoned(picture: Frame, strength: float) -> Frame:
    """Upright lines part upwards (above 0) or downwards, the narrower side as wide as before."""
    height, width = picture.shape[:2]
    cut = width * abs(strength) / (1.0 + abs(strength)) / 2
    above, below = (cut, 0.0) if strength > 0 else (0.0, cut)
    seen = np.array([[above, 0], [width - above, 0], [width - below, height], [below, height]], np.float32)
    frame = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(seen, frame)
    return np.asarray(cv2.warpPerspective(picture, matrix, (width, height), flags=cv2.INTER_LINEAR), np.uint8)


def _rolled(picture: Frame, degrees: float) -> Frame:
    """Turned clockwise, just large enough to fill its frame."""
    height, width = picture.shape[:2]
    sine, cosine = abs(math.sin(math.radians(degrees))), abs(math.cos(math.radians(degrees)))
    zoom = cosine + sine * max(width / height, height / width)
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, zoom)
    flags = cv2.INTER_LINEAR
    return np.asarray(
        cv2.warpAffine(picture, matrix, (width, height), flags=flags, borderMode=cv2.BORDER_REFLECT), np.uint8
    )
