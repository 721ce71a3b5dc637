"""Reference pictures on stage: the subject cut out and standing in the scene, or the whole picture as a framed card."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.framing import Picture
from kinora.engines.previs.matte import find_matte, sprite
from kinora.engines.previs.palette import Palette, scaled
from kinora.engines.previs.parallax import lay_over, opaque_box
from kinora.engines.previs.scene import Scene
from kinora.engines.previs.setting import Frame, Moment, Setting
from kinora.engines.previs.stage import TextShot
from kinora.spec.media import Strength

MOST_REFERENCES = 3
_HEIGHTS: dict[Strength | None, float] = {"low": 0.36, None: 0.48, "mid": 0.48, "high": 0.60}
_GROUND = 0.84  # frame heights: low enough to stand, high enough to stay when the camera moves in
_PLACES = {1: (0.5,), 2: (0.3, 0.7), 3: (0.2, 0.5, 0.8)}
_BESIDE = {1: (0.2,), 2: (0.16, 0.84), 3: (0.13, 0.5, 0.87)}  # when actors have the middle


@dataclass(frozen=True, slots=True)
class Figure:
    """Something to set on stage. pixels: premultiplied BGRA. height: frame heights. cut: False for a framed card."""

    pixels: NDArray[np.uint8]
    height: float
    cut: bool


def figure(picture: Picture, strength: Strength | None) -> Figure:
    """The picture's subject, or the whole picture as a card when it can't be cut out cleanly."""
    matte = find_matte(picture)
    if matte is None:
        return Figure(_card(picture), _HEIGHTS[strength] * 0.9, cut=False)
    pixels = sprite(picture, matte)
    left, top, right, bottom = opaque_box(pixels)
    return Figure(np.ascontiguousarray(pixels[top:bottom, left:right]), _HEIGHTS[strength], cut=True)


class ReferenceShot(TextShot):
    """A scene with figures among its actors."""

    def __init__(
        self,
        scene: Scene,
        figures: tuple[Figure, ...],
        *,
        width: int,
        height: int,
        seconds: float,
        fps: int,
        seed: int,
    ) -> None:
        super().__init__(scene, width=width, height=height, seconds=seconds, fps=fps, seed=seed)
        places = (_BESIDE if scene.actors else _PLACES)[len(figures)]
        standing = [_Standing(self._setting, one, place) for one, place in zip(figures, places, strict=True)]
        self._layers = [*self._layers, *standing]


class _Standing:
    """One figure on the ground, with its shadow, swaying a little."""

    def __init__(self, setting: Setting, one: Figure, place: float) -> None:
        self._setting = setting
        self._place = place
        self._sway = 1.6 if one.cut else 0.6
        tall, wide = one.pixels.shape[:2]
        size = setting.height * one.height
        widest = setting.width * (0.28 if setting.scene.actors else 0.42)  # it must not fill the stage
        size = min(size, widest * tall / wide)
        width, height = max(2, round(size * wide / tall)), max(2, round(size))
        method = cv2.INTER_AREA if height < tall else cv2.INTER_LINEAR
        shrunk = np.asarray(cv2.resize(one.pixels, (width, height), interpolation=method), np.uint8)
        self._pixels = _lit(shrunk, setting.palette) if one.cut else shrunk
        self._shadow = _shadow(width, max(4, height // 12))

    def draw(self, frame: Frame, moment: Moment) -> None:
        """Draw over the frame, in place."""
        setting = self._setting
        scale, dx, dy = setting.lens(moment.view, 1.0)
        x = setting.width * self._place * scale + dx
        y = setting.height * _GROUND * scale + dy
        half = self._pixels.shape[1] * scale / 2
        x = min(max(x, half), setting.width - half) if half * 2 < setting.width else setting.width / 2
        angle = math.radians(self._sway) * math.sin(1.4 * moment.time + 5 * self._place)
        _stand(frame, self._shadow, x, y + self._shadow.shape[0] * scale / 2, scale, 0.0)
        _stand(frame, self._pixels, x, y, scale, angle)


def _stand(frame: Frame, pixels: NDArray[np.uint8], x: float, y: float, scale: float, angle: float) -> None:
    """Draw premultiplied BGRA with the middle of its lower edge at (x, y), turned by `angle` (radians) around it."""
    tall, wide = pixels.shape[:2]
    cosine, sine = scale * math.cos(angle), scale * math.sin(angle)
    matrix = np.array([[cosine, -sine, x - cosine * wide / 2 + sine * tall], [sine, cosine, 0]], np.float64)
    matrix[1, 2] = y - sine * wide / 2 - cosine * tall
    corners = matrix @ np.array([[0, wide, 0, wide], [0, 0, tall, tall], [1, 1, 1, 1]], np.float64)
    left, top = (max(0, int(value) - 1) for value in corners.min(axis=1))
    right = min(frame.shape[1], int(corners[0].max()) + 2)
    bottom = min(frame.shape[0], int(corners[1].max()) + 2)
    if left >= right or top >= bottom:
        return
    matrix[:, 2] -= (left, top)
    moved = cv2.warpAffine(pixels, matrix, (right - left, bottom - top), flags=cv2.INTER_LINEAR)
    lay_over(frame[top:bottom, left:right], np.asarray(moved, np.uint8))


def _lit(pixels: NDArray[np.uint8], palette: Palette) -> NDArray[np.uint8]:
    """The figure in the scene's ambient light."""
    red, green, blue = scaled(palette.ambient, 0.5)
    alpha = pixels[..., 3:].astype(np.float32) / 255
    light = np.array([blue, green, red], np.float32) * alpha
    share = 0.8 * palette.ambience
    tinted = pixels[..., :3] * (1 - share) + light * share
    return np.dstack([tinted.clip(0, 255).astype(np.uint8), pixels[..., 3]])


def _shadow(width: int, height: int) -> NDArray[np.uint8]:
    plate = np.zeros((height * 3, width, 4), np.uint8)
    centre = (width // 2, height * 3 // 2)
    cv2.ellipse(plate, centre, (max(1, width * 2 // 5), max(1, height // 2)), 0, 0, 360, (0, 0, 0, 120), -1)
    return np.asarray(cv2.GaussianBlur(plate, (0, 0), max(0.8, height / 3)), np.uint8)


def _card(picture: Picture) -> NDArray[np.uint8]:
    """The picture as a print with a white border, opaque BGRA."""
    border = max(2, min(picture.shape[:2]) // 18)
    framed = cv2.copyMakeBorder(picture, border, border, border, border, cv2.BORDER_CONSTANT, value=(246, 246, 246))
    return np.asarray(cv2.cvtColor(framed, cv2.COLOR_BGR2BGRA), np.uint8)
