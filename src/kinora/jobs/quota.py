"""How much one owner may store. Knows sizes and owners, not what the files are."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from kinora.jobs.database import Database
from kinora.jobs.tables import assets
from kinora.spec.errors import TooLarge

_GIGABYTE = 1_000_000_000
_MEGABYTE = 1_000_000


class Quota:
    """A limit for each owner. most_bytes: None for no limit.

    It is looked at before a file comes, so what is on its way at the same time can exceed it by that much.
    """

    def __init__(self, database: Database, most_bytes: int | None) -> None:
        self._database = database
        self._most_bytes = most_bytes

    async def check(self, owner: UUID, *, more_bytes: int = 0) -> None:
        """Raise TooLarge when the owner's files and `more_bytes` of new ones are over the limit, or fill it."""
        if self._most_bytes is None:
            return
        used = await self._used(owner)
        if used + max(1, more_bytes) > self._most_bytes:
            new = f", and this file has {_said(more_bytes)}" if more_bytes else ""
            raise TooLarge(
                f"Your files take {_said(used)} of the {_said(self._most_bytes)} that you may store{new}. "
                "Delete jobs or uploads, or take pins off, and try again"
            )

    async def _used(self, owner: UUID) -> int:
        taken = sa.select(sa.func.coalesce(sa.func.sum(assets.c.bytes), 0))
        mine = taken.where(assets.c.owner == owner, assets.c.state == "ready")
        return await self._database.read(lambda connection: int(connection.execute(mine).scalar_one()))


def _said(size: int) -> str:
    return f"{size / _GIGABYTE:.3g} GB" if size >= _GIGABYTE else f"{size / _MEGABYTE:.3g} MB"
