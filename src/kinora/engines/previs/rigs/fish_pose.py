"""How what lives in the sea moves: one small function of time for each manner. Knows no fins."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class SeaPose:
    """One instant. lift: over the ground. tilt: degrees, nose down. swim: how strongly the body waves, 0..1.

    beat: the wave's phase in radians. mouth, closed: open mouth, shut eyes, 0..1. wave: a fin, arm or claw raised.
    stride: the phase of legs on the ground. squeeze: a bell or a body drawn together, -1..1.
    """

    lift: float = 26.0
    tilt: float = 0.0
    swim: float = 0.3
    beat: float = 0.0
    mouth: float = 0.0
    closed: float = 0.0
    wave: float = 0.0
    stride: float = 0.0
    squeeze: float = 0.0
    spin: float = 0.0
    notes: float = 0.0


def _idle(time: float) -> SeaPose:
    return SeaPose(
        lift=26 + 5 * math.sin(time * 1.7),
        tilt=2 * math.sin(time * 1.2),
        swim=0.4,
        beat=time * 4,
        squeeze=math.sin(time * 2.4),
    )


def _swim(time: float) -> SeaPose:
    return SeaPose(
        lift=32 + 6 * math.sin(time * 2.0),
        tilt=4 * math.sin(time * 2.0 + 1.2),
        swim=1.0,
        beat=time * 8.5,
        stride=time * 8,
        squeeze=math.sin(time * 4.2),
        wave=0.2,
    )


def _dash(time: float) -> SeaPose:
    return replace(_swim(time), beat=time * 15, stride=time * 15, squeeze=math.sin(time * 7), mouth=0.25)


def _jump(time: float) -> SeaPose:
    part = (time * 0.8) % 1.0
    return SeaPose(
        lift=24 + 150 * 4 * part * (1 - part),
        tilt=-46 + 92 * part,
        swim=0.9,
        beat=time * 11,
        wave=0.5,
        squeeze=math.cos(part * math.tau),
        mouth=0.3,
    )


def _eat(time: float) -> SeaPose:
    bite = max(0.0, math.sin(time * 6))
    return replace(_idle(time), tilt=12 + 6 * bite, mouth=bite, wave=0.3)


def _talk(time: float) -> SeaPose:
    return replace(_idle(time), mouth=max(0.0, math.sin(time * 8)) * 0.8, wave=0.2 + 0.2 * math.sin(time * 3))


def _sing(time: float) -> SeaPose:
    return replace(_talk(time), tilt=-12 + 6 * math.sin(time * 3), notes=1.0)


def _wave(time: float) -> SeaPose:
    return replace(_idle(time), wave=0.6 + 0.4 * math.sin(time * 8), tilt=-6, mouth=0.4)


def _dance(time: float) -> SeaPose:
    step = time * 5.6
    return SeaPose(
        lift=32 + 14 * abs(math.sin(step)),
        tilt=18 * math.sin(step * 0.5),
        swim=1.0,
        beat=step * 1.5,
        wave=0.5 + 0.5 * math.sin(step),
        stride=step * 1.6,
        squeeze=math.sin(step),
        mouth=0.4,
    )


def _sleep(time: float) -> SeaPose:
    return SeaPose(
        lift=12 + 2 * math.sin(time * 1.2),
        tilt=4,
        swim=0.1,
        beat=time * 1.5,
        closed=1.0,
        squeeze=0.4 * math.sin(time * 1.4),
    )


def _spin(time: float) -> SeaPose:
    return replace(_swim(time), tilt=0.0, spin=time * 200)


_MANNERS: tuple[tuple[Callable[[float], SeaPose], str], ...] = (
    (_swim, "swim walk fly float surf sail crawl follow carry ride drive push pull climb sweep land"),
    (_dash, "run chase hunt launch fall ski skate race"),
    (_jump, "jump celebrate throw catch kick exercise play explode"),
    (_eat, "eat drink feed fish dig cook pet"),
    (_talk, "talk laugh cry shake_head kiss think read type"),
    (_sing, "sing play_music"),
    (_wave, "wave clap give point hug high_five handshake fight cast_spell paint write open stretch bow"),
    (_dance, "dance swing transform"),
    (_sleep, "sleep sit hide kneel"),
    (_spin, "spin roll"),
)
_BY_ACTION = {action: pose for pose, actions in _MANNERS for action in actions.split()}


def sea_pose(action: str, time: float) -> SeaPose:
    """What lives in the sea, at a time in seconds. What it can't do is done hovering."""
    return _BY_ACTION.get(action, _idle)(time)
