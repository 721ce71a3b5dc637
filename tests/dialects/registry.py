"""The dialects under test, their models, and a submit as the server runs it: decode, check, and one refusal for all."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from kinora.catalogue.check import check
from kinora.catalogue.load import Catalogue
from kinora.catalogue.model import Offer
from kinora.catalogue.resolve import resolve
from kinora.dialects import speak
from kinora.dialects.base import Call, Dialect, Occasion, Operation
from kinora.server.merge import merged
from kinora.spec.errors import InvalidRequest, NotFound
from kinora.spec.media import Upload
from kinora.spec.outcome import Cancelled, Failed, JobView, Outcome, Progress, Queued, Running, Succeeded, Usage
from kinora.spec.video import Shape, VideoSpec

CATALOGUE = Catalogue.shipped()
DIALECTS = speak(CATALOGUE)
BY_NAME = {dialect.name: dialect for dialect in DIALECTS}

JOB = UUID("8a7c46bb-37cd-4c60-9cac-182717e03f42")
OWNER = UUID("0b8f6a52-9f0e-4d0c-8f4d-7a5f2a1f9c11")
ASSET = UUID("5d2f3c10-1b7e-4a55-8f3a-2f6f0f2b9e77")
VIDEO_URL = "https://kinora.example/files/koala.mp4"
POSTER_URL = "https://kinora.example/files/koala.jpg"
AT = datetime(2026, 9, 1, 0, 4, 12, 123_456, tzinfo=UTC)

OUTCOMES: dict[str, Outcome] = {
    "queued": Queued(),
    "running": Running(Progress("rendering", 0.4)),
    "succeeded": Succeeded(VIDEO_URL, POSTER_URL, ASSET, Usage(0.06)),
    "failed": Failed("The engine stopped.", "engine_failed"),
    "cancelled": Cancelled(),
}


def models_of(dialect: Dialect) -> tuple[str, ...]:
    """The catalogue ids that a dialect offers."""
    return tuple(model.id for model in CATALOGUE.models() if dialect.name in CATALOGUE.dialects_of(model.id))


def offer_of(dialect: Dialect, model: str) -> Offer:
    return CATALOGUE.offer(model, dialect.name)


def small_spec(dialect: Dialect) -> VideoSpec:
    """The least that every dialect can say."""
    return VideoSpec(model=models_of(dialect)[0], prompt="A koala", size=Shape(tier="480p"))


def view(dialect: Dialect, outcome: Outcome, *, id: UUID = JOB, ignored: tuple[str, ...] = ()) -> JobView:
    """A job that came in through a dialect: a koala with a start frame, its seed drawn."""
    spec = VideoSpec(
        model=models_of(dialect)[0],
        prompt="A koala surfs a wave at sunset, cinematic",
        start_frame=Upload(ASSET),
        ignored=ignored,
    )
    plan = resolve(spec, offer_of(dialect, spec.model), seed=123_456)
    return JobView(id=id, owner=OWNER, via=dialect.name, spec=spec, plan=plan, outcome=outcome, created=AT, updated=AT)


def occasion(dialect: Dialect, operation: Operation) -> Occasion:
    """An operation's first path, at a fixed time."""
    path = next(route.path for route in dialect.routes if route.operation == operation)
    return Occasion(operation=operation, path=path, request_id=str(ASSET), at=AT)


def refusal(dialect: Dialect, call: Call) -> InvalidRequest | NotFound | None:
    """What a server would answer a submit with: all problems at once, or None when it takes the request."""
    try:
        spec = dialect.decode_submit(call)
    except InvalidRequest as error:
        return merged(error, CATALOGUE, dialect.name)
    except NotFound as error:
        return error
    problems = check(spec, offer_of(dialect, spec.model))
    return InvalidRequest(problems) if problems else None
