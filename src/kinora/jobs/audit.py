"""Compares the store with the rows: files without a row are removed, rows without a file are told. Works in batches."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

import sqlalchemy as sa

from kinora.jobs.database import Database
from kinora.jobs.tables import assets, jobs
from kinora.media.store import MediaStore, Stored
from kinora.spec.errors import NotFound

_KEYS_AT_ONCE = 500
_ASKED_AT_ONCE = 32
_MOST_TOLD = 1000
_RUN = re.compile(r"(?:videos|posters|frames)/([0-9a-f-]{36})/([0-9a-f-]{36})\.\w+")


@dataclass
class Orphans:
    """What an audit found. removed, bytes: files without a row. partial: files that a dead writer left half-written.
    missing: ready files that are not in the store, the first thousand of `missing_count`.
    """

    removed: int = 0
    bytes: int = 0
    partial: int = 0
    missing: list[UUID] = field(default_factory=list)
    missing_count: int = 0


async def audit(
    database: Database, media: MediaStore, *, at: float, older_than_seconds: float, dry_run: bool = False
) -> Orphans:
    """Go through the whole store, then through all rows of ready files.

    at: now, in Unix seconds. older_than_seconds: younger files are left alone, since a file comes before its row.
    dry_run: only count. Raises StoreUnavailable.
    """
    found = Orphans()
    async for batch in media.listed():
        old = [stored for stored in batch if stored.modified <= at - older_than_seconds]
        for begin in range(0, len(old), _KEYS_AT_ONCE):
            lone = await _without_row(database, old[begin : begin + _KEYS_AT_ONCE])
            found.removed += len(lone)
            found.bytes += sum(stored.bytes for stored in lone)
            if not dry_run:
                await media.delete([stored.key for stored in lone])
    found.partial = await media.remove_partial(older_than_seconds=older_than_seconds, dry_run=dry_run)
    await _find_missing(database, media, found)
    return found


async def _without_row(database: Database, batch: Sequence[Stored]) -> list[Stored]:
    keys = [stored.key for stored in batch]
    runs = {key: (UUID(match[1]), UUID(match[2])) for key in keys if (match := _RUN.fullmatch(key))}

    def work(connection: sa.Connection) -> set[str]:
        known = sa.select(assets.c.object_key).where(assets.c.object_key.in_(keys))
        running = sa.select(jobs.c.id, jobs.c.run_token).where(
            jobs.c.id.in_({id for id, _ in runs.values()}), jobs.c.state == "running"
        )
        # What a run has stored gets its row when the job ends, which a lost database can put off.
        alive = {(row.id, row.run_token) for row in connection.execute(running)}
        return {*connection.execute(known).scalars(), *(key for key, run in runs.items() if run in alive)}

    wanted = await database.read(work)
    return [stored for stored in batch if stored.key not in wanted]


async def _find_missing(database: Database, media: MediaStore, found: Orphans) -> None:
    last: UUID | None = None
    while True:
        ready = sa.select(assets.c.id, assets.c.object_key).where(assets.c.state == "ready").order_by(assets.c.id)
        page = (ready if last is None else ready.where(assets.c.id > last)).limit(_ASKED_AT_ONCE)
        rows = await database.read(lambda connection, page=page: connection.execute(page).all())  # type: ignore[misc]  # bound now
        if not rows:
            return
        last = rows[-1].id
        there = await asyncio.gather(*(_is_there(media, row.object_key) for row in rows))
        gone = [row.id for row, is_there in zip(rows, there, strict=True) if not is_there]
        if gone:
            # Asked again: a file and its row may have been removed between the two looks.
            still = sa.select(assets.c.id).where(assets.c.id.in_(gone), assets.c.state == "ready")
            gone = await database.read(lambda connection, still=still: list(connection.execute(still).scalars()))  # type: ignore[misc]  # bound now
        found.missing_count += len(gone)
        found.missing += gone[: _MOST_TOLD - len(found.missing)]


async def _is_there(media: MediaStore, key: str) -> bool:
    try:
        await media.size(key)
    except NotFound:
        return False
    return True
