"""The one place where concrete classes meet: plain calls that build a house or a worker from settings."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from kinora.catalogue.load import Catalogue
from kinora.dialects import DIALECTS, speak
from kinora.dialects.base import Dialect
from kinora.engines.registry import Registry
from kinora.engines.sketching import Sketcher
from kinora.jobs.admission import Admission
from kinora.jobs.assets import Assets
from kinora.jobs.console import Console
from kinora.jobs.database import Database
from kinora.jobs.deliveries import Deliveries
from kinora.jobs.delivery_log import DeliveryLog
from kinora.jobs.desk import Crew, Desk, NoCrew, Policy
from kinora.jobs.feed import Feed
from kinora.jobs.forecast import Forecasts
from kinora.jobs.judge import MediaJudge
from kinora.jobs.keys import Doorkeeper, Keys, OpenKeys
from kinora.jobs.leases import Lease, Post, leave_the_process
from kinora.jobs.line import Rate, Turns
from kinora.jobs.place import refuse_network_disk
from kinora.jobs.postman import Postman
from kinora.jobs.retention import Retention
from kinora.jobs.route import Routes, chosen_queues
from kinora.jobs.schema import prepare
from kinora.jobs.seal import Seal
from kinora.jobs.steward import Chore
from kinora.jobs.store import JobStore
from kinora.jobs.tables import installation
from kinora.jobs.trouble import may_come
from kinora.jobs.webhook_secrets import WebhookSecrets
from kinora.jobs.worker import Worker
from kinora.jobs.workshop import Terms, Workshop
from kinora.media.fetch import FetchRules
from kinora.media.links import Links
from kinora.media.post import Poster
from kinora.media.store import MediaStore
from kinora.server.house import House
from kinora.server.limits import Limiter
from kinora.settings import Settings

_logger = logging.getLogger(__name__)
_AGAIN_SECONDS = 2.0
_DAY_SECONDS = 86_400.0
_SWEEP_SECONDS = 60.0
_OVERDUE_SECONDS = 5.0
_MARGIN_SECONDS = 3600.0
DELIVERIES = "deliveries"
"""The line of webhooks: no engine's, and no job waits in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What servers and workers share: where everything is kept."""

    settings: Settings
    database: Database
    store: JobStore
    media: MediaStore
    assets: Assets
    registry: Registry
    catalogue: Catalogue
    dialects: tuple[Dialect, ...]
    links: Links
    deliveries: Deliveries
    seal: Seal

    @property
    def history_seconds(self) -> float:
        """How long finished jobs are remembered."""
        return history_seconds(self.settings)


def open_database(settings: Settings, *, waits: bool = False) -> Database:
    """The database, its tables as this version needs them. Raises ValueError with a sentence when that can't be.

    waits: for a PostgreSQL that does not answer (yet), as long as it takes.
    """
    while True:
        try:
            return _opened(settings)
        except (OSError, sqlite3.Error, sa.exc.SQLAlchemyError) as error:
            cause = getattr(error, "strerror", None) or getattr(error, "orig", None) or error
            what = f"data folder {settings.data}" if settings.database_url is None else "database"
            if not (waits and may_come(error)):
                raise ValueError(f"The {what} can't be used: {cause}") from error
            _logger.warning("the database can't be used yet: %s", cause)
            time.sleep(_AGAIN_SECONDS)


def _opened(settings: Settings) -> Database:
    settings.data.mkdir(parents=True, exist_ok=True)
    if settings.database_url is None:
        refuse_network_disk(settings.data)
    database = Database(settings.database)
    try:
        prepare(database)
    except BaseException:
        database.close()
        raise
    return database


def installation_secret(settings: Settings, database: Database) -> bytes:
    """The secret that signs links and seals other secrets, the same in every process of an installation.

    The setting `secret` if there is one; else a file in the data folder beside SQLite, or a row in PostgreSQL.
    """
    if settings.secret is not None:
        return settings.secret.get_secret_value().encode()
    return link_secret(settings.data) if database.is_sqlite else database.write_now(_kept_secret)


def link_secret(data: Path) -> bytes:
    """The secret in the data folder: made on the first start, readable by its owner alone."""
    path = data / "secret"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(32))
    return path.read_bytes()


def _kept_secret(connection: sa.Connection) -> bytes:
    wanted = sa.select(installation.c.value).where(installation.c.name == "secret")
    if (kept := connection.execute(wanted).scalar()) is None:
        # Two that start at once: the second one's insert fails, and its second try finds the first one's.
        connection.execute(installation.insert().values(name="secret", value=secrets.token_hex(32)))
        kept = connection.execute(wanted).scalar_one()
    return bytes.fromhex(kept)


