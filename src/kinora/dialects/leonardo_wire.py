"""Leonardo.AI's words and JSON shapes: what `leonardo.py` reads and writes with.

Wire facts: seed documents 000, 001 and 002, and the contract page on Leonardo, whose sections stand in brackets.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self, assert_never
from uuid import UUID

from pydantic import Field, model_validator

from kinora.dialects.wire import (
    Flag,
    Json,
    Text,
    Vocabulary,
    Whole,
    Wire,
    given,
    media_from_text,
    media_to_text,
)
from kinora.spec.errors import InvalidRequest, Problem
from kinora.spec.media import Generated, Inline, MediaRef, Upload, Url
from kinora.spec.video import VideoSpec

VOCABULARY = Vocabulary(
    fields={
        "prompt": "parameters.prompt",
        "count": "parameters.quantity",
        "seconds": "parameters.duration",
        "size": "parameters.width and parameters.height",
        "size.width": "parameters.width",
        "size.height": "parameters.height",
        "size.tier": "parameters.mode",
        "sound": "parameters.motion_has_audio",
        "seed": "parameters.seed",
        "enhance_prompt": "parameters.prompt_enhance",
        "start_frame": "parameters.guidances.start_frame[0].image",
        "end_frame": "parameters.guidances.end_frame[0].image",
        # Not of the spec: what is wrong with the list around the one frame is still about that frame.
        "start_frame.items": "parameters.guidances.start_frame",
        "end_frame.items": "parameters.guidances.end_frame",
        "references.images": "parameters.guidances.image_reference",
        "references.images[].media": "parameters.guidances.image_reference[].image",
        "references.videos": "parameters.guidances.video_reference_base",
        "references.videos[].media": "parameters.guidances.video_reference_base[].video",
        "references.audios": "parameters.guidances.audio_reference",
        "references.audios[].media": "parameters.guidances.audio_reference[].audio",
    },
    values={
        "size.tier": {"480p": "RESOLUTION_480", "720p": "RESOLUTION_720", "1080p": "RESOLUTION_1080"},
        "enhance_prompt": {True: "ON", False: "OFF"},
        "references.images[].strength": {"low": "LOW", "mid": "MID", "high": "HIGH"},
    },
    also={
        "parameters.guidances.endframe[].image": "end_frame",
        "parameters.guidances.endframe": "end_frame.items",
    },
)

# Older clients still send these: accepted and ignored [2.1]. Anything else unknown is refused by name.
LEGACY = frozenset({"style_ids", "negative_prompt", "enable_audio", "audio", "resolution"})
UPLOADS = {"init-image": ("png", "jpg", "jpeg", "webp"), "media": ("mp4", "mov", "mp3", "wav", "m4a")}


class Image(Wire):
    """`image` of a guidance item."""

    id: UUID | None = None
    type: Literal["UPLOADED", "GENERATED", "URL", "BASE64"] = "UPLOADED"  # the last two: newer models' [4.4]
    url: Text | None = None
    data: Text | None = None

    @model_validator(mode="after")
    def _is_usable(self) -> Self:
        self.media()
        return self

    def media(self) -> MediaRef:
        if self.type in {"URL", "BASE64"}:
            return media_from_text((self.url if self.type == "URL" else self.data) or "")
        if self.id is None:
            raise ValueError("requires id")
        return Upload(self.id) if self.type == "UPLOADED" else Generated(self.id)


class Video(Wire):
    """`video` of a guidance item."""

    id: UUID
    type: Literal["UPLOADED", "GENERATED"] = "UPLOADED"

    def media(self) -> MediaRef:
        return Upload(self.id) if self.type == "UPLOADED" else Generated(self.id)


class Audio(Wire):
    """`audio` of a guidance item."""

    id: UUID
    type: Literal["UPLOADED"] = "UPLOADED"


class ImageGuide(Wire):
    """An item of start_frame, end_frame or image_reference."""

    image: Image
    strength: Literal["LOW", "MID", "HIGH"] | None = None
    order: Annotated[Whole, Field(ge=0)] | None = None


class VideoGuide(Wire):
    """An item of video_reference_base."""

    video: Video


class AudioGuide(Wire):
    """An item of audio_reference."""

    audio: Audio


OneFrame = Annotated[tuple[ImageGuide, ...], Field(max_length=1)]


class Guidances(Wire):
    """`parameters.guidances`."""

    start_frame: OneFrame | None = None
    end_frame: OneFrame | None = None
    endframe: OneFrame | None = None  # the other spelling: seed document 002 uses both
    image_reference: tuple[ImageGuide, ...] | None = None
    video_reference_base: tuple[VideoGuide, ...] | None = None
    audio_reference: tuple[AudioGuide, ...] | None = None


class Parameters(Wire):
    """`parameters` of a create request."""

    prompt: Text | None = None
    quantity: Whole | None = None
    duration: Whole | None = None
    width: Whole | None = None
    height: Whole | None = None
    mode: Text | None = None
    motion_has_audio: Flag | None = None
    seed: Whole | None = None
    prompt_enhance: Literal["ON", "OFF"] | None = None
    guidances: Guidances | None = None


class Create(Wire):
    """The body of POST /v2/generations."""

    model: Text | None = None
    public: Flag | None = None
    parameters: Parameters | None = None


_KINDS = {"references.videos": Upload | Generated, "references.audios": Upload}  # what else but pictures may be [6.1]


def _encode_media(media: MediaRef, field: str) -> Json:
    if not isinstance(media, next((kinds for name, kinds in _KINDS.items() if field.startswith(name)), MediaRef)):
        raise InvalidRequest((Problem(field=field, rule="unsupported", detail="must be uploaded first"),))
    match media:
        case Upload(id=id):
            return {"id": str(id), "type": "UPLOADED"}
        case Generated(id=id):
            return {"id": str(id), "type": "GENERATED"}
        case Url(url=url):
            return {"type": "URL", "url": url}
        case Inline():
            return {"type": "BASE64", "data": media_to_text(media, field)}
        case _:
            assert_never(media)


def encode_guidances(spec: VideoSpec) -> Json | None:
    """`parameters.guidances` for a spec; None when it has none. Raises InvalidRequest for media without words."""
    guides: Json = {
        "start_frame": [{"image": _encode_media(spec.start_frame, "start_frame")}] if spec.start_frame else None,
        "end_frame": [{"image": _encode_media(spec.end_frame, "end_frame")}] if spec.end_frame else None,
        "image_reference": [
            given(
                {
                    "image": _encode_media(item.media, f"references.images[{index}].media"),
                    "strength": item.strength and item.strength.upper(),
                    "order": item.order,
                }
            )
            for index, item in enumerate(spec.references.images)
        ],
        "video_reference_base": [
            {"video": _encode_media(item.media, f"references.videos[{index}].media")}
            for index, item in enumerate(spec.references.videos)
        ],
        "audio_reference": [
            {"audio": _encode_media(item.media, f"references.audios[{index}].media")}
            for index, item in enumerate(spec.references.audios)
        ],
    }
    return {name: items for name, items in guides.items() if items} or None
