"""A generation as v1 tells of it: read, listed, deleted; and read from the vendor's own answer [3.1-3.3]."""

from __future__ import annotations

from typing import Literal, NotRequired, assert_never
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from kinora.catalogue.load import Names
from kinora.dialects.base import Call, Reply, json_answer, json_reply
from kinora.dialects.leonardo.faults import row_id
from kinora.dialects.leonardo.words import V1, V2, motion_model, timestamp
from kinora.dialects.operations import Found, Page
from kinora.dialects.wire import Whole, Wire, counted
from kinora.spec.errors import EngineFailed, NotFound
from kinora.spec.outcome import Cancelled, Failed, JobView, Outcome, Queued, Running, Succeeded

PATH, LATE_PATH = f"{V1}/generations/{{id}}", f"{V2}/generations/{{id}}"
LIST_PATH = f"{V1}/generations/user/{{user}}"

State = Literal["PENDING", "COMPLETE", "FAILED"]


class PageQuery(Wire):
    """Which part of a list is wanted."""

    offset: Whole | None = Field(None, description="0 unless said.")
    limit: Whole | None = Field(None, description="10 unless said, 100 at most.")


class Motion(TypedDict):
    """What rows and their images say alike, since some readers look for it here and some there."""

    motion: bool
    motionModel: str
    motionStrength: int | None
    imageToVideo: bool


class GeneratedImage(Motion):
    """The clip: `motionMP4URL` is the MP4, `url` its poster, `id` what later requests name it by."""

    id: str
    url: str
    motionMP4URL: str
    motionGIFURL: str | None
    nsfw: bool
    likeCount: int
    fantasyAvatar: bool | None
    generated_image_variation_generics: list[object]


class Generation(Motion):
    """A row that both official SDKs accept: `sdVersion` and `scheduler` are left out, never null."""

    generated_images: list[GeneratedImage]
    modelId: str | None
    prompt: str
    negativePrompt: str
    imageHeight: int
    imageWidth: int
    inferenceSteps: int | None
    seed: int
    public: bool
    status: State
    presetStyle: str | None
    initStrength: float | None
    guidanceScale: float | None
    id: str
    createdAt: str
    promptMagic: bool
    promptMagicVersion: str | None
    promptMagicStrength: float | None
    photoReal: bool
    photoRealStrength: float | None
    fantasyAvatar: bool | None
    ultra: bool | None
    generation_elements: list[object]
    failureReason: NotRequired[str]


class OneGeneration(TypedDict):
    """The answer to a poll; null for an id that nobody knows."""

    generations_by_pk: Generation | None


class Generations(TypedDict):
    """A part of an owner's list, newest first."""

    generations: list[Generation]


class Id(TypedDict):
    """A row of which only the id is told."""

    id: str


class DeletedGeneration(TypedDict):
    """The answer to a delete; null for an id that nobody knows."""

    delete_generations_by_pk: Id | None


def state_of(outcome: Outcome) -> tuple[State, str | None]:
    """The vendor's word for an outcome, and, which is ours, the reason of a failure."""
    match outcome:
        case Queued() | Running():
            return "PENDING", None
        case Succeeded():
            return "COMPLETE", None
        case Failed(message=message):
            return "FAILED", message
        case Cancelled():
            return "FAILED", "cancelled"
        case _:
            assert_never(outcome)


def encode_status(job: JobView, names: Names) -> Reply:
    """The answer to a poll."""
    answer: OneGeneration = {"generations_by_pk": _generation(job, names)}
    return json_reply(answer)


def decode_page(call: Call) -> Page:
    """Which part of whose list. Raises InvalidRequest for an owner whose id is none."""
    limit, offset = counted(call.query, "limit", 10, most=100), counted(call.query, "offset", 0)
    return Page(owner=str(row_id(call.path["user"])), limit=limit, offset=offset)


def encode_list(found: Found, names: Names) -> Reply:
    """A part of a list; the vendor tells of no total, a header does."""
    answer: Generations = {"generations": [_generation(job, names) for job in found.jobs]}
    return json_reply(answer, headers={"x-total-count": str(found.total)})


def encode_deleted(job: JobView) -> Reply:
    """The answer to a delete."""
    answer: DeletedGeneration = {"delete_generations_by_pk": {"id": str(job.id)}}
    return json_reply(answer)


def _generation(job: JobView, names: Names) -> Generation:
    status, reason = state_of(job.outcome)
    images = [_image(job, job.outcome, names)] if isinstance(job.outcome, Succeeded) else []
    row: Generation = {
        "generated_images": images,
        "modelId": None,
        "motion": True,
        "motionModel": motion_model(names.name_of(job.plan.model)),
        "motionStrength": None,
        "imageToVideo": job.spec.start_frame is not None,
        "prompt": job.plan.prompt,
        "negativePrompt": "",
        "imageHeight": job.plan.height,
        "imageWidth": job.plan.width,
        "inferenceSteps": None,
        "seed": job.plan.seed,
        "public": bool(job.spec.public),
        "status": status,
        "presetStyle": None,
        "initStrength": None,
        "guidanceScale": None,
        "id": str(job.id),
        "createdAt": timestamp(job.created),
        "promptMagic": False,
        "promptMagicVersion": None,
        "promptMagicStrength": None,
        "photoReal": False,
        "photoRealStrength": None,
        "fantasyAvatar": None,
        "ultra": None,
        "generation_elements": [],
    }
    if reason is not None:
        row["failureReason"] = reason
    return row


def _image(job: JobView, done: Succeeded, names: Names) -> GeneratedImage:
    return {
        # Neither may be null: later requests may name the video by its job's id as well.
        "url": done.poster_url or done.video_url,
        "id": str(done.asset_id or job.id),
        "nsfw": False,
        "likeCount": 0,
        "motionMP4URL": done.video_url,
        "motionGIFURL": None,
        "motion": True,
        "motionModel": motion_model(names.name_of(job.plan.model)),
        "motionStrength": None,
        "imageToVideo": job.spec.start_frame is not None,
        "fantasyAvatar": None,
        "generated_image_variation_generics": [],
    }


def decode_status(reply: Reply) -> Outcome:
    """What has become of a generation. Raises NotFound, and EngineFailed for an answer that tells of none."""
    match json_answer(reply):
        case {"generations_by_pk": None}:
            raise NotFound("job")
        case {"generations_by_pk": {"status": "COMPLETE"} as row}:
            return _decode_clip(row.get("generated_images"))
        case {"generations_by_pk": {"status": "FAILED"} as row}:
            reason = row.get("failureReason") or "The generation failed."
            return Cancelled() if reason == "cancelled" else Failed(str(reason))
        case {"generations_by_pk": {"status": str()}}:
            return Queued()
        case _:
            raise EngineFailed("The vendor's answer tells of no generation.")


def _decode_clip(images: object) -> Outcome:
    match images:
        case [{"motionMP4URL": str(video), **image}, *_] if video:
            return Succeeded(video, _text(image.get("url")), asset_id=_uuid(_text(image.get("id"))))
        case _:  # met where moderation refuses [3.1]
            return Failed("The generation is complete but holds no video.")


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
