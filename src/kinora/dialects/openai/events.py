"""The webhook: an event that says which video has ended [7]."""

from __future__ import annotations

from kinora.dialects.base import json_reply
from kinora.dialects.openai.create import video_id
from kinora.dialects.openai.wire import Event
from kinora.dialects.webhook import LONG_WAITS, Hook, HookTerms
from kinora.spec.outcome import JobView, Succeeded

TERMS = HookTerms(sources=("key",), waits=LONG_WAITS, timeout_seconds=15.0)


def encode(job: JobView, hook: Hook) -> bytes:
    """The event; the reader then asks for the video."""
    body: Event = {
        "id": f"evt_{hook.id.hex}",
        "object": "event",
        "created_at": int(hook.at.timestamp()),
        "type": "video.completed" if isinstance(job.outcome, Succeeded) else "video.failed",
        "data": {"id": video_id(job.id)},
    }
    return json_reply(body).body
