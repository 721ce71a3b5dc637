"""How a camera moves over a still picture: every move starts from the picture itself and never leaves it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from kinora.engines.previs.camera import ease
from kinora.engines.previs.scene import Move

RAMP_SECONDS = 0.8
DEPTH_SHIFT = 1.5  # how much more a near pixel shifts than a far one
DEPTH_ZOOM = 0.9
_FARTHEST, _NEAREST = -0.45, 0.55
_TALLEST_RATIO = 21 / 9


@dataclass(frozen=True, slots=True)
class Step:
    """A camera over a still at one moment, in fractions of the frame. As made, it is the picture itself.

    pan, tilt: looking to the right, down. swing: going round the subject, which stays where it is. dolly: how much the
    background grows while the subject keeps its size. roll: degrees clockwise. focus: how far the background, or with
    a negative value the subject, is out of focus. blur: of a quick pan, 0..1.
    """

    pan: float = 0.0
    tilt: float = 0.0
    swing: float = 0.0
    zoom: float = 1.0
    dolly: float = 0.0
    roll: float = 0.0
    focus: float = 0.0
    blur: float = 0.0

    def shift(self, near: float, subject: float) -> tuple[float, float]:
        """How far a pixel of this nearness shifts, across and down."""
        share = 0.55 + DEPTH_SHIFT * near
        return self.pan * share + self.swing * DEPTH_SHIFT * (near - subject), self.tilt * share

    def widened(self, subject: float, ratio: float = 16 / 9) -> Step:
        """The same step, zoomed in as far as it takes never to look beyond the picture's edge. ratio: of the frame."""
        zoom = self.zoom
        angle = math.radians(abs(self.roll))
        longer = max(ratio, 1 / ratio, 1.0)
        turned = math.cos(angle) + min(longer, _TALLEST_RATIO) * math.sin(angle)
        for near in (_FARTHEST, 0.0, _NEAREST):
            reach = min(0.4, max(abs(part) for part in self.shift(near, subject)))
            needed = turned / (1 - 2 * reach)
            zoom = max(zoom, 1 + (needed - 1) / (1 + DEPTH_ZOOM * near))
        return replace(self, zoom=zoom)


Kind = Callable[[float, float, float], Step]
"""Eased progress 0..1, seconds and plain progress in, a step out."""


def _held(time: float) -> float:
    return min(1.0, time / RAMP_SECONDS)


def _shake(eased: float, time: float, progress: float) -> Step:
    held = _held(time)
    return Step(
        pan=0.007 * math.sin(7.1 * time) * held,
        tilt=0.007 * math.sin(8.7 * time) * held,
        roll=0.35 * math.sin(5.3 * time) * held,
    )


def _pov(eased: float, time: float, progress: float) -> Step:
    held = _held(time)
    return Step(
        pan=0.006 * math.sin(2.6 * time) * held, tilt=0.009 * math.sin(5.2 * time) * held, zoom=1 + 0.24 * eased
    )


def _crash(eased: float, time: float, progress: float) -> Step:
    rush = ease((progress - 0.30) / 0.16)
    return Step(zoom=1 + 0.48 * rush + 0.03 * eased, blur=0.5 * math.sin(math.pi * rush))


def _whip(eased: float, time: float, progress: float) -> Step:
    rush = ease((progress - 0.38) / 0.14)
    return Step(pan=0.11 * rush, blur=math.sin(math.pi * rush))


def _spiral(eased: float, time: float, progress: float) -> Step:
    return Step(zoom=1 + 0.34 * eased, roll=14 * eased)


def _rack(eased: float, time: float, progress: float) -> Step:
    """Sharp as given; then the subject goes soft, then the background."""
    wave = math.sin(2 * math.pi * ease(progress))
    return Step(zoom=1 + 0.05 * eased, focus=-wave)


