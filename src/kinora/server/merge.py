"""One refusal out of two: what could not be read, and what the catalogue says of the rest."""

from __future__ import annotations

from kinora.catalogue.check import check
from kinora.catalogue.load import Catalogue
from kinora.spec.errors import InvalidRequest, Problem
from kinora.spec.video import VideoSpec


def merged(error: InvalidRequest, catalogue: Catalogue, via: str) -> InvalidRequest:
    """The refusal of a half-read spec with the catalogue's problems added: all that is wrong, in one answer.

    via: the dialect whose offer of the model counts.
    """
    if not isinstance(error.partial, VideoSpec) or not error.partial.model:  # that of the job it is based on
        return error
    try:
        found = check(error.partial, catalogue.offer(error.partial.model, via))
    except InvalidRequest as unknown_model:
        found = unknown_model.problems
    faulty = tuple(problem.field for problem in error.problems)
    more = tuple(problem for problem in found if not _concerns(problem, faulty))
    return InvalidRequest((*error.problems, *more))


_BESIDE = frozenset({"size.tier"})
"""Fields that lie below another one without being a part of its value: the sides of a size overrule the tier."""


def _concerns(problem: Problem, faulty: tuple[str, ...]) -> bool:
    """Whether a problem is about a field that could not be read, or misses one that could not be."""
    fields = (problem.field, *(str(other) for other in problem.allowed if problem.rule == "needs"))
    return any(
        bad == field or (bad not in _BESIDE and bad.startswith((f"{field}.", f"{field}[")))
        for bad in faulty
        for field in fields
    )
