"""A storyboard on one sheet: small frames in rows, each with its time, under a header. Knows no words' meanings."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.scene import Panel, Storyboard
from kinora.engines.previs.setting import Frame
from kinora.engines.previs.stage.board import BoardShot

_FRAMES = 6
_MOST_FRAMES = 8
_LONG_SIDE = 320
_GAP = 12
_HEADER, _FOOTER = 44, 24
_PAPER, _INK, _PALE = (240, 246, 250), (46, 40, 38), (128, 122, 118)
_LABEL = "previs storyboard"


def draw_sheet(
    board: Storyboard, prompt: str, *, width: int, height: int, seconds: float, fps: int, seed: int
) -> Frame:
    """The sheet, BGR. width and height: those of the video; only their ratio and the drawing's proportions count."""
    small_width, small_height = _small(width, height)
    shot = BoardShot(board, width=small_width, height=small_height, seconds=seconds, fps=fps, seed=seed)
    moments = sheet_moments(board)
    last = max(0, round(seconds * fps) - 1)
    frames = [shot.frame(min(last, round(moment * seconds * fps))) for moment in moments]
    return _laid_out(frames, [moment * seconds for moment in moments], prompt)


def sheet_moments(board: Storyboard) -> list[float]:
    """Which shares of the clip are shown: each panel at least once, within it evenly, never at its very edge."""
    count = min(_MOST_FRAMES, max(_FRAMES, 2 * len(board.panels)))
    shares = [max(1, round(count * (panel.end - panel.begin))) for panel in board.panels]
    while sum(shares) > _MOST_FRAMES:
        shares[shares.index(max(shares))] -= 1
    return [moment for panel, share in zip(board.panels, shares, strict=True) for moment in _within(panel, share)]


def _within(panel: Panel, count: int) -> list[float]:
    span = panel.end - panel.begin
    return [panel.begin + span * (k + 0.5) / count for k in range(count)]


def png_of(sheet: Frame) -> bytes:
    """The sheet as a PNG file."""
    done, buffer = cv2.imencode(".png", sheet, [cv2.IMWRITE_PNG_COMPRESSION, 3])
    if not done:
        raise ValueError("the sheet can't be written as PNG")
    return bytes(buffer)


def _small(width: int, height: int) -> tuple[int, int]:
    """The size of a small frame: even, of the same ratio, its longer side 320."""
    scale = _LONG_SIDE / max(width, height)
    return max(2, round(width * scale / 2) * 2), max(2, round(height * scale / 2) * 2)


def _laid_out(frames: list[NDArray[np.uint8]], times: list[float], prompt: str) -> Frame:
    height, width = frames[0].shape[:2]
    columns = len(frames) if height > width else (len(frames) + 1) // 2 if len(frames) > 4 else len(frames)
    rows = -(-len(frames) // columns)
    full_width = columns * (width + _GAP) + _GAP
    sheet = np.full((_HEADER + rows * (height + _FOOTER) + _GAP, full_width, 3), _PAPER, np.uint8)
    face = cv2.FontFace("uni")
    label_width = _text_width(face, _LABEL, 14)
    cv2.putText(sheet, _LABEL, (full_width - _GAP - label_width, 28), _PALE, face, 14, 400)
    room = full_width - 3 * _GAP - label_width
    cv2.putText(sheet, _shortened(face, prompt, 16, room), (_GAP, 28), _INK, face, 16, 600)
    for place, (frame, time) in enumerate(zip(frames, times, strict=True)):
        x = _GAP + (place % columns) * (width + _GAP)
        y = _HEADER + (place // columns) * (height + _FOOTER)
        sheet[y : y + height, x : x + width] = frame
        cv2.putText(sheet, f"{time:.1f} s", (x, y + height + 17), _PALE, face, 13, 400)
    return sheet


def _text_width(face: cv2.FontFace, text: str, size: int) -> int:
    return int(cv2.getTextSize((4096, 64), text, (0, 40), face, size, 400)[2])


def _shortened(face: cv2.FontFace, text: str, size: int, room: int) -> str:
    """As much of a text as fits on one line."""
    line = " ".join(letter for letter in text.split() if letter)[:200]
    line = "".join(letter for letter in line if letter.isprintable())
    if _text_width(face, line, size) <= room:
        return line
    low, high = 0, len(line)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _text_width(face, line[:middle] + "...", size) <= room else (low, middle - 1)
    return line[:low].rstrip() + "..."
