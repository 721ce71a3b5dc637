"""Submitting, both ways: the model's input as it is, with wishes about the queue in headers and the query [2]."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping

from kinora.catalogue.load import Names
from kinora.dialects.base import Call, json_body, json_reply
from kinora.dialects.fal.endpoints import Mode, endpoint_of, read_endpoint, says_reference_image_urls
from kinora.dialects.fal.wire import LONGEST_QUEUE, PRIORITY, ROOT, TARGET, TIMEOUT, VOCABULARY, WEBHOOK, Create
from kinora.dialects.webhook import is_web_url
from kinora.dialects.wire import Json, given, media_to_text, read, typed_data_uri
from kinora.spec.errors import InvalidRequest, Problem
from kinora.spec.media import Inline, MediaRef, Reference, References
from kinora.spec.video import Priority, Shape, VideoSpec

_URGENT = "x-kinora-priority"
_READ_HEADERS = frozenset({PRIORITY, TIMEOUT, TARGET})
_LONGEST_SECONDS = 10**9
_USUAL_BITRATE = "standard"
# What a data URI calls a file of a kind, by its beginning, and otherwise.
_TYPES: Mapping[str, tuple[tuple[bytes, str], ...]] = {
    "images": ((b"\x89PNG", "image/png"), (b"GIF8", "image/gif"), (b"RIFF", "image/webp")),
    "audios": ((b"RIFF", "audio/wav"),),
}
_USUAL_TYPES = {"images": "image/jpeg", "videos": "video/mp4", "audios": "audio/mpeg"}


def decode_submit(call: Call, names: Names) -> VideoSpec:
    """The spec that a submit asks for. Raises NotFound for an endpoint that is not here, and InvalidRequest."""
    endpoint = call.path["model"]
    model, mode = read_endpoint(endpoint, names)
    asked, problems = read(Create, json_body(call.body), VOCABULARY)
    seconds, priority = _timeout(call.headers), _priority(call.headers)
    webhook = call.query.get(WEBHOOK) or None
    spec = VideoSpec(
        model=model,
        prompt=asked.prompt,
        size=Shape(asked.aspect_ratio or None, asked.resolution or None),
        seconds=asked.duration,
        frames=asked.num_frames,
        seed=None if asked.seed == -1 else asked.seed,
        sound=asked.generate_audio,
        camera_fixed=asked.camera_fixed,
        safety_check=asked.enable_safety_checker,
        start_frame=asked.image_url,
        end_frame=asked.end_image_url,
        references=References(
            images=_references(asked.image_urls, asked.reference_image_urls),
            videos=_references(asked.video_urls),
            audios=_references(asked.audio_urls),
        ),
        priority=priority if not isinstance(priority, Problem) else None,
        start_seconds=seconds if not isinstance(seconds, Problem) else None,
        webhook_url=webhook,
        ignored=tuple(_ignored(asked, call)),
    )
    problems += tuple(item for item in (priority, seconds) if isinstance(item, Problem))
    if webhook is not None and not is_web_url(webhook):
        problems += (Problem(field="webhook_url", rule="type", detail="must be an http(s) URL"),)
    problems += tuple(_missing(spec, mode, endpoint, problems))
    if problems:
        raise InvalidRequest(problems, partial=spec)
    return spec


def encode_submit(spec: VideoSpec, names: Names) -> Call:
    """The call that asks for a spec. Raises InvalidRequest for media that the vendor could not name."""
    endpoint = endpoint_of(spec, names)
    shape = spec.size if isinstance(spec.size, Shape) else Shape(tier=spec.size.tier)
    pictures = "reference_image_urls" if says_reference_image_urls(endpoint) else "image_urls"
    guides = spec.references
    body: Json = {
        "prompt": spec.prompt,
        "image_url": _text(spec.start_frame, "start_frame", "images"),
        "end_image_url": _text(spec.end_frame, "end_frame", "images"),
        pictures: _texts(guides.images, "images"),
        "video_urls": _texts(guides.videos, "videos"),
        "audio_urls": _texts(guides.audios, "audios"),
        "aspect_ratio": shape.ratio,
        "resolution": shape.tier,
        "duration": None if spec.seconds is None else str(spec.seconds),
        "num_frames": spec.frames,
        "generate_audio": spec.sound,
        "camera_fixed": spec.camera_fixed,
        "seed": spec.seed,
        "enable_safety_checker": spec.safety_check,
    }
    return Call(
        method="POST",
        url=f"{ROOT}/{endpoint}",
        path={"model": endpoint},
        query={} if spec.webhook_url is None else {WEBHOOK: spec.webhook_url},
        headers=_wishes(spec),
        body=json_reply(given(body)).body,
    )


def _wishes(spec: VideoSpec) -> Mapping[str, str]:
    wishes: dict[str, str] = {}
    if spec.priority == "batch":
        wishes[PRIORITY] = "low"
    elif spec.priority is not None:
        wishes |= {PRIORITY: "normal", _URGENT: spec.priority}
    if spec.start_seconds is not None:
        wishes[TIMEOUT] = str(spec.start_seconds)
    return wishes


def _priority(headers: Mapping[str, str]) -> Priority | Problem | None:
    """`normal` says nothing: the JavaScript client always sends it, also for keys that are for batches [2]."""
    match headers.get(PRIORITY, "").strip().lower():
        case "low":
            return "batch"
        case "" | "normal":
            return "interactive" if headers.get(_URGENT) == "interactive" else None
        case _:
            return Problem(field="priority", rule="one_of", detail="must be one of: normal, low")


def _timeout(headers: Mapping[str, str]) -> int | Problem | None:
    """How long the request may wait for its start, in seconds; parts of one count as a whole."""
    text = headers.get(TIMEOUT, "").strip()
    if not text:
        return None
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0
    if not 0 < seconds <= _LONGEST_SECONDS:
        return Problem(field="start_seconds", rule="type", detail="must be a number of seconds above 0")
    return math.ceil(seconds)


def _ignored(asked: Create, call: Call) -> Iterator[str]:
    """What has no meaning here: fields of other models, and wishes about machines that are not here."""
    yield from asked.unknown
    if asked.bitrate_mode not in {None, _USUAL_BITRATE}:
        yield "bitrate_mode"
    if asked.end_user_id:
        yield "end_user_id"
    if LONGEST_QUEUE in call.query:
        yield LONGEST_QUEUE
    for name in sorted(call.headers):
        if name.startswith(("x-fal-", "x-app-fal-")) and name not in _READ_HEADERS:
            yield name


def _missing(spec: VideoSpec, mode: Mode, endpoint: str, problems: tuple[Problem, ...]) -> Iterator[Problem]:
    """What the path itself asks for, unless it was there and could not be read."""
    unread = {re.sub(r"\[.*", "", problem.field) for problem in problems}
    if mode == "image-to-video" and spec.start_frame is None and spec.end_frame is None and "start_frame" not in unread:
        yield Problem(field="start_frame", rule="required")
    wants_pictures = mode == "reference-to-video" and says_reference_image_urls(endpoint)
    is_unread = any(field.startswith("references") for field in unread)
    if wants_pictures and spec.references == References() and not is_unread:
        yield Problem(field="references.images", rule="required")


def _references(*lists: tuple[MediaRef | None, ...] | None) -> tuple[Reference, ...]:
    return tuple(Reference(media) for items in lists for media in items or () if media is not None)


def _text(media: MediaRef | None, field: str, kind: str) -> str | None:
    """Media as a URL or a data URI: the vendor takes no bare base64 [8]."""
    if isinstance(media, Inline):
        beginnings = (type for beginning, type in _TYPES.get(kind, ()) if media.data.startswith(beginning))
        return typed_data_uri(media.data, next(beginnings, _USUAL_TYPES[kind]))
    return None if media is None else media_to_text(media, field, assets=False)


def _texts(references: tuple[Reference, ...], kind: str) -> list[str | None] | None:
    texts = [_text(item.media, f"references.{kind}[{index}].media", kind) for index, item in enumerate(references)]
    return texts or None
