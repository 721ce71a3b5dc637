"""Every dialect's codec turned round: as a client it drives a served Kinora from the request to the file."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from kinora.catalogue.load import Catalogue
from kinora.client.aio import AsyncClient
from kinora.client.sync import Client, Sent
from kinora.dialects import speak
from kinora.dialects.base import Dialect
from kinora.dialects.samples import least
from kinora.spec.errors import EngineFailed, InvalidRequest, NotFound
from kinora.spec.media import Url
from kinora.spec.video import Shape, VideoSpec
from tests.served import Server, look

CATALOGUE = Catalogue.shipped()
DIALECTS = {dialect.name: dialect for dialect in speak(CATALOGUE)}
SECONDS = 5


@pytest.fixture(params=sorted(DIALECTS))
def dialect(request: pytest.FixtureRequest) -> Iterator[Dialect]:
    yield DIALECTS[request.param]


def wish(dialect: Dialect, prompt: str = "A fox walks in a meadow", seconds: int = SECONDS) -> VideoSpec:
    """A clip of a model that the dialect offers, small where it has a word for that."""
    offers = CATALOGUE.offers(dialect.name)
    offer = next((offer for offer in offers if offer.id == "seedance-2.0-mini"), offers[0])
    spec = replace(least(dialect, offer), prompt=prompt, seconds=seconds, seed=1)
    small = replace(spec, size=Shape(tier="480p"))
    try:
        dialect.encode_submit(small)
    except InvalidRequest:
        return spec
    return small


def test_from_the_request_to_the_file(server: Server, dialect: Dialect, tmp_path: Path) -> None:
    with Client(dialect, base_url=server.base, key="any") as client:
        video = client.wait(client.submit(wish(dialect)), every_seconds=0.2, timeout_seconds=120)
        client.download(video, tmp_path / "fox.mp4")
    assert look((tmp_path / "fox.mp4").read_bytes(), tmp_path).frames == 24 * SECONDS
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".mp4", ".mp4"]


def test_a_refusal_is_raised_with_its_fields(server: Server, dialect: Dialect) -> None:
    with Client(dialect, base_url=server.base, key="any") as client, pytest.raises(InvalidRequest) as refused:
        client.submit(wish(dialect, prompt="", seconds=77))
    assert {problem.field for problem in refused.value.problems} == {"prompt", "seconds"}


def test_what_a_dialect_has_no_word_for_is_never_sent(server: Server, dialect: Dialect) -> None:
    spec = replace(wish(dialect), enhance_prompt=False, watermark=True)
    if not {"enhance_prompt", "watermark"} & set(dialect.unsaid):
        pytest.skip("this dialect says everything")
    with Client(dialect, base_url=server.base, key="any") as client, pytest.raises(InvalidRequest):
        client.submit(spec)


def test_a_job_that_nobody_knows(server: Server, dialect: Dialect) -> None:
    with Client(dialect, base_url=server.base, key="any") as client, pytest.raises(NotFound):
        client.poll(Sent(dialect.encode_id(UUID("8a7c46bb-37cd-4c60-9cac-182717e03f42")), wish(dialect)))


def test_asyncio_and_a_failure_with_its_cause(server: Server, dialect: Dialect) -> None:
    async def run() -> None:
        async with AsyncClient(dialect, base_url=server.base, key="any") as client:
            lost = replace(wish(dialect), start_frame=Url("http://127.0.0.1:9/gone.png"))
            with pytest.raises(EngineFailed, match=r"127\.0\.0\.1"):
                await client.wait(await client.submit(lost), every_seconds=0.2, timeout_seconds=60)

    asyncio.run(run())
