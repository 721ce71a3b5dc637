"""The layers of one shot, back to front: the place, small life, things, actors, and what stands before them."""

from __future__ import annotations

from dataclasses import dataclass

from kinora.engines.previs.places import pond
from kinora.engines.previs.places.place import Place
from kinora.engines.previs.places.pond import Pond
from kinora.engines.previs.places.registry import place_of
from kinora.engines.previs.places.surf import Surf
from kinora.engines.previs.places.swim import Swimmers
from kinora.engines.previs.places.wildlife import wildlife
from kinora.engines.previs.props.layer import Props
from kinora.engines.previs.rigs.performer import Performer
from kinora.engines.previs.rigs.species import all_species
from kinora.engines.previs.scene import Actor
from kinora.engines.previs.setting import Layer, Setting
from kinora.engines.previs.stage.cast import Cast
from kinora.engines.previs.stage.drifting import WEIGHTLESS, Drifters
from kinora.engines.previs.stage.effects import effect_layers
from kinora.engines.previs.stage.framing import on_stage
from kinora.engines.previs.stage.meetings import MEETINGS


@dataclass(frozen=True, slots=True)
class Layers:
    """behind: up to the things on stage. actors: the casts, which are layers too. before: what stands before them."""

    behind: list[Layer]
    actors: list[Layer]
    before: list[Layer]


def build_layers(setting: Setting, place: Place | None = None) -> Layers:
    """Every layer of the shot, each list back to front. place: one that takes the place of the scene's own."""
    place = place or place_of(setting.scene)
    life = [] if place.covered else wildlife(setting)
    backdrop, *land = place.behind(setting)
    # What is in the sky belongs behind the land; indoors, before the walls.
    sky = effect_layers(setting)
    # At a waterfall the cliff fills the sky: a rainbow stands in the spray before it.
    land = [*land, *sky] if place.covered or setting.scene.place == "waterfall" else [*sky, *land]
    behind = [backdrop, *land, *life, Props(setting, place)]
    return Layers(behind, _actors(setting, place), place.before(setting))


def _actors(setting: Setting, place: Place) -> list[Layer]:
    """On the wave, in the water or on their feet."""
    everybody = performers(setting, place)
    if setting.scene.place in (*WEIGHTLESS, "underwater"):
        return _drifting(setting, place, everybody)
    row = [one for _, one in everybody]
    if place.water is None:
        # Fishes and ducks among themselves get a pond; beside people they stay on the lawn with them.
        if place.covered or not row or not all(one.actor.does("swim") for one in row):
            return [ashore(setting, place, everybody)]
        return [Pond(setting), Swimmers(setting, row, ground=pond.LINE, places=[k for k, _ in everybody], row=row)]
    surfing = [(k, one) for k, one in everybody if one.actor.does("surf")]
    floats = {k for k, one in everybody if is_afloat(one) and not surfing}
    floats |= {k for k, one in everybody if _bearers(one.actor) & floats}
    afloat = [(k, one) for k, one in everybody if k in floats]
    rest = [pair for pair in everybody if pair not in surfing and pair not in afloat]
    layers: list[Layer] = []
    if afloat:
        cast, places = [one for _, one in afloat], [k for k, _ in afloat]
        line = max(_WATERLINE, place.water)
        layers.append(Swimmers(setting, cast, ground=line, places=places, row=row))
    if surfing:
        layers.append(Surf(setting, [one for _, one in surfing]))
    if rest or not layers:
        layers.append(ashore(setting, place, rest, row if afloat else None))
    return layers


def _drifting(setting: Setting, place: Place, everybody: list[tuple[int, Performer]]) -> list[Layer]:
    """Without ground; under water only those that swim, the others are on the bottom."""
    submerged = setting.scene.place == "underwater"
    row = [one for _, one in everybody]
    down = {k for k, one in everybody if submerged and not _swims(one)}
    bound = _bound(setting.scene.actors)
    if down & bound:  # who has to do with somebody is where the other one is
        down |= bound & {k for k, _ in everybody}
    ground, size = on_stage(setting.scene, place.ground, place.size)
    layers: list[Layer] = []
    if down:
        layers.append(ashore(setting, place, [pair for pair in everybody if pair[0] in down], row))
    hanging = [pair for pair in everybody if pair[0] not in down]
    if hanging or not layers:
        cast, places = [one for _, one in hanging], [k for k, _ in hanging]
        layers.append(Drifters(setting, cast, ground=ground, size=size, places=places, row=row, submerged=submerged))
    return layers


def _bound(actors: tuple[Actor, ...]) -> set[int]:
    """Who does something with somebody, by their places in the scene."""
    pairs = [(k, act.partner) for k, actor in enumerate(actors) for act in actor.acts if act.partner is not None]
    return {k for pair in pairs for k in pair}


def _swims(performer: Performer) -> bool:
    """Whether it is at home in the water, or swims."""
    species = performer.species
    at_home = species.rig == "fish" and species.name not in (*_AMPHIBIOUS, "octopus")
    return at_home or species.name in ("turtle", "submarine", "mermaid") or performer.actor.does("swim", "float", "fly")


def ashore(
    setting: Setting, place: Place, cast: list[tuple[int, Performer]], row: list[Performer] | None = None
) -> Cast:
    """Those on their feet, nearer or further as the framing has it."""
    ground, size = on_stage(setting.scene, place.ground, place.size)
    return Cast(setting, [one for _, one in cast], ground=ground, size=size, places=[k for k, _ in cast], row=row)


def is_afloat(performer: Performer) -> bool:
    """Whether it belongs into the water."""
    species = performer.species
    at_home = species.rig == "fish" and species.name not in _AMPHIBIOUS
    return performer.actor.does("swim") or at_home or species.name in _HULLS


def _bearers(actor: Actor) -> set[int]:
    """On whom it sits at some time, by their places in the scene."""
    return {act.partner for act in actor.acts if act.partner is not None and is_mounting(act.action)}


def is_mounting(action: str) -> bool:
    """Whether one sits on a partner for it."""
    row = MEETINGS.get(action)
    return row is not None and row.mounts == "up"


_HULLS = frozenset({"boat", "sailboat", "ship", "submarine", "canoe"})
_AMPHIBIOUS = frozenset({"crab", "seal"})
"""What lives in the sea and is on land unless it swims."""
_WATERLINE = 0.70
"""The nearest waterline of swimmers, in frame heights, where the place has it higher."""


def performers(setting: Setting, place: Place) -> list[tuple[int, Performer]]:
    """The actors by their place in the scene, each with its own rhythm; twins never move as one."""
    chance = setting.stream("cast")
    side = 1.0 if setting.sun[0] > setting.width / 2 else -1.0
    table = all_species()
    palette = place.light(setting)
    cast: list[tuple[int, Performer]] = []
    for k, actor in enumerate(setting.scene.actors):
        if actor.species not in table:
            continue
        kin = sum(one.species.name == actor.species for _, one in cast)
        look = table[actor.species].variant(kin).dressed(actor.coat, actor.size)
        one = Performer(look, actor, phase=float(chance.random() * 2.4), palette=palette, sun_side=side)
        cast.append((k, one))
    return cast
