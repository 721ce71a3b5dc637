"""A corridor in one-point perspective: doors on both sides, lamps above, a bright end. Knows one vanishing point."""

from __future__ import annotations

from itertools import pairwise

from kinora.engines.previs.drawing.curves import Point
from kinora.engines.previs.drawing.cutout import Cutout
from kinora.engines.previs.drawing.palette import Colour, mix
from kinora.engines.previs.places.brush import INK, IVORY, Brush
from kinora.engines.previs.places.interior import is_dark, room_brush
from kinora.engines.previs.places.lights import LightMap
from kinora.engines.previs.setting import Layer, Setting

VANISHING = 0.44
"""The vanishing point, in frame heights."""
_HALF, _FLOOR, _TOP = 470.0, 330.0, -390.0
"""Walls, floor and ceiling at distance 1, where the actors stand, from the vanishing point."""
_NEAR, _FAR, _TILE = 0.22, 8.0, 0.34
_AIR: Colour = (250, 240, 214)
"""What everything fades to with distance."""


def behind_actors(setting: Setting) -> list[Layer]:
    """The whole corridor on one depth: it has no parallax but zoom."""
    layer = Cutout(setting, 0.9)
    dark = setting.scene.time == "night"
    light = LightMap(setting, 0.9, (0.62, 0.62, 0.80) if dark else (0.76, 0.75, 0.76))
    brush = room_brush(setting, layer, light).at(0, 0)
    lift = setting.height * (VANISHING - 0.70) / brush.unit
    brush = brush.at(0, lift)
    _shell(brush)
    for k in range(7):
        near = 0.62 + k * 1.0
        for side in (-1, 1):
            _door(brush, side, near + 0.30, near + 0.78, (k + side) % 3)
    for k in range(8):
        _lamp(brush, 0.66 + k * 0.9, dark)
    _end(brush, is_dark(setting))
    return [layer, light]


def _spot(x: float, y: float, far: float) -> Point:
    return x / far, y / far


def _side(brush: Brush, side: int, level: tuple[float, float], far: tuple[float, float], colour: Colour) -> None:
    """A part of a wall: from one height to another, from near to far."""
    x = side * _HALF
    corners = ((level[0], far[0]), (level[0], far[1]), (level[1], far[1]), (level[1], far[0]))
    brush.shape(colour, *[_spot(x, y, away) for y, away in corners])


def _flat(brush: Brush, across: tuple[float, float], level: float, far: tuple[float, float], colour: Colour) -> None:
    """A part of the floor or the ceiling."""
    corners = ((across[0], far[0]), (across[1], far[0]), (across[1], far[1]), (across[0], far[1]))
    brush.shape(colour, *[_spot(x, level, away) for x, away in corners])


def _shell(brush: Brush) -> None:
    """Ceiling, floor and walls, paler with distance."""
    wall, low = (226, 214, 190), (126, 164, 158)
    for k, far in enumerate(pairwise((_NEAR, 0.7, 1.0, 1.4, 2.0, 2.8, 4.0, 5.6, _FAR))):
        deep = k / 9
        _flat(brush, (-_HALF, _HALF), _TOP, far, mix((240, 236, 228), INK, 0.10 - 0.10 * deep))
        _flat(brush, (-_HALF, _HALF), _FLOOR, far, mix((188, 150, 116), _AIR, deep * 0.5))
        for side, shade in ((-1, 0.10), (1, 0.04)):
            _side(brush, side, (_TOP, _FLOOR), far, mix(mix(wall, INK, shade), _AIR, deep * 0.6))
            _side(brush, side, (110, _FLOOR), far, mix(mix(low, INK, shade), _AIR, deep * 0.6))
            _side(brush, side, (98, 112), far, mix(IVORY, _AIR, deep))
            _side(brush, side, (_FLOOR - 26, _FLOOR), far, mix((110, 84, 70), _AIR, deep * 0.5))
    for k in range(int((_FAR - _NEAR) / _TILE) + 1):
        near = _NEAR + k * _TILE
        for cell in range(-4, 4):
            if (cell + k) % 2:
                across = cell * _HALF / 4, (cell + 1) * _HALF / 4
                _flat(brush, across, _FLOOR, (near, near + _TILE), mix((160, 118, 88), _AIR, min(0.5, near / 14)))


def _door(brush: Brush, side: int, near: float, far: float, kind: int) -> None:
    tone = ((176, 88, 66), (72, 116, 150), (150, 112, 78))[kind]
    deep = min(0.7, near / 9)
    _side(brush, side, (-250, _FLOOR), (near - 0.05, far + 0.05), mix(IVORY, _AIR, deep))
    _side(brush, side, (-232, _FLOOR), (near, far), mix(tone, _AIR, deep))
    inset = (far - near) * 0.18
    for level in ((-200, -10), (40, 290)):
        _side(brush, side, level, (near + inset, far - inset), mix(mix(tone, INK, 0.16), _AIR, deep))
    knob = near + (far - near) * 0.12
    brush.oval(*_spot(side * _HALF, 60, knob), 9 / knob, 9 / knob, mix((240, 210, 130), _AIR, deep))


def _lamp(brush: Brush, far: float, dark: bool) -> None:
    """A panel of light in the ceiling and its pool on the floor."""
    glow = brush.bright
    corners = [_spot(sx * 90, _TOP, far + dz) for sx, dz in ((-1, 0.0), (1, 0.0), (1, 0.34), (-1, 0.34))]
    glow.shape((255, 250, 228), *corners)
    x, y = _spot(0, _FLOOR, far + 0.17)
    brush.pool(x, y, 420 / far, 90 / far, (255, 240, 200), 0.5 if dark else 0.2)
    x, y = _spot(0, _TOP, far + 0.17)
    brush.halo(x, y, 260 / far, 150 / far, (160, 140, 100), 0.6 if dark else 0.4)


def _end(brush: Brush, dark: bool) -> None:
    """A wall with a wide window: the night or daylight."""
    wall = ((-_HALF, _TOP), (_HALF, _TOP), (_HALF, _FLOOR), (-_HALF, _FLOOR))
    brush.shape((236, 222, 190), *[_spot(x, y, _FAR) for x, y in wall])
    x, y = _spot(-200, -220, _FAR)
    brush.bright.box(x, y, 400 / _FAR, 420 / _FAR, (90, 110, 160) if dark else (220, 240, 250))
    for bar in (-200, -6, 188):
        brush.box(bar / _FAR, y, 12 / _FAR, 420 / _FAR, IVORY)
    brush.halo(0, 0, 160, 130, (120, 120, 100), 0.4)