@asynccontextmanager
async def open_house(
    settings: Settings, *, is_open: bool, on_lost: Callable[[], None] = leave_the_process
) -> AsyncIterator[tuple[House, Worker | None]]:
    """Everything behind the front door, and the worker that the settings ask for.

    is_open: whether any key will do while none exists. on_lost: what to do when the worker loses its lease. Raises
    ValueError for a wrong setting, and Busy where this process may not work.
    """
    async with _ground(settings) as ground:
        queues = _queues(ground, else_="all" if ground.database.is_sqlite else "none")
        async with _working(ground, queues, on_lost) as worker:
            sketcher = Sketcher(ground.registry)
            try:
                yield _house(ground, worker or NoCrew(), sketcher, is_open=is_open, works=bool(queues)), worker
            finally:
                await sketcher.close()


@asynccontextmanager
async def open_worker(settings: Settings, *, on_lost: Callable[[], None] = leave_the_process) -> AsyncIterator[Worker]:
    """A worker without a server. Raises ValueError for a wrong setting, and Busy where this process may not work."""
    async with _ground(settings) as ground, _working(ground, _queues(ground, else_="all"), on_lost) as worker:
        if worker is None:
            raise ValueError("queues: a worker needs at least one line to work on")
        yield worker


def spoken(settings: Settings) -> tuple[Catalogue, tuple[Dialect, ...]]:
    """The models and the dialects, behaving as the settings say. Raises ValueError for a profile that nobody has."""
    chosen = {name: frozenset(text.split("+")) for name, text in settings.profiles.items()}
    plain = Catalogue.shipped()
    if not chosen:
        return plain, speak(plain)
    known = {kind.name: frozenset(kind.profiles) | plain.profiles_of(kind.name) for kind in DIALECTS}
    for name, wanted in chosen.items():
        if name not in known:
            raise ValueError(f"profiles: no dialect {name!r}; there are {', '.join(known)}")
        if strange := sorted(wanted - known[name]):
            there_are = ", ".join(sorted(known[name])) or "none"
            raise ValueError(f"profiles: {name} has no {strange[0]!r}; there are {there_are}")
    catalogue = Catalogue.shipped(chosen)
    return catalogue, speak(catalogue, chosen)


def open_console(settings: Settings, database: Database) -> Console:
    """The operator's view of an open database. What it changes is told to webhooks as any other change is."""
    secret = installation_secret(settings, database)
    links = Links(secret, lifetime_seconds=settings.link_hours * 3600)
    dialects = {dialect.name: dialect for dialect in spoken(settings)[1]}
    store = JobStore(database, witness=Deliveries(database, dialects, links, Seal(secret)).witness)
    return Console(store, keep_seconds=keep_seconds(settings))


@asynccontextmanager
async def _ground(settings: Settings) -> AsyncIterator[Ground]:
    database = await asyncio.to_thread(open_database, settings)
    try:
        media = MediaStore(settings.store)
        await media.check()
        secret = await asyncio.to_thread(installation_secret, settings, database)
        links = Links(secret, lifetime_seconds=settings.link_hours * 3600)
        catalogue, dialects = spoken(settings)
        seal = Seal(secret)
        deliveries = Deliveries(database, {dialect.name: dialect for dialect in dialects}, links, seal)
        yield Ground(
            settings=settings,
            database=database,
            store=JobStore(database, witness=deliveries.witness),
            media=media,
            assets=Assets(
                database,
                media,
                lifetime_seconds=keep_seconds(settings),
                quota_bytes=round(settings.quota_gb * 1e9) or None,
            ),
            registry=Registry.installed(),
            catalogue=catalogue,
            dialects=dialects,
            links=links,
            deliveries=deliveries,
            seal=seal,
        )
    finally:
        database.close()


def _queues(ground: Ground, *, else_: str) -> tuple[str, ...]:
    registry = ground.registry
    usable = {registry.queue(name) for name in registry.available()}
    offered = {registry.queue(name): registry.queue(name) in usable for name in registry.names()}
    return chosen_queues(ground.settings.queues or else_, offered | {DELIVERIES: True})


