"""Actors on firm ground: drawn where the choreography has them, with what is between them and over their heads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kinora.engines.previs.drawing.light import shadow
from kinora.engines.previs.places.registry import place_of
from kinora.engines.previs.rigs.performer import Performer
from kinora.engines.previs.rigs.registry import RIGS
from kinora.engines.previs.rigs.rig import Motion
from kinora.engines.previs.rigs.seats import seat
from kinora.engines.previs.setting import Frame, Moment, Setting
from kinora.engines.previs.stage.blocking import Mark, marks, usual_room
from kinora.engines.previs.stage.choreography import Choreography, Spot
from kinora.engines.previs.stage.games import SYNCED, Grip, holds, things
from kinora.engines.previs.stage.handprops import HandProps
from kinora.engines.previs.stage.headlights import draw_headlights
from kinora.engines.previs.stage.seating import Seating
from kinora.engines.previs.stage.signs import Signs
from kinora.engines.previs.stage.speech import opening
from kinora.engines.previs.stage.ways import Player

_LEFTWARD = frozenset({"pan_left", "truck_left"})
_NEAR = frozenset({"medium", "close", "extreme_close", "over_shoulder"})
_TALL = 150.0
_ALOFT = 0.04
"""From this far over the ground, in frame heights, one has only a faint shadow."""
_HEADLONG = 1.16
"""By how much a head on four legs is ahead of its body, in half widths."""
_HIPS = 30.0
_HIPS_IN_HULL = 16.0
"""How far the seat of a rider is over its feet, in its own lengths: astride, and with the feet ahead."""
_DEEP_SEAT = 60.0
_SADDLED = frozenset({"bicycle", "motorcycle", "tractor", "drone"})
"""Vehicles that one sits on; of the others one sits in those with low seats, and unseen in the rest."""


class Cast:
    """Actors in a row or two. ground: where the feet are, in frame heights.

    places: where each of the performers stands in Scene.actors. row: everybody on stage, if others are drawn elsewhere.
    """

    def __init__(
        self,
        setting: Setting,
        performers: list[Performer],
        *,
        ground: float = 0.875,
        size: float = 2.05,
        places: Sequence[int] | None = None,
        row: Sequence[Performer] | None = None,
    ) -> None:
        self._setting = setting
        self._performers = performers
        self._ground = ground
        everybody = list(performers if row is None else row)
        by_one = dict(
            zip(map(id, everybody), marks(setting, everybody, ground=ground, size=size, room=self._room), strict=True)
        )
        self._marks = [by_one[id(one)] for one in performers]
        self._size = max((mark.scale for mark in self._marks), default=size * setting.unit)
        self._places = list(range(len(performers))) if places is None else list(places)
        self._choreography = choreography(setting, performers, self._marks, self._places)
        # Over whose shoulder the camera looks is no part of the stage.
        self._unseen = 1 if setting.scene.framing == "over_shoulder" else None
        self._props = HandProps(setting, max((mark.size for mark in self._marks), default=self._size))
        self._seating = Seating(setting, performers, self._marks, place_of(setting.scene).light(setting))
        self._weightless = False
        self._covered = place_of(setting.scene).covered
        self._signs = Signs(max((mark.size for mark in self._marks), default=self._size))

    @property
    def choreography(self) -> Choreography:
        return self._choreography

    @property
    def marks(self) -> list[Mark]:
        return self._marks

    @property
    def places(self) -> list[int]:
        """Where each stands in Scene.actors."""
        return self._places

    @property
    def performers(self) -> list[Performer]:
        return self._performers

    def draw(self, frame: Frame, moment: Moment) -> None:
        spots = self._spots(moment)
        shift = self._shift(moment, spots)
        scale, dx, dy = self._setting.lens(moment.view, 1.0)
        for k, begin in self._seating.seats():
            place = self._choreography.spot(k, begin)
            self._seating.draw(frame, k, place.x * scale + dx + shift, place.y * scale + dy, scale)
        for k in sorted(range(len(spots)), key=lambda k: self._order(spots, k)):
            if spots[k].seen and k != self._unseen and not self._is_inside(spots[k]):
                self._perform(frame, moment, k, spots[k], shift)
        if self._setting.is_dark and not self._covered:
            self._light_up(frame, moment, spots, shift)
        self._between(frame, moment, spots)

    def _spots(self, moment: Moment) -> list[Spot]:
        return [self._choreography.spot(k, moment.progress) for k in range(len(self._performers))]

    def _between(self, frame: Frame, moment: Moment, spots: list[Spot]) -> None:
        """What flies between them and what is drawn over their heads."""
        grips = self._grips(moment, spots)
        self._things(frame, moment, spots, grips)
        for k, spot in enumerate(spots):
            if spot.seen and spot.beat.action == spot.beat.act:
                self._sign(frame, moment, k, spots, grips)

    def _room(self, performer: Performer, action: str) -> tuple[float, float]:
        """Half the width and the rise that it needs in an action, in units of its own."""
        return usual_room(performer, action)

    def _tilt(self, k: int, time: float) -> float:
        """By how many degrees an actor is turned clockwise: on firm ground by none."""
        return 0.0

    def sunk(self, k: int) -> float:
        """By how many world pixels an actor's lowest point is under its spot: on the ground by none."""
        return 0.0

    def seated(self, k: int, progress: float) -> tuple[float, float]:
        """How far an actor sits, 0..1, and by how many world pixels its seat holds it up."""
        return self._seating.sits(k, progress), self._seating.lift(k, progress)

    def focus(self, progress: float) -> float | None:
        """Where those are who cross the stage, in frame widths from the middle; None when nobody does."""
        who = self._choreography.travels
        if not who:
            return None
        xs = [self._choreography.spot(k, progress).x for k in who]
        return (min(xs) + max(xs)) / 2 / self._setting.width - 0.5

    def _on_screen(self, moment: Moment, k: int, spot: Spot, shift: float) -> tuple[float, float]:
        """Where the feet are on the screen: inside the frame, but for who comes in and for near views of somebody."""
        scale, dx, dy = self._setting.lens(moment.view, 1.0)
        x = spot.x * scale + dx
        if not spot.free and self._setting.scene.framing not in _NEAR:
            x = self._held(x + shift, self._marks[k].scale * scale, k)
        return x, spot.y * scale + dy

    def _shift(self, moment: Moment, spots: list[Spot]) -> float:
        """By how many pixels all are moved aside together so that nobody is cut off: neighbours keep their distance."""
        if self._setting.scene.framing in _NEAR:
            return 0.0
        scale, dx, _ = self._setting.lens(moment.view, 1.0)
        bodies = [
            (spot.x * scale + dx, self._body(k) * self._marks[k].size * scale)
            for k, spot in enumerate(spots)
            if spot.seen and not spot.free
        ]
        right = max((half - x for x, half in bodies), default=0.0)
        left = max((x + half - self._setting.width for x, half in bodies), default=0.0)
        if right > 0.0 and left > 0.0:
            return (right - left) / 2
        return max(right, 0.0) - max(left, 0.0)

    def _body(self, k: int) -> float:
        """Half the width of who is drawn, in units of its own."""
        reach = _HEADLONG if self._performers[k].species.rig == "quadruped" else 1.0
        return self._room(self._performers[k], self._performers[k].action)[0] * reach

    def _perform(self, frame: Frame, moment: Moment, k: int, spot: Spot, shift: float = 0.0, sunk: float = 0.0) -> None:
        """Draw one of them. sunk: by how many of the bearer's lengths who bears it lies in the water."""
        scale = moment.view.zoom
        x, y = self._on_screen(moment, k, spot, shift)
        if spot.beat.mount is not None:
            x, y = self._seated(moment, k, spot, x, y)
            y += sunk * self._marks[spot.beat.mount].size * scale
        y -= self._seating.lift(k, moment.progress) * scale
        mark = self._marks[k]
        high = (mark.y + mark.high - spot.y) * scale
        aloft = high > _ALOFT * self._setting.height * scale
        if aloft and not self._weightless:
            shadow(frame, x, y + high, mark.half * scale * 0.8, 9 * mark.size * scale, 0.16)
        self._performers[k].draw(
            frame,
            x,
            y,
            self._marks[k].scale * scale * self._aloft(spot),
            self.motion(k, spot, moment.time, moment.progress),
            flip=spot.flip,
            yaw=spot.yaw,
            degrees=self._tilt(k, moment.time),
            grounded=spot.beat.mount is None and not aloft and not self._weightless,
        )

    def _light_up(self, frame: Frame, moment: Moment, spots: list[Spot], shift: float) -> None:
        """Headlights of vehicles in the dark."""
        for k, spot in enumerate(spots):
            if not spot.seen or self._performers[k].species.rig != "vehicle":
                continue
            x, y = self._on_screen(moment, k, spot, shift)
            size = self._marks[k].size * moment.view.zoom
            draw_headlights(frame, self._performers[k].species.name, x, y, size, -1.0 if spot.flip else 1.0)

    def _riders(self, moment: Moment, bearer: int) -> list[tuple[int, Spot]]:
        """Who is to be seen on it, and where."""
        spots = [(k, self._choreography.spot(k, moment.progress)) for k in range(len(self._performers))]
        return [(k, spot) for k, spot in spots if spot.beat.mount == bearer and not self._is_inside(spot)]

    def _aloft(self, spot: Spot) -> float:
        """Who flies is drawn a little smaller: it needs the height."""
        if spot.action == "fly" or spot.former == "fly":
            share = spot.share if spot.action == "fly" else 1.0 - spot.share
            return 1.0 - 0.2 * share
        return 1.0

    def _seated(self, moment: Moment, k: int, spot: Spot, x: float, y: float) -> tuple[float, float]:
        """Screen x and y of the feet of who sits on, or lies in the arms of, another."""
        assert spot.beat.mount is not None
        size, bearer, below = self._marks[k].size, self._marks[spot.beat.mount].size, self._bearer(spot)
        scale = moment.view.zoom
        side = -1.0 if spot.flip else 1.0
        if spot.beat.mounted == "arms":
            return x + side * 44 * bearer * scale, y - 36 * bearer * scale
        ahead, high = seat(below.species)
        carrier = self._choreography.spot(spot.beat.mount, moment.progress)
        motion = self.motion(spot.beat.mount, carrier, moment.time, moment.progress)
        lift = RIGS[below.species.rig].lift(below.species, motion)
        hips = _HIPS_IN_HULL if self._in_hull(spot) else _HIPS
        return x + side * ahead * bearer * scale, y - ((lift - high) * bearer - hips * size) * scale

    def _bearer(self, spot: Spot) -> Performer:
        assert spot.beat.mount is not None
        return self._performers[spot.beat.mount]

    def _in_hull(self, spot: Spot) -> bool:
        """Whether it sits in something, and not on it."""
        if spot.beat.mount is None or spot.beat.mounted != "up":
            return False
        species = self._bearer(spot).species
        return species.rig == "vehicle" and species.name not in _SADDLED

    def _is_inside(self, spot: Spot) -> bool:
        """Whether it sits under a roof, where nobody sees it."""
        return self._in_hull(spot) and -seat(self._bearer(spot).species)[1] > _DEEP_SEAT

    def _order(self, spots: list[Spot], k: int) -> tuple[float, int, int]:
        """Back to front. Who rides is before its animal, and in a hull behind its side."""
        spot = spots[k]
        if spot.beat.mount is None:
            return spot.y, 0, k
        return spots[spot.beat.mount].y, -1 if self._in_hull(spot) else 1, k

    def motion(self, k: int, spot: Spot, time: float, progress: float) -> Motion:
        """What an actor is drawn doing at a time of the stage."""
        seconds = self._setting.seconds
        action = "sit" if self._in_hull(spot) else self._acted(k, spot.action)
        ahead = self._choreography.clock(k, progress, self._setting.scene.pace)
        motion = self._performers[k].motion(action, time + ahead)
        if spot.beat.act in SYNCED and spot.beat.action == spot.beat.act:
            # Two who fight strike by turns.
            late = 0.385 if spot.beat.act == "fight" and not spot.beat.leads else 0.0
            motion = replace(motion, time=spot.since + late)
        look = 0.9 if spot.action == "idle" and spot.beat.faces is not None else None
        return replace(
            motion,
            former=self._acted(k, spot.former) if spot.former else "",
            share=spot.share,
            held=(held := holds(spot, progress, seconds)),
            held_colour=self._colour(k, held),
            seated=self._seating.sits(k, progress) if self._performers[k].species.rig == "biped" else 0.0,
            talking=opening(self._setting.scene.lines, self._places[k], progress, seconds),
            look=look,
        )

    def _acted(self, k: int, action: str) -> str:
        """What an actor does in this place for an action."""
        return action

    def _colour(self, k: int, held: str) -> str:
        """Of what is held: as the actor has it, or as the scene has it."""
        actor = self._performers[k].actor
        if held and held == actor.holds and actor.holds_colour:
            return actor.holds_colour
        return next((prop.colour for prop in self._setting.scene.props if prop.name == held), "")

    def _held(self, x: float, size: float, place: int) -> float:
        """Inside the frame, whatever the camera does: half a body from the border at least."""
        performer = self._performers[place]
        half = self._body(place) * size * performer.species.size
        low, high = half, self._setting.width - half
        return (low + high) / 2 if low > high else min(max(x, low), high)

    def _grips(self, moment: Moment, spots: list[Spot]) -> list[Grip]:
        """The actors in screen pixels, where they are drawn."""
        scale, shift = moment.view.zoom, self._shift(moment, spots)
        places = [self._on_screen(moment, k, spot, shift) for k, spot in enumerate(spots)]
        return [
            Grip(
                x=places[k][0],
                y=places[k][1] + self.sunk(k) * scale,
                side=-1.0 if spot.flip else 1.0,
                size=mark.size * scale,
                half=mark.half * scale,
                rig=self._performers[k].species.rig,
            )
            for k, (spot, mark) in enumerate(zip(spots, self._marks, strict=True))
        ]

    def _things(self, frame: Frame, moment: Moment, spots: list[Spot], grips: list[Grip]) -> None:
        for thing in things(spots, grips, moment.progress, moment.time):
            radius = 17 * thing.size
            near = 1.0 / (1.0 + max(0.0, thing.foot - thing.y) / (60 * thing.size))
            shadow(frame, thing.x, thing.foot, radius * 1.3, radius * 0.4, 0.2 + 0.3 * near)
            self._props.draw(frame, thing.name, thing.x, thing.y, thing.size, degrees=thing.degrees)

    def _sign(self, frame: Frame, moment: Moment, k: int, spots: list[Spot], grips: list[Grip]) -> None:
        """What is drawn over heads and between faces."""
        spot, beat = spots[k], spots[k].beat
        one = grips[k]
        other = grips[beat.faces] if beat.faces is not None else None
        top = one.y - _TALL * one.size
        if beat.act in ("kiss", "hug") and other is not None and beat.leads and beat.meeting is not None:
            middle, high = (one.x + other.x) / 2, min(top, other.y - _TALL * other.size)
            self._signs.hearts(frame, spot.since - 0.3, middle, high + 14 * one.size, one.size)
        elif beat.act == "fight" and other is not None and beat.leads:
            size = (one.size + other.size) / 2
            self._signs.hits(frame, spot.since, (one.x + other.x) / 2, one.y - 84 * size, size)
        elif beat.act in ("sing", "play_music") and one.rig in ("biped", "quadruped"):
            self._signs.notes(frame, moment.time, one.x + one.side * 44 * one.size, top + 30 * one.size, one.size)
        elif spot.action == "talk" and other is not None and not self._setting.scene.lines:
            turns = beat.meeting.turns if beat.meeting is not None and beat.meeting.turns else 1e9
            x, y = one.x - one.side * 18 * one.size, top - 14 * one.size
            high = max(y, 46 * one.size)
            self._signs.bubble(frame, spot.since % turns, x, high, one.size, flip=one.side < 0)


def choreography(
    setting: Setting, performers: Sequence[Performer], places_of: Sequence[Mark], places: Sequence[int]
) -> Choreography:
    """Everybody's ways through the scene."""
    players = [
        Player(actor=performer.actor, rig=performer.species.rig, mark=mark)
        for performer, mark in zip(performers, places_of, strict=True)
    ]
    return Choreography(
        players,
        width=setting.width,
        seconds=setting.seconds,
        places=places,
        leftward=any(move.name in _LEFTWARD for move in setting.scene.camera),
        followed=any(move.name == "follow" for move in setting.scene.camera),
    )
