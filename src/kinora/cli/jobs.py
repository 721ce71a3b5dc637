"""`kinora jobs`: the operator's look at everybody's jobs, and what may be done to them; straight on the database."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar
from uuid import UUID

import typer

from kinora.cli.keys import Data, with_database
from kinora.cli.screen import bar, fail
from kinora.cli.table import length, local, show

if TYPE_CHECKING:
    from kinora.jobs.console import Console
    from kinora.jobs.database import Database
    from kinora.jobs.job import Job
    from kinora.settings import Settings

T = TypeVar("T")
Id = Annotated[str, typer.Argument(help="A job's id, or enough of its beginning.")]
Ids = Annotated[list[str], typer.Argument(help="Jobs' ids, or enough of their beginnings.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]

_LOOK_SECONDS = 0.25
_PROMPT_LENGTH = 40
_ID_LENGTH = 8

app = typer.Typer(help="Jobs: everybody's, with all about them.", no_args_is_help=True)


def with_console(data: Path | None, work: Callable[[Console], Awaitable[T]]) -> T:
    """What some work of the operator answers; ends the command with a sentence when it can't be done."""
    from kinora.spec.errors import KinoraError

    async def run(settings: Settings, database: Database) -> T:
        from kinora.wiring import open_console

        return await work(await asyncio.to_thread(open_console, settings, database))

    try:
        return with_database(data, run)
    except KinoraError as error:
        fail(f"{error.message.rstrip('.')}.")


@app.command("list")
def list_(
    state: Annotated[
        Literal["queued", "running", "succeeded", "failed", "cancelled"] | None,
        typer.Option(help="Only jobs in this state."),
    ] = None,
    owner: Annotated[UUID | None, typer.Option(help="Only this owner's; see `kinora keys list`.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="At most so many.")] = 20,
    as_json: AsJson = False,
    data: Data = None,
) -> None:
    """List jobs, newest first."""
    found = with_console(data, lambda console: console.list(state=state, owner=owner, limit=limit))
    if as_json:
        from kinora.cli.job_sheet import brief

        typer.echo(json.dumps([brief(job) for job in found]))
    elif found:
        show(("id", "created", "state", "progress", "took", "model", "queue", "prompt"), [_row(job) for job in found])
    else:
        typer.echo("No jobs.")


@app.command("show")
def show_(id: Id, as_json: AsJson = False, data: Data = None) -> None:
    """Show all that is known of a job: events, attempts, stages, files, webhooks."""
    from kinora.cli.job_sheet import as_data, print_sheet

    async def work(console: Console) -> Any:
        return await console.record(await console.find(id))

    record = with_console(data, work)
    if as_json:
        typer.echo(json.dumps(as_data(record)))
    else:
        print_sheet(record)


@app.command("cancel")
def cancel(ids: Ids, data: Data = None) -> None:
    """End jobs that are queued or running."""
    _each(ids, data, lambda console, one: console.cancel(one), lambda job: f"Cancelled {job.id}.")


@app.command("retry")
def retry(id: Id, data: Data = None) -> None:
    """Put a finished job in line again, as a new job with the same plan and seed; print its id."""

    async def work(console: Console) -> Job:
        return await console.retry(await console.find(id))

    typer.echo(with_console(data, work).id)


@app.command("pin")
def pin(id: Id, data: Data = None) -> None:
    """Keep a finished job and its files for good."""
    _each([id], data, lambda console, one: console.pin(one, pinned=True), lambda job: f"Pinned {job.id}.")


@app.command("unpin")
def unpin(id: Id, data: Data = None) -> None:
    """Let a job's files go after the usual time, counted from now."""

    def said(job: Job) -> str:
        return f"Unpinned {job.id}: its files are kept until {local(job.expires)}."

    _each([id], data, lambda console, one: console.pin(one, pinned=False), said)


@app.command("watch")
def watch(id: Id, data: Data = None) -> None:
    """Wait until a job ends, with a progress bar; ends with status 0 only if it succeeded."""

    async def work(console: Console) -> Job:
        found = await console.find(id)
        with bar() as progress:
            while not (job := await console.job(found)).is_finished:
                progress(job.fraction)
                await asyncio.sleep(_LOOK_SECONDS)
        return job

    try:
        job = with_console(data, work)
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
    why = f": {job.error_message}" if job.error_message else ""
    typer.echo(f"{job.id} {job.state} after {length((job.finished or job.updated) - job.created)}{why}")
    if job.state != "succeeded":
        raise typer.Exit(1)


def _each(
    ids: list[str], data: Path | None, work: Callable[[Console, UUID], Awaitable[Job]], said: Callable[[Job], str]
) -> None:
    """Do the same to several jobs; those that it can't be done to are named, and the others are done."""
    from kinora.spec.errors import KinoraError

    async def all_of_them(console: Console) -> list[str]:
        refused: list[str] = []
        for text in ids:
            try:
                typer.echo(said(await work(console, await console.find(text))))
            except KinoraError as error:
                refused.append(error.message if text in error.message else f"{text}: {error.message}")
        return refused

    if refused := with_console(data, all_of_them):
        fail("\n".join(f"{sentence.rstrip('.')}." for sentence in refused))


def _row(job: Job) -> tuple[str, ...]:
    prompt = " ".join(job.plan.prompt.split())
    progress = f"{job.fraction:.0%}" if job.state == "running" else ""
    took = length(None if job.started is None else (job.finished or job.updated) - job.started)
    short = prompt if len(prompt) <= _PROMPT_LENGTH else f"{prompt[: _PROMPT_LENGTH - 1]}…"
    queue = job.queue if job.priority == "interactive" else f"{job.queue} ({job.priority})"
    # A person types the beginning of an id; a program needs all of it.
    id = str(job.id)[:_ID_LENGTH] if sys.stdout.isatty() else str(job.id)
    return id, local(job.created), job.state, progress, took, job.plan.model, queue, short
