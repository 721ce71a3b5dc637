"""Errors in OpenRouter's words, both ways: one shape, with every problem by its field beside the sentence [4]."""

from __future__ import annotations

import re
from uuid import UUID

from kinora.dialects.base import Occasion, Reply, error_for, json_answer, json_reply, refused
from kinora.dialects.openrouter.create import encode_id
from kinora.dialects.openrouter.wire import VOCABULARY, Refused
from kinora.dialects.wire import Json
from kinora.spec.errors import InvalidRequest, KinoraError, Malformed, NotFound, Problem

_GONE = 410


def encode(error: KinoraError, occasion: Occasion) -> Reply:
    """`{"error": {"code", "message", "metadata"}, "user_id"}`; a file that is no longer kept is gone [4]."""
    status, message = error.http_status, error.message
    metadata: Json | None = None
    if isinstance(error, NotFound):
        status = _GONE if occasion.operation == "content" and error.what == "file" else status
        message = _missing(error)
    elif isinstance(error, InvalidRequest):
        message = "; ".join(problem.sentence(VOCABULARY) for problem in error.problems)
        if not isinstance(error, Malformed):
            metadata = {"problems": [_told(problem) for problem in error.problems]}
    body: Refused = {"error": {"code": status, "message": message, "metadata": metadata}, "user_id": None}
    retry = {"retry-after": str(error.retry_after_seconds)} if error.retry_after_seconds else {}
    return json_reply(body, status=status, headers=retry)


def decode(reply: Reply) -> KinoraError | None:
    """The error in an answer; None where it tells of success."""
    if reply.status < 400:
        return None
    body = json_answer(reply)
    said = body.get("error") if isinstance(body, dict) else None
    error = said if isinstance(said, dict) else {}
    text = error.get("message")
    message = text if isinstance(text, str) and text else f"HTTP {reply.status}"
    match reply.status:
        case 400:
            return _problems(message, error.get("metadata"))
        case 404:
            named = re.fullmatch(r"No such (\w+)(?:: (.+))?", message, re.DOTALL)
            return NotFound(*named.groups()) if named else NotFound("job")
        case 410:
            return NotFound("file")
        case _:
            return error_for(reply, message)


def _missing(error: NotFound) -> str:
    try:
        id = encode_id(UUID(error.id)) if error.id and error.what == "job" else error.id
    except ValueError:
        id = error.id
    return f"No such {error.what}" + (f": {id}" if id else "")


def _told(problem: Problem) -> Json:
    return {"field": VOCABULARY.field(problem.field), "reason": problem.reason(VOCABULARY)}


def _problems(message: str, metadata: object) -> InvalidRequest:
    """The problems one by one where they are told so, else as one sentence."""
    told = metadata.get("problems") if isinstance(metadata, dict) else None
    found = [item for item in told if isinstance(item, dict)] if isinstance(told, list) else []
    pairs = [(str(item.get("field", "")), str(item.get("reason", ""))) for item in found]
    if not pairs:
        return refused(message, VOCABULARY)
    problems = (Problem(field=VOCABULARY.spec_field(name), rule="unusable", detail=why) for name, why in pairs)
    return InvalidRequest(tuple(problems))