_KINDS: dict[str, Kind] = {
    "auto": lambda eased, time, progress: Step(swing=0.030 * eased, zoom=1 + 0.14 * eased),
    "pan_left": lambda eased, time, progress: Step(pan=-0.075 * eased),
    "pan_right": lambda eased, time, progress: Step(pan=0.075 * eased),
    "tilt_up": lambda eased, time, progress: Step(tilt=-0.065 * eased),
    "tilt_down": lambda eased, time, progress: Step(tilt=0.065 * eased),
    "zoom_in": lambda eased, time, progress: Step(zoom=1 + 0.26 * eased),
    "zoom_out": lambda eased, time, progress: Step(dolly=0.16 * eased, zoom=1.0 + 0.02 * eased),
    "crash_zoom": _crash,
    "dolly_zoom": lambda eased, time, progress: Step(dolly=0.30 * eased, zoom=1 + 0.04 * eased),
    "truck_left": lambda eased, time, progress: Step(pan=-0.045 * eased, swing=-0.035 * eased),
    "truck_right": lambda eased, time, progress: Step(pan=0.045 * eased, swing=0.035 * eased),
    "crane_up": lambda eased, time, progress: Step(tilt=-0.070 * eased, zoom=1 + 0.06 * eased),
    "crane_down": lambda eased, time, progress: Step(tilt=0.070 * eased, zoom=1 + 0.06 * eased),
    "orbit": lambda eased, time, progress: Step(swing=0.055 * eased, zoom=1 + 0.05 * eased),
    "orbit_left": lambda eased, time, progress: Step(swing=-0.055 * eased, zoom=1 + 0.05 * eased),
    "orbit_right": lambda eased, time, progress: Step(swing=0.055 * eased, zoom=1 + 0.05 * eased),
    "time_slice": lambda eased, time, progress: Step(swing=0.070 * eased, zoom=1 + 0.03 * eased),
    "follow": lambda eased, time, progress: Step(pan=0.030 * eased, swing=0.030 * eased, zoom=1 + 0.08 * eased),
    "drone": lambda eased, time, progress: Step(tilt=0.035 * eased, zoom=1 + 0.18 * eased),
    "drone_rise": lambda eased, time, progress: Step(tilt=-0.050 * eased, dolly=0.06 * eased, zoom=1 + 0.10 * eased),
    "fly_through": lambda eased, time, progress: Step(zoom=1 + 0.52 * eased, tilt=0.010 * math.sin(3 * time) * eased),
    "shake": _shake,
    "whip_pan": _whip,
    "roll": lambda eased, time, progress: Step(roll=9 * eased),
    "dutch": lambda eased, time, progress: Step(roll=6.5 * ease(progress / 0.35), zoom=1 + 0.04 * eased),
    "pov": _pov,
    "rack_focus": _rack,
    "spiral": _spiral,
}
NEAREST = {
    "crane_up": "tilt_up",
    "crane_down": "tilt_down",
    "time_slice": "orbit",
    "follow": "truck_right",
    "drone_rise": "tilt_up",
}
"""Moves for which a single picture does not hold enough, and what is done instead: it is told to the user."""


def step_at(camera: tuple[Move, ...], progress: float, seconds: float, *, mirrored: bool = False) -> Step:
    """What these moves make of the camera at `progress` 0..1. It starts from the picture itself.

    mirrored: going round the subject the other way, unless a side was named.
    """
    if any(move.name == "static" for move in camera):
        return Step()
    whole = Step()
    for move in camera or (Move("auto"),):
        kind = _KINDS.get(move.name, _KINDS["auto"])
        local = min(1.0, max(0.0, (progress - move.begin) / max(1e-3, move.end - move.begin)))
        made = kind(ease(local), max(0.0, progress - move.begin) * seconds, local)
        sides = -1.0 if mirrored and move.name in ("auto", "orbit", "time_slice") else 1.0
        whole = _joined(whole, made, move.strength, sides)
    return whole


def _joined(whole: Step, made: Step, strength: float, sides: float) -> Step:
    return Step(
        whole.pan + made.pan * strength,
        whole.tilt + made.tilt * strength,
        whole.swing + made.swing * strength * sides,
        whole.zoom * (1 + (made.zoom - 1) * strength),
        whole.dolly + made.dolly * strength,
        whole.roll + made.roll * strength * sides,
        made.focus or whole.focus,
        max(whole.blur, made.blur),
    )


OPPOSITES = {
    "pan_left": "pan_right",
    "pan_right": "pan_left",
    "tilt_up": "tilt_down",
    "tilt_down": "tilt_up",
    "crane_up": "crane_down",
    "crane_down": "crane_up",
    "truck_left": "truck_right",
    "truck_right": "truck_left",
    "orbit_left": "orbit_right",
    "orbit_right": "orbit_left",
    "zoom_in": "zoom_out",
    "zoom_out": "zoom_in",
}
"""What is seen when a move runs backwards."""


def backwards(camera: tuple[Move, ...]) -> tuple[Move, ...]:
    """The moves that, run backwards in time, show these."""
    return tuple(
        Move(OPPOSITES.get(move.name, move.name), 1 - move.end, 1 - move.begin, move.strength) for move in camera
    )
