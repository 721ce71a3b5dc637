"""What is wrong with the real files of a request under an offer: all of it at once, each with its field. Opens none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kinora.catalogue.model import Bounds, MediaLimits, Offer
from kinora.spec.errors import Problem
from kinora.spec.media import MediaKind

_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A file as somebody looked at it. What is None is not known, and not judged.

    field: its place in the spec (`start_frame`, `references.videos[0]`). width, height: pixels as shown.
    """

    field: str
    kind: MediaKind
    media_type: str | None = None
    bytes: int | None = None
    width: int | None = None
    height: int | None = None
    seconds: float | None = None
    fps: float | None = None


def check_media(found: Sequence[Seen], offer: Offer) -> tuple[Problem, ...]:
    """All problems of a request's files under an offer; an empty tuple when there are none.

    A problem of one file has that file's field; one of all references of a kind together has their list's.
    """
    return tuple(
        Problem(field=field, rule="unusable", detail=detail)
        for kind, limits in offer.media.items()
        for field, detail in _problems([item for item in found if item.kind == kind], kind, limits)
    )


def _problems(files: Sequence[Seen], kind: MediaKind, limits: MediaLimits) -> Iterator[tuple[str, str]]:
    for item in files:
        yield from ((item.field, detail) for detail in _of_one(item, limits))
    listed = f"references.{kind}s"
    together = [item for item in files if item.field.startswith(f"{listed}[")]
    yield from ((listed, detail) for detail in _of_all(together, limits))


def _of_one(item: Seen, limits: MediaLimits) -> Iterator[str]:
    if limits.types and item.media_type is not None and item.media_type not in limits.types:
        yield f"is {item.media_type}; must be one of: {', '.join(limits.types)}"
    if limits.bytes is not None and item.bytes is not None and item.bytes > limits.bytes:
        yield f"is {_large(item.bytes)} large; must be at most {_large(limits.bytes)}"
    if limits.seconds is not None and _outside(item.seconds, limits.seconds):
        yield f"lasts {_number(item.seconds)} s; must last {_span(limits.seconds, 's')}"
    if limits.fps is not None and _outside(item.fps, limits.fps):
        yield f"has {_number(item.fps)} frames a second; must have {_span(limits.fps, 'frames a second')}"
    if item.width and item.height:
        yield from _of_picture(item.width, item.height, limits)


def _of_picture(width: int, height: int, limits: MediaLimits) -> Iterator[str]:
    said = f"is {width}x{height} pixels"
    if limits.side is not None and (_outside(width, limits.side) or _outside(height, limits.side)):
        yield f"{said}; each side must have {_span(limits.side, 'pixels')}"
    if limits.ratio is not None and _outside(width / height, limits.ratio):
        yield f"{said}, {_number(width / height)} times as wide as high; must be {_span(limits.ratio, 'times')}"
    if limits.area is not None and _outside(width * height, limits.area):
        yield f"{said}, {width * height} in all; must have {_span(limits.area, 'pixels in all')}"


def _of_all(files: Sequence[Seen], limits: MediaLimits) -> Iterator[str]:
    """Too much is too much of what is known; too little is only said when all of it is known."""
    lengths = [item.seconds for item in files if item.seconds is not None]
    weights = [item.bytes for item in files if item.bytes is not None]
    if limits.total_seconds is not None and lengths:
        low, high = limits.total_seconds
        whole = sum(lengths)
        if whole > high or (whole < low and len(lengths) == len(files)):
            yield f"lasts {_number(whole)} s in all; must last {_span(limits.total_seconds, 's')} in all"
    if limits.total_bytes is not None and sum(weights) > limits.total_bytes:
        yield f"is {_large(sum(weights))} large in all; must be at most {_large(limits.total_bytes)} in all"


def _outside(value: float | None, bounds: Bounds) -> bool:
    return value is not None and not bounds[0] <= value <= bounds[1]


def _span(bounds: Bounds, unit: str) -> str:
    low, high = bounds
    return f"between {_number(low)} and {_number(high)} {unit}" if low else f"at most {_number(high)} {unit}"


def _number(value: float | None) -> str:
    """Up to three decimals, without trailing zeros."""
    return f"{value or 0:.3f}".rstrip("0").rstrip(".")


def _large(count: int) -> str:
    """A number of bytes for a reader, never rounded down to a limit that it breaks."""
    return f"{_number(count / _MIB)} MiB" if count % _MIB == 0 or count > _MIB else f"{count} bytes"
