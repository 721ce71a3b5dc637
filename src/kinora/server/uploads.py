"""Where clients put files: a place to POST a form to, signed for one file and ten minutes, needing no key."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, cast
from uuid import UUID

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kinora.dialects.operations import FileView, Slot
from kinora.jobs.asset import Asset
from kinora.media.store_errors import unavailable
from kinora.server.body import capped, file_part, read_form
from kinora.server.house import House
from kinora.server.switch import Endpoint
from kinora.spec.errors import KinoraError, LinkExpired, NotFound

PATH = "/uploads"
WINDOW_SECONDS = 600  # the vendor gives two minutes, and users complain
_CONTENT_TYPES = {".png": "image/png", ".webp": "image/webp", ".mp4": "video/mp4", ".mov": "video/quicktime"}


def slot_for(asset: Asset, house: House, *, base: str) -> Slot:
    """The place where a promised file is to be put, as a dialect hands it out."""
    token = house.links.upload_token(asset.id, until=house.now() + WINDOW_SECONDS)
    content_type = _CONTENT_TYPES.get(asset.suffix, "image/jpeg" if asset.suffix in {".jpg", ".jpeg"} else "audio/mpeg")
    return Slot(
        id=asset.id,
        owner=asset.owner,
        suffix=asset.suffix,
        url=f"{base}{PATH}/{asset.id}",
        fields={"Content-Type": content_type, "key": asset.object_key, "token": token},
        link=_link(asset, house, base),
    )


def file_view(asset: Asset, house: House, *, base: str) -> FileView:
    """A stored file as a dialect tells of it."""
    return FileView(
        id=asset.id,
        owner=asset.owner,
        state="failed" if asset.state == "deleted" else asset.state,
        suffix=asset.suffix,
        link=_link(asset, house, base),
        created=datetime.fromtimestamp(asset.created, UTC),
        expires=None if asset.expires is None else datetime.fromtimestamp(asset.expires, UTC),
        kind=asset.kind,
        media_type=asset.media_type,
        bytes=asset.bytes,
        width=asset.width,
        height=asset.height,
        seconds=asset.seconds,
    )


def _link(asset: Asset, house: House, base: str) -> str:
    """Where a file can be read without a key, as long as it is kept."""
    return base + house.links.permanent(asset.id, f"{asset.id}{asset.suffix}")


async def saved(source: BinaryIO, suffix: str = "") -> Path:
    """A temporary file with what a form's part holds; the caller removes it. Raises StoreUnavailable on a full disk."""

    def copy() -> Path:
        with tempfile.NamedTemporaryFile(prefix="kinora-upload-", suffix=suffix, delete=False) as target:
            path = Path(target.name)
            try:
                shutil.copyfileobj(source, target)
                target.flush()
            except BaseException:
                path.unlink()
                raise
            return path

    try:
        return await run_in_threadpool(copy)
    except OSError as error:
        raise unavailable(error) from None


def routes(house: House) -> list[Route]:
    """`POST /uploads/{id}`: a multipart form with the fields that were handed out, and the part `file`.

    `PUT /uploads/{id}?token=…`: the bare bytes.
    """

    def answering(receive: Callable[[Request, UUID], Awaitable[None]], status: int) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            try:
                await receive(request, _id(request))
            except KinoraError as error:
                retry = {"retry-after": str(error.retry_after_seconds)} if error.retry_after_seconds else {}
                body = {"message": error.message, "code": error.code}
                return JSONResponse(body, status_code=error.http_status, headers={**_OPEN, **retry})
            return Response(status_code=status, headers=_OPEN)

        return endpoint

    async def form(request: Request, id: UUID) -> None:
        sent = await read_form(request, house.assets.largest_bytes)
        try:
            token = sent.get("token")
            if not isinstance(token, str):
                raise LinkExpired("The form's field `token` is missing: send every field that came with the URL.")
            house.links.check_upload(id, token)
            path = await saved(file_part(sent).file)
        finally:
            await sent.close()
        await taken(id, path)

    async def bare(request: Request, id: UUID) -> None:
        house.links.check_upload(id, request.query_params.get("token"))
        with tempfile.SpooledTemporaryFile(max_size=2**20, prefix="kinora-upload-") as spool:
            try:
                async for piece in capped(request, house.assets.largest_bytes):
                    await run_in_threadpool(spool.write, piece)
            except OSError as error:
                raise unavailable(error) from None
            spool.seek(0)
            path = await saved(cast("BinaryIO", spool))
        await taken(id, path)

    async def taken(id: UUID, path: Path) -> None:
        try:
            await house.assets.receive_upload(id, path)
        finally:
            path.unlink(missing_ok=True)

    async def preflight(request: Request) -> Response:
        return Response(status_code=204, headers=_OPEN)

    return [
        Route(f"{PATH}/{{id}}", answering(form, 204), methods=["POST"]),
        Route(f"{PATH}/{{id}}", answering(bare, 200), methods=["PUT"]),
        Route(f"{PATH}/{{id}}", preflight, methods=["OPTIONS"]),
    ]


def _id(request: Request) -> UUID:
    try:
        return UUID(request.path_params["id"])
    except ValueError:
        raise NotFound("upload") from None


# Browsers upload from pages of any origin: the token is the permission.
_OPEN = {
    "access-control-allow-origin": "*",
    "access-control-allow-methods": "POST, PUT",
    "access-control-allow-headers": "*",
}
