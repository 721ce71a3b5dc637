"""Where every pixel of one picture lies in another: SIFT finds the common motion, DIS optical flow the rest."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.pictures.framing import Picture, Plane, blurred

_STEP = 2  # flow is found at half the resolution
_LEAST_MATCHES = 12
_LEAST_SHARE = 0.3
_ALIKE = 0.45  # share of pixels whose flow leads there and back again
_LEAST_SEEN = 0.4  # of the first picture must still be in the last
_QUIET, _LOUD = 2.5, 26.0  # grey levels of difference that nobody sees, that everybody sees
_LEFT = 0.62  # share of the difference that a flow may leave
_MARGIN = 6  # pixels of flow resolution at the border where matches are not trusted
_LEAST_SIDE = 32  # DIS needs a few patches in each direction

Field = NDArray[np.float32]
"""Displacements in pixels, (height, width, 2)."""


@dataclass(frozen=True, slots=True)
class Flows:
    """Displacements first to last and back, at a `step`-th of the resolution; how far each side's can be trusted, 0..1.

    alike: the pictures show the same thing. When not, the flows are a gentle, smooth drift and trust is 1.
    """

    ahead: Field
    back: Field
    trust_first: Plane
    trust_last: Plane
    step: int
    alike: bool


def find_flows(first: Picture, last: Picture) -> Flows:
    """The flows between two pictures of one size."""
    height, width = first.shape[:2]
    size = (max(_LEAST_SIDE, width // _STEP), max(_LEAST_SIDE, height // _STEP))
    one, other = _half(first, size), _half(last, size)
    other = _same_exposure(other, one)
    common = _common_motion(one, other)
    if common is None:
        ahead, back = _dense(one, other, None), _dense(other, one, None)
    else:
        there, home = _affine_field(common, size), _affine_field(_inverted(common), size)
        ahead = _steadied(one, _dense(one, other, there), there)
        back = _steadied(other, _dense(other, one, home), home)
    wrong_first, wrong_last = _round_trip(ahead, back), _round_trip(back, ahead)
    consistent = float((wrong_first < 1.5 + 0.05 * _length(ahead)).mean())
    if consistent <= _ALIKE or not _explains(one, other, ahead):
        even = np.ones_like(wrong_first)
        return Flows(_drift(ahead), _drift(back), even, even, _STEP, alike=False)
    return Flows(ahead, back, _trust(wrong_first), _trust(wrong_last), _STEP, alike=True)


def _explains(one: NDArray[np.uint8], other: NDArray[np.uint8], ahead: Field) -> bool:
    """Whether following the flow leaves much less of a difference than staying put.

    Two frames of one scene in which things have moved fast agree with themselves almost everywhere, yet what moved is
    not where the flow says: a morph of those is no better than a blend, and uglier.
    """
    height, width = one.shape
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    x, y = x + ahead[..., 0], y + ahead[..., 1]
    found = np.asarray(cv2.remap(other, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.float32)
    seen = (x >= 0) & (x < width) & (y >= 0) & (y < height)
    if float(seen.mean()) < _LEAST_SEEN:
        return False
    left = np.abs(found - one)[seen]
    staying = np.abs(other.astype(np.float32) - one)
    worst, worst_staying = float(np.quantile(left, 0.95)), float(np.quantile(staying, 0.95))
    return float(left.mean()) < _QUIET or (
        float(left.mean()) < _LEFT * float(staying.mean()) and worst < max(_LOUD, _LEFT * worst_staying)
    )


def _half(picture: Picture, size: tuple[int, int]) -> NDArray[np.uint8]:
    shrunk = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.cvtColor(shrunk, cv2.COLOR_BGR2GRAY), np.uint8)


def _same_exposure(picture: NDArray[np.uint8], model: NDArray[np.uint8]) -> NDArray[np.uint8]:
    # Not CLAHE: it invents structure in skies, and the flow follows it.
    scale = float(model.std()) / (float(picture.std()) + 1e-3)
    matched = (picture.astype(np.float32) - float(picture.mean())) * scale + float(model.mean())
    return np.asarray(np.clip(matched, 0, 255), np.uint8)


def _common_motion(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> NDArray[np.float64] | None:
    """The affine matrix (2, 3) that most matching features agree on, or None."""
    finder = cv2.SIFT.create(1500)
    points_one, marks_one = finder.detectAndCompute(one, np.empty(0))
    points_other, marks_other = finder.detectAndCompute(other, np.empty(0))
    if len(points_one) < _LEAST_MATCHES or len(points_other) < _LEAST_MATCHES:
        return None
    pairs = cv2.BFMatcher().knnMatch(marks_one, marks_other, 2)
    sure = [pair[0] for pair in pairs if len(pair) == 2 and pair[0].distance < 0.75 * pair[1].distance]
    if len(sure) < _LEAST_MATCHES:
        return None
    from_points = np.array([points_one[match.queryIdx].pt for match in sure], np.float32)
    to_points = np.array([points_other[match.trainIdx].pt for match in sure], np.float32)
    cv2.setRNGSeed(1)
    matrix, agreeing = cv2.estimateAffine2D(from_points, to_points, ransacReprojThreshold=3)
    if matrix is None or agreeing is None:
        return None
    count = int(np.asarray(agreeing).sum())
    if count < _LEAST_MATCHES or count / len(sure) <= _LEAST_SHARE:
        return None
    return np.asarray(matrix, np.float64)


def _inverted(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(cv2.invertAffineTransform(matrix), np.float64)


def _affine_field(matrix: NDArray[np.float64], size: tuple[int, int]) -> Field:
    x, y = np.meshgrid(np.arange(size[0], dtype=np.float32), np.arange(size[1], dtype=np.float32))
    across = matrix[0, 0] * x + matrix[0, 1] * y + matrix[0, 2] - x
    down = matrix[1, 0] * x + matrix[1, 1] * y + matrix[1, 2] - y
    return np.dstack([across, down]).astype(np.float32)


def _dense(one: NDArray[np.uint8], other: NDArray[np.uint8], start: Field | None) -> Field:
    finder = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    finder.setFinestScale(1)
    begun = np.zeros((*one.shape, 2), np.float32) if start is None else start.copy()
    return np.asarray(finder.calc(one, other, begun), np.float32)


def _steadied(picture: NDArray[np.uint8], flow: Field, common: Field) -> Field:
    """The flow where it has something to hold on to, the common motion elsewhere and for wild outliers."""
    across, down = cv2.Sobel(picture, cv2.CV_32F, 1, 0), cv2.Sobel(picture, cv2.CV_32F, 0, 1)
    strength = blurred(np.asarray(cv2.magnitude(across, down), np.float32), 5)
    hold = np.clip((strength - 6) / 14, 0, 1)
    tame = np.clip(1 - (_length(flow - common) - 30) / 30, 0, 1)
    share = (hold * tame * _lands_inside(common))[..., None]
    return np.asarray(flow * share + common * (1 - share), np.float32)


def _lands_inside(common: Field) -> Plane:
    """1 where the common motion leads into the other picture, 0 where it leads out: there is nothing to match there."""
    height, width = common.shape[:2]
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    x, y = x + common[..., 0], y + common[..., 1]
    inside = np.minimum(np.minimum(x, width - 1 - x), np.minimum(y, height - 1 - y)) - _MARGIN
    return np.asarray(np.clip(inside / _MARGIN, 0, 1), np.float32)


def _round_trip(ahead: Field, back: Field) -> Plane:
    """How far from home a pixel ends that follows `ahead` and then `back`, in pixels."""
    height, width = ahead.shape[:2]
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    home = cv2.remap(back, x + ahead[..., 0], y + ahead[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return _length(ahead + np.asarray(home, np.float32))


def _trust(wrong: Plane) -> Plane:
    return np.asarray(np.exp(-(blurred(wrong, 2) ** 2) / 8), np.float32)


def _drift(flow: Field) -> Field:
    """A soft hint of the flow: capped, still at the borders, very smooth."""
    height, width = flow.shape[:2]
    cap = 0.05 * width / (_length(flow) + 1e-3)
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    to_border = np.minimum(np.minimum(x, width - 1 - x), np.minimum(y, height - 1 - y))
    window = np.minimum(1, to_border / (0.22 * height))
    held = (flow * np.minimum(1, cap)[..., None]).astype(np.float32)
    return np.asarray(blurred(held, 16) * window[..., None], np.float32)


def _length(field: Field) -> Plane:
    return np.asarray(np.hypot(field[..., 0], field[..., 1]), np.float32)
