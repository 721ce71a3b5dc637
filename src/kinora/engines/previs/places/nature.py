"""Places under the open sky: one row each."""

from __future__ import annotations

from dataclasses import replace

from kinora.engines.previs.drawing.palette import PALETTES, Palette
from kinora.engines.previs.places import beach, cave, groves, heights, land, rocks, shores, space, underwater, volcano
from kinora.engines.previs.places.place import Build, Place
from kinora.engines.previs.places.sea import Sea
from kinora.engines.previs.places.sky import Sky
from kinora.engines.previs.scene import Scene
from kinora.engines.previs.setting import Layer, Setting

BOATS = ("boat", "sailboat", "ship", "submarine", "canoe")
_SEA_LIFE = ("fish", "shark", "whale", "dolphin", "octopus", "jellyfish", "seahorse")
_IN_WATER = ("swim", "surf", "sail", "float", "dive")


def is_afloat(scene: Scene) -> bool:
    """Whether everybody is on or in the water, so that no shore is needed to stand on."""
    if not scene.actors:
        return any(name in BOATS for name in scene.prop_names)
    return all(actor.species in (*BOATS, *_SEA_LIFE) or actor.does(*_IN_WATER) for actor in scene.actors)


def _sunlit_dust(setting: Setting) -> Palette:
    return replace(PALETTES["day"], ambient=(60, 60, 110), ambience=0.12, rim=(236, 240, 255), rim_strength=0.8)


def _deep_water(setting: Setting) -> Palette:
    return replace(setting.palette, ambient=(20, 120, 190), ambience=0.30, rim=(170, 240, 250), rim_strength=0.55)


def _shore(open_water: Build, ashore: Build) -> Build:
    """The sea's wave for surfers, open water for who is afloat, else the shore before it."""

    def build(setting: Setting) -> list[Layer]:
        if setting.scene.has_action("surf"):
            return [Sky(setting), Sea(setting, 0.30)]
        return open_water(setting) if is_afloat(setting.scene) else ashore(setting)

    return build


def _unless_afloat(before: Build) -> Build:
    def build(setting: Setting) -> list[Layer]:
        return [] if is_afloat(setting.scene) or setting.scene.has_action("surf") else before(setting)

    return build


_ON_LAND = Place(behind=land.behind_actors, before=land.before_actors)
_BANK = _unless_afloat(shores.before_bank)

PLACES: dict[str, Place] = {
    "meadow": _ON_LAND,
    "forest": _ON_LAND,
    "mountain": _ON_LAND,
    "desert": _ON_LAND,
    "savanna": _ON_LAND,
    "jungle": Place(behind=groves.jungle, before=groves.before_jungle),
    "field": Place(behind=groves.field, before=groves.before_field),
    "garden": Place(behind=groves.garden),
    "cherry_orchard": Place(behind=groves.orchard),
    "sea": Place(behind=_shore(beach.open_water, beach.behind_actors), horizon=0.40, water=0.62),
    "beach": Place(behind=_shore(beach.behind_actors, beach.behind_actors), horizon=0.40, water=0.62),
    "island": Place(behind=_shore(shores.island, shores.island), horizon=0.40, water=0.62),
    "lake": Place(behind=_shore(shores.lake_water, shores.lake), before=_BANK, water=0.70),
    "river": Place(behind=_shore(shores.river_water, shores.river), before=_BANK, water=0.70),
    "waterfall": Place(behind=shores.waterfall, before=_BANK, water=0.74),
    "swamp": Place(behind=shores.swamp, before=_BANK, water=0.72),
    "arctic": Place(behind=rocks.arctic),
    "cave": Place(behind=cave.cave, before=cave.before_cave, covered=True, light=cave.cave_light),
    "canyon": Place(behind=rocks.canyon),
    "volcano": Place(behind=volcano.volcano, light=volcano.volcano_light),
    "mars": Place(behind=rocks.mars),
    "moon": Place(behind=space.moon, ground=0.88, covered=True, light=_sunlit_dust),
    "space": Place(behind=heights.stars, ground=0.80, covered=True, light=_sunlit_dust),
    "sky": Place(behind=heights.clouds, before=heights.before_clouds, ground=0.80, horizon=0.86),
    "underwater": Place(
        behind=underwater.behind_actors, before=underwater.before_actors, ground=0.80, covered=True, light=_deep_water
    ),
}
