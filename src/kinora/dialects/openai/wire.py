"""The words of OpenAI's video API: what its bodies hold, what is answered, and the table to and from a spec's words.

Fields that are no words of OpenAI's are those of vLLM-Omni and SGLang, whose servers speak this dialect too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BeforeValidator, WithJsonSchema
from typing_extensions import TypedDict

from kinora.dialects.base import Call, json_body
from kinora.dialects.form import is_form, read_body
from kinora.dialects.operations import Blob
from kinora.dialects.wire import ASSET, Json, Text, Vocabulary, WholeOrText, Wire, media_from_text
from kinora.spec.errors import Malformed
from kinora.spec.media import Generated, Inline, MediaRef, Upload

ROOT = "/v1/videos"
EDITS = f"{ROOT}/edits"
VIDEO, FILE = "video_", "file-"  # how the ids of videos and of files begin

_FIELDS = {
    "frames": "num_frames",
    "sound": "generate_audio",
    "size.ratio": "aspect_ratio",
    "size.tier": "resolution",
    "start_frame": "input_reference",
    "references.images": "image_reference",
    "references.videos": "video_reference",
    "references.audios": "audio_reference",
    "references.images[].media": "image_reference[]",
    "references.videos[].media": "video_reference[]",
    "references.audios[].media": "audio_reference[]",
}
_ALSO = {"generate_sound": "sound", "width": "size.width", "height": "size.height", "video": "references.videos"}
VOCABULARY = Vocabulary(fields=_FIELDS, also=_ALSO)
EDIT_VOCABULARY = Vocabulary(
    fields={**_FIELDS, "references.videos": "video", "references.videos[].media": "video"},
    also={**_ALSO, "video_reference": "references.videos"},
)
"""The same for a path at which the video to work on has a name of its own."""


# What is read ---------------------------------------------------------------------------------------------------------


def fields_of(call: Call) -> Json:
    """A body's fields: `a[b]` as an object, `extra_body` opened, a form's empty ones not said. Raises Malformed."""
    said = _nested(read_body(call))
    extra = said.get("extra_body")
    try:
        opened = _opened(extra) if isinstance(extra, str) else extra
    except ValueError:
        opened = extra
    if isinstance(opened, dict):
        said = {**opened, **{name: value for name, value in said.items() if name != "extra_body"}}
    return {name: value for name, value in said.items() if value != "" or not is_form(call)}


def _nested(flat: Json) -> Json:
    found: Json = {}
    for name, value in flat.items():
        match = re.fullmatch(r"([^\[\]]+)\[([^\[\]]*)\]", name)
        holder = found.setdefault(match[1], {}) if match and match[2] else None
        if match and isinstance(holder, dict):
            holder[match[2]] = value
        elif match and not match[2]:
            found[match[1]] = value if isinstance(value, list) else [value]
        else:
            found[name] = value
    return found


def _opened(text: str) -> object:
    """The JSON object or list in a text of a form. Raises ValueError."""
    try:
        return json_body(b'{"it":%b}' % text.encode())["it"]
    except (Malformed, KeyError):
        raise ValueError("must be a URL or JSON") from None


def named(text: str) -> MediaRef:
    """Media by the id of a file (`file-…`), of a video (`video_…`), or bare. Raises ValueError."""
    try:
        if text.startswith(VIDEO):
            return Generated(UUID(text.removeprefix(VIDEO)))
        return Upload(UUID(text.removeprefix(ASSET).removeprefix(FILE)))
    except ValueError:
        raise ValueError("must name a file, as file- and a UUID") from None


def source_video(text: str) -> MediaRef:
    """The video that an edit names. Raises ValueError."""
    try:
        return Generated(UUID(text.removeprefix(VIDEO)))
    except ValueError:
        raise ValueError("must name a video, as video_ and a UUID") from None


def _one(value: object, word: str, by_id: Callable[[str], MediaRef]) -> MediaRef | None:
    """A file, a text, or an object that holds a URL or an id."""
    if isinstance(value, str) and value.lstrip().startswith(("{", "[")):
        value = _opened(value)
    if isinstance(value, list) and len(value) == 1:
        (value,) = value
    if isinstance(value, dict):
        value = {name: item for name, item in value.items() if item not in (None, "")}
        for name in ("file_id", "id"):
            if isinstance(value.get(name), str):
                return by_id(value[name])
        inner = value.get(word, value.get("url"))
        value = inner.get("url") if isinstance(inner, dict) else inner
        if value is None:
            raise ValueError(f"must hold {word} or file_id")
    match value:
        case None | "":
            return None
        case Blob(data=b""):
            raise ValueError("is an empty file")
        case Blob(data=data):
            return Inline(data)
        case str() if re.fullmatch(
            rf"(?:{FILE}|{VIDEO}).*|[0-9a-fA-F]{{8}}(?:-[0-9a-fA-F]{{4}}){{3}}-[0-9a-fA-F]{{12}}", value
        ):
            return by_id(value)
        case str():
            return media_from_text(value)
        case _:
            raise ValueError("must be a file, a URL, a data URL or an object that holds one")


def _medium(word: str, by_id: Callable[[str], MediaRef] = named) -> BeforeValidator:
    return BeforeValidator(lambda value: _one(value, word, by_id))


def _media(word: str) -> BeforeValidator:
    """One or a list; alone it stays alone, for in one field the two mean different things."""

    def validate(value: object) -> MediaRef | tuple[MediaRef, ...] | None:
        if isinstance(value, str) and value.lstrip().startswith("["):
            value = _opened(value)
        if not isinstance(value, list):
            return _one(value, word, named)
        return tuple(media for item in value if (media := _one(item, word, named)) is not None)

    return BeforeValidator(validate)


def _schema(word: str, *, many: bool = False) -> WithJsonSchema:
    text: Json = {"type": "string", "description": "A URL or a data URL; in a form also the file itself."}
    thing: Json = {"type": "object", "properties": {word: {"type": "string"}, "file_id": {"type": "string"}}}
    several: Json = {"type": "array", "items": {"anyOf": [text, thing]}}
    return WithJsonSchema({"anyOf": [text, thing, *([several] if many else []), {"type": "null"}]})


def _flag(value: object) -> object:
    words = {"true": True, "false": False, "1": True, "0": False}
    said = words.get(value.strip().lower()) if isinstance(value, str) else value
    if not isinstance(said, bool):
        raise ValueError("must be true or false")
    return said


Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"type": ["boolean", "string"]})]
Picture = Annotated[MediaRef | None, _medium("image_url"), _schema("image_url")]
Pictures = Annotated[MediaRef | tuple[MediaRef, ...] | None, _media("image_url"), _schema("image_url", many=True)]
Clips = Annotated[MediaRef | tuple[MediaRef, ...] | None, _media("video_url"), _schema("video_url", many=True)]
Sounds = Annotated[MediaRef | tuple[MediaRef, ...] | None, _media("audio_url"), _schema("audio_url", many=True)]
Source = Annotated[MediaRef | None, _medium("video_url", source_video), _schema("video_url")]


class Create(Wire):
    """The body of a create or a remix."""

    prompt: Text | None = None
    model: Text | None = None
    seconds: WholeOrText | None = None
    size: Text | None = None
    input_reference: Picture = None
    # From here on other servers' words.
    seed: WholeOrText | None = None
    generate_audio: Flag | None = None
    generate_sound: Flag | None = None
    num_frames: WholeOrText | None = None
    fps: WholeOrText | None = None
    width: WholeOrText | None = None
    height: WholeOrText | None = None
    resolution: Text | None = None
    aspect_ratio: Text | None = None
    image_reference: Pictures = None
    video_reference: Clips = None
    audio_reference: Sounds = None


class Edit(Create):
    """The body of an edit: a create's, and the video to work on as a file or by its id."""

    video: Source = None


