"""What is sewn, pinned and buttoned on a trunk. Drawn in trunk space: hips at the origin, shoulders 42 above."""

from __future__ import annotations

from collections.abc import Callable

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import arc, bend, joined, oval, points, rounded
from kinora.engines.previs.drawing.palette import WHITE, Colour, mix
from kinora.engines.previs.rigs.shapes import star
from kinora.engines.previs.rigs.species import Species

_GOLD: Colour = (248, 200, 76)
_INK: Colour = (34, 30, 40)
_RED: Colour = (214, 58, 54)


def draw_details(canvas: Canvas, species: Species, words: tuple[str, ...]) -> None:
    """Each of the words in its order."""
    for word in words:
        _DETAILS[word](canvas, species)


def _neck(canvas: Canvas, species: Species) -> None:
    canvas.fill(oval(0, -38, 10, 7), species.belly)


def _points(canvas: Canvas, species: Species) -> None:
    canvas.fill(points((-9, -44), (9, -44), (0, -31)), species.belly)
    pale = mix(species.coat, WHITE, 0.35)
    for side in (-1, 1):
        canvas.fill(points((side * 1, -33), (side * 13, -36), (side * 8, -45)), pale)


def _round_collar(canvas: Canvas, species: Species) -> None:
    _neck(canvas, species)
    for side in (-1, 1):
        canvas.fill(oval(side * 9, -36, 9, 5.5, degrees=side * 16), WHITE)


def _waist(canvas: Canvas, species: Species) -> None:
    canvas.fill(joined(bend((-25, 1), (0, 8), (25, 1)), bend((20, 12), (0, 21), (-20, 12))), species.accent)


def _white_waist(canvas: Canvas, _species: Species) -> None:
    canvas.fill(joined(bend((-25, 1), (0, 8), (25, 1)), bend((20, 12), (0, 21), (-20, 12))), (246, 246, 248))


def _buttons(canvas: Canvas, species: Species) -> None:
    for y in (-26, -17, -8):
        canvas.oval(1, y, 2.1, 2.1, mix(species.coat, WHITE, 0.65))


def _double_buttons(canvas: Canvas, _species: Species) -> None:
    canvas.line((0, -30), (0, 6), 1.6, (212, 212, 218))
    for side in (-1, 1):
        for y in (-25, -15, -5):
            canvas.oval(side * 8, y, 2.5, 2.5, (86, 92, 108))


def _poppers(canvas: Canvas, species: Species) -> None:
    for y in (-14, -4, 6):
        canvas.oval(0, y, 2.4, 2.4, mix(species.coat, WHITE, 0.7))


def _bands(canvas: Canvas, species: Species) -> None:
    pale = mix(species.coat, WHITE, 0.75)
    for y, half in ((-27, 23), (-16, 26), (-5, 27)):
        canvas.stroke(bend((-half, y), (0, y + 6), (half, y)), 5, pale)


def _red_bands(canvas: Canvas, _species: Species) -> None:
    for y, half in ((-28, 20), (-17, 24), (-6, 25)):
        canvas.stroke(bend((-half, y), (0, y + 5), (half, y)), 5, _RED)
    canvas.oval(0, -39, 9, 6, (226, 180, 146))


def _checks(canvas: Canvas, species: Species) -> None:
    tone = mix(species.coat, WHITE, 0.45)
    for x in (-14, 0, 14):
        canvas.line((x, -40), (x * 1.25, 0), 2, tone)
    for y in (-32, -20):
        canvas.stroke(bend((-24, y), (0, y + 4), (24, y)), 2, tone)
    canvas.fill(oval(0, -40, 9, 6), species.belly)


def _hoodie(canvas: Canvas, species: Species) -> None:
    canvas.stroke(bend((-15, -42), (0, -28), (15, -42)), 6, mix(species.coat, _INK, 0.25))
    for side in (-1, 1):
        canvas.line((side * 5, -33), (side * 5, -22), 1.8, WHITE)
    canvas.fill(rounded(-14, -14, 28, 13, 6), mix(species.coat, _INK, 0.14))


