"""Props that fly or lie between actors, each cut once as a lit sprite when it is first needed."""

from __future__ import annotations

import math

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.light import Sprite, lit
from kinora.engines.previs.props.kinds import PROPS, draw_prop
from kinora.engines.previs.setting import Frame, Setting

_ROUND = frozenset({"ball", "snow_ball", "yarn", "apple", "watermelon", "pumpkin", "egg", "globe"})
"""Things that turn about their middle; the others keep upright."""


class HandProps:
    """Sprites by name. unit: pixels per length of an actor; a prop is drawn in the same lengths."""

    def __init__(self, setting: Setting, unit: float) -> None:
        self._setting = setting
        self._unit = max(unit, 0.05)
        self._colours = {prop.name: prop.colour for prop in setting.scene.props}
        self._sprites: dict[str, tuple[Sprite, float]] = {}

    def draw(self, frame: Frame, name: str, x: float, y: float, size: float, *, degrees: float = 0.0) -> None:
        """The middle of the prop at (x, y) pixels, at `size` pixels per length."""
        if name not in PROPS:
            return
        if name not in self._sprites:
            self._sprites[name] = self._cut(name)
        sprite, fit = self._sprites[name]
        sprite.draw(frame, x, y, size / self._unit * fit, degrees=degrees if name in _ROUND else 0.0)

    def _cut(self, name: str) -> tuple[Sprite, float]:
        """The sprite with its middle as the anchor, and by how much it is made smaller to suit a hand."""
        kind, unit, setting = PROPS[name], self._unit, self._setting
        wide, tall = kind.wide, kind.tall + kind.below
        size = math.ceil((wide + 8) * unit), math.ceil((tall + 8) * unit)
        canvas = Canvas(*size, scale=unit, origin=(size[0] / 2, (kind.tall + 4) * unit))
        draw_prop(canvas, name, colour=self._colours.get(name, ""))
        side = 1.0 if setting.sun[0] > setting.width / 2 else -1.0
        tile = lit(canvas.finished(), setting.palette, side, max(1.0, 1.8 * unit))
        return Sprite(tile, (size[0] / 2, size[1] / 2)), min(1.0, 64.0 / max(wide, tall))
