"""fal.ai's endpoint ids: which model and mode a path names, and which path a request belongs to.

Knows no model: the names are the catalogue's, without the mode that ends each path.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, cast, get_args

from kinora.catalogue.load import Names
from kinora.spec.errors import NotFound
from kinora.spec.media import References
from kinora.spec.video import VideoSpec

Mode = Literal["text-to-video", "image-to-video", "reference-to-video"]
_NAMESPACES = frozenset({"workflows", "comfy"})  # ids below these have an owner of three segments [0.2]


def read_endpoint(id: str, names: Names) -> tuple[str, Mode]:
    """The model and the mode behind an endpoint id. Raises NotFound for a stranger's."""
    stem, _, mode = id.rpartition("/")
    model = next(filter(None, map(names.id_of, _spellings(stem))), None)
    if model is None or mode not in get_args(Mode):
        raise NotFound("path")
    return model, cast("Mode", mode)


def _spellings(stem: str) -> Iterator[str]:
    """A name as it stands, then without what tells of a contract or a region, each also without `fal-ai/` [10]."""
    for spelling in (stem, re.sub(r"/(?:enterprise/v2|us)(?=/|$)", "", stem)):
        yield spelling
        yield spelling.removeprefix("fal-ai/")  # one client puts it before every id [0.4]


def endpoint_of(spec: VideoSpec, names: Names) -> str:
    """The endpoint id that a spec is sent to: what media it has makes the mode."""
    frames = (spec.start_frame, spec.end_frame)
    mode: Mode = "text-to-video" if frames == (None, None) else "image-to-video"
    if spec.references != References():
        mode = "reference-to-video"
    return f"{names.name_of(spec.model)}/{mode}"


def app_of(id: str) -> str:
    """The part of an endpoint id that the paths below `requests` begin with [0.2]."""
    segments = id.split("/")
    return "/".join(segments[: 3 if segments[0] in _NAMESPACES else 2])


def says_reference_image_urls(path: str) -> bool:
    """Whether a path's model calls its reference pictures so."""
    return "/v1/lite" in path
