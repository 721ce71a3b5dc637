"""What an engine is: a Plan and its inputs go in, a Clip comes out. Knows nothing of jobs, HTTP or dialects."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

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


class LocalEngine(Protocol):
    """An engine that renders on this machine, called in a child process that may be killed at any time."""

    name: str

    def render(self, plan: Plan, inputs: Inputs, report: Report) -> Clip:
        """Render the plan. Raises JobError with a sentence for the user when it can't."""
        ...
