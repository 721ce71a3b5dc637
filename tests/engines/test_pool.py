"""Render processes that are kept: the same one serves the next order, and none outlives its use."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from pathlib import Path

import pytest

from kinora.engines.base import Clip, Inputs, Report
from kinora.engines.pool import RenderPool
from kinora.engines.rendering import Rendered
from kinora.spec.errors import EngineFailed, MediaUnusable
from kinora.spec.outcome import Progress
from kinora.spec.plan import Plan
from kinora.testing import InstantEngine
from tests.engines.test_child import PLAN, gone, is_alive

HERE = "tests.engines.test_pool"


class TellingEngine:
    """Writes down which process it ran in, and does what the prompt says."""

    name = "telling"

    def render(self, plan: Plan, inputs: Inputs, report: Report) -> Clip:
        inputs.output.with_name("pid").write_text(str(os.getpid()))
        sys.stderr.write(f"heard {plan.prompt}\n")
        match plan.prompt:
            case "refuse":
                raise MediaUnusable("The picture is dull.")
            case "break":
                os._exit(3)
            case "wait":
                time.sleep(60)
        return InstantEngine().render(plan, inputs, report)


async def ignore(_: Progress) -> None:
    pass


async def told(pool: RenderPool, folder: Path, prompt: str = "a cat") -> Rendered:
    folder.mkdir(exist_ok=True)
    plan = Plan(model="m", prompt=prompt, width=96, height=64, seconds=1, seed=1, sound=False)
    return await pool.render(f"{HERE}:TellingEngine", plan, Inputs(output=folder / "clip.mp4"), ignore)


def pid(folder: Path) -> int:
    return int((folder / "pid").read_text())


def test_the_next_order_goes_to_the_same_process_and_logs_apart(tmp_path: Path) -> None:
    async def go() -> None:
        pool = RenderPool()
        await told(pool, tmp_path / "a")
        with pytest.raises(MediaUnusable, match="dull"):
            await told(pool, tmp_path / "b", "refuse")
        await told(pool, tmp_path / "c", "a dog")
        await pool.close()

    asyncio.run(go())
    assert pid(tmp_path / "a") == pid(tmp_path / "b") == pid(tmp_path / "c")
    assert (tmp_path / "c" / "engine.log").read_text() == "heard a dog\n"
    assert gone([pid(tmp_path / "a")])


def test_two_at_once_are_two_processes(tmp_path: Path) -> None:
    async def go() -> None:
        pool = RenderPool()
        await asyncio.gather(told(pool, tmp_path / "a"), told(pool, tmp_path / "b"))
        await pool.close()

    asyncio.run(go())
    assert pid(tmp_path / "a") != pid(tmp_path / "b")
    assert gone([pid(tmp_path / "a"), pid(tmp_path / "b")])


def test_a_broken_process_is_not_used_again(tmp_path: Path) -> None:
    async def go() -> None:
        pool = RenderPool()
        with pytest.raises(EngineFailed):
            await told(pool, tmp_path / "a", "break")
        await told(pool, tmp_path / "b")
        await pool.close()

    asyncio.run(go())
    assert pid(tmp_path / "a") != pid(tmp_path / "b")


def test_a_cancelled_render_ends_its_process(tmp_path: Path) -> None:
    async def go() -> None:
        pool = RenderPool()
        task = asyncio.create_task(told(pool, tmp_path / "a", "wait"))
        async with asyncio.timeout(20):
            while not (tmp_path / "a" / "pid").exists() or not (tmp_path / "a" / "pid").read_text():
                await asyncio.sleep(0.02)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert gone([pid(tmp_path / "a")])
        await pool.close()

    asyncio.run(go())


def test_an_idle_process_ends_after_a_while(tmp_path: Path) -> None:
    async def go() -> None:
        pool = RenderPool(idle_seconds=0.3)
        await told(pool, tmp_path / "a")
        assert is_alive(pid(tmp_path / "a"))
        await asyncio.sleep(0.8)
        assert gone([pid(tmp_path / "a")])
        await told(pool, tmp_path / "b")
        await pool.close()

    asyncio.run(go())


def test_previs_keeps_its_own_processes_for_the_next_clip(tmp_path: Path) -> None:
    """Their memory and the bytes they make are the same as those of a first clip."""

    async def go() -> list[bytes]:
        pool = RenderPool()
        clips = []
        for folder in (tmp_path / "a", tmp_path / "b"):
            folder.mkdir()
            inputs = Inputs(output=folder / "clip.mp4")
            rendered = await pool.render("kinora.engines.previs.engine:PrevisEngine", PLAN, inputs, ignore)
            clips.append(rendered.clip.path.read_bytes())
        await pool.close()
        return clips

    one, other = asyncio.run(go())
    assert one == other
