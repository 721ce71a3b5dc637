"""What a place is: the layers behind and before the actors, and where these stand. One more place is one more row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kinora.engines.previs.drawing.palette import Palette
from kinora.engines.previs.setting import Layer, Setting

Build = Callable[[Setting], list[Layer]]
"""Layers of a setting, back to front."""


def nothing(setting: Setting) -> list[Layer]:
    """No layers."""
    return []


def own_light(setting: Setting) -> Palette:
    """The hour's light as it is."""
    return setting.palette


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place. The first layer of `behind` paints every pixel.

    ground: where the actors' feet are, in frame heights. size: how large they are drawn. horizon: in frame heights.
    covered: neither weather nor wildlife gets in. light: the light on actors and props. water: where the surface of
    open water is that one can swim in, in frame heights, or None.
    """

    behind: Build
    before: Build = nothing
    ground: float = 0.875
    size: float = 2.05
    horizon: float = 0.46
    covered: bool = False
    light: Callable[[Setting], Palette] = own_light
    water: float | None = None
