"""POST /api/v1/storyboards: how a prompt is read and what would be drawn, in about a second and without a job."""

from __future__ import annotations

import base64
from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from kinora.catalogue.check import check
from kinora.catalogue.load import NATIVE
from kinora.catalogue.resolve import resolve
from kinora.server.native import BODY, AnyHouse, Caller, Wish
from kinora.server.native_wire import ErrorAnswer
from kinora.spec.errors import InvalidRequest

_PNG = "image/png"


class StoryboardAnswer(BaseModel):
    """A prompt as the engine reads it. sheet: small frames of the clip as a data URI (PNG)."""

    storyboard: dict[str, Any]
    sheet: Annotated[str, Field(description="A PNG as a data URI. With `Accept: image/png` the picture comes alone.")]


router = APIRouter(
    prefix="/api/v1",
    tags=["jobs"],
    responses={status: {"model": ErrorAnswer} for status in (400, 401, 409, 413, 429, 503)},
)


@router.post(
    "/storyboards",
    openapi_extra=BODY,
    response_model=StoryboardAnswer,
    responses={200: {"content": {_PNG: {"schema": {"type": "string", "format": "binary"}}}}},
)
async def storyboard(request: Request, house: AnyHouse, owner: Caller, wish: Wish) -> StoryboardAnswer | Response:
    """The storyboard of a job request: scenes, words without effect, and a contact sheet. Nothing is made or spent.

    The body is that of a job. Pictures, videos and sounds of the request are left aside: only the words are read.
    """
    house.limiter.take(owner.lane)
    offer = house.catalogue.offer(wish.model, NATIVE)
    if problems := check(wish, offer):
        raise InvalidRequest(problems)
    sheet = await house.sketcher.sketch(resolve(wish, offer, seed=0 if wish.seed is None else wish.seed))
    if _PNG in request.headers.get("accept", ""):
        return Response(sheet.png, media_type=_PNG)
    return StoryboardAnswer(
        storyboard=sheet.board, sheet=f"data:{_PNG};base64,{base64.b64encode(sheet.png).decode('ascii')}"
    )
