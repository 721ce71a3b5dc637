"""Heads: skull, eyes, tears and mouth; ears, muzzles, marks, hair and hats in their order. A head's radius is 30."""

from __future__ import annotations

from dataclasses import dataclass

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import bend, joined, oval, points, rounded
from kinora.engines.previs.drawing.palette import WHITE, Colour, mix
from kinora.engines.previs.rigs.hair import hair_before, hair_behind
from kinora.engines.previs.rigs.hats import hat_before, hat_behind
from kinora.engines.previs.rigs.head_ears import draw_ears, draw_hanging_ears
from kinora.engines.previs.rigs.head_marks import marks_over, marks_under
from kinora.engines.previs.rigs.head_muzzles import MOUTH_LEVELS, draw_muzzle, muzzle_patch
from kinora.engines.previs.rigs.species import Species
from kinora.engines.previs.setting import Points

INK: Colour = (30, 24, 30)
_GLOW: Colour = (110, 236, 255)


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """What a face shows. look: -1 left .. 1 right. mouth: 0 closed .. 1 open. closed: the eyes, 0 open .. 1 shut.

    smile: 1, or -1 for a frown. brow: -1 angry .. 1 sad, 0 no brows. tears: 0..1.
    """

    time: float
    look: float
    mouth: float
    closed: float
    smile: float = 1.0
    brow: float = 0.0
    tears: float = 0.0


def draw_head(canvas: Canvas, species: Species, face: Face) -> None:
    """A head with its centre at the origin."""
    hat_behind(canvas, species)
    hair_behind(canvas, species, face.time)
    draw_ears(canvas, species, face.time)
    _skull(canvas, species)
    if species.muzzle == "visor":
        _visor(canvas, species, face)
        hat_before(canvas, species, face.time)
        return
    draw_hanging_ears(canvas, species, face.time)
    shift = face.look * 5.0
    marks_under(canvas, species, face.look * 4)
    muzzle_patch(canvas, species, shift)
    hair_before(canvas, species)
    _eyes(canvas, species, face, shift)
    if draw_muzzle(canvas, species, shift * 1.3, face.mouth, face.time):
        _mouth(canvas, species, face, shift * 1.3, MOUTH_LEVELS.get(species.muzzle, 16.0))
    marks_over(canvas, species, shift, face.mouth)
    hat_before(canvas, species, face.time)
    _tears(canvas, face, shift)


def _skull(canvas: Canvas, species: Species) -> None:
    match species.muzzle:
        case "screen":
            canvas.fill(rounded(-32, -27, 64, 54, 14), species.coat)
            canvas.fill(rounded(-26, -19, 52, 39, 10), species.dark)
        case "face":
            canvas.oval(0, 0, 31, 30, species.belly)
            for side in (-1, 1):
                canvas.oval(side * 30, 2, 5, 7, mix(species.belly, (190, 90, 70), 0.18))
        case "visor":
            canvas.oval(0, 0, 35, 34, mix(species.coat, species.dark, 0.18))
        case "skull":
            canvas.oval(0, -4, 30, 26, species.coat)
            canvas.fill(rounded(-17, 8, 34, 22, 8), species.coat)
        case "alien":
            canvas.fill(_drop(), species.coat)
        case "long":
            canvas.oval(0, -4, 29, 27, species.coat)
        case "jaws":
            canvas.oval(0, 0, 30, 25, species.coat)
        case _:
            canvas.oval(0, 0, 33, 29.5, species.coat)


def _drop() -> Points:
    return joined(bend((-34, -8), (-38, -44), (38, -44), (34, -8)), bend((34, -8), (30, 18), (0, 44), (-34, -8)))


def _visor(canvas: Canvas, species: Species, face: Face) -> None:
    canvas.fill(rounded(-28, -22, 56, 42, 20), species.dark)
    shift = face.look * 5
    for side in (-1, 1):
        canvas.fill(oval(side * 11 + shift, -2, 3.8, max(0.9, 5 * (1 - face.closed))), (150, 230, 255))
    if face.mouth > 0.45:
        canvas.oval(shift, 11, 5.5, 2.0 + 4.0 * min(face.mouth, 1.1), (150, 230, 255))
    else:
        canvas.stroke(bend((-7 + shift, 8), (shift, 8 + 5 * face.smile), (7 + shift, 8)), 2.4, (150, 230, 255))
    canvas.fill(oval(-12, -13, 12, 5, degrees=-14), WHITE, 0.35)


def _eyes(canvas: Canvas, species: Species, face: Face, shift: float) -> None:
    if species.has("cyclops"):
        _eye(canvas, species, face, shift, -7.0, 1.9)
        return
    spread, level, size = _EYES.get(species.muzzle, (13.0, -5.0, 1.0))
    size = 1.4 if species.has("stare") else size
    for side in (-1, 1):
        x = side * spread + shift
        if species.muzzle in ("wide", "jaws"):
            canvas.oval(x, level, 11.5, 11.5, species.coat)
        _eye(canvas, species, face, x, level, size)
        if species.muzzle in _BLUSHING:
            canvas.fill(oval(side * 22 + shift, 6, 5.5, 3.6), (240, 110, 110), 0.28)
        if face.brow and species.muzzle not in ("screen", "skull", "alien"):
            slant = 5.0 * face.brow * side
            tone = mix(species.dark, INK, 0.4)
            _brow(canvas, x, level - 11.5, slant, tone)


