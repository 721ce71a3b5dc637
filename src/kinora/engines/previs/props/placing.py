"""Where the props of a scene stand, hang and fly, and how large they are shown. Knows no pixels.

Small things are shown larger and large ones smaller than life, so that a cup and a castle both can be read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kinora.engines.previs.places.place import Place
from kinora.engines.previs.props.kind import Kind
from kinora.engines.previs.props.kinds import PROPS
from kinora.engines.previs.props.seats import SEATED, SEATS
from kinora.engines.previs.rigs.holding import EMPTY_HANDED, grip_of
from kinora.engines.previs.rigs.registry import RIGS
from kinora.engines.previs.rigs.species import all_species
from kinora.engines.previs.scene import Act, Prop, Scene
from kinora.engines.previs.setting import Setting

MOST = 8
"""More of one kind than this are drawn as this many."""
_GAMES = ("play", "catch", "throw", "kick")
_OPEN = ("space", "underwater", "moon", "mars", "sky", "cave", "volcano")
"""Places without weather that have no walls either."""
_TABLES = ("table", "desk")
_SIDEWAYS = ("pan", "truck", "orbit", "follow", "drone", "whip", "fly")
"""Camera moves beginning so carry the frame's sides away."""
_TRAVELS = ("walk", "run", "fly", "swim", "drive", "ride", "sail", "surf", "chase", "follow")
_LEANING = ("sword", "axe", "broom", "bow_arrow", "wand", "surfboard", "guitar", "paintbrush", "pencil")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One thing's place. x, y: world pixels of its foot at zoom 1. size: pixels per unit. depth: as Setting.lens.

    manner: stands, lies, hangs, bobs, juts (from the sea), floats or rises. lean: degrees.
    phase: what tells its motion from its neighbour's.
    """

    kind: Kind
    colour: str
    x: float
    y: float
    size: float
    depth: float
    manner: str
    lean: float = 0.0
    phase: float = 0.0


def shown_props(scene: Scene) -> list[Prop]:
    """The props that nobody on stage has in hand or acts with."""
    used = {actor.holds for actor in scene.actors}
    used |= {act.prop for actor in scene.actors for act in actor.acts if _is_used(act)}
    if scene.has_action(*_GAMES):
        used.add("ball")
    return [prop for prop in scene.props if prop.name in PROPS and prop.name not in used]


def _is_used(act: Act) -> bool:
    """Whether the thing of an act is in somebody's hands or under somebody, and not only near or looked at."""
    if act.action in SEATED and act.prop in SEATS:
        return True
    return act.action not in EMPTY_HANDED and (act.action in _GAMES or grip_of(act.prop) is not None)


def placed(setting: Setting, place: Place) -> list[Spot]:
    """Every thing of the scene, back to front."""
    stage = _Stage(setting, place)
    props = shown_props(setting.scene)
    flying = [prop for prop in props if PROPS[prop.name].where in ("air", "sky")]
    hung = [prop for prop in props if PROPS[prop.name].where == "wall" and stage.has_walls]
    standing = [prop for prop in props if prop not in flying and prop not in hung]
    spots = [*_flying(stage, flying), *_hung(stage, hung), *_standing(stage, standing)]
    return sorted(spots, key=lambda spot: (spot.depth, spot.y))