def _sash(canvas: Canvas, species: Species) -> None:
    canvas.stroke(bend((-26, -7), (0, 0), (26, -7)), 6, species.accent)


def _bib(canvas: Canvas, species: Species) -> None:
    canvas.fill(joined(bend((-16, -42), (-18, -16), (0, -15)), bend((0, -15), (18, -16), (16, -42))), WHITE)
    canvas.oval(0, -26, 4.5, 4, mix(species.coat, (255, 150, 150), 0.6))


def _shirt_front(canvas: Canvas, _species: Species) -> None:
    canvas.fill(points((-11, -46), (11, -46), (4, -4), (-4, -4)), (248, 248, 250))


def _lapels(canvas: Canvas, species: Species) -> None:
    shade = mix(species.coat, _INK, 0.2)
    for side in (-1, 1):
        canvas.fill(points((side * 9, -47), (side * 20, -38), (side * 14, -27), (side * 2, -5)), shade)
    canvas.line((0, -5), (0, 12), 1.8, shade)


def _tie(canvas: Canvas, species: Species) -> None:
    tone = species.accent if species.outfit not in ("uniform", "trench") else mix(species.coat, _INK, 0.55)
    canvas.fill(points((-4, -40), (4, -40), (2.6, -34), (6, -14), (0, -8), (-6, -14), (-2.6, -34)), tone)


def _bow_tie(canvas: Canvas, _species: Species) -> None:
    for side in (-1, 1):
        canvas.fill(points((0, -38), (side * 11, -44), (side * 11, -32)), _RED)
    canvas.oval(0, -38, 3, 3, mix(_RED, _INK, 0.3))


def _badge(canvas: Canvas, _species: Species) -> None:
    canvas.fill(star(14, -28, 6.5), _GOLD)


def _pens(canvas: Canvas, species: Species) -> None:
    canvas.fill(rounded(12, -26, 12, 12, 2), mix(species.coat, _INK, 0.12))
    canvas.line((15, -30), (15, -22), 2, (60, 110, 220))
    canvas.line((20, -30), (20, -22), 2, _RED)


def _belt(canvas: Canvas, species: Species) -> None:
    canvas.stroke(bend((-27, -6), (0, 1), (27, -6)), 6, mix(species.coat, _INK, 0.35))
    canvas.stroke(points((-5, -7), (5, -7), (5, 3), (-5, 3), (-5, -7)), 2, _GOLD)


def _wide_belt(canvas: Canvas, _species: Species) -> None:
    canvas.stroke(bend((-27, -3), (0, 4), (27, -3)), 8, _INK)
    canvas.stroke(points((-6, -4), (6, -4), (6, 6), (-6, 6), (-6, -4)), 2.8, _GOLD)


def _gold_belt(canvas: Canvas, _species: Species) -> None:
    canvas.stroke(bend((-26, -6), (0, 1), (26, -6)), 6, _GOLD)
    canvas.oval(0, -2, 5, 5, mix(_GOLD, WHITE, 0.5))


def _rope_belt(canvas: Canvas, _species: Species) -> None:
    canvas.stroke(bend((-26, -6), (0, 1), (26, -6)), 5, (222, 190, 120))
    canvas.stroke(bend((6, -2), (9, 10), (7, 22)), 3.4, (222, 190, 120))


def _obi(canvas: Canvas, species: Species) -> None:
    canvas.stroke(bend((-26, -5), (0, 2), (26, -5)), 9, species.accent)
    canvas.stroke(bend((8, -2), (13, 8), (10, 18)), 5, species.accent)


def _stars(canvas: Canvas, _species: Species) -> None:
    for x, y, size in ((-13, -24, 5), (14, -18, 4), (10, 12, 5), (-12, 14, 4), (-2, 26, 4)):
        canvas.fill(star(x, y, size), _GOLD)


