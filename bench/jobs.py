"""Jobs over real HTTP on SQLite: submits, statuses, lists of many, the way to a worker, live events, memory.

python bench/jobs.py [--quick] [--jobs 20000]

Each server is a `kinora serve` in a process of its own with a key from `kinora keys create`; the load comes from this
process (`load.py`: bytes over keep-alive connections on uvloop). The first row is the same server's /healthz, so that a
busy machine shows; the CPU time that the server took for a request is the steadier figure.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import uvloop

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.load import Tally, listen, load, request
from tests.served import KINORA, MINI, Server

PROMPT = "A koala surfs a wave at sunset, cinematic, golden light, in the manner of an old postcard"
CONNECTIONS = 8
LISTENERS = 200


@dataclass(frozen=True)
class Sizes:
    """How much of everything."""

    seconds: float
    many: int
    lists: int
    starts: int
    events: int
    jobs: int


def row(name: str, figure: str, bar: str = "") -> None:
    print(f"{name:<44}{figure:>48}   {bar}".rstrip(), flush=True)


def cpu_seconds(server: Server) -> float:
    assert server.process is not None
    user, system = Path(f"/proc/{server.process.pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def new_key(data: Path, name: str) -> str:
    made = subprocess.run([KINORA, "keys", "create", name, "--data", data], capture_output=True, check=True, text=True)
    return made.stdout.split()[-1]


async def measured(server: Server, name: str, requests: Iterator[bytes], seconds: float, bar: str = "") -> Tally:
    before = cpu_seconds(server)
    tally = await load(server.port, requests, connections=CONNECTIONS, seconds=seconds)
    cpu = (cpu_seconds(server) - before) / len(tally.latencies)
    if set(tally.statuses) - {200, 201}:
        raise SystemExit(f"{name}: {tally.statuses}\n{server.log()}")
    figures = f"{tally.per_second:,.0f}/s  p50 {tally.at(0.5) * 1e3:.1f}  p99 {tally.at(0.99) * 1e3:.1f} ms"
    row(name, f"{figures}  CPU {cpu * 1e3:.2f} ms", bar)
    return tally


async def first(port: int, asked: bytes) -> dict[str, object]:
    """The JSON of one answer."""
    answer: dict[str, object] = json.loads((await load(port, iter([asked]), connections=1, keep=True)).bodies[0])
    return answer


def submit(key: str, prompt: str = PROMPT) -> bytes:
    body = {"prompt": prompt, "duration": 5, "aspect_ratio": "widescreen_16_9"}
    return request("POST", f"{MINI}-720p", {"x-magnific-api-key": key}, body)


async def submits_and_statuses(server: Server, key: str, sizes: Sizes) -> None:
    native, magnific = {"authorization": f"Bearer {key}"}, {"x-magnific-api-key": key}
    health = itertools.repeat(request("GET", "/healthz", {}))
    await load(server.port, health, seconds=0.5)
    base = await measured(server, "GET /healthz, the measure", health, sizes.seconds)
    made = await first(server.port, submit(key))
    id = made["data"]["task_id"]  # type: ignore[index]  # JSON
    bodies = (submit(key, f"{PROMPT} {number}") for number in itertools.count())
    sent = await measured(server, "POST, durable, 8 connections, key", bodies, sizes.seconds, "≥ 800/s, p99 ≤ 40 ms")
    one = itertools.repeat(request("GET", f"{MINI}/{id}", magnific))
    seen = await measured(server, "GET status (Magnific)", one, sizes.seconds, "≥ 6,000/s")
    own = itertools.repeat(request("GET", f"/api/v1/jobs/{id}", native))
    await measured(server, "GET status (native, with its forecast)", own, sizes.seconds)
    ratios = f"submit 1 : {base.per_second / sent.per_second:.1f}, status 1 : {base.per_second / seen.per_second:.1f}"
    row("requests for one of /healthz", ratios)


def fill(data: Path, owner_of: str, jobs: int) -> None:
    """Copies of the last job of that id's owner, each a second older, until the owner has so many."""
    fresh = {"id": "lower(hex(randomblob(16)))", "created": "j.created - n", "updated": "j.created - n + 30"}
    ended = {"state": "'succeeded'", "dispatched": "j.created - n", "finished": "j.created - n + 30", "fraction": "1"}
    with sqlite3.connect(data / "kinora.db", timeout=60) as base:
        columns = [column[1] for column in base.execute("pragma table_info(jobs)")]
        values = ", ".join((fresh | ended).get(column, f'j."{column}"') for column in columns)
        names = ", ".join(f'"{column}"' for column in columns)
        owner, have = base.execute(
            "select owner, (select count(*) from jobs where owner = j.owner) from jobs j where id = ?", (owner_of,)
        ).fetchone()
        base.execute(
            f"with recursive counted(n) as (select ? union all select n + 1 from counted where n < ?) "
            f"insert into jobs ({names}) select {values} from counted, jobs j where j.id = ?",
            (have, jobs - 1, owner_of),
        )
        base.execute("update tallies set jobs = ? where owner = ?", (jobs, owner))
    base.close()


