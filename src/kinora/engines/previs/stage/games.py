"""Things between actors: balls that are played, thrown, caught and kicked, and gifts that pass from hand to hand.

Where each is at a time is a closed form of the seconds since the act began. Knows places, not pixels' colours.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kinora.engines.previs.camera import ease
from kinora.engines.previs.rigs.holding import EMPTY_HANDED as WITHOUT_HANDS
from kinora.engines.previs.stage.choreography import Spot

PASS_SECONDS = 0.42
"""How long a given thing is between the hands."""
THROW_SECONDS, THROWN_AT, FLIGHT_SECONDS = 1.25, 0.76, 0.70
KICK_SECONDS, KICKED_AT, KICK_FLIGHT_SECONDS = 1.848, 0.46, 0.85
PLAY_SECONDS = 1.613
"""A played ball takes this long from the one to the other."""
SYNCED = frozenset({"throw", "catch", "kick", "give", "fight", "dance", "high_five", "handshake", "hug", "kiss"})
"""Actions whose clock begins with the act, so that what flies keeps step with the hands."""
EMPTY_HANDED = "nothing"
"""No prop's name: hands that would hold something of their own are empty."""
_HANDS = {"biped": (56.0, 70.0), "quadruped": (76.0, 62.0), "bird": (40.0, 70.0), "vehicle": (90.0, 30.0)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Grip:
    """An actor as far as things care. size: pixels per unit of its own. half: of its body, in pixels."""

    x: float
    y: float
    side: float
    size: float
    half: float
    rig: str

    def hand(self, along: float = 1.0, up: float = 1.0) -> tuple[float, float]:
        ahead, high = _HANDS.get(self.rig, (50.0, 56.0))
        return self.x + self.side * ahead * along * self.size, self.y - high * up * self.size


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A thing in the air or on the ground at one instant, in world pixels. foot: the ground under it."""

    name: str
    x: float
    y: float
    foot: float
    size: float
    degrees: float = 0.0


_At = tuple[float, float]


def things(spots: Sequence[Spot], grips: Sequence[Grip], progress: float, time: float) -> list[Thing]:
    """All that is between the hands just now."""
    found: list[Thing] = []
    for k, spot in enumerate(spots):
        beat = spot.beat
        if not spot.seen or beat.mount is not None:
            continue
        partner = grips[beat.faces] if beat.faces is not None else None
        one = grips[k]
        if beat.act == "give" and beat.passes is not None and partner is not None:
            found += _given(spot, one, partner, progress)
        elif beat.act in _GAMES and beat.action == beat.act and beat.leads:
            where = _GAMES[beat.act](spot.since if beat.act != "play" else time, one, partner)
            if where is not None:
                x, y, turn = where
                size = min(one.size, partner.size) * 1.2 if partner is not None else one.size
                found.append(Thing(name=beat.prop or "ball", x=x, y=y, foot=one.y, size=size, degrees=turn))
    return found


def holds(spot: Spot, progress: float, seconds: float) -> str:
    """What the actor has in its hands just now, as far as it is not in the air."""
    beat = spot.beat
    if beat.passes is not None:
        away = (progress - beat.passes) * seconds
        if beat.act == "give":
            return beat.prop if away < -PASS_SECONDS / 2 else EMPTY_HANDED
        return beat.prop if away >= PASS_SECONDS / 2 else EMPTY_HANDED
    if beat.meeting is not None and beat.meeting.mounts:
        return beat.held or EMPTY_HANDED
    if beat.held and beat.held == beat.prop and beat.act in WITHOUT_HANDS:
        return ""
    return "" if beat.act in _GAMES and beat.action == beat.act else beat.held


def _given(spot: Spot, one: Grip, other: Grip, progress: float) -> list[Thing]:
    beat = spot.beat
    assert beat.passes is not None
    seconds = spot.since / max(1e-6, progress - beat.begin) if progress > beat.begin else 1.0
    away = (progress - beat.passes) * seconds
    if abs(away) > PASS_SECONDS / 2:
        return []
    share = away / PASS_SECONDS + 0.5
    x, y = _between(one.hand(1.2), other.hand(1.2), ease(share), 26 * one.size)
    return [Thing(name=beat.prop, x=x, y=y, foot=one.y, size=one.size, degrees=16 * math.sin(share * math.pi))]


def _between(start: _At, goal: _At, share: float, rise: float) -> _At:
    """A point on an arc."""
    arc = 4.0 * share * (1.0 - share) * rise
    return start[0] + (goal[0] - start[0]) * share, start[1] + (goal[1] - start[1]) * share - arc


_Where = tuple[float, float, float]


def _play(time: float, one: Grip, other: Grip | None) -> _Where | None:
    """From paw to paw in an arc; alone it bounces."""
    if other is None:
        bounce = (time * 1.3) % 1.0
        height = (14 + 4 * bounce * (1 - bounce) * 90) * one.size
        return one.x + one.side * (one.half + 30 * one.size), one.y - height, time * 200
    turn = (time / PLAY_SECONDS) % 2.0
    away = turn if turn < 1 else 2.0 - turn
    arc = 4 * (turn % 1.0) * (1 - turn % 1.0)
    start, end = one.x + one.side * one.half * 1.06, other.x + other.side * other.half * 1.06
    size = (one.size + other.size) / 2
    foot = one.y + (other.y - one.y) * away
    return start + (end - start) * away, foot - (40 + 78 * arc) * size, time * 200


def _throw(since: float, one: Grip, other: Grip | None, *, first: bool = True) -> _Where | None:
    """Thrown, caught, thrown back. Alone it is thrown ahead, and a new one is at hand."""
    number, late = divmod(since - THROWN_AT, THROW_SECONDS)
    if other is None:
        if number < 0 or late > 1.0:
            wind = one.hand(-0.1, 1.65)
            return wind[0], wind[1], 0.0
        x, y = one.hand(1.15, 1.3)
        fall = one.y - 14 * one.size
        return (
            x + one.side * 420 * one.size * late,
            y + (fall - y) * late**2 - 160 * one.size * late * (1 - late),
            420 * late,
        )
    mine = (number % 2 == 0) == first
    thrower, catcher = (one, other) if mine else (other, one)
    if number < 0:
        thrower = one if first else other
        x, y = thrower.hand(-0.1, 1.65)
        return x, y, 0.0
    if late < FLIGHT_SECONDS:
        share = late / FLIGHT_SECONDS
        gap = abs(catcher.x - thrower.x)
        x, y = _between(thrower.hand(1.1, 1.35), catcher.hand(0.95, 1.25), share, 0.20 * gap)
        return x, y, 500 * late
    back = ease((late - FLIGHT_SECONDS) / (THROW_SECONDS - FLIGHT_SECONDS))
    start, goal = catcher.hand(0.95, 1.25), catcher.hand(-0.1, 1.65)
    x, y = _between(start, goal, back, 0.0)
    return x, y, 0.0


def _catch(since: float, one: Grip, other: Grip | None) -> _Where | None:
    if other is not None:
        return _throw(since, one, other, first=False)
    share = (since * 0.9) % 1.0
    x, y = one.hand(0.9, 1.35)
    return x, y - 4 * share * (1 - share) * 150 * one.size, 300 * since


def _kick(since: float, one: Grip, other: Grip | None) -> _Where | None:
    """On the ground before the foot, then through the air; alone it comes rolling back."""
    number, late = divmod(since - KICKED_AT, KICK_SECONDS)
    low = 15.0
    if other is None:
        if number < 0:
            return one.x + one.side * 52 * one.size, one.y - low * one.size, 0.0
        out = late / 0.7
        away = (
            ease(min(1.0, out * 0.5 + 0.25)) * 2 - 0.3125 if out < 1 else 1.6875 - 1.6875 * ease((late - 0.7) / 1.148)
        )
        high = 4 * out * (1 - out) * 70 if out < 1 else 0.0
        return one.x + one.side * (52 + 190 * max(0.0, away)) * one.size, one.y - (low + high) * one.size, 500 * away
    mine = number % 2 == 0
    kicker, goal = (one, other) if mine else (other, one)
    if number < 0:
        return one.x + one.side * 52 * one.size, one.y - low * one.size, 0.0
    start = (kicker.x + kicker.side * 52 * kicker.size, kicker.y - low * kicker.size)
    end = (goal.x + goal.side * 52 * goal.size, goal.y - low * goal.size)
    share = min(1.0, late / KICK_FLIGHT_SECONDS)
    x, y = _between(start, end, share, 0.16 * abs(end[0] - start[0]))
    return x, y, 500 * min(late, KICK_FLIGHT_SECONDS)


_GAMES: dict[str, Callable[[float, Grip, Grip | None], _Where | None]] = {
    "play": _play,
    "throw": _throw,
    "catch": _catch,
    "kick": _kick,
}
