"""The pixels of every model, tier and ratio, typed once from the makers' tables."""

from __future__ import annotations

import pytest

from kinora.catalogue.load import Catalogue
from kinora.catalogue.resolve import resolve
from kinora.spec.video import Pixels, Shape, VideoSpec

CATALOGUE = Catalogue.shipped()
RATIOS = ("16:9", "4:3", "1:1", "3:4", "9:16", "21:9", "9:21")
Table = dict[str, tuple[str, ...]]
SEEDANCE_1: Table = {
    "480p": ("864x480", "736x544", "640x640", "544x736", "480x864", "960x416"),
    "720p": ("1248x704", "1120x832", "960x960", "832x1120", "704x1248", "1504x640"),
    "1080p": ("1920x1088", "1664x1248", "1440x1440", "1248x1664", "1088x1920", "2176x928"),
}
SEEDANCE_2: Table = {
    "480p": ("864x496", "752x560", "640x640", "560x752", "496x864", "992x432", "432x992"),
    "720p": ("1280x720", "1112x834", "960x960", "834x1112", "720x1280", "1470x630", "630x1470"),
}
TABLES = {
    "seedance-1.0-pro": SEEDANCE_1,
    "seedance-1.0-pro-fast": SEEDANCE_1,
    "seedance-2.0-fast": SEEDANCE_2,
    "seedance-2.0-mini": SEEDANCE_2,
}


def test_no_model_is_left_out() -> None:
    assert {model.id for model in CATALOGUE.models()} == set(TABLES)


@pytest.mark.parametrize("model", TABLES)
def test_the_table_of_a_model(model: str) -> None:
    sizes = CATALOGUE.offer(model, "native").model.sizes
    found = {tier: {ratio: str(pixels) for ratio, pixels in row.items()} for tier, row in sizes.items()}
    assert found == {tier: dict(zip(RATIOS, row, strict=False)) for tier, row in TABLES[model].items()}


@pytest.mark.parametrize("model", TABLES)
def test_every_shape_becomes_its_pixels_in_every_dialect(model: str) -> None:
    for dialect in CATALOGUE.dialects_of(model):
        offer = CATALOGUE.offer(model, dialect)
        for tier, row in TABLES[model].items():
            for ratio, size in zip(RATIOS, row, strict=False):
                spec = VideoSpec(model=model, prompt="x", size=Shape(ratio, tier))
                plan = resolve(spec, offer, seed=1)
                assert (str(Pixels(plan.width, plan.height)), plan.choices) == (size, ())
