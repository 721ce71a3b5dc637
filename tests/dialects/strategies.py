"""Specs and outcomes that a dialect can say, derived from its `unsaid` and `silent` and learnt by asking it.

And JSON of any kind.
"""

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
    "frames": st.none() | st.integers(29, 289),
    "return_last_frame": FLAGS,
    "draft": FLAGS,
    "based_on": st.none() | UUIDS,
    "priority": st.none() | st.sampled_from(["interactive", "batch"]),
    "start_seconds": st.none() | st.integers(1, 86_400),
    "expires_seconds": st.none() | st.integers(3600, 259_200),
}
WORDS: Mapping[str, tuple[object, ...]] = {
    **dict.fromkeys(["sound", "camera_fixed", "watermark", "enhance_prompt", "safety_check", "public"], (True, False)),
    **dict.fromkeys(["return_last_frame", "draft"], (True, False)),
    "priority": ("interactive", "batch"),
}
"""Fields of which a dialect may have a word for one value and none for another."""
BUILT_APART = {"model", "size", "start_frame", "end_frame", "references"}
NO_WISH = {"ignored", "echo"}  # tell of what was read, not of what is wanted


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


def can_say(dialect: Dialect, spec: VideoSpec) -> bool:
    try:
        dialect.encode_submit(spec)
    except InvalidRequest:
        return False
    return True


def with_value(spec: VideoSpec, field: str, value: object) -> VideoSpec:
    change: dict[str, Any] = {field: value}
    return replace(spec, **change)


@cache
def sayable_words(name: str, field: str) -> tuple[object, ...]:
    """The values of a field of `WORDS` that the dialect of this name has words for, learnt by asking it."""
    spec = small_spec(BY_NAME[name])
    return tuple(value for value in WORDS[field] if can_say(BY_NAME[name], with_value(spec, field, value)))


def media(dialect: Dialect, field: str) -> st.SearchStrategy[MediaRef]:
    return st.one_of([MEDIA[kind] for kind in sayable_media(dialect, field)])


def sizes(dialect: Dialect) -> st.SearchStrategy[Size]:
    """Sizes of every form that the dialect can say: some name a shape, some the pixels, some a part of either."""
    grids = [offer.model.sizes for offer in CATALOGUE.offers(dialect.name)]
    tiers = st.sampled_from(sorted({tier for grid in grids for tier in grid}))
    ratios = st.sampled_from(sorted({ratio for grid in grids for row in grid.values() for ratio in row}))
    sides = st.integers(1, 4096)
    nothing: st.SearchStrategy[Any] = st.none()
    forms: list[tuple[Size, st.SearchStrategy[Size]]] = [
        (Shape(), st.just(Shape())),
        (Shape("16:9"), st.builds(Shape, ratios, nothing)),
        (Shape(None, "720p"), st.builds(Shape, nothing, tiers)),
        (Shape("16:9", "720p"), st.builds(Shape, ratios, tiers)),
        (Pixels(720, 720), st.builds(Pixels, sides, sides, nothing)),
        (Pixels(720, None), st.builds(Pixels, sides, nothing, nothing)),
        (Pixels(None, 720), st.builds(Pixels, nothing, sides, nothing)),
        (Pixels(720, 720, "720p"), st.builds(Pixels, sides, sides, tiers)),
    ]
    found = [strategy for sample, strategy in forms if can_say(dialect, replace(small_spec(dialect), size=sample))]
    assert found, f"{dialect.name} can say no size at all"
    return st.one_of(found)


def most_references(dialect: Dialect, kind: str) -> int:
    """How many references of a kind go into one request; a dialect may have a place for one alone."""
    one = Reference(next(item for item in SAMPLES if item.kind in sayable_media(dialect, f"references.{kind}")))

    def holds(count: int) -> bool:
        return can_say(dialect, replace(small_spec(dialect), references=References(**{kind: (one,) * count})))

    return next(count for count in (3, 2, 1) if holds(count))


