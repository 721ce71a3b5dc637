"""Poses of doing something with the hands: tools, instruments, loads, weapons of the nursery kind."""

from __future__ import annotations

import math
from dataclasses import replace

from kinora.engines.previs.rigs.pose import Pose, ease, hop, strike, swing
from kinora.engines.previs.rigs.poses_resting import idle


def _write(time: float) -> Pose:
    """Small loops with the near hand on a page held by the other."""
    return replace(
        idle(time),
        hand_near=(36.0 + 8.0 * swing(time, 0.5) + 2.5 * swing(time, 3.4), -60.0 + 2.5 * math.cos(time * 21.0)),
        hand_far=(8.0, -54.0),
        far_before=1.0,
        lean=6.0,
        head_tilt=9.0,
        look=0.6,
        closed=0.2,
        mouth=0.1,
        grip=28.0,
    )


def _paint(time: float) -> Pose:
    """Broad strokes at the height of the eyes."""
    return replace(
        idle(time),
        hand_near=(54.0 + 6.0 * swing(time, 0.45), -88.0 + 21.0 * swing(time, 0.8)),
        hand_far=(-6.0, -54.0),
        far_before=1.0,
        lean=3.0 + 3.0 * swing(time, 0.45),
        head_tilt=-4.0 * swing(time, 0.8),
        look=0.9,
        mouth=0.3,
        grip=38.0,
    )


def _cook(time: float) -> Pose:
    """Stirring in rounds in what the other hand holds."""
    turn = time * 5.6
    return replace(
        idle(time),
        hand_near=(46.0 + 8.0 * math.cos(turn), -66.0 + 4.0 * math.sin(turn)),
        hand_far=(16.0, -50.0),
        far_before=1.0,
        lean=4.0,
        roll=1.5 * math.cos(turn),
        head_tilt=7.0,
        look=0.7,
        mouth=0.3,
        grip=10.0 * math.cos(turn),
    )


def _fish(time: float) -> Pose:
    """Waiting with the rod out; every few seconds it bites."""
    bite = ease(3.0 * math.sin(time * 1.2) - 1.8)
    jerk = bite * math.sin(time * 24.0)
    return replace(
        idle(time),
        hand_near=(44.0, -68.0 - 9.0 * bite + 2.0 * jerk),
        hand_far=(26.0, -58.0 - 6.0 * bite),
        far_before=1.0,
        lean=-9.0 * bite,
        look=0.85,
        mouth=0.2 + 0.6 * bite,
        grip=52.0 - 24.0 * bite + 4.0 * jerk,
    )


def _dig(time: float) -> Pose:
    """The spade goes in and comes up over the shoulder."""
    heave = ease(0.5 + 0.8 * math.sin(time * 2.8))
    return Pose(
        foot_near=(22.0, 0.0),
        foot_far=(-20.0, 0.0),
        hips=-36.0,
        shoulders=-72.0 - 9.0 * heave,
        hand_near=(44.0 - 4.0 * heave, -36.0 - 40.0 * heave),
        hand_far=(24.0 - 6.0 * heave, -56.0 - 22.0 * heave),
        far_before=1.0,
        lean=26.0 - 30.0 * heave,
        head_tilt=-6.0 + 6.0 * heave,
        look=0.8,
        mouth=0.3 + 0.2 * heave,
        grip=142.0 - 90.0 * heave,
    )


def _play_music(time: float) -> Pose:
    """Strumming with the near hand, the far one up the neck."""
    strum = math.sin(time * 11.0)
    return replace(
        idle(time),
        hand_near=(22.0, -52.0 + 6.0 * strum),
        hand_far=(-38.0, -72.0 + 3.0 * swing(time, 0.9)),
        far_before=1.0,
        lift=1.5 + 1.5 * abs(swing(time, 0.9)),
        lean=4.0 * swing(time, 0.45),
        head_tilt=6.0 * swing(time, 0.9),
        look=0.3 * swing(time, 0.2),
        mouth=0.4,
    )


def _type(time: float) -> Pose:
    """Both hands ahead, fingers up and down by turns."""
    tap = math.sin(time * 15.0)
    return Pose(
        foot_far=(16.0, -2.0),
        foot_near=(40.0, 0.0),
        hips=-18.0,
        shoulders=-61.0 - math.sin(time * 2.0),
        hand_near=(46.0, -38.0 + 4.0 * tap),
        hand_far=(30.0, -38.0 - 4.0 * tap),
        far_before=1.0,
        lean=7.0,
        head_tilt=3.0,
        look=0.7,
        mouth=0.15,
    )


