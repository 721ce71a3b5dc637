"""Kinora's own API under /api/v1: jobs, assets, models and a check without a job. The command line and pages use it."""

from typing import Annotated, Any, cast
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from kinora.catalogue.check import check
from kinora.catalogue.load import NATIVE
from kinora.catalogue.price import list_price
from kinora.catalogue.resolve import resolve
from kinora.dialects.base import bearer, json_body
from kinora.jobs.keys import Owner
from kinora.jobs.view import LinkForm
from kinora.server.body import file_part, read_body, read_form
from kinora.server.events import MEDIA_TYPE, event_stream, last_event_id
from kinora.server.house import House
from kinora.server.merge import merged
from kinora.server.native_wire import (
    AssetAnswer,
    CheckAnswer,
    ErrorAnswer,
    History,
    JobAnswer,
    JobList,
    JobRequest,
    ModelList,
    asset_answer,
    fault,
    happening,
    job_answer,
    model_answer,
    plan_view,
    spec_of,
)
from kinora.server.priority import priority_of
from kinora.server.uploads import saved
from kinora.spec.errors import InvalidRequest, NotFound
from kinora.spec.video import VideoSpec


async def _house(request: Request) -> House:  # a plain function would run in a thread
    return cast("House", request.app.state.house)


AnyHouse = Annotated[House, Depends(_house)]


async def _caller(request: Request, house: AnyHouse) -> Owner:
    return await house.owner(bearer(request.headers))


async def _links(request: Request, house: AnyHouse) -> LinkForm:
    return house.link_form(request, expiring=True)


async def _wish(request: Request, house: AnyHouse, _: Annotated[Owner, Depends(_caller)]) -> VideoSpec:
    """What the body asks for, after the key was seen: strangers get no parsing."""
    try:
        return spec_of(json_body(await read_body(request, house.largest_body_bytes)))
    except InvalidRequest as error:
        raise merged(error, house.catalogue, NATIVE) from error


Caller = Annotated[Owner, Depends(_caller)]
Links = Annotated[LinkForm, Depends(_links)]
Wish = Annotated[VideoSpec, Depends(_wish)]

BODY = {"requestBody": {"required": True, "content": {"application/json": {"schema": JobRequest.model_json_schema()}}}}
_FILE = {"type": "object", "required": ["file"], "properties": {"file": {"type": "string", "format": "binary"}}}
_FORM = {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": _FILE}}}}
_ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"model": ErrorAnswer} for status in (400, 401, 404, 409, 413, 429, 503)
}

_STREAM: dict[int | str, dict[str, Any]] = {
    200: {"content": {MEDIA_TYPE: {"schema": {"type": "string"}}}},
    204: {"description": "The job ended, and there is nothing after that event."},
}

router = APIRouter(prefix="/api/v1", responses=_ERRORS)


@router.post("/jobs", status_code=201, openapi_extra=BODY, tags=["jobs"])
async def submit(request: Request, house: AnyHouse, owner: Caller, links: Links, wish: Wish) -> JobAnswer:
    """Make a video. The answer comes as soon as the job is durable."""
    house.limiter.take(owner.lane)
    made = await house.desk.submit(
        wish,
        owner,
        via=NATIVE,
        links=links,
        idempotency_key=request.headers.get("idempotency-key"),
        priority=wish.priority or priority_of(request.headers),
    )
    return job_answer(made)


@router.get("/jobs", tags=["jobs"])
async def jobs(
    house: AnyHouse,
    owner: Caller,
    links: Links,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    offset: Annotated[int, Query(ge=0, le=10**9)] = 0,
) -> JobList:
    """Your jobs, newest first."""
    found, total = await house.desk.list(owner, links=links, limit=limit, offset=offset)
    return JobList(jobs=[job_answer(job) for job in found], total=total)


@router.get("/jobs/{id}", tags=["jobs"])
async def job(id: UUID, house: AnyHouse, owner: Caller, links: Links) -> JobAnswer:
    """One job, whichever dialect made it, and what is expected of it."""
    found = await house.desk.get(id, owner, links=links)
    return job_answer(found, await house.forecasts.of(id, found.outcome.state))


