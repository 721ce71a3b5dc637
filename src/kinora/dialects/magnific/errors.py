"""Errors in Magnific's words, both ways: one body that every known reader understands [7]."""

from __future__ import annotations

import re

from kinora.dialects.base import Reply, error_for, json_answer, json_reply, refused
from kinora.dialects.magnific.families import VOCABULARY, InvalidParam, Refusal
from kinora.spec.errors import InvalidRequest, KinoraError, Malformed, NotFound

NOT_VALID = "Your request parameters didn't validate."
LONGEST_WAIT_SECONDS = 60  # a client gives up when it is told to wait longer [7]


def encode(error: KinoraError) -> Reply:
    """Text at the top, the fields beside it and below [7]."""
    seconds = min(error.retry_after_seconds or 0, LONGEST_WAIT_SECONDS)
    retry = {"retry-after": str(seconds)} if seconds else {}
    if isinstance(error, NotFound):
        return json_reply({"message": "Task not found" if error.what == "job" else "Not found"}, status=404)
    if not isinstance(error, InvalidRequest) or isinstance(error, Malformed):
        return json_reply({"message": error.message}, status=error.http_status, headers=retry)
    if [problem.field for problem in error.problems] == ["page"]:
        return json_reply({"message": f"Parameter 'page' {error.problems[0].reason()}"}, status=400)
    fields: list[InvalidParam] = [
        {"name": VOCABULARY.field(item.field), "reason": item.reason(VOCABULARY)} for item in error.problems
    ]
    text = "; ".join(f"{item['name']}: {item['reason']}" for item in fields)
    refusal: Refusal = {
        "message": f"{NOT_VALID} {text}",
        "invalid_params": fields,
        "problem": {"message": NOT_VALID, "invalid_params": fields},
    }
    return json_reply(refusal, status=400)


def decode(reply: Reply) -> KinoraError | None:
    """The error in an answer; None where it tells of success."""
    if reply.status < 400:
        return None
    body = json_answer(reply)
    body = body if isinstance(body, dict) else {}
    fields = body.get("invalid_params") or (body.get("problem") or {}).get("invalid_params")
    if fields:
        sentences = (f"{item['name']} {item['reason']}" for item in fields)
        return InvalidRequest(tuple(VOCABULARY.problem(sentence) for sentence in sentences))
    message = str(body.get("message") or f"HTTP {reply.status}")
    match reply.status:
        case 404:
            return NotFound("job" if message == "Task not found" else "path")
        case 400:
            return refused(re.sub(r"^Parameter '(\w+)' ", r"\1 ", message), VOCABULARY)
        case _:
            return error_for(reply, message)
