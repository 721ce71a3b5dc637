"""Small model files to change in one place."""

from __future__ import annotations

from kinora.catalogue.load import Catalogue

SIZES = """
["grid".480p]
"16:9" = [864, 496]
"1:1" = [640, 640]
["grid".720p]
"16:9" = [1280, 720]
"1:1" = [960, 960]
"""
MODEL = """
id = "one"
title = "One"
maker = "Somebody"
fps = 24
sizes = "grid"
[limits]
prompt = { required = true, length = [1, 10] }
seconds = { whole_range = [4, 6] }
[defaults]
seconds = 5
"size.ratio" = "16:9"
"size.tier" = "720p"
[price]
usd_per_million_tokens = 2.0
with_video = 1.0
[offer.leonardo]
names = ["one-there", "uno"]
[offer.leonardo.limits]
seconds = { one_of = [4] }
[offer.leonardo.defaults]
seconds = 4
"""


def catalogue(*models: str, sizes: str = SIZES) -> Catalogue:
    """A catalogue of these files, called 0.toml, 1.toml and so on."""
    return Catalogue.from_texts({"sizes.toml": sizes, **{f"{index}.toml": text for index, text in enumerate(models)}})
