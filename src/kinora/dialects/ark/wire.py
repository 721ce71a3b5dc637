"""The words of Ark's task API: what its bodies hold, what is answered, and the table to and from a spec's words.

Wire facts: the contract page on Ark, whose sections stand in brackets here and in the files beside this one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, NotRequired

from pydantic import Field, GetJsonSchemaHandler, TypeAdapter
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema
from typing_extensions import TypedDict

from kinora.dialects.wire import AnyMedia, Flag, Json, LinkedMedia, Text, Vocabulary, Whole, Wire
from kinora.spec.video import Priority

ID = "cgt-"  # how a task's id begins; the rest is the job's own id, which no client looks into
RATIOS = ("21:9", "16:9", "4:3", "1:1", "3:4", "9:16")
TIERS = ("480p", "720p", "1080p", "4k")
PRIORITIES = range(10)
SERVICE_TIERS: Mapping[str, Priority] = {"default": "interactive", "flex": "batch"}
SAFETY_IDENTIFIER_CHARACTERS = 64
EXPIRES_SECONDS = 172_800  # where a request does not say [2.1]

VOCABULARY = Vocabulary(
    fields={
        "prompt": "content.text",
        "start_frame": "content.first_frame",
        "end_frame": "content.last_frame",
        "references": "content",
        "references.images": "content.reference_image",
        "references.videos": "content.reference_video",
        "references.audios": "content.reference_audio",
        "references.images[].media": "content.reference_image[]",
        "references.videos[].media": "content.reference_video[]",
        "references.audios[].media": "content.reference_audio[]",
        "based_on": "content.draft_task",
        "seconds": "duration",
        "size.ratio": "ratio",
        "size.tier": "resolution",
        "sound": "generate_audio",
        "webhook_url": "callback_url",
        "expires_seconds": "execution_expires_after",
        "priority": "service_tier",
        "echo.priority": "priority",  # Ark's own place in its line, which is nobody's here
    },
    values={
        "size.ratio": {"auto": "adaptive"},
        "priority": {priority: word for word, priority in SERVICE_TIERS.items()},
    },
)


# What is read ---------------------------------------------------------------------------------------------------------


class File(Wire):
    """A picture or a sound: a URL, a data URI, or `asset://<id>` of an upload."""

    url: AnyMedia = None


class Link(Wire):
    """A video: a URL, or `asset://<id>` of an upload."""

    url: LinkedMedia = None


class Draft(Wire):
    """A task, by its id."""

    id: Text | None = None


class TextItem(Wire):
    """The prompt. It may end in ` --name value` parameters."""

    type: Literal["text"]
    text: Text | None = None


class ImageItem(Wire):
    """A picture. One that stands alone may go without a role: it is the first frame."""

    type: Literal["image_url"]
    image_url: File | None = None
    role: Literal["first_frame", "last_frame", "reference_image"] | None = None


class VideoItem(Wire):
    """A video that guides the clip."""

    type: Literal["video_url"]
    video_url: Link | None = None
    role: Literal["reference_video"] | None = None


class AudioItem(Wire):
    """A sound that guides the clip."""

    type: Literal["audio_url"]
    audio_url: File | None = None
    role: Literal["reference_audio"] | None = None


class DraftItem(Wire):
    """A task whose words hold for all that this request leaves out."""

    type: Literal["draft_task"]
    draft_task: Draft | None = None


Item = TextItem | ImageItem | VideoItem | AudioItem | DraftItem
ITEMS: dict[str, type[Item]] = {
    "text": TextItem,
    "image_url": ImageItem,
    "video_url": VideoItem,
    "audio_url": AudioItem,
    "draft_task": DraftItem,
}


class _Described:
    """Shows objects in a schema as the items that they are read as, each by itself: one bad item takes none along."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return handler(TypeAdapter(tuple[Item, ...] | None).core_schema)


class Tool(Wire):
    """A tool that the model may use."""

    type: Literal["web_search"]


class Create(Wire):
    """The body of a create request. Every field may be null, as the vendor's Python clients send what is not set."""

    model: Text | None = None
    content: Annotated[tuple[Json, ...] | None, _Described()] = None
    callback_url: Text | None = None
    return_last_frame: Flag | None = None
    service_tier: Literal["default", "flex"] | None = None
    execution_expires_after: Whole | None = None
    priority: Whole | None = None
    generate_audio: Flag | None = None
    draft: Flag | None = None
    camera_fixed: Flag | None = None
    watermark: Flag | None = None
    seed: Whole | None = None
    resolution: Text | None = None
    ratio: Text | None = None
    duration: Whole | None = None
    frames: Whole | None = None
    tools: tuple[Tool, ...] | None = None
    safety_identifier: Text | None = None
    output_format: Literal["mp4"] | None = None
    omni_reference_task_type: Literal["auto", "reference", "edit"] | None = None


class Filter(Wire):
    """The query of a list. Values may be repeated, or stand in one with commas in between."""

    page_num: int = Field(1, ge=1, le=500)
    page_size: int = Field(20, ge=1, le=500)
    status: str | None = Field(None, alias="filter.status")
    task_ids: str | None = Field(None, alias="filter.task_ids")
    model: str | None = Field(None, alias="filter.model")
    service_tier: Literal["default", "flex"] | None = Field(None, alias="filter.service_tier")


# What is answered -----------------------------------------------------------------------------------------------------


class Created(TypedDict):
    """The answer to a create request."""

    id: str


class Content(TypedDict):
    """The links of a finished task."""

    video_url: str
    last_frame_url: NotRequired[str]


class Tokens(TypedDict):
    """What a finished task counts."""

    completion_tokens: int
    total_tokens: int


class TaskError(TypedDict):
    """Why a task failed."""

    code: str
    message: str


class Task(TypedDict):
    """A task as it is. `content` and `usage` come when it has succeeded, `frames` in place of `duration` if asked."""

    id: str
    model: str
    status: Literal["queued", "running", "succeeded", "failed", "cancelled", "expired"]
    error: TaskError | None
    content: NotRequired[Content]
    usage: NotRequired[Tokens]
    created_at: int
    updated_at: int
    seed: int
    resolution: str
    ratio: str
    duration: NotRequired[int]
    frames: NotRequired[int]
    framespersecond: int
    generate_audio: bool
    draft: bool
    draft_task_id: NotRequired[str]
    service_tier: Literal["default", "flex"]
    execution_expires_after: int
    priority: NotRequired[int]
    tools: NotRequired[list[dict[str, str]]]
    safety_identifier: NotRequired[str]
    output_format: NotRequired[str]


class Tasks(TypedDict):
    """A part of the list of tasks. total: how many fit in all."""

    items: list[Task]
    total: int


class Deleted(TypedDict):
    """Nothing: the status says it."""


class Fault(TypedDict):
    """What is wrong. param: the field that is to blame, where there is one. type: the kind, as the status has it."""

    code: str
    message: str
    param: str
    type: str


class Refusal(TypedDict):
    """The body of every error."""

    error: Fault