def _house(ground: Ground, crew: Crew, sketcher: Sketcher, *, is_open: bool, works: bool) -> House:
    settings, database, registry = ground.settings, ground.database, ground.registry
    # A server that leaves the work to others takes jobs for engines that it lacks itself.
    engines = registry.available() if works else registry.names()
    keys = Keys(database)
    doorkeeper: Doorkeeper = OpenKeys(keys) if is_open else keys
    return House(
        desk=Desk(
            ground.store,
            ground.assets,
            crew=crew,
            catalogue=ground.catalogue,
            routes=Routes(engines, {name: registry.queue(name) for name in engines}),
            links=ground.links,
            policy=Policy(
                dedupe_seconds=settings.dedupe_seconds,
                wait_seconds=settings.wait_hours * 3600.0,
                keep_seconds=keep_seconds(settings),
            ),
            admission=Admission(database, queue_limit=settings.queue_limit, lane_limit=settings.key_queue_limit),
        ),
        feed=Feed(database),
        deliveries=DeliveryLog(database),
        forecasts=Forecasts(database),
        assets=ground.assets,
        media=ground.media,
        doorkeeper=doorkeeper,
        links=ground.links,
        catalogue=ground.catalogue,
        dialects=ground.dialects,
        webhook_secrets=WebhookSecrets(database, ground.seal),
        limiter=Limiter(settings.submits_per_minute),
        sketcher=sketcher,
        seal=ground.seal.seed,
        slots=settings.key_slots,
        public_url=str(settings.public_url) if settings.public_url else None,
    )


@asynccontextmanager
async def _working(
    ground: Ground, queues: tuple[str, ...], on_lost: Callable[[], None]
) -> AsyncIterator[Worker | None]:
    """The worker of this process, at work; None when there is nothing for it to do."""
    if not queues:
        yield None
        return
    worker = _worker(ground, queues, on_lost)
    await worker.open()
    try:
        yield worker
    finally:
        await worker.close(grace_seconds=ground.settings.grace_seconds)


def _worker(ground: Ground, queues: tuple[str, ...], on_lost: Callable[[], None]) -> Worker:
    settings, database = ground.settings, ground.database
    post = Post(queues=queues, slots=settings.slots)
    lease = Lease(database, post, seconds=settings.lease_seconds, on_lost=on_lost)
    terms = Terms(
        root=settings.data / "work",
        deadline_seconds=settings.deadline_minutes * 60.0,
        keep_seconds=keep_seconds(settings),
        rules=FetchRules(allow_private=settings.allow_private_media),
    )
    words = {dialect.name: dialect.vocabulary for dialect in ground.dialects}
    judge = MediaJudge(ground.catalogue, words).judge
    workshop = Workshop(ground.store, ground.media, ground.registry, terms, worker=lease.id, judge=judge)
    runtime = None
    if queues != (DELIVERIES,):
        from kinora.jobs.runtime import Runtime  # here, because a process that takes no jobs needs no dbos

        runtime = Runtime(database, ground.store, workshop, lease, turns=_turns(settings))
    postman = Postman(ground.deliveries, Poster(allow_private=settings.allow_private_webhooks))
    errands = [postman.run] if DELIVERIES in queues else []
    return Worker(database, lease, workshop, runtime, errands=errands, chores=_chores(ground))


def _chores(ground: Ground) -> tuple[Chore, ...]:
    """What is done once for all workers."""
    retention = Retention(ground.store, ground.media, history_seconds=history_seconds(ground.settings))
    margin = ground.settings.deadline_minutes * 60.0 + _MARGIN_SECONDS

    async def sweep() -> None:
        await retention.sweep()

    async def orphans() -> None:
        await retention.orphans(margin)

    async def overdue() -> None:
        await retention.fail_overdue()

    return (
        Chore(name="overdue", seconds=_OVERDUE_SECONDS, work=overdue, shared=True),
        Chore(name="sweep", seconds=_SWEEP_SECONDS, work=sweep, shared=True),
        Chore(name="orphans", seconds=_DAY_SECONDS, work=orphans, shared=True),
    )


def keep_seconds(settings: Settings) -> float:
    """How long files are kept."""
    return settings.keep_days * _DAY_SECONDS


def history_seconds(settings: Settings) -> float:
    """How long finished jobs are remembered."""
    return (settings.history_days or settings.keep_days) * _DAY_SECONDS


def _turns(settings: Settings) -> Turns:
    try:
        rates = {queue: Rate.parse(text) for queue, text in settings.rates.items()}
    except ValueError as error:
        raise ValueError(f"rates: {error}; write starts/seconds, such as 10/60") from error
    return Turns(lane_slots=settings.key_slots, rates=rates)
