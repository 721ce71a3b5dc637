"""TOML tables → limits, defaults, sizes, media limits and prices. An error names the file and the key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from typing import cast, get_args

from kinora.catalogue.model import MEDIA, Limit, MediaLimits, Price, Sizes
from kinora.spec.errors import Rule, Scalar
from kinora.spec.media import MediaKind, References
from kinora.spec.video import Pixels, Shape, VideoSpec

Table = Mapping[str, object]
SIZES_FILE = "sizes.toml"
FIELDS = frozenset(field.name for field in fields(VideoSpec))
PARTS = {
    "size": frozenset(field.name for kind in (Pixels, Shape) for field in fields(kind)),
    "references": frozenset(field.name for field in fields(References)),
}
SHORTHANDS = ("whole_range", "stepped", "listed", "free")
CONDITIONAL_DEFAULTS = re.compile(r"\.with_(?:start_frame|draft)$")
_CONDITION = re.compile(r"^(?P<field>.+?)(?:\.with_(?P<when>.+?))?(?:\.without_(?P<unless>.+))?$")
_BOUNDS = frozenset({"side", "ratio", "area", "fps", "seconds", "total_seconds"})


class CatalogueError(ValueError):
    """A model file that can't be read: the message names the file and the key."""

    def __init__(self, file: str, key: str, what: str) -> None:
        super().__init__(f"{file}: {key}: {what}")


def as_table(file: str, key: str, value: object) -> Table:
    """The table that a value must be."""
    if not isinstance(value, Mapping):
        raise CatalogueError(file, key, "must be a table")
    return value


def part(file: str, table: Table, key: str, *, of: str = "") -> Table:
    """A table inside another one; empty where it is left out."""
    return as_table(file, f"{of}{key}", table.get(key, {}))


def text(file: str, table: Table, key: str) -> str:
    """A text that must not be left out."""
    value = table.get(key)
    if not isinstance(value, str) or not value:
        raise CatalogueError(file, key, "must be a text")
    return value


def scalars(file: str, key: str, value: object) -> tuple[Scalar, ...]:
    """A value, or a list of values."""
    items = value if isinstance(value, list) else [value]
    if not items or not all(isinstance(item, Scalar) for item in items):
        raise CatalogueError(file, key, "must be a value or a list of values")
    return tuple(items)


def texts(file: str, key: str, value: object) -> tuple[str, ...]:
    """A text, or a list of texts."""
    return tuple(str(item) for item in scalars(file, key, value))


def only(file: str, key: str, table: Table, known: frozenset[str]) -> None:
    """A word that nobody reads would hold nobody back: refuse it."""
    for name in table.keys() - known:
        raise CatalogueError(file, f"{key}{name}", f"no such word; there are {', '.join(sorted(known))}")


def _numbers(file: str, key: str, value: object, count: int) -> tuple[int | float, ...]:
    """That many numbers, rising, the least of a step being 1."""
    items = value if isinstance(value, list) else [value]
    numbers = tuple(item for item in items if isinstance(item, int | float) and not isinstance(item, bool))
    if len(numbers) != len(items) or len(numbers) != count or numbers != tuple(sorted(numbers)):
        raise CatalogueError(file, key, "must be a number" if count == 1 else "must be two numbers, the lower first")
    if count == 1 and numbers[0] < 1:
        raise CatalogueError(file, key, "must be at least 1")
    return numbers


def field_path(file: str, key: str, path: str) -> str:
    """A path that leads to a field of a spec: a limit on any other would hold nobody back."""
    name, _, inner = path.partition(".")
    if path not in FIELDS and (name not in PARTS or inner not in PARTS[name]):
        raise CatalogueError(file, key, f"no field {path!r} in a request")
    return path


def _listed(file: str, key: str, value: object, sizes: Sizes) -> tuple[str, ...]:
    """The grid's own pairs: all of them, those of some ratios, or those of some tiers and ratios."""
    wanted = as_table(file, key, {"ratios": value} if isinstance(value, list) else {} if value is True else value)
    only(file, f"{key}.", wanted, frozenset({"ratios", "tiers"}))
    tiers = scalars(file, key, wanted.get("tiers", list(sizes)))
    ratios = scalars(file, key, wanted.get("ratios", [ratio for row in sizes.values() for ratio in row]))
    for tier, ratio in ((tier, ratio) for tier in tiers for ratio in ratios):
        if ratio not in sizes.get(str(tier), {}):
            raise CatalogueError(file, key, f"the grid has no {ratio} in {tier}")
    return tuple(str(pixels) for tier in tiers for ratio, pixels in sizes[str(tier)].items() if ratio in ratios)


def _shorthand(file: str, key: str, word: str, value: object, sizes: Sizes) -> tuple[Scalar, ...]:
    """The values that a shorthand for one_of stands for."""
    match word:
        case "whole_range":
            low, high = _numbers(file, key, value, 2)
            return tuple(range(int(low), int(high) + 1))
        case "stepped":
            low, high, step = (*value, 0, 0, 0)[:3] if isinstance(value, list) else (0, 0, 0)
            if not all(type(item) is int for item in (low, high, step)) or step < 1 or low > high:
                raise CatalogueError(file, key, "must be the lowest and the highest whole number, and a step")
            return tuple(range(low, high + 1, step))
        case _:
            return _listed(file, key, value, sizes)


