"""Who stands between the camera and the subject: a dark soft shape from behind, at the frame's border."""

from __future__ import annotations

from typing import Self

import cv2
import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.drawing.light import Sprite
from kinora.engines.previs.drawing.palette import bgr, mix
from kinora.engines.previs.rigs.performer import Performer
from kinora.engines.previs.setting import Frame, Moment, Setting
from kinora.engines.previs.stage.cast import Cast


class Shoulder:
    """The partner of the first actor; without one, somebody of the first one's kind."""

    def __init__(self, setting: Setting, sprite: Sprite) -> None:
        self._setting, self._sprite = setting, sprite

    @classmethod
    def of(cls, setting: Setting, cast: Cast | None) -> Self | None:
        """None where nobody looks over a shoulder."""
        if setting.scene.framing != "over_shoulder" or cast is None or not cast.performers:
            return None
        return cls(setting, Sprite(*_silhouette(setting, cast.performers[1 if len(cast.performers) > 1 else 0])))

    def draw(self, frame: Frame, moment: Moment) -> None:
        """The head at the left border, breathing a little."""
        wide, high = self._setting.width, self._setting.height
        breath = 0.004 * np.sin(moment.time * 1.9)
        x = wide * (0.15 - 0.5 * moment.view.roll / 90)
        self._sprite.draw(frame, x, high * (0.30 + float(breath)), 1.0)


def _silhouette(setting: Setting, performer: Performer) -> tuple[NDArray[np.uint8], tuple[float, float]]:
    """Head and shoulders, nearly black, out of focus. The anchor is the top of the head."""
    side = max(64, round(setting.height * 1.5))
    scale = setting.height * 0.0075 / performer.species.size
    plate = np.full((side, side, 3), 128, np.uint8)
    feet = side * 0.98
    performer.draw(plate, side / 2, feet, scale, performer.motion("idle", 0.0), grounded=False)
    shape = np.where((plate != 128).any(axis=2), np.uint8(255), np.uint8(0))
    soft = cv2.GaussianBlur(shape, (0, 0), max(1.0, setting.height * 0.008))
    rows = np.flatnonzero(shape.any(axis=1))
    top = float(rows[0]) if len(rows) else 0.0
    tone = bgr(mix(setting.palette.ambient, (10, 8, 18), 0.93))
    alpha = cv2.convertScaleAbs(soft, alpha=0.97)
    tile = cv2.merge([*(cv2.convertScaleAbs(alpha, alpha=part / 255) for part in tone), alpha])
    return np.asarray(tile, np.uint8), (side / 2, top)
