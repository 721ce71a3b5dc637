"""The last touch before any style: bloom round bright parts and a faint vignette. In place."""

from __future__ import annotations

import cv2
import numpy as np

from kinora.engines.previs.pixels import less
from kinora.engines.previs.setting import Frame, Moment, Setting


class Finish:
    """Bloom at an eighth of the size; the vignette is one plate."""

    def __init__(self, setting: Setting) -> None:
        self._small = max(8, setting.width // 8), max(8, setting.height // 8)
        self._sigma = max(1.0, setting.height / 8 * 0.05)
        y, x = np.mgrid[-1 : 1 : self._small[1] * 1j, -1 : 1 : self._small[0] * 1j].astype(np.float32)
        fall = 46 * np.clip((x**2 + y**2) / 2, 0, 1) ** 1.6
        self._vignette = np.repeat(fall[..., None], 3, axis=2).astype(np.uint8)

    def draw(self, frame: Frame, moment: Moment) -> None:
        height, width = frame.shape[:2]
        small = cv2.resize(frame, self._small, interpolation=cv2.INTER_AREA)
        bright = cv2.GaussianBlur(less(np.asarray(small, np.uint8), 176), (0, 0), self._sigma)
        cv2.add(frame, cv2.resize(bright, (width, height)), dst=frame)
        cv2.subtract(frame, cv2.resize(self._vignette, (width, height)), dst=frame)
