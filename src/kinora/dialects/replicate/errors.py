"""Errors as problem documents (RFC 7807), both ways; refusals name every field under 422."""

from __future__ import annotations

import re
from typing import cast, get_args

from kinora.dialects.base import Reply, error_for, json_answer, json_reply, refused
from kinora.dialects.replicate.wire import VOCABULARY, InvalidField, ProblemDocument
from kinora.spec.errors import InvalidRequest, KinoraError, Malformed, NotFound, Problem, Rule

INVALID = "Input validation failed"
_THINGS = {"job": "prediction", "asset": "file", "upload": "file"}
_TITLES = {
    400: "Bad request",
    401: "Unauthenticated",
    402: "Insufficient credit",
    403: "Forbidden",
    404: "Not found",
    409: "Conflict",
    413: "Request too large",
    422: INVALID,
    429: "Too many requests",
    500: "Internal server error",
    503: "Service unavailable",
}


def encode(error: KinoraError) -> Reply:
    """The document of an error."""
    retry = {"retry-after": str(error.retry_after_seconds)} if error.retry_after_seconds else {}
    if isinstance(error, InvalidRequest) and not isinstance(error, Malformed):
        fields: list[InvalidField] = [
            {"type": item.rule, "field": VOCABULARY.field(item.field), "description": item.reason(VOCABULARY)}
            for item in error.problems
        ]
        detail = "\n".join(f"- {item['field']}: {item['description']}" for item in fields)
        refusal: ProblemDocument = {"title": INVALID, "detail": detail, "status": 422, "invalid_fields": fields}
        return json_reply(refusal, status=422)
    text = error.message
    if isinstance(error, NotFound):
        text = f"No such {_THINGS.get(error.what, error.what)}" + (f": {error.id}" if error.id else "")
    status = error.http_status
    document: ProblemDocument = {"title": _TITLES.get(status, "Error"), "detail": text, "status": status}
    return json_reply(document, status=status, headers=retry)


def decode(reply: Reply) -> KinoraError | None:
    """The error in an answer; None where it tells of success."""
    if reply.status < 400:
        return None
    body = json_answer(reply)
    body = body if isinstance(body, dict) else {}
    detail = str(body.get("detail") or body.get("title") or body.get("error") or f"HTTP {reply.status}")
    match reply.status:
        case 422:
            fields = [item for item in _items(body.get("invalid_fields")) if item.get("field")]
            if not fields:
                return refused(detail, VOCABULARY)
            return InvalidRequest(tuple(_problem(item) for item in fields))
        case 400:
            return refused(detail, VOCABULARY)
        case 404:
            named = re.fullmatch(r"No such (\w+)(?:: (.+))?", detail)
            things = {word: what for what, word in _THINGS.items()}
            return NotFound(things.get(named[1], named[1]), named[2]) if named else NotFound("job")
        case _:
            return error_for(reply, detail)


def _items(value: object) -> list[dict[str, object]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _problem(item: dict[str, object]) -> Problem:
    """The vendor's rules are not ours, but for those that we answered ourselves; the sentence is kept as it is."""
    field, reason = str(item["field"]), str(item.get("description") or "can't be used")
    rule = cast("Rule", item["type"]) if item.get("type") in get_args(Rule) else "unusable"
    return Problem(field=VOCABULARY.spec_field(field), rule=rule, detail=reason)
