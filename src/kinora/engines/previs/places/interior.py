"""How a room is put together from its row: walls, floor, windows with the hour and the weather outside, pieces, light.

Knows no furniture: a piece is any function that draws with a brush.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from kinora.engines.previs.drawing.curves import arc, box, joined, oval, points, rounded
from kinora.engines.previs.drawing.cutout import Cutout
from kinora.engines.previs.drawing.palette import Colour, mix
from kinora.engines.previs.places.brush import INK, Brush
from kinora.engines.previs.places.lights import Flames, LightMap
from kinora.engines.previs.places.sky import Sky
from kinora.engines.previs.places.surfaces import Floor, Wall, paint_ceiling, paint_floor, paint_wall
from kinora.engines.previs.setting import Frame, Layer, Moment, Points, Setting

Piece = tuple[Callable[[Brush], None], float, float, float]
"""What draws it, and where: from the middle of the floor line, in lengths of a 720-pixel frame, and its size."""
Show = Callable[[Setting, Brush], list[Layer]]
"""Layers that move, in front of the room; the brush stands in the middle of the floor line."""

FLOOR_LINE = 0.70
"""Where wall and floor meet, in frame heights."""


def stillness(setting: Setting, brush: Brush) -> list[Layer]:
    """Nothing moves."""
    return []


@dataclass(frozen=True, slots=True)
class Window:
    """x: its middle. top: its upper edge, over the floor line. form: square, arched, round or bare."""

    x: float
    top: float
    width: float
    height: float
    form: str = "square"
    frame: Colour = (252, 250, 244)


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """One row. outside: garden, town, stars or dark. day, night: the light that fills it, as factors.

    lamps: they burn by day too.
    """

    wall: Wall
    floor: Floor
    windows: tuple[Window, ...] = ()
    outside: str = "garden"
    pieces: tuple[Piece, ...] = ()
    ceiling: Colour = (226, 206, 176)
    day: Colour = (0.92, 0.91, 0.88)
    night: Colour = (0.54, 0.52, 0.70)
    lamps: bool = False
    show: Show = stillness


def is_dark(setting: Setting) -> bool:
    """Whether lamps burn indoors."""
    return setting.is_dark or setting.scene.time == "sunset" or setting.scene.weather == "storm"


def lamp_power(setting: Setting) -> float:
    """How much a lamp counts beside the daylight, 0..1."""
    return {"night": 0.85, "dusk": 0.7, "sunset": 0.5}.get(setting.scene.time, 0.4)


def room_unit(setting: Setting) -> float:
    """A length of a 720-pixel frame; smaller where the frame is narrow, so that the furniture stays in it."""
    return min(setting.height / 720.0, setting.width / 680.0)


def room_brush(setting: Setting, layer: Cutout, light: LightMap, *, lamps: bool = False) -> Brush:
    """A brush in the middle of the floor line."""
    unit = room_unit(setting)
    palette = setting.palette
    share = 0.12 if setting.scene.time == "night" else 0.55
    return Brush(
        layer=layer,
        light=light,
        tone=lambda colour: mix(colour, palette.surface(colour), share),
        x=setting.width / 2,
        y=setting.height * FLOOR_LINE,
        unit=unit,
        spread=min(max(setting.width / unit / 1280.0, 0.60), 1.3),
        burning=lamps or is_dark(setting),
        power=0.85 if lamps else lamp_power(setting),
    )


def build_room(room: Room, setting: Setting) -> list[Layer]:
    """From what is outside the windows to the light on the floor."""
    light = LightMap(setting, 0.92, room.night if setting.scene.time == "night" else room.day)
    wall, floor = Cutout(setting, 0.82), Cutout(setting, 1.0)
    brush = room_brush(setting, wall, light, lamps=room.lamps)
    front = room_brush(setting, floor, light, lamps=room.lamps)
    paint_wall(brush, room.wall, [_hole(window, brush.spread) for window in room.windows])
    paint_ceiling(brush, room.ceiling, room.wall.trim)
    for window in room.windows:
        _frame_window(brush, window)
        _daylight(front, window, setting)
    paint_floor(front, room.floor)
    front.shade(0, 4, 1600, 46, 0.22)
    reach = setting.height / 720.0 / front.unit
    for draw, x, y, size in room.pieces:
        # In a tall frame the actors stand further down, and what is on the floor goes with them.
        draw(front.placed(x, y * reach, size) if y > 24 else brush.placed(x, y, size))
    flames = Flames(setting, 0.82, [*brush.flames]), Flames(setting, 1.0, [*front.flames])
    outside: list[Layer] = [_Outside(setting, room)] if room.windows else []
    return [*outside, wall, floor, light, *flames, *room.show(setting, front)]


def _hole(window: Window, spread: float) -> Points:
    x = window.x * spread
    half = window.width / 2
    if window.form == "round":
        return oval(x, window.top + window.height / 2, half, window.height / 2, steps=40)
    if window.form == "arched":
        return joined(
            arc(x, window.top + half, half, half, 180, 180),
            points((x + half, window.top + window.height), (x - half, window.top + window.height)),
        )
    return box(x - half, window.top, window.width, window.height)


def _frame_window(brush: Brush, window: Window) -> None:
    """Frame, bars and sill."""
    spot = brush.placed(window.x, window.top)
    half, tall, colour = window.width / 2, window.height, window.frame
    if window.form == "round":
        spot.fills([oval(0, tall / 2, half + 12, tall / 2 + 12, steps=40), oval(0, tall / 2, half, tall / 2)], colour)
        return
    if window.form == "arched":
        ring = [arc(0, half, half + 12, half + 12, 180, 180, steps=24), arc(0, half, half, half, 0, -180, steps=24)]
        spot.fill(joined(*ring), colour)
        spot.fills([box(-half - 12, half, 12, tall - half), box(half, half, 12, tall - half)], colour)
    else:
        spot.fills(
            [rounded(-half - 10, -10, window.width + 20, tall + 20, 3), box(-half, 0, window.width, tall)], colour
        )
    if window.form != "bare":
        spot.box(-4, 2, 8, tall, colour)
        spot.box(-half, tall * 0.46, window.width, 8, colour)
    spot.box(-half - 22, tall + 6, window.width + 44, 14, mix(colour, INK, 0.06), 3)
    spot.box(-half - 18, tall + 18, window.width + 36, 5, mix(colour, INK, 0.30), 2)


def _daylight(floor: Brush, window: Window, setting: Setting) -> None:
    """What comes in at a window, by hour and weather."""
    spot = floor.placed(window.x, 0)
    strength = {"night": 0.3, "dusk": 0.2, "sunset": 0.5, "sunrise": 0.6}.get(setting.scene.time, 0.5)
    colour = {"night": (150, 180, 255), "sunset": (255, 170, 90), "sunrise": (255, 200, 150)}.get(
        setting.scene.time, (255, 248, 226)
    )
    strength *= 0.5 if setting.is_overcast else 1.0
    spot.pool(-30, 90, window.width * 0.75, 70, colour, strength)
    spot.pool(0, window.top + window.height / 2, window.width, window.height * 0.9, colour, strength * 0.5)


class _Outside:
    """Sky, a view at depth, and the weather, behind the windows only."""

    def __init__(self, setting: Setting, room: Room) -> None:
        self._setting = setting
        self._room = room
        self._sky = Sky(setting)
        self._view = Cutout(setting, 0.30)
        brush = room_brush(setting, self._view, LightMap(setting, 0.3))
        VIEWS[room.outside](brush, setting)
        self._fall = setting.stream("window weather").random((90, 3))

    def draw(self, frame: Frame, moment: Moment) -> None:
        self._sky.draw(frame, moment)
        self._view.draw(frame, moment)
        weather = "clear" if self._room.outside == "stars" else self._setting.scene.weather
        if weather in ("rain", "storm"):
            self._rain(frame, moment.time)
        elif weather == "snow":
            self._snow(frame, moment.time)
        elif weather in ("fog", "sandstorm"):
            haze = np.full_like(frame, (150, 150, 150) if weather == "fog" else (90, 150, 196))
            cv2.addWeighted(frame, 0.45, haze, 0.55, 0.0, dst=frame)

    def _rain(self, frame: Frame, time: float) -> None:
        height, width = frame.shape[:2]
        y = ((self._fall[:, 1] + time * (1.3 + 0.6 * self._fall[:, 2])) % 1.2 - 0.1) * height * 0.7
        x = self._fall[:, 0] * width
        long = height * 0.05
        lines = np.rint(np.stack([x, y, x - long * 0.12, y + long], axis=1) * 16).astype(np.int32).reshape(-1, 2, 2)
        tone = tuple(min(255.0, level + 40) for level in frame[: height // 2 : 40, ::40].mean(axis=(0, 1)).tolist())
        cv2.polylines(frame, list(lines), False, tone, max(1, height // 480), cv2.LINE_AA, 4)

    def _snow(self, frame: Frame, time: float) -> None:
        height, width = frame.shape[:2]
        for across, down, size in self._fall.tolist():
            y = (down + time * (0.07 + 0.08 * size)) % 1.05 * height * 0.7
            x = (across + 0.02 * np.sin(time + size * 9)) * width
            cv2.circle(
                frame,
                (round(x * 16), round(y * 16)),
                round(height * (0.003 + 0.005 * size) * 16),
                (250, 246, 242),
                -1,
                cv2.LINE_AA,
                4,
            )


def _garden(brush: Brush, setting: Setting) -> None:
    green = (214, 226, 240) if setting.is_snowy else (104, 168, 98)
    haze = 0.18
    for k in range(-12, 13):
        tone = setting.palette.surface(mix(green, (60, 110, 80), 0.25 + 0.2 * (k % 2)), haze)
        brush.bright.oval(k * 130.0, -190, 112, 74 + 22 * (k % 2), tone)
    brush.bright.box(-1800, -190, 3600, 900, setting.palette.surface(green, 0.06))


def _town(brush: Brush, setting: Setting) -> None:
    chance = setting.stream("window town")
    night = is_dark(setting)
    for row, (haze, base) in enumerate(((0.55, -220.0), (0.25, -150.0))):
        panes: list[Points] = []
        for k in range(-16, 17):
            tall = 90 + 190 * chance.random()
            x, wide = k * 96.0 + 20 * row, 60 + 40 * chance.random()
            brush.bright.box(x, base - tall, wide, 900, setting.palette.surface((126, 132, 156), haze))
            cells = [(a, b) for a in range(int(wide // 18)) for b in range(int(tall // 24)) if chance.random() < 0.5]
            panes += [box(x + 6 + a * 18, base - tall + 10 + b * 24, 8, 12) for a, b in cells]
        lamp: Colour = (255, 212, 130)
        tone = mix(lamp, setting.palette.haze, haze * 0.5) if night else setting.palette.surface((196, 216, 232), haze)
        brush.bright.fills(panes, tone)


def _stars(brush: Brush, setting: Setting) -> None:
    """Space: black, whatever the hour."""
    brush.bright.box(-2400, -2000, 4800, 4000, (10, 10, 30))
    for step in range(12):
        share = 1.0 - step / 12
        brush.bright.oval(160, -330, 640 * share, 190 * share, mix((92, 50, 122), (12, 11, 34), share**0.7))
    chance = setting.stream("window stars").random((240, 3))
    for across, down, size in chance.tolist():
        light = 130 + 125 * size
        brush.bright.oval(
            across * 3000 - 1500, -520 * down, 0.8 + 1.9 * size**3, 0.8 + 1.9 * size**3, (light, light, 255)
        )
    for share, tone in ((1.0, (226, 150, 96)), (0.92, (240, 176, 116)), (0.7, (250, 206, 150))):
        brush.bright.oval(-190 - 26 * (1 - share), -330 - 30 * (1 - share), 84 * share, 84 * share, tone)
    for y, wide in ((-352, 76), (-322, 82), (-296, 72)):
        brush.bright.box(-190 - wide, y, wide * 2, 9, (216, 132, 92), 4)


def _dark(brush: Brush, setting: Setting) -> None:
    """Nothing but the sky."""


VIEWS: dict[str, Callable[[Brush, Setting], None]] = {
    "garden": _garden,
    "town": _town,
    "stars": _stars,
    "dark": _dark,
}
