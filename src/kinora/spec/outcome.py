"""What has become of a job, as plain values: progress, outcome, notes, and the view that dialects encode."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from kinora.spec.plan import Plan
from kinora.spec.video import Priority, VideoSpec

Stage = Literal["waiting", "fetching", "rendering", "encoding", "storing"]
STAGES: tuple[Stage, ...] = ("waiting", "fetching", "rendering", "encoding", "storing")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is. fraction: 0..1 over the whole job, never falling; 1 only when the file is verified."""

    stage: Stage = "waiting"
    fraction: float = 0.0


@dataclass(frozen=True, slots=True)
class Usage:
    """What a finished job cost its owner. tokens: its size as the maker counts it, where that was told."""

    usd: float = 0.0
    tokens: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A remark that travels with a job: what was ignored, unmatched or chosen, and why.

    code: a stable word ("ignored", "unmatched", "transition", "route", …). items: the things it is about.
    """

    code: str
    text: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Queued:
    """Accepted and durable; nobody works on it yet."""

    state: Literal["queued"] = "queued"


@dataclass(frozen=True, slots=True)
class Running:
    """A worker has it."""

    progress: Progress = Progress()
    state: Literal["running"] = "running"


@dataclass(frozen=True, slots=True)
class Succeeded:
    """Finished and verified. The URLs are absolute and need no credential.

    video_url: "" where an answer tells that the video is there but not where: another call fetches it. asset_id: the
    video's id, by which later requests may refer to it.
    """

    video_url: str
    poster_url: str | None = None
    asset_id: UUID | None = None
    usage: Usage | None = None
    last_frame_url: str | None = None
    state: Literal["succeeded"] = "succeeded"


@dataclass(frozen=True, slots=True)
class Failed:
    """Ended without a file. code: a JobError's code. message: a sentence for the user."""

    message: str
    code: str = "job_failed"
    state: Literal["failed"] = "failed"


@dataclass(frozen=True, slots=True)
class Cancelled:
    """Ended because its owner said so."""

    state: Literal["cancelled"] = "cancelled"


Outcome = Queued | Running | Succeeded | Failed | Cancelled


@dataclass(frozen=True, slots=True, kw_only=True)
class JobView:
    """A job as its owner may see it, with links already signed. The only thing a dialect encodes an answer from.

    base: the server's address as the caller called it, without a slash at its end, for links to a dialect's own
    paths. started: when a worker first took it. finished: when it ended. ahead: how many jobs go before it, where that
    is told.
    owner: the id that upload and listing paths of some dialects contain. via: the dialect that submitted it.
    pinned: whether its files are kept for good; expires: when they go otherwise, None until there are any.
    """

    id: UUID
    owner: UUID
    via: str
    spec: VideoSpec
    plan: Plan
    outcome: Outcome
    created: datetime
    updated: datetime
    base: str = ""
    started: datetime | None = None
    finished: datetime | None = None
    ahead: int | None = None
    notes: tuple[Note, ...] = ()
    engine: str | None = None
    priority: Priority = "interactive"
    pinned: bool = False
    expires: datetime | None = None
