"""A text shot: the layers of a scene, painted back to front. frame(i) is a pure function of scene, size, seed and i."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.camera import combined, view_at
from kinora.engines.previs.places.place import Place
from kinora.engines.previs.places.registry import make_setting, place_of
from kinora.engines.previs.scene import Move, Scene
from kinora.engines.previs.setting import Layer, Moment
from kinora.engines.previs.stage.captions import Captions
from kinora.engines.previs.stage.cast import Cast
from kinora.engines.previs.stage.clock import clock_at, stage_seconds
from kinora.engines.previs.stage.drifting import WEIGHTLESS
from kinora.engines.previs.stage.effects import draw_effects
from kinora.engines.previs.stage.finish import Finish
from kinora.engines.previs.stage.framing import TRACKING, Framing
from kinora.engines.previs.stage.layers import build_layers
from kinora.engines.previs.stage.optics import soften, softened_before, turned
from kinora.engines.previs.stage.shoulder import Shoulder
from kinora.engines.previs.stage.style import apply_style
from kinora.engines.previs.stage.weather import draw_weather

_TICKS = 1200
"""A second, for weather that counts frames."""


class Shot(Protocol):
    """Frames by their index: no order, no memory."""

    def frame(self, index: int) -> NDArray[np.uint8]:
        """The picture (height, width, 3), BGR, contiguous; the same for the same index, always."""
        ...


class TextShot:
    """The shot of a scene that was read from a prompt. width and height are even; fps frames each second.

    place: one that takes the place of the scene's own, such as a given picture.
    """

    def __init__(
        self,
        scene: Scene,
        *,
        width: int,
        height: int,
        seconds: float,
        fps: int,
        seed: int,
        place: Place | None = None,
    ) -> None:
        setting = make_setting(scene, width=width, height=height, seed=seed)
        self._camera = directed(scene)
        self._setting = replace(setting, seconds=stage_seconds(scene, self._camera, seconds))
        self._seconds, self._fps = seconds, fps
        built = build_layers(self._setting, place)
        self._layers: list[Layer] = [*built.behind, *built.actors, *built.before]
        self._first, self._last = len(built.behind), len(built.behind) + len(built.actors)
        self._cast = next((layer for layer in reversed(built.actors) if isinstance(layer, Cast)), None)
        self._covered = (place or place_of(scene)).covered
        self._finish = Finish(self._setting)
        self._framing = Framing(self._setting, self._cast)
        self._shoulder = Shoulder.of(self._setting, self._cast)
        self._captions = Captions(scene.lines, width=width, height=height, seconds=seconds)
        self._sway = float(self._setting.stream("sway").random() * 6.28)

    def frame(self, index: int) -> NDArray[np.uint8]:
        setting, scene = self._setting, self._setting.scene
        moment, shown = self._moment(index)
        picture = self._painted(moment)
        ticks = round(moment.time * _TICKS)  # the stage's own time, which the pace stretches
        if not self._covered:
            draw_weather(
                picture, scene.weather, index=ticks, fps=_TICKS, seed=setting.seed, ground=scene.place not in WEIGHTLESS
            )
        draw_effects(picture, scene.effects, index=ticks, fps=_TICKS, seed=setting.seed, setting=setting)
        if self._shoulder is not None:
            self._shoulder.draw(picture, moment)
        picture = turned(picture, moment.view)
        self._finish.draw(picture, moment)
        picture = apply_style(picture, scene.style, index=index, seed=setting.seed)
        self._captions.draw(picture, shown)
        return picture

    def _moment(self, index: int) -> tuple[Moment, float]:
        """The moment on stage, and the share of the shot that has been shown: time on stage may rest."""
        now = clock_at(self._setting.scene, self._camera, self._seconds, index / self._fps)
        focus = None if self._cast is None else self._cast.focus(now.progress)
        if self._setting.scene.framing in TRACKING:
            focus = 0.0
        view = view_at(self._camera, now.shown, self._seconds, phase=self._sway, focus=focus)
        framed = self._framing.view(now.progress)
        if framed.zoom > 1.0:
            nearer = 1.0 / framed.zoom
            view = replace(view, dx=view.dx * nearer, dy=view.dy * nearer)
        whole = self._framing.on_their_feet(combined(framed, view), now.progress)
        return Moment(now.time, now.progress, whole), now.shown

    def _painted(self, moment: Moment) -> NDArray[np.uint8]:
        """All layers, back to front; what the camera does not look at is out of focus."""
        setting, view = self._setting, moment.view
        picture = np.empty((setting.height, setting.width, 3), np.uint8)
        for layer in self._layers[: self._first]:
            layer.draw(picture, moment)
        picture = soften(picture, view.far_blur)
        behind = picture.copy() if view.near_blur > 0.02 else None
        for layer in self._layers[self._first :]:
            layer.draw(picture, moment)
        return picture if behind is None else softened_before(behind, picture, view.near_blur)


def directed(scene: Scene) -> tuple[Move, ...]:
    """Left to itself, the camera goes along with whoever travels; otherwise it draws slowly nearer."""
    if scene.camera and any(move.name != "auto" for move in scene.camera):
        if scene.framing in TRACKING:  # a near view goes along by itself
            return tuple(replace(move, strength=0.0) if move.name == "follow" else move for move in scene.camera)
        return scene.camera
    if scene.framing not in TRACKING and scene.has_action(*_TRAVELLING):
        return (Move("follow", strength=1.0 if len(scene.actors) == 1 else 0.0),)
    return (Move("auto"),) if scene.framing in ("", "wide") else (Move("auto", strength=0.4),)


_TRAVELLING = (
    "walk",
    "run",
    "fly",
    "swim",
    "drive",
    "ride",
    "chase",
    "follow",
    "hunt",
    "ski",
    "skate",
    "sail",
    "crawl",
)
