"""`kinora db`: which form the database's tables have, and how they get this version's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kinora.cli.screen import fail

if TYPE_CHECKING:
    from kinora.jobs.database import Database

Data = Annotated[Path | None, typer.Option("--data", help="Folder of the server's database.", show_default="data")]
Url = Annotated[str | None, typer.Option("--database-url", help="PostgreSQL in place of that folder's SQLite file.")]

app = typer.Typer(help="The database's tables: what form they have, and how to bring them up.", no_args_is_help=True)


@app.command("status")
def status(data: Data = None, database_url: Url = None) -> None:
    """Say how the tables stand to those of this version. Exit status: 0 when they will do, 1 when not."""
    from kinora.jobs import schema

    with _database(data, database_url) as database:
        found, newest = schema.revision(database), schema.revisions()[-1]
        state = schema.state(database)
    match state:
        case "empty":
            typer.echo(f"No tables yet. kinora serve makes them, and so does: kinora db upgrade (to {newest})")
        case "behind":
            typer.echo(f"The tables are {found}, this version's are {newest}. Next: kinora db upgrade")
        case "current":
            typer.echo(f"The tables are {found}, as this version has them.")
        case "newer":
            typer.echo(f"The tables are {found}, newer than this version's ({newest}). It works with them as they are.")
    raise typer.Exit(1 if state in {"empty", "behind"} else 0)


@app.command("upgrade")
def upgrade(data: Data = None, database_url: Url = None) -> None:
    """Bring the tables to this version's form. Servers of the version before may keep running.

    A SQLite file is copied first, to one beside it.
    """
    from kinora.jobs import schema

    with _database(data, database_url, may_make=True) as database:
        before, after = schema.upgrade(database)
        copy = schema.copy_of(database, after)
    if before == after:
        typer.echo(f"Nothing to do: the tables are {after}.")
        return
    typer.echo(f"Upgraded the tables from {before} to {after}." if before else f"Made the tables: {after}.")
    if before and copy is not None:
        typer.echo(f"A copy of the database as it was: {copy}")


@contextmanager
def _database(data: Path | None, url: str | None, *, may_make: bool = False) -> Iterator[Database]:
    """The database as it is, for as long as this lasts; whatever goes wrong with it ends the command."""
    import sqlite3

    import sqlalchemy as sa

    from kinora.jobs.database import Database
    from kinora.settings import read_settings

    database = None
    try:
        settings = read_settings(data=data, database_url=url)
        file = settings.data / "kinora.db"
        if settings.database_url is None and not may_make and not file.exists():
            raise ValueError(f"There is no database at {file}. kinora serve makes one.")
        database = Database(settings.database)
        yield database
    except ValueError as error:
        fail(str(error))
    except (OSError, sqlite3.Error, sa.exc.SQLAlchemyError) as error:
        cause = getattr(error, "strerror", None) or getattr(error, "orig", None) or error
        fail(f"The database can't be used: {cause}")
    finally:
        if database is not None:
            database.close()
