"""A job made in one dialect, read by its owner in every other; by nobody else in any."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import httpx
import pytest

from kinora.client.answers import checked, request_parts
from kinora.dialects.base import Call, Dialect, Reply
from kinora.spec.errors import NotFound
from kinora.spec.outcome import Cancelled, Failed, Queued
from kinora.spec.video import Pixels, Shape, VideoSpec
from tests.dialects.registry import DIALECTS
from tests.served import Server, serving
from tests.server.test_owners import make_key

ANNA, BEN = "anna", "ben"


@pytest.fixture(scope="module")
def waiting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server where nobody works, and two owners."""
    folder: Path = tmp_path_factory.mktemp("crossing")
    with serving(folder, queues="none") as server:
        yield server


@pytest.fixture(scope="module")
def keys(waiting: Server) -> dict[str, str]:
    return {name: make_key(waiting.data, name) for name in (ANNA, BEN)}


def wish(dialect: Dialect) -> VideoSpec:
    size = Shape("16:9", "720p") if "size.ratio" not in dialect.unsaid else Pixels(1280, 720)
    return VideoSpec(model="seedance-2.0", prompt="A koala surfs", size=size, seconds=8)


def sent(server: Server, dialect: Dialect, call: Call, key: str) -> Reply:
    with httpx.Client(base_url=server.base, timeout=30) as http:
        return checked(http.request(**request_parts(call, dialect, key)), dialect)


@pytest.mark.parametrize("maker", DIALECTS, ids=lambda dialect: dialect.name)
def test_every_dialect_reads_what_any_made(waiting: Server, keys: dict[str, str], maker: Dialect) -> None:
    made = maker.decode_submitted(sent(waiting, maker, maker.encode_submit(wish(maker)), keys[ANNA]))
    id: UUID = maker.decode_id(maker.encode_poll(made, wish(maker)))
    polls = {reader.name: reader.encode_poll(reader.encode_id(id), wish(reader)) for reader in DIALECTS}
    for reader in DIALECTS:
        assert reader.decode_status(sent(waiting, reader, polls[reader.name], keys[ANNA])) == Queued()
        with pytest.raises(NotFound):
            reader.decode_status(sent(waiting, reader, polls[reader.name], keys[BEN]))
    httpx.post(f"{waiting.base}/api/v1/jobs/{id}/cancel", headers={"authorization": f"Bearer {keys[ANNA]}"})
    for reader in DIALECTS:
        outcome = reader.decode_status(sent(waiting, reader, polls[reader.name], keys[ANNA]))
        assert isinstance(outcome, Cancelled | Failed), reader.name
