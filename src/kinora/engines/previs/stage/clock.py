"""Time on stage against time as shown: slow motion, time lapse, and time that rests while the camera goes round."""

from __future__ import annotations

from dataclasses import dataclass

from kinora.engines.previs.camera import flow, runs
from kinora.engines.previs.scene import Move, Scene


@dataclass(frozen=True, slots=True)
class Clock:
    """One instant. shown: the share of the shot that was seen. progress, time: the stage's own, time in seconds."""

    shown: float
    progress: float
    time: float


def clock_at(scene: Scene, camera: tuple[Move, ...], seconds: float, at: float) -> Clock:
    """The clock when the shot of `seconds` has been seen for `at` seconds; it goes on before and after the shot."""
    shown = at / seconds
    held = min(max(shown, 0.0), 1.0)
    progress = flow(camera, held)
    beyond = (shown - held) * seconds
    return Clock(shown, progress, (progress * runs(camera) * seconds + beyond) * scene.pace)


def stage_seconds(scene: Scene, camera: tuple[Move, ...], seconds: float) -> float:
    """How long the scene's own time runs in a shot of `seconds`."""
    return runs(camera) * seconds * scene.pace
