"""OpenRouter's video API, both ways: a job, its file under a key or by a signed link, and the models on offer.

Each file beside this one is an operation, or what several of them share. Wire facts: the contract page on OpenRouter's
videos, whose sections stand in brackets.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar
from uuid import UUID

from kinora.catalogue.load import Names
from kinora.dialects.base import Call, Occasion, Reply, Route, bearer
from kinora.dialects.openrouter import create, errors, generations, models
from kinora.dialects.openrouter.routes import ROUTES
from kinora.dialects.openrouter.wire import VOCABULARY, Refused
from kinora.dialects.operations import Asker, Variant
from kinora.dialects.webhook import LONG_WAITS, Hook, HookTerms, Stamp, signed_headers
from kinora.dialects.wire import Vocabulary
from kinora.spec.errors import KinoraError
from kinora.spec.outcome import JobView, Outcome
from kinora.spec.video import VideoSpec

__all__ = ["OpenRouter"]


class OpenRouter:
    """OpenRouter as server and as client."""

    name: ClassVar[str] = "openrouter"
    title: ClassVar[str] = "OpenRouter"
    permanent_links: ClassVar[bool] = False
    vocabulary: ClassVar[Vocabulary] = VOCABULARY
    refusal: ClassVar[object] = Refused
    routes: ClassVar[tuple[Route, ...]] = ROUTES
    unsaid: ClassVar[Mapping[str, str]] = create.UNSAID
    silent: ClassVar[frozenset[str]] = frozenset(
        {"progress", "codes but expired", "poster_url", "last_frame_url", "asset_id", "tokens"}
    )
    profiles: ClassVar[Mapping[str, str]] = {
        "absolute": "polling_url is a whole URL: for scripts that fetch it as it stands",
        "http": "callback_url may be http: for receivers in the same house",
    }
    # A workspace has a URL of its own there, and a request's overrules it [2].
    hook: ClassVar[HookTerms] = HookTerms(sources=("request", "key"), waits=LONG_WAITS, timeout_seconds=15.0)

    def __init__(self, names: Names, profiles: frozenset[str] = frozenset()) -> None:
        self._names = names
        self._is_absolute = "absolute" in profiles
        self._allow_http = "http" in profiles

    def credential(self, headers: Mapping[str, str]) -> str | None:
        """`Authorization: Bearer <key>`."""
        return bearer(headers)

    def encode_credential(self, key: str) -> Mapping[str, str]:
        return {"authorization": f"Bearer {key}"}

    def encode_id(self, job_id: UUID) -> str:
        return create.encode_id(job_id)

    def decode_id(self, call: Call) -> UUID:
        return create.decode_id(call.path.get("id", ""))

    # Create and read -------------------------------------------------------------------------------------------------

    def decode_submit(self, call: Call) -> VideoSpec:
        return create.decode_create(call, self._names, allow_http=self._allow_http)

    def encode_submit(self, spec: VideoSpec) -> Call:
        return create.encode_create(spec, self._names, allow_http=self._allow_http)

    def encode_submitted(self, job: JobView) -> Reply:
        return generations.encode_created(job, absolute=self._is_absolute)

    def decode_submitted(self, reply: Reply) -> str:
        return generations.decode_created(reply)

    def encode_poll(self, id: str, spec: VideoSpec) -> Call:
        return generations.encode_poll(id)

    def encode_status(self, job: JobView) -> Reply:
        return generations.encode_status(job, absolute=self._is_absolute)

    def decode_status(self, reply: Reply) -> Outcome:
        return generations.decode_status(reply)

    # Files and models ------------------------------------------------------------------------------------------------

    def decode_variant(self, call: Call) -> Variant:
        return generations.decode_variant(call)

    def encode_content(self, id: str, spec: VideoSpec) -> Call:
        return generations.encode_content(id)

    def answer(self, call: Call, asker: Asker) -> Reply:
        return models.listed(asker.offers)

    # Webhooks and errors ---------------------------------------------------------------------------------------------

    def encode_webhook(self, job: JobView, hook: Hook) -> bytes:
        """The answer to a poll [6]."""
        return self.encode_status(job).body

    def webhook_headers(self, body: bytes, stamp: Stamp) -> Mapping[str, str]:
        return signed_headers(body, stamp)

    def encode_error(self, error: KinoraError, occasion: Occasion) -> Reply:
        return errors.encode(error, occasion)

    def decode_error(self, reply: Reply) -> KinoraError | None:
        return errors.decode(reply)
