"""A guess at a single picture's depth: lower is nearer, textured is nearer, sky is far, the subject stands upright."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from kinora.engines.previs.pictures.framing import Picture, Plane, blurred, grey, guided, scaled_plane, small
from kinora.engines.previs.pictures.matte import Matte

_PIXELS = 320 * 180
_MIDDLE = 0.45  # depth that the camera's moves turn around


@dataclass(frozen=True, slots=True)
class Depth:
    """Nearness of every pixel, about -0.45 (far) to 0.55 (near), and how much of it is sky, 0..1; small planes.

    subject: the subject's own nearness. background: the nearness behind it, or `near` when there is no subject.
    """

    near: Plane
    background: Plane
    sky: Plane
    subject: float


def guess_depth(picture: Picture, matte: Matte | None) -> Depth:
    """The depth of a picture whose subject, if any, is cut out by `matte`."""
    sample = small(picture, _PIXELS)
    luma = grey(sample)
    texture = _texture(luma)
    sky = _sky(texture)
    rows, columns = luma.shape
    down = np.repeat(np.linspace(0, 1, rows, dtype=np.float32)[:, None], columns, axis=1)
    near = (0.15 + 0.6 * down**1.2 + 0.2 * np.clip(texture, 0, 1)) * (1 - 0.85 * blurred(sky, 2))
    if matte is None:
        return _finished(luma, near, near, sky, subject=0.7)
    mask = scaled_plane(matte.mask, columns, rows)
    behind = blurred(near * (1 - mask), 10) / (blurred(1 - mask, 10) + 1e-3)
    level = max(float((near * mask).sum() / (mask.sum() + 1e-6)) + 0.2, 0.7)
    return _finished(luma, near * (1 - mask) + level * mask, behind, sky, subject=level)


def _finished(luma: Plane, near: Plane, behind: Plane, sky: Plane, *, subject: float) -> Depth:
    smooth = blurred(guided(luma, np.asarray(near, np.float32), radius=10, softness=1e-3), 2)
    low, span = float(smooth.min()), float(smooth.max() - smooth.min()) + 1e-6

    def placed(plane: Plane) -> Plane:
        return np.asarray(np.clip((plane - low) / span, 0, 1) - _MIDDLE, np.float32)

    behind = smooth if behind is near else blurred(np.asarray(behind, np.float32), 4)
    return Depth(placed(smooth), placed(behind), blurred(sky, 2), min(1.0, (subject - low) / span) - _MIDDLE)


def _texture(luma: Plane) -> Plane:
    edges = np.abs(np.asarray(cv2.Laplacian(luma, cv2.CV_32F), np.float32))
    smooth = blurred(edges, 6)
    return np.asarray(smooth / (float(np.quantile(smooth, 0.98)) + 1e-6), np.float32)


def _sky(texture: Plane) -> Plane:
    """1 where the picture is smooth and connected to the top; all 0 when that is less than a twentieth of it."""
    rows = texture.shape[0]
    smooth = (texture < 0.16).astype(np.uint8)
    smooth[round(rows * 0.7) :] = 0
    _, labels = cv2.connectedComponents(smooth)
    regions = np.asarray(labels)
    top = np.unique(regions[0])
    sky = np.isin(regions, top[top > 0]).astype(np.float32)
    return sky if float(sky.mean()) >= 0.05 else np.zeros_like(sky)
