"""The quadruped rig: animals on four legs, who get up on two for what four legs can't do."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import Point
from kinora.engines.previs.props.kinds import PROPS, draw_prop
from kinora.engines.previs.rigs.biped import BipedRig
from kinora.engines.previs.rigs.gaits import GAITS, Gait, idle, mixed_gaits
from kinora.engines.previs.rigs.holding import grip_of
from kinora.engines.previs.rigs.quadruped_body import draw_quadruped
from kinora.engines.previs.rigs.rig import Box, Motion
from kinora.engines.previs.rigs.species import Species
from kinora.engines.previs.rigs.stance import stance_of

_BIPED = BipedRig()
_IN_MOUTH = 46.0
"""The longer side of what is held between the teeth."""


class QuadrupedRig:
    """Barrel, four legs, tail and head in a gait."""

    def draw(self, canvas: Canvas, species: Species, motion: Motion) -> None:
        now, dip = _without_change_of_legs(motion)
        with canvas.moved(0, 0, scale=(1.0 + 0.5 * dip, 1.0 - dip)):
            if now.action in GAITS:
                self._on_four(canvas, species, now)
            else:
                _BIPED.draw(canvas, species, now)

    def _on_four(self, canvas: Canvas, species: Species, motion: Motion) -> None:
        gait = gait_of(motion)
        x, y = draw_quadruped(canvas, species, gait, motion.time, blink=motion.blink)
        grip = grip_of(motion.held)
        if grip is None:
            return
        kind, stance = PROPS[motion.held], stance_of(species.body)
        longest = max(kind.wide, kind.tall + kind.below)
        with canvas.moved(0, -gait.lift):
            match grip.hands:
                case "head":
                    with canvas.moved(x, y, degrees=gait.nod, scale=(stance.head,) * 2):
                        _put(canvas, motion, (grip.x, grip.y), grip.longest / longest)
                case "back" | "over":
                    back = stance.back * (1.0 - gait.drop) - stance.up
                    _put(canvas, motion, (-6.0, back + 16.0), 0.8 * grip.longest / longest)
                case _:
                    with canvas.moved(x + 16.0 * stance.head, y + 17.0 * stance.head, degrees=gait.nod + 8.0):
                        size = min(1.0, _IN_MOUTH / longest)
                        _put(canvas, motion, (0.0, kind.tall * 0.5 * size), size)

    def lift(self, species: Species, motion: Motion) -> float:
        now, _ = _without_change_of_legs(motion)
        return gait_of(now).lift if now.action in GAITS else _BIPED.lift(species, now)

    def box(self, species: Species, action: str) -> Box:
        """Half widths and rises cover the highest moment of the action."""
        if action not in GAITS:
            return _BIPED.box(species, action)
        stance = stance_of(species.body)
        lift = _highest(action)
        reach = max(stance.half + 62.0, stance.head_at[0] + 60.0)
        return Box(half=reach + 20.0, rise=stance.rise + 34.0 + lift, body=stance.half + 37.0)


def _put(canvas: Canvas, motion: Motion, place: Point, size: float) -> None:
    with canvas.moved(place[0], place[1], scale=(size, size)):
        draw_prop(canvas, motion.held, colour=motion.held_colour, time=motion.time)


def gait_of(motion: Motion) -> Gait:
    """The gait of a motion on four legs: from one act into the next, speaking, looking."""
    gait = GAITS.get(motion.action, idle)(motion.time)
    if motion.former in GAITS and motion.share < 1.0:
        gait = mixed_gaits(GAITS[motion.former](motion.time), gait, motion.share)
    if motion.talking > 0.0:
        wanted = 0.3 + 0.85 * motion.talking
        gait = replace(gait, mouth=gait.mouth + (wanted - gait.mouth) * min(1.0, motion.talking * 4))
    if motion.look is not None:
        gait = replace(gait, look=motion.look)
    return gait


def _without_change_of_legs(motion: Motion) -> tuple[Motion, float]:
    """Getting up and down: the former act until half way, with a crouch (0..1) that hides the change."""
    if not motion.former or motion.share >= 1.0 or (motion.former in GAITS) == (motion.action in GAITS):
        return motion, 0.0
    dip = 0.34 * math.sin(math.pi * motion.share)
    if motion.share < 0.5:
        return replace(motion, action=motion.former, former="", share=1.0), dip
    return replace(motion, former="", share=1.0), dip


@cache
def _highest(action: str) -> float:
    """How far the paws get off the ground in a gait."""
    return max(GAITS[action](step * 0.23).lift for step in range(14))
