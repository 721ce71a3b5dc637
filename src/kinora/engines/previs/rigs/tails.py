"""Tails behind a creature that looks to the right, swinging, by the word in the species' row."""

from __future__ import annotations

import math
from collections.abc import Callable

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import Point, bend, points
from kinora.engines.previs.drawing.palette import WHITE, mix
from kinora.engines.previs.rigs.species import Species


def tail(canvas: Canvas, species: Species, root: Point, time: float) -> None:
    """The tail from its root."""
    draw = _TAILS.get(species.tail)
    if draw:
        draw(canvas, species, root[0], root[1], math.sin(time * 4.4) * 9.0)


def _puff(canvas: Canvas, species: Species, x: float, y: float, _swing: float) -> None:
    canvas.oval(x - 8, y + 2, 10, 10, mix(species.belly, WHITE, 0.3))


def _fan(canvas: Canvas, species: Species, x: float, y: float, swing: float) -> None:
    canvas.fill(points((x, y - 4), (x - 22, y - 14 + swing * 0.3), (x - 18, y + 4), (x, y + 8)), species.shade)


def _bush(canvas: Canvas, species: Species, x: float, y: float, swing: float) -> None:
    line = bend((x, y), (x - 28, y + 12), (x - 50, y - 4 + swing), (x - 62, y - 34 + swing), steps=14)
    canvas.stroke(line, 15, species.coat)
    canvas.stroke(line[4:], 24, species.coat)
    canvas.stroke(line[11:], 19, species.belly)


def _ringed(canvas: Canvas, species: Species, x: float, y: float, swing: float) -> None:
    line = bend((x, y), (x - 28, y + 12), (x - 50, y - 4 + swing), (x - 62, y - 34 + swing), steps=16)
    canvas.stroke(line, 20, species.coat)
    for ring in (4, 8, 12, 15):
        canvas.stroke(line[ring - 1 : ring + 1], 20, species.dark)


def _plume(canvas: Canvas, species: Species, x: float, y: float, swing: float) -> None:
    """A squirrel's: up behind the back and over at the top."""
    line = bend((x, y + 2), (x - 44, y + 12), (x - 46, y - 60 + swing), (x - 18 + swing * 0.6, y - 78), steps=16)
    canvas.stroke(line[:5], 20, species.shade)
    canvas.stroke(line[3:], 34, species.shade)
    canvas.stroke(line[5:14], 16, mix(species.shade, species.belly, 0.45))


def _spike(canvas: Canvas, species: Species, x: float, y: float, swing: float) -> None:
    line = bend((x, y), (x - 30, y + 22), (x - 54, y + 20), (x - 70, y - 6 + swing))
    canvas.stroke(line[:8], 20, species.coat)
    canvas.stroke(line, 10, species.coat)
    canvas.oval(x - 70, y - 8 + swing, 10, 7, species.belly)


def _thick(canvas: Canvas, species: Species, x: float, y: float, swing: float) -> None:
    """Tapering along the ground: reptiles, kangaroos, otters."""
    line = bend((x, y), (x - 30, y + 14), (x - 56, y + 20), (x - 84, y + 8 + swing * 0.6), steps=14)
    for step, width in ((13, 7), (10, 12), (7, 18), (4, 24)):
        canvas.stroke(line[: step + 1], width, species.shade)


def _horse(canvas: Canvas, species: Species, x: float, y: float, swing: float) -> None:
    tone = species.accent if species.trim else species.dark
    canvas.stroke(bend((x, y), (x - 24, y - 6), (x - 34, y + 30), (x - 30 + swing, y + 52)), 13, tone)


def _stub(canvas: Canvas, species: Species, x: float, y: float, swing: float) -> None:
    """A goat's or a deer's: short, cocked up."""
    canvas.stroke(bend((x, y), (x - 10, y - 4), (x - 15, y - 16 + swing * 0.4)), 11, species.coat)
    canvas.oval(x - 14, y - 14 + swing * 0.4, 5, 6, species.belly)


def _rope(canvas: Canvas, species: Species, x: float, y: float, swing: float) -> None:
    """Hanging, a tuft at its end: donkeys, zebras, rhinos, elephants."""
    tip = (x - 22 + swing * 0.8, y + 44)
    canvas.stroke(bend((x, y), (x - 18, y + 4), tip), 6, species.shade)
    canvas.oval(tip[0], tip[1] + 4, 6, 10, species.dark)


def _slender(canvas: Canvas, species: Species, x: float, y: float, swing: float) -> None:
    thin = species.tail == "thin"
    colour = mix(species.coat, (240, 150, 150), 0.35) if species.name == "mouse" else species.coat
    curl = 0.55 if species.tail == "curl" else 1.0
    tip = (x - 40 * curl, y - 58 * curl + swing * 1.4)
    line = bend((x, y), (x - 34 * curl, y + 6), (x - 50 * curl, y - 24 + swing), tip, steps=14)
    canvas.stroke(line, 5 if thin else 10, colour)
    if species.has("stripes"):
        canvas.stroke(line[11:], 10, species.dark)
    if species.tail == "tuft":
        canvas.oval(tip[0], tip[1], 9, 11, species.dark)


_TAILS: dict[str, Callable[[Canvas, Species, float, float, float], None]] = {
    "puff": _puff,
    "fan": _fan,
    "bush": _bush,
    "ringed": _ringed,
    "plume": _plume,
    "spike": _spike,
    "thick": _thick,
    "horse": _horse,
    "stub": _stub,
    "rope": _rope,
    "long": _slender,
    "curl": _slender,
    "thin": _slender,
    "tuft": _slender,
}
TAILS = ("none", *_TAILS)
HANGING = frozenset({"rope", "horse"})
