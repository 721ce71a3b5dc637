"""Which layers make which place. Knows order, not drawing."""

from __future__ import annotations

from dataclasses import replace

from kinora.engines.previs import beach, city, land, room, space, underwater
from kinora.engines.previs.cast import Cast
from kinora.engines.previs.palette import PALETTES, Palette
from kinora.engines.previs.performer import Performer
from kinora.engines.previs.props import Props
from kinora.engines.previs.sea import Sea
from kinora.engines.previs.setting import Layer, Setting
from kinora.engines.previs.sky import Sky
from kinora.engines.previs.species import all_species
from kinora.engines.previs.surf import Surf
from kinora.engines.previs.swim import Swimmers
from kinora.engines.previs.wildlife import wildlife

PLACES = ("sea", "city", "forest", "mountain", "desert", "space", "room", "meadow", "underwater")


def build_place(setting: Setting) -> list[Layer]:
    """Every layer of the shot, back to front, actors included. An unknown place is a meadow."""
    cast = _performers(setting)
    props = Props(setting)
    match setting.scene.place:
        case "sea" if any(performer.action == "surf" for performer in cast):
            return [Sky(setting), Sea(setting, 0.30), props, Surf(setting, cast)]
        case "sea" if not cast and "boat" in setting.scene.props:
            return [*beach.open_water(setting), *wildlife(setting), props]
        case "sea" if cast and all(performer.action == "swim" for performer in cast):
            return [*beach.open_water(setting), *wildlife(setting), props, Swimmers(setting, cast)]
        case "sea":
            return [*beach.behind_actors(setting), *wildlife(setting), props, Cast(setting, cast)]
        case "city":
            return [*city.behind_actors(setting), props, Cast(setting, cast, ground=0.925, size=1.9)]
        case "space":
            return [*space.behind_actors(setting), props, Cast(setting, cast, ground=0.88)]
        case "room":
            return [*room.behind_actors(setting), props, Cast(setting, cast, ground=0.88, size=2.2)]
        case "underwater":
            return [
                *underwater.behind_actors(setting),
                props,
                Cast(setting, cast, ground=0.80),
                *underwater.before_actors(setting),
            ]
        case _:
            life = wildlife(setting)
            return [*land.behind_actors(setting), *life, props, Cast(setting, cast), *land.before_actors(setting)]


def _performers(setting: Setting) -> list[Performer]:
    """The actors, each with its own rhythm; twins never move as one."""
    chance = setting.stream("cast")
    side = 1.0 if setting.sun[0] > setting.width / 2 else -1.0
    table = all_species()
    palette = _stage_light(setting)
    cast: list[Performer] = []
    for actor in setting.scene.actors:
        if actor.species not in table:
            continue
        kin = sum(one.species.name == actor.species for one in cast)
        look = table[actor.species].variant(kin).dressed(actor.coat, actor.size)
        phase = float(chance.random() * 2.4)
        cast.append(Performer(look, actor.action, phase=phase, palette=palette, sun_side=side))
    return cast


def _stage_light(setting: Setting) -> Palette:
    """Indoors and in space the hour outside hardly counts; neon lights a night street."""
    palette = setting.palette
    match setting.scene.place:
        case "room":
            return replace(palette, ambience=palette.ambience * 0.45, rim=(255, 226, 170), rim_strength=0.5)
        case "space":
            return replace(PALETTES["day"], ambient=(60, 60, 110), ambience=0.12, rim=(236, 240, 255), rim_strength=0.8)
        case "underwater":
            return replace(palette, ambient=(20, 120, 190), ambience=0.30, rim=(170, 240, 250), rim_strength=0.55)
        case "city" if city.is_lit(setting):
            return replace(palette, ambience=palette.ambience * 0.8, rim=(255, 170, 150), rim_strength=0.8)
        case _:
            return palette
