"""The headers that tell a key what is left to it [7]."""

from __future__ import annotations

from dataclasses import replace

from kinora.dialects.base import Reply
from kinora.dialects.operations import Meter


def with_limits(reply: Reply, meter: Meter) -> Reply:
    """With what is left to the key, where it has a limit [7]."""
    if not meter.limit:
        return reply
    left = {"limit": meter.limit, "remaining": meter.remaining, "reset": meter.reset_seconds}
    headers = {f"x-ratelimit-{name}": str(number) for name, number in left.items()}
    return replace(reply, headers={**reply.headers, **headers})
