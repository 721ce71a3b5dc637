"""How a camera moves over a still picture: every move starts from the picture itself and never leaves it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from kinora.engines.previs.camera import ease

RAMP_SECONDS = 0.8
DEPTH_SHIFT = 1.5  # how much more a near pixel shifts than a far one
DEPTH_ZOOM = 0.9


@dataclass(frozen=True, slots=True)
class Move:
    """A camera over a still at one moment, in fractions of the frame. All zero and zoom 1 is the picture itself.

    pan, tilt: looking to the right, down. swing: going round the subject, which stays where it is.
    """

    pan: float = 0.0
    tilt: float = 0.0
    swing: float = 0.0
    zoom: float = 1.0

    def shift(self, near: float, subject: float) -> tuple[float, float]:
        """How far a pixel of this nearness shifts, across and down."""
        share = 0.55 + DEPTH_SHIFT * near
        return self.pan * share + self.swing * DEPTH_SHIFT * (near - subject), self.tilt * share

    def widened(self, subject: float) -> Move:
        """The same move, zoomed in as far as it takes never to look beyond the picture's edge."""
        zoom = self.zoom
        for near in (-0.45, 0.0, 0.55):
            reach = min(0.4, max(abs(part) for part in self.shift(near, subject)))
            zoom = max(zoom, 1 + (1 / (1 - 2 * reach) - 1) / (1 + DEPTH_ZOOM * near))
        return Move(self.pan, self.tilt, self.swing, zoom)


def move_at(camera: tuple[str, ...], progress: float, seconds: float, *, mirrored: bool = False) -> Move:
    """The move that these camera words ask for, at `progress` 0..1. It starts from the picture itself.

    mirrored: going round the subject the other way.
    """
    if "static" in camera:
        return Move()
    eased = ease(progress)
    pan = tilt = swing = 0.0
    zoom = 1.0
    for word in camera:
        step = _step(word, eased, progress * seconds)
        pan, tilt, swing, zoom = pan + step.pan, tilt + step.tilt, swing + step.swing, zoom * step.zoom
    return Move(pan, tilt, -swing if mirrored else swing, zoom)


def _step(word: str, eased: float, time: float) -> Move:
    match word:
        case "pan_left":
            return Move(pan=-0.06 * eased)
        case "pan_right":
            return Move(pan=0.06 * eased)
        case "tilt_up":
            return Move(tilt=-0.055 * eased)
        case "tilt_down":
            return Move(tilt=0.055 * eased)
        case "zoom_in":
            return Move(zoom=1 + 0.22 * eased)
        case "orbit":
            return Move(swing=0.034 * eased, zoom=1 + 0.04 * eased)
        case "drone":
            return Move(tilt=0.03 * eased, zoom=1 + 0.16 * eased)
        case "shake":
            held = min(1.0, time / RAMP_SECONDS)
            return Move(pan=0.006 * math.sin(7.1 * time) * held, tilt=0.006 * math.sin(8.7 * time) * held)
        case "auto":
            return Move(swing=0.02 * eased, zoom=1 + 0.12 * eased)
        case _:
            return Move()


OPPOSITES = {
    "pan_left": "pan_right",
    "pan_right": "pan_left",
    "tilt_up": "tilt_down",
    "tilt_down": "tilt_up",
    "zoom_in": "zoom_out",
    "zoom_out": "zoom_in",
}
