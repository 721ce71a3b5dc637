"""Stored files by key, on a local disk or in a bucket (S3, Google, Azure). Knows bytes and keys, not what they mean."""

from __future__ import annotations

import asyncio
import os
import re
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import obstore

from kinora.media.store_errors import StoreUnavailable as StoreUnavailable
from kinora.media.store_errors import explained
from kinora.media.store_place import local_root, open_bucket, open_folder, public
from kinora.spec.errors import NotFound

if TYPE_CHECKING:
    from obstore.store import ObjectStore

_CHUNK_BYTES = 256 * 1024
_RANGE_BYTES = 4 * 2**20
"""So much of a bucket's file is asked for at a time: a slow reader never outlasts one request."""
_PART_BYTES = 5 * 2**20
_PARTS_AT_ONCE = 4
_LISTED_AT_ONCE = 1000
_PROBE_BYTES = 64 * 1024
# Narrow on purpose: these characters mean the same on every disk and in every bucket, so a key is also a path.
_KEY = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")
_PARTIAL = re.compile(r"#\d+$")  # how obstore names a file on a disk until it is whole


@dataclass(frozen=True, slots=True)
class Stored:
    """A file as a listing shows it. modified: Unix seconds by the store's clock."""

    key: str
    bytes: int
    modified: float


