"""The engine `previs`: a Plan and its inputs in, an animated storyboard as MP4 out. On the CPU, without weights."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import cv2
import numpy as np
from numpy.typing import NDArray

from kinora.engines.base import Clip, Inputs, Report
from kinora.engines.previs.footage import has_sound, recording
from kinora.engines.previs.frames import Crew, processes_here
from kinora.engines.previs.prompt import read_prompt
from kinora.engines.previs.reel import Reel
from kinora.engines.previs.scene import Scene
from kinora.engines.previs.shots import Prepared, prepare, unused_references
from kinora.engines.previs.sound import mastered, soundtrack
from kinora.engines.previs.tones import RATE, Stereo
from kinora.media.encode import Mp4Writer
from kinora.spec.outcome import Note, Progress
from kinora.spec.plan import Plan

_COMMENT = "Animated storyboard by Kinora previs"
_REPORT_SECONDS = 0.05


class PrevisEngine:
    """Draws storyboards. The same plan and inputs give the same bytes, whatever the number of processes.

    processes: how many draw; one a core by default, 0 for none beside this one.
    """

    name = "previs"

    def __init__(self, *, processes: int | None = None) -> None:
        self._processes = processes_here() if processes is None else processes

    def render(self, plan: Plan, inputs: Inputs, report: Report) -> Clip:
        """Render the plan. Raises MediaUnusable for an input that can't be read, EngineFailed when a process dies."""
        report(Progress("rendering", 0.0))
        scene = read_prompt(plan.prompt, camera_fixed=plan.camera_fixed)
        with _one_thread(), Crew(self._processes) as crew:
            prepared = prepare(plan, inputs, scene)
            track = _track(plan, inputs, scene) if plan.sound else None
            reel = Reel(
                make=prepared.make,
                width=plan.width,
                height=plan.height,
                frames=plan.frames,
                watermark=plan.watermark,
                sequential=prepared.sequential,
            )
            _write(plan, inputs, crew.frames(reel), track, _metadata(plan, prepared), report)
        return Clip(path=inputs.output, engine=self.name, notes=_notes(scene, inputs, prepared))


def _write(
    plan: Plan,
    inputs: Inputs,
    frames: Iterator[NDArray[np.uint8]],
    track: Stereo | None,
    metadata: dict[str, str],
    report: Report,
) -> None:
    reported = time.monotonic()
    with Mp4Writer(
        inputs.output,
        width=plan.width,
        height=plan.height,
        fps=plan.fps,
        sound=track is not None,
        metadata=metadata,
    ) as writer:
        for index, frame in enumerate(frames):
            writer.write(frame)
            if track is not None:
                writer.write_sound(track[index * RATE // plan.fps : (index + 1) * RATE // plan.fps])
            now = time.monotonic()
            if now - reported >= _REPORT_SECONDS:
                report(Progress("rendering", (index + 1) / plan.frames))
                reported = now
        report(Progress("encoding", 1.0))


def _track(plan: Plan, inputs: Inputs, scene: Scene) -> Stereo:
    """The sound asked for: the audio reference, else the base video's own, else one made for the scene."""
    if inputs.audios:
        return mastered(recording(inputs.audios[0], plan.length, loop=True))
    has_footage = bool(inputs.videos) and not (inputs.start_frame or inputs.end_frame)
    if has_footage and has_sound(inputs.videos[0]):
        return recording(inputs.videos[0], plan.length, loop=False)
    return soundtrack(scene, plan.length, seed=plan.seed)


def _metadata(plan: Plan, prepared: Prepared) -> dict[str, str]:
    known = {"comment": _COMMENT, "engine": PrevisEngine.name, "model": plan.model, "seed": str(plan.seed)}
    return known if prepared.transition is None else {**known, "transition": prepared.transition}


def _notes(scene: Scene, inputs: Inputs, prepared: Prepared) -> tuple[Note, ...]:
    notes = [Note("previs", "An animated storyboard drawn by Kinora, not a photoreal model's video.")]
    if scene.unmatched:
        notes.append(Note("unmatched", "These words of the prompt had no effect.", scene.unmatched))
    if scene.substituted:
        notes.append(Note("substituted", "Drawn as something near.", scene.substituted))
    notes.extend(prepared.notes)
    unused = unused_references(inputs)
    if unused:
        notes.append(Note("reference", "These references were not used.", unused))
    return tuple(notes)


@contextmanager
def _one_thread() -> Iterator[None]:
    """OpenCV on one thread while a shot is prepared: its sums must not depend on the machine's cores."""
    before = cv2.getNumThreads()
    cv2.setNumThreads(1)
    try:
        yield
    finally:
        cv2.setNumThreads(before)
