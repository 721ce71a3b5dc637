"""A prediction's request, both ways: body and header → VideoSpec and back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from uuid import UUID

from kinora.catalogue.load import Names
from kinora.dialects.base import Call, json_body, json_reply, no_such_model, refuse_unsaid
from kinora.dialects.replicate.echo import of_kind, plain, with_echo
from kinora.dialects.replicate.models import model_id, model_name
from kinora.dialects.replicate.wire import CANCEL_AFTER, FILES, MODELS, VOCABULARY, Create, Event, Input
from kinora.dialects.webhook import TERMINAL, is_web_url
from kinora.dialects.wire import Json, given, media_to_text, read, typed_data_uri
from kinora.spec.errors import InvalidRequest, NotFound, Problem
from kinora.spec.media import Inline, MediaRef, Reference, References, Upload, Url
from kinora.spec.video import HookState, Pixels, Shape, Size, VideoSpec

FPS = 24
_HASH = re.compile(r"[0-9a-f]{64}")
_UNITS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86_400}
_STATES: Mapping[Event, tuple[HookState, ...]] = {
    "start": ("running",),
    "logs": ("running",),
    "output": ("succeeded",),
    "completed": TERMINAL,
}
_NO_WORD = "has no word in this dialect"
_SIZE = Problem(field="size", rule="type", allowed=('a width and a height, as in "1280x720"',))

UNSAID: Mapping[str, str] = {
    "size.width": f"{_NO_WORD}: give a ratio and a tier",
    "size.height": f"{_NO_WORD}: give a ratio and a tier",
    "frames": _NO_WORD,
    "count": _NO_WORD,
    "watermark": _NO_WORD,
    "enhance_prompt": _NO_WORD,
    "safety_check": _NO_WORD,
    "public": _NO_WORD,
    "return_last_frame": _NO_WORD,
    "draft": _NO_WORD,
    "based_on": _NO_WORD,
    "start_seconds": "has no word in this dialect: a time to be made in has",
    "priority": _NO_WORD,
    "route": _NO_WORD,
    "webhook_events": f"{_NO_WORD}: start, output and completed are other events",
    **{
        f"references.{kind}[].{word}": _NO_WORD
        for kind in ("images", "videos", "audios")
        for word in ("strength", "order")
    },
}


# Reading --------------------------------------------------------------------------------------------------------------


def decode(call: Call, names: Names, versions: Mapping[str, str]) -> VideoSpec:
    """The spec of a request. versions: the names of models by their versions' ids. Raises InvalidRequest, NotFound."""
    body = json_body(call.body)
    raw = body.get("input")
    raw = dict(raw) if isinstance(raw, dict) else {}
    asked, problems = read(Create, body, VOCABULARY)
    id, word = _named(names, asked, call, versions)
    if id is None:
        known = tuple(sorted(model_name(names, names.id_of(name) or name) for name in names.known()))
        raise no_such_model(known, problems)
    wish = asked.input or Input()
    size, odd = _size(wish)
    seconds_left, late = _cancel_after(call.headers.get(CANCEL_AFTER))
    url, events = _hook(asked)
    if url and not is_web_url(url):
        problems += (Problem(field="webhook_url", rule="type", allowed=("an http(s) URL",)),)
    problems += (*odd, *late)
    spec = VideoSpec(
        model=id,
        prompt=wish.prompt,
        size=size,
        seconds=None if wish.duration == -1 else wish.duration,  # the model chooses [5]
        seed=None if wish.seed == -1 else wish.seed,
        sound=wish.generate_audio,
        camera_fixed=wish.camera_fixed,
        start_frame=_held(wish.image, call.base),
        end_frame=_held(wish.last_frame_image, call.base),
        references=References(
            images=_references(wish.reference_images, call.base),
            videos=_references(wish.reference_videos, call.base),
            audios=_references(wish.reference_audios, call.base),
        ),
        webhook_url=url,
        webhook_events=events,
        expires_seconds=seconds_left,
        ignored=_ignored(asked, wish, size),
    )
    if problems:
        raise InvalidRequest(problems, partial=spec)
    return with_echo(spec, raw, word if word != model_name(names, id) else None)


def _named(names: Names, asked: Create, call: Call, versions: Mapping[str, str]) -> tuple[str | None, str]:
    """The catalogue id that a request asks for, and the word that it uses. Raises NotFound for a strange path."""
    if "owner" in call.path:
        word = f"{call.path['owner']}/{call.path['name']}"
        id = model_id(names, word)
        if id is None:
            raise NotFound("model", word)
        return id, word
    word = asked.version or asked.model or ""
    if _HASH.fullmatch(word):
        word = versions.get(word, word)
    name = word.partition(":")[0]
    return model_id(names, name), name


