"""`kinora conform`: send a dialect's golden requests to any server, Kinora's or the vendor's, and say what differs.

A vendor's videos cost money: only with --spend is one ordered.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from kinora.cli.screen import fail
from kinora.cli.table import show

if TYPE_CHECKING:
    from kinora.dialects.base import Dialect

_HEADINGS = ("exchange", "what", "where", "expected", "found")


def conform(
    base_url: Annotated[str, typer.Option(help="The server to ask: http://127.0.0.1:8480, or the vendor's.")],
    dialect: Annotated[str, typer.Option(help="Whose words it speaks.")],
    key_env: Annotated[str, typer.Option(help="The environment variable that holds the API key.")] = "KINORA_KEY",
    spend: Annotated[bool, typer.Option("--spend", help="Order videos too. At a vendor's they cost money.")] = False,
) -> None:
    """Compare a server's answers with the golden ones, and end with 1 where any differs."""
    import httpx

    from kinora.cli.conform_exchanges import Server, exchanges

    spoken = _dialect(dialect)
    key = os.environ.get(key_env, "")
    if not key:
        fail(f"The environment variable {key_env} must hold an API key.")
    asked, skipped, rows = 0, 0, []
    with httpx.Client(base_url=base_url.rstrip("/"), timeout=60) as client:
        try:
            for title, found in exchanges(Server(client, spoken, key), spend=spend):
                asked, skipped = asked + (found is not None), skipped + (found is None)
                rows += [(title, one.kind, one.place or "-", one.expected, one.found) for one in found or ()]
        except httpx.TransportError as error:
            fail(f"{base_url} does not answer: {error}", code=1)
    if rows:
        show(_HEADINGS, rows)
    left = f"; {skipped} not sent: they order videos (--spend), or name files or providers of others" if skipped else ""
    typer.echo(f"{asked} exchanges, {len(rows)} difference{'' if len(rows) == 1 else 's'}{left}")
    if rows:
        raise typer.Exit(1)


def _dialect(name: str) -> Dialect:
    from kinora.catalogue.load import Catalogue
    from kinora.dialects import speak

    spoken = {one.name: one for one in speak(Catalogue.shipped())}
    if name not in spoken:
        fail(f"--dialect must be one of: {', '.join(spoken)}")
    return spoken[name]
