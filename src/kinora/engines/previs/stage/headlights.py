"""Lamps of the vehicles that act, when it is dark: where each kind has its own. Knows no roads."""

from __future__ import annotations

from kinora.engines.previs.places.traffic import draw_lamps
from kinora.engines.previs.setting import Frame

_LAMPS = {
    "car": (117.0, 40.0),
    "taxi": (117.0, 40.0),
    "police_car": (117.0, 40.0),
    "racing_car": (130.0, 28.0),
    "ambulance": (128.0, 46.0),
    "truck": (150.0, 48.0),
    "fire_truck": (151.0, 42.0),
    "bus": (154.0, 44.0),
    "tram": (150.0, 46.0),
    "train": (226.0, 84.0),
    "motorcycle": (56.0, 88.0),
    "tractor": (101.0, 66.0),
}
"""How far ahead and how high a lamp is, in lengths of its own."""
_TAILLESS = frozenset({"train", "tractor", "motorcycle"})


def draw_headlights(frame: Frame, species: str, x: float, y: float, size: float, side: float) -> None:
    """The light of one that stands at (x, y). size: pixels per length. side: 1 when it drives to the right."""
    lamp = _LAMPS.get(species)
    if lamp is None:
        return
    draw_lamps(frame, (x, y), size, (lamp[0] / 0.92, lamp[1]), side, 0.88 if species not in _TAILLESS else 40.0)
