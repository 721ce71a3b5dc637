"""A request for a video in OpenRouter's words, both ways, and the ids of its jobs."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Mapping
from uuid import UUID

from kinora.catalogue.load import Names
from kinora.dialects.base import Call, job_id, json_body, json_reply, no_such_model, refuse_unsaid
from kinora.dialects.openrouter.wire import ROOT, VOCABULARY, Create, FrameImage, InputReference
from kinora.dialects.webhook import is_web_url
from kinora.dialects.wire import Json, data_uri, given, media_to_text, read
from kinora.spec.errors import InvalidRequest, NotFound, Problem
from kinora.spec.media import Generated, Inline, MediaKind, MediaRef, Reference, References
from kinora.spec.video import Pixels, Shape, Size, VideoSpec

PREFIX = "gen-vid-"
_DIGITS = string.digits + string.ascii_uppercase + string.ascii_lowercase
_TAIL = 20  # characters behind the number
_FIRST_NUMBER = 1_700_000_000  # where the vendor has a time; ours counts what the characters have no room for
_SIDES = re.compile(r"\s*(\d{1,5})\s*[xX]\s*(\d{1,5})\s*")
_WORDS: dict[MediaKind, str] = {"image": "image_url", "video": "video_url", "audio": "audio_url"}
_UPSCALING = ("upscale_factor", "creativity")
_NO_WORD = "has no word in this dialect"

UNSAID: Mapping[str, str] = {
    "count": _NO_WORD,
    "frames": _NO_WORD,
    "camera_fixed": _NO_WORD,
    "watermark": _NO_WORD,
    "enhance_prompt": _NO_WORD,
    "safety_check": _NO_WORD,
    "public": _NO_WORD,
    **{
        f"references.{kind}[].{word}": _NO_WORD
        for kind in ("images", "videos", "audios")
        for word in ("strength", "order")
    },
    "return_last_frame": _NO_WORD,
    "draft": _NO_WORD,
    "based_on": _NO_WORD,
    "priority": _NO_WORD,
    "start_seconds": _NO_WORD,
    "expires_seconds": _NO_WORD,
    "route": _NO_WORD,
    "webhook_events": f"{_NO_WORD}: it tells of a job's end",
}


# Ids ------------------------------------------------------------------------------------------------------------------


def encode_id(id: UUID) -> str:
    """`gen-vid-<number>-<20 letters and digits>`, from which the id comes back."""
    number, rest = divmod(id.int, 62**_TAIL)
    tail = ""
    for _ in range(_TAIL):
        rest, digit = divmod(rest, 62)
        tail = _DIGITS[digit] + tail
    return f"{PREFIX}{_FIRST_NUMBER + number}-{tail}"


def decode_id(text: str) -> UUID:
    """The id in its own form, or bare as other dialects write it. Raises NotFound."""
    match = re.fullmatch(rf"{PREFIX}([0-9]{{10}})-([0-9A-Za-z]{{{_TAIL}}})", text)
    if match is None:
        return job_id(text)
    value = int(match[1]) - _FIRST_NUMBER
    for letter in match[2]:
        value = value * 62 + _DIGITS.index(letter)
    if not 0 <= value < 2**128:
        raise NotFound("job", text)
    return UUID(int=value)


# Read -----------------------------------------------------------------------------------------------------------------


def decode_create(call: Call, names: Names, *, allow_http: bool) -> VideoSpec:
    """What a request asks for. allow_http: whether it may be told of at an http URL. Raises InvalidRequest."""
    asked, problems = read(Create, json_body(call.body), VOCABULARY)
    model = names.id_of(asked.model or "")
    if model is None:
        raise no_such_model(names.known(), problems)
    unknown = tuple(name for name in asked.unknown if name not in _UPSCALING)
    size, ignored, wrong_size = _size(asked)
    start, end, wrong_frames = _frames(asked.frame_images or ())
    references, wrong_references = _references(asked.input_references or ())
    previous, wrong_previous = _previous(asked.previous_job_id)
    problems += (*wrong_size, *wrong_frames, *wrong_references, *wrong_previous, *_wrong_words(asked, allow_http))
    spec = VideoSpec(
        model=model,
        prompt=asked.prompt,
        size=size,
        seconds=asked.duration,
        seed=None if asked.seed == -1 else asked.seed,
        sound=asked.generate_audio,
        start_frame=start,
        end_frame=end,
        references=References(references["image"], (*previous, *references["video"]), references["audio"]),
        webhook_url=asked.callback_url or None,
        ignored=(*unknown, *ignored, *_unknown_inside(asked)),
    )
    if problems:
        raise InvalidRequest(problems, partial=spec)
    return spec


def _size(asked: Create) -> tuple[Size, tuple[str, ...], tuple[Problem, ...]]:
    """The size, and the words for it that count for nothing beside it. Exact sides overrule the ratio."""
    tier = None if not asked.resolution else str(VOCABULARY.meaning("size.tier", asked.resolution) or asked.resolution)
    if not asked.size:
        return Shape(asked.aspect_ratio or None, tier), (), ()
    sides = _SIDES.fullmatch(asked.size)
    if sides is None:
        return Shape(), (), (Problem(field="size", rule="type", detail="must be WIDTHxHEIGHT, as 1280x720"),)
    return Pixels(int(sides[1]), int(sides[2]), tier), ("aspect_ratio",) if asked.aspect_ratio else (), ()


def _frames(frames: tuple[FrameImage, ...]) -> tuple[MediaRef | None, MediaRef | None, list[Problem]]:
    found: dict[str, MediaRef] = {}
    problems = []
    for index, frame in enumerate(frames):
        media = frame.image_url.url if frame.image_url is not None else None
        where = f"frame_images[{index}]"
        if media is None:
            problems.append(Problem(field=f"{where}.image_url.url", rule="required"))
        if frame.frame_type is None:
            problems.append(Problem(field=f"{where}.frame_type", rule="required"))
        elif frame.frame_type in found:
            problems.append(Problem(field=f"{where}.frame_type", rule="count", detail="is there already"))
        elif media is not None:
            found[frame.frame_type] = media
    return found.get("first_frame"), found.get("last_frame"), problems


def _references(
    references: tuple[InputReference, ...],
) -> tuple[dict[MediaKind, tuple[Reference, ...]], list[Problem]]:
    found: dict[MediaKind, tuple[Reference, ...]] = {"image": (), "video": (), "audio": ()}
    problems = []
    for index, reference in enumerate(references):
        links = {"image": reference.image_url, "video": reference.video_url, "audio": reference.audio_url}
        kind: MediaKind | None
        for kind, word in _WORDS.items():
            if word == reference.type or (reference.type is None and links[kind] is not None):
                break
        else:
            kind = None
        link = None if kind is None else links[kind]
        if kind is not None and link is not None and link.url is not None:
            found[kind] += (Reference(link.url),)
        else:
            field = "type" if kind is None else f"{_WORDS[kind]}.url"
            problems.append(Problem(field=f"input_references[{index}].{field}", rule="required"))
    return found, problems


def _previous(text: str | None) -> tuple[tuple[Reference, ...], tuple[Problem, ...]]:
    """The job to go on from: its clip guides the new one, and models that take no clip refuse it."""
    if not text:
        return (), ()
    try:
        return (Reference(Generated(decode_id(text))),), ()
    except NotFound:
        return (), (Problem(field="previous_job_id", rule="type", allowed=("a job's id",)),)


def _wrong_words(asked: Create, allow_http: bool) -> Iterator[Problem]:
    for name in _UPSCALING:
        if name in asked.unknown:
            yield Problem(field=name, rule="unsupported", detail="is for models that enlarge videos: none is here")
    url = asked.callback_url
    if url and not (is_web_url(url) and (allow_http or url.lower().startswith("https:"))):
        must = "an http(s) URL" if allow_http else "an https URL"
        yield Problem(field="webhook_url", rule="type", allowed=(must,))


def _unknown_inside(asked: Create) -> Iterator[str]:
    """What was sent inside the lists and means nothing."""
    for index, frame in enumerate(asked.frame_images or ()):
        yield from (f"frame_images[{index}].{name}" for name in frame.unknown)
    for index, reference in enumerate(asked.input_references or ()):
        yield from (f"input_references[{index}].{name}" for name in reference.unknown)


# Write ----------------------------------------------------------------------------------------------------------------


def encode_create(spec: VideoSpec, names: Names, *, allow_http: bool) -> Call:
    """The request for a spec. Raises InvalidRequest for what has no words."""
    refuse_unsaid(spec, UNSAID)
    if spec.webhook_url is not None and not (allow_http or spec.webhook_url.startswith("https:")):
        raise InvalidRequest((Problem(field="webhook_url", rule="unsupported", detail="must be an https URL"),))
    frames = [("first_frame", "start_frame", spec.start_frame), ("last_frame", "end_frame", spec.end_frame)]
    body: Json = {
        "model": names.name_of(spec.model),
        "prompt": spec.prompt,
        **_sized(spec.size),
        "duration": spec.seconds,
        "seed": spec.seed,
        "generate_audio": spec.sound,
        "frame_images": [
            {**_part(media, field, "image"), "frame_type": word} for word, field, media in frames if media is not None
        ]
        or None,
        "input_references": list(_parts(spec.references)) or None,
        "callback_url": spec.webhook_url,
    }
    return Call(method="POST", url=ROOT, body=json_reply(given(body)).body)


def _sized(size: Size) -> Json:
    tier = None if size.tier is None else VOCABULARY.value("size.tier", size.tier)
    if isinstance(size, Shape):
        return {"aspect_ratio": size.ratio, "resolution": tier}
    missing = [side for side in ("width", "height") if getattr(size, side) is None]
    if missing:
        detail = "is needed beside the other: this dialect names both or none"
        raise InvalidRequest(tuple(Problem(field=f"size.{side}", rule="required", detail=detail) for side in missing))
    return {"size": str(size), "resolution": tier}


def _parts(references: References) -> Iterator[Json]:
    kinds: tuple[tuple[MediaKind, tuple[Reference, ...]], ...] = (
        ("image", references.images),
        ("video", references.videos),
        ("audio", references.audios),
    )
    for kind, items in kinds:
        for index, item in enumerate(items):
            yield _part(item.media, f"references.{kind}s[{index}].media", kind)


def _part(media: MediaRef, field: str, kind: MediaKind) -> Json:
    url = data_uri(media.data, kind) if isinstance(media, Inline) else media_to_text(media, field)
    return {"type": _WORDS[kind], _WORDS[kind]: {"url": url}}
