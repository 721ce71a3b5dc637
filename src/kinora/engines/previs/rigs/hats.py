"""Hats: what sits on a head, by the word in the species' row. Brims and veils may lie behind it."""

from __future__ import annotations

import math
from collections.abc import Callable

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import arc, bend, joined, oval, points, rounded
from kinora.engines.previs.drawing.palette import WHITE, Colour, mix
from kinora.engines.previs.rigs.shapes import star
from kinora.engines.previs.rigs.species import Species

_GOLD: Colour = (250, 200, 70)
_INK: Colour = (30, 24, 30)


def hat_behind(canvas: Canvas, species: Species) -> None:
    """What of a hat lies behind the head."""
    draw = _BEHIND.get(species.hat)
    if draw:
        draw(canvas, species)


def hat_before(canvas: Canvas, species: Species, time: float) -> None:
    """The hat itself."""
    draw = _HATS.get(species.hat)
    if draw:
        draw(canvas, species, time)


def _hood_behind(canvas: Canvas, species: Species) -> None:
    canvas.fill(
        joined(bend((-38, 20), (-48, -52), (48, -52), (38, 20)), bend((38, 20), (0, 40), (-38, 20))),
        mix(species.coat, _INK, 0.2),
    )


def _helm_behind(canvas: Canvas, species: Species) -> None:
    """The plume: up from the crown and over to the back."""
    plume = joined(
        bend((7, -32), (16, -66), (-14, -84), (-46, -58), steps=16),
        bend((-46, -58), (-30, -62), (-14, -56), (-9, -32), steps=12),
    )
    canvas.fill(plume, species.accent)
    canvas.stroke(bend((0, -34), (4, -60), (-16, -72), (-36, -62)), 2.2, mix(species.accent, _INK, 0.3))


def _crown(canvas: Canvas, species: Species, _time: float) -> None:
    top = [(-25, -46), (-16, -34), (-9, -50), (0, -35), (9, -50), (16, -34), (25, -46)]
    canvas.fill(joined(points((-24, -20), *top, (24, -20)), bend((24, -20), (0, -14), (-24, -20))), _GOLD)
    canvas.stroke(bend((-23, -21), (0, -15), (23, -21)), 3, mix(_GOLD, (150, 90, 20), 0.4))
    for x, tone in ((-12, (220, 60, 70)), (0, (70, 130, 230)), (12, (220, 60, 70))):
        canvas.oval(x, -26, 3.2, 3.4, tone)
    for x, y in ((-25, -46), (-9, -50), (9, -50), (25, -46)):
        canvas.oval(x, y, 3, 3, mix(_GOLD, WHITE, 0.5))


def _tiara(canvas: Canvas, _species: Species, _time: float) -> None:
    canvas.fill(
        joined(
            bend((-22, -22), (-10, -30), (0, -44)),
            bend((0, -44), (10, -30), (22, -22)),
            bend((22, -22), (0, -24), (-22, -22)),
        ),
        _GOLD,
    )
    canvas.oval(0, -31, 4, 4.6, (110, 220, 240))


def _flower(canvas: Canvas, _species: Species, _time: float) -> None:
    for x, y, tone in (
        (-20, -24, (255, 150, 190)),
        (-7, -30, (255, 240, 150)),
        (8, -30, (255, 150, 190)),
        (21, -23, (255, 240, 150)),
    ):
        canvas.oval(x, y, 7, 7, tone)
        canvas.oval(x, y, 2.6, 2.6, WHITE)


def _wizard(canvas: Canvas, species: Species, time: float) -> None:
    sway = 3 * math.sin(time * 1.7)
    tone = mix(species.coat, _INK, 0.12)
    cone = joined(bend((-27, -20), (-16, -52), (-4 + sway, -86)), bend((-4 + sway, -86), (10, -50), (27, -20)))
    canvas.fill(cone, tone)
    canvas.fill(oval(0, -19, 44, 9.5), tone)
    canvas.stroke(bend((-26, -23), (0, -16), (26, -23)), 5, species.accent)
    for x, y, size in ((-7, -40, 6), (8, -32, 4), (2, -58, 4)):
        canvas.fill(star(x, y, size), _GOLD)


