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
from kinora.dialects.operations import Found, Page
from kinora.jobs.admission import Admission
from kinora.jobs.assets import Assets
from kinora.jobs.intake import Intake
from kinora.jobs.job import Job, Stopped
from kinora.jobs.keys import Owner
from kinora.jobs.pin import pin
from kinora.jobs.route import Routes
from kinora.jobs.slots import slots, with_media
from kinora.jobs.store import JobStore
from kinora.jobs.view import LinkForm, view
from kinora.media.links import Links
from kinora.spec.errors import Busy, InvalidRequest, NotFound, Problem, RateLimited
from kinora.spec.media import Inline, References
from kinora.spec.outcome import JobView
from kinora.spec.video import Priority, Shape, Size, VideoSpec

_WATCH_SECONDS = 0.25
_SAID = tuple(field.name for field in fields(VideoSpec))
_OWN = frozenset(
    {
        "webhook_url",
        "webhook_events",
        "ignored",
        "echo",
        "priority",
        "start_seconds",
        "expires_seconds",
        "based_on",
        "draft",
    }
)
_INHERITED = tuple(name for name in _SAID if name not in _OWN)
"""What a request takes over from the job that it is based on, unless it says otherwise."""


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
        self._intake = Intake(assets, links)
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
        spec = await self._completed(spec, owner)
        offer = self._catalogue.offer(spec.model, via)
        problems = list(check(spec, offer))
        route, wrong_route = self._route(spec)
        settled, wrong_media = await self._intake.settled(spec, owner, offer)
        if not any(problem.field == "route" for problem in problems):
            problems += wrong_route
        problems += wrong_media
        if problems:
            raise InvalidRequest(tuple(problems))
        queue, content = self._routes.queue(route), digest(spec, via)
        if (first := await self._admit(owner, queue, idempotency_key, content)) is not None:
            return view(first, self._links, links)
        await self._assets.check_room(owner)
        adopted = await self._intake.adopted(spec, owner, offer)
        kept = with_media(spec, adopted)
        plan = resolve(with_media(settled, adopted), offer, seed=self._draw_seed())
        at, dedupe = self._now(), self._policy.dedupe_seconds
        given = (self._policy.wait_seconds, spec.start_seconds, spec.expires_seconds)
        waits = [seconds for seconds in given if seconds]
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
            priority=priority or spec.priority or owner.priority,
            deadline=at + min(waits) if waits else None,
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

    async def search(self, owner: Owner, page: Page, *, links: LinkForm) -> Found:
        """The part of the owner's jobs that a page asks for. Raises NotFound for an `after` that is none of theirs."""
        found, total, more = await self._store.search(owner.id, page)
        return Found(jobs=tuple(view(job, self._links, links) for job in found), total=total, more=more)

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

    async def _completed(self, spec: VideoSpec, owner: Owner) -> VideoSpec:
        """The spec with what it leaves unsaid as in the job that it is based on, down to the seed that was drawn."""
        if spec.based_on is None:
            return spec
        try:
            first = await self._store.get(spec.based_on, owner.id)
        except NotFound:
            detail = f"names no job of yours ({spec.based_on})"
            raise InvalidRequest((Problem(field="based_on", rule="unusable", detail=detail),)) from None
        taken = {name: getattr(first.spec, name) for name in _INHERITED if not _is_said(getattr(spec, name))}
        seed = first.plan.seed if spec.seed is None else spec.seed
        return replace(spec, **{**taken, "seed": seed, "size": _size_after(spec.size, first.spec)})


def _size_after(size: Size, first: VideoSpec) -> Size:
    """A size with what it leaves open as it was in the first job; the tier of a draft is not that of the whole."""
    if not isinstance(size, Shape) or not isinstance(first.size, Shape):
        return size if _is_said(size) else first.size
    return Shape(size.ratio or first.size.ratio, size.tier or (None if first.draft else first.size.tier))


def _is_said(value: object) -> bool:
    return value not in (None, "", (), Shape(), References())


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
