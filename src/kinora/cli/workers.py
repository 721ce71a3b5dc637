"""`kinora workers` and `kinora drain`: who works on an installation, and how one is asked to leave."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from kinora.cli.jobs import AsJson, with_console
from kinora.cli.keys import Data
from kinora.cli.screen import fail
from kinora.cli.table import length, show

if TYPE_CHECKING:
    from kinora.jobs.console import Console, WorkerLine

_LOOK_SECONDS = 0.5


def workers(as_json: AsJson = False, data: Data = None) -> None:
    """List the workers: where they run, on which lines, and with how many jobs."""
    found = with_console(data, lambda console: console.workers())
    if as_json:
        typer.echo(json.dumps([asdict(worker) for worker in found]))
    elif found:
        show(("id", "host", "pid", "queues", "running", "seen", "state", "version"), [_row(one) for one in found])
    else:
        typer.echo("No workers. Start one: kinora serve, or kinora worker")


def drain(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="WORKER...", help="Ids, or enough of their beginnings or ends.")
    ] = None,
    everybody: Annotated[bool, typer.Option("--all", help="Every worker.")] = False,
    wait: Annotated[bool, typer.Option("--wait", help="Wait until they have left.")] = False,
    data: Data = None,
) -> None:
    """Ask workers to take no more jobs, finish those they have, and leave."""
    if everybody == bool(names):
        fail("Name the workers (see: kinora workers), or say --all.")

    async def work(console: Console) -> tuple[str, ...]:
        chosen = await console.drain(None if everybody else names)
        for id in chosen:
            typer.echo(f"Draining {id}.")
        if wait and chosen:
            await _gone(console, chosen)
        return chosen

    try:
        if not with_console(data, work):
            typer.echo("No workers.")
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


async def _gone(console: Console, chosen: tuple[str, ...]) -> None:
    """Wait until the workers have left, or their leases have run out; say how far that is."""
    begun, said = time.monotonic(), ""
    while left := [worker for worker in await console.workers() if worker.id in chosen and worker.is_alive]:
        running = sum(worker.running for worker in left)
        line = f"{len(left)} of {len(chosen)} still here, with {running} job{'' if running == 1 else 's'}"
        if sys.stderr.isatty():
            typer.echo(f"\r\x1b[2K{line}, {length(time.monotonic() - begun)}", err=True, nl=False)
        elif line != said:
            typer.echo(line, err=True)
        said = line
        await asyncio.sleep(_LOOK_SECONDS)
    if said and sys.stderr.isatty():
        typer.echo("", err=True)
    typer.echo(f"All gone after {length(time.monotonic() - begun)}.")


def _row(worker: WorkerLine) -> tuple[str, ...]:
    state = "lost" if not worker.is_alive else "draining" if worker.is_draining else "working"
    return (
        worker.id,
        worker.host,
        str(worker.pid),
        ",".join(worker.queues),
        f"{worker.running} of {worker.slots}",
        f"{length(worker.seen_seconds)} ago",
        state,
        worker.version,
    )
