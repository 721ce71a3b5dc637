"""A text shot: the layers of a scene, painted back to front. frame(i) is a pure function of scene, size, seed and i."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.camera import view_at
from kinora.engines.previs.finish import Finish
from kinora.engines.previs.places import build_place
from kinora.engines.previs.scene import Scene
from kinora.engines.previs.setting import Moment, Setting
from kinora.engines.previs.style import apply_style
from kinora.engines.previs.weather import draw_weather


class Shot(Protocol):
    """Frames by their index: no order, no memory."""

    def frame(self, index: int) -> NDArray[np.uint8]:
        """The picture (height, width, 3), BGR, contiguous; the same for the same index, always."""
        ...


class TextShot:
    """The shot of a scene that was read from a prompt. width and height are even; fps frames each second."""

    def __init__(self, scene: Scene, *, width: int, height: int, seconds: float, fps: int, seed: int) -> None:
        self._setting = Setting(scene=scene, width=width, height=height, seed=seed)
        self._seconds = seconds
        self._fps = fps
        self._layers = build_place(self._setting)
        self._finish = Finish(self._setting)
        self._camera = _directed(scene)
        self._sway = float(self._setting.stream("sway").random() * 6.28)

    def frame(self, index: int) -> NDArray[np.uint8]:
        setting, scene = self._setting, self._setting.scene
        time = index / self._fps
        progress = time / self._seconds
        view = view_at(self._camera, progress, self._seconds, phase=self._sway)
        moment = Moment(time, progress, view)
        picture = np.empty((setting.height, setting.width, 3), np.uint8)
        for layer in self._layers:
            layer.draw(picture, moment)
        if scene.place not in ("room", "space", "underwater"):
            draw_weather(picture, scene.weather, index=index, fps=self._fps, seed=setting.seed)
        self._finish.draw(picture, moment)
        return apply_style(picture, scene.style, index=index, seed=setting.seed)


def _directed(scene: Scene) -> tuple[str, ...]:
    """Left to itself, the camera goes along with whoever travels; otherwise it draws slowly nearer."""
    travels = any(actor.action in ("walk", "run", "fly", "swim") for actor in scene.actors)
    return ("pan_right",) if scene.camera == ("auto",) and travels else scene.camera
