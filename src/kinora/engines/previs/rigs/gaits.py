"""Gaits: what four legs, back and head do at a time, by action, all of it numbers. Knows no shapes."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, fields

from kinora.engines.previs.rigs.pose import ease, hop, swing


@dataclass(frozen=True, slots=True, kw_only=True)
class Gait:
    """One instant. phase, reach and step move the paws; bound: both front and both hind paws go together, 0..1.

    lift: the whole, upwards. drop: the barrel towards the ground, 0..1. tilt, roll, nod: degrees. stretch: the barrel
    longer. arch: the back upwards. graze: the head to the ground, 0..1. tuck: paws drawn under a lying body, 0..1.
    rear: the hind paws forward (sitting), 0..1. turn: the width as seen. closed, smile, brow, tears: the face.
    """

    phase: float = 0.0
    reach: float = 0.0
    step: float = 0.0
    bound: float = 0.0
    lift: float = 0.0
    drop: float = 0.0
    tilt: float = 0.0
    roll: float = 0.0
    stretch: float = 0.0
    arch: float = 0.0
    nod: float = 0.0
    graze: float = 0.0
    tuck: float = 0.0
    rear: float = 0.0
    turn: float = 1.0
    mouth: float = 0.2
    look: float = 0.85
    closed: float = 0.0
    smile: float = 1.0
    brow: float = 0.0
    tears: float = 0.0


_ANGLES = frozenset({"roll"})


def mixed_gaits(one: Gait, other: Gait, share: float) -> Gait:
    """`one` at share 0, `other` at share 1, eased between. The phase is the later one's: it only turns paws."""
    if share >= 1.0:
        return other
    eased = ease(share)
    values: dict[str, float] = {}
    for field in fields(Gait):
        start, end = getattr(one, field.name), getattr(other, field.name)
        step = (end - start + 180.0) % 360.0 - 180.0 if field.name in _ANGLES else end - start
        values[field.name] = start + step * eased
    return Gait(**values)


def idle(time: float) -> Gait:
    """Breathes, nods, looks about."""
    breath = math.sin(time * 2.1)
    return Gait(lift=0.8 * breath, nod=3 * math.sin(time * 0.9), look=0.5 + 0.4 * math.sin(time * 0.7))


def _walk(time: float) -> Gait:
    turn = time * 6.5
    return Gait(
        phase=turn,
        reach=15,
        step=12,
        lift=1.5 * abs(math.sin(turn)),
        tilt=1.2 * math.sin(turn),
        nod=2.5 * math.sin(turn),
    )


def _run(time: float) -> Gait:
    """A gallop: gathered with an arched back, then stretched out, rocking."""
    turn = time * 12.5
    reach = math.sin(turn)
    return Gait(
        phase=turn,
        reach=37,
        step=21,
        bound=1.0,
        lift=10 + 9 * math.sin(turn + 0.6),
        tilt=8 * math.sin(turn - 0.4),
        stretch=13 * reach,
        arch=-11 * reach,
        nod=6 * math.sin(turn + 0.9),
        mouth=0.5,
    )


def _chase(time: float) -> Gait:
    gallop = _run(time * 1.06)
    return _changed(gallop, mouth=0.8, brow=-0.6, drop=0.06)


def _follow(time: float) -> Gait:
    turn = time * 5.2
    return Gait(phase=turn, reach=13, step=12, nod=4 + 2 * math.sin(turn), lift=math.sin(turn * 2), look=0.9)


def _hunt(time: float) -> Gait:
    turn = time * 3.4
    return Gait(
        phase=turn, reach=17, step=6, drop=0.36, nod=8, arch=-3 + 2 * math.sin(turn), brow=-0.7, look=0.95, mouth=0.1
    )


def _play(time: float) -> Gait:
    height, press = hop(time + 0.3, 1.3)
    return Gait(
        phase=time * 8, reach=9, step=9, lift=24 * height, tilt=9 * press - 9 * height, arch=5 * height, mouth=0.7
    )


def _jump(time: float) -> Gait:
    height, press = hop(time, 1.2)
    return Gait(
        reach=4,
        lift=60 * height,
        tilt=6 * press - 12 * height,
        stretch=7 * height,
        arch=4 * press,
        bound=1.0,
        drop=0.12 * press,
        mouth=0.6,
    )


def _dance(time: float) -> Gait:
    """Rocking from front to back and round."""
    beat = time * 5.6
    return Gait(
        phase=beat,
        reach=8,
        step=16,
        lift=6 * abs(math.sin(beat)),
        tilt=9 * math.sin(beat),
        roll=0,
        nod=9 * math.sin(beat * 0.5),
        look=math.sin(beat * 0.5),
        mouth=0.7,
    )


