"""Creatures on two legs: body, arms, legs, head, in one pose."""

from __future__ import annotations

import math

from kinora.engines.previs.canvas import Canvas
from kinora.engines.previs.curves import bend, joined, oval, rounded
from kinora.engines.previs.palette import WHITE, mix
from kinora.engines.previs.rig_head import Face, draw_head
from kinora.engines.previs.rig_limb import limb, tail
from kinora.engines.previs.rig_pose import Pose
from kinora.engines.previs.species import Species


def draw_biped(canvas: Canvas, species: Species, pose: Pose, time: float, *, blink: bool) -> None:
    """A creature between its feet at the origin, looking to the right, about 150 tall."""
    with canvas.moved(0, -pose.lift):
        with canvas.moved(0, 0, degrees=pose.roll, scale=(1.0 / pose.squash, pose.squash)):
            _body(canvas, species, pose, time, blink)


def _body(canvas: Canvas, species: Species, pose: Pose, time: float, blink: bool) -> None:
    tilt = math.radians(pose.lean)
    chest_x = math.sin(tilt) * (pose.hips - pose.shoulders)
    chest_y = pose.shoulders
    trousers = mix(species.coat, species.dark, 0.55) if species.muzzle == "face" else species.coat
    arms = species.dark if species.marks == "eyes" else species.coat
    legs = species.dark if species.marks == "eyes" else trousers
    paw = species.belly if species.muzzle == "face" else species.paw
    shoe = species.dark if species.muzzle == "face" else species.paw
    far = (16, 12, 34)
    knee = 1.0 if pose.knees_in else -1.0
    wing = species.muzzle == "beak"
    tail(canvas, species, (-12, pose.hips + 6), time)
    if species.muzzle == "visor":
        canvas.fill(rounded(chest_x - 36, chest_y + 2, 40, 52, 10), mix(species.coat, far, 0.3))
    arm_width = 18.0 if wing else 15.0
    canvas_arm = (chest_x - 15, chest_y + 7)
    limb(
        canvas, canvas_arm, pose.hand_far, bone=26, side=1, width=arm_width, colour=mix(arms, far, 0.2),
        paw=mix(arms if wing else paw, far, 0.2),
    )  # fmt: skip
    leg_width = 10.0 if wing else 19.0
    limb(
        canvas, (-11, pose.hips + 4), pose.foot_far, bone=24, side=-1, width=leg_width, colour=mix(legs, far, 0.2)
        if not wing else shoe, paw=mix(shoe, far, 0.15), foot=True,
    )  # fmt: skip
    limb(
        canvas, (11, pose.hips + 4), pose.foot_near, bone=24, side=-knee if pose.knees_in else -1.0,
        width=leg_width, colour=shoe if wing else legs, paw=shoe, foot=True,
    )  # fmt: skip
    _trunk(canvas, species, pose, chest_x)
    limb(
        canvas, (chest_x + 15, chest_y + 7), pose.hand_near, bone=26, side=-1, width=arm_width, colour=arms,
        paw=arms if wing else paw,
    )  # fmt: skip
    with canvas.moved(chest_x + 2, chest_y - 25, degrees=pose.lean * 0.4 + pose.head_tilt):
        face = Face(time=time, look=pose.look, mouth=pose.mouth, closed=blink or pose.asleep)
        draw_head(canvas, species, face)


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
        canvas.fill(joined(bend((-21, hips + 4), (0, hips + 10), (21, hips + 4)), bend((20, hips + 12), (0, hips + 21), (-20, hips + 12))), mix(species.coat, species.dark, 0.55))
        return
    canvas.fill(oval(chest_x * 0.5 + 3, hips - 13, 18, 26), species.belly)
    if species.marks == "eyes":
        canvas.stroke(bend((chest_x - 20, chest + 10), (chest_x, chest + 18), (chest_x + 20, chest + 10)), 13, species.dark)
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
