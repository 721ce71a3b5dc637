"""A request for a clip, both ways; which fields there are is the family's to say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kinora.catalogue.load import Names
from kinora.dialects.base import Call, json_body, json_reply, refuse_unsaid
from kinora.dialects.magnific.families import FPS, VOCABULARY, Create, body_of, family_of, heard, parted
from kinora.dialects.magnific.paths import decode_path
from kinora.dialects.webhook import TERMINAL, is_web_url
from kinora.dialects.wire import given, read
from kinora.spec.errors import InvalidRequest, NotFound, Problem
from kinora.spec.media import MediaRef, Reference, References
from kinora.spec.video import Shape, VideoSpec

ALL_EVENTS = "all-events"
_NO_WORD = "has no word in this dialect"

UNSAID: Mapping[str, str] = {
    "size.width": f"{_NO_WORD}: the path names the tier",
    "size.height": f"{_NO_WORD}: the path names the tier",
    "frames": _NO_WORD,
    "count": _NO_WORD,
    "watermark": _NO_WORD,
    "enhance_prompt": _NO_WORD,
    "public": _NO_WORD,
    "route": _NO_WORD,
    "return_last_frame": _NO_WORD,
    "draft": _NO_WORD,
    "based_on": _NO_WORD,
    "priority": _NO_WORD,
    "start_seconds": _NO_WORD,
    "expires_seconds": _NO_WORD,
    "webhook_events": f"{_NO_WORD}: it tells of a task's end",
    **{
        f"references.{kind}[].{word}": _NO_WORD
        for kind in ("images", "videos", "audios")
        for word in ("strength", "order")
    },
}


def decode(call: Call, names: Names, profiles: frozenset[str]) -> VideoSpec:
    """The spec of a request. Raises InvalidRequest with all problems, and NotFound for a path that does not create."""
    model, tier = decode_path(call, names)
    if tier is None:
        raise NotFound("path")  # only the suffixed paths create [2]
    known, ignored = parted(json_body(call.body), family_of(names.name_of(model), profiles))
    asked, problems = read(Create, known, VOCABULARY)
    sound, unheard = heard(asked)
    ratio = asked.aspect_ratio or None
    spec = VideoSpec(
        model=model,
        prompt=asked.prompt,
        # "16:9" is taken too; a word that nobody knows stays, for the catalogue to refuse with the known ones.
        size=Shape(None if ratio is None else str(VOCABULARY.meaning("size.ratio", ratio) or ratio), tier),
        seconds=asked.duration,
        seed=None if asked.seed == -1 else asked.seed,
        sound=sound,
        camera_fixed=asked.camera_fixed,
        safety_check=asked.enable_safety_checker,
        start_frame=asked.image,
        end_frame=asked.image_end,
        references=References(
            images=_references(asked.reference_images),
            videos=_references(asked.reference_videos),
            audios=_references(asked.reference_audios),
        ),
        webhook_url=asked.webhook_url or None,
        webhook_events=("running", *TERMINAL) if asked.webhook_url and ALL_EVENTS in profiles else (),
        ignored=(*ignored, *unheard),
    )
    problems += tuple(_odd(asked))
    if problems:
        raise InvalidRequest(problems, partial=spec)
    return spec


def _references(media: tuple[MediaRef | None, ...] | None) -> tuple[Reference, ...]:
    return tuple(Reference(item) for item in media or () if item is not None)


def _odd(asked: Create) -> Iterator[Problem]:
    """What no field of a spec stands for, and can't be met."""
    if asked.webhook_url and not is_web_url(asked.webhook_url):
        yield Problem(field="webhook_url", rule="type", allowed=("an http(s) URL",))
    if asked.frames_per_second not in {None, FPS}:
        yield Problem(field="frames_per_second", rule="one_of", allowed=(FPS,))
    if asked.output_format not in {None, "", "mp4"}:
        yield Problem(field="output_format", rule="one_of", allowed=("mp4",))


def encode(spec: VideoSpec, names: Names, profiles: frozenset[str]) -> Call:
    """The call that asks for a spec. Raises InvalidRequest for what has no words."""
    refuse_unsaid(spec, UNSAID)
    if spec.size.tier is None:
        raise InvalidRequest((Problem(field="size.tier", rule="required"),))
    ratio = spec.size.ratio if isinstance(spec.size, Shape) else None
    family = family_of(names.name_of(spec.model), profiles)
    body = body_of(spec, family)
    body["aspect_ratio"] = None if ratio is None else VOCABULARY.value("size.ratio", ratio)
    name = f"{names.name_of(spec.model)}-{spec.size.tier}"
    return Call(method="POST", url=f"{family.root}/{name}", path={"family": name}, body=json_reply(given(body)).body)
