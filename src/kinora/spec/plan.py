"""Plan: a VideoSpec with every gap filled. Made once, at submit, and stored: a later catalogue can't change it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from kinora.spec.media import MediaRef, References
from kinora.spec.video import Pixels


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything an engine needs to render the same clip again.

    width, height: pixels, both even. choices: the sizes the clip may take to follow the start frame's own ratio;
    empty when the size is fixed. seconds: whole seconds. seed: 0..4294967295. frame_count: the number of frames where
    it is not seconds * fps; the seconds are then as many as are full.
    route: engines to try, first to last. usd: what the job costs its owner.
    """

    model: str
    prompt: str
    width: int
    height: int
    choices: tuple[Pixels, ...] = ()
    seconds: int
    fps: int = 24
    frame_count: int | None = None
    seed: int
    sound: bool = True
    camera_fixed: bool = False
    watermark: bool = False
    return_last_frame: bool = False
    start_frame: MediaRef | None = None
    end_frame: MediaRef | None = None
    references: References = References()
    route: tuple[str, ...] = ("previs",)
    usd: float = 0.0

    @property
    def frames(self) -> int:
        """How many frames the finished clip has, exactly."""
        return self.frame_count or self.seconds * self.fps

    @property
    def length(self) -> float:
        """How long the finished clip is, in seconds."""
        return self.frames / self.fps

    def fitted(self, width: int, height: int) -> Plan:
        """The plan for a start frame of this size: the nearest of `choices` by log ratio (contracts, section 7)."""
        if not self.choices:
            return self
        wanted = math.log(width / height)

        def distance(size: Pixels) -> float:
            return abs(math.log((size.width or 1) / (size.height or 1)) - wanted)

        best = min(self.choices, key=distance)
        return replace(self, width=best.width or self.width, height=best.height or self.height, choices=())
