"""Heads: ears, face marks, eyes, muzzle and mouth, by the species' row. Unit: a head's radius is about 30."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from kinora.engines.previs.canvas import Canvas
from kinora.engines.previs.curves import arc, bend, joined, oval, points, rounded
from kinora.engines.previs.palette import WHITE, Colour, mix
from kinora.engines.previs.species import Species

_PINK: Colour = (240, 160, 158)
_INK: Colour = (30, 24, 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """What a face shows. look: -1 left .. 1 right. mouth: 0 closed .. 1 open."""

    time: float
    look: float
    mouth: float
    closed: bool


def draw_head(canvas: Canvas, species: Species, face: Face) -> None:
    """A head with its centre at the origin."""
    _EARS.get(species.ears, _no_ears)(canvas, species, face)
    _skull(canvas, species)
    if species.muzzle == "visor":
        _visor(canvas, species, face)
        return
    if species.ears == "flop":
        _flopped(canvas, species, face)
    _marks(canvas, species, face.look * 4)
    shift = face.look * 5.0
    if species.ears == "hair":
        _hair(canvas, species)
    _muzzle_patch(canvas, species, shift)
    _eyes(canvas, species, face, shift)
    _nose_and_mouth(canvas, species, face, shift * 1.3)


def _no_ears(_canvas: Canvas, _species: Species, _face: Face) -> None:
    return


def _fluff(canvas: Canvas, species: Species, face: Face) -> None:
    inner = mix(species.belly, (236, 176, 184), 0.55)
    for side in (-1, 1):
        flick = math.sin(face.time * 2.6 + side) * 1.2
        for x, y, radius in ((0, 0, 17), (8, 7, 12), (8, -8, 12), (-2, -10, 11), (12, 0, 10)):
            canvas.oval(side * (33 + x), -16 + y + flick, radius, radius, species.shade if x > 9 else species.coat)
        canvas.oval(side * 34, -14 + flick, 11, 11, inner)


def _tri(canvas: Canvas, species: Species, face: Face) -> None:
    inner = mix(species.belly, _PINK, 0.45)
    for side in (-1, 1):
        flick = 3.0 * max(0.0, math.sin(face.time * 3.1 + side * 1.4)) ** 8
        tip = (side * (27 + flick), -45.0)
        canvas.fill(joined(bend((side * 30, -4), (side * 34, -30), tip), points((side * 5, -26))), species.shade)
        canvas.fill(points((side * 26, -14), (tip[0] - side * 2, -37), (side * 12, -26)), inner)


def _round_ears(canvas: Canvas, species: Species, _face: Face) -> None:
    dark = species.marks == "eyes"
    for side in (-1, 1):
        canvas.oval(side * 23, -23, 12, 12, species.dark if dark else species.shade)
        if not dark:
            canvas.oval(side * 22.5, -21.5, 6.5, 6.5, mix(species.belly, _PINK, 0.3))


def _mane(canvas: Canvas, species: Species, face: Face) -> None:
    for ring, size in ((34.0, 14.0), (26.0, 15.0)):
        colour = species.dark if ring > 30 else mix(species.dark, species.coat, 0.3)
        for lock in range(16):
            angle = lock / 16 * 2 * math.pi + 0.05 * math.sin(face.time * 2 + lock)
            canvas.oval(math.cos(angle) * ring, math.sin(angle) * ring + 2, size, size, colour)
    _round_ears(canvas, species, face)


def _long(canvas: Canvas, species: Species, face: Face) -> None:
    for side in (-1, 1):
        with canvas.moved(side * 12, -22, degrees=side * 10 + 6 * math.sin(face.time * 2.6 + side)):
            canvas.oval(0, -21, 9, 27, species.shade)
            canvas.oval(0, -20, 4.6, 20, mix(species.belly, _PINK, 0.5))


def _flopped(canvas: Canvas, species: Species, face: Face) -> None:
    """Hanging ears lie over the skull."""
    short = 0.72 if species.muzzle == "pig" else 1.0
    for side in (-1, 1):
        with canvas.moved(side * 26, -20, degrees=-side * (16 + 5 * math.sin(face.time * 4))):
            canvas.oval(0, 16 * short, 10, 21 * short, mix(species.shade, species.dark, 0.25))


def _big_ears(canvas: Canvas, species: Species, _face: Face) -> None:
    for side in (-1, 1):
        canvas.oval(side * 31, -14, 16, 16, species.shade)
        canvas.oval(side * 31, -13, 10, 10, mix(species.belly, _PINK, 0.5))


def _sail_ears(canvas: Canvas, species: Species, face: Face) -> None:
    for side in (-1, 1):
        flap = 4 * math.sin(face.time * 2 + side)
        canvas.fill(oval(side * 40, -2, 24, 32, degrees=side * (8 + flap)), species.shade)
        canvas.fill(oval(side * 40, 0, 16, 23, degrees=side * (8 + flap)), mix(species.shade, _PINK, 0.25))


def _horns(canvas: Canvas, species: Species, face: Face) -> None:
    for side in (-1, 1):
        canvas.stroke(bend((side * 16, -22), (side * 30, -30), (side * 26, -46)), 8, (240, 228, 200))
        canvas.fill(oval(side * 36, -10, 13, 7, degrees=side * (10 + 5 * math.sin(face.time * 3))), species.shade)


def _horse_ears(canvas: Canvas, species: Species, _face: Face) -> None:
    for x, y in ((-14, -30), (-24, -16), (-29, 2), (-30, 18)):
        canvas.oval(x, y, 13, 14, species.dark)
    for side in (-1, 1):
        canvas.fill(oval(side * 15, -33, 6, 14, degrees=side * 10), species.shade)
    canvas.oval(0, -30, 10, 9, species.dark)


def _antenna(canvas: Canvas, species: Species, face: Face) -> None:
    canvas.line((0, -24), (0, -44), 4, species.dark)
    glow = 0.5 + 0.5 * math.sin(face.time * 5)
    canvas.oval(0, -47, 6.5, 6.5, mix((190, 40, 50), (255, 110, 96), glow))
    for side in (-1, 1):
        canvas.fill(rounded(side * 33 - 6, -10, 12, 20, 4), species.dark)


def _hair_back(canvas: Canvas, species: Species, face: Face) -> None:
    canvas.oval(0, -6, 35, 31, species.dark)
    if species.marks == "locks":
        sway = 2.0 * math.sin(face.time * 2.1)
        for side in (-1, 1):
            lock = joined(
                bend((side * 34, -8), (side * 44, 20), (side * 30 + sway, 46)),
                bend((side * 30 + sway, 46), (side * 16, 34), (side * 22, 10)),
            )
            canvas.fill(lock, mix(species.dark, _INK, 0.25))


def _helmet(canvas: Canvas, species: Species, _face: Face) -> None:
    canvas.oval(0, 0, 39, 38, species.coat)
    for side in (-1, 1):
        canvas.fill(rounded(side * 36 - 5, -12, 10, 24, 4), mix(species.coat, (210, 90, 40), 0.75))


_EARS: dict[str, Callable[[Canvas, Species, Face], None]] = {
    "fluff": _fluff,
    "tri": _tri,
    "round": _round_ears,
    "mane": _mane,
    "long": _long,
    "big": _big_ears,
    "sail": _sail_ears,
    "horns": _horns,
    "horse": _horse_ears,
    "antenna": _antenna,
    "hair": _hair_back,
    "helmet": _helmet,
}


def _skull(canvas: Canvas, species: Species) -> None:
    match species.muzzle:
        case "screen":
            canvas.fill(rounded(-32, -27, 64, 54, 14), species.coat)
            canvas.fill(rounded(-26, -19, 52, 39, 10), species.dark)
        case "face":
            canvas.oval(0, 0, 31, 30, species.belly)
        case "visor":
            canvas.oval(0, 0, 35, 34, mix(species.coat, species.dark, 0.18))
        case "long":
            canvas.oval(0, -4, 29, 27, species.coat)
        case _:
            canvas.oval(0, 0, 33, 29.5, species.coat)


def _visor(canvas: Canvas, species: Species, face: Face) -> None:
    canvas.fill(rounded(-28, -22, 56, 42, 20), species.dark)
    shift = face.look * 5
    for side in (-1, 1):
        canvas.fill(oval(side * 11 + shift, -2, 3.8, 0.9 if face.closed else 5), (150, 230, 255))
    canvas.stroke(bend((-7 + shift, 8), (shift, 13), (7 + shift, 8)), 2.4, (150, 230, 255))
    canvas.fill(oval(-12, -13, 12, 5, degrees=-14), WHITE, 0.35)


def _marks(canvas: Canvas, species: Species, shift: float) -> None:
    match species.marks:
        case "eyes":
            for side in (-1, 1):
                canvas.fill(oval(side * 13.5 + shift, -2, 9, 11, degrees=side * 24), species.dark)
        case "stripes":
            for side in (-1, 1):
                for row in range(3):
                    canvas.line((side * 31, -7 + row * 8), (side * 22, -5 + row * 7), 3, species.dark)
            for x in (-7, 0, 7):
                canvas.line((x, -28), (x * 0.8, -20), 3, species.dark)
        case "patches":
            canvas.fill(oval(-15, -8, 12, 15, degrees=12), species.dark)
        case "face":
            for side in (-1, 1):
                canvas.oval(side * 11 + shift, -3, 14, 14, species.belly)
            canvas.oval(shift, 8, 20, 15, species.belly)


def _hair(canvas: Canvas, species: Species) -> None:
    fringe = joined(
        arc(0, 0, 33, 31, 178, 184), bend((32, 2), (22, -20), (2, -14)), bend((2, -14), (-18, -8), (-32, 0))
    )
    canvas.fill(fringe, species.dark)


def _muzzle_patch(canvas: Canvas, species: Species, shift: float) -> None:
    match species.muzzle:
        case "koala" | "cat" | "snout" | "pig":
            canvas.oval(shift, 13, 18, 12.5, species.belly)
        case "point":
            for side in (-1, 1):
                canvas.fill(oval(side * 13 + shift, 12, 15, 10, degrees=side * 20), species.belly)
            canvas.oval(shift * 1.2, 14, 11, 12, species.belly)
        case "long":
            canvas.fill(rounded(-17 + shift * 1.6, 2, 34, 30, 15), mix(species.belly, species.coat, 0.25))
        case _:
            return


def _eyes(canvas: Canvas, species: Species, face: Face, shift: float) -> None:
    glowing = species.muzzle == "screen"
    spread = 15.0 if species.muzzle == "wide" else 13.0
    for side in (-1, 1):
        x, y = side * spread + shift, -5.0
        if species.muzzle == "wide":
            canvas.oval(x, -24, 12, 12, species.coat)
            y = -24.0
        if face.closed:
            tone = (120, 240, 255) if glowing else _INK if species.marks != "eyes" else (225, 225, 230)
            canvas.stroke(bend((x - 6, y), (x, y + 4), (x + 6, y)), 2.8, tone)
        elif glowing:
            canvas.oval(x, y + 1, 6.5, 7.5, (110, 236, 255))
            canvas.oval(x + 1.6, y - 1.5, 2.2, 2.6, WHITE)
        else:
            if species.marks == "eyes":
                canvas.oval(x, y, 6.6, 7.6, WHITE)
            canvas.oval(x, y, 5.3, 6.5, _INK)
            canvas.oval(x + 1.7, y - 2.4, 2.1, 2.4, WHITE)
            canvas.oval(x - 1.8, y + 2.4, 1.0, 1.0, WHITE)
        if not glowing and species.muzzle != "wide":
            canvas.fill(oval(side * 22 + shift, 6, 5.5, 3.6), (240, 110, 110), 0.28)


def _nose_and_mouth(canvas: Canvas, species: Species, face: Face, x: float) -> None:
    dark = species.dark
    level = 17.0
    match species.muzzle:
        case "koala":
            canvas.fill(rounded(x - 8.5, -5, 17, 23, 8.5), dark)
            canvas.oval(x - 2.5, 0, 2.6, 4, mix(dark, WHITE, 0.4))
            level = 20.0
        case "pig":
            canvas.oval(x, 10, 12, 8.5, mix(species.coat, dark, 0.45))
            for side in (-1, 1):
                canvas.oval(x + side * 4.2, 10, 2, 3, dark)
            level = 21.0
        case "cat":
            canvas.fill(points((x - 5.5, 6), (x + 5.5, 6), (x, 11.5)), (226, 110, 112))
            for side in (-1, 1):
                for row in (-1, 0, 1):
                    canvas.line((side * 13 + x, 13 + row * 2), (side * 37 + x, 11 + row * 6), 1.1, (252, 246, 238))
            level = 14.0
        case "beak":
            _beak(canvas, dark, face.mouth, x)
            return
        case "trunk":
            line = bend((x, 6), (x + 4, 30), (x + 16, 52), (x + 32, 40 + 5 * math.sin(face.time * 2)))
            canvas.stroke(line[3:], 18, species.shade)
            canvas.stroke(line, 14, mix(species.coat, WHITE, 0.12))
            return
        case "long":
            for side in (-1, 1):
                canvas.oval(x * 1.3 + side * 8, 15, 2.6, 3.4, dark)
            level = 25.0
        case "face":
            canvas.oval(x, 5, 3.2, 2.6, mix(species.belly, (190, 90, 70), 0.4))
            level = 13.0
        case "screen":
            canvas.stroke(bend((x - 8, 11), (x, 15 + 3 * face.mouth), (x + 8, 11)), 2.6, (110, 236, 255))
            return
        case "wide":
            canvas.stroke(bend((x - 22, 2), (x, 18 + 4 * face.mouth), (x + 22, 2)), 2.6, dark)
            return
        case _:
            canvas.oval(x, 6.5, 7.5, 5, dark)
            canvas.oval(x - 2, 5, 2, 1.3, mix(dark, WHITE, 0.5))
            level = 16.0
    _mouth(canvas, dark, face.mouth, x, level)


def _beak(canvas: Canvas, colour: Colour, mouth: float, x: float) -> None:
    gap = 7.0 * max(0.0, mouth - 0.2)
    canvas.fill(
        joined(bend((x - 10, 8 + gap), (x + 2, 20 + gap * 1.4), (x + 12, 8 + gap))), mix(colour, (90, 30, 10), 0.3)
    )
    canvas.fill(joined(bend((x - 12, 6), (x, -5), (x + 12, 6)), bend((x + 12, 6), (x + 2, 17), (x - 12, 6))), colour)


def _mouth(canvas: Canvas, dark: Colour, opening: float, x: float, y: float) -> None:
    if opening <= 0.35:
        canvas.stroke(bend((x - 8, y), (x, y + 6), (x + 8, y)), 2.2, mix(dark, _INK, 0.5))
        return
    drop = 5.0 + 9.0 * opening
    canvas.fill(
        joined(points((x - 8, y)), bend((x + 8, y), (x + 7, y + drop), (x, y + drop), (x - 8, y))), (112, 34, 46)
    )
    canvas.oval(x, y + drop * 0.62, 4.4, 2.6, (232, 106, 112))
