"""What alembic runs for an upgrade: the steps, in the transaction that `schema.upgrade` has begun."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
