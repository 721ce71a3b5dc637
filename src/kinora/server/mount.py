"""A dialect's routes as HTTP routes: request → Call → dialect and Desk → Reply → response.

One function an operation, the same for every dialect. Errors are answered in the dialect's own shape.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import cast
from uuid import UUID, uuid4

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from kinora.dialects.base import (
    Accounts,
    Call,
    Cancels,
    Deletes,
    Dialect,
    Families,
    Lists,
    Occasion,
    Operation,
    Reply,
    Route,
    Slot,
    Uploads,
)
from kinora.jobs.keys import Owner
from kinora.jobs.view import LinkForm
from kinora.server.body import read_body
from kinora.server.house import House
from kinora.server.merge import merged
from kinora.server.priority import priority_of
from kinora.server.switch import Endpoint, Switch
from kinora.server.uploads import slot_for
from kinora.spec.errors import Internal, InvalidRequest, KinoraError, NotFound
from kinora.spec.outcome import JobView

_log = logging.getLogger(__name__)

_LARGE_BODY_BYTES = 256 * 1024

Operate = Callable[[House, Dialect, Call, Owner, LinkForm], Awaitable[Reply]]


async def _submit(house: House, dialect: Dialect, call: Call, owner: Owner, form: LinkForm) -> Reply:
    try:
        # Megabytes of base64 take their time, which is not to be everybody's.
        large = len(call.body) > _LARGE_BODY_BYTES
        spec = await run_in_threadpool(dialect.decode_submit, call) if large else dialect.decode_submit(call)
    except InvalidRequest as error:
        raise merged(error, house.catalogue, dialect.name) from error
    key, urgency = call.headers.get("idempotency-key"), priority_of(call.headers)
    return dialect.encode_submitted(
        await house.desk.submit(spec, owner, via=dialect.name, links=form, idempotency_key=key, priority=urgency)
    )


async def _job(house: House, dialect: Dialect, call: Call, owner: Owner, form: LinkForm) -> JobView:
    job = await house.desk.get(dialect.decode_id(call), owner, links=form)
    if _has_families(type(dialect)) and not cast("Families", dialect).covers(call, job):
        raise NotFound("job", str(job.id))
    return job


@cache
def _has_families(kind: type[Dialect]) -> bool:
    """To look through a protocol takes longer than all the rest of a status."""
    return issubclass(kind, Families)


async def _status(house: House, dialect: Dialect, call: Call, owner: Owner, form: LinkForm) -> Reply:
    return dialect.encode_status(await _job(house, dialect, call, owner, form))


async def _list(house: House, dialect: Dialect, call: Call, owner: Owner, form: LinkForm) -> Reply:
    assert isinstance(dialect, Lists)
    page = dialect.decode_page(call)
    if page.owner is not None and page.owner != str(owner.id):
        return dialect.encode_list((), total=0)
    jobs, total = await house.desk.list(
        owner, links=form, models=page.models, tier=page.tier, limit=page.limit, offset=page.offset
    )
    return dialect.encode_list(jobs, total=total)


async def _cancel(house: House, dialect: Dialect, call: Call, owner: Owner, form: LinkForm) -> Reply:
    assert isinstance(dialect, Cancels)
    job = await _job(house, dialect, call, owner, form)
    return dialect.encode_cancelled(await house.desk.cancel(job.id, owner, links=form))


async def _delete(house: House, dialect: Dialect, call: Call, owner: Owner, form: LinkForm) -> Reply:
    assert isinstance(dialect, Deletes)
    job = await _job(house, dialect, call, owner, form)
    await house.desk.delete(job.id, owner)
    return dialect.encode_deleted(job)


async def _upload(house: House, dialect: Dialect, call: Call, owner: Owner, form: LinkForm) -> Reply:
    assert isinstance(dialect, Uploads)
    asset = await house.assets.begin_upload(owner, dialect.decode_upload(call))
    slot: Slot = slot_for(asset, house, base=form.base)
    return dialect.encode_upload(slot, call)


async def _account(house: House, dialect: Dialect, call: Call, owner: Owner, form: LinkForm) -> Reply:
    assert isinstance(dialect, Accounts)
    return dialect.encode_account(owner.id, owner.name)


OPERATIONS: Mapping[Operation, Operate] = {
    "submit": _submit,
    "status": _status,
    "list": _list,
    "cancel": _cancel,
    "delete": _delete,
    "upload": _upload,
    "account": _account,
}


def _call(request: Request, body: bytes) -> Call:
    return Call(
        method=request.method,
        url=request.scope["path"].rstrip("/"),
        path=request.path_params,
        query=dict(request.query_params) if request.scope["query_string"] else {},
        headers=dict(request.headers),
        body=body,
    )


def respond(reply: Reply, request_id: UUID) -> Response:
    """A Reply on the wire."""
    return Response(reply.body, status_code=reply.status, headers={**reply.headers, "x-request-id": str(request_id)})


def answer_error(error: KinoraError, dialect: Dialect, request: Request, *, operation: Operation) -> Response:
    """An error in the dialect's own shape."""
    request_id = uuid4()
    occasion = Occasion(operation=operation, path=request.url.path, request_id=str(request_id), at=datetime.now(UTC))
    return respond(dialect.encode_error(error, occasion), request_id)


def _endpoint(house: House, dialect: Dialect, route: Route) -> Endpoint:
    operate = OPERATIONS[route.operation]

    async def endpoint(request: Request) -> Response:
        try:
            owner = await house.owner(dialect.credential(request.headers))
            call = _call(request, await read_body(request, house.largest_body_bytes))
            form = house.link_form(request, expiring=not dialect.permanent_links)
            return respond(await operate(house, dialect, call, owner, form), uuid4())
        except KinoraError as error:
            return answer_error(error, dialect, request, operation=route.operation)
        except ClientDisconnect:
            return Response(status_code=499)
        except Exception:  # noqa: BLE001  # the boundary: logged once here, and answered in the dialect's words
            _log.exception("%s %s failed", request.method, request.url.path)
            return answer_error(Internal(), dialect, request, operation=route.operation)

    return endpoint


def mount(house: House, switch: Switch) -> None:
    """Add every route of every dialect."""
    for dialect in house.dialects:
        for route in dialect.routes:
            switch.add(route.method, route.path, _endpoint(house, dialect, route))


def dialect_at(path: str, dialects: tuple[Dialect, ...]) -> tuple[Dialect, Route] | None:
    """The dialect whose paths begin as this one does: it answers for paths that nobody serves."""

    def shared(route: Route) -> int:
        pairs = zip(path.strip("/").split("/"), route.path.strip("/").split("/"), strict=False)
        return next((index for index, (have, want) in enumerate(pairs) if have != want), len(route.path.split("/")))

    best = max(((dialect, route) for dialect in dialects for route in dialect.routes), key=lambda pair: shared(pair[1]))
    return best if shared(best[1]) >= 2 else None
