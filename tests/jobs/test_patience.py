"""Waiting for a store that is lost, by a clock that is moved by hand."""

from __future__ import annotations

import asyncio
import errno
import os

import pytest

from kinora.jobs.patience import own_disk, stored
from kinora.media.store import StoreUnavailable
from kinora.spec.errors import StorageFailed
from kinora.testing import SteppedClock


class Flaky:
    """A store that fails so many times, and who waits for it."""

    def __init__(self, failures: int) -> None:
        self.clock = SteppedClock()
        self.failures = failures
        self.waits: list[float] = []

    async def put(self) -> str:
        self.failures -= 1
        if self.failures >= 0:
            raise StoreUnavailable("it can't be reached")
        return "stored"

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.clock.forward(seconds)

    async def go(self, seconds: float) -> str:
        return await stored(self.put, until=self.clock() + seconds, sleep=self.sleep, now=self.clock)


def test_it_waits_longer_and_longer_until_the_store_is_back() -> None:
    flaky = Flaky(8)
    assert asyncio.run(flaky.go(3600)) == "stored"
    assert flaky.waits == [1, 2, 4, 8, 16, 30, 30, 30]


def test_a_store_that_is_there_is_not_waited_for() -> None:
    flaky = Flaky(0)
    assert asyncio.run(flaky.go(0)) == "stored"
    assert flaky.waits == []


def test_it_gives_up_at_the_end_of_its_time_with_the_cause() -> None:
    flaky = Flaky(1000)
    with pytest.raises(StorageFailed) as raised:
        asyncio.run(flaky.go(10))
    assert raised.value.message == (
        "The finished file could not be stored. The server's file store can't be used: it can't be reached."
    )
    assert flaky.waits == [1, 2, 4, 3]


def test_other_errors_pass() -> None:
    async def put() -> None:
        raise KeyError("other")

    with pytest.raises(KeyError):
        asyncio.run(stored(put, until=1e12, sleep=asyncio.sleep, now=SteppedClock()))


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "No space is left on the server's disk."), (errno.EROFS, "The server's disk is read-only.")],
)
def test_a_disk_of_its_own_that_takes_nothing_ends_the_job(number: int, words: str) -> None:
    with pytest.raises(StorageFailed) as raised, own_disk():
        raise OSError(number, os.strerror(number))
    assert raised.value.message == words
    with pytest.raises(FileNotFoundError), own_disk():
        raise FileNotFoundError(errno.ENOENT, "other")
