"""The errors of v1, an object under an HTTP status of its own, and what v2 words as v1 does [2.4]."""

from __future__ import annotations

import re
from collections.abc import Mapping
from uuid import UUID

from typing_extensions import TypedDict

from kinora.dialects.base import Reply, error_for, refused
from kinora.dialects.leonardo.words import V1_WORDS
from kinora.dialects.wire import Vocabulary
from kinora.spec.errors import (
    ContentRefused,
    Internal,
    InvalidRequest,
    KinoraError,
    Malformed,
    NotFound,
    Problem,
    RateLimited,
    Rule,
    Unauthorized,
)

INVALID_IMAGE, INVALID_MEDIA = "invalid init image id", "invalid media id"
INVALID_UUID = "invalid input syntax for type uuid"

_CODES: Mapping[Rule, str] = {
    "required": "validation-failed",
    "type": "validation-failed",
    "unsupported": "bad-request",
}
_RULES: Mapping[str, Rule] = {"validation-failed": "type", "bad-request": "unsupported"}


class Fault(TypedDict):
    """What v1 answers."""

    error: str
    path: str
    code: str


def row_id(text: str) -> UUID:
    """An id in a path. What is none is refused as the vendor's database does it [3.1]."""
    try:
        return UUID(text)
    except ValueError:
        raise InvalidRequest((Problem(field="id", rule="type", detail=f'{INVALID_UUID}: "{text}"'),)) from None


def encode_fault(error: KinoraError) -> Fault:
    """The error as v1 has it [2.4]."""
    match error:
        case Malformed():
            return _object(error.message, "invalid-json")
        case InvalidRequest(problems=(Problem(field="id", detail=str(detail)),)) if detail.startswith(INVALID_UUID):
            return _object(detail, "data-exception")
        case InvalidRequest(problems=problems):
            text = "; ".join(_v1_sentence(problem) for problem in problems)
            return _object(text, _CODES.get(problems[0].rule, "unexpected"))
        case Unauthorized():
            return _object("Authentication hook unauthorized this request", "access-denied")
        case NotFound():
            return _object("Endpoint not found", "not-found")
        case RateLimited():
            return _object("Rate limit exceeded", "unexpected")
        case KinoraError(http_status=Internal.http_status):
            return _object("internal error", "unexpected")
        case _:
            return _object(error.message, "unexpected")


def _object(text: str, code: str) -> Fault:
    return {"error": text, "path": "$", "code": code}


def _v1_sentence(problem: Problem) -> str:
    """A problem in the words of the vendor's own page where it has some."""
    name = V1_WORDS.field(problem.field)
    match problem:
        case Problem(field="extension"):
            return f"invalid file extension: {problem.reason(V1_WORDS)}"
        case Problem(detail=str()):
            return sentence_of(problem, V1_WORDS)
        case Problem(rule="required"):
            return f'expecting a value for non-nullable variable: "{name}"'
        case Problem(rule="unsupported"):
            return f"Unexpected variable {name}"
        case Problem(field="prompt", rule="length", allowed=(_, most)):
            return f"Invalid prompt, maximum length of {most} characters exceeded."
        case _:
            return sentence_of(problem, V1_WORDS)


def decode_fault(text: str, code: str, reply: Reply) -> KinoraError:
    """The error behind the two words of a fault."""
    match code:
        case "access-denied":
            return Unauthorized()
        case "not-found":
            return NotFound("path")
        case "data-exception":
            return InvalidRequest((Problem(field="id", rule="type", detail=text),))
    if reply.status != InvalidRequest.http_status:
        return error_of(reply, text, reply.status)
    read = refused(text, V1_WORDS)
    if isinstance(read, Malformed):
        return read
    (problem,) = read.problems
    rule = _RULES.get(code, problem.rule)
    return InvalidRequest((Problem(field=problem.field, rule=rule, detail=problem.detail),))


def sentence_of(problem: Problem, words: Vocabulary) -> str:
    """A problem, and the vendor's own words for an id of media that names nothing usable [2.3]."""
    sentence = problem.sentence(words)
    theirs = INVALID_MEDIA if problem.field.startswith(("references.videos", "references.audios")) else INVALID_IMAGE
    names_nothing = re.match(r"names (no|a) ", problem.detail or "") is not None
    return f"{sentence}: {theirs}" if names_nothing and theirs not in sentence else sentence


def error_of(reply: Reply, message: str, status: int) -> KinoraError:
    """The error behind a status. What is forbidden is what was asked for: no link of this vendor's ever expires."""
    error = error_for(reply, message, status=status)
    if status == ContentRefused.http_status:
        return ContentRefused(message, retry_after_seconds=error.retry_after_seconds)
    return error