def _witch(canvas: Canvas, species: Species, time: float) -> None:
    sway = 3 * math.sin(time * 1.7)
    tone: Colour = mix(species.coat, _INK, 0.55)
    canvas.fill(
        joined(bend((-24, -18), (-16, -52), (8, -66), (26 + sway, -84)), bend((26 + sway, -84), (18, -54), (24, -18))),
        tone,
    )
    canvas.fill(oval(0, -18, 50, 8.5), tone)
    canvas.stroke(bend((-23, -22), (0, -16), (23, -22)), 7, species.accent)
    canvas.stroke(points((-5, -23), (5, -23), (5, -15), (-5, -15), (-5, -23)), 2.2, _GOLD)


def _chef(canvas: Canvas, _species: Species, _time: float) -> None:
    cream: Colour = (250, 248, 244)
    for x, y, radius in ((-17, -52, 16), (17, -52, 16), (0, -60, 19), (0, -46, 18)):
        canvas.oval(x, y, radius, radius * 0.92, cream)
    canvas.fill(joined(points((-22, -44), (22, -44)), bend((24, -20), (0, -14), (-24, -20))), cream)
    for x in (-10, 0, 10):
        canvas.line((x, -24), (x * 1.1, -44), 1.6, (214, 212, 214))


def _police(canvas: Canvas, species: Species, _time: float) -> None:
    canvas.fill(
        joined(bend((-27, -20), (-52, -48), (-18, -54), (0, -53)), bend((0, -53), (18, -54), (52, -48), (27, -20))),
        species.coat,
    )
    canvas.fill(
        joined(bend((-28, -24), (0, -31), (28, -24)), bend((28, -16), (0, -22), (-28, -16))),
        mix(species.coat, _INK, 0.5),
    )
    canvas.fill(joined(bend((-27, -18), (0, -24), (27, -18)), bend((27, -18), (0, -6), (-27, -18))), _INK)
    canvas.fill(star(0, -39, 8.5), _GOLD)


def _pirate(canvas: Canvas, _species: Species, _time: float) -> None:
    black: Colour = (44, 38, 46)
    canvas.fill(
        joined(
            bend((-48, -20), (-40, -42), (-22, -38)),
            bend((-22, -38), (0, -72), (22, -38)),
            bend((22, -38), (40, -42), (48, -20)),
            bend((48, -20), (0, -8), (-48, -20)),
        ),
        black,
    )
    canvas.stroke(bend((-46, -20), (0, -9), (46, -20)), 3.2, _GOLD)
    canvas.oval(0, -36, 8, 7.5, WHITE)
    canvas.fill(rounded(-4.5, -33, 9, 7, 2), WHITE)
    for side in (-1, 1):
        canvas.oval(side * 3.2, -36, 2.1, 2.4, black)


def _cowboy(canvas: Canvas, species: Species, _time: float) -> None:
    brown = species.accent
    canvas.fill(
        joined(bend((-23, -22), (-26, -60), (-8, -58), (0, -50)), bend((0, -50), (8, -58), (26, -60), (23, -22))), brown
    )
    canvas.fill(
        joined(bend((-54, -32), (-30, -14), (30, -14), (54, -32)), bend((54, -32), (36, -4), (-36, -4), (-54, -32))),
        mix(brown, _INK, 0.12),
    )
    canvas.stroke(bend((-23, -25), (0, -18), (23, -25)), 5, mix(brown, _INK, 0.5))


def _straw(canvas: Canvas, _species: Species, _time: float) -> None:
    straw: Colour = (238, 200, 110)
    canvas.fill(oval(0, -19, 50, 11), straw)
    canvas.fill(
        joined(bend((-25, -21), (-24, -54), (24, -54), (25, -21)), bend((25, -21), (0, -15), (-25, -21))), straw
    )
    canvas.stroke(bend((-25, -24), (0, -17), (25, -24)), 6, (190, 70, 60))
    canvas.stroke(bend((-46, -18), (0, -8), (46, -18)), 1.8, mix(straw, (150, 100, 30), 0.5))


