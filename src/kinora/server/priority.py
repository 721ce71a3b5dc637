"""How urgent a job is, as a header that every dialect's requests may carry: no vendor's words have a place for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from kinora.spec.errors import InvalidRequest, Problem
from kinora.spec.video import Priority

HEADER = "x-kinora-priority"
_PRIORITIES: tuple[Priority, ...] = get_args(Priority)


def priority_of(headers: Mapping[str, str]) -> Priority | None:
    """The priority that a request asks for; None when it says nothing. Raises InvalidRequest naming the header."""
    if (text := headers.get(HEADER)) is None:
        return None
    for priority in _PRIORITIES:
        if text.strip().lower() == priority:
            return priority
    raise InvalidRequest((Problem(field=HEADER, rule="one_of", allowed=_PRIORITIES),))
