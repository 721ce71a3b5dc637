"""Creatures on four legs: tail, legs, barrel, neck and head of a stance in a gait, back to front."""

from __future__ import annotations

import math
from dataclasses import dataclass

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import Point
from kinora.engines.previs.drawing.palette import Colour, mix
from kinora.engines.previs.rigs.coats import draw_barrel, draw_neck
from kinora.engines.previs.rigs.gaits import Gait
from kinora.engines.previs.rigs.head import Face, draw_head
from kinora.engines.previs.rigs.limb import limb
from kinora.engines.previs.rigs.species import Species
from kinora.engines.previs.rigs.stance import Stance, stance_of
from kinora.engines.previs.rigs.tails import HANGING, tail

_FAR: Colour = (16, 12, 34)


@dataclass(frozen=True, slots=True)
class Trunk:
    """A stance in a gait, measured. Points of the barrel turn with its tilt about its middle."""

    stance: Stance
    gait: Gait

    @property
    def back(self) -> float:
        return self.stance.back * (1.0 - self.gait.drop)

    def placed(self, x: float, y: float) -> Point:
        """A point given from the barrel's middle, over the ground."""
        turn = math.radians(self.gait.tilt)
        sine, cosine = math.sin(turn), math.cos(turn)
        return x * cosine - y * sine, self.back + x * sine + y * cosine

    @property
    def head(self) -> Point:
        stance, gait = self.stance, self.gait
        x, y = self.placed(stance.head_at[0] + gait.stretch, stance.head_at[1] + 10.0 * gait.tuck)
        # A very long neck can't come all the way down.
        low = gait.graze * min(1.0, 62.0 / max(62.0, -stance.head_at[1]))
        return x + (stance.half + 16.0 - x) * low * 0.7, y + (-15.0 * stance.head - y) * low


def draw_quadruped(canvas: Canvas, species: Species, gait: Gait, time: float, *, blink: bool) -> Point:
    """A creature over the origin, looking to the right, about 120 long; where its head is, before lift and roll."""
    trunk = Trunk(stance_of(species.body), gait)
    stance, back = trunk.stance, trunk.back
    with (
        canvas.moved(0, back - gait.lift, degrees=gait.roll, scale=(gait.turn, 1.0)),
        canvas.moved(0, -back),
    ):
        _tail(canvas, species, trunk.placed(-stance.half + 6 - gait.stretch, -7), time)
        _legs(canvas, species, trunk, far=True)
        with canvas.moved(0, back, degrees=gait.tilt):
            draw_barrel(canvas, species, stance, stretch=gait.stretch, arch=gait.arch, time=time)
        _legs(canvas, species, trunk, far=False)
        x, y = trunk.head
        draw_neck(canvas, species, stance, trunk.placed(stance.half * 0.60 + gait.stretch * 0.8, -6), (x, y))
        with canvas.moved(x, y, degrees=gait.nod, scale=(stance.head, stance.head)):
            draw_head(canvas, species, _face(gait, time, blink))
    return x, y


def _tail(canvas: Canvas, species: Species, root: Point, time: float) -> None:
    """One that hangs is laid out behind when its root comes near the ground."""
    low = min(62.0, max(0.0, (root[1] + 56.0) * 1.7)) if species.tail in HANGING else 0.0
    with canvas.moved(root[0], root[1], degrees=low):
        tail(canvas, species, (0.0, 0.0), time)


def _face(gait: Gait, time: float, blink: bool) -> Face:
    return Face(
        time=time,
        look=gait.look,
        mouth=gait.mouth,
        closed=1.0 if blink else gait.closed,
        smile=gait.smile,
        brow=gait.brow,
        tears=gait.tears,
    )


def _legs(canvas: Canvas, species: Species, trunk: Trunk, *, far: bool) -> None:
    stance, gait = trunk.stance, trunk.gait
    own = species.shade if species.body == "sheep" else species.coat
    colour = mix(own, _FAR, 0.24) if far else mix(own, _FAR, 0.04)
    paw = mix(species.paw, _FAR, 0.2 if far else 0.0) if species.socks else mix(colour, species.belly, 0.35)
    if species.has("hooves"):
        paw = mix(species.dark, _FAR, 0.4 if far else 0.2)
    for front in (False, True):
        along = (stance.half * 0.67 + gait.stretch) * (1.0 if front else -0.97)
        hip = trunk.placed(along + (5.0 if far else 0.0), 10.0)
        foot = _paw_place(trunk, hip, front=front, far=far)
        limb(
            canvas,
            hip,
            foot,
            bone=stance.bone,
            side=1.0 if front else -1.0,
            width=stance.leg,
            colour=colour,
            paw=paw,
            foot=True,
        )


def _paw_place(trunk: Trunk, hip: Point, *, front: bool, far: bool) -> Point:
    gait, size = trunk.gait, trunk.stance.bone / 25.0
    walking = (math.pi if far else 0.0) + (math.pi * 0.85 if front else 0.0)
    bounding = (0.0 if front else 2.5) + (0.5 if far else 0.0)
    turn = gait.phase + walking + (bounding - walking) * gait.bound
    loose = max(gait.bound, min(1.0, max(0.0, gait.lift - 8.0) / 4.0))
    dangling = gait.lift + (min(gait.lift, 26.0) * 0.55 - gait.lift) * loose
    x = hip[0] + math.cos(turn) * gait.reach * size
    y = -max(0.0, math.sin(turn)) * gait.step * size + dangling
    if gait.tuck:
        x += ((hip[0] + (18.0 if front else 14.0)) - x) * gait.tuck
        y -= y * gait.tuck
    if gait.rear and not front:
        x += (hip[0] + 16.0 * size - x) * gait.rear
    return x, y