async def lists(server: Server, key: str, sizes: Sizes) -> None:
    native, magnific = {"authorization": f"Bearer {key}"}, {"x-magnific-api-key": key}
    made = await first(server.port, submit(key))
    id = str(made["data"]["task_id"]).replace("-", "")  # type: ignore[index]  # JSON
    asked = {
        "list of 20 (native)": request("GET", "/api/v1/jobs?limit=20", native),
        "list of 20 of one model and tier (Magnific)": request("GET", f"{MINI}-720p?page=1&page_size=20", magnific),
    }
    p50: dict[str, list[float]] = {name: [] for name in asked}
    for jobs in (1000, sizes.many):
        begun = time.monotonic()
        fill(server.data, id, jobs)
        row(f"{jobs:,} jobs of one owner made in", f"{time.monotonic() - begun:.1f} s")
        for name, asking in asked.items():
            tally = await load(server.port, itertools.repeat(asking, sizes.lists), connections=1)
            p50[name].append(tally.at(0.5))
            figures = f"p50 {tally.at(0.5) * 1e3:.1f}  p99 {tally.at(0.99) * 1e3:.1f} ms"
            row(f"{name}, {jobs:,}", figures, "≤ 25 ms p50" if jobs > 1000 else "")
        last = request("GET", f"/api/v1/jobs?limit=20&offset={jobs - 20}", native)
        tally = await load(server.port, itertools.repeat(last, 5), connections=1)
        row(f"its last page, {jobs:,}", f"p50 {tally.at(0.5) * 1e3:.1f} ms")
    for name, (few, many) in p50.items():
        row(f"{name}, many : few", f"{many / few:.2f}", "≤ 2")


async def events(server: Server, key: str, sizes: Sizes) -> None:
    heard: list[tuple[str, float]] = []
    asked = request("GET", "/api/v1/events", {"authorization": f"Bearer {key}"})
    listeners = await listen(server.port, asked, listeners=LISTENERS, heard=heard)
    begun = time.monotonic()
    sent = (submit(key, f"{PROMPT} {number}") for number in range(sizes.events))
    await load(server.port, sent, connections=2)
    while len(heard) < LISTENERS * sizes.events and time.monotonic() - begun < 30:
        await asyncio.sleep(0.02)
    seconds = time.monotonic() - begun
    for listener in listeners:
        listener.transport.abort()
    delays = sorted(came - datetime.fromisoformat(at).timestamp() for at, came in heard)
    figures = f"{len(heard) / seconds:,.0f} events/s  p50 {statistics.median(delays) * 1e3:.0f}"
    whole = f"all {LISTENERS} × {sizes.events}" if len(heard) == LISTENERS * sizes.events else f"ONLY {len(heard)}"
    row(f"events to {LISTENERS} listeners", f"{figures}  p99 {delays[int(len(delays) * 0.99)] * 1e3:.0f} ms", whole)


async def starts(server: Server, key: str, sizes: Sizes) -> None:
    """From the submit to a worker's claim, one job at a time; each is cancelled as soon as it has begun."""
    headers = {"authorization": f"Bearer {key}"}
    waits = []
    for number in range(sizes.starts + 1):
        job = await first(
            server.port, request("POST", "/api/v1/jobs", headers, {"model": "seedance-2.0-mini", "prompt": PROMPT})
        )
        while job["state"] == "queued":
            await asyncio.sleep(0.01)
            job = await first(server.port, request("GET", f"/api/v1/jobs/{job['id']}", headers))
        history = await first(server.port, request("GET", f"/api/v1/jobs/{job['id']}/history", headers))
        at = [datetime.fromisoformat(event["at"]).timestamp() for event in history["events"]]  # type: ignore[attr-defined]  # JSON
        waits.append(at[1] - at[0])
        if job["state"] == "running":
            await first(server.port, request("POST", f"/api/v1/jobs/{job['id']}/cancel", headers))
        await asyncio.sleep(0.2 + number % 10 / 50)  # not in step with whoever polls
    del waits[0]  # the first finds the worker still opening its queue
    figures = f"p50 {statistics.median(waits) * 1e3:.0f}  most {max(waits) * 1e3:.0f} ms"
    row(f"from submit to start, {len(waits)} jobs", figures, "≤ 250 ms p50")


def memory(sizes: Sizes) -> None:
    command = [sys.executable, str(Path(__file__).with_name("many.py")), str(sizes.jobs)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    told = [json.loads(line) for line in done.stdout.splitlines()]
    early, late = told[1], told[-1]
    row(f"{late['jobs']:,} jobs worked off, 4 at once", f"{late['jobs'] / late['seconds']:,.0f} jobs/s")
    figures = f"{early['bytes'] / 2**20:.0f} → {late['bytes'] / 2**20:.0f} MiB"
    row("RSS after a fifth and after all of them", figures, "flat")


async def over_http(sizes: Sizes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        keys = [new_key(data, name) for name in ("submits", "lists", "events")]
        server = Server(data, settings={"queues": "none", "queue_limit": "10000000"})
        server.start()
        try:
            await submits_and_statuses(server, keys[0], sizes)
            await events(server, keys[2], sizes)
            await lists(server, keys[1], sizes)
        finally:
            server.stop()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        key = new_key(data, "starts")
        server = Server(data)
        server.start()
        try:
            await starts(server, key, sizes)
        finally:
            server.stop()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="a small one that only shows that all of it works")
    parser.add_argument("--jobs", type=int, default=2000, help="how many to work off while memory is watched")
    given = parser.parse_args()
    sizes = Sizes(seconds=5, many=1_000_000, lists=200, starts=20, events=50, jobs=given.jobs)
    if given.quick:
        sizes = Sizes(seconds=0.5, many=5_000, lists=10, starts=2, events=5, jobs=20)
    uvloop.run(over_http(sizes))
    memory(sizes)


if __name__ == "__main__":
    main()