def _brow(canvas: Canvas, x: float, y: float, slant: float, tone: Colour) -> None:
    canvas.line((x - 6, y - slant * 0.6), (x + 6, y + slant * 0.6), 2.8, tone)


_EYES = {
    "wide": (15.0, -24.0, 1.0),
    "jaws": (13.0, -20.0, 0.9),
    "alien": (14.0, -4.0, 1.0),
    "skull": (12.0, -4.0, 1.0),
    "trunk": (14.0, -6.0, 0.9),
    "long": (14.0, -7.0, 0.95),
    "beak": (13.0, -5.0, 1.0),
    "hippo": (13.0, -13.0, 0.85),
    "rhino": (16.0, -8.0, 0.85),
}
_BLUSHING = frozenset({"koala", "cat", "snout", "point", "pig", "face", "long", "beak", "trunk"})


def _eye(canvas: Canvas, species: Species, face: Face, x: float, y: float, size: float) -> None:
    glowing = species.muzzle == "screen"
    masked = species.has("eyes") or species.has("mask") or species.has("hood")
    if face.closed > 0.72:
        tone = _GLOW if glowing else (225, 225, 230) if species.has("eyes") else INK
        canvas.stroke(bend((x - 6 * size, y), (x, y + 4 * size), (x + 6 * size, y)), 2.8, tone)
        return
    lid = 1.0 - face.closed
    if glowing:
        canvas.oval(x, y + 1, 6.5, 7.5 * lid, _GLOW)
        canvas.oval(x + 1.6, y - 1.5, 2.2, 2.6 * lid, WHITE)
    elif species.muzzle == "alien":
        canvas.fill(oval(x, y, 9, 14 * lid, degrees=18 if x < face.look * 5 else -18), INK)
        canvas.oval(x + 2.5, y - 5 * lid, 3, 4 * lid, WHITE)
    elif species.muzzle == "skull":
        canvas.oval(x, y, 9, 10 * lid, INK)
        canvas.oval(x + face.look * 2, y, 2.6, 2.8 * lid, (255, 214, 120))
    else:
        if masked or size > 1.5 or species.has("stare"):
            canvas.oval(x, y, 6.8 * size, 7.8 * size * lid, WHITE)
            canvas.oval(x + face.look * 1.4 * size, y, 4.2 * size, 5.2 * size * lid, INK)
        else:
            canvas.oval(x, y, 5.3 * size, 6.5 * size * lid, INK)
        canvas.oval(x + 1.7 * size, y - 2.4 * size * lid, 2.1 * size, 2.4 * size * lid, WHITE)
        canvas.oval(x - 1.8 * size, y + 2.4 * lid, 1.0, 1.0 * lid, WHITE)
        if species.has("lashes"):
            side = 1.0 if x > face.look * 5 else -1.0
            canvas.line((x + side * 4.6, y - 4.4 * lid), (x + side * 8.6, y - 7.4 * lid), 1.8, INK)


def _mouth(canvas: Canvas, species: Species, face: Face, x: float, y: float) -> None:
    """Closed, a line that smiles or not; open, it grows downwards without a jump."""
    tone = mix(species.dark, INK, 0.5)
    if species.muzzle == "skull":
        gap = 9.0 * max(0.0, face.mouth - 0.25)
        canvas.fill(rounded(x - 12, y - 3, 24, 5 + gap, 2.5), INK)
        for step in (-6, 0, 6):
            canvas.line((x + step, y - 3), (x + step, y + 2 + gap), 1.6, species.coat)
        return
    opening = min(1.15, max(0.0, face.mouth - 0.28)) / 0.72
    dip = 6.0 * face.smile
    if opening <= 0.04:
        canvas.stroke(bend((x - 8, y + 3 - dip / 2), (x, y + 3 + dip / 2), (x + 8, y + 3 - dip / 2)), 2.2, tone)
        return
    drop = 3.0 + 11.0 * opening
    wide = 8.5 - 1.0 * opening
    upper = bend((x - wide, y), (x, y + 2.0 - 6.0 * (1.0 - face.smile) / 2), (x + wide, y), steps=8)
    lower = bend((x + wide, y), (x + wide - 1, y + drop * 1.25), (x - wide + 1, y + drop * 1.25), (x - wide, y))
    canvas.fill(joined(upper, lower), (112, 34, 46))
    if opening > 0.25:
        canvas.oval(x, y + drop * 0.74, 4.4, drop * 0.17, (232, 106, 112))
    if species.has("fangs"):
        for side in (-1, 1):
            canvas.fill(points((x + side * 6.6, y), (x + side * 2.6, y), (x + side * 4.6, y + 6)), WHITE)


def _tears(canvas: Canvas, face: Face, shift: float) -> None:
    """Two streams of drops from the eyes."""
    if face.tears < 0.3:
        return
    for side in (-1, 1):
        for drop in range(3):
            age = (face.time * 1.3 + drop / 3 + side * 0.13) % 1.0
            x, y = side * (17 + 22 * age) + shift, 1 + 40 * age * age - 8 * age
            canvas.oval(x, y, 3.4, 4.6, (120, 200, 255))
            canvas.oval(x - 1, y - 1, 1.2, 1.6, WHITE)