class _Stage:
    """The frame as the props see it: what the actors leave free, and how large a unit is."""

    def __init__(self, setting: Setting, place: Place) -> None:
        scene = setting.scene
        self.width, self.height = setting.width, setting.height
        restless = any(move.name.startswith(_SIDEWAYS) for move in scene.camera)
        restless = restless or (not scene.camera and scene.has_action(*_TRAVELS))
        self.border = setting.width * (0.13 if restless else 0.03)
        self.far_shore = setting.horizon + setting.height * 0.035
        self.ground = place.ground
        self.has_walls = place.covered and scene.place not in _OPEN
        self.afloat = place.water is not None and scene.has_action("surf", "swim", "sail", "float")
        self.water = place.water if place.water is not None else place.ground
        table = all_species()
        cast = [(table[actor.species], actor) for actor in scene.actors if actor.species in table]
        bodies = [RIGS[one.rig].box(one, actor.action).body * one.size * actor.size for one, actor in cast]
        largest = max([one.size * actor.size for one, actor in cast], default=1.0)
        fits = setting.width / (30.0 + 175.0 * max(1, len(cast))) / largest
        self.unit = (
            min(place.size * setting.unit * min(1.0, 1.35 / largest), fits) if cast else place.size * setting.unit
        )
        self.alone = not cast
        # The camera goes along with a machine that fills much of the frame: things stand where it has not come yet.
        led = not scene.camera or any(move.name == "follow" for move in scene.camera)
        self.passed = led and len(cast) == 1 and cast[0][0].rig == "vehicle" and cast[0][1].does(*_TRAVELS)
        gap = min(max(setting.width * 0.27, 150 * self.unit), 206 * self.unit)
        taken = (len(cast) - 1) / 2 * gap + max(bodies, default=0.0) * self.unit
        middle = setting.width / 2
        margin = setting.width * 0.045
        self.left = (margin, max(margin, middle - taken))
        self.right = (min(setting.width - margin, middle + taken), setting.width - margin)

    def share(self, kind: Kind) -> float:
        """By how much the thing is shown larger than it is."""
        reach = max(kind.tall + kind.below, kind.wide * 0.66)
        return float((reach / 150.0) ** -0.42)


def _standing(stage: _Stage, props: Sequence[Prop]) -> list[Spot]:
    """On the ground: in the middle when nobody else is there, otherwise on both sides of the actors."""
    carried = _on_table(props)
    groups = [prop for prop in props if prop not in carried]
    if not groups:
        return []
    if stage.alone:
        margin = stage.width * 0.07
        crown = max((PROPS[prop.name].tall for prop in carried), default=0.0) * 1.5
        spots = _row(stage, groups, (margin, stage.width - margin), crown=crown)
    elif stage.passed:
        spots = _row(stage, groups, (stage.width * 0.55, stage.width * 1.08))
    else:
        right, left = _sides(groups)
        spots = [*_row(stage, right, stage.right), *_row(stage, left, stage.left)]
    return [*spots, *_laid(stage, carried, spots)]


