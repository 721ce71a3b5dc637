"""Contact sheets on request: a prompt as an engine reads it, drawn in a process of its own, a few at a time."""

from __future__ import annotations

import asyncio
import logging
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kinora.engines.pool import RenderPool
from kinora.engines.registry import Registry
from kinora.spec.errors import Busy, JobError, NotAllowed
from kinora.spec.plan import Plan

_logger = logging.getLogger(__name__)
_AT_ONCE = 2
_WAITING = 8
_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """board: the scenes as plain JSON. png: the contact sheet."""

    board: dict[str, Any]
    png: bytes


class Sketcher:
    """Draws contact sheets with the first engine that can. Belongs to one event loop."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._pool = RenderPool()
        self._turn = asyncio.Semaphore(_AT_ONCE)
        self._asked = 0

    async def sketch(self, plan: Plan) -> Sheet:
        """How the plan's prompt is read, and its sheet.

        Raises Busy when too many wait, when it takes too long or fails, and NotAllowed when no engine here can.
        """
        engine = self._registry.sketching()
        if engine is None:
            raise NotAllowed("No engine of this server draws storyboards. See: kinora doctor")
        if self._asked >= _AT_ONCE + _WAITING:
            raise Busy("Too many storyboards are being drawn; try again in a few seconds.")
        self._asked += 1
        try:
            async with self._turn, asyncio.timeout(_SECONDS):
                return await self._drawn(engine, plan)
        except TimeoutError:
            raise Busy(f"The storyboard took longer than {_SECONDS:g} seconds; try again later.") from None
        except (JobError, OSError) as error:
            # What fails a job is no answer to a question: a full disk or a broken process may be mended by then.
            _logger.exception("a storyboard could not be drawn")
            raise Busy("The storyboard could not be drawn just now; try again later.") from error
        finally:
            self._asked -= 1

    async def close(self) -> None:
        """End the processes that wait for the next sheet."""
        await self._pool.close()

    async def _drawn(self, engine: str, plan: Plan) -> Sheet:
        with tempfile.TemporaryDirectory(prefix="kinora-sketch-") as folder:
            sketch = await self._pool.sketch(engine, plan, Path(folder) / "sheet.png")
            return Sheet(sketch.board, await asyncio.to_thread(sketch.sheet.read_bytes))
