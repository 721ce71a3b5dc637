"""Outlines that several rigs share: stars and scallops. Knows no colours."""

from __future__ import annotations

import math

from kinora.engines.previs.drawing.curves import points
from kinora.engines.previs.setting import Points


def star(x: float, y: float, size: float, *, corners: int = 5) -> Points:
    """A star round (x, y), one corner up."""
    pairs = []
    for corner in range(2 * corners):
        angle = math.radians(-90 + corner * 180 / corners)
        reach = size if corner % 2 == 0 else size * 0.45
        pairs.append((x + math.cos(angle) * reach, y + math.sin(angle) * reach))
    return points(*pairs)
