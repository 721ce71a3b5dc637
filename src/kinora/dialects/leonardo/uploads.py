"""Uploads: pictures under /v1/init-image, clips and sounds under /v1/media. Places, facts, removal [4]."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Literal

from pydantic import ConfigDict
from typing_extensions import TypedDict

from kinora.dialects.base import Call, Reply, json_body, json_reply
from kinora.dialects.leonardo.generations import Id
from kinora.dialects.leonardo.words import V1, V1_WORDS, timestamp
from kinora.dialects.operations import FileView, Slot
from kinora.dialects.wire import Text, Wire, read
from kinora.spec.errors import InvalidRequest, Problem

IMAGES_PATH, MEDIA_PATH = f"{V1}/init-image", f"{V1}/media"

EXTENSIONS: Mapping[str, tuple[str, ...]] = {
    IMAGES_PATH: ("png", "jpg", "jpeg", "webp"),
    MEDIA_PATH: ("mp4", "mov", "mp3", "wav", "m4a"),  # no page knows of sounds, and yet the models take them [4.2]
}

_STATUS: Mapping[str, Literal["PENDING", "COMPLETE", "FAILED"]] = {
    "pending": "PENDING",
    "ready": "COMPLETE",
    "failed": "FAILED",
}
_FAILURE = "The file was too large, or no media that is known here. It can be sent again."


class Wanted(Wire):
    """What is to be uploaded."""

    model_config = ConfigDict(json_schema_extra={"required": ["extension"]})

    extension: Text | None = None


# `__typename` would be mangled inside a class.
Place = TypedDict("Place", {"id": str, "fields": str, "key": str, "url": str, "__typename": str})
Place.__doc__ = """Where to send a picture: a multipart form with `fields`, which is JSON in a text, and then `file`."""


class ImagePlace(TypedDict):
    """The answer to who wants to upload a picture."""

    uploadInitImage: Place


class BarePlace(TypedDict):
    """Where to send a clip or a sound: as with a picture, under other names."""

    uploadId: str
    url: str
    fields: str


class MediaPlace(TypedDict):
    """The answer to who wants to upload a clip or a sound."""

    uploadMedia: BarePlace


class Picture(TypedDict):
    """A picture that was uploaded."""

    id: str
    url: str
    createdAt: str


class OnePicture(TypedDict):
    """null for an id that nobody knows."""

    init_images_by_pk: Picture | None


class Media(TypedDict):
    """A clip or a sound that was uploaded. What it is, is null until it has arrived."""

    id: str
    createdAt: str
    url: str | None
    thumbnailUrl: str | None
    status: Literal["PENDING", "COMPLETE", "FAILED"]
    statusReason: str | None
    mediaType: str | None
    duration: float | None
    width: int | None
    height: int | None
    video_fps: float | None


class OneMedia(TypedDict):
    """null for an id that nobody knows."""

    uploaded_media_by_pk: Media | None


class DeletedPicture(TypedDict):
    """null for an id that nobody knows."""

    delete_init_images_by_pk: Id | None


class DeletedMedia(TypedDict):
    """null for an id that nobody knows."""

    delete_uploaded_media_by_pk: Id | None


def decode(call: Call, *, lenient: bool) -> str:
    """The suffix of what is to be uploaded, with its dot. lenient: whether variables that nobody knows are ignored."""
    wanted, problems = read(Wanted, json_body(call.body), V1_WORDS)
    if not lenient:
        problems += tuple(Problem(field=name, rule="unsupported") for name in wanted.unknown)
    allowed, extension = EXTENSIONS[call.url], (wanted.extension or "").lower()
    if extension not in allowed and not any(problem.field == "extension" for problem in problems):
        problems += (Problem(field="extension", rule="one_of", allowed=allowed),)
    if problems:
        raise InvalidRequest(problems)
    return f".{extension}"


def encode_place(slot: Slot, call: Call) -> Reply:
    """Where to send the file to, and with what."""
    fields = json.dumps(dict(slot.fields))  # JSON inside JSON: the vendor's own form
    if call.url == MEDIA_PATH:
        media: MediaPlace = {"uploadMedia": {"uploadId": str(slot.id), "url": slot.url, "fields": fields}}
        return json_reply(media)
    place: Place = {
        "id": str(slot.id),
        "fields": fields,
        "key": f"users/{slot.owner}/initImages/{slot.id}{slot.suffix}",
        "url": slot.url,
        "__typename": "InitImageUploadOutput",
    }
    image: ImagePlace = {"uploadInitImage": place}
    return json_reply(image)


def encode_file(file: FileView, call: Call) -> Reply:
    """What is known of an upload."""
    id, created = str(file.id), timestamp(file.created)
    if not _is_media(call):
        picture: OnePicture = {"init_images_by_pk": {"id": id, "url": file.link, "createdAt": created}}
        return json_reply(picture)
    media: OneMedia = {
        "uploaded_media_by_pk": {
            "id": id,
            "createdAt": created,
            "url": file.link if file.state == "ready" else None,
            "thumbnailUrl": None,
            "status": _STATUS[file.state],
            "statusReason": _FAILURE if file.state == "failed" else None,
            "mediaType": file.kind and file.kind.upper(),
            "duration": file.seconds,
            "width": file.width,
            "height": file.height,
            "video_fps": None,
        }
    }
    return json_reply(media)


def encode_discarded(file: FileView, call: Call) -> Reply:
    """The answer to a delete."""
    id: Id = {"id": str(file.id)}
    media: DeletedMedia = {"delete_uploaded_media_by_pk": id}
    picture: DeletedPicture = {"delete_init_images_by_pk": id}
    return json_reply(media if _is_media(call) else picture)


def _is_media(call: Call) -> bool:
    return call.url.startswith(f"{MEDIA_PATH}/")
