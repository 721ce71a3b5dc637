"""Light that moves: swaying beams, a turning disco ball, a crowd before a stage, the line of a heart, passing stars."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.drawing.palette import Colour, bgr, mix
from kinora.engines.previs.places.brush import INK, Brush
from kinora.engines.previs.places.interior import room_unit
from kinora.engines.previs.setting import Frame, Layer, Moment, Setting


@dataclass(frozen=True, slots=True)
class Beam:
    """x, y: the lamp, in shares of the frame. aim: degrees from straight down. swing: degrees to each side.

    pace: swings a second times 6.28. reach: in frame heights. wide: its half width at the end, as a share of reach.
    """

    x: float
    y: float
    aim: float
    swing: float
    pace: float
    colour: Colour
    reach: float = 1.0
    wide: float = 0.13


class Beams:
    """Beams of coloured light in the air, gathered at a quarter of the size. depth: how far they go with the camera."""

    def __init__(self, setting: Setting, beams: tuple[Beam, ...], depth: float = 0.85) -> None:
        self._setting = setting
        self._beams = beams
        self._depth = depth
        self._size = max(8, setting.width // 4), max(8, setting.height // 4)

    def draw(self, frame: Frame, moment: Moment) -> None:
        small = np.zeros((self._size[1], self._size[0], 3), np.uint8)
        for beam in self._beams:
            self._add(small, beam, moment)
        soft = max(1, round(self._size[1] * 0.016)) * 2 + 1
        blurred = cv2.resize(cv2.blur(small, (soft, soft)), (frame.shape[1], frame.shape[0]))
        cv2.add(frame, blurred, dst=frame)

    def _add(self, small: NDArray[np.uint8], beam: Beam, moment: Moment) -> None:
        setting = self._setting
        scale, dx, dy = setting.lens(moment.view, self._depth)
        wide, high = self._size
        x = (beam.x * setting.width * scale + dx) * wide / setting.width
        y = (beam.y * setting.height * scale + dy) * high / setting.height
        turn = math.radians(beam.aim + beam.swing * math.sin(moment.time * beam.pace + beam.x * 9))
        along = np.array([math.sin(turn), math.cos(turn)])
        across = np.array([along[1], -along[0]])
        one = np.zeros_like(small)
        steps = 6
        for step in range(steps):
            reach = beam.reach * high * scale * (1.0 - step / steps * 0.82)
            start, end = np.array([x, y]), np.array([x, y]) + along * reach
            half = reach * beam.wide
            corners = np.stack([start - across * 1.2, end - across * half, end + across * half, start + across * 1.2])
            light = tuple(channel * (0.10 + 0.085 * step) for channel in bgr(beam.colour))
            cv2.fillConvexPoly(one, np.rint(corners * 16).astype(np.int32), light, cv2.LINE_AA, 4)
        cv2.add(small, one, dst=small)


class Disco:
    """A mirror ball over the middle and the spots it throws round the room."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._size = max(8, setting.width // 4), max(8, setting.height // 4)
        self._spots = setting.stream("disco").random((70, 4))

    def draw(self, frame: Frame, moment: Moment) -> None:
        wide, high = self._size
        small = np.zeros((high, wide, 3), np.uint8)
        tones = ((255, 130, 220), (120, 220, 255), (255, 236, 160), (160, 255, 190))
        for k, (across, down, size, pace) in enumerate(self._spots.tolist()):
            x = ((across + moment.time * (0.05 + 0.03 * pace)) % 1.2 - 0.1) * wide
            bow = abs(x / wide - 0.5)
            y = (down * 0.95 + 0.10 * bow) * high
            twinkle = 0.45 + 0.35 * math.sin(moment.time * 4 + k)
            ink = tuple(channel * twinkle for channel in bgr(tones[k % 4]))
            axes = (round((1.0 + 1.6 * size) * 16 * high / 90), round((0.7 + 1.0 * size) * 16 * high / 90))
            centre = (round(x * 16), round(y * 16))
            cv2.ellipse(small, centre, axes, 20 * (x / wide - 0.5), 0, 360, ink, -1, cv2.LINE_AA, 4)
        cv2.add(frame, cv2.resize(cv2.blur(small, (3, 3)), (frame.shape[1], frame.shape[0])), dst=frame)
        self._ball(frame, moment)

    def _ball(self, frame: Frame, moment: Moment) -> None:
        setting = self._setting
        scale, dx, dy = setting.lens(moment.view, 0.9)
        unit = room_unit(setting) * scale
        x, y, radius = setting.width * 0.5 * scale + dx, setting.height * 0.16 * scale + dy, 54 * unit
        if radius < 4:
            return
        cv2.line(frame, (round(x), 0), (round(x), round(y - radius)), (60, 50, 50), max(1, round(2 * unit)))
        cv2.circle(frame, (round(x * 16), round(y * 16)), round(radius * 16), (150, 130, 126), -1, cv2.LINE_AA, 4)
        for row in range(-3, 4):
            ring = math.cos(row * 0.42)
            for column in range(10):
                turn = (column / 10 + moment.time * 0.09 + 0.05 * (row % 2)) % 1.0 * math.pi - math.pi / 2
                spark = 0.5 + 0.5 * math.sin(moment.time * 5 + row * 3.1 + column * 5.7)
                tone = 110 + 145 * spark**3
                centre = (
                    round((x + math.sin(turn) * ring * radius * 0.93) * 16),
                    round((y + row * radius * 0.27) * 16),
                )
                half = round(max(0.4, math.cos(turn) * radius * 0.12) * 16), round(radius * 0.10 * 16)
                cv2.ellipse(frame, centre, half, 0, 0, 360, (tone, tone * 0.94, tone * 0.9), -1, cv2.LINE_AA, 4)


