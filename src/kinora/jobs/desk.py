"""The one door to jobs, for HTTP, the Studio, the command line and tests: submit, get, list, cancel, delete, watch.

Somebody else's job does not exist. Knows no request, no dialect's words and no engine.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator, Callable, Collection
from dataclasses import replace
from typing import Protocol
from uuid import UUID, uuid4

import sqlalchemy as sa

from kinora.catalogue.check import check
from kinora.catalogue.load import Catalogue
from kinora.catalogue.resolve import remarks, resolve
from kinora.jobs.assets import Assets, Unusable
from kinora.jobs.job import Job, Stopped
from kinora.jobs.keys import Owner
from kinora.jobs.route import Routes
from kinora.jobs.slots import Slot, slots, with_media
from kinora.jobs.store import JobStore
from kinora.jobs.view import LinkForm, view
from kinora.media.links import Links
from kinora.media.sniff import sniff
from kinora.spec.errors import InvalidRequest, MediaUnusable, Problem, TooLarge
from kinora.spec.media import Generated, Inline, MediaRef, Upload, Url
from kinora.spec.outcome import JobView
from kinora.spec.video import VideoSpec

_WATCH_SECONDS = 0.25


class Line(Protocol):
    """Where jobs wait for a worker."""

    def enqueue(self, connection: sa.Connection, id: UUID) -> None:
        """Put a job in line, in the caller's transaction."""
        ...

    async def withdraw(self, id: UUID) -> None:
        """Stop working on a job whose row already says that it is over."""
        ...


class Desk:
    """Takes jobs in and says what has become of them."""

    def __init__(
        self,
        store: JobStore,
        assets: Assets,
        *,
        line: Line,
        catalogue: Catalogue,
        routes: Routes,
        links: Links,
        now: Callable[[], float] = time.time,
        new_id: Callable[[], UUID] = uuid4,
        draw_seed: Callable[[], int] = lambda: random.SystemRandom().randrange(2**32),
    ) -> None:
        self._store = store
        self._assets = assets
        self._line = line
        self._catalogue = catalogue
        self._routes = routes
        self._links = links
        self._now = now
        self._new_id = new_id
        self._draw_seed = draw_seed

    async def submit(
        self, spec: VideoSpec, owner: Owner, *, via: str, links: LinkForm, idempotency_key: str | None = None
    ) -> JobView:
        """Take a job in. When this answers, it survives everything.

        via: the dialect that asks; its offer of the model is what the spec is checked against. idempotency_key: a
        second submit with the same one answers the first job. Raises InvalidRequest with all problems at once.
        """
        offer = self._catalogue.offer(spec.model, via)
        problems = list(check(spec, offer))
        route, wrong_route = self._route(spec)
        settled, wrong_media = await self._settled(spec, owner)
        if not any(problem.field == "route" for problem in problems):
            problems += wrong_route
        problems += wrong_media
        if problems:
            raise InvalidRequest(tuple(problems))
        adopted = await self._adopted(spec, owner)
        kept = with_media(spec, adopted)
        plan = resolve(with_media(settled, adopted), offer, seed=self._draw_seed())
        job = Job(
            id=self._new_id(),
            owner=owner.id,
            via=via,
            spec=kept,
            plan=replace(plan, route=route),
            notes=remarks(spec),
            created=self._now(),
            updated=self._now(),
            idempotency_key=idempotency_key,
        )
        stored = await self._store.add(job, lambda connection: self._line.enqueue(connection, job.id))
        return view(stored, self._links, links)

    async def get(self, id: UUID, owner: Owner, *, links: LinkForm) -> JobView:
        """One of the owner's jobs. Raises NotFound."""
        return view(await self._store.get(id, owner.id), self._links, links)

    async def list(
        self,
        owner: Owner,
        *,
        links: LinkForm,
        via: str | None = None,
        models: Collection[str] | None = None,
        tier: str | None = None,
        limit: int = 20,
        offset: int = 0,
    ) -> tuple[tuple[JobView, ...], int]:
        """The owner's jobs, newest first, and how many there are in all. via, models, tier: only those."""
        found, total = await self._store.list(owner.id, via=via, models=models, tier=tier, limit=limit, offset=offset)
        return tuple(view(job, self._links, links) for job in found), total

    async def cancel(self, id: UUID, owner: Owner, *, links: LinkForm) -> JobView:
        """End a job that is queued or running, at once. Raises NotFound, and NotAllowed for a finished one."""
        await self._store.get(id, owner.id)
        _, job = await self._store.change(id, Stopped(at=self._now()))
        await self._line.withdraw(id)
        return view(job, self._links, links)

    async def delete(self, id: UUID, owner: Owner) -> None:
        """Forget a job and remove its files, ending it first if need be. Raises NotFound."""
        job = await self._store.get(id, owner.id)
        if not job.is_finished:
            await self._store.change(id, Stopped(at=self._now()))
            await self._line.withdraw(id)
        await self._assets.discard(await self._assets.of_job(id))
        await self._store.remove(id, owner.id)

    async def watch(self, id: UUID, owner: Owner, *, links: LinkForm) -> AsyncIterator[JobView]:
        """The job now, and again after each change, until it is finished. Raises NotFound."""
        seen: Job | None = None
        while seen is None or not seen.is_finished:
            job = await self._store.get(id, owner.id)
            if job != seen:
                seen = job
                yield view(job, self._links, links)
            else:
                await asyncio.sleep(_WATCH_SECONDS)

    def _route(self, spec: VideoSpec) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
        try:
            return self._routes.choose(spec.route), ()
        except InvalidRequest as error:
            return (), error.problems

    async def _settled(self, spec: VideoSpec, owner: Owner) -> tuple[VideoSpec, tuple[Problem, ...]]:
        """The spec with every Generated made the id of a stored file, and what is wrong with its media."""
        settled: dict[str, MediaRef] = {}
        problems: list[Problem] = []
        for slot in slots(spec):
            found = await self._look(slot, owner)
            if isinstance(found, Unusable):
                problems.append(Problem(field=slot.field, rule="unusable", detail=found.detail))
            else:
                settled[slot.field] = found
        return with_media(spec, settled), tuple(problems)

    async def _look(self, slot: Slot, owner: Owner) -> MediaRef | Unusable:
        match slot.media:
            case Url():
                return slot.media
            case Inline(data=data):
                found = sniff(data)
                right = found is not None and found.kind == slot.kind
                return slot.media if right else Unusable(f"is no {slot.kind} that is known here")
            case Upload() | Generated():
                asset = await self._assets.resolve(slot.media, slot.kind, owner.id)
                return asset if isinstance(asset, Unusable) else replace(slot.media, id=asset.id)

    async def _adopted(self, spec: VideoSpec, owner: Owner) -> dict[str, MediaRef]:
        """Inline media stored, by field."""
        adopted: dict[str, MediaRef] = {}
        problems: list[Problem] = []
        for slot in slots(spec):
            if isinstance(slot.media, Inline):
                try:
                    adopted[slot.field] = Upload((await self._assets.adopt(owner, slot.media.data)).id)
                except (MediaUnusable, TooLarge) as error:
                    detail = f"can't be used: {error.message}"
                    problems.append(Problem(field=slot.field, rule="unusable", detail=detail))
        if problems:
            raise InvalidRequest(tuple(problems))
        return adopted
