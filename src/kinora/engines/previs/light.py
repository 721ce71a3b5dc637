"""How a drawn tile meets the scene's light: ambient tint, rim light, shade, contact shadow. Everything in bytes."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.palette import Palette, bgr, mix
from kinora.engines.previs.pixels import tint
from kinora.engines.previs.setting import Frame


def lit(tile: NDArray[np.uint8], palette: Palette, sun_side: float, reach: float) -> NDArray[np.uint8]:
    """A premultiplied BGRA tile in this light, as a new one. sun_side: -1 or 1. reach: the rim's width in pixels."""
    alpha = np.ascontiguousarray(tile[:, :, 3])
    tinted = _tinted(tile, alpha, palette)
    small = max(1, round(reach))
    shade = _edge(alpha, -sun_side * small * 2.6, small * 1.4)
    darker = cv2.subtract(tinted, tint(shade, 0.23, 0.20, 0.18, 0.0))
    rim = _edge(alpha, sun_side * small, -small * 0.8)
    strength = palette.rim_strength
    blue, green, red = bgr(palette.rim)
    light = tint(rim, blue / 255 * strength, green / 255 * strength, red / 255 * strength, 0.0)
    return np.asarray(cv2.min(cv2.add(darker, light), cv2.merge([alpha, alpha, alpha, alpha])), np.uint8)


def _tinted(tile: NDArray[np.uint8], alpha: NDArray[np.uint8], palette: Palette) -> NDArray[np.uint8]:
    if palette.ambience <= 0.0:
        return tile
    ambient = mix(palette.ambient, palette.rim, 0.12)
    strength = palette.ambience * 0.85
    blue, green, red = bgr(ambient)
    wash = tint(alpha, blue / 255, green / 255, red / 255, 1.0)
    return np.asarray(cv2.addWeighted(tile, 1.0 - strength, wash, strength, 0.0), np.uint8)


def _edge(alpha: NDArray[np.uint8], dx: float, dy: float) -> NDArray[np.uint8]:
    """The part of a shape that a copy moved by (-dx, -dy) does not cover, softened: its border towards (dx, dy)."""
    move = np.array([[1, 0, -dx], [0, 1, -dy]], np.float32)
    height, width = alpha.shape
    moved = cv2.warpAffine(alpha, move, (width, height), flags=cv2.INTER_NEAREST)
    size = 2 * max(1, round(abs(dx) * 0.7)) + 1
    border = cv2.blur(cv2.subtract(alpha, moved), (size, size))
    return np.asarray(cv2.min(border, alpha), np.uint8)


def lay(frame: Frame, tile: NDArray[np.uint8], left: int, top: int) -> None:
    """Composite a premultiplied BGRA tile over the frame, its corner at (left, top); parts outside are cut off."""
    height, width = frame.shape[:2]
    x0, y0 = max(left, 0), max(top, 0)
    x1, y1 = min(left + tile.shape[1], width), min(top + tile.shape[0], height)
    if x0 >= x1 or y0 >= y1:
        return
    part = tile[y0 - top : y1 - top, x0 - left : x1 - left]
    behind = frame[y0:y1, x0:x1]
    cover = cv2.bitwise_not(np.ascontiguousarray(part[:, :, 3]))
    kept = cv2.multiply(behind, cv2.merge([cover, cover, cover]), scale=1.0 / 255.0)
    cv2.add(kept, cv2.cvtColor(part, cv2.COLOR_BGRA2BGR), dst=behind)


@lru_cache(maxsize=1)
def _soft_disc() -> NDArray[np.uint8]:
    y, x = np.mgrid[-1:1:64j, -1:1:128j]
    return np.asarray(255 * np.clip(1.0 - np.hypot(x, y), 0, 1) ** 0.8, np.uint8)


def shadow(frame: Frame, x: float, y: float, radius_x: float, radius_y: float, strength: float) -> None:
    """Darken a soft oval of ground. strength: 0..1."""
    left, top, width, height = round(x - radius_x), round(y - radius_y), round(2 * radius_x), round(2 * radius_y)
    x0, y0 = max(left, 0), max(top, 0)
    x1, y1 = min(left + width, frame.shape[1]), min(top + height, frame.shape[0])
    if x0 >= x1 or y0 >= y1:
        return
    disc = np.asarray(cv2.resize(_soft_disc(), (width, height)), np.uint8)[y0 - top : y1 - top, x0 - left : x1 - left]
    keep = cv2.convertScaleAbs(disc, alpha=-strength, beta=255.0)
    part = frame[y0:y1, x0:x1]
    cv2.multiply(part, cv2.merge([keep, keep, keep]), dst=part, scale=1.0 / 255.0)


def glow(frame: Frame, x: float, y: float, radius: tuple[float, float], colour: tuple[float, float, float]) -> None:
    """Add soft light round (x, y) in place. colour: RGB 0..255 at the centre."""
    left, top = round(x - radius[0]), round(y - radius[1])
    width, height = max(2, round(2 * radius[0])), max(2, round(2 * radius[1]))
    x0, y0 = max(left, 0), max(top, 0)
    x1, y1 = min(left + width, frame.shape[1]), min(top + height, frame.shape[0])
    if x0 >= x1 or y0 >= y1:
        return
    disc = np.asarray(cv2.resize(_glow_disc(), (width, height)), np.uint8)[y0 - top : y1 - top, x0 - left : x1 - left]
    part = frame[y0:y1, x0:x1]
    cv2.add(part, tint(np.ascontiguousarray(disc), colour[2] / 255, colour[1] / 255, colour[0] / 255), dst=part)


@lru_cache(maxsize=1)
def _glow_disc() -> NDArray[np.uint8]:
    y, x = np.mgrid[-1:1:64j, -1:1:64j]
    return np.asarray(255 * np.clip(1.0 - np.hypot(x, y), 0, 1) ** 2.0, np.uint8)


class Sprite:
    """A drawn tile that is moved, scaled and turned below the pixel. anchor: the tile's pixel that is set down."""

    def __init__(self, tile: NDArray[np.uint8], anchor: tuple[float, float]) -> None:
        self._tile = tile
        self._anchor = anchor

    def draw(self, frame: Frame, x: float, y: float, scale: float, *, degrees: float = 0.0, flip: bool = False) -> None:
        """Set the anchor down at (x, y) of the frame."""
        high, wide = self._tile.shape[:2]
        matrix = cv2.getRotationMatrix2D(self._anchor, -degrees, scale)
        if flip:
            mirror = np.array([[-1.0, 0.0, 2 * self._anchor[0]], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
            matrix = matrix @ mirror
        matrix[:, 2] += np.array([x - self._anchor[0], y - self._anchor[1]])
        corners = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float64) @ matrix[:, :2].T + matrix[:, 2]
        low = np.maximum(np.floor(corners.min(axis=0)), 0).astype(int)
        top = np.minimum(np.ceil(corners.max(axis=0)), [frame.shape[1], frame.shape[0]]).astype(int)
        if (top <= low).any():
            return
        matrix[:, 2] -= low
        size = (int(top[0] - low[0]), int(top[1] - low[1]))
        moved = cv2.warpAffine(self._tile, matrix, size, flags=cv2.INTER_LINEAR)
        lay(frame, np.asarray(moved, np.uint8), int(low[0]), int(low[1]))
