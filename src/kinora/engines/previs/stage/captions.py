"""Subtitles: a line's words on a soft dark plate over the lower edge, drawn once each. Knows no speakers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.camera import ease
from kinora.engines.previs.drawing.light import lay
from kinora.engines.previs.scene import Line
from kinora.engines.previs.setting import Frame

_SMALLEST = 96
"""In a frame of fewer pixels on its shorter side nobody could read."""
_MOST_LINES = 2
_FADE_SECONDS = 0.15
_WEIGHT = 500
_FULL = 0.93
"""The share of the width that a line may take."""


@cache
def _face() -> cv2.FontFace:
    return cv2.FontFace("uni")


@dataclass(frozen=True, slots=True)
class _Sprite:
    """A caption as premultiplied BGRA, its corner in the frame, and when it is seen, in shares of the scene."""

    pixels: NDArray[np.uint8]
    left: int
    top: int
    begin: float
    end: float


class Captions:
    """All lines of a scene."""

    def __init__(self, lines: tuple[Line, ...], *, width: int, height: int, seconds: float) -> None:
        self._seconds = seconds
        self._sprites: list[_Sprite] = []
        if min(width, height) < _SMALLEST:
            return
        for line in lines:
            if line.text.strip():
                pixels = _drawn(line.text.strip(), width, height)
                low = round(height * 0.962)
                left = (width - pixels.shape[1]) // 2
                self._sprites.append(_Sprite(pixels, left, low - pixels.shape[0], line.begin, line.end))

    def draw(self, frame: Frame, progress: float) -> None:
        """Draw what is said just now, in place."""
        for sprite in self._sprites:
            if not sprite.begin <= progress < sprite.end:
                continue
            inside = min(progress - sprite.begin + 1e-3, sprite.end - progress) * self._seconds
            share = ease(inside / _FADE_SECONDS) if sprite.begin > 0 or inside < progress * self._seconds else 1.0
            pixels = sprite.pixels
            if share < 0.99:
                pixels = np.asarray(cv2.convertScaleAbs(pixels, alpha=share), np.uint8)
            lay(frame, pixels, sprite.left, sprite.top)


def _drawn(text: str, width: int, height: int) -> NDArray[np.uint8]:
    """The words, white on a plate, as large as two lines allow."""
    size = round(min(height * 0.052, width * 0.062))
    rows = _wrapped(text, size, _room(width, size))
    while len(rows) > _MOST_LINES and size > 9:
        size = max(9, round(size * 0.9) if round(size * 0.9) < size else size - 1)
        rows = _wrapped(text, size, _room(width, size))
    if len(rows) > _MOST_LINES:
        rows = [*rows[: _MOST_LINES - 1], _shortened(rows[_MOST_LINES - 1], size, _room(width, size))]
    step, pad = round(size * 1.28), round(size * 0.55)
    wide = max(_width(row, size) for row in rows)
    plate = np.zeros((step * len(rows) + 2 * pad - round(size * 0.1), min(width, wide + 4 * pad), 3), np.uint8)
    for number, row in enumerate(rows):
        origin = ((plate.shape[1] - _width(row, size)) // 2, pad + number * step + round(size * 0.86))
        cv2.putText(plate, row, origin, (255, 255, 255), _face(), size, _WEIGHT)
    return _on_plate(np.ascontiguousarray(plate[..., 0]), round(size * 0.5))


def _room(width: int, size: int) -> float:
    """Pixels that a row may take on a plate that stays clear of the border."""
    return width * _FULL - 2.2 * size


def _on_plate(ink: NDArray[np.uint8], radius: int) -> NDArray[np.uint8]:
    """White ink over a dark plate with round corners."""
    height, width = ink.shape
    shape = np.zeros((height, width), np.uint8)
    radius = max(1, min(radius, height // 2 - 1, width // 2 - 1))
    cv2.rectangle(shape, (radius, 0), (width - radius - 1, height - 1), 255, -1)
    cv2.rectangle(shape, (0, radius), (width - 1, height - radius - 1), 255, -1)
    for x in (radius, width - radius - 1):
        for y in (radius, height - radius - 1):
            cv2.circle(shape, (x, y), radius, 255, -1, cv2.LINE_AA)
    veil = cv2.convertScaleAbs(shape, alpha=0.56)
    alpha = cv2.max(veil, ink)
    tone = cv2.max(ink, cv2.convertScaleAbs(veil, alpha=0.07))
    return np.asarray(cv2.merge([tone, tone, tone, alpha]), np.uint8)


def _width(text: str, size: int) -> int:
    """Pixels across, with a little room at the end."""
    box = cv2.getTextSize((0, 0), text, (0, 0), _face(), size, _WEIGHT)
    return int(box[2]) + max(1, size // 8)


def _wrapped(text: str, size: int, room: float) -> list[str]:
    """Rows no wider than `room`: broken between words, or between signs in scripts without spaces."""
    rows: list[str] = []
    row = ""
    for piece in _pieces(text):
        if row and _width((row + piece).rstrip(), size) > room:
            rows.append(row.rstrip())
            row = piece.lstrip()
        else:
            row += piece
    rows.append(row.rstrip())
    return _balanced([row for row in rows if row] or [text], size, room)


def _balanced(rows: list[str], size: int, room: float) -> list[str]:
    """Two rows of about the same length instead of a full one and a rest."""
    if len(rows) != _MOST_LINES:
        return rows
    pieces = _pieces(" ".join(rows) if " " in rows[0] or " " in rows[1] else "".join(rows))
    best = rows
    for cut in range(1, len(pieces)):
        pair = ["".join(pieces[:cut]).rstrip(), "".join(pieces[cut:]).strip()]
        longest = max(_width(row, size) for row in pair)
        if longest <= room and longest < max(_width(row, size) for row in best):
            best = pair
    return best


def _pieces(text: str) -> list[str]:
    """Words with the space after them; single signs of scripts without spaces."""
    pieces: list[str] = []
    word = ""
    for sign in text:
        if sign.isspace():
            pieces.append(word + " ")
            word = ""
        elif ord(sign) >= 0x2E80:
            if word:
                pieces.append(word)
                word = ""
            pieces.append(sign)
        else:
            word += sign
    return [*pieces, word] if word else pieces


def _shortened(row: str, size: int, room: float) -> str:
    """Cut short with an ellipsis."""
    while row and _width(row + "…", size) > room:
        row = row[:-1]
    return row.rstrip() + "…"
