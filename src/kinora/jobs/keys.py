"""Who calls: API keys, kept as hashes, and the owner that a key speaks for.

A key is a UUIDv4, because some clients refuse to send anything that does not look like one. Its 122 random bits need no
slow hash: nobody can try them all.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from typing import Protocol
from uuid import UUID, uuid4

import sqlalchemy as sa

from kinora.dialects.webhook import is_web_url
from kinora.jobs.database import Database
from kinora.jobs.tables import keys
from kinora.spec.errors import InvalidRequest, NotFound, Problem
from kinora.spec.video import Priority

LOCAL_OWNER = UUID("00000000-0000-4000-8000-000000000000")
_CACHE_SECONDS = 5.0
_CACHE_SIZE = 1024


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose jobs and assets they are. key: the key that speaks for them. priority: that of its jobs unless they say."""

    id: UUID
    name: str
    key: UUID | None = None
    priority: Priority = "interactive"

    @property
    def lane(self) -> UUID:
        """Whose turns its jobs take in a line."""
        return self.key or self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """An API key without its secrets. Times are Unix seconds. slots: None for the server's own limit."""

    id: UUID
    owner: UUID
    name: str
    created: float
    revoked: float | None
    slots: int | None
    priority: Priority
    webhook_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyTerms:
    """What is fixed when a key is made.

    slots: how many of its jobs may run at once; 0 for no limit, None for the server's own. priority: that of its jobs
    unless they say. webhook_url: who is told of its jobs, in dialects whose requests name nobody; webhook_secret: what
    such a message is proved with, sealed.
    """

    slots: int | None = None
    priority: Priority = "interactive"
    webhook_url: str | None = None
    webhook_secret: str | None = None


class Doorkeeper(Protocol):
    """Whoever can tell the owner from the text of a key."""

    async def authenticate(self, text: str | None) -> Owner | None:
        """The owner that a key speaks for; None when it speaks for nobody."""
        ...


class Keys:
    """The keys in the database. A revoked key may still pass for the few seconds that an answer is remembered."""

    def __init__(
        self,
        database: Database,
        *,
        now: Callable[[], float] = time.time,
        new_id: Callable[[], UUID] = uuid4,
    ) -> None:
        self._database = database
        self._now = now
        self._new_id = new_id
        self._known: dict[str, tuple[float, Owner]] = {}

    async def create(self, name: str, owner: UUID | None = None, terms: KeyTerms = KeyTerms()) -> str:
        """Make a key and answer its text, which is shown this once and stored nowhere.

        owner: whom it speaks for; None makes a new owner, but the very first key speaks for the local one, so that
        what was made before there were keys stays in reach.
        """
        text = str(self._new_id())
        if owner is None:
            owner = self._new_id() if await self.list() else LOCAL_OWNER
        row = {
            "id": self._new_id(),
            "owner": owner,
            "name": name,
            "hash": _hash(text),
            "created": self._now(),
            **asdict(terms),
        }
        await self._database.write(lambda connection: connection.execute(keys.insert().values(**row)).rowcount)
        return text

    async def list(self) -> tuple[Key, ...]:
        """Every key, oldest first."""
        wanted = sa.select(*(keys.c[field.name] for field in fields(Key))).order_by(keys.c.created)
        rows = await self._database.read(lambda connection: connection.execute(wanted).mappings().all())
        return tuple(Key(**row) for row in rows)

    async def any_active(self) -> bool:
        """Whether there is a key that opens anything."""
        return any(key.revoked is None for key in await self.list())

    async def revoke(self, id: UUID) -> None:
        """Make a key worthless. Raises NotFound when there is no such key, or it was revoked before."""
        change = keys.update().where(keys.c.id == id, keys.c.revoked.is_(None)).values(revoked=self._now())
        if await self._database.write(lambda connection: connection.execute(change).rowcount) == 0:
            raise NotFound("key", str(id))
        self._known.clear()

    async def authenticate(self, text: str | None) -> Owner | None:
        """The owner that a key speaks for; None when it speaks for nobody."""
        if not text:
            return None
        hashed = _hash(text.strip().lower())
        if (known := self._known.get(hashed)) is not None and self._now() < known[0]:
            return known[1]
        owner = await self._database.read(lambda connection: _find(connection, hashed))
        if len(self._known) >= _CACHE_SIZE:
            self._known.clear()
        if owner is not None:
            self._known[hashed] = (self._now() + _CACHE_SECONDS, owner)
        return owner


class OpenKeys:
    """The open house: whatever the key, the caller is the one local owner. It closes when the first key is made."""

    def __init__(self, keys: Keys, *, now: Callable[[], float] = time.time) -> None:
        self._keys = keys
        self._now = now
        self._look_again = 0.0

    async def authenticate(self, text: str | None) -> Owner | None:
        """The local owner; once there are keys, the one that this key speaks for."""
        if self._now() >= self._look_again:
            if await self._keys.any_active():
                return await self._keys.authenticate(text)
            self._look_again = self._now() + _CACHE_SECONDS
        return Owner(LOCAL_OWNER, "local")


def check_webhook(url: str, *, allow_http: bool) -> None:
    """Raise InvalidRequest unless a key may have this webhook: https alone, or also http where the operator says so."""
    if not is_web_url(url) or not (allow_http or url.lower().startswith("https://")):
        must = "must be http:// or https://" if allow_http else "must be https://"
        raise InvalidRequest((Problem(field="webhook_url", rule="type", detail=f"is not a valid URL ({must})"),))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _find(connection: sa.Connection, hashed: str) -> Owner | None:
    columns = (keys.c.owner, keys.c.name, keys.c.id, keys.c.priority)
    row = connection.execute(sa.select(*columns).where(keys.c.hash == hashed, keys.c.revoked.is_(None))).first()
    return None if row is None else Owner(row.owner, row.name, row.id, row.priority)
