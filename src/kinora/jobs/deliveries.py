"""Webhooks as rows: noted in the transaction that changes the job, claimed by one sender at a time, settled by it.

A row is tried by its dialect's waits until it is delivered, refused for good or given up. Sends nothing itself.
"""

from __future__ import annotations

import random
import time
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa

from kinora.catalogue.load import NATIVE
from kinora.dialects.base import Dialect
from kinora.dialects.operations import Notifies
from kinora.dialects.webhook import Hook, HookKey, HookTerms, Stamp
from kinora.jobs.database import Database
from kinora.jobs.delivery_log import Delivery, delivery_of, rows
from kinora.jobs.job import Job
from kinora.jobs.native_hook import NativeHook
from kinora.jobs.seal import Seal, Unsealable
from kinora.jobs.tables import attempts, deliveries, keys
from kinora.jobs.view import LinkForm, view
from kinora.media.links import Links
from kinora.spec.video import HookState

CLAIM_SECONDS = 60.0
GONE = 410
_JITTER = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A delivery that is this process's to try, until `until`."""

    delivery: Delivery
    body: str
    secret: str | None
    until: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What is to be sent: the same bytes at every attempt, with headers of its own."""

    body: bytes
    headers: Mapping[str, str]
    timeout_seconds: float


class Deliveries:
    """The webhooks of one installation.

    dialects: by name; those that notify are asked for bodies. jitter: 0..1, drawn to spread the waits of many.
    """

    def __init__(
        self,
        database: Database,
        dialects: Mapping[str, Dialect],
        links: Links,
        seal: Seal,
        *,
        now: Callable[[], float] = time.time,
        new_id: Callable[[], UUID] = uuid4,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._database = database
        self._permanent = {name for name, dialect in dialects.items() if dialect.permanent_links}
        notifying = {name: dialect for name, dialect in dialects.items() if isinstance(dialect, Notifies)}
        self._hooks: Mapping[str, Notifies] = {NATIVE: NativeHook(), **notifying}
        self._links = links
        self._seal = seal
        self._now = now
        self._new_id = new_id
        self._jitter = jitter

    # Noting ----------------------------------------------------------------------------------------------------------

    def witness(self, connection: sa.Connection, job: Job) -> None:
        """Note a delivery if somebody is to be told of the job's new state, once an event. For `JobStore`."""
        speaker = self._hooks.get(job.via)
        if speaker is None or job.state == "queued" or job.state not in _states(job, speaker.hook):
            return
        if job.spec.webhook_url is None and (job.key is None or "key" not in speaker.hook.sources):
            return
        key = _key(connection, job.key)
        named = {"request": job.spec.webhook_url, "key": None if key is None else key["webhook_url"]}
        url = next((url for source in speaker.hook.sources if (url := named[source])), None)
        told = (deliveries.c.job_id == job.id, deliveries.c.event == job.state)
        if not url or connection.execute(sa.select(deliveries.c.id).where(*told)).first() is not None:
            return
        id, at = self._new_id(), self._now()
        form = LinkForm(base=job.base or "", expiring=job.via not in self._permanent)
        hook = Hook(id=id, at=datetime.fromtimestamp(job.updated, UTC), key=None if key is None else self._shown(key))
        body = speaker.encode_webhook(view(job, self._links, form), hook)
        row = {
            "id": id,
            "job_id": job.id,
            "owner": job.owner,
            "key": job.key,
            "dialect": job.via,
            "event": job.state,
            "url": url,
            # Sealed, since some vendors' bodies hold the receiver's secret.
            "body": self._seal.seal(body.decode()),
            "state": "pending",
            "attempts": 0,
            "due": at,
            "created": at,
        }
        connection.execute(deliveries.insert(), row)

    def _shown(self, key: Mapping[str, Any]) -> HookKey:
        created = datetime.fromtimestamp(key["created"], UTC)
        secret = self._own_secret(key["webhook_secret"])
        return HookKey(
            id=key["id"],
            owner=key["owner"],
            name=key["name"],
            created=created,
            url=key["webhook_url"],
            secret=secret,
        )

    def _own_secret(self, sealed: str | None) -> str | None:
        try:
            return None if sealed is None else self._seal.unseal(sealed)
        except Unsealable:
            return None  # the letter will say so: a job must not fail for it

    # Sending ---------------------------------------------------------------------------------------------------------

    async def claim(self, limit: int) -> tuple[Claim, ...]:
        """Up to `limit` deliveries that are due and nobody tries: this process's for CLAIM_SECONDS.

        Owners take turns, so that nobody's thousand stand before another's one.
        """
        at = self._now()
        rank = sa.func.row_number().over(partition_by=deliveries.c.owner, order_by=(deliveries.c.due, deliveries.c.id))
        due = sa.select(deliveries.c.id).where(*_free(at)).order_by(rank, deliveries.c.due).limit(limit)
        ids = await self._database.read(lambda connection: tuple(connection.execute(due).scalars()))
        if not ids:
            return ()

        def work(connection: sa.Connection) -> tuple[Claim, ...]:
            # Whoever comes second finds the row no longer free and changes none.
            take = deliveries.update().values(claimed=at + CLAIM_SECONDS)
            # In one order everywhere, so that two of them never wait for each other.
            taken = [
                id for id in sorted(ids) if connection.execute(take.where(deliveries.c.id == id, *_free(at))).rowcount
            ]
            if not taken:
                return ()
            sealed = (deliveries.c.body, keys.c.webhook_secret)
            wanted = rows(*sealed).outerjoin(keys, keys.c.id == deliveries.c.key).where(deliveries.c.id.in_(taken))
            return tuple(
                Claim(
                    delivery=delivery_of(row),
                    body=row["body"],
                    secret=row["webhook_secret"],
                    until=at + CLAIM_SECONDS,
                )
                for row in connection.execute(wanted).mappings()
            )

        return await self._database.write(work)

    def letter(self, claim: Claim) -> Letter:
        """What to send now. Raises Unsealable when the server's secret is no longer the one of then."""
        delivery, speaker = claim.delivery, self._hooks[claim.delivery.dialect]
        secret = None if claim.secret is None else self._seal.unseal(claim.secret)
        if speaker.hook.scheme == "installation":
            secret = b64encode(self._seal.seed).decode()
        elif secret is None and speaker.hook.derives:
            secret = self._seal.signing_secret(delivery.owner)
        body = self._seal.unseal(claim.body).encode()
        stamp = Stamp(id=delivery.id, at=int(self._now()), secret=secret, owner=delivery.owner)
        return Letter(
            body=body, headers=speaker.webhook_headers(body, stamp), timeout_seconds=speaker.hook.timeout_seconds
        )

    async def settle(self, claim: Claim, *, at: float, seconds: float, status: int | None, error: str | None) -> None:
        """Write an attempt down, and when the next is due. at: when it began. Changes nothing if the claim was lost."""
        delivery = claim.delivery
        number, now = delivery.attempts + 1, self._now()
        change: dict[str, Any] = {"attempts": number, "claimed": None, **self._next(delivery, number, status, now)}
        tried = {"delivery_id": delivery.id, "number": number, "at": at, "seconds": seconds}
        mine = (
            deliveries.c.id == delivery.id,
            deliveries.c.claimed == claim.until,
            deliveries.c.attempts == delivery.attempts,
        )

        def work(connection: sa.Connection) -> None:
            if connection.execute(deliveries.update().where(*mine).values(**change)).rowcount:
                connection.execute(attempts.insert(), {**tried, "status": status, "error": error})

        await self._database.write(work)

    async def release(self, claims: tuple[Claim, ...]) -> None:
        """Give claims back: the next sender may try at once."""
        if not claims:
            return

        def work(connection: sa.Connection) -> None:
            for claim in claims:
                mine = (deliveries.c.id == claim.delivery.id, deliveries.c.claimed == claim.until)
                connection.execute(deliveries.update().where(*mine).values(claimed=None))

        await self._database.write(work)

    def _next(self, delivery: Delivery, number: int, status: int | None, now: float) -> dict[str, Any]:
        over = {"due": None, "finished": now}
        if status is not None and 200 <= status < 300:
            return {"state": "delivered", **over}
        if status == GONE:
            return {"state": "stopped", **over}
        waits = self._hooks[delivery.dialect].hook.waits if delivery.dialect in self._hooks else ()
        if number > len(waits):
            return {"state": "failed", **over}
        return {"due": now + waits[number - 1] * (1 + _JITTER * self._jitter())}


def _states(job: Job, terms: HookTerms) -> tuple[HookState, ...]:
    return job.spec.webhook_events or terms.states


def _key(connection: sa.Connection, id: UUID | None) -> Mapping[str, Any] | None:
    if id is None:
        return None
    row = connection.execute(sa.select(keys).where(keys.c.id == id)).mappings().first()
    return None if row is None else dict(row)


def _free(at: float) -> tuple[sa.ColumnElement[bool], ...]:
    """Due, and nobody's: a claim whose time has passed was its holder's last sign."""
    return (deliveries.c.due <= at, sa.or_(deliveries.c.claimed.is_(None), deliveries.c.claimed <= at))
