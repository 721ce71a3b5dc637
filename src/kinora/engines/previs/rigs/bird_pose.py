"""How birds move: one small function of time for each manner, and which action is done in which. Knows no feathers."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class BirdPose:
    """One instant of a bird. lift: over the ground. tilt: degrees, nose down. squat: how far the legs bend, 0..1.

    reach, dip: the head's way ahead and down from its rest. spread: wings folded 0 .. open 1; beat: down -1 .. up 1.
    left, right: the feet, -1 behind .. 1 ahead; left_up, right_up: raised, 0..1. tuck: legs drawn in, 0..1.
    afloat: 1 on water. beak, closed: how far beak and eyes are open or shut. display: a peacock's train, 0..1.
    """

    lift: float = 0.0
    tilt: float = 0.0
    squat: float = 0.0
    reach: float = 0.0
    dip: float = 0.0
    spread: float = 0.0
    beat: float = 0.0
    left: float = 0.0
    right: float = 0.0
    left_up: float = 0.0
    right_up: float = 0.0
    tuck: float = 0.0
    afloat: float = 0.0
    beak: float = 0.0
    closed: float = 0.0
    display: float = 0.3
    notes: float = 0.0


def _idle(time: float) -> BirdPose:
    glance = math.sin(time * 1.3)
    return BirdPose(
        display=0.85 + 0.15 * math.sin(time * 0.9),
        reach=3 * glance,
        dip=2 * math.sin(time * 2.1),
        squat=0.05 + 0.05 * math.sin(time * 2.1),
    )


def _walk(time: float, pace: float = 7.0, length: float = 1.0) -> BirdPose:
    step = time * pace
    # The head stays while the body comes after it, then jerks ahead: twice in a stride.
    head = (step * 2 / math.tau) % 1.0
    nod = -8.0 + 20.0 * (head * 3.4 if head < 0.3 else 1.02 - (head - 0.3) * 1.45)
    return BirdPose(
        lift=2.6 * abs(math.sin(step)) * length,
        reach=nod * 0.8,
        dip=2.0 * math.sin(step * 2),
        left=math.sin(step) * length,
        right=-math.sin(step) * length,
        left_up=max(0.0, math.cos(step)),
        right_up=max(0.0, -math.cos(step)),
        tilt=3.0 * math.sin(step * 2),
    )


def _run(time: float) -> BirdPose:
    return replace(_walk(time, 13.0, 1.5), tilt=12.0, reach=12.0, spread=0.5, beat=0.2 + 0.5 * math.sin(time * 13))


def _fly(time: float) -> BirdPose:
    beat = math.sin(time * 10.5)
    return BirdPose(
        lift=92 - 9 * math.sin(time * 10.5 - 0.9), tilt=-6.0, reach=10, dip=6, spread=1.0, beat=beat, tuck=1.0
    )


def glide(time: float) -> BirdPose:
    """Long glides between a few slow strokes: eagles and seagulls."""
    cycle = (time * 0.42) % 1.0
    strokes = math.sin(cycle / 0.42 * math.tau * 2) if cycle < 0.42 else 0.0
    beat = (
        0.5 + 0.10 * math.sin(time * 2.1)
        if cycle >= 0.42
        else 0.5 * (1 - math.sin(cycle / 0.42 * math.pi)) + 0.9 * strokes
    )
    return BirdPose(
        lift=112 + 8 * math.sin(time * 1.5),
        tilt=-4 + 4 * math.sin(time * 1.2),
        reach=10,
        dip=8,
        spread=1.0,
        beat=beat,
        tuck=1.0,
    )


def _swim(time: float) -> BirdPose:
    return BirdPose(
        lift=2.5 * math.sin(time * 2.2), tilt=2.0 * math.sin(time * 1.7), afloat=1.0, reach=3 * math.sin(time * 4)
    )


def _peck(time: float) -> BirdPose:
    beat = max(0.0, math.sin(time * 6.5)) * (1.0 if math.sin(time * 1.1) > -0.4 else 0.2)
    return BirdPose(tilt=18 + 16 * beat, reach=24, dip=40 + 46 * beat, squat=0.35, beak=0.5 * (1 - beat))


def _sing(time: float) -> BirdPose:
    wave = max(0.0, math.sin(time * 4.2))
    return BirdPose(
        reach=2, dip=-8 * wave, tilt=-8 - 3 * wave, beak=0.2 + 0.8 * wave, spread=0.3 * wave, beat=0.1, notes=1.0
    )


def _talk(time: float) -> BirdPose:
    return replace(_idle(time), beak=max(0.0, math.sin(time * 9)) * 0.8, dip=3 * math.sin(time * 4.5))


def _sleep(time: float) -> BirdPose:
    return BirdPose(squat=0.9, reach=-16, dip=20 + 1.6 * math.sin(time * 1.6), closed=1.0, display=0.0)


def _sit(time: float) -> BirdPose:
    return replace(_idle(time), squat=0.9)


def _jump(time: float) -> BirdPose:
    part = (time * 1.25) % 1.0
    up = 4 * part * (1 - part)
    return BirdPose(
        lift=74 * up, squat=max(0.0, 0.5 - 2.4 * up), spread=min(1.0, up * 1.6), beat=math.sin(time * 18), tuck=0.5 * up
    )


def _dance(time: float) -> BirdPose:
    step = time * 6.0
    return BirdPose(
        lift=9 * abs(math.sin(step)),
        tilt=11 * math.sin(step * 0.5),
        reach=12 * math.sin(step),
        dip=8 * math.cos(step * 2),
        spread=0.75,
        beat=0.15 + 0.6 * math.sin(step),
        left_up=max(0.0, math.sin(step)),
        right_up=max(0.0, -math.sin(step)),
        display=1.0,
    )


def _flap(time: float) -> BirdPose:
    return BirdPose(
        lift=3 * abs(math.sin(time * 6)),
        spread=1.0,
        beat=0.4 + 0.55 * math.sin(time * 11),
        reach=2,
        beak=0.4,
        display=1.0,
    )


def _bow(time: float) -> BirdPose:
    low = 0.5 - 0.5 * math.cos(time * 2.2)
    return BirdPose(tilt=24 * low, reach=16 * low, dip=34 * low, squat=0.2 * low, spread=0.35 * low, display=1.0)


_MANNERS: dict[str, tuple[Callable[[float], BirdPose], str]] = {
    "walk": (_walk, "walk follow carry crawl push pull climb"),
    "run": (_run, "run chase hunt race ski skate"),
    "fly": (_fly, "fly float launch surf fall land ride drive spin"),
    "swim": (_swim, "swim sail fish"),
    "peck": (_peck, "eat drink feed dig cook write paint type read pour sweep pet drop"),
    "sing": (_sing, "sing play_music"),
    "talk": (_talk, "talk laugh cry shake_head kiss think point"),
    "sleep": (_sleep, "sleep hide"),
    "sit": (_sit, "sit kneel"),
    "jump": (_jump, "jump kick catch throw play exercise"),
    "dance": (_dance, "dance swing"),
    "flap": (
        _flap,
        "wave clap celebrate fight stretch high_five handshake hug cast_spell shoot explode transform open",
    ),
    "bow": (_bow, "bow give"),
}
_BY_ACTION = {action: pose for pose, actions in _MANNERS.values() for action in actions.split()}


def bird_pose(action: str, time: float) -> BirdPose:
    """A bird at a time in seconds. What birds don't do is done standing."""
    return _BY_ACTION.get(action, _idle)(time)
