"""VideoSpec: one request for one video, in nobody's dialect. Knows no limits: those are the catalogue's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from kinora.spec.media import MediaRef, References


@dataclass(frozen=True, slots=True)
class Pixels:
    """An exact frame size. A side that is None was not given and takes its default when the spec is resolved.

    tier: the tier that some requests name beside the sides, which overrule it.
    """

    width: int | None = None
    height: int | None = None
    tier: str | None = None
    kind: Literal["pixels"] = "pixels"

    def __str__(self) -> str:
        return f"{self.width}x{self.height}"


@dataclass(frozen=True, slots=True)
class Shape:
    """A named size: an aspect ratio ("16:9", or "auto" for the start frame's own) in a tier ("720p").

    None means not given. The catalogue turns a Shape into Pixels by table, never by arithmetic.
    """

    ratio: str | None = None
    tier: str | None = None
    kind: Literal["shape"] = "shape"


Size = Pixels | Shape
Priority = Literal["interactive", "batch"]
"""Whether somebody watches the screen, or nobody does until tomorrow."""
HookState = Literal["running", "succeeded", "failed", "cancelled"]
"""What a job may become that somebody can be told of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoSpec:
    """What a caller asks for. None means "not said": `catalogue.resolve` fills it.

    model: catalogue id; "" for that of `based_on`. seconds: clip length. frames: the exact number of frames, which
    overrules the seconds. seed: 0..4294967295, None draws one. sound: whether the file has an
    audio stream. enhance_prompt, safety_check, public: stored and echoed where a dialect has a place for them.
    return_last_frame: whether the clip's last frame is wanted as a picture too. draft: a quick look in place of the
    whole. based_on: a job of the same owner, whose words hold for all that is not said here. priority: before or
    behind other jobs. start_seconds, expires_seconds: how long after the submit the work may still begin, and how long
    anybody still wants the clip.
    route: the caller's wish for who renders ("auto", or a provider's name). webhook_url: who is told of the job;
    webhook_events: of what, () for its end. ignored: wire fields that were sent and have no meaning here; reported in
    the job's notes. echo: words of the request that only its own dialect's answers repeat, as name and value.
    """

    model: str
    prompt: str | None = None
    size: Size = Shape()
    seconds: int | None = None
    frames: int | None = None
    count: int | None = None
    seed: int | None = None
    sound: bool | None = None
    camera_fixed: bool | None = None
    watermark: bool | None = None
    enhance_prompt: bool | None = None
    safety_check: bool | None = None
    public: bool | None = None
    start_frame: MediaRef | None = None
    end_frame: MediaRef | None = None
    references: References = References()
    return_last_frame: bool | None = None
    draft: bool | None = None
    based_on: UUID | None = None
    priority: Priority | None = None
    start_seconds: int | None = None
    expires_seconds: int | None = None
    route: str | None = None
    webhook_url: str | None = None
    webhook_events: tuple[HookState, ...] = ()
    ignored: tuple[str, ...] = ()
    echo: tuple[tuple[str, str], ...] = ()
