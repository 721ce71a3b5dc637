"""One actor's way through a scene as a closed form of progress: where it is, what it does, what it did before."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from kinora.engines.previs.camera import ease
from kinora.engines.previs.stage.meetings import Meeting

_SOFT = 0.10


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """A way from start to goal (x, y) between two shares of the scene.

    even: at one speed but for its ends; not smooth: at one speed altogether, as a part of a longer way.
    sway: pixels by which it runs ahead and falls back on the way.
    free: it may lead through the border of the frame.
    """

    begin: float
    end: float
    start: tuple[float, float]
    goal: tuple[float, float]
    even: bool = False
    sway: float = 0.0
    free: bool = False
    smooth: bool = True

    def at(self, progress: float) -> tuple[float, float]:
        """World x and y."""
        long = self.end - self.begin
        share = 1.0 if long <= 0 else min(max((progress - self.begin) / long, 0.0), 1.0)
        along = share if not self.smooth else _even(share) if self.even else ease(share)
        x = self.start[0] + (self.goal[0] - self.start[0]) * along + self.sway * math.sin(share * 4.0 * math.pi)
        return x, self.start[1] + (self.goal[1] - self.start[1]) * ease(share)


def _even(share: float) -> float:
    """0..1 at one speed, with soft ends."""
    total = 1.0 - _SOFT
    if share < _SOFT:
        return share * share / (2 * _SOFT) / total
    if share > 1.0 - _SOFT:
        return 1.0 - (1.0 - share) ** 2 / (2 * _SOFT) / total
    return (share - _SOFT / 2) / total


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """What an actor does from `begin` on. faces: the place of who it turns to. meeting, leads: its part in one.

    mount, mounted: the place of who bears it, and how: "up" or "arms". held: what it has in its hands.
    act: the action of the scene that this beat belongs to ("walk" on the way to a "hug"). passes: the share at which
    what it has goes over to the other one.
    """

    begin: float
    action: str
    prop: str = ""
    held: str = ""
    faces: int | None = None
    meeting: Meeting | None = None
    leads: bool = True
    mount: int | None = None
    mounted: str = ""
    act: str = ""
    passes: float | None = None


@dataclass(slots=True)
class Track:
    """Legs and beats in order. entrance: the share at which it comes in."""

    home: tuple[float, float]
    legs: list[Leg] = field(default_factory=list)
    beats: list[Beat] = field(default_factory=list)
    entrance: float = 0.0

    def at(self, progress: float) -> tuple[float, float]:
        leg = self.leg_at(progress)
        return self.home if leg is None else leg.at(progress)

    def leg_at(self, progress: float) -> Leg | None:
        """The last leg that has begun; before all of them the first."""
        begun = [leg for leg in self.legs if leg.begin <= progress]
        return begun[-1] if begun else (self.legs[0] if self.legs else None)

    def beat_at(self, progress: float) -> tuple[Beat, Beat | None]:
        """The beat that is on, and the one before it."""
        place = max((k for k, beat in enumerate(self.beats) if beat.begin <= progress + 1e-9), default=0)
        return self.beats[place], self.beats[place - 1] if place else None

    def cut(self, begin: float) -> None:
        """Forget what was planned from `begin` on, and stop on the way where it is just then."""
        here = self.at(begin)
        self.beats = [beat for beat in self.beats if beat.begin < begin - 1e-9]
        kept = [leg for leg in self.legs if leg.begin < begin - 1e-9]
        if self.legs and begin > 0:
            kept.append(Leg(begin=begin, end=begin, start=here, goal=here))
            self.legs = kept
        elif begin <= 0:
            self.legs = []
