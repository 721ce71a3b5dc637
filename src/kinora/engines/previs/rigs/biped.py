"""The biped rig: people, robots, and animals that walk upright."""

from __future__ import annotations

from functools import cache

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.rigs.biped_body import draw_biped
from kinora.engines.previs.rigs.biped_pose import biped_pose, pose_of
from kinora.engines.previs.rigs.build import build_of
from kinora.engines.previs.rigs.holding import Holding
from kinora.engines.previs.rigs.rig import Box, Motion
from kinora.engines.previs.rigs.species import Species

_WIDE = frozenset({"swim", "fly", "fall", "roll", "fish", "ski", "swing", "float", "crawl"})
_TALL_HATS = frozenset({"wizard", "witch", "chef", "kabuto", "helm"})


class BipedRig:
    """Body, arms, legs and head in a pose."""

    def draw(self, canvas: Canvas, species: Species, motion: Motion) -> None:
        draw_biped(canvas, species, pose_of(motion), motion.time, blink=motion.blink, holding=Holding.of(motion))

    def lift(self, species: Species, motion: Motion) -> float:
        return pose_of(motion).lift

    def box(self, species: Species, action: str) -> Box:
        """Half widths and rises cover the highest moment of the action, hats and ears included."""
        build = build_of(species.body)
        lift = _highest(action)
        hat = 40.0 if species.hat in _TALL_HATS else 14.0 if species.hat != "none" else 0.0
        rise = (152.0 + hat) * max(1.0, build.tall) + 16.0 + lift
        rise += 44.0 if action == "swing" else 0.0
        return Box(half=175.0 if action in _WIDE else 135.0, rise=rise, body=62.0)


@cache
def _highest(action: str) -> float:
    """How far the feet get off the ground in an action."""
    return max(biped_pose(action, step * 0.23).lift for step in range(14))
