"""Finding a picture's subject and cutting it out: saliency, GrabCut, a quality gate, a guided matte.

The gate is what makes it safe: a cut-out that would tear is refused, and the caller moves the picture whole.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.pictures.framing import (
    Picture,
    Plane,
    blurred,
    boxed,
    grey,
    guided,
    lab,
    scaled_plane,
    small,
)

_ANALYSIS_PIXELS = 256 * 160
_SALIENCY_PIXELS = 128 * 72
_LEAST_AREA, _MOST_AREA = 0.03, 0.65
_EDGE_CONTRAST = 18.0  # distance in Lab that reads as a clear edge
_CLEAR_EDGE = 0.90  # share of the outline that must be clear
_FLAT = 3.0  # standard deviation of luma below which a picture shows nothing


@dataclass(frozen=True, slots=True)
class Matte:
    """A subject cut out of a picture. alpha: opacity 0..1 in the picture's size. mask: the same, hard, 0 or 1."""

    alpha: Plane
    mask: Plane


def find_matte(picture: Picture) -> Matte | None:
    """The picture's subject, or None when there is none that could be cut out cleanly."""
    sample = small(picture, _ANALYSIS_PIXELS)
    if float(grey(sample).std()) * 255 < _FLAT:
        return None
    mask = _subject(sample)
    if mask is None or not _cuts_cleanly(sample, mask):
        return None
    height, width = picture.shape[:2]
    hard = np.asarray(cv2.resize(mask.astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC), np.float32)
    radius = max(2, round(min(width, height) / 90))
    soft = guided(grey(picture), hard, radius=radius, softness=1e-4)
    alpha = np.clip((soft - 0.08) / 0.84, 0, 1).astype(np.float32)
    return Matte(alpha=alpha, mask=(hard > 0.5).astype(np.float32))


def sprite(picture: Picture, matte: Matte, *, erode: bool = True) -> NDArray[np.uint8]:
    """The subject as premultiplied BGRA, (height, width, 4).

    Half-transparent pixels take the subject's own colour from beside them: the old background would show as an outline.
    erode: also give up the outermost pixels, which are never quite the subject's; for another background than its own.
    """
    reach = max(1, round(min(picture.shape[:2]) / 260)) if erode else 0
    alpha = matte.alpha
    if reach:
        alpha = np.asarray(cv2.erode(alpha, _disc(reach)), np.float32)
        alpha = np.clip(blurred(alpha, 0.5 + 0.35 * reach) * 1.25 - 0.2, 0, 1).astype(np.float32)
    core = (np.asarray(cv2.erode(matte.alpha, _disc(reach + 1)), np.float32) > 0.95).astype(np.float32)
    radius = max(3, round(min(picture.shape[:2]) / 70))
    colour = boxed((picture * core[..., None]).astype(np.float32), radius) / (boxed(core, radius)[..., None] + 1e-3)
    clean = np.where((core[..., None] > 0) | (boxed(core, radius)[..., None] < 0.02), picture, colour)
    return np.dstack([clean * alpha[..., None], alpha * 255]).clip(0, 255).astype(np.uint8)


def _disc(radius: int) -> NDArray[np.uint8]:
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1)), np.uint8)


