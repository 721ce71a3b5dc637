"""The database tables, and a job's row as a Job and back. The same on SQLite and PostgreSQL.

Specs, plans and notes are JSON texts, written and read through pydantic on the spec's own dataclasses.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter

from kinora.jobs.job import Job
from kinora.spec.outcome import Note
from kinora.spec.plan import Plan
from kinora.spec.video import VideoSpec

metadata = sa.MetaData()
"""Created by `create_all` for now; migrations take over once a release has shipped these tables."""

jobs = sa.Table(
    "jobs",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("owner", sa.Uuid, nullable=False),
    sa.Column("via", sa.Text, nullable=False),
    sa.Column("model", sa.Text, nullable=False),
    sa.Column("tier", sa.Text),
    sa.Column("spec", sa.Text, nullable=False),
    sa.Column("plan", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("stage", sa.Text, nullable=False),
    sa.Column("fraction", sa.Double, nullable=False),
    sa.Column("notes", sa.Text, nullable=False),
    sa.Column("error_code", sa.Text),
    sa.Column("error_message", sa.Text),
    sa.Column("engine", sa.Text),
    sa.Column("run_token", sa.Uuid),
    sa.Column("runs", sa.Integer, nullable=False),
    sa.Column("idempotency_key", sa.Text),
    sa.Column("created", sa.Double, nullable=False),
    sa.Column("started", sa.Double),
    sa.Column("updated", sa.Double, nullable=False),
    sa.Column("finished", sa.Double),
    sa.Column("expires", sa.Double),
    sa.Column("video_asset", sa.Uuid),
    sa.Column("poster_asset", sa.Uuid),
    sa.UniqueConstraint("owner", "idempotency_key"),
    sa.Index("jobs_owner_created", "owner", "created"),
    sa.Index("jobs_state", "state"),
)

events = sa.Table(
    "events",
    metadata,
    sa.Column("job_id", sa.Uuid, primary_key=True),
    sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", sa.Double, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("data", sa.Text, nullable=False),
)
"""What happened to each job, in order; only ever appended to."""

assets = sa.Table(
    "assets",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("owner", sa.Uuid, nullable=False),
    sa.Column("purpose", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("kind", sa.Text),
    sa.Column("media_type", sa.Text),
    sa.Column("suffix", sa.Text, nullable=False),
    sa.Column("object_key", sa.Text, nullable=False),
    sa.Column("bytes", sa.BigInteger),
    sa.Column("width", sa.Integer),
    sa.Column("height", sa.Integer),
    sa.Column("seconds", sa.Double),
    sa.Column("job_id", sa.Uuid),
    sa.Column("created", sa.Double, nullable=False),
    sa.Column("expires", sa.Double),
    sa.Index("assets_job", "job_id"),
    sa.Index("assets_expires", "expires"),
)

keys = sa.Table(
    "keys",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("owner", sa.Uuid, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False, unique=True),
    sa.Column("created", sa.Double, nullable=False),
    sa.Column("revoked", sa.Double),
)

_SPEC = TypeAdapter(VideoSpec)
_PLAN = TypeAdapter(Plan)
_NOTES = TypeAdapter(tuple[Note, ...])


_LOOKED_FOR = frozenset({"model", "tier"})
"""Columns that repeat what the plan and the spec say, for lists to look for."""


def row_of(job: Job) -> dict[str, Any]:
    """The values of a job's row."""
    row = {column.name: getattr(job, column.name) for column in jobs.columns if column.name not in _LOOKED_FOR}
    return row | {
        "model": job.plan.model,
        "tier": job.spec.size.tier,
        "spec": _SPEC.dump_json(job.spec).decode(),
        "plan": _PLAN.dump_json(job.plan).decode(),
        "notes": _NOTES.dump_json(job.notes).decode(),
    }


def job_of(row: Mapping[str, Any]) -> Job:
    """The job that a row holds."""
    values = {name: value for name, value in row.items() if name not in _LOOKED_FOR}
    return Job(
        **values
        | {
            "spec": _SPEC.validate_json(row["spec"]),
            "plan": _PLAN.validate_json(row["plan"]),
            "notes": _NOTES.validate_json(row["notes"]),
        }
    )