def _sweep(time: float) -> Pose:
    """Long strokes from side to side with both hands on the stick."""
    stroke = math.sin(time * 3.4)
    return replace(
        idle(time),
        hand_near=(32.0 + 11.0 * stroke, -62.0),
        hand_far=(16.0 + 7.0 * stroke, -76.0),
        far_before=1.0,
        lean=7.0 + 5.0 * stroke,
        roll=2.0 * stroke,
        look=0.7,
        grip=20.0 - 17.0 * stroke,
    )


def _pour(time: float) -> Pose:
    """Held high and tipped over."""
    tip = ease(0.5 + 0.8 * math.sin(time * 1.7))
    return replace(idle(time), hand_near=(50.0, -80.0), lean=4.0, head_tilt=8.0, look=0.8, grip=96.0 * tip)


def _open(time: float) -> Pose:
    """Both hands together, then apart."""
    wide = ease(0.5 + 0.8 * math.sin(time * 1.9))
    return replace(
        idle(time),
        hand_near=(28.0 + 24.0 * wide, -64.0 - 12.0 * wide),
        hand_far=(12.0 - 40.0 * wide, -64.0 - 12.0 * wide),
        far_before=1.0,
        lean=4.0 - 7.0 * wide,
        look=0.5,
        mouth=0.2 + 0.6 * wide,
        brow=0.4 * wide,
    )


def _push(time: float) -> Pose:
    """The whole weight against it, feet digging in."""
    heave = math.sin(time * 3.2)
    return Pose(
        foot_near=(-2.0 + 5.0 * heave, 0.0),
        foot_far=(-36.0, 0.0),
        hips=-36.0,
        shoulders=-72.0,
        hand_near=(70.0 + 3.0 * heave, -66.0),
        hand_far=(62.0 + 3.0 * heave, -78.0),
        far_before=1.0,
        lean=30.0 + 3.0 * heave,
        head_tilt=-14.0,
        look=0.85,
        mouth=0.4,
        brow=-0.5,
        smile=0.2,
    )


def _pull(time: float) -> Pose:
    """Leaning far back with both hands on it."""
    heave = math.sin(time * 3.2)
    return Pose(
        foot_near=(30.0, 0.0),
        foot_far=(6.0, 0.0),
        hips=-36.0,
        shoulders=-72.0,
        hand_near=(36.0 - 5.0 * heave, -60.0),
        hand_far=(26.0 - 5.0 * heave, -62.0),
        far_before=1.0,
        lean=-27.0 - 4.0 * heave,
        head_tilt=12.0,
        look=0.85,
        mouth=0.5,
        brow=-0.4,
        smile=0.2,
    )


def _carry(time: float) -> Pose:
    """A heavy step with both arms under the load."""
    phase = time * 5.4
    return Pose(
        foot_near=(math.cos(phase) * 17.0, -max(0.0, math.sin(phase)) * 10.0),
        foot_far=(-math.cos(phase) * 17.0, -max(0.0, -math.sin(phase)) * 10.0),
        hand_near=(42.0, -58.0 - 2.0 * abs(math.sin(phase))),
        hand_far=(14.0, -56.0 - 2.0 * abs(math.sin(phase))),
        far_before=1.0,
        lift=3.0 * abs(math.sin(phase)),
        lean=-7.0,
        look=0.7,
        mouth=0.3,
    )


def _throw(time: float) -> Pose:
    """Wound up behind the head, then out."""
    cast = strike(time, 0.8)
    return replace(
        idle(time),
        foot_near=(20.0, 0.0),
        foot_far=(-22.0, 0.0),
        hand_near=(32.0 + 36.0 * cast, -122.0 + 34.0 * cast),
        hand_far=(34.0 - 66.0 * cast, -80.0 + 22.0 * cast),
        lean=-20.0 + 30.0 * cast,
        look=0.85,
        mouth=0.3 + 0.4 * cast,
        grip=-30.0 + 70.0 * cast,
    )


def _catch(time: float) -> Pose:
    """Both hands up and ready, a little hop, and it is in them."""
    height, press = hop(time, 0.9)
    return Pose(
        foot_near=(20.0, 0.0),
        foot_far=(-20.0, 0.0),
        hand_near=(56.0 - 12.0 * press, -94.0 + 18.0 * press),
        hand_far=(38.0 - 12.0 * press, -104.0 + 24.0 * press),
        far_before=1.0,
        lift=18.0 * height,
        squash=1.0 - 0.06 * press,
        lean=6.0,
        look=0.8,
        mouth=0.4 + 0.4 * height,
    )