def _size(wish: Input) -> tuple[Size, tuple[Problem, ...]]:
    """`size` overrules a resolution and a ratio beside it; it may name a tier too: one client has no other word."""
    tier, word, ratio = wish.resolution or None, (wish.size or "").strip(), wish.aspect_ratio or None
    if sides := re.fullmatch(r"([0-9]{1,5})\s*[x*]\s*([0-9]{1,5})", word):
        return Pixels(int(sides[1]), int(sides[2]), tier), ()
    named = re.fullmatch(r"[0-9]{3,4}p|[0-9]k", word) is not None
    meaning = VOCABULARY.meaning("size.ratio", ratio)
    shape = Shape(ratio if meaning is None else str(meaning), tier or (word if named else None))
    return shape, () if named or not word else (_SIZE,)


def _cancel_after(text: str | None) -> tuple[int | None, tuple[Problem, ...]]:
    """The seconds of a `Cancel-After` header: `30`, `30s`, `5m`, `1h30m`."""
    text = (text or "").strip().lower()
    if not text:
        return None, ()
    if not re.fullmatch(r"[0-9]{1,7}|(?:[0-9]{1,7}[smhd])+", text):
        return None, (Problem(field="expires_seconds", rule="type", detail="must be a time as 30s, 5m or 1h30m"),)
    parts = re.findall(r"([0-9]+)([smhd]?)", text)
    return sum(int(number) * _UNITS[unit] for number, unit in parts), ()


def _hook(asked: Create) -> tuple[str | None, tuple[HookState, ...]]:
    """Who is told of what: () for every change, as the vendor has it."""
    if not asked.webhook and asked.webhook_completed:
        return asked.webhook_completed, TERMINAL
    told = [state for event in asked.webhook_events_filter or () for state in _STATES[event]]
    return asked.webhook or None, tuple(dict.fromkeys(told)) if asked.webhook else ()


def _ignored(asked: Create, wish: Input, size: Size) -> tuple[str, ...]:
    """What was said and has no meaning here. Every clip has 24 frames a second: to ask for them is no wish unmet."""
    fps = str((wish.model_extra or {}).get("fps"))
    names = [f"input.{name}" for name in wish.unknown if name != "fps" or fps not in {f"{FPS}", f"{FPS}.0"}]
    if isinstance(size, Pixels) and wish.aspect_ratio:
        names.append("input.aspect_ratio")
    if asked.webhook and asked.webhook_completed:
        names.append("webhook_completed")
    if asked.webhook_events_filter and not asked.webhook:
        names.append("webhook_events_filter")
    return (*names, *asked.unknown)


def _held(media: MediaRef | None, base: str) -> MediaRef | None:
    """Media as they are, but for a file of this server: its address here needs a key, so it is named by its id."""
    if isinstance(media, Url) and base and media.url.startswith(f"{base}{FILES}/"):
        try:
            return Upload(UUID(media.url.removeprefix(f"{base}{FILES}/")))
        except ValueError:
            return media
    return media


def _references(media: tuple[MediaRef | None, ...] | None, base: str) -> tuple[Reference, ...]:
    found = (_held(item, base) for item in media or ())
    return tuple(Reference(item) for item in found if item is not None)


# Writing --------------------------------------------------------------------------------------------------------------


def encode(spec: VideoSpec, names: Names) -> Call:
    """The call that asks for a spec, under the model's own path. Raises InvalidRequest for what has no words."""
    refuse_unsaid(spec, UNSAID)
    wish: Json = {
        **plain(spec),
        "image": None if spec.start_frame is None else _text(spec.start_frame, "start_frame"),
        "last_frame_image": None if spec.end_frame is None else _text(spec.end_frame, "end_frame"),
        **{
            f"reference_{kind}": [
                _text(item.media, f"references.{kind}[{index}].media")
                for index, item in enumerate(of_kind(spec.references, kind))
            ]
            or None
            for kind in ("images", "videos", "audios")
        },
    }
    body: Json = {"input": given(wish)}
    if spec.webhook_url is not None:
        body["webhook"] = spec.webhook_url
    seconds = spec.expires_seconds
    name = model_name(names, spec.model)
    owner, _, short = name.partition("/")
    return Call(
        method="POST",
        url=f"{MODELS}/{name}/predictions",
        path={"owner": owner, "name": short},
        headers={} if seconds is None else {CANCEL_AFTER: f"{seconds}s"},
        body=json_reply(body).body,
    )


def _text(media: MediaRef, field: str) -> str:
    """A URL, or the file as a data URI: bare base64 is no word of the vendor's."""
    if isinstance(media, Inline):
        return typed_data_uri(media.data, "application/octet-stream")
    return media_to_text(media, field, assets=False, inline=True)
