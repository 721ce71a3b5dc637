"""The dialects under test, their models, and a submit as the server runs it: decode, check, and one refusal for all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from kinora.catalogue.check import check
from kinora.catalogue.load import Catalogue
from kinora.catalogue.model import Offer
from kinora.dialects import speak
from kinora.dialects.base import Call, Dialect, Occasion, Operation, Route
from kinora.dialects.samples import (
    ASSET,
    AT,
    BASE,
    JOB,
    LAST_FRAME_URL,
    OUTCOMES,
    OWNER,
    POSTER_URL,
    VIDEO_URL,
    least,
    seen,
)
from kinora.server.merge import merged
from kinora.server.switch import Switch
from kinora.spec.errors import InvalidRequest, NotFound
from kinora.spec.media import Reference, References, Upload, Url
from kinora.spec.outcome import JobView, Outcome
from kinora.spec.video import VideoSpec

__all__ = ["ASSET", "AT", "BASE", "JOB", "LAST_FRAME_URL", "OUTCOMES", "OWNER", "POSTER_URL", "VIDEO_URL"]

CATALOGUE = Catalogue.shipped()
USUAL = ("seedance-1.0-pro", "seedance-2.0-mini")
DIALECTS = speak(CATALOGUE)
BY_NAME = {dialect.name: dialect for dialect in DIALECTS}


def models_of(dialect: Dialect) -> tuple[str, ...]:
    """The ids that a dialect's requests name, the catalogue's or a variant's."""
    return tuple(offer.id for offer in CATALOGUE.offers(dialect.name))


def offer_of(dialect: Dialect, model: str) -> Offer:
    return CATALOGUE.offer(model, dialect.name)


def usual_model(dialect: Dialect) -> str:
    """The model of the jobs in tests: the first of USUAL that the dialect offers, so that new models change no test."""
    offered = models_of(dialect)
    return next((model for model in USUAL if model in offered), offered[0])


@cache
def _small_spec(name: str) -> VideoSpec:
    """Of the usual model; where models have words of their own, of the one with the most."""
    dialect = BY_NAME[name]
    models = sorted(models_of(dialect), key=lambda model: model != usual_model(dialect))
    found = [replace(least(dialect, offer_of(dialect, model)), prompt="A koala") for model in models]
    return max(found, key=lambda spec: sum(_can_say(dialect, replace(spec, **words)) for words in _WORDS))


_WORDS: tuple[dict[str, Any], ...] = (
    {"end_frame": Url("https://a.example/1.png")},
    {"references": References(images=(Reference(Url("https://a.example/1.png")),))},
    {"references": References(videos=(Reference(Url("https://a.example/1.mp4")),))},
    {"references": References(audios=(Reference(Url("https://a.example/1.mp3")),))},
    {"sound": False},
    {"safety_check": True},
)


def _can_say(dialect: Dialect, spec: VideoSpec) -> bool:
    try:
        dialect.encode_submit(spec)
    except InvalidRequest:
        return False
    return True


def small_spec(dialect: Dialect) -> VideoSpec:
    """The least that the dialect can say of a model."""
    return _small_spec(dialect.name)


def view(dialect: Dialect, outcome: Outcome, *, id: UUID = JOB, ignored: tuple[str, ...] = ()) -> JobView:
    """A job that came in through a dialect: a koala with a start frame, its seed drawn."""
    spec = VideoSpec(
        model=usual_model(dialect),
        prompt="A koala surfs a wave at sunset, cinematic",
        start_frame=Upload(ASSET),
        ignored=ignored,
    )
    return seen(dialect, spec, offer_of(dialect, spec.model), outcome, id=id)


def occasion(dialect: Dialect, operation: Operation) -> Occasion:
    """An operation's first path, at a fixed time."""
    path = next(route.path for route in dialect.routes if route.operation == operation)
    return Occasion(operation=operation, path=path, request_id=str(ASSET), at=AT)


@dataclass(frozen=True)
class _Place:
    """Stands at a route's path. Nothing is asked of it."""

    route: Route

    async def __call__(self, request: Request) -> Response:
        raise AssertionError(request.url)


async def _nothing(scope: Scope, receive: Receive, send: Send) -> None:
    raise AssertionError(scope)


@cache
def _switch(name: str) -> Switch:
    switch = Switch(behind=_nothing)
    for route in BY_NAME[name].routes:
        switch.add(route.method, route.path, _Place(route))
    return switch


def routed(dialect: Dialect, call: Call, operation: Operation | None = None) -> Call:
    """A call with its path's names read, as the server's mount hands it on.

    Raises NotFound where no path of the dialect, or none of this operation, answers it.
    """
    found = _switch(dialect.name).find(call.method, call.url)
    if found is None:
        raise NotFound("path")
    place, values = found
    assert isinstance(place, _Place)
    if operation is not None and place.route.operation != operation:
        raise NotFound("path")
    return replace(call, path=values)


def refusal(dialect: Dialect, call: Call) -> InvalidRequest | NotFound | None:
    """What a server would answer a submit with: all problems at once, or None when it takes the request."""
    try:
        spec = dialect.decode_submit(call)
    except InvalidRequest as error:
        return merged(error, CATALOGUE, dialect.name)
    except NotFound as error:
        return error
    problems = check(spec, offer_of(dialect, spec.model))
    return InvalidRequest(problems) if problems else None
