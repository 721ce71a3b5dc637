"""What an engine is: a Plan and its inputs go in, a Clip comes out. Knows nothing of jobs, HTTP or dialects."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from kinora.spec.media import Strength
from kinora.spec.outcome import Note, Progress
from kinora.spec.plan import Plan

Report = Callable[[Progress], None]
"""Called by an engine with stage "rendering" or "encoding" and a fraction 0..1 of its own work. Cheap, never raises."""


@dataclass(frozen=True, slots=True)
class InputImage:
    """A picture that guides the clip: a verified local file."""

    path: Path
    strength: Strength | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """The plan's media as verified local files, and where to put the result.

    output: the MP4 to write; an engine writes beside it and renames, so that it never exists half-written.
    """

    output: Path
    start_frame: Path | None = None
    end_frame: Path | None = None
    images: tuple[InputImage, ...] = ()
    videos: tuple[Path, ...] = ()
    audios: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """A rendered file.

    engine: the name that the container metadata carries too. notes: what was not used, what was chosen.
    """

    path: Path
    engine: str
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """How an engine reads a prompt, before anything is rendered.

    board: the scenes as plain JSON, the engine's own keys. sheet: a PNG of a few small frames.
    """

    board: dict[str, Any]
    sheet: Path


class LocalEngine(Protocol):
    """An engine that renders on this machine, called in a child process that may be killed at any time."""

    name: str

    def render(self, plan: Plan, inputs: Inputs, report: Report) -> Clip:
        """Render the plan. Raises JobError with a sentence for the user when it can't."""
        ...


class SketchingEngine(LocalEngine, Protocol):
    """A local engine that can show in about a second what it would draw."""

    def sketch(self, plan: Plan, sheet: Path) -> Sketch:
        """Read the plan's prompt and draw a contact sheet of the clip to `sheet`. The plan's media are left aside."""
        ...
