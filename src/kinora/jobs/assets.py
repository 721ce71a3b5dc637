"""Files with an owner: uploads, inline media, finished videos, posters. A row each; the bytes in the media store.

Knows what a reference may mean to whom; refuses to know what a job does with a file.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import UUID, uuid4

import sqlalchemy as sa

from kinora.jobs.asset import KIND_WORDS, Asset, Purpose, Unusable, asset_of, resolved
from kinora.jobs.database import Database
from kinora.jobs.keys import Owner
from kinora.jobs.quota import Quota
from kinora.jobs.removal import bury, condemn
from kinora.jobs.tables import assets
from kinora.media.fetch import DEFAULT_MAX_BYTES
from kinora.media.measure import measure
from kinora.media.sniff import HEAD_BYTES, Sniffed, sniff
from kinora.media.store import MediaStore, StoreUnavailable
from kinora.media.store_errors import unavailable
from kinora.spec.errors import MediaUnusable, NotFound, TooLarge
from kinora.spec.media import Generated, MediaKind, Upload

_PENDING_SECONDS = 3600.0


class Assets:
    """The files of one installation.

    max_bytes: the most that an upload may have, by kind. lifetime_seconds: how long uploads are kept. quota_bytes: the
    most that one owner may store; None for no limit.
    """

    def __init__(
        self,
        database: Database,
        media: MediaStore,
        *,
        max_bytes: Mapping[MediaKind, int] = DEFAULT_MAX_BYTES,
        lifetime_seconds: float = 30 * 86_400.0,
        quota_bytes: int | None = None,
        now: Callable[[], float] = time.time,
        new_id: Callable[[], UUID] = uuid4,
    ) -> None:
        self._database = database
        self._media = media
        self._max_bytes = max_bytes
        self._lifetime_seconds = lifetime_seconds
        self._quota = Quota(database, quota_bytes)
        self._now = now
        self._new_id = new_id

    @property
    def largest_bytes(self) -> int:
        """The most bytes that any upload may have."""
        return max(self._max_bytes.values())

    async def begin_upload(self, owner: Owner, suffix: str) -> Asset:
        """Promise a place for a file that is to be uploaded. suffix: with its dot, as the client announced it.

        Raises TooLarge when the owner has no room left.
        """
        await self.check_room(owner)
        return await self._insert(owner, "upload", suffix)

    async def receive_upload(self, id: UUID, path: Path) -> Asset:
        """Take an uploaded file: look at it, measure it, store it. Sending it again changes nothing.

        Raises NotFound for an upload that nobody began, TooLarge, MediaUnusable for a file that is no media, and
        StoreUnavailable; after each of the last three it can be sent again.
        """
        asset = await self.get(id)
        if asset.purpose != "upload":
            raise NotFound("upload", str(id))
        return asset if asset.state == "ready" else await self._take(asset, path)

    async def adopt(self, owner: Owner, data: bytes, purpose: Purpose = "input") -> Asset:
        """Store media that came inside a request.

        Raises TooLarge, MediaUnusable for bytes that are no media, and StoreUnavailable.
        """
        await self.check_room(owner, more_bytes=len(data))
        asset = await self._insert(owner, purpose, "")
        path = await asyncio.to_thread(_written, data)
        try:
            return await self._take(asset, path)
        finally:
            path.unlink(missing_ok=True)

    async def check_room(self, owner: Owner, *, more_bytes: int = 0) -> None:
        """Raise TooLarge, with what is used and what may be, unless the owner may store (so many) more bytes."""
        await self._quota.check(owner.id, more_bytes=more_bytes)

    async def get(self, id: UUID) -> Asset:
        """An asset that is not deleted. Raises NotFound."""
        asset = await self._database.read(lambda connection: asset_of(connection, id))
        if asset is None:
            raise NotFound("asset", str(id))
        return asset

    async def of_owner(self, id: UUID, owner: Owner) -> Asset:
        """A file that an owner brought: uploaded, or inside a request. Raises NotFound."""
        asset = await self.get(id)
        if asset.owner != owner.id or asset.purpose not in {"upload", "input"}:
            raise NotFound("asset", str(id))
        return asset

    async def uploads(self, owner: Owner, *, limit: int = 100) -> tuple[Asset, ...]:
        """An owner's latest uploads that have arrived, newest first."""
        mine = (assets.c.owner == owner.id, assets.c.purpose == "upload", assets.c.state == "ready")
        wanted = sa.select(assets).where(*mine).order_by(assets.c.created.desc(), assets.c.id).limit(limit)
        rows = await self._database.read(lambda connection: connection.execute(wanted).mappings().all())
        return tuple(Asset(**row) for row in rows)

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
        return await self._database.read(lambda connection: resolved(connection, ref, kind, owner))

    async def of_job(self, id: UUID) -> tuple[Asset, ...]:
        """The files that a job made."""
        return await self._select(assets.c.job_id == id)

    async def discard(self, unwanted: Sequence[Asset]) -> None:
        """Remove files. When this answers nobody sees them any more; a store that is lost gives them up later."""
        if not unwanted:
            return
        ids, at = [asset.id for asset in unwanted], self._now()
        await self._database.write(lambda connection: condemn(connection, assets.c.id.in_(ids), at=at))
        with suppress(StoreUnavailable):  # the rows are marked: the next sweep tries again
            await bury(self._database, self._media, at=at)

    async def _select(self, condition: sa.ColumnElement[bool]) -> tuple[Asset, ...]:
        wanted = sa.select(assets).where(condition, assets.c.state != "deleted")
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
            seen = await asyncio.to_thread(measure, path)
        except (MediaUnusable, TooLarge):
            await self._update(asset.id, {"state": "failed"})
            raise
        await self._quota.check(asset.owner, more_bytes=path.stat().st_size)
        # Of this attempt alone, and told before it is used: whatever ends it, the row knows what there is to remove.
        key = f"{asset.purpose}s/{asset.id}/{self._new_id()}{found.suffix}"
        if not await self._update(asset.id, {"object_key": key}):
            return await self.get(asset.id)
        values = {
            "state": "ready",
            "kind": seen.kind,
            "media_type": seen.media_type,
            "suffix": found.suffix,
            "object_key": key,
            "bytes": await self._media.put_file(key, path, media_type=found.media_type),
            "width": seen.width,
            "height": seen.height,
            "seconds": seen.seconds,
            "expires": self._now() + self._lifetime_seconds,
        }
        if not await self._update(asset.id, values):
            # The same file was sent twice at once, or its time has passed: the other copy counts, if any.
            await self._media.delete([key])
        return await self.get(asset.id)

    def _look(self, path: Path) -> Sniffed:
        with path.open("rb") as file:
            found = sniff(file.read(HEAD_BYTES))
        if found is None:
            raise MediaUnusable("The file is no image, video or sound that is known here.")
        if path.stat().st_size > self._max_bytes[found.kind]:
            limit = self._max_bytes[found.kind] / 1_000_000
            raise TooLarge(f"The file is larger than the {limit:g} MB that {KIND_WORDS[found.kind]} may have")
        return found

    async def _update(self, id: UUID, values: Mapping[str, object]) -> bool:
        """Change a row that is not ready yet; False when it is, or is gone."""
        change = assets.update().where(assets.c.id == id, assets.c.state.in_(("pending", "failed"))).values(**values)
        return await self._database.write(lambda connection: connection.execute(change).rowcount) == 1


def _written(data: bytes) -> Path:
    """A temporary file with these bytes. Raises StoreUnavailable when this machine's disk has no room for it."""
    try:
        with tempfile.NamedTemporaryFile(prefix="kinora-", delete=False) as file, _gone_if_broken(Path(file.name)):
            file.write(data)
            file.flush()
            return Path(file.name)
    except OSError as error:
        raise unavailable(error) from None


@contextmanager
def _gone_if_broken(path: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        path.unlink()
        raise
