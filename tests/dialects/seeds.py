"""Every limit of the seed documents, typed from them: what just passes, what does not, and what is then said."""

from __future__ import annotations

from tests.dialects.rows import ID, TIER, Change, Row, both, one

# Leonardo.AI: seed documents 000, 001 (2.0) and 002 (1.0) -------------------------------------------------------------

_IMAGE = {"image": {"id": ID, "type": "UPLOADED"}}
_VIDEO = {"video": {"id": ID, "type": "UPLOADED"}}
_AUDIO = {"audio": {"id": ID, "type": "UPLOADED"}}
_P, _G = "parameters.", "parameters.guidances."
_LEONARDO = (
    Row("prompt", "required", one(f"{_P}prompt", "x"), one(f"{_P}prompt", None, ""), "parameters.prompt is required"),
    Row(
        "count",
        "one_of",
        one(f"{_P}quantity", 1, 1.0),
        one(f"{_P}quantity", 0, 2, 4),
        "parameters.quantity must be one of: 1",
    ),
    Row(
        "seed",
        "range",
        one(f"{_P}seed", -1, 0, 4_294_967_295),
        one(f"{_P}seed", -2, 4_294_967_296),
        "parameters.seed must be between -1 and 4294967295",
    ),
)
LEONARDO_2 = (
    *_LEONARDO,
    Row(
        "prompt",
        "length",
        one(f"{_P}prompt", "x", "é" * 5000),
        one(f"{_P}prompt", "é" * 5001),
        "parameters.prompt must have between 1 and 5000 characters",
    ),
    Row(
        "seconds",
        "one_of",
        one(f"{_P}duration", *range(4, 16)),
        one(f"{_P}duration", 0, 3, 16, -4),
        "parameters.duration must be one of: 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15",
    ),
    Row(
        "size.width",
        "range",
        one(f"{_P}width", 64, 2560),
        one(f"{_P}width", 62, 2562, -2),
        "parameters.width must be between 64 and 2560",
    ),
    Row(
        "size.width",
        "multiple",
        one(f"{_P}width", 66),
        one(f"{_P}width", 65),
        "parameters.width must be a multiple of 2",
    ),
    Row(
        "size.height",
        "range",
        one(f"{_P}height", 64, 2560),
        one(f"{_P}height", 62, 2562, -2),
        "parameters.height must be between 64 and 2560",
    ),
    Row(
        "size.height",
        "multiple",
        one(f"{_P}height", 66),
        one(f"{_P}height", 65),
        "parameters.height must be a multiple of 2",
    ),
    Row(
        "size.tier",
        "one_of",
        one(f"{_P}mode", "RESOLUTION_480", "RESOLUTION_720"),
        one(f"{_P}mode", "RESOLUTION_1080"),
        "parameters.mode must be one of: RESOLUTION_480, RESOLUTION_720",
    ),
    Row(
        "enhance_prompt",
        "one_of",
        one(f"{_P}prompt_enhance", "OFF"),
        one(f"{_P}prompt_enhance", "ON"),
        "parameters.prompt_enhance must be one of: OFF",
    ),
    Row(
        "references.images",
        "count",
        one(f"{_G}image_reference", [], [_IMAGE] * 4),
        one(f"{_G}image_reference", [_IMAGE] * 5),
        "parameters.guidances.image_reference must have at most 4 items",
    ),
    Row(
        "references.videos",
        "count",
        one(f"{_G}video_reference_base", [], [_VIDEO] * 3),
        one(f"{_G}video_reference_base", [_VIDEO] * 4),
        "parameters.guidances.video_reference_base must have at most 3 items",
    ),
    Row(
        "references.audios",
        "count",
        one(f"{_G}audio_reference", [], [_AUDIO]),
        one(f"{_G}audio_reference", [_AUDIO] * 2),
        "parameters.guidances.audio_reference must have at most 1 item",
    ),
)
LEONARDO_SIZES = (
    *("864x480", "736x544", "640x640", "544x736", "480x864", "960x416"),
    *("1248x704", "1120x832", "960x960", "832x1120", "704x1248", "1504x640"),
    *("1920x1088", "1664x1248", "1440x1440", "1248x1664", "1088x1920", "2176x928"),
)


def _sides(pair: str) -> Change:
    width, height = pair.split("x")
    return {f"{_P}width": int(width), f"{_P}height": int(height)}


LEONARDO_1 = (
    *_LEONARDO,
    Row(
        "prompt",
        "length",
        one(f"{_P}prompt", "x", "é" * 1500),
        one(f"{_P}prompt", "é" * 1501),
        "parameters.prompt must have between 1 and 1500 characters",
    ),
    Row(
        "seconds",
        "one_of",
        one(f"{_P}duration", 4, 6, 8, 10),
        one(f"{_P}duration", 2, 3, 5, 7, 9, 11, 12),
        "parameters.duration must be one of: 4, 6, 8, 10",
    ),
    Row(
        "size",
        "one_of",
        tuple(_sides(pair) for pair in LEONARDO_SIZES),
        tuple(_sides(pair) for pair in ("1280x720", "864x704", "1920x1080", "480x480", "2x2")),
        f"parameters.width and parameters.height must be one of: {', '.join(LEONARDO_SIZES)}",
    ),
    Row(
        "size.tier",
        "one_of",
        one(f"{_P}mode", "RESOLUTION_480", "RESOLUTION_720", "RESOLUTION_1080"),
        one(f"{_P}mode", "RESOLUTION_4K"),
        "parameters.mode must be one of: RESOLUTION_480, RESOLUTION_720, RESOLUTION_1080",
    ),
    Row(
        "end_frame",
        "needs",
        ({f"{_G}start_frame": [_IMAGE], f"{_G}end_frame": [_IMAGE]}, {f"{_G}start_frame": [_IMAGE]}),
        (*one(f"{_G}end_frame", [_IMAGE]), *one(f"{_G}endframe", [_IMAGE])),
        "parameters.guidances.end_frame[0].image requires parameters.guidances.start_frame[0].image",
    ),
    *(
        Row(
            field, "unsupported", one(f"{_G}{name}", [], None), one(f"{_G}{name}", [item]), f"{_G}{name} is not allowed"
        )
        for field, name, item in (
            ("references.images", "image_reference", _IMAGE),
            ("references.videos", "video_reference_base", _VIDEO),
            ("references.audios", "audio_reference", _AUDIO),
        )
    ),
)

