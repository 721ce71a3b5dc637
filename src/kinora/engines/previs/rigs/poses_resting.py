"""Poses of staying: standing, sitting, resting, eating, feeling."""

from __future__ import annotations

import math
from dataclasses import replace

from kinora.engines.previs.rigs.pose import Pose, ease, hop, swing


def idle(time: float) -> Pose:
    """Breathes and looks about: what most standing poses begin from."""
    breath = math.sin(time * 2.2)
    return Pose(
        hand_far=(-36.0, -44.0 + breath),
        hand_near=(36.0, -44.0 + breath),
        shoulders=-84.0 - 1.4 * breath,
        head_tilt=3.0 * math.sin(time * 0.9),
        look=0.55 * math.sin(time * 0.7),
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
        closed=1.0,
    )


def _eat(time: float) -> Pose:
    """Hand to mouth, then chewing."""
    bite = ease(0.5 + 0.8 * math.sin(time * 2.4))
    chew = max(0.0, math.sin(time * 13.0)) * (1.0 - bite)
    return replace(
        idle(time),
        hand_near=(36.0 - 17.0 * bite, -62.0 - 27.0 * bite),
        hand_far=(-18.0, -52.0),
        near_over=1.0,
        head_tilt=4.0 + 5.0 * bite,
        look=0.5,
        mouth=0.25 + 0.65 * bite + 0.35 * chew,
        grip=10.0,
    )


def _drink(time: float) -> Pose:
    """The cup goes up, the head goes back."""
    sip = ease(0.6 + 0.9 * math.sin(time * 1.5))
    return replace(
        idle(time),
        hand_near=(40.0 - 17.0 * sip, -62.0 - 27.0 * sip),
        near_over=1.0,
        head_tilt=-3.0 - 12.0 * sip,
        look=0.5,
        mouth=0.2 + 0.3 * sip,
        closed=0.9 * ease(2.0 * sip - 1.0),
        grip=-46.0 * sip,
    )


def _read(time: float) -> Pose:
    """A book in both hands; the eyes go along the lines."""
    line = (time * 0.8) % 1.0
    return replace(
        idle(time),
        hand_near=(42.0, -62.0),
        hand_far=(-10.0, -62.0),
        far_before=1.0,
        head_tilt=6.0,
        look=-0.2 + 0.9 * ease(min(line * 1.25, (1.0 - line) * 5.0)),
        closed=0.25,
        mouth=0.15,
    )


def _look(time: float) -> Pose:
    """A hand over the eyes, the head from side to side."""
    aside = swing(time, 0.28)
    return replace(
        idle(time),
        hand_near=(27.0, -120.0),
        near_over=1.0,
        lean=5.0 * aside,
        head_tilt=5.0 * aside,
        look=max(-1.0, min(1.0, 1.4 * aside)),
    )


def _think(time: float) -> Pose:
    """A hand at the chin, the eyes up."""
    return replace(
        idle(time),
        hand_near=(19.0, -87.0 + 1.5 * swing(time, 0.6)),
        hand_far=(16.0, -60.0),
        far_before=1.0,
        near_over=1.0,
        head_tilt=-7.0 + 4.0 * swing(time, 0.25),
        look=0.7,
        mouth=0.1,
        smile=0.2,
        brow=0.3,
    )


def _laugh(time: float) -> Pose:
    """Shaking, hands at the belly, the head thrown back."""
    shake = math.sin(time * 17.0)
    return replace(
        idle(time),
        hand_near=(24.0, -54.0),
        hand_far=(2.0, -50.0),
        far_before=1.0,
        shoulders=-83.0 + 2.2 * shake,
        lift=1.5 + 1.5 * shake,
        lean=-7.0 + 5.0 * math.sin(time * 2.2),
        head_tilt=-9.0 + 2.0 * shake,
        closed=1.0,
        mouth=0.95 + 0.15 * shake,
        look=0.2,
    )


def _cry(time: float) -> Pose:
    """Hands at the eyes, shoulders heaving, tears."""
    sob = math.sin(time * 5.0)
    rub = 3.0 * math.sin(time * 9.0)
    return replace(
        idle(time),
        hand_near=(17.0 + rub, -105.0),
        hand_far=(-13.0 + rub, -105.0),
        near_over=1.0,
        far_over=1.0,
        shoulders=-80.0 + 2.4 * sob,
        head_tilt=9.0,
        look=0.0,
        closed=1.0,
        smile=-1.0,
        brow=1.0,
        mouth=0.55 + 0.2 * sob,
        tears=1.0,
    )


