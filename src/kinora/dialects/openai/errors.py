"""Errors in OpenAI's words, both ways: one shape, and statuses of which the SDKs retry some by themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from uuid import UUID

from kinora.dialects.base import Call, Occasion, Reply, error_for, json_answer, json_reply, refused
from kinora.dialects.openai.create import video_id
from kinora.dialects.openai.wire import EDIT_VOCABULARY, EDITS, ROOT, VOCABULARY, Refused
from kinora.dialects.wire import Vocabulary
from kinora.spec.errors import (
    Busy,
    InvalidRequest,
    KinoraError,
    LinkExpired,
    Malformed,
    NotAllowed,
    NotFound,
    PaymentRequired,
    Problem,
    RateLimited,
    Rule,
    TooLarge,
    Unauthorized,
)

REQUEST, SERVER = "invalid_request_error", "server_error"
_RULES: Mapping[Rule, str] = {"required": "missing_required_parameter", "unsupported": "unsupported"}
_INVALID, _NO_JSON, _NOT_READY, _NO_MONEY = "invalid_value", "invalid_json", "video_not_ready", "insufficient_quota"
_NO_RETRY = {"x-should-retry": "false"}
_KINDS: Mapping[type[KinoraError], tuple[str, str]] = {
    Unauthorized: (REQUEST, "invalid_api_key"),
    PaymentRequired: (_NO_MONEY, _NO_MONEY),
    LinkExpired: ("permission_error", "link_expired"),
    TooLarge: (REQUEST, "request_too_large"),
    RateLimited: ("rate_limit_error", "rate_limit_exceeded"),
    Busy: (SERVER, "server_busy"),
}
"""type and code of an error; what is not here is the server's fault."""
_NOT_HERE = {
    "extensions": Problem(
        field="video", rule="unsupported", detail="can't be extended here: no engine continues a finished clip"
    ),
    "characters": Problem(
        field="characters", rule="unsupported", detail="are not kept here: send pictures of them as image_reference"
    ),
}


def encode_error(error: KinoraError, occasion: Occasion) -> Reply:
    """`{"error": {"message", "type", "param", "code"}}`, all problems in one message."""
    if isinstance(error, Malformed):
        return _reply(400, error.problems[0].sentence(), REQUEST, code=_NO_JSON)
    if isinstance(error, InvalidRequest) and [problem.field for problem in error.problems] == ["based_on"]:
        return _reply(404, _missing(NotFound()), REQUEST, code="not_found")  # the path names the video to remix
    if isinstance(error, InvalidRequest):
        return invalid(error, EDIT_VOCABULARY if occasion.path == EDITS else VOCABULARY)
    if isinstance(error, NotFound):
        return _reply(404, _missing(error), REQUEST, code="not_found")
    if isinstance(error, NotAllowed):
        # A 409 is what the SDKs ask again for by themselves.
        return _reply(
            400, error.message, REQUEST, code=_NOT_READY if occasion.operation == "content" else "not_allowed"
        )
    headers = {"retry-after": str(error.retry_after_seconds)} if error.retry_after_seconds else {}
    kind, code = next((words for known, words in _KINDS.items() if isinstance(error, known)), (SERVER, None))
    status = error.http_status
    if isinstance(error, PaymentRequired):
        status, headers = 429, _NO_RETRY  # as the vendor has it; to ask again brings no money
    elif status >= 500 and occasion.operation == "submit" and not isinstance(error, Busy):
        headers |= _NO_RETRY  # the job may be there already
    return _reply(status, error.message, kind, code=code, headers=headers)


def invalid(error: InvalidRequest, words: Vocabulary = VOCABULARY) -> Reply:
    """What is wrong with a request, in the words that it used."""
    problems = error.problems
    code = _RULES.get(problems[0].rule, _INVALID) if len(problems) == 1 else _INVALID
    param = words.field(problems[0].field) if problems else None
    return _reply(400, "; ".join(item.sentence(words) for item in problems), REQUEST, param=param, code=code)


def not_served(call: Call) -> Reply:
    """What is not served here, refused for what it is: no engine extends a clip or keeps a character."""
    word = call.url.removeprefix(ROOT).strip("/").partition("/")[0]
    return invalid(InvalidRequest((_NOT_HERE.get(word, _NOT_HERE["characters"]),)))


def _missing(error: NotFound) -> str:
    what = "video" if error.what == "job" else error.what
    try:
        id = video_id(UUID(error.id)) if error.id and what == "video" else error.id
    except ValueError:
        id = error.id
    return f"No such {what}" + (f": {id}" if id else "")


def _reply(
    status: int,
    message: str,
    type: str,
    *,
    param: str | None = None,
    code: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Reply:
    body: Refused = {"error": {"message": message, "type": type, "param": param, "code": code}}
    return json_reply(body, status=status, headers=headers)


def decode_error(reply: Reply) -> KinoraError | None:
    """The error in an answer. A failed job is none, though vLLM-Omni answers it under the failure's own status."""
    if reply.status < 400:
        return None
    body = json_answer(reply)
    said = body.get("error") if isinstance(body, dict) else None
    if isinstance(body, dict) and isinstance(body.get("id"), str) and body.get("status") in {"failed", "completed"}:
        return None
    error = said if isinstance(said, dict) else {}
    message, code = _message(reply, body, error), error.get("code")
    match reply.status, code:
        case _, "insufficient_quota":
            return PaymentRequired(message)
        case 400, "invalid_json":
            return Malformed(message.removeprefix("body "))
        case 400, "video_not_ready" | "not_allowed":
            return NotAllowed(message)
        case 400 | 422, _:
            return _problems(message, code)
        case 404, _:
            named = re.fullmatch(r"No such (\w+)(?:: (.+))?", message, re.DOTALL)
            return NotFound("job" if named is None or named[1] == "video" else named[1], named[2] if named else None)
        case _:
            return error_for(reply, message)


def _message(reply: Reply, body: object, error: Mapping[str, object]) -> str:
    """The sentence for the user, also where a server answers FastAPI's `{"detail": …}`."""
    text = error.get("message") or (body.get("detail") or body.get("message") if isinstance(body, dict) else None)
    return text if isinstance(text, str) and text else f"HTTP {reply.status}"


def _problems(message: str, code: object) -> InvalidRequest:
    rule = next((rule for rule, word in _RULES.items() if word == code), None)
    if rule is None and "; " in message:
        return InvalidRequest(tuple(VOCABULARY.problem(sentence) for sentence in message.split("; ")))
    error = refused(message, VOCABULARY)
    if rule is None or isinstance(error, Malformed):
        return error
    (problem,) = error.problems
    return InvalidRequest((Problem(field=problem.field, rule=rule, detail=problem.detail),))
