"""How near and from what height the camera looks at the actors: a still view that the moves are added to.

The subject is measured once from its drawing, so that every body plan is framed by its real head and feet.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from kinora.engines.previs.camera import View, ease
from kinora.engines.previs.rigs.performer import Performer
from kinora.engines.previs.scene import Scene
from kinora.engines.previs.setting import Setting
from kinora.engines.previs.stage.cast import Cast
from kinora.engines.previs.stage.choreography import Spot

FRAMINGS = ("wide", "medium", "close", "extreme_close", "low_angle", "high_angle", "over_shoulder", "top_down")
TRACKING = frozenset({"medium", "close", "extreme_close", "low_angle", "over_shoulder"})
"""Framings that go along with their subject by themselves."""
_FACES = {
    "biped": (0.0, 0.74, 0.40),
    "quadruped": (0.62, 0.74, 0.52),
    "bird": (0.45, 0.78, 0.44),
    "fish": (0.90, 0.5, 0.7),
}
"""Where the middle of a face is, ahead in half widths and up in heights, and how much of the height it takes."""
_LONGEST = 4.6
_MEASURED = frozenset({"idle", "sit", "sleep", "crawl", "kneel", "hide"})
"""Actions in which one is as high as one is; in the others as when standing."""
_WHOLE = frozenset({"", "wide", "low_angle"})
"""Framings that show whole figures."""
_LOWEST, _DEEPEST = 0.965, 0.16
"""Where their feet are at most, and how far the camera looks down for it, in frame heights."""
_GROUP = 3
_OVER_CAPTIONS = 0.825
"""Where the feet are at most when there are words under them."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What an actor fills, in pixels over its feet. rise: its height. half: half its width."""

    rise: float
    half: float


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom the camera looks at, in world pixels. face: x and y of its middle, its height. wide: from side to side."""

    x: float
    top: float
    feet: float
    face: tuple[float, float, float]
    wide: float


def on_stage(scene: Scene, ground: float, size: float) -> tuple[float, float]:
    """Where the feet are and how large actors are drawn, in a place of this ground and size."""
    ground = min(ground, _OVER_CAPTIONS) if scene.lines else ground
    match scene.framing:
        case "wide":
            return ground - 0.035, size * 0.58
        case "high_angle" | "top_down":
            return ground, size * 0.82
        case _:
            return ground, size


def measured(performer: Performer, size: float, action: str = "idle") -> Figure:
    """The figure of an actor in an action. size: pixels per unit before its own size."""
    scale = min(size, 1.0)
    side = 512
    frame = np.full((side, side, 3), 255, np.uint8)
    performer.draw(frame, side / 2, side * 0.85, scale, performer.motion(action, 0.0), grounded=False)
    rows, columns = np.nonzero((frame != 255).any(axis=2))
    if not len(rows):
        return Figure(150.0 * size, 60.0 * size)
    grown = size / scale
    return Figure((side * 0.85 - float(rows.min())) * grown, max(1.0, float(np.ptp(columns)) / 2) * grown)


class Framing:
    """The view of one framing at any time."""

    def __init__(self, setting: Setting, cast: Cast | None) -> None:
        self._setting, self._cast = setting, cast
        self._frame = _FRAMES.get(setting.scene.framing)
        if self._frame is None or cast is None or not cast.performers:
            self._figures: list[dict[str, Figure]] = []
            self._who: list[int] = []
            return
        self._who = self._chosen(cast)
        self._figures = [
            {
                action: measured(cast.performers[k], cast.marks[k].scale, action)
                for action in {"idle", "sit", *(act.action for act in cast.performers[k].actor.acts)} & _MEASURED
            }
            for k in self._who
        ]

    def view(self, progress: float) -> View:
        """The view; plain where no framing was asked for."""
        if self._frame is None:
            return View()
        if self._cast is None or not self._figures:
            table = _ON_THE_WAVE if self._setting.scene.has_action("surf") else _UNPEOPLED
            return table.get(self._setting.scene.framing, View())
        return self._frame(self._setting, self._subject(self._cast, progress))

    def on_their_feet(self, view: View, progress: float) -> View:
        """The view, looking further down where the moves would cut off the feet of who is to be seen whole."""
        if self._setting.scene.framing not in _WHOLE or self._cast is None or not self._cast.performers:
            return view
        spots = [self._cast.choreography.spot(k, progress) for k in range(len(self._cast.performers))]
        feet = max((spot.y for spot in spots if spot.seen), default=0.0)
        down = feet / self._setting.height - 0.5 - (_LOWEST - 0.5) / view.zoom
        return replace(view, dy=max(view.dy, min(down, _DEEPEST)))

    def _chosen(self, cast: Cast) -> list[int]:
        """Who is looked at: all of a small group from a middle distance, else who speaks first, or comes first."""
        scene = self._setting.scene
        if scene.framing in ("medium", "low_angle") and len(cast.performers) <= _GROUP:
            return list(range(len(cast.performers)))
        speakers = [cast.places.index(line.speaker) for line in scene.lines if line.speaker in cast.places]
        return speakers[:1] or [0]

    def _subject(self, cast: Cast, progress: float) -> Subject:
        """The one, or the group as a whole."""
        spots = [cast.choreography.spot(k, progress) for k in self._who]
        seats = [cast.seated(k, progress) for k in self._who]
        lows = [cast.sunk(k) - lift for k, (_, lift) in zip(self._who, seats, strict=True)]
        spots = [replace(at, y=at.y + low) for low, at in zip(lows, spots, strict=True)]
        figures = [_shown(each, at, sits) for each, at, (sits, _) in zip(self._figures, spots, seats, strict=True)]
        figure, spot = figures[0], spots[0]
        ahead, up, share = _FACES.get(cast.performers[self._who[0]].species.rig, (0.3, 0.6, 0.6))
        side = -1.0 if spot.flip else 1.0
        face = (spot.x + side * ahead * figure.half, spot.y - up * figure.rise, share * figure.rise)
        pairs = list(zip(spots, figures, strict=True))
        left = min(at.x - one.half for at, one in pairs)
        right = max(at.x + one.half for at, one in pairs)
        top = min(at.y - one.rise for at, one in pairs)
        x = spot.x if len(pairs) == 1 else (left + right) / 2
        return Subject(x, top, max(at.y for at in spots), face, right - left)


def _shown(figures: dict[str, Figure], spot: Spot, sits: float) -> Figure:
    """The figure that an actor cuts just now, on its way from one act into the next. sits: how far it is down."""
    now, before = (figures.get(name, figures["idle"]) for name in (spot.action, spot.former or spot.action))
    shown = _between(before, now, ease(spot.share))
    return shown if sits <= 0.0 or spot.action == "sleep" else _between(shown, figures["sit"], sits)


def _between(one: Figure, other: Figure, share: float) -> Figure:
    return Figure(one.rise + (other.rise - one.rise) * share, one.half + (other.half - one.half) * share)


def _aimed(setting: Setting, x: float, y: float, zoom: float, at: tuple[float, float], blur: float = 0.0) -> View:
    """The world point (x, y) of the actors' depth at a share of the frame, at this zoom."""
    dx = x / setting.width - 0.5 - (at[0] - 0.5) / zoom
    dy = y / setting.height - 0.5 - (at[1] - 0.5) / zoom
    far = 1.0 + 0.16 * (zoom - 1.0)
    room = 0.10 + (1.0 - 1.0 / far) / 2
    return View(dx, dy, zoom, min(max(dx * 0.25, -room), room), min(max(dy * 0.2, -room), room), far, far_blur=blur)


