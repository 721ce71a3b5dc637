"""The one place where concrete classes meet: plain calls that build a house from settings."""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import sqlalchemy as sa

from kinora.catalogue.load import Catalogue
from kinora.dialects import speak
from kinora.engines.registry import Registry
from kinora.jobs.assets import Assets
from kinora.jobs.database import Database
from kinora.jobs.desk import Desk
from kinora.jobs.keys import Doorkeeper, Keys, OpenKeys
from kinora.jobs.route import Routes
from kinora.jobs.runtime import Runtime
from kinora.jobs.store import JobStore
from kinora.jobs.workshop import Terms, Workshop
from kinora.media.fetch import FetchRules
from kinora.media.links import Links
from kinora.media.store import MediaStore
from kinora.server.house import House
from kinora.settings import Settings

_DAY_SECONDS = 86_400.0


def open_database(settings: Settings) -> Database:
    """The database in the data folder, its tables made. Raises ValueError with a sentence when that can't be."""
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        database = Database(f"sqlite:///{settings.data / 'kinora.db'}")
        JobStore(database).create_tables()
    except (OSError, sqlite3.Error, sa.exc.SQLAlchemyError) as error:
        cause = getattr(error, "strerror", None) or getattr(error, "orig", None) or error
        raise ValueError(f"The data folder {settings.data} can't be used: {cause}") from error
    return database


def link_secret(data: Path) -> bytes:
    """The secret that signs links: made on the first start, readable by its owner alone."""
    path = data / "secret"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(32))
    return path.read_bytes()


@asynccontextmanager
async def open_house(settings: Settings, *, is_open: bool) -> AsyncIterator[House]:
    """Everything behind the front door, with its worker running. is_open: whether any key will do while none exists.

    Raises Busy when another process uses the same data folder.
    """
    database = open_database(settings)
    keep_seconds = settings.keep_days * _DAY_SECONDS
    store = JobStore(database)
    media = MediaStore(str(settings.data / "media"))
    assets = Assets(database, media, lifetime_seconds=keep_seconds)
    links = Links(link_secret(settings.data), lifetime_seconds=settings.link_hours * 3600)
    registry = Registry.installed()
    terms = Terms(
        root=settings.data / "work",
        deadline_seconds=settings.deadline_minutes * 60.0,
        keep_seconds=keep_seconds,
        rules=FetchRules(allow_private=settings.allow_private_media),
    )
    runtime = Runtime(database, store, Workshop(store, media, registry, terms), assets, slots=settings.slots)
    catalogue = Catalogue.shipped()
    desk = Desk(store, assets, line=runtime, catalogue=catalogue, routes=Routes(registry.available()), links=links)
    doorkeeper: Doorkeeper = OpenKeys(Keys(database)) if is_open else Keys(database)
    try:
        await runtime.start()
        try:
            yield House(
                desk=desk,
                assets=assets,
                media=media,
                doorkeeper=doorkeeper,
                links=links,
                catalogue=catalogue,
                dialects=speak(catalogue),
                public_url=str(settings.public_url) if settings.public_url else None,
            )
        finally:
            await runtime.stop()
    finally:
        database.close()
