"""Camera moves as a closed form of time: each is a small function, several add up, none has a memory.

What is added up is centred as a whole, so that no sum of moves looks beyond the places' plates. Knows no pixels.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from kinora.engines.previs.scene import Move

_WIDEST, _TALLEST = 0.160, 0.110
"""How far the camera may look aside, in frame widths and heights; what trembles comes on top."""
_FAR_WIDEST = 0.115
"""The same for what lies at infinity, whose plates reach less far."""
FOLLOWED = 0.46
"""Frame widths over which the camera can go along with somebody: a nearer view has more room beside it."""
_FOLLOW_NEARER = 0.2
_SINK = 0.0060
"""How much further down a camera looks for each degree of roll."""
_RAMP_SECONDS = 0.5
_SAMPLES = 64


@dataclass(frozen=True, slots=True)
class View:
    """Where the camera looks: fractions of the frame's width and height, and a scale of at least 1.

    A positive dx looks further to the right, so the picture moves to the left; a positive dy looks further down.
    far_x, far_y, far_zoom: the same at infinity; what lies between is moved in proportion to its depth.
    roll: degrees by which the picture turns clockwise. blur: of a quick pan, 0..1.
    far_blur, near_blur: how far the backdrop, the actors are out of focus, 0..1.
    keystone: by how much upright things widen upwards, as seen from above; below 0 as seen from below.
    """

    dx: float = 0.0
    dy: float = 0.0
    zoom: float = 1.0
    far_x: float = 0.0
    far_y: float = 0.0
    far_zoom: float = 1.0
    roll: float = 0.0
    blur: float = 0.0
    far_blur: float = 0.0
    near_blur: float = 0.0
    keystone: float = 0.0


def ease(progress: float) -> float:
    """Smoothstep of 0..1: starts and stops at rest."""
    held = min(max(progress, 0.0), 1.0)
    return held * held * (3.0 - 2.0 * held)


def view_at(
    camera: tuple[Move, ...], progress: float, seconds: float, *, phase: float = 0.0, focus: float | None = None
) -> View:
    """The view at `progress` 0..1 of a clip that lasts `seconds`.

    phase: radians by which two handheld clips differ. focus: where the actor is that "follow" goes along with, in frame
    widths from the middle; None for one that crosses the middle evenly.
    """
    if any(move.name == "static" for move in camera):
        return View()
    path = _path(camera, seconds)
    now = path.held(_sum(camera, min(max(progress, 0.0), 1.0), seconds))
    for move in camera:
        if move.name == "follow":
            now = _following(now, progress, focus, min(move.strength, 1.0))
    shaken = any(move.name == "shake" for move in camera)
    sway = _sway(progress * seconds, phase, shaken=shaken)
    sunk = _within(now.dy + _SINK * abs(now.roll), _TALLEST)  # a turned picture is cropped: keep the feet in it
    now = replace(now, dy=sunk)
    return replace(now, dx=now.dx + sway.dx, dy=now.dy + sway.dy, zoom=now.zoom * 1.012, far_zoom=now.far_zoom * 1.012)


def _following(now: View, progress: float, focus: float | None, strength: float) -> View:
    """Along with somebody; the stronger, the nearer, and the further it can go."""
    along = 0.24 * (progress - 0.5) if focus is None else focus
    nearer = _FOLLOW_NEARER * strength
    reach = _WIDEST + (FOLLOWED / 2 - _WIDEST) * strength
    return replace(
        now,
        dx=_within(now.dx * 0.3 + along, reach),
        dy=now.dy + 0.1 * nearer,
        zoom=now.zoom * (1.0 + nearer),
        far_zoom=now.far_zoom * (1.0 + 0.2 * nearer),
    )


def combined(one: View, other: View) -> View:
    """Two views at once: what they look aside and turn adds up, what they enlarge multiplies."""
    return View(
        one.dx + other.dx,
        one.dy + other.dy,
        one.zoom * other.zoom,
        one.far_x + other.far_x,
        one.far_y + other.far_y,
        one.far_zoom * other.far_zoom,
        one.roll + other.roll,
        max(one.blur, other.blur),
        max(one.far_blur, other.far_blur),
        max(one.near_blur, other.near_blur),
        one.keystone + other.keystone,
    )


def flow(camera: tuple[Move, ...], progress: float) -> float:
    """How much of the scene's time has passed, 0..1: all of it moves evenly but where time is sliced."""
    for move in camera:
        if move.name == "time_slice":
            return _sliced(progress, move) / _sliced(1.0, move)
    return progress


