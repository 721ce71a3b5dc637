"""`kinora keys`: make, list and revoke API keys."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar
from urllib.parse import urlsplit
from uuid import UUID

import typer

from kinora.cli.screen import fail

if TYPE_CHECKING:
    from kinora.jobs.database import Database
    from kinora.jobs.keys import Keys
    from kinora.settings import Settings

T = TypeVar("T")
Data = Annotated[Path | None, typer.Option("--data", help="Folder of the server's database.", show_default="data")]

app = typer.Typer(help="API keys: who may call the server.", no_args_is_help=True)


def with_database(data: Path | None, work: Callable[[Settings, Database], Awaitable[T]]) -> T:
    """What some work on the server's database answers; the database is closed behind it."""
    from kinora.settings import read_settings
    from kinora.wiring import open_database

    try:
        settings = read_settings(data=data)
        database = open_database(settings)
    except ValueError as error:
        fail(str(error))

    async def run() -> T:
        return await work(settings, database)

    try:
        return asyncio.run(run())
    finally:
        database.close()


def _with_keys(data: Path | None, work: Callable[[Keys], Awaitable[T]]) -> T:
    from kinora.jobs.keys import Keys

    return with_database(data, lambda _, database: work(Keys(database)))


@app.command("create")
def create(
    name: Annotated[str, typer.Argument(help="A name to know the key by, such as the program that will use it.")],
    owner: Annotated[
        UUID | None,
        typer.Option(help="Give the key to an existing owner (see `kinora keys list`): it sees the same jobs."),
    ] = None,
    webhook_url: Annotated[
        str | None, typer.Option(help="Who is told of the key's jobs; https, unless private webhooks are allowed.")
    ] = None,
    webhook_secret: Annotated[
        str | None, typer.Option(help="What the receiver knows them by: a bearer token, or the signature's key.")
    ] = None,
    slots: Annotated[int | None, typer.Option(min=0, help="Jobs of the key at once; 0 for no limit.")] = None,
    priority: Annotated[
        Literal["interactive", "batch"], typer.Option(help="Batch jobs wait for all that are interactive.")
    ] = "interactive",
    data: Data = None,
) -> None:
    """Make a key and print it. It is shown this once: only its hash is stored.

    The first key takes over what was made before there were keys; each further one sees its own jobs alone.
    """

    async def work(settings: Settings, database: Database) -> str:
        from kinora.jobs.keys import Keys, KeyTerms, check_webhook
        from kinora.jobs.seal import Seal
        from kinora.wiring import installation_secret

        if webhook_url is not None:
            check_webhook(webhook_url, allow_http=settings.allow_private_webhooks)
        sealed = None
        if webhook_secret:
            sealed = Seal(installation_secret(settings, database)).seal(webhook_secret)
        terms = KeyTerms(slots=slots, priority=priority, webhook_url=webhook_url, webhook_secret=sealed)
        return await Keys(database).create(name, owner, terms)

    from kinora.spec.errors import InvalidRequest

    try:
        typer.echo(with_database(data, work))
    except InvalidRequest as error:
        fail("; ".join(f"--{problem.sentence().replace('_', '-')}" for problem in error.problems))
    if webhook_url is not None and not webhook_secret:
        typer.echo("Webhooks are signed with the owner's secret. Show it: kinora webhooks secret", err=True)


@app.command("list")
def list_(data: Data = None) -> None:
    """List all keys, without their secrets."""
    found = _with_keys(data, lambda keys: keys.list())
    if not found:
        typer.echo("No keys. Make one: kinora keys create NAME")
    for key in found:
        made = datetime.fromtimestamp(key.created, UTC).strftime("%Y-%m-%d %H:%M")
        state = "revoked" if key.revoked else "active"
        hook = f"  webhook {urlsplit(key.webhook_url).hostname}" if key.webhook_url else ""
        slots = "" if key.slots is None else f"  slots {key.slots}"
        typer.echo(f"{key.id}  {state:<7}  {made}  owner {key.owner}  {key.priority}{slots}{hook}  {key.name}")


@app.command("revoke")
def revoke(
    id: Annotated[UUID, typer.Argument(help="The key's id, from `kinora keys list`.")],
    data: Data = None,
) -> None:
    """Make a key worthless, within five seconds."""
    from kinora.spec.errors import NotFound

    try:
        _with_keys(data, lambda keys: keys.revoke(id))
    except NotFound:
        fail(f"There is no active key {id}. See: kinora keys list")
    typer.echo(f"Revoked {id}.")
