"""A finished job's bytes and a running job's changes, for dialects that give them under their own paths, for a key."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from kinora.dialects.base import Call, Dialect
from kinora.dialects.operations import Contents, Variant
from kinora.jobs.asset import Asset, Purpose
from kinora.jobs.keys import Owner
from kinora.jobs.view import LinkForm
from kinora.server.files import send
from kinora.server.house import House
from kinora.server.operate import job_at, told
from kinora.spec.errors import NotAllowed, NotFound
from kinora.spec.outcome import Succeeded

_PURPOSES: dict[Variant, Purpose] = {
    "video": "video",
    "spritesheet": "video",
    "thumbnail": "poster",
    "last_frame": "last_frame",
}


async def content(
    house: House, dialect: Dialect, call: Call, owner: Owner, form: LinkForm, request: Request
) -> Response:
    """The bytes that are asked for, in part where the request says so.

    Raises NotAllowed while there are none, and NotFound for a file that is no longer kept.
    """
    variant = cast("Contents", dialect).decode_variant(call)
    job = await job_at(house, dialect, call, owner, form)
    if not isinstance(job.outcome, Succeeded):
        raise NotAllowed(f"The video is not ready: the job is {job.outcome.state}.")
    wanted = _PURPOSES[variant]
    asset = next((one for one in await house.assets.of_job(job.id) if one.purpose == wanted), None)
    if asset is None:
        raise NotFound("file")
    if variant in {"video", "last_frame"}:
        return await send(house, asset, request, f"{job.id}{asset.suffix}")
    return await _made(house, asset, variant)


async def _made(house: House, asset: Asset, variant: Variant) -> Response:
    """A picture that is made from a stored file when somebody asks for it."""
    from kinora.media.sheet import make_sheet, make_thumbnail

    with tempfile.TemporaryDirectory(prefix="kinora-") as folder:
        path = house.assets.local_path(asset)
        if path is None:
            path = Path(folder) / f"file{asset.suffix}"
            await house.media.get_file(asset.object_key, path)
        elif not path.is_file():
            raise NotFound("file")
        if variant == "thumbnail":
            return Response(await asyncio.to_thread(make_thumbnail, path), media_type="image/webp")
        return Response(await asyncio.to_thread(make_sheet, path), media_type="image/jpeg")


async def stream(house: House, dialect: Dialect, call: Call, owner: Owner, form: LinkForm) -> Response:
    """A job's changes as server-sent events until it is finished. Raises NotFound."""
    await job_at(house, dialect, call, owner, form)
    events: AsyncIterator[bytes] = told(house, dialect, call, owner, form)
    return StreamingResponse(events, media_type="text/event-stream", headers={"cache-control": "no-store"})
