"""Stored files by key, on a local disk or in a bucket (S3, Google, Azure). Knows bytes and keys, not what they mean."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, from_url

from kinora.spec.errors import NotFound

if TYPE_CHECKING:
    from obstore.store import ObjectStore

_CHUNK_BYTES = 256 * 1024
# Narrow on purpose: these characters mean the same on every disk and in every bucket, so a key is also a path.
_KEY = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")


class MediaStore:
    """Files by key, such as `o/<uuid>/<token>/clip.mp4`.

    url: a local directory (made if missing) as a path or `file:///…`, or `s3://bucket/prefix`, `gs://…`, `az://…`.
    A bucket's endpoint and credentials come from its cloud's usual environment variables. Keys of other characters
    than letters, digits, `_`, `-` and inner dots raise ValueError, as does a URL of no known store; an unknown key
    raises NotFound("file").
    """

    def __init__(self, url: str) -> None:
        self._root = _local_root(url)
        self._store: ObjectStore
        if self._root is None:
            self._store = _bucket(url)
        else:
            self._store = LocalStore(self._root, mkdir=True, automatic_cleanup=True)

    async def put_file(self, key: str, path: Path, *, media_type: str) -> int:
        """Store a local file, streamed, and return its size in bytes. Nobody ever sees a half-written one."""
        _checked(key)
        size = path.stat().st_size
        await obstore.put_async(self._store, key, path, attributes=self._attributes(media_type))
        return size

    async def put_bytes(self, key: str, data: bytes, *, media_type: str) -> int:
        """Store bytes and return their number."""
        await obstore.put_async(self._store, _checked(key), data, attributes=self._attributes(media_type))
        return len(data)

    async def get_file(self, key: str, target: Path) -> None:
        """Copy a stored file to `target`, which appears when it is whole."""
        _checked(key)
        await asyncio.to_thread(self._download, key, target)

    async def size(self, key: str) -> int:
        """The size in bytes of a stored file."""
        try:
            return (await obstore.head_async(self._store, _checked(key)))["size"]
        except FileNotFoundError:
            raise NotFound("file") from None

    async def read(self, key: str, start: int, end: int) -> AsyncIterator[bytes]:
        """The bytes from `start` up to, without, `end`, in pieces of about 256 KiB. Both must lie within the file."""
        if start < 0 or end < start:
            raise ValueError(f"no such range: {start}..{end}")
        _checked(key)
        if start == end:
            return
        try:
            result = await obstore.get_async(self._store, key, options={"range": (start, end)})
            async for chunk in result.stream(min_chunk_size=_CHUNK_BYTES):
                yield bytes(chunk)
        except FileNotFoundError:
            raise NotFound("file") from None

    async def delete(self, keys: Sequence[str]) -> None:
        """Remove files. Keys that name nothing are passed over."""
        wanted = [_checked(key) for key in keys]
        if not wanted:
            return
        try:
            await obstore.delete_async(self._store, wanted)
        except FileNotFoundError:
            # Disks and some clouds stop a batch at the first missing key; one by one the others still go.
            await asyncio.gather(*(self._delete_one(key) for key in wanted))

    async def list_keys(self, prefix: str = "") -> list[str]:
        """All keys below a prefix of whole segments (`o/<uuid>`), sorted."""
        below = _checked(prefix.rstrip("/")) if prefix else None
        keys: list[str] = []
        async for batch in obstore.list(self._store, below):
            keys.extend(meta["path"] for meta in batch)
        return sorted(keys)

    def local_path(self, key: str) -> Path | None:
        """Where the file lies on this machine's disk, existing or not; None when it lies in a bucket."""
        _checked(key)
        return None if self._root is None else self._root / key

    def _attributes(self, media_type: str) -> dict[str, str] | None:
        # A disk has no place for a content type, and says so with an error.
        return None if self._root is not None else {"Content-Type": media_type}

    def _download(self, key: str, target: Path) -> None:
        try:
            stored = obstore.get(self._store, key)
        except FileNotFoundError:
            raise NotFound("file") from None
        part = target.with_name(target.name + ".part")
        try:
            with part.open("wb") as file:
                for chunk in stored.stream(min_chunk_size=_CHUNK_BYTES):
                    file.write(chunk)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)

    async def _delete_one(self, key: str) -> None:
        try:
            await obstore.delete_async(self._store, key)
        except FileNotFoundError:
            return


def _checked(key: str) -> str:
    if not _KEY.fullmatch(key):
        raise ValueError(f"not a key of the media store: {key!r}")
    return key


def _bucket(url: str) -> ObjectStore:
    try:
        return from_url(url)
    except BaseError as error:
        raise ValueError(f"No media store can be opened at {url}: {str(error).splitlines()[0]}") from None


def _local_root(url: str) -> Path | None:
    if "://" not in url:
        return Path(url).absolute()
    parts = urlsplit(url)
    return Path(unquote(parts.path)) if parts.scheme == "file" else None
