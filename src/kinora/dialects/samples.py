"""Example requests and jobs, from which documents and snippets learn how a dialect words them.

Knows no dialect by name: what one can say, it asks it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from kinora.catalogue.check import check
from kinora.catalogue.model import Offer
from kinora.catalogue.resolve import resolve
from kinora.dialects.base import Dialect
from kinora.spec.errors import InvalidRequest
from kinora.spec.media import Reference, References, Url
from kinora.spec.outcome import Cancelled, Failed, JobView, Outcome, Progress, Queued, Running, Succeeded, Usage
from kinora.spec.video import Pixels, Shape, Size, VideoSpec

BASE = "https://kinora.example"
JOB = UUID("8a7c46bb-37cd-4c60-9cac-182717e03f42")
OWNER = UUID("0b8f6a52-9f0e-4d0c-8f4d-7a5f2a1f9c11")
ASSET = UUID("5d2f3c10-1b7e-4a55-8f3a-2f6f0f2b9e77")
VIDEO_URL = f"{BASE}/files/koala.mp4"
POSTER_URL = f"{BASE}/files/koala.jpg"
LAST_FRAME_URL = f"{BASE}/files/koala.png"
FAILURE = "The engine stopped."
PROMPT = "A koala surfs a wave at sunset, cinematic"
AT = datetime(2026, 9, 1, 0, 4, 12, 123_456, tzinfo=UTC)

OUTCOMES: Mapping[str, Outcome] = {
    "queued": Queued(),
    "running": Running(Progress("rendering", 0.4)),
    "succeeded": Succeeded(
        VIDEO_URL,
        poster_url=POSTER_URL,
        last_frame_url=LAST_FRAME_URL,
        asset_id=ASSET,
        usage=Usage(0.06, tokens=108_900),
    ),
    "failed": Failed(FAILURE, "engine_failed"),
    "cancelled": Cancelled(),
}
"""A job in every state."""

_PICTURE, _CLIP = Url("https://example.com/koala.jpg"), Url("https://example.com/koala.mp4")
_GUIDES: tuple[Mapping[str, Any], ...] = (
    {},
    {"start_frame": _PICTURE},
    {"references": References(images=(Reference(_PICTURE),))},
    {"references": References(videos=(Reference(_CLIP),))},
    {"start_frame": _PICTURE, "end_frame": _PICTURE},
)


def least(dialect: Dialect, offer: Offer) -> VideoSpec:
    """The least that a dialect can say of a model and its offer takes. Raises LookupError when there is nothing."""
    bare = VideoSpec(model=offer.id, prompt=PROMPT)
    for guides in _GUIDES:
        for size in _sizes(offer):
            spec = replace(bare, size=size, **guides)
            if not check(spec, offer) and _can_say(dialect, spec):
                return spec
    raise LookupError(f"{dialect.name} can't say the least request for {offer.id}")


def views(dialect: Dialect, spec: VideoSpec, offer: Offer) -> dict[str, JobView]:
    """A job in every state, by state."""
    return {state: seen(dialect, spec, offer, outcome) for state, outcome in OUTCOMES.items()}


def seen(dialect: Dialect, spec: VideoSpec, offer: Offer, outcome: Outcome, *, id: UUID = JOB) -> JobView:
    """A job with this outcome, its seed drawn, its times fixed."""
    waits, runs = outcome.state == "queued", outcome.state == "running"
    return JobView(
        id=id,
        owner=OWNER,
        via=dialect.name,
        spec=spec,
        plan=resolve(spec, offer, seed=123_456),
        outcome=outcome,
        created=AT,
        updated=AT,
        base=BASE,
        started=None if waits else AT,
        finished=None if waits or runs else AT,
        ahead=2 if waits else None,
    )


def _sizes(offer: Offer) -> Iterator[Size]:
    yield Shape()
    for tier, row in offer.model.sizes.items():
        yield Shape(tier=tier)
        for ratio, pixels in row.items():
            yield Shape(ratio, tier)
            yield Pixels(pixels.width, pixels.height)


def _can_say(dialect: Dialect, spec: VideoSpec) -> bool:
    try:
        dialect.encode_submit(spec)
    except InvalidRequest:
        return False
    return True


def placed(path: str, url: str) -> dict[str, str] | None:
    """The values of a route's names in a URL's path; None where the URL is not under the route."""
    pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(path))
    pattern = re.sub(r"\\\{(\w+):path\\\}", r"(?P<\1>.+)", pattern)
    found = re.fullmatch(pattern, url.rstrip("/"))
    return None if found is None else found.groupdict()
