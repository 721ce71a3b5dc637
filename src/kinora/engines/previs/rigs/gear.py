"""What is worn behind the back and at the sides: capes, wings, packs, tails of a mermaid. Drawn before the trunk."""

from __future__ import annotations

import math
from collections.abc import Callable

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import bend, joined, oval, points, rounded
from kinora.engines.previs.drawing.palette import WHITE, Colour, mix
from kinora.engines.previs.rigs.figure import FAR, Figure

_INK: Colour = (34, 30, 40)


def draw_gear(canvas: Canvas, figure: Figure) -> None:
    """Everything that the row's `gear` names."""
    for word in figure.species.gear.split():
        draw = _GEAR.get(word)
        if draw:
            draw(canvas, figure)


def _cape(canvas: Canvas, figure: Figure) -> None:
    x, y = figure.chest
    wide = 24.0 * figure.build.broad
    blow = 7.0 * math.sin(figure.time * 3.1) - 8.0
    low = min(-4.0, figure.hips + 34.0)
    tone = figure.species.accent
    outline = joined(
        bend((x - wide + 2, y), (x - wide - 22 + blow * 0.4, figure.hips), (x - wide - 26 + blow, low)),
        bend((x - wide - 26 + blow, low), (blow * 0.5, low + 9), (x + wide + 10 + blow * 0.5, low)),
        bend((x + wide + 10 + blow * 0.5, low), (x + wide + 8, figure.hips), (x + wide - 2, y)),
    )
    canvas.fill(outline, mix(tone, FAR, 0.14))
    for share in (-0.45, 0.1, 0.6):
        canvas.stroke(
            bend(
                (x + wide * share, y + 20),
                (x + wide * share * 1.4 + blow * 0.3, low - 14),
                (x + wide * share * 1.6 + blow * 0.5, low),
            ),
            2.2,
            mix(tone, FAR, 0.3),
        )


def _high_collar(canvas: Canvas, figure: Figure) -> None:
    """A vampire's, stood up behind the head."""
    x, y = figure.chest
    for side in (-1, 1):
        outer = joined(
            points((x + side * 4, y + 8)),
            bend((x + side * 24, y + 6), (x + side * 36, y - 18), (x + side * 34, y - 34)),
            bend((x + side * 34, y - 34), (x + side * 20, y - 18), (x + side * 4, y - 6)),
        )
        canvas.fill(outer, figure.species.accent)


def _angel_wings(canvas: Canvas, figure: Figure) -> None:
    x, y = figure.chest
    beat = 8.0 * math.sin(figure.time * 3.2)
    for side in (-1, 1):
        with canvas.moved(x + side * 9, y + 14, degrees=side * (beat - 4)):
            for feather, (long, turn) in enumerate(((62, 62), (66, 40), (64, 18), (54, -4))):
                with canvas.moved(0, 0, degrees=-side * (90 - turn)):
                    tone = mix((250, 250, 255), (196, 206, 232), 0.12 * feather)
                    canvas.fill(oval(side * long * 0.52, 0, long * 0.52, 11), tone)


def _fairy_wings(canvas: Canvas, figure: Figure) -> None:
    x, y = figure.chest
    beat = 0.82 + 0.18 * math.sin(figure.time * 14.0)
    for side in (-1, 1):
        with canvas.moved(x + side * 5, y + 16, scale=(beat, 1)):
            for wide, high, turn, tone in ((36, 19, -38, (170, 226, 255)), (25, 14, 24, (224, 190, 255))):
                with canvas.moved(0, 0, degrees=side * turn):
                    canvas.fill(oval(side * wide, 0, wide, high), tone)
                    canvas.fill(oval(side * wide * 1.05, 0, wide * 0.66, high * 0.6), mix(tone, WHITE, 0.55))


def _dragon_wings(canvas: Canvas, figure: Figure) -> None:
    """One to each side behind its back, beating slowly."""
    species = figure.species
    beat = 12.0 * math.sin(figure.time * 5.0)
    for side in (-1, 1):
        x, y = figure.chest[0] + side * 10, figure.chest[1] + 12
        tip = (x + side * 92, y - 52 + beat)
        notches = ((x + side * 70, y - 4 + beat * 0.7), (x + side * 60, y + 26 + beat * 0.5), (x + side * 34, y + 10))
        lower = joined(
            bend(tip, (x + side * 70, y - 26 + beat), notches[0], steps=6),
            bend(notches[0], (x + side * 54, y + 4), notches[1], steps=6),
            bend(notches[1], (x + side * 40, y + 8), notches[2], steps=6),
        )
        upper = bend((x, y), (x + side * 30, y - 50 + beat * 0.6), tip)
        canvas.fill(joined(upper, lower), mix(species.belly, species.coat, 0.35))
        canvas.stroke(upper, 7, mix(species.coat, FAR, 0.2))


def _pack(canvas: Canvas, figure: Figure) -> None:
    x, y = figure.chest
    canvas.fill(rounded(x - 36, y + 2, 40, 52, 10), mix(figure.species.coat, FAR, 0.3))


def _quills(canvas: Canvas, figure: Figure) -> None:
    """A hedgehog's back."""
    species = figure.species
    with figure.in_trunk(canvas):
        for spine in range(13):
            angle = math.radians(110 + spine * 26)
            x, y = math.cos(angle), math.sin(angle)
            root = (x * 26 - 4, y * 30 - 16)
            tip = (x * 47 - 4, y * 46 - 16)
            canvas.fill(
                points((root[0] - y * 9, root[1] + x * 9), tip, (root[0] + y * 9, root[1] - x * 9)), species.dark
            )
        canvas.oval(-4, -16, 36, 38, mix(species.dark, species.coat, 0.25))


def _plates(canvas: Canvas, figure: Figure) -> None:
    """A dinosaur's back."""
    with figure.in_trunk(canvas):
        for x, y, turn in ((-27, -36, -60), (-33, -19, -78), (-34, 0, -95)):
            with canvas.moved(x, y, degrees=turn):
                canvas.fill(points((-10, 5), (0, -15), (10, 5)), figure.species.dark)


def _shell(canvas: Canvas, figure: Figure) -> None:
    """A turtle's, when it stands up."""
    with figure.in_trunk(canvas):
        canvas.oval(-8, -17, 40, 39, mix(figure.species.dark, FAR, 0.1))
        canvas.oval(-8, -17, 35, 34, figure.species.dark)


_GEAR: dict[str, Callable[[Canvas, Figure], None]] = {
    "cape": _cape,
    "high_collar": _high_collar,
    "angel_wings": _angel_wings,
    "fairy_wings": _fairy_wings,
    "dragon_wings": _dragon_wings,
    "pack": _pack,
    "quills": _quills,
    "plates": _plates,
    "shell": _shell,
}
GEAR = ("none", "pouch", *_GEAR)
