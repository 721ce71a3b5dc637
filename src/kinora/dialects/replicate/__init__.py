"""Replicate's predictions API, both ways.

Each file beside this one is an operation, or what several of them share. The contract page's sections stand in
brackets. `Prefer: wait` is answered at once, with a prediction that is starting.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar
from uuid import UUID

from kinora.catalogue.load import Names
from kinora.dialects.base import Call, Occasion, Reply, Route, bearer, job_id
from kinora.dialects.operations import Asker, Blob, FileView, Found, Page
from kinora.dialects.replicate import account, create, errors, models, predictions
from kinora.dialects.replicate.files import decode_file, decode_file_id, encode_file, encode_files
from kinora.dialects.replicate.routes import ROUTES
from kinora.dialects.replicate.wire import NAME, VOCABULARY, ProblemDocument
from kinora.dialects.webhook import LONG_WAITS, TERMINAL, Hook, HookTerms, Stamp, signed_headers
from kinora.dialects.wire import Vocabulary
from kinora.spec.errors import KinoraError
from kinora.spec.outcome import JobView, Outcome
from kinora.spec.video import VideoSpec

__all__ = ["Replicate"]


class Replicate:
    """Replicate as server and as client."""

    name: ClassVar[str] = NAME
    title: ClassVar[str] = "Replicate"
    permanent_links: ClassVar[bool] = False
    vocabulary: ClassVar[Vocabulary] = VOCABULARY
    routes: ClassVar[tuple[Route, ...]] = ROUTES
    unsaid: ClassVar[Mapping[str, str]] = create.UNSAID
    silent: ClassVar[frozenset[str]] = frozenset(
        {"progress", "code", "poster_url", "asset_id", "usage", "tokens", "last_frame_url"}
    )
    refusal: ClassVar[object] = ProblemDocument
    profiles: ClassVar[Mapping[str, str]] = {}
    cancels_again: ClassVar[bool] = True
    hook: ClassVar[HookTerms] = HookTerms(
        sources=("request",), waits=LONG_WAITS, timeout_seconds=15.0, states=("running", *TERMINAL)
    )

    def __init__(self, names: Names, profiles: frozenset[str] = frozenset()) -> None:
        self._names = names
        self._versions = models.named_versions(names)

    def credential(self, headers: Mapping[str, str]) -> str | None:
        """`Authorization: Bearer <token>`, or the older `Token <token>` [1]."""
        scheme, _, token = headers.get("authorization", "").partition(" ")
        return token.strip() or None if scheme.lower() == "token" else bearer(headers)

    def encode_credential(self, key: str) -> Mapping[str, str]:
        return {"authorization": f"Bearer {key}"}

    def encode_id(self, job_id: UUID) -> str:
        return str(job_id)

    def decode_id(self, call: Call) -> UUID:
        return job_id(call.path["id"])

    # Predictions -----------------------------------------------------------------------------------------------------

    def decode_submit(self, call: Call) -> VideoSpec:
        return create.decode(call, self._names, self._versions)

    def encode_submit(self, spec: VideoSpec) -> Call:
        return create.encode(spec, self._names)

    def encode_submitted(self, job: JobView) -> Reply:
        return predictions.encode_created(job, self._names)

    def decode_submitted(self, reply: Reply) -> str:
        return predictions.decode_created(reply)

    def encode_poll(self, id: str, spec: VideoSpec) -> Call:
        return predictions.encode_poll(id)

    def encode_status(self, job: JobView) -> Reply:
        return predictions.encode_status(job, self._names)

    def decode_status(self, reply: Reply) -> Outcome:
        return predictions.decode_status(reply)

    def encode_cancelled(self, job: JobView) -> Reply:
        return predictions.encode_status(job, self._names)

    def decode_page(self, call: Call) -> Page:
        return predictions.decode_page(call)

    def encode_list(self, found: Found, call: Call) -> Reply:
        return predictions.encode_list(found, call, self._names)

    # Files -----------------------------------------------------------------------------------------------------------

    def decode_file(self, call: Call) -> Blob:
        return decode_file(call)

    def decode_file_id(self, call: Call) -> UUID:
        return decode_file_id(call)

    def encode_file(self, file: FileView, call: Call) -> Reply:
        return encode_file(file, call)

    def encode_files(self, files: Sequence[FileView], call: Call) -> Reply:
        return encode_files(files, call)

    def encode_discarded(self, file: FileView, call: Call) -> Reply:
        return Reply(status=204)

    # Models and the account ------------------------------------------------------------------------------------------

    def answer(self, call: Call, asker: Asker) -> Reply:
        if "owner" in call.path:
            return models.told(call, asker, self._names)
        return account.whom(asker) if call.url.endswith("/account") else account.secret(asker)

    # Webhooks and errors ---------------------------------------------------------------------------------------------

    def encode_webhook(self, job: JobView, hook: Hook) -> bytes:
        """The prediction itself [4]."""
        return predictions.encode_status(job, self._names).body

    def webhook_headers(self, body: bytes, stamp: Stamp) -> Mapping[str, str]:
        return signed_headers(body, stamp)

    def encode_error(self, error: KinoraError, occasion: Occasion) -> Reply:
        return errors.encode(error)

    def decode_error(self, reply: Reply) -> KinoraError | None:
        return errors.decode(reply)