class Audience:
    """Heads before a stage; with `hands`, arms that wave in time. top: where the heads begin, in frame heights."""

    def __init__(self, setting: Setting, *, top: float, hands: bool, tone: Colour) -> None:
        self._setting = setting
        self._hands = hands
        self._tone = tone
        chance = setting.stream("audience")
        unit = room_unit(setting)
        gap = 92 * unit
        count = int(setting.width * 1.5 / gap) + 1
        self._people = [
            (
                (k - count / 2 + 0.5 * row + 0.3 * float(chance.random())) * gap + setting.width / 2,
                setting.height * (top + 0.055 * row) + 12 * unit * float(chance.random()),
                (30 + 6 * float(chance.random())) * unit * (1 + 0.18 * row),
                float(chance.random()),
                row,
            )
            for row in range(2)
            for k in range(count)
        ]

    def draw(self, frame: Frame, moment: Moment) -> None:
        scale, dx, dy = self._setting.lens(moment.view, 1.25)
        for x, y, size, own, row in self._people:
            bob = math.sin(moment.time * 6.3 + own * 2.0) * size * 0.10 if self._hands else 0.0
            across, down, radius = x * scale + dx, (y + bob) * scale + dy, size * scale
            if -3 * radius < across < frame.shape[1] + 3 * radius:
                self._person(frame, (across, down), radius, own, row, moment.time)

    def _person(
        self, frame: Frame, spot: tuple[float, float], radius: float, own: float, row: int, time: float
    ) -> None:
        x, y = spot
        ink = bgr(mix(self._tone, INK, 0.25 * own + 0.35 * row))
        thick = max(1, round(radius * 0.44))
        if self._hands and own > 0.35:
            for side in (-1, 1) if own > 0.6 else (1,):
                sway = math.sin(time * 6.3 / 2 + own * 5) * 0.35
                elbow = (x + side * radius * 1.25, y - radius * 0.5)
                hand = (x + side * radius * 1.15 + sway * radius, y - radius * (1.9 + own))
                shoulder = (x + side * radius * 0.9, y + radius * 1.5)
                line = np.rint(np.array([shoulder, elbow, hand]) * 16).astype(np.int32)
                cv2.polylines(frame, [line], False, ink, thick, cv2.LINE_AA, 4)
                cv2.circle(
                    frame, (round(hand[0] * 16), round(hand[1] * 16)), round(radius * 5), ink, -1, cv2.LINE_AA, 4
                )
        centre = (round(x * 16), round(y * 16))
        cv2.ellipse(frame, centre, (round(radius * 13.6), round(radius * 16)), 0, 0, 360, ink, -1, cv2.LINE_AA, 4)
        body = (centre[0], round((y + radius * 2.5) * 16))
        cv2.ellipse(frame, body, (round(radius * 25), round(radius * 28)), 0, 0, 360, ink, -1, cv2.LINE_AA, 4)


