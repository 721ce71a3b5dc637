"""One biped in one pose, measured: where its shoulders, hips and head are. Knows no shapes."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import Point
from kinora.engines.previs.drawing.palette import Colour, mix
from kinora.engines.previs.rigs.build import Build, build_of
from kinora.engines.previs.rigs.pose import Pose
from kinora.engines.previs.rigs.species import Species

FAR: Colour = (16, 12, 34)
"""What lies on the side away from the viewer is mixed with this."""
_TRUNK = 42.0
"""From hips to shoulders when upright."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A species in a pose at a time."""

    species: Species
    pose: Pose
    time: float

    @property
    def build(self) -> Build:
        return build_of(self.species.body)

    @property
    def lean(self) -> float:
        return self.pose.lean + self.build.bent

    @property
    def chest(self) -> Point:
        return math.sin(math.radians(self.lean)) * _TRUNK, self.pose.shoulders + self.build.bent * 0.35

    @property
    def hips(self) -> float:
        return self.pose.hips

    def shoulder(self, side: float) -> Point:
        """side: 1 near, -1 far."""
        x, y = self.chest
        return x + side * 15.0 * self.build.broad, y + 7.0

    def hip(self, side: float) -> Point:
        return side * 11.0 * self.build.broad, self.hips + 4.0

    @property
    def head(self) -> Point:
        """The middle of the head."""
        x, y = self.chest
        build = self.build
        up = (30.0 * build.head - 5.0) / build.tall + build.neck
        turn = math.radians(self.lean * 0.55)
        return x + 2.0 + math.sin(turn) * up * 0.55, y - up * (0.75 + 0.25 * math.cos(turn))

    @contextmanager
    def in_head(self, canvas: Canvas) -> Iterator[None]:
        """Draw within with the head's middle as the origin, in lengths of a usual head."""
        build, (x, y) = self.build, self.head
        turn = self.lean * 0.4 + self.pose.head_tilt
        with (
            canvas.moved(x, y, scale=(1.0, 1.0 / build.tall)),
            canvas.moved(0, 0, degrees=turn, scale=(build.head,) * 2),
        ):
            yield

    @contextmanager
    def in_trunk(self, canvas: Canvas) -> Iterator[None]:
        """Draw within with the hips as the origin, the shoulders 42 above them, and the width of a usual trunk."""
        x, y = self.chest
        rise = self.hips - y
        turn = math.degrees(math.atan2(x, max(rise, 8.0)))
        long = math.hypot(x, max(rise, 8.0)) / _TRUNK
        with canvas.moved(0, self.hips, degrees=turn, scale=(self.build.broad, long)):
            yield

    def far(self, colour: Colour, amount: float = 0.2) -> Colour:
        """A colour on the side away from the viewer."""
        return mix(colour, FAR, amount)
