"""`kinora webhooks`: what was told to whom, every attempt of it, another try, and the secret it is signed with."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Literal
from urllib.parse import urlsplit
from uuid import UUID

import typer

from kinora.cli.keys import Data, with_database
from kinora.cli.screen import fail

if TYPE_CHECKING:
    from kinora.jobs.database import Database
    from kinora.jobs.delivery_log import Attempt, Delivery
    from kinora.settings import Settings

State = Literal["pending", "delivered", "stopped", "failed"]
_COLUMNS = ("id", "job", "event", "host", "state", "attempts", "last", "next")

app = typer.Typer(help="Webhooks: what was sent to whom, and how that went.", no_args_is_help=True)


@app.command("list")
def list_(
    job: Annotated[UUID | None, typer.Option(help="Only of this job.")] = None,
    state: Annotated[State | None, typer.Option(help="Only those in this state.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="At most so many.")] = 50,
    data: Data = None,
) -> None:
    """List webhooks, newest first."""

    async def work(_: Settings, database: Database) -> tuple[Delivery, ...]:
        from kinora.jobs.delivery_log import DeliveryLog

        return await DeliveryLog(database).list(job=job, state=state, limit=limit)

    found = with_database(data, work)
    if not found:
        typer.echo("No webhooks.")
        return
    rows = [_COLUMNS, *map(_row, found)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_COLUMNS))]
    for row in rows:
        typer.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


@app.command("show")
def show(
    id: Annotated[UUID, typer.Argument(help="The webhook's id, from `kinora webhooks list`.")], data: Data = None
) -> None:
    """Show one webhook with every attempt."""
    from kinora.spec.errors import NotFound

    async def work(_: Settings, database: Database) -> tuple[Delivery, tuple[Attempt, ...]]:
        from kinora.jobs.delivery_log import DeliveryLog

        return await DeliveryLog(database).get(id)

    try:
        delivery, attempts = with_database(data, work)
    except NotFound:
        fail(f"There is no webhook {id}. See: kinora webhooks list")
    for name, value in zip(_COLUMNS, _row(delivery), strict=True):
        typer.echo(f"{name:<9} {value}")
    for attempt in attempts:
        result = _result(attempt.status, attempt.error)
        typer.echo(f"{attempt.number:>3}  {_time(attempt.at)}  {attempt.seconds:.1f} s  {result}")


@app.command("redeliver")
def redeliver(
    ids: Annotated[list[UUID] | None, typer.Argument(help="The webhooks' ids.", metavar="ID…")] = None,
    failed: Annotated[bool, typer.Option("--failed", help="All that were given up.")] = False,
    data: Data = None,
) -> None:
    """Send webhooks again, now and under their old ids, however they ended."""
    from kinora.spec.errors import NotFound

    if bool(ids) == failed:
        fail("Name the webhooks by their ids, or say --failed.")

    async def work(_: Settings, database: Database) -> int:
        from kinora.jobs.delivery_log import DeliveryLog

        log = DeliveryLog(database)
        if failed:
            return await log.redeliver_failed()
        for id in ids or ():
            await log.redeliver(id)
        return len(ids or ())

    try:
        number = with_database(data, work)
    except NotFound as error:
        fail(f"There is no webhook {error.id}. See: kinora webhooks list")
    typer.echo(f"{number} webhook{'' if number == 1 else 's'} will be sent again.")


@app.command("secret")
def secret(
    owner: Annotated[
        UUID | None, typer.Option(help="Whose (see `kinora keys list`); the local owner's unless said.")
    ] = None,
    data: Data = None,
) -> None:
    """Print the secret that an owner's webhooks are signed with, unless a key has its own. Keep it to yourself."""

    async def work(settings: Settings, database: Database) -> str:
        from kinora.jobs.keys import LOCAL_OWNER
        from kinora.jobs.seal import Seal
        from kinora.wiring import installation_secret

        return Seal(installation_secret(settings, database)).signing_secret(owner or LOCAL_OWNER)

    typer.echo(with_database(data, work))


def _row(item: Delivery) -> tuple[str, ...]:
    host = urlsplit(item.url).hostname or ""
    due = "" if item.due is None else _time(item.due)
    return (
        str(item.id),
        str(item.job_id),
        item.event,
        host,
        item.state,
        str(item.attempts),
        _result(item.status, item.error) if item.attempts else "",
        due,
    )


def _result(status: int | None, error: str | None) -> str:
    return error or f"HTTP {status}"


def _time(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M:%S")