@router.get("/jobs/{id}/history", tags=["jobs"])
async def history(id: UUID, house: AnyHouse, owner: Caller, links: Links) -> History:
    """What has happened to a job, event by event."""
    await house.desk.get(id, owner, links=links)
    return History(events=[happening(moment) for moment in await house.feed.history(id)])


@router.get("/jobs/{id}/events", tags=["events"], response_class=Response, responses=_STREAM)
async def job_events(id: UUID, request: Request, house: AnyHouse, owner: Caller) -> Response:
    """A job's events as they happen, from its first to its last, as server-sent events.

    With the header Last-Event-ID, or `?last_event_id=`, from after that event on; 204 when there are no more.
    """
    return await event_stream(house.feed.listen_to(id, owner.id, after=last_event_id(request)))


@router.get("/events", tags=["events"], response_class=Response, responses=_STREAM)
async def events(request: Request, house: AnyHouse, owner: Caller) -> Response:
    """The events of all your jobs as they happen, from now on, as server-sent events.

    With the header Last-Event-ID, or `?last_event_id=`, from after that event on.
    """
    return await event_stream(house.feed.listen(owner.id, after=last_event_id(request)))


@router.post("/jobs/{id}/pin", tags=["jobs"])
async def pin(id: UUID, house: AnyHouse, owner: Caller, links: Links) -> JobAnswer:
    """Keep a finished job and its files for good."""
    return job_answer(await house.desk.pin(id, owner, pinned=True, links=links))


@router.delete("/jobs/{id}/pin", tags=["jobs"])
async def unpin(id: UUID, house: AnyHouse, owner: Caller, links: Links) -> JobAnswer:
    """Let a job's files go after the usual time, counted from now."""
    return job_answer(await house.desk.pin(id, owner, pinned=False, links=links))


@router.post("/jobs/{id}/cancel", tags=["jobs"])
async def cancel(id: UUID, house: AnyHouse, owner: Caller, links: Links) -> JobAnswer:
    """Stop a job that is queued or running."""
    return job_answer(await house.desk.cancel(id, owner, links=links))


@router.delete("/jobs/{id}", status_code=204, tags=["jobs"])
async def delete(id: UUID, house: AnyHouse, owner: Caller) -> Response:
    """Forget a job and remove its files."""
    await house.desk.delete(id, owner)
    return Response(status_code=204)


@router.post("/assets", status_code=201, openapi_extra=_FORM, tags=["assets"])
async def upload(request: Request, house: AnyHouse, owner: Caller) -> AssetAnswer:
    """Upload a picture, video or sound to refer to in jobs."""
    form = await read_form(request, house.assets.largest_bytes)
    try:
        path = await saved(file_part(form).file)
    finally:
        await form.close()
    try:
        asset = await house.assets.begin_upload(owner, "")
        return asset_answer(await house.assets.receive_upload(asset.id, path))
    finally:
        path.unlink(missing_ok=True)


@router.get("/assets/{id}", tags=["assets"])
async def asset(id: UUID, house: AnyHouse, owner: Caller) -> AssetAnswer:
    """What is known of an uploaded or generated file."""
    found = await house.assets.get(id)
    if found.owner != owner.id:
        raise NotFound("asset", str(id))
    return asset_answer(found)


@router.get("/models", tags=["models"])
async def models(house: AnyHouse, owner: Caller) -> ModelList:
    """Every model: its sizes, limits and defaults, and what each dialect calls it."""
    return ModelList(models=[model_answer(model, house.catalogue) for model in house.catalogue.models()])


@router.post("/check", openapi_extra=BODY, tags=["jobs"])
async def check_only(request: Request, house: AnyHouse, owner: Caller) -> CheckAnswer:
    """What would happen to a job request, without making a job: all its problems, or the whole plan."""
    try:
        spec = await _wish(request, house, owner)
        offer = house.catalogue.offer(spec.model, NATIVE)
        problems = check(spec, offer)
    except InvalidRequest as error:
        problems = error.problems
    if problems:
        return CheckAnswer(ok=False, problems=[fault(problem) for problem in problems])
    plan = resolve(spec, offer, seed=0)
    return CheckAnswer(ok=True, problems=[], plan=plan_view(plan), list_price_usd=list_price(plan, offer.model))
