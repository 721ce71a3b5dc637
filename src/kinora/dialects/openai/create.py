"""A request for a video in OpenAI's words, both ways: create, remix and edit."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from hashlib import sha256
from uuid import UUID

from kinora.catalogue.load import Names
from kinora.dialects.base import Call, json_reply, no_such_model, refuse_unsaid
from kinora.dialects.openai.wire import EDIT_VOCABULARY, FILE, ROOT, VIDEO, VOCABULARY, Create, Edit, fields_of
from kinora.dialects.wire import Json, data_uri, given, media_type, read
from kinora.spec.errors import InvalidRequest, Problem
from kinora.spec.media import Generated, Inline, MediaKind, MediaRef, Reference, References, Upload, Url
from kinora.spec.video import Pixels, Shape, Size, VideoSpec

USUAL_MODEL = "sora-2"  # what a request means that names none
_NO_WORD = "has no word in this dialect"
_SIDES = re.compile(r"\s*(\d{1,5})\s*[xX×*]\s*(\d{1,5})\s*")

UNSAID: Mapping[str, str] = {
    "count": _NO_WORD,
    "camera_fixed": _NO_WORD,
    "watermark": _NO_WORD,
    "enhance_prompt": _NO_WORD,
    "safety_check": _NO_WORD,
    "public": _NO_WORD,
    "end_frame": f"{_NO_WORD}: it knows the first frame alone",
    **{
        f"references.{kind}[].{word}": _NO_WORD
        for kind in ("images", "videos", "audios")
        for word in ("strength", "order")
    },
    "return_last_frame": _NO_WORD,
    "draft": _NO_WORD,
    "priority": _NO_WORD,
    "start_seconds": _NO_WORD,
    "expires_seconds": _NO_WORD,
    "route": _NO_WORD,
    "webhook_url": f"{_NO_WORD}: webhooks belong to the API key",
    "webhook_events": f"{_NO_WORD}: it tells of a video's end",
}


def video_id(id: UUID) -> str:
    """A job's id as this dialect writes it."""
    return f"{VIDEO}{id.hex}"


# Read -----------------------------------------------------------------------------------------------------------------


def decode_create(call: Call, names: Names, based_on: UUID | None) -> VideoSpec:
    """What a create asks for, or, with the job it is based on, a remix. Raises InvalidRequest with all problems."""
    asked, problems = read(Create, fields_of(call), VOCABULARY)
    return _spec(asked, problems, names, based_on=based_on)


def decode_edit(call: Call, names: Names) -> VideoSpec:
    """What an edit asks for: a clip after the one that is sent or named. Raises InvalidRequest with all problems."""
    asked, problems = read(Edit, fields_of(call), EDIT_VOCABULARY)
    field = "references.videos"
    if asked.video is None and not any(problem.field.startswith(field) for problem in problems):
        problems += (Problem(field=field, rule="required"),)
    return _spec(asked, problems, names, videos=(asked.video,) if asked.video is not None else ())


def _spec(
    asked: Create,
    problems: tuple[Problem, ...],
    names: Names,
    *,
    based_on: UUID | None = None,
    videos: tuple[MediaRef, ...] = (),
) -> VideoSpec:
    model = _model(asked.model or None, names, based_on)
    if model is None:
        raise no_such_model(names.known(), problems)
    size, wrong_size = _size(asked)
    problems += wrong_size
    seconds, frames, lost = _length(asked)
    images = asked.image_reference
    alone = images is not None and not isinstance(images, tuple) and asked.input_reference is None
    spec = VideoSpec(
        model=model,
        prompt=asked.prompt,
        size=size,
        seconds=seconds,
        frames=frames,
        seed=None if asked.seed == -1 else asked.seed,
        sound=asked.generate_sound if asked.generate_audio is None else asked.generate_audio,
        # vLLM-Omni has two words for the first frame; a list of pictures guides the clip.
        start_frame=images if alone and not isinstance(images, tuple) else asked.input_reference,
        references=References(
            images=() if alone else _references(images),
            videos=_references((*videos, *_several(asked.video_reference))),
            audios=_references(asked.audio_reference),
        ),
        based_on=based_on,
        ignored=(*asked.unknown, *lost),
        echo=(("model", asked.model),) if asked.model and names.name_of(model) != asked.model else (),
    )
    if problems:
        raise InvalidRequest(problems, partial=spec)
    return spec


def _model(word: str | None, names: Names, based_on: UUID | None) -> str | None:
    """The catalogue id: "" leaves it to the job that this one is based on; None where nobody knows the word."""
    if word is None and based_on is not None:
        return ""
    return names.id_of(word or USUAL_MODEL)


