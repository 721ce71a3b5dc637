"""Finished files, posters and uploads by signed link: no key needed, Range answered, nothing else served."""

from __future__ import annotations

from pathlib import PurePosixPath
from uuid import UUID

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from kinora.jobs.assets import Asset
from kinora.server.house import House
from kinora.spec.errors import KinoraError, NotFound


def routes(house: House) -> list[Route]:
    """`/files/{id}.mp4?exp=…&sig=…` (expiring) and `/cdn/{sig}/{id}/{name}` (as long as the file is kept)."""

    async def expiring(request: Request) -> Response:
        name = PurePosixPath(request.path_params["name"])
        try:
            id = _id(name.stem)
            house.links.check_expiring(id, request.query_params.get("exp"), request.query_params.get("sig"))
            return await _send(house, id, request, name.name)
        except KinoraError as error:
            return _refusal(error)

    async def permanent(request: Request) -> Response:
        try:
            id = _id(request.path_params["id"])
            house.links.check_permanent(id, request.path_params["sig"])
            return await _send(house, id, request, request.path_params["name"])
        except KinoraError as error:
            return _refusal(error)

    return [
        Route("/files/{name}", expiring, methods=["GET", "HEAD"]),
        Route("/cdn/{sig}/{id}/{name}", permanent, methods=["GET", "HEAD"]),
    ]


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound("file") from None


def _refusal(error: KinoraError) -> Response:
    return JSONResponse({"message": error.message}, status_code=error.http_status)


async def _send(house: House, id: UUID, request: Request, name: str) -> Response:
    asset: Asset = await house.assets.get(id)
    if asset.state != "ready" or asset.media_type is None or asset.bytes is None:
        raise NotFound("file")
    path = house.media.local_path(asset.object_key)
    if path is not None and not path.is_file():
        raise NotFound("file")
    if path is not None:
        return FileResponse(
            path, media_type=asset.media_type, filename=name, content_disposition_type="inline", headers=_HEADERS
        )
    headers = {**_HEADERS, "content-length": str(asset.bytes), "content-disposition": f'inline; filename="{id}"'}
    body = house.assets.read(asset, 0, asset.bytes if request.method == "GET" else 0)
    return StreamingResponse(body, media_type=asset.media_type, headers=headers)


# A file never changes under its link, and what users upload must not run as a page.
_HEADERS = {
    "cache-control": "private, max-age=3600",
    "x-content-type-options": "nosniff",
    "access-control-allow-origin": "*",
}
