"""First frame to last frame: a morph along the optical flow where the pictures are alike, else a moving dissolve."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.camera import ease
from kinora.engines.previs.pictures.flow import Flows, find_flows
from kinora.engines.previs.pictures.framing import Picture, Plane, blurred, scaled_plane
from kinora.engines.previs.pictures.lattice import Lattice

_EDGE = 7.0  # cells of the lattice over which a source fades out towards its own border
_PUSH = 0.16  # how far both sides of a dissolve move in
_STEP = 4  # pixels between the points at which a morph is computed
_FAINT = 0.03
_LEAST = 1e-6


@dataclass(frozen=True, slots=True)
class Passage:
    """Two pictures of the frame's size and the way from one to the other, found once a clip."""

    first: Picture
    last: Picture
    flows: Flows

    @property
    def transition(self) -> str:
        """What the passage is: "morph" or "dissolve"."""
        return "morph" if self.flows.alike else "dissolve"


def find_passage(first: Picture, last: Picture) -> Passage:
    """The passage between two pictures of the same size."""
    return Passage(first, last, find_flows(first, last))


class MorphShot:
    """A passage in time. Its first and last frame are the pictures themselves."""

    def __init__(self, passage: Passage, *, frames: int) -> None:
        height, width = passage.first.shape[:2]
        flows = passage.flows
        self._passage = passage
        self._frames = frames
        self._lattice = Lattice(width, height, step=_STEP)
        # One pair of planes a direction: x and y, in pixels of the full frame.
        self._ahead = [self._lattice.sample(flows.ahead[..., axis]) * flows.step for axis in (0, 1)]
        self._back = [self._lattice.sample(flows.back[..., axis]) * flows.step for axis in (0, 1)]
        rows, columns = self._lattice.x.shape
        self._trust = [
            _bordered(plane, columns, rows, self._lattice) for plane in (flows.trust_first, flows.trust_last)
        ]
        self._colours = _colours(passage.first), _colours(passage.last)
        self._even = all(float(np.abs(one - other).max()) < 2.0 for one, other in zip(*self._colours, strict=True))

    def frame(self, index: int) -> Picture:
        """Frame `index`, BGR uint8."""
        if index == 0:
            return self._passage.first.copy()
        if index == self._frames - 1:
            return self._passage.last.copy()
        return self.at(ease(index / (self._frames - 1)))

    def at(self, share: float) -> Picture:
        """The picture at `share` of the way, 0..1."""
        return self._morphed(share) if self._passage.flows.alike else self._dissolved(share)

    def _morphed(self, share: float) -> Picture:
        first, last = self._places(share)
        weight_first = self._read(0, *first) * (1 - share) + _LEAST * (1 - share)
        weight_last = self._read(1, *last) * share + _LEAST * share
        blend = self._lattice.full(blurred(np.asarray(weight_last / (weight_first + weight_last), np.float32), 1.5))
        one = self._toned(self._lattice.warp(self._passage.first, *first, method=cv2.INTER_LINEAR), 0, share)
        other = self._toned(self._lattice.warp(self._passage.last, *last, method=cv2.INTER_LINEAR), 1, share)
        return _blended(one, other, blend)

    def _dissolved(self, share: float) -> Picture:
        first, last = self._places(share)
        one = self._lattice.warp(self._passage.first, *self._pushed(first, share), method=cv2.INTER_LINEAR)
        other = self._lattice.warp(self._passage.last, *self._pushed(last, 1 - share), method=cv2.INTER_LINEAR)
        mixed = ease((share - 0.2) / 0.6)
        return np.asarray(cv2.addWeighted(one, 1 - mixed, other, mixed, 0), np.uint8)

    def _places(self, share: float) -> tuple[tuple[Plane, Plane], tuple[Plane, Plane]]:
        """Where to read the first and the last picture: the two flows combined quadratically (Super SloMo, eq. 4)."""
        rest = 1 - share
        first, last = [], []
        for grid, ahead, back in zip((self._lattice.x, self._lattice.y), self._ahead, self._back, strict=True):
            first.append(np.asarray(grid - rest * share * ahead + share * share * back, np.float32))
            last.append(np.asarray(grid + rest * rest * ahead - share * rest * back, np.float32))
        return (first[0], first[1]), (last[0], last[1])

    def _pushed(self, place: tuple[Plane, Plane], share: float) -> tuple[Plane, Plane]:
        height, width = self._passage.first.shape[:2]
        zoom = 1 + _PUSH * share
        x, y = place
        return (x - width / 2) / zoom + width / 2, (y - height / 2) / zoom + height / 2

    def _read(self, which: int, x: Plane, y: Plane) -> Plane:
        """How far the picture `which` can be trusted where it is read; 0 outside of it."""
        step = _STEP
        across, down = (x + 0.5) / step + 0.5, (y + 0.5) / step + 0.5
        read = cv2.remap(
            self._trust[which],
            np.asarray(across, np.float32),
            np.asarray(down, np.float32),
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_CONSTANT,
        )
        return np.asarray(read, np.float32)

    def _toned(self, picture: Picture, which: int, share: float) -> Picture:
        """The picture with the mean and spread of colour that are due at this moment, so that its edges don't show."""
        if self._even:
            return picture
        mean, spread = self._colours[which]
        (mean_first, spread_first), (mean_last, spread_last) = self._colours
        due = mean_first * (1 - share) + mean_last * share
        due_spread = spread_first * (1 - share) + spread_last * share
        table = (np.arange(256)[:, None] - mean) * (due_spread / spread) + due
        return np.asarray(cv2.LUT(picture, np.clip(table + 0.5, 0, 255).astype(np.uint8).reshape(256, 1, 3)), np.uint8)


def _blended(one: Picture, other: Picture, share: Plane) -> Picture:
    rest = np.asarray(np.subtract(np.float32(1), share), np.float32)
    return np.asarray(cv2.blendLinear(one, other, rest, np.ascontiguousarray(share)), np.uint8)


def _colours(picture: Picture) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    mean, spread = cv2.meanStdDev(picture)
    return np.asarray(mean, np.float64).reshape(3), np.asarray(spread, np.float64).reshape(3) + 1


def _bordered(trust: Plane, columns: int, rows: int, lattice: Lattice) -> Plane:
    """Trust on the lattice, falling to nothing at the picture's border: beyond it there is only a mirror image."""
    plane = lattice.sample(scaled_plane(trust, columns - 2, rows - 2))
    across = np.minimum(np.arange(columns), np.arange(columns)[::-1]).astype(np.float32)
    down = np.minimum(np.arange(rows), np.arange(rows)[::-1]).astype(np.float32)
    to_border = np.minimum(across[None, :], down[:, None])
    # The outermost cells lie outside. The border itself keeps a little: there, the other picture may have nothing.
    inner = np.where(to_border > 0, np.clip(to_border / _EDGE, _FAINT, 1), 0)
    return np.asarray(plane * inner, np.float32)
