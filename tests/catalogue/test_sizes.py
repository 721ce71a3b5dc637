"""The pixels of every model, tier and ratio, typed once from the makers' tables."""

from __future__ import annotations

from uuid import UUID

import pytest

from kinora.catalogue.check import check
from kinora.catalogue.load import Catalogue
from kinora.catalogue.resolve import resolve
from kinora.spec.media import Upload
from kinora.spec.video import Pixels, Shape, VideoSpec

CATALOGUE = Catalogue.shipped()
RATIOS = ("16:9", "4:3", "1:1", "3:4", "9:16", "21:9", "9:21")
Table = dict[str, tuple[str, ...]]
_480P = ("864x496", "752x560", "640x640", "560x752", "496x864", "992x432", "432x992")
_720P = ("1280x720", "1112x834", "960x960", "834x1112", "720x1280", "1470x630", "630x1470")
_1080P = ("1920x1080", "1664x1248", "1440x1440", "1248x1664", "1080x1920", "2206x946", "946x2206")
_4K = ("3840x2160", "3326x2494", "2880x2880", "2494x3326", "2160x3840", "4398x1886", "1886x4398")
SEEDANCE_1: Table = {
    "480p": ("864x480", "736x544", "640x640", "544x736", "480x864", "960x416", "416x960"),
    "720p": ("1248x704", "1120x832", "960x960", "832x1120", "704x1248", "1504x640", "640x1504"),
    "1080p": ("1920x1088", "1664x1248", "1440x1440", "1248x1664", "1088x1920", "2176x928", "928x2176"),
}
SEEDANCE_25: Table = {
    "480p": ("854x480", "752x560", "640x640", "560x752", "480x854", "992x432", "432x992"),
    "720p": _720P,
    "1080p": _1080P,
}
TABLES: dict[str, Table] = {
    "seedance-1.0-lite": SEEDANCE_1,
    "seedance-1.0-pro": SEEDANCE_1,
    "seedance-1.0-pro-fast": SEEDANCE_1,
    "seedance-1.5-pro": {"480p": _480P, "720p": _720P, "1080p": _1080P},
    "seedance-2.0": {"480p": _480P, "720p": _720P, "1080p": _1080P, "4k": _4K},
    "seedance-2.0-fast": {"480p": _480P, "720p": _720P},
    "seedance-2.0-mini": {"480p": _480P, "720p": _720P},
    "seedance-2.5": SEEDANCE_25,
    "seedance-2.5-flash": SEEDANCE_25,
}


def test_no_model_is_left_out() -> None:
    assert {model.id for model in CATALOGUE.models()} == set(TABLES)


@pytest.mark.parametrize("model", TABLES)
def test_the_table_of_a_model(model: str) -> None:
    sizes = CATALOGUE.offer(model, "native").model.sizes
    found = {tier: {ratio: str(pixels) for ratio, pixels in row.items()} for tier, row in sizes.items()}
    assert found == {tier: dict(zip(RATIOS, row, strict=True)) for tier, row in TABLES[model].items()}


@pytest.mark.parametrize("model", TABLES)
def test_every_shape_becomes_its_pixels_in_every_dialect(model: str) -> None:
    for dialect in CATALOGUE.dialects_of(model):
        offer = CATALOGUE.offer(model, dialect)
        for tier in offer.rows():
            for ratio, size in zip(RATIOS, TABLES[model][tier], strict=True):
                spec = VideoSpec(model=model, prompt="x", size=Shape(ratio, tier))
                plan = resolve(spec, offer, seed=1)
                assert (str(Pixels(plan.width, plan.height)), plan.choices) == (size, ())


def test_the_eighteen_pairs_of_1_0_and_no_other() -> None:
    """9:21 has a word in three dialects, but is none of the sizes that Leonardo.AI's page lists."""
    offer = CATALOGUE.offer("seedance-1.0-pro", "leonardo")
    (listed,) = [limit.allowed for limit in offer.limits if limit.field == "size"]
    assert sorted(map(str, listed)) == sorted(size for row in SEEDANCE_1.values() for size in row[:6])


@pytest.mark.parametrize(
    ("model", "dialect", "size", "fits"),
    [
        ("seedance-2.0", "native", Pixels(3840, 2160), True),
        ("seedance-2.0", "openai", Pixels(4398, 1886), True),
        ("seedance-2.0", "replicate", Pixels(1886, 4398), True),
        ("seedance-2.0", "native", Pixels(3838, 2160), False),
        ("seedance-2.0", "native", Pixels(2560, 2560), True),
        ("seedance-2.0", "native", Pixels(2562, 64), False),
        ("seedance-2.0", "leonardo", Pixels(3840, 2160), False),
        ("seedance-2.0-mini", "native", Pixels(3840, 2160), False),
        ("seedance-2.0-mini", "native", Pixels(834, 1112), True),
        ("seedance-1.0-pro", "openai", Pixels(1280, 720), True),
        ("seedance-1.0-pro", "openai", Pixels(1281, 720), False),
        ("seedance-1.0-pro", "native", Pixels(1280, 720), False),
    ],
)
def test_sides_of_the_largest_tier_may_be_named_where_it_is_offered(
    model: str, dialect: str, size: Pixels, fits: bool
) -> None:
    """The bounds of free sizes are those of the engines; a size of the table is one of the table."""
    spec = VideoSpec(model=model, prompt="x", size=size)
    assert (check(spec, CATALOGUE.offer(model, dialect)) == ()) is fits


def test_a_clip_follows_its_picture_among_the_ratios_that_are_offered() -> None:
    for dialect, count in (("native", 6), ("leonardo", 6), ("magnific", 7), ("fal", 7)):
        offer = CATALOGUE.offer("seedance-1.0-pro", dialect)
        spec = VideoSpec(model="seedance-1.0-pro", size=Shape("auto", "1080p"), start_frame=Upload(UUID(int=4)))
        assert len(resolve(spec, offer, seed=1).choices) == count, dialect
