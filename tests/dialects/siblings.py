"""The limits of the models beside those of the seed documents, typed from the contract pages as differences to them."""

from __future__ import annotations

from tests.dialects.rows import ID, TIER, Change, Row, one
from tests.dialects.seeds import AIMLAPI, LEONARDO_1, LEONARDO_2, MAGNIFIC

Rows = tuple[Row, ...]
_P, _G = "parameters.", "parameters.guidances."
_URL = "https://a.example/1.png"
_IMAGE, _VIDEO, _AUDIO = ({kind: {"id": ID, "type": "UPLOADED"}} for kind in ("image", "video", "audio"))
_START: Change = {f"{_G}start_frame": [_IMAGE]}
_END: Change = {f"{_G}end_frame": [_IMAGE]}
_IMAGES: Change = {f"{_G}image_reference": [_IMAGE]}
_VIDEOS: Change = {f"{_G}video_reference_base": [_VIDEO]}


def changed(base: Rows, *rows: Row, without: tuple[str, ...] = ()) -> Rows:
    """A table in which these rows stand for those of the same field and rule. without: fields that lose all rows."""
    places = {(row.field, row.rule) for row in rows}
    kept = (row for row in base if (row.field, row.rule) not in places and row.field not in without)
    return (*kept, *rows)


def words(items: range | tuple[object, ...]) -> str:
    return ", ".join(map(str, items))


def seconds(field: str, allowed: range | tuple[int, ...], *refused: int) -> Row:
    return Row(
        "seconds", "one_of", one(field, *allowed), one(field, *refused), f"{field} must be one of: {words(allowed)}"
    )


def length(field: str, most: int) -> Row:
    text = f"{field} must have between 1 and {most} characters"
    return Row("prompt", "length", one(field, "x", "é" * most), one(field, "é" * (most + 1)), text)


def count(kind: str, field: str, item: object, most: int, *, beside: Change | None = None) -> Row:
    """At most so many references of a kind, beside what they need."""
    extra = beside or {}
    good, bad = {field: [item] * most, **extra}, {field: [item] * (most + 1), **extra}
    return Row(f"references.{kind}", "count", (good,), (bad,), f"{field} must have at most {most} items")


# Leonardo.AI: section 7 of its page -----------------------------------------------------------------------------------

_MODES = tuple(f"RESOLUTION_{lines}" for lines in (480, 720, 1080))
_TO_1080P = Row(
    "size.tier",
    "one_of",
    one(f"{_P}mode", *_MODES),
    one(f"{_P}mode", "RESOLUTION_4K", "4k"),
    f"{_P}mode must be one of: {words(_MODES)}",
)
_LEONARDO_END = Row(
    "end_frame",
    "needs",
    ({**_START, **_END},),
    (_END,),
    f"{_G}end_frame[0].image requires {_G}start_frame[0].image",
)
LEONARDO_20 = changed(
    LEONARDO_2,
    _TO_1080P,
    _LEONARDO_END,
    Row(
        "references.images",
        "excludes",
        (_IMAGES,),
        ({**_IMAGES, **_START},),
        f"{_G}image_reference can't be combined with {_G}start_frame[0].image",
    ),
    Row(
        "references.videos",
        "excludes",
        (_VIDEOS,),
        ({**_VIDEOS, **_START},),
        f"{_G}video_reference_base can't be combined with {_G}start_frame[0].image",
    ),
    count("audios", f"{_G}audio_reference", _AUDIO, 3),
)
LEONARDO_25 = changed(
    LEONARDO_2,
    _TO_1080P,
    seconds(f"{_P}duration", range(4, 31), 3, 31),
    count("images", f"{_G}image_reference", _IMAGE, 30),
    count("videos", f"{_G}video_reference_base", _VIDEO, 10),
    count("audios", f"{_G}audio_reference", _AUDIO, 10),
)
LEONARDO_FLASH = changed(
    LEONARDO_25,
    count("audios", f"{_G}audio_reference", _AUDIO, 5, beside=_IMAGES),
    Row(
        "references.audios",
        "needs",
        ({f"{_G}audio_reference": [_AUDIO], **_VIDEOS},),
        ({f"{_G}audio_reference": [_AUDIO]}, {f"{_G}audio_reference": [_AUDIO], **_START}),
        f"{_G}audio_reference requires {_G}image_reference or {_G}video_reference_base",
    ),
)
LEONARDO_LITE = changed(
    tuple(row for row in LEONARDO_1 if row.field != "references.images"),
    length(f"{_P}prompt", 5000),
    count("images", f"{_G}image_reference", _IMAGE, 4),
    Row(
        "end_frame",
        "excludes",
        ({**_START, **_END},),
        ({**_START, **_END, **_IMAGES},),
        f"{_G}end_frame[0].image can't be combined with {_G}image_reference",
    ),
    Row(
        "size.tier",
        "one_of",
        ({f"{_P}mode": "RESOLUTION_720", **_IMAGES},),
        ({f"{_P}mode": "RESOLUTION_1080", **_IMAGES},),
        f"{_P}mode must be one of: RESOLUTION_480, RESOLUTION_720",
    ),
)

