"""The database tables, and a job's row as a Job and back. The same on SQLite and PostgreSQL.

Specs, plans and notes are JSON texts, written and read through pydantic on the spec's own dataclasses. What changes
here needs a migration beside it (`migrations/`); a test compares the two.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Generic, TypeVar

import sqlalchemy as sa
from pydantic import TypeAdapter

from kinora.jobs.job import Job
from kinora.spec.outcome import Note
from kinora.spec.plan import Plan
from kinora.spec.video import VideoSpec

metadata = sa.MetaData()

_WAITING = sa.text("dispatched is null and finished is null")
_OUT = sa.text("dispatched is not null and finished is null")
_FINISHED = sa.text("finished is not null")
_DISPATCHED = sa.text("dispatched is not null")

jobs = sa.Table(
    "jobs",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("owner", sa.Uuid, nullable=False),
    sa.Column("key", sa.Uuid),
    sa.Column("via", sa.Text, nullable=False),
    sa.Column("base", sa.Text),
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
    sa.Column("queue", sa.Text, nullable=False, server_default="cpu"),
    sa.Column("lane", sa.Uuid, nullable=False, server_default="0" * 32),
    sa.Column("priority", sa.Text, nullable=False, server_default="interactive"),
    sa.Column("turn", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("dispatched", sa.Double),
    sa.Column("deadline", sa.Double),
    sa.Column("run_token", sa.Uuid),
    sa.Column("runs", sa.Integer, nullable=False),
    sa.Column("worker", sa.Text),
    sa.Column("pinned", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("content", sa.Text),
    sa.Column("idempotency_key", sa.Text),
    sa.Column("created", sa.Double, nullable=False),
    sa.Column("started", sa.Double),
    sa.Column("updated", sa.Double, nullable=False),
    sa.Column("finished", sa.Double),
    sa.Column("expires", sa.Double),
    sa.Column("video_asset", sa.Uuid),
    sa.Column("poster_asset", sa.Uuid),
    sa.Column("last_frame_asset", sa.Uuid),
    sa.UniqueConstraint("owner", "idempotency_key"),
    sa.Index("jobs_owner_created", "owner", "created", "id"),
    sa.Index("jobs_owner_model_created", "owner", "model", "created", "id"),
    # Without the rest, so that no look for what is still open goes over all that is not.
    sa.Index("jobs_finished", "finished", sqlite_where=_FINISHED, postgresql_where=_FINISHED),
    # Only what is open is ever looked for in the lines: these stay small however many jobs there were.
    sa.Index("jobs_line", "queue", "turn", "created", "id", sqlite_where=_WAITING, postgresql_where=_WAITING),
    sa.Index("jobs_lane", "queue", "lane", "turn", sqlite_where=_WAITING, postgresql_where=_WAITING),
    sa.Index("jobs_out", "worker", "queue", "lane", sqlite_where=_OUT, postgresql_where=_OUT),
    sa.Index("jobs_dispatched", "queue", "dispatched", sqlite_where=_DISPATCHED, postgresql_where=_DISPATCHED),
    sa.Index("jobs_content", "owner", "content", "created"),
)

events = sa.Table(
    "job_events",
    metadata,
    sa.Column("position", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True),
    sa.Column("job_id", sa.Uuid, nullable=False),
    sa.Column("owner", sa.Uuid, nullable=False),
    sa.Column("at", sa.Double, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("data", sa.Text, nullable=False),
    sa.Index("job_events_job", "job_id", "position"),
    sa.Index("job_events_owner", "owner", "position"),
    sqlite_autoincrement=True,
)
"""What happened to each job; only ever appended to. Positions rise in the order of the commits, on both databases."""

tallies = sa.Table(
    "tallies",
    metadata,
    sa.Column("owner", sa.Uuid, primary_key=True),
    sa.Column("via", sa.Text, primary_key=True),
    sa.Column("model", sa.Text, primary_key=True),
    sa.Column("tier", sa.Text, primary_key=True),
    sa.Column("jobs", sa.BigInteger, nullable=False),
)
"""How many jobs each owner has, by what lists filter by (tier: '' for none): counting a million rows takes too long."""

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
    sa.Index("assets_owner", "owner", "state", "bytes"),
    sa.Index("assets_object_key", "object_key"),
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
    sa.Column("slots", sa.Integer),
    sa.Column("priority", sa.Text, nullable=False, server_default="interactive"),
    sa.Column("webhook_url", sa.Text),
    sa.Column("webhook_secret", sa.Text),
)
"""webhook_secret: sealed (`seal.py`), never in clear. slots: how many of its jobs may run at once; NULL: no limit."""

workers = sa.Table(
    "workers",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("host", sa.Text, nullable=False),
    sa.Column("machine", sa.Text, nullable=False),
    sa.Column("pid", sa.Integer, nullable=False),
    sa.Column("queues", sa.Text, nullable=False),
    sa.Column("slots", sa.Integer, nullable=False),
    sa.Column("version", sa.Text, nullable=False),
    sa.Column("started", sa.Double, nullable=False),
    sa.Column("seen", sa.Double, nullable=False),
    sa.Column("lease", sa.Double, nullable=False),
    sa.Column("draining", sa.Boolean, nullable=False, server_default=sa.false()),
)
"""Who works, until when their word holds: `seen` (by the database's clock) + `lease` seconds. queues: a comma list."""

chores = sa.Table(
    "chores",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("holder", sa.Text, nullable=False),
    sa.Column("until", sa.Double, nullable=False),
    sa.Column("next", sa.Double, nullable=False),
)
"""Work that one process at a time does for all: who has it until when, and when it is next due (database's clock)."""

deliveries = sa.Table(
    "deliveries",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("job_id", sa.Uuid, nullable=False),
    sa.Column("owner", sa.Uuid, nullable=False),
    sa.Column("key", sa.Uuid),
    sa.Column("dialect", sa.Text, nullable=False),
    sa.Column("event", sa.Text, nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("due", sa.Double),
    sa.Column("claimed", sa.Double),
    sa.Column("created", sa.Double, nullable=False),
    sa.Column("finished", sa.Double),
    sa.Index("deliveries_due", "due"),
    sa.Index("deliveries_job", "job_id"),
    sa.Index("deliveries_owner", "owner", "created"),
)
"""Webhooks. due: when the next attempt may be made, NULL once there is none. claimed: until when one is under way."""

attempts = sa.Table(
    "delivery_attempts",
    metadata,
    sa.Column("delivery_id", sa.Uuid, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", sa.Double, nullable=False),
    sa.Column("seconds", sa.Double, nullable=False),
    sa.Column("status", sa.Integer),
    sa.Column("error", sa.Text),
)

installation = sa.Table(
    "installation",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)
"""Facts of the whole installation, such as the secret that its machines share when none is set."""

T = TypeVar("T")
_REMEMBERED = 1024
_LONGEST_REMEMBERED = 4096


class _Text(Generic[T]):
    """Values of one type as JSON text and back. They are frozen: a text that was read lately gives the same again."""

    def __init__(self, type: type[T]) -> None:
        self._adapter: TypeAdapter[T] = TypeAdapter(type)
        self._remembered = lru_cache(_REMEMBERED)(self._adapter.validate_json)

    def write(self, value: T) -> str:
        return self._adapter.dump_json(value).decode()

    def read(self, text: str) -> T:
        return self._remembered(text) if len(text) <= _LONGEST_REMEMBERED else self._adapter.validate_json(text)


_SPEC = _Text(VideoSpec)
_PLAN = _Text(Plan)
_NOTES = _Text(tuple[Note, ...])

_LOOKED_FOR = ("model", "tier")
"""Columns that repeat what the plan and the spec say, for lists to look for."""
_FIELDS = tuple(column.name for column in jobs.columns if column.name not in _LOOKED_FOR)


def row_of(job: Job) -> dict[str, Any]:
    """The values of a job's row."""
    row = {name: getattr(job, name) for name in _FIELDS}
    row["model"], row["tier"] = job.plan.model, job.spec.size.tier
    row["spec"], row["plan"], row["notes"] = _SPEC.write(job.spec), _PLAN.write(job.plan), _NOTES.write(job.notes)
    return row


def job_of(row: Mapping[str, Any]) -> Job:
    """The job that a row holds."""
    values = {name: row[name] for name in _FIELDS}
    values["spec"], values["plan"] = _SPEC.read(row["spec"]), _PLAN.read(row["plan"])
    values["notes"] = _NOTES.read(row["notes"])
    return Job(**values)
