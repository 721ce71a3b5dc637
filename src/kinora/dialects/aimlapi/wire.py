"""The words of AI/ML API: what its bodies hold, what is answered, and the table to and from a spec's words."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from kinora.dialects.wire import AnyMedia, Flag, LinkedMedia, Text, Vocabulary, WholeOrText, Wire

PATH = "/v2/video/generations"
LEGACY_PATH = "/v2/generate/video/bytedance/generation"  # still in the vendor's samples for the 1.0 models [1]
BILLING, BALANCE = "/v2/billing", "/v1/billing/balance"

VOCABULARY = Vocabulary(
    fields={
        "seconds": "duration",
        "size.ratio": "aspect_ratio",
        "size.tier": "resolution",
        "sound": "generate_audio",
        "start_frame": "image_url",
        "end_frame": "last_image_url",
        "references.images": "image_urls",
        "references.videos": "video_urls",
        "references.audios": "audio_urls",
        "references.images[].media": "image_urls[]",
        "references.videos[].media": "video_urls[]",
        "references.audios[].media": "audio_urls[]",
        "route": "provider",
    },
    values={"size.ratio": {"auto": "adaptive"}},
    also={"camerafixed": "camera_fixed"},
)

MediaList = Annotated[tuple[AnyMedia, ...], Field(min_length=1)]
LinkList = Annotated[tuple[LinkedMedia, ...], Field(min_length=1)]


class Create(Wire):
    """The body of a create request. `camerafixed` is the 1.0 models' spelling [0.4]."""

    model: Text | None = None
    provider: Text | None = None
    prompt: Text | None = None
    image_url: AnyMedia = None
    last_image_url: AnyMedia = None
    audio_url: AnyMedia = None
    video_url: LinkedMedia = None
    image_urls: MediaList | None = None
    audio_urls: MediaList | None = None
    video_urls: LinkList | None = None
    aspect_ratio: Text | None = None
    resolution: Text | None = None
    duration: WholeOrText | None = None
    generate_audio: Flag | None = None
    seed: WholeOrText | None = None
    watermark: Flag | None = None
    camera_fixed: Flag | None = None
    camerafixed: Flag | None = None


class Poll(Wire):
    """The query of a poll."""

    generation_id: Text | None = None


class Video(TypedDict):
    """Where the clip is."""

    url: str


class Failure(TypedDict):
    """Why there is none."""

    name: str
    message: str


class Spent(TypedDict):
    """What it cost, in the account's credits and in dollars."""

    credits_used: int
    usd_spent: float


class Meta(TypedDict):
    """What is told beside the clip."""

    usage: Spent | None


class Generation(TypedDict):
    """A generation: its video and what it cost once it is completed, its error once it failed."""

    id: str
    status: Literal["queued", "generating", "completed", "error"]
    video: NotRequired[Video]
    error: NotRequired[Failure]
    meta: NotRequired[Meta]


class Refusal(TypedDict):
    """Every refusal."""

    message: str
    path: str
    requestId: str
    statusCode: int
    timestamp: str


class Billing(TypedDict):
    """The account's balance: no account is kept here."""

    current_balance: float
    currency: str


class Balance(TypedDict):
    """The same in older words."""

    balance: float
    lowBalance: bool
    lowBalanceThreshold: float
    lastUpdated: None
    autoDebitStatus: str
    status: str
    statusExplanation: str
