"""Poses of going somewhere: on foot, in water, in the air, on wheels, boards and blades."""

from __future__ import annotations

import math
from dataclasses import replace

from kinora.engines.previs.rigs.pose import Pose, ease, hop, swing


def _surf(time: float) -> Pose:
    """Rides in three moods by turns: easy, crouched low with arms wide, and a look back over the shoulder."""
    low = ease(0.5 + 0.9 * math.sin(time * 0.83))
    back = ease(1.9 * math.sin(time * 0.61 + 2.2) - 0.6)
    carve = math.sin(time * 1.25)
    hips = -36.0 + 9.0 * low + 2.5 * math.sin(time * 2.3)
    shoulders = hips - 41.0 + 6.0 * low
    balance = math.sin(time * 2.1)
    return Pose(
        foot_far=(-36.0 - 5.0 * low, 0.0),
        foot_near=(33.0 + 6.0 * low, 0.0),
        hips=hips,
        shoulders=shoulders,
        hand_far=(-47.0 - 4.0 * low, shoulders + 12.0 - 26.0 * back + 9.0 * balance),
        hand_near=(48.0 + 6.0 * low, shoulders + 4.0 + 12.0 * math.sin(time * 2.1 + 1.6) + 10.0 * low),
        lean=9.0 + 7.0 * carve + 6.0 * low,
        head_tilt=-6.0 * carve - 5.0 * low,
        look=0.8 - 1.6 * back,
        mouth=0.75 + 0.25 * math.sin(time * 1.3),
        apart=1.0,
    )


