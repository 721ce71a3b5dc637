"""The one door to jobs, for HTTP, the Studio, the command line and tests: submit, get, list, cancel, delete, watch.

Somebody else's job does not exist. Knows no request, no dialect's words and no engine.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator, Callable, Collection
from dataclasses import dataclass, fields, replace
from hashlib import sha256
from typing import Protocol
from uuid import UUID, uuid4

from kinora.catalogue.check import check
from kinora.catalogue.load import Catalogue
from kinora.catalogue.resolve import remarks, resolve
from kinora.jobs.admission import Admission
from kinora.jobs.asset import Unusable
from kinora.jobs.assets import Assets
from kinora.jobs.job import Job, Priority, Stopped
from kinora.jobs.keys import Owner
from kinora.jobs.pin import pin
from kinora.jobs.route import Routes
from kinora.jobs.slots import Slot, slots, with_media
from kinora.jobs.store import JobStore
from kinora.jobs.view import LinkForm, view
from kinora.media.links import Links
from kinora.media.sniff import sniff
from kinora.spec.errors import Busy, InvalidRequest, MediaUnusable, Problem, RateLimited, TooLarge
from kinora.spec.media import Generated, Inline, MediaRef, Upload, Url
from kinora.spec.outcome import JobView
from kinora.spec.video import VideoSpec

_WATCH_SECONDS = 0.25
_SAID = tuple(field.name for field in fields(VideoSpec))


class Crew(Protocol):
    """The workers in this process, if any. Those of other processes find out by themselves, a little later."""

    def wake(self) -> None:
        """A job has come in."""
        ...

    def stop(self, id: UUID) -> bool:
        """Stop the run of a job whose row says that it is over; False when it does not run here."""
        ...


class NoCrew:
    """For a process in which nobody works."""

    def wake(self) -> None:
        """Nobody to wake."""

    def stop(self, id: UUID) -> bool:
        """Nothing to stop."""
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How jobs are taken in, and kept. dedupe_seconds, wait_seconds: 0 for never and for ever. keep_seconds: how long
    files stay that are no longer pinned.
    """

    dedupe_seconds: float = 0.0
    wait_seconds: float = 0.0
    keep_seconds: float = 30 * 86_400.0


class Desk:
    """Takes jobs in and says what has become of them."""

    def __init__(
        self,
        store: JobStore,
        assets: Assets,
        *,
        crew: Crew,
        catalogue: Catalogue,
        routes: Routes,
        links: Links,
        policy: Policy = Policy(),
        admission: Admission | None = None,
        now: Callable[[], float] = time.time,
        new_id: Callable[[], UUID] = uuid4,
        draw_seed: Callable[[], int] = lambda: random.SystemRandom().randrange(2**32),
    ) -> None:
        self._store = store
        self._assets = assets
        self._crew = crew
        self._policy = policy
        self._admission = admission
        self._catalogue = catalogue
        self._routes = routes
        self._links = links
        self._now = now
        self._new_id = new_id
        self._draw_seed = draw_seed

    async def submit(
        self,
        spec: VideoSpec,
        owner: Owner,
        *,
        via: str,
        links: LinkForm,
        idempotency_key: str | None = None,
        priority: Priority | None = None,
    ) -> JobView:
        """Take a job in. When this answers, it survives everything.

        via: the dialect that asks; its offer of the model is what the spec is checked against. idempotency_key: a
        second submit with the same one answers the first job. priority: the key's own unless given. Raises
        InvalidRequest with all problems at once, TooLarge when the owner's files leave no room for more, and Busy or
        RateLimited when the line or the owner's part of it is full.
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
        queue, content = self._routes.queue(route), digest(spec, via)
        if (first := await self._admit(owner, queue, idempotency_key, content)) is not None:
            return view(first, self._links, links)
        await self._assets.check_room(owner)
        adopted = await self._adopted(spec, owner)
        kept = with_media(spec, adopted)
        plan = resolve(with_media(settled, adopted), offer, seed=self._draw_seed())
        at, wait, dedupe = self._now(), self._policy.wait_seconds, self._policy.dedupe_seconds
        job = Job(
            id=self._new_id(),
            owner=owner.id,
            key=owner.key,
            via=via,
            base=links.base,
            spec=kept,
            plan=replace(plan, route=route),
            notes=remarks(spec),
            queue=queue,
            lane=owner.lane,
            priority=priority or owner.priority,
            deadline=at + wait if wait else None,
            content=content,
            created=at,
            updated=at,
            idempotency_key=idempotency_key,
        )
        stored = await self._store.add(job, same_since=at - dedupe if dedupe else None)
        self._crew.wake()
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
        self._crew.stop(id)
        return view(job, self._links, links)

    async def pin(self, id: UUID, owner: Owner, *, pinned: bool, links: LinkForm) -> JobView:
        """Keep a finished job's files for good, or no longer. Raises NotFound, and NotAllowed without any files."""
        job = await self._store.get(id, owner.id)
        kept = await pin(self._store, job, pinned=pinned, at=self._now(), keep_seconds=self._policy.keep_seconds)
        return view(kept, self._links, links)

    async def delete(self, id: UUID, owner: Owner) -> None:
        """Forget a job and remove its files, ending it first if need be. Raises NotFound."""
        job = await self._store.get(id, owner.id)
        if not job.is_finished:
            await self._store.change(id, Stopped(at=self._now()))
            self._crew.stop(id)
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

    async def _admit(self, owner: Owner, queue: str, idempotency_key: str | None, content: str) -> Job | None:
        """Take one more into a line. When it is full: the job that this request repeats, if it does."""
        try:
            if self._admission is not None:
                await self._admission.check(queue, owner.lane)
        except (Busy, RateLimited):
            dedupe = self._policy.dedupe_seconds
            since = self._now() - dedupe if dedupe else None
            first = await self._store.repeated(
                owner.id, idempotency_key=idempotency_key, content=content, same_since=since
            )
            if first is None:
                raise
            return first
        return None

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


def digest(spec: VideoSpec, via: str) -> str:
    """What tells equal requests from others: the same in every process, and in the next version's too.

    Files that came inside the request count by their own digests, and what was not said does not count.
    """
    files = {
        slot.field: Inline(sha256(slot.media.data).digest()) for slot in slots(spec) if isinstance(slot.media, Inline)
    }
    bare = with_media(spec, files) if files else spec
    said = [(name, value) for name in _SAID if (value := getattr(bare, name)) is not None and value != ()]
    return sha256(f"{via} {said!r}".encode()).hexdigest()
