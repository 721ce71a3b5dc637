"""What a path names, both ways: the family, and the tier where it creates."""

from __future__ import annotations

import re

from kinora.catalogue.load import Names
from kinora.dialects.base import Call
from kinora.dialects.magnific.families import family_of
from kinora.spec.errors import NotFound
from kinora.spec.video import VideoSpec


def decode_path(call: Call, names: Names) -> tuple[str, str | None]:
    """The catalogue id and the tier in the path: `seedance-2-mini-720p`. Raises NotFound for other families."""
    word = call.path["family"]
    family, _, tier = word.rpartition("-")
    has_tier = re.fullmatch(r"[0-9]+p|4k", tier) is not None
    model = names.id_of(family if has_tier else word)
    if model is None:
        raise NotFound("path")
    return model, tier if has_tier else None


def encode_poll(id: str, spec: VideoSpec, names: Names, profiles: frozenset[str]) -> Call:
    """How a task's state is asked for."""
    name = names.name_of(spec.model)  # without the tier: that path only creates [16]
    root = family_of(name, profiles).root
    return Call(method="GET", url=f"{root}/{name}/{id}", path={"family": name, "id": id})
