"""`kinora serve`: the server, and the lines that a person needs to begin."""

from __future__ import annotations

import asyncio
import shlex
import signal
import socket
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kinora.cli.screen import fail

if TYPE_CHECKING:
    from kinora.settings import Settings

OPEN_KEY = "any-key-will-do"


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.", show_default="127.0.0.1")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.", show_default="8480")] = None,
    data: Annotated[Path | None, typer.Option(help="Folder for the database and files.", show_default="data")] = None,
    public_url: Annotated[
        str | None, typer.Option(help="Address that links begin with, if not the one clients use.")
    ] = None,
    slots: Annotated[int | None, typer.Option(help="Jobs rendered at the same time.", show_default="1")] = None,
    allow_private_media: Annotated[
        bool | None, typer.Option(help="Fetch media from private addresses too.", show_default="no")
    ] = None,
    link_hours: Annotated[
        int | None, typer.Option(help="Hours that an expiring link lasts.", show_default="24")
    ] = None,
    keep_days: Annotated[int | None, typer.Option(help="Days that files are kept.", show_default="30")] = None,
    deadline_minutes: Annotated[
        int | None, typer.Option(help="The longest that one job may run.", show_default="60")
    ] = None,
) -> None:
    """Serve every dialect. Each option is also a KINORA_… variable and a line of kinora.toml."""
    from kinora.settings import read_settings

    try:
        settings = read_settings(
            host=host,
            port=port,
            data=data,
            public_url=public_url,
            slots=slots,
            allow_private_media=allow_private_media,
            link_hours=link_hours,
            keep_days=keep_days,
            deadline_minutes=deadline_minutes,
        )
    except ValueError as error:
        fail(f"A setting is wrong.\n{error}")
    try:
        is_open = not _has_keys(settings)
    except ValueError as error:
        fail(str(error))
    if is_open and not settings.is_loopback:
        fail(
            f"Refusing to listen on {settings.host} without API keys: anybody could use this server. "
            f"Make one first: kinora keys create NAME --data {settings.data}"
        )
    _run(settings, is_open=is_open)


def _has_keys(settings: Settings) -> bool:
    from kinora.jobs.keys import Keys
    from kinora.wiring import open_database

    database = open_database(settings)

    try:
        return asyncio.run(Keys(database).any_active())
    finally:
        database.close()


def _run(settings: Settings, *, is_open: bool) -> None:
    from kinora.spec.errors import KinoraError

    try:
        import uvloop
    except ImportError:  # there is none for Windows
        runner = asyncio.run
    else:
        runner = uvloop.run
    try:
        runner(_serve(settings, is_open=is_open))
    except KinoraError as error:
        fail(error.message, code=1)


async def _serve(settings: Settings, *, is_open: bool) -> None:
    """Listen until a signal comes. The house is open before the first request and closed after the last answer."""
    import uvicorn

    from kinora.server.app import create_app
    from kinora.wiring import open_house

    class Server(uvicorn.Server):
        """Greets once it listens, and leaves signals to us: uvicorn raises them again before the house is closed."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                typer.echo(greeting(settings, is_open=is_open))

        @contextmanager
        def capture_signals(self) -> Generator[None, None, None]:
            yield

    async with open_house(settings, is_open=is_open) as house:
        server = Server(
            uvicorn.Config(
                create_app(house),
                host=settings.host,
                port=settings.port,
                lifespan="off",
                log_level="warning",
                access_log=False,
                timeout_graceful_shutdown=5,
            )
        )
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, server.handle_exit, number, None)
        await server.serve()


def greeting(settings: Settings, *, is_open: bool) -> str:
    """The address, the key, and a ready curl line for each dialect, made by the dialects themselves."""
    from kinora.catalogue.load import Catalogue
    from kinora.dialects import speak
    from kinora.spec.video import Shape, VideoSpec

    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    base = str(settings.public_url or f"http://{host}:{settings.port}").rstrip("/")
    key = OPEN_KEY if is_open else "YOUR_KEY"
    catalogue = Catalogue.shipped()
    lines = [f"Kinora serves {base}   (files in {settings.data}; stop with Ctrl-C)"]
    if is_open:
        lines.append(f"Key: {key}   (no keys exist, so any key is accepted, from this machine only)")
    else:
        lines.append("Key: one that `kinora keys create` printed")
    for dialect in speak(catalogue):
        model = next(
            model.id for model in reversed(catalogue.models()) if dialect.name in catalogue.dialects_of(model.id)
        )
        tier = None if "size.width" not in dialect.unsaid else "480p"
        spec = VideoSpec(model=model, prompt="A koala surfs a wave at sunset, cinematic", size=Shape(tier=tier))
        call = dialect.encode_submit(spec)
        headers = {**dialect.encode_credential(key), "content-type": "application/json"}
        options = " ".join(f"-H {shlex.quote(f'{name}: {value}')}" for name, value in headers.items())
        lines += ["", f"{dialect.title}:", f"  curl -s {base}{call.url} {options} -d {shlex.quote(call.body.decode())}"]
    return "\n".join([*lines, ""])