def _hide(time: float) -> Pose:
    """Crouched, hands over the eyes, now and then a peep."""
    peep = ease(2.2 * math.sin(time * 1.3) - 1.0)
    return Pose(
        foot_near=(18.0, 0.0),
        foot_far=(-14.0, 0.0),
        hips=-20.0,
        shoulders=-56.0 - 4.0 * peep,
        hand_near=(17.0 + 12.0 * peep, -85.0 + 8.0 * peep),
        hand_far=(-12.0 - 12.0 * peep, -85.0 + 8.0 * peep),
        near_over=1.0,
        far_over=1.0,
        head_tilt=5.0 * math.sin(time * 0.9),
        look=0.5 * math.sin(time * 1.3),
        closed=1.0 - peep,
        mouth=0.1,
    )


def _kneel(time: float) -> Pose:
    """On one knee, one hand out."""
    return Pose(
        foot_near=(28.0, 0.0),
        foot_far=(-34.0, -2.0),
        hips=-25.0,
        shoulders=-66.0 - math.sin(time * 2.2),
        hand_near=(56.0, -76.0 + 2.0 * math.sin(time * 2.2)),
        hand_far=(4.0, -54.0),
        far_before=1.0,
        lean=6.0,
        head_tilt=-6.0,
        look=0.8,
        mouth=0.4,
    )


def _stretch(time: float) -> Pose:
    """Up on the toes with both arms high, a yawn, and down again."""
    up = ease(0.5 + 0.8 * math.sin(time * 1.5))
    return replace(
        idle(time),
        hand_near=(38.0 - 6.0 * up, -60.0 - 68.0 * up),
        hand_far=(-38.0 + 6.0 * up, -60.0 - 68.0 * up),
        squash=1.0 + 0.06 * up,
        lean=7.0 * up * math.sin(time * 0.8),
        closed=up,
        mouth=0.2 + 0.8 * up,
        smile=0.5,
    )


def _pet(time: float) -> Pose:
    """Bent down, one hand stroking."""
    stroke = math.sin(time * 3.4)
    return replace(
        idle(time),
        hand_near=(54.0 + 9.0 * stroke, -42.0 + 3.0 * stroke),
        hand_far=(14.0, -44.0),
        far_before=1.0,
        hips=-36.0,
        shoulders=-72.0,
        lean=20.0,
        head_tilt=2.0,
        look=0.8,
        mouth=0.4,
    )


def _explode(time: float) -> Pose:
    """Flung up with arms and legs wide, all of a tremble."""
    burst, press = hop(time, 1.4)
    shiver = math.sin(time * 31.0)
    return Pose(
        foot_near=(18.0 + 18.0 * burst, 0.0),
        foot_far=(-18.0 - 18.0 * burst, 0.0),
        hand_near=(52.0, -92.0 - 22.0 * burst + 3.0 * shiver),
        hand_far=(-52.0, -92.0 - 22.0 * burst - 3.0 * shiver),
        lift=36.0 * burst,
        squash=1.0 - 0.14 * press + 0.05 * burst,
        mouth=1.0,
        smile=-0.2,
        brow=0.6,
        look=0.1,
        apart=1.0,
    )


def _transform(time: float) -> Pose:
    """Whirling, drawn long and pressed flat by turns."""
    wide = math.cos(time * 6.5)
    return Pose(
        turn=math.copysign(max(abs(wide), 0.24), wide),
        hand_near=(46.0, -98.0),
        hand_far=(-46.0, -98.0),
        lift=26.0 + 8.0 * swing(time, 0.7),
        squash=1.0 + 0.13 * swing(time, 1.4),
        mouth=0.7,
        look=0.2,
    )


RESTING = {
    "idle": idle,
    "sit": _sit,
    "sleep": _sleep,
    "eat": _eat,
    "drink": _drink,
    "read": _read,
    "look": _look,
    "think": _think,
    "laugh": _laugh,
    "cry": _cry,
    "hide": _hide,
    "kneel": _kneel,
    "stretch": _stretch,
    "pet": _pet,
    "explode": _explode,
    "transform": _transform,
}
