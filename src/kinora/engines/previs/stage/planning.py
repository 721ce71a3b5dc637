"""From acts to tracks, act by act in the order of their beginnings: who meets whom where, and who goes with whom."""

from __future__ import annotations

from collections.abc import Sequence

from kinora.engines.previs.camera import FOLLOWED
from kinora.engines.previs.scene import Act
from kinora.engines.previs.stage.meetings import MEETINGS, MOUNTED, TRAVELS, Meeting
from kinora.engines.previs.stage.track import Beat, Leg, Track
from kinora.engines.previs.stage.ways import Player, Ways

HANDED_SECONDS = 1.2
"""How long after the two have met a thing passes from hand to hand."""
_FASTEST = 0.24
"""Frame widths a second at which one goes up to somebody."""
_TRAIL_SECONDS = 0.6


def tracks_of(
    players: Sequence[Player],
    places: Sequence[int],
    *,
    width: float,
    seconds: float,
    leftward: bool = False,
    followed: bool = False,
) -> list[Track]:
    """Everybody's track through the scene. places: where each stands in Scene.actors."""
    plan = _Plan(players, width=width, seconds=seconds, leftward=leftward, followed=followed)
    return plan.made(list(places))


class _Plan(Ways):
    """Ways of two: where they meet, who answers what, who goes behind or sits on whom."""

    def made(self, places: list[int]) -> list[Track]:
        self._places = places
        self._plan()
        return self._tracks

    def _plan(self) -> None:
        acts = [
            (act.begin, self._partner(k, act) is not None, k, number)
            for k, one in enumerate(self._players)
            for number, act in enumerate(one.actor.acts)
        ]
        acts.sort()  # who waits for nobody first: an idle partner must not undo what the two have begun
        for k in range(len(self._players)):
            self._enter(k)
        for begin, _, k, number in acts:
            actor = self._players[k].actor
            end = actor.acts[number + 1].begin if number + 1 < len(actor.acts) else 1.0
            begin = max(begin, self._arrived(k)) if number == 0 else begin
            if end > begin or number == 0:
                self._act(k, actor.acts[number], begin, max(end, begin + 1e-3))

    def _arrived(self, k: int) -> float:
        """When it has come in."""
        return max((leg.end for leg in self._tracks[k].legs if leg.free), default=0.0)

    def _act(self, k: int, act: Act, begin: float, end: float) -> None:
        row = MEETINGS.get(act.action)
        partner = self._partner(k, act)
        if row is not None and partner is not None:
            if not self._answering(k, partner, act.action, begin):
                self._meet(k, partner, act, row, begin, end)
            return
        track = self._tracks[k]
        track.cut(begin)
        faces = partner
        track.beats.append(self._beat(k, act, begin, faces=faces))
        if act.action in TRAVELS:
            self._travel(k, act.action, begin, end)

    def _partner(self, k: int, act: Act) -> int | None:
        """The partner's place on this stage."""
        if act.partner is None or act.partner not in self._places:
            return None
        place = self._places.index(act.partner)
        return None if place == k else place

    def _answering(self, k: int, partner: int, action: str, begin: float) -> bool:
        """Whether the two are at it already, because the partner began."""
        if MEETINGS[action].mounts and self._bears(partner, k, begin):
            return True
        beat = self._tracks[k].beat_at(begin)[0] if self._tracks[k].beats else None
        return beat is not None and beat.faces == partner and beat.act == action and beat.meeting is not None

    def _bears(self, rider: int, bearer: int, begin: float) -> bool:
        """Whether the one sits on the other already: it can't be the other way round as well."""
        beats = self._tracks[rider].beats
        return bool(beats) and self._tracks[rider].beat_at(begin)[0].mount == bearer

    def _seat(self, k: int, j: int, row: Meeting) -> tuple[int, int]:
        """Who acts and on whom: a machine does not get onto its driver."""
        machine = [self._players[one].rig == "vehicle" for one in (k, j)]
        return (j, k) if row.mounts == "up" and machine == [True, False] else (k, j)

    def _is_free(self, k: int, begin: float, action: str) -> bool:
        """Whether it has nothing else to do just then."""
        act = self._players[k].actor.act_at(begin)
        own = MEETINGS.get(act.action)
        if own is not None and own.mounts and MEETINGS[action].mounts:  # each is said to ride on the other
            return self._players[k].actor.enters <= begin
        return self._players[k].actor.enters <= begin and act.action in ("idle", action, MEETINGS[action].answer)

    def _meet(self, k: int, j: int, act: Act, row: Meeting, begin: float, end: float) -> None:
        k, j = self._seat(k, j, row)
        mine, other = self._tracks[k], self._tracks[j]
        free = self._is_free(j, begin, act.action)
        mine.cut(begin)
        if free:
            other.cut(begin)
        if row.mounts:
            self._mount(k, j, act, row, begin, end, free=free)
            return
        arrival = begin
        if row.travels:
            self._go_together(k, j, row, begin, end, free=free)
        elif row.gap is not None:
            arrival = self._come(k, j, act, row, begin, end, free=free)
        held = act.prop or row.thing
        if act.action == "give":
            self._hand_over(k, j, act, row, arrival, end, free=free)
            return
        mine.beats.append(
            self._beat(k, act, arrival, faces=j, meeting=row, held="" if row.thing else act.prop, prop=held)
        )
        if not free:
            return
        answer = row.answer if not row.travels or row.answer != "idle" else self._gait(j)
        if row.turns:
            answer = act.action
        other.beats.append(
            Beat(
                begin=arrival,
                action=answer,
                faces=None if row.travels else k,
                meeting=None if row.travels else row,
                leads=False,
                act=act.action,
                prop=held,
                held=self._players[j].actor.holds,
            )
        )
        if end < 1.0:
            other.beats.append(Beat(begin=end, action="idle", act="idle", held=self._players[j].actor.holds))

    def _come(self, k: int, j: int, act: Act, row: Meeting, begin: float, end: float, *, free: bool) -> float:
        """Both, or the one, go where they meet. Returns when they are there."""
        assert row.gap is not None
        mine, other = self._tracks[k], self._tracks[j]
        one, two = self._players[k].mark, self._players[j].mark
        (x, y), (other_x, other_y) = mine.at(begin), other.at(begin)
        side = 1.0 if other_x >= x else -1.0
        gap = min(row.gap * (one.half + two.half), max(abs(other_x - x), 0.80 * self._width - one.half - two.half))
        middle = (x + other_x) / 2
        both = row.comes == "both" and free
        low = (y + other_y) / 2 if both else other_y
        goal = self._bounded(k, middle - side * gap / 2 if both else other_x - side * gap)
        other_goal = self._bounded(j, middle + side * gap / 2) if both else other_x
        far = max(abs(goal - x), abs(other_goal - other_x))
        hurry = far / (_FASTEST * self._width) / self._seconds
        arrival = begin + min(max(hurry, 0.25 / self._seconds), 0.45 * (end - begin)) if far > 2.0 else begin
        for place, track, start, to in (
            (k, mine, (x, y), (goal, low)),
            (j, other, (other_x, other_y), (other_goal, low)),
        ):
            if place == j and not free:
                continue
            track.legs.append(Leg(begin=begin, end=arrival, start=start, goal=to))
            if arrival > begin:
                walks = abs(to[0] - start[0]) > 0.25 * self._players[place].mark.half
                track.beats.append(
                    Beat(
                        begin=begin,
                        action=self._gait(place) if walks else "idle",
                        faces=j if place == k else k,
                        held=(act.prop if place == k else "") or self._players[place].actor.holds,
                    )
                )
        return arrival

    def _go_together(self, k: int, j: int, row: Meeting, begin: float, end: float, *, free: bool) -> None:
        """The two cross the stage, the one behind the other."""
        assert row.gap is not None
        if not free:
            self._trail(k, j, row, begin, end)
            return
        one, two = self._players[k].mark, self._players[j].mark
        gap = row.gap * (one.half + two.half)
        sway = row.sways * gap * 0.5
        (x, y), (other_x, other_y) = self._tracks[k].at(begin), self._tracks[j].at(begin)
        side = 1.0 if other_x >= x else -1.0
        forward = -side if row.leads else side
        room = max(0.08 * self._width, 0.96 * self._width - gap - one.half - two.half - 2 * sway)
        room = min(room, FOLLOWED * self._width) if self._followed else room
        way = room * max(0.35, TRAVELS.get(row.answer, TRAVELS["push"])) * (end - begin)
        low = (y + other_y) / 2
        if begin <= 0.0:
            centre = self._width / 2 - forward * way / 2
            starts = ((centre - side * gap / 2, low), (centre + side * gap / 2, low))
        else:
            starts = ((x, y), (other_x, other_y))
        reach = [self._bounded(j, starts[1][0] + forward * way), self._bounded(k, starts[0][0] + forward * way)]
        ahead = reach[0] if not row.leads else reach[1] + side * gap
        goals = ((self._bounded(k, ahead - side * gap), low), (self._bounded(j, ahead), low))
        for place, start, goal in ((k, starts[0], goals[0]), (j, starts[1], goals[1])):
            swayed = sway if place == k else 0.0
            self._tracks[place].legs.append(Leg(begin=begin, end=end, start=start, goal=goal, even=True, sway=swayed))

    def _trail(self, k: int, j: int, row: Meeting, begin: float, end: float) -> None:
        """After somebody who goes its own ways, at a distance."""
        assert row.gap is not None
        gap = row.gap * (self._players[k].mark.half + self._players[j].mark.half)
        here = self._tracks[k].at(begin)
        steps = max(2, round((end - begin) * self._seconds / _TRAIL_SECONDS))
        for step in range(steps):
            first, last = (begin + (end - begin) * (step + part) / steps for part in (0, 1))
            (was, _), (x, y) = self._tracks[j].at(first), self._tracks[j].at(last)
            side = 1.0 if x > was + 1.0 else -1.0 if x < was - 1.0 else 1.0 if x >= here[0] else -1.0
            goal = (self._bounded(k, x - side * gap), y + 1.0)
            self._tracks[k].legs.append(Leg(begin=first, end=last, start=here, goal=goal, smooth=False))
            here = goal

    def _mount(self, k: int, j: int, act: Act, row: Meeting, begin: float, end: float, *, free: bool) -> None:
        """One sits on the other, or in its arms; who bears goes about."""
        rider, bearer = (k, j) if row.mounts == "up" else (j, k)
        action = MOUNTED.get(act.action, "sit") if rider == k else "idle"
        if rider == j and not free:
            return
        going = self._gait(bearer) if rider == k else act.action
        if (rider == k and free) or rider == j:
            self._tracks[bearer].beats.append(Beat(begin=begin, action=going, act=act.action, meeting=row))
            room = min(0.90 * self._width - 2 * self._players[bearer].mark.half, self._way if self._followed else 1e9)
            self._travel(bearer, going if going in TRAVELS else "walk", begin, end, max(room, 0.1 * self._width))
        self._tracks[rider].beats.append(
            self._beat(rider, act, begin, action=action, mount=bearer, mounted=row.mounts, faces=None)
        )
        if rider == j and end < 1.0:
            self._tracks[j].beats.append(Beat(begin=end, action="idle", act="idle"))

    def _hand_over(self, k: int, j: int, act: Act, row: Meeting, arrival: float, end: float, *, free: bool) -> None:
        """The giver reaches out, the thing passes, and the other one has it."""
        second = 1.0 / self._seconds
        passed = min(arrival + HANDED_SECONDS * second, (arrival + end) / 2)
        prop = act.prop or self._players[k].actor.holds or "gift"
        self._tracks[k].beats += [
            Beat(begin=arrival, action="give", act="give", faces=j, meeting=row, prop=prop, passes=passed),
            Beat(begin=passed + 0.6 * second, action="idle", act="idle", faces=j),
        ]
        if not free:
            return
        takes = arrival + (passed - arrival) * 0.45
        self._tracks[j].beats += [
            Beat(begin=arrival, action="idle", act="idle", faces=k),
            Beat(begin=takes, action="give", act="take", faces=k, prop=prop, passes=passed),
            Beat(begin=passed + 0.5 * second, action="idle", act="idle", faces=k, held=prop),
        ]
