"""One dialect's names for models: all that a dialect may know of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping

from kinora.catalogue.model import VARIANT


class Names:
    """A dialect's names and the catalogue's ids, both ways.

    An id may name a variant of a model (`seedance-1.0-lite@i2v`), where a vendor has two names with different limits
    for one model; to a dialect it is an id like any other.
    """

    def __init__(self, *, to_id: Mapping[str, str], to_name: Mapping[str, str]) -> None:
        self._to_id = to_id
        self._to_name = to_name

    def id_of(self, name: str) -> str | None:
        """The catalogue id behind a dialect's name, or None."""
        return self._to_id.get(name)

    def name_of(self, id: str) -> str:
        """What the dialect calls a model; the id itself where it has no name (a job read from another dialect)."""
        model = id.partition(VARIANT)[0]
        return self._to_name.get(id) or self._to_name.get(model, model)

    def known(self) -> tuple[str, ...]:
        """Every name the dialect writes, sorted."""
        return tuple(sorted(self._to_name.values()))
