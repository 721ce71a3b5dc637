"""Still and flowing inland water: it mirrors whatever was painted above its line, broken by ripples."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.drawing.noise import as_bytes, tile_noise
from kinora.engines.previs.drawing.palette import Colour, bgr, mix
from kinora.engines.previs.drawing.pixels import tint
from kinora.engines.previs.setting import Frame, Moment, Setting

_Bytes = NDArray[np.uint8]


class Mirror:
    """Water from `top` to `bottom`, in frame heights. Draw it after what it mirrors.

    clear: how much it mirrors, 0..1. flow: to the right, in frame widths a second. rough: its ripples, 1 usual.
    """

    def __init__(
        self,
        setting: Setting,
        *,
        top: float,
        bottom: float,
        colour: Colour,
        clear: float = 0.75,
        flow: float = 0.0,
        rough: float = 1.0,
        depth: float = 0.8,
    ) -> None:
        self._setting, self._top, self._bottom, self._depth = setting, top, bottom, depth
        self._flow, self._rough = flow, rough
        share = min(0.34, 430.0 / setting.width)
        self._size = max(8, round(setting.width * share)), max(6, round((bottom - top) * setting.height * share))
        wide, high = self._size
        near = np.linspace(0, 1, high, dtype=np.float32)[:, None]
        self._near = near
        self._x = np.repeat(np.arange(wide, dtype=np.float32)[None], high, axis=0)
        self._y = np.repeat(np.arange(high, dtype=np.float32)[:, None], wide, axis=1)
        far = 1.0 / (0.10 + 0.9 * near)
        middle = (self._x - wide / 2) / share / setting.unit
        self._across = np.ascontiguousarray(middle * far * 0.13, np.float32)
        self._away = np.repeat((far * 90).astype(np.float32), wide, axis=1)
        self._noise = as_bytes(tile_noise(setting.stream("ripples"), 128, cells=8, octaves=4))
        keep = np.repeat(clear * (1.0 - 0.62 * near**0.8), wide, axis=1)[..., None]
        self._keep = np.repeat(255 * keep, 3, axis=2).astype(np.uint8)
        self._body = ((1.0 - keep) * np.array(bgr(colour), np.float32)).astype(np.uint8)
        self._curve = np.clip((np.arange(256, dtype=np.float32) - 166) * 2.2, 0, 96).astype(np.uint8)
        palette = setting.palette
        self._glint = [value / 255 for value in bgr(mix(palette.horizon, palette.sun, 0.4))]

    def draw(self, frame: Frame, moment: Moment) -> None:
        setting = self._setting
        scale, dx, dy = setting.lens(moment.view, self._depth)
        high = setting.height
        first, last = round(self._top * high * scale + dy), round(self._bottom * high * scale + dy)
        if first < 2 or first >= high or last <= first:
            return
        source = frame[max(0, first - (last - first)) : first]
        above = cv2.flip(cv2.resize(source, self._size, interpolation=cv2.INTER_LINEAR), 0)
        water = self._rippled(np.asarray(above, np.uint8), moment.time, dx / scale)
        shown = min(last, high) - first
        rows = max(1, round(self._size[1] * shown / (last - first)))
        size = (setting.width, shown)
        cv2.resize(water[:rows], size, dst=frame[first : first + shown], interpolation=cv2.INTER_LINEAR)

    def _rippled(self, above: _Bytes, time: float, offset: float) -> _Bytes:
        near, unit = self._near, self._size[0] / 430.0
        down = 1.0 / (0.12 + 0.88 * near)
        bend = np.sin(down * 9.0 + time * 2.6) + 0.6 * np.sin(down * 17.0 - time * 3.7)
        shift = (bend * (0.4 + 3.4 * near) * unit * self._rough).astype(np.float32)
        mirrored = cv2.remap(above, self._x + shift, self._y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)
        water = cv2.add(cv2.multiply(mirrored, self._keep, scale=1 / 255.0), self._body)
        drift = np.float32(-offset * 0.13 / self._setting.unit - time * self._flow * 1280 * 0.35)
        waves = cv2.remap(
            self._noise,
            self._across + drift % np.float32(128.0),
            self._away + np.float32(time * 5.0 * self._rough),
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_WRAP,
        )
        light = np.asarray(cv2.LUT(waves, self._curve), np.uint8)
        return np.asarray(
            cv2.add(water, tint(light, *(value * 0.7 * self._rough**0.5 for value in self._glint))), np.uint8
        )
