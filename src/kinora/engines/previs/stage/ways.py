"""Ways that one actor goes alone: in from the side, and to and fro over the stage. Knows no partners and no pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kinora.engines.previs.camera import FOLLOWED
from kinora.engines.previs.scene import Act, Actor
from kinora.engines.previs.stage.blocking import Mark
from kinora.engines.previs.stage.meetings import GAITS, TRAVELS
from kinora.engines.previs.stage.track import Beat, Leg, Track

_ROVING = 0.12
"""Frame widths a second that a runner keeps up in a long clip, by turning round at the border."""
_TAIL, _TAIL_IN_COMPANY = 1.36, 1.12
"""What sticks out of a body when it goes to the border; beside others there is less room for it."""
_WORTH_TURNING = 0.3
"""Frame widths; on a shorter way it would run to and fro in a cage."""
_ALIVE = ("biped", "quadruped", "insect", "bird")


@dataclass(frozen=True, slots=True, kw_only=True)
class Player:
    """What planning needs to know of an actor. rig: its body plan."""

    actor: Actor
    rig: str
    mark: Mark


class Ways:
    """Tracks as they grow. leftward: who travels goes left. followed: the camera goes along, as far as it can."""

    def __init__(
        self, players: Sequence[Player], *, width: float, seconds: float, leftward: bool, followed: bool
    ) -> None:
        self._players = list(players)
        self._width, self._seconds = width, max(seconds, 0.1)
        self._side = -1.0 if leftward else 1.0
        self._followed = followed
        self._tracks = [Track(home=(one.mark.x, one.mark.y)) for one in self._players]
        self._tail = _TAIL if len(self._players) == 1 else _TAIL_IN_COMPANY
        marks = [one.mark for one in self._players]
        left = min((mark.x - mark.half * self._tail for mark in marks), default=width / 2)
        right = min((width - mark.x - mark.half * self._tail for mark in marks), default=width / 2)
        # All who travel go as far as the one with the least room: a row stays a row.
        self._way = max(0.06 * width, left + right)
        if followed:
            self._way = min(self._way, FOLLOWED * width)

    def _enter(self, k: int) -> None:
        one, track = self._players[k], self._tracks[k]
        if one.actor.enters <= 0.0:
            return
        track.entrance = one.actor.enters
        side = -1.0 if one.mark.x < self._width / 2 else 1.0
        outside = self._width / 2 + side * (self._width * 0.5 + one.mark.half * 1.8)
        end = min(1.0, one.actor.enters + max(0.9, abs(outside - one.mark.x) / (0.30 * self._width)) / self._seconds)
        track.legs.append(Leg(begin=one.actor.enters, end=end, start=(outside, one.mark.y), goal=track.home, free=True))
        first = one.actor.action
        track.beats.append(Beat(begin=one.actor.enters, action=first if first in TRAVELS else self._gait(k)))

    def _gait(self, k: int) -> str:
        return GAITS.get(self._players[k].rig, "walk")

    def _beat(self, k: int, act: Act, begin: float, **more: object) -> Beat:
        held = act.prop or self._players[k].actor.holds
        beat = Beat(begin=begin, action=act.action, prop=act.prop, held=held, act=act.action)
        return replace(beat, **more)  # type: ignore[arg-type]  # fields of Beat, as the three callers name them

    def _bounded(self, k: int, x: float) -> float:
        half = self._players[k].mark.half * self._tail
        low, high = half, self._width - half
        return self._width / 2 if low > high else min(max(x, low), high)

    def _travel(self, k: int, action: str, begin: float, end: float, way: float | None = None) -> None:
        one, track = self._players[k], self._tracks[k]
        reach = (self._way if way is None else way) * TRAVELS[action]
        seconds = (end - begin) * self._seconds
        passes = 1
        if one.rig in _ALIVE and reach > _WORTH_TURNING * self._width:
            passes = max(1, round(seconds * TRAVELS[action] * _ROVING * self._width / reach))
        x, y = track.at(begin)
        side = self._side
        if begin <= 0.0:
            here, far = (self._width / 2, reach) if way is not None else (one.mark.x, self._before(k))
            x = self._bounded(k, here - side * far / 2)
        elif self._bounded(k, x + side * reach) - x < 0.4 * reach and self._bounded(k, x - side * reach) != x:
            side = -side if abs(self._bounded(k, x + side * reach) - x) < 0.4 * reach else side
        far = reach * (end - begin) if passes == 1 else reach
        for turn in range(passes):
            goal = self._bounded(k, x + side * far)
            first, last = (begin + (end - begin) * (turn + part) / passes for part in (0, 1))
            track.legs.append(Leg(begin=first, end=last, start=(x, y), goal=(goal, y), even=True))
            x, side = goal, -side

    def _before(self, k: int) -> float:
        """How far it will get in all its acts."""
        acts = self._players[k].actor.acts
        ends = [*(act.begin for act in acts[1:]), 1.0]
        return min(
            self._way,
            sum(
                TRAVELS.get(act.action, 0.0) * self._way * (end - act.begin)
                for act, end in zip(acts, ends, strict=True)
                if act.partner is None
            ),
        )
