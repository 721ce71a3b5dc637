"""`parameters.guidances`: the frames a clip begins and ends with, and what else it is to follow. Both ways [4.4, 6]."""

from __future__ import annotations

from typing import Annotated, Literal, Self, assert_never, cast
from uuid import UUID

from pydantic import Field, model_validator

from kinora.dialects.leonardo.words import WORDS
from kinora.dialects.wire import Json, Text, Whole, Wire, given, media_from_text, media_to_text
from kinora.spec.errors import InvalidRequest, Problem
from kinora.spec.media import Generated, Inline, MediaRef, Reference, References, Strength, Upload, Url
from kinora.spec.video import VideoSpec

STORED: dict[str, type[Upload | Generated]] = {"UPLOADED": Upload, "GENERATED": Generated, "VARIATION": Generated}
"""What an id may be of. A variation is something that was generated too."""


class Image(Wire):
    """`image` of an item: a stored picture by its id, or, as newer models have it, a link or the file itself [4.4]."""

    id: UUID | None = None
    type: Literal["UPLOADED", "GENERATED", "VARIATION", "URL", "BASE64"] = "UPLOADED"
    url: Text | None = Field(None, description="With type URL: an http(s) URL or a data URI.")
    data: Text | None = Field(None, description="With type BASE64: the file itself.")

    @model_validator(mode="after")
    def _is_usable(self) -> Self:
        self.media()
        return self

    def media(self) -> MediaRef:
        if self.type in {"URL", "BASE64"}:
            return media_from_text((self.url if self.type == "URL" else self.data) or "")
        if self.id is None:
            raise ValueError("requires id")
        return STORED[self.type](self.id)


class Stored(Wire):
    """`video` or `audio` of an item: what was uploaded or generated, by its id."""

    id: UUID
    type: Literal["UPLOADED", "GENERATED"] = "UPLOADED"

    def media(self) -> MediaRef:
        return STORED[self.type](self.id)


class FrameGuide(Wire):
    """An item of start_frame or end_frame."""

    image: Image


class ImageGuide(FrameGuide):
    """An item of image_reference."""

    strength: Literal["LOW", "MID", "HIGH"] | None = None
    order: Annotated[Whole, Field(ge=0)] | None = None


class VideoGuide(Wire):
    """An item of video_reference_base."""

    video: Stored


class AudioGuide(Wire):
    """An item of audio_reference."""

    audio: Stored


OneFrame = Annotated[tuple[FrameGuide, ...], Field(max_length=1)]


class Guidances(Wire):
    """`parameters.guidances`. One document writes `endframe` in its table and `end_frame` in its sample [6.4]."""

    start_frame: OneFrame | None = None
    end_frame: OneFrame | None = None
    endframe: OneFrame | None = Field(
        None, description="The other spelling of end_frame, which counts if both are sent."
    )
    image_reference: tuple[ImageGuide, ...] | None = None
    video_reference_base: tuple[VideoGuide, ...] | None = None
    audio_reference: tuple[AudioGuide, ...] | None = None

    @property
    def start(self) -> MediaRef | None:
        return _frame(self.start_frame)

    @property
    def end(self) -> MediaRef | None:
        return _frame(self.end_frame or self.endframe)

    @property
    def overruled(self) -> tuple[str, ...]:
        """The second of two end frames."""
        return ("parameters.guidances.endframe",) if self.end_frame and self.endframe else ()

    def references(self) -> References:
        return References(
            images=tuple(
                Reference(item.image.media(), _strength(item.strength), item.order)
                for item in self.image_reference or ()
            ),
            videos=tuple(Reference(item.video.media()) for item in self.video_reference_base or ()),
            audios=tuple(Reference(item.audio.media()) for item in self.audio_reference or ()),
        )


def encode_guidances(spec: VideoSpec) -> Json | None:
    """`parameters.guidances` for a spec; None when it has none. Raises InvalidRequest for media without words."""
    images, videos, audios = spec.references.images, spec.references.videos, spec.references.audios
    guides: Json = {
        "start_frame": [{"image": _encode_image(spec.start_frame, "start_frame")}] if spec.start_frame else None,
        "end_frame": [{"image": _encode_image(spec.end_frame, "end_frame")}] if spec.end_frame else None,
        "image_reference": [
            given(
                {
                    "image": _encode_image(item.media, f"references.images[{index}].media"),
                    "strength": item.strength and WORDS.value("references.images[].strength", item.strength),
                    "order": item.order,
                }
            )
            for index, item in enumerate(images)
        ],
        "video_reference_base": [
            {"video": _encode_stored(item.media, f"references.videos[{index}].media")}
            for index, item in enumerate(videos)
        ],
        "audio_reference": [
            {"audio": _encode_stored(item.media, f"references.audios[{index}].media")}
            for index, item in enumerate(audios)
        ],
    }
    return {name: items for name, items in guides.items() if items} or None


def _frame(items: tuple[FrameGuide, ...] | None) -> MediaRef | None:
    return items[0].image.media() if items else None


def _strength(word: str | None) -> Strength | None:
    return cast("Strength | None", WORDS.meaning("references.images[].strength", word))


def _encode_image(media: MediaRef, field: str) -> Json:
    match media:
        case Url(url=url):
            return {"type": "URL", "url": url}
        case Inline():
            return {"type": "BASE64", "data": media_to_text(media, field)}
        case Upload() | Generated():
            return _encode_stored(media, field)
        case _:
            assert_never(media)


def _encode_stored(media: MediaRef, field: str) -> Json:
    match media:
        case Upload(id=id):
            return {"id": str(id), "type": "UPLOADED"}
        case Generated(id=id):
            return {"id": str(id), "type": "GENERATED"}
        case _:
            raise InvalidRequest((Problem(field=field, rule="unsupported", detail="must be uploaded first"),))
