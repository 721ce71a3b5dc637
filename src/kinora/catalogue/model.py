"""What the catalogue knows of a model, and of a model as one dialect offers it. Filled from TOML by `load.py`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kinora.spec.errors import Rule, Scalar
from kinora.spec.media import MediaKind
from kinora.spec.video import Pixels

Sizes = Mapping[str, Mapping[str, Pixels]]
"""tier → ratio → pixels."""
MEDIA = "media"
"""In a limit's condition: any frame or reference of the request."""
Bounds = tuple[float, float]
VARIANT = "@"
"""Stands between a model's id and the name of a variant of it, where a dialect has one: `<id>@<variant>`."""


@dataclass(frozen=True, slots=True)
class Limit:
    """One rule for one field of a VideoSpec, by its path (`seconds`, `size.tier`, `references.images`).

    allowed: values (one_of), bounds (range, length, count), a step (multiple), or field paths (needs, excludes).
    when, unless: a field path; the rule holds only where that field is given, or is not ("" for always). "media"
    stands for any frame or reference.
    """

    field: str
    rule: Rule
    allowed: tuple[Scalar, ...] = ()
    when: str = ""
    unless: str = ""

    @property
    def key(self) -> str:
        """The field with its condition, as the files write it: `size.tier.with_references.images`."""
        when = f".with_{self.when}" if self.when else ""
        return self.field + when + (f".without_{self.unless}" if self.unless else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaLimits:
    """What files of one kind may be; None for what nothing is said of.

    types: media types. bytes, seconds: of one file. side, ratio, area: of its picture (pixels; width by height;
    pixels). total_bytes, total_seconds: of all files of the kind together.
    """

    types: tuple[str, ...] = ()
    bytes: int | None = None
    total_bytes: int | None = None
    side: Bounds | None = None
    ratio: Bounds | None = None
    area: Bounds | None = None
    fps: Bounds | None = None
    seconds: Bounds | None = None
    total_seconds: Bounds | None = None


@dataclass(frozen=True, slots=True)
class Price:
    """What the maker's own service charges, for comparison; nothing here is billed for local rendering.

    usd_per_million_tokens, with_video: without and with input video (contracts/seedance_models, section 11).
    silent: for clips without sound, where that differs. tiers: the prices of tiers that have their own.
    """

    usd_per_million_tokens: float
    with_video: float
    silent: float | None = None
    tiers: Mapping[str, Price] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A model's own truth. limits and defaults hold where a dialect's offer says nothing else."""

    id: str
    title: str
    maker: str
    fps: int
    sizes: Sizes
    limits: tuple[Limit, ...]
    defaults: Mapping[str, Scalar]
    price: Price | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A model as one dialect offers it.

    model: with the sizes of this offer. names: the dialect's names for it; the first is the one it writes. variant:
    which of several offers of the model in one dialect, "" for the usual one. defaults: field path → value; a path
    with `.with_start_frame` or `.with_draft` behind it holds when the request has a start frame or is a draft. media:
    what the files of a request may be, by kind.
    """

    model: Model
    dialect: str
    names: tuple[str, ...]
    limits: tuple[Limit, ...]
    defaults: Mapping[str, Scalar]
    media: Mapping[MediaKind, MediaLimits] = field(default_factory=dict)
    variant: str = ""

    @property
    def id(self) -> str:
        """The id that a request for this offer names: the model's, with the variant behind it."""
        return self.model.id + (VARIANT + self.variant if self.variant else "")

    def default(self, field: str, *, has_start_frame: bool = False, is_draft: bool = False) -> Scalar | None:
        """The value that a field takes when the request does not say."""
        for applies, condition in ((is_draft, "draft"), (has_start_frame, "start_frame")):
            if applies and f"{field}.with_{condition}" in self.defaults:
                return self.defaults[f"{field}.with_{condition}"]
        return self.defaults.get(field)

    def completed(self, size: Pixels) -> Pixels:
        """A size of which both sides are known: a side that was not given takes its default."""
        usual = self.model.sizes[str(self.default("size.tier"))][str(self.default("size.ratio"))]
        return Pixels(size.width or usual.width, size.height or usual.height, size.tier)

    def rows(self) -> Sizes:
        """The sizes that a request may name by tier and ratio."""
        tiers, ratios = self._choice("size.tier"), self._choice("size.ratio")
        return {
            tier: {ratio: pixels for ratio, pixels in row.items() if ratios is None or ratio in ratios}
            for tier, row in self.model.sizes.items()
            if tiers is None or tier in tiers
        }

    def lists(self, size: Pixels) -> bool:
        """Whether these sides are one of `rows`, which may lie beyond the bounds of free sizes."""
        return any(str(size) == str(pixels) for row in self.rows().values() for pixels in row.values())

    def _choice(self, field: str) -> tuple[Scalar, ...] | None:
        found = (item.allowed for item in self.limits if (item.key, item.rule) == (field, "one_of"))
        return next(found, None)
