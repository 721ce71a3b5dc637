"""Stand-ins for tests, this house's and its users': engines that need no time, and a clock that is moved by hand."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np

from kinora.engines.base import Clip, Inputs, Report
from kinora.media.encode import SAMPLE_RATE, Mp4Writer
from kinora.spec.errors import EngineFailed
from kinora.spec.outcome import Note, Progress
from kinora.spec.plan import Plan

_STEP_SECONDS = 0.05


class SteppedClock:
    """A clock that stands still until it is moved. Call it for the time in Unix seconds."""

    def __init__(self, at: float = 1_800_000_000.0) -> None:
        self.at = at

    def __call__(self) -> float:
        return self.at

    def forward(self, seconds: float) -> float:
        """Move the clock and answer the new time."""
        self.at += seconds
        return self.at


class InstantEngine:
    """Writes a grey clip of the plan's size and length, with silence, as fast as the encoder can."""

    name = "instant"

    def render(self, plan: Plan, inputs: Inputs, report: Report) -> Clip:
        """Render at once."""
        report(Progress("rendering", 0.5))
        _write_grey(inputs.output, plan)
        report(Progress("encoding", 1.0))
        return Clip(path=inputs.output, engine=self.name, notes=(Note("grey", "The clip is plain grey."),))


class PatientEngine:
    """Takes as long to render a clip as the clip lasts, and reports its progress on the way."""

    name = "patient"

    def render(self, plan: Plan, inputs: Inputs, report: Report) -> Clip:
        """Render slowly."""
        steps = round(plan.seconds / _STEP_SECONDS)
        for step in range(steps):
            time.sleep(_STEP_SECONDS)
            report(Progress("rendering", (step + 1) / steps))
        _write_grey(inputs.output, plan)
        return Clip(path=inputs.output, engine=self.name)


class FailingEngine:
    """Refuses every plan; a prompt that says "crash" makes it die without a word."""

    name = "failing"

    def render(self, plan: Plan, inputs: Inputs, report: Report) -> Clip:
        """Fail."""
        if "crash" in plan.prompt:
            raise SystemExit(3)
        raise EngineFailed("The failing engine fails.")


def _write_grey(path: Path, plan: Plan) -> None:
    frame = np.full((plan.height * 3 // 2, plan.width), 128, np.uint8)
    with Mp4Writer(
        path, width=plan.width, height=plan.height, fps=plan.fps, sound=plan.sound, metadata={"engine": "grey"}
    ) as writer:
        for _ in range(plan.frames):
            writer.write(frame)
        if plan.sound:
            writer.write_sound(np.zeros((plan.seconds * SAMPLE_RATE, 2), np.float32))
