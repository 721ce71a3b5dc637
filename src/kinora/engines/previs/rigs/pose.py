"""What a pose is: where a biped's hands, feet and face are at one instant, all of it numbers, and how two of them mix.

Lengths are a biped's own: about 150 tall, origin between the feet, y down, facing right.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

from kinora.engines.previs.drawing.curves import Point

TURN = 2.0 * math.pi


@dataclass(frozen=True, slots=True, kw_only=True)
class Pose:
    """One instant. lift: the whole body, upwards. lean, roll, head_tilt: degrees clockwise. look: -1 left, 1 right.

    turn: the width as seen, 1 facing us, -1 mirrored. apart: how far the near knee points ahead, 0..1.
    pivot: how high over the feet the point lies that `roll` turns about. grip: degrees by which a held thing is turned.
    closed, tears, smile (-1 a frown), brow (-1 angry, 1 sad): the face.
    far_before: the far arm lies before the trunk. near_over, far_over: a hand lies before the face.
    """

    foot_far: Point = (-15.0, 0.0)
    foot_near: Point = (15.0, 0.0)
    hand_far: Point = (-40.0, -50.0)
    hand_near: Point = (40.0, -50.0)
    hips: float = -42.0
    shoulders: float = -84.0
    lift: float = 0.0
    squash: float = 1.0
    lean: float = 0.0
    roll: float = 0.0
    pivot: float = 0.0
    turn: float = 1.0
    head_tilt: float = 0.0
    look: float = 0.3
    mouth: float = 0.2
    closed: float = 0.0
    smile: float = 1.0
    brow: float = 0.0
    tears: float = 0.0
    apart: float = 0.0
    far_before: float = 0.0
    near_over: float = 0.0
    far_over: float = 0.0
    grip: float = 0.0


_PLACES = ("foot_far", "foot_near", "hand_far", "hand_near")
_TURNS = ("roll", "grip")
_REST = tuple(field.name for field in fields(Pose) if field.name not in (*_PLACES, *_TURNS))


def mixed(one: Pose, other: Pose, share: float) -> Pose:
    """`one` at share 0, `other` at share 1, eased between. Angles take the shorter way round."""
    if share >= 1.0:
        return other
    eased = ease(share)
    values: dict[str, float] = {}
    for name in _REST:
        start = getattr(one, name)
        values[name] = start + (getattr(other, name) - start) * eased
    for name in _TURNS:
        start = getattr(one, name)
        values[name] = start + ((getattr(other, name) - start + 180.0) % 360.0 - 180.0) * eased
    places: dict[str, Point] = {}
    for name in _PLACES:
        (x, y), (to_x, to_y) = getattr(one, name), getattr(other, name)
        places[name] = x + (to_x - x) * eased, y + (to_y - y) * eased
    return Pose(**values, **places)  # type: ignore[arg-type]  # names by the kind of their values, above


def ease(share: float) -> float:
    """0..1 with a soft start and a soft end."""
    held = min(max(share, 0.0), 1.0)
    return held * held * (3.0 - 2.0 * held)


def hop(time: float, rate: float) -> tuple[float, float]:
    """A bounce: height 0..1 and how much the ground presses, 0..1."""
    phase = (time * rate) % 1.0
    height = 4.0 * phase * (1.0 - phase)
    return height, max(0.0, 1.0 - height * 4.0)


def swing(time: float, rate: float) -> float:
    """-1..1, there and back `rate` times a second."""
    return math.sin(time * rate * TURN)


def strike(time: float, rate: float) -> float:
    """0..1: a slow drawing back, a quick stroke, a rest: for punches, throws and kicks."""
    phase = (time * rate) % 1.0
    if phase < 0.45:
        return 0.0
    return ease((phase - 0.45) / 0.16) if phase < 0.62 else ease((1.0 - phase) / 0.38)
