"""Where everybody stands before anybody moves, and how large each is drawn. Of acts it knows who belongs to whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kinora.engines.previs.rigs.performer import Performer
from kinora.engines.previs.rigs.registry import RIGS
from kinora.engines.previs.rigs.rig import Motion
from kinora.engines.previs.scene import Actor
from kinora.engines.previs.setting import Setting
from kinora.engines.previs.stage.meetings import MEETINGS, TRAVELS

_LARGEST = 1.35
"""A creature of this size fills the stage; still larger ones make everybody smaller."""
_LEVELLED = 0.80
"""Sizes are drawn nearer to each other than they are: a mouse beside an elephant must still be seen."""
_FULL = 0.91
"""The share of the frame's width that a row may take."""
_ROOMY = frozenset(name for name, row in MEETINGS.items() if row.travels and row.gap)
"""Two who cross the stage together need a way to go."""
_LANE = 0.045
"""How much further back one passes behind those who stand."""
_TAILS = 1.06
"""What sticks out of a body, as far as neighbours and the border must leave room for it."""
_OVERHEAD = 0.025
"""What stays free over the highest head, in frame heights."""
_HOVERS = 24.0
"""Who is never nearer to the ground than this, in units, is in the air."""
_HIGH, _HIGH_ALONE = 0.34, 0.13
"""How much further up they are, in frame heights: over others, and with nobody on the ground."""
_TAKE_OFF = 1.5
_WINGED, _FLAT, _MACHINE = 1.62, 1.3, 1.07
"""What wings, bodies that lie in the air, and bumpers reach out, in half widths of the body."""
_SPREAD = {"fish": 1.22, "bird": 1.4}
"""Fins, and wings in flight, in the same."""
_TINY = 0.62
"""How much smaller insects are drawn beside others."""
_TUMBLES = frozenset({"jump", "celebrate", "kick", "exercise", "throw", "catch", "dance", "spin", "roll", "fall"})
"""Acts in which machines lean and turn."""
_NEARER = 1.25
"""By how much those in the air are shown larger beside others than they are."""
_RESTLESS = ("drone", "zoom_in", "crash", "crane", "fly_through", "pov", "spiral", "dolly_in")
"""Moves beginning so come nearer: a row leaves room for it."""
_DEEP = 4
"""From this many on, every second one stands further back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One actor's place, in world pixels. scale: pixels per unit of a creature 150 units tall, before its own size.

    half: half the body's width. size: pixels per unit of the actor itself. high: how far it is over the ground.
    room: how far it could rise from here and stay in the frame.
    """

    x: float
    y: float
    scale: float
    half: float
    size: float
    flip: bool
    high: float = 0.0
    room: float = 0.0


Room = Callable[[Performer, str], tuple[float, float]]
"""Half the width and the rise that a performer needs in an action, in units of its own."""


def usual_room(performer: Performer, action: str) -> tuple[float, float]:
    """The body, and all that rises over it; who takes off needs the air over it as well."""
    box, species = performer.box(action), performer.species
    rise = box.rise * (_TAKE_OFF if action == "launch" else 1.0)
    if species.rig == "vehicle":
        return (box.half if action in _TUMBLES else box.body * _MACHINE), rise
    if species.rig in _SPREAD:
        return box.body * (_SPREAD[species.rig] if species.rig == "fish" or action == "fly" else 1.0), rise
    if species.rig == "biped":
        winged = _WINGED if species.gear.endswith("_wings") else 1.0
        return box.body * winged * (_FLAT if action == "fly" else 1.0), rise
    return box.body, rise


def marks(
    setting: Setting, performers: Sequence[Performer], *, ground: float, size: float, room: Room = usual_room
) -> list[Mark]:
    """A mark for each, in the order of the performers; those in the air over those on the ground."""
    flying = [k for k, one in enumerate(performers) if is_aloft(one) and not _is_involved(setting, one)]
    standing = [k for k in range(len(performers)) if k not in flying]
    if flying and standing:
        placed: dict[int, Mark] = {}
        for group in (standing, flying):
            each = [performers[k] for k in group]
            own = _row_marks(setting, each, ground=ground, size=size * (0.8 if group is flying else 1.0), room=room)
            placed |= dict(zip(group, own, strict=True))
        _beside(setting, performers, placed, standing, flying)
    else:
        placed = dict(enumerate(_row_marks(setting, performers, ground=ground, size=size, room=room)))
    raised = _HIGH if standing else _HIGH_ALONE
    for order, k in enumerate(flying):
        placed[k] = _lifted(setting, performers[k], placed[k], raised - 0.05 * (order % 2), room)
    for k in standing:
        placed[k] = replace(placed[k], room=max(0.0, _above(setting, performers[k], placed[k], room)))
    return [placed[k] for k in range(len(performers))]