def _medium(setting: Setting, one: Subject) -> View:
    zoom = _held(min(0.86 / ((one.feet - one.top) * 0.72 / setting.height), 0.90 * setting.width / one.wide))
    if (one.feet - one.top) * zoom < 0.76 * setting.height:  # a wide group: whole, on the ground
        return _aimed(setting, one.x, one.feet, zoom, (0.5, 0.90), 0.12)
    return _aimed(setting, one.x, one.top, zoom, (0.5, 0.12), 0.12)


def _close(setting: Setting, one: Subject) -> View:
    zoom = _held(0.88 / ((one.feet - one.top) * 0.56 / setting.height))
    x = one.x + 0.65 * (one.face[0] - one.x)
    return _aimed(setting, x, one.top, zoom, (0.5, 0.10), 0.5)


def _extreme_close(setting: Setting, one: Subject) -> View:
    zoom = _held(0.92 / (one.face[2] / setting.height))
    return _aimed(setting, one.face[0], one.face[1], zoom, (0.5, 0.5), 0.8)


def _low_angle(setting: Setting, one: Subject) -> View:
    zoom = min(1.45, max(1.15, 0.84 / ((one.feet - one.top) / setting.height)))
    zoom = max(1.0, min(zoom, 0.92 * setting.width / one.wide))
    dx = one.x / setting.width - 0.5 if zoom > 1.1 else 0.0
    dy = one.feet / setting.height - 0.5 - (0.965 - 0.5) / zoom
    return View(dx=dx, dy=dy, zoom=zoom, far_y=-0.118, far_zoom=1.04, keystone=-0.16)


def _high_angle(setting: Setting, one: Subject) -> View:
    return View(dy=one.feet / setting.height - 0.82, far_y=0.118, far_zoom=1.03, keystone=0.24)


def _over_shoulder(setting: Setting, one: Subject) -> View:
    zoom = _held(0.86 / ((one.feet - one.top) * 0.70 / setting.height))
    return _aimed(setting, one.x, one.top, min(zoom, 2.4), (0.64, 0.14), 0.3)


def _wide(setting: Setting, one: Subject) -> View:
    return View()


def _held(zoom: float) -> float:
    return min(max(zoom, 1.0), _LONGEST)


_FRAMES: dict[str, Callable[[Setting, Subject], View]] = {
    "wide": _wide,
    "medium": _medium,
    "close": _close,
    "extreme_close": _extreme_close,
    "low_angle": _low_angle,
    "high_angle": _high_angle,
    "top_down": _high_angle,
    "over_shoulder": _over_shoulder,
}
_UNPEOPLED = {
    "medium": View(zoom=1.12, far_zoom=1.05),
    "close": View(zoom=1.3, far_zoom=1.12, dy=0.06),
    "extreme_close": View(zoom=1.45, far_zoom=1.16, dy=0.07),
    "low_angle": View(far_y=-0.11, dy=-0.04, zoom=1.1, keystone=-0.16),
    "high_angle": View(far_y=0.118, dy=0.06, keystone=0.24),
    "top_down": View(far_y=0.118, dy=0.06, keystone=0.24),
}
"""Where there is nobody to frame."""
_ON_THE_WAVE = {
    "medium": View(zoom=1.35, far_zoom=1.06, dx=-0.04),
    "close": View(zoom=1.85, far_zoom=1.14, dx=-0.05, dy=-0.02),
    "extreme_close": View(zoom=2.5, far_zoom=1.22, dx=-0.05, dy=-0.05),
    "low_angle": View(zoom=1.25, far_y=-0.05, keystone=-0.12),
    "high_angle": View(zoom=1.08, keystone=0.2),
    "top_down": View(zoom=1.08, keystone=0.2),
}
"""Surfers ride where the wave has them, which is about the middle."""
