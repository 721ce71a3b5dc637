"""A whole storyboard as one shot: which panel a frame belongs to, and how one panel turns into the next."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.scene import Panel, Storyboard
from kinora.engines.previs.stage.shot import TextShot
from kinora.engines.previs.stage.transitions import SECONDS, accented, pulse, turned_into

SHORTEST_SECONDS = 0.7
"""No panel is shorter, as far as the clip is long enough for all of them."""


@dataclass(frozen=True, slots=True)
class Span:
    """A panel's part of the clip, in seconds."""

    begin: float
    end: float


def spans(panels: tuple[Panel, ...], seconds: float) -> tuple[Span, ...]:
    """When each panel is seen: one after the other, none too short to be understood."""
    shortest = min(SHORTEST_SECONDS, seconds / len(panels))
    begins = [0.0]
    for number, panel in enumerate(panels[1:], start=1):
        left = (len(panels) - number) * shortest
        begins.append(min(max(panel.begin * seconds, begins[-1] + shortest), seconds - left))
    return tuple(Span(begin, end) for begin, end in zip(begins, [*begins[1:], seconds], strict=True))


class BoardShot:
    """The panels of a storyboard, one after the other. width and height are even; fps frames each second.

    accents: seconds at which the picture pulses, the beats of a given sound.
    """

    def __init__(
        self,
        board: Storyboard,
        *,
        width: int,
        height: int,
        seconds: float,
        fps: int,
        seed: int,
        accents: tuple[float, ...] = (),
    ) -> None:
        self._panels = board.panels
        self._spans = spans(board.panels, seconds)
        self._starts = [round(span.begin * fps) for span in self._spans]
        self._size = width, height
        self._fps, self._seed, self._accents = fps, seed, accents
        self._shots: dict[int, TextShot] = {}

    def frame(self, index: int) -> NDArray[np.uint8]:
        """The picture of frame `index`, BGR uint8."""
        place = max(k for k, start in enumerate(self._starts) if start <= index)
        picture = self._blended(place, index)
        strength = pulse(index / self._fps, self._accents)
        return accented(picture, strength)

    def _blended(self, place: int, index: int) -> NDArray[np.uint8]:
        """The panel's picture, with the one before or after it while they change."""
        for later in (place, place + 1):
            if not 0 < later < len(self._panels):
                continue
            long = self._long(later)
            share = (index - self._starts[later]) / long + 0.5 if long else -1.0
            if 0.0 < share < 1.0:
                transition = self._panels[later].transition
                one, other = self._picture(later - 1, index), self._picture(later, index)
                return turned_into(one, other, transition, share)
        return self._picture(place, index)

    def _long(self, later: int) -> float:
        """Frames that the change into a panel takes; never more than half of either."""
        wanted = SECONDS.get(self._panels[later].transition, 0.0)
        shorter = min(span.end - span.begin for span in self._spans[later - 1 : later + 1])
        return min(wanted, shorter) * self._fps

    def _picture(self, place: int, index: int) -> NDArray[np.uint8]:
        return self._shot(place).frame(index - self._starts[place])

    def _shot(self, place: int) -> TextShot:
        """Built when it is first seen, and kept."""
        if place not in self._shots:
            span = self._spans[place]
            self._shots[place] = TextShot(
                self._panels[place].scene,
                width=self._size[0],
                height=self._size[1],
                seconds=span.end - span.begin,
                fps=self._fps,
                seed=self._seed,
            )
        return self._shots[place]
