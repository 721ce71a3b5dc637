"""Who sits on what, from when to when: the seat is drawn where it will be needed, from the first picture on.

One who sat down goes on sitting while it reads, eats or talks.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from kinora.engines.previs.camera import ease
from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.light import Sprite, lit, shadow
from kinora.engines.previs.drawing.palette import Palette
from kinora.engines.previs.props.kinds import PROPS, tint_of
from kinora.engines.previs.props.seats import SEATED, SEATS
from kinora.engines.previs.rigs.performer import Performer
from kinora.engines.previs.scene import Act
from kinora.engines.previs.setting import Frame, Setting
from kinora.engines.previs.stage.blocking import Mark

_SECONDS = 0.4
"""How long sitting down and getting up take."""
_BESIDE = frozenset({"write", "type", "laugh", "cry", "think", "look", "wave", "sing", "clap", "point", "paint"})
"""What one also does sitting, when one sat down before."""


@dataclass(frozen=True, slots=True)
class Seat:
    """One actor's time on a seat, in shares of the scene. prop: "" on the ground. x: world pixels, when it stands."""

    begin: float
    end: float
    prop: str


class Seating:
    """The seats of a cast, one for each actor at most."""

    def __init__(
        self, setting: Setting, performers: Sequence[Performer], marks: Sequence[Mark], light: Palette
    ) -> None:
        self._setting, self._marks, self._light = setting, marks, light
        self._seats = [seat_of(one.actor.acts) if one.species.rig == "biped" else None for one in performers]
        for k, one in enumerate(performers):
            if self._seats[k] is None and one.species.rig == "quadruped":
                self._seats[k] = _bedded(one.actor.acts)
        self._sprites: dict[int, Sprite] = {
            k: self._cut(k, seat.prop) for k, seat in enumerate(self._seats) if seat is not None and seat.prop
        }

    def seats(self) -> list[tuple[int, float]]:
        """Whose seats are to be seen, and the share of the scene at which each is sat on."""
        return [(k, seat.begin) for k, seat in enumerate(self._seats) if seat is not None and k in self._sprites]

    def sits(self, k: int, progress: float) -> float:
        """How far an actor is down on its seat, 0..1."""
        seat = self._seats[k]
        if seat is None:
            return 0.0
        seconds = self._setting.seconds
        down = 1.0 if seat.begin <= 0.0 else ease((progress - seat.begin) * seconds / _SECONDS)
        up = 0.0 if seat.end >= 1.0 else ease((progress - seat.end) * seconds / _SECONDS)
        return down * (1.0 - up)

    def lift(self, k: int, progress: float) -> float:
        """World pixels by which the seat holds an actor up."""
        seat = self._seats[k]
        high = SEATS.get(seat.prop, 0.0) if seat is not None else 0.0
        return high * self._marks[k].size * self.sits(k, progress) if high else 0.0

    def draw(self, frame: Frame, k: int, x: float, y: float, scale: float) -> None:
        """The seat of an actor with its foot at (x, y) of the frame."""
        seat = self._seats[k]
        if seat is None:
            return
        wide = PROPS[seat.prop].wide * self._marks[k].size * scale
        shadow(frame, x, y, wide * 0.56, max(2.0, wide * 0.07), 0.4)
        self._sprites[k].draw(frame, x, y, scale)

    def _cut(self, k: int, name: str) -> Sprite:
        kind, size, setting = PROPS[name], self._marks[k].size, self._setting
        wide, tall = math.ceil(kind.wide * size) + 6, math.ceil((kind.tall + kind.below) * size) + 6
        anchor = (wide / 2, 3 + kind.tall * size)
        colour = next((prop.colour for prop in setting.scene.props if prop.name == name), "")
        canvas = Canvas(wide, tall, scale=size, origin=anchor)
        kind.draw(canvas, tint_of(kind, colour), 0.0)
        side = 1.0 if setting.sun[0] > setting.width / 2 else -1.0
        return Sprite(lit(canvas.finished(), self._light, side, max(1.0, 1.5 * size)), anchor)


def seat_of(acts: Sequence[Act]) -> Seat | None:
    """From sitting down until something is done that needs standing."""
    for place, act in enumerate(acts):
        on = act.prop if act.prop in SEATS and act.action in SEATED else ""
        if act.action != "sit" and not on:
            continue
        after = next((one for one in acts[place + 1 :] if one.action not in SEATED | _BESIDE), None)
        return Seat(act.begin, 1.0 if after is None else after.begin, on)
    return None


def _bedded(acts: Sequence[Act]) -> Seat | None:
    """Animals that sit or lie on something, as long as they do just that."""
    for place, act in enumerate(acts):
        if act.action in ("sit", "sleep") and act.prop in SEATS:
            end = acts[place + 1].begin if place + 1 < len(acts) else 1.0
            return Seat(act.begin, end, act.prop)
    return None
