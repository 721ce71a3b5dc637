"""Leonardo.AI's REST dialect, both ways: a job is created on v2 and read on v1.

Wire facts: seed documents 000, 001 and 002, and the contract page on Leonardo, whose sections stand in brackets.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar, assert_never, cast
from uuid import UUID

from kinora.catalogue.load import Names
from kinora.dialects.base import (
    Call,
    Occasion,
    Page,
    Reply,
    Route,
    Slot,
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
from kinora.dialects.leonardo_hook import TERMS, envelope, headers
from kinora.dialects.leonardo_wire import (
    LEGACY,
    UPLOADS,
    VOCABULARY,
    Create,
    Guidances,
    ImageGuide,
    Parameters,
    encode_guidances,
)
from kinora.dialects.webhook import Hook, HookTerms, Stamp
from kinora.dialects.wire import Json, Vocabulary, counted, given, read
from kinora.spec.errors import InvalidRequest, KinoraError, Malformed, NotFound, Problem, RateLimited, Unauthorized
from kinora.spec.media import MediaRef, Reference, References, Strength, Upload
from kinora.spec.outcome import Cancelled, Failed, JobView, Outcome, Queued, Running, Succeeded
from kinora.spec.video import Pixels, Shape, Size, VideoSpec

V1, V2 = "/api/rest/v1", "/api/rest/v2"


class Leonardo:
    """Leonardo.AI as server and as client."""

    name: ClassVar[str] = "leonardo"
    title: ClassVar[str] = "Leonardo.AI"
    permanent_links: ClassVar[bool] = True
    vocabulary: ClassVar[Vocabulary] = VOCABULARY
    routes: ClassVar[tuple[Route, ...]] = (
        Route("submit", "POST", f"{V2}/generations"),
        Route("status", "GET", f"{V1}/generations/{{id}}"),
        Route("status", "GET", f"{V2}/generations/{{id}}"),
        Route("list", "GET", f"{V1}/generations/user/{{user}}"),
        Route("delete", "DELETE", f"{V1}/generations/{{id}}"),
        Route("upload", "POST", f"{V1}/init-image"),
        Route("upload", "POST", f"{V1}/media"),
        Route("account", "GET", f"{V1}/me"),
    )
    unsaid: ClassVar[Mapping[str, str]] = {
        "size.ratio": "has no word in this dialect: give width and height",
        "camera_fixed": "has no word in this dialect",
        "watermark": "has no word in this dialect",
        "safety_check": "has no word in this dialect",
        "references.videos[].strength": "has no word in this dialect",
        "references.videos[].order": "has no word in this dialect",
        "references.audios[].strength": "has no word in this dialect",
        "references.audios[].order": "has no word in this dialect",
        "route": "has no word in this dialect",
        "webhook_url": "belongs to the API key in this dialect, not to a request",
        "webhook_events": "has no word in this dialect: it tells of a generation's end",
    }
    silent: ClassVar[frozenset[str]] = frozenset({"running", "code", "usage"})
    hook: ClassVar[HookTerms] = TERMS

    def __init__(self, names: Names) -> None:
        self._names = names

    def credential(self, headers: Mapping[str, str]) -> str | None:
        """`authorization: Bearer <key>` [1]."""
        return bearer(headers)

    def encode_credential(self, key: str) -> Mapping[str, str]:
        return {"authorization": f"Bearer {key}"}

    def encode_id(self, job_id: UUID) -> str:
        return str(job_id)

    def decode_id(self, call: Call) -> UUID:
        return job_id(call.path["id"])

    # Create: v2 ------------------------------------------------------------------------------------------------------

    def decode_submit(self, call: Call) -> VideoSpec:
        body = json_body(call.body)
        if "model" not in body and isinstance(wrapped := body.get("request"), dict):
            body = wrapped  # one of the vendor's pages shows its sample so [2.1]
        create, problems = read(Create, body, VOCABULARY)
        asked = create.parameters or Parameters()
        guided = asked.guidances or Guidances()
        strangers = sorted({*asked.unknown, *(f"guidances.{name}" for name in guided.unknown)} - LEGACY)
        problems += tuple(Problem(field=f"parameters.{name}", rule="unsupported") for name in strangers)
        model = self._names.id_of(create.model or "")
        if model is None:
            raise no_such_model(self._names.known(), problems)
        spec = VideoSpec(
            model=model,
            prompt=asked.prompt,
            size=_decode_size(asked),
            seconds=asked.duration,
            count=asked.quantity,
            seed=None if asked.seed == -1 else asked.seed,
            sound=asked.motion_has_audio,
            enhance_prompt=None if asked.prompt_enhance is None else asked.prompt_enhance == "ON",
            public=create.public,
            start_frame=_frame(guided.start_frame),
            end_frame=_frame(guided.end_frame or guided.endframe),
            references=_decode_references(guided),
            ignored=(
                *sorted(create.unknown),
                *(f"parameters.{name}" for name in sorted(LEGACY.intersection(asked.unknown))),
            ),
        )
        if problems:
            raise InvalidRequest(problems, partial=spec)
        return spec

    def encode_submit(self, spec: VideoSpec) -> Call:
        follows_frame = isinstance(spec.size, Shape) and spec.size.ratio == "auto"  # which 0 x 0 says
        refuse_unsaid(replace(spec, size=Shape()) if follows_frame else spec, self.unsaid)
        asked: Json = {
            "prompt": spec.prompt,
            "quantity": spec.count,
            "duration": spec.seconds,
            **_encode_size(spec.size),
            "motion_has_audio": spec.sound,
            "seed": spec.seed,
            "prompt_enhance": None
            if spec.enhance_prompt is None
            else VOCABULARY.value("enhance_prompt", spec.enhance_prompt),
            "guidances": encode_guidances(spec),
        }
        body = given({"model": self._names.name_of(spec.model), "public": spec.public, "parameters": given(asked)})
        return Call(method="POST", url=f"{V2}/generations", body=json_reply(body).body)

    def encode_submitted(self, job: JobView) -> Reply:
        cost = {"amount": f"{job.plan.usd:.4f}", "unit": "DOLLARS"}
        return json_reply({"generate": {"apiCreditCost": None, "generationId": self.encode_id(job.id), "cost": cost}})

    def decode_submitted(self, reply: Reply) -> str:
        return str(json.loads(reply.body)["generate"]["generationId"])

    # Read, list, delete: v1 ------------------------------------------------------------------------------------------

    def encode_poll(self, id: str, spec: VideoSpec) -> Call:
        return Call(method="GET", url=f"{V1}/generations/{id}", path={"id": id})

    def encode_status(self, job: JobView) -> Reply:
        return json_reply({"generations_by_pk": self._generation(job)})

    def decode_status(self, reply: Reply) -> Outcome:
        row = json.loads(reply.body)["generations_by_pk"]
        if row is None:
            raise NotFound("job")
        images = row["generated_images"]
        match row["status"]:
            case "COMPLETE" if images and images[0].get("motionMP4URL"):
                return Succeeded(images[0]["motionMP4URL"], images[0]["url"], UUID(images[0]["id"]))
            case "COMPLETE":  # met where moderation refuses [3.1]
                return Failed("The generation is complete but holds no video.")
            case "FAILED":
                reason = row.get("failureReason") or "The generation failed."
                return Cancelled() if reason == "cancelled" else Failed(reason)
            case _:
                return Queued()

    def decode_page(self, call: Call) -> Page:
        limit, offset = counted(call.query, "limit", 10, most=100), counted(call.query, "offset", 0)
        return Page(owner=call.path["user"], limit=limit, offset=offset)

    def encode_list(self, jobs: Sequence[JobView], *, total: int) -> Reply:
        return json_reply(
            {"generations": [self._generation(job) for job in jobs]}, headers={"x-total-count": str(total)}
        )

    def encode_deleted(self, job: JobView) -> Reply:
        return json_reply({"delete_generations_by_pk": {"id": self.encode_id(job.id)}})

    def _generation(self, job: JobView) -> Json:
        """A row that both official SDKs accept: `sdVersion` and `scheduler` are left out, never null [3.1]."""
        name = self._names.name_of(job.plan.model)
        motion = {
            "motion": True,
            "motionModel": name.upper().replace("SEEDANCE-", "SEEDANCE").replace(".", "_").replace("-", "_"),
            "imageToVideo": job.spec.start_frame is not None,
        }
        return {
            "id": self.encode_id(job.id),
            "createdAt": job.created.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3],
            "prompt": job.plan.prompt,
            "negativePrompt": "",
            "imageWidth": job.plan.width,
            "imageHeight": job.plan.height,
            "seed": job.plan.seed,
            "public": bool(job.spec.public),
            "promptMagic": False,
            "photoReal": False,
            "generation_elements": [],
            **dict.fromkeys(_NULLS),
            **motion,
            **_encode_outcome(job, motion),
        }

    # Uploads and account: v1 -----------------------------------------------------------------------------------------

    def decode_upload(self, call: Call) -> str:
        extension = json_body(call.body).get("extension")
        allowed = UPLOADS[call.url.rpartition("/")[2]]
        if extension not in allowed:
            raise InvalidRequest((Problem(field="extension", rule="one_of", allowed=allowed),))
        return f".{extension}"

    def encode_upload(self, slot: Slot, call: Call) -> Reply:
        fields = json.dumps(dict(slot.fields))  # JSON text inside JSON: the vendor's own form [4.1]
        if call.url.endswith("/media"):
            return json_reply({"uploadMedia": {"uploadId": str(slot.id), "url": slot.url, "fields": fields}})
        key = f"users/{slot.owner}/initImages/{slot.id}{slot.suffix}"
        upload = {"id": str(slot.id), "fields": fields, "key": key, "url": slot.url}
        return json_reply({"uploadInitImage": {**upload, "__typename": "InitImageUploadOutput"}})

    def encode_account(self, owner: UUID, name: str) -> Reply:
        details = {
            "user": {"id": str(owner), "username": name},
            "tokenRenewalDate": None,
            "apiPlanTokenRenewalDate": None,
        }
        return json_reply({"user_details": [{**details, **dict.fromkeys(_TOKENS, 0), "apiConcurrencySlots": 10}]})

    # Webhooks: by key ------------------------------------------------------------------------------------------------

    def encode_webhook(self, job: JobView, hook: Hook) -> bytes:
        return json_reply(envelope(job, hook, self._names.name_of(job.plan.model))).body

    def webhook_headers(self, body: bytes, stamp: Stamp) -> Mapping[str, str]:
        return headers(stamp)

    # Errors ----------------------------------------------------------------------------------------------------------

    def encode_error(self, error: KinoraError, occasion: Occasion) -> Reply:
        """A v2 refusal is a JSON array under HTTP 200; all else is `{error, path, code}` under its own status [2.3]."""
        if isinstance(error, NotFound) and error.what == "job" and occasion.operation in _BY_KEY:
            return json_reply({_BY_KEY[occasion.operation]: None})
        retry = {"retry-after": str(error.retry_after_seconds)} if error.retry_after_seconds else {}
        if type(error) is InvalidRequest and occasion.operation == "submit":
            return json_reply([_refusal(error)])
        if isinstance(error, RateLimited) and occasion.operation == "submit":
            return json_reply([_concurrent(error)], status=error.http_status, headers=retry)
        code = next((code for kind, code in _CODES if isinstance(error, kind)), "unexpected")
        text = next((text for kind, text in _TEXTS if isinstance(error, kind)), error.message)
        return json_reply({"error": text, "path": "$", "code": code}, status=error.http_status, headers=retry)

    def decode_error(self, reply: Reply) -> KinoraError | None:
        body = json_answer(reply)
        if isinstance(body, list) and body and isinstance(body[0], dict):
            return _decode_refusal(body[0], reply)
        if not (isinstance(body, dict) and {"error", "code"} <= body.keys()):
            return None if reply.status < 400 else error_for(reply, f"HTTP {reply.status}")
        text = str(body["error"])
        match body["code"]:
            case "access-denied":
                return Unauthorized()
            case "not-found":
                return NotFound("path")
            case _:
                return refused(text, VOCABULARY) if reply.status == 400 else error_for(reply, text)


_NULLS = (
    *("modelId", "motionStrength", "inferenceSteps", "presetStyle", "initStrength", "guidanceScale", "fantasyAvatar"),
    *("promptMagicVersion", "promptMagicStrength", "photoRealStrength", "ultra"),
)
_TOKENS = (
    *("paidTokens", "subscriptionTokens", "subscriptionGptTokens", "subscriptionModelTokens"),
    *("apiPaidTokens", "apiSubscriptionTokens"),
)
_BY_KEY: Mapping[str, str] = {"status": "generations_by_pk", "delete": "delete_generations_by_pk"}
_TEXTS: tuple[tuple[type[KinoraError], str], ...] = (
    (Unauthorized, "Authentication hook unauthorized this request"),
    (NotFound, "Endpoint not found"),
    (RateLimited, "Rate limit exceeded"),
)
CONCURRENT = "You have reached the maximum number of concurrent requests. "
_CODES: tuple[tuple[type[KinoraError], str], ...] = (
    (Malformed, "invalid-json"),
    (Unauthorized, "access-denied"),
    (NotFound, "not-found"),
)


def _decode_size(asked: Parameters) -> Size:
    """Sides win over `mode`; 0 x 0 follows the start frame; a single 0 is a side not given [6.4].

    A mode that nobody knows stays, for the catalogue to refuse with the model's own.
    """
    named = str(VOCABULARY.meaning("size.tier", asked.mode) or asked.mode) if asked.mode else None
    if asked.width == 0 and asked.height == 0:
        return Shape("auto", named)
    return (
        Pixels(asked.width or None, asked.height or None, named) if asked.width or asked.height else Shape(None, named)
    )


def _encode_size(size: Size) -> Json:
    tier = None if size.tier is None else VOCABULARY.value("size.tier", size.tier)
    match size:
        case Pixels(width=width, height=height):
            return {"width": width, "height": height, "mode": tier}
        case Shape(ratio=ratio):
            return {"width": 0, "height": 0, "mode": tier} if ratio == "auto" else {"mode": tier}
        case _:
            assert_never(size)


def _frame(items: tuple[ImageGuide, ...] | None) -> MediaRef | None:
    return items[0].image.media() if items else None


def _strength(word: str | None) -> Strength | None:
    return cast("Strength | None", VOCABULARY.meaning("references.images[].strength", word))


def _decode_references(guided: Guidances) -> References:
    return References(
        images=tuple(
            Reference(item.image.media(), _strength(item.strength), item.order) for item in guided.image_reference or ()
        ),
        videos=tuple(Reference(item.video.media()) for item in guided.video_reference_base or ()),
        audios=tuple(Reference(Upload(item.audio.id)) for item in guided.audio_reference or ()),
    )


def _encode_outcome(job: JobView, motion: Json) -> Json:
    match outcome := job.outcome:
        case Queued() | Running():
            return {"status": "PENDING", "generated_images": []}
        case Failed(message=message):
            return {"status": "FAILED", "generated_images": [], "failureReason": message}
        case Cancelled():
            return {"status": "FAILED", "generated_images": [], "failureReason": "cancelled"}
        case Succeeded():
            # Neither may be null [3.1]: later requests may name the video by its job's id as well.
            url, id = outcome.poster_url or outcome.video_url, str(outcome.asset_id or job.id)
            image = {"id": id, "url": url, "motionMP4URL": outcome.video_url}
            rest: Json = {"nsfw": False, "likeCount": 0, "motionGIFURL": None, "generated_image_variation_generics": []}
            return {"status": "COMPLETE", "generated_images": [{**image, **rest, **motion}]}
        case _:
            assert_never(outcome)


def _decode_refusal(first: Json, reply: Reply) -> KinoraError:
    """The error in a v2 array: under HTTP 200 its own status tells a refusal from a limit or an empty purse [2.3]."""
    extensions = cast("Json", first.get("extensions") or {})
    details, status = extensions.get("details"), cast("int", extensions.get("statusCode") or 400)
    found = cast("list[Json]", details.get("errors") or [details]) if isinstance(details, dict) else [first]
    messages = [str(item.get("message") or first.get("message")) for item in found]
    if status in {400, 422}:
        return InvalidRequest(tuple(VOCABULARY.problem(message) for message in messages))
    return error_for(reply, messages[0].removeprefix(CONCURRENT), status=status)


def _concurrent(error: RateLimited) -> Json:
    """One key's line is full. Unlike a refusal it has a status of its own, for the clients that wait by it [2.3]."""
    extensions = {"code": "HttpException", "statusCode": error.http_status, "details": error.message}
    return {"message": CONCURRENT + error.message, "path": [], "extensions": extensions}


def _refusal(error: InvalidRequest) -> Json:
    """One GraphQL error with every problem in it: readers look at `errors`, at `message`, or at the outer one [2.3]."""
    errors = [{"code": "VALIDATION_ERROR", "message": problem.sentence(VOCABULARY)} for problem in error.problems]
    details = {**errors[0], "errors": errors}
    extensions = {"code": "BadRequestException", "statusCode": 400, "details": details}
    return {"message": "An error occurred.", "path": [], "extensions": extensions}
