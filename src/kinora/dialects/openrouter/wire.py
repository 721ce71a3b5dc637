"""The words of OpenRouter's video API: what its bodies hold, what is answered, and the table to a spec's words."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import BeforeValidator
from typing_extensions import TypedDict

from kinora.dialects.wire import AnyMedia, Flag, Json, Text, Vocabulary, WholeOrText, Wire
from kinora.spec.errors import Scalar

ROOT = "/api/v1/videos"
_TIERS: dict[Scalar, str] = {"1k": "1K", "2k": "2K", "4k": "4K"}

VOCABULARY = Vocabulary(
    fields={
        "seconds": "duration",
        "sound": "generate_audio",
        "size.ratio": "aspect_ratio",
        "size.tier": "resolution",
        "start_frame": "frame_images.first_frame",
        "end_frame": "frame_images.last_frame",
        "references.images": "input_references.image_url",
        "references.videos": "input_references.video_url",
        "references.audios": "input_references.audio_url",
        "references.images[].media": "input_references.image_url[]",
        "references.videos[].media": "input_references.video_url[]",
        "references.audios[].media": "input_references.audio_url[]",
        "webhook_url": "callback_url",
    },
    values={"size.tier": _TIERS},
)


# What is read ---------------------------------------------------------------------------------------------------------


class Link(Wire):
    """A file by URL or as a data URL."""

    url: AnyMedia = None


def _link(value: object) -> object:
    """Clients of the chat API send the bare text too."""
    return {"url": value} if isinstance(value, str) else value


LinkOrText = Annotated[Link, BeforeValidator(_link)]


class FrameImage(Wire):
    """A picture that is one of the clip's own frames."""

    type: Literal["image_url"] | None = None
    image_url: LinkOrText | None = None
    frame_type: Literal["first_frame", "last_frame"] | None = None


class InputReference(Wire):
    """A file that guides the clip; `type` names the field that holds it."""

    type: Literal["image_url", "video_url", "audio_url"] | None = None
    image_url: LinkOrText | None = None
    video_url: LinkOrText | None = None
    audio_url: LinkOrText | None = None


class Create(Wire):
    """The body of a request for a video."""

    model: Text | None = None
    prompt: Text | None = None
    aspect_ratio: Text | None = None
    resolution: Text | None = None
    size: Text | None = None
    duration: WholeOrText | None = None
    seed: WholeOrText | None = None
    generate_audio: Flag | None = None
    frame_images: tuple[FrameImage, ...] | None = None
    input_references: tuple[InputReference, ...] | None = None
    callback_url: Text | None = None
    previous_job_id: Text | None = None


class ContentQuery(Wire):
    """Which of a job's outputs is wanted: there is one."""

    index: WholeOrText | None = None


# What is answered -----------------------------------------------------------------------------------------------------

Status = Literal["pending", "in_progress", "completed", "failed", "cancelled", "expired"]


class Usage(TypedDict):
    """What a finished job has cost, in USD."""

    cost: float
    is_byok: bool


class Generation(TypedDict):
    """A job, to a submit, to a poll and to a webhook. urls need no key until `expires_at`; unsigned_urls need it."""

    id: str
    polling_url: str
    status: Status
    generation_id: NotRequired[str]
    unsigned_urls: NotRequired[list[str]]
    urls: NotRequired[list[str]]
    expires_at: NotRequired[int]
    usage: NotRequired[Usage]
    error: NotRequired[str]


class Cause(TypedDict):
    """What is wrong. code: the HTTP status again. metadata: of a refused request, each problem by its field."""

    code: int
    message: str
    metadata: Json | None


class Refused(TypedDict):
    """The body of every error."""

    error: Cause
    user_id: str | None


class VideoModel(TypedDict):
    """A model on offer; no key is ever left out."""

    id: str
    canonical_slug: str
    name: str
    created: int
    description: str
    hugging_face_id: str | None
    pricing_skus: dict[str, str] | None
    supported_resolutions: list[str] | None
    supported_aspect_ratios: list[str] | None
    supported_durations: list[int] | None
    supported_sizes: list[str] | None
    supported_frame_images: list[str] | None
    generate_audio: bool | None
    seed: bool | None
    upscale_factor: Json | None
    creativity: list[int] | None
    allowed_passthrough_parameters: list[str]


class VideoModels(TypedDict):
    """Every model on offer."""

    data: list[VideoModel]
