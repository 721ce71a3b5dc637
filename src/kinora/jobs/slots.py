"""The places where a spec or a plan names media: which there are, of which kind, and the same with others put in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from kinora.spec.media import MediaKind, MediaRef, Reference, References
from kinora.spec.plan import Plan
from kinora.spec.video import VideoSpec

Holder = TypeVar("Holder", VideoSpec, Plan)


@dataclass(frozen=True, slots=True)
class Slot:
    """One place. field: its path in the spec's words (`start_frame`, `references.images[0]`)."""

    field: str
    kind: MediaKind
    media: MediaRef


def slots(holder: VideoSpec | Plan) -> Iterator[Slot]:
    """Every place that is taken, frames first."""
    if holder.start_frame is not None:
        yield Slot("start_frame", "image", holder.start_frame)
    if holder.end_frame is not None:
        yield Slot("end_frame", "image", holder.end_frame)
    given = holder.references
    lists: tuple[tuple[str, MediaKind, tuple[Reference, ...]], ...] = (
        ("images", "image", given.images),
        ("videos", "video", given.videos),
        ("audios", "audio", given.audios),
    )
    for name, kind, references in lists:
        for index, reference in enumerate(references):
            yield Slot(f"references.{name}[{index}]", kind, reference.media)


def with_media(holder: Holder, media: Mapping[str, MediaRef]) -> Holder:
    """The same with other media in the places that `media` names by their field."""
    if not media:
        return holder

    def frame(field: str, now: MediaRef | None) -> MediaRef | None:
        return media.get(field, now) if now is not None else None

    def listed(name: str, now: tuple[Reference, ...]) -> tuple[Reference, ...]:
        return tuple(
            replace(reference, media=media.get(f"references.{name}[{index}]", reference.media))
            for index, reference in enumerate(now)
        )

    given = holder.references
    return replace(
        holder,
        start_frame=frame("start_frame", holder.start_frame),
        end_frame=frame("end_frame", holder.end_frame),
        references=References(
            images=listed("images", given.images),
            videos=listed("videos", given.videos),
            audios=listed("audios", given.audios),
        ),
    )
