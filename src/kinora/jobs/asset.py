"""One stored file as a value, and what a reference to one means to whom. Knows rows, not the files themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

import sqlalchemy as sa

from kinora.jobs.tables import assets, jobs
from kinora.spec.media import Generated, MediaKind, Upload

Purpose = Literal["upload", "input", "video", "poster", "last_frame"]
AssetState = Literal["pending", "ready", "failed", "deleted"]
KIND_WORDS: Mapping[MediaKind, str] = {"image": "an image", "video": "a video", "audio": "audio"}


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


def asset_of(connection: sa.Connection, id: UUID) -> Asset | None:
    """An asset that is not deleted."""
    wanted = sa.select(assets).where(assets.c.id == id, assets.c.state != "deleted")
    row = connection.execute(wanted).mappings().first()
    return None if row is None else Asset(**row)


def resolved(connection: sa.Connection, ref: Upload | Generated, kind: MediaKind, owner: UUID) -> Asset | Unusable:
    """The owner's ready file behind a reference, for a slot of this kind."""
    what = "upload" if isinstance(ref, Upload) else "generated video"
    missing = Unusable(f"names no {what} of yours ({ref.id})")
    asset = asset_of(connection, ref.id)
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
        return Unusable(f"must be {KIND_WORDS[kind]}, and {ref.id} is {KIND_WORDS[asset.kind or 'image']}")
    return asset


def _video_of_job(connection: sa.Connection, id: UUID, owner: UUID) -> Asset | Unusable | None:
    wanted = sa.select(jobs.c.state, jobs.c.video_asset).where(jobs.c.id == id, jobs.c.owner == owner)
    row = connection.execute(wanted).first()
    if row is None:
        return None
    if row.state != "succeeded":
        return Unusable(f"names a job that is {row.state} and has no video ({id})")
    return asset_of(connection, row.video_asset)


def _poster_of(connection: sa.Connection, job_id: UUID) -> Asset | None:
    wanted = sa.select(jobs.c.poster_asset).where(jobs.c.id == job_id)
    poster = connection.execute(wanted).scalar()
    return None if poster is None else asset_of(connection, poster)
