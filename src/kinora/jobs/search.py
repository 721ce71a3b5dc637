"""Lists by what only some dialects ask for: states, ids, a job to begin behind, the oldest first."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import sqlalchemy as sa

from kinora.dialects.operations import Page
from kinora.jobs.job import Job
from kinora.jobs.tables import job_of, jobs
from kinora.spec.errors import NotFound


def searched(connection: sa.Connection, owner: UUID, page: Page) -> tuple[tuple[Job, ...], int, bool]:
    """An owner's jobs as a page wants them, how many fit in all, and whether any come behind these. Raises NotFound."""
    fitting = list(_fitting(owner, page))
    total = int(connection.execute(sa.select(sa.func.count()).select_from(jobs).where(*fitting)).scalar_one())
    place = sa.tuple_(jobs.c.created, jobs.c.id)
    if page.after is not None:
        after = _place(connection, owner, page.after)
        fitting.append(place > sa.tuple_(*after) if page.ascending else place < sa.tuple_(*after))
    order = [column.asc() if page.ascending else column.desc() for column in (jobs.c.created, jobs.c.id)]
    wanted = sa.select(jobs).where(*fitting).order_by(*order).limit(page.limit + 1).offset(page.offset)
    rows = connection.execute(wanted).mappings().all()
    return tuple(job_of(dict(row)) for row in rows[: page.limit]), total, len(rows) > page.limit


def _fitting(owner: UUID, page: Page) -> Iterator[sa.ColumnElement[bool]]:
    yield jobs.c.owner == owner
    if page.models is not None:
        yield jobs.c.model.in_(page.models)
    if page.tier is not None:
        yield jobs.c.tier == page.tier
    if page.states is not None:
        yield jobs.c.state.in_(page.states)
    if page.ids is not None:
        yield jobs.c.id.in_(page.ids)
    if page.priority is not None:
        yield jobs.c.priority == page.priority


def _place(connection: sa.Connection, owner: UUID, id: UUID) -> tuple[sa.BindParameter[float], sa.BindParameter[UUID]]:
    """Where a job stands in the list."""
    created = connection.execute(sa.select(jobs.c.created).where(jobs.c.id == id, jobs.c.owner == owner)).scalar()
    if created is None:
        raise NotFound("job", str(id))
    return sa.literal(created, sa.Double), sa.literal(id, sa.Uuid)
