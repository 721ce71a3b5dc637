"""The log of webhooks: what was or is to be delivered, every attempt, and another try by hand. Sends nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args
from uuid import UUID

import sqlalchemy as sa

from kinora.jobs.database import Database
from kinora.jobs.tables import attempts, deliveries
from kinora.spec.errors import NotFound
from kinora.spec.video import HookState

DeliveryState = Literal["pending", "delivered", "stopped", "failed"]
STATES: tuple[DeliveryState, ...] = get_args(DeliveryState)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One event of one job, on its way to one URL. Times are Unix seconds.

    state: stopped when the receiver said that it is gone (410), failed when the last attempt was in vain. attempts:
    how many there were. due: when the next may be made; None once there is none. claimed: until when one is under way.
    status, error: how the last one ended.
    """

    id: UUID
    job_id: UUID
    owner: UUID
    key: UUID | None
    dialect: str
    event: HookState
    url: str
    state: DeliveryState
    attempts: int
    due: float | None
    claimed: float | None
    created: float
    finished: float | None
    status: int | None
    error: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One try. seconds: how long it took. status: the HTTP status; None where none came, and error says why."""

    number: int
    at: float
    seconds: float
    status: int | None
    error: str | None


class DeliveryLog:
    """The deliveries of one installation, as their owners and its operator may see them."""

    def __init__(self, database: Database, *, now: Callable[[], float] = time.time) -> None:
        self._database = database
        self._now = now

    async def list(
        self,
        *,
        owner: UUID | None = None,
        job: UUID | None = None,
        state: DeliveryState | None = None,
        limit: int = 50,
    ) -> tuple[Delivery, ...]:
        """Deliveries, newest first: of this owner, job or state where one is given."""
        given = {deliveries.c.owner: owner, deliveries.c.job_id: job, deliveries.c.state: state}
        wanted = rows().where(*(column == value for column, value in given.items() if value is not None))
        newest = wanted.order_by(deliveries.c.created.desc(), deliveries.c.id.desc()).limit(limit)
        found = await self._database.read(lambda connection: connection.execute(newest).mappings().all())
        return tuple(delivery_of(row) for row in found)

    async def get(self, id: UUID, owner: UUID | None = None) -> tuple[Delivery, tuple[Attempt, ...]]:
        """A delivery and its attempts in order. Raises NotFound, also for another owner's."""
        tries = sa.select(attempts).where(attempts.c.delivery_id == id).order_by(attempts.c.number)

        def work(connection: sa.Connection) -> tuple[Delivery, tuple[Attempt, ...]]:
            row = connection.execute(rows().where(*_which(id, owner))).mappings().first()
            if row is None:
                raise NotFound("webhook", str(id))
            made = connection.execute(tries).mappings()
            return delivery_of(row), tuple(
                Attempt(**{name: value for name, value in item.items() if name != "delivery_id"}) for item in made
            )

        return await self._database.read(work)

    async def redeliver(self, id: UUID, owner: UUID | None = None) -> Delivery:
        """Have a delivery tried again now, under the same id, however it ended. Raises NotFound.

        Its attempts are counted on: what is left of its waits holds if this one fails too.
        """
        again = deliveries.update().where(*_which(id, owner)).values(**self._again())
        if await self._database.write(lambda connection: connection.execute(again).rowcount) == 0:
            raise NotFound("webhook", str(id))
        return (await self.get(id, owner))[0]

    async def redeliver_failed(self) -> int:
        """Have all that were given up tried again now; answer how many."""
        again = deliveries.update().where(deliveries.c.state == "failed").values(**self._again())
        return await self._database.write(lambda connection: connection.execute(again).rowcount)

    def _again(self) -> dict[str, Any]:
        return {"state": "pending", "due": self._now(), "finished": None}


def _which(id: UUID, owner: UUID | None) -> tuple[sa.ColumnElement[bool], ...]:
    return (deliveries.c.id == id,) if owner is None else (deliveries.c.id == id, deliveries.c.owner == owner)


_SHOWN = tuple(column for column in deliveries.columns if column.name != "body")
_LAST = sa.and_(attempts.c.delivery_id == deliveries.c.id, attempts.c.number == deliveries.c.attempts)


def rows(*more: sa.ColumnElement[Any]) -> sa.Select[Any]:
    """Deliveries with how their last attempt ended."""
    return (
        sa.select(*_SHOWN, attempts.c.status, attempts.c.error, *more)
        .select_from(deliveries)
        .outerjoin(attempts, _LAST)
    )


def delivery_of(row: Mapping[Any, Any]) -> Delivery:
    """The delivery in one of these rows."""
    return Delivery(**{name: row[name] for name in Delivery.__dataclass_fields__})
