"""AI/ML API's video dialect, both ways: one path, with the job's id in the query.

Each file beside this one is an operation, or what several of them share. Wire facts: seed document 004 and the contract
page on AI/ML API, whose sections stand in brackets.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar
from uuid import UUID

from kinora.catalogue.load import Names
from kinora.dialects.aimlapi import account, create, errors, generations, headers, models
from kinora.dialects.aimlapi.routes import ROUTES
from kinora.dialects.aimlapi.wire import VOCABULARY, Refusal
from kinora.dialects.base import Call, Occasion, Reply, Route, bearer, job_id
from kinora.dialects.operations import Asker, Meter
from kinora.dialects.wire import Vocabulary
from kinora.spec.errors import InvalidRequest, KinoraError, Problem
from kinora.spec.outcome import JobView, Outcome
from kinora.spec.video import VideoSpec

__all__ = ["Aimlapi"]


class Aimlapi:
    """AI/ML API as server and as client."""

    name: ClassVar[str] = "aimlapi"
    title: ClassVar[str] = "AI/ML API"
    permanent_links: ClassVar[bool] = False
    vocabulary: ClassVar[Vocabulary] = VOCABULARY
    routes: ClassVar[tuple[Route, ...]] = ROUTES
    unsaid: ClassVar[Mapping[str, str]] = create.UNSAID
    silent: ClassVar[frozenset[str]] = frozenset({"progress", "poster_url", "asset_id", "last_frame_url", "tokens"})
    refusal: ClassVar[object] = Refusal
    profiles: ClassVar[Mapping[str, str]] = {}

    def __init__(self, names: Names, profiles: frozenset[str] = frozenset()) -> None:
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

    # Create and read -------------------------------------------------------------------------------------------------

    def decode_submit(self, call: Call) -> VideoSpec:
        return create.decode(call, self._names)

    def encode_submit(self, spec: VideoSpec) -> Call:
        return create.encode(spec, self._names)

    def encode_submitted(self, job: JobView) -> Reply:
        return generations.encode_created(job)

    def decode_submitted(self, reply: Reply) -> str:
        return generations.decode_created(reply)

    def encode_poll(self, id: str, spec: VideoSpec) -> Call:
        return generations.encode_poll(id)

    def encode_status(self, job: JobView) -> Reply:
        return generations.encode_status(job)

    def decode_status(self, reply: Reply) -> Outcome:
        return generations.decode_status(reply)

    # What needs no job -----------------------------------------------------------------------------------------------

    def answer(self, call: Call, asker: Asker) -> Reply:
        if "id" in call.path:
            return models.told(call, asker.offers)
        return models.listed(call, asker.offers) if call.url.endswith("/models") else account.balance(call)

    def finished(self, reply: Reply, call: Call, meter: Meter) -> Reply:
        return headers.with_ids(reply, call)

    # Errors ----------------------------------------------------------------------------------------------------------

    def encode_error(self, error: KinoraError, occasion: Occasion) -> Reply:
        return errors.encode(error, occasion)

    def decode_error(self, reply: Reply) -> KinoraError | None:
        return errors.decode(reply)
