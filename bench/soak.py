"""Servers and workers on PostgreSQL and S3 while something is killed every few seconds: is anything lost or done twice?

python bench/soak.py [--jobs 300] [--workers 4] [--servers 2] [--every 5]

Every process is real and is killed with SIGKILL, or put to sleep past its lease: servers, workers and PostgreSQL. S3 is
moto's server. The receiver refuses every fifth webhook at first. Ends with status 1 if a line of it does not hold.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import sqlalchemy as sa

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.crowd import Crowd, Process, receiving, s3
from tests.jobs.pg import Postgres

LEASE_SECONDS = 3.0
MOST_SECONDS = LEASE_SECONDS + 5
_TOO_LONG_SECONDS = 30.0
WISH = {"model": "seedance-2.0-mini", "prompt": "a cat runs", "width": 128, "height": 72, "seconds": 4, "sound": False}
KEY = {"authorization": "Bearer soak"}


@dataclass
class Killer:
    """Kills one process after the other and measures how soon somebody else has its jobs."""

    crowd: Crowd
    postgres: Postgres
    engine: sa.Engine
    every: float
    random: random.Random = field(default_factory=lambda: random.Random(5))
    kills: Counter[str] = field(default_factory=Counter)
    recoveries: list[float] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        number = 0
        while not self.over.wait(self.every):
            number += 1
            if number % 8 == 0:
                self._restart_database()
            else:
                self._strike(self.crowd.any(self.random), sleeps=number % 5 == 0)

    def _restart_database(self) -> None:
        self.kills["PostgreSQL restarted"] += 1
        self.postgres.stop(crash=True)
        self.postgres.start()

    def _strike(self, process: Process, *, sleeps: bool) -> None:
        had = self._jobs_of(process)
        if sleeps:
            self.kills[f"{process.role} asleep"] += 1
            process.signal(signal.SIGSTOP)
        else:
            self.kills[f"{process.role} killed"] += 1
            process.signal(signal.SIGKILL)
        struck = time.monotonic()
        if had:
            self._until_taken(had, struck)
        if sleeps:
            time.sleep(max(0.0, struck + LEASE_SECONDS + 1 - time.monotonic()))
            process.signal(signal.SIGCONT)
        else:
            process.start()

    def _jobs_of(self, process: Process) -> dict[str, str]:
        """The jobs that run in this process, each with its worker's id."""
        question = (
            "select jobs.id::text, jobs.worker from jobs join workers on workers.id = jobs.worker "
            "where workers.pid = :pid and dispatched is not null and finished is null"
        )
        return dict(self._ask(question, pid=process.pid))

    def _until_taken(self, had: dict[str, str], struck: float) -> None:
        question = "select id::text, worker from jobs where dispatched is not null or finished is not null"
        waiting = dict(had)
        while waiting and not self.over.is_set() and time.monotonic() - struck < _TOO_LONG_SECONDS:
            for id, worker in self._ask(question):
                if id in waiting and (worker != waiting[id] or self._is_finished(id)):
                    del waiting[id]
            time.sleep(0.05)
        self.recoveries.append(time.monotonic() - struck)

    def _is_finished(self, id: str) -> bool:
        return bool(self._ask("select 1 from jobs where id::text = :id and finished is not null", id=id))

    def _ask(self, question: str, **values: Any) -> list[tuple[Any, ...]]:
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(sa.text(question), values)]


def submit(crowd: Crowd, number: int, hook: str) -> str:
    """Submit until there is an answer, as a client with an idempotency key may."""
    body = {**WISH, "seed": number, "webhook_url": hook, "prompt": f"a cat runs, take {number}"}
    while True:
        server = crowd.servers[number % len(crowd.servers)]
        try:
            answer = httpx.post(
                f"{server.base}/api/v1/jobs", json=body, headers={**KEY, "idempotency-key": str(number)}, timeout=10
            )
            if answer.status_code == 201:
                return str(answer.json()["id"])
            if answer.status_code < 500:
                raise AssertionError(f"refused: {answer.status_code} {answer.text}")
        except httpx.TransportError:
            pass
        time.sleep(0.3)


def wait_for_all(engine: sa.Engine, total: int) -> None:
    """Until no job and no webhook waits any more; shows how far it is."""
    question = sa.text(
        "select (select count(*) from jobs where finished is not null), "
        "(select count(*) from deliveries where state = 'pending')"
    )
    while True:
        try:
            with engine.connect() as connection:
                done, waiting = connection.execute(question).one()
        except sa.exc.OperationalError:
            time.sleep(0.5)
            continue
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{done} of {total} jobs finished, {waiting} webhooks to send ")
        if done >= total and waiting == 0:
            return
        time.sleep(0.5)


