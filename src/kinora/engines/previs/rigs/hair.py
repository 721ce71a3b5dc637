"""Hair: what falls behind a head and what frames its face, by the word in the species' row. Its colour is `dark`."""

from __future__ import annotations

import math
from collections.abc import Callable

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import Point, arc, bend, joined, points
from kinora.engines.previs.drawing.palette import WHITE, Colour, mix
from kinora.engines.previs.rigs.species import Species

_INK: Colour = (30, 24, 30)


def hair_behind(canvas: Canvas, species: Species, time: float) -> None:
    """Under the skull."""
    draw = _BEHIND.get(species.hair)
    if draw:
        draw(canvas, species, time)


def hair_before(canvas: Canvas, species: Species) -> None:
    """Over the brow."""
    draw = _BEFORE.get(species.hair)
    if draw:
        draw(canvas, species)


def falling_hair(canvas: Canvas, species: Species, time: float) -> None:
    """What falls down the back: under the trunk, in the head's space."""
    if species.hair == "very_long":
        _very_long(canvas, species, time)


def _cap(canvas: Canvas, species: Species, _time: float) -> None:
    canvas.oval(0, -6, 35, 31, species.dark)


def _long(canvas: Canvas, species: Species, time: float) -> None:
    _cap(canvas, species, time)
    sway = 2.5 * math.sin(time * 2.1)
    shade = mix(species.dark, _INK, 0.2)
    for side in (-1, 1):
        lock = joined(
            bend((side * 34, -10), (side * 46, 22), (side * 33 + sway, 52)),
            bend((side * 33 + sway, 52), (side * 16, 48), (side * 18, 10)),
        )
        canvas.fill(lock, shade)


def _very_long(canvas: Canvas, species: Species, time: float) -> None:
    sway = 4.0 * math.sin(time * 1.8)
    canvas.fill(
        joined(
            bend((0, -38), (-46, -36), (-40, 30), (-38 + sway, 74)),
            bend((-38 + sway, 74), (-16, 82), (16, 82), (34 + sway, 74)),
            bend((34 + sway, 74), (40, 30), (46, -36), (0, -38)),
        ),
        mix(species.dark, _INK, 0.15),
    )


def _bob(canvas: Canvas, species: Species, _time: float) -> None:
    canvas.fill(
        joined(bend((0, -38), (-46, -38), (-42, 22), (-30, 26)), bend((30, 26), (42, 22), (46, -38), (0, -38))),
        species.dark,
    )


def _bun(canvas: Canvas, species: Species, _time: float) -> None:
    canvas.oval(0, -40, 14, 13, mix(species.dark, _INK, 0.15))
    canvas.oval(-3, -43, 7, 6, mix(species.dark, WHITE, 0.12))
    canvas.oval(0, -6, 34, 30, species.dark)


def _pony(canvas: Canvas, species: Species, time: float) -> None:
    sway = 6.0 * math.sin(time * 3.0)
    root: Point = (-26, -26)
    tail = joined(
        bend(root, (-62, -34), (-62 + sway, 6), (-48 + sway, 24)),
        bend((-48 + sway, 24), (-46 + sway, -2), (-38, -10), (-24, -12)),
    )
    canvas.fill(tail, mix(species.dark, _INK, 0.15))
    _cap(canvas, species, time)
    canvas.oval(-32, -22, 6, 6, species.accent)


def _pigtails(canvas: Canvas, species: Species, time: float) -> None:
    for side in (-1, 1):
        with canvas.moved(side * 31, -10, degrees=side * (8 - 9 * math.sin(time * 3.2))):
            canvas.oval(side * 10, 12, 11, 19, mix(species.dark, _INK, 0.12))
            canvas.oval(side * 3, -2, 6, 6, species.accent)
    _cap(canvas, species, time)


def _curly(canvas: Canvas, species: Species, _time: float) -> None:
    for lock in range(11):
        angle = math.radians(-205 + lock * 23)
        canvas.oval(math.cos(angle) * 31, math.sin(angle) * 29 - 4, 12.5, 12.5, species.dark)


def _rainbow(canvas: Canvas, _species: Species, _time: float) -> None:
    tones: tuple[Colour, ...] = ((232, 70, 70), (250, 170, 50), (70, 170, 90), (60, 130, 230))
    for side in (-1, 1):
        for lock, (x, y) in enumerate(((30, -22), (40, -10), (41, 6), (34, 18), (28, -32))):
            canvas.oval(side * x, y, 13, 13, tones[lock % 4])


def _afro(canvas: Canvas, species: Species, _time: float) -> None:
    canvas.oval(0, -12, 46, 40, species.dark)


