"""AI/ML API's video dialect, both ways: one path, with the job's id in the query.

Wire facts: seed document 004 and the contract page on AI/ML API, whose sections stand in brackets.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import Field

from kinora.catalogue.load import Names
from kinora.dialects.base import (
    Call,
    Occasion,
    Reply,
    Route,
    bearer,
    error_for,
    job_id,
    json_answer,
    json_body,
    json_reply,
    no_such_model,
    refuse_unsaid,
    refused,
)
from kinora.dialects.wire import (
    AnyMedia,
    Flag,
    Json,
    LinkedMedia,
    Text,
    Vocabulary,
    WholeOrText,
    Wire,
    given,
    media_to_text,
    read,
)
from kinora.spec.errors import InvalidRequest, KinoraError, Malformed, NotFound, Problem, RateLimited
from kinora.spec.media import MediaRef, Reference, References
from kinora.spec.outcome import Cancelled, Failed, JobView, Outcome, Queued, Running, Succeeded, Usage
from kinora.spec.video import Shape, VideoSpec

PATH = "/v2/video/generations"
LEGACY_PATH = "/v2/generate/video/bytedance/generation"  # still in the vendor's samples for the 1.0 models [1]
CREDITS_PER_USD = 2_000_000  # 120000 credits are 0.06 USD in the seed's sample [3]
INVALID_BODY = "Body validation error"
TOO_MANY = "Too Many Requests: "

VOCABULARY = Vocabulary(
    fields={
        "seconds": "duration",
        "size.ratio": "aspect_ratio",
        "size.tier": "resolution",
        "sound": "generate_audio",
        "start_frame": "image_url",
        "end_frame": "last_image_url",
        "references.images": "image_urls",
        "references.videos": "video_urls",
        "references.audios": "audio_urls",
        "references.images[].media": "image_urls[]",
        "references.videos[].media": "video_urls[]",
        "references.audios[].media": "audio_urls[]",
        "route": "provider",
    },
    also={"camerafixed": "camera_fixed"},
)

MediaList = Annotated[tuple[AnyMedia, ...], Field(min_length=1)]
LinkList = Annotated[tuple[LinkedMedia, ...], Field(min_length=1)]


class Create(Wire):
    """The body of a create request. `camerafixed` is the 1.0 models' spelling [0.4]."""

    model: Text | None = None
    provider: Text | None = None
    prompt: Text | None = None
    image_url: AnyMedia = None
    last_image_url: AnyMedia = None
    audio_url: AnyMedia = None
    video_url: LinkedMedia = None
    image_urls: MediaList | None = None
    audio_urls: MediaList | None = None
    video_urls: LinkList | None = None
    aspect_ratio: Text | None = None
    resolution: Text | None = None
    duration: WholeOrText | None = None
    generate_audio: Flag | None = None
    seed: WholeOrText | None = None
    watermark: Flag | None = None
    camera_fixed: Flag | None = None
    camerafixed: Flag | None = None


