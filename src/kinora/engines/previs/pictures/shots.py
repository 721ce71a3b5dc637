"""Which shot a plan and its inputs ask for, made ready for the render processes, and what to say about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kinora.engines.base import Inputs
from kinora.engines.previs.crew.reel import Shot
from kinora.engines.previs.pictures.edit import UNDERSTOOD, Cut, cut_of
from kinora.engines.previs.pictures.footage import FootageShot, first_picture, length_of
from kinora.engines.previs.pictures.framing import Picture, cover
from kinora.engines.previs.pictures.guests import invite
from kinora.engines.previs.pictures.look import Look, OverlaidShot
from kinora.engines.previs.pictures.morph import MorphShot, find_passage
from kinora.engines.previs.pictures.moves import NEAREST
from kinora.engines.previs.pictures.parallax import ParallaxShot, take_apart
from kinora.engines.previs.pictures.recolour import RecolouredShot, Swatch, transfer
from kinora.engines.previs.pictures.reference import MOST_REFERENCES, ReferenceShot
from kinora.engines.previs.scene import Scene, Storyboard
from kinora.engines.previs.stage.board import BoardShot
from kinora.media.picture import read_picture
from kinora.spec.outcome import Note
from kinora.spec.plan import Plan

MOST_VIDEOS = 3
_LARGEST_SIDE = 4096
_SUBTLE_STYLES = ("none", "cinematic")  # a given picture has its own light: only drawn looks change it


@dataclass(frozen=True, slots=True)
class Prepared:
    """A shot ready to be drawn. transition: "morph" or "dissolve" between two given frames, else None.

    understood: words of the prompt that the board could not use, but this shot obeys. cut: how base videos follow each
    other, for their sound.
    """

    make: Callable[[], Shot]
    notes: tuple[Note, ...] = ()
    sequential: bool = False
    transition: str | None = None
    understood: frozenset[str] = frozenset()
    cut: Cut | None = None


def prepare(plan: Plan, inputs: Inputs, board: Storyboard, accents: tuple[float, ...] = ()) -> Prepared:
    """The shot for these inputs: given frames come first, then base videos, then references, then the words alone.

    accents: seconds at which the picture beats with the music.
    """
    scene = board.first
    match (inputs.start_frame, inputs.end_frame):
        case (Path() as start, Path() as end):
            return _between(plan, start, end, scene)
        case (Path() as start, None):
            return _from_picture(plan, start, scene, reverse=False, accents=accents)
        case (None, Path() as end):
            return _from_picture(plan, end, scene, reverse=True, accents=accents)
    if inputs.videos:
        return _from_footage(plan, inputs, scene, accents)
    if inputs.images:
        return _with_references(plan, inputs, scene)
    return Prepared(_text_shot(plan, board, accents))


def unused_references(inputs: Inputs) -> tuple[str, ...]:
    """The references that `prepare` leaves aside, as prompts name them: @Image1, @Video1."""
    has_frames = bool(inputs.start_frame or inputs.end_frame)
    images = 0 if has_frames else MOST_REFERENCES
    videos = 0 if has_frames else MOST_VIDEOS
    return (
        *(f"@Image{number}" for number in range(images + 1, len(inputs.images) + 1)),
        *(f"@Video{number}" for number in range(videos + 1, len(inputs.videos) + 1)),
    )


def _text_shot(plan: Plan, board: Storyboard, accents: tuple[float, ...]) -> Callable[[], Shot]:
    make = partial(
        BoardShot, board, width=plan.width, height=plan.height, seconds=plan.length, fps=plan.fps, seed=plan.seed
    )
    return partial(make, accents=accents) if accents else make


def _given(plan: Plan, path: Path) -> Picture:
    return cover(read_picture(path, largest_side=_LARGEST_SIDE), plan.width, plan.height)


def _from_picture(plan: Plan, path: Path, scene: Scene, *, reverse: bool, accents: tuple[float, ...]) -> Prepared:
    still = take_apart(_given(plan, path))
    make = partial(
        ParallaxShot,
        still,
        scene.camera,
        frames=plan.frames,
        fps=plan.fps,
        reverse=reverse,
        water=scene.place in ("sea", "beach", "lake", "river"),
        alive=bool(scene.actors) or scene.is_static,
        mirrored=bool(plan.seed % 2),
        accents=accents,
    )
    notes = []
    if still.cutout is None:
        notes.append(Note("matte", "The picture's subject could not be cut out cleanly, so the picture moves whole."))
    actions = tuple(dict.fromkeys(act.action for actor in scene.actors for act in actor.acts if act.action != "idle"))
    if actions:
        notes.append(
            Note("action", "What a given picture shows doesn't act: camera, layers and weather move.", actions)
        )
    notes.extend(_camera_notes(scene, reverse=reverse))
    return Prepared(_overlaid(plan, make, scene, first=not reverse, last=reverse), tuple(notes))


def _camera_notes(scene: Scene, *, reverse: bool) -> list[Note]:
    """What a single picture can't show of the camera's moves."""
    notes = []
    names = tuple(dict.fromkeys(move.name for move in scene.camera))
    outward = "zoom_in" if reverse else "zoom_out"
    if outward in names:
        text = "The camera can't show what lies outside the given picture: its perspective changes instead."
        notes.append(Note("camera", text, (outward,)))
    near = tuple(f"{name} as {NEAREST[name]}" for name in names if name in NEAREST)
    if near:
        notes.append(Note("camera", "A single picture holds too little for these moves: something near is done.", near))
    return notes


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
    look = Look(weather=scene.weather, style=style, effects=scene.effects, fps=plan.fps, seed=plan.seed)
    if not look:
        return make
    return partial(OverlaidShot, make, look, frames=plan.frames, keeps_first=first, keeps_last=last)


def _from_footage(plan: Plan, inputs: Inputs, scene: Scene, accents: tuple[float, ...]) -> Prepared:
    paths = inputs.videos[:MOST_VIDEOS]
    lengths = tuple(length_of(path) for path in paths)
    cut = cut_of(paths, lengths, plan.prompt, seconds=plan.length, pace=scene.pace)
    notes = list(_cut_notes(cut))
    table = figures = None
    understood = UNDERSTOOD
    if inputs.images:
        invited = invite(inputs.images, plan.prompt, scene)
        backdrop = invited.guests.backdrop
        figures = invited.guests.figures
        notes.extend(invited.notes)
        understood = UNDERSTOOD | invited.understood
        if backdrop is not None:
            notes.append(Note("footage", "The video is the place: the picture that was to be it is not shown."))
        if invited.palette is not None:
            table = transfer([cover(first_picture(cut.takes[0].path), plan.width, plan.height)], invited.palette)
    look = Look(
        weather=scene.weather,
        style=scene.style,
        time=scene.time,
        effects=scene.effects,
        palette=table,
        fps=plan.fps,
        seed=plan.seed,
    )
    make = partial(
        FootageShot,
        cut,
        scene,
        look,
        width=plan.width,
        height=plan.height,
        frames=plan.frames,
        figures=figures or (),
        accents=accents,
    )
    return Prepared(make, tuple(notes), sequential=True, understood=understood, cut=cut)


def _cut_notes(cut: Cut) -> list[Note]:
    done = [f"@Video{take.number}" for take in cut.takes]
    if len(done) > 1:
        done.append({"cut": "joined by cuts"}.get(cut.join, f"joined by {cut.join}"))
    if cut.takes[0].reverse:
        done.append("played backwards")
    if cut.takes[0].pace != 1:
        done.append(f"played at {cut.takes[0].pace:g} times its speed")
    notes = [
        Note(
            "footage",
            "The video's own motion is kept; the prompt changes order, speed, framing, light, weather and style.",
            tuple(done),
        )
    ]
    if cut.goes_on:
        text = "The clip is longer than the video: from its last picture on only the camera moves."
        notes.append(Note("extended", text, (f"{cut.takes[-1].begin + cut.takes[-1].holds:.2f} s",)))
    return notes


def _with_references(plan: Plan, inputs: Inputs, scene: Scene) -> Prepared:
    invited = invite(inputs.images, plan.prompt, scene)
    make: Callable[[], Shot] = partial(
        ReferenceShot,
        invited.scene,
        invited.guests,
        width=plan.width,
        height=plan.height,
        seconds=plan.length,
        fps=plan.fps,
        seed=plan.seed,
    )
    palette: Swatch | None = invited.palette
    if palette is not None:
        make = partial(RecolouredShot, make, palette, frames=plan.frames)
    return Prepared(make, invited.notes, understood=invited.understood)
