"""What becomes of jobs when the server is killed without warning."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from uuid import UUID

from kinora.spec.outcome import Succeeded
from tests.jobs.house import build, running
from tests.jobs.processes import is_alive, renders_below
from tests.jobs.serving import serving

LIMIT_SECONDS = 30


def until_rendering(folder: Path, id: UUID, pid: int) -> None:
    async def wait() -> None:
        house = build(folder)
        async with asyncio.timeout(LIMIT_SECONDS):
            while (await house.store.get(id)).fraction < 0.2 or len(renders_below(pid)) < 2:
                await asyncio.sleep(0.05)
        house.close()

    asyncio.run(wait())


def test_a_job_outlives_two_kills_of_its_server(tmp_path: Path) -> None:
    with serving(tmp_path, jobs=2) as server:
        first, second = server.ids
        until_rendering(tmp_path, first, server.pid)
        renders = renders_below(server.pid)
        server.kill()
        killed = time.monotonic()
        while any(is_alive(pid) for pid in renders):
            assert time.monotonic() - killed < 3, "the renderer outlived its server"
            time.sleep(0.02)
    left = list((tmp_path / "work").glob("*/*/*"))
    assert len(left) == 1

    with serving(tmp_path) as server:
        until_rendering(tmp_path, first, server.pid)
        assert not left[0].exists()

    async def finish() -> None:
        async with running(tmp_path) as house, asyncio.timeout(LIMIT_SECONDS):
            for id, runs in ((first, 3), (second, 1)):
                assert isinstance((await house.finished(id))[-1].outcome, Succeeded)
                assert (await house.store.get(id)).runs == runs
            claimed = [data["run"] for kind, data in await house.store.history(first) if data["stage"] == "fetching"]
            assert claimed == [1, 2, 3]
            assert len(await house.media.list_keys("videos")) == 2
            assert not list((tmp_path / "work").glob("*/*"))

    asyncio.run(finish())
