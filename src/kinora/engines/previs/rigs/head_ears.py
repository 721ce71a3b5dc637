"""Ears, manes, horns and antlers: what stands behind a head's skull, by the word in the species' row."""

from __future__ import annotations

import math
from collections.abc import Callable

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import bend, joined, oval, points, rounded
from kinora.engines.previs.drawing.palette import Colour, mix
from kinora.engines.previs.rigs.species import Species

PINK: Colour = (240, 160, 158)
_HORN: Colour = (240, 228, 200)


def draw_ears(canvas: Canvas, species: Species, time: float) -> None:
    """What the row's `ears` names, behind the skull."""
    for word in species.ears.split():
        draw = _EARS.get(word)
        if draw:
            draw(canvas, species, time)


def draw_hanging_ears(canvas: Canvas, species: Species, time: float) -> None:
    """Ears that lie over the skull."""
    if "flop" not in species.ears.split():
        return
    short = 0.72 if species.muzzle == "pig" else 1.0
    for side in (-1, 1):
        with canvas.moved(side * 26, -20, degrees=-side * (16 + 5 * math.sin(time * 4))):
            canvas.oval(0, 16 * short, 10, 21 * short, mix(species.shade, species.dark, 0.25))


def _fluff(canvas: Canvas, species: Species, time: float) -> None:
    inner = mix(species.belly, (236, 176, 184), 0.55)
    for side in (-1, 1):
        flick = math.sin(time * 2.6 + side) * 1.2
        for x, y, radius in ((0, 0, 17), (8, 7, 12), (8, -8, 12), (-2, -10, 11), (12, 0, 10)):
            canvas.oval(side * (33 + x), -16 + y + flick, radius, radius, species.shade if x > 9 else species.coat)
        canvas.oval(side * 34, -14 + flick, 11, 11, inner)


def _tri(canvas: Canvas, species: Species, time: float) -> None:
    inner = mix(species.belly, PINK, 0.45)
    for side in (-1, 1):
        flick = 3.0 * max(0.0, math.sin(time * 3.1 + side * 1.4)) ** 8
        tip = (side * (27 + flick), -45.0)
        canvas.fill(joined(bend((side * 30, -4), (side * 34, -30), tip), points((side * 5, -26))), species.shade)
        canvas.fill(points((side * 26, -14), (tip[0] - side * 2, -37), (side * 12, -26)), inner)


def _round(canvas: Canvas, species: Species, _time: float) -> None:
    dark = species.has("eyes")
    for side in (-1, 1):
        canvas.oval(side * 23, -23, 12, 12, species.dark if dark else species.shade)
        if not dark:
            canvas.oval(side * 22.5, -21.5, 6.5, 6.5, mix(species.belly, PINK, 0.3))


def _small(canvas: Canvas, species: Species, time: float) -> None:
    for side in (-1, 1):
        flick = 2.0 * max(0.0, math.sin(time * 3.0 + side)) ** 6
        canvas.fill(oval(side * 24, -25 - flick, 7, 9, degrees=side * 24), species.shade)
        canvas.fill(oval(side * 24, -24 - flick, 3.6, 5.5, degrees=side * 24), mix(species.belly, PINK, 0.6))


def _mane(canvas: Canvas, species: Species, time: float) -> None:
    for ring, size in ((34.0, 14.0), (26.0, 15.0)):
        colour = species.dark if ring > 30 else mix(species.dark, species.coat, 0.3)
        for lock in range(16):
            angle = lock / 16 * 2 * math.pi + 0.05 * math.sin(time * 2 + lock)
            canvas.oval(math.cos(angle) * ring, math.sin(angle) * ring + 2, size, size, colour)
    _round(canvas, species, time)


def _long(canvas: Canvas, species: Species, time: float) -> None:
    for side in (-1, 1):
        with canvas.moved(side * 12, -22, degrees=side * 10 + 6 * math.sin(time * 2.6 + side)):
            canvas.oval(0, -21, 9, 27, species.shade)
            canvas.oval(0, -20, 4.6, 20, mix(species.belly, PINK, 0.5))


