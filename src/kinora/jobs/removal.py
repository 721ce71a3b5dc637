"""How things go: files are marked as deleted, then removed from the store, then their rows; jobs with all about them.

In that order whatever a crash or a lost store leaves is still marked, and the next sweep takes it. Knows no policy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from kinora.jobs.database import Database
from kinora.jobs.tables import assets, attempts, deliveries, events, jobs, tallies
from kinora.media.store import MediaStore

_AT_ONCE = 200


def condemn(connection: sa.Connection, which: sa.ColumnElement[bool], *, at: float) -> int:
    """Mark files as deleted and answer how many: from the commit on nobody sees them, and `bury` removes them."""
    mark = assets.update().where(which, assets.c.state != "deleted").values(state="deleted", expires=at)
    return connection.execute(mark).rowcount


async def bury(database: Database, media: MediaStore, *, at: float) -> int:
    """Remove what was marked until `at` from the store, then its rows; answer how many. Raises StoreUnavailable."""
    wanted = (
        sa.select(assets.c.id, assets.c.object_key)
        .where(assets.c.expires <= at, assets.c.state == "deleted")
        .limit(_AT_ONCE)
    )
    removed = 0
    while rows := await database.read(lambda connection: connection.execute(wanted).all()):
        await media.delete([row.object_key for row in rows])
        gone = assets.delete().where(assets.c.id.in_([row.id for row in rows]), assets.c.state == "deleted")
        await database.write(lambda connection, gone=gone: connection.execute(gone).rowcount)  # type: ignore[misc]  # bound now
        removed += len(rows)
    return removed


def forget(connection: sa.Connection, ids: Sequence[UUID], *, at: float) -> int:
    """Remove jobs with their events, webhooks and place in the tallies, and mark their files; answer how many."""
    columns = (jobs.c.owner, jobs.c.via, jobs.c.model, jobs.c.tier)
    rows = connection.execute(sa.select(*columns).where(jobs.c.id.in_(ids))).all()
    condemn(connection, assets.c.job_id.in_(ids), at=at)
    theirs = sa.select(deliveries.c.id).where(deliveries.c.job_id.in_(ids))
    connection.execute(attempts.delete().where(attempts.c.delivery_id.in_(theirs)))
    connection.execute(deliveries.delete().where(deliveries.c.job_id.in_(ids)))
    connection.execute(events.delete().where(events.c.job_id.in_(ids)))
    connection.execute(jobs.delete().where(jobs.c.id.in_(ids)))
    # In one order everywhere: two that count the same owners down can't wait for each other.
    for (owner, via, model, tier), number in sorted(Counter(map(tuple, rows)).items(), key=str):
        which = {"owner": owner, "via": via, "model": model, "tier": tier or ""}
        same = [tallies.c[name] == value for name, value in which.items()]
        connection.execute(tallies.update().where(*same).values(jobs=tallies.c.jobs - number))
    return len(rows)
