"""Walls and floors of rooms, by kind: stripes, tiles, bricks, panels; planks, tiles and carpet in perspective."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from kinora.engines.previs.drawing.curves import box, points, rounded
from kinora.engines.previs.drawing.palette import Colour, mix
from kinora.engines.previs.places.brush import INK, IVORY, Brush
from kinora.engines.previs.setting import Points

Rectangle = tuple[float, float, float, float]
"""Left, top, right and bottom."""
LEFT, RIGHT = -1500.0, 1500.0
CEILING = -526.0
"""Where the wall ends, over the floor line: just out of sight in wide frames."""


@dataclass(frozen=True, slots=True)
class Wall:
    """kind: a key of WALLS. second: the colour of its pattern. trim: the skirting board."""

    kind: str
    colour: Colour
    second: Colour
    trim: Colour = (250, 244, 232)


@dataclass(frozen=True, slots=True)
class Floor:
    """kind: a key of FLOORS. far, near: its colours at the wall and before the camera."""

    kind: str
    far: Colour
    near: Colour


def beside(area: Rectangle, holes: list[Rectangle]) -> list[Points]:
    """What is left of an area without its holes, as boxes that do not overlap."""
    rest = [area]
    for hole in holes:
        rest = [piece for part in rest for piece in _cut(part, hole)]
    return [box(left, top, right - left, low - top) for left, top, right, low in rest]


def _cut(part: Rectangle, hole: Rectangle) -> list[Rectangle]:
    left, top, right, low = part
    a, b, c, d = max(left, hole[0]), max(top, hole[1]), min(right, hole[2]), min(low, hole[3])
    if a >= c or b >= d:
        return [part]
    pieces = [(left, top, right, b), (left, d, right, low), (left, b, a, d), (c, b, right, d)]
    return [piece for piece in pieces if piece[2] > piece[0] and piece[3] > piece[1]]


def _plain(brush: Brush, wall: Wall, holes: list[Rectangle]) -> None:
    brush.fills(beside((LEFT, -60, RIGHT, 0), holes), mix(wall.colour, wall.second, 0.25))


def _stripes(brush: Brush, wall: Wall, holes: list[Rectangle]) -> None:
    for k in range(-24, 24):
        brush.fills(beside((k * 62.0, CEILING, k * 62.0 + 24, 0), holes), mix(wall.colour, wall.second, 0.4))


def _tiles(brush: Brush, wall: Wall, holes: list[Rectangle]) -> None:
    """Glazed tiles to two thirds of the wall, a coloured border, plaster above."""
    low = -300.0
    brush.fills(beside((LEFT, low, RIGHT, 0), holes), mix(wall.colour, IVORY, 0.55))
    seam = mix(wall.colour, INK, 0.10)
    for k in range(1, 7):
        brush.fills(beside((LEFT, low + k * 43, RIGHT, low + k * 43 + 2), holes), seam)
    for k in range(-34, 35):
        brush.fills(beside((k * 43.0, low, k * 43.0 + 2, 0), holes), seam)
    brush.fills(beside((LEFT, low - 16, RIGHT, low), holes), wall.second)


def _courses(brush: Brush, wall: Wall, holes: list[Rectangle], size: tuple[float, float], rounding: float) -> None:
    """Bricks or stones: every one that differs from its neighbours in one of three tones."""
    chance = np.random.default_rng(11)
    wide, tall = size
    groups: dict[int, list[Points]] = {0: [], 1: [], 2: []}
    for row in range(int(-CEILING / tall) + 1):
        for column in range(int(RIGHT * 2 / wide)):
            pick = chance.random()
            x = LEFT + column * wide + (row % 2) * wide / 2
            area = (x + 1.5, -tall * (row + 1) + 1.5, x + wide - 1.5, -tall * row - 1.5)
            if pick < 0.42 and not any(_meets(area, hole) for hole in holes):
                shape = rounded(area[0], area[1], wide - 3, tall - 3, rounding) if rounding else beside(area, [])[0]
                groups[int(pick / 0.14)].append(shape)
    for kind, outlines in groups.items():
        tone = (mix(wall.colour, wall.second, 0.5), mix(wall.colour, INK, 0.12), mix(wall.colour, IVORY, 0.14))[kind]
        brush.fills(outlines, tone)


def _meets(area: Rectangle, hole: Rectangle) -> bool:
    return area[0] < hole[2] and area[2] > hole[0] and area[1] < hole[3] and area[3] > hole[1]


def _bricks(brush: Brush, wall: Wall, holes: list[Rectangle]) -> None:
    _courses(brush, wall, holes, (64, 24), 0.0)


def _stones(brush: Brush, wall: Wall, holes: list[Rectangle]) -> None:
    _courses(brush, wall, holes, (112, 56), 10.0)


def _panels(brush: Brush, wall: Wall, holes: list[Rectangle]) -> None:
    """Wainscot below, a rail, and a plain wall above."""
    brush.fills(beside((LEFT, -150, RIGHT, 0), holes), wall.second)
    brush.fills(beside((LEFT, -158, RIGHT, -148), holes), mix(wall.second, IVORY, 0.35))
    for k in range(-15, 15):
        inner = beside((k * 98.0 + 12, -132, k * 98.0 + 86, -36), holes)
        brush.fills(inner, mix(wall.second, INK, 0.14))
        brush.fills(beside((k * 98.0 + 15, -128, k * 98.0 + 86, -36), holes), mix(wall.second, IVORY, 0.08))


def _boards(brush: Brush, wall: Wall, holes: list[Rectangle]) -> None:
    """Upright planks."""
    for k in range(-30, 30):
        if k % 3 == 0:
            brush.fills(beside((k * 50.0, CEILING, k * 50.0 + 50, 0), holes), mix(wall.colour, wall.second, 0.3))
    for k in range(-30, 30):
        brush.fills(beside((k * 50.0, CEILING, k * 50.0 + 3, 0), holes), mix(wall.colour, INK, 0.28))


def _plates(brush: Brush, wall: Wall, holes: list[Rectangle]) -> None:
    """Metal plates with a glowing line."""
    for k in range(-12, 13):
        brush.fills(beside((k * 124.0, CEILING, k * 124.0 + 4, 0), holes), mix(wall.colour, INK, 0.35))
        brush.fills(beside((k * 124.0 + 4, CEILING, k * 124.0 + 7, 0), holes), mix(wall.colour, IVORY, 0.25))
    for y in (-440.0, -96.0):
        brush.fills(beside((LEFT, y, RIGHT, y + 5), holes), mix(wall.colour, INK, 0.35))
    brush.bright.fills(beside((LEFT, -84, RIGHT, -77), holes), wall.second)


WALLS: dict[str, Callable[[Brush, Wall, list[Rectangle]], None]] = {
    "plain": _plain,
    "stripes": _stripes,
    "tiles": _tiles,
    "brick": _bricks,
    "stone": _stones,
    "panel": _panels,
    "boards": _boards,
    "plates": _plates,
}


def paint_wall(brush: Brush, wall: Wall, holes: list[Points]) -> None:
    """A wall with holes, its pattern, skirting and the ceiling above, which only tall frames show."""
    brush.fills([box(LEFT, CEILING - 400, RIGHT - LEFT, 900 - CEILING), *holes], wall.colour)
    bounds = [(float(h[:, 0].min()), float(h[:, 1].min()), float(h[:, 0].max()), float(h[:, 1].max())) for h in holes]
    WALLS[wall.kind](brush, wall, bounds)
    brush.fills(beside((LEFT, -22, RIGHT, 4), bounds), wall.trim)
    brush.fills(beside((LEFT, -4, RIGHT, 4), bounds), mix(wall.trim, INK, 0.3))


def paint_ceiling(brush: Brush, colour: Colour, trim: Colour) -> None:
    """Boards that run away from the viewer, and a moulding."""
    brush.box(LEFT, CEILING - 900, RIGHT - LEFT, 900, colour)
    for k in range(-24, 25):
        brush.shape(
            mix(colour, INK, 0.18),
            (k * 64 - 0.7, CEILING),
            (k * 64 + 0.7, CEILING),
            (k * 210 + 2, CEILING - 900),
            (k * 210 - 2, CEILING - 900),
        )
    brush.box(LEFT, CEILING - 4, RIGHT - LEFT, 18, trim)
    brush.box(LEFT, CEILING + 14, RIGHT - LEFT, 5, mix(trim, INK, 0.25))


DEEP = 900.0
"""How far down from the floor line the floor is drawn."""
_VANISHING = -230.0
"""Where lines of the floor meet, over the floor line."""


def row(share: float) -> float:
    """How far below the floor line a line of the floor lies: 0 at the wall, 1 well before the camera."""
    return -_VANISHING * (1.0 / (1.0 - 0.66 * share) - 1.0) * 0.82


def column(across: float, down: float) -> float:
    """Where a line that meets the wall at `across` is `down` below the floor line."""
    return across * (1.0 + down / -_VANISHING)


def paint_floor(brush: Brush, floor: Floor) -> None:
    """From the wall to below the frame."""
    for band in range(9):
        y = 340.0 * (band / 9) ** 1.5
        brush.box(LEFT, y, RIGHT - LEFT, 900, mix(floor.far, floor.near, band / 8))
    FLOORS[floor.kind](brush, floor)


def _planks(brush: Brush, floor: Floor) -> None:
    seam = mix(floor.far, INK, 0.38)
    for k in range(-22, 23):
        x = k * 64.0
        brush.fill(_ray(x, 0.9, 3.0), seam)
        for share in (0.12 + 0.31 * ((k * 7) % 3), 0.30 + 0.31 * ((k * 5) % 3)):
            y = row(share)
            brush.box(column(x, y), y, column(64, y), 1.0 + y * 0.008, seam)


def _ray(x: float, thin: float, thick: float) -> Points:
    end = column(x, DEEP)
    return points((x - thin, 0), (x + thin, 0), (end + thick * 2, DEEP), (end - thick * 2, DEEP))


def _checks(brush: Brush, floor: Floor) -> None:
    """Tiles in two tones, laid as a board."""
    dark = mix(floor.near, INK, 0.22)
    rows = [row(k / 7) for k in range(10)]
    for k in range(9):
        upper, lower = rows[k], rows[k + 1]
        cells = [
            points(
                (column(x, upper), upper),
                (column(x + 84, upper), upper),
                (column(x + 84, lower), lower),
                (column(x, lower), lower),
            )
            for x in (column_number * 84.0 for column_number in range(-16, 17) if (column_number + k) % 2)
        ]
        brush.fills(cells, mix(dark, floor.near, max(0.0, 0.30 - 0.04 * k)))


def _flags(brush: Brush, floor: Floor) -> None:
    """Slabs with seams."""
    seam = mix(floor.far, INK, 0.30)
    for k in range(10):
        y = row(k / 7)
        brush.box(LEFT, y, RIGHT - LEFT, 1.2 + y * 0.012, seam)
    for k in range(-13, 14):
        brush.fill(_ray(k * 110.0, 1.0, 3.4), seam)


def _carpet(brush: Brush, floor: Floor) -> None:
    """Soft, with a faint pattern of dots."""
    dots = []
    for k in range(1, 12):
        y = row(k / 8.5)
        size = 3.0 + y * 0.020
        for place in range(-16, 17):
            x = column((place + 0.5 * (k % 2)) * 84.0, y)
            dots.append(points((x - size * 2, y), (x, y - size), (x + size * 2, y), (x, y + size)))
    brush.fills(dots, mix(floor.near, IVORY, 0.16))


def _concrete(brush: Brush, floor: Floor) -> None:
    for k in range(-5, 6):
        brush.fill(_ray(k * 240.0 + 120, 0.8, 2.4), mix(floor.far, INK, 0.22))
    y = row(0.45)
    brush.box(LEFT, y, RIGHT - LEFT, 2, mix(floor.far, INK, 0.22))


def _shiny(brush: Brush, floor: Floor) -> None:
    """Polished stone: seams, and a pale sheen under the wall."""
    _flags(brush, floor)
    for x in range(-1300, 1400, 260):
        sheen = points((x - 30.0, 0), (x + 30.0, 0), (column(x, 190) + 16, 190), (column(x, 190) - 16, 190))
        brush.fill(sheen, mix(floor.far, IVORY, 0.22))


FLOORS: dict[str, Callable[[Brush, Floor], None]] = {
    "planks": _planks,
    "tiles": _checks,
    "stone": _flags,
    "carpet": _carpet,
    "concrete": _concrete,
    "marble": _shiny,
}