def _tall(canvas: Canvas, species: Species, time: float) -> None:
    """A donkey's or a kangaroo's: upright and pointed."""
    for side in (-1, 1):
        with canvas.moved(side * 16, -20, degrees=side * 16 + 4 * math.sin(time * 2.6 + side)):
            canvas.fill(joined(bend((-8, 0), (-13, -26), (0, -44)), bend((0, -44), (13, -26), (8, 0))), species.shade)
            inner = joined(bend((-4, -4), (-7, -24), (0, -36)), bend((0, -36), (7, -24), (4, -4)))
            canvas.fill(inner, mix(species.belly, PINK, 0.5))


def _big(canvas: Canvas, species: Species, _time: float) -> None:
    for side in (-1, 1):
        canvas.oval(side * 31, -14, 16, 16, species.shade)
        canvas.oval(side * 31, -13, 10, 10, mix(species.belly, PINK, 0.5))


def _side(canvas: Canvas, species: Species, _time: float) -> None:
    """Small round ones at the height of the eyes: monkeys and apes."""
    for side in (-1, 1):
        canvas.oval(side * 33, -2, 10, 11, species.shade)
        canvas.oval(side * 33, -1, 6, 7, mix(species.belly, PINK, 0.4))


def _sail(canvas: Canvas, species: Species, time: float) -> None:
    for side in (-1, 1):
        flap = 4 * math.sin(time * 2 + side)
        canvas.fill(oval(side * 40, -2, 24, 32, degrees=side * (8 + flap)), species.shade)
        canvas.fill(oval(side * 40, 0, 16, 23, degrees=side * (8 + flap)), mix(species.shade, PINK, 0.25))


def _leaf(canvas: Canvas, species: Species, time: float) -> None:
    """Held out to the sides: deer, cows, sheep, goats."""
    for side in (-1, 1):
        turn = side * (12 + 6 * math.sin(time * 3))
        canvas.fill(oval(side * 37, -10, 14, 7.5, degrees=turn), species.shade)
        canvas.fill(oval(side * 37, -9, 9, 4, degrees=turn), mix(species.belly, PINK, 0.6))


def _horns(canvas: Canvas, _species: Species, _time: float) -> None:
    for side in (-1, 1):
        canvas.stroke(bend((side * 16, -22), (side * 30, -30), (side * 26, -46)), 8, _HORN)


def _goat_horns(canvas: Canvas, _species: Species, _time: float) -> None:
    for side in (-1, 1):
        line = bend((side * 10, -22), (side * 14, -44), (side * 32, -50), (side * 38, -36))
        canvas.stroke(line, 8, mix(_HORN, (110, 90, 70), 0.45))
        canvas.stroke(line[8:], 5, mix(_HORN, (110, 90, 70), 0.6))


def _antlers(canvas: Canvas, _species: Species, _time: float) -> None:
    tone = (150, 108, 70)
    for side in (-1, 1):
        canvas.stroke(bend((side * 11, -22), (side * 16, -46), (side * 40, -52), (side * 40, -72)), 6, tone)
        canvas.stroke(bend((side * 20, -44), (side * 20, -56), (side * 15, -66)), 5, tone)
        canvas.stroke(bend((side * 35, -54), (side * 50, -54), (side * 54, -64)), 5, tone)


def _ossicones(canvas: Canvas, species: Species, time: float) -> None:
    for side in (-1, 1):
        canvas.line((side * 10, -22), (side * 12, -43), 6, species.coat)
        canvas.oval(side * 12, -45, 5.5, 5.5, species.dark)
    _leaf(canvas, species, time)


def _horse(canvas: Canvas, species: Species, _time: float) -> None:
    for x, y in ((-14, -30), (-24, -16), (-29, 2), (-30, 18)):
        canvas.oval(x, y, 13, 14, species.accent if species.trim else species.dark)
    for side in (-1, 1):
        canvas.fill(oval(side * 15, -33, 6, 14, degrees=side * 10), species.shade)
    canvas.oval(0, -30, 10, 9, species.accent if species.trim else species.dark)


