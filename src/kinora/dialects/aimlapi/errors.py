"""Errors in the words of AI/ML API, both ways: one body, in which all problems are one sentence [5]."""

from __future__ import annotations

import re

from kinora.dialects.aimlapi.wire import VOCABULARY, Refusal
from kinora.dialects.base import Occasion, Reply, error_for, json_answer, json_reply, refused
from kinora.spec.errors import InvalidRequest, KinoraError, Malformed, NotFound, RateLimited

INVALID_BODY = "Body validation error"
TOO_MANY = "Too Many Requests: "


def encode(error: KinoraError, occasion: Occasion) -> Reply:
    """`{message, path, requestId, statusCode, timestamp}` [5]."""
    message = TOO_MANY + error.message if isinstance(error, RateLimited) else error.message
    if isinstance(error, InvalidRequest) and not isinstance(error, Malformed):
        message = f"{INVALID_BODY}: " + "; ".join(problem.sentence(VOCABULARY) for problem in error.problems)
    body: Refusal = {
        "message": message,
        "path": occasion.path,
        "requestId": occasion.request_id,
        "statusCode": error.http_status,
        "timestamp": occasion.at.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z",
    }
    retry = {"retry-after": str(error.retry_after_seconds)} if error.retry_after_seconds else {}
    return json_reply(body, status=error.http_status, headers=retry)


def decode(reply: Reply) -> KinoraError | None:
    """The error in an answer; None where it tells of success."""
    if reply.status < 400:
        return None
    body = json_answer(reply)
    message = str(body.get("message", "")) if isinstance(body, dict) else f"HTTP {reply.status}"
    if message.startswith(INVALID_BODY):
        sentences = message.removeprefix(INVALID_BODY).lstrip(": ").split("; ")
        return InvalidRequest(tuple(VOCABULARY.problem(sentence) for sentence in sentences))
    match reply.status:
        case 400:
            return refused(message, VOCABULARY)
        case 404:
            named = re.fullmatch(r"No such (\w+)(?:: (.+))?", message)
            return NotFound(*named.groups()) if named else NotFound("job")
        case _:
            return error_for(reply, message.removeprefix(TOO_MANY))