def _beside(
    setting: Setting, performers: Sequence[Performer], placed: dict[int, Mark], standing: list[int], flying: list[int]
) -> None:
    """Those in the air no larger than they should be beside those on the ground, and not over their heads."""
    tallest = max(standing, key=lambda k: performers[k].species.size)
    for k in flying:
        likeness = (performers[k].species.size / performers[tallest].species.size) ** _LEVELLED
        smaller = min(1.0, _NEARER * likeness * placed[tallest].size / placed[k].size)
        one = placed[k]
        placed[k] = replace(one, scale=one.scale * smaller, half=one.half * smaller, size=one.size * smaller)
    left, right = _span(placed, flying)
    low, high = _span(placed, standing)
    aside = min(0.22 * setting.width, (1.0 - 0.06) * setting.width - right)
    if right - left < 0.45 * setting.width and high - low < 0.55 * setting.width and aside > 0:
        for k in flying:
            placed[k] = replace(placed[k], x=placed[k].x + aside)
        back = min(0.08 * setting.width, max(0.0, low - 0.05 * setting.width))
        for k in standing:
            placed[k] = replace(placed[k], x=placed[k].x - back)


def _span(placed: dict[int, Mark], group: list[int]) -> tuple[float, float]:
    """From the left end of a group to its right end."""
    return min(placed[k].x - placed[k].half for k in group), max(placed[k].x + placed[k].half for k in group)


def is_aloft(performer: Performer) -> bool:
    """Whether it is in the air from the first to the last."""
    if performer.species.rig == "fish" or performer.actor.does("launch", "land"):
        return False
    rig, seconds = RIGS[performer.species.rig], (0.0, 0.31, 0.67, 0.95, 1.3)
    lifts = [
        rig.lift(performer.species, Motion(action=act.action, time=time))
        for act in performer.actor.acts
        for time in seconds
    ]
    return min(lifts) > _HOVERS


def _is_involved(setting: Setting, performer: Performer) -> bool:
    """Whether it has to do with somebody: then it stays where the other one is."""
    actors = setting.scene.actors
    partners = [act.partner for actor in actors for act in actor.acts if act.partner is not None]
    if any(act.partner is not None for act in performer.actor.acts):
        return True
    return any(place < len(actors) and actors[place] is performer.actor for place in partners)


def _lifted(setting: Setting, performer: Performer, mark: Mark, share: float, room: Room) -> Mark:
    """Higher by a share of the frame, as far as its head allows."""
    high = min(share * setting.height, max(0.0, _above(setting, performer, mark, room)))
    return replace(mark, y=mark.y - high, high=high)


def _above(setting: Setting, performer: Performer, mark: Mark, room: Room) -> float:
    """How much of the frame is free over its head."""
    rise = max(
        room(performer, act.action)[1] / (_TAKE_OFF if act.action == "launch" else 1.0) for act in performer.actor.acts
    )
    return mark.y - rise * mark.size - _OVERHEAD * setting.height


def _row_marks(
    setting: Setting, performers: Sequence[Performer], *, ground: float, size: float, room: Room
) -> list[Mark]:
    if not performers:
        return []
    insects = [performer.species.rig == "insect" for performer in performers]
    sizes = _levelled([performer.species.size for performer in performers])
    if any(insects) and not all(insects):
        sizes = [each * (_TINY if tiny else 1.0) for each, tiny in zip(sizes, insects, strict=True)]
    halves = [_half(performer, room) * each for performer, each in zip(performers, sizes, strict=True)]
    rows = _rows(setting, performers, sizes)
    scale = _scale(setting, performers, rows, (sizes, halves), ground=ground, size=size, room=room)
    placed: dict[int, Mark] = {}
    many = len(performers) >= _DEEP
    further = _further(sizes) if many else {k for k in range(len(sizes)) if k % 2 == 0}
    passing = _passing([performer.actor for performer in performers])
    standing = [k for k in range(len(sizes)) if k not in passing]
    for back, row in enumerate(reversed(rows)):
        smaller = scale * (1.0 - 0.14 * back)
        spread = _spread(setting, [halves[k] * smaller for k in row], smaller, len(performers), _full(rows))
        aside = 0.0 if len(rows) == 1 else (0.5 - _full(rows) / 2) * 0.9 * (1 if back else -1)
        for order, (k, x) in enumerate(zip(row, spread, strict=True)):
            one = performers[k]
            low = 0.025 * (k not in further)
            if many:
                low = 0.02 - 0.17 * back if len(rows) > 1 else 0.02 - 0.05 * (k in further)
            if k in passing:
                # Behind those who stand, unless they would hide it.
                tall = max(_rise(performers[j], room) * sizes[j] for j in standing)
                low += 0.5 * _LANE if tall > 1.3 * _rise(one, room) * sizes[k] else -_LANE
            placed[k] = Mark(
                x=x + aside * setting.width,
                y=setting.height * (ground + low),
                scale=smaller * sizes[k] / performers[k].species.size,
                half=halves[k] * smaller,
                size=smaller * sizes[k],
                flip=len(row) > 1 and order >= len(row) / 2,
            )
    return [placed[k] for k in range(len(performers))]