def _santa(canvas: Canvas, species: Species, time: float) -> None:
    sway = 4 * math.sin(time * 2.2)
    canvas.fill(
        joined(
            bend((-27, -20), (-20, -62), (24, -64), (48 + sway, -24)),
            bend((48 + sway, -24), (34, -38), (26, -30), (27, -20)),
        ),
        species.coat,
    )
    canvas.oval(49 + sway, -20, 9.5, 9.5, WHITE)
    canvas.stroke(bend((-27, -20), (0, -29), (27, -20)), 13, (252, 250, 246))


def _cap(canvas: Canvas, species: Species, _time: float) -> None:
    canvas.fill(joined(arc(0, -13, 32.5, 27, 180, 180), bend((32, -14), (0, -22), (-32, -14))), species.accent)
    canvas.fill(
        joined(bend((6, -18), (30, -22), (52, -12)), bend((52, -12), (34, -8), (8, -12))),
        mix(species.accent, _INK, 0.25),
    )
    canvas.oval(0, -39, 3.4, 3, mix(species.accent, _INK, 0.25))


def _halo(canvas: Canvas, _species: Species, time: float) -> None:
    lift = 2.0 * math.sin(time * 2.0)
    ring = oval(0, -46 + lift, 22, 6.5, steps=28)
    canvas.stroke(joined(ring, ring[:1]), 5, _GOLD)
    canvas.stroke(arc(0, -46 + lift, 22, 6.5, 30, 120), 2, mix(_GOLD, WHITE, 0.7))


def _hood(canvas: Canvas, species: Species, _time: float) -> None:
    rim = joined(arc(0, -2, 36, 36, 150, 240), arc(0, 0, 29, 28, 30, -240))
    canvas.fill(rim, species.coat)


def _helm(canvas: Canvas, species: Species, _time: float) -> None:
    """A knight's, the visor up."""
    steel, dark = species.coat, mix(species.coat, _INK, 0.45)
    canvas.fill(
        joined(
            arc(0, 0, 35, 34, 158, 224),
            bend((32, 12), (28, -6), (22, -13)),
            bend((22, -13), (0, -17), (-22, -13)),
            bend((-22, -13), (-28, -6), (-32, 12)),
        ),
        steel,
    )
    canvas.fill(
        joined(bend((-30, -17), (0, -38), (30, -17)), bend((30, -17), (0, -10), (-30, -17))), mix(steel, WHITE, 0.28)
    )
    for x in (-14, -5, 5, 14):
        canvas.line((x, -19), (x, -23), 2.2, dark)
    for side in (-1, 1):
        canvas.oval(side * 31, -14, 4.5, 4.5, _GOLD)
    canvas.fill(
        joined(
            bend((-33, 10), (-26, 32), (0, 33)),
            bend((0, 33), (26, 32), (33, 10)),
            bend((33, 10), (18, 25), (0, 25)),
            bend((0, 25), (-18, 25), (-33, 10)),
        ),
        mix(steel, _INK, 0.14),
    )


def _kabuto(canvas: Canvas, species: Species, _time: float) -> None:
    dark = mix(species.coat, _INK, 0.5)
    for side in (-1, 1):
        canvas.fill(
            joined(
                bend((side * 26, -16), (side * 48, 0), (side * 46, 22)),
                bend((side * 46, 22), (side * 32, 14), (side * 27, 2)),
            ),
            dark,
        )
        canvas.stroke(bend((side * 5, -36), (side * 26, -44), (side * 30, -68)), 6, _GOLD)
    canvas.fill(joined(arc(0, -12, 33, 29, 180, 180), bend((33, -12), (0, -24), (-33, -12))), dark)
    canvas.stroke(bend((-33, -13), (0, -25), (33, -13)), 5, species.coat)
    canvas.oval(0, -33, 7, 7, _GOLD)


def _fireman(canvas: Canvas, _species: Species, _time: float) -> None:
    red: Colour = (216, 50, 44)
    canvas.fill(oval(0, -17, 43, 9), mix(red, _INK, 0.18))
    canvas.fill(joined(arc(0, -18, 30, 32, 180, 180), bend((30, -18), (0, -12), (-30, -18))), red)
    canvas.stroke(bend((0, -49), (-3, -32), (0, -18)), 4, mix(red, WHITE, 0.3))
    canvas.fill(points((-9, -38), (9, -38), (8, -24), (0, -18), (-8, -24)), _GOLD)


