"""The last touch before any style: bloom round bright parts and a faint vignette. In place."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.setting import Frame, Moment, Setting

_SHINE = np.clip((np.arange(256, dtype=np.float32) - 200) * 1.3, 0, 255).astype(np.uint8)
"""How much light a pixel sheds round itself: only bright ones do, or every sky would turn white."""


class Finish:
    """Bloom, worked out at an eighth of the size; the vignette is one plate."""

    def __init__(self, setting: Setting) -> None:
        self._small = max(8, setting.width // 8), max(8, setting.height // 8)
        self._sigma = max(1.0, setting.height / 8 * 0.05)
        y, x = np.mgrid[-1 : 1 : self._small[1] * 1j, -1 : 1 : self._small[0] * 1j].astype(np.float32)
        fall = np.rint(46 * np.clip((x**2 + y**2) / 2, 0, 1) ** 1.6).astype(np.uint8)
        full = cv2.resize(fall, (setting.width, setting.height), interpolation=cv2.INTER_LINEAR)
        self._vignette: NDArray[np.uint8] = np.asarray(cv2.merge([full, full, full]), np.uint8)

    def draw(self, frame: Frame, moment: Moment) -> None:
        height, width = frame.shape[:2]
        # A quarter by picking pixels, then half by averaging: bloom is soft enough for that.
        quarter = cv2.resize(frame, (self._small[0] * 2, self._small[1] * 2), interpolation=cv2.INTER_NEAREST)
        small = cv2.resize(quarter, self._small, interpolation=cv2.INTER_AREA)
        bright = cv2.GaussianBlur(cv2.LUT(small, _SHINE), (0, 0), self._sigma)
        cv2.add(frame, cv2.resize(bright, (width, height), interpolation=cv2.INTER_LINEAR), dst=frame)
        cv2.subtract(frame, self._vignette, dst=frame)
