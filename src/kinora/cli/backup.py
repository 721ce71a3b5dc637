"""`kinora backup`: a copy of everything, made while the server runs, that can be served as it is."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Annotated

import typer

from kinora.cli.screen import bar, fail


def backup(
    target: Annotated[Path, typer.Argument(help="A new or empty folder for the copy.")],
    data: Annotated[Path | None, typer.Option(help="The server's data folder.", show_default="data")] = None,
) -> None:
    """Copy the database, the files and the secret into a folder, also while the server runs."""
    from kinora.cli.options import settings_of
    from kinora.jobs.backup import BackupFailed, back_up

    settings = settings_of({"data": data})
    if settings.database_url is not None:
        files = f"the folder {settings.store}" if settings.store_url is None else "the bucket with its own tools"
        fail(f"The database is PostgreSQL: back it up with pg_dump, and after that copy {files}.")
    in_bucket = settings.store_url is not None
    try:
        with bar(what="copying") as report:
            copied = back_up(settings.data, target, with_files=not in_bucket, report=report)
    except BackupFailed as error:
        fail(str(error))
    except (OSError, sqlite3.Error) as error:
        cause = getattr(error, "strerror", None) or error
        fail(f"The backup is not complete ({cause}): remove {target} and try again.")
    typer.echo(f"Database: {copied.database_bytes / 1e6:.1f} MB, whole and sound.")
    if in_bucket:
        typer.echo("Files: none copied, they are in the bucket; back that up with its own tools.")
    else:
        linked = f", {copied.linked} of them as links on the same disk" if copied.linked else ""
        typer.echo(f"Files: {copied.files} with {copied.file_bytes / 1e6:.1f} MB{linked}.")
    if copied.vanished:
        typer.echo(f"Files that were removed meanwhile, and are not in the copy: {copied.vanished}.")
    if not copied.has_secret:
        typer.echo("Secret: none in the data folder; keep the setting `secret` yourself.")
    typer.echo(f"\nTo serve the copy: kinora serve --data {target}")
