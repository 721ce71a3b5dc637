"""Marks on a head: fur patterns and masks under the eyes; glasses, beards, patches and paint over them."""

from __future__ import annotations

from collections.abc import Callable

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import arc, bend, joined, oval, points
from kinora.engines.previs.drawing.palette import WHITE, Colour, mix
from kinora.engines.previs.rigs.species import Species

_INK: Colour = (30, 24, 30)


def marks_under(canvas: Canvas, species: Species, shift: float) -> None:
    """What lies under eyes and nose. shift: how far the face looks aside."""
    for word in species.marks.split():
        draw = _UNDER.get(word)
        if draw:
            draw(canvas, species, shift)


def marks_over(canvas: Canvas, species: Species, shift: float, mouth: float) -> None:
    """What lies over eyes and mouth."""
    for word in species.marks.split():
        draw = _OVER.get(word)
        if draw:
            draw(canvas, species, shift, mouth)


def _panda(canvas: Canvas, species: Species, shift: float) -> None:
    for side in (-1, 1):
        canvas.fill(oval(side * 13.5 + shift, -2, 9, 11, degrees=side * 24), species.dark)


def _stripes(canvas: Canvas, species: Species, _shift: float) -> None:
    for side in (-1, 1):
        for row in range(3):
            canvas.line((side * 31, -7 + row * 8), (side * 22, -5 + row * 7), 3, species.dark)
    for x in (-7, 0, 7):
        canvas.line((x, -28), (x * 0.8, -20), 3, species.dark)


def _patches(canvas: Canvas, species: Species, _shift: float) -> None:
    canvas.fill(oval(-15, -8, 12, 15, degrees=12), species.dark)


def _face(canvas: Canvas, species: Species, shift: float) -> None:
    for side in (-1, 1):
        canvas.oval(side * 11 + shift, -3, 14, 14, species.belly)
    canvas.oval(shift, 8, 20, 15, species.belly)


def _spots(canvas: Canvas, species: Species, _shift: float) -> None:
    for x, y, radius in (
        (-22, -14, 3.6),
        (-12, -23, 3.2),
        (2, -25, 3.4),
        (14, -22, 3.2),
        (24, -12, 3.6),
        (-28, 0, 3.2),
        (28, 2, 3.2),
    ):
        canvas.oval(x, y, radius, radius, species.dark)


def _bandit(canvas: Canvas, species: Species, shift: float) -> None:
    """A raccoon's: a dark band over both eyes between two pale ones."""
    for side in (-1, 1):
        canvas.fill(oval(side * 15 + shift, -13, 13, 6, degrees=side * 16), species.belly)
        canvas.fill(oval(side * 15 + shift, -3, 14, 9, degrees=side * 22), species.dark)


def _brows(canvas: Canvas, species: Species, shift: float) -> None:
    """A red panda's: white brows and cheeks."""
    for side in (-1, 1):
        canvas.fill(oval(side * 13 + shift, -15, 6, 4, degrees=side * 20), species.belly)
        canvas.fill(oval(side * 21 + shift, 7, 11, 9, degrees=side * -20), species.belly)


def _sloth(canvas: Canvas, species: Species, shift: float) -> None:
    canvas.oval(shift, 2, 26, 21, species.belly)
    for side in (-1, 1):
        canvas.fill(oval(side * 15 + shift, -2, 12, 6, degrees=side * 26), mix(species.dark, species.coat, 0.25))


def _blaze(canvas: Canvas, species: Species, shift: float) -> None:
    canvas.fill(oval(shift, -10, 6, 16), species.belly)


def _dome(canvas: Canvas, species: Species, _shift: float) -> None:
    """A gorilla's crown over a bare face."""
    canvas.oval(0, -18, 25, 22, species.coat)


def _eye_mask(canvas: Canvas, species: Species, shift: float) -> None:
    """A hero's mask."""
    for side in (-1, 1):
        canvas.fill(oval(side * 13 + shift, -5, 13, 9.5, degrees=side * -14), species.accent)
    canvas.fill(points((-22 + shift, -10), (22 + shift, -10), (20 + shift, -2), (-20 + shift, -2)), species.accent)


def _hood(canvas: Canvas, species: Species, shift: float) -> None:
    """A ninja's: only a slit for the eyes is left."""
    canvas.oval(0, 0, 32.5, 31.5, species.coat)
    canvas.fill(oval(shift, -5, 25, 10.5), species.belly)


def _clown(canvas: Canvas, species: Species, shift: float) -> None:
    for side in (-1, 1):
        canvas.fill(oval(side * 13 + shift, -5, 8, 14), WHITE)
    canvas.oval(shift, 15, 17, 11, WHITE)


def _scar(canvas: Canvas, species: Species, shift: float) -> None:
    """A zombie's: a stitched seam and dark rings under the eyes."""
    for side in (-1, 1):
        canvas.oval(side * 13 + shift, -2, 10, 9, mix(species.belly, (50, 40, 70), 0.4))
    canvas.line((8, -25), (22, -18), 2, (90, 40, 50))
    for step in range(3):
        canvas.line((10 + step * 4, -27 + step * 2.2), (8.5 + step * 4, -20 + step * 2.2), 1.6, (90, 40, 50))


def _rosy(canvas: Canvas, _species: Species, shift: float) -> None:
    for side in (-1, 1):
        canvas.oval(side * 21 + shift, 6, 6.5, 5, (240, 120, 110), 0.5)


