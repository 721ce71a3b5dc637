"""The insect rig: small animals with wings, many legs, a shell, or no legs at all. Drawn as large as a koala's head."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.props.kinds import draw_prop
from kinora.engines.previs.rigs.insect_crawlers import draw_ant, draw_ladybug, draw_snail, draw_snake, draw_spider
from kinora.engines.previs.rigs.insect_flyers import draw_bee, draw_butterfly, draw_dragonfly
from kinora.engines.previs.rigs.insect_state import SmallPose
from kinora.engines.previs.rigs.instant import instant
from kinora.engines.previs.rigs.rig import Box, Motion
from kinora.engines.previs.rigs.species import Species

_PLANS: dict[str, Callable[[Canvas, Species, SmallPose, Motion], None]] = {
    "butterfly": draw_butterfly,
    "bee": draw_bee,
    "dragonfly": draw_dragonfly,
    "ladybug": draw_ladybug,
    "spider": draw_spider,
    "snail": draw_snail,
    "snake": draw_snake,
    "ant": draw_ant,
}
_FLYERS = frozenset({"butterfly", "bee", "dragonfly"})
_RESTS = frozenset({"sleep", "sit", "hide", "kneel", "eat", "drink", "think"})
_ALOFT = frozenset({"fly", "float", "launch", "surf", "land"})
_GOES = frozenset({"walk", "crawl", "follow", "carry", "push", "pull", "climb", "ride", "drive", "swim", "fish"})
_HURRIES = frozenset({"run", "chase", "hunt", "race", "ski", "skate"})
_LEAPS = frozenset({"jump", "celebrate", "play", "kick", "throw", "catch", "exercise"})
_SWAYS = frozenset({"dance", "swing", "spin", "wave", "clap", "give", "high_five", "handshake", "hug", "fight", "bow"})
_SPEAKS = frozenset({"talk", "laugh", "cry", "sing", "kiss", "shake_head", "eat", "drink"})


@dataclass(frozen=True, slots=True)
class _Habit:
    """What an action makes of a small animal: how fast it goes, how high it jumps, how far it sways."""

    pace: float
    leap: float
    sway: float


def _habit(action: str) -> _Habit:
    if action in _HURRIES:
        return _Habit(2.0, 0.0, 0.0)
    if action in _GOES or action in _ALOFT:
        return _Habit(1.0, 0.0, 0.0)
    if action in _LEAPS:
        return _Habit(0.4, 1.0, 0.0)
    return _Habit(0.5, 0.0, 1.0) if action in _SWAYS else _Habit(0.0, 0.0, 0.0)


class InsectRig:
    """Butterfly, bee, dragonfly, ladybug, spider, snail, snake, ant."""

    def draw(self, canvas: Canvas, species: Species, motion: Motion) -> None:
        pose = self._pose(species, motion)
        with canvas.moved(0, -pose.lift, degrees=pose.tilt):
            _PLANS[species.body](canvas, species, pose, motion)
            if motion.held:
                with canvas.moved(64, -30, scale=(0.7, 0.7)):
                    draw_prop(canvas, motion.held, colour=motion.held_colour, time=motion.time)

    def lift(self, species: Species, motion: Motion) -> float:
        return self._pose(species, motion).lift

    def box(self, species: Species, action: str) -> Box:
        high = 130.0 if action in _LEAPS or action in _ALOFT or species.body in _FLYERS else 30.0
        return Box(
            half=150.0 if species.body in ("snake", "dragonfly") else 128.0, rise=170.0 + high, below=36.0, body=76.0
        )

    def _pose(self, species: Species, motion: Motion) -> SmallPose:
        def pose_at(action: str, time: float) -> SmallPose:
            habit = _habit(action)
            flies = action in _ALOFT or (species.body in _FLYERS and action not in _RESTS)
            can_fly = species.body in _FLYERS or species.body == "ladybug"
            hover = (58 + 13 * math.sin(time * 2.3) + 5 * math.sin(time * 5.1)) * (flies and can_fly)
            if flies and not can_fly:
                hover = 36 + 6 * math.sin(time * 2)
            part = (time * 1.2) % 1.0
            wobble = 5 * math.sin(time * 2.9) if hover else 1.6 * math.sin(time * 2.3)
            return SmallPose(
                lift=hover + 70 * habit.leap * 4 * part * (1 - part) + 6 * habit.sway * abs(math.sin(time * 6)),
                tilt=wobble + 9 * habit.sway * math.sin(time * 6),
                step=time * 9 * (habit.pace or 0.12),
                stride=min(1.0, habit.pace + 0.08),
                flap=time * (26 if species.body != "butterfly" else 13),
                aloft=1.0 if hover else 0.0,
                mouth=max(0.0, math.sin(time * 8)) if action in _SPEAKS else 0.0,
                closed=1.0 if action in ("sleep", "hide") else 0.0,
            )

        return instant(pose_at, motion)
