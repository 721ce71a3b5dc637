"""The one HTTP application: every dialect, the native API, files, uploads and /healthz."""

from __future__ import annotations

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp

from kinora import __version__
from kinora.server import documents, files, native, native_hooks, native_storyboards, uploads
from kinora.server.house import House
from kinora.server.mount import answer_error, dialect_at, mount
from kinora.server.native_wire import error_answer
from kinora.server.switch import Switch
from kinora.spec.errors import Internal, InvalidRequest, KinoraError, NotFound, Problem

_log = logging.getLogger(__name__)


def create_app(house: House) -> ASGIApp:
    """The application in front of an open house."""
    app = FastAPI(
        title="Kinora",
        version=__version__,
        summary="Self-hosted generated video: the native API.",
        redirect_slashes=False,
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.house = house
    app.include_router(native.router)
    app.include_router(native_hooks.router)
    app.include_router(native_storyboards.router)
    app.include_router(documents.router)
    app.add_api_route("/healthz", _healthz, methods=["GET"], include_in_schema=False)
    app.router.routes.extend([*files.routes(house), *uploads.routes(house)])
    app.add_exception_handler(KinoraError, _on_error)
    app.add_exception_handler(RequestValidationError, _on_error)
    app.add_exception_handler(HTTPException, _on_error)
    app.add_exception_handler(Exception, _on_error)
    switch = Switch(behind=app)
    mount(house, switch)
    return switch


async def _healthz() -> dict[str, str]:
    """The process answers, its database is open and its worker has started: all three happen before it listens."""
    return {"status": "ok", "version": __version__}


async def _on_error(request: Request, raised: Exception) -> Response:
    """An error that no dialect's route answered: in the words of the dialect whose paths begin so, else our own."""
    error = _translated(raised)
    if isinstance(error, Internal):
        _log.error("%s %s failed", request.method, request.url.path, exc_info=raised)
    house: House = request.app.state.house
    is_ours = "endpoint" in request.scope  # a path of our own, however much it begins like a dialect's
    found = None if is_ours else dialect_at(request.url.path, house.dialects)
    if found is not None:
        return answer_error(error, found[0], request, operation="submit")
    retry = {"retry-after": str(error.retry_after_seconds)} if error.retry_after_seconds else {}
    body = error_answer(error).model_dump(exclude_none=True)
    return JSONResponse(body, status_code=error.http_status, headers=retry)


def _translated(raised: Exception) -> KinoraError:
    match raised:
        case KinoraError():
            return raised
        case RequestValidationError():
            return InvalidRequest(
                tuple(
                    Problem(field=str(item["loc"][-1]), rule="type", detail=str(item["msg"]).lower())
                    for item in raised.errors()
                )
            )
        case HTTPException(status_code=404 | 405):
            return NotFound("path")
        case _:
            return Internal()
