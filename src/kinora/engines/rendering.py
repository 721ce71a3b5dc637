"""One render from beginning to end, in the process that does it: the engine's part, the verification and the poster.

Looking at media costs memory and may meet a decoder's bug, so it is done where the clip is made, not in the server.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import cast

from kinora.engines.base import Clip, Inputs, LocalEngine, Report, Sketch, SketchingEngine
from kinora.media.measure import Probe
from kinora.spec.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A clip that has been decoded and measured, and its pictures. seen, …_seen: what the files really are.

    last_frame: the clip's last frame, where the plan wants it.
    """

    clip: Clip
    seen: Probe
    poster: Path
    poster_seen: Probe
    last_frame: Path | None = None
    last_frame_seen: Probe | None = None


def render(engine: str, plan: Plan, inputs: Inputs, report: Report) -> Rendered:
    """Have an engine render a plan, then verify its clip and make the poster beside it.

    engine: the class by its import path, "module:Class". Raises the engine's own JobError, and EngineFailed for a clip
    that is not what the plan says.
    """
    from kinora.media.poster import make_last_frame, make_poster
    from kinora.media.probe import probe, verify_clip

    clip = _engine(engine).render(plan, inputs, report)
    seen = verify_clip(clip.path, plan)
    poster = inputs.output.with_name("poster.jpg")
    make_poster(clip.path, poster)
    rendered = Rendered(clip=clip, seen=seen, poster=poster, poster_seen=probe(poster))
    if not plan.return_last_frame:
        return rendered
    last = inputs.output.with_name("last_frame.png")
    make_last_frame(clip.path, last)
    return replace(rendered, last_frame=last, last_frame_seen=probe(last))


def sketch(engine: str, plan: Plan, sheet: Path) -> Sketch:
    """Have an engine show how it reads a plan's prompt. engine: a SketchingEngine by its import path."""
    chosen = cast("SketchingEngine", _engine(engine))
    return chosen.sketch(plan, sheet)


@cache
def _engine(target: str) -> LocalEngine:
    """One engine a process: what it has loaded serves the next order too."""
    module, _, name = target.partition(":")
    engine: LocalEngine = getattr(import_module(module), name)()
    return engine
