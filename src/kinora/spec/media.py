"""How a request names a picture, video or sound. Plain values: nothing here fetches or opens anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

MediaKind = Literal["image", "video", "audio"]
Strength = Literal["low", "mid", "high"]


@dataclass(frozen=True, slots=True)
class Url:
    """Media on another host, fetched by the worker as the job's first stage."""

    url: str
    kind: Literal["url"] = "url"


@dataclass(frozen=True, slots=True)
class Inline:
    """Media that came inside the request (base64 or a data URI); stored as an upload before the answer."""

    data: bytes
    kind: Literal["inline"] = "inline"


@dataclass(frozen=True, slots=True)
class Upload:
    """Media the owner uploaded before, by asset id."""

    id: UUID
    kind: Literal["upload"] = "upload"


@dataclass(frozen=True, slots=True)
class Generated:
    """A finished job's video, or, where a picture is wanted, its poster. `id` is the asset's or the job's."""

    id: UUID
    kind: Literal["generated"] = "generated"


MediaRef = Url | Inline | Upload | Generated


@dataclass(frozen=True, slots=True)
class Reference:
    """Media that guides the video without being one of its frames.

    strength and order exist in the Leonardo dialect only (seed documents 000 and 001); order sorts ascending.
    """

    media: MediaRef
    strength: Strength | None = None
    order: int | None = None


@dataclass(frozen=True, slots=True)
class References:
    """Guiding media by kind. Prompts address them as @Image1, @Video1, @Audio1, counted from 1."""

    images: tuple[Reference, ...] = ()
    videos: tuple[Reference, ...] = ()
    audios: tuple[Reference, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.images or self.videos or self.audios)