def _unicorn(canvas: Canvas, species: Species, time: float) -> None:
    _horse(canvas, species, time)
    canvas.fill(points((-6, -28), (6, -28), (3, -70)), (255, 214, 96))
    for step in range(3):
        y = -36.0 - step * 10
        canvas.line((-5 + step * 1.8, y + 3), (5 - step * 0.6, y - 1), 2, (232, 160, 70))


def _antenna(canvas: Canvas, species: Species, time: float) -> None:
    canvas.line((0, -24), (0, -44), 4, species.dark)
    glow = 0.5 + 0.5 * math.sin(time * 5)
    canvas.oval(0, -47, 6.5, 6.5, mix((190, 40, 50), (255, 110, 96), glow))
    for side in (-1, 1):
        canvas.fill(rounded(side * 33 - 6, -10, 12, 20, 4), species.dark)


def _feelers(canvas: Canvas, species: Species, time: float) -> None:
    """An alien's: thin, with a ball at the end."""
    for side in (-1, 1):
        sway = 3 * math.sin(time * 2.4 + side)
        canvas.stroke(bend((side * 10, -30), (side * 14, -48), (side * 24 + sway, -56)), 3.2, species.shade)
        canvas.oval(side * 24 + sway, -57, 5.5, 5.5, mix(species.coat, (255, 255, 160), 0.5))


def _helmet(canvas: Canvas, species: Species, _time: float) -> None:
    canvas.oval(0, 0, 39, 38, species.coat)
    for side in (-1, 1):
        canvas.fill(rounded(side * 36 - 5, -12, 10, 24, 4), mix(species.coat, (210, 90, 40), 0.75))


def _tuft(canvas: Canvas, species: Species, time: float) -> None:
    """An owl's feather horns."""
    for side in (-1, 1):
        lift = 2 * math.sin(time * 2.2 + side)
        tip = (side * 31, -39 - lift)
        canvas.fill(
            joined(bend((side * 31, -10), (side * 35, -26), tip), bend(tip, (side * 22, -30), (side * 12, -27))),
            species.shade,
        )


def _spikes(canvas: Canvas, species: Species, _time: float) -> None:
    """A hedgehog's crown of spines."""
    for spine in range(13):
        angle = math.radians(-200 + spine * 17.5)
        x, y = math.cos(angle), math.sin(angle)
        tip = (x * 49, y * 45)
        canvas.fill(points((x * 24 - y * 9, y * 24 + x * 9), tip, (x * 24 + y * 9, y * 24 - x * 9)), species.dark)
    canvas.oval(0, -4, 36, 32, mix(species.dark, species.coat, 0.25))
    for side in (-1, 1):
        canvas.oval(side * 27, -14, 8, 8, species.shade)


def _wool(canvas: Canvas, species: Species, time: float) -> None:
    """A sheep's cap of curls."""
    _leaf(canvas, species, time)
    for x, y, radius in ((-22, -20, 14), (-8, -30, 15), (10, -30, 15), (24, -19, 14)):
        canvas.oval(x, y, radius, radius, species.accent)


def _crest(canvas: Canvas, species: Species, _time: float) -> None:
    """A row of plates over the head."""
    for x, y, turn in ((-26, -14, -50), (-16, -26, -24), (0, -31, 0), (15, -27, 22)):
        with canvas.moved(x, y, degrees=turn):
            canvas.fill(points((-9, 4), (0, -15), (9, 4)), species.dark)


_EARS: dict[str, Callable[[Canvas, Species, float], None]] = {
    "fluff": _fluff,
    "tri": _tri,
    "round": _round,
    "small": _small,
    "mane": _mane,
    "long": _long,
    "tall": _tall,
    "big": _big,
    "side": _side,
    "sail": _sail,
    "leaf": _leaf,
    "horns": _horns,
    "goat": _goat_horns,
    "antlers": _antlers,
    "ossicones": _ossicones,
    "horse": _horse,
    "unicorn": _unicorn,
    "antenna": _antenna,
    "feelers": _feelers,
    "helmet": _helmet,
    "tuft": _tuft,
    "spikes": _spikes,
    "wool": _wool,
    "crest": _crest,
}
EARS = ("none", "flop", *_EARS)
