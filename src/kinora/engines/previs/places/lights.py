"""Light as maps: pools on surfaces, soft shadows and halos, gathered once per clip and laid over a frame at one depth.

Also wet ground that mirrors, and flames that flicker. Knows no place.
"""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.drawing.light import glow
from kinora.engines.previs.drawing.palette import Colour
from kinora.engines.previs.drawing.pixels import less
from kinora.engines.previs.setting import Frame, Moment, Setting

_MARGIN = 0.4
"""How far a map reaches beyond the frame on every side."""
_ONE = 128.0
"""The byte that leaves a surface as it is; a pool can double it."""


class LightMap:
    """What falls on everything drawn before it. base: the light everywhere, as factors of red, green and blue."""

    def __init__(self, setting: Setting, depth: float, base: Colour = (1.0, 1.0, 1.0)) -> None:
        self._setting = setting
        self._depth = depth
        ratio = min(0.5, 200.0 / max(setting.width, setting.height))
        self._size = max(4, round(setting.width * ratio)), max(4, round(setting.height * ratio))
        self._across, self._down = self._size[0] / setting.width, self._size[1] / setting.height
        shape = round(self._size[1] * (1 + 2 * _MARGIN)), round(self._size[0] * (1 + 2 * _MARGIN)), 3
        self._factor = np.empty(shape, np.float32)
        self._factor[:] = base[::-1]
        self._added = np.zeros(shape, np.float32)
        self._plain = base == (1.0, 1.0, 1.0)
        self._sealed: tuple[NDArray[np.uint8] | None, NDArray[np.uint8] | None] | None = None

    def pool(self, x: float, y: float, radius_x: float, radius_y: float, colour: Colour, strength: float = 1.0) -> None:
        """Brighten surfaces round (x, y), world pixels. colour: 0..255; strength 1 doubles at the middle."""
        part, fall = self._spot(self._factor, x, y, radius_x, radius_y)
        part += fall[..., None] * (np.array(colour[::-1], np.float32) / 255.0 * strength)
        self._plain = False

    def shade(self, x: float, y: float, radius_x: float, radius_y: float, strength: float) -> None:
        """Darken surfaces round (x, y)."""
        part, fall = self._spot(self._factor, x, y, radius_x, radius_y)
        part *= 1.0 - strength * fall[..., None]
        self._plain = False

    def halo(self, x: float, y: float, radius_x: float, radius_y: float, colour: Colour, strength: float = 1.0) -> None:
        """Add light to the air round (x, y)."""
        part, fall = self._spot(self._added, x, y, radius_x, radius_y, pointed=True)
        part += fall[..., None] * (np.array(colour[::-1], np.float32) * strength)

    def draw(self, frame: Frame, moment: Moment) -> None:
        if self._sealed is None:
            self._sealed = self._seal()
        factor, added = self._sealed
        if factor is not None:
            cv2.multiply(frame, self._framed(factor, moment), dst=frame, scale=1.0 / _ONE)
        if added is not None:
            cv2.add(frame, self._framed(added, moment), dst=frame)

    def _seal(self) -> tuple[NDArray[np.uint8] | None, NDArray[np.uint8] | None]:
        factor = None if self._plain else np.clip(self._factor * _ONE, 0, 255).astype(np.uint8)
        added = np.clip(self._added, 0, 255).astype(np.uint8) if self._added.any() else None
        return factor, added

    def _framed(self, plate: NDArray[np.uint8], moment: Moment) -> NDArray[np.uint8]:
        setting = self._setting
        scale, dx, dy = setting.lens(moment.view, self._depth)
        move = np.array(
            [
                [scale, 0, (dx - _MARGIN * setting.width * scale) * self._across],
                [0, scale, (dy - _MARGIN * setting.height * scale) * self._down],
            ],
            np.float32,
        )
        small = cv2.warpAffine(plate, move, self._size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(cv2.resize(small, (setting.width, setting.height)), np.uint8)

    def _spot(
        self,
        plate: NDArray[np.float32],
        x: float,
        y: float,
        radius_x: float,
        radius_y: float,
        *,
        pointed: bool = False,
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """The part of a plate within a soft ellipse, and its fall from 1 to 0, steep round the middle when pointed."""
        centre_x = (x + _MARGIN * self._setting.width) * self._across
        centre_y = (y + _MARGIN * self._setting.height) * self._down
        wide, high = max(radius_x * self._across, 0.8), max(radius_y * self._down, 0.8)
        top, low = max(0, math.floor(centre_y - high)), min(plate.shape[0], math.ceil(centre_y + high) + 1)
        left, right = max(0, math.floor(centre_x - wide)), min(plate.shape[1], math.ceil(centre_x + wide) + 1)
        down, across = np.ogrid[top : max(low, top), left : max(right, left)]
        away = ((across - centre_x) / wide) ** 2 + ((down - centre_y) / high) ** 2
        near = 1.0 - np.sqrt(away) if pointed else 1.0 - away
        fall = np.clip(near, 0, 1).astype(np.float32) ** (2.2 if pointed else 1.5)
        return plate[top : max(low, top), left : max(right, left)], fall


class Mirror:
    """Wet ground or still water from `line` down (frame heights): the picture above it, upside down and drawn out.

    strength: 0..1. ripple: how far the picture swings to the sides. low: where it ends, in frame heights.
    """

    def __init__(
        self, setting: Setting, line: float, *, strength: float = 0.9, ripple: float = 1.0, low: float = 1.0
    ) -> None:
        self._setting = setting
        self._line = line
        self._low = low
        self._strength = strength
        self._ripple = ripple
        self._phase = setting.stream(f"mirror {line}").random(3) * 6.28

    def draw(self, frame: Frame, moment: Moment) -> None:
        setting = self._setting
        scale, _, dy = setting.lens(moment.view, 1.0)
        height, width = frame.shape[:2]
        line = min(max(round(setting.height * self._line * scale + dy), 4), height - 2)
        end = min(height, round(setting.height * self._low * scale + dy)) if self._low < 1.0 else height
        rows = min(end - line, line)
        if rows < 2:
            return
        small = max(2, width // 4), max(2, rows // 4)
        above = cv2.flip(cv2.resize(frame[line - rows : line], small, interpolation=cv2.INTER_AREA), 0)
        above = less(np.asarray(cv2.blur(above, (3, max(3, small[1] // 5 | 1))), np.uint8), 30)
        shine = self._wavy(above, moment.time)
        part = frame[line : line + rows]
        cv2.add(cv2.resize(shine, (width, rows)), part, dst=part)

    def _wavy(self, above: NDArray[np.uint8], time: float) -> NDArray[np.uint8]:
        """Swung to the sides, more with nearness, and fading."""
        rows, columns = above.shape[:2]
        down = np.linspace(0, 1, rows, dtype=np.float32)
        swing = sum(
            np.sin(down * rate + time * pace + float(phase))
            for rate, pace, phase in zip((23.0, 41.0, 71.0), (2.2, -3.1, 4.3), self._phase, strict=True)
        )
        shake = np.asarray(swing, np.float32) * (0.2 + 1.5 * down) * self._ripple * columns / 320.0
        map_x = (np.arange(columns, dtype=np.float32)[None] + shake[:, None]).astype(np.float32)
        map_y = np.repeat(np.arange(rows, dtype=np.float32)[:, None], columns, axis=1)
        wavy = cv2.remap(above, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        fall = (np.linspace(1.0, 0.25, rows, dtype=np.float32) * self._strength)[:, None, None]
        return np.clip(wavy * fall, 0, 255).astype(np.uint8)


class Flames:
    """Flames with a flickering halo. spots: world x, y of the wick, and the flame's height in pixels."""

    def __init__(self, setting: Setting, depth: float, spots: list[tuple[float, float, float]]) -> None:
        self._setting = setting
        self._depth = depth
        self._spots = spots

    def draw(self, frame: Frame, moment: Moment) -> None:
        scale, dx, dy = self._setting.lens(moment.view, self._depth)
        for k, (x, y, tall) in enumerate(self._spots):
            beat = math.sin(moment.time * 9.0 + k * 2.1) + 0.6 * math.sin(moment.time * 15.7 + k * 3.7)
            height = tall * (1.0 + 0.10 * beat) * scale
            across, down = x * scale + dx, y * scale + dy
            light = 1.0 + 0.10 * beat
            reach = tall * 3.4 * scale
            glow(frame, across, down - height * 0.4, (reach, reach), (150 * light, 84 * light, 26 * light))
            for share, colour in ((1.0, (40, 116, 250)), (0.68, (80, 190, 255)), (0.36, (200, 246, 255))):
                self._tongue(frame, (across, down), height * share, beat, colour)

    def _tongue(
        self, frame: Frame, foot: tuple[float, float], height: float, beat: float, ink: tuple[int, int, int]
    ) -> None:
        x, y = foot
        lean = beat * height * 0.07
        wide = height * 0.27
        corners = (
            (x - wide * 0.7, y),
            (x - wide, y - height * 0.28),
            (x - wide * 0.55 + lean * 0.4, y - height * 0.62),
            (x + lean, y - height),
            (x + wide * 0.55 + lean * 0.4, y - height * 0.62),
            (x + wide, y - height * 0.28),
            (x + wide * 0.7, y),
        )
        cv2.fillPoly(frame, [np.rint(np.array(corners) * 16).astype(np.int32)], ink, cv2.LINE_AA, 4)
