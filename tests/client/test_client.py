"""Every dialect's codec turned round: as a client it drives a served Kinora from the request to the file."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from kinora.catalogue.load import Catalogue
from kinora.client.aio import AsyncClient
from kinora.client.sync import Client, Sent
from kinora.dialects import speak
from kinora.dialects.base import Dialect
from kinora.spec.errors import EngineFailed, InvalidRequest, NotFound
from kinora.spec.media import Url
from kinora.spec.video import Shape, VideoSpec
from tests.served import Server, look

DIALECTS = {dialect.name: dialect for dialect in speak(Catalogue.shipped())}


@pytest.fixture(params=sorted(DIALECTS))
def dialect(request: pytest.FixtureRequest) -> Iterator[Dialect]:
    yield DIALECTS[request.param]


def wish(prompt: str = "A fox walks in a meadow", seconds: int = 5) -> VideoSpec:
    return VideoSpec(model="seedance-2.0-mini", prompt=prompt, size=Shape(tier="480p"), seconds=seconds, seed=1)


def test_from_the_request_to_the_file(server: Server, dialect: Dialect, tmp_path: Path) -> None:
    with Client(dialect, base_url=server.base, key="any") as client:
        video = client.wait(client.submit(wish()), every_seconds=0.2, timeout_seconds=120)
        client.download(video, tmp_path / "fox.mp4")
    assert look((tmp_path / "fox.mp4").read_bytes(), tmp_path).frames == 120
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".mp4", ".mp4"]


def test_a_refusal_is_raised_with_its_fields(server: Server, dialect: Dialect) -> None:
    with Client(dialect, base_url=server.base, key="any") as client, pytest.raises(InvalidRequest) as refused:
        client.submit(wish(prompt="", seconds=77))
    assert {problem.field for problem in refused.value.problems} == {"prompt", "seconds"}


def test_what_a_dialect_has_no_word_for_is_never_sent(server: Server, dialect: Dialect) -> None:
    spec = VideoSpec(
        model="seedance-2.0-mini", prompt="x", size=Shape(tier="480p"), enhance_prompt=False, watermark=True
    )
    if not {"enhance_prompt", "watermark"} & set(dialect.unsaid):
        pytest.skip("this dialect says everything")
    with Client(dialect, base_url=server.base, key="any") as client, pytest.raises(InvalidRequest):
        client.submit(spec)


def test_a_job_that_nobody_knows(server: Server, dialect: Dialect) -> None:
    with Client(dialect, base_url=server.base, key="any") as client, pytest.raises(NotFound):
        client.poll(Sent("8a7c46bb-37cd-4c60-9cac-182717e03f42", wish()))


def test_asyncio_and_a_failure_with_its_cause(server: Server, dialect: Dialect) -> None:
    async def run() -> None:
        async with AsyncClient(dialect, base_url=server.base, key="any") as client:
            lost = VideoSpec(
                model="seedance-2.0-mini",
                prompt="x",
                size=Shape(tier="480p"),
                seconds=5,
                start_frame=Url("http://127.0.0.1:9/gone.png"),
            )
            with pytest.raises(EngineFailed, match=r"127\.0\.0\.1"):
                await client.wait(await client.submit(lost), every_seconds=0.2, timeout_seconds=60)

    asyncio.run(run())