class MediaStore:
    """Files by key, such as `o/<uuid>/<token>/clip.mp4`.

    url: a local directory (made if missing) as a path or `file:///…`, or `s3://bucket/prefix`, `gs://…`, `az://…`.
    A bucket's endpoint and credentials come from its cloud's usual environment variables. Keys of other characters
    than letters, digits, `_`, `-` and inner dots raise ValueError, as does a URL of no known store; an unknown key
    raises NotFound("file"); whatever else goes wrong raises StoreUnavailable.
    """

    def __init__(self, url: str) -> None:
        self._root = local_root(url)
        self._place = f"The folder {self._root}" if self._root else f"The bucket {public(url)}"
        self._store: ObjectStore = open_bucket(url) if self._root is None else open_folder(self._root)

    async def check(self) -> None:
        """Store, read and remove a small file. Raises StoreUnavailable with a sentence that names the place."""
        key, data = f"probe/{uuid4()}", bytes(_PROBE_BYTES)
        try:
            await self.put_bytes(key, data, media_type="application/octet-stream")
            try:
                back = [piece async for piece in self.read(key, 0, len(data))]
            finally:
                with suppress(NotFound):
                    await self.delete([key])
        except StoreUnavailable as error:
            raise StoreUnavailable(error.cause, place=self._place) from None
        except NotFound:
            raise StoreUnavailable("what is written there is not found again", place=self._place) from None
        if b"".join(back) != data:
            raise StoreUnavailable("what is written there does not come back", place=self._place)

    async def put_file(self, key: str, path: Path, *, media_type: str) -> int:
        """Store a local file, streamed, and return its size in bytes. Nobody ever sees a half-written one."""
        _checked(key)
        size = path.stat().st_size
        await self._put(key, path, media_type)
        return size

    async def put_bytes(self, key: str, data: bytes, *, media_type: str) -> int:
        """Store bytes and return their number."""
        await self._put(_checked(key), data, media_type)
        return len(data)

    async def get_file(self, key: str, target: Path) -> None:
        """Copy a stored file to `target`, which appears when it is whole."""
        size = await self.size(key)
        part = target.with_name(target.name + ".part")
        try:
            with part.open("wb") as file:
                async for piece in self.read(key, 0, size):
                    await asyncio.to_thread(file.write, piece)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)

    async def size(self, key: str) -> int:
        """The size in bytes of a stored file."""
        _checked(key)
        with self._explained():
            return (await obstore.head_async(self._store, key))["size"]

    async def read(self, key: str, start: int, end: int) -> AsyncIterator[bytes]:
        """The bytes from `start` up to, without, `end`, in pieces of about 256 KiB. Both must lie within the file."""
        if start < 0 or end < start:
            raise ValueError(f"no such range: {start}..{end}")
        _checked(key)
        if start == end:
            return
        pieces = self._ranges(key, start, end) if self._root is None else self._stream(key, start, end)
        with self._explained():
            async for piece in pieces:
                yield piece

    async def delete(self, keys: Sequence[str]) -> None:
        """Remove files. Keys that name nothing are passed over."""
        wanted = [_checked(key) for key in keys]
        if not wanted:
            return
        try:
            with self._explained():
                await obstore.delete_async(self._store, wanted)
        except NotFound:
            # Disks and some clouds stop a batch at the first missing key; one by one the others still go.
            for key in wanted:
                await self._delete_one(key)

    async def listed(self, prefix: str = "") -> AsyncIterator[list[Stored]]:
        """All files below a prefix of whole segments (`o/<uuid>`), in batches, in no order."""
        below = _checked(prefix.rstrip("/")) if prefix else None
        with self._explained():
            async for batch in obstore.list(self._store, below, chunk_size=_LISTED_AT_ONCE):
                yield [Stored(meta["path"], meta["size"], meta["last_modified"].timestamp()) for meta in batch]

    async def list_keys(self, prefix: str = "") -> list[str]:
        """All keys below a prefix of whole segments (`o/<uuid>`), sorted."""
        return sorted([stored.key async for batch in self.listed(prefix) for stored in batch])

    async def remove_partial(self, *, older_than_seconds: float, dry_run: bool = False) -> int:
        """Remove what writers that died left half-written on a disk; answer how many files.

        Buckets keep such things hidden: there a lifecycle rule for incomplete multipart uploads removes them.
        """
        if self._root is None:
            return 0
        left = await asyncio.to_thread(_partial, self._root, older_than_seconds)
        for path in () if dry_run else left:
            with self._explained():
                path.unlink(missing_ok=True)
        return len(left)

    def local_path(self, key: str) -> Path | None:
        """Where the file lies on this machine's disk, existing or not; None when it lies in a bucket."""
        _checked(key)
        return None if self._root is None else self._root / key

    async def _put(self, key: str, source: Path | bytes, media_type: str) -> None:
        # A disk has no place for a content type, and says so with an error.
        attributes = None if self._root is not None else {"Content-Type": media_type}
        try:
            with self._explained():
                await obstore.put_async(
                    self._store,
                    key,
                    source,
                    attributes=attributes,
                    chunk_size=_PART_BYTES,
                    max_concurrency=_PARTS_AT_ONCE,
                )
                if self._root is not None:
                    await asyncio.to_thread(_sync, self._root / key)
        except NotFound:
            raise StoreUnavailable("there is no such bucket") from None

    async def _ranges(self, key: str, start: int, end: int) -> AsyncIterator[bytes]:
        for begin in range(start, end, _RANGE_BYTES):
            some = memoryview(
                await obstore.get_range_async(self._store, key, start=begin, end=min(begin + _RANGE_BYTES, end))
            )
            for offset in range(0, len(some), _CHUNK_BYTES):
                yield bytes(some[offset : offset + _CHUNK_BYTES])

    async def _stream(self, key: str, start: int, end: int) -> AsyncIterator[bytes]:
        result = await obstore.get_async(self._store, key, options={"range": (start, end)})
        async for chunk in result.stream(min_chunk_size=_CHUNK_BYTES):
            yield bytes(chunk)

    async def _delete_one(self, key: str) -> None:
        with suppress(NotFound), self._explained():
            await obstore.delete_async(self._store, key)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            with explained():
                yield
        except NotFound:
            if self._root is not None and not self._root.is_dir():
                raise StoreUnavailable("the folder is gone") from None
            raise


def _checked(key: str) -> str:
    if not _KEY.fullmatch(key):
        raise ValueError(f"not a key of the media store: {key!r}")
    return key


def _sync(path: Path) -> None:
    """Bring a file and its name to the disk: a job that is done in the database keeps its video over a power cut."""
    for target in (path, path.parent) if os.name == "posix" else ():
        descriptor = os.open(target, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _partial(root: Path, older_than_seconds: float) -> list[Path]:
    left, now = [], time.time()
    for folder, _, names in os.walk(root):
        for path in (Path(folder, name) for name in names if _PARTIAL.search(name)):
            with suppress(OSError):
                if now - path.stat().st_mtime >= older_than_seconds:
                    left.append(path)
    return left
