"""fal.ai's queue, both ways: the model is in the path, a request is asked after below `requests`, files go beside it.

Wire facts: the contract page on fal.ai, whose sections stand in brackets throughout this folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar
from uuid import UUID

from kinora.catalogue.load import Names
from kinora.dialects.base import Call, Occasion, Reply, Route, bearer, job_id, json_reply, refuse_unsaid
from kinora.dialects.fal import errors, notice, queue, storage, submit
from kinora.dialects.fal.endpoints import endpoint_of
from kinora.dialects.fal.proxy import as_named, decode_proxied
from kinora.dialects.fal.wire import (
    PROXY,
    ROOT,
    RUN,
    TARGET,
    VOCABULARY,
    Cancellation,
    Create,
    Fault,
    Initiate,
    KeySet,
    Output,
    Place,
    Refusal,
    Status,
    StatusQuery,
    Stored,
    SubmitQuery,
    Submitted,
    Token,
)
from kinora.dialects.operations import Asker, Blob, FileView, Meter, Slot
from kinora.dialects.webhook import Hook, HookTerms, Stamp
from kinora.dialects.wire import Vocabulary
from kinora.spec.errors import KinoraError
from kinora.spec.outcome import JobView, Outcome
from kinora.spec.video import VideoSpec

_NO_WORD = "has no word in this dialect"
_KEYS = "/.well-known/jwks.json"
_REQUEST = f"{ROOT}/{{app:path}}/requests/{{id}}"
_NOT_SYNCHRONOUS = "Calls that wait for their result are not served here: submit to the queue, and ask for the result."


class Fal:
    """fal.ai as server and as client. prefix: what the server's paths have before the vendor's."""

    name: ClassVar[str] = "fal"
    title: ClassVar[str] = "fal.ai"
    prefix: ClassVar[str] = ROOT
    permanent_links: ClassVar[bool] = True
    vocabulary: ClassVar[Vocabulary] = VOCABULARY
    refusal: ClassVar[object] = Refusal | Fault | Cancellation
    routes: ClassVar[tuple[Route, ...]] = (
        Route("status", "GET", f"{_REQUEST}/status", "a request's state", query=StatusQuery, reply=Status),
        Route("stream", "GET", f"{_REQUEST}/status/stream", "every change of its state as an event", query=StatusQuery),
        Route("result", "GET", _REQUEST, "the finished video", reply=Output),
        Route("result", "GET", f"{_REQUEST}/response", "the finished video", reply=Output),
        Route("cancel", "PUT", f"{_REQUEST}/cancel", "stop a request", reply=Cancellation, status=202),
        Route("upload", "POST", storage.INITIATE, "a place to put a file", body=Initiate, reply=Place),
        Route("store", "POST", storage.UPLOAD, "store the file that is the body", reply=Stored),
        Route("answer", "POST", storage.TOKEN, "what to send a file with", reply=Token),
        Route("answer", "POST", storage.INITIATE_PARTS, "not served: refused with the reason", reply=Fault, status=413),
        Route("answer", "POST", storage.UPLOAD_PARTS, "not served: refused with the reason", reply=Fault, status=413),
        Route(
            "answer", "POST", f"{RUN}/{{model:path}}", "not served: refused with the reason", reply=Fault, status=400
        ),
        Route("answer", "GET", _KEYS, "the public key of webhooks", reply=KeySet, public=True),
        Route("answer", "GET", f"{ROOT}{_KEYS}", "the same", reply=KeySet, public=True),
        *(Route("proxy", method, PROXY, "any of the others, named in a header") for method in ("GET", "POST", "PUT")),
        # Last, since it stands for any path that none of the others has.
        Route(
            "submit",
            "POST",
            f"{ROOT}/{{model:path}}",
            "make a video",
            query=SubmitQuery,
            body=Create,
            reply=Submitted,
        ),
    )
    unsaid: ClassVar[Mapping[str, str]] = {
        "size.width": "has no word in this dialect: give a ratio and a tier",
        "size.height": "has no word in this dialect: give a ratio and a tier",
        **{
            f"references.{kind}[].{word}": _NO_WORD
            for kind in ("images", "videos", "audios")
            for word in ("strength", "order")
        },
        **dict.fromkeys(("count", "watermark", "enhance_prompt", "public", "return_last_frame", "draft"), _NO_WORD),
        "based_on": _NO_WORD,
        "expires_seconds": "has no word in this dialect: a time to begin in has",
        "route": _NO_WORD,
        "webhook_events": "has no word in this dialect: it tells of a request's end",
    }
    silent: ClassVar[frozenset[str]] = frozenset(
        {"progress", "video_url", "poster_url", "asset_id", "usage", "tokens", "last_frame_url"}
    )
    profiles: ClassVar[Mapping[str, str]] = {}
    cancels_again: ClassVar[bool] = False
    tells_place: ClassVar[bool] = True
    hook: ClassVar[HookTerms] = notice.TERMS

    def __init__(self, names: Names, profiles: frozenset[str] = frozenset()) -> None:
        self._names = names

    def credential(self, headers: Mapping[str, str]) -> str | None:
        """`Key <key>`, `Key <any id>:<key>`, or `Bearer <key>` [1]."""
        scheme, _, text = headers.get("authorization", "").partition(" ")
        if scheme.lower() != "key":
            return bearer(headers)
        id, _, secret = text.strip().partition(":")
        return secret or id or None

    def encode_credential(self, key: str) -> Mapping[str, str]:
        return {"authorization": f"Key {key}"}

    def encode_id(self, job_id: UUID) -> str:
        return str(job_id)

    def decode_id(self, call: Call) -> UUID:
        """Whatever app the path names: clients make it shorter than the id they submitted to [0.2]."""
        return job_id(call.path["id"])

    # Submit ----------------------------------------------------------------------------------------------------------

    def decode_submit(self, call: Call) -> VideoSpec:
        return submit.decode_submit(call, self._names)

    def encode_submit(self, spec: VideoSpec) -> Call:
        refuse_unsaid(spec, self.unsaid)
        return submit.encode_submit(spec, self._names)

    def encode_submitted(self, job: JobView) -> Reply:
        return queue.encode_submitted(job, self._names)

    def decode_submitted(self, reply: Reply) -> str:
        return queue.decode_submitted(reply)

    # Status, result, cancel ------------------------------------------------------------------------------------------

    def encode_poll(self, id: str, spec: VideoSpec) -> Call:
        return self._asking(id, spec, "/status")

    def encode_status(self, job: JobView) -> Reply:
        return queue.encode_status(job, self._names)

    def decode_status(self, reply: Reply) -> Outcome:
        return queue.decode_status(reply)

    def encode_event(self, job: JobView) -> bytes:
        return queue.encode_event(job, self._names)

    def encode_result(self, job: JobView) -> Reply:
        return queue.encode_result(job)

    def encode_fetch(self, id: str, spec: VideoSpec) -> Call:
        return self._asking(id, spec, "")

    def decode_result(self, reply: Reply) -> Outcome:
        return queue.decode_result(reply)

    def encode_cancelled(self, job: JobView) -> Reply:
        return json_reply(Cancellation(status="CANCELLATION_REQUESTED"), status=202)

    def _asking(self, id: str, spec: VideoSpec, what: str) -> Call:
        endpoint = endpoint_of(spec, self._names)
        return Call(method="GET", url=queue.app_path(endpoint, id) + what, path={"app": endpoint, "id": id})

    # Files, keys and the proxy ---------------------------------------------------------------------------------------

    def decode_upload(self, call: Call) -> str:
        return storage.decode_upload(call)

    def encode_upload(self, slot: Slot, call: Call) -> Reply:
        return storage.encode_upload(slot)

    def decode_file(self, call: Call) -> Blob:
        return storage.decode_file(call)

    def encode_file(self, file: FileView, call: Call) -> Reply:
        return storage.encode_file(file)

    def answer(self, call: Call, asker: Asker) -> Reply:
        """The public key, a token for files, and refusals of what is not served."""
        match call.url:
            case storage.TOKEN:
                return storage.token(call)
            case storage.INITIATE_PARTS | storage.UPLOAD_PARTS:
                return errors.not_served(storage.IN_PARTS, status=413)
            case url if url.endswith(_KEYS):
                return notice.key_set(asker.seal)
            case _:
                return errors.not_served(_NOT_SYNCHRONOUS, status=400)

    def decode_proxied(self, call: Call) -> str:
        return decode_proxied(call)

    def finished(self, reply: Reply, call: Call, meter: Meter) -> Reply:
        return as_named(reply, call) if TARGET in call.headers else reply

    # Webhooks and errors ---------------------------------------------------------------------------------------------

    def encode_webhook(self, job: JobView, hook: Hook) -> bytes:
        return notice.encode_webhook(job)

    def webhook_headers(self, body: bytes, stamp: Stamp) -> Mapping[str, str]:
        return notice.webhook_headers(body, stamp)

    def encode_error(self, error: KinoraError, occasion: Occasion) -> Reply:
        return errors.encode_error(error, occasion)

    def decode_error(self, reply: Reply) -> KinoraError | None:
        return errors.decode_error(reply)