class ListQuery(Wire):
    """Which part of the list is wanted."""

    after: Text | None = None
    limit: WholeOrText | None = None
    order: Literal["asc", "desc"] | None = None


class ContentQuery(Wire):
    """Which of a video's files is wanted."""

    variant: Literal["video", "thumbnail", "spritesheet"] | None = None


# What is answered -----------------------------------------------------------------------------------------------------

Status = Literal["queued", "in_progress", "completed", "failed"]


class VideoError(TypedDict):
    """Why a video failed."""

    code: str
    message: str


class Video(TypedDict):
    """A job, as OpenAI tells of it; no key is ever left out."""

    id: str
    object: Literal["video"]
    model: str
    status: Status
    progress: int
    created_at: int
    completed_at: int | None
    expires_at: int | None
    seconds: str
    size: str
    prompt: str | None
    remixed_from_video_id: str | None
    error: VideoError | None


class VideoList(TypedDict):
    """A part of the list."""

    object: Literal["list"]
    data: list[Video]
    first_id: str | None
    last_id: str | None
    has_more: bool


class Deleted(TypedDict):
    """What is answered to a delete."""

    id: str
    object: Literal["video.deleted"]
    deleted: bool


class Refusal(TypedDict):
    """What is wrong; param: the first field that is."""

    message: str
    type: str
    param: str | None
    code: str | None


class Refused(TypedDict):
    """The body of every error."""

    error: Refusal


class EventData(TypedDict):
    """Which video an event is about."""

    id: str


class Event(TypedDict):
    """The body of a webhook."""

    id: str
    object: Literal["event"]
    created_at: int
    type: Literal["video.completed", "video.failed"]
    data: EventData
