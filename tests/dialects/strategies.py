"""Specs and outcomes that a dialect can say, derived from its own `unsaid` and `silent`; and JSON of any kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from kinora.dialects.base import Dialect
from kinora.spec.errors import InvalidRequest
from kinora.spec.media import Generated, Inline, MediaRef, Reference, References, Upload, Url
from kinora.spec.outcome import STAGES, Cancelled, Failed, Outcome, Progress, Queued, Running, Succeeded, Usage
from kinora.spec.video import Pixels, Shape, Size, VideoSpec
from tests.dialects.registry import ASSET, BY_NAME, CATALOGUE, models_of, small_spec

# What json_body refuses (half a surrogate pair, NUL) no spec holds.
TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40)
URLS = st.builds(
    "{}://{}.example/{}".format,
    st.sampled_from(["http", "https"]),
    st.text("abcxyz09", min_size=1, max_size=6),
    st.text("abcXYZ019/._-?=&%@", max_size=12),
)
UUIDS = st.uuids(version=4)
KINDS = ("images", "videos", "audios")
MEDIA_FIELDS = ("start_frame", "end_frame", *(f"references.{kind}" for kind in KINDS))
MEDIA: Mapping[str, st.SearchStrategy[MediaRef]] = {
    "url": st.builds(Url, URLS),
    "inline": st.builds(Inline, st.binary(min_size=1, max_size=12)),
    "upload": st.builds(Upload, UUIDS),
    "generated": st.builds(Generated, UUIDS),
}
SAMPLES: tuple[MediaRef, ...] = (Url("https://a.example/b.png"), Inline(b"picture"), Upload(ASSET), Generated(ASSET))
FLAGS = st.none() | st.booleans()
FIELDS: Mapping[str, st.SearchStrategy[object]] = {
    "prompt": st.none() | TEXTS,
    "seconds": st.none() | st.integers(1, 60),
    "count": st.none() | st.integers(1, 4),
    "seed": st.none() | st.integers(0, 4_294_967_295),
    "sound": FLAGS,
    "camera_fixed": FLAGS,
    "watermark": FLAGS,
    "enhance_prompt": FLAGS,
    "safety_check": FLAGS,
    "public": FLAGS,
    "route": st.none() | st.sampled_from(["auto", "bytedance", "fal", "previs"]),
    "webhook_url": st.none() | URLS,
    "webhook_events": st.lists(st.sampled_from(["running", "succeeded", "failed", "cancelled"]), unique=True).map(
        tuple
    ),
}
BUILT_APART = {"model", "size", "start_frame", "end_frame", "references"}
NO_WISH = {"ignored"}  # tells of what was read, not of what is wanted


def with_media(spec: VideoSpec, field: str, media: MediaRef) -> VideoSpec:
    """A spec that has this media in a field, alone."""
    name, _, kind = field.partition(".")
    change: dict[str, Any] = {name: guided(kind, Reference(media)) if kind else media}
    return replace(spec, **change)


def guided(kind: str, reference: Reference) -> References:
    """One reference of a kind, alone."""
    one: dict[str, Any] = {kind: (reference,)}
    return References(**one)


def sayable_media(dialect: Dialect, field: str) -> tuple[str, ...]:
    """The kinds of media that a dialect has words for in a field, learnt by asking it."""

    def is_said(media: MediaRef) -> bool:
        try:
            dialect.encode_submit(with_media(small_spec(dialect), field, media))
        except InvalidRequest:
            return False
        return True

    return tuple(media.kind for media in SAMPLES if is_said(media))


def needs_tier(dialect: Dialect) -> bool:
    """Whether the dialect can't say a request without its tier."""
    try:
        dialect.encode_submit(replace(small_spec(dialect), size=Shape()))
    except InvalidRequest:
        return True
    return False


def media(dialect: Dialect, field: str) -> st.SearchStrategy[MediaRef]:
    return st.one_of([MEDIA[kind] for kind in sayable_media(dialect, field)])


def sizes(dialect: Dialect) -> st.SearchStrategy[Size]:
    grids = [model.sizes for model in CATALOGUE.models() if model.id in models_of(dialect)]
    tier = st.sampled_from(sorted({tier for grid in grids for tier in grid}))
    tiers = tier if needs_tier(dialect) else st.none() | tier
    ratio = st.none() | st.sampled_from(sorted({ratio for grid in grids for row in grid.values() for ratio in row}))
    shapes = st.builds(Shape, st.none() if "size.ratio" in dialect.unsaid else ratio, tiers)
    if "size.width" in dialect.unsaid:
        return shapes
    sides = st.none() | st.integers(1, 4096)
    return shapes | st.builds(Pixels, sides, sides, tiers).filter(lambda size: bool(size.width or size.height))


def references(dialect: Dialect, kind: str) -> st.SearchStrategy[tuple[Reference, ...]]:
    field = f"references.{kind}"
    if field in dialect.unsaid:
        return st.just(())

    def unless_unsaid(name: str, values: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
        return st.none() if f"{field}[].{name}" in dialect.unsaid else st.none() | values

    strength = unless_unsaid("strength", st.sampled_from(["low", "mid", "high"]))
    one = st.builds(Reference, media(dialect, field), strength, unless_unsaid("order", st.integers(0, 9)))
    return st.lists(one, max_size=3).map(tuple)


@cache
def specs(name: str) -> st.SearchStrategy[VideoSpec]:
    """Every spec that the dialect of this name can say."""
    dialect = BY_NAME[name]
    said: dict[str, Any] = {name: values for name, values in FIELDS.items() if name not in dialect.unsaid}
    guides = st.builds(References, **{kind: references(dialect, kind) for kind in KINDS})
    return st.builds(
        VideoSpec,
        model=st.sampled_from(models_of(dialect)),
        size=sizes(dialect),
        start_frame=st.none() | media(dialect, "start_frame"),
        end_frame=st.none() | media(dialect, "end_frame"),
        references=guides,
        **said,
    )


@cache
def outcomes() -> st.SearchStrategy[Outcome]:
    """Every outcome of a job. A finished one has a poster and an asset; a reason is never the word for cancelled."""
    reasons = TEXTS.filter(lambda text: text not in {"", "cancelled"})
    codes = st.sampled_from(["job_failed", "media_unusable", "engine_failed", "expired"])
    progress = st.builds(Progress, st.sampled_from(STAGES), st.floats(0, 1))
    usage = st.none() | st.builds(Usage, st.floats(0, 1000))
    return st.one_of(
        st.just(Queued()),
        st.builds(Running, progress),
        st.builds(Succeeded, URLS, URLS, UUIDS, usage),
        st.builds(Failed, reasons, codes),
        st.just(Cancelled()),
    )


def heard(dialect: Dialect, outcome: Outcome) -> Outcome:
    """What of an outcome a reader of the dialect learns."""
    silent = dialect.silent
    match outcome:
        case Running() if "running" in silent:
            return Queued()
        case Running() if "progress" in silent:
            return Running()
        case Succeeded():
            untold: dict[str, Any] = {name: None for name in ("poster_url", "asset_id", "usage") if name in silent}
            return replace(outcome, **untold)
        case Failed(message=message) if "code" in silent:
            return Failed(message)
        case _:
            return outcome


LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["", "5", "-1", "data:", "data:;base64,", "http://", "1e999", "asset://x", "aGk=", "a" * 6000])
    | st.sampled_from(["\0", "\\u0000", "\ud800", "https://a.example/", str(UUID(int=4))])
)
JSON = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
