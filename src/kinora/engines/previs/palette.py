"""Colour: the four times of day, and how air and light change a surface. RGB 0..255 everywhere but at the pixels."""

from __future__ import annotations

from dataclasses import dataclass

Colour = tuple[float, float, float]
"""Red, green, blue, 0..255."""

WHITE: Colour = (255.0, 255.0, 255.0)


def hex_colour(text: str) -> Colour:
    """'#ff8800' as a Colour. Raises ValueError for anything else."""
    if len(text) != 7 or not text.startswith("#"):
        raise ValueError(f"not a colour: {text!r}")
    return float(int(text[1:3], 16)), float(int(text[3:5], 16)), float(int(text[5:7], 16))


def mix(one: Colour, other: Colour, amount: float) -> Colour:
    """`one` at amount 0, `other` at amount 1."""
    rest = 1.0 - amount
    return (
        one[0] * rest + other[0] * amount,
        one[1] * rest + other[1] * amount,
        one[2] * rest + other[2] * amount,
    )


def scaled(colour: Colour, factor: float) -> Colour:
    """Brighter or darker, held to 0..255."""
    return (
        min(255.0, colour[0] * factor),
        min(255.0, colour[1] * factor),
        min(255.0, colour[2] * factor),
    )


def bgr(colour: Colour) -> tuple[int, int, int]:
    """The order and type that OpenCV draws with."""
    return round(colour[2]), round(colour[1]), round(colour[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """One time of day.

    zenith, middle, horizon: the sky from top to bottom. ambient tints every surface by `ambience` 0..1;
    rim is the colour of the light from behind, by `rim_strength` 0..1. sun_height: above the horizon, in frame heights.
    """

    zenith: Colour
    middle: Colour
    horizon: Colour
    sun: Colour
    haze: Colour
    ambient: Colour
    ambience: float
    rim: Colour
    rim_strength: float
    sun_radius: float
    sun_height: float

    def surface(self, colour: Colour, depth: float = 0.0) -> Colour:
        """A surface's colour in this light, seen through `depth` 0..1 of air."""
        return mix(mix(colour, scaled(self.ambient, 0.5), self.ambience), self.haze, depth)


_DAY = Palette(
    zenith=(38, 112, 206),
    middle=(112, 180, 238),
    horizon=(214, 236, 246),
    sun=(255, 250, 226),
    haze=(190, 217, 236),
    ambient=(255, 255, 255),
    ambience=0.0,
    rim=(255, 248, 222),
    rim_strength=0.5,
    sun_radius=0.036,
    sun_height=0.30,
)
_SUNSET = Palette(
    zenith=(48, 38, 96),
    middle=(200, 84, 98),
    horizon=(255, 188, 98),
    sun=(255, 236, 176),
    haze=(246, 158, 108),
    ambient=(120, 48, 78),
    ambience=0.26,
    rim=(255, 180, 88),
    rim_strength=0.95,
    sun_radius=0.066,
    sun_height=0.075,
)
_SUNRISE = Palette(
    zenith=(74, 116, 190),
    middle=(238, 176, 176),
    horizon=(255, 226, 172),
    sun=(255, 246, 210),
    haze=(248, 208, 188),
    ambient=(150, 100, 122),
    ambience=0.15,
    rim=(255, 216, 152),
    rim_strength=0.8,
    sun_radius=0.052,
    sun_height=0.10,
)
_NIGHT = Palette(
    zenith=(9, 15, 44),
    middle=(24, 42, 94),
    horizon=(72, 96, 156),
    sun=(236, 240, 255),
    haze=(52, 72, 126),
    ambient=(26, 38, 92),
    ambience=0.44,
    rim=(160, 190, 255),
    rim_strength=0.75,
    sun_radius=0.040,
    sun_height=0.29,
)
PALETTES = {"day": _DAY, "sunset": _SUNSET, "sunrise": _SUNRISE, "night": _NIGHT}
