"""Land in layers: ridges that pale into the haze, peaks with snow, and the ground that the actors stand on."""

from __future__ import annotations

import numpy as np

from kinora.engines.previs.drawing.curves import joined, points
from kinora.engines.previs.drawing.cutout import Cutout
from kinora.engines.previs.drawing.palette import Colour, mix
from kinora.engines.previs.setting import Points, Setting

_SNOW: Colour = (240, 245, 253)
_LEFT, _RIGHT = -0.45, 1.45
"""Land reaches this far beyond the frame, in widths, so that a pan never finds its end."""


def snowed(setting: Setting, colour: Colour, share: float = 0.8) -> Colour:
    """A surface's own colour, under snow by `share` when it snows."""
    return mix(colour, _SNOW, share) if setting.is_snowy else colour


def skyline(setting: Setting, name: str, *, top: float, rise: float, bumps: float, rough: float = 0.45) -> Points:
    """A ridge's upper edge, left to right. top: the height of its valleys; rise: of its peaks above them, in pixels."""
    chance = setting.stream(f"ridge {name}")
    across = np.linspace(_LEFT, _RIGHT, 150, dtype=np.float32)
    line = np.zeros_like(across)
    weight, rate = 1.0, bumps
    for _ in range(4):
        line += weight * np.sin(across * rate * 6.28 + chance.random() * 6.28)
        weight, rate = weight * rough, rate * (1.9 + 0.3 * chance.random())
    line = (line - line.min()) / (line.max() - line.min())
    return np.stack([across * setting.width, top - rise * line], axis=1).astype(np.float32)


def ridge(
    layer: Cutout, edge: Points, upper: Colour, lower: Colour, *, fade: float, bottom: float, bands: int = 14
) -> None:
    """Fill below an edge, from `upper` at the edge to `lower` at `fade` pixels under it, down to `bottom`."""
    ends = points((float(edge[-1, 0]), bottom), (float(edge[0, 0]), bottom))
    for band in range(bands):
        share = band / max(1, bands - 1)
        down = np.array([0.0, fade * share], np.float32)
        layer.add([joined(np.asarray(edge + down, np.float32), ends)], mix(upper, lower, share))


def hill(
    setting: Setting,
    name: str,
    *,
    depth: float,
    top: float,
    rise: float,
    upper: Colour,
    lower: Colour,
    bumps: float = 1.0,
    rough: float = 0.45,
    bottom: float = 0.9,
) -> tuple[Cutout, Points]:
    """A ridge of its own depth and its edge; top, rise and bottom in frame heights."""
    high = setting.height
    layer = Cutout(setting, depth)
    edge = skyline(setting, name, top=high * top, rise=high * rise, bumps=bumps, rough=rough)
    ridge(layer, edge, upper, lower, fade=high * max(rise, 0.06), bottom=high * bottom, bands=9)
    return layer, edge


def height_at(edge: Points, x: float) -> float:
    """The edge's y at a world x."""
    return float(np.interp(x, edge[:, 0], edge[:, 1]))


def plain(layer: Cutout, setting: Setting, *, top: float, far: Colour, near: Colour, bands: int = 14) -> None:
    """Level ground from `top` (pixels) to below the frame, its bands growing with nearness."""
    left, right = _LEFT * setting.width, _RIGHT * setting.width
    low = setting.height * 1.35
    for band in range(bands):
        share = band / (bands - 1)
        y = top + (setting.height * 1.05 - top) * share**1.6
        outline = points((left, y), (right, y), (right, low), (left, low))
        layer.add([outline], mix(far, near, share))


def peaks(
    layer: Cutout, setting: Setting, *, base: float, rise: float, colour: Colour, shade: Colour, snow: Colour
) -> None:
    """A range of mountains: a lit side, a shaded side, and a cap of snow each."""
    chance = setting.stream("peaks")
    count = 9
    for place in sorted(range(count), key=lambda k: (k % 3, k)):
        middle = (_LEFT + (place + 0.25 + 0.5 * chance.random()) / count * (_RIGHT - _LEFT)) * setting.width
        tall = rise * (0.55 + 0.45 * chance.random())
        wide = tall * (0.95 + 0.5 * chance.random())
        _peak(layer, middle, base, tall, wide, chance, (colour, shade, snow))


def _peak(
    layer: Cutout,
    x: float,
    base: float,
    tall: float,
    wide: float,
    chance: np.random.Generator,
    colours: tuple[Colour, Colour, Colour],
) -> None:
    colour, shade, snow = colours
    apex = (x, base - tall)
    left = _crag((x - wide, base), apex, chance, tall)
    right = _crag(apex, (x + wide, base), chance, tall)
    spine = _crag(apex, (x + wide * 0.22, base), chance, tall * 1.6)
    layer.add([joined(left, right)], colour)
    layer.add([joined(right, spine[::-1])], shade)
    cut = 0.34
    teeth = [
        (x + wide * cut * t, base - tall * (1 - cut * (0.75 + 0.5 * (k % 2))))
        for k, t in enumerate(np.linspace(1, -1, 9))
    ]
    inner = points(*teeth[1:-1])
    cap = joined(_part(left, 1 - cut), _part(right[::-1], 1 - cut)[::-1], inner)
    layer.add([cap], snow)
    dark = joined(
        points(apex),
        _part(right[::-1], 1 - cut)[::-1],
        points(*teeth[1:4]),
        points((x + wide * 0.05, base - tall * 0.76)),
    )
    layer.add([dark], mix(snow, shade, 0.42))


def _crag(start: tuple[float, float], end: tuple[float, float], chance: np.random.Generator, size: float) -> Points:
    """A straight slope with small teeth."""
    steps = np.linspace(0, 1, 9, dtype=np.float32)[:, None]
    line = np.array(start, np.float32) * (1 - steps) + np.array(end, np.float32) * steps
    line[1:-1] += chance.normal(0, size * 0.016, (7, 2)).astype(np.float32)
    return line.astype(np.float32)


def _part(line: Points, share: float) -> Points:
    """The last (1 - share) of a line, which ends at the apex."""
    return line[round((len(line) - 1) * share) :]
