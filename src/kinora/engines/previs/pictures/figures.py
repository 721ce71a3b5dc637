"""Reference pictures on stage: subjects cut out of them, or framed cards, standing in rows and acting as puppets do."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.drawing.light import lay, lit, shadow
from kinora.engines.previs.drawing.palette import Palette
from kinora.engines.previs.pictures.framing import Picture
from kinora.engines.previs.pictures.gestures import AFLOAT, AIRBORNE, Gesture, gesture, way
from kinora.engines.previs.pictures.matte import find_matte, opaque_box, sprite
from kinora.engines.previs.scene import Act
from kinora.engines.previs.setting import Frame, Moment, Setting
from kinora.spec.media import Strength

_HEIGHTS: dict[Strength | None, float] = {"low": 0.36, None: 0.50, "mid": 0.50, "high": 0.64}
_GROUND = 0.87  # frame heights at which a single row stands
_FRONT, _ASIDE = 0.89, 0.70  # the first of several rows; those who leave the ground to the actors
_BACK_SIZE = 0.80
_TALLEST_PIXELS = 720


@dataclass(frozen=True, slots=True)
class Figure:
    """Something to set on stage. pixels: premultiplied BGRA. height: frame heights. cut: False for a framed card."""

    pixels: NDArray[np.uint8]
    height: float
    cut: bool
    acts: tuple[Act, ...] = (Act(),)


def figure(picture: Picture, strength: Strength | None, acts: tuple[Act, ...] = ()) -> Figure:
    """The picture's subject, or the whole picture as a card when it can't be cut out cleanly."""
    matte = find_matte(picture)
    if matte is None:
        return Figure(_card(picture), _HEIGHTS[strength] * 0.88, cut=False, acts=acts or (Act(),))
    pixels = sprite(picture, matte)
    left, top, right, bottom = opaque_box(pixels)
    subject = np.ascontiguousarray(pixels[top:bottom, left:right])
    return Figure(subject, _HEIGHTS[strength], cut=True, acts=acts or (Act(),))


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a figure stands, in shares of the frame. room: the width that is its own."""

    x: float
    y: float
    room: float
    size: float


class Figures:
    """A layer: every figure in its spot, the back row first. beside: leave the middle to the actors."""

    def __init__(self, setting: Setting, figures: tuple[Figure, ...], *, beside: bool, light: Palette) -> None:
        spots = _spots(len(figures), beside=beside, narrow=setting.width < setting.height)
        pairs = sorted(zip(spots, figures, strict=True), key=lambda pair: pair[0].y)
        self._puppets = [_Puppet(setting, one, spot, light, number) for number, (spot, one) in enumerate(pairs)]

    def draw(self, frame: Frame, moment: Moment) -> None:
        """Draw over the frame, in place."""
        for puppet in self._puppets:
            puppet.draw(frame, moment)


