"""Poses: where a biped's hands and feet are at a time, by action. Knows no shapes and no pixels.

Lengths are a biped's own: about 150 tall, origin between the feet, y down, facing right.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from kinora.engines.previs.curves import Point

TURN = 2.0 * math.pi


@dataclass(frozen=True, slots=True, kw_only=True)
class Pose:
    """One instant. lift: the whole body, upwards. lean, roll, head_tilt: degrees clockwise. look: -1 left, 1 right."""

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
    head_tilt: float = 0.0
    look: float = 0.3
    mouth: float = 0.2
    asleep: bool = False
    legs_apart: bool = False


def biped_pose(action: str, time: float) -> Pose:
    """The pose of an action at a time in seconds; an unknown action stands."""
    return _POSES.get(action, _idle)(time)


def hop(time: float, rate: float) -> tuple[float, float]:
    """A bounce: height 0..1 and how much the ground presses, 0..1."""
    phase = (time * rate) % 1.0
    height = 4.0 * phase * (1.0 - phase)
    return height, max(0.0, 1.0 - height * 4.0)


def _idle(time: float) -> Pose:
    breath = math.sin(time * 2.2)
    return Pose(
        hand_far=(-36.0, -44.0 + breath),
        hand_near=(36.0, -44.0 + breath),
        shoulders=-84.0 - 1.4 * breath,
        head_tilt=3.0 * math.sin(time * 0.9),
        look=0.55 * math.sin(time * 0.7),
    )


def _surf(time: float) -> Pose:
    crouch = 3.0 * math.sin(time * 2.3)
    carve = math.sin(time * 1.25)
    shoulders = -71.0 + crouch
    return Pose(
        foot_far=(-34.0, 0.0),
        foot_near=(32.0, 0.0),
        hips=-33.0 + crouch,
        shoulders=shoulders,
        hand_far=(-56.0, shoulders - 10.0 + 12.0 * math.sin(time * 2.1)),
        hand_near=(58.0, shoulders - 2.0 + 14.0 * math.sin(time * 2.1 + 1.6)),
        lean=9.0 + 7.0 * carve,
        head_tilt=-6.0 * carve,
        look=0.8,
        mouth=0.75 + 0.25 * math.sin(time * 1.3),
        legs_apart=True,
    )


def _stride(time: float, *, rate: float, reach: float, lift: float, lean: float) -> Pose:
    phase = time * rate
    near = (math.cos(phase) * reach, -max(0.0, math.sin(phase)) * lift)
    far = (math.cos(phase + math.pi) * reach, -max(0.0, math.sin(phase + math.pi)) * lift)
    swing = math.cos(phase) * reach * 1.1
    return Pose(
        foot_near=near,
        foot_far=far,
        hand_near=(14.0 - swing, -54.0 - 6.0 * abs(math.sin(phase))),
        hand_far=(14.0 + swing, -54.0 - 6.0 * abs(math.sin(phase))),
        lift=abs(math.sin(phase)) * lift * 0.35,
        lean=lean,
        head_tilt=2.0 * math.sin(2.0 * phase),
        look=0.8,
        mouth=0.35 if lean < 8 else 0.6,
    )


def _walk(time: float) -> Pose:
    return _stride(time, rate=6.5, reach=24.0, lift=15.0, lean=4.0)


def _run(time: float) -> Pose:
    return _stride(time, rate=11.5, reach=38.0, lift=26.0, lean=14.0)


def _play(time: float) -> Pose:
    height, press = hop(time, 1.5)
    clap = math.sin(time * 5.0)
    return Pose(
        foot_far=(-18.0, 6.0 * height),
        foot_near=(18.0, 6.0 * height),
        hand_far=(-40.0, -84.0 - 16.0 * clap),
        hand_near=(50.0, -80.0 - 14.0 * clap),
        lift=26.0 * height,
        squash=1.0 - 0.09 * press,
        lean=4.0,
        look=0.75,
        mouth=0.8,
    )


def _jump(time: float) -> Pose:
    height, press = hop(time, 1.1)
    return Pose(
        foot_far=(-20.0, 12.0 * height),
        foot_near=(18.0, 6.0 * height),
        hand_far=(-38.0, -70.0 - 50.0 * height),
        hand_near=(38.0, -70.0 - 50.0 * height),
        lift=78.0 * height,
        squash=1.0 - 0.16 * press,
        look=0.4,
        mouth=0.3 + 0.6 * height,
    )


def _dance(time: float) -> Pose:
    beat = time * TURN * 0.9
    side = math.sin(beat)
    step = math.sin(beat * 0.5)
    return Pose(
        foot_far=(-18.0, -max(0.0, -side) * 15.0),
        foot_near=(18.0, -max(0.0, side) * 15.0),
        hand_far=(-44.0 - 6.0 * step, -84.0 - 36.0 * side),
        hand_near=(44.0 - 6.0 * step, -84.0 + 36.0 * side),
        hips=-42.0 + 2.5 * abs(side),
        lift=7.0 * abs(side),
        lean=11.0 * side,
        head_tilt=-9.0 * math.sin(beat + 0.5),
        look=step,
        mouth=0.65 + 0.2 * side,
    )


def _wave(time: float) -> Pose:
    sway = math.sin(time * 7.5)
    return replace(
        _idle(time),
        hand_near=(58.0 + 13.0 * sway, -116.0 + 6.0 * abs(sway)),
        head_tilt=5.0 * math.sin(time * 1.7),
        look=0.25,
        mouth=0.6,
        lean=-2.0,
    )


def _sit(time: float) -> Pose:
    breath = math.sin(time * 2.0)
    return Pose(
        foot_far=(14.0, -2.0),
        foot_near=(42.0, 0.0),
        hips=-16.0,
        shoulders=-60.0 - breath,
        hand_far=(-30.0, -12.0),
        hand_near=(34.0, -18.0),
        head_tilt=4.0 * math.sin(time * 0.8),
        look=0.6 * math.sin(time * 0.6),
    )


def _sleep(time: float) -> Pose:
    breath = math.sin(time * 1.5)
    return Pose(
        foot_far=(16.0, -2.0),
        foot_near=(40.0, 0.0),
        hips=-16.0,
        shoulders=-54.0 - 2.0 * breath,
        hand_far=(-20.0, -14.0),
        hand_near=(24.0, -16.0),
        lean=10.0,
        head_tilt=16.0 + 2.0 * breath,
        mouth=0.1 + 0.2 * max(0.0, breath),
        asleep=True,
    )


def _swim(time: float) -> Pose:
    kick, pull = math.sin(time * 7.0), time * 3.4
    return Pose(
        foot_far=(-12.0 - 5.0 * kick, 4.0),
        foot_near=(8.0 + 9.0 * kick, 4.0),
        hand_near=(34.0 * math.sin(pull) + 18.0, -88.0 - 40.0 * math.cos(pull)),
        hand_far=(-34.0 * math.sin(pull) - 8.0, -88.0 + 40.0 * math.cos(pull)),
        lift=56.0 + 8.0 * math.sin(time * 1.7),
        roll=62.0 + 5.0 * math.sin(time * 1.7),
        head_tilt=-46.0,
        look=0.7,
        mouth=0.35,
    )


def _fly(time: float) -> Pose:
    flap = math.sin(time * 6.0)
    return Pose(
        foot_far=(-14.0, 4.0 + 3.0 * flap),
        foot_near=(6.0, 6.0 - 3.0 * flap),
        hand_far=(-52.0, -84.0 - 30.0 * flap),
        hand_near=(52.0, -84.0 - 30.0 * flap),
        lift=105.0 + 14.0 * math.sin(time * 1.6) + 5.0 * flap,
        roll=26.0 + 6.0 * math.sin(time * 1.1),
        head_tilt=-20.0,
        look=0.8,
        mouth=0.6,
    )


_POSES: dict[str, Callable[[float], Pose]] = {
    "surf": _surf,
    "walk": _walk,
    "run": _run,
    "play": _play,
    "jump": _jump,
    "dance": _dance,
    "wave": _wave,
    "sit": _sit,
    "sleep": _sleep,
    "swim": _swim,
    "fly": _fly,
}
ACTIONS = ("idle", *_POSES)
