"""The part of a file that a `Range` header asks for. Knows HTTP's rules (RFC 9110, 14), not where files are."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ONE = re.compile(r"\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*", re.IGNORECASE)
_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Span:
    """Bytes from `start` up to, without, `end`."""

    start: int
    end: int


class Unsatisfiable(Exception):
    """The header asks for bytes that the file does not have."""


def asked(header: str | None, size: int) -> Span | None:
    """The span that a header names in a file of `size` bytes; None for the whole file.

    A header that is no single range of bytes is passed over, as the RFC allows. Raises Unsatisfiable.
    """
    found = _ONE.fullmatch(header) if header else None
    if found is None:
        return None
    first, last = found[1], found[2]
    if not (first or last) or max(len(first), len(last)) > _DIGITS:
        return None
    start = int(first) if first else max(size - int(last), 0)
    end = min(int(last) + 1, size) if first and last else size
    if first and last and int(last) < int(first):
        return None
    if start >= size or end <= start:
        raise Unsatisfiable
    return Span(start, end)