def _sit(time: float) -> Gait:
    return Gait(tilt=-27, drop=0.2, rear=1.0, nod=2 * math.sin(time * 0.8), look=0.4 + 0.5 * math.sin(time * 0.6))


def _sleep(time: float) -> Gait:
    return Gait(drop=0.62 + 0.03 * math.sin(time * 1.5), tuck=1.0, nod=20, closed=1.0, mouth=0.1, graze=0.14)


def _hide(time: float) -> Gait:
    peep = ease(2.2 * math.sin(time * 1.3) - 1.0)
    return Gait(drop=0.60 - 0.05 * peep, tuck=1.0, nod=14, graze=0.15, closed=1.0 - peep, brow=0.7, look=0.4, mouth=0.1)


def _swim(time: float) -> Gait:
    return Gait(phase=time * 7, reach=18, step=10, lift=14 + 4 * math.sin(time * 1.7), tilt=-6, mouth=0.3)


def _fly(time: float) -> Gait:
    return Gait(phase=time * 4, reach=14, step=6, lift=105 + 14 * math.sin(time * 1.6), tilt=-9, stretch=6, bound=1.0)


def _float(time: float) -> Gait:
    return Gait(
        phase=time * 1.4,
        reach=10,
        step=6,
        lift=56 + 12 * math.sin(time * 0.9),
        tilt=-6,
        roll=12 * math.sin(time * 0.7),
        bound=1.0,
        mouth=0.4,
        look=0.4,
    )


def _fall(time: float) -> Gait:
    return Gait(
        phase=time * 10,
        reach=16,
        step=10,
        lift=52 + 20 * math.sin(time * 2),
        roll=-20 + 34 * math.sin(time * 1.9),
        bound=1.0,
        mouth=1.0,
        brow=0.9,
        smile=-0.4,
    )


def _roll(time: float) -> Gait:
    return Gait(
        phase=time * 3, reach=8, step=6, lift=24, roll=(time * 250) % 360, tuck=0.5, drop=0.3, bound=1.0, mouth=0.7
    )


def _crawl(time: float) -> Gait:
    turn = time * 4.4
    return Gait(phase=turn, reach=17, step=7, drop=0.48, nod=-3, tilt=1.5 * math.sin(turn), mouth=0.3)


def _eat(time: float) -> Gait:
    chew = max(0.0, math.sin(time * 11))
    bite = ease(0.5 + 0.9 * math.sin(time * 1.4))
    return Gait(graze=0.8 + 0.15 * bite, tilt=6, drop=0.08, nod=10 * bite, mouth=0.2 + 0.6 * chew, look=0.7)


def _drink(time: float) -> Gait:
    lap = max(0.0, math.sin(time * 9))
    return Gait(graze=0.95, tilt=7, drop=0.1, nod=10 + 2 * lap, mouth=0.3 + 0.4 * lap, closed=0.3, look=0.7)


def _look(time: float) -> Gait:
    aside = swing(time, 0.28)
    return Gait(nod=-5 + 4 * aside, look=max(-1.0, min(1.0, 1.4 * aside)))


def _talk(time: float) -> Gait:
    babble = max(0.0, math.sin(time * 9.0) * math.sin(time * 2.3 + 0.4))
    return Gait(nod=5 * math.sin(time * 2.7), mouth=0.25 + 0.7 * babble, look=0.8, lift=0.8 * math.sin(time * 2.7))


def _sing(time: float) -> Gait:
    """Sits and howls."""
    long = 0.5 + 0.5 * math.sin(time * 2.2)
    return _changed(_sit(time), nod=-16 + 6 * long, mouth=0.5 + 0.6 * long, closed=ease(2 * long - 1), look=0.5)


def _laugh(time: float) -> Gait:
    shake = math.sin(time * 17)
    return Gait(lift=1.5 + 1.5 * shake, nod=-12 + 2 * shake, closed=1.0, mouth=1.0, arch=2 * shake)


def _cry(time: float) -> Gait:
    sob = math.sin(time * 5)
    return _changed(
        _sit(time), nod=14 + 3 * sob, closed=1.0, smile=-1.0, brow=1.0, tears=1.0, mouth=0.5 + 0.2 * sob, look=0.3
    )


def _shake_head(time: float) -> Gait:
    turn = math.sin(time * 9)
    return Gait(look=turn, nod=5 * turn, smile=-0.6, brow=-0.3)


def _stretch(time: float) -> Gait:
    """Front down, hindquarters up."""
    low = ease(0.5 + 0.9 * math.sin(time * 1.4))
    return Gait(
        tilt=17 * low, drop=0.22 * low, stretch=7 * low, arch=-7 * low, nod=-8 * low, closed=low, mouth=0.2 + 0.7 * low
    )


