"""`kinora sweep`: remove what is due now, and find what the store and the database disagree on."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kinora.cli.screen import fail

if TYPE_CHECKING:
    from kinora.jobs.audit import Orphans
    from kinora.jobs.retention import Swept
    from kinora.settings import Settings

_MARGIN_MINUTES = 60
_MOST_SHOWN = 20


def sweep(
    older_than: Annotated[
        int | None,
        typer.Option(
            min=0,
            metavar="MINUTES",
            help="Leave files alone that are younger.",
            show_default="deadline_minutes and an hour",
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be removed.")] = False,
    data: Annotated[Path | None, typer.Option(help="The server's data folder.", show_default="data")] = None,
) -> None:
    """Remove expired files, old jobs and files that belong to nothing; name files that are missing."""
    from kinora.cli.options import settings_of
    from kinora.spec.errors import KinoraError

    settings = settings_of({"data": data})
    minutes = settings.deadline_minutes + _MARGIN_MINUTES if older_than is None else older_than
    try:
        swept, found = asyncio.run(_sweep(settings, minutes * 60.0, dry_run=dry_run))
    except (KinoraError, ValueError) as error:
        fail(str(error), code=1)
    typer.echo(
        f"{'Would be removed' if dry_run else 'Removed'}: expired files {swept.expired}, old jobs {swept.forgotten}, "
        f"files without a row {found.removed} ({found.bytes / 1e6:.1f} MB), half-written files {found.partial}."
    )
    for id in found.missing[:_MOST_SHOWN]:
        typer.echo(f"Missing from the store: asset {id}")
    if found.missing_count > _MOST_SHOWN:
        typer.echo(f"… and {found.missing_count - _MOST_SHOWN} more.")
    if found.missing_count:
        raise typer.Exit(1)


async def _sweep(settings: Settings, older_than_seconds: float, *, dry_run: bool) -> tuple[Swept, Orphans]:
    from kinora.jobs.retention import Retention
    from kinora.jobs.store import JobStore
    from kinora.media.store import MediaStore
    from kinora.wiring import history_seconds, open_database

    database = open_database(settings)
    try:
        media = MediaStore(settings.store)
        retention = Retention(JobStore(database), media, history_seconds=history_seconds(settings))
        swept = await (retention.due() if dry_run else retention.clear())
        return swept, await retention.orphans(older_than_seconds, dry_run=dry_run)
    finally:
        database.close()
