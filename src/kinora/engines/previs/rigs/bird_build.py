"""The proportions of birds, and their beaks, tails and crests, by the words in their rows. Knows no movement."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import bend, joined, oval, points
from kinora.engines.previs.drawing.palette import Colour, mix
from kinora.engines.previs.rigs.species import Species


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """leg: its length. wide, tall: half the body. ahead, up: from shoulders to head. bow: how far the neck bends."""

    leg: float
    wide: float
    tall: float
    ahead: float
    up: float
    head: float
    neck: float
    bow: float = 0.0
    slope: float = -10.0
    wing: float = 96.0
    shank: float = 5.0


BUILDS = {
    "plump": Build(leg=26, wide=46, tall=40, ahead=28, up=34, head=29, neck=40, wing=86),
    "raptor": Build(leg=28, wide=54, tall=36, ahead=34, up=38, head=26, neck=36, slope=-24, wing=124, shank=7),
    "fowl": Build(leg=34, wide=50, tall=42, ahead=38, up=50, head=22, neck=30, bow=6, slope=-6, wing=66, shank=6),
    "duck": Build(leg=20, wide=54, tall=36, ahead=38, up=46, head=26, neck=26, bow=8, slope=-4, wing=84, shank=6),
    "swan": Build(leg=20, wide=60, tall=36, ahead=42, up=98, head=19, neck=18, bow=34, slope=-4, wing=104, shank=6),
    "wader": Build(leg=88, wide=44, tall=29, ahead=36, up=82, head=17, neck=14, bow=34, slope=-12, wing=92),
    "ostrich": Build(leg=92, wide=54, tall=40, ahead=48, up=92, head=18, neck=14, bow=14, slope=-8, wing=60, shank=8),
}


def back(build: Build) -> tuple[float, float]:
    """The root of the tail, from the middle of the body."""
    return -build.wide * 0.80, -build.tall * 0.18


def beak(canvas: Canvas, species: Species, size: float, gape: float) -> None:
    """A beak with its root at the origin. size: the head's radius. gape: 0 shut .. 1 open."""
    _BEAKS.get(species.muzzle, _short)(canvas, species.dark, size, gape * 22)


def _short(canvas: Canvas, colour: Colour, size: float, gape: float) -> None:
    with canvas.moved(0, 2, degrees=gape):
        canvas.fill(points((-3, 0), (size * 0.62, 2), (-2, size * 0.30)), mix(colour, (60, 20, 20), 0.3))
    with canvas.moved(0, 0, degrees=-gape * 0.6):
        canvas.fill(
            joined(bend((-4, -size * 0.30), (size * 0.36, -size * 0.30), (size * 0.76, 3)), points((-4, 4))), colour
        )


def _hook(canvas: Canvas, colour: Colour, size: float, gape: float) -> None:
    with canvas.moved(0, 4, degrees=gape):
        canvas.fill(points((-4, 0), (size * 0.46, 2), (-2, size * 0.34)), mix(colour, (60, 20, 20), 0.3))
    with canvas.moved(0, 0, degrees=-gape * 0.5):
        top = bend((-6, -size * 0.44), (size * 0.62, -size * 0.50), (size * 0.70, size * 0.44))
        canvas.fill(joined(top, bend((size * 0.70, size * 0.44), (size * 0.42, size * 0.10), (-6, 6))), colour)


def _flat(canvas: Canvas, colour: Colour, size: float, gape: float) -> None:
    with canvas.moved(0, 4, degrees=gape):
        canvas.fill(
            joined(bend((-4, -2), (size * 0.5, 1), (size * 0.86, 2)), bend((size * 0.8, 8), (size * 0.3, 12), (-4, 8))),
            mix(colour, (60, 20, 20), 0.3),
        )
    with canvas.moved(0, 0, degrees=-gape * 0.5):
        top = bend((-5, -size * 0.34), (size * 0.34, -size * 0.10), (size * 0.96, -2))
        canvas.fill(joined(top, bend((size * 1.10, 4), (size * 0.5, 9), (-5, 7))), colour)
        canvas.oval(size * 0.40, -2, 2.2, 1.6, mix(colour, (60, 20, 20), 0.5))


def _long(canvas: Canvas, colour: Colour, size: float, gape: float) -> None:
    with canvas.moved(0, 3, degrees=gape):
        canvas.fill(points((-4, -1), (size * 1.04, 2), (-3, size * 0.24)), mix(colour, (60, 20, 20), 0.3))
    with canvas.moved(0, 0, degrees=-gape * 0.5):
        canvas.fill(
            joined(bend((-5, -size * 0.30), (size * 0.8, -size * 0.26), (size * 1.2, 5)), points((-5, 4))), colour
        )


def _bent(canvas: Canvas, colour: Colour, size: float, gape: float) -> None:
    with canvas.moved(-2, 0, degrees=gape * 0.6):
        top = bend((-4, -size * 0.44), (size * 0.9, -size * 0.5), (size * 0.94, size * 0.8))
        canvas.fill(
            joined(top, bend((size * 0.94, size * 0.8), (size * 0.4, size * 0.5), (-4, size * 0.4))), (250, 226, 206)
        )
        canvas.fill(
            joined(top[6:], bend((size * 0.94, size * 0.8), (size * 0.62, size * 0.6), (size * 0.5, size * 0.2))),
            colour,
        )