class HeartLine:
    """The line on a heart monitor: it runs through and begins anew. x, y: its middle in world pixels; wide: length."""

    def __init__(self, setting: Setting, x: float, y: float, wide: float) -> None:
        self._setting = setting
        self._place = (x, y, wide)

    def draw(self, frame: Frame, moment: Moment) -> None:
        scale, dx, dy = self._setting.lens(moment.view, 0.82)
        x, y, wide = self._place
        across = np.linspace(0, 1, 60)
        beat = (across * 3) % 1.0
        line = np.exp(-(((beat - 0.5) / 0.03) ** 2)) - 0.45 * np.exp(-(((beat - 0.58) / 0.03) ** 2))
        age = (moment.time * 0.5 - across) % 1.0
        world = np.stack([x + (across - 0.5) * wide, y - line * wide * 0.22], axis=1) * scale + np.array([dx, dy])
        grid = np.rint(world * 16).astype(np.int32)
        for k in range(59):
            light = max(0.15, 1.0 - float(age[k]))
            ink = (110 * light, 240 * light, 120 * light)
            cv2.line(frame, grid[k].tolist(), grid[k + 1].tolist(), ink, max(1, round(wide * 0.022)), cv2.LINE_AA, 4)


class Blinkers:
    """Small lamps that go on and off. spots: world x, y, radius and colour."""

    def __init__(self, setting: Setting, depth: float, spots: list[tuple[float, float, float, Colour]]) -> None:
        self._setting = setting
        self._depth = depth
        self._spots = spots

    def draw(self, frame: Frame, moment: Moment) -> None:
        scale, dx, dy = self._setting.lens(moment.view, self._depth)
        for k, (x, y, radius, colour) in enumerate(self._spots):
            light = 0.35 + 0.65 * (math.sin(moment.time * 5.0 + k * 2.4) > 0)
            centre = (round((x * scale + dx) * 16), round((y * scale + dy) * 16))
            ink = tuple(channel * light for channel in bgr(colour))
            cv2.circle(frame, centre, round(radius * scale * 16), ink, -1, cv2.LINE_AA, 4)


def hospital_show(setting: Setting, brush: Brush) -> list[Layer]:
    """The heart's line on the monitor that stands at (220, 6)."""
    spot = brush.placed(220, 6)
    return [HeartLine(setting, spot.x - 4 * spot.unit, spot.y - 232 * spot.unit, 100 * spot.unit)]


def ship_show(setting: Setting, brush: Brush) -> list[Layer]:
    """Lamps over the window."""
    tones: tuple[Colour, ...] = ((120, 240, 170), (255, 210, 110), (255, 110, 100), (120, 210, 255))
    spots = [
        (brush.x + k * 46 * brush.unit, brush.y - 458 * brush.unit, 5 * brush.unit, tones[k % 4])
        for k in range(-12, 13)
    ]
    return [Blinkers(setting, 0.82, spots)]


def theatre_show(setting: Setting, brush: Brush) -> list[Layer]:
    """Two lamps that sway over the boards."""
    warm: Colour = (255, 236, 190)
    return [
        Beams(
            setting,
            (
                Beam(0.26, -0.04, 20, 7, 0.9, warm, 1.0, 0.15),
                Beam(0.74, -0.04, -20, 7, -0.9, warm, 1.0, 0.15),
            ),
        )
    ]


def concert_show(setting: Setting, brush: Brush) -> list[Layer]:
    """Coloured beams from the rig and from the floor."""
    tones: tuple[Colour, ...] = ((255, 60, 150), (70, 140, 255), (160, 80, 255), (60, 230, 220), (255, 150, 60))
    down = tuple(
        Beam(0.10 + 0.2 * k, 0.05, 0, 24, 1.2 + 0.13 * k, mix(tones[k], (0, 0, 0), 0.1), 0.95, 0.10) for k in range(5)
    )
    up = tuple(
        Beam(x, 0.72, 180 + side * 24, 14, 1.6, tones[k], 0.75, 0.07)
        for k, (x, side) in enumerate(((0.04, -1), (0.96, 1)))
    )
    return [Beams(setting, (*down, *up))]


def club_show(setting: Setting, brush: Brush) -> list[Layer]:
    """A disco ball and beams."""
    tones: tuple[Colour, ...] = ((255, 50, 190), (60, 120, 255), (50, 230, 200), (255, 120, 60))
    beams = tuple(
        Beam(0.08 + 0.28 * k, -0.02, 0, 30, 1.5 + 0.2 * k, mix(tones[k], (0, 0, 0), 0.3), 0.9, 0.09) for k in range(4)
    )
    return [Beams(setting, beams), Disco(setting)]


def heads(setting: Setting) -> list[Layer]:
    """A quiet audience."""
    return [Audience(setting, top=0.925, hands=False, tone=(52, 36, 58))]


def crowd(setting: Setting) -> list[Layer]:
    """A crowd with raised hands."""
    return [Audience(setting, top=0.955, hands=True, tone=(44, 32, 74))]
