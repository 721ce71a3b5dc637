"""Rendering in a child process, seen from the parent: it can be killed at any moment and takes nothing down with it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import sys
import tempfile
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import BinaryIO, Self, assert_never, cast

from kinora.engines.base import Inputs, Sketch
from kinora.engines.messages import (
    AnyOrder,
    Done,
    Order,
    Refused,
    Sketched,
    SketchOrder,
    Underway,
    read_message,
    write_order,
)
from kinora.engines.rendering import Rendered
from kinora.spec.errors import DeadlinePassed, EngineFailed, JobError, MediaUnusable, StorageFailed
from kinora.spec.outcome import Progress
from kinora.spec.plan import Plan

_logger = logging.getLogger(__name__)
_END_SECONDS = 1.0
_LINE_BYTES = 1024 * 1024
_LOG_TAIL_BYTES = 4000
_KINDS: tuple[type[JobError], ...] = (MediaUnusable, EngineFailed, StorageFailed, DeadlinePassed)
_ERRORS = {error.code: error for error in _KINDS}

AsyncReport = Callable[[Progress], Awaitable[None]]


async def render_in_child(engine: str, plan: Plan, inputs: Inputs, report: AsyncReport) -> Rendered:
    """Render a plan in a process of its own and return the clip, verified there, with its poster.

    engine: the class by its import path. report: awaited for each progress message; what it raises ends the render.
    Raises the engine's own JobError, and EngineFailed when the process ends without an answer. However this ends,
    cancelled included, every process of the render has been killed when it returns.
    """
    child = await ChildProcess.started()
    try:
        return await child.render(Order(engine=engine, plan=plan, inputs=inputs), report)
    finally:
        await child.kill()


class ChildProcess:
    """One render process, good for one order after the other. It belongs to the event loop that started it."""

    def __init__(self, process: Process, errors: BinaryIO) -> None:
        self._process = process
        self._errors = errors
        self.is_idle = True
        self.renders = 0

    @classmethod
    async def started(cls) -> Self:
        """Start a process that waits for its first order."""
        errors = tempfile.TemporaryFile()  # noqa: SIM115 - as long as the process; hears what fails before an order
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            # -P: no module of the folder we happen to be started in takes a library's place.
            *("-P", "-m", "kinora.engines.child"),
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path or str(Path.cwd()) for path in sys.path)},
            stdin=PIPE,
            stdout=PIPE,
            stderr=errors,
            start_new_session=True,
            limit=_LINE_BYTES,
        )
        return cls(process, cast("BinaryIO", errors))

    @property
    def is_alive(self) -> bool:
        """Whether it can take another order."""
        return self.is_idle and self._process.returncode is None

    async def render(self, order: Order, report: AsyncReport) -> Rendered:
        """Have an order rendered, as `render_in_child` says. `is_idle` again when the process answered it."""
        done = await self._ask(order, report)
        assert isinstance(done, Done)
        return done.rendered

    async def sketch(self, order: SketchOrder) -> Sketch:
        """Have a contact sheet drawn. `is_idle` again when the process answered."""
        done = await self._ask(order, _unheard)
        assert isinstance(done, Sketched)
        return done.sketch

    async def _ask(self, order: AnyOrder, report: AsyncReport) -> Done | Sketched:
        self.is_idle = False
        self.renders += 1
        assert self._process.stdin is not None and self._process.stdout is not None
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self._process.stdin.write(write_order(order))
            await self._process.stdin.drain()
        async for line in self._process.stdout:
            message = read_message(line)
            match message:
                case Underway(progress=progress):
                    await report(progress)
                case Done() | Sketched():
                    self.is_idle = True
                    return message
                case Refused(code=code, message=text):
                    self.is_idle = True
                    raise _ERRORS.get(code, EngineFailed)(text)
                case _:
                    assert_never(message)
        status = await self._process.wait()
        tail = self._last_words(order.folder / "engine.log")
        _logger.error("engine %s ended with status %s and no clip:\n%s", order.engine, status, tail)
        raise EngineFailed("The engine stopped unexpectedly.")

    async def kill(self) -> None:
        """End every process of it, whatever it is doing; they are gone when this returns, even when cancelled."""
        task = asyncio.ensure_future(self._kill())
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError:
            await asyncio.wait((task,))
            raise

    def end(self) -> None:
        """End every process of it at once, from any thread; its event loop learns of it by itself."""
        # The whole session, so that an engine's own children go too.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)

    async def _kill(self) -> None:
        self.is_idle = False
        self.end()
        await self._process.wait()
        self._errors.close()
        if self._process.stdin is not None:
            self._process.stdin.close()
        if self._process.stdout is not None:
            # To the end, which is at once: asyncio lets go of the pipe only then.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_END_SECONDS):
                    await self._process.stdout.read()

    def _last_words(self, log: Path) -> str:
        with contextlib.suppress(OSError):
            return log.read_bytes()[-_LOG_TAIL_BYTES:].decode(errors="replace")
        self._errors.seek(0)
        return self._errors.read()[-_LOG_TAIL_BYTES:].decode(errors="replace")


async def _unheard(progress: Progress) -> None:
    """For what is over before anybody could look."""
