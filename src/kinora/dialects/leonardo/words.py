"""Leonardo.AI's paths and words: where it calls by another name what every dialect has. Knows no request, no answer.

v2 keeps its words below `parameters`; v1, which the official SDKs create with, has its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from kinora.dialects.wire import Vocabulary, Wire
from kinora.spec.errors import Scalar

V1, V2 = "/api/rest/v1", "/api/rest/v2"

_TIERS: Mapping[Scalar, str] = {"480p": "RESOLUTION_480", "720p": "RESOLUTION_720", "1080p": "RESOLUTION_1080"}

WORDS = Vocabulary(
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
        "size.tier": _TIERS,
        "enhance_prompt": {True: "ON", False: "OFF"},
        "references.images[].strength": {"low": "LOW", "mid": "MID", "high": "HIGH"},
    },
    also={
        "parameters.guidances.endframe[].image": "end_frame",
        "parameters.guidances.endframe": "end_frame.items",
    },
)

V1_WORDS = Vocabulary(
    fields={
        "seconds": "duration",
        "size": "width and height",
        "size.width": "width",
        "size.height": "height",
        "size.tier": "resolution",
        "enhance_prompt": "promptEnhance",
        "public": "isPublic",
        "start_frame": "imageId",
        "end_frame": "endFrameImage",
    },
    values={"size.tier": _TIERS},
)

_NO_WORD = "has no word in this dialect"
UNSAID: Mapping[str, str] = {
    "size.ratio": f"{_NO_WORD}: give width and height",
    **dict.fromkeys(("camera_fixed", "watermark", "safety_check", "route", "frames", "return_last_frame"), _NO_WORD),
    **dict.fromkeys(("draft", "based_on", "priority", "start_seconds", "expires_seconds"), _NO_WORD),
    **{f"references.{kind}[].{word}": _NO_WORD for kind in ("videos", "audios") for word in ("strength", "order")},
    "webhook_url": "belongs to the API key in this dialect, not to a request",
    "webhook_events": f"{_NO_WORD}: it tells of a generation's end",
}


def tier_of(word: str | None) -> str | None:
    """The tier behind a word such as RESOLUTION_720. One that nobody knows stays: the catalogue refuses it by name."""
    return str(WORDS.meaning("size.tier", word) or word) if word else None


def motion_model(name: str) -> str:
    """A model's name as answers spell it: `bytedance/seedance-2.5` is SEEDANCE2_5 [3.1]."""
    bare = name.rpartition("/")[2].upper()
    return bare.replace("SEEDANCE-", "SEEDANCE").replace(".", "_").replace("-", "_")


def timestamp(at: datetime) -> str:
    """A time in UTC, without saying so, as the vendor's database prints it [3.1]."""
    return at.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3]


def unread(wire: Wire, path: str = "") -> Iterator[str]:
    """The path of everything that was sent and that no model, however deep inside, has a field for."""
    yield from (path + name for name in wire.unknown)
    for name, field in type(wire).model_fields.items():
        value, here = getattr(wire, name), path + (field.alias or name)
        if isinstance(value, Wire):
            yield from unread(value, f"{here}.")
        for index, item in enumerate(value if isinstance(value, tuple) else ()):
            if isinstance(item, Wire):
                yield from unread(item, f"{here}[{index}].")
