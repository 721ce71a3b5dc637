"""A request for a clip, both ways; a first frame beside references is the first of them [4]."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from kinora.catalogue.load import Names
from kinora.dialects.aimlapi.wire import PATH, VOCABULARY, Create
from kinora.dialects.base import Call, json_body, json_reply, no_such_model, refuse_unsaid
from kinora.dialects.wire import Json, given, media_to_text, read
from kinora.spec.errors import InvalidRequest, Problem
from kinora.spec.media import MediaRef, Reference, References
from kinora.spec.video import Shape, VideoSpec

_TAKES_REFERENCES = re.compile(r"seedance-[2-9]")  # those before have none, and say so [4]

UNSAID: Mapping[str, str] = {
    "size.width": "has no word in this dialect: give a ratio and a tier",
    "size.height": "has no word in this dialect: give a ratio and a tier",
    "count": "has no word in this dialect",
    "enhance_prompt": "has no word in this dialect",
    "safety_check": "has no word in this dialect",
    "public": "has no word in this dialect",
    **{
        f"references.{kind}[].{word}": "has no word in this dialect"
        for kind in ("images", "videos", "audios")
        for word in ("strength", "order")
    },
    "webhook_url": "has no word in this dialect",
    "frames": "has no word in this dialect",
    "return_last_frame": "has no word in this dialect",
    "draft": "has no word in this dialect",
    "based_on": "has no word in this dialect",
    "priority": "has no word in this dialect",
    "start_seconds": "has no word in this dialect",
    "expires_seconds": "has no word in this dialect",
    "webhook_events": "has no word in this dialect",
}


# Reading --------------------------------------------------------------------------------------------------------------


def decode(call: Call, names: Names) -> VideoSpec:
    """The spec of a request. Raises InvalidRequest with all problems."""
    asked, problems = read(Create, json_body(call.body), VOCABULARY)
    model = names.id_of(asked.model or "")
    if model is None:
        raise no_such_model(names.known(), problems)
    spec = VideoSpec(
        model=model,
        prompt=asked.prompt,
        size=Shape(_decode_ratio(asked.aspect_ratio), asked.resolution or None),
        seconds=asked.duration,
        seed=None if asked.seed == -1 else asked.seed,
        sound=asked.generate_audio,
        camera_fixed=asked.camerafixed if asked.camera_fixed is None else asked.camera_fixed,
        watermark=asked.watermark,
        start_frame=asked.image_url,
        end_frame=asked.last_image_url,
        references=References(
            images=_references(None, asked.image_urls),
            videos=_references(asked.video_url, asked.video_urls),
            audios=_references(asked.audio_url, asked.audio_urls),
        ),
        route=asked.provider.strip().lower() or None if asked.provider is not None else None,
        ignored=asked.unknown,
    )
    if _TAKES_REFERENCES.search(names.name_of(model)):
        spec = _with_leading_reference(spec)
    if problems:
        raise InvalidRequest(problems, partial=spec)
    return spec


def _decode_ratio(word: str | None) -> str | None:
    """`adaptive` follows the start frame; a word that nobody knows stays, for the catalogue to refuse."""
    return str(VOCABULARY.meaning("size.ratio", word) or word) if word else None


def _references(first: MediaRef | None, rest: tuple[MediaRef | None, ...] | None) -> tuple[Reference, ...]:
    """The singular field's media before the list's."""
    return tuple(Reference(media) for media in (first, *(rest or ())) if media is not None)


def _with_leading_reference(spec: VideoSpec) -> VideoSpec:
    """A first frame beside references guides as they do, as the first of the pictures [4]."""
    if spec.start_frame is None or spec.end_frame is not None or not spec.references:
        return spec
    images = (Reference(spec.start_frame), *spec.references.images)
    return replace(spec, start_frame=None, references=replace(spec.references, images=images))


# Writing --------------------------------------------------------------------------------------------------------------


def encode(spec: VideoSpec, names: Names) -> Call:
    """The call that asks for a spec. Raises InvalidRequest for what has no words."""
    refuse_unsaid(spec, UNSAID)
    _refuse_mixture(spec)
    shape = spec.size if isinstance(spec.size, Shape) else Shape(tier=spec.size.tier)
    body: Json = {
        "model": names.name_of(spec.model),
        "provider": spec.route,
        "prompt": spec.prompt,
        "image_url": _text(spec.start_frame, "start_frame"),
        "last_image_url": _text(spec.end_frame, "end_frame"),
        "image_urls": _texts(spec.references.images, "references.images"),
        "video_urls": _texts(spec.references.videos, "references.videos", inline=False),
        "audio_urls": _texts(spec.references.audios, "references.audios"),
        "aspect_ratio": None if shape.ratio is None else VOCABULARY.value("size.ratio", shape.ratio),
        "resolution": shape.tier,
        "duration": spec.seconds,
        "generate_audio": spec.sound,
        "seed": spec.seed,
        "watermark": spec.watermark,
        "camera_fixed": spec.camera_fixed,
    }
    return Call(method="POST", url=PATH, body=json_reply(given(body)).body)


def _text(media: MediaRef | None, field: str) -> str | None:
    return None if media is None else media_to_text(media, field)


def _texts(references: tuple[Reference, ...], field: str, *, inline: bool = True) -> list[str] | None:
    texts = [
        media_to_text(item.media, f"{field}[{index}].media", inline=inline) for index, item in enumerate(references)
    ]
    return texts or None


def _refuse_mixture(spec: VideoSpec) -> None:
    """A frame beside references would be read as one of them."""
    if spec.start_frame is not None and spec.end_frame is None and spec.references:
        kinds = tuple(f"references.{kind}" for kind in ("images", "videos", "audios") if getattr(spec.references, kind))
        raise InvalidRequest((Problem(field="start_frame", rule="excludes", allowed=kinds),))
