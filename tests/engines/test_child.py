from __future__ import annotations

import asyncio
import multiprocessing
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from kinora.engines.base import Clip, InputImage, Inputs, Report
from kinora.engines.child_process import render_in_child
from kinora.engines.messages import Done, Order, Refused, Underway, read_message, read_order, write_message, write_order
from kinora.engines.rendering import Rendered
from kinora.media.measure import Probe
from kinora.spec.errors import EngineFailed, MediaUnusable
from kinora.spec.media import Reference, References, Upload, Url
from kinora.spec.outcome import Note, Progress
from kinora.spec.plan import Plan
from kinora.spec.video import Pixels
from kinora.testing import InstantEngine

PLAN = Plan(model="m", prompt="a cat", width=96, height=64, seconds=1, seed=1, sound=False)
HERE = "tests.engines.test_child"


class NoisyEngine:
    """Prints where only messages may stand, as native libraries do."""

    name = "noisy"

    def render(self, plan: Plan, inputs: Inputs, report: Report) -> Clip:
        sys.stdout.write("hello from a library\n")
        sys.stdout.flush()
        os.write(1, b"and from its C part\n")
        report(Progress("rendering", 0.5))
        return replace(InstantEngine().render(plan, inputs, report), engine=self.name)


class GreyEngine:
    """Makes a clip of another length than it was asked for."""

    name = "grey"

    def render(self, plan: Plan, inputs: Inputs, report: Report) -> Clip:
        return InstantEngine().render(replace(plan, seconds=plan.seconds + 1), inputs, report)


class PickyEngine:
    name = "picky"

    def render(self, plan: Plan, inputs: Inputs, report: Report) -> Clip:
        raise MediaUnusable("The picture is dull.")


class BrokenEngine:
    name = "broken"

    def render(self, plan: Plan, inputs: Inputs, report: Report) -> Clip:
        raise ZeroDivisionError("nobody expects this")


class ParentEngine:
    """Has a child of its own that would live for a minute."""

    name = "parent"

    def render(self, plan: Plan, inputs: Inputs, report: Report) -> Clip:
        worker = multiprocessing.get_context("fork").Process(target=time.sleep, args=(60,))
        worker.start()
        inputs.output.with_name("pids").write_text(f"{os.getpid()} {worker.pid}")
        report(Progress("rendering", 0.1))
        time.sleep(60)
        return Clip(path=inputs.output, engine=self.name)


async def render(name: str, folder: Path) -> tuple[Rendered, list[Progress]]:
    told: list[Progress] = []

    async def report(progress: Progress) -> None:
        told.append(progress)

    return await render_in_child(f"{HERE}:{name}", PLAN, Inputs(output=folder / "clip.mp4"), report), told


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def gone(pids: list[int]) -> bool:
    """Whether they all end within a second: a killed process takes a moment to be gone."""
    until = time.monotonic() + 1
    while any(map(is_alive, pids)) and time.monotonic() < until:
        time.sleep(0.01)
    return not any(map(is_alive, pids))


def test_what_an_engine_prints_does_not_disturb_its_messages(tmp_path: Path) -> None:
    rendered, told = asyncio.run(render("NoisyEngine", tmp_path))
    assert (rendered.clip.engine, told[0]) == ("noisy", Progress("rendering", 0.5))
    assert (rendered.seen.frames, rendered.seen.width, rendered.poster_seen.height) == (24, 96, 64)
    assert "and from its C part" in (tmp_path / "engine.log").read_text()


def test_an_engine_may_refuse_and_may_break(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(MediaUnusable, match="dull"):
        asyncio.run(render("PickyEngine", tmp_path))
    with pytest.raises(EngineFailed, match="stopped unexpectedly"):
        asyncio.run(render("BrokenEngine", tmp_path))
    assert "nobody expects this" in caplog.text


def test_a_clip_that_is_not_what_was_asked_for_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EngineFailed, match="48"):
        asyncio.run(render("GreyEngine", tmp_path))


def test_nothing_of_a_cancelled_render_is_left(tmp_path: Path) -> None:
    async def go() -> None:
        task = asyncio.create_task(render("ParentEngine", tmp_path))
        pids = tmp_path / "pids"
        async with asyncio.timeout(10):
            while not pids.exists() or not pids.read_text():
                await asyncio.sleep(0.02)
        family = [int(text) for text in pids.read_text().split()]
        assert all(map(is_alive, family))
        begun = time.monotonic()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert time.monotonic() - begun < 1
        assert gone(family)

    asyncio.run(go())


def test_a_silent_render_and_its_own_children_die_with_a_killed_parent(tmp_path: Path) -> None:
    code = (
        f"import asyncio, pathlib, {HERE} as t; asyncio.run(t.render('ParentEngine', pathlib.Path({str(tmp_path)!r})))"
    )
    pids = tmp_path / "pids"
    with subprocess.Popen([sys.executable, "-c", code], cwd=Path(__file__).parents[2]) as parent:
        until = time.monotonic() + 20
        while (not pids.exists() or not pids.read_text()) and time.monotonic() < until:
            time.sleep(0.02)
        parent.kill()
    assert gone([int(text) for text in pids.read_text().split()])


def test_a_report_that_raises_ends_the_render(tmp_path: Path) -> None:
    async def report(progress: Progress) -> None:
        raise LookupError("lost")

    async def go() -> None:
        with pytest.raises(LookupError, match="lost"):
            await render_in_child(f"{HERE}:ParentEngine", PLAN, Inputs(output=tmp_path / "clip.mp4"), report)

    asyncio.run(go())
    assert gone([int(text) for text in (tmp_path / "pids").read_text().split()])


def test_orders_and_messages_come_back_as_they_were(tmp_path: Path) -> None:
    plan = Plan(
        model="m",
        prompt="ü\n",
        width=2,
        height=4,
        choices=(Pixels(2, 4),),
        seconds=4,
        seed=0,
        start_frame=Url("http://a"),
        references=References(images=(Reference(Upload(uuid4()), "low"),)),
    )
    inputs = Inputs(output=tmp_path, start_frame=tmp_path / "a", images=(InputImage(tmp_path / "b", "low"),))
    order = Order(engine="a:B", plan=plan, inputs=inputs)
    assert write_order(order).count(b"\n") == 1
    assert read_order(write_order(order)) == order
    clip = Clip(path=tmp_path, engine="e", notes=(Note("a", "b\n", ("c",)),))
    seen = Probe(kind="video", media_type="video/mp4", width=2, frames=24)
    rendered = Rendered(clip=clip, seen=seen, poster=tmp_path / "p", poster_seen=seen)
    for message in (Underway(Progress("encoding", 0.25)), Done(rendered), Refused("x", "y\nz")):
        assert write_message(message).count(b"\n") == 1
        assert read_message(write_message(message)) == message
