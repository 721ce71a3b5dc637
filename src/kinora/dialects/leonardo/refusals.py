"""Every error in this vendor's shapes, and back: v2's array under HTTP 200 here, v1's object in `faults.py` [2.3].

A row that is not there is no error to the vendor: it is null.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from typing_extensions import TypedDict

from kinora.dialects.base import Occasion, Reply, error_for, json_answer, json_reply
from kinora.dialects.leonardo.faults import decode_fault, encode_fault, error_of, sentence_of
from kinora.dialects.leonardo.words import V2, WORDS
from kinora.spec.errors import (
    ContentRefused,
    InvalidRequest,
    KinoraError,
    Malformed,
    NotFound,
    PaymentRequired,
    RateLimited,
)


class Detail(TypedDict):
    """One thing wrong with a request."""

    code: Literal["VALIDATION_ERROR"]
    message: str


class Details(Detail):
    """The first thing, and all of them: readers look at `errors`, at `message`, or at the outer one."""

    errors: list[Detail]


class Extensions(TypedDict):
    """The status that counts, whatever HTTP says."""

    code: Literal["BadRequestException", "ForbiddenException", "HttpException"]
    statusCode: int
    details: Details | str


class Refusal(TypedDict):
    """A GraphQL error: the one item of the array that v2 answers."""

    message: str
    path: list[str]
    extensions: Extensions


CONCURRENT = "You have reached the maximum number of concurrent requests. "
NO_TOKENS = "Insufficient tokens"
_UNTOLD = "An error occurred."

_ROWS = {"status": "generations_by_pk", "delete": "delete_generations_by_pk"}
_IMAGE_ROWS = {"file": "init_images_by_pk", "discard": "delete_init_images_by_pk"}
_MEDIA_ROWS = {"file": "uploaded_media_by_pk", "discard": "delete_uploaded_media_by_pk"}


def encode(error: KinoraError, occasion: Occasion, *, by_status: bool) -> Reply:
    """The answer to what went wrong.

    by_status: whether a refusal on v2 has a status of its own, and not 200.
    """
    row = _row(occasion)
    if row is not None and isinstance(error, NotFound) and error.what != "path":
        return json_reply({row: None})
    retry = {"retry-after": str(error.retry_after_seconds)} if error.retry_after_seconds else {}
    creates = occasion.path.startswith(V2) and occasion.operation in {"submit", "answer"}
    if creates and (refusal := _refusal(error)) is not None:
        # Clients wait by the status of a full line: that one is never 200.
        status = error.http_status if by_status or isinstance(error, RateLimited) else 200
        return json_reply([refusal], status=status, headers=retry)
    return json_reply(encode_fault(error), status=error.http_status, headers=retry)


def decode(reply: Reply) -> KinoraError | None:
    """The error in an answer of the vendor's, or of whoever speaks in its place; None for what is no error."""
    match json_answer(reply):
        case [dict(refusal), *_] if {"message", "extensions"} & refusal.keys():
            return _decode_refusal(refusal, reply)
        case {"error": error, **more} if "code" in more or reply.status >= 400:
            return decode_fault(str(error), str(more.get("code")), reply)
        case {**rows} if reply.status < 400 and any(
            str(name).endswith("_by_pk") and rows[name] is None for name in rows
        ):
            return NotFound("job")
        case _:
            return None if reply.status < 400 else error_for(reply, f"HTTP {reply.status}")


def _row(occasion: Occasion) -> str | None:
    """Where the answer to a question for one row has it."""
    uploads = _MEDIA_ROWS if "/media/" in occasion.path else _IMAGE_ROWS
    return _ROWS.get(occasion.operation) or uploads.get(occasion.operation)


def _refusal(error: KinoraError) -> Refusal | None:
    """The error as v2 has it; None for one that v2 tells as v1 does."""
    match error:
        case Malformed():
            return None
        case InvalidRequest(problems=problems):
            errors: list[Detail] = [
                {"code": "VALIDATION_ERROR", "message": sentence_of(problem, WORDS)} for problem in problems
            ]
            details: Details = {**errors[0], "errors": errors}
            return _item(_UNTOLD, {"code": "BadRequestException", "statusCode": 400, "details": details})
        case PaymentRequired():
            return _item(NO_TOKENS, {"code": "HttpException", "statusCode": 402, "details": error.message})
        case RateLimited():
            return _item(CONCURRENT + error.message, _said("HttpException", error))
        case KinoraError(http_status=ContentRefused.http_status):
            return _item(error.message, _said("ForbiddenException", error))
        case _:
            return None


def _item(message: str, extensions: Extensions) -> Refusal:
    return {"message": message, "path": [], "extensions": extensions}


def _said(code: Literal["ForbiddenException", "HttpException"], error: KinoraError) -> Extensions:
    return {"code": code, "statusCode": error.http_status, "details": error.message}


def _decode_refusal(refusal: Mapping[str, object], reply: Reply) -> KinoraError:
    """Under HTTP 200 the item's own status tells a refusal from a full line or an empty purse."""
    match refusal.get("extensions"):
        case {"statusCode": int(status)}:
            pass
        case _:
            status = 400
    messages = _messages(refusal)
    if status in {400, 422}:
        return InvalidRequest(tuple(WORDS.problem(message) for message in messages))
    return error_of(reply, messages[0], status)


def _messages(refusal: Mapping[str, object]) -> list[str]:
    """What a refusal says, from where it says the most."""
    match refusal.get("extensions"):
        case {"details": {"errors": [*errors]}} if found := [
            str(item["message"]) for item in errors if isinstance(item, dict) and "message" in item
        ]:
            return found
        case {"details": {"message": str(message)}}:
            return [message]
        case {"details": str(message)} if message and not message.startswith(_UNTOLD.rstrip(".")):
            return [message]
        case _:
            return [str(refusal.get("message") or _UNTOLD)]
