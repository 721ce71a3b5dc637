"""Leonardo.AI's REST dialect, both ways: a generation is created on v2 and read on v1.

Each file beside this one is an operation, or what several of them share. Wire facts: seed documents 000, 001 and 002,
and the contract page on Leonardo, whose sections stand in brackets.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal
from uuid import UUID

from kinora.catalogue.load import Names
from kinora.dialects.base import Call, Occasion, Reply, Route, bearer
from kinora.dialects.leonardo import account, create, generations, motion, refusals, uploads, webhook
from kinora.dialects.leonardo.faults import Fault, row_id
from kinora.dialects.leonardo.routes import ROUTES
from kinora.dialects.leonardo.words import UNSAID, V1, WORDS
from kinora.dialects.operations import Asker, FileView, Found, Page, Slot
from kinora.dialects.webhook import Hook, HookTerms, Stamp
from kinora.dialects.wire import Vocabulary
from kinora.spec.errors import KinoraError
from kinora.spec.outcome import JobView, Outcome
from kinora.spec.video import VideoSpec

__all__ = ["Leonardo"]


class Leonardo:
    """Leonardo.AI as server and as client."""

    name: ClassVar[str] = "leonardo"
    title: ClassVar[str] = "Leonardo.AI"
    permanent_links: ClassVar[bool] = True
    vocabulary: ClassVar[Vocabulary] = WORDS
    unsaid: ClassVar[Mapping[str, str]] = UNSAID
    silent: ClassVar[frozenset[str]] = frozenset({"running", "progress", "code", "usage", "tokens", "last_frame_url"})
    refusal: ClassVar[object] = list[refusals.Refusal] | Fault
    profiles: ClassVar[Mapping[str, str]] = {
        "http": "Refusals of v2 come under their own HTTP status: 400, 402 or 403, and not 200.",
        "lenient": "Parameters that nobody knows are ignored, and not refused.",
    }
    hook: ClassVar[HookTerms] = webhook.TERMS
    routes: ClassVar[tuple[Route, ...]] = ROUTES

    def __init__(self, names: Names, profiles: frozenset[str] = frozenset()) -> None:
        self._names = names
        self._by_status = "http" in profiles
        self._lenient = "lenient" in profiles

    def credential(self, headers: Mapping[str, str]) -> str | None:
        """`authorization: Bearer <key>` [1]."""
        return bearer(headers)

    def encode_credential(self, key: str) -> Mapping[str, str]:
        return {"authorization": f"Bearer {key}"}

    def encode_id(self, job_id: UUID) -> str:
        return str(job_id)

    def decode_id(self, call: Call) -> UUID:
        return row_id(call.path["id"])

    # Create: v2, and v1 for the SDKs ----------------------------------------------------------------------------------

    def decode_submit(self, call: Call) -> VideoSpec:
        decode = motion.decode if motion.is_motion(call) else create.decode
        return decode(call, self._names, lenient=self._lenient)

    def encode_submit(self, spec: VideoSpec) -> Call:
        return create.encode(spec, self._names)

    def encode_submitted(self, job: JobView) -> Reply:
        return motion.encode_created(job) if motion.is_of_motion(job) else create.encode_created(job)

    def decode_submitted(self, reply: Reply) -> str:
        return create.decode_created(reply)

    # Read, list, delete: v1 ------------------------------------------------------------------------------------------

    def encode_poll(self, id: str, spec: VideoSpec) -> Call:
        return Call(method="GET", url=f"{V1}/generations/{id}", path={"id": id})

    def encode_status(self, job: JobView) -> Reply:
        return generations.encode_status(job, self._names)

    def decode_status(self, reply: Reply) -> Outcome:
        return generations.decode_status(reply)

    def decode_page(self, call: Call) -> Page:
        return generations.decode_page(call)

    def encode_list(self, found: Found, call: Call) -> Reply:
        return generations.encode_list(found, self._names)

    def removal(self, job: JobView) -> Literal["cancel", "delete"]:
        return "delete"

    def encode_deleted(self, job: JobView) -> Reply:
        return generations.encode_deleted(job)

    # Uploads: v1 -----------------------------------------------------------------------------------------------------

    def decode_upload(self, call: Call) -> str:
        return uploads.decode(call, lenient=self._lenient)

    def encode_upload(self, slot: Slot, call: Call) -> Reply:
        return uploads.encode_place(slot, call)

    def decode_file_id(self, call: Call) -> UUID:
        return row_id(call.path["id"])

    def encode_file(self, file: FileView, call: Call) -> Reply:
        return uploads.encode_file(file, call)

    def encode_discarded(self, file: FileView, call: Call) -> Reply:
        return uploads.encode_discarded(file, call)

    # Account: v1 -----------------------------------------------------------------------------------------------------

    def answer(self, call: Call, asker: Asker) -> Reply:
        return account.answer(call, asker)

    # Webhooks: by key ------------------------------------------------------------------------------------------------

    def encode_webhook(self, job: JobView, hook: Hook) -> bytes:
        return webhook.encode(job, hook, self._names)

    def webhook_headers(self, body: bytes, stamp: Stamp) -> Mapping[str, str]:
        return webhook.headers(stamp)

    # Errors ----------------------------------------------------------------------------------------------------------

    def encode_error(self, error: KinoraError, occasion: Occasion) -> Reply:
        return refusals.encode(error, occasion, by_status=self._by_status)

    def decode_error(self, reply: Reply) -> KinoraError | None:
        return refusals.decode(reply)
