"""A kitchen that is also a living room: window, counter, shelf, hanging lamp, rug and plant."""

from __future__ import annotations

from kinora.engines.previs.curves import arc, bend, box, joined, oval, points, rounded
from kinora.engines.previs.cutout import Cutout
from kinora.engines.previs.light import glow
from kinora.engines.previs.palette import WHITE, Colour, mix
from kinora.engines.previs.setting import Frame, Layer, Moment, Points, Setting

_FLOOR = 0.70
"""Where wall and floor meet, in frame heights."""
_CEILING = -526
"""Where the wall ends, in lengths of a 720-pixel frame over the floor line: just out of sight in wide frames."""


def _unit(setting: Setting) -> float:
    """A length of a 720-pixel frame in pixels; smaller where the frame is narrow, so that the furniture stays in it."""
    return min(setting.height / 720.0, setting.width / 680.0)


def behind_actors(setting: Setting) -> list[Layer]:
    """From the wall to the rug at the actors' feet."""
    return [_Walls(setting), _Lamp(setting)]


class _Walls:
    """Every still thing of the room, on three depths."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._outside = Cutout(setting, 0.30)
        self._wall = Cutout(setting, 0.72)
        self._floor = Cutout(setting, 1.0)
        self._unit = _unit(setting)
        self._build_outside()
        self._build_wall()
        self._build_window()
        self._build_counter()
        self._build_floor()

    def draw(self, frame: Frame, moment: Moment) -> None:
        self._outside.draw(frame, moment)
        self._wall.draw(frame, moment)
        self._floor.draw(frame, moment)

    def _tone(self, colour: Colour) -> Colour:
        """Lamplight softens the hour outside."""
        return mix(colour, self._setting.palette.surface(colour), 0.55)

    def _at(self, x: float, y: float) -> tuple[float, float]:
        """Lengths of a 720-pixel frame from the middle of the floor line, to world pixels."""
        return self._setting.width / 2 + x * self._unit, self._setting.height * _FLOOR + y * self._unit

    def _box(self, x: float, y: float, width: float, height: float, radius: float = 0.0) -> Points:
        left, top = self._at(x, y)
        size = width * self._unit, height * self._unit
        return rounded(left, top, *size, radius * self._unit) if radius else box(left, top, *size)

    def _build_outside(self) -> None:
        setting, palette = self._setting, self._setting.palette
        wide, high = setting.width, setting.height
        for band in range(12):
            y = self._at(0, -468 + 32.4 * band)[1]
            self._outside.add(
                [box(-wide * 0.5, y - high * 0.4 * (band == 0), wide * 2, high)],
                mix(palette.middle, palette.horizon, band / 11),
            )
        x, y = self._at(-118, -270)
        self._outside.add([oval(x, y, 26 * self._unit, 26 * self._unit)], palette.sun)
        for k in range(5):
            x, y = self._at(-380 + k * 130, -120)
            self._outside.add(
                [oval(x, y, 120 * self._unit, (54 + 16 * (k % 2)) * self._unit)],
                palette.surface((92, 156, 96), 0.25 + 0.1 * (k % 2)),
            )

    def _build_wall(self) -> None:
        """The wall is four boxes round the window's hole."""
        wide, high = self._setting.width, self._setting.height
        wall = self._tone((244, 222, 188))
        left, top = self._at(-300, -396)
        right, low = self._at(-20, -150)
        self._wall.add([box(-wide, -high * 0.4, wide + left, high * 1.4)], wall)
        self._wall.add([box(right, -high * 0.4, wide * 2, high * 1.4)], wall)
        self._wall.add([box(left - 2, -high * 0.4, right - left + 4, top + high * 0.4)], wall)
        self._wall.add([box(left - 2, low, right - left + 4, high)], wall)
        stripe = mix(wall, (224, 180, 140), 0.30)
        gap = 64 * self._unit
        count = int(wide * 2 / gap)
        for k in range(count):
            x = -wide * 0.5 + k * gap
            if x + 20 * self._unit < left or x > right:
                self._wall.add([box(x, -high * 0.4, 22 * self._unit, high * 1.2)], stripe)
        self._build_ceiling()
        self._wall.add([self._box(-3000, -22, 6000, 24)], self._tone((250, 244, 232)))
        self._picture(232, -372, (120, 190, 214), (250, 206, 110))
        self._picture(330, -330, (240, 170, 160), (120, 160, 110))

    def _picture(self, x: float, y: float, sky: Colour, land: Colour) -> None:
        self._wall.add([self._box(x - 6, y - 6, 84, 100, 3)], self._tone((134, 88, 56)))
        self._wall.add([self._box(x, y, 72, 88)], self._tone(sky))
        left, top = self._at(x, y + 88)
        hill = joined(
            points((left, top)),
            bend(
                (left, top - 30 * self._unit),
                (left + 36 * self._unit, top - 66 * self._unit),
                (left + 72 * self._unit, top - 20 * self._unit),
            ),
            points((left + 72 * self._unit, top)),
        )
        self._wall.add([hill], self._tone(land))

    def _build_window(self) -> None:
        white = self._tone((252, 250, 244))
        for x, y, width, height in (
            (-308, -404, 296, 12),
            (-308, -158, 296, 14),
            (-308, -404, 12, 256),
            (-24, -404, 12, 256),
            (-165, -400, 8, 246),
            (-304, -284, 288, 8),
            (-326, -148, 332, 14),
        ):
            self._wall.add([self._box(x, y, width, height, 3)], white)
        cloth = self._tone((226, 96, 84))
        for side, x in ((1, -336), (-1, 16)):
            left, top = self._at(x, -424)
            unit = self._unit
            drape = joined(
                points((left, top), (left + side * 84 * unit, top)),
                bend(
                    (left + side * 84 * unit, top),
                    (left + side * 60 * unit, top + 150 * unit),
                    (left + side * 18 * unit, top + 270 * unit),
                ),
                points((left, top + 280 * unit)),
            )
            self._wall.add([drape], cloth)
            for fold in (18, 40, 60):
                x0 = left + side * fold * unit
                self._wall.add(
                    [
                        points(
                            (x0, top), (x0 + side * 8 * unit, top), (x0 - side * fold * 0.45 * unit, top + 220 * unit)
                        )
                    ],
                    mix(cloth, (110, 24, 40), 0.28),
                )
        self._wall.add([self._box(-360, -434, 400, 12, 6)], self._tone((134, 88, 56)))

    def _build_counter(self) -> None:
        """To the right a shelf, a counter and a stove; further out a fridge and a plant."""
        wood, top = self._tone((120, 176, 172)), self._tone((150, 98, 62))
        self._wall.add([self._box(208, -232, 300, 10, 3)], self._tone((150, 100, 64)))
        for k, (tone, tall) in enumerate(
            (
                ((230, 90, 80), 46),
                ((250, 200, 90), 36),
                ((110, 170, 210), 52),
                ((140, 190, 110), 40),
                ((220, 140, 180), 44),
            )
        ):
            self._wall.add([self._box(222 + k * 54, -232 - tall, 36, tall, 9)], self._tone(tone))
            self._wall.add([self._box(226 + k * 54, -240 - tall, 28, 9, 3)], self._tone((250, 244, 230)))
        self._wall.add([self._box(190, -128, 700, 140)], wood)
        for k in range(6):
            self._wall.add([self._box(200 + k * 112, -112, 100, 106, 6)], mix(wood, WHITE, 0.14))
            self._wall.add([self._box(286 + k * 112, -72, 7, 26, 3)], self._tone((240, 232, 214)))
        self._wall.add([self._box(180, -142, 720, 16, 4)], top)
        pot = self._at(250, -150)
        self._wall.add([self._box(218, -176, 64, 36, 8)], self._tone((206, 66, 62)))
        self._wall.add(
            [oval(pot[0], pot[1] - 27 * self._unit, 34 * self._unit, 7 * self._unit)], self._tone((160, 40, 44))
        )
        self._wall.add([self._box(-900, -360, 190, 380, 16)], self._tone((226, 236, 240)))
        self._wall.add(
            [self._box(-900, -214, 190, 5), self._box(-732, -330, 8, 80, 4), self._box(-732, -190, 8, 90, 4)],
            self._tone((150, 164, 176)),
        )
        self._plant(-480, 6)

    def _plant(self, x: float, y: float) -> None:
        unit = self._unit
        leaf = self._tone((74, 146, 84))
        foot = self._at(x, y - 52)
        for k, (dx, dy) in enumerate(((-70, -80), (-46, -140), (-8, -176), (40, -144), (72, -86))):
            tip = (foot[0] + dx * unit, foot[1] + dy * unit)
            side = (foot[0] + dx * 0.2 * unit - 26 * unit, foot[1] + dy * 0.7 * unit)
            other = (foot[0] + dx * 0.8 * unit + 22 * unit, foot[1] + dy * 0.45 * unit)
            self._wall.add(
                [joined(bend(foot, side, tip, steps=8), bend(tip, other, foot, steps=8))],
                mix(leaf, (24, 60, 50), 0.12 * (k % 3)),
            )
        left, top = self._at(x - 36, y - 60)
        self._wall.add(
            [
                points(
                    (left, top),
                    (left + 72 * unit, top),
                    (left + 58 * unit, top + 62 * unit),
                    (left + 14 * unit, top + 62 * unit),
                )
            ],
            self._tone((214, 122, 78)),
        )

    def _build_ceiling(self) -> None:
        """Seen in tall frames only: boards that run away from the viewer, and a moulding."""
        wide, high = self._setting.width, self._setting.height
        left, line = self._at(-3000, _CEILING)
        board = self._tone((226, 206, 176))
        self._wall.add([box(left, -high, 6000 * self._unit, line + high)], board)
        seam = mix(board, (150, 116, 84), 0.30)
        for k in range(-24, 25):
            x, far = wide / 2 + k * 64 * self._unit, wide / 2 + k * 210 * self._unit
            self._wall.add([points((x - 0.7, line), (x + 0.7, line), (far + 2, -high), (far - 2, -high))], seam)
        self._wall.add([self._box(-3000, _CEILING - 4, 6000, 18)], self._tone((252, 250, 244)))
        self._wall.add([self._box(-3000, _CEILING + 14, 6000, 5)], self._tone((206, 176, 140)))

    def _build_floor(self) -> None:
        wide, high = self._setting.width, self._setting.height
        near, far = self._tone((196, 138, 88)), self._tone((176, 118, 74))
        top = high * _FLOOR
        self._floor.add([box(-wide * 0.5, top, wide * 2, high)], far)
        for band in range(8):
            y = top + (high - top) * ((band + 1) / 8) ** 1.5
            self._floor.add([box(-wide * 0.5, y, wide * 2, high)], mix(far, near, (band + 1) / 8))
        seam = mix(far, (70, 40, 24), 0.45)
        for k in range(-16, 17):
            x = wide / 2 + k * 62 * self._unit
            end = wide / 2 + k * 128 * self._unit
            self._floor.add(
                [points((x - 0.8, top), (x + 0.8, top), (end + 2, high * 1.2), (end - 2, high * 1.2))], seam
            )
        x, y = wide / 2, high * 0.872
        unit = min(self._unit, wide / 900)
        for share, tone in (
            (1.0, (206, 76, 74)),
            (0.86, (250, 222, 170)),
            (0.74, (206, 76, 74)),
            (0.42, (240, 160, 96)),
        ):
            self._floor.add([oval(x, y, 330 * unit * share, 62 * unit * share, steps=40)], self._tone(tone))


class _Lamp:
    """A lamp that hangs over the rug; its light fills the room when it is dark outside."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._layer = Cutout(setting, 0.9)
        unit = _unit(setting)
        x, y = setting.width / 2 + 110 * unit, setting.height * _FLOOR - 382 * unit
        self._spot = (x, y + 12 * unit)
        self._layer.add([box(x - 1.5 * unit, y - 150 * unit, 3 * unit, 110 * unit)], (70, 54, 50))
        shade = joined(arc(x, y, 54 * unit, 54 * unit, 180, 180), points((x + 54 * unit, y), (x - 54 * unit, y)))
        self._layer.add([oval(x, y + 3 * unit, 20 * unit, 16 * unit)], (255, 244, 206))
        self._layer.add([shade], (236, 158, 74))

    def draw(self, frame: Frame, moment: Moment) -> None:
        self._layer.draw(frame, moment)
        scale, dx, dy = self._setting.lens(moment.view, 0.9)
        x, y = self._spot[0] * scale + dx, self._spot[1] * scale + dy
        high = self._setting.height
        strength = 0.55 if self._setting.scene.time == "night" else 0.25
        glow(frame, x, y, (high * 0.42, high * 0.42), (190 * strength, 150 * strength, 80 * strength))