def _passing(actors: Sequence[Actor]) -> set[int]:
    """Who crosses the stage while others stand on it: behind them."""
    going = {k for k, actor in enumerate(actors) if any(a.partner is None and a.action in TRAVELS for a in actor.acts)}
    return going if len(going) < len(actors) else set()


def _scale(
    setting: Setting,
    performers: Sequence[Performer],
    rows: list[list[int]],
    own: tuple[list[float], list[float]],
    *,
    ground: float,
    size: float,
    room: Room,
) -> float:
    """Pixels per unit in the front row. own: everybody's size and half width."""
    sizes, halves = own
    full = size * setting.unit * min(1.0, _LARGEST / max(sizes))
    tops = [_below_the_top(setting, one, ground, each, room) for one, each in zip(performers, sizes, strict=True)]
    if any(act.partner is not None and act.action in _ROOMY for one in performers for act in one.actor.acts):
        full = min(full, setting.width * 0.20 / max(halves))
    near = _near(len(performers))
    closer = 0.86 if any(move.name.startswith(_RESTLESS) for move in setting.scene.camera) else 1.0
    fitting = (_fitting(setting, [halves[k] for k in row], near, _full(rows)) for row in rows)
    return min(full, *tops, *(closer * each for each in fitting))


def _below_the_top(setting: Setting, performer: Performer, ground: float, size: float, room: Room) -> float:
    """The scale at which it is still in the frame, however high it leaps."""
    rise = max(room(performer, act.action)[1] for act in performer.actor.acts)
    return (ground - _OVERHEAD) * setting.height / (rise * size)


def _rise(performer: Performer, room: Room) -> float:
    return room(performer, performer.action)[1]


def _further(sizes: list[float]) -> set[int]:
    """Who stands further back, half of them: the larger ones, and every second one of those alike."""
    order = sorted(range(len(sizes)), key=lambda k: (-round(sizes[k], 1), k % 2, k))
    return set(order[: len(sizes) // 2])


def _levelled(sizes: list[float]) -> list[float]:
    largest = max(sizes)
    return [largest * (each / largest) ** _LEVELLED for each in sizes]


def _half(performer: Performer, room: Room) -> float:
    """Half the width of the body, in units of its own, in its widest act."""
    return _TAILS * max(room(performer, act.action)[0] for act in performer.actor.acts)


def _rows(setting: Setting, performers: Sequence[Performer], sizes: list[float]) -> list[list[int]]:
    """Back row first. Two rows only where a tall frame has many to show."""
    order = _ordered([performer.actor for performer in performers])
    if len(order) < _DEEP or setting.width > setting.height * 1.2:
        return [order]
    back = _further(sizes)
    return [[k for k in order if k in back], [k for k in order if k not in back]]


def _full(rows: list[list[int]]) -> float:
    """The share of the frame's width that a row may take; two rows are set off against each other."""
    return _FULL if len(rows) == 1 else _FULL * 0.82


def _ordered(actors: Sequence[Actor]) -> list[int]:
    """Left to right: those who do something together stand side by side."""
    order: list[int] = []
    for k, actor in enumerate(actors):
        if k not in order:
            order.append(k)
        for act in actor.acts:
            if act.partner is not None and act.partner < len(actors) and act.partner not in order:
                order.insert(order.index(k) + 1, act.partner)
    return order


def _near(count: int) -> float:
    """How near the middles of neighbours may come, in sums of their half widths."""
    return 1.10 if count < _DEEP else 0.90


def _fitting(setting: Setting, halves: list[float], near: float, full: float) -> float:
    """The scale at which a row of these half widths fits into the frame."""
    wide = halves[0] + halves[-1] + sum((a + b) * near for a, b in pairwise(halves))
    return full * setting.width / wide


def _spread(setting: Setting, halves: list[float], scale: float, count: int, full: float) -> list[float]:
    """World x of each, the row as a whole in the middle; as loose as there is room."""
    near = _near(count)
    tight = [(a + b) * near for a, b in pairwise(halves)]
    loose = [max(gap, min(setting.width * 0.27, 206.0 * scale)) for gap in tight]
    ends = halves[0] + halves[-1]
    room = full * setting.width - ends
    gaps = loose
    if sum(loose) > room:
        share = max(0.0, room - sum(tight)) / max(1e-6, sum(loose) - sum(tight))
        gaps = [gap + (wide - gap) * share for gap, wide in zip(tight, loose, strict=True)]
    x = setting.width / 2 - (sum(gaps) + ends) / 2 + halves[0]
    places = [x]
    for gap in gaps:
        places.append(places[-1] + gap)
    return places
