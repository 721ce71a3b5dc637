"""Fitting a picture into the clip's frame, and the small filters that the picture modes share."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
"""Pixels (height, width, 3), BGR."""
Plane = NDArray[np.float32]
"""One value a pixel, (height, width)."""


def cover(picture: Picture, width: int, height: int) -> Picture:
    """The picture's middle, cropped to the frame's ratio and scaled to fill it exactly. Any size from 1x1."""
    tall, wide = picture.shape[:2]
    if (wide, tall) == (width, height):
        return picture.copy()
    crop_wide = min(wide, max(1, round(tall * width / height)))
    crop_tall = min(tall, max(1, round(wide * height / width)))
    left, top = (wide - crop_wide) // 2, (tall - crop_tall) // 2
    cropped = picture[top : top + crop_tall, left : left + crop_wide]
    method = cv2.INTER_AREA if crop_wide > width else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(cropped, (width, height), interpolation=method), np.uint8)


def small(picture: Picture, pixels: int) -> Picture:
    """The picture shrunk to about this many pixels, keeping its ratio; each side at least 16."""
    height, width = picture.shape[:2]
    scale = (pixels / (width * height)) ** 0.5
    size = (max(16, round(width * scale)), max(16, round(height * scale)))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)


def scaled_plane(plane: Plane, width: int, height: int) -> Plane:
    """A plane stretched to this size."""
    return np.asarray(cv2.resize(plane, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)


def blurred(plane: Plane, sigma: float) -> Plane:
    """Gaussian blur, sigma in pixels."""
    return np.asarray(cv2.GaussianBlur(plane, (0, 0), sigma), np.float32)


def boxed(plane: Plane, radius: int) -> Plane:
    """The mean over a square of 2 * radius + 1 pixels. Works on planes and on pictures of float32."""
    return np.asarray(cv2.blur(plane, (2 * radius + 1, 2 * radius + 1)), np.float32)


def guided(guide: Plane, plane: Plane, *, radius: int, softness: float) -> Plane:
    """`plane` with its edges drawn to those of `guide`: He, Sun and Tang's guided filter, epsilon `softness`."""
    mean_guide, mean_plane = boxed(guide, radius), boxed(plane, radius)
    covariance = boxed(guide * plane, radius) - mean_guide * mean_plane
    variance = boxed(guide * guide, radius) - mean_guide * mean_guide
    slope = np.asarray(covariance / (variance + softness), np.float32)
    offset = mean_plane - slope * mean_guide
    return np.asarray(boxed(slope, radius) * guide + boxed(offset, radius), np.float32)


def softened(picture: NDArray[np.uint8], share: float) -> NDArray[np.uint8]:
    """A picture out of focus: the blur's sigma is a share of its height. Wide blurs are found on a smaller picture."""
    height, width = picture.shape[:2]
    sigma = share * height
    if sigma < 0.4:
        return picture
    shrink = 4 if sigma > 4 and min(width, height) >= 32 else 1
    if shrink == 1:
        return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), np.uint8)
    smaller = cv2.resize(picture, (width // shrink, height // shrink), interpolation=cv2.INTER_AREA)
    blurred_small = cv2.GaussianBlur(smaller, (0, 0), sigma / shrink)
    return np.asarray(cv2.resize(blurred_small, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


def smeared(picture: NDArray[np.uint8], strength: float) -> NDArray[np.uint8]:
    """A picture as a camera sees it that is swept aside: drawn out along the rows. strength: 0..1."""
    reach = round(picture.shape[1] * 0.06 * strength)
    if reach < 2:
        return picture
    return np.asarray(cv2.blur(picture, (reach, 1), borderType=cv2.BORDER_REPLICATE), np.uint8)


def grey(picture: Picture) -> Plane:
    """Luma 0..1."""
    return np.asarray(np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.float32) / 255, np.float32)


def lab(picture: Picture) -> Plane:
    """CIE Lab as OpenCV spells it in 8 bits, but float32: (height, width, 3), 0..255."""
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2LAB), np.float32)
