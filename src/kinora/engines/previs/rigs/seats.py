"""Where riders sit: on animals and vehicles, in the carrier's own lengths over its feet. Knows no riders."""

from __future__ import annotations

from kinora.engines.previs.rigs.species import Species
from kinora.engines.previs.rigs.stance import stance_of

SEATS: dict[str, tuple[float, float]] = {
    "dragon": (-16, -104),
    "ostrich": (-14, -132),
    "swan": (-12, -56),
    "eagle": (-8, -66),
    "duck": (-10, -58),
    "whale": (0, -146),
    "dolphin": (-6, -98),
    "shark": (-34, -96),
    "fish": (-10, -104),
    "snail": (-14, -104),
    "bee": (-4, -82),
    "butterfly": (0, -80),
    "car": (0, -106),
    "taxi": (-20, -106),
    "police_car": (-40, -106),
    "racing_car": (-10, -40),
    "truck": (-50, -138),
    "bus": (0, -142),
    "fire_truck": (-40, -124),
    "ambulance": (-60, -132),
    "motorcycle": (-36, -70),
    "bicycle": (-30, -102),
    "train": (120, -100),
    "tram": (0, -158),
    "tractor": (-26, -86),
    "tank": (-16, -130),
    "airplane": (20, -90),
    "helicopter": (36, -58),
    "drone": (0, -70),
    "hot_air_balloon": (0, -30),
    "airship": (0, -20),
    "rocket": (0, -120),
    "spaceship": (46, -84),
    "ufo": (0, -100),
    "boat": (-66, -40),
    "sailboat": (-46, -34),
    "ship": (-130, -54),
    "submarine": (4, -124),
    "canoe": (-14, -22),
}
"""Carriers that are no quadrupeds. The stage multiplies by the carrier's size, and adds its lift where it flies."""


def seat(species: Species) -> tuple[float, float]:
    """The point under a rider."""
    if species.name in SEATS:
        return SEATS[species.name]
    stance = stance_of(species.body)
    return -0.14 * stance.half, stance.back - stance.up + 4.0
