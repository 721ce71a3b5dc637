"""One render from beginning to end, in the process that does it: the engine's part, the verification and the poster.

Looking at media costs memory and may meet a decoder's bug, so it is done where the clip is made, not in the server.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from kinora.engines.base import Clip, Inputs, LocalEngine, Report
from kinora.media.measure import Probe
from kinora.spec.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A clip that has been decoded and measured, and its poster. seen, poster_seen: what the two files really are."""

    clip: Clip
    seen: Probe
    poster: Path
    poster_seen: Probe


def render(engine: str, plan: Plan, inputs: Inputs, report: Report) -> Rendered:
    """Have an engine render a plan, then verify its clip and make the poster beside it.

    engine: the class by its import path, "module:Class". Raises the engine's own JobError, and EngineFailed for a clip
    that is not what the plan says.
    """
    from kinora.media.poster import make_poster
    from kinora.media.probe import probe, verify_clip

    module, _, name = engine.partition(":")
    chosen: LocalEngine = getattr(import_module(module), name)()
    clip = chosen.render(plan, inputs, report)
    seen = verify_clip(clip.path, plan)
    poster = inputs.output.with_name("poster.jpg")
    make_poster(clip.path, poster)
    return Rendered(clip=clip, seen=seen, poster=poster, poster_seen=probe(poster))