# Magnific: seed document 003 ------------------------------------------------------------------------------------------

_NAMES = (
    *("film_horizontal_21_9", "widescreen_16_9", "classic_4_3", "square_1_1"),
    *("traditional_3_4", "social_story_9_16", "film_vertical_9_21"),
)
MAGNIFIC = (
    Row("prompt", "required", one("prompt", "x"), one("prompt", None, ""), "prompt is required"),
    Row(
        "prompt",
        "length",
        one("prompt", "x", "é" * 2000),
        one("prompt", "é" * 2001),
        "prompt must have between 1 and 2000 characters",
    ),
    Row(
        "seconds",
        "one_of",
        one("duration", 5, 10, "5", "10", 10.0),
        one("duration", 4, 6, 15, "8", 0, -5),
        "duration must be one of: 5, 10",
    ),
    Row(
        "seed",
        "range",
        one("seed", -1, 0, 4_294_967_295, "-1"),
        one("seed", -2, 4_294_967_296, "4294967296"),
        "seed must be between -1 and 4294967295",
    ),
    Row(
        "size.ratio",
        "one_of",
        one("aspect_ratio", *_NAMES, "21:9", "16:9", "4:3", "1:1", "3:4", "9:16", "9:21"),
        one("aspect_ratio", "16:10", "auto", "widescreen"),
        f"aspect_ratio must be one of: {', '.join(_NAMES)}",
    ),
    Row(
        "size.tier",
        "one_of",
        one(TIER, "480p", "720p"),
        one(TIER, "1080p", "4k"),
        "resolution must be one of: 480p, 720p",
    ),
    Row(
        "end_frame",
        "needs",
        both("image_end", "image", "https://a.example/2.png"),
        one("image_end", "https://a.example/2.png", "cGljdHVyZQ=="),
        "image_end requires image",
    ),
)

# AI/ML API: seed document 004 -----------------------------------------------------------------------------------------

_URL = "https://a.example/1.png"
_FROM_4_TO_15 = "4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15"
AIMLAPI = (
    Row("prompt", "required", one("prompt", "x"), one("prompt", None, ""), "prompt is required"),
    Row(
        "prompt",
        "length",
        one("prompt", "x", "é" * 20_000),
        one("prompt", "é" * 20_001),
        "prompt must have between 1 and 20000 characters",
    ),
    Row(
        "seconds",
        "one_of",
        one("duration", *range(4, 16), "4", "15"),
        one("duration", 3, 16, "3", "16", -1),
        f"duration must be one of: {_FROM_4_TO_15}",
    ),
    Row(
        "seed",
        "range",
        one("seed", -1, 0, 4_294_967_295),
        one("seed", -2, 4_294_967_296),
        "seed must be between -1 and 4294967295",
    ),
    Row(
        "size.ratio",
        "one_of",
        one("aspect_ratio", "21:9", "16:9", "4:3", "1:1", "3:4", "9:16"),
        one("aspect_ratio", "9:21", "auto", "adaptive", "widescreen_16_9"),
        "aspect_ratio must be one of: 21:9, 16:9, 4:3, 1:1, 3:4, 9:16",
    ),
    Row(
        "size.tier",
        "one_of",
        one("resolution", "480p", "720p"),
        one("resolution", "1080p", "4k", "720"),
        "resolution must be one of: 480p, 720p",
    ),
    Row(
        "end_frame",
        "excludes",
        both("last_image_url", "image_url", _URL),
        tuple(
            {"last_image_url": _URL, **other}
            for other in ({"image_urls": [_URL]}, {"video_urls": [_URL]}, {"audio_url": _URL, "image_url": _URL})
        ),
        "last_image_url can't be combined with",
    ),
    Row(
        "references.images",
        "count",
        one("image_urls", [_URL], [_URL] * 9),
        one("image_urls", [_URL] * 10),
        "image_urls must have at most 9 items",
    ),
    Row(
        "references.videos",
        "count",
        (*one("video_urls", [_URL], [_URL] * 3), {"video_url": _URL, "video_urls": [_URL] * 2}),
        (*one("video_urls", [_URL] * 4), {"video_url": _URL, "video_urls": [_URL] * 3}),
        "video_urls must have at most 3 items",
    ),
    Row(
        "references.audios",
        "count",
        both("audio_urls", "image_url", [_URL], [_URL] * 3),
        both("audio_urls", "image_url", [_URL] * 4),
        "audio_urls must have at most 3 items",
    ),
    Row(
        "references.audios",
        "needs",
        tuple(
            {"audio_url": _URL, **other}
            for other in ({"image_url": _URL}, {"image_urls": [_URL]}, {"video_url": _URL}, {"video_urls": [_URL]})
        ),
        (*one("audio_url", _URL), *one("audio_urls", [_URL])),
        "audio_urls requires image_url or image_urls or video_urls",
    ),
    Row(
        "route",
        "one_of",
        one("provider", "auto", "bytedance", "fal", "AUTO", "Fal"),
        one("provider", "openai", "fal.ai"),
        "provider must be one of: auto, bytedance, fal",
    ),
)
