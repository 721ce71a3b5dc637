"""What the catalogue knows of a model, and of a model as one dialect offers it. Filled from TOML by `load.py`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kinora.spec.errors import Rule, Scalar
from kinora.spec.video import Pixels

Sizes = Mapping[str, Mapping[str, Pixels]]
"""tier → ratio → pixels."""


@dataclass(frozen=True, slots=True)
class Limit:
    """One rule for one field of a VideoSpec, by its path (`seconds`, `size.tier`, `references.images`).

    allowed: values (one_of), bounds (range, length, count), a step (multiple), or field paths (needs, excludes).
    """

    field: str
    rule: Rule
    allowed: tuple[Scalar, ...] = ()


@dataclass(frozen=True, slots=True)
class Price:
    """What the maker's own service charges, for comparison; nothing here is billed for local rendering.

    usd_per_million_tokens, with_video: without and with input video (contracts/seedance_models, section 11).
    """

    usd_per_million_tokens: float
    with_video: float


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

    names: the dialect's names for the model; the first is the one it writes. defaults: field path → value; a path
    with `.with_start_frame` behind it holds when the request has a start frame.
    """

    model: Model
    dialect: str
    names: tuple[str, ...]
    limits: tuple[Limit, ...]
    defaults: Mapping[str, Scalar]

    def default(self, field: str, *, has_start_frame: bool = False) -> Scalar | None:
        """The value that a field takes when the request does not say."""
        if has_start_frame and f"{field}.with_start_frame" in self.defaults:
            return self.defaults[f"{field}.with_start_frame"]
        return self.defaults.get(field)

    def completed(self, size: Pixels) -> Pixels:
        """A size of which both sides are known: a side that was not given takes its default."""
        usual = self.model.sizes[str(self.default("size.tier"))][str(self.default("size.ratio"))]
        return Pixels(size.width or usual.width, size.height or usual.height, size.tier)