def _shawl(canvas: Canvas, species: Species) -> None:
    canvas.fill(
        joined(
            bend((-22, -44), (-36, -24), (-28, -6)),
            points((0, -2)),
            bend((28, -6), (36, -24), (22, -44)),
            bend((22, -44), (0, -34), (-22, -44)),
        ),
        species.accent,
    )
    canvas.oval(0, -33, 4, 4, _GOLD)


def _gold_front(canvas: Canvas, _species: Species) -> None:
    canvas.fill(points((-7, -44), (7, -44), (9, 34), (-9, 34)), mix(_GOLD, WHITE, 0.35))


def _ermine(canvas: Canvas, _species: Species) -> None:
    canvas.fill(
        joined(
            bend((-24, -44), (-32, -28), (0, -20)),
            bend((0, -20), (32, -28), (24, -44)),
            bend((24, -44), (0, -36), (-24, -44)),
        ),
        (250, 248, 244),
    )
    for x, y in ((-18, -33), (-8, -28), (8, -28), (18, -33)):
        canvas.oval(x, y, 1.7, 2.8, _INK)


def _necklace(canvas: Canvas, _species: Species) -> None:
    canvas.stroke(bend((-11, -39), (0, -26), (11, -39)), 2.4, _GOLD)
    canvas.oval(0, -31, 3.4, 3.8, (110, 220, 236))


def _plate(canvas: Canvas, species: Species) -> None:
    light, shade = mix(species.coat, WHITE, 0.35), mix(species.coat, _INK, 0.28)
    canvas.fill(
        joined(
            bend((-19, -40), (-30, -14), (0, -6)),
            bend((0, -6), (30, -14), (19, -40)),
            bend((19, -40), (0, -34), (-19, -40)),
        ),
        light,
    )
    canvas.line((0, -36), (0, -8), 2, shade)
    canvas.stroke(bend((-24, 2), (0, 9), (24, 2)), 3, shade)
    for side in (-1, 1):
        canvas.oval(side * 25, -36, 11, 9, light)
        canvas.stroke(arc(side * 25, -36, 11, 9, 20, 140), 2, shade)


def _lamellar(canvas: Canvas, species: Species) -> None:
    shade, cord = mix(species.coat, _INK, 0.4), _GOLD
    for y, half in ((-34, 22), (-25, 25), (-16, 26)):
        canvas.stroke(bend((-half, y), (0, y + 5), (half, y)), 2.4, shade)
        canvas.stroke(bend((-half, y + 3), (0, y + 8), (half, y + 3)), 1.6, cord)
    for side in (-1, 1):
        canvas.fill(rounded(side * 28 - 8, -44, 16, 20, 4), shade)
        canvas.line((side * 28 - 7, -36), (side * 28 + 7, -36), 1.8, cord)


def _wrap(canvas: Canvas, species: Species) -> None:
    canvas.stroke(bend((16, -42), (0, -26), (-16, -8)), 3, mix(species.coat, WHITE, 0.25))
    canvas.stroke(bend((-16, -42), (-6, -32), (0, -27)), 3, mix(species.coat, WHITE, 0.25))


def _open_coat(canvas: Canvas, species: Species) -> None:
    for side in (-1, 1):
        edge = joined(
            bend((side * 11, -46), (side * 9, -16), (side * 14, 12)),
            bend((side * 26, 10), (side * 40, -14), (side * 25, -42)),
        )
        canvas.fill(edge, species.coat)
        canvas.stroke(bend((side * 11, -46), (side * 9, -16), (side * 14, 12)), 2.4, _GOLD)


def _vest(canvas: Canvas, species: Species) -> None:
    for side in (-1, 1):
        edge = joined(
            bend((side * 12, -44), (side * 6, -20), (side * 12, 2)),
            bend((side * 25, 0), (side * 32, -14), (side * 22, -42)),
        )
        canvas.fill(edge, species.accent)


def _kerchief(canvas: Canvas, _species: Species) -> None:
    canvas.fill(joined(bend((-15, -43), (0, -34), (15, -43)), points((2, -24), (-2, -24))), _RED)
    canvas.oval(0, -33, 4, 3.4, mix(_RED, _INK, 0.25))


