"""`kinora render`: one clip, here and now, without a server. Checks, plans and verifies exactly as the server does."""

from __future__ import annotations

import asyncio
import json
import random
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from kinora.cli.screen import bar, fail
from kinora.cli.wish import OPTIONS, size_of

if TYPE_CHECKING:
    from kinora.engines.base import Clip, Inputs
    from kinora.spec.errors import KinoraError
    from kinora.spec.media import MediaKind, MediaRef, References
    from kinora.spec.outcome import Progress
    from kinora.spec.plan import Plan
    from kinora.spec.video import VideoSpec


def render(
    prompt: Annotated[str, typer.Argument(help="What the video shows.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The MP4 to write.")],
    model: Annotated[str, typer.Option(help="Whose limits and sizes hold; see `kinora models`.")] = "seedance-2.0-mini",
    seconds: Annotated[int | None, typer.Option(help="Length.", show_default="the model's")] = None,
    size: Annotated[str | None, typer.Option(help="Exact pixels, such as 1280x720.")] = None,
    aspect: Annotated[str | None, typer.Option(help="Aspect ratio, such as 16:9.")] = None,
    tier: Annotated[str | None, typer.Option(help="Size class, such as 720p.")] = None,
    seed: Annotated[int | None, typer.Option(help="The same seed gives the same file.", show_default="random")] = None,
    no_sound: Annotated[bool, typer.Option("--no-sound", help="Make no audio stream.")] = False,
    start_frame: Annotated[Path | None, typer.Option(exists=True, dir_okay=False, help="The first picture.")] = None,
    end_frame: Annotated[Path | None, typer.Option(exists=True, dir_okay=False, help="The last picture.")] = None,
    image: Annotated[list[Path] | None, typer.Option(exists=True, help="Reference picture; repeatable.")] = None,
    video: Annotated[list[Path] | None, typer.Option(exists=True, help="Base video; repeatable.")] = None,
    audio: Annotated[list[Path] | None, typer.Option(exists=True, help="Reference sound.")] = None,
    camera_fixed: Annotated[bool, typer.Option("--camera-fixed", help="Keep the camera still.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Render one video without a server."""
    from kinora.engines.base import InputImage, Inputs
    from kinora.spec.errors import KinoraError
    from kinora.spec.video import VideoSpec

    files = Inputs(
        output=output,
        start_frame=start_frame,
        end_frame=end_frame,
        images=tuple(InputImage(path) for path in image or ()),
        videos=tuple(video or ()),
        audios=tuple(audio or ()),
    )
    try:
        spec = VideoSpec(
            model=model,
            prompt=prompt,
            size=size_of(size, aspect, tier),
            seconds=seconds,
            seed=seed,
            sound=False if no_sound else None,
            camera_fixed=camera_fixed or None,
            start_frame=_media(start_frame),
            end_frame=_media(end_frame),
            references=_references(files),
        )
        plan, clip = _render(spec, files, quiet=as_json)
    except KinoraError as error:
        _refuse(error, as_json=as_json)
    _tell(plan, clip, as_json=as_json)


def _tell(plan: Plan, clip: Clip, *, as_json: bool) -> None:
    if not as_json:
        typer.echo(
            f"{clip.path}: {plan.width}x{plan.height}, {plan.seconds} s, seed {plan.seed}, made by {clip.engine}"
        )
        for note in clip.notes:
            typer.echo(f"  note: {note.text}" + (f" ({', '.join(note.items)})" if note.items else ""))
        return
    plain = {name: getattr(plan, name) for name in ("model", "width", "height", "seconds", "fps", "seed", "sound")}
    notes = [{"code": note.code, "text": note.text, "items": list(note.items)} for note in clip.notes]
    typer.echo(json.dumps({"file": str(clip.path), "engine": clip.engine, **plain, "notes": notes}))


def _media(path: Path | None) -> MediaRef | None:
    from kinora.spec.media import Inline

    return None if path is None else Inline(b"")  # only its presence counts here: the engine gets the file itself


def _references(files: Inputs) -> References:
    from kinora.spec.media import Inline, Reference, References

    return References(
        images=tuple(Reference(Inline(b"")) for _ in files.images),
        videos=tuple(Reference(Inline(b"")) for _ in files.videos),
        audios=tuple(Reference(Inline(b"")) for _ in files.audios),
    )


def _plan(spec: VideoSpec, files: Inputs) -> Plan:
    from kinora.catalogue.check import check
    from kinora.catalogue.load import NATIVE, Catalogue
    from kinora.catalogue.resolve import resolve
    from kinora.media.probe import probe
    from kinora.spec.errors import InvalidRequest, MediaUnusable, Problem

    wanted: list[tuple[str, MediaKind, Path]] = [
        *(("start_frame", "image", path) for path in (files.start_frame,) if path),
        *(("end_frame", "image", path) for path in (files.end_frame,) if path),
        *(("references.images", "image", image.path) for image in files.images),
        *(("references.videos", "video", path) for path in files.videos),
        *(("references.audios", "audio", path) for path in files.audios),
    ]
    offer = Catalogue.shipped().offer(spec.model, NATIVE)
    problems = list(check(spec, offer))
    for field, kind, path in wanted:
        try:
            found = probe(path).kind
        except MediaUnusable as error:
            problems.append(Problem(field=field, rule="unusable", detail=f"{path}: {error.message}"))
            continue
        if found != kind:
            problems.append(Problem(field=field, rule="unusable", detail=f"{path} must be {kind}, and is {found}"))
    if problems:
        raise InvalidRequest(tuple(problems))
    plan = resolve(spec, offer, seed=random.SystemRandom().randrange(2**32))
    guide = files.start_frame or files.end_frame
    if guide is None:
        return plan
    seen = probe(guide)
    return plan.fitted(seen.width or 1, seen.height or 1)


def _render(spec: VideoSpec, files: Inputs, *, quiet: bool) -> tuple[Plan, Clip]:
    """Render beside the target and move the verified file there: a failed run leaves no half a file."""
    from dataclasses import replace

    from kinora.engines.child_process import render_in_child
    from kinora.engines.registry import Registry
    from kinora.spec.errors import EngineFailed

    plan = _plan(spec, files)
    registry = Registry.installed()
    available = registry.available()
    if not available:
        raise EngineFailed("No engine is installed. See: kinora doctor")
    target = files.output
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".kinora-", dir=target.parent) as folder, bar(quiet=quiet) as show:
        aside = replace(files, output=(Path(folder) / "clip.mp4").absolute())

        async def report(progress: Progress) -> None:
            show(progress.fraction)

        rendered = asyncio.run(render_in_child(registry.target(available[0]), plan, aside, report))
        shutil.move(rendered.clip.path, target)
    return plan, replace(rendered.clip, path=target)


def _refuse(error: KinoraError, *, as_json: bool) -> NoReturn:
    from kinora.dialects.wire import Vocabulary
    from kinora.spec.errors import InvalidRequest

    options = Vocabulary(OPTIONS)
    problems = error.problems if isinstance(error, InvalidRequest) else ()
    sentences = [problem.sentence(options) for problem in problems] or [error.message]
    if as_json:
        typer.echo(json.dumps({"code": error.code, "problems": sentences}))
        raise typer.Exit(2)
    fail("\n".join(sentences))
