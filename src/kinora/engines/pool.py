"""Render processes that live across jobs: the libraries are loaded and the engine is warm when the next job comes.

A process that was cancelled, that broke or that has rendered often is ended; an idle one is ended after a while.
"""

from __future__ import annotations

import asyncio
import threading
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from kinora.engines.base import Inputs, Sketch
from kinora.engines.child_process import AsyncReport, ChildProcess
from kinora.engines.messages import Order, SketchOrder
from kinora.engines.rendering import Rendered
from kinora.spec.plan import Plan

_IDLE_SECONDS = 60.0
_MOST_RENDERS = 100  # what a library leaks ends with its process


class RenderPool:
    """Renders as `render_in_child` does, in processes that are kept for the next order.

    idle_seconds: how long a process without work is kept. An engine's process serves that engine alone.
    """

    def __init__(self, *, idle_seconds: float = _IDLE_SECONDS) -> None:
        self._idle_seconds = idle_seconds
        self._idle: dict[tuple[asyncio.AbstractEventLoop, str], list[ChildProcess]] = defaultdict(list)
        self._lock = threading.Lock()  # `close` may come from another loop's thread
        self._ending: set[asyncio.Task[None]] = set()
        self._is_closed = False

    async def render(self, engine: str, plan: Plan, inputs: Inputs, report: AsyncReport) -> Rendered:
        """Render a plan; what it takes, returns and raises is `render_in_child`'s."""
        async with self._process(engine) as child:
            return await child.render(Order(engine=engine, plan=plan, inputs=inputs), report)

    async def sketch(self, engine: str, plan: Plan, sheet: Path) -> Sketch:
        """Have a SketchingEngine draw a contact sheet. Raises EngineFailed when the process ends without an answer."""
        async with self._process(engine) as child:
            return await child.sketch(SketchOrder(engine=engine, plan=plan, sheet=sheet))

    async def close(self) -> None:
        """End the idle processes, each in the loop that it belongs to. Those at work are ended with their work."""
        with self._lock:
            self._is_closed = True
            idle = [(loop, child) for (loop, _), children in self._idle.items() for child in children]
            self._idle.clear()
        for loop, child in idle:
            if loop is asyncio.get_running_loop():
                await child.kill()
            elif loop.is_running():
                await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(child.kill(), loop))
            else:
                child.end()

    @asynccontextmanager
    async def _process(self, engine: str) -> AsyncIterator[ChildProcess]:
        """An idle process or a new one; laid aside afterwards, or ended where it can't serve again."""
        key = (asyncio.get_running_loop(), engine)
        child = self._take(key) or await ChildProcess.started()
        try:
            yield child
        finally:
            if not self._keep(key, child):
                await child.kill()

    def _take(self, key: tuple[asyncio.AbstractEventLoop, str]) -> ChildProcess | None:
        with self._lock:
            while self._idle[key]:
                child = self._idle[key].pop()
                if child.is_alive:
                    return child
        return None

    def _keep(self, key: tuple[asyncio.AbstractEventLoop, str], child: ChildProcess) -> bool:
        with self._lock:
            if self._is_closed or not child.is_alive or child.renders >= _MOST_RENDERS:
                return False
            self._idle[key].append(child)
        key[0].call_later(self._idle_seconds, self._retire, key, child, child.renders)
        return True

    def _retire(self, key: tuple[asyncio.AbstractEventLoop, str], child: ChildProcess, renders: int) -> None:
        """End a process that has had nothing to do since it was laid aside."""
        with self._lock:
            if child not in self._idle[key] or child.renders != renders:
                return
            self._idle[key].remove(child)
        ending = key[0].create_task(child.kill())
        self._ending.add(ending)
        ending.add_done_callback(self._ending.discard)