def _reflective(canvas: Canvas, species: Species) -> None:
    band: Colour = (240, 240, 190) if species.outfit == "turnout" else (236, 240, 244)
    for y, half in ((-22, 26), (0, 26)):
        canvas.stroke(bend((-half, y), (0, y + 6), (half, y)), 6, band)
    for side in (-1, 1):
        canvas.line((side * 14, -42), (side * 15, -22), 5, band)


def _zip(canvas: Canvas, species: Species) -> None:
    canvas.line((0, -40), (0, 12), 2, mix(species.coat, _INK, 0.45))
    canvas.fill(oval(0, -40, 8, 5), (250, 248, 246))
    canvas.fill(oval(0, -41, 7, 4), species.belly)


def _stethoscope(canvas: Canvas, _species: Species) -> None:
    canvas.stroke(bend((-12, -44), (-14, -16), (2, -18), (10, -20), steps=14), 3, (60, 66, 84))
    canvas.stroke(bend((12, -44), (13, -32), (10, -20)), 3, (60, 66, 84))
    canvas.oval(10, -17, 4.6, 4.6, (180, 190, 204))


def _dungarees(canvas: Canvas, species: Species) -> None:
    tone = species.accent
    canvas.fill(
        joined(
            points((-15, -28), (15, -28)),
            bend((24, -8), (30, 0), (20, 12)),
            bend((20, 12), (0, 21), (-20, 12)),
            bend((-20, 12), (-30, 0), (-24, -8)),
        ),
        tone,
    )
    for side in (-1, 1):
        canvas.line((side * 12, -27), (side * 16, -43), 5, tone)
        canvas.oval(side * 12, -25, 2.6, 2.6, _GOLD)
    canvas.fill(rounded(-8, -21, 16, 11, 3), mix(tone, WHITE, 0.2))


def _camouflage(canvas: Canvas, species: Species) -> None:
    for x, y, wide, turn in (
        (-14, -30, 9, 20),
        (10, -24, 11, -16),
        (-6, -12, 11, 8),
        (16, -6, 8, 30),
        (-18, 2, 7, 0),
        (4, 6, 9, -10),
    ):
        canvas.fill(oval(x, y, wide, wide * 0.5, degrees=turn), species.accent)
    canvas.fill(oval(0, -40, 9, 5.5), species.belly)


def _emblem(canvas: Canvas, _species: Species) -> None:
    canvas.fill(points((-14, -34), (14, -34), (10, -20), (0, -11), (-10, -20)), _GOLD)
    canvas.fill(star(0, -25, 7.5), _RED)


def _dots(canvas: Canvas, species: Species) -> None:
    for place, (x, y) in enumerate(((-18, -26), (16, -28), (-10, -6), (20, -8), (2, 10), (-20, 6))):
        canvas.oval(x, y, 4.4, 4.4, (species.accent, (80, 180, 230), (250, 250, 250))[place % 3])


def _pompoms(canvas: Canvas, _species: Species) -> None:
    for y in (-20, -6, 8):
        canvas.oval(0, y, 5, 5, _RED)


def _ruff(canvas: Canvas, _species: Species) -> None:
    for x in (-22, -11, 0, 11, 22):
        canvas.oval(x, -37 + abs(x) * -0.16, 8.5, 7, WHITE)
        canvas.stroke(bend((x - 3, -40), (x, -34), (x + 3, -33)), 1.4, (204, 214, 232))


def _fur_front(canvas: Canvas, _species: Species) -> None:
    canvas.line((0, -38), (0, 12), 9, (250, 250, 248))
    canvas.stroke(bend((-20, -40), (0, -30), (20, -40)), 9, (250, 250, 248))


def _leotard(canvas: Canvas, species: Species) -> None:
    canvas.fill(joined(bend((-18, -46), (0, -22), (18, -46)), points((0, -50))), species.belly)
    for side in (-1, 1):
        canvas.line((side * 15, -40), (side * 15, -46), 3.4, species.coat)


