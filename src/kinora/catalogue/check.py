"""What is wrong with a spec under an offer: all of it at once, each with its field. Knows rules, no model by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kinora.catalogue.model import MEDIA, Limit, Offer
from kinora.spec.errors import Problem, Scalar
from kinora.spec.media import References
from kinora.spec.video import Pixels, Shape, VideoSpec

_SIDES = frozenset({"size.width", "size.height"})


def value_at(spec: VideoSpec, field: str) -> object:
    """The value at a field path (`seconds`, `size.tier`, `references.images`); None where the path leads nowhere.

    `size` is the whole size as "WxH"; a Shape has none yet.
    """
    value: object = spec
    for part in field.split("."):
        value = getattr(value, part, None)
    if isinstance(value, Pixels | Shape):
        return str(value) if isinstance(value, Pixels) else None
    return value


def _given(value: object) -> bool:
    return value is not None and value != () and value != "" and value != References()


def _wanted(spec: VideoSpec, field: str) -> bool:
    """Whether a condition's field is given. A switch that is off asks for nothing."""
    if field == MEDIA:
        return any(_given(media) for media in (spec.start_frame, spec.end_frame, spec.references))
    value = value_at(spec, field)
    return _given(value) and value is not False


def _applies(limit: Limit, spec: VideoSpec) -> bool:
    if limit.when and not _wanted(spec, limit.when):
        return False
    return not (limit.unless and _wanted(spec, limit.unless))


def _breaks(limit: Limit, value: object, spec: VideoSpec) -> bool:
    """Whether the value breaks the limit. What is not given breaks `required` alone."""
    if limit.rule == "required":
        return not _given(value)
    if not _given(value):
        return False
    allowed = limit.allowed
    match limit.rule:
        case "one_of":
            return value not in allowed
        case "range":
            return isinstance(value, int | float) and not _number(allowed[0]) <= value <= _number(allowed[1])
        case "multiple":
            return isinstance(value, int) and value % int(allowed[0]) != 0
        case "length" | "count":
            return not _number(allowed[0]) <= _count(value) <= _number(allowed[1])
        case "needs":
            return not any(_given(value_at(spec, str(other))) for other in allowed)
        case "excludes":
            return any(_given(value_at(spec, str(other))) for other in allowed)
        case "unsupported":
            return value is not False
        case _:
            return False


def _number(bound: Scalar) -> float:
    return float(bound)


def _count(value: object) -> int:
    """The characters of a text, the items of a list, or the references of every kind together."""
    if isinstance(value, References):
        return len(value.images) + len(value.videos) + len(value.audios)
    return len(value) if isinstance(value, str | tuple) else 0


def _problems(spec: VideoSpec, offer: Offer) -> Iterator[Problem]:
    is_listed = isinstance(spec.size, Pixels) and offer.lists(spec.size)
    for limit in offer.limits:
        if (is_listed and limit.field in _SIDES) or not _applies(limit, spec):
            continue
        if not _breaks(limit, value_at(spec, limit.field), spec):
            continue
        if limit.rule in {"needs", "excludes"}:
            others = tuple(
                other for other in limit.allowed if limit.rule == "needs" or _given(value_at(spec, str(other)))
            )
            yield Problem(field=limit.field, rule=limit.rule, allowed=others)
        else:
            yield Problem(field=limit.field, rule=limit.rule, allowed=limit.allowed)


def check(spec: VideoSpec, offer: Offer) -> tuple[Problem, ...]:
    """All problems of a spec under an offer; an empty tuple when there are none."""
    if isinstance(spec.size, Pixels):
        spec = replace(spec, size=offer.completed(spec.size))
    return tuple(dict.fromkeys(_problems(spec, offer)))
