"""A dialect's routes as HTTP routes: request → Call → operation → Reply → response.

Errors are answered in the dialect's own shape; what an operation does stands in `operate.py` and `contents.py`.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, datetime
from typing import cast
from uuid import UUID, uuid4

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from kinora.dialects.base import Call, Dialect, Occasion, Operation, Reply, Route
from kinora.dialects.operations import Finishes, Meter, Proxies
from kinora.jobs.keys import Owner
from kinora.jobs.view import LinkForm
from kinora.server.body import read_body
from kinora.server.contents import content, stream
from kinora.server.house import House
from kinora.server.operate import OPERATIONS, has, nobody
from kinora.server.switch import Endpoint, Switch
from kinora.spec.errors import Internal, KinoraError, NotFound

_log = logging.getLogger(__name__)


OWN_ROOT = "/api/v1/"
"""Where Kinora's own API stands; one dialect has paths below it too."""


def _call(request: Request, base: str) -> Call:
    return Call(
        method=request.method,
        url=request.scope["path"].rstrip("/"),
        path=request.path_params,
        query=_query(request) if request.scope["query_string"] else {},
        headers=dict(request.headers),
        base=base,
    )


def _query(request: Request) -> dict[str, str]:
    """The parameters by name; one that is repeated as one text with commas in between."""
    found: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        found[name] = f"{found[name]},{value}" if name in found else value
    return found


def respond(reply: Reply, request_id: UUID) -> Response:
    """A Reply on the wire."""
    return Response(reply.body, status_code=reply.status, headers={"x-request-id": str(request_id), **reply.headers})


def answer_error(error: KinoraError, dialect: Dialect, request: Request, *, operation: Operation) -> Response:
    """An error in the dialect's own shape."""
    request_id = uuid4()
    return respond(_refused(error, dialect, _call(request, ""), operation, request_id, Meter()), request_id)


def _refused(
    error: KinoraError, dialect: Dialect, call: Call, operation: Operation, request_id: UUID, meter: Meter
) -> Reply:
    occasion = Occasion(operation=operation, path=call.url, request_id=str(request_id), at=datetime.now(UTC))
    return _finished(dialect, dialect.encode_error(error, occasion), call, meter)


def _finished(dialect: Dialect, reply: Reply, call: Call, meter: Meter) -> Reply:
    return cast("Finishes", dialect).finished(reply, call, meter) if has(dialect, Finishes) else reply


def _endpoint(house: House, dialect: Dialect, route: Route, switch: Switch) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        request_id, call, meter = uuid4(), Call(), Meter()
        try:
            call = _call(request, house.base(request))
            if route.operation == "proxy":
                return await _proxied(house, dialect, call, request, switch)
            owner = nobody() if route.public else await house.owner(dialect.credential(request.headers))
            meter = house.limiter.look(owner.lane)
            if route.operation == "submit":
                meter = house.limiter.take(owner.lane)
            if body := await read_body(request, house.largest_body_bytes):
                call = replace(call, body=body)
            form = house.link_form(request, expiring=not dialect.permanent_links)
            return await _answered(house, dialect, route, call, owner, form, meter, request, request_id)
        except KinoraError as error:
            return respond(_refused(error, dialect, call, route.operation, request_id, meter), request_id)
        except ClientDisconnect:
            return Response(status_code=499)
        except Exception:  # noqa: BLE001  # the boundary: logged once here, and answered in the dialect's words
            _log.exception("%s %s failed", request.method, request.url.path)
            return respond(_refused(Internal(), dialect, call, route.operation, request_id, meter), request_id)

    return endpoint


async def _answered(
    house: House,
    dialect: Dialect,
    route: Route,
    call: Call,
    owner: Owner,
    form: LinkForm,
    meter: Meter,
    request: Request,
    request_id: UUID,
) -> Response:
    """The answer of one operation. A clip's bytes and a stream of events are not Replies."""
    if route.operation == "content":
        return await content(house, dialect, call, owner, form, request)
    if route.operation == "stream":
        return await stream(house, dialect, call, owner, form)
    reply = await OPERATIONS[route.operation](house, dialect, call, owner, form)
    return respond(_finished(dialect, reply, call, meter), request_id)


async def _proxied(house: House, dialect: Dialect, call: Call, request: Request, switch: Switch) -> Response:
    """What the path that is named inside answers; it may be any but this one."""
    path, _, query = cast("Proxies", dialect).decode_proxied(call).partition("?")
    found = switch.find(request.method, path)
    if found is None:
        raise NotFound("path")
    endpoint, values = found
    scope = {**request.scope, "path": path, "query_string": query.encode(), "path_params": values}
    return await endpoint(Request(scope, request.receive))


def mount(house: House, switch: Switch) -> None:
    """Add every route of every dialect."""
    for dialect in house.dialects:
        for route in dialect.routes:
            switch.add(route.method, route.path, _endpoint(house, dialect, route, switch))


def dialect_at(path: str, dialects: tuple[Dialect, ...]) -> tuple[Dialect, Route] | None:
    """The dialect whose paths begin as this one does: it answers for paths that nobody serves."""

    def shared(route: Route) -> int:
        pairs = zip(path.strip("/").split("/"), route.path.strip("/").split("/"), strict=False)
        return next((index for index, (have, want) in enumerate(pairs) if have != want), len(route.path.split("/")))

    best = max(((dialect, route) for dialect in dialects for route in dialect.routes), key=lambda pair: shared(pair[1]))
    own = best[1].path.strip("/").partition("/{")[0].split("/")
    # Below Kinora's own root only what goes on as a dialect's path does is that dialect's.
    least = 3 if path.startswith(OWN_ROOT) else min(2, len(own))
    return best if shared(best[1]) >= least else None
