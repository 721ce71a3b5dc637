"""A whole house in one folder, as wiring builds it, with test engines in place of the real ones."""

from __future__ import annotations

import io
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from PIL import Image

from kinora.catalogue.load import Catalogue
from kinora.engines.registry import Entry, Registry
from kinora.jobs.assets import Assets
from kinora.jobs.database import Database
from kinora.jobs.desk import Desk, Policy
from kinora.jobs.keys import Owner
from kinora.jobs.leases import Lease, Post
from kinora.jobs.line import FREE, Turns
from kinora.jobs.route import Routes
from kinora.jobs.runtime import VERSION, Runtime
from kinora.jobs.schema import prepare
from kinora.jobs.store import JobStore
from kinora.jobs.view import LinkForm
from kinora.jobs.worker import Worker
from kinora.jobs.workshop import Render, Terms, Workshop
from kinora.media.fetch import FetchRules
from kinora.media.links import Links
from kinora.media.store import MediaStore
from kinora.spec.media import MediaRef
from kinora.spec.outcome import JobView
from kinora.spec.video import Pixels, Shape, Size, VideoSpec

INSTANT = "kinora.testing:InstantEngine"
PATIENT = "kinora.testing:PatientEngine"
FAILING = "kinora.testing:FailingEngine"
MODEL = "seedance-2.0-mini"
POLICY = Policy()
FORM = LinkForm("http://house", expiring=True)
ANNA = Owner(UUID(int=1), "Anna")
BEN = Owner(UUID(int=2), "Ben")


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    folder: Path
    database: Database
    store: JobStore
    media: MediaStore
    assets: Assets
    workshop: Workshop
    desk: Desk
    worker: Worker
    runtime: Runtime

    async def submit(self, spec: VideoSpec | None = None, owner: Owner = ANNA, *, key: str | None = None) -> JobView:
        return await self.desk.submit(spec or wish(), owner, via="native", links=FORM, idempotency_key=key)

    async def get(self, id: UUID, owner: Owner = ANNA) -> JobView:
        return await self.desk.get(id, owner, links=FORM)

    async def finished(self, id: UUID, owner: Owner = ANNA) -> list[JobView]:
        return [seen async for seen in self.desk.watch(id, owner, links=FORM)]

    def close(self) -> None:
        self.database.close()


def wish(
    prompt: str = "a cat",
    *,
    seconds: int = 4,
    size: Size | None = None,
    start_frame: MediaRef | None = None,
    route: str | None = None,
) -> VideoSpec:
    return VideoSpec(
        model=MODEL,
        prompt=prompt,
        size=size or Pixels(96, 64),
        seconds=seconds,
        sound=False,
        start_frame=start_frame,
        route=route,
    )


def follow() -> Shape:
    return Shape("auto", "480p")


def picture(width: int = 96, height: int = 64) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (width, height), (200, 120, 40)).save(target, "PNG")
    return target.getvalue()


def build(
    folder: Path,
    *,
    engine: str = INSTANT,
    render: Render | None = None,
    max_runs: int = 5,
    deadline_seconds: float = 60.0,
    slots: int = 1,
    queues: tuple[str, ...] = ("cpu",),
    lease_seconds: float = 30.0,
    turns: Turns = FREE,
    policy: Policy = POLICY,
    version: str = VERSION,
    machine: str | None = None,
    now: Callable[[], float] = time.time,
    url: str | None = None,
) -> House:
    """Everything, with nobody at work yet."""
    database = Database(url or f"sqlite:///{folder / 'kinora.db'}")
    store = JobStore(database)
    prepare(store.database)
    media = MediaStore(str(folder / "media"))
    assets = Assets(database, media, now=now)
    lease = Lease(database, Post(queues=queues, slots=slots), seconds=lease_seconds, machine=machine)
    terms = Terms(
        root=folder / "work",
        max_runs=max_runs,
        deadline_seconds=deadline_seconds,
        rules=FetchRules(allow_private=True, timeout_seconds=2),
    )
    registry = Registry({"previs": Entry(engine)})
    workshop = Workshop(store, media, registry, terms, worker=lease.id, render=render, now=now)
    runtime = Runtime(database, store, workshop, lease, turns=turns, version=version, now=now)
    worker = Worker(database, lease, workshop, runtime)
    desk = Desk(
        store,
        assets,
        crew=worker,
        catalogue=Catalogue.shipped(),
        routes=Routes(("previs",)),
        links=Links(b"a secret of the tests", now=now),
        policy=policy,
        now=now,
        draw_seed=lambda: 7,
    )
    return House(
        folder=folder,
        database=database,
        store=store,
        media=media,
        assets=assets,
        workshop=workshop,
        desk=desk,
        worker=worker,
        runtime=runtime,
    )


@asynccontextmanager
async def working(house: House, *, grace_seconds: float = 0.0) -> AsyncIterator[House]:
    """A built house with its worker at work, closed at the end."""
    try:
        await house.worker.open()
        try:
            yield house
        finally:
            await house.worker.close(grace_seconds=grace_seconds)
    finally:
        house.close()


@asynccontextmanager
async def running(
    folder: Path,
    *,
    engine: str = INSTANT,
    max_runs: int = 5,
    deadline_seconds: float = 60.0,
    now: Callable[[], float] = time.time,
    url: str | None = None,
) -> AsyncIterator[House]:
    """A house at work, with the usual settings."""
    house = build(folder, engine=engine, max_runs=max_runs, deadline_seconds=deadline_seconds, now=now, url=url)
    async with working(house):
        yield house
