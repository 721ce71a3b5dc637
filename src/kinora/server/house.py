"""What the server needs from below, handed in once: who calls, who answers, and where files are."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from starlette.datastructures import URL
from starlette.requests import Request

from kinora.catalogue.load import Catalogue
from kinora.dialects.base import Dialect
from kinora.dialects.webhook import NOBODY
from kinora.engines.sketching import Sketcher
from kinora.jobs.assets import Assets
from kinora.jobs.delivery_log import DeliveryLog
from kinora.jobs.desk import Desk
from kinora.jobs.feed import Feed
from kinora.jobs.forecast import Forecasts
from kinora.jobs.keys import Doorkeeper, Owner
from kinora.jobs.view import LinkForm
from kinora.jobs.webhook_secrets import WebhookSecrets
from kinora.media.links import Links
from kinora.media.store import MediaStore
from kinora.server.limits import Limiter
from kinora.spec.errors import Unauthorized


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Everything behind the front door.

    seal: 32 bytes of this installation's own, for what others are to verify. slots: how many jobs of one key may run at
    once; 0 for no limit. public_url: the address that links begin with; None takes the one the client used.
    largest_body_bytes: the most that one request body may have (uploads have their own limits).
    """

    desk: Desk
    feed: Feed
    deliveries: DeliveryLog
    forecasts: Forecasts
    assets: Assets
    media: MediaStore
    doorkeeper: Doorkeeper
    links: Links
    catalogue: Catalogue
    dialects: tuple[Dialect, ...]
    webhook_secrets: WebhookSecrets
    limiter: Limiter
    sketcher: Sketcher
    seal: bytes
    slots: int = 0
    public_url: str | None = None
    largest_body_bytes: int = 96 * 2**20
    now: Callable[[], float] = time.time

    async def owner(self, key: str | None) -> Owner:
        """Whom a key speaks for. Raises Unauthorized."""
        # Even where any key will do there has to be one: a strange page in the user's browser can't send that header.
        owner = await self.doorkeeper.authenticate(key) if key else None
        if owner is None:
            raise Unauthorized(missing=not key)
        return owner

    async def webhook_secret(self, owner: Owner) -> str:
        """What an owner's webhooks are signed with; "" for nobody."""
        return "" if owner.id == NOBODY else await self.webhook_secrets.of(owner)

    def base(self, request: Request) -> str:
        """The server's address as links should name it, without a slash at its end."""
        if self.public_url:
            return self.public_url.rstrip("/")
        return _address(request.scope["scheme"], request.headers.get("host", ""), request.scope.get("server"))

    def link_form(self, request: Request, *, expiring: bool) -> LinkForm:
        """How links in the answer to this request look."""
        return LinkForm(base=self.base(request), expiring=expiring)


@lru_cache(256)
def _address(scheme: str, host: str, server: tuple[str, int | None] | None) -> str:
    """What a client called the server: there are few names for one, and to read one takes long."""
    headers = [(b"host", host.encode("latin-1"))] if host else []
    return str(URL(scope={"scheme": scheme, "headers": headers, "server": server, "path": ""}))