_BEAKS: dict[str, Callable[[Canvas, Colour, float, float], None]] = {
    "short": _short,
    "hook": _hook,
    "flat": _flat,
    "long": _long,
    "bent": _bent,
}


def crest(canvas: Canvas, species: Species, size: float, time: float) -> None:
    """What stands on a head with its centre at the origin."""
    swing = 5 * math.sin(time * 3.2)
    match species.ears:
        case "comb":
            red = (222, 52, 48)
            for x, y, radius in ((-8, -1.0, 0.34), (1, -1.12, 0.40), (10, -0.96, 0.32)):
                canvas.oval(x, y * size, radius * size, radius * size, red)
            canvas.fill(oval(size * 0.72, size * 0.66, size * 0.22, size * 0.42, degrees=-6 + swing), red)
        case "crown":
            for turn in (-34, -12, 10):
                with canvas.moved(-2, -size * 0.8, degrees=turn + swing):
                    canvas.line((0, 0), (0, -22), 2, species.coat)
                    canvas.oval(0, -25, 4.6, 4.6, species.accent)
        case "tuft":
            for turn in (-46, -22, 2):
                with canvas.moved(-size * 0.2, -size * 0.86, degrees=turn + swing):
                    canvas.oval(0, -8, 4, 11, species.coat)
        case _:
            return


def tail(canvas: Canvas, species: Species, build: Build, time: float, display: float) -> None:
    """The tail with its root at the origin, pointing to the left."""
    swing = 3 * math.sin(time * 3.0)
    _TAILS.get(species.tail, _short_tail)(canvas, species, build, swing, display)


def _feather(canvas: Canvas, length: float, wide: float, degrees: float, colour: Colour) -> None:
    with canvas.moved(0, 0, degrees=degrees):
        left, right = (
            bend((0, -2), (-length * 0.5, -wide), (-length, 0)),
            bend((-length, 0), (-length * 0.5, wide), (0, 2)),
        )
        canvas.fill(joined(left, right), colour)


def _short_tail(canvas: Canvas, species: Species, build: Build, swing: float, display: float) -> None:
    for turn, colour in ((22, species.shade), (4, species.coat)):
        _feather(canvas, build.wide * 0.62, 13, turn + swing, colour)


def _fan_tail(canvas: Canvas, species: Species, build: Build, swing: float, display: float) -> None:
    for feather in range(5):
        colour = species.shade if feather % 2 else mix(species.coat, species.accent, 0.4)
        _feather(canvas, build.wide * 0.92, 11, -24 + 11 * feather + swing, colour)


def _long_tail(canvas: Canvas, species: Species, build: Build, swing: float, display: float) -> None:
    for turn, length, colour in (
        (-30, 1.3, species.accent),
        (-42, 1.7, species.coat),
        (-52, 1.5, mix(species.accent, species.coat, 0.5)),
    ):
        _feather(canvas, build.wide * length, 9, turn + swing, colour)


def _sickle_tail(canvas: Canvas, species: Species, build: Build, swing: float, display: float) -> None:
    for rank in range(5):
        x, y = -46 - 7 * rank + swing, -50 + 19 * rank
        colour = (mix(species.accent, species.coat, 0.16 * rank), species.accent)[rank % 2]
        canvas.stroke(bend((4, 0), (-26, y - 24), (x - 10, y - 6), (x, y + 26)), 12, colour)


def _plume_tail(canvas: Canvas, species: Species, build: Build, swing: float, display: float) -> None:
    for x, y in ((-4, -14), (-16, -6), (-20, 8), (-8, 10), (-10, -2)):
        canvas.oval(x + swing * 0.4, y, 15, 12, species.belly)


def _train_tail(canvas: Canvas, species: Species, build: Build, swing: float, display: float) -> None:
    """A peacock's train: trailing at 0, a whole wheel of eyes at 1."""
    for ring, length in ((0, 150.0), (1, 112.0)):
        number = 11 - 2 * ring
        for feather in range(number):
            share = feather / (number - 1)
            turn = (-16 + 12 * share) * (1 - display) + (-4 + 138 * share) * display + swing
            with canvas.moved(0, 0, degrees=turn):
                canvas.stroke(points((0, 0), (-length + 10, 0)), 9, mix((46, 140, 96), (90, 176, 80), share))
                canvas.oval(-length, 0, 15, 12, (86, 178, 92))
                canvas.oval(-length - 1, 0, 10, 8, (236, 190, 70))
                canvas.oval(-length - 1, 0, 6, 5, (36, 84, 190))


_TAILS: dict[str, Callable[[Canvas, Species, Build, float, float], None]] = {
    "short": _short_tail,
    "fan": _fan_tail,
    "long": _long_tail,
    "sickle": _sickle_tail,
    "plume": _plume_tail,
    "train": _train_tail,
}
