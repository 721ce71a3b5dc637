"""What each family of models takes at Magnific, as data; and the words of its bodies, both ways.

Wire facts: seed document 003 for Mini, section 11 of the contract page for the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NotRequired

from typing_extensions import TypedDict

from kinora.dialects.wire import AnyMedia, Flag, Json, Text, Vocabulary, WholeOrText, Wire, media_to_text
from kinora.spec.errors import InvalidRequest, Problem
from kinora.spec.media import MediaRef, Reference
from kinora.spec.video import VideoSpec

VIDEO = "/v1/ai/video"
STILLS = "/v1/ai/image-to-video"  # where the 1.0 models are
FPS = 24
NEWER = "2026h2"

VOCABULARY = Vocabulary(
    fields={
        "seconds": "duration",
        "size.ratio": "aspect_ratio",
        "size.tier": "resolution",
        "start_frame": "image",
        "end_frame": "image_end",
        "references.images": "reference_images",
        "references.videos": "reference_videos",
        "references.audios": "reference_audios",
        "references.images[].media": "reference_images[]",
        "references.videos[].media": "reference_videos[]",
        "references.audios[].media": "reference_audios[]",
        "sound": "sound_effects",
        "safety_check": "enable_safety_checker",
    },
    values={
        "size.ratio": {
            "21:9": "film_horizontal_21_9",
            "16:9": "widescreen_16_9",
            "4:3": "classic_4_3",
            "1:1": "square_1_1",
            "3:4": "traditional_3_4",
            "9:16": "social_story_9_16",
            "9:21": "film_vertical_9_21",
        },
    },
)


class Create(Wire):
    """The body of a create request; the same for every tier. No family has all of these fields."""

    prompt: Text | None = None
    image: AnyMedia = None
    image_end: AnyMedia = None
    reference_images: tuple[AnyMedia, ...] | None = None
    reference_videos: tuple[AnyMedia, ...] | None = None
    reference_audios: tuple[AnyMedia, ...] | None = None
    duration: WholeOrText | None = None
    aspect_ratio: Text | None = None
    camera_fixed: Flag | None = None
    seed: WholeOrText | None = None
    sound_effects: Flag | None = None
    no_music: Flag | None = None
    generate_audio: Flag | None = None
    enable_safety_checker: Flag | None = None
    frames_per_second: WholeOrText | None = None
    output_format: Text | None = None
    webhook_url: Text | None = None


class Paging(Wire):
    """The query of a list. per_page: another word for page_size."""

    page: WholeOrText | None = None
    page_size: WholeOrText | None = None
    per_page: WholeOrText | None = None


class Task(TypedDict):
    """A task. error: why it failed, which the vendor does not tell."""

    generated: list[str]
    task_id: str
    status: Literal["CREATED", "IN_PROGRESS", "COMPLETED", "FAILED"]
    error: NotRequired[str]


class OneTask(TypedDict):
    """The answer about one task."""

    data: Task


class Tasks(TypedDict):
    """The answer about many."""

    data: list[Task]


class InvalidParam(TypedDict):
    """One thing wrong with one field."""

    name: str
    reason: str


class ValidationProblem(TypedDict):
    """The same as above it, where some clients look for it."""

    message: str
    invalid_params: list[InvalidParam]


class Refusal(TypedDict):
    """Every refusal; the fields only where some are wrong."""

    message: str
    invalid_params: NotRequired[list[InvalidParam]]
    problem: NotRequired[ValidationProblem]


@dataclass(frozen=True, slots=True)
class Family:
    """What one family takes. root: where its paths begin. texts: whether it counts seconds in texts."""

    fields: frozenset[str]
    root: str = VIDEO
    texts: bool = False


_EACH = frozenset({"prompt", "image", "duration", "aspect_ratio", "camera_fixed", "seed", "webhook_url"})
_MINI = _EACH | {"image_end", "enable_safety_checker"}
_NEWER_MINI = _MINI | {"reference_images", "reference_videos"}
_FAST = _NEWER_MINI | {"sound_effects", "no_music"}
_LATEST = _FAST | {"reference_audios", "output_format"}
_FIRST = Family(_EACH | {"frames_per_second"}, root=STILLS, texts=True)
_FAMILIES: Mapping[str, Family] = {
    "seedance-2-mini": Family(_MINI),
    "seedance-2-fast": Family(_FAST),
    "seedance-2-pro": Family(_FAST),
    "seedance-2-5-pro": Family(_LATEST),
    "seedance-1-5-pro": Family(_EACH | {"generate_audio"}),
    "seedance-pro": _FIRST,
    "seedance-lite": _FIRST,
}


_NEWER: Mapping[str, Family] = {"seedance-2-mini": Family(_NEWER_MINI)}


def family_of(name: str, profiles: frozenset[str]) -> Family:
    """What a family takes; one that the vendor does not have takes all that any takes."""
    families = {**_FAMILIES, **_NEWER} if NEWER in profiles else _FAMILIES
    return families.get(name) or Family(_LATEST | {"generate_audio"})


def parted(body: Json, family: Family) -> tuple[Json, tuple[str, ...]]:
    """The fields that a family has, and the names of others that were said."""
    known = {name: value for name, value in body.items() if name in family.fields}
    return known, tuple(name for name, value in body.items() if name not in family.fields and value is not None)


# Sound ----------------------------------------------------------------------------------------------------------------


def heard(asked: Create) -> tuple[bool | None, tuple[str, ...]]:
    """Whether there is to be sound, and which word about it has no effect.

    Clips have sounds and never music: without effects they are silent, whatever is said of music. `no_music` has an
    effect where there are no effects either, and only then.
    """
    sound = asked.generate_audio if asked.sound_effects is None else asked.sound_effects
    unheard = asked.no_music is not None and asked.no_music is not (asked.sound_effects is False)
    return sound, ("no_music",) if unheard else ()


def _sound(spec: VideoSpec, family: Family) -> Json:
    if "sound_effects" in family.fields:
        return {"sound_effects": spec.sound, "no_music": True if spec.sound is False else None}
    return {"generate_audio": spec.sound}


# Writing --------------------------------------------------------------------------------------------------------------


def body_of(spec: VideoSpec, family: Family) -> Json:
    """The body that says a spec to a family. Raises InvalidRequest for what the family has no word for."""
    references = spec.references
    said: Json = {
        "image_end": _text(spec.end_frame, "end_frame"),
        "reference_images": _texts(references.images, "references.images"),
        "reference_videos": _texts(references.videos, "references.videos"),
        "reference_audios": _texts(references.audios, "references.audios"),
        "enable_safety_checker": spec.safety_check,
        **_sound(spec, family),
    }
    if problems := tuple(_unspoken(said, family)):
        raise InvalidRequest(problems)
    seconds = spec.seconds
    return {
        "prompt": spec.prompt,
        "image": _text(spec.start_frame, "start_frame"),
        "duration": str(seconds) if family.texts and seconds is not None else seconds,
        "camera_fixed": spec.camera_fixed,
        "seed": spec.seed,
        "webhook_url": spec.webhook_url,
        **said,
    }


def _unspoken(said: Json, family: Family) -> Iterator[Problem]:
    for name, value in said.items():
        if value is not None and name not in family.fields:
            field = "sound" if name == "generate_audio" else VOCABULARY.spec_field(name)
            yield Problem(field=field, rule="unsupported", detail="has no word for this model")


def _text(media: MediaRef | None, field: str) -> str | None:
    return None if media is None else media_to_text(media, field, assets=False)


def _texts(references: tuple[Reference, ...], field: str) -> list[str] | None:
    texts = [
        media_to_text(item.media, f"{field}[{index}].media", assets=False) for index, item in enumerate(references)
    ]
    return texts or None
