"""A row of a table of limits, and the shorthands that the tables are written in."""

from __future__ import annotations

from dataclasses import dataclass

from kinora.spec.errors import Rule

ID = "5d2f3c10-1b7e-4a55-8f3a-2f6f0f2b9e77"
Change = dict[str, object]
"""Wire field (dotted path) → value; what a row changes in the least request of its dialect."""


@dataclass(frozen=True, slots=True)
class Row:
    """One limit: field and rule as the catalogue names them. Every change of `good` passes, every one of `bad` not."""

    field: str
    rule: Rule
    good: tuple[Change, ...]
    bad: tuple[Change, ...]
    says: str


def one(name: str, *values: object) -> tuple[Change, ...]:
    return tuple({name: value} for value in values)


def both(name: str, other: str, *values: object) -> tuple[Change, ...]:
    """One field in several values beside another that it needs."""
    return tuple({name: value, other: "https://a.example/1.png"} for value in values)


TIER = "(the tier in the path)"
"""Stands for a wire field where the tier is a part of the path."""
