"""Where clients put files: a place to POST a form to, signed for one file and ten minutes, needing no key."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kinora.dialects.base import Slot
from kinora.jobs.asset import Asset
from kinora.media.store_errors import unavailable
from kinora.server.body import file_part, read_form
from kinora.server.house import House
from kinora.spec.errors import KinoraError, LinkExpired, NotFound

PATH = "/uploads"
WINDOW_SECONDS = 600  # the vendor gives two minutes, and users complain
_CONTENT_TYPES = {".png": "image/png", ".webp": "image/webp", ".mp4": "video/mp4", ".mov": "video/quicktime"}


def slot_for(asset: Asset, house: House, *, base: str) -> Slot:
    """The place where a promised file is to be put, as a dialect hands it out."""
    token = house.links.upload_token(asset.id, until=house.now() + WINDOW_SECONDS)
    content_type = _CONTENT_TYPES.get(asset.suffix, "image/jpeg" if asset.suffix in {".jpg", ".jpeg"} else "audio/mpeg")
    fields = {"Content-Type": content_type, "key": asset.object_key, "token": token}
    return Slot(id=asset.id, owner=asset.owner, suffix=asset.suffix, url=f"{base}{PATH}/{asset.id}", fields=fields)


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
    """`POST /uploads/{id}`: a multipart form with the fields that were handed out, and the part `file`."""

    async def receive(request: Request) -> Response:
        try:
            await _receive(request)
        except KinoraError as error:
            retry = {"retry-after": str(error.retry_after_seconds)} if error.retry_after_seconds else {}
            body = {"message": error.message, "code": error.code}
            return JSONResponse(body, status_code=error.http_status, headers={**_OPEN, **retry})
        return Response(status_code=204, headers=_OPEN)

    async def _receive(request: Request) -> None:
        try:
            id = UUID(request.path_params["id"])
        except ValueError:
            raise NotFound("upload") from None
        form = await read_form(request, house.assets.largest_bytes)
        try:
            token = form.get("token")
            if not isinstance(token, str):
                raise LinkExpired("The form's field `token` is missing: send every field that came with the URL.")
            house.links.check_upload(id, token)
            path = await saved(file_part(form).file)
        finally:
            await form.close()
        try:
            await house.assets.receive_upload(id, path)
        finally:
            path.unlink(missing_ok=True)

    async def preflight(request: Request) -> Response:
        return Response(status_code=204, headers=_OPEN)

    return [
        Route(f"{PATH}/{{id}}", receive, methods=["POST"]),
        Route(f"{PATH}/{{id}}", preflight, methods=["OPTIONS"]),
    ]


# Browsers upload from pages of any origin: the token is the permission.
_OPEN = {
    "access-control-allow-origin": "*",
    "access-control-allow-methods": "POST",
    "access-control-allow-headers": "*",
}
