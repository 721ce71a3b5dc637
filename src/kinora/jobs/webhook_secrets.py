"""What an owner's webhooks are signed with: the key's own secret, else one derived for the owner."""

from __future__ import annotations

import sqlalchemy as sa

from kinora.jobs.database import Database
from kinora.jobs.keys import Owner
from kinora.jobs.seal import Seal
from kinora.jobs.tables import keys


class WebhookSecrets:
    """The secrets of one installation."""

    def __init__(self, database: Database, seal: Seal) -> None:
        self._database = database
        self._seal = seal

    async def of(self, owner: Owner) -> str:
        """The secret behind the signatures of what an owner's jobs tell, under the key that asks."""
        wanted = sa.select(keys.c.webhook_secret).where(keys.c.id == owner.key)
        sealed = (
            None
            if owner.key is None
            else await self._database.read(lambda connection: connection.execute(wanted).scalar())
        )
        return self._seal.signing_secret(owner.id) if sealed is None else self._seal.unseal(sealed)
