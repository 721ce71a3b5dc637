"""Subtitles: there while a line is said, legible, and inside every frame."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from kinora.engines.previs.scene import Line
from kinora.engines.previs.stage.captions import Captions

LONG = "Hello, my dear friend! Shall we go down to the river today and look for the little red boat?"
CHINESE = "你好，朋友！我们今天去河边看看那条红色的小船好吗？"


def drawn(text: str, width: int, height: int, *, progress: float = 0.5) -> NDArray[np.uint8]:
    """A grey frame with the caption that is shown from 0.2 to 0.8."""
    frame = np.full((height, width, 3), 150, np.uint8)
    Captions((Line(text, 0.2, 0.8),), width=width, height=height, seconds=5.0).draw(frame, progress)
    return frame


def touched(frame: NDArray[np.uint8]) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of what is not grey."""
    rows, columns = np.nonzero((frame != 150).any(axis=2))
    return int(columns.min()), int(rows.min()), int(columns.max()), int(rows.max())


@pytest.mark.parametrize("size", [(1280, 720), (320, 180), (180, 320), (720, 1280), (2176, 928), (210, 490)])
@pytest.mark.parametrize("text", ["Go!", LONG, CHINESE, LONG * 4])
def test_a_caption_fits_into_the_lower_part(size: tuple[int, int], text: str) -> None:
    left, top, right, bottom = touched(drawn(text, *size))
    assert left > 0
    assert right < size[0] - 1
    assert bottom < size[1] - 1
    assert top > 0.55 * size[1]
    assert abs((left + right) / 2 - size[0] / 2) < 0.02 * size[0] + 2


@pytest.mark.parametrize("text", ["Go!", LONG, CHINESE])
def test_words_are_white_on_dark(text: str) -> None:
    picture = drawn(text, 1280, 720)
    left, top, right, bottom = touched(picture)
    plate = cv2.cvtColor(picture[top:bottom, left:right], cv2.COLOR_BGR2GRAY)
    assert (plate > 240).mean() > 0.03
    assert (plate < 100).mean() > 0.4


@pytest.mark.parametrize("progress", [0.0, 0.19, 0.8, 1.0])
def test_nothing_is_shown_before_and_after(progress: float) -> None:
    assert (drawn(LONG, 640, 360, progress=progress) == 150).all()


def test_two_lines_at_most() -> None:
    one, two, many = (touched(drawn(text, 1280, 720)) for text in ("Go!", LONG, LONG * 5))
    tall = [bottom - top for _, top, _, bottom in (one, two, many)]
    assert tall[0] < tall[1]
    assert tall[2] <= tall[1] * 1.02


def test_a_tiny_frame_has_none() -> None:
    assert (drawn(LONG, 64, 64) == 150).all()


def test_an_empty_line_has_none() -> None:
    assert (drawn("  ", 640, 360) == 150).all()
