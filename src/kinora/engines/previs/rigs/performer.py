"""One actor on stage: a creature drawn, lit and set down where it stands."""

from __future__ import annotations

import math

from kinora.engines.previs.drawing.light import lay, lit, shadow
from kinora.engines.previs.drawing.palette import Colour, Palette, mix
from kinora.engines.previs.rigs.registry import RIGS
from kinora.engines.previs.rigs.rig import Box, Motion
from kinora.engines.previs.rigs.species import Species
from kinora.engines.previs.rigs.tracing import Tracing
from kinora.engines.previs.scene import Actor
from kinora.engines.previs.setting import Frame

_BLINK_SECONDS = 0.13
_CONTOUR = 1.2
"""Pixels of the line round everybody in a frame 480 high, at the size of a koala drawn at scale 1 and more."""
_BLACK = 62.0


class Performer:
    """A creature with its own rhythm. phase: seconds by which its clock is ahead of the clip's."""

    def __init__(self, species: Species, actor: Actor, *, phase: float, palette: Palette, sun_side: float) -> None:
        self.species = species
        self.actor = actor
        self._rig = RIGS[species.rig]
        self._phase = phase
        self._palette = palette
        self._sun_side = sun_side
        self._contour = _contour_of(species.coat)

    @property
    def action(self) -> str:
        """What it does first."""
        return self.actor.action

    def box(self, action: str) -> Box:
        """The room it needs, in lengths of its own."""
        return self._rig.box(self.species, action)

    def motion(self, action: str, time: float) -> Motion:
        """An action at a time in seconds of the clip, on this actor's own clock. Nobody blinks on a poster frame."""
        own_time = time + self._phase
        return Motion(action=action, time=own_time, blink=time > 0.6 and own_time % 2.9 < _BLINK_SECONDS)

    def draw(
        self,
        frame: Frame,
        x: float,
        y: float,
        scale: float,
        motion: Motion,
        *,
        flip: bool = False,
        yaw: float = 1.0,
        degrees: float = 0.0,
        grounded: bool = True,
    ) -> None:
        """Draw with the feet at (x, y) pixels; scale: pixels per unit of a creature 150 units tall.

        yaw: how broad it is seen, 1 from its side, less while it turns round.
        """
        size = scale * self.species.size
        if grounded:
            fade = 1.0 / (1.0 + self._rig.lift(self.species, motion) * 0.02)
            wide = self.box(motion.action).body * 1.06
            shadow(frame, x, y - 1 * size, wide * size * (0.6 + 0.4 * fade), 13 * size, 0.5 * fade)
        thick = max(0.6, _CONTOUR * frame.shape[0] / 480.0 * min(1.0, size))
        sheet = Tracing(scale=size, origin=(x, y))
        with sheet.moved(0, 0, degrees=degrees, scale=(-yaw if flip else yaw, 1)):
            self._rig.draw(sheet, self.species, motion)
        drawn = sheet.tile(frame.shape[1], frame.shape[0], 2 + math.ceil(thick))
        if drawn is not None:
            tile, left, top = drawn
            reach = max(1.0, 3.2 * size)
            traced = lit(tile, self._palette, self._sun_side, reach, contour=self._contour, thick=thick)
            lay(frame, traced, left, top)


def _contour_of(coat: Colour) -> Colour:
    """A dark tone of the coat; a lighter one round what is nearly black."""
    red, green, blue = coat
    if 0.30 * red + 0.59 * green + 0.11 * blue < _BLACK:
        return mix(coat, (206, 210, 230), 0.38)
    return mix(coat, (34, 24, 44), 0.72)
