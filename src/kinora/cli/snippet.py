"""`kinora snippet`: a request as a program in curl, Python or JavaScript, in the words of any dialect. Calls nobody."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kinora.cli.screen import fail
from kinora.cli.wish import OPTIONS, size_of

if TYPE_CHECKING:
    from kinora.spec.media import MediaRef, Reference
    from kinora.spec.video import VideoSpec

_FILE = "A file, or a URL"


def snippet(
    prompt: Annotated[str, typer.Option(help="What the video shows.")],
    dialect: Annotated[str, typer.Option(help="Whose words the program speaks.")],
    language: Annotated[str, typer.Option(help="curl, python or javascript.")] = "curl",
    base_url: Annotated[str, typer.Option(help="The server it calls.")] = "http://127.0.0.1:8480",
    key_env: Annotated[str, typer.Option(help="The environment variable that holds the API key.")] = "KINORA_KEY",
    model: Annotated[str, typer.Option(help="See `kinora models`.")] = "seedance-2.0-mini",
    seconds: Annotated[int | None, typer.Option(help="Length.", show_default="the model's")] = None,
    size: Annotated[str | None, typer.Option(help="Exact pixels, such as 1280x720.")] = None,
    aspect: Annotated[str | None, typer.Option(help="Aspect ratio, such as 16:9.")] = None,
    tier: Annotated[str | None, typer.Option(help="Size class, such as 720p.")] = None,
    seed: Annotated[int | None, typer.Option(help="The same seed gives the same file.", show_default="random")] = None,
    no_sound: Annotated[bool, typer.Option("--no-sound", help="Make no audio stream.")] = False,
    start_frame: Annotated[str | None, typer.Option(help=f"The first picture. {_FILE}.")] = None,
    end_frame: Annotated[str | None, typer.Option(help=f"The last picture. {_FILE}.")] = None,
    image: Annotated[list[str] | None, typer.Option(help=f"Reference picture; repeatable. {_FILE}.")] = None,
    video: Annotated[list[str] | None, typer.Option(help=f"Base video; repeatable. {_FILE}.")] = None,
    audio: Annotated[list[str] | None, typer.Option(help=f"Reference sound; repeatable. {_FILE}.")] = None,
    camera_fixed: Annotated[bool, typer.Option("--camera-fixed", help="Keep the camera still.")] = False,
) -> None:
    """Print a program that makes one video through a dialect."""
    from kinora.dialects.wire import Vocabulary
    from kinora.spec.errors import InvalidRequest
    from kinora.spec.media import References
    from kinora.spec.video import VideoSpec

    try:
        spec = VideoSpec(
            model=model,
            prompt=prompt,
            size=size_of(size, aspect, tier),
            seconds=seconds,
            seed=seed,
            sound=False if no_sound else None,
            camera_fixed=camera_fixed or None,
            start_frame=_media(start_frame, "start_frame"),
            end_frame=_media(end_frame, "end_frame"),
            references=References(
                images=_guides(image, "images"), videos=_guides(video, "videos"), audios=_guides(audio, "audios")
            ),
        )
        typer.echo(_text(spec, dialect, language, base_url, key_env), nl=False)
    except InvalidRequest as error:
        options = Vocabulary({**OPTIONS, "prompt": "--prompt"})
        fail("\n".join(problem.sentence(options) for problem in error.problems))


def _text(spec: VideoSpec, name: str, language: str, base_url: str, key_variable: str) -> str:
    from kinora.catalogue.check import check
    from kinora.catalogue.load import Catalogue
    from kinora.dialects import speak
    from kinora.dialects.snippets import snippets
    from kinora.spec.errors import InvalidRequest, Problem

    catalogue = Catalogue.shipped()
    spoken = {dialect.name: dialect for dialect in speak(catalogue)}
    if name not in spoken:
        fail(f"--dialect must be one of: {', '.join(spoken)}")
    if not (key_variable.isidentifier() and key_variable.isascii()):
        fail("--key-env must be the name of an environment variable")
    offer = catalogue.offer(spec.model, name)
    problems: tuple[Problem, ...] = check(spec, offer)
    if problems:
        raise InvalidRequest(problems)
    found = snippets(spoken[name], offer, spec, base_url=base_url, key_variable=key_variable)
    if language not in found:
        fail(f"--language must be one of: {', '.join(found)}")
    return found[language]


def _media(word: str | None, field: str) -> MediaRef | None:
    """A URL as it is, a file with its bytes."""
    from kinora.dialects.webhook import is_web_url
    from kinora.spec.errors import InvalidRequest, Problem
    from kinora.spec.media import Inline, Url

    if word is None:
        return None
    if is_web_url(word):
        return Url(word)
    try:
        return Inline(Path(word).read_bytes())
    except OSError as error:
        detail = f"can't be read: {error.strerror or error}"
        raise InvalidRequest((Problem(field=field, rule="unusable", detail=detail),)) from error


def _guides(words: list[str] | None, kind: str) -> tuple[Reference, ...]:
    from kinora.spec.media import Reference

    found = (_media(word, f"references.{kind}") for word in words or ())
    return tuple(Reference(media) for media in found if media is not None)
