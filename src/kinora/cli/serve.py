"""`kinora serve`: the server, and the lines that a person needs to begin."""

from __future__ import annotations

import asyncio
import shlex
import signal
import socket
from collections.abc import AsyncIterator, Generator
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any

import typer

from kinora.cli.options import settings_of, with_settings
from kinora.cli.process import run, start_over
from kinora.cli.screen import fail

if TYPE_CHECKING:
    import uvicorn

    from kinora.jobs.worker import Worker
    from kinora.server.house import House
    from kinora.settings import Settings

OPEN_KEY = "any-key-will-do"


@with_settings()
def serve(**options: Any) -> None:
    """Serve every dialect. Each option is also a KINORA_… variable and a line of kinora.toml."""
    settings = settings_of(options)
    try:
        is_open = not _has_keys(settings)
    except ValueError as error:
        fail(str(error))
    if is_open and not settings.is_loopback:
        fail(
            f"Refusing to listen on {settings.host} without API keys: anybody could use this server. "
            f"Make one first: kinora keys create NAME --data {settings.data}"
        )
    run(_serve(settings, is_open=is_open))


def _has_keys(settings: Settings) -> bool:
    from kinora.jobs.keys import Keys
    from kinora.wiring import open_database

    database = open_database(settings, waits=True)
    try:
        return asyncio.run(Keys(database).any_active())
    finally:
        database.close()


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

    async with open_house(settings, is_open=is_open, on_lost=start_over) as (house, worker):
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
        async with leaving(house, worker, settings.grace_seconds, server):
            await server.serve()


@asynccontextmanager
async def leaving(
    house: House, worker: Worker | None, grace_seconds: float, server: uvicorn.Server
) -> AsyncIterator[None]:
    """Let the first signal end the work, and then the server, so that clients see jobs finish; the second ends both.

    A worker that is asked to leave (`kinora drain`) leaves the server alone.
    """
    loop, asked = asyncio.get_running_loop(), 0

    async def leave() -> None:
        if worker is not None:
            await worker.rest(grace_seconds=grace_seconds)
        house.feed.close()
        server.should_exit = True

    async def drained() -> None:
        if worker is not None:
            await worker.drained()
            await worker.close(grace_seconds=grace_seconds)

    def on_signal() -> None:
        nonlocal asked
        asked += 1
        if asked == 1:
            tasks.append(loop.create_task(leave()))
        else:
            house.feed.close()
            server.should_exit = server.force_exit = True

    tasks = [loop.create_task(drained())]
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, on_signal)
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()


def greeting(settings: Settings, *, is_open: bool) -> str:
    """The address, the key, and a ready curl line for each dialect, made by the dialects themselves."""
    from kinora.catalogue.load import Catalogue
    from kinora.dialects import speak
    from kinora.dialects.samples import least

    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    base = str(settings.public_url or f"http://{host}:{settings.port}").rstrip("/")
    key = OPEN_KEY if is_open else "YOUR_KEY"
    catalogue = Catalogue.shipped()
    lines = [f"Kinora serves {base}   (files in {settings.store}; stop with Ctrl-C)"]
    if settings.queues == "none" or (settings.queues is None and settings.database_url is not None):
        lines.append("Jobs wait for workers: start `kinora worker` with the same settings, on this machine or others.")
    if is_open:
        lines.append(f"Key: {key}   (no keys exist, so any key is accepted, from this machine only)")
    else:
        lines.append("Key: one that `kinora keys create` printed")
    for dialect in speak(catalogue):
        # The model that most others offer too: the one that a newcomer has most likely heard of.
        offer = max(catalogue.offers(dialect.name), key=lambda offer: len(catalogue.dialects_of(offer.model.id)))
        call = dialect.encode_submit(least(dialect, offer))
        headers = {**dialect.encode_credential(key), "content-type": "application/json"}
        options = " ".join(f"-H {shlex.quote(f'{name}: {value}')}" for name, value in headers.items())
        lines += ["", f"{dialect.title}:", f"  curl -s {base}{call.url} {options} -d {shlex.quote(call.body.decode())}"]
    return "\n".join([*lines, ""])
