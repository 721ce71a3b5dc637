"""`kinora keys`: make, list and revoke API keys."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar
from uuid import UUID

import typer

from kinora.cli.screen import fail

if TYPE_CHECKING:
    from kinora.jobs.keys import Keys

T = TypeVar("T")
Data = Annotated[Path | None, typer.Option("--data", help="Folder of the server's database.", show_default="data")]

app = typer.Typer(help="API keys: who may call the server.", no_args_is_help=True)


def _with_keys(data: Path | None, work: Callable[[Keys], Awaitable[T]]) -> T:
    from kinora.jobs.keys import Keys
    from kinora.settings import read_settings
    from kinora.wiring import open_database

    try:
        database = open_database(read_settings(data=data))
    except ValueError as error:
        fail(str(error))

    async def run() -> T:
        return await work(Keys(database))

    try:
        return asyncio.run(run())
    finally:
        database.close()


@app.command("create")
def create(
    name: Annotated[str, typer.Argument(help="A name to know the key by, such as the program that will use it.")],
    owner: Annotated[
        UUID | None,
        typer.Option(help="Give the key to an existing owner (see `kinora keys list`): it sees the same jobs."),
    ] = None,
    data: Data = None,
) -> None:
    """Make a key and print it. It is shown this once: only its hash is stored.

    The first key takes over what was made before there were keys; each further one sees its own jobs alone.
    """
    typer.echo(_with_keys(data, lambda keys: keys.create(name, owner)))


@app.command("list")
def list_(data: Data = None) -> None:
    """List all keys, without their secrets."""
    found = _with_keys(data, lambda keys: keys.list())
    if not found:
        typer.echo("No keys. Make one: kinora keys create NAME")
    for key in found:
        made = datetime.fromtimestamp(key.created, UTC).strftime("%Y-%m-%d %H:%M")
        state = "revoked" if key.revoked else "active"
        typer.echo(f"{key.id}  {state:<7}  {made}  owner {key.owner}  {key.name}")


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
