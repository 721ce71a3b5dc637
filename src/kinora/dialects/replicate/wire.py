"""The words of Replicate's API: what its bodies hold, what is answered, and the table to and from a spec's words.

Wire facts: the contract page on Replicate, and the vendor's own clients (Python 1.0.7, JavaScript 1.4.0).
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal, NotRequired

from typing_extensions import TypedDict

from kinora.dialects.wire import AnyMedia, Flag, Json, Text, Vocabulary, WholeOrText, Wire

NAME = "replicate"
HOUSE = "kinora"  # the owner of models that have no name of the vendor's
ROOT = "/v1"
PREDICTIONS = f"{ROOT}/predictions"
MODELS = f"{ROOT}/models"
FILES = f"{ROOT}/files"
CANCEL_AFTER = "cancel-after"
HIDDEN = "hidden"  # the version that a maker's own models show

VOCABULARY = Vocabulary(
    fields={
        "model": "version",
        "prompt": "input.prompt",
        "seconds": "input.duration",
        "size.ratio": "input.aspect_ratio",
        "size.tier": "input.resolution",
        "size.width": "input.size",
        "size.height": "input.size",
        "size": "input.size",
        "sound": "input.generate_audio",
        "seed": "input.seed",
        "camera_fixed": "input.camera_fixed",
        "start_frame": "input.image",
        "end_frame": "input.last_frame_image",
        "references.images": "input.reference_images",
        "references.videos": "input.reference_videos",
        "references.audios": "input.reference_audios",
        "references.images[].media": "input.reference_images[]",
        "references.videos[].media": "input.reference_videos[]",
        "references.audios[].media": "input.reference_audios[]",
        "webhook_url": "webhook",
        "webhook_events": "webhook_events_filter",
        "expires_seconds": CANCEL_AFTER,
    },
    values={"size.ratio": {"auto": "adaptive"}},
)

Event = Literal["start", "output", "logs", "completed"]
Status = Literal["starting", "processing", "succeeded", "failed", "canceled"]
"""The five that the vendor's clients know: `aborted`, which the hosted service has too, breaks one of them."""


# What is read ---------------------------------------------------------------------------------------------------------


class Input(Wire):
    """What a Seedance model takes. `size` is what one client sends in place of a resolution."""

    prompt: Text | None = None
    image: AnyMedia = None
    last_frame_image: AnyMedia = None
    reference_images: tuple[AnyMedia, ...] | None = None
    reference_videos: tuple[AnyMedia, ...] | None = None
    reference_audios: tuple[AnyMedia, ...] | None = None
    duration: WholeOrText | None = None
    resolution: Text | None = None
    size: Text | None = None
    aspect_ratio: Text | None = None
    generate_audio: Flag | None = None
    camera_fixed: Flag | None = None
    seed: WholeOrText | None = None


class CreateForModel(Wire):
    """The body of a create request under a model's own path. `webhook_completed` is the older word for a webhook."""

    input: Input | None = None
    webhook: Text | None = None
    webhook_events_filter: tuple[Event, ...] | None = None
    webhook_completed: Text | None = None


class Create(CreateForModel):
    """The same where the body names the model: `owner/name`, `owner/name:version`, or a version's id alone."""

    version: Text | None = None
    model: Text | None = None


class CreateFile(Wire):
    """A form with a file in it. metadata: a JSON object, as a text or as a file."""

    content: Text | None = None


class Cursor(Wire):
    """The query of a list: what `next` and `previous` of another page hold."""

    cursor: Text | None = None


# What is answered -----------------------------------------------------------------------------------------------------


class Metrics(TypedDict):
    """Seconds of work, and from the request to the end; nothing before the end."""

    predict_time: NotRequired[float]
    total_time: NotRequired[float]


class PredictionUrls(TypedDict):
    """Where to ask for a prediction, and where to stop it."""

    get: str
    cancel: str


class Prediction(TypedDict):
    """A prediction. Every key is always there: the Python client needs it."""

    id: str
    model: str
    version: str
    input: Json
    output: str | None
    logs: str
    error: str | None
    status: Status
    data_removed: bool
    created_at: str
    started_at: str | None
    completed_at: str | None
    metrics: Metrics
    urls: PredictionUrls


class Predictions(TypedDict):
    """A page of predictions; previous, next: URLs of the pages beside it."""

    previous: str | None
    next: str | None
    results: list[Prediction]


class FileUrls(TypedDict):
    """Where a file is told of. In a prediction's input the URL stands for the file."""

    get: str


class File(TypedDict):
    """A stored file."""

    id: str
    name: str
    content_type: str
    size: int
    etag: str
    checksums: dict[str, str]
    metadata: Json
    created_at: str
    expires_at: str | None
    urls: FileUrls


class FileList(TypedDict):
    """All of an owner's files, on one page."""

    previous: str | None
    next: str | None
    results: list[File]


class Secret(TypedDict):
    """What webhooks are signed with."""

    key: str


class Account(TypedDict):
    """Whom a token speaks for."""

    type: Literal["user", "organization"]
    username: str
    name: str
    github_url: str | None


class InvalidField(TypedDict):
    """One thing wrong with one field."""

    type: str
    field: str
    description: str


class ProblemDocument(TypedDict):
    """Every refusal and failure, as RFC 7807 has it. invalid_fields: only under 422."""

    title: str
    detail: str
    status: int
    invalid_fields: NotRequired[list[InvalidField]]


def instant(at: datetime) -> str:
    """A time as the vendor writes it: `2026-09-01T00:04:12.123456Z`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
