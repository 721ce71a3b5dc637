"""`kinora render`: one clip, here and now, without a server. Checks, plans and verifies exactly as the server does."""

from __future__ import annotations

import asyncio
import json
import random
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from kinora.cli.screen import fail

if TYPE_CHECKING:
    from kinora.engines.base import Clip, Inputs
    from kinora.spec.media import MediaRef, References
    from kinora.spec.outcome import Progress
    from kinora.spec.plan import Plan
    from kinora.spec.video import Size, VideoSpec

_Picture = Annotated[Path | None, typer.Option(exists=True, dir_okay=False)]


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
            size=_size(size, aspect, tier),
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
    result = {
        "file": str(clip.path),
        "engine": clip.engine,
        "model": plan.model,
        "width": plan.width,
        "height": plan.height,
        "seconds": plan.seconds,
        "seed": plan.seed,
        "notes": [{"code": note.code, "text": note.text, "items": list(note.items)} for note in clip.notes],
    }
    if as_json:
        typer.echo(json.dumps(result))
        return
    typer.echo(f"{clip.path}: {plan.width}x{plan.height}, {plan.seconds} s, seed {plan.seed}, made by {clip.engine}")
    for note in clip.notes:
        typer.echo(f"  note: {note.text}" + (f" ({', '.join(note.items)})" if note.items else ""))