def judge(engine: sa.Engine, ids: list[str], received: dict[str, list[str]], keys: set[str], killer: Killer) -> bool:
    """Print what came of it, a line each, and answer whether all of it holds."""
    with engine.connect() as connection:
        states = Counter(connection.execute(sa.text("select state from jobs")).scalars())
        runs = Counter(connection.execute(sa.text("select runs from jobs")).scalars())
        ends = connection.execute(
            sa.text("select count(*) from job_events where kind in ('succeeded', 'failed', 'cancelled')")
        ).scalar_one()
        known = set(connection.execute(sa.text("select object_key from assets")).scalars())
        hooks = connection.execute(sa.text("select job_id::text, id::text from deliveries")).all()
    told = {job for job, _ in hooks if received.get(job)}
    several = [job for job, ids_seen in received.items() if len(set(ids_seen)) != 1]
    slowest = max(killer.recoveries, default=0.0)
    lines = [
        (len(set(ids)) == states["succeeded"] == states.total(), f"{len(set(ids))} jobs sent: {dict(states)}"),
        (ends == len(ids), f"{ends} ends in the history, one a job; runs a job: {dict(sorted(runs.items()))}"),
        (keys == known, f"{len(keys)} files stored, {len(keys - known)} orphaned, {len(known - keys)} missing"),
        (len(told) == len(ids), f"{len(told)} jobs' webhooks arrived, {sum(map(len, received.values()))} calls"),
        (not several, f"{len(several)} jobs with more than one webhook id"),
        (slowest <= MOST_SECONDS, f"{len(killer.recoveries)} times jobs changed hands, {slowest:.1f} s at most"),
        (killer.kills.total() > 0, f"{killer.kills.total()} strikes: {dict(killer.kills)}"),
    ]
    for holds, text in lines:
        print(f"{'ok ' if holds else 'NOT'}  {text}")
    return all(holds for holds, _ in lines)


@contextmanager
def stage(options: argparse.Namespace) -> Iterator[tuple[Crowd, Postgres, sa.Engine, Any, Any]]:
    """PostgreSQL, S3, a receiver, and the processes between them."""
    with ExitStack() as stack:
        folder = Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="kinora-soak-", ignore_cleanup_errors=True))
        )
        postgres = Postgres(Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kinora-pg-"))))
        stack.callback(postgres.close)
        bucket = stack.enter_context(s3())
        receiver = stack.enter_context(receiving(refuse=5))
        url = postgres.url("soak")
        settings = {
            "DATABASE_URL": url,
            "STORE_URL": bucket.url,
            "DATA": str(folder / "data"),
            "LEASE_SECONDS": str(LEASE_SECONDS),
            "ALLOW_PRIVATE_WEBHOOKS": "true",
        }
        environment = {
            **os.environ,
            **bucket.environment,
            **{f"KINORA_{name}": value for name, value in settings.items()},
        }
        crowd = stack.enter_context(
            Crowd.at_work(folder, environment, servers=options.servers, workers=options.workers)
        )
        engine = sa.create_engine(url, pool_pre_ping=True)
        stack.callback(engine.dispose)
        yield crowd, postgres, engine, bucket, receiver


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jobs", type=int, default=300)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--servers", type=int, default=2)
    parser.add_argument("--every", type=float, default=5.0, help="seconds between two strikes")
    options = parser.parse_args()
    begun = time.monotonic()
    with stage(options) as (crowd, postgres, engine, bucket, receiver):
        killer = Killer(crowd, postgres, engine, options.every)
        striking = threading.Thread(target=killer.run)
        striking.start()
        try:
            with ThreadPoolExecutor(8) as pool:
                ids = list(pool.map(lambda number: submit(crowd, number, receiver.url), range(options.jobs)))
            wait_for_all(engine, options.jobs)
        finally:
            killer.over.set()
            striking.join()
        print(crowd.sweep().strip())
        received: dict[str, list[str]] = defaultdict(list)
        for id, job in receiver.calls:
            received[job].append(id)
        holds = judge(engine, ids, received, bucket.keys(), killer)
    print(f"{time.monotonic() - begun:.0f} seconds")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
