"""Finished files, posters and uploads by signed link: no key needed, Range answered, nothing else served."""

from __future__ import annotations

from collections.abc import AsyncIterator
from email.utils import formatdate
from pathlib import PurePosixPath
from urllib.parse import quote
from uuid import UUID

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from kinora.jobs.asset import Asset
from kinora.server.house import House
from kinora.server.ranges import Span, Unsatisfiable, asked
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
    retry = {"retry-after": str(error.retry_after_seconds)} if error.retry_after_seconds else {}
    return JSONResponse({"message": error.message}, status_code=error.http_status, headers=retry)


async def _send(house: House, id: UUID, request: Request, name: str) -> Response:
    return await send(house, await house.assets.get(id), request, name)


async def send(house: House, asset: Asset, request: Request, name: str) -> Response:
    """A stored file under a name, or the part of it that the request's Range says. Raises NotFound."""
    if asset.state != "ready" or asset.media_type is None or asset.bytes is None:
        raise NotFound("file")
    quoted = quote(name)
    headers = {
        **_HEADERS,
        "etag": f'"{asset.id}"',  # no other bytes ever stand under this id
        "last-modified": formatdate(asset.created, usegmt=True),
        "content-disposition": f'inline; filename="{name}"' if quoted == name else f"inline; filename*=utf-8''{quoted}",
    }
    path = house.media.local_path(asset.object_key)
    if path is None:
        return await _from_bucket(house, asset, request, headers)
    if not path.is_file():
        # Tells a file that is gone from a folder that is gone.
        await house.media.size(asset.object_key)
        raise NotFound("file")
    return FileResponse(path, media_type=asset.media_type, headers=headers)


async def _from_bucket(house: House, asset: Asset, request: Request, headers: dict[str, str]) -> Response:
    """What FileResponse does for a file on a disk."""
    size = asset.bytes or 0
    condition = request.headers.get("if-range")
    unchanged = condition is None or condition in {headers["etag"], headers["last-modified"]}
    try:
        span = asked(request.headers.get("range"), size) if unchanged else None
    except Unsatisfiable:
        return Response(status_code=416, headers={**headers, "content-range": f"bytes */{size}"})
    status = 200
    if span is None:
        span = Span(0, size)
    else:
        status, headers["content-range"] = 206, f"bytes {span.start}-{span.end - 1}/{size}"
    headers["content-length"] = str(span.end - span.start)
    if request.method == "HEAD":
        await house.media.size(asset.object_key)
        return Response(status_code=status, media_type=asset.media_type, headers=headers)
    body = house.assets.read(asset, span.start, span.end)
    # Before the status is sent: a store that is lost is still answered as an error.
    first = await anext(body, b"")
    return StreamingResponse(_joined(first, body), status_code=status, media_type=asset.media_type, headers=headers)


async def _joined(first: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for piece in rest:
        yield piece


# A file never changes under its link, and what users upload must not run as a page.
_HEADERS = {
    "accept-ranges": "bytes",
    "cache-control": "private, max-age=3600",
    "x-content-type-options": "nosniff",
    "access-control-allow-origin": "*",
}
