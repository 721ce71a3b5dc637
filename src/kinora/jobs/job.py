"""A job's row as a value, and which changes of it are legal. Knows no database, clock or engine."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, assert_never
from uuid import UUID

from kinora.spec.errors import NotAllowed
from kinora.spec.outcome import STAGES, Note, Progress, Stage
from kinora.spec.plan import Plan
from kinora.spec.video import Priority, VideoSpec

State = Literal["queued", "running", "succeeded", "failed", "cancelled"]
UNFINISHED: frozenset[State] = frozenset({"queued", "running"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One job. Times are Unix seconds.

    fraction: 0..1 over the whole job, never falling, 1 only once the file is verified and stored. run_token: names
    the one run that may write; None while nobody works on it. runs: how often a worker has claimed it. worker: who
    claimed it last. queue: the line it waits in (`cpu`, `gpu:<pool>`, …). lane: whose turns it takes there, a key's
    id or its owner's. turn: its place; lower goes first. dispatched: when it left the line for a worker.
    deadline: until when it may wait. key: the API key that sent it. base: the server's address as its sender knew
    it, for links in webhooks. content: a digest of the whole request. expires: when its files go; None while pinned.
    """

    id: UUID
    owner: UUID
    via: str
    spec: VideoSpec
    plan: Plan
    created: float
    updated: float
    queue: str
    lane: UUID
    priority: Priority = "interactive"
    turn: int = 0
    dispatched: float | None = None
    deadline: float | None = None
    key: UUID | None = None
    base: str | None = None
    content: str | None = None
    state: State = "queued"
    stage: Stage = "waiting"
    fraction: float = 0.0
    notes: tuple[Note, ...] = ()
    error_code: str | None = None
    error_message: str | None = None
    engine: str | None = None
    run_token: UUID | None = None
    runs: int = 0
    worker: str | None = None
    pinned: bool = False
    idempotency_key: str | None = None
    started: float | None = None
    finished: float | None = None
    expires: float | None = None
    video_asset: UUID | None = None
    poster_asset: UUID | None = None
    last_frame_asset: UUID | None = None

    @property
    def is_finished(self) -> bool:
        """Whether the job has reached a state that it never leaves."""
        return self.state not in UNFINISHED


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A worker takes the job: the first time, or again after the last run died."""

    at: float
    run_token: UUID
    worker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """The plan took the start frame's own size."""

    at: float
    plan: Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Advanced:
    """The run got further. A fraction below what was reported before is raised to it."""

    at: float
    progress: Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """The file is verified and stored."""

    at: float
    engine: str
    video_asset: UUID
    poster_asset: UUID | None
    last_frame_asset: UUID | None = None
    expires: float
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Broke:
    """The job failed, with a JobError's code and a sentence for its owner."""

    at: float
    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """The owner cancelled the job."""

    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The owner pinned a finished job, or took the pin off; expires: when its files go from now on."""

    at: float
    expires: float | None


Event = Claimed | Fitted | Advanced | Finished | Broke | Stopped | Kept


def advance(job: Job, event: Event) -> Job:
    """The job after the event. Raises NotAllowed when the job's state does not allow it."""
    match event:
        case Claimed() | Broke() | Stopped():
            _require(job, event, "queued", "running")
        case Fitted() | Advanced() | Finished():
            _require(job, event, "running")
        case Kept():
            _require(job, event, "succeeded")
        case _:
            assert_never(event)
    return _after(job, event)


def _after(job: Job, event: Event) -> Job:
    at = max(event.at, job.updated)
    match event:
        case Claimed(run_token=token, worker=worker):
            return replace(
                job,
                state="running",
                stage="fetching",
                run_token=token,
                worker=worker,
                runs=job.runs + 1,
                started=at if job.started is None else job.started,
                updated=at,
            )
        case Fitted(plan=plan):
            return replace(job, plan=plan, updated=at)
        case Advanced(progress=progress):
            return replace(
                job,
                stage=max(job.stage, progress.stage, key=STAGES.index),
                fraction=max(job.fraction, min(round(progress.fraction, 4), 0.99)),
                updated=at,
            )
        case Finished():
            return replace(
                _ended(job, "succeeded", at),
                stage="storing",
                fraction=1.0,
                engine=event.engine,
                notes=(*job.notes, *event.notes),
                video_asset=event.video_asset,
                poster_asset=event.poster_asset,
                last_frame_asset=event.last_frame_asset,
                expires=event.expires,
            )
        case Broke(code=code, message=message):
            return replace(_ended(job, "failed", at), error_code=code, error_message=message)
        case Stopped():
            return _ended(job, "cancelled", at)
        case Kept(expires=expires):
            return replace(job, pinned=expires is None, expires=expires, updated=at)
        case _:
            assert_never(event)


def _ended(job: Job, state: State, at: float) -> Job:
    # Without a run token nobody owns the job any more: a run that still goes on loses its next write.
    return replace(job, state=state, run_token=None, finished=at, updated=at)


def _require(job: Job, event: Event, *states: State) -> None:
    if job.state not in states:
        raise NotAllowed(f"A job that is {job.state} can't be {_PAST[type(event)]}")


_PAST: dict[type[Event], str] = {
    Claimed: "claimed",
    Fitted: "changed",
    Advanced: "advanced",
    Finished: "finished",
    Broke: "failed",
    Stopped: "cancelled",
    Kept: "pinned",
}
