"""A finished job's last frame as a picture, for whoever asked for it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the column; no job of before has such a picture."""
    op.add_column("jobs", sa.Column("last_frame_asset", sa.Uuid))
