"""How a mouth moves while a line is said: a closed form of time. Knows no words and no faces."""

from __future__ import annotations

import math
from collections.abc import Sequence

from kinora.engines.previs.scene import Line

_SYLLABLES = 4.6
"""A second."""


def opening(lines: Sequence[Line], place: int, progress: float, seconds: float) -> float:
    """How far the mouth of the actor at `place` opens, 0..1; 0 while nothing of its own is said."""
    for line in lines:
        if line.speaker == place and line.begin <= progress < line.end:
            return babble((progress - line.begin) * seconds, (line.end - line.begin) * seconds)
    return 0.0


def babble(since: float, long: float) -> float:
    """Syllables of changing strength with a breath between phrases; shut at either end."""
    edge = min(1.0, since / 0.12, max(0.0, long - since) / 0.2)
    syllable = math.sin(since * _SYLLABLES * math.pi) ** 2
    stress = 0.68 + 0.32 * math.sin(since * 7.9 + 0.6) * math.sin(since * 2.3)
    breath = 1.0 if (since % 2.6) < 2.25 else 0.0
    return max(0.0, min(1.0, edge * syllable * stress * breath))