def _wild(canvas: Canvas, species: Species, time: float) -> None:
    for lock in range(12):
        angle = math.radians(-208 + lock * 21.5)
        x, y = math.cos(angle), math.sin(angle)
        long = 46 + (6 if lock % 2 else 0) + 1.5 * math.sin(time * 3 + lock)
        canvas.fill(
            points((x * 24 - y * 12, y * 24 + x * 12), (x * long, y * long - 3), (x * 24 + y * 12, y * 24 - x * 12)),
            species.dark,
        )


def _half_bald(canvas: Canvas, species: Species, _time: float) -> None:
    for side in (-1, 1):
        canvas.oval(side * 29, 0, 9, 13, species.dark)
        canvas.oval(side * 27, 10, 8, 9, species.dark)


def _topknot(canvas: Canvas, species: Species, time: float) -> None:
    canvas.stroke(bend((-6, -28), (-8, -44), (6, -46)), 10, species.dark)
    _cap(canvas, species, time)


def _fringe(canvas: Canvas, species: Species) -> None:
    fringe = joined(
        arc(0, 0, 33, 31, 178, 184), bend((32, 2), (22, -20), (2, -14)), bend((2, -14), (-18, -8), (-32, 0))
    )
    canvas.fill(fringe, species.dark)
    _gloss(canvas, species)


def _gloss(canvas: Canvas, species: Species) -> None:
    canvas.stroke(arc(-2, 2, 25, 25, 228, 42, steps=8), 2.6, mix(species.dark, WHITE, 0.35), 0.6)


def _parted(canvas: Canvas, species: Species) -> None:
    """Short, combed to one side."""
    fringe = joined(
        arc(0, 0, 33, 31, 184, 172),
        bend((32, -3), (28, -14), (20, -17)),
        bend((20, -17), (-6, -11), (-20, -20)),
        bend((-20, -20), (-28, -14), (-32, -3)),
    )
    canvas.fill(fringe, species.dark)
    _gloss(canvas, species)


def _slick(canvas: Canvas, species: Species) -> None:
    """Swept back from a peak over the brow."""
    fringe = joined(
        arc(0, 0, 33, 31, 180, 180),
        bend((32, -2), (24, -20), (10, -22)),
        points((0, -11)),
        bend((-10, -22), (-24, -20), (-32, -2)),
    )
    canvas.fill(fringe, species.dark)


def _middle(canvas: Canvas, species: Species) -> None:
    """Parted in the middle, drawn to both sides."""
    for side in (-1, 1):
        half = joined(
            bend((0, -32), (side * 36, -34), (side * 34, 6)), bend((side * 34, 6), (side * 24, -10), (0, -23))
        )
        canvas.fill(half, species.dark)
    _gloss(canvas, species)


def _straight(canvas: Canvas, species: Species) -> None:
    canvas.fill(
        joined(arc(0, 0, 33, 31, 180, 180), bend((32, 0), (26, -14), (0, -14)), bend((0, -14), (-26, -14), (-32, 0))),
        species.dark,
    )
    _gloss(canvas, species)


def _tousled(canvas: Canvas, species: Species) -> None:
    canvas.fill(
        joined(
            arc(0, -2, 34, 31, 178, 184),
            points((31, -2), (24, -15), (19, -7), (10, -18), (4, -8), (-6, -18), (-12, -8), (-22, -16), (-25, -5)),
        ),
        species.dark,
    )
    canvas.fill(points((-8, -30), (4, -43), (6, -31), (16, -40), (14, -28)), species.dark)
    _gloss(canvas, species)


def _curls(canvas: Canvas, species: Species) -> None:
    for x, y, radius in ((-24, -15, 10), (-13, -23, 10), (0, -26, 10), (13, -23, 10), (24, -15, 10)):
        canvas.oval(x, y, radius, radius, species.dark)
    _gloss(canvas, species)


def _one_curl(canvas: Canvas, species: Species) -> None:
    canvas.stroke(bend((-4, -29), (-2, -42), (12, -40), (6, -32)), 3.6, species.dark)


_BEHIND: dict[str, Callable[[Canvas, Species, float], None]] = {
    "short": _cap,
    "parted": _cap,
    "tousled": _cap,
    "slick": _cap,
    "long": _long,
    "very_long": _cap,
    "bob": _bob,
    "bun": _bun,
    "pony": _pony,
    "pigtails": _pigtails,
    "curly": _curly,
    "rainbow": _rainbow,
    "afro": _afro,
    "wild": _wild,
    "half_bald": _half_bald,
    "topknot": _topknot,
}
_BEFORE: dict[str, Callable[[Canvas, Species], None]] = {
    "short": _fringe,
    "parted": _parted,
    "tousled": _tousled,
    "slick": _slick,
    "long": _fringe,
    "very_long": _middle,
    "bob": _straight,
    "bun": _middle,
    "pony": _straight,
    "pigtails": _straight,
    "curly": _curls,
    "afro": _curls,
    "topknot": _slick,
    "one_curl": _one_curl,
}
HAIRS = ("none", *sorted({*_BEHIND, *_BEFORE}))
