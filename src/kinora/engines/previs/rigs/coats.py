"""The barrel and neck of a quadruped, and what lies on them: belly, stripes, spots, patches, wool, humps, shell."""

from __future__ import annotations

import math
from collections.abc import Callable

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import Point, arc, bend, joined, oval, points
from kinora.engines.previs.drawing.palette import WHITE, Colour, mix
from kinora.engines.previs.rigs.species import Species
from kinora.engines.previs.rigs.stance import Stance

_FAR: Colour = (16, 12, 34)


def draw_barrel(canvas: Canvas, species: Species, stance: Stance, *, stretch: float, arch: float, time: float) -> None:
    """Round the origin, the barrel's middle. arch: the back upwards, the belly with it."""
    left, right = -stance.half - 1.0 - stretch, stance.half - 1.0 + stretch
    top, bottom = -stance.up, stance.down - abs(stretch) * 0.35
    middle = top + 4.0 - 4.0 - arch
    if stance.cover == "wool":
        _wool(canvas, species, left, right, top, bottom)
        return
    _cover_behind(canvas, species, stance)
    outline = joined(
        bend((left, 0), (left, top), (left + 22, top - 2), (0, middle), steps=10),
        bend((0, middle), (right - 24, top), (right, top - 6), (right, -4), steps=10),
        bend((right, -4), (right, bottom), (right - 22, bottom + 2), (0, bottom - 2 - arch * 0.8), steps=10),
        bend((0, bottom - 2 - arch * 0.8), (left + 24, bottom), (left, bottom + 2), (left, 0), steps=10),
    )
    canvas.fill(outline, species.coat)
    belly = joined(
        bend((left + 14, bottom - 8), (0, bottom - 22 - arch), (right - 8, bottom - 10)),
        bend((right - 14, bottom - 1), (0, bottom - 1 - arch * 0.8), (left + 14, bottom - 3)),
    )
    canvas.fill(belly, species.belly)
    if species.muzzle == "point":
        canvas.fill(oval(right - 6, -2, 11, 17, degrees=14), species.belly)
    for word in species.marks.split():
        draw = _MARKS.get(word)
        if draw:
            draw(canvas, species, stance, stretch)
    _cover_before(canvas, species, stance, time)


def draw_neck(canvas: Canvas, species: Species, stance: Stance, root: Point, head: Point) -> None:
    """From the shoulders to the head, with its mane and marks."""
    thick = stance.neck
    if thick <= 0.0:
        if head[1] - root[1] < 2.0:
            return
        # Only a lowered head shows a short neck.
        thick = stance.up * 0.95
        root = (root[0] + stance.half * 0.12, root[1] + 2.0)
    x, y = (root[0] + head[0]) / 2, (root[1] + head[1]) / 2
    dip = 12.0 if stance.cover == "humps" else 3.0
    line = bend(root, (x + dip * 0.6, y + dip), head, steps=14)
    if any(word in species.ears.split() for word in ("horse", "unicorn")):
        mane = line - points((thick * 0.42, thick * 0.2))
        canvas.stroke(mane[1:], thick * 0.8, species.accent if species.trim else species.dark)
    canvas.stroke(line, thick, species.coat)
    canvas.stroke(line[:6], thick * (1.3 if stance.neck else 1.12), species.coat)
    if species.has("spots"):
        for place in range(2, 13, 2):
            px, py = line[place]
            side = 4.5 if place % 4 else -4.5
            canvas.fill(oval(float(px) + side, float(py), 4.6, 5.6, degrees=place * 17), species.dark)
    if species.has("stripes"):
        across = thick * 0.46
        for place in range(2, 13, 2):
            px, py = float(line[place][0]), float(line[place][1])
            canvas.line((px - across, py - across * 0.5), (px + across * 0.2, py + across * 0.3), 4, species.dark)


def _stripes(canvas: Canvas, species: Species, stance: Stance, stretch: float) -> None:
    many = 7 if species.has("bold") else 5
    for place in range(many):
        share = place / (many - 1) - 0.5
        x = share * (stance.half * 1.5 + stretch) - 2
        top = -stance.up + 2 + 7 * abs(share) ** 2 * 4
        long = stance.up + stance.down * 0.55 if species.has("bold") else 20
        canvas.stroke(bend((x, top), (x - 1, top + long * 0.6), (x - 5, top + long)), 4.6, species.dark)


def _patches(canvas: Canvas, species: Species, stance: Stance, _stretch: float) -> None:
    size = stance.half / 51.0
    canvas.fill(oval(-22 * size, -9, 20 * size, 13, degrees=-10), species.dark)
    canvas.fill(oval(21 * size, -2, 14 * size, 15, degrees=20), species.dark)
    canvas.fill(oval(-2, 11, 10 * size, 7, degrees=-8), species.dark)


