"""The fish rig: what lives in the sea. Out of the water it hovers a little above the ground, as in a fairy tale."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import bend, oval, points
from kinora.engines.previs.props.kinds import draw_prop
from kinora.engines.previs.rigs.fish_others import draw_crab, draw_jellyfish, draw_octopus, draw_seahorse, draw_seal
from kinora.engines.previs.rigs.fish_pose import SeaPose, sea_pose
from kinora.engines.previs.rigs.fish_swimmers import HULLS, draw_swimmer
from kinora.engines.previs.rigs.instant import INK, instant
from kinora.engines.previs.rigs.rig import Box, Motion
from kinora.engines.previs.rigs.species import Species

_PLANS: dict[str, Callable[[Canvas, Species, SeaPose, Motion], None]] = {
    "octopus": draw_octopus,
    "jellyfish": draw_jellyfish,
    "seal": draw_seal,
    "crab": draw_crab,
    "seahorse": draw_seahorse,
}
_MIDDLES = {
    "octopus": 62.0,
    "jellyfish": 92.0,
    "seal": 46.0,
    "crab": 42.0,
    "seahorse": 88.0,
    "whale": 60.0,
    "fish": 48.0,
}
"""How high the middle of the body is when nothing lifts it."""
_GROUNDED = frozenset({"octopus", "seal", "crab"})
_LEAPS = frozenset({"jump", "celebrate", "throw", "catch", "kick", "exercise", "play", "explode"})
_SNOUTS = {
    "octopus": (70.0, 20.0),
    "jellyfish": (46.0, 10.0),
    "seal": (104.0, -38.0),
    "crab": (84.0, -60.0),
    "seahorse": (58.0, -40.0),
}


class FishRig:
    """Fishes and whales on one bending body, and five plans of their own."""

    def draw(self, canvas: Canvas, species: Species, motion: Motion) -> None:
        pose = self._pose(species, motion)
        with canvas.moved(0, -_MIDDLES.get(species.body, 40.0) - pose.lift, degrees=pose.tilt + pose.spin):
            _PLANS.get(species.body, draw_swimmer)(canvas, species, pose, motion)
            if motion.held:
                hull = HULLS.get(species.body)
                x, y = (hull.long * 1.06, 12.0) if hull else _SNOUTS[species.body]
                with canvas.moved(x, y, scale=(0.8, 0.8)):
                    draw_prop(canvas, motion.held, colour=motion.held_colour, time=motion.time)
            if pose.notes > 0.5:
                _notes(canvas, motion.time)

    def lift(self, species: Species, motion: Motion) -> float:
        return self._pose(species, motion).lift

    def box(self, species: Species, action: str) -> Box:
        hull = HULLS.get(species.body)
        half = hull.long * 1.5 if hull else 128.0
        high = 190.0 if action in _LEAPS else 0.0
        tall = {"seahorse": 240.0, "whale": 226.0, "jellyfish": 230.0, "octopus": 230.0}.get(species.body, 190.0)
        spun = 60.0 if action in ("spin", "roll") else 0.0
        return Box(
            half=half + 10 + spun, rise=tall + high + spun, below=50.0 + spun, body=(hull.long if hull else 78.0) * 0.92
        )

    def _pose(self, species: Species, motion: Motion) -> SeaPose:
        grounded = species.body in _GROUNDED

        def pose_at(action: str, time: float) -> SeaPose:
            pose = sea_pose(action, time)
            if grounded and action not in _LEAPS and action not in ("swim", "fly", "float", "surf"):
                step = 3.0 * abs(math.sin(pose.stride)) if species.body != "octopus" else 4 + 3 * math.sin(pose.beat)
                pose = replace(pose, lift=step, tilt=pose.tilt * 0.4, swim=min(pose.swim, 0.45))
            return pose

        return instant(pose_at, motion)


def _notes(canvas: Canvas, time: float) -> None:
    for note in range(2):
        share = (time * 0.6 + 0.5 * note) % 1.0
        grown = math.sin(share * math.pi)
        with canvas.moved(
            70 + 26 * share, -40 - 40 * share, degrees=12 * math.sin(time * 4 + note), scale=(grown, grown)
        ):
            canvas.fill(oval(-4, 0, 6, 4.6, degrees=-20), INK)
            canvas.stroke(points((1, -1), (1, -20)), 2.4, INK)
            canvas.stroke(bend((1, -20), (8, -16), (8, -9)), 2.4, INK)
