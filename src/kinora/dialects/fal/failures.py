"""How a request that ended without a clip is told: one table of codes, both ways [6, 11]."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kinora.dialects.fal.wire import Detail, Fault, Refusal
from kinora.spec.outcome import Cancelled, Failed

CANCELLED = "client_cancelled"
_CANCELLED_MESSAGE = "The request was cancelled."
_USUAL_CODE = "job_failed"
EXPIRED = "request_timeout"


@dataclass(frozen=True, slots=True)
class Failure:
    """A failure in the vendor's words. status: what its result is answered under."""

    type: str
    status: int
    message: str

    @property
    def body(self) -> Refusal | Fault:
        """What the request asked for is to blame under 422, which names the place; anything else is a fault."""
        if self.status == 422:
            return Refusal(detail=[Detail(loc=["body"], msg=self.message, type=self.type)])
        return Fault(detail=self.message, error_type=self.type)


_BY_CODE: dict[str, tuple[str, int]] = {
    "media_unusable": ("file_download_error", 422),
    "content_refused": ("content_policy_violation", 422),
    "engine_failed": ("internal_server_error", 500),
    "storage_failed": ("downstream_service_error", 500),
    "expired": (EXPIRED, 504),
    _USUAL_CODE: ("internal_error", 500),
}
_CODES = {type: code for code, (type, _) in _BY_CODE.items()}
# Types that the vendor has besides, by their forms.
_OTHERS = (
    (r"generation_timeout|startup_timeout", "expired"),
    (r"(?:file|image|audio|video)_.*|unsupported_.*_format", "media_unusable"),
    (r"no_media_generated|runner_.*|downstream_service_unavailable", "engine_failed"),
)


def failure_of(outcome: Failed | Cancelled) -> Failure:
    """The failure that an outcome is told as."""
    if isinstance(outcome, Cancelled):
        return Failure(CANCELLED, 499, _CANCELLED_MESSAGE)
    type, status = _BY_CODE.get(outcome.code, _BY_CODE[_USUAL_CODE])
    return Failure(type, status, outcome.message)


def outcome_of(type: str | None, message: str) -> Failed | Cancelled:
    """The outcome that a failure of this type tells of."""
    if type == CANCELLED:
        return Cancelled()
    code = _CODES.get(type or "") or next((code for form, code in _OTHERS if re.fullmatch(form, type or "")), None)
    return Failed(message, code or _USUAL_CODE)
