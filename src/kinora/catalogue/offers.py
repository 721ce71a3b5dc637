"""One model file → the Model and its Offers. On a field the dialect's word wins, then the offer's, then a profile's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kinora.catalogue.model import VARIANT, Limit, MediaLimits, Model, Offer, Sizes
from kinora.catalogue.tables import (
    CatalogueError,
    Table,
    as_table,
    defaults,
    in_tiers,
    limits,
    media,
    only,
    part,
    price,
    sizes,
    text,
    texts,
)
from kinora.spec.errors import Scalar
from kinora.spec.media import MediaKind

NATIVE = "native"
DIALECTS_FILE = "dialects.toml"
_MODEL_WORDS = frozenset(
    ("id", "like", "title", "maker", "fps", "sizes", "tiers", "limits", "defaults", "price", "offer")
)
_LAYER_WORDS = frozenset({"limits", "defaults", "media", "tiers"})
_OFFER_WORDS = _LAYER_WORDS | {"names", "variant", "profile"}
_VARIANT_WORDS = _LAYER_WORDS | {"names"}


@dataclass(frozen=True, slots=True)
class Source:
    """Where the offers of one model are read from.

    file: its name, for errors. grid: every tier of the model's grid. common: what each dialect says of every model.
    profiles: the chosen ones, by dialect.
    """

    file: str
    table: Table
    grid: Sizes
    common: Table
    profiles: Mapping[str, frozenset[str]]


def read_model(file: str, table: Table, grids: Table) -> tuple[Model, Sizes]:
    """A model, and all of the grid that its sizes are taken from."""
    grid = sizes(file, text(file, table, "sizes"), grids)
    own = in_tiers(file, "tiers", grid, table, else_=tuple(grid))
    fps = table.get("fps", 24)
    if not isinstance(fps, int):
        raise CatalogueError(file, "fps", "must be a whole number")
    usual = defaults(file, part(file, table, "defaults"))
    _check_usual_size(file, own, usual)
    model = Model(
        id=_id(file, table),
        title=text(file, table, "title"),
        maker=text(file, table, "maker"),
        fps=fps,
        sizes=own,
        limits=limits(file, part(file, table, "limits"), own)[0],
        defaults=usual,
        price=price(file, as_table(file, "price", table["price"])) if table.get("price", False) else None,
    )
    only(file, "", table, _MODEL_WORDS)
    return model, grid


def _id(file: str, table: Table) -> str:
    id = text(file, table, "id")
    if VARIANT in id:
        raise CatalogueError(file, "id", f"must not hold {VARIANT!r}")
    return id


def _check_usual_size(file: str, sizes: Sizes, defaults: Mapping[str, Scalar]) -> None:
    """A model needs a usual tier and ratio: they fill what a request leaves open."""
    tier, ratio = str(defaults.get("size.tier")), str(defaults.get("size.ratio"))
    if tier not in sizes:
        raise CatalogueError(file, "defaults.size.tier", f"must be one of: {', '.join(sizes)}")
    if ratio not in sizes[tier]:
        raise CatalogueError(file, "defaults.size.ratio", f"must be one of: {', '.join(sizes[tier])}")


def native(model: Model, dialect: str = NATIVE) -> Offer:
    """A model under its own id with its own limits: as nobody's dialect offers it."""
    return Offer(model=model, dialect=dialect, names=(model.id,), limits=model.limits, defaults=model.defaults)


def read_offers(source: Source, model: Model) -> Iterator[Offer]:
    """The model as each dialect of its file offers it, and natively. An offer that is `false` is none."""
    yield native(model)
    file = source.file
    for dialect, value in part(file, source.table, "offer").items():
        if value is not False:
            yield from _offers(source, model, dialect, as_table(file, f"offer.{dialect}", value))


def _offers(source: Source, model: Model, dialect: str, table: Table) -> Iterator[Offer]:
    file, key = source.file, f"offer.{dialect}"
    only(file, f"{key}.", table, _OFFER_WORDS)
    chosen = source.profiles.get(dialect, frozenset())
    common = part(DIALECTS_FILE, source.common, dialect)
    only(DIALECTS_FILE, f"{dialect}.", common, _LAYER_WORDS | {"profile"})
    base = _laid(source, native(model, dialect), common, file=DIALECTS_FILE)
    usual = _laid(source, replace(base, names=texts(file, f"{key}.names", table.get("names"))), table)
    offers = [usual]
    for variant, value in part(file, table, "variant", of=f"{key}.").items():
        own = as_table(file, f"{key}.variant.{variant}", value)
        only(file, f"{key}.variant.{variant}.", own, _VARIANT_WORDS)
        names = texts(file, f"{key}.variant.{variant}.names", own.get("names"))
        offers.append(_laid(source, replace(usual, names=names, variant=variant), own))
    profiles = (
        part(DIALECTS_FILE, common, "profile", of=f"{dialect}."),
        part(file, table, "profile", of=f"{key}."),
    )
    for profile in sorted(name for tables in profiles for name in tables):
        layers = [as_table(file, f"{key}.profile.{profile}", tables.get(profile, {})) for tables in profiles]
        for layer in layers:
            only(file, f"{key}.profile.{profile}.", layer, _LAYER_WORDS)
        laid = [_laid(source, _laid(source, offer, layers[0]), layers[1]) for offer in offers]
        offers = laid if profile in chosen else offers  # one that nobody chose is read all the same: it may be wrong
    yield from offers


def profiles_in(table: Table) -> Iterator[tuple[str, str]]:
    """Every profile that a file has words for, with its dialect."""
    for dialect, value in table.items():
        if isinstance(value, Mapping) and isinstance(profiles := value.get("profile"), Mapping):
            yield from ((dialect, str(name)) for name in profiles)


def _laid(source: Source, offer: Offer, table: Table, *, file: str = "") -> Offer:
    """An offer with a table's words laid over it: on a field, they replace all that was said of that field."""
    file, key = file or source.file, f"offer.{offer.dialect}"
    rows = in_tiers(file, f"{key}.tiers", source.grid, table, else_=tuple(offer.model.sizes))
    over, fields = limits(file, part(file, table, "limits", of=f"{key}."), rows)
    return replace(
        offer,
        model=replace(offer.model, sizes=rows),
        limits=_merged(offer.limits, over, fields),
        defaults={**offer.defaults, **defaults(file, part(file, table, "defaults", of=f"{key}."))},
        media=_with_media(offer.media, media(file, f"{key}.media", part(file, table, "media", of=f"{key}."))),
    )


def _merged(limits: tuple[Limit, ...], over: tuple[Limit, ...], fields: frozenset[str]) -> tuple[Limit, ...]:
    return (*over, *(limit for limit in limits if limit.field not in fields))


def _with_media(
    media: Mapping[MediaKind, MediaLimits], over: Mapping[MediaKind, MediaLimits]
) -> Mapping[MediaKind, MediaLimits]:
    return {**media, **over}
