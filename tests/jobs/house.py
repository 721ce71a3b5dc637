"""A whole house in one folder, as wiring builds it, with test engines in place of the real ones."""

from __future__ import annotations

import io
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa
from PIL import Image

from kinora.catalogue.load import Catalogue
from kinora.engines.registry import Entry, Registry
from kinora.jobs.assets import Assets
from kinora.jobs.database import Database
from kinora.jobs.desk import Desk, Line
from kinora.jobs.keys import Owner
from kinora.jobs.route import Routes
from kinora.jobs.runtime import Runtime
from kinora.jobs.store import JobStore
from kinora.jobs.view import LinkForm
from kinora.jobs.workshop import Terms, Workshop
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
FORM = LinkForm("http://house", expiring=True)
ANNA = Owner(UUID(int=1), "Anna")
BEN = Owner(UUID(int=2), "Ben")


class IdleLine:
    """A line that nobody serves; it remembers who stands in it."""

    def __init__(self) -> None:
        self.ids: list[UUID] = []

    def enqueue(self, connection: sa.Connection, id: UUID) -> None:
        self.ids.append(id)

    async def withdraw(self, id: UUID) -> None:
        self.ids.remove(id)


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    folder: Path
    database: Database
    store: JobStore
    media: MediaStore
    assets: Assets
    workshop: Workshop
    desk: Desk
    line: Line

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
    max_runs: int = 5,
    deadline_seconds: float = 60.0,
    now: Callable[[], float] = time.time,
    line: Line | None = None,
    url: str | None = None,
) -> House:
    database = Database(url or f"sqlite:///{folder / 'kinora.db'}")
    store = JobStore(database)
    store.create_tables()
    media = MediaStore(str(folder / "media"))
    assets = Assets(database, media, now=now)
    terms = Terms(
        root=folder / "work",
        max_runs=max_runs,
        deadline_seconds=deadline_seconds,
        rules=FetchRules(allow_private=True, timeout_seconds=2),
    )
    workshop = Workshop(store, media, Registry({"previs": Entry(engine)}), terms, now=now)
    served = line or Runtime(database, store, workshop, assets, now=now)
    desk = Desk(
        store,
        assets,
        line=served,
        catalogue=Catalogue.shipped(),
        routes=Routes(("previs",)),
        links=Links(b"a secret of the tests", now=now),
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
        line=served,
    )


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
    house = build(folder, engine=engine, max_runs=max_runs, deadline_seconds=deadline_seconds, now=now, url=url)
    assert isinstance(house.line, Runtime)
    try:
        await house.line.start()
        try:
            yield house
        finally:
            await house.line.stop()
    finally:
        house.close()
