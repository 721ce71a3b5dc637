"""What one instant of a small animal is. Knows neither bodies nor actions."""

from __future__ import annotations

from dataclasses import dataclass

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import bend, joined
from kinora.engines.previs.rigs.instant import INK


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallPose:
    """lift: over the ground. tilt: degrees. step, flap: phases of legs and wings in radians. stride: of the legs, 0..1.

    aloft: 1 in the air. mouth, closed: open mouth, shut eyes, 0..1.
    """

    lift: float = 0.0
    tilt: float = 0.0
    step: float = 0.0
    stride: float = 0.0
    flap: float = 0.0
    aloft: float = 0.0
    mouth: float = 0.0
    closed: float = 0.0


def smile(canvas: Canvas, x: float, y: float, wide: float, gape: float) -> None:
    """A mouth, shut or open."""
    if gape > 0.15:
        lower = bend((x + wide, y), (x, y + 4 + wide * 1.8 * gape), (x - wide, y))
        canvas.fill(joined(bend((x - wide, y), (x, y + 2), (x + wide, y)), lower), (120, 36, 50))
    else:
        canvas.stroke(bend((x - wide, y), (x, y + wide * 0.8), (x + wide, y)), 2.4, INK)