def opaque_box(above: NDArray[np.uint8]) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of what is not wholly transparent in a BGRA picture."""
    left, top, wide, tall = cv2.boundingRect(np.ascontiguousarray(above[..., 3]))
    return int(left), int(top), int(left + wide), int(top + tall)


def empty_plate(picture: Picture, matte: Matte) -> Picture:
    """The picture without its subject: the hole and its rim filled from around it, at a quarter of the resolution."""
    height, width = picture.shape[:2]
    size = (max(16, width // 4), max(16, height // 4))
    sample = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)
    hole = (scaled_plane(matte.alpha, *size) > 0.03).astype(np.uint8)
    hole = np.asarray(cv2.dilate(hole, np.ones((5, 5), np.uint8)), np.uint8)
    filled = cv2.inpaint(sample, hole, 5, cv2.INPAINT_TELEA)
    wide = np.asarray(cv2.resize(filled, (width, height), interpolation=cv2.INTER_CUBIC), np.float32)
    share = blurred(scaled_plane(hole.astype(np.float32), width, height), 3)[..., None]
    return (picture * (1 - share) + wide * share).clip(0, 255).astype(np.uint8)


def _saliency(picture: Picture) -> Plane:
    """How much each pixel stands out, 0..1: spectral residual and distance from the border, mostly centred."""
    sample = small(picture, _SALIENCY_PIXELS)
    colours = lab(sample)
    found = 0.35 * _spectral_residual(colours) + 0.65 * _border_distance(colours)
    rows, columns = colours.shape[:2]
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32)
    centred = np.exp(-(((x / columns - 0.5) / 0.34) ** 2) - ((y / rows - 0.55) / 0.42) ** 2)
    found = found * (0.25 + 0.75 * centred)
    height, width = picture.shape[:2]
    return scaled_plane(np.asarray(found / (found.max() + 1e-6), np.float32), width, height)


def _spectral_residual(colours: Plane) -> Plane:
    total = np.zeros(colours.shape[:2], np.float32)
    for channel in range(3):
        spectrum = np.fft.fft2(colours[..., channel])
        log = np.log(np.abs(spectrum) + 1e-6).astype(np.float32)
        residual = np.exp(log - boxed(log, 1) + 1j * np.angle(spectrum))
        total += (np.abs(np.fft.ifft2(residual)) ** 2).astype(np.float32)
    smooth = blurred(total, 5)
    return np.asarray(smooth / (smooth.max() + 1e-6), np.float32)


def _border_distance(colours: Plane) -> Plane:
    """Mahalanobis distance of each pixel from the colours along the top and the sides."""
    edge = 5
    sides = (colours[:edge], colours[:, :edge], colours[:, -edge:])
    border = np.concatenate([side.reshape(-1, 3) for side in sides])
    inverse = np.linalg.inv(np.cov(border.T) + 20 * np.eye(3))
    away = colours - border.mean(axis=0)
    distance = np.sqrt(np.einsum("hwi,ij,hwj->hw", away, inverse, away)).astype(np.float32)
    smooth = blurred(distance, 2)
    return np.asarray(smooth / (smooth.max() + 1e-6), np.float32)


def _subject(sample: Picture) -> NDArray[np.uint8] | None:
    """The largest connected subject as 0 or 1, or None."""
    salient = _saliency(sample)
    marks = np.full(salient.shape, cv2.GC_PR_BGD, np.uint8)
    marks[salient > np.quantile(salient, 0.72)] = cv2.GC_PR_FGD
    marks[salient > np.quantile(salient, 0.94)] = cv2.GC_FGD
    marks[salient < np.quantile(salient, 0.25)] = cv2.GC_BGD
    marks[:4] = marks[:, :3] = marks[:, -3:] = cv2.GC_BGD
    if not (marks == cv2.GC_FGD).any():
        return None
    cv2.setRNGSeed(7)  # GrabCut draws from OpenCV's global generator
    try:
        cv2.grabCut(sample, marks, (0, 0, 1, 1), np.zeros((1, 65)), np.zeros((1, 65)), 4, cv2.GC_INIT_WITH_MASK)
    except cv2.error:  # too few colours to tell subject and background apart
        return None
    found = ((marks == cv2.GC_FGD) | (marks == cv2.GC_PR_FGD)).astype(np.uint8)
    found = np.asarray(cv2.morphologyEx(found, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8)), np.uint8)
    count, labels, sizes, _ = cv2.connectedComponentsWithStats(found)
    if count < 2:
        return None
    largest = 1 + int(np.argmax(sizes[1:, cv2.CC_STAT_AREA]))
    whole = (np.asarray(labels) == largest).astype(np.uint8)
    return np.asarray(cv2.morphologyEx(whole, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8)), np.uint8)


def _cuts_cleanly(sample: Picture, mask: NDArray[np.uint8]) -> bool:
    """The gate: a fair size, and inside and outside of different colour along nearly the whole outline."""
    inside = mask.astype(np.float32)
    if not _LEAST_AREA < float(inside.mean()) < _MOST_AREA:
        return False
    outside = 1 - inside
    colours = lab(sample)
    mean_inside = boxed(colours * inside[..., None], 4) / (boxed(inside, 4)[..., None] + 1e-5)
    mean_outside = boxed(colours * outside[..., None], 4) / (boxed(outside, 4)[..., None] + 1e-5)
    outline = np.asarray(cv2.morphologyEx(mask, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))) > 0
    contrast = np.linalg.norm(mean_inside - mean_outside, axis=2)[outline]
    return bool(contrast.size) and float((contrast > _EDGE_CONTRAST).mean()) > _CLEAR_EDGE
