"""What a prompt lays over given pictures: weather, a drawn style, a time of day. Grows from nothing beside them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.crew.reel import Shot
from kinora.engines.previs.pictures.framing import Picture
from kinora.engines.previs.pictures.recolour import recoloured
from kinora.engines.previs.stage.effects import draw_effects
from kinora.engines.previs.stage.style import apply_style
from kinora.engines.previs.stage.weather import draw_weather

_RAMP_SECONDS = 0.8
_GRADES = {
    # Gains for blue, green and red, and a lift, 0..1. Day leaves a picture as it is.
    "night": ((0.72, 0.50, 0.36), (0.03, 0.0, 0.0)),
    "sunset": ((0.70, 0.86, 1.08), (0.0, 0.0, 0.03)),
    "sunrise": ((0.84, 0.93, 1.06), (0.0, 0.0, 0.02)),
    "dusk": ((0.86, 0.68, 0.66), (0.03, 0.0, 0.015)),
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Look:
    """An overlay. time: a time of day to grade for, "day" for none. Weather, style and effects as `Scene` names them.

    palette: a table of `recolour.transfer`, or None.
    """

    weather: str = "clear"
    style: str = "none"
    time: str = "day"
    effects: tuple[str, ...] = ()
    palette: NDArray[np.uint8] | None = None
    fps: int
    seed: int

    def __bool__(self) -> bool:
        plain = (self.weather, self.style, self.time, self.effects) == ("clear", "none", "day", ())
        return not plain or self.palette is not None

    def over(self, frame: Picture, index: int, strength: float) -> Picture:
        """The frame with the look at `strength` 0..1. The frame given may be drawn on."""
        if strength <= 0 or not self:
            return frame
        before = frame.copy() if strength < 1 else frame
        graded_frame = graded(frame, self.time)
        draw_weather(graded_frame, self.weather, index=index, fps=self.fps, seed=self.seed)
        draw_effects(graded_frame, self.effects, index=index, fps=self.fps, seed=self.seed)
        if self.palette is not None:
            graded_frame = recoloured(graded_frame, self.palette)
        styled = apply_style(graded_frame, self.style, index=index, seed=self.seed)
        if strength >= 1:
            return styled
        return np.asarray(cv2.addWeighted(styled, strength, before, 1 - strength, 0), np.uint8)


class OverlaidShot:
    """Another shot with a look over it that leaves the first frame, the last or both untouched."""

    def __init__(
        self, make: Callable[[], Shot], look: Look, *, frames: int, keeps_first: bool, keeps_last: bool
    ) -> None:
        self._shot = make()
        self._look = look
        self._frames = frames
        self._keeps_first, self._keeps_last = keeps_first, keeps_last

    def frame(self, index: int) -> Picture:
        """Frame `index`, BGR uint8."""
        ramp = _RAMP_SECONDS * self._look.fps
        strength = 1.0
        if self._keeps_first:
            strength = min(strength, index / ramp)
        if self._keeps_last:
            strength = min(strength, (self._frames - 1 - index) / ramp)
        return self._look.over(self._shot.frame(index), index, strength)


def graded(frame: Picture, time: str) -> Picture:
    """The frame as it would look at another time of day."""
    if time not in _GRADES:
        return frame
    gains, lifts = (np.array(values, np.float32) for values in _GRADES[time])
    table = np.arange(256, dtype=np.float32)[:, None] * gains + 255 * lifts
    return np.asarray(cv2.LUT(frame, np.clip(table, 0, 255).astype(np.uint8).reshape(256, 1, 3)), np.uint8)
