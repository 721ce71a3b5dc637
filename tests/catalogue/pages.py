"""The side-by-side tables of the contract page on the models, typed once: the words of each vendor's own page.

A row: the dialect's names, seconds, tiers, the tier and the seconds unless said, and how many references of each kind.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Told:
    """What a page tells of one model in one dialect. references: pictures, videos, sounds; None for not at all."""

    names: tuple[str, ...]
    seconds: tuple[int, ...]
    tiers: tuple[str, ...]
    usual: tuple[str, int]
    references: tuple[int | None, int | None, int | None] = (None, None, None)


def upto(low: int, high: int) -> tuple[int, ...]:
    return tuple(range(low, high + 1))


SMALL, LARGE, ALL = ("480p", "720p"), ("480p", "720p", "1080p"), ("480p", "720p", "1080p", "4k")
EVEN, PAIR = (4, 6, 8, 10), (5, 10)
NONE = (None, None, None)
_FAL, _FAL_1 = "fal-ai/", "fal-ai/bytedance/seedance/v1"

TOLD: dict[tuple[str, str], Told] = {
    # The maker's own truth, section 2.
    ("seedance-1.0-lite", "native"): Told(("seedance-1.0-lite",), upto(2, 12), LARGE, ("720p", 5), (4, None, None)),
    ("seedance-1.0-pro", "native"): Told(("seedance-1.0-pro",), upto(2, 12), LARGE, ("720p", 5)),
    ("seedance-1.0-pro-fast", "native"): Told(("seedance-1.0-pro-fast",), upto(2, 12), LARGE, ("720p", 5)),
    ("seedance-1.5-pro", "native"): Told(("seedance-1.5-pro",), upto(4, 12), LARGE, ("720p", 5)),
    ("seedance-2.0", "native"): Told(("seedance-2.0",), upto(4, 15), ALL, ("720p", 5), (9, 3, 3)),
    ("seedance-2.0-fast", "native"): Told(("seedance-2.0-fast",), upto(4, 15), SMALL, ("720p", 5), (9, 3, 3)),
    ("seedance-2.0-mini", "native"): Told(("seedance-2.0-mini",), upto(4, 15), SMALL, ("720p", 5), (9, 3, 3)),
    ("seedance-2.5", "native"): Told(("seedance-2.5",), upto(4, 30), LARGE, ("720p", 5), (30, 10, 10)),
    ("seedance-2.5-flash", "native"): Told(("seedance-2.5-flash",), upto(4, 30), LARGE, ("720p", 5), (30, 10, 10)),
    # Sections 1, 3.1, 4 and 8.
    ("seedance-1.0-lite", "leonardo"): Told(("seedance-1.0-lite",), EVEN, LARGE, ("720p", 4), (4, None, None)),
    ("seedance-1.0-pro", "leonardo"): Told(("seedance-1.0-pro",), EVEN, LARGE, ("720p", 4)),
    ("seedance-1.0-pro-fast", "leonardo"): Told(("seedance-1.0-pro-fast",), EVEN, LARGE, ("720p", 4)),
    ("seedance-2.0", "leonardo"): Told(("seedance-2.0",), upto(4, 15), LARGE, ("720p", 8), (4, 3, 3)),
    ("seedance-2.0-fast", "leonardo"): Told(("seedance-2.0-fast",), upto(4, 15), SMALL, ("720p", 8), (4, 3, 1)),
    ("seedance-2.0-mini", "leonardo"): Told(("seedance-2.0-mini",), upto(4, 15), SMALL, ("720p", 8), (4, 3, 1)),
    ("seedance-2.5", "leonardo"): Told(("bytedance/seedance-2.5",), upto(4, 30), LARGE, ("720p", 8), (30, 10, 10)),
    ("seedance-2.5-flash", "leonardo"): Told(
        ("bytedance/seedance-2.5-flash",), upto(4, 30), LARGE, ("720p", 8), (30, 10, 5)
    ),
    # Sections 1, 3.2, 4 and 8; the tier is in the path.
    ("seedance-1.0-lite", "magnific"): Told(("seedance-lite",), PAIR, LARGE, ("720p", 5)),
    ("seedance-1.0-pro", "magnific"): Told(("seedance-pro",), PAIR, LARGE, ("720p", 5)),
    ("seedance-1.5-pro", "magnific"): Told(("seedance-1-5-pro",), upto(4, 12), LARGE, ("720p", 5)),
    ("seedance-2.0", "magnific"): Told(("seedance-2-pro",), upto(4, 15), ALL, ("720p", 5), (9, 3, None)),
    ("seedance-2.0-fast", "magnific"): Told(("seedance-2-fast",), upto(4, 15), SMALL, ("720p", 5), (9, 3, None)),
    ("seedance-2.0-mini", "magnific"): Told(("seedance-2-mini",), PAIR, SMALL, ("720p", 5)),
    ("seedance-2.5", "magnific"): Told(("seedance-2-5-pro",), upto(4, 30), LARGE, ("720p", 5), (30, 10, 10)),
    # Section 3.3, and section 4 of the page on AI/ML API.
    ("seedance-1.0-lite", "aimlapi"): Told(("bytedance/seedance-1-0-lite-t2v",), PAIR, LARGE, ("1080p", 5)),
    ("seedance-1.0-lite@i2v", "aimlapi"): Told(("bytedance/seedance-1-0-lite-i2v",), PAIR, LARGE, ("1080p", 5)),
    ("seedance-1.0-pro", "aimlapi"): Told(
        ("bytedance/seedance-1-0-pro-t2v", "bytedance/seedance-1-0-pro-i2v"), PAIR, LARGE, ("1080p", 5)
    ),
    ("seedance-1.0-pro-fast", "aimlapi"): Told(("bytedance/seedance-1-0-pro-fast",), PAIR, LARGE, ("1080p", 5)),
    ("seedance-1.5-pro", "aimlapi"): Told(("bytedance/seedance-1-5-pro",), upto(4, 12), LARGE, ("720p", 5)),
    ("seedance-2.0", "aimlapi"): Told(("bytedance/seedance-2-0",), upto(4, 15), ALL, ("720p", 5), (9, 3, 3)),
    ("seedance-2.0-fast", "aimlapi"): Told(
        ("bytedance/seedance-2-0-fast",), upto(4, 15), SMALL, ("720p", 8), (9, 3, 3)
    ),
    ("seedance-2.0-mini", "aimlapi"): Told(
        ("bytedance/dreamina-seedance-2-0-mini",), upto(4, 15), SMALL, ("720p", 5), (9, 3, 3)
    ),
    ("seedance-2.5", "aimlapi"): Told(
        ("bytedance/seedance-2-5", "bytedance/dreamina-seedance-2-5"), upto(4, 30), SMALL, ("720p", 5), (9, 3, 3)
    ),
    # Sections 1 and 2 here, section 1 of the page on Ark.
    ("seedance-1.0-lite", "ark"): Told(
        ("doubao-seedance-1-0-lite-t2v-250428", "seedance-1-0-lite-t2v-250428", "seedance-1-0-lite-t2v"),
        upto(2, 12),
        LARGE,
        ("720p", 5),
    ),
    ("seedance-1.0-lite@i2v", "ark"): Told(
        ("doubao-seedance-1-0-lite-i2v-250428", "seedance-1-0-lite-i2v-250428", "seedance-1-0-lite-i2v"),
        upto(2, 12),
        LARGE,
        ("720p", 5),
        (4, None, None),
    ),
    ("seedance-1.0-pro", "ark"): Told(
        ("doubao-seedance-1-0-pro-250528", "seedance-1-0-pro-250528", "seedance-1-0-pro"),
        upto(2, 12),
        LARGE,
        ("1080p", 5),
    ),
    ("seedance-1.0-pro-fast", "ark"): Told(
        ("doubao-seedance-1-0-pro-fast-251015", "seedance-1-0-pro-fast-251015", "seedance-1-0-pro-fast"),
        upto(2, 12),
        LARGE,
        ("1080p", 5),
    ),
    ("seedance-1.5-pro", "ark"): Told(
        ("doubao-seedance-1-5-pro-251215", "seedance-1-5-pro-251215", "seedance-1-5-pro"),
        upto(4, 12),
        LARGE,
        ("720p", 5),
    ),
    ("seedance-2.0", "ark"): Told(
        ("doubao-seedance-2-0-260128", "dreamina-seedance-2-0-260128", "seedance-2-0"),
        upto(4, 15),
        ALL,
        ("720p", 5),
        (9, 3, 3),
    ),
    ("seedance-2.0-fast", "ark"): Told(
        ("doubao-seedance-2-0-fast-260128", "dreamina-seedance-2-0-fast-260128", "seedance-2-0-fast"),
        upto(4, 15),
        SMALL,
        ("720p", 5),
        (9, 3, 3),
    ),
    ("seedance-2.0-mini", "ark"): Told(
        (
            "doubao-seedance-2-0-mini-260615",
            "dreamina-seedance-2-0-mini-260615",
            "dreamina-seedance-2-0-mini",
            "seedance-2-0-mini",
        ),
        upto(4, 15),
        SMALL,
        ("720p", 5),
        (9, 3, 3),
    ),
    ("seedance-2.5", "ark"): Told(
        ("doubao-seedance-2-5-260628", "dreamina-seedance-2-5-260628", "seedance-2-5"),
        upto(4, 30),
        LARGE,
        ("720p", 5),
        (30, 10, 10),
    ),
    # Section 3.5 here, section 10 of the page on fal; names are the paths without their mode.
    ("seedance-1.0-lite", "fal"): Told((f"{_FAL_1}/lite",), upto(2, 12), LARGE, ("720p", 5), (4, None, None)),
    ("seedance-1.0-pro", "fal"): Told((f"{_FAL_1}/pro",), upto(2, 12), LARGE, ("1080p", 5)),
    ("seedance-1.0-pro-fast", "fal"): Told((f"{_FAL_1}/pro/fast",), upto(2, 12), ("1080p",), ("1080p", 5)),
    ("seedance-1.5-pro", "fal"): Told((f"{_FAL_1}.5/pro",), upto(4, 12), LARGE, ("720p", 5)),
    ("seedance-2.0", "fal"): Told(
        (
            "bytedance/seedance-2.0",
            f"{_FAL}bytedance/seedance-2.0",
            "bytedance/seedance-2.0/enterprise/v2",
            f"{_FAL}bytedance/seedance-2.0/enterprise/v2",
        ),
        upto(4, 15),
        ALL,
        ("720p", 5),
        (9, 3, 3),
    ),
    ("seedance-2.0-fast", "fal"): Told(
        ("bytedance/seedance-2.0/fast", f"{_FAL}bytedance/seedance-2.0/fast"),
        upto(4, 15),
        SMALL,
        ("720p", 5),
        (9, 3, 3),
    ),
    ("seedance-2.0-mini", "fal"): Told(
        ("bytedance/seedance-2.0/mini", f"{_FAL}bytedance/seedance-2.0/mini"),
        upto(4, 15),
        SMALL,
        ("720p", 5),
        (9, 3, 3),
    ),
    ("seedance-2.5", "fal"): Told(
        (
            "bytedance/seedance-2.5",
            f"{_FAL}bytedance/seedance-2.5",
            "bytedance/seedance-2.5/us",
            f"{_FAL}bytedance/seedance-2.5/us",
        ),
        upto(4, 30),
        LARGE,
        ("720p", 5),
        (30, 10, 10),
    ),
    ("seedance-2.5-flash", "fal"): Told(
        ("bytedance/seedance-2.5/flash", f"{_FAL}bytedance/seedance-2.5/flash"),
        upto(4, 30),
        LARGE,
        ("720p", 5),
        (30, 10, 10),
    ),
    # Section 3.6 and the page on Replicate; what is below 4 s there, no 2.0 model makes.
    ("seedance-1.0-lite", "replicate"): Told(("bytedance/seedance-1-lite",), upto(2, 12), LARGE, ("1080p", 5)),
    ("seedance-1.0-pro", "replicate"): Told(("bytedance/seedance-1-pro",), upto(2, 12), LARGE, ("1080p", 5)),
    ("seedance-2.0", "replicate"): Told(("bytedance/seedance-2.0",), upto(4, 15), ALL, ("720p", 5), (9, 3, 3)),
    ("seedance-2.0-fast", "replicate"): Told(
        ("bytedance/seedance-2.0-fast",), upto(4, 15), SMALL, ("720p", 5), (9, 3, 3)
    ),
    ("seedance-2.0-mini", "replicate"): Told(
        ("bytedance/seedance-2.0-mini",), upto(4, 15), SMALL, ("720p", 5), (9, 3, 3)
    ),
    # The page on OpenRouter.
    ("seedance-1.5-pro", "openrouter"): Told(
        ("bytedance/seedance-1-5-pro", "seedance-1.5-pro"), upto(4, 12), LARGE, ("720p", 5)
    ),
    ("seedance-2.0", "openrouter"): Told(("bytedance/seedance-2.0",), upto(4, 15), ALL, ("720p", 5), (9, 3, 3)),
    ("seedance-2.0-fast", "openrouter"): Told(
        ("bytedance/seedance-2.0-fast",), upto(4, 15), SMALL, ("720p", 5), (9, 3, 3)
    ),
    ("seedance-2.5", "openrouter"): Told(
        ("bytedance/seedance-2.5", "seedance-2.5"), upto(4, 30), SMALL, ("720p", 5), (30, 10, 10)
    ),
    # The page on OpenAI's videos: every model under its own id, its own limits, and that page's default of 4 s.
    ("seedance-1.0-lite", "openai"): Told(("seedance-1.0-lite",), upto(2, 12), LARGE, ("720p", 4), (4, None, None)),
    ("seedance-1.0-pro", "openai"): Told(("seedance-1.0-pro",), upto(2, 12), LARGE, ("720p", 4)),
    ("seedance-1.0-pro-fast", "openai"): Told(("seedance-1.0-pro-fast",), upto(2, 12), LARGE, ("720p", 4)),
    ("seedance-1.5-pro", "openai"): Told(("seedance-1.5-pro",), upto(4, 12), LARGE, ("720p", 4)),
    ("seedance-2.0", "openai"): Told(("seedance-2.0", "sora-2-pro"), upto(4, 15), ALL, ("720p", 4), (9, 3, 3)),
    ("seedance-2.0-fast", "openai"): Told(("seedance-2.0-fast",), upto(4, 15), SMALL, ("720p", 4), (9, 3, 3)),
    ("seedance-2.0-mini", "openai"): Told(("seedance-2.0-mini", "sora-2"), upto(4, 15), SMALL, ("720p", 4), (9, 3, 3)),
    ("seedance-2.5", "openai"): Told(("seedance-2.5",), upto(4, 30), LARGE, ("720p", 4), (30, 10, 10)),
    ("seedance-2.5-flash", "openai"): Told(("seedance-2.5-flash",), upto(4, 30), LARGE, ("720p", 4), (30, 10, 10)),
}
