"""How a cut-out picture moves when it acts: a puppet on a stick. Closed forms of time; knows neither pixels nor places.

A picture has no limbs, so a walk is a rocking journey and a jump is a hop. One more action is one more row.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from kinora.engines.previs.scene import Act


@dataclass(frozen=True, slots=True)
class Gesture:
    """A figure at one moment, against standing still.

    across: in figure widths. up: in figure heights. degrees: clockwise, round the feet. wide, tall: stretch.
    """

    across: float = 0.0
    up: float = 0.0
    degrees: float = 0.0
    wide: float = 1.0
    tall: float = 1.0


Play = Callable[[float], Gesture]
"""Seconds in, a gesture out."""


def _idle(time: float) -> Gesture:
    breath = 0.008 * math.sin(2.2 * time)
    return Gesture(degrees=1.5 * math.sin(1.4 * time), wide=1 - breath * 0.5, tall=1 + breath)


def _walk(time: float) -> Gesture:
    step = math.sin(5.2 * time)
    return Gesture(up=0.035 * abs(step), degrees=3.2 * step)


def _run(time: float) -> Gesture:
    step = math.sin(9.0 * time)
    return Gesture(up=0.07 * abs(step), degrees=5.0 + 3.5 * step, wide=1 + 0.03 * step, tall=1 - 0.03 * step)


def _jump(time: float) -> Gesture:
    beat = (time * 0.95) % 1.0
    if beat < 0.22:  # crouch, then take off
        crouch = math.sin(math.pi * beat / 0.22)
        return Gesture(wide=1 + 0.10 * crouch, tall=1 - 0.14 * crouch)
    flight = (beat - 0.22) / 0.78
    rise = 4 * flight * (1 - flight)
    return Gesture(up=0.42 * rise, degrees=3 * math.sin(6.3 * flight), wide=1 - 0.04 * rise, tall=1 + 0.05 * rise)


def _dance(time: float) -> Gesture:
    beat = math.sin(4.2 * time)
    dip = math.sin(8.4 * time)
    return Gesture(0.14 * math.sin(2.1 * time), 0.03 * abs(beat), 9 * beat, 1 + 0.04 * dip, 1 - 0.05 * dip)


def _glide(time: float) -> Gesture:
    return Gesture(
        0.10 * math.sin(0.9 * time), 0.06 * math.sin(1.7 * time + 0.6), 7 * math.sin(1.25 * time + 0.4), 1.0, 1.0
    )


def _fly(time: float) -> Gesture:
    return Gesture(0.0, 0.55 + 0.10 * math.sin(1.9 * time), 10 + 5 * math.sin(1.3 * time))


def _spin(time: float) -> Gesture:
    turn = math.cos(3.4 * time)
    return Gesture(wide=turn if abs(turn) > 0.06 else math.copysign(0.06, turn))


def _lively(time: float) -> Gesture:
    """Talking, waving, laughing: small hops and nods."""
    nod = math.sin(6.4 * time)
    return Gesture(0.0, 0.018 * abs(nod), 2.6 * math.sin(3.2 * time), 1 + 0.012 * nod, 1 - 0.016 * nod)


def _rest(time: float) -> Gesture:
    breath = math.sin(1.5 * time)
    return Gesture(degrees=0.5 * breath, wide=1 - 0.006 * breath, tall=0.97 + 0.014 * breath)


def _struggle(time: float) -> Gesture:
    push = math.sin(7.5 * time)
    return Gesture(0.06 * push, 0.02 * abs(push), 6 * push, 1 + 0.04 * push, 1 - 0.03 * push)


def _rows(play: Play, actions: str) -> dict[str, Play]:
    return dict.fromkeys(actions.split(), play)


_PLAYS: dict[str, Play] = {
    **_rows(_walk, "walk follow carry push pull sweep dig hunt crawl"),
    **_rows(_run, "run chase kick exercise"),
    **_rows(_jump, "jump celebrate catch throw high_five climb"),
    **_rows(_dance, "dance swing play_music transform"),
    **_rows(_glide, "surf swim sail float roll skate ski ride drive fish"),
    **_rows(_fly, "fly launch land"),
    **_rows(_spin, "spin"),
    **_rows(_rest, "sleep sit think read kneel hide drop"),
    **_rows(_struggle, "fight shoot explode hit cast_spell"),
    **_rows(
        _lively,
        "wave talk sing laugh cry eat drink play point look clap bow shake_head hug kiss give write cook paint "
        "pet feed handshake pour open type stretch",
    ),
}
_SPEEDS = {
    "walk": 0.5, "follow": 0.5, "carry": 0.45, "crawl": 0.25, "hunt": 0.4, "push": 0.3, "pull": 0.3, "run": 1.0,
    "chase": 1.0, "fly": 0.8, "surf": 0.35, "swim": 0.5, "sail": 0.5, "skate": 0.8, "ski": 0.8, "ride": 0.8,
    "drive": 0.9, "float": 0.25, "launch": 0.4, "roll": 0.6,
}  # fmt: skip
"""Shares of the free way that an action covers in a whole clip."""
AIRBORNE = frozenset({"fly", "launch"})
AFLOAT = frozenset({"surf", "swim", "sail", "float"})


def gesture(act: Act, time: float) -> Gesture:
    """The gesture of an act at `time`; unknown actions stand and sway."""
    return _PLAYS.get(act.action, _idle)(time)


def way(acts: tuple[Act, ...], progress: float) -> float:
    """How far along its free way a figure is at `progress`, -0.5..0.5: steady while it travels, still when it rests."""
    gone = _gone(acts, progress)
    return gone - _gone(acts, 1.0) / 2


def _gone(acts: tuple[Act, ...], progress: float) -> float:
    total = 0.0
    for place, act in enumerate(acts):
        end = acts[place + 1].begin if place + 1 < len(acts) else 1.0
        total += _SPEEDS.get(act.action, 0.0) * max(0.0, min(progress, end) - act.begin)
    return total