def _sides(groups: Sequence[Prop]) -> tuple[list[Prop], list[Prop]]:
    """What stands to the right and to the left: things by turns, or one group on both sides."""
    if len(groups) > 1 or groups[0].count < 2:
        return list(groups[0::2]), list(groups[1::2])
    group = groups[0]
    count = min(group.count, MOST)
    return [replace(group, count=count - count // 2)], [replace(group, count=count // 2)]


def _on_table(props: Sequence[Prop]) -> list[Prop]:
    """What is laid on a table of the same scene."""
    if not any(prop.name in _TABLES for prop in props):
        return []
    return [prop for prop in props if PROPS[prop.name].where in ("table", "hand") and prop.name not in _TABLES]


def _row(stage: _Stage, props: Sequence[Prop], room: tuple[float, float], *, crown: float = 0.0) -> list[Spot]:
    """Groups side by side between two borders; where it is narrow they shrink, then they reach behind the actors.

    crown: how much higher than they are themselves things on them reach.
    """
    if not props:
        return []
    sizes = [stage.unit * stage.share(PROPS[prop.name]) * prop.size * _crowd(prop.count) for prop in props]
    wides = [_group_width(prop, size) for prop, size in zip(props, sizes, strict=True)]
    tallest = max(
        (PROPS[prop.name].tall + PROPS[prop.name].below + crown) * size * (1.2 if prop.count > 3 else 1.0)
        for prop, size in zip(props, sizes, strict=True)
    )
    free = max(1.0, room[1] - room[0])
    factor = min(1.0, 0.96 * free / sum(wides))
    if stage.alone:
        grand = min(1.3, max(0.5, max(prop.size for prop in props) ** 0.6))
        factor = min((0.66 if crown else 0.55) * grand * stage.height / tallest, 0.92 * free / sum(wides), 6.0)
    else:
        factor = min(max(factor, 0.62), stage.height * 0.52 / tallest)
    crowded = not stage.alone and stage.height > stage.width and sum(wides) * factor > 1.2 * free
    spots: list[Spot] = []
    slot = free / len(props)
    for order, (prop, size, wide) in enumerate(zip(props, sizes, wides, strict=True)):
        half = wide * factor / 2
        x = room[0] + slot * (order + 0.5)
        low, high = half + stage.border, stage.width - half - stage.border * (not stage.passed)
        x = min(max(x, low), high) if low < high else stage.width / 2
        spots += _group(stage, prop, x, size * factor, crowded=crowded)
    return spots


def _crowd(count: int) -> float:
    return float(min(count, MOST) ** -0.24)


def _sunk(kind: Kind) -> float:
    """How far a grip is over the lower end."""
    return max(0.0, kind.below - 3.0) * 0.8


def _rows(count: int) -> list[int]:
    """How many of a group stand in each row, the back row first."""
    count = min(count, MOST)
    return [count] if count <= 3 else [count // 2, count - count // 2]


def _group_width(prop: Prop, size: float) -> float:
    return PROPS[prop.name].wide * size * (1.0 + 0.9 * (max(_rows(prop.count)) - 1))


def _group(stage: _Stage, prop: Prop, x: float, size: float, *, crowded: bool = False) -> list[Spot]:
    """One thing, or several in one or two rows; further off where actors fill a tall frame."""
    kind = PROPS[prop.name]
    rows = _rows(prop.count)
    shown = kind.tall * size
    behind = 0.0 if stage.alone else stage.height * 0.028 * min(1.0, shown / (stage.height * 0.3))
    foot = stage.height * stage.ground - behind + (stage.height * 0.012 if shown < stage.height * 0.2 else 0.0)
    if stage.alone:
        foot = min(foot + stage.height * 0.01, stage.height * 0.93)
    if crowded:
        foot -= stage.height * 0.07
    if stage.passed and not stage.afloat:
        foot -= stage.height * 0.085
    island = stage.afloat and kind.tall > 120
    if stage.afloat:
        foot = stage.far_shore if island else stage.height * (stage.water + 0.02)
        size *= 0.7 if island else 1.0
    spots: list[Spot] = []
    for back, number in enumerate(rows):
        lift = (len(rows) - 1 - back) * min(kind.tall * size * 0.34, stage.height * 0.10)
        for place in range(number):
            step = (place - (number - 1) / 2) * kind.wide * size * 0.9
            nudge = kind.wide * size * 0.22 if len(rows) == 2 and back == 0 and rows[0] == rows[1] else 0.0
            spots.append(
                Spot(
                    kind=kind,
                    colour=prop.colour,
                    x=x + step + nudge,
                    y=foot - lift - _sunk(kind) * size,
                    size=size * (0.9 if back < len(rows) - 1 else 1.0),
                    depth=0.5 if island else 0.92 if lift else 0.95,
                    manner="juts" if island else "bobs" if stage.afloat else "stands",
                    lean=14.0 if kind.name in _LEANING else 0.0,
                    phase=1.7 * place + 2.9 * back,
                )
            )
    return spots


def _laid(stage: _Stage, props: Sequence[Prop], spots: Sequence[Spot]) -> list[Spot]:
    """Small things in a row on the first table."""
    tables = [spot for spot in spots if spot.kind.name in _TABLES]
    items = [prop for prop in props for _ in range(min(prop.count, MOST))]
    if not tables or not items:
        return []
    table = tables[0]
    top, span = table.y - 90.0 * table.size, table.kind.wide * table.size * 0.86
    sizes = [table.size * stage.share(PROPS[item.name]) ** 0.8 * item.size for item in items]
    total = sum(PROPS[item.name].wide * size for item, size in zip(items, sizes, strict=True))
    factor = min(1.0, span / total)
    x = table.x - total * factor / 2
    laid: list[Spot] = []
    for order, (item, size) in enumerate(zip(items, sizes, strict=True)):
        kind = PROPS[item.name]
        half = kind.wide * size * factor / 2
        y = top - _sunk(kind) * size * factor
        laid.append(
            Spot(
                kind=kind,
                colour=item.colour,
                x=x + half,
                y=y,
                size=size * factor,
                depth=table.depth + 0.001,
                manner="lies",
                phase=float(order),
            )
        )
        x += 2 * half
    return laid


def _hung(stage: _Stage, props: Sequence[Prop]) -> list[Spot]:
    """On the wall, above the actors' heads, from the sides inwards."""
    spots: list[Spot] = []
    across = (0.76, 0.22, 0.60, 0.38, 0.9, 0.1) if not stage.alone else (0.5, 0.74, 0.26, 0.9, 0.1)
    items = [prop for prop in props for _ in range(min(prop.count, MOST))]
    for order, prop in enumerate(items):
        kind = PROPS[prop.name]
        size = stage.unit * stage.share(kind) * prop.size * (1.5 if stage.alone else 0.85)
        size = min(size, stage.height * 0.34 / kind.tall, stage.width * 0.2 / kind.wide)
        y = stage.height * 0.30 + kind.tall * size / 2
        x = stage.width * across[order % len(across)]
        spots.append(
            Spot(kind=kind, colour=prop.colour, x=x, y=y, size=size, depth=0.6, manner="hangs", phase=float(order))
        )
    return spots


def _flying(stage: _Stage, props: Sequence[Prop]) -> list[Spot]:
    """In the air beside the actors, or far up in the sky."""
    spots: list[Spot] = []
    lone = stage.alone and len(props) == 1
    for order, prop in enumerate(props):
        kind = PROPS[prop.name]
        count = min(prop.count, MOST)
        far = kind.where == "sky"
        step = 0.62 if count < 4 else 0.46
        size = stage.unit * stage.share(kind) * prop.size * _crowd(count) * (0.8 if far else 1.0)
        if lone:
            size *= 1.7
        widest = (0.60 if lone else 0.34) * stage.width / (kind.wide * (1 + step * (count - 1)))
        size = min(size, (0.52 if lone else 0.36) * stage.height / (kind.tall + kind.below), widest)
        middle = stage.width * (0.5 if lone else (0.80, 0.18, 0.64, 0.34)[order % 4])
        level = stage.height * ((0.52 if lone else 0.34) if far else (0.66 if lone else 0.56))
        drifts = kind.name == "cloud_prop" and count > 1
        if drifts:  # across the sky, over what else there is to see
            size, level = size * (0.55 if stage.alone else 0.8), stage.height * 0.19
        scatter = kind.tall * size * (0.0 if count < 2 else 0.4 if count < 4 else 1.0)
        half = kind.wide * size * (1 + step * (count - 1)) / 2 + max(stage.border, stage.width * 0.04)
        middle = min(max(middle, half), max(half, stage.width - half))
        spots.extend(
            Spot(
                kind=kind,
                colour=prop.colour,
                x=stage.width * (0.5 + (place - (count - 1) / 2) * 0.84 / count)
                if drifts
                else middle + (place - (count - 1) / 2) * kind.wide * size * step,
                y=level + (-0.30, 0.20, -0.06, 0.32)[place % 4] * scatter,
                size=size * (1.0, 0.9, 0.96, 0.86)[place % 4],
                depth=0.3 if far else 0.8,
                manner="rises" if kind.name == "fireworks_rocket" else "floats",
                phase=2.1 * place + order,
            )
            for place in range(count)
        )
    return spots
