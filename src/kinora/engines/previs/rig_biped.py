"""Creatures on two legs: body, arms, legs, head, in one pose."""

from __future__ import annotations

import math

from kinora.engines.previs.canvas import Canvas
from kinora.engines.previs.curves import Point, bend, joined, oval, rounded
from kinora.engines.previs.palette import WHITE, Colour, mix
from kinora.engines.previs.rig_head import Face, draw_head
from kinora.engines.previs.rig_limb import limb, tail
from kinora.engines.previs.rig_pose import Pose
from kinora.engines.previs.species import Species

_FAR: Colour = (16, 12, 34)
"""What lies on the side away from the viewer is mixed with this."""


def draw_biped(canvas: Canvas, species: Species, pose: Pose, time: float, *, blink: bool) -> None:
    """A creature between its feet at the origin, looking to the right, about 150 tall."""
    with canvas.moved(0, -pose.lift), canvas.moved(0, 0, degrees=pose.roll, scale=(1.0 / pose.squash, pose.squash)):
        _body(canvas, species, pose, time, blink)


def _body(canvas: Canvas, species: Species, pose: Pose, time: float, blink: bool) -> None:
    """Back to front: tail, far arm, legs, trunk, near arm, head."""
    chest = math.sin(math.radians(pose.lean)) * (pose.hips - pose.shoulders), pose.shoulders
    tail(canvas, species, (-12, pose.hips + 6), time)
    if species.muzzle == "visor":
        canvas.fill(rounded(chest[0] - 36, chest[1] + 2, 40, 52, 10), mix(species.coat, _FAR, 0.3))
    if species.tail == "spike":
        _wings(canvas, species, chest, time)
    _arm(canvas, species, (chest[0] - 15, chest[1] + 7), pose.hand_far, side=1.0, dark=0.2)
    _leg(canvas, species, (-11, pose.hips + 4), pose.foot_far, side=-1.0, dark=0.2)
    _leg(canvas, species, (11, pose.hips + 4), pose.foot_near, side=1.0 if pose.legs_apart else -1.0, dark=0.0)
    _trunk(canvas, species, pose, chest[0])
    _arm(canvas, species, (chest[0] + 15, chest[1] + 7), pose.hand_near, side=-1.0, dark=0.0)
    with canvas.moved(chest[0] + 2, chest[1] - 25, degrees=pose.lean * 0.4 + pose.head_tilt):
        draw_head(canvas, species, Face(time=time, look=pose.look, mouth=pose.mouth, closed=blink or pose.asleep))


def _wings(canvas: Canvas, species: Species, chest: Point, time: float) -> None:
    """A dragon's: one to each side behind its back, beating slowly."""
    beat = 12.0 * math.sin(time * 5.0)
    for side in (-1, 1):
        x, y = chest[0] + side * 10, chest[1] + 12
        tip = (x + side * 92, y - 52 + beat)
        notches = ((x + side * 70, y - 4 + beat * 0.7), (x + side * 60, y + 26 + beat * 0.5), (x + side * 34, y + 10))
        lower = joined(
            bend(tip, (x + side * 70, y - 26 + beat), notches[0], steps=6),
            bend(notches[0], (x + side * 54, y + 4), notches[1], steps=6),
            bend(notches[1], (x + side * 40, y + 8), notches[2], steps=6),
        )
        upper = bend((x, y), (x + side * 30, y - 50 + beat * 0.6), tip)
        canvas.fill(joined(upper, lower), mix(species.belly, species.coat, 0.35))
        canvas.stroke(upper, 7, mix(species.coat, _FAR, 0.2))


def _arm(canvas: Canvas, species: Species, shoulder: Point, hand: Point, *, side: float, dark: float) -> None:
    sleeve = mix(species.dark if species.marks == "eyes" else species.coat, _FAR, dark)
    wing = species.muzzle == "beak"
    bare = species.belly if species.muzzle == "face" else species.paw
    paw = sleeve if wing else mix(bare, _FAR, dark)
    limb(canvas, shoulder, hand, bone=26, side=side, width=18.0 if wing else 15.0, colour=sleeve, paw=paw)


def _leg(canvas: Canvas, species: Species, hip: Point, foot: Point, *, side: float, dark: float) -> None:
    shoe = mix(species.dark if species.muzzle == "face" else species.paw, _FAR, dark)
    bird = species.muzzle == "beak"
    colour = shoe if bird else mix(_trousers(species), _FAR, dark)
    limb(canvas, hip, foot, bone=24, side=side, width=10.0 if bird else 19.0, colour=colour, paw=shoe, foot=True)


def _trousers(species: Species) -> Colour:
    if species.muzzle == "face":
        return mix(species.coat, species.dark, 0.55)
    return species.dark if species.marks == "eyes" else species.coat


def _trunk(canvas: Canvas, species: Species, pose: Pose, chest_x: float) -> None:
    hips, chest = pose.hips, pose.shoulders
    if species.muzzle == "screen":
        _box_trunk(canvas, species, pose, chest_x)
        return
    outline = joined(
        bend((-20, hips + 11), (-36, hips - 14), (chest_x - 27, chest), (chest_x, chest - 6)),
        bend((chest_x, chest - 6), (chest_x + 27, chest), (36, hips - 14), (20, hips + 11)),
        bend((20, hips + 11), (0, hips + 21), (-20, hips + 11)),
    )
    canvas.fill(outline, species.coat)
    if species.muzzle == "face":
        canvas.fill(oval(chest_x, chest + 6, 9, 7), species.belly)
        canvas.fill(
            joined(
                bend((-21, hips + 4), (0, hips + 10), (21, hips + 4)),
                bend((20, hips + 12), (0, hips + 21), (-20, hips + 12)),
            ),
            mix(species.coat, species.dark, 0.55),
        )
        return
    canvas.fill(oval(chest_x * 0.5 + 3, hips - 13, 18, 26), species.belly)
    if species.marks == "eyes":
        canvas.stroke(
            bend((chest_x - 20, chest + 10), (chest_x, chest + 18), (chest_x + 20, chest + 10)), 13, species.dark
        )
    if species.muzzle == "visor":
        canvas.fill(rounded(chest_x * 0.5 - 12, hips - 30, 30, 20, 4), mix(species.dark, WHITE, 0.15))
        for step, tone in enumerate(((230, 80, 70), (90, 200, 120), (80, 150, 240))):
            canvas.oval(chest_x * 0.5 - 5 + step * 8, hips - 23, 2.6, 2.6, tone)


def _box_trunk(canvas: Canvas, species: Species, pose: Pose, chest_x: float) -> None:
    top = pose.shoulders - 4
    canvas.fill(rounded(chest_x * 0.5 - 27, top, 56, pose.hips + 12 - top, 13), species.coat)
    canvas.fill(rounded(chest_x * 0.5 - 15, top + 14, 32, 24, 6), species.dark)
    canvas.oval(chest_x * 0.5 + 1, top + 26, 8, 8, species.belly)
    canvas.oval(chest_x * 0.5 + 3, top + 23, 2.5, 2.5, WHITE)
