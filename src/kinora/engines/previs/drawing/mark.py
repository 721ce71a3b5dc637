"""The small mark that a plan may ask for: the engine's name at the lower right of every frame."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

_WORD = "previs"
_FONT = cv2.FONT_HERSHEY_SIMPLEX
_OPACITY = 0.72


def draw_mark(frame: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A copy of the BGR frame with the mark. Its height is a 28th of the frame's shorter side, 8 pixels at least."""
    height, width = frame.shape[:2]
    scale = max(8.0, min(height, width) / 28) / 22
    thick = max(1, round(scale * 2))
    (long, tall), below = cv2.getTextSize(_WORD, _FONT, scale, thick)
    x, y = max(0, width - long - tall), height - tall // 2 - below
    marked = frame.copy()
    cv2.putText(marked, _WORD, (x, y), _FONT, scale, (0, 0, 0), thick + 2, cv2.LINE_AA)
    cv2.putText(marked, _WORD, (x, y), _FONT, scale, (255, 255, 255), thick, cv2.LINE_AA)
    return np.asarray(cv2.addWeighted(marked, _OPACITY, frame, 1 - _OPACITY, 0), np.uint8)
