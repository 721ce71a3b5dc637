"""The catalogue: every model file read, and who offers what. Reads the shipped files once; knows no dialect."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from importlib import resources

from kinora.catalogue.model import VARIANT, Model, Offer
from kinora.catalogue.names import Names
from kinora.catalogue.offers import DIALECTS_FILE, NATIVE, Source, native, profiles_in, read_model, read_offers
from kinora.catalogue.tables import SIZES_FILE, CatalogueError, Table, part, text
from kinora.spec.errors import InvalidRequest, Problem

__all__ = ["NATIVE", "Catalogue", "CatalogueError", "Names"]

Profiles = Mapping[str, frozenset[str]]
"""dialect → the profiles chosen for it."""


def _parsed(texts: Mapping[str, str]) -> dict[str, Table]:
    tables: dict[str, Table] = {}
    for file, content in texts.items():
        try:
            tables[file] = tomllib.loads(content)
        except tomllib.TOMLDecodeError as error:
            raise CatalogueError(file, "TOML", str(error)) from error
    return tables


def _overlaid(base: Table, over: Table) -> Table:
    """`over` laid on `base`, table by table: how a file that says `like = "<id>"` inherits."""
    merged = dict(base)
    for key, value in over.items():
        below = merged.get(key)
        merged[key] = _overlaid(below, value) if isinstance(value, Mapping) and isinstance(below, Mapping) else value
    return merged


def _inherited(file: str, table: Table, by_id: Mapping[str, Table], *, heirs: tuple[str, ...] = ()) -> Table:
    """A file's table with all that it takes over from the model it is `like`, and that one from its own."""
    like = table.get("like")
    if like is None:
        return table
    if not isinstance(like, str) or like not in by_id:
        raise CatalogueError(file, "like", f"no model {like!r}")
    if like in heirs or like == table.get("id"):
        raise CatalogueError(file, "like", f"leads back to {like!r}")
    below = _inherited(file, by_id[like], by_id, heirs=(*heirs, str(table.get("id"))))
    return _overlaid(below, table)


def _by_id(tables: Mapping[str, Table]) -> dict[str, Table]:
    by_id: dict[str, Table] = {}
    for file, table in tables.items():
        id = text(file, table, "id")
        if id in by_id:
            raise CatalogueError(file, "id", f"{id!r} is taken by another file")
        by_id[id] = table
    return by_id


def _check_names(file: str, offer: Offer, taken: set[tuple[str, str]]) -> None:
    names = {(offer.dialect, name) for name in offer.names}
    for dialect, name in sorted(names & taken):
        raise CatalogueError(file, f"offer.{dialect}.names", f"{name!r} is taken by another file")
    taken |= names


class Catalogue:
    """Every model this server knows, by id, and by each dialect's own names."""

    def __init__(self, offers: Iterable[Offer], profiles: Mapping[str, frozenset[str]] | None = None) -> None:
        self._offers = {(offer.dialect, offer.id): offer for offer in offers}
        self._ids = {(offer.dialect, name): offer.id for offer in self._offers.values() for name in offer.names}
        self._of: dict[str, list[Offer]] = {}
        for _, offer in sorted(self._offers.items()):
            self._of.setdefault(offer.model.id, []).append(offer)
        self._spoken = {dialect for dialect, _ in self._offers}
        self._profiles = profiles or {}

    @classmethod
    def from_texts(cls, texts: Mapping[str, str], profiles: Profiles | None = None) -> Catalogue:
        """Read model files given as file name → TOML text; one of them is sizes.toml, another may be dialects.toml.

        profiles: the chosen ones, by dialect; one that no file has words for changes nothing here.
        """
        tables = _parsed(texts)
        grids, common = tables.pop(SIZES_FILE, None), tables.pop(DIALECTS_FILE, {})
        if grids is None:
            raise CatalogueError(SIZES_FILE, "file", "is missing")
        by_id, taken, offers = _by_id(tables), set[tuple[str, str]](), list[Offer]()
        known = set(profiles_in(common))
        for file, table in tables.items():
            whole = _inherited(file, table, by_id)
            model, grid = read_model(file, whole, grids)
            known |= set(profiles_in(part(file, whole, "offer")))
            for offer in read_offers(Source(file, whole, grid, common, profiles or {}), model):
                _check_names(file, offer, taken)
                offers.append(offer)
        return cls(
            offers, {dialect: frozenset(name for owner, name in known if owner == dialect) for dialect, _ in known}
        )

    @classmethod
    def shipped(cls, profiles: Profiles | None = None) -> Catalogue:
        """The models that come with Kinora, under the profiles chosen for each dialect."""
        folder = resources.files("kinora.catalogue") / "data"
        files = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
        return cls.from_texts({file.name: file.read_text("utf-8") for file in files}, profiles)

    def profiles_of(self, dialect: str) -> frozenset[str]:
        """The profiles that the files have words for in a dialect."""
        return self._profiles.get(dialect, frozenset())

    def models(self) -> tuple[Model, ...]:
        """All models, by id."""
        return tuple(offer.model for (dialect, _), offer in sorted(self._offers.items()) if dialect == NATIVE)

    def dialects_of(self, model_id: str) -> tuple[str, ...]:
        """The dialects whose files offer a model. One that no file speaks of offers it too: ask `offers`."""
        return tuple(dict.fromkeys(offer.dialect for offer in self.offers_of(model_id)))

    def offer(self, model_id: str, dialect: str) -> Offer:
        """A model as a dialect offers it. Raises InvalidRequest (field `model`) when it does not.

        A dialect that no file speaks of offers every model, as the model is. A variant's id is the model's own where
        the dialect has no such variant.
        """
        for id in (model_id, model_id.partition(VARIANT)[0]):
            offer = self._offers.get((dialect, id))
            if offer is not None:
                return offer
            own = self._offers.get((NATIVE, id))
            if own is not None and dialect not in self._spoken:
                return native(own.model, dialect)
        known = {id for name, id in self._offers if name == (dialect if dialect in self._spoken else NATIVE)}
        models = tuple(sorted(id for id in known if VARIANT not in id))
        raise InvalidRequest((Problem(field="model", rule="one_of", allowed=models),))

    def offers(self, dialect: str) -> tuple[Offer, ...]:
        """Every model as a dialect offers it, by id; a model with variants stands there with each."""
        if dialect not in self._spoken:
            return tuple(native(model, dialect) for model in self.models())
        return tuple(offer for (owner, _), offer in sorted(self._offers.items()) if owner == dialect)

    def offers_of(self, model_id: str) -> tuple[Offer, ...]:
        """A model as every dialect of the files offers it, with its variants."""
        return tuple(self._of.get(model_id, ()))

    def names(self, dialect: str) -> Names:
        """The model names of one dialect, both ways."""
        if dialect not in self._spoken:
            own = {model.id: model.id for model in self.models()}
            return Names(to_id=own, to_name=own)
        return Names(
            to_id={name: id for (owner, name), id in self._ids.items() if owner == dialect},
            to_name={id: offer.names[0] for (owner, id), offer in self._offers.items() if owner == dialect},
        )
