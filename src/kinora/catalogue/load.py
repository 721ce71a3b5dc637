"""TOML → Model and Offer. An error names the file and the key. Reads the shipped files once; knows no dialect."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import fields
from importlib import resources
from typing import cast, get_args

from kinora.catalogue.model import Limit, Model, Offer, Price, Sizes
from kinora.spec.errors import InvalidRequest, Problem, Rule, Scalar
from kinora.spec.media import References
from kinora.spec.video import Pixels, Shape, VideoSpec

Table = Mapping[str, object]
SIZES_FILE = "sizes.toml"
NATIVE = "native"
FIELDS = frozenset(field.name for field in fields(VideoSpec))
PARTS = {
    "size": frozenset(field.name for kind in (Pixels, Shape) for field in fields(kind)),
    "references": frozenset(field.name for field in fields(References)),
}


class CatalogueError(ValueError):
    """A model file that can't be read: the message names the file and the key."""

    def __init__(self, file: str, key: str, what: str) -> None:
        super().__init__(f"{file}: {key}: {what}")


def _table(file: str, key: str, value: object) -> Table:
    if not isinstance(value, Mapping):
        raise CatalogueError(file, key, "must be a table")
    return value


def _text(file: str, table: Table, key: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value:
        raise CatalogueError(file, key, "must be a text")
    return value


def _scalars(file: str, key: str, value: object) -> tuple[Scalar, ...]:
    items = value if isinstance(value, list) else [value]
    if not items or not all(isinstance(item, Scalar) for item in items):
        raise CatalogueError(file, key, "must be a value or a list of values")
    return tuple(items)


def _numbers(file: str, key: str, value: object, count: int) -> tuple[int | float, ...]:
    """That many numbers, rising, the least of a step being 1."""
    items = value if isinstance(value, list) else [value]
    numbers = tuple(item for item in items if isinstance(item, int | float) and not isinstance(item, bool))
    if len(numbers) != len(items) or len(numbers) != count or numbers != tuple(sorted(numbers)):
        raise CatalogueError(file, key, "must be a number" if count == 1 else "must be two numbers, the lower first")
    if count == 1 and numbers[0] < 1:
        raise CatalogueError(file, key, "must be at least 1")
    return numbers


def _field(file: str, key: str, path: str) -> str:
    """A path that leads to a field of a spec: a limit on any other would hold nobody back."""
    name, _, part = path.partition(".")
    if path not in FIELDS and (name not in PARTS or part not in PARTS[name]):
        raise CatalogueError(file, key, f"no field {path!r} in a request")
    return path


def _limit(file: str, field: str, rule: str, value: object, sizes: Sizes) -> Limit:
    """One `rule = value` of a field's table. Two words are shorthands for one_of: whole_range and listed."""
    key = f"limits.{field}.{rule}"
    if rule == "whole_range":
        low, high = _numbers(file, key, value, 2)
        return Limit(field, "one_of", tuple(range(int(low), int(high) + 1)))
    if rule == "listed":
        return Limit(field, "one_of", tuple(str(pixels) for row in sizes.values() for pixels in row.values()))
    if rule not in get_args(Rule):
        raise CatalogueError(file, key, f"no such rule; there are {', '.join(get_args(Rule))}, whole_range, listed")
    match rule:
        case "required" | "unsupported" if value is not True:
            raise CatalogueError(file, key, "must be true")
        case "required" | "unsupported":
            return Limit(field, cast("Rule", rule))
        case "range" | "length" | "count":
            return Limit(field, cast("Rule", rule), _numbers(file, key, value, 2))
        case "multiple":
            return Limit(field, rule, _numbers(file, key, value, 1))
        case "needs" | "excludes":
            others = _scalars(file, key, value)
            return Limit(field, cast("Rule", rule), tuple(_field(file, key, str(other)) for other in others))
        case _:
            return Limit(field, cast("Rule", rule), _scalars(file, key, value))


def _limits(file: str, table: Table, sizes: Sizes) -> tuple[Limit, ...]:
    return tuple(
        _limit(file, _field(file, f"limits.{field}", field), rule, value, sizes)
        for field, rules in table.items()
        for rule, value in _table(file, f"limits.{field}", rules).items()
    )


def _defaults(file: str, table: Table) -> dict[str, Scalar]:
    for field in table:
        _field(file, f"defaults.{field}", field.removesuffix(".with_start_frame"))
    return {field: _scalars(file, f"defaults.{field}", value)[0] for field, value in table.items()}


def _sizes(file: str, name: str, grids: Table) -> Sizes:
    if name not in grids:
        raise CatalogueError(file, "sizes", f"{SIZES_FILE} has no grid {name!r}")
    return {
        tier: {ratio: _pixels(f"{name}.{tier}.{ratio}", pair) for ratio, pair in _table(SIZES_FILE, tier, row).items()}
        for tier, row in _table(SIZES_FILE, name, grids[name]).items()
    }


def _pixels(key: str, pair: object) -> Pixels:
    match pair:
        case [int() as width, int() as height] if width % 2 == 0 and height % 2 == 0:
            return Pixels(width, height)
        case _:
            raise CatalogueError(SIZES_FILE, key, "must be a pair of even whole numbers")


def _price(file: str, table: Table) -> Price:
    try:
        return Price(float(cast("float", table["usd_per_million_tokens"])), float(cast("float", table["with_video"])))
    except (KeyError, TypeError, ValueError) as error:
        raise CatalogueError(file, "price", f"needs usd_per_million_tokens and with_video ({error})") from error


def _merged(limits: tuple[Limit, ...], over: tuple[Limit, ...]) -> tuple[Limit, ...]:
    """An offer's word on a field replaces all that the model says of that field."""
    fields = {limit.field for limit in over}
    return (*over, *(limit for limit in limits if limit.field not in fields))


def _model(file: str, table: Table, grids: Table) -> Model:
    sizes = _sizes(file, _text(file, table, "sizes"), grids)
    fps = table.get("fps", 24)
    if not isinstance(fps, int):
        raise CatalogueError(file, "fps", "must be a whole number")
    defaults = _defaults(file, _table(file, "defaults", table.get("defaults", {})))
    _check_usual_size(file, sizes, defaults)
    return Model(
        id=_text(file, table, "id"),
        title=_text(file, table, "title"),
        maker=_text(file, table, "maker"),
        fps=fps,
        sizes=sizes,
        limits=_limits(file, _table(file, "limits", table.get("limits", {})), sizes),
        defaults=defaults,
        price=_price(file, _table(file, "price", table["price"])) if "price" in table else None,
    )


def _check_usual_size(file: str, sizes: Sizes, defaults: Mapping[str, Scalar]) -> None:
    """A model needs a usual tier and ratio: they fill what a request leaves open."""
    tier, ratio = str(defaults.get("size.tier")), str(defaults.get("size.ratio"))
    if tier not in sizes:
        raise CatalogueError(file, "defaults.size.tier", f"must be one of: {', '.join(sizes)}")
    if ratio not in sizes[tier]:
        raise CatalogueError(file, "defaults.size.ratio", f"must be one of: {', '.join(sizes[tier])}")


def _offers(file: str, table: Table, model: Model) -> Iterable[Offer]:
    yield Offer(model=model, dialect=NATIVE, names=(model.id,), limits=model.limits, defaults=model.defaults)
    for dialect, value in _table(file, "offer", table.get("offer", {})).items():
        offer = _table(file, f"offer.{dialect}", value)
        own = _limits(file, _table(file, f"offer.{dialect}.limits", offer.get("limits", {})), model.sizes)
        defaults = _defaults(file, _table(file, f"offer.{dialect}.defaults", offer.get("defaults", {})))
        names = tuple(str(name) for name in _scalars(file, f"offer.{dialect}.names", offer.get("names")))
        yield Offer(
            model=model,
            dialect=dialect,
            names=names,
            limits=_merged(model.limits, own),
            defaults={**model.defaults, **defaults},
        )


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


class Catalogue:
    """Every model this server knows, by id, and by each dialect's own names."""

    def __init__(self, offers: Iterable[Offer]) -> None:
        self._offers = {(offer.dialect, offer.model.id): offer for offer in offers}
        self._ids = {(offer.dialect, name): offer.model.id for offer in self._offers.values() for name in offer.names}

    @classmethod
    def from_texts(cls, texts: Mapping[str, str]) -> Catalogue:
        """Read model files given as file name → TOML text; one of them is sizes.toml."""
        tables: dict[str, Table] = {}
        for file, text in texts.items():
            try:
                tables[file] = tomllib.loads(text)
            except tomllib.TOMLDecodeError as error:
                raise CatalogueError(file, "TOML", str(error)) from error
        grids = tables.pop(SIZES_FILE, None)
        if grids is None:
            raise CatalogueError(SIZES_FILE, "file", "is missing")
        by_id: dict[str, Table] = {}
        for file, table in tables.items():
            id = _text(file, table, "id")
            if id in by_id:
                raise CatalogueError(file, "id", f"{id!r} is taken by another file")
            by_id[id] = table
        taken: set[tuple[str, str]] = set()
        offers: list[Offer] = []
        for file, table in tables.items():
            whole = _inherited(file, table, by_id)
            for offer in _offers(file, whole, _model(file, whole, grids)):
                names = {(offer.dialect, name) for name in offer.names}
                for dialect, name in sorted(names & taken):
                    raise CatalogueError(file, f"offer.{dialect}.names", f"{name!r} is taken by another file")
                taken |= names
                offers.append(offer)
        return cls(offers)

    @classmethod
    def shipped(cls) -> Catalogue:
        """The models that come with Kinora."""
        folder = resources.files("kinora.catalogue") / "data"
        files = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
        return cls.from_texts({file.name: file.read_text("utf-8") for file in files})

    def models(self) -> tuple[Model, ...]:
        """All models, by id."""
        return tuple(offer.model for (dialect, _), offer in sorted(self._offers.items()) if dialect == NATIVE)

    def dialects_of(self, model_id: str) -> tuple[str, ...]:
        """The dialects that offer a model."""
        return tuple(sorted(dialect for dialect, id in self._offers if id == model_id))

    def offer(self, model_id: str, dialect: str) -> Offer:
        """A model as a dialect offers it. Raises InvalidRequest (field `model`) when it does not."""
        offer = self._offers.get((dialect, model_id))
        if offer is None:
            known = tuple(sorted(id for name, id in self._offers if name == dialect))
            raise InvalidRequest((Problem(field="model", rule="one_of", allowed=known),))
        return offer

    def names(self, dialect: str) -> Names:
        """The model names of one dialect, both ways."""
        return Names(
            to_id={name: id for (owner, name), id in self._ids.items() if owner == dialect},
            to_name={id: offer.names[0] for (owner, id), offer in self._offers.items() if owner == dialect},
        )


class Names:
    """One dialect's names for models: all that a dialect may know of the catalogue."""

    def __init__(self, *, to_id: Mapping[str, str], to_name: Mapping[str, str]) -> None:
        self._to_id = to_id
        self._to_name = to_name

    def id_of(self, name: str) -> str | None:
        """The catalogue id behind a dialect's name, or None."""
        return self._to_id.get(name)

    def name_of(self, id: str) -> str:
        """What the dialect calls a model; the id itself where it has no name (a job read from another dialect)."""
        return self._to_name.get(id, id)

    def known(self) -> tuple[str, ...]:
        """Every name the dialect writes, sorted."""
        return tuple(sorted(self._to_name.values()))