def references(dialect: Dialect, kind: str) -> st.SearchStrategy[tuple[Reference, ...]]:
    field = f"references.{kind}"
    if field in dialect.unsaid:
        return st.just(())

    def unless_unsaid(name: str, values: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
        return st.none() if f"{field}[].{name}" in dialect.unsaid else st.none() | values

    strength = unless_unsaid("strength", st.sampled_from(["low", "mid", "high"]))
    one = st.builds(Reference, media(dialect, field), strength, unless_unsaid("order", st.integers(0, 9)))
    return st.lists(one, max_size=most_references(dialect, kind)).map(tuple)


def wishes(dialect: Dialect) -> dict[str, Any]:
    """The plain fields that the dialect can say, each with its values."""
    said: dict[str, Any] = {
        field: st.none() | st.sampled_from(sayable_words(dialect.name, field)) if field in WORDS else values
        for field, values in FIELDS.items()
        if field not in dialect.unsaid
    }
    if "webhook_url" in said and not can_say(dialect, replace(small_spec(dialect), webhook_url="http://a.example/")):
        said["webhook_url"] = said["webhook_url"].filter(lambda url: url is None or url.startswith("https:"))
    return said


@cache
def specs(name: str) -> st.SearchStrategy[VideoSpec]:
    """Every spec that the dialect of this name can say."""
    dialect = BY_NAME[name]
    guides = st.builds(References, **{kind: references(dialect, kind) for kind in KINDS})
    frames = {
        field: st.none() if field in dialect.unsaid else st.none() | media(dialect, field)
        for field in ("start_frame", "end_frame")
    }
    return st.builds(
        VideoSpec,
        model=st.sampled_from(models_of(dialect)),
        size=sizes(dialect),
        references=guides,
        **frames,
        **wishes(dialect),
    ).map(lambda spec: as_far_as_said(dialect, spec))


OF_OTHER_MODELS = "has no word for this model"


def as_far_as_said(dialect: Dialect, spec: VideoSpec) -> VideoSpec:
    """A spec without what only other models have words for, and without what can't be said beside something else."""
    try:
        dialect.encode_submit(spec)
    except InvalidRequest as error:
        gone = [item.field for item in error.problems if item.rule == "excludes" or item.detail == OF_OTHER_MODELS]
        kinds = {kind: () for kind in KINDS if f"references.{kind}" in gone}
        change: dict[str, Any] = {field: None for field in gone if "." not in field}
        spec = replace(spec, references=replace(spec.references, **kinds), **change)
    return spec


@cache
def outcomes() -> st.SearchStrategy[Outcome]:
    """Every outcome of a job. A finished one has a poster and an asset; a reason is never the word for cancelled."""
    reasons = TEXTS.filter(lambda text: text not in {"", "cancelled"})
    codes = st.sampled_from(["job_failed", "media_unusable", "engine_failed", "expired", "content_refused"])
    progress = st.builds(Progress, st.sampled_from(STAGES), st.floats(0, 1))
    usage = st.none() | st.builds(Usage, st.floats(0, 1000), st.none() | st.integers(1, 10_000_000))
    return st.one_of(
        st.just(Queued()),
        st.builds(Running, progress),
        st.builds(Succeeded, URLS, poster_url=URLS, last_frame_url=st.none() | URLS, asset_id=UUIDS, usage=usage),
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
        case Running(progress=progress) if "stage" in silent:  # in whole percent, the last of which is the file's
            return Running(Progress(fraction=min(int(progress.fraction * 100), 99) / 100))
        case Succeeded(usage=usage):
            untold: dict[str, Any] = {
                name: None for name in ("poster_url", "asset_id", "last_frame_url") if name in silent
            }
            video = "" if "video_url" in silent else outcome.video_url
            return replace(outcome, video_url=video, usage=_usage_heard(silent, usage), **untold)
        case Failed(message=message, code=code) if "codes but expired" in silent:
            return Failed(message, code) if code == "expired" else Failed(message)
        case Failed(message=message) if "code" in silent:
            return Failed(message)
        case _:
            return outcome


def _usage_heard(silent: frozenset[str], usage: Usage | None) -> Usage | None:
    """usage: nothing of what it cost is told. usd, tokens: one of the two is not."""
    if usage is None or "usage" in silent or {"usd", "tokens"} <= silent:
        return None
    if "usd" in silent:
        return None if usage.tokens is None else Usage(tokens=usage.tokens)
    return replace(usage, tokens=None) if "tokens" in silent else usage


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
