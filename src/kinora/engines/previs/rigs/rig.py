"""What a rig is: a body plan that draws every species built on it, in any action. Knows no pixels and no stage.

Lengths are a creature's own: a koala is 150 tall, the origin lies between the feet, y points down, it faces right.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.rigs.species import Species


@dataclass(frozen=True, slots=True, kw_only=True)
class Motion:
    """One instant of an actor. time: seconds on its own clock. talking: how far the mouth opens to speak, 0..1.

    former, share: the action it comes from and how far it has come into `action`, 0..1; 1 when it is all there.
    look: where the eyes go, -1 behind, 1 ahead; None for the action's own. held: a prop in its hands, beak or mouth,
    held_colour: "#rrggbb" of it, or "" for its usual one. seated: how far it sits, 0..1.
    """

    action: str
    time: float
    blink: bool = False
    talking: float = 0.0
    former: str = ""
    share: float = 1.0
    look: float | None = None
    held: str = ""
    held_colour: str = ""
    seated: float = 0.0


@dataclass(frozen=True, slots=True)
class Box:
    """The room that a drawing takes: half its width, its rise over the feet, its depth under them.

    body: half the width of the body itself, for keeping it in the frame and apart from others.
    """

    half: float = 135.0
    rise: float = 200.0
    below: float = 34.0
    body: float = 62.0


class Rig(Protocol):
    """A body plan."""

    def draw(self, canvas: Canvas, species: Species, motion: Motion) -> None:
        """Draw with the feet at the origin."""
        ...

    def lift(self, species: Species, motion: Motion) -> float:
        """How high the feet are over the ground just now."""
        ...

    def box(self, species: Species, action: str) -> Box:
        """The room that the action needs."""
        ...
