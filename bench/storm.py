"""Forty submits at once, two `kill -9`, cancels and deletes in between: what is left of it all.

python bench/storm.py
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.served import Server, serving

JOBS = 40
WISH = {"model": "seedance-2.0-mini", "prompt": "a cat runs", "width": 128, "height": 72, "seconds": 4}


def submit(server: Server, number: int) -> str:
    """Submit until there is an answer, as a client with an idempotency key may."""
    while True:
        try:
            with server.client(**{"idempotency-key": str(number)}) as client:
                return str(client.post("/api/v1/jobs", json={**WISH, "seed": number}).json()["id"])
        except httpx.TransportError:
            time.sleep(0.1)


def restart(server: Server) -> None:
    server.kill()
    server.start()


def state(client: httpx.Client, id: str) -> str:
    return str(client.get(f"/api/v1/jobs/{id}").json().get("state", "gone"))


def storm(server: Server) -> list[str]:
    with ThreadPoolExecutor(8) as pool:
        waiting = [pool.submit(submit, server, number) for number in range(JOBS)]
        time.sleep(1)
        restart(server)
        ids = [answer.result() for answer in waiting]
    chosen = random.Random(4).sample(ids, 12)
    with server.client() as client:
        for id in chosen[:8]:
            client.post(f"/api/v1/jobs/{id}/cancel")
        for id in chosen[8:]:
            client.delete(f"/api/v1/jobs/{id}")
    time.sleep(2)
    restart(server)
    return ids


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder), slots="2") as server:
        ids = storm(server)
        with server.client() as client:
            while {"queued", "running"} & {state(client, id) for id in ids}:
                time.sleep(0.5)
            states = Counter(state(client, id) for id in ids)
        files = sum(path.is_file() for path in (server.data / "media").rglob("*"))
    print(f"{len(set(ids))} jobs: " + ", ".join(f"{count} {name}" for name, count in states.most_common()))
    print(f"{files} files stored, {2 * states['succeeded']} belong to finished jobs")


if __name__ == "__main__":
    main()
