"""Every place by name, and the layers of a shot in it. Knows order, not drawing."""

from __future__ import annotations

from kinora.engines.previs.places import built, indoor, nature
from kinora.engines.previs.places.place import Place
from kinora.engines.previs.scene import Scene
from kinora.engines.previs.setting import Setting

PLACES: dict[str, Place] = {**nature.PLACES, **built.PLACES, **indoor.PLACES}
_ANYWHERE = "meadow"


def place_of(scene: Scene) -> Place:
    """The scene's place; an unknown name is a meadow."""
    return PLACES.get(scene.place, PLACES[_ANYWHERE])


def make_setting(scene: Scene, *, width: int, height: int, seed: int) -> Setting:
    """The setting of a scene in its place."""
    return Setting(scene=scene, width=width, height=height, seed=seed, horizon_share=place_of(scene).horizon)
