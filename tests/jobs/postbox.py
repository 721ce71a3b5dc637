"""Jobs whose changes are told, and the postman who tells: everything of webhooks but a clock that goes by itself."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID, uuid4

from kinora.catalogue.load import Catalogue
from kinora.dialects import speak
from kinora.jobs.database import Database
from kinora.jobs.deliveries import Deliveries
from kinora.jobs.delivery_log import Delivery, DeliveryLog
from kinora.jobs.job import Broke, Claimed, Event, Finished, Job, Stopped
from kinora.jobs.keys import Keys, KeyTerms
from kinora.jobs.postman import Postman
from kinora.jobs.schema import prepare
from kinora.jobs.seal import Seal
from kinora.jobs.store import JobStore
from kinora.media.links import Links
from kinora.media.post import Poster
from kinora.spec.plan import Plan
from kinora.spec.video import HookState, VideoSpec
from kinora.testing import SteppedClock

MODEL = "seedance-2.0-mini"
SECRET = b"a secret of the tests"
OWNER = UUID(int=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Postbox:
    """clock: moves only when told to. Every postman of it is a process of its own as far as the rows can tell."""

    database: Database
    clock: SteppedClock
    seal: Seal
    deliveries: Deliveries
    log: DeliveryLog
    store: JobStore
    postman: Postman

    def another(self, *, at_once: int = 50, allow_private: bool = True) -> Postman:
        poster = Poster(allow_private=allow_private)
        return Postman(self.deliveries, poster, at_once=at_once, poll_seconds=0.01, now=self.clock)

    async def job(
        self,
        *,
        via: str = "magnific",
        url: str | None = None,
        events: tuple[HookState, ...] = (),
        owner: UUID = OWNER,
        key: UUID | None = None,
    ) -> Job:
        """A job that waits."""
        spec = VideoSpec(model=MODEL, prompt="a cat", webhook_url=url, webhook_events=events)
        plan = Plan(model=MODEL, prompt="a cat", width=96, height=64, seconds=4, seed=7)
        return await self.store.add(
            Job(
                id=uuid4(),
                owner=owner,
                key=key,
                via=via,
                base="http://house",
                spec=spec,
                plan=plan,
                created=self.clock(),
                updated=self.clock(),
                queue="cpu",
                lane=key or owner,
            )
        )

    async def becomes(self, job: Job, *states: HookState) -> Job:
        """Take a job through states."""
        for state in states:
            _, job = await self.store.change(job.id, self._event(state))
        return job

    def _event(self, state: HookState) -> Event:
        at = self.clock()
        match state:
            case "running":
                return Claimed(at=at, run_token=uuid4(), worker="w")
            case "succeeded":
                return Finished(at=at, engine="e", video_asset=uuid4(), poster_asset=uuid4(), expires=at + 9)
            case "failed":
                return Broke(at=at, code="engine_failed", message="It broke.")
            case "cancelled":
                return Stopped(at=at)

    async def done(self, **wishes: object) -> Job:
        """A job that has succeeded."""
        return await self.becomes(await self.job(**wishes), "running", "succeeded")  # type: ignore[arg-type]  # as job

    async def key(self, *, url: str | None = None, secret: str | None = None) -> UUID:
        """A key's id."""
        keys = Keys(self.database, now=self.clock)
        terms = KeyTerms(webhook_url=url, webhook_secret=None if secret is None else self.seal.seal(secret))
        await keys.create("laptop", OWNER, terms)
        return (await keys.list())[-1].id

    async def only(self) -> Delivery:
        (found,) = await self.log.list()
        return found


@asynccontextmanager
async def postbox(url: str, *, allow_private: bool = True, jitter: float = 0.0) -> AsyncIterator[Postbox]:
    """jitter: what every draw gives."""
    database, clock, seal = Database(url), SteppedClock(), Seal(SECRET)
    deliveries = Deliveries(
        database,
        {dialect.name: dialect for dialect in speak(Catalogue.shipped())},
        Links(SECRET, now=clock),
        seal,
        now=clock,
        jitter=lambda: jitter,
    )
    box = Postbox(
        database=database,
        clock=clock,
        seal=seal,
        deliveries=deliveries,
        log=DeliveryLog(database, now=clock),
        store=JobStore(database, witness=deliveries.witness),
        postman=Postman(deliveries, Poster(allow_private=allow_private), now=clock),
    )
    prepare(box.store.database)
    try:
        yield box
    finally:
        database.close()
