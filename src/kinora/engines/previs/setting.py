"""What layers are built from and drawn with: the setting (fixed for the clip) and the moment (one frame)."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.camera import View
from kinora.engines.previs.drawing.palette import Palette, light_of
from kinora.engines.previs.scene import Scene

Frame = NDArray[np.uint8]
"""Pixels (height, width, 3), BGR."""
Points = NDArray[np.float32]
"""Coordinates (n, 2), x then y."""


def stream(seed: int, name: str) -> np.random.Generator:
    """The random numbers of one named thing: a new layer never reshuffles the others."""
    return np.random.default_rng([seed, zlib.crc32(name.encode())])


@dataclass(frozen=True, slots=True)
class Moment:
    """One frame's time, in seconds from the clip's start and as progress 0..1, and where the camera looks."""

    time: float
    progress: float
    view: View


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One clip's frame, light and chance. Lengths in world space are pixels of the frame at zoom 1.

    seconds: how long the scene's own time runs, which slow motion makes shorter than the clip.
    """

    scene: Scene
    width: int
    height: int
    seed: int
    horizon_share: float = 0.46
    seconds: float = 5.0

    @property
    def palette(self) -> Palette:
        return light_of(self.scene.time, self.scene.weather)

    @property
    def unit(self) -> float:
        """The size of a drawn pixel of a 1280x720 picture; held back where the frame is narrow."""
        return min(self.height / 720.0, self.width / 520.0)

    @property
    def is_snowy(self) -> bool:
        return self.scene.weather == "snow"

    @property
    def is_overcast(self) -> bool:
        """Whether clouds or dust hide the sun, the moon and the stars."""
        return self.scene.weather in ("rain", "snow", "fog", "storm", "cloudy", "sandstorm")

    @property
    def is_wet(self) -> bool:
        return self.scene.weather in ("rain", "storm")

    @property
    def is_windy(self) -> bool:
        return self.scene.weather in ("wind", "storm", "sandstorm")

    @property
    def is_dark(self) -> bool:
        """Whether stars can be seen and lamps burn."""
        return self.scene.time in ("night", "dusk")

    @property
    def horizon(self) -> float:
        """The horizon's height on the screen in pixels."""
        return self.height * self.horizon_share

    @property
    def sun(self) -> tuple[float, float]:
        """Centre of the sun or the moon, in pixels. Stays beside the middle, where the actors are."""
        chance = self.stream("sun").random()
        across = 0.16 + 0.16 * chance if self.seed % 2 == 0 else 0.68 + 0.16 * chance
        if self.scene.has_action("surf"):
            across = 0.13 + 0.14 * chance  # The wave rises on the other side.
        elif self.scene.place == "sea":
            across = 0.64 + 0.16 * chance
        return self.width * across, self.horizon - self.height * self.palette.sun_height

    def stream(self, name: str) -> np.random.Generator:
        return stream(self.seed, name)

    def lens(self, view: View, depth: float) -> tuple[float, float, float]:
        """Scale and offset (scale, x, y) that bring a world point of this depth to the screen.

        depth: 0 at infinity, 1 where the actors stand, more in front of them.
        """
        far = 1.0 - depth
        scale = max(view.far_zoom * far + view.zoom * depth, min(view.far_zoom, view.zoom))
        x = self.width * (0.5 - (0.5 + view.far_x * far + view.dx * depth) * scale)
        y = self.height * (0.5 - (0.5 + view.far_y * far + view.dy * depth) * scale)
        return scale, x, y


class Layer(Protocol):
    """Something that paints itself over what lies behind it, in place."""

    def draw(self, frame: Frame, moment: Moment) -> None: ...