def _length(asked: Create) -> tuple[int | None, int | None, tuple[str, ...]]:
    """Seconds, an exact number of frames, and what of the request that leaves out.

    A frame rate of the caller's own makes a number of frames a length: how many frames a second has is the model's.
    """
    count, rate = asked.num_frames, asked.fps
    if rate is None:
        return asked.seconds, count, ()
    if asked.seconds is not None or count is None or rate < 1:
        return asked.seconds, None, ("fps",) if count is None else ("num_frames", "fps")
    return max(1, round(count / rate)), None, ("fps",)


def _size(asked: Create) -> tuple[Size, tuple[Problem, ...]]:
    """The size in whichever words it came. Exact sides overrule the ratio."""
    tier = asked.resolution or None
    if asked.size and asked.size.strip().lower() != "auto":
        sides = _SIDES.fullmatch(asked.size)
        if sides is None:
            return Shape(), (Problem(field="size", rule="type", detail="must be WIDTHxHEIGHT, as 1280x720"),)
        return Pixels(int(sides[1]), int(sides[2]), tier), ()
    if asked.width is not None or asked.height is not None:
        return Pixels(asked.width, asked.height, tier), ()
    return Shape("auto" if asked.size else asked.aspect_ratio or None, tier), ()


def _several(media: MediaRef | tuple[MediaRef, ...] | None) -> tuple[MediaRef, ...]:
    return media if isinstance(media, tuple) else () if media is None else (media,)


def _references(media: MediaRef | tuple[MediaRef, ...] | None) -> tuple[Reference, ...]:
    return tuple(Reference(item) for item in _several(media))


# Write ----------------------------------------------------------------------------------------------------------------


def encode_create(spec: VideoSpec, names: Names, *, as_form: bool) -> Call:
    """The request for a spec. as_form: as a multipart form with files as parts. Raises InvalidRequest."""
    refuse_unsaid(spec, UNSAID)
    fields = given(
        {
            "model": names.name_of(spec.model) if spec.model else None,
            "prompt": spec.prompt,
            "seconds": None if spec.seconds is None else str(spec.seconds),
            **_sized(spec.size),
            "num_frames": spec.frames,
            "seed": spec.seed,
            "generate_audio": spec.sound,
            **_pictures(spec, as_form=as_form),
            "video_reference": _objects(spec.references.videos, "video"),
            "audio_reference": _objects(spec.references.audios, "audio"),
        }
    )
    based_on = None if spec.based_on is None else video_id(spec.based_on)
    url, path = (ROOT, {}) if based_on is None else (f"{ROOT}/{based_on}/remix", {"id": based_on})
    if not as_form:
        return Call(method="POST", url=url, path=path, body=json_reply(fields).body)
    content_type, body = _form(fields)
    return Call(method="POST", url=url, path=path, headers={"content-type": content_type}, body=body)


def _sized(size: Size) -> Json:
    if isinstance(size, Shape):
        return {"aspect_ratio": size.ratio, "resolution": size.tier}
    if size.width is not None and size.height is not None:
        return {"size": f"{size.width}x{size.height}", "resolution": size.tier}
    return {"width": size.width, "height": size.height, "resolution": size.tier}


def _pictures(spec: VideoSpec, *, as_form: bool) -> Json:
    """The first frame as an object, and the guiding pictures as a list.

    In a form the first frame is the file itself; one by URL goes by the other name, where vLLM-Omni looks for it.
    """
    first, others = spec.start_frame, _objects(spec.references.images, "image")
    if as_form and isinstance(first, Inline):
        return {"input_reference": first.data, "image_reference": others}
    frame = None if first is None else _object(first, "image")
    if as_form and others is None:
        return {"image_reference": frame}
    return {"input_reference": frame, "image_reference": others}


def _objects(references: tuple[Reference, ...], kind: MediaKind) -> list[Json] | None:
    return [_object(item.media, kind) for item in references] or None


def _object(media: MediaRef, kind: MediaKind) -> Json:
    match media:
        case Url(url=url):
            return {f"{kind}_url": url}
        case Inline(data=data):
            return {f"{kind}_url": data_uri(data, kind)}
        case Upload(id=id):
            return {"file_id": f"{FILE}{id.hex}"}
        case Generated(id=id):
            return {"file_id": video_id(id)}


def _form(fields: Json) -> tuple[str, bytes]:
    """A multipart form and its content type: texts as they are, files with a name, all else as JSON."""
    parts: list[bytes] = []
    for name, value in fields.items():
        head, content = f'content-disposition: form-data; name="{name}"', b""
        if isinstance(value, bytes):
            kind = media_type(value, "image")
            head += f'; filename="{name}.{kind.removeprefix("image/")}"\r\ncontent-type: {kind}'
            content = value
        else:
            content = (value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)).encode()
        parts.append(head.encode() + b"\r\n\r\n" + content + b"\r\n")
    mark = sha256(b"".join(parts)).hexdigest().encode()  # stands in no part, as far as anybody can help it
    body = b"".join(b"--" + mark + b"\r\n" + part for part in parts) + b"--" + mark + b"--\r\n"
    return f"multipart/form-data; boundary={mark.decode()}", body
