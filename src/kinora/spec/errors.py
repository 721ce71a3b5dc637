"""The error tree that every room shares.

    KinoraError
    ├── InvalidRequest        the caller's request can't be served as it is; carries every Problem found
    │   └── Malformed         the body is not even a JSON object
    ├── Unauthorized          no key, or a key that nobody knows
    ├── PaymentRequired       the purse is empty: a vendor's, or a budget's
    ├── NotFound              no such job, asset, upload or path (or not this owner's)
    ├── LinkExpired           a signed link whose time has passed or whose signature is wrong
    ├── NotAllowed            the operation does not fit the state of the thing
    ├── TooLarge              a body or file over its limit
    ├── RateLimited           try again later: this key has as much waiting as it may
    ├── Busy                  try again later: the queue or the server is full
    ├── Internal              our fault; the log has the details under the request's id
    └── JobError              why a job failed (stored with the job, never raised at a caller)
        ├── MediaUnusable     an input could not be fetched, is too large or is not what it claims
        ├── EngineFailed      the engine stopped, or its file did not pass verification
        ├── ContentRefused    a vendor's or an engine's rules forbid what was asked for, or what came of it
        └── DeadlinePassed    the job ran longer than it may

Dialects translate by a table from these classes; what they can't spell they answer with the nearest parent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal, Protocol, assert_never

Rule = Literal[
    "required",
    "type",
    "one_of",
    "range",
    "multiple",
    "length",
    "count",
    "needs",
    "excludes",
    "unsupported",
    "unusable",
]
"""What a Problem says is wrong. A closed vocabulary, so that each dialect can word it its own way."""

Scalar = str | int | float | bool


class Spelling(Protocol):
    """How a dialect writes the spec's field paths and values."""

    def field(self, path: str) -> str: ...

    def value(self, path: str, value: Scalar) -> str: ...


class Plain:
    """The spec's own spelling."""

    def field(self, path: str) -> str:
        return path

    def value(self, path: str, value: Scalar) -> str:
        return str(value)


PLAIN = Plain()


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong with one field.

    field: path in the spec's words (`seconds`, `references.images[0]`), or a wire path that the spec does not know.
    allowed: the values (one_of), the two bounds (range, length, count), the fields (needs, excludes) or the expected
    kind of value (type). detail: a reason that says more than the rule's own words.
    """

    field: str
    rule: Rule
    allowed: tuple[Scalar, ...] = ()
    detail: str | None = None

    def reason(self, spelling: Spelling = PLAIN) -> str:
        """The problem without its field: "must be one of: 4, 5, 6"."""
        if self.detail is not None:
            return self.detail
        words = [spelling.value(self.field, item) for item in self.allowed]
        match self.rule:
            case "required":
                return "is required"
            case "type":
                return f"must be {words[0]}"
            case "one_of":
                return f"must be one of: {', '.join(words)}"
            case "range":
                return f"must be between {words[0]} and {words[1]}"
            case "multiple":
                return f"must be a multiple of {words[0]}"
            case "length":
                return f"must have between {words[0]} and {words[1]} characters"
            case "count":
                return f"must have at most {words[1]} item{'' if words[1] == '1' else 's'}"
            case "needs":
                return f"requires {' or '.join(spelling.field(str(item)) for item in self.allowed)}"
            case "excludes":
                return f"can't be combined with {' or '.join(spelling.field(str(item)) for item in self.allowed)}"
            case "unsupported":
                return "is not allowed"
            case "unusable":
                return "can't be used"
            case _:
                assert_never(self.rule)

    def sentence(self, spelling: Spelling = PLAIN) -> str:
        """The whole problem: "seconds must be one of: 4, 5, 6"."""
        return f"{spelling.field(self.field)} {self.reason(spelling)}"


class KinoraError(Exception):
    """Something Kinora can explain. `str(error)` is a sentence for the user."""

    code: ClassVar[str] = "error"
    http_status: ClassVar[int] = 500
    retryable: ClassVar[bool] = False

    def __init__(self, message: str, *, retry_after_seconds: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.retry_after_seconds = retry_after_seconds

    def __eq__(self, other: object) -> bool:
        """Errors are values too: the same class saying the same thing (round-trip tests compare them)."""
        return type(self) is type(other) and self.__dict__ == getattr(other, "__dict__", None)

    def __hash__(self) -> int:
        return hash((type(self), self.message))


class InvalidRequest(KinoraError):
    """The request can't be served as it is.

    partial: the VideoSpec read so far, with the faulty fields left out, so that the catalogue can add its problems
    to the same answer; None when nothing could be read.
    """

    code = "invalid_request"
    http_status = 400

    def __init__(self, problems: tuple[Problem, ...], *, partial: object | None = None) -> None:
        super().__init__("; ".join(problem.sentence() for problem in problems))
        self.problems = problems
        self.partial = partial


class Malformed(InvalidRequest):
    """The body is not a JSON object."""

    code = "malformed"

    def __init__(self, message: str) -> None:
        super().__init__((Problem(field="body", rule="type", allowed=("a JSON object",), detail=message),))


class Unauthorized(KinoraError):
    """No key, or a key that nobody knows."""

    code = "unauthorized"
    http_status = 401

    def __init__(self, message: str = "Invalid API key", *, missing: bool = False) -> None:
        super().__init__("Missing API key" if missing else message)
        self.missing = missing


class PaymentRequired(KinoraError):
    """The purse is empty: a vendor's, or a budget's."""

    code = "payment_required"
    http_status = 402


class NotFound(KinoraError):
    """No such thing, or it belongs to somebody else: the two are told apart by nobody."""

    code = "not_found"
    http_status = 404

    def __init__(self, what: str = "job", id: str | None = None) -> None:
        super().__init__(f"No such {what}" + (f": {id}" if id else ""))
        self.what = what
        self.id = id


class LinkExpired(KinoraError):
    """A signed link whose time has passed, or whose signature does not fit."""

    code = "link_expired"
    http_status = 403


class NotAllowed(KinoraError):
    """The operation does not fit the state of the thing."""

    code = "not_allowed"
    http_status = 409


class TooLarge(KinoraError):
    """A body or file over its limit."""

    code = "too_large"
    http_status = 413


class RateLimited(KinoraError):
    """Try again later: not the server is full, but this key has as much waiting as it may."""

    code = "rate_limited"
    http_status = 429
    retryable = True


class Busy(KinoraError):
    """Try again later."""

    code = "busy"
    http_status = 503
    retryable = True


class Internal(KinoraError):
    """Our fault."""

    code = "internal"
    http_status = 500
    retryable = True

    def __init__(self, message: str = "Internal Server Error") -> None:
        super().__init__(message)


class JobError(KinoraError):
    """Why a job failed. Stored with the job as `code` and message."""

    code = "job_failed"
    http_status = 500


class MediaUnusable(JobError):
    """An input could not be fetched, is too large or is not what it claims."""

    code = "media_unusable"
    http_status = 400


class EngineFailed(JobError):
    """The engine stopped, or its file did not pass verification."""

    code = "engine_failed"


class StorageFailed(JobError):
    """The finished file could not be stored."""

    code = "storage_failed"


class ContentRefused(JobError):
    """A vendor's or an engine's rules forbid what was asked for, or what came of it."""

    code = "content_refused"
    http_status = 403


class DeadlinePassed(JobError):
    """The job ran longer than it may."""

    code = "expired"
