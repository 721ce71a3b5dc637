"""Swimmers at the surface: what is under the waterline shows only dimly, and ripples ring each of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from kinora.engines.previs.drawing.curves import oval
from kinora.engines.previs.drawing.cutout import paint, to_grid
from kinora.engines.previs.drawing.palette import mix
from kinora.engines.previs.places.leap import RISE, WIDE, draw_splash, leap_at
from kinora.engines.previs.rigs.fish_swimmers import HULLS
from kinora.engines.previs.rigs.performer import Performer
from kinora.engines.previs.rigs.rig import Motion
from kinora.engines.previs.setting import Frame, Moment, Points, Setting
from kinora.engines.previs.stage.cast import Cast
from kinora.engines.previs.stage.choreography import Spot

_SUNK = {"biped": 72.0, "quadruped": 50.0, "bird": 12.0, "fish": 42.0, "insect": 6.0, "vehicle": 15.0}
"""How far the lowest point of a body is under the waterline, by its rig, in lengths of its own."""
_OWN = frozenset({"jump", "float", "fly", "dance", "sleep", "fish"})
"""What a creature in the water may do besides swimming."""
_UPRIGHT = frozenset({"wave", "talk", "laugh", "sing", "look", "clap", "celebrate", "drink", "eat", "throw", "catch"})
"""What people do standing up to the chest in the water."""
_TOGETHER = frozenset({"play", "hug", "kiss", "point", "think", "shake_head", "cry", "give"})
_DIM = 0.16
"""How much of a body shows through the water."""
_DIM_DEEP = 0.07
_MIDDLE = 74.0
"""How high over its feet the middle of a swimming fish is."""
_SCREEN = (1.0, 0.0, 0.0)


def _leaps(performer: Performer, action: str) -> bool:
    """Whether it leaps out of the water, as fishes and whales do."""
    return action == "jump" and performer.species.rig == "fish" and performer.species.body in HULLS


def _long(performer: Performer) -> float:
    """Half the length from nose to tail fin."""
    hull = HULLS.get(performer.species.body)
    return hull.long * 1.16 if hull is not None else 80.0


def _hull(performer: Performer) -> float:
    """Half the width at the waterline."""
    if performer.species.rig == "vehicle":
        return max(62.0, performer.box("idle").body * 0.86)
    return 70.0 if performer.species.body not in HULLS else max(70.0, _long(performer) * 0.66)


class Swimmers(Cast):
    """A cast in deep water, one behind the other: creatures that swim and boats that float."""

    def __init__(
        self,
        setting: Setting,
        performers: list[Performer],
        *,
        ground: float = 0.70,
        places: Sequence[int] | None = None,
        row: Sequence[Performer] | None = None,
    ) -> None:
        super().__init__(setting, performers, ground=ground, size=1.9, places=places, row=row)

    def draw(self, frame: Frame, moment: Moment) -> None:
        """Each with who sits on it: in a hull behind its side."""
        spots = self._spots(moment)
        shift = self._shift(moment, spots)
        for place, performer in enumerate(self._performers):
            if spots[place].beat.mount is not None or not spots[place].seen:
                continue
            in_hull, sunk = performer.species.rig == "vehicle", _SUNK.get(performer.species.rig, 30.0)
            riders = self._riders(moment, place)
            for rider, spot in riders if in_hull else []:
                self._perform(frame, moment, rider, spot, shift, sunk)
            if _leaps(performer, spots[place].action):
                self._leap(frame, moment, place, spots[place], shift)
            else:
                self._float(frame, moment, place, spots[place], shift)
            for rider, spot in [] if in_hull else riders:
                self._perform(frame, moment, rider, spot, shift, sunk)
        self._between(frame, moment, spots)

    def sunk(self, k: int) -> float:
        return _SUNK.get(self._performers[k].species.rig, 30.0) * self._marks[k].size

    def _room(self, performer: Performer, action: str) -> tuple[float, float]:
        """Much of who is in the water is under it; who leaps gets out of it altogether."""
        body, rise = super()._room(performer, action)
        if _leaps(performer, action):
            long = _long(performer)
            return long * WIDE, long * RISE
        if performer.species.rig == "fish":
            return body, max(60.0, rise - _SUNK["fish"])
        return body, rise

    def _leap(self, frame: Frame, moment: Moment, place: int, spot: Spot, shift: float) -> None:
        """Out of the water and in again, turned along its way."""
        performer, scale = self._performers[place], moment.view.zoom
        x, line = self._on_screen(moment, place, spot, shift)
        size = self._marks[place].size * scale
        reach = _long(performer) * size
        own = reach / scale / self._setting.height
        leap = leap_at(spot.since + 0.8 * place, own, leftward=spot.flip, afresh=spot.beat.begin > 0.0)
        motion = replace(self.motion(place, spot, moment.time, moment.progress), action="swim", former="")
        turn = math.radians(leap.degrees)
        middle = _MIDDLE * size
        feet = x + leap.x * reach - middle * math.sin(turn), line + leap.y * reach + middle * math.cos(turn)
        left, right = max(0, round(x - 2.6 * reach)), max(0, round(x + 2.6 * reach))
        under = frame[max(0, round(line)) : max(0, round(line + 2.4 * reach)), left:right]
        water = under.copy()
        if leap.seen:
            performer.draw(
                frame,
                feet[0],
                feet[1],
                self._marks[place].scale * scale,
                motion,
                flip=leap.leftward,
                degrees=leap.degrees,
                grounded=False,
            )
        if water.size:
            cv2.addWeighted(water, 1.0 - _DIM_DEEP, under, _DIM_DEEP, 0.0, dst=under)
        for across, age in leap.splashes:
            draw_splash(frame, self._setting, x + across * reach, line, reach, age)

    def _afloat(self, place: int, spot: Spot, moment: Moment) -> Motion:
        """The motion, of which only what can be done in the water is left."""
        motion = self.motion(place, spot, moment.time, moment.progress)
        if self._performers[place].species.rig == "vehicle":
            return motion
        own = _OWN | _UPRIGHT | _TOGETHER if self._performers[place].species.rig == "biped" else _OWN
        action = motion.action if motion.action in own else "swim"
        former = motion.former if motion.former in own or not motion.former else "swim"
        return replace(motion, action=action, former="" if former == action else former)

    def _float(self, frame: Frame, moment: Moment, place: int, spot: Spot, shift: float) -> None:
        performer, time = self._performers[place], moment.time + place
        x, y = self._on_screen(moment, place, spot, shift)
        rig = performer.species.rig
        motion = self._afloat(place, spot, moment)
        own = self._marks[place].scale * moment.view.zoom
        size = own * performer.species.size
        line = y + 1.8 * size * math.sin(time * 1.7)
        lies = 1.0 - motion.share if motion.former == "swim" else 1.0 if motion.action == "swim" else 0.0
        ahead = (40.0 * lies if rig == "biped" else 0.0) * size * (-1 if spot.flip else 1)  # a biped lies forward
        half = _hull(performer) * size
        self._ripples(frame, x + ahead, line, size, half, time)
        reach = round(max(200 * size, half * 1.4))
        left, right = max(0, round(x) - reach), max(0, round(x) + reach)
        deep = _SUNK.get(rig, 30.0) * size + max(60.0, performer.box(motion.action).below) * size
        under = frame[max(0, round(line)) : max(0, round(line + deep)), left:right]
        water = under.copy()
        tilt = 1.6 * math.sin(time * 1.3) if rig == "vehicle" else 0.0
        sunk = line + _SUNK.get(rig, 30.0) * size
        performer.draw(frame, x, sunk, own, motion, flip=spot.flip, yaw=spot.yaw, degrees=tilt, grounded=False)
        if water.size:
            cv2.addWeighted(water, 1.0 - _DIM, under, _DIM, 0.0, dst=under)
        self._edge(frame, x + ahead, line, size, half, time)

    def _ripples(self, frame: Frame, x: float, y: float, size: float, half: float, time: float) -> None:
        """Two rings that widen and fade by growing thin."""
        palette = self._setting.palette
        light = mix(mix(palette.horizon, palette.middle, 0.6), (20, 40, 72), 0.3)
        for ring in range(2):
            age = (time * 0.55 + ring * 0.5) % 1.0
            wide, thin = half + 62 * age * size, 1.0 - age
            outer = oval(x, y, wide, wide * 0.16)
            inner = oval(x, y - thin * size, wide - 5 * thin * size, wide * 0.16 - 2.4 * thin * size)
            paint(frame, [to_grid(outer, _SCREEN), to_grid(inner, _SCREEN)], light)

    def _edge(self, frame: Frame, x: float, y: float, size: float, half: float, time: float) -> None:
        """Foam along the waterline, before the body."""
        palette = self._setting.palette
        foam = mix(palette.surface((246, 251, 252)), palette.rim, 0.15)
        across = np.linspace(-1.0, 1.0, 30)
        crest = y + size * (1.6 * np.sin(across * 9 + time * 4.0) + 1.2 * np.sin(across * 17 - time * 5.0))
        thick = size * 4.5 * np.sqrt(np.clip(1.0 - across**2, 0, 1)) * (0.75 + 0.25 * math.sin(time * 2.0))
        upper = np.stack([x + across * 1.06 * half, crest - thick], axis=1)
        lower = np.stack([x + across * 1.06 * half, crest + thick], axis=1)[::-1]
        strip: Points = np.concatenate([upper, lower]).astype(np.float32)
        paint(frame, [to_grid(strip, _SCREEN)], foam)
