"""How often one key may submit."""

from __future__ import annotations

from uuid import UUID

import pytest

from kinora.dialects.operations import Meter
from kinora.server.limits import Limiter
from kinora.spec.errors import RateLimited
from kinora.testing import SteppedClock

ANNA, BEN = UUID(int=1), UUID(int=2)


def test_a_window_begins_with_its_first_submit_and_counts_each_key_alone() -> None:
    clock = SteppedClock()
    limiter = Limiter(3, now=clock)
    assert limiter.look(ANNA) == Meter(limit=3, remaining=3, reset_seconds=60)
    assert [limiter.take(ANNA).remaining for _ in range(3)] == [2, 1, 0]
    clock.at += 20
    with pytest.raises(RateLimited, match="3 jobs within a minute") as refused:
        limiter.take(ANNA)
    assert refused.value.retry_after_seconds == 40
    assert limiter.take(BEN) == Meter(limit=3, remaining=2, reset_seconds=60)
    clock.at += 40
    assert limiter.take(ANNA).remaining == 2


def test_without_a_limit_nothing_is_counted() -> None:
    limiter = Limiter(0)
    assert [limiter.take(ANNA) for _ in range(5)] == [Meter()] * 5
