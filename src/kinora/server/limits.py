"""How often one key may submit: so many in a minute, counted by this process alone."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from uuid import UUID

from kinora.dialects.operations import Meter
from kinora.spec.errors import RateLimited

WINDOW_SECONDS = 60.0
_MOST_KEYS = 10_000


class Limiter:
    """Counts submits by key in windows of a minute, each from a key's first one.

    per_minute: the most of one key; 0 for no limit.
    """

    def __init__(self, per_minute: int = 0, *, now: Callable[[], float] = time.monotonic) -> None:
        self._limit = per_minute
        self._now = now
        self._windows: dict[UUID, tuple[float, int]] = {}

    def look(self, lane: UUID) -> Meter:
        """What is left to a key."""
        if not self._limit:
            return Meter()
        at = self._now()
        begun, used = self._window(lane, at)
        reset = max(1, math.ceil(begun + WINDOW_SECONDS - at))
        return Meter(limit=self._limit, remaining=self._limit - used, reset_seconds=reset)

    def take(self, lane: UUID) -> Meter:
        """Count one more submit of a key; what is left then. Raises RateLimited when none is left for it."""
        left = self.look(lane)
        if not self._limit:
            return left
        if left.remaining == 0:
            text = f"This API key has sent {self._limit} jobs within a minute, which is the limit"
            raise RateLimited(text, retry_after_seconds=left.reset_seconds)
        at = self._now()
        if len(self._windows) >= _MOST_KEYS:
            self._windows = {key: one for key, one in self._windows.items() if at - one[0] < WINDOW_SECONDS}
        begun, used = self._window(lane, at)
        self._windows[lane] = (begun, used + 1)
        return self.look(lane)

    def _window(self, lane: UUID, at: float) -> tuple[float, int]:
        begun, used = self._windows.get(lane, (at, 0))
        return (begun, used) if at - begun < WINDOW_SECONDS else (at, 0)
