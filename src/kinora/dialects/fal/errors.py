"""Errors, both ways: a list under 422 that names every field, anything else a sentence and a type [6]."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kinora.dialects.base import Occasion, Reply, error_for, json_answer, json_reply
from kinora.dialects.fal.endpoints import says_reference_image_urls
from kinora.dialects.fal.queue import retryable
from kinora.dialects.fal.wire import ERROR_TYPE, REQUEST_ID, VOCABULARY, WEBHOOK, Cancellation, Detail, Fault, Refusal
from kinora.spec.errors import (
    Busy,
    ContentRefused,
    InvalidRequest,
    KinoraError,
    Malformed,
    NotAllowed,
    NotFound,
    PaymentRequired,
    Problem,
    RateLimited,
    Rule,
    Unauthorized,
)

NO_KEY = "Authentication is required to access this application."
WRONG_KEY = "No user found for Key ID and Secret"
_FINISHED = "The request is already completed."
_JSON = "json_invalid"
_BAD = "bad_request"
_TYPES: Mapping[Rule, str] = {
    "required": "missing",
    "type": "type_error",
    "one_of": "literal_error",
    "count": "too_long",
    "multiple": "multiple_of",
    "unsupported": "feature_not_supported",
}
_OTHER_TYPE = "value_error"
_RULES: Mapping[str, Rule] = {type: rule for rule, type in _TYPES.items()}
_FAULTS: tuple[tuple[type[KinoraError], str], ...] = (
    (RateLimited, "concurrent_requests_limit"),
    (Busy, "runner_scheduling_failure"),
)
_WORTH_ANOTHER_TRY = frozenset({429, 503})


def encode_error(error: KinoraError, occasion: Occasion) -> Reply:
    """Never 409, at which the Python client would try ten times [0.10]."""
    headers = {REQUEST_ID: occasion.request_id}
    if error.retry_after_seconds:
        headers["retry-after"] = str(error.retry_after_seconds)
    body: Refusal | Fault
    match error:
        case InvalidRequest():
            status, body = 422, _refusal(error, occasion.path)
        case NotFound(what="job"):
            return json_reply(Cancellation(status="NOT_FOUND"), status=404, headers=headers)
        case NotAllowed() if occasion.operation == "cancel":
            return json_reply(Cancellation(status="ALREADY_COMPLETED"), status=400, headers=headers)
        case NotFound(what="path"):
            status, body = 404, Fault(detail=f"Path {occasion.path} not found")
        case Unauthorized(missing=missing):
            status, body = 401, Fault(detail=NO_KEY if missing else WRONG_KEY)
        case _:
            status = 400 if error.http_status == NotAllowed.http_status else error.http_status
            type = _fault(error, status)
            body = Fault(detail=error.message, error_type=type)
            headers[ERROR_TYPE] = type
    return json_reply(body, status=status, headers={**headers, **retryable(again=status in _WORTH_ANOTHER_TRY)})


def not_served(why: str, *, status: int) -> Reply:
    """The answer of a path that the vendor has and this house has not."""
    return json_reply(
        Fault(detail=why, error_type=_BAD), status=status, headers={ERROR_TYPE: _BAD, **retryable(again=False)}
    )


def decode_error(reply: Reply) -> KinoraError | None:
    """The error in an answer, also in one that tells of a result that is not there."""
    if reply.status < 400:
        return None
    answer = json_answer(reply)
    body = answer if isinstance(answer, dict) else {}
    detail = body.get("detail")
    if isinstance(detail, list) and detail:
        return _decode_refusal([item if isinstance(item, dict) else {} for item in detail])
    message = detail if isinstance(detail, str) and detail else f"HTTP {reply.status}"
    match reply.status, body.get("status"):
        case 404, "NOT_FOUND":
            return NotFound("job")
        case 400, "ALREADY_COMPLETED":
            return error_for(reply, _FINISHED, status=NotAllowed.http_status)
        case 400, _:
            return error_for(reply, message, status=NotAllowed.http_status)
        case 401, _:
            return Unauthorized(missing=message == NO_KEY)
        case 403, _ if "balance" in message.lower():
            return PaymentRequired(message)
        case 404, _:
            named = re.fullmatch(r"No such (\w+)(?:: (.+))?", message)
            return NotFound(*named.groups()) if named else NotFound("path")
        case 422, _:
            return InvalidRequest((VOCABULARY.problem(message),))
        case _:
            return error_for(reply, message)


def _fault(error: KinoraError, status: int) -> str:
    named = next((type for kind, type in _FAULTS if isinstance(error, kind)), None)
    return named or (_BAD if status < 500 else "internal_error")


def _refusal(error: InvalidRequest, path: str) -> Refusal:
    if isinstance(error, Malformed):
        return Refusal(detail=[Detail(loc=["body"], msg=error.problems[0].reason(VOCABULARY), type=_JSON)])
    return Refusal(detail=[_detail(problem, path) for problem in error.problems])


def _detail(problem: Problem, path: str) -> Detail:
    field = VOCABULARY.field(problem.field)
    if says_reference_image_urls(path):
        field = re.sub(r"^image_urls(?=$|\[)", "reference_image_urls", field)
    return Detail(loc=_loc(field), msg=problem.reason(VOCABULARY), type=_TYPES.get(problem.rule, _OTHER_TYPE))


def _loc(field: str) -> list[str | int]:
    """Where a field stands: `image_urls[0]` is ["body", "image_urls", 0]."""
    if field == "body":
        return ["body"]
    if field == WEBHOOK:
        return ["query", field]
    if field.startswith("x-"):
        return ["header", field]
    parts = re.findall(r"\[([0-9]+)\]|([^.\[\]]+)", field)
    return ["body", *(int(index) if index else name for index, name in parts)]


def _field(loc: object) -> str:
    parts = loc if isinstance(loc, list) else [loc]
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts[1:])
    return path.removeprefix(".") or "body"


def _decode_refusal(details: list[dict[str, object]]) -> KinoraError:
    first = details[0]
    if first.get("type") == _JSON:
        return Malformed(str(first.get("msg")))
    if first.get("type") == "content_policy_violation":
        return ContentRefused(str(first.get("msg")))
    return InvalidRequest(tuple(_problem(item) for item in details))


def _problem(item: Mapping[str, object]) -> Problem:
    type = str(item.get("type"))
    rule = _RULES.get(type, "type" if type.endswith(("_type", "_parsing")) else "unusable")
    return Problem(field=VOCABULARY.spec_field(_field(item.get("loc"))), rule=rule, detail=str(item.get("msg")))
