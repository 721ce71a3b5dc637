"""What both clients share: a Call's parts as httpx wants them, and an answer that is an error, raised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeGuard

import httpx

from kinora.dialects.base import Call, Dialect, Reply
from kinora.dialects.operations import Contents
from kinora.spec.errors import EngineFailed, KinoraError, NotAllowed
from kinora.spec.outcome import Cancelled, Failed, Outcome, Queued, Running, Succeeded
from kinora.spec.video import VideoSpec

TIMEOUT_SECONDS = 60.0


def request_parts(call: Call, dialect: Dialect, key: str) -> Mapping[str, Any]:
    """The arguments of httpx's `request`."""
    content = {"content-type": "application/json"} if call.body else {}
    headers = {"accept": "application/json", **content, **call.headers, **dialect.encode_credential(key)}
    return {
        "method": call.method,
        "url": call.url,
        "params": dict(call.query) or None,
        "headers": headers,
        "content": call.body or None,
    }


def checked(answer: httpx.Response, dialect: Dialect) -> Reply:
    """The answer as a Reply. Raises the dialect's own reading of an error, under any HTTP status."""
    reply = Reply(status=answer.status_code, body=answer.content, headers=dict(answer.headers))
    try:
        error = dialect.decode_error(reply)
    except (ValueError, KeyError, TypeError, AttributeError):
        error = None
    if error is not None:
        raise error
    if answer.status_code >= 400:
        raise KinoraError(f"{answer.request.url.host} answered {answer.status_code}: {answer.text[:200]}")
    return reply


def placed(outcome: Outcome, sent_id: str, spec: VideoSpec, dialect: Dialect, base_url: str) -> Outcome:
    """The outcome with the address of its video, where the dialect gives that under a path of its own, for the key."""
    if is_elsewhere(outcome) and isinstance(dialect, Contents):
        return replace(outcome, video_url=base_url.rstrip("/") + dialect.encode_content(sent_id, spec).url)
    return outcome


def is_elsewhere(outcome: Outcome) -> TypeGuard[Succeeded]:
    """Whether there is a video that the answer did not name."""
    return isinstance(outcome, Succeeded) and not outcome.video_url


def download_headers(video: Succeeded, dialect: Dialect, base_url: str, key: str) -> Mapping[str, str]:
    """The key for a video under the server's own path, and nothing for anybody else's address."""
    own = isinstance(dialect, Contents) and video.video_url.startswith(base_url.rstrip("/") + "/")
    return dialect.encode_credential(key) if own else {}


def settled(outcome: Outcome) -> Succeeded | None:
    """A finished outcome, None while there is none. Raises EngineFailed or NotAllowed for one without a video."""
    match outcome:
        case Queued() | Running():
            return None
        case Succeeded():
            return outcome
        case Failed(message=message):
            raise EngineFailed(message)
        case Cancelled():
            raise NotAllowed("The job was cancelled")
