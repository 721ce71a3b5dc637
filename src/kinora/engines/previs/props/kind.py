"""What a prop is, and the brush strokes that all props share. Knows no single prop, no stage and no light.

Lengths are those of the creatures: a koala is 150 tall. The origin is the foot or the grip, y points down.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import arc, bend, box, joined, rounded
from kinora.engines.previs.drawing.palette import WHITE, Colour, hex_colour, mix
from kinora.engines.previs.setting import Points

Paint = Callable[[Canvas, Colour], None]
"""Draws a still prop in a main colour."""
LivePaint = Callable[[Canvas, Colour, float], None]
"""Draws a prop that moves by itself, at a time in seconds."""

WOOD: Colour = (150, 102, 64)
STEEL: Colour = (176, 184, 196)
GOLD: Colour = (246, 196, 72)
GREEN: Colour = (92, 160, 72)
PAPER: Colour = (252, 248, 236)
INK: Colour = (46, 42, 54)
GLASS: Colour = (178, 220, 238)
STONE: Colour = (160, 160, 168)
RED: Colour = (222, 72, 64)
_NIGHT: Colour = (26, 18, 46)


@dataclass(frozen=True, slots=True, kw_only=True)
class Glow:
    """Light that a prop gives: where it comes from, how far it reaches, and whether it flickers as a flame does."""

    x: float
    y: float
    radius: float
    colour: Colour = (255, 190, 96)
    flickers: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One prop. where: ground, table, air, sky, water, wall or hand. wide, tall, below: its room round the origin.

    alive: its picture changes with time. sway: degrees by which the wind bends it.
    """

    name: str
    where: str
    wide: float
    tall: float
    below: float
    colour: Colour
    draw: LivePaint
    alive: bool = False
    sway: float = 0.0
    glow: Glow | None = None


@dataclass(slots=True)
class Shelf:
    """The props of one theme, in the order in which they were put there."""

    kinds: dict[str, Kind] = field(default_factory=dict)

    def still(
        self,
        name: str,
        where: str,
        wide: float,
        tall: float,
        colour: str,
        *,
        below: float = 2.0,
        sway: float = 0.0,
        glow: Glow | None = None,
    ) -> Callable[[Paint], Paint]:
        """Put the drawing that follows on the shelf."""
        put_live = self.live(name, where, wide, tall, colour, below=below, sway=sway, glow=glow, alive=False)

        def put(paint: Paint) -> Paint:
            put_live(lambda canvas, tint, _time: paint(canvas, tint))
            return paint

        return put

    def live(
        self,
        name: str,
        where: str,
        wide: float,
        tall: float,
        colour: str,
        *,
        below: float = 2.0,
        sway: float = 0.0,
        glow: Glow | None = None,
        alive: bool = True,
    ) -> Callable[[LivePaint], LivePaint]:
        """Put a drawing that changes with time on the shelf."""

        def put(paint: LivePaint) -> LivePaint:
            self._put(
                Kind(
                    name=name,
                    where=where,
                    wide=wide,
                    tall=tall,
                    below=below,
                    colour=hex_colour(colour),
                    draw=paint,
                    alive=alive,
                    sway=sway,
                    glow=glow,
                )
            )
            return paint

        return put

    def _put(self, kind: Kind) -> None:
        if kind.name in self.kinds:
            raise ValueError(f"prop {kind.name!r} stands on the shelf already")
        self.kinds[kind.name] = kind


def dim(colour: Colour, amount: float = 0.26) -> Colour:
    """The colour in the shade."""
    return mix(colour, _NIGHT, amount)


def bright(colour: Colour, amount: float = 0.34) -> Colour:
    """The colour in the light."""
    return mix(colour, WHITE, amount)


def slab(canvas: Canvas, x: float, y: float, width: float, height: float, radius: float, colour: Colour) -> None:
    """A box with round corners, lit from the upper left."""
    canvas.fill(rounded(x, y, width, height, radius), dim(colour))
    canvas.fill(rounded(x, y, width * 0.9, height * 0.94, radius), colour)
    edge = min(width, height) * 0.10
    canvas.fill(rounded(x + radius * 0.7, y + edge, width * 0.86 - radius * 1.4, edge, edge / 2), bright(colour))


def post(canvas: Canvas, x: float, top: float, bottom: float, width: float, colour: Colour) -> None:
    """An upright bar, its right side in the shade."""
    canvas.fill(box(x - width / 2, top, width, bottom - top), colour)
    canvas.fill(box(x + width * 0.14, top, width * 0.36, bottom - top), dim(colour))


def orb(canvas: Canvas, x: float, y: float, across: float, down: float, colour: Colour) -> None:
    """A rounded body: shade at the lower right, a highlight at the upper left."""
    canvas.oval(x, y, across, down, dim(colour))
    canvas.oval(x - across * 0.06, y - down * 0.07, across * 0.91, down * 0.90, colour)
    canvas.oval(x - across * 0.34, y - down * 0.38, across * 0.26, down * 0.22, bright(colour, 0.5))


def dome(canvas: Canvas, x: float, y: float, across: float, up: float, colour: Colour) -> None:
    """The upper half of a rounded body that stands on y."""
    canvas.fill(arc(x, y, across, up, 180, 180), dim(colour))
    lighter = joined(arc(x - across * 0.1, y, across * 0.9, up * 0.94, 180, 180))
    canvas.fill(lighter, colour)
    canvas.stroke(arc(x, y, across * 0.78, up * 0.76, 200, 46, steps=8), up * 0.07, bright(colour, 0.45))


def hoop(x: float, y: float, across: float, down: float) -> Points:
    """An ellipse as a line that meets its own start."""
    return arc(x, y, across, down, 0, 360, steps=37)


def star(x: float, y: float, radius: float, *, corners: int = 5, inner: float = 0.46, degrees: float = 0.0) -> Points:
    """A star's outline; its first ray points up."""
    angles = np.radians(np.arange(2 * corners) * 180.0 / corners - 90.0 + degrees)
    reach = np.where(np.arange(2 * corners) % 2, radius * inner, radius)
    return np.stack([x + reach * np.cos(angles), y + reach * np.sin(angles)], axis=1).astype(np.float32)


def flame(canvas: Canvas, x: float, y: float, wide: float, tall: float, time: float) -> None:
    """Three tongues in one another on the foot (x, y), never still."""
    for part, colour in ((1.0, (240, 104, 44)), (0.68, (255, 176, 56)), (0.36, (255, 240, 176))):
        lean = wide * 0.24 * math.sin(time * 7.3 + part * 4)
        high = tall * part * (0.92 + 0.08 * math.sin(time * 11 + part * 9))
        half = wide * 0.5 * part
        left = bend((x, y), (x - half * 1.5, y - high * 0.12), (x - half * 0.5, y - high * 0.5), (x + lean, y - high))
        right = bend((x + lean, y - high), (x + half * 0.7, y - high * 0.5), (x + half * 1.5, y - high * 0.12), (x, y))
        canvas.fill(joined(left, right), colour)