def _drop(time: float) -> Pose:
    """The hand opens; a startled look after it."""
    start = strike(time, 0.6)
    return replace(
        idle(time),
        hand_near=(50.0, -62.0 - 18.0 * start),
        hand_far=(-38.0, -52.0 - 32.0 * start),
        lift=6.0 * start,
        head_tilt=9.0 - 6.0 * start,
        look=0.8,
        mouth=0.2 + 0.7 * start,
        smile=1.0 - 1.2 * start,
        brow=0.8 * start,
    )


def _cast_spell(time: float) -> Pose:
    """The wand draws a circle and points."""
    turn = time * 3.0
    return replace(
        idle(time),
        hand_near=(54.0 + 9.0 * math.cos(turn), -96.0 + 15.0 * math.sin(turn)),
        hand_far=(-44.0, -86.0 - 9.0 * math.sin(turn)),
        lift=3.0 + 3.0 * math.sin(time * 2.0),
        lean=-3.0 + 4.0 * math.cos(turn),
        look=0.85,
        mouth=0.6,
        grip=34.0 + 28.0 * math.sin(turn),
    )


def _shoot(time: float) -> Pose:
    """The bow held out, the string drawn, and let go."""
    loose = strike(time, 0.55)
    return Pose(
        foot_near=(24.0, 0.0),
        foot_far=(-22.0, 0.0),
        hand_near=(62.0, -80.0),
        hand_far=(-14.0 + 34.0 * loose, -82.0),
        far_before=1.0,
        lean=-4.0,
        look=0.9,
        mouth=0.15,
        brow=-0.5,
        smile=0.3,
    )


def _hunt(time: float) -> Pose:
    """Low on bent knees, creeping, hands ready."""
    creep = time * 3.6
    return Pose(
        foot_near=(10.0 + 20.0 * math.cos(creep), -8.0 * max(0.0, math.sin(creep))),
        foot_far=(-6.0 - 20.0 * math.cos(creep), -8.0 * max(0.0, -math.sin(creep))),
        hips=-29.0,
        shoulders=-62.0,
        hand_near=(58.0, -56.0 + 3.0 * math.sin(creep)),
        hand_far=(34.0, -54.0 - 3.0 * math.sin(creep)),
        far_before=1.0,
        lean=32.0,
        head_tilt=-22.0,
        look=0.9,
        mouth=0.2,
        brow=-0.7,
        smile=0.4,
        grip=48.0,
    )


def _fight(time: float) -> Pose:
    """Fists up; left and right by turns. What is held swings."""
    near, far = strike(time, 1.3), strike(time + 0.385, 1.3)
    return Pose(
        foot_near=(22.0, 0.0),
        foot_far=(-22.0, 0.0),
        hips=-38.0,
        shoulders=-79.0,
        hand_near=(38.0 + 30.0 * near, -84.0 + 4.0 * near),
        hand_far=(24.0 + 38.0 * far, -90.0 + 6.0 * far),
        far_before=1.0,
        lift=3.0 * abs(swing(time, 1.3)),
        lean=4.0 + 10.0 * near + 6.0 * far,
        head_tilt=-3.0,
        look=0.85,
        mouth=0.25 + 0.4 * near,
        brow=-1.0,
        smile=-0.3,
        grip=-14.0 + 96.0 * near,
    )


def _feed(time: float) -> Pose:
    """Bent forward, offering on a flat hand."""
    return replace(
        idle(time),
        hand_near=(60.0 + 3.0 * swing(time, 0.5), -54.0),
        hand_far=(14.0, -48.0),
        far_before=1.0,
        shoulders=-78.0,
        lean=15.0,
        head_tilt=1.0,
        look=0.8,
        mouth=0.4,
    )


WORKING = {
    "write": _write,
    "paint": _paint,
    "cook": _cook,
    "fish": _fish,
    "dig": _dig,
    "play_music": _play_music,
    "type": _type,
    "sweep": _sweep,
    "pour": _pour,
    "open": _open,
    "push": _push,
    "pull": _pull,
    "carry": _carry,
    "throw": _throw,
    "catch": _catch,
    "drop": _drop,
    "cast_spell": _cast_spell,
    "shoot": _shoot,
    "hunt": _hunt,
    "fight": _fight,
    "feed": _feed,
}
