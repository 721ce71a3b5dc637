"""Magnific's (formerly Freepik's) video dialect, both ways: the model and the tier are in the path.

Wire facts: seed document 003 and the contract page on Magnific, whose sections stand in brackets.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import ClassVar
from uuid import UUID

from kinora.catalogue.load import Names
from kinora.dialects.base import (
    Call,
    Occasion,
    Page,
    Reply,
    Route,
    error_for,
    job_id,
    json_answer,
    json_body,
    json_reply,
    refuse_unsaid,
    refused,
)
from kinora.dialects.webhook import LONG_WAITS, Hook, HookTerms, Stamp, is_web_url, signed_headers
from kinora.dialects.wire import (
    AnyMedia,
    Flag,
    Json,
    Text,
    Vocabulary,
    WholeOrText,
    Wire,
    counted,
    given,
    media_to_text,
    read,
)
from kinora.spec.errors import InvalidRequest, KinoraError, Malformed, NotFound, Problem
from kinora.spec.media import MediaRef
from kinora.spec.outcome import Cancelled, Failed, JobView, Outcome, Queued, Running, Succeeded
from kinora.spec.video import Shape, VideoSpec

ROOT = "/v1/ai/video"
NOT_VALID = "Your request parameters didn't validate."
LONGEST_WAIT_SECONDS = 60  # a client gives up when it is told to wait longer [7]

VOCABULARY = Vocabulary(
    fields={
        "seconds": "duration",
        "size.ratio": "aspect_ratio",
        "size.tier": "resolution",
        "start_frame": "image",
        "end_frame": "image_end",
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
    """The body of a create request; the same for every tier."""

    prompt: Text | None = None
    image: AnyMedia = None
    image_end: AnyMedia = None
    duration: WholeOrText | None = None
    aspect_ratio: Text | None = None
    camera_fixed: Flag | None = None
    seed: WholeOrText | None = None
    enable_safety_checker: Flag | None = None
    webhook_url: Text | None = None


class Magnific:
    """Magnific as server and as client."""

    name: ClassVar[str] = "magnific"
    title: ClassVar[str] = "Magnific"
    permanent_links: ClassVar[bool] = False
    vocabulary: ClassVar[Vocabulary] = VOCABULARY
    routes: ClassVar[tuple[Route, ...]] = (
        Route("submit", "POST", f"{ROOT}/{{family}}"),
        Route("list", "GET", f"{ROOT}/{{family}}"),
        Route("status", "GET", f"{ROOT}/{{family}}/{{id}}"),
        Route("cancel", "DELETE", f"{ROOT}/{{family}}/{{id}}"),  # an extension: the vendor has no way to stop [13]
    )
    unsaid: ClassVar[Mapping[str, str]] = {
        "size.width": "has no word in this dialect: the path names the tier",
        "size.height": "has no word in this dialect: the path names the tier",
        "count": "has no word in this dialect",
        "sound": "has no word in this dialect",
        "watermark": "has no word in this dialect",
        "enhance_prompt": "has no word in this dialect",
        "public": "has no word in this dialect",
        "references.images": "has no word in this dialect",
        "references.videos": "has no word in this dialect",
        "references.audios": "has no word in this dialect",
        "route": "has no word in this dialect",
        "webhook_events": "has no word in this dialect: it tells of a task's end",
    }
    silent: ClassVar[frozenset[str]] = frozenset({"progress", "code", "poster_url", "asset_id", "usage"})

    hook: ClassVar[HookTerms] = HookTerms(sources=("request",), waits=LONG_WAITS, timeout_seconds=15.0)

    def __init__(self, names: Names) -> None:
        self._names = names

    def credential(self, headers: Mapping[str, str]) -> str | None:
        """`x-magnific-api-key`, or the older `x-freepik-api-key`; clients may send both [1]."""
        return headers.get("x-magnific-api-key") or headers.get("x-freepik-api-key") or None

    def encode_credential(self, key: str) -> Mapping[str, str]:
        return {"x-magnific-api-key": key}

    def encode_id(self, job_id: UUID) -> str:
        return str(job_id)

    def decode_id(self, call: Call) -> UUID:
        self._model(call)
        return job_id(call.path["id"])

    def covers(self, call: Call, job: JobView) -> bool:
        return job.plan.model == self._model(call)[0]

    def _model(self, call: Call) -> tuple[str, str | None]:
        """The catalogue id and the tier in the path: `seedance-2-mini-720p`. Raises NotFound for other families."""
        word = call.path["family"]
        family, _, tier = word.rpartition("-")
        has_tier = re.fullmatch(r"[0-9]+p|4k", tier) is not None
        model = self._names.id_of(family if has_tier else word)
        if model is None:
            raise NotFound("path")
        return model, tier if has_tier else None

    # Create ----------------------------------------------------------------------------------------------------------

    def decode_submit(self, call: Call) -> VideoSpec:
        model, tier = self._model(call)
        if tier is None:
            raise NotFound("path")  # only the suffixed paths create [2]
        asked, problems = read(Create, json_body(call.body), VOCABULARY)
        if asked.webhook_url and not is_web_url(asked.webhook_url):
            problems += (Problem(field="webhook_url", rule="type", allowed=("an http(s) URL",)),)
        ratio = asked.aspect_ratio or None
        spec = VideoSpec(
            model=model,
            prompt=asked.prompt,
            # "16:9" is taken too; a word that nobody knows stays, for the catalogue to refuse with the known ones.
            size=Shape(None if ratio is None else str(VOCABULARY.meaning("size.ratio", ratio) or ratio), tier),
            seconds=asked.duration,
            seed=None if asked.seed == -1 else asked.seed,
            camera_fixed=asked.camera_fixed,
            safety_check=asked.enable_safety_checker,
            start_frame=asked.image,
            end_frame=asked.image_end,
            webhook_url=asked.webhook_url or None,
            ignored=asked.unknown,
        )
        if problems:
            raise InvalidRequest(problems, partial=spec)
        return spec

    def encode_submit(self, spec: VideoSpec) -> Call:
        refuse_unsaid(spec, self.unsaid)
        if spec.size.tier is None:
            raise InvalidRequest((Problem(field="size.tier", rule="required"),))
        ratio = spec.size.ratio if isinstance(spec.size, Shape) else None
        body: Json = {
            "prompt": spec.prompt,
            "image": _text(spec.start_frame, "start_frame"),
            "image_end": _text(spec.end_frame, "end_frame"),
            "duration": spec.seconds,
            "aspect_ratio": None if ratio is None else VOCABULARY.value("size.ratio", ratio),
            "camera_fixed": spec.camera_fixed,
            "seed": spec.seed,
            "enable_safety_checker": spec.safety_check,
            "webhook_url": spec.webhook_url,
        }
        family = f"{self._names.name_of(spec.model)}-{spec.size.tier}"
        return Call(method="POST", url=f"{ROOT}/{family}", path={"family": family}, body=json_reply(given(body)).body)

    def encode_submitted(self, job: JobView) -> Reply:
        ignored = {"x-kinora-ignored": ",".join(job.spec.ignored)} if job.spec.ignored else {}
        return json_reply({"data": self._task(job)}, headers={**_NO_STORE, **ignored})

    def decode_submitted(self, reply: Reply) -> str:
        body = json.loads(reply.body)
        return str(body.get("data", body)["task_id"])  # some older pages show it without `data` [4]

    # Read, list, stop ------------------------------------------------------------------------------------------------

    def encode_poll(self, id: str, spec: VideoSpec) -> Call:
        family = self._names.name_of(spec.model)  # without the tier: that path only creates [16]
        return Call(method="GET", url=f"{ROOT}/{family}/{id}", path={"family": family, "id": id})

    def encode_status(self, job: JobView) -> Reply:
        return json_reply({"data": self._task(job)}, headers=_NO_STORE)

    def decode_status(self, reply: Reply) -> Outcome:
        body = json.loads(reply.body)
        task = body.get("data", body)
        match task["status"]:
            case "CREATED":
                return Queued()
            case "COMPLETED" if task["generated"]:
                return Succeeded(task["generated"][0])
            case "COMPLETED":
                return Failed("The task is completed but holds no video.")
            case "FAILED":
                reason = task.get("error") or "The task failed."
                return Cancelled() if reason == "cancelled" else Failed(reason)
            case _:
                return Running()

    def decode_page(self, call: Call) -> Page:
        model, tier = self._model(call)
        if call.query.get("page") == "0":
            raise InvalidRequest((Problem(field="page", rule="range", detail="must be greater than 0"),))
        size_name = "page_size" if "page_size" in call.query else "per_page"
        limit = counted(call.query, size_name, 20, least=1, most=100)
        page = counted(call.query, "page", 1, least=1)
        return Page(limit=limit, offset=(page - 1) * limit, models=(model,), tier=tier)

    def encode_list(self, jobs: Sequence[JobView], *, total: int) -> Reply:
        return json_reply(
            {"data": [self._task(job) for job in jobs]}, headers={"x-total-count": str(total), **_NO_STORE}
        )

    def encode_cancelled(self, job: JobView) -> Reply:
        return Reply(status=204)

    def _task(self, job: JobView) -> Json:
        task: Json = {"generated": [], "task_id": self.encode_id(job.id), "status": "CREATED"}
        match job.outcome:
            case Queued():
                return task
            case Running():
                return task | {"status": "IN_PROGRESS"}
            case Succeeded(video_url=url):
                return task | {"status": "COMPLETED", "generated": [url]}
            case Failed(message=message):
                return task | {"status": "FAILED", "error": message}
            case Cancelled():
                return task | {"status": "FAILED", "error": "cancelled"}

    # Webhooks --------------------------------------------------------------------------------------------------------

    def encode_webhook(self, job: JobView, hook: Hook) -> bytes:
        """The answer to a poll, without its `data` [8]."""
        task = self._task(job)
        first = {name: task.pop(name) for name in ("task_id", "status")}
        return json_reply({**first, **task}).body

    def webhook_headers(self, body: bytes, stamp: Stamp) -> Mapping[str, str]:
        return signed_headers(body, stamp)

    # Errors ----------------------------------------------------------------------------------------------------------

    def encode_error(self, error: KinoraError, occasion: Occasion) -> Reply:
        """One body that every known reader understands: text at the top, the fields beside it and below [7]."""
        seconds = min(error.retry_after_seconds or 0, LONGEST_WAIT_SECONDS)
        retry = {"retry-after": str(seconds)} if seconds else {}
        if isinstance(error, NotFound):
            return json_reply({"message": "Task not found" if error.what == "job" else "Not found"}, status=404)
        if not isinstance(error, InvalidRequest) or isinstance(error, Malformed):
            return json_reply({"message": error.message}, status=error.http_status, headers=retry)
        if [problem.field for problem in error.problems] == ["page"]:
            return json_reply({"message": f"Parameter 'page' {error.problems[0].reason()}"}, status=400)
        fields = [{"name": VOCABULARY.field(item.field), "reason": item.reason(VOCABULARY)} for item in error.problems]
        text = "; ".join(f"{item['name']}: {item['reason']}" for item in fields)
        problem = {"message": NOT_VALID, "invalid_params": fields}
        return json_reply({"message": f"{NOT_VALID} {text}", "invalid_params": fields, "problem": problem}, status=400)

    def decode_error(self, reply: Reply) -> KinoraError | None:
        if reply.status < 400:
            return None
        body = json_answer(reply)
        body = body if isinstance(body, dict) else {}
        fields = body.get("invalid_params") or (body.get("problem") or {}).get("invalid_params")
        if fields:
            sentences = (f"{item['name']} {item['reason']}" for item in fields)
            return InvalidRequest(tuple(VOCABULARY.problem(sentence) for sentence in sentences))
        message = str(body.get("message") or f"HTTP {reply.status}")
        match reply.status:
            case 404:
                return NotFound("job" if message == "Task not found" else "path")
            case 400:
                return refused(re.sub(r"^Parameter '(\w+)' ", r"\1 ", message), VOCABULARY)
            case _:
                return error_for(reply, message)


_NO_STORE = {"cache-control": "no-store"}


def _text(media: MediaRef | None, field: str) -> str | None:
    return None if media is None else media_to_text(media, field, assets=False)