class Aimlapi:
    """AI/ML API as server and as client."""

    name: ClassVar[str] = "aimlapi"
    title: ClassVar[str] = "AI/ML API"
    permanent_links: ClassVar[bool] = False
    vocabulary: ClassVar[Vocabulary] = VOCABULARY
    routes: ClassVar[tuple[Route, ...]] = (
        Route("submit", "POST", PATH),
        Route("status", "GET", PATH),
        Route("submit", "POST", LEGACY_PATH),
        Route("status", "GET", LEGACY_PATH),
    )
    unsaid: ClassVar[Mapping[str, str]] = {
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
        "webhook_events": "has no word in this dialect",
    }
    silent: ClassVar[frozenset[str]] = frozenset({"progress", "poster_url", "asset_id"})

    def __init__(self, names: Names) -> None:
        self._names = names

    def credential(self, headers: Mapping[str, str]) -> str | None:
        """`Authorization: Bearer <key>` [1]."""
        return bearer(headers)

    def encode_credential(self, key: str) -> Mapping[str, str]:
        return {"authorization": f"Bearer {key}"}

    def encode_id(self, job_id: UUID) -> str:
        return str(job_id)

    def decode_id(self, call: Call) -> UUID:
        text = call.query.get("generation_id")
        if not text:
            raise InvalidRequest((Problem(field="generation_id", rule="required"),))
        return job_id(text)

    # Create ----------------------------------------------------------------------------------------------------------

    def decode_submit(self, call: Call) -> VideoSpec:
        asked, problems = read(Create, json_body(call.body), VOCABULARY)
        model = self._names.id_of(asked.model or "")
        if model is None:
            raise no_such_model(self._names.known(), problems)
        spec = VideoSpec(
            model=model,
            prompt=asked.prompt,
            size=Shape(asked.aspect_ratio or None, asked.resolution or None),
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
        if problems:
            raise InvalidRequest(problems, partial=spec)
        return spec

    def encode_submit(self, spec: VideoSpec) -> Call:
        refuse_unsaid(spec, self.unsaid)
        shape = spec.size if isinstance(spec.size, Shape) else Shape(tier=spec.size.tier)
        body: Json = {
            "model": self._names.name_of(spec.model),
            "provider": spec.route,
            "prompt": spec.prompt,
            "image_url": _text(spec.start_frame, "start_frame"),
            "last_image_url": _text(spec.end_frame, "end_frame"),
            "image_urls": _texts(spec.references.images, "references.images"),
            "video_urls": _texts(spec.references.videos, "references.videos", inline=False),
            "audio_urls": _texts(spec.references.audios, "references.audios"),
            "aspect_ratio": shape.ratio,
            "resolution": shape.tier,
            "duration": spec.seconds,
            "generate_audio": spec.sound,
            "seed": spec.seed,
            "watermark": spec.watermark,
            "camera_fixed": spec.camera_fixed,
        }
        return Call(method="POST", url=PATH, body=json_reply(given(body)).body)

    def encode_submitted(self, job: JobView) -> Reply:
        return self.encode_status(job)

    def decode_submitted(self, reply: Reply) -> str:
        return str(json.loads(reply.body)["id"])

    # Read ------------------------------------------------------------------------------------------------------------

    def encode_poll(self, id: str, spec: VideoSpec) -> Call:
        return Call(method="GET", url=PATH, query={"generation_id": id})

    def encode_status(self, job: JobView) -> Reply:
        body: Json = {"id": self.encode_id(job.id), "status": "queued"}
        match job.outcome:
            case Queued():
                pass
            case Running():
                body |= {"status": "generating"}
            case Succeeded(video_url=url, usage=usage):
                body |= {"status": "completed", "video": {"url": url}, "meta": {"usage": _encode_usage(usage)}}
            case Failed(message=message, code=code):
                body |= {"status": "error", "error": {"name": code, "message": message}}
            case Cancelled():
                body |= {"status": "error", "error": {"name": "cancelled", "message": "The generation was cancelled."}}
        return json_reply(body, headers={"x-inference-id": self.encode_id(job.id)})

    def decode_status(self, reply: Reply) -> Outcome:
        body = json.loads(reply.body)
        match body["status"]:
            case "queued":
                return Queued()
            case "completed":
                videos = body.get("video") or []
                video = videos if isinstance(videos, dict) else next(iter(videos), {})  # 2.5 types it as a list [0.5]
                if not video.get("url"):
                    return Failed("The generation is completed but holds no video.")
                return Succeeded(video["url"], usage=_decode_usage((body.get("meta") or {}).get("usage")))
            case "error":
                error = body.get("error") or {}
                name, message = error.get("name", "error"), error.get("message", "The generation failed.")
                return Cancelled() if name == "cancelled" else Failed(message, name)
            case _:
                return Running()

    # Errors ----------------------------------------------------------------------------------------------------------

    def encode_error(self, error: KinoraError, occasion: Occasion) -> Reply:
        """`{message, path, requestId, statusCode, timestamp}` [5]."""
        message = TOO_MANY + error.message if isinstance(error, RateLimited) else error.message
        if isinstance(error, InvalidRequest) and not isinstance(error, Malformed):
            message = f"{INVALID_BODY}: " + "; ".join(problem.sentence(VOCABULARY) for problem in error.problems)
        body = {
            "message": message,
            "path": occasion.path,
            "requestId": occasion.request_id,
            "statusCode": error.http_status,
            "timestamp": occasion.at.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z",
        }
        retry = {"retry-after": str(error.retry_after_seconds)} if error.retry_after_seconds else {}
        return json_reply(body, status=error.http_status, headers=retry)

    def decode_error(self, reply: Reply) -> KinoraError | None:
        if reply.status < 400:
            return None
        body = json_answer(reply)
        message = str(body.get("message", "")) if isinstance(body, dict) else f"HTTP {reply.status}"
        if message.startswith(INVALID_BODY):
            sentences = message.removeprefix(INVALID_BODY).lstrip(": ").split("; ")
            return InvalidRequest(tuple(VOCABULARY.problem(sentence) for sentence in sentences))
        match reply.status:
            case 400:
                return refused(message, VOCABULARY)
            case 404:
                named = re.fullmatch(r"No such (\w+)(?:: (.+))?", message)
                return NotFound(*named.groups()) if named else NotFound("job")
            case _:
                return error_for(reply, message.removeprefix(TOO_MANY))


def _references(first: MediaRef | None, rest: tuple[MediaRef | None, ...] | None) -> tuple[Reference, ...]:
    """The singular field's media before the list's."""
    return tuple(Reference(media) for media in (first, *(rest or ())) if media is not None)


def _text(media: MediaRef | None, field: str) -> str | None:
    return None if media is None else media_to_text(media, field)


def _texts(references: tuple[Reference, ...], field: str, *, inline: bool = True) -> list[str] | None:
    texts = [
        media_to_text(item.media, f"{field}[{index}].media", inline=inline) for index, item in enumerate(references)
    ]
    return texts or None


def _encode_usage(usage: Usage | None) -> Json | None:
    return None if usage is None else {"credits_used": round(usage.usd * CREDITS_PER_USD), "usd_spent": usage.usd}


def _decode_usage(usage: Json | None) -> Usage | None:
    """What was spent: the answer to a poll need not say it in dollars [3]."""
    if usage is None:
        return None
    credits, usd = usage.get("credits_used"), usage.get("usd_spent")
    if isinstance(usd, int | float):
        return Usage(float(usd))
    return Usage(credits / CREDITS_PER_USD) if isinstance(credits, int | float) else None
