"""What a run does when its files can't be stored: it waits for a lost store, and gives up on a full disk of its own."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TypeVar

from kinora.media.store import MediaStore, StoreUnavailable
from kinora.media.store_errors import no_room
from kinora.spec.errors import StorageFailed

T = TypeVar("T")

_logger = logging.getLogger(__name__)
_FIRST_SECONDS = 1.0
_LONGEST_SECONDS = 30.0


async def stored(
    put: Callable[[], Awaitable[T]],
    *,
    until: float,
    sleep: Callable[[float], Awaitable[None]],
    now: Callable[[], float],
    failed: str = "The finished file could not be stored.",
) -> T:
    """What `put` answers, tried again after 1, 2, 4 … 30 seconds while the store is unavailable.

    until: Unix seconds; the last try is made then. Raises StorageFailed with `failed` and the store's cause when that
    fails too.
    """
    wait = _FIRST_SECONDS
    while True:
        try:
            return await put()
        except StoreUnavailable as error:
            left = until - now()
            if left <= 0:
                raise StorageFailed(f"{failed} {error.message}") from error
            _logger.warning("the file store is tried again in %g seconds", min(wait, left))
            await sleep(min(wait, left))
            wait = min(2 * wait, _LONGEST_SECONDS)


async def tidied(media: MediaStore, keys: Sequence[str]) -> None:
    """Remove files that nobody will ask for; while the store is lost they are left to the sweep for orphans."""
    with suppress(StoreUnavailable):
        await media.delete(keys)


@contextmanager
def own_disk() -> Iterator[None]:
    """Around work in a run's own folder: a full or read-only disk there raises StorageFailed, at once."""
    try:
        yield
    except OSError as error:
        failed = no_room(error)
        if failed is None:
            raise
        raise failed from error
