"""A vendor that nobody has: the least that a dialect can be, and all there is to write for one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal, NotRequired
from uuid import UUID

from typing_extensions import TypedDict

from kinora.catalogue.load import Names
from kinora.dialects.base import (
    Call,
    Occasion,
    Reply,
    Route,
    error_for,
    job_id,
    json_answer,
    json_body,
    json_reply,
    no_such_model,
    refuse_unsaid,
)
from kinora.dialects.wire import Flag, Json, Text, Vocabulary, Whole, Wire, given, read
from kinora.spec.errors import InvalidRequest, KinoraError, Malformed, NotFound
from kinora.spec.outcome import Cancelled, Failed, JobView, Outcome, Queued, Running, Succeeded
from kinora.spec.video import VideoSpec

VOCABULARY = Vocabulary(fields={"prompt": "wish", "seconds": "length"})
NO_WORD = "has no word in this dialect"
_WITHOUT = (
    *("size.ratio", "size.tier", "size.width", "size.height", "frames", "count", "camera_fixed", "watermark"),
    *("enhance_prompt", "safety_check", "public", "start_frame", "end_frame", "return_last_frame", "draft"),
    *("references.images", "references.videos", "references.audios", "based_on", "priority", "start_seconds"),
    "expires_seconds",
    *("expires_seconds", "route", "webhook_url", "webhook_events"),
)
_STATES = {"queued": "patience", "running": "patience", "succeeded": "done", "failed": "broken", "cancelled": "broken"}


class Wish(Wire):
    """The body of a wish."""

    model: Text | None = None
    wish: Text | None = None
    length: Whole | None = None
    seed: Whole | None = None
    sound: Flag | None = None


class Toy(TypedDict):
    """A wish and what became of it."""

    toy: str
    mood: Literal["patience", "done", "broken"]
    film: NotRequired[str]
    why: NotRequired[str]


class Fault(TypedDict):
    """One thing that is wrong."""

    where: str
    why: str


class Sorry(TypedDict):
    """An error."""

    sorry: str
    faults: NotRequired[list[Fault]]


class ToyShop:
    """The toy shop as server and as client."""

    name: ClassVar[str] = "toy"
    title: ClassVar[str] = "Toy Shop"
    permanent_links: ClassVar[bool] = False
    vocabulary: ClassVar[Vocabulary] = VOCABULARY
    routes: ClassVar[tuple[Route, ...]] = (
        Route("submit", "POST", "/toyshop/v1/wishes", about="Make a wish", body=Wish, reply=Toy, status=202),
        Route("status", "GET", "/toyshop/v1/wishes/{id}", about="What became of a wish", reply=Toy),
    )
    unsaid: ClassVar[Mapping[str, str]] = dict.fromkeys(_WITHOUT, NO_WORD)
    silent: ClassVar[frozenset[str]] = frozenset(
        {"running", "progress", "code", "poster_url", "last_frame_url", "asset_id", "usage"}
    )
    refusal: ClassVar[object] = Sorry
    profiles: ClassVar[Mapping[str, str]] = {}

    def __init__(self, names: Names, profiles: frozenset[str] = frozenset()) -> None:
        self._names = names

    def credential(self, headers: Mapping[str, str]) -> str | None:
        return headers.get("x-toy-coin") or None

    def encode_credential(self, key: str) -> Mapping[str, str]:
        return {"x-toy-coin": key}

    def encode_id(self, job_id: UUID) -> str:
        return f"toy-{job_id}"

    def decode_id(self, call: Call) -> UUID:
        if not call.path["id"].startswith("toy-"):
            raise NotFound("job", call.path["id"])
        return job_id(call.path["id"], prefix="toy-")

    def decode_submit(self, call: Call) -> VideoSpec:
        asked, problems = read(Wish, json_body(call.body), VOCABULARY)
        model = self._names.id_of(asked.model or "")
        if model is None:
            raise no_such_model(self._names.known(), problems)
        spec = VideoSpec(
            model=model,
            prompt=asked.wish,
            seconds=asked.length,
            seed=asked.seed,
            sound=asked.sound,
            ignored=asked.unknown,
        )
        if problems:
            raise InvalidRequest(problems, partial=spec)
        return spec

    def encode_submit(self, spec: VideoSpec) -> Call:
        refuse_unsaid(spec, self.unsaid)
        body: Json = {
            "model": self._names.name_of(spec.model),
            "wish": spec.prompt,
            "length": spec.seconds,
            "seed": spec.seed,
            "sound": spec.sound,
        }
        return Call(url="/toyshop/v1/wishes", body=json_reply(given(body)).body)

    def encode_submitted(self, job: JobView) -> Reply:
        return json_reply(self._toy(job), status=202)

    def decode_submitted(self, reply: Reply) -> str:
        return str(_object(reply).get("toy"))

    def encode_poll(self, id: str, spec: VideoSpec) -> Call:
        return Call(method="GET", url=f"/toyshop/v1/wishes/{id}", path={"id": id})

    def encode_status(self, job: JobView) -> Reply:
        return json_reply(self._toy(job))

    def decode_status(self, reply: Reply) -> Outcome:
        body = _object(reply)
        match body.get("mood"):
            case "done":
                return Succeeded(str(body.get("film")))
            case "broken":
                return Failed(str(body["why"])) if "why" in body else Cancelled()
            case _:
                return Queued()

    def _toy(self, job: JobView) -> Toy:
        toy: Toy = {"toy": self.encode_id(job.id), "mood": "patience"}
        match job.outcome:
            case Queued() | Running():
                return toy
            case Succeeded(video_url=url):
                return {**toy, "mood": "done", "film": url}
            case Failed(message=message):
                return {**toy, "mood": "broken", "why": message}
            case Cancelled():
                return {**toy, "mood": "broken"}

    def encode_error(self, error: KinoraError, occasion: Occasion) -> Reply:
        retry = {"retry-after": str(error.retry_after_seconds)} if error.retry_after_seconds else {}
        body: Sorry = {"sorry": error.message}
        if isinstance(error, InvalidRequest):
            faults = [(VOCABULARY.field(one.field), one.reason(VOCABULARY)) for one in error.problems]
            body = {"sorry": "no", "faults": [{"where": where, "why": why} for where, why in faults]}
        return json_reply(body, status=error.http_status, headers=retry)

    def decode_error(self, reply: Reply) -> KinoraError | None:
        if reply.status < 400:
            return None
        body = _object(reply)
        faults = body.get("faults")
        if isinstance(faults, list):
            sentences = [(str(fault["where"]), str(fault["why"])) for fault in faults]
            if [where for where, _ in sentences] == ["body"]:
                return Malformed(sentences[0][1])
            return InvalidRequest(tuple(VOCABULARY.problem(f"{where} {why}") for where, why in sentences))
        message = str(body.get("sorry"))
        found = message.removeprefix("No such ").split(": ") if reply.status == NotFound.http_status else []
        return NotFound(*found[:2]) if found else error_for(reply, message)


def _object(reply: Reply) -> Json:
    body = json_answer(reply)
    return body if isinstance(body, dict) else {}