def runs(camera: tuple[Move, ...]) -> float:
    """The share 0..1 of the clip in which the scene's time passes."""
    return next((_sliced(1.0, move) for move in camera if move.name == "time_slice"), 1.0)


def _sliced(progress: float, move: Move) -> float:
    """Time that has passed when it comes to rest in the middle of a move, and goes on after it."""
    long = move.end - move.begin
    first, last, ramp = move.begin + 0.28 * long, move.begin + 0.80 * long, 0.06 * long
    held = min(max(progress, 0.0), 1.0)
    return held - _ramped(held - first, ramp) + _ramped(held - last + ramp, ramp)


def _ramped(along: float, ramp: float) -> float:
    """The integral of a step that is eased over `ramp`."""
    if along <= 0.0 or ramp <= 0.0:
        return max(0.0, along)
    share = min(1.0, along / ramp)
    return ramp * (share**3 - share**4 / 2.0) + max(0.0, along - ramp)


@dataclass(frozen=True, slots=True)
class _Step:
    """One move at one time. share: how far it is along, 0..1, linear. time: seconds since it began, 0..long."""

    share: float
    time: float
    long: float
    inside: float

    @property
    def eased(self) -> float:
        return ease(self.share)

    def dash(self, seconds: float, at: float = 0.45) -> float:
        """A quick ease that takes so many seconds, its middle at a share of the move."""
        quick = min(seconds, self.long)
        return ease((self.time - at * self.long) / max(quick, 1e-6) + 0.5)


_Draw = Callable[[_Step], View]


def _pan(side: float) -> _Draw:
    return lambda step: View(dx=0.30 * side * step.eased, far_x=0.13 * side * step.eased)


def _truck(side: float) -> _Draw:
    return lambda step: View(dx=0.32 * side * step.eased, far_x=-0.02 * side * step.eased)


def _tilt(side: float) -> _Draw:
    return lambda step: View(dy=0.20 * side * step.eased, far_y=0.10 * side * step.eased)


def _crane(side: float) -> _Draw:
    def move(step: _Step) -> View:
        away = step.eased if side < 0 else 1.0 - step.eased
        return View(dy=0.19 * side * step.eased, far_y=-0.02 * side * step.eased, zoom=1.16 - 0.16 * away)

    return move


def _orbit(side: float, reach: float = 0.22) -> _Draw:
    """The actors stay, what is behind them swings one way and what is before them the other."""

    def move(step: _Step) -> View:
        swing = 2.0 * step.eased - 1.0
        return View(far_x=-reach * side * step.eased, dx=0.02 * side * step.eased, zoom=1.03 + 0.05 * math.cos(swing))

    return move


def _zoom_in(step: _Step) -> View:
    return View(zoom=1.0 + 0.28 * step.eased, far_zoom=1.0 + 0.10 * step.eased)


def _zoom_out(step: _Step) -> View:
    return View(zoom=1.0 - 0.22 * step.eased, far_zoom=1.0 - 0.09 * step.eased)


def _crash_zoom(step: _Step) -> View:
    near = step.dash(0.4)
    kick = 0.03 * math.exp(-6.0 * max(0.0, step.time - 0.45 * step.long - 0.2)) * near
    return View(zoom=1.0 + 0.52 * near + kick, far_zoom=1.0 + 0.26 * near, dy=0.05 * near, far_y=0.02 * near)


