"""VideoSpec + Offer → Plan: every gap filled, once, at submit. Expects a spec that passed `check`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import assert_never

from kinora.catalogue.model import Offer
from kinora.spec.media import References
from kinora.spec.outcome import Note
from kinora.spec.plan import Plan
from kinora.spec.video import Pixels, Shape, VideoSpec

_USUAL_SECONDS = 5


@dataclass(frozen=True, slots=True)
class _Frame:
    width: int
    height: int
    choices: tuple[Pixels, ...] = ()


def _frame(spec: VideoSpec, offer: Offer) -> _Frame:
    has_start = spec.start_frame is not None
    match spec.size:
        case Pixels():
            exact = offer.completed(spec.size)
            return _Frame(exact.width or 0, exact.height or 0)
        case Shape():
            row = offer.model.sizes[spec.size.tier or str(offer.default("size.tier", is_draft=bool(spec.draft)))]
            usual = str(offer.default("size.ratio"))
            wanted = spec.size.ratio or str(offer.default("size.ratio", has_start_frame=has_start))
            follows = wanted == "auto"
            pixels = row[usual if follows else wanted]
            choices = _choices(row, offer) if follows and (has_start or spec.end_frame is not None) else ()
            return _Frame(pixels.width or 0, pixels.height or 0, choices)
        case _:
            assert_never(spec.size)


def _choices(row: Mapping[str, Pixels], offer: Offer) -> tuple[Pixels, ...]:
    """The sizes of a tier that the dialect offers by name."""
    ratios = {ratio for offered in offer.rows().values() for ratio in offered}
    return tuple(pixels for ratio, pixels in row.items() if ratio in ratios)


def _length(spec: VideoSpec, offer: Offer) -> tuple[int, int | None]:
    """The clip's full seconds, and its frames where they are not exactly as many. Frames overrule seconds."""
    if spec.frames is not None:
        seconds, rest = divmod(spec.frames, offer.model.fps)
        return seconds, spec.frames if rest else None
    default = offer.default("seconds")
    if spec.seconds is not None:
        return spec.seconds, None
    return int(default) if default is not None else _USUAL_SECONDS, None


def resolve(spec: VideoSpec, offer: Offer, *, seed: int) -> Plan:
    """The Plan for a checked spec.

    seed: the number to use when the spec leaves the choice to us (0..4294967295).
    """
    frame = _frame(spec, offer)
    seconds, frame_count = _length(spec, offer)
    return Plan(
        model=offer.model.id,
        prompt=spec.prompt or "",
        width=frame.width,
        height=frame.height,
        choices=frame.choices,
        seconds=seconds,
        fps=offer.model.fps,
        frame_count=frame_count,
        seed=seed if spec.seed is None else spec.seed,
        sound=spec.sound if spec.sound is not None else bool(offer.defaults.get("sound", True)),
        camera_fixed=bool(spec.camera_fixed),
        watermark=bool(spec.watermark),
        return_last_frame=bool(spec.return_last_frame),
        start_frame=spec.start_frame,
        end_frame=spec.end_frame,
        references=_ordered(spec.references),
    )


def _ordered(references: References) -> References:
    """The pictures by their `order`, those without one behind, otherwise as given."""
    images = sorted(references.images, key=lambda item: (item.order is None, item.order or 0))
    return replace(references, images=tuple(images))


def remarks(spec: VideoSpec) -> tuple[Note, ...]:
    """What of a spec no Plan carries: told to the caller in the job's notes instead of being dropped in silence."""
    notes: list[Note] = []
    if spec.ignored:
        notes.append(Note("ignored", "These fields mean nothing here and were ignored.", spec.ignored))
    if spec.enhance_prompt:
        notes.append(Note("enhance_prompt", "The prompt was used as it is: no prompt enhancement is installed."))
    if spec.safety_check:
        notes.append(Note("safety_check", "No safety checker is installed: the clip was not screened."))
    return tuple(notes)
