"""What the small rigs share: easing from one action's pose into the next, an eye, and a smile. Knows no body plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import TypeVar

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import arc
from kinora.engines.previs.drawing.palette import WHITE, Colour
from kinora.engines.previs.rigs.rig import Motion

Pose = TypeVar("Pose")
INK: Colour = (34, 28, 38)


def instant(pose_at: Callable[[str, float], Pose], motion: Motion) -> Pose:
    """The pose of a motion: while it comes from another action, between the two. A pose is a dataclass of floats."""
    now = pose_at(motion.action, motion.time)
    if not motion.former or motion.share >= 1.0:
        return now
    before = pose_at(motion.former, motion.time)
    share = motion.share * motion.share * (3.0 - 2.0 * motion.share)
    names = [field.name for field in fields(now)]  # type: ignore[arg-type]  # a type variable cannot say "dataclass"
    between = {name: getattr(before, name) * (1 - share) + getattr(now, name) * share for name in names}
    return replace(now, **between)  # type: ignore[type-var]  # the same


def eye(canvas: Canvas, x: float, y: float, radius: float, *, look: float = 0.4, closed: bool = False) -> None:
    """A large, friendly eye; closed, it is an arc."""
    if closed:
        canvas.stroke(arc(x, y - radius * 0.2, radius * 0.9, radius * 0.7, 20, 140, steps=8), radius * 0.34, INK)
        return
    canvas.oval(x, y, radius * 1.12, radius * 1.2, WHITE)
    canvas.oval(x + radius * 0.26 * look, y, radius * 0.86, radius * 0.96, INK)
    canvas.oval(x + radius * (0.26 * look - 0.28), y - radius * 0.36, radius * 0.34, radius * 0.36, WHITE)
    canvas.oval(x + radius * (0.26 * look + 0.28), y + radius * 0.34, radius * 0.16, radius * 0.16, WHITE)
