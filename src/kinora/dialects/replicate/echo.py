"""What answers repeat of a request: the input as it was asked for, files by their address, and the model's name."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import cast

from kinora.catalogue.load import Names
from kinora.dialects.replicate.models import model_name
from kinora.dialects.replicate.wire import FILES, NAME, VOCABULARY
from kinora.dialects.wire import Json, given
from kinora.spec.media import Generated, MediaRef, Reference, References, Upload, Url
from kinora.spec.outcome import JobView
from kinora.spec.video import Pixels, Shape, VideoSpec

_FILES = frozenset({"image", "last_frame_image"})
_LONGEST_ECHO, _MOST_ECHOES, _LARGEST_ECHO = 500, 50, 1e15


def plain(spec: VideoSpec) -> Json:
    """What a spec says without its files."""
    ratio = spec.size.ratio if isinstance(spec.size, Shape) else None
    whole = isinstance(spec.size, Pixels) and spec.size.width and spec.size.height
    return {
        "prompt": spec.prompt,
        "duration": spec.seconds,
        "resolution": spec.size.tier,
        "size": str(spec.size) if whole else None,
        "aspect_ratio": None if ratio is None else VOCABULARY.value("size.ratio", ratio),
        "generate_audio": spec.sound,
        "camera_fixed": spec.camera_fixed,
        "seed": spec.seed,
    }


def of_kind(references: References, kind: str) -> tuple[Reference, ...]:
    """The references of `images`, `videos` or `audios`."""
    return cast("tuple[Reference, ...]", getattr(references, kind))


def with_echo(spec: VideoSpec, raw: Json, word: str | None) -> VideoSpec:
    """The spec with what its own fields don't hold of the request: short values only, files and prompts never."""
    told = plain(spec)
    rest = [
        (name, value)
        for name, value in raw.items()
        if name not in _FILES and _is_short(value) and not _is_same(value, told.get(name))
    ]
    echo = (("input", json.dumps(dict(rest[:_MOST_ECHOES]))),) if rest else ()
    return replace(spec, echo=(*echo, *((("model", word),) if word else ())))


def _is_short(value: object) -> bool:
    match value:
        case bool():
            return True
        case str():
            return 0 < len(value) <= _LONGEST_ECHO and not value.startswith(("http:", "https:", "data:"))
        case int() | float():
            return abs(value) < _LARGEST_ECHO
        case _:
            return False


def _is_same(value: object, told: object) -> bool:
    return type(value) is type(told) and value == told


def repeated(job: JobView) -> Json:
    """The input that a job was asked for, files by their address."""
    spec = job.spec
    echo = dict(spec.echo) if job.via == NAME else {}
    files: Json = {
        "image": _address(spec.start_frame, job.base),
        "last_frame_image": _address(spec.end_frame, job.base),
        **{
            f"reference_{kind}": [_address(item.media, job.base) for item in of_kind(spec.references, kind)] or None
            for kind in ("images", "videos", "audios")
        },
    }
    rest: Json = json.loads(echo.get("input", "{}"))
    return {**given({**plain(spec), **files}), **rest}


def asked_model(job: JobView, names: Names) -> str:
    """The model as the request called it."""
    echo = dict(job.spec.echo) if job.via == NAME else {}
    return echo.get("model") or model_name(names, job.spec.model)


def _address(media: MediaRef | None, base: str) -> str | None:
    match media:
        case Url(url=url):
            return url
        case Upload(id=id) | Generated(id=id):
            return f"{base}{FILES}/{id}"
        case _:
            return None  # a file that was never stored
