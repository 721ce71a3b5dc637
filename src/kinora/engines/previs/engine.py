"""The engine `previs`: a Plan and its inputs in, an animated storyboard as MP4 out. On the CPU, without weights."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from kinora.engines.base import Clip, Inputs, Report, Sketch
from kinora.engines.previs.crew.frames import Crew, processes_here
from kinora.engines.previs.crew.reel import Reel
from kinora.engines.previs.pictures.footage import sound_of
from kinora.engines.previs.pictures.shots import Prepared, prepare, unused_references
from kinora.engines.previs.reading.prompt import read_prompt
from kinora.engines.previs.scene import Storyboard
from kinora.engines.previs.sound.beats import find_beats
from kinora.engines.previs.sound.recording import recordings
from kinora.engines.previs.sound.sound import mastered, soundtrack
from kinora.engines.previs.sound.tones import RATE, Stereo
from kinora.engines.previs.storyboard import storyboard
from kinora.media.encode import Mp4Writer
from kinora.spec.outcome import Note, Progress
from kinora.spec.plan import Plan

_COMMENT = "Animated storyboard by Kinora previs"
_REPORT_SECONDS = 0.05


class PrevisEngine:
    """Draws storyboards. The same plan and inputs give the same bytes, whatever the number of processes.

    Its processes stay for the next clip, until the engine itself goes.

    processes: how many draw; one a core by default, 0 for none beside this one.
    """

    name = "previs"

    def __init__(self, *, processes: int | None = None) -> None:
        self._crew = Crew(processes_here() if processes is None else processes)

    def render(self, plan: Plan, inputs: Inputs, report: Report) -> Clip:
        """Render the plan. Raises MediaUnusable for an input that can't be read, EngineFailed when a process dies."""
        report(Progress("rendering", 0.0))
        board = read_prompt(plan.prompt, camera_fixed=plan.camera_fixed, seconds=plan.length)
        self._crew.call()
        with _one_thread():
            given = recordings(inputs.audios, plan.length) if inputs.audios else None
            prepared = prepare(plan, inputs, board, accents=() if given is None else find_beats(given))
            track = _track(plan, inputs, board, prepared, given) if plan.sound else None
            reel = Reel(
                make=prepared.make,
                width=plan.width,
                height=plan.height,
                frames=plan.frames,
                watermark=plan.watermark,
                sequential=prepared.sequential,
            )
            _write(plan, inputs, self._crew.frames(reel), track, _metadata(plan, prepared), report)
        return Clip(path=inputs.output, engine=self.name, notes=_notes(board, inputs, prepared))

    def sketch(self, plan: Plan, sheet: Path) -> Sketch:
        """Read the plan's prompt and draw a contact sheet of the clip to `sheet`, a PNG. Its media are left aside."""
        with _one_thread():
            drawn = storyboard(
                plan.prompt,
                width=plan.width,
                height=plan.height,
                seconds=plan.length,
                fps=plan.fps,
                seed=plan.seed,
                camera_fixed=plan.camera_fixed,
            )
        sheet.write_bytes(drawn.png)
        return Sketch(board=drawn.board, sheet=sheet)


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


def _track(plan: Plan, inputs: Inputs, board: Storyboard, prepared: Prepared, given: Stereo | None) -> Stereo:
    """The sound asked for: the audio references, else the base videos' own, else one made for the scene."""
    if given is not None:
        return mastered(given)
    filmed = None if prepared.cut is None else sound_of(prepared.cut, plan.length)
    if filmed is not None:
        return filmed
    acted = not (inputs.start_frame or inputs.end_frame or inputs.videos)
    return soundtrack(board, plan.length, seed=plan.seed, width=plan.width, height=plan.height, acted=acted)


def _metadata(plan: Plan, prepared: Prepared) -> dict[str, str]:
    known = {"comment": _COMMENT, "engine": PrevisEngine.name, "model": plan.model, "seed": str(plan.seed)}
    return known if prepared.transition is None else {**known, "transition": prepared.transition}


def _notes(board: Storyboard, inputs: Inputs, prepared: Prepared) -> tuple[Note, ...]:
    notes = [Note("previs", "An animated storyboard drawn by Kinora, not a photoreal model's video.")]
    unmatched = tuple(word for word in board.unmatched if word not in prepared.understood)
    if unmatched:
        notes.append(Note("unmatched", "These words of the prompt had no effect.", unmatched))
    if board.substituted:
        notes.append(Note("substituted", "Drawn as something near.", board.substituted))
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
