"""The round of the webhooks: claims what is due, posts it, settles it. Any number of postmen may walk at once.

A crash between a POST and its record repeats the POST under the same id: the receiver may see it twice, never not.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable

from kinora.jobs.deliveries import Claim, Deliveries
from kinora.jobs.seal import Unsealable
from kinora.media.guard import Refused
from kinora.media.post import Poster

_log = logging.getLogger(__name__)
_PAUSE_SECONDS = 5.0  # after something went wrong here, not at a receiver


class Postman:
    """One process's sender of webhooks.

    at_once: attempts under way at the same time. poll_seconds: how long new deliveries may lie unseen.
    """

    def __init__(
        self,
        deliveries: Deliveries,
        poster: Poster,
        *,
        at_once: int = 50,
        poll_seconds: float = 0.5,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._deliveries = deliveries
        self._poster = poster
        self._at_once = at_once
        self._poll_seconds = poll_seconds
        self._now = now
        self._under_way: dict[asyncio.Task[None], Claim] = {}

    async def run(self) -> None:
        """Go on until cancelled. What is under way then is given back, to be tried by the next."""
        try:
            while True:
                pause = self._poll_seconds
                try:
                    await self._start()
                except Exception:  # noqa: BLE001  # a database out of reach comes back; the postman must still be there
                    _log.exception("Webhooks could not be claimed")
                    pause = _PAUSE_SECONDS
                await asyncio.sleep(pause)
        finally:
            await self._stop()

    async def round(self) -> int:
        """Try what is due now, once, up to `at_once`, and answer how many attempts that were."""
        tasks = await self._start()
        await asyncio.gather(*tasks)
        return len(tasks)

    async def _start(self) -> list[asyncio.Task[None]]:
        free = self._at_once - len(self._under_way)
        claims = await self._deliveries.claim(free) if free > 0 else ()
        tasks = []
        for claim in claims:
            task = asyncio.create_task(self._deliver(claim))
            self._under_way[task] = claim
            task.add_done_callback(self._under_way.pop)
            tasks.append(task)
        return tasks

    async def _stop(self) -> None:
        left = dict(self._under_way)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        await self._deliveries.release(tuple(left.values()))

    async def _deliver(self, claim: Claim) -> None:
        at, begun = self._now(), time.monotonic()
        status, error = None, None
        try:
            letter = self._deliveries.letter(claim)
            status = await self._poster.post(
                claim.delivery.url, letter.body, letter.headers, timeout_seconds=letter.timeout_seconds
            )
        except (Refused, Unsealable) as refusal:
            error = str(refusal)
        except Exception as cause:  # noqa: BLE001  # whatever it is, it belongs to this one delivery
            _log.exception("Webhook %s could not be sent", claim.delivery.id)
            error = f"it could not be sent: {type(cause).__name__}"
        seconds = time.monotonic() - begun
        try:
            await self._deliveries.settle(claim, at=at, seconds=seconds, status=status, error=error)
        except Exception:  # noqa: BLE001  # the claim runs out by itself, and the delivery is tried again
            _log.exception("Webhook %s was sent but not recorded", claim.delivery.id)
