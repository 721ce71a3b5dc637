"""Camera moves as a closed form of time: every move is eased, none has a memory."""

from __future__ import annotations

import math
from dataclasses import dataclass

MOVES = (
    "auto",
    "static",
    "pan_left",
    "pan_right",
    "tilt_up",
    "tilt_down",
    "zoom_in",
    "zoom_out",
    "orbit",
    "shake",
    "drone",
)


@dataclass(frozen=True, slots=True)
class View:
    """Where the camera looks: fractions of the frame's width and height, and a scale of at least 1.

    A positive dx looks further to the right, so the picture moves to the left; a positive dy looks further down.
    """

    dx: float = 0.0
    dy: float = 0.0
    zoom: float = 1.0


def ease(progress: float) -> float:
    """Smoothstep of 0..1: starts and stops at rest."""
    held = min(max(progress, 0.0), 1.0)
    return held * held * (3.0 - 2.0 * held)


def view_at(camera: tuple[str, ...], progress: float, seconds: float, *, phase: float = 0.0) -> View:
    """The view at `progress` 0..1 of a clip that lasts `seconds`; `phase` (radians) makes two handheld clips differ."""
    if "static" in camera:
        return View()
    eased = ease(progress)
    dx, dy, zoom = 0.0, 0.0, 1.0
    for move in camera:
        step = _move(move, eased)
        dx, dy, zoom = dx + step.dx, dy + step.dy, zoom * step.zoom
    sway = _sway(progress * seconds, phase, 4.0 if "shake" in camera else 1.0)
    return View(dx + sway.dx, dy + sway.dy, zoom * 1.012)


def _move(move: str, eased: float) -> View:
    swing = 2.0 * eased - 1.0
    match move:
        case "pan_left":
            return View(dx=-0.15 * swing)
        case "pan_right":
            return View(dx=0.15 * swing)
        case "tilt_up":
            return View(dy=-0.10 * swing)
        case "tilt_down":
            return View(dy=0.10 * swing)
        case "zoom_in":
            return View(zoom=1.0 + 0.28 * eased)
        case "zoom_out":
            return View(zoom=1.28 - 0.28 * eased)
        case "orbit":
            return View(dx=0.13 * math.sin(1.2 * swing), zoom=1.02 + 0.05 * math.cos(1.5 * swing))
        case "drone":
            return View(dx=0.04 * swing, dy=-0.06 * (1.0 - eased), zoom=1.0 + 0.16 * eased)
        case "auto":
            return View(zoom=1.0 + 0.10 * eased)
        case _:
            return View()


def _sway(time: float, phase: float, strength: float) -> View:
    """A hand that holds the camera: two slow sines an axis, a few pixels at 720p."""
    across = 0.0022 * math.sin(1.1 * time + phase) + 0.0011 * math.sin(2.3 * time + 1.0 + phase)
    down = 0.0026 * math.sin(0.9 * time + 2.0 + phase) + 0.0013 * math.sin(2.9 * time + phase)
    return View(across * strength, down * strength)