# Magnific: section 11 of its page -------------------------------------------------------------------------------------


def _magnific(tiers: tuple[str, ...], stranger: str, lengths: Row, *more: Row, has_end: bool = True) -> Rows:
    """has_end: whether the family has a last frame; one that has none ignores the word."""
    tier = Row(
        "size.tier", "one_of", one(TIER, *tiers), one(TIER, stranger), f"resolution must be one of: {words(tiers)}"
    )
    return changed(MAGNIFIC, tier, lengths, length("prompt", 5000), *more, without=() if has_end else ("end_frame",))


def _guides(kind: str, most: int) -> Row:
    name = f"reference_{kind}"
    return Row(
        f"references.{kind}",
        "count",
        one(name, [_URL], [_URL] * most),
        one(name, [_URL] * (most + 1)),
        f"{name} must have at most {most} items",
    )


_SMALL, _LARGE, _ALL = ("480p", "720p"), ("480p", "720p", "1080p"), ("480p", "720p", "1080p", "4k")
_GUIDES = (_guides("images", 9), _guides("videos", 3))
MAGNIFIC_20 = _magnific(_ALL, "2160p", seconds("duration", range(4, 16), 3, 16), *_GUIDES)
MAGNIFIC_FAST = _magnific(_SMALL, "1080p", seconds("duration", range(4, 16), 3, 16), *_GUIDES)
_MANY = (_guides("images", 30), _guides("videos", 10), _guides("audios", 10))
MAGNIFIC_25 = _magnific(_LARGE, "4k", seconds("duration", range(4, 31), 3, 31), *_MANY)
MAGNIFIC_15 = _magnific(_LARGE, "4k", seconds("duration", range(4, 13), 3, 13), has_end=False)
MAGNIFIC_10 = _magnific(_LARGE, "4k", seconds("duration", (5, 10), 4, 6, 12), has_end=False)

# AI/ML API: section 4 of its page -------------------------------------------------------------------------------------

_MEDIA = {"images": "image_urls", "videos": "video_urls", "audios": "audio_urls"}
_NO_REFERENCES = tuple(
    Row(f"references.{kind}", "unsupported", one(name, None), one(name, [_URL]), f"{name} is not allowed")
    for kind, name in _MEDIA.items()
)
_SIX = ("21:9", "16:9", "4:3", "1:1", "3:4", "9:16")


def _tiers(*tiers: str) -> Row:
    return Row(
        "size.tier",
        "one_of",
        one("resolution", *tiers),
        one("resolution", "8k", "720"),
        f"resolution must be one of: {words(tiers)}",
    )


def _ratios(*ratios: str, stranger: str) -> Row:
    return Row(
        "size.ratio",
        "one_of",
        one("aspect_ratio", *ratios),
        one("aspect_ratio", stranger),
        f"aspect_ratio must be one of: {words(ratios)}",
    )


def _not_allowed(field: str, name: str) -> Row:
    return Row(field, "unsupported", one(name, None, ""), one(name, _URL), f"{name} is not allowed")


_END_NEEDS = Row(
    "end_frame",
    "needs",
    ({"image_url": _URL, "last_image_url": _URL},),
    one("last_image_url", _URL),
    "last_image_url requires image_url",
)
AIMLAPI_20 = changed(AIMLAPI, _tiers(*_ALL))
AIMLAPI_25 = changed(
    AIMLAPI,
    seconds("duration", range(4, 31), 3, 31),
    Row(
        "route",
        "one_of",
        one("provider", "auto", "ByteDance"),
        one("provider", "fal"),
        "provider must be one of: auto, bytedance",
    ),
)
_AIMLAPI_1 = changed(
    tuple(row for row in AIMLAPI if row.field != "end_frame" and not row.field.startswith("references.")),
    _tiers(*_LARGE),
    *_NO_REFERENCES,
)
AIMLAPI_15 = changed(
    _AIMLAPI_1,
    seconds("duration", range(4, 13), 3, 13),
    _ratios(*_SIX, "adaptive", stranger="9:21"),
    _END_NEEDS,
)
_AIMLAPI_10 = changed(_AIMLAPI_1, seconds("duration", (5, 10), 4, 6, 12))
AIMLAPI_PRO = changed(_AIMLAPI_10, _END_NEEDS)
AIMLAPI_TEXT = changed(
    _AIMLAPI_10,
    _ratios("16:9", "4:3", "1:1", "3:4", "9:16", "21:9", "9:21", stranger="adaptive"),
    _not_allowed("start_frame", "image_url"),
    _not_allowed("end_frame", "last_image_url"),
)
AIMLAPI_PICTURE = changed(
    _AIMLAPI_10,
    Row("start_frame", "required", one("image_url", _URL), one("image_url", None, ""), "image_url is required"),
    _not_allowed("end_frame", "last_image_url"),
)
