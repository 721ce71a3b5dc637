"""A reference picture as a style: its palette brought to a shot, after Reinhard, with moderation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.crew.reel import Shot
from kinora.engines.previs.pictures.framing import Picture, small
from kinora.spec.media import Strength

_AMOUNTS: dict[Strength | None, float] = {"low": 0.35, None: 0.60, "mid": 0.60, "high": 0.85}
_LIGHT_SHARE = 0.45  # of the amount goes to lightness: more would wash out who stands where
_SAMPLE_PIXELS = 96 * 54


@dataclass(frozen=True, slots=True)
class Swatch:
    """A picture's palette: mean and spread of each Lab channel in bytes. amount: how much of it to bring over, 0..1."""

    mean: tuple[float, ...]
    spread: tuple[float, ...]
    amount: float


def swatch(picture: Picture, strength: Strength | None) -> Swatch:
    """The palette of a reference picture."""
    mean, spread = _statistics([picture])
    return Swatch(tuple(mean.tolist()), tuple(spread.tolist()), _AMOUNTS[strength])


def transfer(own: list[Picture], wanted: Swatch) -> NDArray[np.uint8]:
    """A table over Lab that brings pictures like `own` to the wanted palette."""
    mean, spread = _statistics(own)
    amount = wanted.amount * np.array([_LIGHT_SHARE, 1.0, 1.0])
    ratio = np.clip(np.array(wanted.spread) / spread, 0.6, 1.7)
    level = np.arange(256.0)[:, None]
    brought = (level - mean) * ratio + np.array(wanted.mean)
    table = level * (1 - amount) + brought * amount
    return np.asarray(np.clip(np.rint(table), 0, 255), np.uint8).reshape(256, 1, 3)


def recoloured(frame: Picture, table: NDArray[np.uint8]) -> Picture:
    """The frame through a table of `transfer`."""
    lab = cv2.LUT(cv2.cvtColor(frame, cv2.COLOR_BGR2LAB), table)
    return np.asarray(cv2.cvtColor(lab, cv2.COLOR_LAB2BGR), np.uint8)


class RecolouredShot:
    """A shot in the palette of a picture. The table is found once, from three of its frames: it never flickers."""

    def __init__(self, make: Callable[[], Shot], wanted: Swatch, *, frames: int) -> None:
        self._shot = make()
        own = [self._shot.frame(index) for index in sorted({0, frames // 2, frames - 1})]
        self._table = transfer(own, wanted)

    def frame(self, index: int) -> Picture:
        """Frame `index`, BGR uint8."""
        return recoloured(self._shot.frame(index), self._table)


def _statistics(pictures: list[Picture]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    samples = [cv2.cvtColor(small(picture, _SAMPLE_PIXELS), cv2.COLOR_BGR2LAB).reshape(-1, 3) for picture in pictures]
    values = np.concatenate(samples).astype(np.float64)
    return values.mean(axis=0), values.std(axis=0) + 1.0
