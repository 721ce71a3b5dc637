"""Outlines as arrays of points: ovals, arcs, Bézier curves, rounded boxes. Knows no pixels."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from kinora.engines.previs.setting import Points

Point = tuple[float, float]


@lru_cache(maxsize=16)
def _circle(steps: int) -> Points:
    angles = np.linspace(0.0, 2.0 * math.pi, steps, endpoint=False)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


@lru_cache(maxsize=32)
def _weights(degree: int, steps: int) -> Points:
    t = np.linspace(0.0, 1.0, steps, dtype=np.float32)
    terms = [math.comb(degree, k) * t**k * (1.0 - t) ** (degree - k) for k in range(degree + 1)]
    return np.stack(terms, axis=1).astype(np.float32)


def points(*pairs: Point) -> Points:
    """Corners as an outline."""
    return np.array(pairs, np.float32)


def oval(x: float, y: float, radius_x: float, radius_y: float, *, degrees: float = 0.0, steps: int = 36) -> Points:
    """A whole ellipse round (x, y), turned clockwise by `degrees`."""
    ring = _circle(steps) * np.array([radius_x, radius_y], np.float32)
    if degrees:
        ring = turned(ring, degrees)
    return np.asarray(ring + np.array([x, y], np.float32), np.float32)


def arc(x: float, y: float, radius_x: float, radius_y: float, start: float, sweep: float, *, steps: int = 18) -> Points:
    """Part of an ellipse, angles in degrees, clockwise from the right."""
    angles = np.radians(np.linspace(start, start + sweep, steps))
    return np.stack([x + radius_x * np.cos(angles), y + radius_y * np.sin(angles)], axis=1).astype(np.float32)


def bend(*controls: Point, steps: int = 12) -> Points:
    """A Bézier curve through the first and last control point: three make it quadratic, four cubic."""
    return np.asarray(_weights(len(controls) - 1, steps) @ np.array(controls, np.float32), np.float32)


def joined(*parts: Points) -> Points:
    """One line after the other."""
    return np.concatenate(parts)


def box(x: float, y: float, width: float, height: float) -> Points:
    """An upright rectangle from its upper left corner."""
    return points((x, y), (x + width, y), (x + width, y + height), (x, y + height))


def rounded(x: float, y: float, width: float, height: float, radius: float) -> Points:
    """A box with round corners; the radius is held to half the shorter side."""
    radius = min(radius, width / 2, height / 2)
    left, right, top, bottom = x + radius, x + width - radius, y + radius, y + height - radius
    return joined(
        arc(right, top, radius, radius, -90, 90, steps=7),
        arc(right, bottom, radius, radius, 0, 90, steps=7),
        arc(left, bottom, radius, radius, 90, 90, steps=7),
        arc(left, top, radius, radius, 180, 90, steps=7),
    )


def turned(outline: Points, degrees: float) -> Points:
    """Clockwise about the origin."""
    sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    return np.asarray(outline @ np.array([[cosine, sine], [-sine, cosine]], np.float32), np.float32)
