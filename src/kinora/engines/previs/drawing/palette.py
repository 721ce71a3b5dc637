"""Colour: the five times of day, what weather makes of them, and how air and light change a surface. RGB 0..255."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

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
    horizon=(222, 236, 250),
    sun=(255, 248, 230),
    haze=(194, 216, 238),
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
    horizon=(255, 214, 184),
    sun=(255, 240, 216),
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
_DUSK = Palette(
    zenith=(24, 40, 104),
    middle=(92, 102, 176),
    horizon=(255, 186, 150),
    sun=(255, 206, 168),
    haze=(122, 112, 172),
    ambient=(54, 52, 124),
    ambience=0.36,
    rim=(236, 186, 210),
    rim_strength=0.7,
    sun_radius=0.0,
    sun_height=-0.02,
)
PALETTES = {"day": _DAY, "sunset": _SUNSET, "sunrise": _SUNRISE, "night": _NIGHT, "dusk": _DUSK}


@dataclass(frozen=True, slots=True, kw_only=True)
class Veil:
    """What weather does to the light: `air` is laid over sky and haze, `shade` over surfaces, each by its share.

    rim: how much of the light from behind is left.
    """

    air: Colour = (150, 158, 172)
    air_share: float = 0.0
    shade: Colour = (104, 116, 138)
    shade_share: float = 0.0
    rim: float = 1.0


VEILS = {
    "rain": Veil(air_share=0.20, shade_share=0.14, rim=0.60),
    "snow": Veil(air=(196, 206, 222), air_share=0.12, shade_share=0.04, rim=0.75),
    "fog": Veil(air=(200, 206, 214), air_share=0.35, shade=(120, 124, 127), shade_share=0.16, rim=0.45),
    "cloudy": Veil(air_share=0.14, shade_share=0.08, rim=0.60),
    "storm": Veil(air=(62, 70, 90), air_share=0.42, shade=(50, 60, 86), shade_share=0.24, rim=0.60),
    "sandstorm": Veil(air=(226, 168, 104), air_share=0.92, shade=(127, 92, 56), shade_share=0.22, rim=0.50),
}


@lru_cache(maxsize=64)
def light_of(time: str, weather: str) -> Palette:
    """The light of an hour under this weather; unknown weather leaves it as it is."""
    palette, veil = PALETTES[time], VEILS.get(weather)
    if veil is None:
        return palette
    # A veil gives back only the light that there is: at night it is a dark one.
    dim = min(1.0, 0.22 + 0.78 * sum(palette.middle) / sum(_DAY.middle)) if palette is not _SUNSET else 0.82
    air, shade = scaled(veil.air, dim), scaled(veil.shade, dim)
    ambience = 1.0 - (1.0 - palette.ambience) * (1.0 - veil.shade_share)
    ambient = mix(scaled(palette.ambient, 0.5), shade, veil.shade_share / ambience)
    return replace(
        palette,
        zenith=mix(palette.zenith, air, veil.air_share * 0.8),
        middle=mix(palette.middle, air, veil.air_share * 0.9),
        horizon=mix(palette.horizon, air, veil.air_share * 0.7),
        haze=mix(palette.haze, air, veil.air_share),
        ambient=scaled(ambient, 2.0),
        ambience=ambience,
        rim_strength=palette.rim_strength * veil.rim,
    )
