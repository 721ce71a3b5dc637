"""The media store in a real S3 bucket."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from kinora.media.store import MediaStore, StoreUnavailable
from kinora.spec.errors import Busy, NotFound
from tests.buckets import S3, SECRET, s3_server

CONTENT = bytes(range(256)) * 40_000  # ten megabytes: two parts, three ranges
KEY = "videos/6f1cbe0e/token.mp4"


@pytest.fixture(scope="module")
def s3() -> Iterator[S3]:
    with s3_server() as server:
        server.make_bucket("kinora-test")
        yield server


@pytest.fixture(autouse=True)
def environment(s3: S3, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in s3.environment.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def store() -> MediaStore:
    return MediaStore("s3://kinora-test/some/prefix")


async def whole(pieces: AsyncIterator[bytes]) -> bytes:
    return b"".join([piece async for piece in pieces])


def test_files_go_in_and_out_below_the_prefix(s3: S3, store: MediaStore, tmp_path: Path) -> None:
    async def scene() -> None:
        (tmp_path / "source").write_bytes(CONTENT)
        assert await store.put_file(KEY, tmp_path / "source", media_type="video/mp4") == len(CONTENT)
        assert await store.size(KEY) == len(CONTENT)
        await store.get_file(KEY, tmp_path / "copy")
        assert (tmp_path / "copy").read_bytes() == CONTENT
        for start, end in ((0, 1), (4 * 2**20 - 1, 4 * 2**20 + 1), (len(CONTENT) - 1, len(CONTENT)), (7, 7)):
            assert await whole(store.read(KEY, start, end)) == CONTENT[start:end]
        with pytest.raises(NotFound):
            await whole(store.read("videos/none", 0, 1))
        with pytest.raises(NotFound):
            await store.get_file("videos/none", tmp_path / "none")

    asyncio.run(scene())
    kept = httpx.get(f"{s3.url}/kinora-test/some/prefix/{KEY}")
    assert kept.content == CONTENT
    assert kept.headers["content-type"] == "video/mp4"


def test_a_batch_is_listed_and_removed_missing_ones_passed_over(store: MediaStore) -> None:
    async def scene() -> None:
        keys = [f"many/{number:04}" for number in range(1100)]  # more than S3 lists or deletes at once
        for some in range(0, len(keys), 100):
            await asyncio.gather(
                *(store.put_bytes(key, b"x", media_type="image/png") for key in keys[some : some + 100])
            )
        batches = [batch async for batch in store.listed("many")]
        assert max(len(batch) for batch in batches) <= 1000
        assert {stored.key for batch in batches for stored in batch} == set(keys)
        assert {stored.bytes for batch in batches for stored in batch} == {1}
        await store.delete([*keys, "many/none"])
        assert await store.list_keys("many") == []

    asyncio.run(scene())


_MEASURE = """
import asyncio, resource, sys
from pathlib import Path
from kinora.media.store import MediaStore

def peak_bytes():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

async def main():
    store = MediaStore("s3://kinora-test/memory")
    await store.check()
    before = peak_bytes()
    await store.put_file("large", Path(sys.argv[1]), media_type="video/mp4")
    await store.get_file("large", Path(sys.argv[1] + ".back"))
    print(peak_bytes() - before)

asyncio.run(main())
"""


def test_a_large_file_does_not_pass_through_memory(tmp_path: Path) -> None:
    size = 120 * 2**20
    with (tmp_path / "large").open("wb") as file:
        file.truncate(size)
    command = [sys.executable, "-c", _MEASURE, str(tmp_path / "large")]
    grown = int(subprocess.run(command, check=True, capture_output=True, text=True, timeout=100).stdout)
    assert (tmp_path / "large.back").stat().st_size == size
    assert grown < 70 * 2**20, f"{grown / 2**20:.0f} MiB"


def test_a_good_bucket_is_found_good_and_left_clean(store: MediaStore) -> None:
    asyncio.run(store.check())
    assert asyncio.run(store.list_keys("probe")) == []


def refusal(url: str) -> str:
    with pytest.raises(StoreUnavailable) as raised:
        asyncio.run(MediaStore(url).check())
    return raised.value.message


def test_what_is_wrong_with_a_bucket_is_one_sentence_without_secrets(
    s3: S3, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, logger="kinora"):
        assert refusal("s3://no-such-bucket/x") == (
            "The bucket s3://no-such-bucket/x can't be used: there is no such bucket."
        )
        s3.demand_credentials(True)
        try:
            wrong = refusal("s3://kinora-test/some")
        finally:
            s3.demand_credentials(False)
        assert wrong == "The bucket s3://kinora-test/some can't be used: it refuses this server's credentials."
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://user:{SECRET}@127.0.0.1:9")
        assert refusal(f"s3://user:{SECRET}@kinora-test/a") == (
            "The bucket s3://kinora-test/a can't be used: it can't be reached."
        )
    said = [record.getMessage() for record in caplog.records if record.name.startswith("kinora")]
    assert len(said) == 3
    assert not any(SECRET in line or "AKIATEST" in line for line in said)


def test_a_lost_bucket_is_busy_and_works_again_when_it_is_back(s3: S3, store: MediaStore, tmp_path: Path) -> None:
    async def lost() -> None:
        for work in (
            store.put_bytes("a", b"x", media_type="image/png"),
            store.size("a"),
            whole(store.read("a", 0, 1)),
            store.delete(["a"]),
            store.list_keys(),
            store.get_file("a", tmp_path / "a"),
        ):
            with pytest.raises(Busy, match=r"The server's file store can't be used: it can't be reached\.") as raised:
                await work
            assert raised.value.retry_after_seconds == 30
            assert raised.value.__cause__ is None

    asyncio.run(store.put_bytes("a", b"x", media_type="image/png"))
    s3.stop()
    try:
        asyncio.run(lost())
    finally:
        s3.start()
    assert list(tmp_path.iterdir()) == []
    assert asyncio.run(whole(store.read("a", 0, 1))) == b"x"


@pytest.mark.parametrize("url", ["gs://bucket/prefix", "az://container/prefix", "abfs://container/prefix"])
def test_other_clouds_open_without_being_asked(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AZURE_STORAGE_ACCOUNT_NAME", "account")
    monkeypatch.setenv("AZURE_STORAGE_ACCOUNT_KEY", "c2VjcmV0")
    assert MediaStore(url).local_path("a/b.jpg") is None
