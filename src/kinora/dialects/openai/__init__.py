"""OpenAI's video API, both ways: jobs, their files under a key, a list with cursors, and events to a key's webhook.

Each file beside this one is an operation, or what several of them share. Wire facts: the contract page on OpenAI's
videos, whose sections stand in brackets.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal
from uuid import UUID

from kinora.catalogue.load import Names
from kinora.dialects.base import Call, Occasion, Reply, Route, bearer, job_id
from kinora.dialects.openai import create, errors, events, videos
from kinora.dialects.openai.routes import ROUTES
from kinora.dialects.openai.wire import EDITS, VIDEO, VOCABULARY, Refused
from kinora.dialects.operations import Asker, Found, Page, Variant
from kinora.dialects.webhook import Hook, HookTerms, Stamp, signed_headers
from kinora.dialects.wire import Vocabulary
from kinora.spec.errors import KinoraError
from kinora.spec.outcome import JobView, Outcome
from kinora.spec.video import VideoSpec

__all__ = ["OpenAI"]


class OpenAI:
    """OpenAI as server and as client, and with it vLLM-Omni, SGLang and the gateways that speak as they do."""

    name: ClassVar[str] = "openai"
    title: ClassVar[str] = "OpenAI Videos"
    permanent_links: ClassVar[bool] = False
    vocabulary: ClassVar[Vocabulary] = VOCABULARY
    refusal: ClassVar[object] = Refused
    routes: ClassVar[tuple[Route, ...]] = ROUTES
    unsaid: ClassVar[Mapping[str, str]] = create.UNSAID
    silent: ClassVar[frozenset[str]] = frozenset(
        {"stage", "video_url", "poster_url", "last_frame_url", "asset_id", "usage", "tokens"}
    )
    profiles: ClassVar[Mapping[str, str]] = {
        "form": "requests go out as multipart forms with files as parts: vLLM-Omni takes nothing else"
    }
    hook: ClassVar[HookTerms] = events.TERMS

    def __init__(self, names: Names, profiles: frozenset[str] = frozenset()) -> None:
        self._names = names
        self._as_form = "form" in profiles

    def credential(self, headers: Mapping[str, str]) -> str | None:
        """`Authorization: Bearer <key>`."""
        return bearer(headers)

    def encode_credential(self, key: str) -> Mapping[str, str]:
        return {"authorization": f"Bearer {key}"}

    def encode_id(self, job_id: UUID) -> str:
        return create.video_id(job_id)

    def decode_id(self, call: Call) -> UUID:
        return job_id(call.path.get("id", ""), prefix=VIDEO)

    # Create ----------------------------------------------------------------------------------------------------------

    def decode_submit(self, call: Call) -> VideoSpec:
        if call.url == EDITS:
            return create.decode_edit(call, self._names)
        return create.decode_create(call, self._names, self.decode_id(call) if "id" in call.path else None)

    def encode_submit(self, spec: VideoSpec) -> Call:
        return create.encode_create(spec, self._names, as_form=self._as_form)

    def encode_submitted(self, job: JobView) -> Reply:
        return videos.encode_created(job, self._names)

    def decode_submitted(self, reply: Reply) -> str:
        return videos.decode_created(reply)

    # Read, list, remove ----------------------------------------------------------------------------------------------

    def encode_poll(self, id: str, spec: VideoSpec) -> Call:
        return videos.encode_poll(id)

    def encode_status(self, job: JobView) -> Reply:
        return videos.encode_status(job, self._names)

    def decode_status(self, reply: Reply) -> Outcome:
        return videos.decode_status(reply)

    def decode_variant(self, call: Call) -> Variant:
        return videos.decode_variant(call)

    def encode_content(self, id: str, spec: VideoSpec) -> Call:
        return videos.encode_content(id)

    def decode_page(self, call: Call) -> Page:
        return videos.decode_page(call)

    def encode_list(self, found: Found, call: Call) -> Reply:
        return videos.encode_list(found, self._names)

    def removal(self, job: JobView) -> Literal["cancel", "delete"]:
        """The vendor removes what is finished; here what is not is stopped first [5]."""
        return "delete"

    def encode_deleted(self, job: JobView) -> Reply:
        return videos.encode_deleted(job)

    # Webhooks, errors, and what is not served ------------------------------------------------------------------------

    def answer(self, call: Call, asker: Asker) -> Reply:
        return errors.not_served(call)

    def encode_webhook(self, job: JobView, hook: Hook) -> bytes:
        return events.encode(job, hook)

    def webhook_headers(self, body: bytes, stamp: Stamp) -> Mapping[str, str]:
        return signed_headers(body, stamp)

    def encode_error(self, error: KinoraError, occasion: Occasion) -> Reply:
        return errors.encode_error(error, occasion)

    def decode_error(self, reply: Reply) -> KinoraError | None:
        return errors.decode_error(reply)
