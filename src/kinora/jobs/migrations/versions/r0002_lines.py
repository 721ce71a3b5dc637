"""Lines, leases, lists that stay fast, webhooks, and one cursor over all events.

The table `events` stays, unread, for servers of the version before; a later step drops it.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

NOBODY = "0" * 32
"""The lane of a job that a server of the version before has put in: all such jobs take turns as one."""

BEFORE = "before leases"
"""The worker of all that is open: whoever had it held no lease."""

_WAITING = sa.text("dispatched is null and finished is null")
_OUT = sa.text("dispatched is not null and finished is null")
_FINISHED = sa.text("finished is not null")
_DISPATCHED = sa.text("dispatched is not null")


def upgrade() -> None:
    """Add the columns and tables, fill them from what is there, and lay the new indexes."""
    _widen_jobs()
    _index_jobs()
    for column in (
        sa.Column("slots", sa.Integer),
        sa.Column("priority", sa.Text, nullable=False, server_default="interactive"),
        sa.Column("webhook_url", sa.Text),
        sa.Column("webhook_secret", sa.Text),
    ):
        op.add_column("keys", column)
    op.create_index("assets_owner", "assets", ["owner", "state", "bytes"])
    op.create_index("assets_object_key", "assets", ["object_key"])
    _add_history()
    _add_work()
    _add_webhooks()
    op.create_table(
        "installation",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )


def _widen_jobs() -> None:
    for column in (
        sa.Column("key", sa.Uuid),
        sa.Column("base", sa.Text),
        sa.Column("queue", sa.Text, nullable=False, server_default="cpu"),
        sa.Column("lane", sa.Uuid, nullable=False, server_default=NOBODY),
        sa.Column("priority", sa.Text, nullable=False, server_default="interactive"),
        sa.Column("turn", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("dispatched", sa.Double),
        sa.Column("deadline", sa.Double),
        sa.Column("worker", sa.Text),
        sa.Column("pinned", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("content", sa.Text),
    ):
        op.add_column("jobs", column)
    op.execute("update jobs set lane = owner, dispatched = case when finished is null then null else started end")
    # All that is open waits in line, in the owner's order and in fair turns. It has been before workers: named so, it
    # is taken up where it was left.
    op.execute(
        f"update jobs set turn = placed.turn, worker = '{BEFORE}' from (select id, row_number() over"
        " (partition by owner order by created, id) - 1 as turn from jobs where finished is null) as placed"
        " where placed.id = jobs.id"
    )


def _index_jobs() -> None:
    op.drop_index("jobs_state", "jobs")
    op.drop_index("jobs_owner_created", "jobs")
    op.create_index("jobs_owner_created", "jobs", ["owner", "created", "id"])
    op.create_index("jobs_owner_model_created", "jobs", ["owner", "model", "created", "id"])
    op.create_index("jobs_content", "jobs", ["owner", "content", "created"])
    for name, columns, where in (
        ("jobs_line", ["queue", "turn", "created", "id"], _WAITING),
        ("jobs_lane", ["queue", "lane", "turn"], _WAITING),
        ("jobs_out", ["worker", "queue", "lane"], _OUT),
        ("jobs_finished", ["finished"], _FINISHED),
        ("jobs_dispatched", ["queue", "dispatched"], _DISPATCHED),
    ):
        op.create_index(name, "jobs", columns, sqlite_where=where, postgresql_where=where)


def _add_history() -> None:
    position = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "job_events",
        sa.Column("position", position, primary_key=True, autoincrement=True),
        sa.Column("job_id", sa.Uuid, nullable=False),
        sa.Column("owner", sa.Uuid, nullable=False),
        sa.Column("at", sa.Double, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.Index("job_events_job", "job_id", "position"),
        sa.Index("job_events_owner", "owner", "position"),
        sqlite_autoincrement=True,
    )
    # By time, yet never against the order within a job: clocks have been set back before. The data is an object that
    # ends in "}", as Python writes it.
    op.execute(
        "insert into job_events (job_id, owner, at, kind, data)"
        " select job_id, owner, at, kind, substr(data, 1, length(data) - 1) || ', \"worker\": null}' from"
        " (select events.*, jobs.owner, max(at) over (partition by job_id order by sequence) as reached"
        " from events join jobs on jobs.id = events.job_id) as old order by reached, job_id, sequence"
    )
    op.create_table(
        "tallies",
        sa.Column("owner", sa.Uuid, primary_key=True),
        sa.Column("via", sa.Text, primary_key=True),
        sa.Column("model", sa.Text, primary_key=True),
        sa.Column("tier", sa.Text, primary_key=True),
        sa.Column("jobs", sa.BigInteger, nullable=False),
    )
    op.execute(
        "insert into tallies (owner, via, model, tier, jobs)"
        " select owner, via, model, coalesce(tier, ''), count(*) from jobs group by 1, 2, 3, 4"
    )


def _add_work() -> None:
    op.create_table(
        "workers",
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
    op.create_table(
        "chores",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("holder", sa.Text, nullable=False),
        sa.Column("until", sa.Double, nullable=False),
        sa.Column("next", sa.Double, nullable=False),
    )


def _add_webhooks() -> None:
    op.create_table(
        "deliveries",
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
    op.create_table(
        "delivery_attempts",
        sa.Column("delivery_id", sa.Uuid, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.Double, nullable=False),
        sa.Column("seconds", sa.Double, nullable=False),
        sa.Column("status", sa.Integer),
        sa.Column("error", sa.Text),
    )
