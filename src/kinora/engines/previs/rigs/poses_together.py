"""Poses towards others: greeting, talking, touching, playing, performing."""

from __future__ import annotations

import math
from dataclasses import replace

from kinora.engines.previs.rigs.pose import TURN, Pose, ease, hop, swing
from kinora.engines.previs.rigs.poses_resting import idle


def _play(time: float) -> Pose:
    height, press = hop(time, 1.5)
    clap_ = math.sin(time * 5.0)
    return Pose(
        foot_far=(-18.0, 6.0 * height),
        foot_near=(18.0, 6.0 * height),
        hand_far=(-40.0, -84.0 - 16.0 * clap_),
        hand_near=(50.0, -80.0 - 14.0 * clap_),
        lift=26.0 * height,
        squash=1.0 - 0.09 * press,
        lean=4.0,
        look=0.75,
        mouth=0.8,
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
        idle(time),
        hand_near=(54.0 + 11.0 * sway, -112.0 + 6.0 * abs(sway)),
        head_tilt=5.0 * math.sin(time * 1.7),
        look=0.25,
        mouth=0.6,
        lean=-2.0,
    )


def _talk(time: float) -> Pose:
    """The hands say it too; the mouth goes by itself when no line is spoken."""
    first, second = math.sin(time * 2.7), math.sin(time * 3.9 + 1.0)
    babble = max(0.0, math.sin(time * 9.0) * math.sin(time * 2.3 + 0.4))
    return replace(
        idle(time),
        hand_near=(48.0 + 6.0 * second, -70.0 - 15.0 * first),
        hand_far=(-36.0, -60.0 + 12.0 * second),
        lean=3.0 * first,
        head_tilt=4.0 * second,
        look=0.75,
        mouth=0.25 + 0.6 * babble,
    )


def _sing(time: float) -> Pose:
    """One arm out, the mouth wide, the body in time."""
    long = 0.5 + 0.5 * math.sin(time * 2.2)
    return replace(
        idle(time),
        hand_near=(25.0, -84.0),
        near_over=1.0,
        hand_far=(-46.0, -84.0 - 24.0 * long),
        lean=5.0 * swing(time, 0.45),
        head_tilt=-6.0 + 7.0 * swing(time, 0.45),
        look=0.3,
        mouth=0.55 + 0.45 * long,
        closed=0.9 * ease(2.0 * long - 1.0),
    )


def _hug(time: float) -> Pose:
    """Leaning in with both arms round whoever is ahead."""
    squeeze = math.sin(time * 1.8)
    return replace(
        idle(time),
        hand_near=(66.0 - 3.0 * squeeze, -72.0),
        hand_far=(58.0 - 3.0 * squeeze, -90.0),
        far_before=1.0,
        lean=11.0 + 2.0 * squeeze,
        roll=1.5 * squeeze,
        head_tilt=8.0,
        look=0.6,
        closed=1.0,
        mouth=0.2,
    )


def _kiss(time: float) -> Pose:
    """A slow lean, eyes shut."""
    near = ease(0.5 + 0.8 * math.sin(time * 1.3))
    return replace(
        idle(time),
        hand_near=(44.0, -64.0),
        hand_far=(-26.0, -50.0),
        lean=8.0 + 8.0 * near,
        head_tilt=4.0,
        look=0.9,
        closed=near,
        mouth=0.1,
        smile=0.5,
    )


def _give(time: float) -> Pose:
    """The arm goes out with what it holds, and waits."""
    out = ease(0.6 + 0.8 * math.sin(time * 1.5))
    return replace(
        idle(time),
        hand_near=(44.0 + 21.0 * out, -58.0 - 8.0 * out),
        hand_far=(8.0 + 36.0 * out, -56.0 - 10.0 * out),
        far_before=1.0,
        lean=10.0 * out,
        look=0.85,
        mouth=0.35 + 0.2 * out,
    )


def _point(time: float) -> Pose:
    jab = ease(0.5 + 0.8 * math.sin(time * 2.2))
    return replace(
        idle(time),
        hand_near=(60.0 + 8.0 * jab, -88.0),
        lean=2.0 + 3.0 * jab,
        look=0.9,
        mouth=0.3 + 0.3 * jab,
        grip=80.0,
    )


def _clap(time: float) -> Pose:
    wide = abs(math.sin(time * 8.0))
    return replace(
        idle(time),
        hand_near=(26.0 + 19.0 * wide, -74.0),
        hand_far=(14.0 - 16.0 * wide, -74.0),
        far_before=1.0,
        lift=2.0 * (1.0 - wide),
        head_tilt=4.0 * swing(time, 0.6),
        look=0.5,
        mouth=0.7,
    )


def _bow(time: float) -> Pose:
    """Down from the hips and up again, one hand at the heart."""
    deep = ease(0.5 + 0.8 * math.sin(time * 1.7))
    return replace(
        idle(time),
        hand_near=(24.0 + 10.0 * deep, -62.0 + 6.0 * deep),
        hand_far=(-40.0, -56.0 - 14.0 * deep),
        shoulders=-84.0 + 16.0 * deep,
        lean=50.0 * deep,
        head_tilt=20.0 * deep,
        look=0.5,
        closed=ease(2.0 * deep - 1.0),
        mouth=0.2,
    )


def _celebrate(time: float) -> Pose:
    """Both fists up, hopping."""
    height, press = hop(time, 1.7)
    return Pose(
        foot_far=(-20.0, 5.0 * height),
        foot_near=(20.0, 5.0 * height),
        hand_near=(44.0, -112.0 - 12.0 * height),
        hand_far=(-44.0, -112.0 - 12.0 * height),
        lift=30.0 * height,
        squash=1.0 - 0.1 * press,
        head_tilt=6.0 * swing(time, 0.85),
        look=0.2,
        mouth=1.0,
    )


def _shake_head(time: float) -> Pose:
    """No, no: the face from side to side."""
    turn = math.sin(time * 8.0)
    return replace(
        idle(time), hand_near=(40.0, -60.0), look=turn, head_tilt=3.0 * turn, mouth=0.2, smile=-0.6, brow=-0.3
    )


def _high_five(time: float) -> Pose:
    """A flat hand up and forward, slapped."""
    slap = ease(0.3 + 1.3 * math.sin(time * 3.0))
    return replace(
        idle(time),
        hand_near=(40.0 + 22.0 * slap, -118.0 + 10.0 * slap),
        lift=9.0 * slap,
        lean=-5.0 + 12.0 * slap,
        look=0.85,
        mouth=0.7,
    )


def _handshake(time: float) -> Pose:
    return replace(
        idle(time), hand_near=(62.0, -60.0 + 5.0 * math.sin(time * 9.0)), lean=7.0, head_tilt=2.0, look=0.9, mouth=0.4
    )


TOGETHER = {
    "play": _play,
    "dance": _dance,
    "wave": _wave,
    "talk": _talk,
    "sing": _sing,
    "hug": _hug,
    "kiss": _kiss,
    "give": _give,
    "point": _point,
    "clap": _clap,
    "bow": _bow,
    "celebrate": _celebrate,
    "shake_head": _shake_head,
    "high_five": _high_five,
    "handshake": _handshake,
}
