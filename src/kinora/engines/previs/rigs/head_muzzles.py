"""Muzzles: the patch round the mouth, and the nose, beak, trunk or snout, by the word in the species' row."""

from __future__ import annotations

import math
from collections.abc import Callable

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import bend, joined, oval, points, rounded
from kinora.engines.previs.drawing.palette import WHITE, mix
from kinora.engines.previs.rigs.species import Species

MOUTH_LEVELS = {"koala": 19.0, "pig": 20.0, "cat": 13.0, "long": 23.0, "face": 12.0, "skull": 17.0, "alien": 15.0}
"""How far under the centre the mouth begins; 16 elsewhere."""


def muzzle_patch(canvas: Canvas, species: Species, shift: float) -> None:
    """The light part that lies under eyes and nose."""
    match species.muzzle:
        case "koala" | "cat" | "snout" | "pig":
            canvas.oval(shift, 13, 18, 12.5, species.belly)
        case "point":
            for side in (-1, 1):
                canvas.fill(oval(side * 13 + shift, 12, 15, 10, degrees=side * 20), species.belly)
            canvas.oval(shift * 1.2, 14, 11, 12, species.belly)
        case "long" | "camel":
            canvas.fill(rounded(-17 + shift * 1.6, 2, 34, 30, 15), mix(species.belly, species.coat, 0.25))
        case "hippo":
            canvas.fill(rounded(-31 + shift, 1, 62, 34, 17), mix(species.coat, species.belly, 0.35))
        case "rhino":
            canvas.fill(rounded(-22 + shift, 4, 44, 29, 14), mix(species.coat, species.belly, 0.45))
        case _:
            return


def draw_muzzle(canvas: Canvas, species: Species, x: float, mouth: float, time: float) -> bool:
    """The nose and what goes with it. Whether a mouth of the usual kind is still to be drawn under it."""
    draw = _MUZZLES.get(species.muzzle)
    if draw is None:
        canvas.oval(x, 6.5, 7.5, 5, species.dark)
        canvas.oval(x - 2, 5, 2, 1.3, mix(species.dark, WHITE, 0.5))
        return True
    return draw(canvas, species, x, mouth, time)


def _koala(canvas: Canvas, species: Species, x: float, _mouth: float, _time: float) -> bool:
    canvas.fill(rounded(x - 8.5, -5, 17, 23, 8.5), species.dark)
    canvas.oval(x - 2.5, 0, 2.6, 4, mix(species.dark, WHITE, 0.4))
    return True


def _pig(canvas: Canvas, species: Species, x: float, _mouth: float, _time: float) -> bool:
    canvas.oval(x, 10, 12, 8.5, mix(species.coat, species.dark, 0.45))
    for side in (-1, 1):
        canvas.oval(x + side * 4.2, 10, 2, 3, species.dark)
    return True


def _cat(canvas: Canvas, _species: Species, x: float, _mouth: float, _time: float) -> bool:
    canvas.fill(points((x - 5.5, 6), (x + 5.5, 6), (x, 11.5)), (226, 110, 112))
    for side in (-1, 1):
        for row in (-1, 0, 1):
            canvas.line((side * 13 + x, 13 + row * 2), (side * 37 + x, 11 + row * 6), 1.1, (252, 246, 238))
    return True


def _beak(canvas: Canvas, species: Species, x: float, mouth: float, _time: float) -> bool:
    gap = 7.0 * max(0.0, mouth - 0.2)
    lower = joined(bend((x - 10, 8 + gap), (x + 2, 20 + gap * 1.4), (x + 12, 8 + gap)))
    canvas.fill(lower, mix(species.dark, (90, 30, 10), 0.3))
    upper = joined(bend((x - 12, 6), (x, -5), (x + 12, 6)), bend((x + 12, 6), (x + 2, 17), (x - 12, 6)))
    canvas.fill(upper, species.dark)
    return False


def _trunk(canvas: Canvas, species: Species, x: float, mouth: float, time: float) -> bool:
    lift = 22.0 * max(0.0, mouth - 0.35)
    sway = 5 * math.sin(time * 2)
    line = bend((x, 6), (x + 4, 30), (x + 16, 54 - lift), (x + 33, 40 + sway - 1.6 * lift), steps=14)
    canvas.stroke(line[3:], 18, species.shade)
    canvas.stroke(line, 14, mix(species.coat, WHITE, 0.12))
    for side in (-1, 1):
        tusk = bend((x + side * 15, 14), (x + side * 17, 24), (x + side * 24, 26 - 0.2 * lift))
        canvas.stroke(tusk, 5, (250, 244, 226))
    return False


def _long(canvas: Canvas, species: Species, x: float, _mouth: float, _time: float) -> bool:
    for side in (-1, 1):
        canvas.oval(x * 1.3 + side * 8, 13, 2.6, 3.4, species.dark)
    return True