def _soldier(canvas: Canvas, species: Species, _time: float) -> None:
    tone = mix(species.coat, _INK, 0.1)
    canvas.fill(joined(arc(0, -11, 36, 31, 180, 180), bend((38, -9), (0, -22), (-38, -9))), tone)
    for x, y, wide in ((-16, -28, 8), (6, -34, 9), (20, -21, 7), (-4, -22, 6)):
        canvas.fill(oval(x, y, wide, 4.4), species.accent)
    canvas.stroke(bend((-30, -6), (-27, 20), (0, 33)), 2, mix(tone, _INK, 0.4))
    canvas.stroke(bend((30, -6), (27, 20), (0, 33)), 2, mix(tone, _INK, 0.4))


def _fedora(canvas: Canvas, species: Species, _time: float) -> None:
    tone = mix(species.coat, (70, 50, 36), 0.45)
    canvas.fill(
        joined(bend((-25, -20), (-25, -56), (-8, -56), (0, -48)), bend((0, -48), (8, -56), (25, -56), (25, -20))), tone
    )
    canvas.fill(
        joined(bend((-45, -17), (0, -28), (45, -17)), bend((45, -17), (0, -6), (-45, -17))), mix(tone, _INK, 0.16)
    )
    canvas.stroke(bend((-25, -24), (0, -20), (25, -24)), 6, _INK)


def _hard_hat(canvas: Canvas, _species: Species, _time: float) -> None:
    yellow: Colour = (252, 200, 48)
    canvas.fill(joined(arc(0, -14, 32, 29, 180, 180), points((40, -13)), bend((40, -13), (0, -20), (-38, -13))), yellow)
    canvas.stroke(bend((0, -43), (0, -32), (0, -19)), 6, mix(yellow, WHITE, 0.4))
    canvas.stroke(bend((-37, -13), (0, -20), (40, -13)), 3.4, mix(yellow, (140, 90, 0), 0.4))


def _band(canvas: Canvas, species: Species, time: float) -> None:
    flow = 3 * math.sin(time * 4)
    canvas.stroke(bend((-31, -12), (-50, -8), (-62, -2 + flow)), 5, species.accent)
    canvas.stroke(bend((-31, -12), (-46, 0), (-52, 12 + flow)), 5, species.accent)
    canvas.stroke(bend((-31, -11), (0, -23), (31, -11)), 7, species.accent)


def _bow(canvas: Canvas, species: Species, _time: float) -> None:
    for side in (-1, 1):
        canvas.fill(points((18, -27), (18 + side * 15, -36), (18 + side * 15, -17)), species.accent)
    canvas.oval(18, -27, 4.5, 4.5, mix(species.accent, WHITE, 0.3))


def _mortar(canvas: Canvas, _species: Species, time: float) -> None:
    canvas.fill(points((0, -50), (42, -34), (0, -20), (-42, -34)), _INK)
    canvas.stroke(points((0, -35), (32, -30), (33 + math.sin(time * 2), -14)), 2.4, _GOLD)


_BEHIND: dict[str, Callable[[Canvas, Species], None]] = {
    "hood": _hood_behind,
    "helm": _helm_behind,
}
_HATS: dict[str, Callable[[Canvas, Species, float], None]] = {
    "crown": _crown,
    "tiara": _tiara,
    "flowers": _flower,
    "wizard": _wizard,
    "witch": _witch,
    "chef": _chef,
    "police": _police,
    "pirate": _pirate,
    "cowboy": _cowboy,
    "straw": _straw,
    "santa": _santa,
    "cap": _cap,
    "halo": _halo,
    "hood": _hood,
    "helm": _helm,
    "kabuto": _kabuto,
    "fireman": _fireman,
    "soldier": _soldier,
    "fedora": _fedora,
    "hard_hat": _hard_hat,
    "band": _band,
    "bow": _bow,
    "mortarboard": _mortar,
}
HATS = ("none", *_HATS)
