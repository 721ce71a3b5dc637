"""Rendering in a child process, seen from the parent: it can be killed at any moment and takes nothing down with it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import assert_never

from kinora.engines.base import Inputs
from kinora.engines.messages import Done, Order, Refused, Underway, read_message, write_order
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
    log = inputs.output.with_name("engine.log")
    with log.open("wb") as errors:
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
    try:
        return await _talk(process, Order(engine=engine, plan=plan, inputs=inputs), report, log)
    finally:
        await _to_the_end(_kill(process))


async def _talk(process: Process, order: Order, report: AsyncReport, log: Path) -> Rendered:
    assert process.stdin is not None and process.stdout is not None
    # stdin stays open: its end is how the child learns that this process died.
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        process.stdin.write(write_order(order))
        await process.stdin.drain()
    async for line in process.stdout:
        message = read_message(line)
        match message:
            case Underway(progress=progress):
                await report(progress)
            case Done(rendered=rendered):
                return rendered
            case Refused(code=code, message=text):
                raise _ERRORS.get(code, EngineFailed)(text)
            case _:
                assert_never(message)
    status = await process.wait()
    tail = log.read_bytes()[-_LOG_TAIL_BYTES:].decode(errors="replace")
    _logger.error("engine %s ended with status %s and no clip:\n%s", order.engine, status, tail)
    raise EngineFailed("The engine stopped unexpectedly.")


async def _to_the_end(work: Coroutine[None, None, None]) -> None:
    """Finish some work even when cancelled meanwhile, and be cancelled then."""
    task = asyncio.ensure_future(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait((task,))
        raise


async def _kill(process: Process) -> None:
    # The whole session, so that an engine's own children go too.
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    await process.wait()
    if process.stdin is not None:
        process.stdin.close()
    if process.stdout is not None:
        # To the end, which is at once: asyncio lets go of the pipe only then.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_END_SECONDS):
                await process.stdout.read()
