"""What `kinora render` and `kinora snippet` are asked for: options on one side, a spec's fields on the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kinora.spec.video import Size


def size_of(size: str | None, aspect: str | None, tier: str | None) -> Size:
    """The size that options name. Raises InvalidRequest."""
    from kinora.spec.errors import InvalidRequest, Problem
    from kinora.spec.video import Pixels, Shape

    if size is None:
        return Shape(aspect, tier)
    if aspect is not None:
        raise InvalidRequest((Problem(field="size", rule="excludes", allowed=("size.ratio",)),))
    width, _, height = size.lower().partition("x")
    if not (width.isdigit() and height.isdigit()):
        raise InvalidRequest((Problem(field="size", rule="type", allowed=("like 1280x720",)),))
    return Pixels(int(width), int(height), tier)


OPTIONS = {
    "model": "--model",
    "prompt": "PROMPT",
    "size": "--size",
    "size.width": "--size (width)",
    "size.height": "--size (height)",
    "size.ratio": "--aspect",
    "size.tier": "--tier",
    "seconds": "--seconds",
    "seed": "--seed",
    "sound": "--no-sound",
    "camera_fixed": "--camera-fixed",
    "start_frame": "--start-frame",
    "end_frame": "--end-frame",
    "references.images": "--image",
    "references.videos": "--video",
    "references.audios": "--audio",
}
"""What each field of a request is called on the command line."""