def _number(canvas: Canvas, _species: Species) -> None:
    canvas.stroke(bend((-7, -26), (0, -34), (9, -27), (-6, -9), steps=10), 4, WHITE)
    canvas.line((-6, -9), (8, -9), 4, WHITE)


def _rags(canvas: Canvas, species: Species) -> None:
    for x, y in ((-16, -16), (12, -24), (6, -2)):
        canvas.fill(points((x - 6, y), (x + 5, y - 3), (x + 1, y + 7)), species.belly)
    canvas.fill(points((-24, 0), (-16, 12), (-10, 2), (-2, 14), (6, 4), (14, 13), (24, 1)), species.coat)


def _shells(canvas: Canvas, species: Species) -> None:
    for side in (-1, 1):
        canvas.oval(side * 9, -26, 9, 8, species.accent)
        for x in (-4, 0, 4):
            canvas.line((side * 9 + x, -31), (side * 9 + x * 0.4, -20), 1.2, mix(species.accent, WHITE, 0.5))
    canvas.stroke(bend((-26, 0), (0, 8), (26, 0)), 5, mix(species.coat, WHITE, 0.3))


def _ribs(canvas: Canvas, species: Species) -> None:
    bone, gap = species.coat, mix(species.dark, _INK, 0.5)
    canvas.line((0, 6), (0, -44), 8, bone)
    for y, half in ((-38, 20), (-28, 22), (-18, 19), (-9, 14)):
        canvas.stroke(bend((-half, y + 5), (-half * 0.6, y - 5), (0, y)), 5, bone)
        canvas.stroke(bend((half, y + 5), (half * 0.6, y - 5), (0, y)), 5, bone)
    canvas.fill(
        joined(
            bend((-20, -2), (0, 6), (20, -2)), bend((20, -2), (14, 16), (0, 12)), bend((0, 12), (-14, 16), (-20, -2))
        ),
        bone,
    )
    for side in (-1, 1):
        canvas.oval(side * 8, 5, 3.4, 3, gap)


def _leaf_hem(canvas: Canvas, species: Species) -> None:
    _leotard(canvas, species)
    for x in (-20, -8, 4, 16):
        canvas.fill(points((x - 4, 6), (x + 8, 6), (x + 2, 26)), mix(species.coat, WHITE, 0.25))


_DETAILS: dict[str, Callable[[Canvas, Species], None]] = {
    "neck": _neck,
    "points": _points,
    "round_collar": _round_collar,
    "waist": _waist,
    "white_waist": _white_waist,
    "buttons": _buttons,
    "double_buttons": _double_buttons,
    "poppers": _poppers,
    "bands": _bands,
    "red_bands": _red_bands,
    "checks": _checks,
    "hoodie": _hoodie,
    "sash": _sash,
    "bib": _bib,
    "shirt_front": _shirt_front,
    "lapels": _lapels,
    "tie": _tie,
    "bow_tie": _bow_tie,
    "badge": _badge,
    "pens": _pens,
    "belt": _belt,
    "wide_belt": _wide_belt,
    "gold_belt": _gold_belt,
    "rope_belt": _rope_belt,
    "obi": _obi,
    "stars": _stars,
    "shawl": _shawl,
    "gold_front": _gold_front,
    "ermine": _ermine,
    "necklace": _necklace,
    "plate": _plate,
    "lamellar": _lamellar,
    "wrap": _wrap,
    "open_coat": _open_coat,
    "vest": _vest,
    "kerchief": _kerchief,
    "reflective": _reflective,
    "zip": _zip,
    "stethoscope": _stethoscope,
    "dungarees": _dungarees,
    "camouflage": _camouflage,
    "emblem": _emblem,
    "dots": _dots,
    "pompoms": _pompoms,
    "ruff": _ruff,
    "fur_front": _fur_front,
    "leotard": _leotard,
    "number": _number,
    "rags": _rags,
    "shells": _shells,
    "ribs": _ribs,
    "leaf_hem": _leaf_hem,
}