def _dolly_zoom(step: _Step) -> View:
    return View(far_zoom=1.0 + 0.48 * step.eased)


def _drone(step: _Step) -> View:
    swing = step.eased
    return View(dx=0.08 * swing, far_x=0.03 * swing, dy=0.06 * swing, far_y=0.03 * swing, zoom=1.0 + 0.16 * swing)


def _drone_rise(step: _Step) -> View:
    up = step.eased
    return View(dy=-0.17 * up, far_y=0.08 * up, zoom=1.30 - 0.30 * up, far_zoom=1.06 - 0.06 * up)


def _fly_through(step: _Step) -> View:
    along = 0.5 * step.share**2 + 0.5 * step.eased
    weave = 0.016 * math.sin(2.4 * step.share * math.pi)
    return View(dx=weave, far_x=weave * 0.4, dy=0.07 * along, zoom=1.0 + 0.40 * along, far_zoom=1.0 + 0.05 * along)


def _whip_pan(step: _Step) -> View:
    along = step.dash(0.34)
    return View(dx=0.32 * along, far_x=0.22 * along, blur=4.0 * along * (1.0 - along))


def _roll(step: _Step) -> View:
    return View(roll=13.0 * (2.0 * step.eased - 1.0) * step.inside)


def _dutch(step: _Step) -> View:
    return View(roll=8.0 * step.inside)


def _pov(step: _Step) -> View:
    bob = math.sin(step.time * 5.2)
    near = step.eased
    return View(
        dx=0.007 * math.sin(step.time * 2.6) * step.inside,
        dy=0.012 * abs(bob) * step.inside + 0.03 * near,
        zoom=1.0 + 0.20 * near,
        far_y=0.006 * abs(bob) * step.inside,
    )


def _rack_focus(step: _Step) -> View:
    """From what is behind to the actors, who are sharp at the end."""
    turn = ease((step.share - 0.34) / 0.24)
    return View(far_blur=turn * step.inside, near_blur=(1.0 - turn) * step.inside)


def _spiral(step: _Step) -> View:
    turn = 2.0 * step.eased - 1.0
    return View(roll=11.0 * turn * step.inside, zoom=1.0 + 0.22 * step.eased, far_x=0.06 * turn)


def _time_slice(step: _Step) -> View:
    """Goes round while time rests: the same shares of the move as in `_sliced`."""
    round_it = ease((step.share - 0.24) / 0.60)
    return View(far_x=-0.23 * round_it, dx=0.03 * round_it, zoom=1.0 + 0.12 * math.sin(math.pi * round_it))


_TABLE: dict[str, _Draw] = {
    "auto": lambda step: View(zoom=1.0 + 0.10 * step.eased, far_zoom=1.0 + 0.02 * step.eased),
    "static": lambda step: View(),
    "pan_left": _pan(-1.0),
    "pan_right": _pan(1.0),
    "tilt_up": _tilt(-1.0),
    "tilt_down": _tilt(1.0),
    "zoom_in": _zoom_in,
    "zoom_out": _zoom_out,
    "crash_zoom": _crash_zoom,
    "dolly_zoom": _dolly_zoom,
    "truck_left": _truck(-1.0),
    "truck_right": _truck(1.0),
    "crane_up": _crane(-1.0),
    "crane_down": _crane(1.0),
    "orbit": _orbit(1.0),
    "orbit_left": _orbit(-1.0),
    "orbit_right": _orbit(1.0),
    "follow": lambda step: View(),
    "drone": _drone,
    "drone_rise": _drone_rise,
    "fly_through": _fly_through,
    "shake": lambda step: View(),
    "whip_pan": _whip_pan,
    "roll": _roll,
    "dutch": _dutch,
    "pov": _pov,
    "rack_focus": _rack_focus,
    "spiral": _spiral,
    "time_slice": _time_slice,
}
MOVES = tuple(_TABLE)