def _spots(canvas: Canvas, species: Species, stance: Stance, stretch: float) -> None:
    large = species.body == "giraffe"
    for row, level in enumerate((-0.62, -0.08, 0.42)):
        for place in range(6):
            share = (place + 0.5 * (row % 2)) / 6 - 0.42
            x = share * (stance.half * 1.75 + stretch)
            y = level * (stance.up if level < 0 else stance.down) + 5 * abs(share)
            radius = 6.4 if large else 4.2
            canvas.fill(
                oval(x, y, radius, radius * 0.86, degrees=place * 31 + row * 17, steps=7 if large else 16), species.dark
            )
            if not large:
                canvas.oval(x + 0.6, y, 1.9, 1.7, mix(species.coat, species.dark, 0.2))


def _blaze(canvas: Canvas, species: Species, stance: Stance, _stretch: float) -> None:
    canvas.fill(oval(stance.half - 12, 4, 10, 15, degrees=14), species.belly)


def _fawn(canvas: Canvas, species: Species, stance: Stance, _stretch: float) -> None:
    """Pale dots along the back."""
    for place in range(6):
        x = -stance.half * 0.72 + place * stance.half * 0.24
        canvas.oval(x, -stance.up + 11 + 3 * (place % 2), 2.6, 2.6, species.belly)
    canvas.fill(oval(stance.half - 10, 3, 9, 14, degrees=14), species.belly)


def _folds(canvas: Canvas, species: Species, stance: Stance, _stretch: float) -> None:
    """A rhino's plates of skin."""
    tone = mix(species.coat, _FAR, 0.2)
    for x in (-stance.half * 0.45, stance.half * 0.42):
        canvas.stroke(bend((x, -stance.up + 3), (x - 7, 0), (x + 2, stance.down - 4)), 2.6, tone)


_MARKS: dict[str, Callable[[Canvas, Species, Stance, float], None]] = {
    "stripes": _stripes,
    "patches": _patches,
    "spots": _spots,
    "blaze": _blaze,
    "fawn": _fawn,
    "folds": _folds,
}


def _wool(canvas: Canvas, species: Species, left: float, right: float, top: float, bottom: float) -> None:
    """Curls round the rim, then a light middle."""
    high, wide = (bottom - top) / 2, (right - left) / 2
    x, y = (left + right) / 2, (top + bottom) / 2
    for curl in range(14):
        angle = curl / 14 * 2 * math.pi
        canvas.oval(x + math.cos(angle) * wide * 0.84, y + math.sin(angle) * high * 0.8, 15, 14, species.accent)
    canvas.oval(x, y, wide * 0.92, high * 0.92, species.accent)
    tone = mix(species.accent, (150, 150, 176), 0.35)
    for dx, dy in ((-24, -8), (-4, -14), (18, -9), (-14, 7), (8, 6), (28, 5)):
        canvas.stroke(arc(x + dx, y + dy, 7, 6, 150, 220, steps=9), 2, tone)


def _cover_behind(canvas: Canvas, species: Species, stance: Stance) -> None:
    if stance.cover == "humps":
        for x in (-20.0, 16.0):
            top = -stance.up - 24
            hump = joined(
                bend((x - 25, -stance.up + 12), (x - 12, top + 2), (x, top)),
                bend((x, top), (x + 12, top + 2), (x + 25, -stance.up + 12)),
            )
            canvas.fill(hump, species.coat)
            canvas.oval(x, top + 5, 8, 6, species.dark)
    elif stance.cover == "ridge":
        for place in range(11):
            x = -stance.half + 8 + place * (stance.half * 2 - 24) / 10
            canvas.fill(points((x - 8, -stance.up + 6), (x, -stance.up - 8), (x + 8, -stance.up + 6)), species.dark)


def _cover_before(canvas: Canvas, species: Species, stance: Stance, _time: float) -> None:
    if stance.cover != "shell":
        return
    half, low = stance.half + 4, 8.0
    top = -stance.up - 26
    dome = joined(
        bend((-half, low), (-half, top), (half, top), (half, low), steps=24),
        bend((half, low), (0, low + 12), (-half, low)),
    )
    canvas.fill(dome, species.dark)
    inner = bend((-half + 7, low - 3), (-half + 8, top + 7), (half - 8, top + 7), (half - 7, low - 3), steps=24)
    canvas.fill(inner, mix(species.dark, species.belly, 0.28))
    for x, y, wide in ((0, -26, 15), (-25, -15, 12), (25, -15, 12), (-11, -4, 9), (12, -4, 9)):
        canvas.fill(oval(x, y, wide, wide * 0.72, steps=6), mix(species.dark, WHITE, 0.08))
    canvas.stroke(bend((-half, low + 1), (0, low + 12), (half, low + 1)), 5, mix(species.dark, species.belly, 0.5))
