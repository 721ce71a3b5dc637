"""Looks laid over a finished frame, by name. How each is made is told in `styles`; here is only the table of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.stage.styles import built, drawn, graded, painted
from kinora.engines.previs.stage.styles.plates import Paint

_PAINTS: dict[str, Paint] = {
    "cinematic": graded.cinematic,
    "noir": graded.noir,
    "watercolor": painted.watercolor,
    "sketch": drawn.sketch,
    "vintage": graded.vintage,
    "cartoon": drawn.cartoon,
    "oil": painted.oil,
    "pixel": built.pixel,
    "comic": drawn.comic,
    "pastel": painted.pastel,
    "neon": graded.neon,
    "vaporwave": graded.vaporwave,
    "clay": built.clay,
    "paper": built.paper_cut,
    "ink": drawn.ink,
    "blueprint": drawn.blueprint,
    "mosaic": built.mosaic,
    "lowpoly": built.low_poly,
    "glitch": graded.glitch,
    "dreamy": graded.dreamy,
    "sepia": graded.sepia,
    "silhouette": graded.silhouette,
    "chalk": drawn.chalk,
    "thermal": graded.thermal,
    "anime": drawn.anime,
}
STYLES = ("none", *_PAINTS)


def apply_style(frame: NDArray[np.uint8], style: str, *, index: int, seed: int) -> NDArray[np.uint8]:
    """The frame in a style of STYLES; "none" and unknown names return it unchanged. Never writes to `frame`."""
    paint = _PAINTS.get(style)
    return frame if paint is None else paint(frame, index, seed)
