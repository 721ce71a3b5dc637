"""`kinora worker`: a process that renders and delivers, without a server."""

from __future__ import annotations

import asyncio
import signal
from typing import TYPE_CHECKING, Any

import typer

from kinora.cli.options import settings_of, with_settings
from kinora.cli.process import run, start_over
from kinora.cli.screen import fail

if TYPE_CHECKING:
    from kinora.settings import Settings

_NOT_OURS = {
    "host",
    "port",
    "public_url",
    "queue_limit",
    "key_queue_limit",
    "dedupe_seconds",
    "submits_per_minute",
    "wait_hours",
}


@with_settings(but=_NOT_OURS)
def worker(**options: Any) -> None:
    """Work on jobs that servers take in: same database, same store, any number of machines."""
    from kinora.wiring import open_database

    settings = settings_of(options)
    try:
        open_database(settings, waits=True).close()
    except ValueError as error:
        fail(str(error), code=1)
    run(_work(settings))


async def _work(settings: Settings) -> None:
    """Work until a signal comes or somebody asks this worker to leave."""
    from kinora.wiring import open_worker

    loop, over = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, over.set)
    async with open_worker(settings, on_lost=start_over) as crew:
        typer.echo(f"Worker {crew.lease.id} works on {', '.join(crew.lease.post.queues)}.   (stop with Ctrl-C)")
        ends = [asyncio.create_task(over.wait()), asyncio.create_task(crew.drained())]
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        for end in ends:
            end.cancel()
        typer.echo("No more jobs are taken; those that run get their time to finish.")
