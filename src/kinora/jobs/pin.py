"""Keeping a finished job's files beyond their time, and letting them go again. Knows no owner: that is the caller's."""

from __future__ import annotations

import sqlalchemy as sa

from kinora.jobs.job import Job, Kept
from kinora.jobs.store import JobStore
from kinora.jobs.tables import assets
from kinora.spec.errors import NotAllowed


async def pin(store: JobStore, job: Job, *, pinned: bool, at: float, keep_seconds: float) -> Job:
    """Keep a job's files for good, or let them go `keep_seconds` from now; the job afterwards.

    Raises NotAllowed for a job that has not succeeded, or whose files are gone.
    """
    if job.state == "succeeded" and job.pinned == pinned:
        return job
    expires = None if pinned else at + keep_seconds

    def also(connection: sa.Connection) -> None:
        theirs = (assets.c.job_id == job.id, assets.c.state != "deleted")
        if connection.execute(assets.update().where(*theirs).values(expires=expires)).rowcount == 0 and pinned:
            raise NotAllowed("The files of this job are gone: there is nothing to keep")

    return (await store.change(job.id, Kept(at=at, expires=expires), also=also))[1]
