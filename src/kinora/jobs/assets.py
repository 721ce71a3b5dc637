"""Files with an owner: uploads, inline media, finished videos, posters. A row each; the bytes in the media store.

Knows what a reference may mean to whom; refuses to know what a job does with a file.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from uuid import UUID, uuid4

import sqlalchemy as sa

from kinora.jobs.database import Database
from kinora.jobs.keys import Owner
from kinora.jobs.tables import assets, jobs
from kinora.media.fetch import DEFAULT_MAX_BYTES
from kinora.media.probe import probe
from kinora.media.sniff import HEAD_BYTES, Sniffed, sniff
from kinora.media.store import MediaStore
from kinora.spec.errors import MediaUnusable, NotFound, TooLarge
from kinora.spec.media import Generated, MediaKind, Upload

Purpose = Literal["upload", "input", "video", "poster"]
AssetState = Literal["pending", "ready", "failed", "deleted"]
_PENDING_SECONDS = 3600.0
_KIND_WORDS: Mapping[MediaKind, str] = {"image": "an image", "video": "a video", "audio": "audio"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """One file. Times are Unix seconds; kind, media_type and measures are None until it is ready.

    suffix: with its dot. expires: when the sweep takes it; None keeps it.
    """

    id: UUID
    owner: UUID
    purpose: Purpose
    state: AssetState
    suffix: str
    object_key: str
    created: float
    kind: MediaKind | None = None
    media_type: str | None = None
    bytes: int | None = None
    width: int | None = None
    height: int | None = None
    seconds: float | None = None
    job_id: UUID | None = None
    expires: float | None = None

    def row(self) -> dict[str, object]:
        """The values of the asset's row."""
        return {column.name: getattr(self, column.name) for column in assets.columns}


@dataclass(frozen=True, slots=True)
class Unusable:
    """Why a reference can't be used, as the end of a sentence: "no such upload"."""

    detail: str


class Assets:
    """The files of one installation.

    max_bytes: the most that an upload may have, by kind. lifetime_seconds: how long uploads are kept.
    """

    def __init__(
        self,
        database: Database,
        media: MediaStore,
        *,
        max_bytes: Mapping[MediaKind, int] = DEFAULT_MAX_BYTES,
        lifetime_seconds: float = 30 * 86_400.0,
        now: Callable[[], float] = time.time,
        new_id: Callable[[], UUID] = uuid4,
    ) -> None:
        self._database = database
        self._media = media
        self._max_bytes = max_bytes
        self._lifetime_seconds = lifetime_seconds
        self._now = now
        self._new_id = new_id

    @property
    def largest_bytes(self) -> int:
        """The most bytes that any upload may have."""
        return max(self._max_bytes.values())

    async def begin_upload(self, owner: Owner, suffix: str) -> Asset:
        """Promise a place for a file that is to be uploaded. suffix: with its dot, as the client announced it."""
        return await self._insert(owner, "upload", suffix)

    async def receive_upload(self, id: UUID, path: Path) -> Asset:
        """Take an uploaded file: look at it, measure it, store it. Sending it again changes nothing.

        Raises NotFound for an upload that nobody began, TooLarge, and MediaUnusable for a file that is no media.
        """
        asset = await self.get(id)
        if asset.purpose != "upload":
            raise NotFound("upload", str(id))
        return asset if asset.state == "ready" else await self._take(asset, path)

    async def adopt(self, owner: Owner, data: bytes, purpose: Purpose = "input") -> Asset:
        """Store media that came inside a request. Raises TooLarge, and MediaUnusable for bytes that are no media."""
        asset = await self._insert(owner, purpose, "")
        with tempfile.TemporaryDirectory(prefix="kinora-") as folder:
            path = Path(folder) / "file"
            await asyncio.to_thread(path.write_bytes, data)
            return await self._take(asset, path)

    async def get(self, id: UUID) -> Asset:
        """An asset that is not deleted. Raises NotFound."""
        asset = await self._database.read(lambda connection: _asset(connection, id))
        if asset is None:
            raise NotFound("asset", str(id))
        return asset

    def read(self, asset: Asset, start: int, end: int) -> AsyncIterator[bytes]:
        """The bytes of a ready asset from `start` up to, without, `end`."""
        return self._media.read(asset.object_key, start, end)

    def local_path(self, asset: Asset) -> Path | None:
        """Where a ready asset's file lies on this machine's disk; None when it lies in a bucket."""
        return self._media.local_path(asset.object_key)

    async def resolve(self, ref: Upload | Generated, kind: MediaKind, owner: UUID) -> Asset | Unusable:
        """The owner's ready file behind a reference, for a slot of this kind.

        A Generated id is an asset's or a job's. Where a picture is wanted, a video stands for its poster.
        """
        return await self._database.read(lambda connection: _resolve(connection, ref, kind, owner))

    async def of_job(self, id: UUID) -> tuple[Asset, ...]:
        """The files that a job made."""
        return await self._select(assets.c.job_id == id)

    async def expired(self, *, limit: int = 500) -> tuple[Asset, ...]:
        """Files whose time has passed, uploads that never came among them."""
        return await self._select(assets.c.expires <= self._now(), limit=limit)

    async def discard(self, unwanted: Sequence[Asset]) -> None:
        """Remove files. Their rows stay, as deleted."""
        if not unwanted:
            return
        # Files first: what a crash leaves is a row without a file, and the next sweep takes that.
        await self._media.delete([asset.object_key for asset in unwanted])
        change = assets.update().where(assets.c.id.in_([asset.id for asset in unwanted])).values(state="deleted")
        await self._database.write(lambda connection: connection.execute(change).rowcount)

    async def _select(self, condition: sa.ColumnElement[bool], *, limit: int | None = None) -> tuple[Asset, ...]:
        wanted = sa.select(assets).where(condition, assets.c.state != "deleted").order_by(assets.c.expires).limit(limit)
        rows = await self._database.read(lambda connection: connection.execute(wanted).mappings().all())
        return tuple(Asset(**row) for row in rows)

    async def _insert(self, owner: Owner, purpose: Purpose, suffix: str) -> Asset:
        id = self._new_id()
        asset = Asset(
            id=id,
            owner=owner.id,
            purpose=purpose,
            state="pending",
            suffix=suffix,
            object_key=f"{purpose}s/{id}",
            created=self._now(),
            expires=self._now() + _PENDING_SECONDS,
        )
        await self._database.write(
            lambda connection: connection.execute(assets.insert().values(**asset.row())).rowcount
        )
        return asset

    async def _take(self, asset: Asset, path: Path) -> Asset:
        try:
            found = await asyncio.to_thread(self._look, path)
            seen = await asyncio.to_thread(probe, path)
        except (MediaUnusable, TooLarge):
            await self._update(asset.id, {"state": "failed"})
            raise
        key = f"{asset.purpose}s/{asset.id}{found.suffix}"
        size = await self._media.put_file(key, path, media_type=found.media_type)
        await self._update(
            asset.id,
            {
                "state": "ready",
                "kind": seen.kind,
                "media_type": seen.media_type,
                "suffix": found.suffix,
                "object_key": key,
                "bytes": size,
                "width": seen.width,
                "height": seen.height,
                "seconds": seen.seconds,
                "expires": self._now() + self._lifetime_seconds,
            },
        )
        return await self.get(asset.id)

    def _look(self, path: Path) -> Sniffed:
        with path.open("rb") as file:
            found = sniff(file.read(HEAD_BYTES))
        if found is None:
            raise MediaUnusable("The file is no image, video or sound that is known here.")
        if path.stat().st_size > self._max_bytes[found.kind]:
            limit = self._max_bytes[found.kind] / 1_000_000
            raise TooLarge(f"The file is larger than the {limit:g} MB that {_KIND_WORDS[found.kind]} may have")
        return found

    async def _update(self, id: UUID, values: dict[str, object]) -> None:
        change = assets.update().where(assets.c.id == id, assets.c.state.in_(("pending", "failed"))).values(**values)
        await self._database.write(lambda connection: connection.execute(change).rowcount)


