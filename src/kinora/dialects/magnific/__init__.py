"""Magnific's (formerly Freepik's) video dialect, both ways: the model and the tier are in the path.

Each file beside this one is an operation, or what several of them share. Wire facts: seed document 003 and the contract
page on Magnific, whose sections stand in brackets.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar
from uuid import UUID

from kinora.catalogue.load import Names
from kinora.dialects.base import Call, Occasion, Reply, Route, job_id
from kinora.dialects.magnific import create, errors, headers, paths, tasks
from kinora.dialects.magnific.families import NEWER, VOCABULARY, Refusal
from kinora.dialects.magnific.routes import ROUTES
from kinora.dialects.operations import Found, Meter, Page
from kinora.dialects.webhook import LONG_WAITS, Hook, HookTerms, Stamp, signed_headers
from kinora.dialects.wire import Vocabulary
from kinora.spec.errors import KinoraError
from kinora.spec.outcome import JobView, Outcome
from kinora.spec.video import VideoSpec

__all__ = ["Magnific"]


class Magnific:
    """Magnific as server and as client."""

    name: ClassVar[str] = "magnific"
    title: ClassVar[str] = "Magnific"
    permanent_links: ClassVar[bool] = False
    vocabulary: ClassVar[Vocabulary] = VOCABULARY
    routes: ClassVar[tuple[Route, ...]] = ROUTES
    unsaid: ClassVar[Mapping[str, str]] = create.UNSAID
    silent: ClassVar[frozenset[str]] = frozenset(
        {"progress", "code", "poster_url", "asset_id", "usage", "last_frame_url"}
    )
    refusal: ClassVar[object] = Refusal
    profiles: ClassVar[Mapping[str, str]] = {
        NEWER: "the vendor's catalogue of the second half of 2026: Mini takes references and 4 to 15 seconds",
        create.ALL_EVENTS: "webhooks are told of a task's beginning too, as other pages of the vendor have it",
    }
    cancels_again: ClassVar[bool] = False
    hook: ClassVar[HookTerms] = HookTerms(sources=("request",), waits=LONG_WAITS, timeout_seconds=15.0)

    def __init__(self, names: Names, profiles: frozenset[str] = frozenset()) -> None:
        self._names = names
        self._profiles = profiles

    def credential(self, headers: Mapping[str, str]) -> str | None:
        """`x-magnific-api-key`, or the older `x-freepik-api-key`; clients may send both [1]."""
        return headers.get("x-magnific-api-key") or headers.get("x-freepik-api-key") or None

    def encode_credential(self, key: str) -> Mapping[str, str]:
        return {"x-magnific-api-key": key}

    def encode_id(self, job_id: UUID) -> str:
        return str(job_id)

    def decode_id(self, call: Call) -> UUID:
        paths.decode_path(call, self._names)
        return job_id(call.path["id"])

    def covers(self, call: Call, job: JobView) -> bool:
        return job.plan.model == paths.decode_path(call, self._names)[0]

    # Create ----------------------------------------------------------------------------------------------------------

    def decode_submit(self, call: Call) -> VideoSpec:
        return create.decode(call, self._names, self._profiles)

    def encode_submit(self, spec: VideoSpec) -> Call:
        return create.encode(spec, self._names, self._profiles)

    def encode_submitted(self, job: JobView) -> Reply:
        return tasks.encode_created(job)

    def decode_submitted(self, reply: Reply) -> str:
        return tasks.decode_created(reply)

    # Read, list, stop ------------------------------------------------------------------------------------------------

    def encode_poll(self, id: str, spec: VideoSpec) -> Call:
        return paths.encode_poll(id, spec, self._names, self._profiles)

    def encode_status(self, job: JobView) -> Reply:
        return tasks.encode_status(job)

    def decode_status(self, reply: Reply) -> Outcome:
        return tasks.decode_status(reply)

    def decode_page(self, call: Call) -> Page:
        return tasks.decode_page(call, self._names)

    def encode_list(self, found: Found, call: Call) -> Reply:
        return tasks.encode_list(found)

    def encode_cancelled(self, job: JobView) -> Reply:
        return Reply(status=204)

    def finished(self, reply: Reply, call: Call, meter: Meter) -> Reply:
        return headers.with_limits(reply, meter)

    # Webhooks and errors ---------------------------------------------------------------------------------------------

    def encode_webhook(self, job: JobView, hook: Hook) -> bytes:
        return tasks.encode_webhook(job)

    def webhook_headers(self, body: bytes, stamp: Stamp) -> Mapping[str, str]:
        return signed_headers(body, stamp)

    def encode_error(self, error: KinoraError, occasion: Occasion) -> Reply:
        return errors.encode(error)

    def decode_error(self, reply: Reply) -> KinoraError | None:
        return errors.decode(reply)
