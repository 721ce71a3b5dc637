"""Which shot a plan and its inputs ask for, made ready for the render processes, and what to say about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from kinora.engines.base import InputImage, Inputs
from kinora.engines.previs.footage import FootageShot
from kinora.engines.previs.framing import Picture, cover
from kinora.engines.previs.look import Look, OverlaidShot
from kinora.engines.previs.morph import MorphShot, find_passage
from kinora.engines.previs.parallax import ParallaxShot, take_apart
from kinora.engines.previs.reel import Shot
from kinora.engines.previs.reference import MOST_REFERENCES, ReferenceShot, figure
from kinora.engines.previs.scene import Scene
from kinora.engines.previs.stage import TextShot
from kinora.media.picture import read_picture
from kinora.spec.outcome import Note
from kinora.spec.plan import Plan

_LARGEST_SIDE = 4096
_LARGEST_REFERENCE = 900
_SUBTLE_STYLES = ("none", "cinematic")  # a given picture has its own light: only drawn looks change it


@dataclass(frozen=True, slots=True)
class Prepared:
    """A shot ready to be drawn. transition: "morph" or "dissolve" between two given frames, else None."""

    make: Callable[[], Shot]
    notes: tuple[Note, ...] = ()
    sequential: bool = False
    transition: str | None = None


def prepare(plan: Plan, inputs: Inputs, scene: Scene) -> Prepared:
    """The shot for these inputs: given frames come first, then a base video, then references, then the words alone."""
    match (inputs.start_frame, inputs.end_frame):
        case (Path() as start, Path() as end):
            return _between(plan, start, end, scene)
        case (Path() as start, None):
            return _from_picture(plan, start, scene, reverse=False)
        case (None, Path() as end):
            return _from_picture(plan, end, scene, reverse=True)
    if inputs.videos:
        return _from_footage(plan, inputs.videos[0], scene)
    if inputs.images:
        return _with_references(plan, inputs.images, scene)
    return Prepared(_text_shot(plan, scene))


def unused_references(inputs: Inputs) -> tuple[str, ...]:
    """The references that `prepare` leaves aside, as prompts name them: @Image1, @Video1, @Audio1."""
    has_frames = bool(inputs.start_frame or inputs.end_frame)
    images = 0 if has_frames or inputs.videos else MOST_REFERENCES
    videos = 0 if has_frames else 1
    return (
        *(f"@Image{number}" for number in range(images + 1, len(inputs.images) + 1)),
        *(f"@Video{number}" for number in range(videos + 1, len(inputs.videos) + 1)),
        *(f"@Audio{number}" for number in range(2, len(inputs.audios) + 1)),
    )


def _text_shot(plan: Plan, scene: Scene) -> Callable[[], Shot]:
    return partial(
        TextShot, scene, width=plan.width, height=plan.height, seconds=plan.length, fps=plan.fps, seed=plan.seed
    )


def _given(plan: Plan, path: Path) -> Picture:
    return cover(read_picture(path, largest_side=_LARGEST_SIDE), plan.width, plan.height)


def _from_picture(plan: Plan, path: Path, scene: Scene, *, reverse: bool) -> Prepared:
    still = take_apart(_given(plan, path))
    make = partial(
        ParallaxShot,
        still,
        scene.camera,
        frames=plan.frames,
        fps=plan.fps,
        reverse=reverse,
        water=scene.place == "sea",
        alive=bool(scene.actors),
        mirrored=bool(plan.seed % 2),
    )
    notes = []
    if still.cutout is None:
        notes.append(Note("matte", "The picture's subject could not be cut out cleanly, so the picture moves whole."))
    actions = tuple(dict.fromkeys(actor.action for actor in scene.actors if actor.action != "idle"))
    if actions:
        notes.append(
            Note("action", "What a given picture shows doesn't act: camera, layers and weather move.", actions)
        )
    outward = "zoom_in" if reverse else "zoom_out"
    if outward in scene.camera:
        notes.append(Note("camera", "The camera can't show what lies outside the given picture.", (outward,)))
    return Prepared(_overlaid(plan, make, scene, first=not reverse, last=reverse), tuple(notes))


def _between(plan: Plan, start: Path, end: Path, scene: Scene) -> Prepared:
    passage = find_passage(_given(plan, start), _given(plan, end))
    make = partial(MorphShot, passage, frames=plan.frames)
    text = {
        "morph": "The two frames show the same thing: every point moves from its first place to its last.",
        "dissolve": "The two frames differ too much to be morphed: one dissolves into the other.",
    }[passage.transition]
    note = Note("transition", text, (passage.transition,))
    return Prepared(_overlaid(plan, make, scene, first=True, last=True), (note,), transition=passage.transition)


def _overlaid(plan: Plan, make: Callable[[], Shot], scene: Scene, *, first: bool, last: bool) -> Callable[[], Shot]:
    style = "none" if scene.style in _SUBTLE_STYLES else scene.style
    look = Look(weather=scene.weather, style=style, fps=plan.fps, seed=plan.seed)
    if not look:
        return make
    return partial(OverlaidShot, make, look, frames=plan.frames, keeps_first=first, keeps_last=last)


def _from_footage(plan: Plan, path: Path, scene: Scene) -> Prepared:
    look = Look(weather=scene.weather, style=scene.style, time=scene.time, fps=plan.fps, seed=plan.seed)
    make = partial(FootageShot, path, look, width=plan.width, height=plan.height, fps=plan.fps)
    note = Note("footage", "The video's own motion is kept; the prompt changes its light, weather and style only.")
    return Prepared(make, (note,), sequential=True)


def _with_references(plan: Plan, images: tuple[InputImage, ...], scene: Scene) -> Prepared:
    figures = tuple(
        figure(read_picture(image.path, largest_side=_LARGEST_REFERENCE), image.strength)
        for image in images[:MOST_REFERENCES]
    )
    # The words name what the pictures show: a cut-out takes the place of the actor drawn from them.
    cast = scene.actors[sum(one.cut for one in figures) :]
    make = partial(
        ReferenceShot,
        replace(scene, actors=cast),
        figures,
        width=plan.width,
        height=plan.height,
        seconds=plan.length,
        fps=plan.fps,
        seed=plan.seed,
    )
    cards = tuple(f"@Image{number}" for number, one in enumerate(figures, 1) if not one.cut)
    text = "The picture's subject could not be cut out cleanly, so the picture stands in the scene as a card."
    return Prepared(make, (Note("matte", text, cards),) if cards else ())
