"""The webhook of Kinora's own API: one event of one job, signed after the Standard Webhooks specification."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from kinora.dialects.base import json_reply
from kinora.dialects.webhook import LONG_WAITS, Hook, HookTerms, Stamp, signed_headers
from kinora.dialects.wire import Json
from kinora.spec.outcome import Failed, JobView, Succeeded


class NativeHook:
    """Tells of jobs that came in through the native API. A key's URL serves those that name none."""

    hook: ClassVar[HookTerms] = HookTerms(sources=("request", "key"), waits=LONG_WAITS, timeout_seconds=15.0)

    def encode_webhook(self, job: JobView, hook: Hook) -> bytes:
        """`{"type": "job.succeeded", "id", "at", "job": {…}}`; id: the delivery's, the same at every attempt."""
        body: Json = {
            "type": f"job.{job.outcome.state}",
            "id": str(hook.id),
            "at": hook.at.isoformat(),
            "job": _job(job),
        }
        return json_reply(body).body

    def webhook_headers(self, body: bytes, stamp: Stamp) -> Mapping[str, str]:
        return signed_headers(body, stamp)


def _job(job: JobView) -> Json:
    done = job.outcome if isinstance(job.outcome, Succeeded) else None
    error = job.outcome if isinstance(job.outcome, Failed) else None
    return {
        "id": str(job.id),
        "state": job.outcome.state,
        "via": job.via,
        "model": job.plan.model,
        "prompt": job.plan.prompt,
        "video_url": None if done is None else done.video_url,
        "poster_url": None if done is None else done.poster_url,
        "error": None if error is None else {"code": error.code, "message": error.message},
    }