def _glasses(canvas: Canvas, species: Species, shift: float, _mouth: float) -> None:
    tone = mix(species.dark, _INK, 0.7)
    for side in (-1, 1):
        ring = oval(side * 13 + shift, -5, 10.5, 10.5, steps=20)
        canvas.fill(ring, WHITE, 0.22)
        canvas.stroke(joined(ring, ring[:1]), 2.4, tone)
        canvas.line((side * 23.5 + shift, -6), (side * 31, -8), 2.2, tone)
    canvas.line((-2.5 + shift, -6), (2.5 + shift, -6), 2.4, tone)


def _goggles(canvas: Canvas, species: Species, _shift: float, _mouth: float) -> None:
    canvas.stroke(arc(0, -8, 31, 18, 198, 144), 6, (70, 62, 60))
    for side in (-1, 1):
        canvas.oval(side * 11, -24, 9, 8, (190, 150, 70))
        canvas.oval(side * 11, -24, 6, 5.2, (140, 214, 236))


def _beard(canvas: Canvas, species: Species, shift: float, mouth: float) -> None:
    _full_beard(canvas, species, shift, mouth, 40.0)


def _long_beard(canvas: Canvas, species: Species, shift: float, mouth: float) -> None:
    _full_beard(canvas, species, shift, mouth, 70.0)


def _full_beard(canvas: Canvas, species: Species, shift: float, mouth: float, low: float) -> None:
    x = shift
    canvas.fill(
        joined(
            bend((-31, -2), (-33, 26), (-16 + x, low * 0.86), (x, low)),
            bend((x, low), (16 + x, low * 0.86), (33, 26), (31, -2)),
            bend((31, -2), (24, 10), (13 + x, 9), (x, 9)),
            bend((x, 9), (-13 + x, 9), (-24, 10), (-31, -2)),
        ),
        species.dark,
    )
    gap = 8.0 * min(1.1, max(0.0, mouth - 0.25))
    canvas.oval(x * 1.2, 17 + gap * 0.4, 7, 2.4 + gap, (122, 40, 50))
    shade = mix(species.dark, WHITE, 0.35)
    for side in (-1, 1):
        canvas.fill(bend((x * 1.2, 9), (x + side * 10, 5), (x + side * 21, 15), (x + side * 8, 16), steps=10), shade)


def _moustache(canvas: Canvas, species: Species, shift: float, _mouth: float) -> None:
    x = shift * 1.2
    for side in (-1, 1):
        curl = joined(
            bend((x, 8), (x + side * 9, 4), (x + side * 21, 8)), bend((x + side * 21, 8), (x + side * 12, 18), (x, 12))
        )
        canvas.fill(curl, species.dark)


def _stubble(canvas: Canvas, species: Species, shift: float, _mouth: float) -> None:
    canvas.fill(
        joined(
            bend((-28, 8), (-20, 31), (0, 31)), bend((0, 31), (20, 31), (28, 8)), bend((28, 8), (shift, 30), (-28, 8))
        ),
        species.dark,
        0.3,
    )


def _eye_patch(canvas: Canvas, _species: Species, shift: float, _mouth: float) -> None:
    canvas.stroke(bend((-30, -14), (0, -16), (31, 2)), 3, _INK)
    canvas.oval(13 + shift, -4, 9.5, 9, _INK)


def _pacifier(canvas: Canvas, _species: Species, shift: float, _mouth: float) -> None:
    canvas.oval(shift * 1.3, 15, 8, 6, (120, 200, 236))
    canvas.oval(shift * 1.3, 15, 3.5, 3.5, (250, 214, 96))


def _goatee(canvas: Canvas, species: Species, shift: float, _mouth: float) -> None:
    """A goat's beard."""
    x = shift * 1.6
    canvas.fill(
        joined(bend((x - 9, 28), (x - 8, 44), (x + 2, 54)), bend((x + 2, 54), (x + 9, 42), (x + 9, 28))), species.dark
    )


def _horn_teeth(canvas: Canvas, _species: Species, shift: float, _mouth: float) -> None:
    """A monster's: two teeth that stand up from the lower lip."""
    for side in (-1, 1):
        canvas.fill(points((shift + side * 11 - 4, 21), (shift + side * 11 + 4, 21), (shift + side * 11, 10)), WHITE)


def _buck_teeth(canvas: Canvas, _species: Species, shift: float, mouth: float) -> None:
    drop = 5.0 * max(0.0, mouth - 0.4)
    x = shift * 1.3
    for side in (-1, 1):
        canvas.fill(
            points(
                (x + side * 2.2 - 2, 15.5),
                (x + side * 2.2 + 2, 15.5),
                (x + side * 2.2 + 2, 22 + drop * 0.2),
                (x + side * 2.2 - 2, 22 + drop * 0.2),
            ),
            WHITE,
        )


_UNDER: dict[str, Callable[[Canvas, Species, float], None]] = {
    "eyes": _panda,
    "stripes": _stripes,
    "patches": _patches,
    "face": _face,
    "spots": _spots,
    "bandit": _bandit,
    "brows": _brows,
    "sloth": _sloth,
    "blaze": _blaze,
    "dome": _dome,
    "mask": _eye_mask,
    "hood": _hood,
    "clown": _clown,
    "scar": _scar,
    "rosy": _rosy,
}
_OVER: dict[str, Callable[[Canvas, Species, float, float], None]] = {
    "glasses": _glasses,
    "goggles": _goggles,
    "beard": _beard,
    "long_beard": _long_beard,
    "moustache": _moustache,
    "stubble": _stubble,
    "eye_patch": _eye_patch,
    "pacifier": _pacifier,
    "goatee": _goatee,
    "teeth": _horn_teeth,
    "buck": _buck_teeth,
}
MARKS = ("none", "fangs", "lashes", "stare", "cyclops", *_UNDER, *_OVER)