def _bow(time: float) -> Gait:
    low = ease(0.5 + 0.9 * math.sin(time * 1.6))
    return Gait(tilt=15 * low, drop=0.2 * low, nod=14 * low, closed=low)


def _dig(time: float) -> Gait:
    turn = time * 14
    return Gait(phase=turn, reach=11, step=15, tilt=13, drop=0.14, graze=0.45, nod=8 + 3 * math.sin(turn), mouth=0.3)


def _push(time: float) -> Gait:
    heave = math.sin(time * 3.2)
    return Gait(phase=time * 3.2, reach=9, step=5, tilt=5, stretch=5 * heave, drop=0.1, nod=20, brow=-0.5, smile=0.2)


def _pull(time: float) -> Gait:
    heave = math.sin(time * 3.2)
    return Gait(phase=-time * 3.2, reach=8, step=5, tilt=-7, stretch=-5 * heave, drop=0.12, nod=6, brow=-0.5, smile=0.2)


def _give(time: float) -> Gait:
    out = ease(0.5 + 0.8 * math.sin(time * 1.5))
    return Gait(tilt=4 * out, nod=6 * out, stretch=5 * out, look=0.95, mouth=0.3)


def _kiss(time: float) -> Gait:
    near = ease(0.5 + 0.8 * math.sin(time * 1.3))
    return Gait(tilt=3 * near, stretch=8 * near, closed=near, look=0.95, mouth=0.1, smile=0.5)


def _climb(time: float) -> Gait:
    turn = time * 5
    return Gait(phase=turn, reach=15, step=10, tilt=-46, lift=24 + 3 * math.sin(turn), bound=1.0, nod=16, look=0.7)


def _kick(time: float) -> Gait:
    """The hind legs fly out."""
    high = max(0.0, math.sin(time * 4.2))
    return Gait(
        tilt=18 * high, lift=5 * high, bound=1.0, reach=2 + 18 * high, phase=2.4, step=24 * high, mouth=0.5, brow=-0.6
    )


def _catch(time: float) -> Gait:
    height, press = hop(time, 0.9)
    return Gait(
        tilt=-24 * height,
        lift=30 * height,
        stretch=6 * height,
        arch=3 * press,
        bound=1.0,
        mouth=0.3 + 0.8 * height,
        look=0.9,
    )


def _launch(time: float) -> Gait:
    return Gait(tilt=-32, lift=76 + 14 * swing(time, 0.5), stretch=10, bound=1.0, reach=12, phase=2.8, mouth=0.7)


def _spin(time: float) -> Gait:
    wide = math.cos(time * 5.5)
    return Gait(turn=math.copysign(max(abs(wide), 0.24), wide), phase=time * 10, reach=6, step=8, lift=3, mouth=0.6)


def _transform(time: float) -> Gait:
    return _changed(_spin(time), lift=26 + 8 * swing(time, 0.7), arch=8 * swing(time, 1.4))


def _explode(time: float) -> Gait:
    burst, _ = hop(time, 1.4)
    return Gait(
        lift=40 * burst,
        bound=1.0,
        reach=20 * burst,
        phase=3.0,
        stretch=8 * burst,
        mouth=1.0,
        brow=0.6,
        smile=-0.2,
        nod=3 * math.sin(time * 31),
    )


def _changed(gait: Gait, **values: float) -> Gait:
    return Gait(**{**{field.name: getattr(gait, field.name) for field in fields(Gait)}, **values})


GAITS: dict[str, Callable[[float], Gait]] = {
    "idle": idle,
    "walk": _walk,
    "run": _run,
    "chase": _chase,
    "follow": _follow,
    "hunt": _hunt,
    "play": _play,
    "jump": _jump,
    "celebrate": _jump,
    "dance": _dance,
    "sit": _sit,
    "think": _sit,
    "sleep": _sleep,
    "hide": _hide,
    "swim": _swim,
    "fly": _fly,
    "float": _float,
    "fall": _fall,
    "roll": _roll,
    "crawl": _crawl,
    "eat": _eat,
    "drink": _drink,
    "look": _look,
    "talk": _talk,
    "sing": _sing,
    "laugh": _laugh,
    "cry": _cry,
    "shake_head": _shake_head,
    "stretch": _stretch,
    "bow": _bow,
    "kneel": _bow,
    "dig": _dig,
    "push": _push,
    "pull": _pull,
    "carry": _walk,
    "give": _give,
    "drop": _give,
    "feed": _eat,
    "pet": _give,
    "kiss": _kiss,
    "hug": _kiss,
    "climb": _climb,
    "kick": _kick,
    "catch": _catch,
    "launch": _launch,
    "land": _jump,
    "spin": _spin,
    "transform": _transform,
    "explode": _explode,
}
"""What four legs can do; all else is done on the hind legs, as in any cartoon."""
