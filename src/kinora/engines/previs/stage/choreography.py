"""Who is where and does what at any time: a spot is read in each frame from tracks that are made once per clip.

Knows no pixels beyond world lengths.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from kinora.engines.previs.camera import ease
from kinora.engines.previs.stage.meetings import TRAVELS
from kinora.engines.previs.stage.planning import tracks_of
from kinora.engines.previs.stage.track import Beat, Leg
from kinora.engines.previs.stage.ways import Player

BLEND_SECONDS = 0.35
TURN_SECONDS = 0.16
"""How long somebody takes to turn round."""
_EDGE_ON = 0.14
"""How narrow one is seen at least."""
_PACES = {
    "biped": {"walk": 88.0, "run": 250.0, "follow": 70.0, "chase": 250.0},
    "quadruped": {"walk": 66.0, "run": 290.0, "follow": 60.0, "chase": 290.0},
}
"""Lengths of its own a second that the feet of a body plan go, in a gait as it is drawn."""
_RISING = {"fly": (0.62, 1.7), "launch": (1.0, 4.0)}
"""Acts that lead upwards: through how much of the free height, and in how many seconds."""
_LANDING_SECONDS = 0.9
_SLOWEST, _FASTEST = 0.8, 1.35
"""How much slower and faster than usual feet may go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One actor at one instant. x, y: world pixels of its feet. since: seconds since the beat began.

    share: how far it has come from `former` into `action`. free: it may stand across the frame's border.
    yaw: how broad it is seen, 1 from its side, less while it turns round.
    """

    x: float
    y: float
    flip: bool
    action: str
    beat: Beat
    since: float
    former: str = ""
    share: float = 1.0
    moving: bool = False
    free: bool = False
    seen: bool = True
    yaw: float = 1.0


class Choreography:
    """The tracks of everybody on one stage. places: where each stands in Scene.actors. leftward: travels go left.

    followed: the camera goes along, as far as it can.
    """

    def __init__(
        self,
        players: Sequence[Player],
        *,
        width: float,
        seconds: float,
        places: Sequence[int] | None = None,
        leftward: bool = False,
        followed: bool = False,
    ) -> None:
        self._players = list(players)
        self._width, self._seconds = width, max(seconds, 0.1)
        everywhere = list(range(len(self._players))) if places is None else list(places)
        self._tracks = tracks_of(
            players, everywhere, width=width, seconds=seconds, leftward=leftward, followed=followed
        )

    @property
    def width(self) -> float:
        """Of the stage, in world pixels."""
        return self._width

    @property
    def travels(self) -> tuple[int, ...]:
        """Who crosses the stage at some time."""
        return tuple(
            k
            for k, track in enumerate(self._tracks)
            if any(abs(leg.goal[0] - leg.start[0]) > 0.12 * self._width and not leg.free for leg in track.legs)
        )

    def spot(self, k: int, progress: float) -> Spot:
        """Where the actor is and what it does."""
        track = self._tracks[k]
        beat, former = track.beat_at(progress)
        since = (progress - beat.begin) * self._seconds
        x, y = track.at(progress)
        if beat.mount is not None:
            bearer = self._tracks[beat.mount]
            x, y = bearer.at(progress)
        y -= self._climbed(k if beat.mount is None else beat.mount, progress)
        leg = track.leg_at(progress)
        moving = leg is not None and leg.begin <= progress < leg.end and abs(leg.goal[0] - leg.start[0]) > 1.0
        action, before, share = self._doing(beat, former, since)
        return Spot(
            x=x,
            y=y,
            flip=self._looks_left(k, progress),
            yaw=self._yaw(k, progress),
            action=action,
            beat=beat,
            since=since,
            former=before,
            share=share,
            moving=moving,
            free=leg is not None and leg.free and progress < leg.end,
            seen=progress >= track.entrance,
        )

    def _climbed(self, k: int, progress: float) -> float:
        """Pixels by which who takes off in the middle of a scene is over its place on the ground."""
        room, track = self._players[k].mark.room, self._tracks[k]
        beat, former = track.beat_at(progress)
        if room <= 0.0 or not {beat.action, former.action if former is not None else ""} & _RISING.keys():
            return 0.0
        since = (progress - beat.begin) * self._seconds
        before = 0.0 if former is None else _RISING.get(former.action, (0.0, 0.0))[0]
        share, long = _RISING.get(beat.action, (0.0, _LANDING_SECONDS))
        return room * (before + (share - before) * ease(since / long))

    def _looks_left(self, k: int, progress: float) -> bool:
        track = self._tracks[k]
        beat, _ = track.beat_at(progress)
        leg = track.leg_at(progress)
        moving = leg is not None and leg.begin <= progress < leg.end and abs(leg.goal[0] - leg.start[0]) > 1.0
        x = track.at(progress)[0] if beat.mount is None else self._tracks[beat.mount].at(progress)[0]
        return self._flip(k, progress, beat, leg if moving else None, x)

    def _yaw(self, k: int, progress: float) -> float:
        """Narrow in the middle of a turn, so that nobody is mirrored from one picture to the next."""
        half = TURN_SECONDS / 2 / self._seconds
        low, high = max(0.0, progress - half), min(1.0, progress + half)
        before = self._looks_left(k, low)
        if before == self._looks_left(k, high):
            return 1.0
        for _ in range(7):
            middle = (low + high) / 2
            if self._looks_left(k, middle) == before:
                low = middle
            else:
                high = middle
        return max(_EDGE_ON, math.sin(min(1.0, abs(progress - low) / half) * math.pi / 2))

    def clock(self, k: int, progress: float, pace: float = 1.0) -> float:
        """Seconds by which the feet are ahead: they go as fast as the actor gets on. pace: of time on stage."""
        player, track = self._players[k], self._tracks[k]
        paces = _PACES.get(player.rig)
        if paces is None:
            return 0.0
        ahead = 0.0
        for leg in track.legs:
            usual = paces.get(track.beat_at(leg.begin)[0].action)
            seconds = (leg.end - leg.begin) * self._seconds
            if usual is None or seconds <= 0.05 or leg.begin >= progress:
                continue
            speed = abs(leg.goal[0] - leg.start[0]) / seconds * pace / max(1e-6, player.mark.size)
            rate = min(max(speed / usual, _SLOWEST), _FASTEST) if speed > 1.0 else 1.0
            ahead += (rate - 1.0) * (min(progress, leg.end) - leg.begin) * self._seconds
        return ahead

    def action_at(self, k: int, progress: float) -> str:
        beat, former = self._tracks[k].beat_at(progress)
        return self._doing(beat, former, (progress - beat.begin) * self._seconds)[0]

    def beats(self, k: int) -> list[Beat]:
        """All that the actor does, in order."""
        return self._tracks[k].beats

    def _doing(self, beat: Beat, former: Beat | None, since: float) -> tuple[str, str, float]:
        """Action, the action before it, and how far it has come from there."""
        before = former.action if former is not None and former.action != beat.action else ""
        if beat.meeting is None or not beat.meeting.turns or beat.action != beat.act:
            return beat.action, before, min(1.0, since / BLEND_SECONDS) if before else 1.0
        turn, within = divmod(since, beat.meeting.turns)
        mine, other = (beat.act, beat.meeting.answer) if beat.leads else (beat.meeting.answer, beat.act)
        now, last = (mine, other) if turn % 2 == 0 else (other, mine)
        if turn == 0:
            last = before
        return now, last, min(1.0, within / BLEND_SECONDS) if last and last != now else 1.0

    def _flip(self, k: int, progress: float, beat: Beat, leg: Leg | None, x: float) -> bool:
        if beat.mount is not None:
            bearer = self._tracks[beat.mount]
            along = bearer.leg_at(progress)
            going = along if along is not None and along.begin <= progress < along.end else None
            return self._flip(beat.mount, progress, bearer.beat_at(progress)[0], going, x)
        if beat.faces is not None and (leg is None or (beat.meeting is not None and beat.meeting.leads)):
            away = self._tracks[beat.faces].at(progress)[0] - x
            if abs(away) > 1.0:
                return away < 0
        if leg is not None:
            return leg.goal[0] < leg.start[0]
        last = self._tracks[k].leg_at(progress)
        if last is not None and abs(last.goal[0] - last.start[0]) > 1.0 and beat.action in TRAVELS:
            return last.goal[0] < last.start[0]
        return self._players[k].mark.flip
