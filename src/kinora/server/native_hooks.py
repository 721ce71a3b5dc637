"""Kinora's own API, webhooks: what was told to whom, and another try."""

from typing import Annotated, Any, cast
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel

from kinora.jobs.delivery_log import Attempt, Delivery, DeliveryLog, DeliveryState
from kinora.server.native import Caller
from kinora.server.native_wire import ErrorAnswer
from kinora.spec.video import HookState


def _log(request: Request) -> DeliveryLog:
    return cast("DeliveryLog", request.app.state.house.deliveries)


Log = Annotated[DeliveryLog, Depends(_log)]


class AttemptAnswer(BaseModel):
    """One try. at: Unix seconds. seconds: how long it took. error: why no HTTP status came."""

    number: int
    at: float
    seconds: float
    status: int | None
    error: str | None


class WebhookAnswer(BaseModel):
    """One event of a job on its way to one URL. Times are Unix seconds. status, error: how the last attempt ended."""

    id: UUID
    job_id: UUID
    event: HookState
    url: str
    state: DeliveryState
    attempts: int
    created: float
    due: float | None
    finished: float | None
    status: int | None
    error: str | None


class WebhookDetails(WebhookAnswer):
    """A webhook with every attempt of it."""

    tried: list[AttemptAnswer]


class WebhookList(BaseModel):
    """Webhooks, newest first."""

    webhooks: list[WebhookAnswer]


_ERRORS: dict[int | str, dict[str, Any]] = {status: {"model": ErrorAnswer} for status in (400, 401, 404)}

router = APIRouter(prefix="/api/v1", responses=_ERRORS, tags=["webhooks"])


@router.get("/webhooks")
async def webhooks(
    log: Log,
    owner: Caller,
    job: UUID | None = None,
    state: DeliveryState | None = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> WebhookList:
    """What was or is to be told of your jobs, newest first."""
    found = await log.list(owner=owner.id, job=job, state=state, limit=limit)
    return WebhookList(webhooks=[_answer(item) for item in found])


@router.get("/webhooks/{id}")
async def webhook(id: UUID, log: Log, owner: Caller) -> WebhookDetails:
    """One webhook with every attempt."""
    delivery, attempts = await log.get(id, owner.id)
    return WebhookDetails(**_answer(delivery).model_dump(), tried=[_attempt(item) for item in attempts])


@router.post("/webhooks/{id}/redeliver")
async def redeliver(id: UUID, log: Log, owner: Caller) -> WebhookAnswer:
    """Send one again, now and under its old id, however it ended."""
    return _answer(await log.redeliver(id, owner.id))


def _answer(delivery: Delivery) -> WebhookAnswer:
    return WebhookAnswer.model_validate(delivery, from_attributes=True)


def _attempt(attempt: Attempt) -> AttemptAnswer:
    return AttemptAnswer.model_validate(attempt, from_attributes=True)
