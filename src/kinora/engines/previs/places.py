"""Which layers make which place. Knows order, not drawing."""

from __future__ import annotations

from kinora.engines.previs import land
from kinora.engines.previs.cast import Cast
from kinora.engines.previs.performer import Performer
from kinora.engines.previs.sea import Sea
from kinora.engines.previs.setting import Layer, Setting
from kinora.engines.previs.sky import Sky
from kinora.engines.previs.species import all_species
from kinora.engines.previs.surf import Surf


def build_place(setting: Setting) -> list[Layer]:
    """Every layer of the shot, back to front, actors included."""
    cast = _performers(setting)
    match setting.scene.place:
        case "sea":
            return [Sky(setting), Sea(setting, 0.3), Surf(setting, cast)]
        case _:
            return [*land.behind_actors(setting), Cast(setting, cast), *land.before_actors(setting)]


def _performers(setting: Setting) -> list[Performer]:
    """The actors, each with its own rhythm; twins never move as one."""
    chance = setting.stream("cast")
    side = 1.0 if setting.sun[0] > setting.width / 2 else -1.0
    table = all_species()
    return [
        Performer(table[a.species], a.action, phase=float(chance.random() * 2.4), palette=setting.palette, sun_side=side)
        for a in setting.scene.actors
    ]
