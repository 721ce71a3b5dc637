"""What layers are built from and drawn with: the setting (fixed for the clip) and the moment (one frame)."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.camera import View
from kinora.engines.previs.palette import PALETTES, Palette
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
    """One clip's frame, light and chance. Lengths in world space are pixels of the frame at zoom 1."""

    scene: Scene
    width: int
    height: int
    seed: int

    @property
    def palette(self) -> Palette:
        return PALETTES[self.scene.time]

    @property
    def unit(self) -> float:
        """The size of a drawn pixel of a 1280x720 picture; held back where the frame is narrow."""
        return min(self.height / 720.0, self.width / 520.0)

    @property
    def is_snowy(self) -> bool:
        return self.scene.weather == "snow"

    @property
    def is_overcast(self) -> bool:
        return self.scene.weather in ("rain", "snow", "fog")

    @property
    def horizon(self) -> float:
        """The horizon's height on the screen in pixels."""
        return self.height * (0.40 if self.scene.place == "sea" else 0.46)

    @property
    def sun(self) -> tuple[float, float]:
        """Centre of the sun or the moon, in pixels. Stays beside the middle, where the actors are."""
        chance = self.stream("sun").random()
        across = 0.16 + 0.16 * chance if self.seed % 2 == 0 else 0.68 + 0.16 * chance
        if self.scene.place == "sea":
            surfing = any(actor.action == "surf" for actor in self.scene.actors)
            across = 0.13 + 0.14 * chance if surfing else 0.64 + 0.16 * chance
        return self.width * across, self.horizon - self.height * self.palette.sun_height

    def stream(self, name: str) -> np.random.Generator:
        return stream(self.seed, name)

    def lens(self, view: View, depth: float) -> tuple[float, float, float]:
        """Scale and offset (scale, x, y) that bring a world point of this depth to the screen.

        depth: 0 at infinity, 1 where the actors stand, more in front of them.
        """
        scale = 1.0 + (view.zoom - 1.0) * depth
        x = self.width * (0.5 - (0.5 + view.dx * depth) * scale)
        y = self.height * (0.5 - (0.5 + view.dy * depth) * scale)
        return scale, x, y


class Layer(Protocol):
    """Something that paints itself over what lies behind it, in place."""

    def draw(self, frame: Frame, moment: Moment) -> None: ...
