"""Places that people made, under the open sky: one row each."""

from __future__ import annotations

from dataclasses import replace

from kinora.engines.previs.drawing.palette import Palette
from kinora.engines.previs.places import city, grounds, landmarks, town, travel
from kinora.engines.previs.places.outdoors import is_lit
from kinora.engines.previs.places.place import Place
from kinora.engines.previs.setting import Setting


def _street_light(setting: Setting) -> Palette:
    """Neon lights a night street."""
    palette = setting.palette
    if not is_lit(setting):
        return palette
    return replace(palette, ambience=palette.ambience * 0.8, rim=(255, 170, 150), rim_strength=0.8)


def _lamp_light(setting: Setting) -> Palette:
    """Lamps warm whoever stands under them."""
    palette = setting.palette
    if not is_lit(setting):
        return palette
    return replace(palette, ambience=palette.ambience * 0.8, rim=(255, 210, 150), rim_strength=0.8)


PLACES: dict[str, Place] = {
    "city": Place(behind=city.behind_actors, ground=0.925, size=1.9, light=_street_light),
    "street": Place(behind=town.street, ground=0.90, size=1.95, light=_lamp_light),
    "rooftop": Place(behind=town.rooftop, ground=0.89, horizon=0.52, light=_lamp_light),
    "park": Place(behind=grounds.park, ground=0.89, light=_lamp_light),
    "playground": Place(behind=grounds.playground, ground=0.89, size=1.95, light=_lamp_light),
    "village": Place(behind=town.village, ground=0.89, size=1.95, light=_lamp_light),
    "farm": Place(behind=grounds.farm, ground=0.89, size=1.95),
    "castle": Place(behind=landmarks.castle, ground=0.90, size=1.9, light=_lamp_light),
    "temple": Place(behind=landmarks.temple, ground=0.90, size=1.9, light=_lamp_light),
    "harbor": Place(behind=town.harbor, ground=0.90, size=1.95, light=_lamp_light),
    "bridge": Place(behind=landmarks.bridge, ground=0.90, size=1.95, light=_lamp_light),
    "road": Place(behind=travel.road, ground=0.89, size=1.95),
    "market": Place(behind=town.market, ground=0.90, size=1.95, light=_lamp_light),
    "stadium": Place(behind=grounds.stadium, ground=0.90, size=1.95, light=_lamp_light),
    "ruins": Place(behind=landmarks.ruins, ground=0.90, size=1.95),
    "japanese_street": Place(behind=town.japanese_street, ground=0.90, size=1.95, light=_street_light),
    "amusement_park": Place(behind=grounds.amusement_park, ground=0.90, size=1.9, light=_lamp_light),
    "train_station": Place(behind=travel.train_station, ground=0.90, size=1.95, light=_lamp_light),
    "airport": Place(behind=travel.airport, ground=0.90, size=1.95, light=_lamp_light),
}