def _stride(time: float, *, rate: float, reach: float, lift: float, lean: float) -> Pose:
    phase = time * rate
    near = (math.cos(phase) * reach, -max(0.0, math.sin(phase)) * lift)
    far = (math.cos(phase + math.pi) * reach, -max(0.0, math.sin(phase + math.pi)) * lift)
    arm = math.cos(phase) * reach * 1.1
    return Pose(
        foot_near=near,
        foot_far=far,
        hand_near=(14.0 - arm, -54.0 - 6.0 * abs(math.sin(phase))),
        hand_far=(14.0 + arm, -54.0 - 6.0 * abs(math.sin(phase))),
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


def _chase(time: float) -> Pose:
    """A run with the hands stretched out for whoever is ahead."""
    grab = 6.0 * swing(time, 2.0)
    return replace(_run(time), hand_near=(66.0, -74.0 + grab), hand_far=(50.0, -84.0 - grab), far_before=1.0, lean=18.0)


def _follow(time: float) -> Pose:
    """A tiptoe walk."""
    step = _stride(time, rate=5.2, reach=22.0, lift=22.0, lean=10.0)
    return replace(step, hand_near=(34.0, -68.0), hand_far=(22.0, -72.0), far_before=1.0, hips=-38.0, shoulders=-78.0)


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


def _climb(time: float) -> Pose:
    """Hand over hand, foot over foot, upwards."""
    pull = math.sin(time * 4.2)
    return Pose(
        hand_near=(50.0, -100.0 - 18.0 * pull),
        hand_far=(33.0, -112.0 + 14.0 * pull),
        foot_near=(24.0, -12.0 + 12.0 * pull),
        foot_far=(2.0, -12.0 - 12.0 * pull),
        lift=18.0 + 10.0 * ease(0.5 + 0.5 * math.sin(time * 0.9)) + 3.0 * abs(pull),
        lean=10.0,
        roll=3.0 * pull,
        head_tilt=-14.0,
        look=0.8,
    )


def _fall(time: float) -> Pose:
    """Head over heels, arms and legs in all directions."""
    flail = time * 11.0
    return Pose(
        hand_near=(50.0, -96.0 + 18.0 * math.sin(flail)),
        hand_far=(-50.0, -96.0 - 18.0 * math.sin(flail + 0.7)),
        foot_near=(30.0, -4.0 - 12.0 * math.sin(flail + 1.1)),
        foot_far=(-28.0, -4.0 + 12.0 * math.sin(flail)),
        lift=46.0 + 22.0 * math.sin(time * 2.0),
        roll=-40.0 + 62.0 * math.sin(time * 1.9),
        pivot=70.0,
        mouth=1.0,
        brow=0.8,
        smile=-0.4,
        look=0.5,
        apart=1.0,
    )


def _ski(time: float) -> Pose:
    """Knees bent, weight from side to side, poles behind."""
    carve = math.sin(time * 2.2)
    return Pose(
        foot_far=(-13.0, 0.0),
        foot_near=(19.0, 0.0),
        hips=-31.0 + 3.0 * abs(carve),
        shoulders=-70.0 + 4.0 * abs(carve),
        hand_far=(12.0 + 5.0 * carve, -50.0),
        hand_near=(46.0 - 5.0 * carve, -50.0),
        far_before=1.0,
        lean=18.0,
        roll=9.0 * carve,
        head_tilt=-12.0,
        look=0.85,
        mouth=0.5,
    )


def _skate(time: float) -> Pose:
    """A push to the side, a glide, and the other foot."""
    push = math.sin(time * 3.0)
    near, far = max(0.0, push), max(0.0, -push)
    return Pose(
        foot_near=(10.0 - 44.0 * near, -9.0 * near),
        foot_far=(2.0 - 44.0 * far, -9.0 * far),
        hips=-37.0,
        shoulders=-76.0,
        hand_near=(26.0 + 30.0 * push, -60.0),
        hand_far=(2.0 - 34.0 * push, -60.0),
        lean=16.0,
        head_tilt=-10.0,
        look=0.85,
        mouth=0.45,
    )


def _crawl(time: float) -> Pose:
    """On hands and knees."""
    step = math.sin(time * 4.4)
    return Pose(
        foot_near=(-47.0 + 7.0 * step, -2.0),
        foot_far=(-42.0 - 7.0 * step, -2.0),
        hand_near=(42.0 - 10.0 * step, -5.0 - 6.0 * max(0.0, step)),
        hand_far=(28.0 + 10.0 * step, -5.0 - 6.0 * max(0.0, -step)),
        hips=-24.0,
        shoulders=-48.0,
        lean=58.0,
        head_tilt=-28.0,
        look=0.8,
        mouth=0.4,
    )


def _roll(time: float) -> Pose:
    """Tucked up, over and over along the ground."""
    return Pose(
        foot_near=(30.0, -24.0),
        foot_far=(18.0, -20.0),
        hand_near=(36.0, -40.0),
        hand_far=(20.0, -36.0),
        far_before=1.0,
        hips=-26.0,
        shoulders=-62.0,
        roll=(time * 260.0) % 360.0,
        lift=2.0,
        pivot=62.0,
        head_tilt=22.0,
        look=0.4,
        mouth=0.6,
    )


def _float(time: float) -> Pose:
    """Weightless: limbs drift apart and together."""
    drift = math.sin(time * 1.1)
    return Pose(
        foot_near=(20.0 + 5.0 * drift, 3.0),
        foot_far=(-20.0 - 6.0 * drift, 1.0),
        hand_near=(48.0, -82.0 - 13.0 * math.sin(time * 1.3)),
        hand_far=(-48.0, -78.0 - 13.0 * math.sin(time * 1.3 + 1.4)),
        lift=62.0 + 14.0 * math.sin(time * 0.9),
        roll=16.0 * math.sin(time * 0.7),
        head_tilt=6.0 * drift,
        look=0.6 * math.sin(time * 0.6),
        mouth=0.4,
        apart=1.0,
    )


def _spin(time: float) -> Pose:
    """A pirouette on one foot: the width goes through zero and the picture mirrors."""
    wide = math.cos(time * 5.5)
    return Pose(
        turn=math.copysign(max(abs(wide), 0.24), wide),
        foot_near=(16.0, -16.0),
        foot_far=(0.0, 0.0),
        hand_near=(46.0, -96.0),
        hand_far=(-46.0, -96.0),
        lift=4.0 + 3.0 * swing(time, 0.9),
        look=0.4,
        mouth=0.6,
    )


def _swing_seat(time: float) -> Pose:
    """To and fro on a swing: seated, hands up at the ropes, legs out and in."""
    sway = math.sin(time * 2.6)
    return Pose(
        foot_near=(36.0 + 14.0 * sway, -12.0 - 14.0 * max(0.0, sway)),
        foot_far=(28.0 + 14.0 * sway, -10.0 - 12.0 * max(0.0, sway)),
        hips=-34.0,
        shoulders=-76.0,
        hand_near=(38.0, -112.0),
        hand_far=(-30.0, -112.0),
        lift=30.0 + 16.0 * sway * sway,
        roll=-26.0 * sway,
        look=0.6,
        mouth=0.8,
    )


def _ride(time: float) -> Pose:
    """Astride, hands ahead at reins or handlebars, bobbing."""
    bob = abs(math.sin(time * 5.0))
    return Pose(
        foot_near=(22.0, -6.0),
        foot_far=(8.0, -8.0),
        hips=-34.0 - 3.0 * bob,
        shoulders=-74.0 - 4.0 * bob,
        hand_near=(50.0, -60.0 - 3.0 * bob),
        hand_far=(38.0, -62.0 - 3.0 * bob),
        far_before=1.0,
        lean=8.0,
        head_tilt=-4.0,
        look=0.8,
        mouth=0.45,
    )


def _drive(time: float) -> Pose:
    """Seated, both hands at a wheel."""
    steer = math.sin(time * 1.8)
    return Pose(
        foot_near=(44.0, -6.0),
        foot_far=(36.0, -6.0),
        hips=-20.0,
        shoulders=-62.0 - 0.8 * math.sin(time * 9.0),
        hand_near=(48.0, -50.0 + 6.0 * steer),
        hand_far=(36.0, -58.0 - 6.0 * steer),
        far_before=1.0,
        lean=-4.0,
        roll=2.0 * steer,
        look=0.8,
        mouth=0.3,
    )


def _sail(time: float) -> Pose:
    """Leaning out on a rope against the swell."""
    swell = math.sin(time * 1.5)
    return Pose(
        foot_near=(26.0, 0.0),
        foot_far=(-6.0, 0.0),
        hand_near=(50.0, -84.0 + 5.0 * swell),
        hand_far=(40.0, -72.0 + 5.0 * swell),
        far_before=1.0,
        lean=-12.0 + 5.0 * swell,
        roll=4.0 * swell,
        head_tilt=6.0,
        look=0.85,
        mouth=0.4,
    )


def _launch(time: float) -> Pose:
    """Straight up like a rocket, one fist ahead."""
    return Pose(
        foot_near=(5.0, 8.0 + 2.0 * swing(time, 3.0)),
        foot_far=(-7.0, 8.0 - 2.0 * swing(time, 3.0)),
        hand_near=(36.0, -126.0),
        hand_far=(-30.0, -46.0),
        lift=74.0 + 16.0 * swing(time, 0.5) + 2.0 * swing(time, 5.0),
        roll=8.0,
        look=0.7,
        mouth=0.7,
    )


def _land(time: float) -> Pose:
    """Down out of the air onto bent knees."""
    height, press = hop(time, 0.55)
    return Pose(
        foot_near=(20.0, 4.0 * height),
        foot_far=(-20.0, 2.0 * height),
        hand_near=(50.0, -78.0 - 26.0 * height),
        hand_far=(-50.0, -78.0 - 26.0 * height),
        hips=-42.0 + 12.0 * press,
        shoulders=-84.0 + 15.0 * press,
        lift=46.0 * height,
        squash=1.0 - 0.08 * press,
        look=0.4,
        mouth=0.5,
    )


def _exercise(time: float) -> Pose:
    """Jumping jacks."""
    wide = 0.5 - 0.5 * math.cos(time * 6.5)
    return Pose(
        foot_near=(11.0 + 21.0 * wide, 0.0),
        foot_far=(-11.0 - 21.0 * wide, 0.0),
        hand_near=(42.0 - 4.0 * wide, -42.0 - 84.0 * wide),
        hand_far=(-42.0 + 4.0 * wide, -42.0 - 84.0 * wide),
        lift=14.0 * math.sin(wide * math.pi),
        look=0.2,
        mouth=0.5,
    )


def _kick(time: float) -> Pose:
    """Leg drawn back, then through."""
    phase = math.sin(time * 3.4)
    ahead, behind = ease(phase), ease(-phase)
    return Pose(
        foot_near=(14.0 + 40.0 * ahead - 40.0 * behind, -32.0 * ahead - 15.0 * behind),
        foot_far=(-6.0, 0.0),
        hand_near=(30.0 - 44.0 * ahead, -62.0),
        hand_far=(-38.0 + 50.0 * ahead, -66.0),
        lean=10.0 * behind - 12.0 * ahead,
        look=0.85,
        mouth=0.3 + 0.4 * ahead,
    )


MOVING = {
    "surf": _surf,
    "walk": _walk,
    "run": _run,
    "chase": _chase,
    "follow": _follow,
    "jump": _jump,
    "swim": _swim,
    "fly": _fly,
    "climb": _climb,
    "fall": _fall,
    "ski": _ski,
    "skate": _skate,
    "crawl": _crawl,
    "roll": _roll,
    "float": _float,
    "spin": _spin,
    "swing": _swing_seat,
    "ride": _ride,
    "drive": _drive,
    "sail": _sail,
    "launch": _launch,
    "land": _land,
    "exercise": _exercise,
    "kick": _kick,
}
