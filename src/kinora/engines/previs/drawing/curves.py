"""Outlines as arrays of points: ovals, arcs, Bézier curves, rounded boxes. Knows no pixels."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

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


@lru_cache(maxsize=256)
def _arc(start: float, sweep: float, steps: int) -> NDArray[np.float64]:
    """Part of the circle of radius 1."""
    angles = np.radians(np.linspace(start, start + sweep, steps))
    return np.stack([np.cos(angles), np.sin(angles)], axis=1)


@lru_cache(maxsize=1)
def _corners() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """A round corner after the other, clockwise from the upper right, and which side of a box each is on, 0 or 1."""
    quarters = [_arc(start, 90.0, 7) for start in (-90.0, 0.0, 90.0, 180.0)]
    sides = np.repeat(np.array([(1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)]), 7, axis=0)
    return np.concatenate(quarters), sides


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
    return np.asarray(_arc(start, sweep, steps) * (radius_x, radius_y) + (x, y), np.float32)


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
    round_them, sides = _corners()
    inner = sides * (width - 2.0 * radius, height - 2.0 * radius)
    return np.asarray(round_them * radius + inner + (x + radius, y + radius), np.float32)


def turned(outline: Points, degrees: float) -> Points:
    """Clockwise about the origin."""
    sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    return np.asarray(outline @ np.array([[cosine, sine], [-sine, cosine]], np.float32), np.float32)
