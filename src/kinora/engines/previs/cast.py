"""Actors on firm ground: where each stands or goes, whom it faces, and the ball between two who play."""

from __future__ import annotations

import math

import cv2

from kinora.engines.previs.light import shadow
from kinora.engines.previs.palette import bgr, mix
from kinora.engines.previs.performer import Performer
from kinora.engines.previs.setting import Frame, Moment, Setting

_TRAVELS = {"walk": 0.55, "run": 0.9, "swim": 0.4, "fly": 0.4}
"""Actions that carry an actor over the stage, by how much of its free way they use."""


class Cast:
    """Up to four actors in a row. ground: where the feet are, in frame heights."""

    def __init__(
        self, setting: Setting, performers: list[Performer], *, ground: float = 0.875, size: float = 2.05
    ) -> None:
        self._setting = setting
        self._performers = performers
        self._ground = ground
        fits = setting.width / (175.0 if len(performers) < 2 else 30.0 + 175.0 * len(performers))
        largest = max([p.species.size for p in performers], default=1.0)
        self._size = min(size * setting.unit * min(1.0, 1.35 / largest), fits / largest)
        plays = any(performer.action == "play" for performer in performers)
        self._has_ball = plays or "ball" in setting.scene.props
        self._leftward = "pan_left" in setting.scene.camera

    def draw(self, frame: Frame, moment: Moment) -> None:
        scale, dx, dy = self._setting.lens(moment.view, 1.0)
        order = sorted(range(len(self._performers)), key=lambda k: k % 2)
        spots = [self._spot(place, moment) for place in range(len(self._performers))]
        for place in order:
            x, y, flip = spots[place]
            flying = self._performers[place].action == "fly"
            size = self._size * scale * (0.8 if flying else 1.0)
            screen_x = self._held(x * scale + dx, size, place)
            self._performers[place].draw(frame, screen_x, y * scale + dy, size, moment.time, flip=flip)
        if self._has_ball:
            self._ball(frame, moment, spots)

    def _spot(self, place: int, moment: Moment) -> tuple[float, float, bool]:
        """World x and y of the feet, and whether the actor looks to the left."""
        setting, count = self._setting, len(self._performers)
        performer = self._performers[place]
        gap = min(max(setting.width * 0.27, 150 * self._size), 206 * self._size)
        x = setting.width / 2 + (place - (count - 1) / 2) * gap
        y = setting.height * (self._ground + (0.025 if place % 2 else 0.0))
        flip = count > 1 and place >= count / 2
        if performer.action in _TRAVELS:
            way = max(0.0, setting.width * 0.62 - count * gap * 0.5) * _TRAVELS[performer.action]
            step = (moment.progress - 0.5) * way
            return (x - step, y, True) if self._leftward else (x + step, y, False)
        if performer.action == "play" and count > 1:
            x += math.sin(moment.time * 1.5 + place * 2.4) * gap * 0.05
        return x, y, flip

    def _held(self, x: float, size: float, place: int) -> float:
        """Inside the frame, whatever the camera does: half a body from the border at least."""
        performer = self._performers[place]
        half = (62 if performer.is_upright else 88) * size * performer.species.size
        low, high = half, self._setting.width - half
        return (low + high) / 2 if low > high else min(max(x, low), high)

    def _ball(self, frame: Frame, moment: Moment, spots: list[tuple[float, float, bool]]) -> None:
        """Thrown from paw to paw in an arc; with one actor or none it bounces."""
        scale, dx, dy = self._setting.lens(moment.view, 1.0)
        turn = (moment.time * 0.62) % 2.0
        away = turn if turn < 1 else 2.0 - turn
        arc = 4 * (turn % 1.0) * (1 - turn % 1.0)
        size = self._size
        ground = spots[0][1] if spots else self._setting.height * self._ground
        if len(spots) > 1:
            start, end = spots[0][0] + self._reach(0), spots[1][0] - self._reach(1)
            x = start + (end - start) * away
            height = (40 + 74 * arc) * size
        else:
            x = spots[0][0] + 92 * size if spots else self._setting.width / 2
            bounce = (moment.time * 1.3) % 1.0
            height = (14 + 4 * bounce * (1 - bounce) * 90) * size
        radius = 15 * size * scale
        shadow(frame, x * scale + dx, ground * scale + dy, radius * 1.3, radius * 0.4, 0.4)
        self._disc(frame, x * scale + dx, (ground - height) * scale + dy, radius, moment.time * 200)

    def _reach(self, place: int) -> float:
        """From the middle of an actor to where it meets the ball: a paw, or a nose held far in front."""
        performer = self._performers[place]
        return (60 if performer.is_upright else 96) * self._size * performer.species.size

    def _disc(self, frame: Frame, x: float, y: float, radius: float, spin: float) -> None:
        palette = self._setting.palette
        red = palette.surface((232, 58, 52))
        centre = (round(x * 16), round(y * 16))
        cv2.circle(frame, centre, round(radius * 16), bgr(mix(red, (40, 0, 20), 0.35)), -1, cv2.LINE_AA, 4)
        cv2.circle(frame, (centre[0], centre[1] - round(radius)), round(radius * 15), bgr(red), -1, cv2.LINE_AA, 4)
        for stripe in range(3):
            turn = spin + 120 * stripe
            cv2.ellipse(
                frame,
                centre,
                (round(radius * 14), round(radius * 14)),
                turn,
                0,
                60,
                bgr(palette.surface((252, 246, 236))),
                -1,
                cv2.LINE_AA,
                4,
            )
        cv2.circle(frame, centre, round(radius * 3), bgr(palette.surface((250, 200, 80))), -1, cv2.LINE_AA, 4)
        spot = (centre[0] - round(radius * 5), centre[1] - round(radius * 6))
        cv2.circle(frame, spot, round(radius * 3.4), bgr(mix(palette.rim, (255, 255, 255), 0.5)), -1, cv2.LINE_AA, 4)