def _limit(file: str, key: str, where: Limit, rule: str, value: object, sizes: Sizes) -> Limit:
    """One `rule = value` of a field's table. where: the field and its condition."""

    def made(rule: str, allowed: tuple[Scalar, ...] = ()) -> Limit:
        return Limit(where.field, cast("Rule", rule), allowed, where.when, where.unless)

    if rule in SHORTHANDS:
        return made("one_of", _shorthand(file, key, rule, value, sizes))
    if rule not in get_args(Rule):
        words = ", ".join((*get_args(Rule), *SHORTHANDS))
        raise CatalogueError(file, key, f"no such rule; there are {words}")
    match rule:
        case "required" | "unsupported" if value is not True:
            raise CatalogueError(file, key, "must be true")
        case "required" | "unsupported":
            return made(rule)
        case "range" | "length" | "count":
            return made(rule, _numbers(file, key, value, 2))
        case "multiple":
            return made(rule, _numbers(file, key, value, 1))
        case "needs" | "excludes":
            others = texts(file, key, value)
            return made(rule, tuple(field_path(file, key, other) for other in others))
        case _:
            return made(rule, scalars(file, key, value))


def _where(file: str, path: str) -> Limit:
    """The field and the condition of `size.tier.with_references.images`."""
    key, found = f"limits.{path}", _CONDITION.match(path)
    field, when, unless = (found["field"], found["when"] or "", found["unless"] or "") if found else (path, "", "")
    for other in (when, unless):
        if other and other != MEDIA:
            field_path(file, key, other)
    return Limit(field_path(file, key, field), "required", when=when, unless=unless)


def limits(file: str, table: Table, sizes: Sizes) -> tuple[tuple[Limit, ...], frozenset[str]]:
    """The limits of a table, and every field that it speaks of: `free = true` alone lifts what holds elsewhere."""
    found: list[Limit] = []
    fields: set[str] = set()
    for path, value in table.items():
        where = _where(file, path)
        rules = as_table(file, f"limits.{path}", value)
        fields.add(where.field)
        if rules.get("free") is True and len(rules) == 1:
            continue
        if "free" in rules:
            raise CatalogueError(file, f"limits.{path}.free", "must be true, and alone")
        found += (_limit(file, f"limits.{path}.{rule}", where, rule, said, sizes) for rule, said in rules.items())
    return tuple(found), frozenset(fields)


def defaults(file: str, table: Table) -> dict[str, Scalar]:
    """Field path → value; a path may have a condition behind it."""
    for field in table:
        field_path(file, f"defaults.{field}", CONDITIONAL_DEFAULTS.sub("", field))
    return {field: scalars(file, f"defaults.{field}", value)[0] for field, value in table.items()}


def sizes(file: str, name: str, grids: Table) -> Sizes:
    """A grid of sizes.toml."""
    if name not in grids:
        raise CatalogueError(file, "sizes", f"{SIZES_FILE} has no grid {name!r}")
    return {
        tier: {
            ratio: _pixels(f"{name}.{tier}.{ratio}", pair) for ratio, pair in as_table(SIZES_FILE, tier, row).items()
        }
        for tier, row in as_table(SIZES_FILE, name, grids[name]).items()
    }


def in_tiers(file: str, key: str, grid: Sizes, table: Table, *, else_: tuple[str, ...]) -> Sizes:
    """The rows of a grid that a table's `tiers` names."""
    tiers = texts(file, key, table["tiers"]) if "tiers" in table else else_
    for tier in tiers:
        if tier not in grid:
            raise CatalogueError(file, key, f"must be of: {', '.join(grid)}")
    return {tier: grid[tier] for tier in grid if tier in tiers}


def _pixels(key: str, pair: object) -> Pixels:
    match pair:
        case [int() as width, int() as height] if width % 2 == 0 and height % 2 == 0:
            return Pixels(width, height)
        case _:
            raise CatalogueError(SIZES_FILE, key, "must be a pair of even whole numbers")


def media(file: str, key: str, table: Table) -> dict[MediaKind, MediaLimits]:
    """`[media.image]`, `[media.video]` and `[media.audio]`. An empty one lifts what holds elsewhere."""
    kinds: tuple[MediaKind, ...] = get_args(MediaKind)
    only(file, f"{key}.", table, frozenset(kinds))
    return {kind: _media_limits(file, f"{key}.{kind}", table[kind]) for kind in kinds if kind in table}


def _media_limits(file: str, key: str, value: object) -> MediaLimits:
    table = as_table(file, key, value)
    only(file, f"{key}.", table, frozenset(field.name for field in fields(MediaLimits)))

    def bounds(name: str) -> tuple[float, float] | None:
        if name not in table:
            return None
        low, high = _numbers(file, f"{key}.{name}", table[name], 2)
        return low, high

    def size(name: str) -> int | None:
        return int(_numbers(file, f"{key}.{name}", table[name], 1)[0]) if name in table else None

    types = texts(file, f"{key}.types", table["types"]) if "types" in table else ()
    found = {name: bounds(name) for name in _BOUNDS}
    return MediaLimits(types=types, bytes=size("bytes"), total_bytes=size("total_bytes"), **found)


def price(file: str, table: Table) -> Price:
    """A price, and in `tiers` those of tiers that have their own."""
    try:
        silent = table.get("silent")
        return Price(
            float(cast("float", table["usd_per_million_tokens"])),
            float(cast("float", table["with_video"])),
            None if silent is None else float(cast("float", silent)),
            {
                tier: price(file, as_table(file, f"price.tiers.{tier}", row))
                for tier, row in part(file, table, "tiers", of="price.").items()
            },
        )
    except (KeyError, TypeError, ValueError) as error:
        if isinstance(error, CatalogueError):
            raise
        raise CatalogueError(file, "price", f"needs usd_per_million_tokens and with_video ({error})") from error