def _hippo(canvas: Canvas, species: Species, x: float, mouth: float, _time: float) -> bool:
    gap = 14.0 * max(0.0, mouth - 0.3)
    for side in (-1, 1):
        canvas.oval(x + side * 14, 8, 4, 3, species.dark)
    if gap > 0.5:
        canvas.fill(rounded(x - 24, 19, 48, 5 + gap, 7), (150, 60, 76))
    else:
        canvas.stroke(bend((x - 24, 18), (x, 28), (x + 24, 18)), 2.4, species.dark)
    for side in (-1, 1):
        canvas.fill(rounded(x + side * 13 - 3, 19, 6, 7, 2), WHITE)
    return False


def _rhino(canvas: Canvas, species: Species, x: float, _mouth: float, _time: float) -> bool:
    for side in (-1, 1):
        canvas.oval(x + side * 12, 17, 3, 3.4, species.dark)
    for foot, high, wide in ((8.0, 38.0, 9.0), (-10.0, 15.0, 6.5)):
        horn = joined(
            bend((x - wide, foot), (x - 2, foot - high * 0.5), (x + 7, foot - high)), points((x + wide, foot))
        )
        canvas.fill(horn, (236, 226, 204))
    canvas.stroke(bend((x - 9, 24), (x, 29), (x + 9, 24)), 2.4, species.dark)
    return False


def _face(canvas: Canvas, species: Species, x: float, _mouth: float, _time: float) -> bool:
    if species.has("clown"):
        canvas.oval(x, 4, 7.5, 7.5, (232, 52, 52))
        canvas.oval(x - 2, 2, 2, 2, WHITE)
    else:
        canvas.oval(x, 5, 3.2, 2.6, mix(species.belly, (190, 90, 70), 0.4))
    return True


def _screen(canvas: Canvas, _species: Species, x: float, mouth: float, _time: float) -> bool:
    tone = (110, 236, 255)
    gap = max(0.0, mouth - 0.3)
    if gap > 0.1:
        canvas.fill(rounded(x - 8, 9, 16, 2.6 + 8 * gap, 3), tone)
    else:
        canvas.stroke(bend((x - 8, 10), (x, 14), (x + 8, 10)), 2.6, tone)
    return False


def _wide(canvas: Canvas, species: Species, x: float, mouth: float, _time: float) -> bool:
    gap = 16.0 * max(0.0, mouth - 0.3)
    if gap > 1.0:
        canvas.fill(
            joined(bend((x - 22, 2), (x, 10), (x + 22, 2)), bend((x + 22, 2), (x, 14 + 2 * gap), (x - 22, 2))),
            (150, 46, 58),
        )
    else:
        canvas.stroke(bend((x - 22, 2), (x, 18), (x + 22, 2)), 2.6, species.dark)
    return False


def _jaws(canvas: Canvas, species: Species, x: float, mouth: float, _time: float) -> bool:
    """A long snout to the right, teeth along it, the lower jaw falling open."""
    gap = 16.0 * max(0.0, mouth - 0.25)
    start, end = -16.0, 58.0 + 0.6 * x
    with canvas.moved(start + 4, 10, degrees=gap):
        canvas.fill(
            joined(
                bend((0, 0), (4, 17), (30, 14), (end - start - 8, 7)), bend((end - start - 8, 7), (60, -2), (0, -4))
            ),
            species.belly,
        )
    if gap > 1.5:
        canvas.fill(points((start + 8, 8), (end - 6, 8), (end - 10, 10 + gap)), (160, 56, 66))
    upper = joined(
        bend((start, -8), (start + 26, -6), (end - 22, -8), (end - 8, -12)),
        bend((end - 8, -12), (end + 8, -10), (end + 6, 9), (end - 6, 10)),
        bend((end - 6, 10), (20, 13), (start, 11)),
    )
    canvas.fill(upper, species.coat)
    for tooth in range(6):
        place = start + 20 + tooth * (end - start - 26) / 6
        canvas.fill(points((place - 3.4, 9.5), (place + 3.4, 9.5), (place, 16.0)), WHITE)
    canvas.oval(end - 5, -9, 2.6, 2.2, species.dark)
    return False


def _none(_canvas: Canvas, _species: Species, _x: float, _mouth: float, _time: float) -> bool:
    return True


def _skull(canvas: Canvas, species: Species, x: float, _mouth: float, _time: float) -> bool:
    canvas.fill(points((x - 4, 10), (x + 4, 10), (x, 3)), mix(species.dark, (20, 16, 24), 0.5))
    return True


_MUZZLES: dict[str, Callable[[Canvas, Species, float, float, float], bool]] = {
    "koala": _koala,
    "pig": _pig,
    "cat": _cat,
    "beak": _beak,
    "trunk": _trunk,
    "long": _long,
    "hippo": _hippo,
    "rhino": _rhino,
    "face": _face,
    "screen": _screen,
    "wide": _wide,
    "jaws": _jaws,
    "alien": _none,
    "plain": _none,
    "skull": _skull,
}
MUZZLES = ("snout", "point", "visor", *_MUZZLES)
