"""fal.ai's words and JSON shapes: what the other files of this folder read and write with.

Wire facts: the contract page on fal.ai, whose sections stand in brackets throughout.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal, NotRequired

from pydantic import BeforeValidator, WithJsonSchema
from typing_extensions import TypedDict

from kinora.dialects.wire import AnyMedia, Flag, Text, Vocabulary, Whole, WholeOrText, Wire

ROOT = "/fal"
RUN = f"{ROOT}/run"  # where calls to the host fal.run land, which answers only when a clip is done
PROXY = f"{ROOT}/proxy"
TARGET = "x-fal-target-url"
REQUEST_ID = "x-fal-request-id"
ERROR_TYPE = "x-fal-error-type"
PRIORITY = "x-fal-queue-priority"
TIMEOUT = "x-fal-request-timeout"
TIMEOUT_TYPE = "x-fal-request-timeout-type"
WEBHOOK = "fal_webhook"
LONGEST_QUEUE = "fal_max_queue_length"

VOCABULARY = Vocabulary(
    fields={
        "seconds": "duration",
        "frames": "num_frames",
        "size.ratio": "aspect_ratio",
        "size.tier": "resolution",
        "sound": "generate_audio",
        "safety_check": "enable_safety_checker",
        "start_frame": "image_url",
        "end_frame": "end_image_url",
        "references": "image_urls, video_urls and audio_urls",
        "references.images": "image_urls",
        "references.videos": "video_urls",
        "references.audios": "audio_urls",
        "references.images[].media": "image_urls[]",
        "references.videos[].media": "video_urls[]",
        "references.audios[].media": "audio_urls[]",
        "webhook_url": WEBHOOK,
        "priority": PRIORITY,
        "start_seconds": TIMEOUT,
    },
    also={"reference_image_urls": "references.images", "reference_image_urls[]": "references.images[].media"},
)


def _seconds(value: object) -> object:
    """A length as the pages have it ("5"), as numbers, or as one of the vendor's own clients sends it ("5s") [0.4]."""
    if not isinstance(value, str):
        return value
    text = value.strip().lower()
    if text == "auto":
        return None
    match = re.fullmatch(r"(-?[0-9]{1,9})(?:\.0+)? ?s?", text)
    if match is None:
        raise ValueError("must be a whole number of seconds, or auto")
    return int(match[1])


_LENGTH = {"anyOf": [{"type": "string", "pattern": "^(auto|[0-9]+s?)$"}, {"type": "integer"}]}
Seconds = Annotated[Whole | None, BeforeValidator(_seconds), WithJsonSchema(_LENGTH)]


class Create(Wire):
    """The input of every endpoint. Only the lite models say `reference_image_urls` for `image_urls`."""

    prompt: Text | None = None
    image_url: AnyMedia = None
    end_image_url: AnyMedia = None
    image_urls: tuple[AnyMedia, ...] | None = None
    reference_image_urls: tuple[AnyMedia, ...] | None = None
    video_urls: tuple[AnyMedia, ...] | None = None
    audio_urls: tuple[AnyMedia, ...] | None = None
    aspect_ratio: Text | None = None
    resolution: Text | None = None
    duration: Seconds = None
    num_frames: WholeOrText | None = None
    generate_audio: Flag | None = None
    camera_fixed: Flag | None = None
    seed: WholeOrText | None = None
    enable_safety_checker: Flag | None = None
    bitrate_mode: Text | None = None
    end_user_id: Text | None = None


class SubmitQuery(Wire):
    """What may stand behind a submit's path."""

    fal_webhook: Text | None = None
    fal_max_queue_length: WholeOrText | None = None


class StatusQuery(Wire):
    """`logs` is read by nobody: there are always some."""

    logs: Text | None = None


class Initiate(Wire):
    """What is to be uploaded."""

    content_type: Text | None = None
    file_name: Text | None = None


class Log(TypedDict):
    """One line of a request's log."""

    message: str
    level: Literal["STDERR", "STDOUT", "ERROR", "INFO", "WARN", "DEBUG"]
    source: str
    timestamp: str


class Metrics(TypedDict):
    """How long the engine took, in seconds."""

    inference_time: NotRequired[float]


class Links(TypedDict):
    """Where a request is asked after."""

    response_url: str
    status_url: str
    cancel_url: str


class Submitted(Links):
    """The answer to a submit."""

    status: Literal["IN_QUEUE"]
    request_id: str
    gateway_request_id: str
    queue_position: int
    logs: list[Log] | None
    metrics: Metrics


class Status(Links):
    """A request's state. The Python client needs `queue_position` and `logs` where their state has them [0.1]."""

    status: Literal["IN_QUEUE", "IN_PROGRESS", "COMPLETED"]
    request_id: str
    logs: list[Log]
    queue_position: NotRequired[int]
    metrics: NotRequired[Metrics]
    error: NotRequired[str]
    error_type: NotRequired[str]


class Video(TypedDict):
    """A finished file. The last four are what one client shows its users beside it [4]."""

    url: str
    content_type: str
    file_name: str
    width: NotRequired[int]
    height: NotRequired[int]
    fps: int
    duration: float


class Output(TypedDict):
    """A finished request."""

    video: Video
    seed: int


class Cancellation(TypedDict):
    """What became of a wish to stop; or, under 404, of any request for a stranger's id."""

    status: Literal["CANCELLATION_REQUESTED", "ALREADY_COMPLETED", "NOT_FOUND"]


class Detail(TypedDict):
    """What is wrong with one field. loc: where it stands: in the body, the query or a header."""

    loc: list[str | int]
    msg: str
    type: str


class Refusal(TypedDict):
    """A refused request, or one that failed for what it asked."""

    detail: list[Detail]


class Fault(TypedDict):
    """Any other error."""

    detail: str
    error_type: NotRequired[str]


class Told(TypedDict):
    """A webhook's body."""

    request_id: str
    gateway_request_id: str
    status: Literal["OK", "ERROR"]
    payload: Output | Refusal | Fault
    error: NotRequired[str]


class Place(TypedDict):
    """Where a file is to be put, and where it can be read then."""

    upload_url: str
    file_url: str


class Stored(TypedDict):
    """Where a file that was sent can be read."""

    access_url: str


class Token(TypedDict):
    """What a file is sent with."""

    token: str
    token_type: str
    base_url: str
    expires_at: str


class PublicKey(TypedDict):
    """One key of a JSON Web Key Set."""

    kty: Literal["OKP"]
    crv: Literal["Ed25519"]
    x: str
    kid: str
    use: Literal["sig"]
    alg: Literal["EdDSA"]


class KeySet(TypedDict):
    """The keys that webhooks are signed with."""

    keys: list[PublicKey]
