"""Which dialect can say what, as a Markdown table: learnt by asking each dialect to say it and read it again."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from kinora.dialects.base import Dialect
from kinora.spec.errors import InvalidRequest
from kinora.spec.media import MediaRef, Reference
from kinora.spec.video import Pixels, Shape, Size, VideoSpec
from tests.dialects.registry import ASSET, DIALECTS, routed, small_spec
from tests.dialects.strategies import KINDS, MEDIA_FIELDS, SAMPLES, WORDS, guided, with_media, with_value

BEGIN, END = "<!-- table: who can say what -->", "<!-- end of table -->"
NO = "–"
YES = "yes"
HOOK = "https://a.example/hook"
VALUES: dict[str, tuple[object, ...]] = {
    "prompt": ("A koala",),
    "seconds": (5,),
    "frames": (121,),
    "count": (1,),
    "seed": (7,),
    **WORDS,
    "based_on": (ASSET,),
    "start_seconds": (60,),
    "expires_seconds": (3600,),
    "route": ("auto",),
    "webhook_url": (HOOK,),
    "webhook_events": (("succeeded",),),
}
SIZES: dict[str, Size] = {
    "size.ratio": Shape("16:9"),
    "size.tier": Shape(None, "480p"),
    "size.width, size.height": Pixels(720, 720),
}
NAMES: dict[str, str] = {"inline": "file", "generated": "result"}
"""What kinds of media are called in the table: those in the request itself, and those of a finished job."""


def survives(dialect: Dialect, spec: VideoSpec) -> bool:
    """Whether the server reads from the dialect's request what its client wanted to say."""
    try:
        call = routed(dialect, dialect.encode_submit(spec))
    except InvalidRequest:
        return False
    return dataclasses.replace(dialect.decode_submit(call), echo=()) == spec


def sayings(dialect: Dialect) -> Iterator[tuple[str, str]]:
    """Each field of a request with what the dialect has for it."""
    bare = small_spec(dialect)
    for field, values in VALUES.items():
        spec = with_value(bare, "webhook_url", HOOK) if field == "webhook_events" else bare  # nobody else is told
        said = [value for value in values if survives(dialect, with_value(spec, field, value))]
        yield field, _cell(values, said)
    for field, size in SIZES.items():
        yield field, YES if _says_size(dialect, size) else NO
    for field in MEDIA_FIELDS:
        kinds = [_kind(media) for media in SAMPLES if survives(dialect, with_media(bare, field, media))]
        yield field, ", ".join(kinds) or NO
    for kind in KINDS:
        for leaf, value in (("strength", "low"), ("order", 2)):
            guides = (Reference(media, **{leaf: value}) for media in SAMPLES)  # type: ignore[arg-type]  # by name
            specs = [dataclasses.replace(bare, references=guided(kind, guide)) for guide in guides]
            yield f"references.{kind}[].{leaf}", YES if any(survives(dialect, spec) for spec in specs) else NO


def _says_size(dialect: Dialect, size: Size) -> bool:
    """Alone, or beside what the dialect always wants."""
    bare = small_spec(dialect)
    changes: dict[str, Any] = {"ratio": size.ratio} if isinstance(size, Shape) and size.ratio else {}
    beside = dataclasses.replace(bare.size, **changes) if changes and isinstance(bare.size, Shape) else size
    return any(survives(dialect, dataclasses.replace(bare, size=one)) for one in (size, beside))


def _cell(values: Sequence[object], said: Sequence[object]) -> str:
    if not said:
        return NO
    return YES if len(said) == len(values) else ", ".join(str(value).lower() for value in said)


def _kind(media: MediaRef) -> str:
    return NAMES.get(media.kind, media.kind)


def table() -> str:
    """The whole table, with its markers."""
    columns = {dialect.name: dict(sayings(dialect)) for dialect in DIALECTS}
    fields = [field for field in next(iter(columns.values())) if any(said[field] != NO for said in columns.values())]
    rows = [
        ["", *columns],
        ["---"] * (len(columns) + 1),
        *([f"`{field}`", *(said[field] for said in columns.values())] for field in fields),
    ]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([BEGIN, "", *lines, "", END])


def within(page: str) -> tuple[str, str, str]:
    """A page before its table, the table with its markers, and the page behind it. Raises ValueError without them."""
    start, stop = page.index(BEGIN), page.index(END) + len(END)
    return page[:start], page[start:stop], page[stop:]


if __name__ == "__main__":
    sys.stdout.write(table() + "\n")
