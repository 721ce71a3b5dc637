"""The media store on a real directory."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from kinora.media.store import MediaStore, StoreUnavailable
from kinora.spec.errors import NotFound
from tests.disks import mounted, read_only

CONTENT = bytes(range(256)) * 8000  # two megabytes, in which every range can be told from the others
KEY = "o/6f1cbe0e/token/clip.mp4"


@pytest.fixture
def store(tmp_path: Path) -> MediaStore:
    return MediaStore(str(tmp_path / "the store"))


async def whole(pieces: AsyncIterator[bytes]) -> bytes:
    return b"".join([piece async for piece in pieces])


def test_a_file_goes_in_and_comes_out_unchanged(store: MediaStore, tmp_path: Path) -> None:
    async def scene() -> None:
        (tmp_path / "source").write_bytes(CONTENT)
        assert await store.put_file(KEY, tmp_path / "source", media_type="video/mp4") == len(CONTENT)
        assert await store.size(KEY) == len(CONTENT)
        await store.get_file(KEY, tmp_path / "copy")
        assert (tmp_path / "copy").read_bytes() == CONTENT
        assert await store.put_bytes("small", b"abc", media_type="image/png") == 3
        assert await whole(store.read("small", 0, 3)) == b"abc"

    asyncio.run(scene())


def test_ranges_are_exact_and_come_in_pieces(store: MediaStore) -> None:
    async def scene() -> None:
        await store.put_bytes(KEY, CONTENT, media_type="video/mp4")
        for start, end in ((0, 1), (5, 1_000_000), (len(CONTENT) - 1, len(CONTENT)), (7, 7)):
            assert await whole(store.read(KEY, start, end)) == CONTENT[start:end]
        pieces = [piece async for piece in store.read(KEY, 0, len(CONTENT))]
        assert len(pieces) == 8
        assert all(type(piece) is bytes for piece in pieces)

    asyncio.run(scene())


def test_a_new_version_never_shows_half_written(store: MediaStore) -> None:
    async def scene() -> None:
        await store.put_bytes(KEY, b"old" * 1000, media_type="video/mp4")
        path = store.local_path(KEY)
        assert path is not None
        with path.open("rb") as reader:
            await store.put_bytes(KEY, CONTENT, media_type="video/mp4")
            # Written aside and renamed: who reads the old file keeps it to its end.
            assert reader.read() == b"old" * 1000
        assert path.read_bytes() == CONTENT
        assert [file.name for file in path.parent.iterdir()] == ["clip.mp4"]

    asyncio.run(scene())


def test_unknown_keys_are_not_found(store: MediaStore, tmp_path: Path) -> None:
    async def scene() -> None:
        with pytest.raises(NotFound, match="No such file"):
            await store.size("no/such")
        with pytest.raises(NotFound):
            await store.get_file("no/such", tmp_path / "copy")
        with pytest.raises(NotFound):
            await whole(store.read("no/such", 0, 1))
        assert not (tmp_path / "copy").exists()

    asyncio.run(scene())


def test_deleting_passes_over_what_is_missing(store: MediaStore) -> None:
    async def scene() -> None:
        for key in ("a/1", "a/2", "b/1"):
            await store.put_bytes(key, b"x", media_type="image/png")
        await store.delete(["none", "a/1", "a/none", "a/2"])
        assert await store.list_keys() == ["b/1"]
        await store.delete([])
        await store.delete(["b/1"])
        assert await store.list_keys() == []

    asyncio.run(scene())


def test_listing_goes_by_whole_segments(store: MediaStore) -> None:
    async def scene() -> None:
        for key in ("o/b/2", "o/a/1", "other/1"):
            await store.put_bytes(key, b"x", media_type="image/png")
        assert await store.list_keys() == ["o/a/1", "o/b/2", "other/1"]
        assert await store.list_keys("o") == await store.list_keys("o/") == ["o/a/1", "o/b/2"]
        assert await store.list_keys("o/b") == ["o/b/2"]
        assert await store.list_keys("none") == []

    asyncio.run(scene())


@pytest.mark.parametrize(
    "key",
    ["", "/etc/passwd", "../x", "a/../x", "a//b", "a/", ".hidden", "a/.", "a b", "a\\b", "ä", "a\n", "a%2e", "a#1"],
)
def test_keys_that_could_lead_elsewhere_are_refused(store: MediaStore, key: str) -> None:
    with pytest.raises(ValueError, match="not a key"):
        store.local_path(key)
    with pytest.raises(ValueError, match="not a key"):
        asyncio.run(store.put_bytes(key, b"x", media_type="image/png"))
    with pytest.raises(ValueError, match="not a key"):
        asyncio.run(whole(store.read(key, 0, 1)))


def test_a_file_url_names_the_same_directory(store: MediaStore, tmp_path: Path) -> None:
    same = MediaStore((tmp_path / "the store").as_uri())
    asyncio.run(store.put_bytes("a/b.jpg", b"x", media_type="image/jpeg"))
    assert asyncio.run(same.list_keys()) == ["a/b.jpg"]
    path = same.local_path("a/b.jpg")
    assert path is not None
    assert path.read_bytes() == b"x"


def test_a_bucket_has_no_local_path() -> None:
    assert MediaStore("s3://bucket/prefix").local_path("a/b.jpg") is None


def test_unknown_schemes_are_refused() -> None:
    with pytest.raises(ValueError, match="ftp://host/dir"):
        MediaStore("ftp://host/dir")


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    with mounted(tmp_path / "tiny", size="1m") as folder:
        yield folder


def test_a_full_disk_says_so_and_keeps_nothing_half_written(tiny: Path, tmp_path: Path) -> None:
    store = MediaStore(str(tiny / "media"))

    async def scene() -> None:
        await store.check()
        (tmp_path / "large").write_bytes(bytes(6_000_000))
        with pytest.raises(StoreUnavailable, match=r"can't be used: no space is left\."):
            await store.put_file("videos/a.mp4", tmp_path / "large", media_type="video/mp4")
        assert [path for path in tiny.rglob("*") if path.is_file()] == []
        (tiny / "filler").write_bytes(bytes(1_000_000))
        with pytest.raises(StoreUnavailable) as raised:
            await store.check()
        assert raised.value.message == f"The folder {tiny / 'media'} can't be used: no space is left."
        (tiny / "filler").unlink()
        assert await store.put_bytes("videos/a.mp4", b"x", media_type="video/mp4") == 1

    asyncio.run(scene())


def test_a_read_only_disk_says_so_and_is_still_read(tiny: Path) -> None:
    store = MediaStore(str(tiny / "media"))

    async def scene() -> None:
        await store.put_bytes("a", b"x", media_type="image/png")
        with read_only(tiny):
            with pytest.raises(StoreUnavailable, match=r"media can't be used: it is read-only\."):
                await store.check()
            for work in (store.put_bytes("b/c", b"x", media_type="image/png"), store.delete(["a"])):
                with pytest.raises(StoreUnavailable, match="it is read-only"):
                    await work
            assert await whole(store.read("a", 0, 1)) == b"x"
            with pytest.raises(StoreUnavailable, match="sub can't be used: it is read-only"):
                MediaStore(str(tiny / "sub"))
        await store.check()

    asyncio.run(scene())


def test_a_folder_that_is_gone_is_not_an_unknown_file(store: MediaStore, tmp_path: Path) -> None:
    asyncio.run(store.put_bytes("a", b"x", media_type="image/png"))
    (tmp_path / "the store").rename(tmp_path / "elsewhere")
    with pytest.raises(StoreUnavailable, match="the folder is gone"):
        asyncio.run(store.size("a"))


def test_what_a_dead_writer_left_is_removed_in_time(store: MediaStore, tmp_path: Path) -> None:
    async def scene() -> None:
        await store.put_bytes("videos/a.mp4", b"x", media_type="video/mp4")
        left = tmp_path / "the store" / "videos" / "b.mp4#1"
        left.write_bytes(b"half")
        assert await store.list_keys() == ["videos/a.mp4"]
        assert await store.remove_partial(older_than_seconds=60) == 0
        assert left.exists()
        assert await store.remove_partial(older_than_seconds=0) == 1
        assert not left.exists()
        assert await store.list_keys() == ["videos/a.mp4"]

    asyncio.run(scene())


_BRIEF = """
import asyncio, sys
from kinora.media.store import MediaStore

async def main():
    store = MediaStore(sys.argv[1])
    await asyncio.gather(*(store.put_bytes(f"a/{n}", b"x", media_type="image/png") for n in range(20)))

asyncio.run(main())
"""


def test_a_process_that_has_just_stored_something_ends_well(tmp_path: Path) -> None:
    """Without care some of them abort while they end."""
    command = [sys.executable, "-c", _BRIEF, str(tmp_path)]
    for _ in range(4):
        some = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(8)]
        ended = [(process.communicate()[1], process.returncode) for process in some]
        assert ended == [(b"", 0)] * 8
