"""One actor on stage: a creature drawn, lit and set down where it stands."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.canvas import Canvas
from kinora.engines.previs.light import lay, lit, shadow
from kinora.engines.previs.palette import Palette
from kinora.engines.previs.rig_biped import draw_biped
from kinora.engines.previs.rig_pose import biped_pose
from kinora.engines.previs.rig_quadruped import draw_quadruped, gait
from kinora.engines.previs.setting import Frame
from kinora.engines.previs.species import Species

_UPRIGHT = frozenset({"surf", "dance", "wave", "sit"})
"""What four-legged animals do on their hind legs, as in any cartoon."""
_BLINK_SECONDS = 0.13


class Performer:
    """A creature with its own rhythm. phase: seconds by which its clock is ahead of the clip's."""

    def __init__(self, species: Species, action: str, *, phase: float, palette: Palette, sun_side: float) -> None:
        self.species = species
        self.action = action
        self._phase = phase
        self._palette = palette
        self._sun_side = sun_side

    @property
    def is_upright(self) -> bool:
        return self.species.stance == "biped" or self.action in _UPRIGHT

    def draw(
        self,
        frame: Frame,
        x: float,
        y: float,
        scale: float,
        time: float,
        *,
        flip: bool = False,
        degrees: float = 0.0,
        grounded: bool = True,
    ) -> None:
        """Draw with the feet at (x, y) pixels; scale: pixels per unit of a creature 150 units tall."""
        size = scale * self.species.size
        if grounded:
            lift = self._height(time)
            fade = 1.0 / (1.0 + lift * 0.02)
            shadow(frame, x, y - 1 * size, 66 * size * (0.6 + 0.4 * fade), 13 * size, 0.5 * fade)
        tile, left, top = self._tile(x, y, size, time, flip, degrees)
        side = self._sun_side
        lay(frame, lit(tile, self._palette, side, max(1.0, 3.2 * size)), left, top)

    def _tile(
        self, x: float, y: float, size: float, time: float, flip: bool, degrees: float
    ) -> tuple[NDArray[np.uint8], int, int]:
        rise = 330 if self.action == "fly" else 250 if self.action == "jump" else 200
        half = 175 if self.action in ("swim", "fly") else 135
        left, top = math.floor(x - half * size), math.floor(y - rise * size)
        width, height = math.ceil(2 * half * size) + 2, math.ceil((rise + 34) * size) + 2
        finer = 2 if width * height < 1_600_000 else 1
        canvas = Canvas(width, height, scale=size, origin=(x - left, y - top), finer=finer)
        own_time = time + self._phase
        blink = time > 0.6 and own_time % 2.9 < _BLINK_SECONDS
        with canvas.moved(0, 0, degrees=degrees, scale=(-1 if flip else 1, 1)):
            if self.is_upright:
                draw_biped(canvas, self.species, biped_pose(self.action, own_time), own_time, blink=blink)
            else:
                draw_quadruped(canvas, self.species, self.action, own_time, blink=blink)
        return canvas.finished(), left, top

    def _height(self, time: float) -> float:
        if self.is_upright:
            return biped_pose(self.action, time + self._phase).lift
        return gait(self.action, time + self._phase).lift