def _spots(count: int, *, beside: bool, narrow: bool) -> list[_Spot]:
    """Evenly spread; more than a row holds stand in several, those behind above the gaps of those before."""
    if beside:
        sides = (0.15, 0.85, 0.30, 0.70, 0.5, 0.08, 0.92, 0.40, 0.60)
        return [_Spot(x, _GROUND if k < 2 else _ASIDE, 0.24, 1.0 if k < 2 else 0.62) for k, x in
                enumerate(sides[:count])]  # fmt: skip
    if count <= (2 if narrow else 4):
        return _row(count, _GROUND, 1.0, 0.0)
    rows = -(-count // (3 if narrow else 5))
    spots: list[_Spot] = []
    for row in range(rows):  # from the front to the back
        held = (count - len(spots) + rows - row - 1) // (rows - row)
        ground = _FRONT - row * (0.19 if narrow else 0.23)
        spots += _row(held, ground, 0.72 * _BACK_SIZE**row, 0.5 * (row % 2))
    return spots


def _row(count: int, ground: float, size: float, inset: float) -> list[_Spot]:
    margin = 0.03 + 0.05 * inset
    room = (1 - 2 * margin) / count
    return [_Spot(margin + room * (place + 0.5), ground, room, size) for place in range(count)]


class _Puppet:
    """One figure with its shadow."""

    def __init__(self, setting: Setting, one: Figure, spot: _Spot, light: Palette, number: int) -> None:
        self._setting, self._spot, self._acts = setting, spot, one.acts
        self._cut = one.cut
        self._phase = 1.7 * number
        tall, wide = one.pixels.shape[:2]
        size = setting.height * one.height * spot.size
        size = min(size, setting.width * spot.room * 0.90 * tall / wide)
        width, height = max(2, round(size * wide / tall)), max(2, round(size))
        method = cv2.INTER_AREA if height < tall else cv2.INTER_LINEAR
        shrunk = np.asarray(cv2.resize(one.pixels, (width, height), interpolation=method), np.uint8)
        side = 1.0 if setting.sun[0] > setting.width / 2 else -1.0
        self._pixels = lit(shrunk, light, side, max(1.0, 2.0 * setting.unit)) if one.cut else shrunk
        self._leftward = any(move.name in ("pan_left", "truck_left") for move in setting.scene.camera)
        self._board = _surfboard(width) if any(act.action == "surf" for act in one.acts) and one.cut else None

    def draw(self, frame: Frame, moment: Moment) -> None:
        setting, spot = self._setting, self._spot
        act = self._act(moment.progress)
        made = gesture(act, moment.time + self._phase) if self._cut else gesture(Act(), moment.time + self._phase)
        scale, dx, dy = setting.lens(moment.view, 1.0)
        tall, wide = (float(side) * scale for side in self._pixels.shape[:2])
        free = max(0.0, setting.width * spot.room - wide)
        travel = way(self._acts, moment.progress) * free * (-1 if self._leftward else 1) if self._cut else 0.0
        x = (setting.width * spot.x + travel) * scale + dx + made.across * wide
        ground = setting.height * (spot.y - (0.12 if act.action in AFLOAT else 0.0)) * scale + dy
        half = wide / 2
        x = min(max(x, half), setting.width - half) if wide < setting.width else setting.width / 2
        ground = min(ground, setting.height * 0.985)
        up = min(made.up * tall, max(0.0, ground - tall))
        if act.action not in AFLOAT:
            self._cast_shadow(frame, x, ground, wide, up / max(1.0, tall))
        if self._board is not None and act.action == "surf":
            _stand(frame, self._board, x, ground - up + wide * 0.10, scale, made)
        _stand(frame, self._pixels, x, ground - up, scale, made)

    def _act(self, progress: float) -> Act:
        return next((act for act in reversed(self._acts) if act.begin <= progress), self._acts[0])

    def _cast_shadow(self, frame: Frame, x: float, y: float, wide: float, lifted: float) -> None:
        """Dark where the figure touches the ground, wide and pale under a figure in the air."""
        paler = 1 / (1 + 3 * lifted)
        if self._acts[0].action in AIRBORNE:
            paler *= 0.6
        shadow(frame, x, y, wide * 0.52, wide * 0.13, 0.42 * paler)
        shadow(frame, x, y, wide * 0.34, wide * 0.06, 0.40 * paler * paler)


def _stand(frame: Frame, pixels: NDArray[np.uint8], x: float, y: float, scale: float, made: Gesture) -> None:
    """Draw premultiplied BGRA with the middle of its lower edge at (x, y), under a gesture."""
    tall, wide = pixels.shape[:2]
    angle = math.radians(made.degrees)
    across, down = scale * made.wide, scale * made.tall
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    linear = turn @ np.array([[across, 0.0], [0.0, down]])
    matrix = np.zeros((2, 3))
    matrix[:, :2] = linear
    matrix[:, 2] = np.array([x, y]) - linear @ np.array([wide / 2, tall])
    corners = linear @ np.array([[0, wide, 0, wide], [0, 0, tall, tall]]) + matrix[:, 2:]
    low = np.maximum(np.floor(corners.min(axis=1)) - 1, 0).astype(int)
    high = np.minimum(np.ceil(corners.max(axis=1)) + 1, [frame.shape[1], frame.shape[0]]).astype(int)
    if (high <= low).any():
        return
    matrix[:, 2] -= low
    moved = cv2.warpAffine(pixels, matrix, (int(high[0] - low[0]), int(high[1] - low[1])), flags=cv2.INTER_LINEAR)
    lay(frame, np.asarray(moved, np.uint8), int(low[0]), int(low[1]))


def _surfboard(width: int) -> NDArray[np.uint8]:
    """A board a little longer than its rider, premultiplied BGRA."""
    long, thick = max(8, round(width * 1.35)), max(4, round(width * 0.22))
    board = np.zeros((thick + 4, long + 4, 4), np.uint8)
    centre, axes = ((long + 4) * 8, (thick + 4) * 8), (long * 8, thick * 8)
    cv2.ellipse(board, centre, axes, 0, 0, 360, (62, 84, 226, 255), -1, cv2.LINE_AA, 4)
    above, deck = (centre[0], centre[1] - thick), (long * 8, round(thick * 6.4))
    cv2.ellipse(board, above, deck, 0, 0, 360, (84, 214, 252, 255), -1, cv2.LINE_AA, 4)
    return board


def _card(picture: Picture) -> NDArray[np.uint8]:
    """The picture as a print with a white border and a thin grey edge, opaque BGRA."""
    tall, wide = picture.shape[:2]
    shrink = min(1.0, _TALLEST_PIXELS / max(tall, wide))
    size = (max(1, round(wide * shrink)), max(1, round(tall * shrink)))
    smaller = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)
    border = max(2, min(size) // 16)
    framed = cv2.copyMakeBorder(smaller, border, border, border, border, cv2.BORDER_CONSTANT, value=(246, 248, 250))
    edged = cv2.copyMakeBorder(framed, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=(150, 156, 160))
    return np.asarray(cv2.cvtColor(edged, cv2.COLOR_BGR2BGRA), np.uint8)
