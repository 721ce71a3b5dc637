"""What Ark answers when something is wrong, both ways: one envelope, a code for every kind [2.5]."""

from __future__ import annotations

import re
from uuid import UUID

from kinora.dialects.ark.wire import ID, VOCABULARY, Refusal
from kinora.dialects.base import BODY, Occasion, Reply, error_for, json_answer, json_reply, refused
from kinora.dialects.wire import Json
from kinora.spec.errors import (
    Busy,
    ContentRefused,
    InvalidRequest,
    KinoraError,
    LinkExpired,
    Malformed,
    MediaUnusable,
    NotAllowed,
    NotFound,
    PaymentRequired,
    Problem,
    RateLimited,
    TooLarge,
    Unauthorized,
)

_TYPES = {
    400: "BadRequest",
    401: "Unauthorized",
    403: "Forbidden",
    404: "NotFound",
    409: "Conflict",
    429: "TooManyRequests",
    500: "InternalServerError",
}
_INTERNAL = (500, "InternalServiceError")
_KINDS: dict[type[KinoraError], tuple[int, str]] = {
    Unauthorized: (401, "AuthenticationError"),
    PaymentRequired: (403, "AccountOverdueError"),
    LinkExpired: (403, "AccessDenied"),
    NotAllowed: (409, "InvalidAction.RunningTaskDeletion"),
    TooLarge: (400, "InvalidParameter.OversizedImage"),
    RateLimited: (429, "QuotaExceeded"),
    Busy: (429, "ServerOverloaded"),
    ContentRefused: (400, "SensitiveContentDetected"),
    MediaUnusable: (400, "InvalidParameter.content"),
}
_OURS: tuple[tuple[str, type[KinoraError]], ...] = (
    (r"ServerOverloaded|ModelLoadingError", Busy),
    (r"AccountOverdueError|OperationDenied\.ServiceOverdue", PaymentRequired),
    (r"InvalidParameter\.OversizedImage", TooLarge),
    (r"InvalidAction\..*", NotAllowed),
    (r"AccessDenied", LinkExpired),
    (r"OperationDenied.*|InvalidAccountStatus", Unauthorized),
    (r".*(SensitiveContent|RiskDetection).*", ContentRefused),
)
"""The kinds that a vendor's code tells better than its status does."""
_NOT_VALID = "The request is not valid: "
_NO_TASK = "The specified task is not found"
_NO_MODEL = "InvalidEndpointOrModel.NotFound"
_MISSING, _INVALID = "MissingParameter.", "InvalidParameter."
_REQUEST_ID = "Request id: "
_UNKNOWN_TASK = "ResourceNotFound"  # what clients look for [2.2]


def encode_error(error: KinoraError, occasion: Occasion) -> Reply:
    """Any error, in the vendor's envelope. What may be tried again later says when."""
    status, code, message, param = _said(error)
    body: Refusal = {
        "error": {
            "code": code,
            "message": f"{_closed(message)} {_REQUEST_ID}{occasion.request_id}",
            "param": param,
            "type": _TYPES[status],
        }
    }
    headers = {"retry-after": str(error.retry_after_seconds)} if error.retry_after_seconds else {}
    if isinstance(error, NotAllowed):
        headers["x-should-retry"] = "false"  # the Python clients would try a 409 again [0.2]
    return json_reply(body, status=status, headers=headers)


def _said(error: KinoraError) -> tuple[int, str, str, str]:
    """Status, code, message and param."""
    match error:
        case Malformed():
            return 400, f"{_INVALID}body", error.problems[0].sentence(), "body"
        case InvalidRequest(problems=problems) if problems:
            first = problems[0]
            wire = VOCABULARY.field(first.field)
            sentences = "; ".join(problem.sentence(VOCABULARY) for problem in problems)
            return (404 if _is_unknown_model(first) else 400), _code(first, wire), f"{_NOT_VALID}{sentences}", wire
        case NotFound(what="job", id=id):
            return 404, _UNKNOWN_TASK, _NO_TASK + (f": {_task_id(id)}" if id else ""), ""
        case NotFound(what=what):
            return 404, f"NotFound.{what}", error.message, ""
        case _:
            status, code = next((told for kind, told in _KINDS.items() if isinstance(error, kind)), _INTERNAL)
            return status, code, error.message, ""


def _closed(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."


def _is_unknown_model(problem: Problem) -> bool:
    return (problem.field, problem.rule) == ("model", "one_of")


def _code(problem: Problem, wire: str) -> str:
    """`MissingParameter.duration`: the whole field of which something is wrong; `param` has its path."""
    if _is_unknown_model(problem):
        return _NO_MODEL
    return (_MISSING if problem.rule == "required" else _INVALID) + re.split(r"[.\[]", wire)[0]


def _task_id(text: str) -> str:
    try:
        return f"{ID}{UUID(text)}"
    except ValueError:
        return text


def _job_id(text: str) -> str:
    bare = text.removeprefix(ID)
    return bare if _task_id(bare) == text else text


# The way back ---------------------------------------------------------------------------------------------------------


def decode_error(reply: Reply) -> KinoraError | None:
    """The error in an answer; None where it is none. Other gateways put the fields at the top, or leave some out."""
    if reply.status < 400:
        return None
    fields = _fields(json_answer(reply))
    code = str(fields.get("code") or "")
    message = str(fields.get("message") or f"HTTP {reply.status}")
    message = re.sub(rf"\s*{_REQUEST_ID}\S*$", "", message, flags=re.IGNORECASE)
    kind = next((kind for pattern, kind in _OURS if re.fullmatch(pattern, code)), None)
    if kind is ContentRefused:
        return ContentRefused(message)
    if kind is not None:
        return error_for(reply, message, status=kind.http_status)
    if reply.status == 404:
        return _not_found(code, message)
    if reply.status in {400, 422}:
        return _invalid(code, message)
    return error_for(reply, message)


def _fields(body: object) -> Json:
    outer = body if isinstance(body, dict) else {}
    inner = outer.get("error")
    return inner if isinstance(inner, dict) else outer


def _not_found(code: str, message: str) -> KinoraError:
    if re.match(r"InvalidEndpointOrModel|ModelNotOpen|UnsupportedModel", code):
        return _invalid(code, message)
    if code.startswith("NotFound."):
        named = re.fullmatch(r"No such (\w+)(?:: (.+?))?\.?", message)
        return NotFound(*named.groups()) if named else NotFound(code.removeprefix("NotFound."))
    named = re.fullmatch(rf"{_NO_TASK}(?:: (.+))?\.", message)
    return NotFound("job", _job_id(named[1]) if named and named[1] else None)


def _invalid(code: str, message: str) -> InvalidRequest:
    """The problems in a sentence; the first of them is what the code is about."""
    if message.startswith(BODY):
        return refused(message.removesuffix("."), VOCABULARY)
    text = message.removeprefix(_NOT_VALID)
    sentences = text.removesuffix(".").split("; ") if text != message else [message]
    first, *rest = [VOCABULARY.problem(sentence) for sentence in sentences]
    if re.match(r"InvalidEndpointOrModel|ModelNotOpen|UnsupportedModel", code):
        first = Problem(field="model", rule="one_of", detail=first.detail if first.field == "model" else message)
    elif code.startswith("MissingParameter"):
        first = Problem(field=first.field, rule="required", detail=first.detail)
    return InvalidRequest((first, *rest))
