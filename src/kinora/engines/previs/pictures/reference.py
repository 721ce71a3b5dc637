"""A scene with reference pictures in it: figures among its actors, a backdrop instead of its place."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kinora.engines.previs.pictures.backdrop import backdrop_place
from kinora.engines.previs.pictures.figures import Figure, Figures
from kinora.engines.previs.pictures.framing import Picture
from kinora.engines.previs.places.place import Place
from kinora.engines.previs.places.registry import place_of
from kinora.engines.previs.places.surf import Surf
from kinora.engines.previs.rigs.species import all_species
from kinora.engines.previs.scene import Scene
from kinora.engines.previs.setting import Layer, Setting
from kinora.engines.previs.stage.shot import TextShot

MOST_REFERENCES = 9


@dataclass(frozen=True, slots=True)
class Guests:
    """What reference pictures bring to a scene. backdrop: a picture that is the place, or None."""

    figures: tuple[Figure, ...] = ()
    backdrop: Picture | None = None


class ReferenceShot(TextShot):
    """A scene with guests."""

    def __init__(
        self, scene: Scene, guests: Guests, *, width: int, height: int, seconds: float, fps: int, seed: int
    ) -> None:
        place = place_of(scene) if guests.backdrop is None else backdrop_place(guests.backdrop)
        super().__init__(
            scene,
            width=width,
            height=height,
            seconds=seconds,
            fps=fps,
            seed=seed,
            place=with_figures(place, guests.figures),
        )


def with_figures(place: Place, figures: tuple[Figure, ...]) -> Place:
    """The place with the figures on its ground, or on a wave; behind its actors where it has any."""
    if not figures:
        return place

    rides = any(act.action == "surf" for one in figures if one.cut for act in one.acts)

    def has_actors(setting: Setting) -> bool:
        return any(actor.species in all_species() for actor in setting.scene.actors)

    def standing(setting: Setting) -> Figures:
        return Figures(setting, figures, beside=has_actors(setting), light=place.light(setting))

    def behind(setting: Setting) -> list[Layer]:
        wave: list[Layer] = [Surf(setting, [])] if rides and place.water is not None else []
        aside: list[Layer] = [standing(setting)] if has_actors(setting) else []
        return [*place.behind(setting), *wave, *aside]

    def before(setting: Setting) -> list[Layer]:
        alone: list[Layer] = [] if has_actors(setting) else [standing(setting)]
        return [*alone, *place.before(setting)]

    return replace(place, behind=behind, before=before)
