"""A brush for scenery: draws in lengths of a 720-pixel frame from a spot of its own, in daylight colours.

Knows lengths, tones and where light falls; knows no furniture and no place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

import numpy as np

from kinora.engines.previs.drawing.curves import Point, arc, bend, box, joined, oval, points, rounded
from kinora.engines.previs.drawing.cutout import Cutout
from kinora.engines.previs.drawing.palette import Colour, mix
from kinora.engines.previs.places.lights import LightMap
from kinora.engines.previs.setting import Points

INK: Colour = (34, 26, 46)
"""What shaded sides tend to."""
IVORY: Colour = (255, 250, 238)
"""What lit edges tend to."""


def as_it_is(colour: Colour) -> Colour:
    """The tone of what shines by itself."""
    return colour


@dataclass(frozen=True, slots=True, kw_only=True)
class Brush:
    """x, y: the origin in world pixels. unit: a length in pixels. spread: how far apart pieces stand in this frame.

    burning: whether lamps are lit. power: how much they count beside the daylight, 0..1. snowy: whether snow lies.
    flames: where fires burn, as world x, y and height.
    """

    layer: Cutout
    light: LightMap
    tone: Callable[[Colour], Colour]
    x: float
    y: float
    unit: float
    spread: float = 1.0
    burning: bool = False
    power: float = 0.4
    snowy: bool = False
    flames: list[tuple[float, float, float]] = field(default_factory=list)

    def at(self, x: float, y: float, size: float = 1.0) -> Brush:
        """The same brush with its origin moved, and larger or smaller."""
        return replace(self, x=self.x + x * self.unit, y=self.y + y * self.unit, unit=self.unit * size)

    def placed(self, x: float, y: float, size: float = 1.0) -> Brush:
        """As `at`, nearer together where the frame is narrow."""
        return self.at(x * self.spread, y, size)

    @property
    def bright(self) -> Brush:
        """For what shines by itself."""
        return replace(self, tone=as_it_is)

    def fills(self, outlines: Iterable[Points], colour: Colour) -> None:
        """Outlines of one colour that do not overlap each other."""
        move = np.array([self.x, self.y], np.float32)
        grown = [np.asarray(outline * np.float32(self.unit) + move, np.float32) for outline in outlines]
        self.layer.add(grown, self.tone(colour))

    def fill(self, outline: Points, colour: Colour) -> None:
        self.fills([outline], colour)

    def shape(self, colour: Colour, *pairs: Point) -> None:
        """A polygon by its corners."""
        self.fills([points(*pairs)], colour)

    def box(self, x: float, y: float, width: float, height: float, colour: Colour, radius: float = 0.0) -> None:
        """From the upper left corner."""
        self.fills([rounded(x, y, width, height, radius) if radius else box(x, y, width, height)], colour)

    def oval(self, x: float, y: float, radius_x: float, radius_y: float, colour: Colour) -> None:
        steps = int(min(40, max(10, 6 + radius_x * self.unit * 0.6)))
        self.fills([oval(x, y, radius_x, radius_y, steps=steps)], colour)

    def line(self, start: Point, end: Point, width: float, colour: Colour) -> None:
        self.fills([stroke(start, end, width)], colour)

    def rope(self, controls: tuple[Point, ...], width: float, colour: Colour, steps: int = 12) -> None:
        """A curved line of even width."""
        upper = bend(*controls, steps=steps)
        self.fills([joined(upper, np.asarray(upper[::-1] + np.array([0, width], np.float32), np.float32))], colour)

    def dome(self, x: float, y: float, radius_x: float, radius_y: float, colour: Colour) -> None:
        """The upper half of an ellipse."""
        self.fills([arc(x, y, radius_x, radius_y, 180, 180)], colour)

    def fade(
        self, x: float, y: float, width: float, height: float, upper: Colour, lower: Colour, bands: int = 8
    ) -> None:
        """A box whose colour changes downwards."""
        for band in range(bands):
            top = height * band / bands
            self.box(x, y + top, width, height - top, mix(upper, lower, band / max(1, bands - 1)))

    def block(self, x: float, y: float, width: float, height: float, colour: Colour, radius: float = 0.0) -> None:
        """A solid thing: its front, a lit upper edge and a shaded side."""
        edge = min(6.0, height * 0.12, width * 0.2)
        self.box(x, y, width, height, mix(colour, INK, 0.20), radius)
        self.box(x, y, width - edge, height - edge * 0.4, colour, radius)
        self.box(x + radius * 0.6, y, width - edge - radius * 1.2, edge * 0.6, mix(colour, IVORY, 0.34))

    def shade(self, x: float, y: float, radius_x: float, radius_y: float, strength: float = 0.4) -> None:
        """A soft shadow on whatever is there."""
        self.light.shade(*self._lit_spot(x, y, radius_x, radius_y), strength)

    def pool(self, x: float, y: float, radius_x: float, radius_y: float, colour: Colour, strength: float = 1.0) -> None:
        """Light that falls on surfaces; by day a lamp counts for less."""
        self.light.pool(*self._lit_spot(x, y, radius_x, radius_y), colour, strength * self.power)

    def halo(self, x: float, y: float, radius_x: float, radius_y: float, colour: Colour, strength: float = 1.0) -> None:
        """Light in the air round a lamp."""
        self.light.halo(*self._lit_spot(x, y, radius_x, radius_y), colour, strength * self.power * 0.72)

    def flame(self, x: float, y: float, tall: float) -> None:
        """A fire that flickers, its foot at (x, y)."""
        self.flames.append((self.x + x * self.unit, self.y + y * self.unit, tall * self.unit))

    def _lit_spot(self, x: float, y: float, radius_x: float, radius_y: float) -> tuple[float, float, float, float]:
        return self.x + x * self.unit, self.y + y * self.unit, radius_x * self.unit, radius_y * self.unit


def stroke(start: Point, end: Point, width: float) -> Points:
    """A straight line as an outline."""
    along = np.array([end[0] - start[0], end[1] - start[1]], np.float32)
    length = max(float(np.hypot(along[0], along[1])), 1e-6)
    across = np.array([-along[1], along[0]], np.float32) * np.float32(width / 2 / length)
    first, last = np.array(start, np.float32), np.array(end, np.float32)
    return np.stack([first + across, last + across, last - across, first - across]).astype(np.float32)
