"""A reference picture as the place of a scene: a backdrop with some depth of its own, behind everybody."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from kinora.engines.previs.drawing.palette import Palette, mix
from kinora.engines.previs.pictures.depth import guess_depth
from kinora.engines.previs.pictures.framing import Picture, cover
from kinora.engines.previs.pictures.lattice import Lattice
from kinora.engines.previs.pictures.look import graded
from kinora.engines.previs.places.place import Place
from kinora.engines.previs.setting import Frame, Layer, Moment, Setting

_OVERSCAN = 1.16  # how much larger than the frame, so that the camera has somewhere to look
_FAR, _NEAR = 0.30, 0.95  # depths of the backdrop's furthest and nearest points: 1 is where the actors stand
_AMBIENCE = 0.14


class Backdrop:
    """A layer that paints every pixel."""

    def __init__(self, setting: Setting, picture: Picture) -> None:
        width, height = setting.width, setting.height
        self._size = (width, height)
        self._picture = graded(cover(picture, width, height), setting.scene.time)
        depth = guess_depth(self._picture, None)
        self._lattice = Lattice(width, height)
        near = np.clip(self._lattice.sample(depth.near) + 0.45, 0, 1)
        self._depth = np.asarray(_FAR + (_NEAR - _FAR) * near, np.float32)
        self._sky = self._lattice.sample(depth.sky)

    def draw(self, frame: Frame, moment: Moment) -> None:
        """Paint the frame, in place."""
        width, height = self._size
        view, depth = moment.view, self._depth
        zoom = _OVERSCAN * (1 + (view.zoom - 1) * depth)
        slack = np.asarray(0.5 - 0.5 / zoom, np.float32)  # how far the crop may wander before it leaves the picture
        across = np.clip(view.dx * depth, -slack, slack)
        down = np.clip(view.dy * depth, -slack, slack)
        drift = self._sky * np.float32(0.0012 * width * moment.time)
        x = (self._lattice.x - width / 2) / zoom + width * (0.5 + across) - drift
        y = (self._lattice.y - height / 2) / zoom + height * (0.5 + down)
        np.copyto(frame, self._lattice.warp(self._picture, x, y, method=cv2.INTER_LINEAR))


def backdrop_place(picture: Picture) -> Place:
    """A place that looks like the picture and lights its actors with the picture's own colour."""
    blue, green, red = (float(value) for value in cv2.mean(picture)[:3])
    lightest = max(blue, green, red, 1.0)
    own = (red / lightest * 255, green / lightest * 255, blue / lightest * 255)

    def behind(setting: Setting) -> list[Layer]:
        return [Backdrop(setting, picture)]

    def light(setting: Setting) -> Palette:
        hour = setting.palette
        ambient = mix(own, hour.ambient, 0.0 if setting.scene.time == "day" else 0.7)
        return replace(hour, ambient=ambient, ambience=max(_AMBIENCE, hour.ambience))

    return Place(behind=behind, light=light)