def _asset(connection: sa.Connection, id: UUID) -> Asset | None:
    wanted = sa.select(assets).where(assets.c.id == id, assets.c.state != "deleted")
    row = connection.execute(wanted).mappings().first()
    return None if row is None else Asset(**row)


def _resolve(connection: sa.Connection, ref: Upload | Generated, kind: MediaKind, owner: UUID) -> Asset | Unusable:
    what = "upload" if isinstance(ref, Upload) else "generated video"
    missing = Unusable(f"names no {what} of yours ({ref.id})")
    asset = _asset(connection, ref.id)
    if asset is None and isinstance(ref, Generated):
        found = _video_of_job(connection, ref.id, owner)
        if isinstance(found, Unusable):
            return found
        asset = found
    if asset is None or asset.owner != owner:
        return missing
    if asset.kind == "video" and kind == "image" and asset.job_id is not None:
        asset = _poster_of(connection, asset.job_id)
    if asset is None:
        return missing
    if asset.state != "ready":
        return Unusable(f"names a file that has not been uploaded ({ref.id})")
    if asset.kind != kind:
        return Unusable(f"must be {_KIND_WORDS[kind]}, and {ref.id} is {_KIND_WORDS[asset.kind or 'image']}")
    return asset


def _video_of_job(connection: sa.Connection, id: UUID, owner: UUID) -> Asset | Unusable | None:
    wanted = sa.select(jobs.c.state, jobs.c.video_asset).where(jobs.c.id == id, jobs.c.owner == owner)
    row = connection.execute(wanted).first()
    if row is None:
        return None
    if row.state != "succeeded":
        return Unusable(f"names a job that is {row.state} and has no video ({id})")
    return _asset(connection, row.video_asset)


def _poster_of(connection: sa.Connection, job_id: UUID) -> Asset | None:
    wanted = sa.select(jobs.c.poster_asset).where(jobs.c.id == job_id)
    poster = connection.execute(wanted).scalar()
    return None if poster is None else _asset(connection, poster)