def _sum(camera: tuple[Move, ...], progress: float, seconds: float) -> View:
    """All moves at once, each from where it began; not yet centred."""
    total = View()
    for move in camera:
        if move.name in _TABLE:
            total = combined(total, _strong(_TABLE[move.name](_step(move, progress, seconds)), move.strength))
    return total


def _step(move: Move, progress: float, seconds: float) -> _Step:
    long = max(1e-3, move.end - move.begin)
    share = min(max((progress - move.begin) / long, 0.0), 1.0)
    rise = (progress - move.begin) * seconds / _RAMP_SECONDS if move.begin > 0 else 1.0
    fall = (move.end - progress) * seconds / _RAMP_SECONDS if move.end < 1 else 1.0
    return _Step(share, share * long * seconds, long * seconds, ease(rise) * ease(fall))


def _strong(view: View, strength: float) -> View:
    if strength == 1.0:
        return view
    grown = [strength * value for value in (view.dx, view.dy, view.far_x, view.far_y)]
    zoom, far_zoom = (max(0.4, 1.0 + (value - 1.0) * strength) for value in (view.zoom, view.far_zoom))
    return replace(
        view,
        dx=grown[0],
        dy=grown[1],
        far_x=grown[2],
        far_y=grown[3],
        zoom=zoom,
        far_zoom=far_zoom,
        roll=_within(view.roll * strength, 20.0),
    )


@dataclass(frozen=True, slots=True)
class _Reach:
    """What one number of the view runs through in a clip, and how it is brought within its limit."""

    middle: float
    factor: float

    @classmethod
    def of(cls, values: list[float], limit: float) -> _Reach:
        low, high = min(values), max(values)
        return cls((low + high) / 2.0, min(1.0, 2.0 * limit / (high - low)) if high > low else 1.0)

    def held(self, value: float) -> float:
        return (value - self.middle) * self.factor


@dataclass(frozen=True, slots=True)
class _Path:
    """The whole way of a camera. nearest: the smallest zooms on it, near and far."""

    across: _Reach
    down: _Reach
    far_across: _Reach
    far_down: _Reach
    nearest: tuple[float, float]

    def held(self, view: View) -> View:
        return replace(
            view,
            dx=self.across.held(view.dx),
            dy=self.down.held(view.dy),
            far_x=self.far_across.held(view.far_x),
            far_y=self.far_down.held(view.far_y),
            zoom=max(1.0, view.zoom / self.nearest[0]),
            far_zoom=max(1.0, view.far_zoom / self.nearest[1]),
            roll=_within(view.roll, 20.0),
        )


@lru_cache(maxsize=64)
def _path(camera: tuple[Move, ...], seconds: float) -> _Path:
    views = [_sum(camera, k / _SAMPLES, seconds) for k in range(_SAMPLES + 1)]
    return _Path(
        _Reach.of([view.dx for view in views], _WIDEST),
        _Reach.of([view.dy for view in views], _TALLEST),
        _Reach.of([view.far_x for view in views], _FAR_WIDEST),
        _Reach.of([view.far_y for view in views], _FAR_WIDEST),
        (min(view.zoom for view in views), min(view.far_zoom for view in views)),
    )


def _within(value: float, limit: float) -> float:
    return min(max(value, -limit), limit)


def _sway(time: float, phase: float, *, shaken: bool) -> View:
    """A hand that holds the camera: two slow sines an axis, a few pixels at 720p; a shaken one trembles as well."""
    across = 0.0022 * math.sin(1.1 * time + phase) + 0.0011 * math.sin(2.3 * time + 1.0 + phase)
    down = 0.0026 * math.sin(0.9 * time + 2.0 + phase) + 0.0013 * math.sin(2.9 * time + phase)
    if not shaken:
        return View(across, down)
    tremble = 0.0034 * math.sin(9.7 * time + phase) + 0.0022 * math.sin(14.9 * time + 2.0 * phase)
    jolt = 0.0040 * math.sin(8.3 * time + 1.0 + phase) + 0.0026 * math.sin(16.7 * time + phase)
    return View(2.2 * across + tremble, 2.2 * down + jolt)
