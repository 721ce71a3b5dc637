"""What clients read before they call: each dialect's OpenAPI document, and programs that make one video."""

from typing import Annotated, cast

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse

from kinora import __version__
from kinora.catalogue.check import check
from kinora.dialects.base import Dialect, bearer, json_body
from kinora.dialects.openapi import document
from kinora.dialects.snippets import snippets
from kinora.dialects.wire import Json, Text, Vocabulary, Wire, read
from kinora.jobs.keys import Owner
from kinora.server.body import read_body
from kinora.server.house import House
from kinora.server.merge import merged
from kinora.server.native_wire import ErrorAnswer, JobRequest, spec_of
from kinora.spec.errors import InvalidRequest, NotFound, Problem
from kinora.spec.video import VideoSpec

KEY_VARIABLE = "KINORA_KEY"
_NAME = r"^[A-Za-z_][A-Za-z0-9_]*$"


class DialectAnswer(BaseModel):
    """A dialect, and where its OpenAPI document is."""

    name: str
    title: str
    openapi: str


class DialectList(BaseModel):
    """Every dialect of this server."""

    dialects: list[DialectAnswer]


class SnippetRequest(Wire):
    """A job to write programs for. base_url: the server they call; this one unless said."""

    dialect: Text | None = None
    job: JobRequest | None = None
    base_url: Annotated[Text, Field(pattern=r"^https?://[^\s\"'`$\\]+$")] | None = None
    key_variable: Annotated[Text, Field(pattern=_NAME)] | None = None


class SnippetAnswer(BaseModel):
    """The same request as a program in each language. The API key is read from `key_variable`."""

    dialect: str
    key_variable: str
    snippets: dict[str, str]


async def _house(request: Request) -> House:  # a plain function would run in a thread
    return cast("House", request.app.state.house)


AnyHouse = Annotated[House, Depends(_house)]


async def _caller(request: Request, house: AnyHouse) -> Owner:
    return await house.owner(bearer(request.headers))


_BODY = {
    "requestBody": {"required": True, "content": {"application/json": {"schema": SnippetRequest.model_json_schema()}}}
}
router = APIRouter()


@router.get("/openapi", tags=["documents"])
async def dialects(house: AnyHouse, request: Request) -> DialectList:
    """Every dialect, and where its OpenAPI document is. Needs no key."""
    base = house.base(request)
    found = [
        DialectAnswer(name=dialect.name, title=dialect.title, openapi=f"{base}/openapi/{dialect.name}.json")
        for dialect in house.dialects
    ]
    return DialectList(dialects=found)


@router.get("/openapi/{name}.json", tags=["documents"], responses={404: {"model": ErrorAnswer}})
async def openapi(name: str, house: AnyHouse, request: Request) -> JSONResponse:
    """One dialect's OpenAPI document. Needs no key."""
    dialect = next((one for one in house.dialects if one.name == name), None)
    if dialect is None:
        raise NotFound("dialect", name)
    offers, base = house.catalogue.offers(name), house.base(request)
    return JSONResponse(
        await run_in_threadpool(document, dialect, version=__version__, server_url=base, offers=offers),
        headers={"access-control-allow-origin": "*"},
    )


@router.post(
    "/api/v1/snippets",
    tags=["documents"],
    openapi_extra=_BODY,
    responses={status: {"model": ErrorAnswer} for status in (400, 401, 413)},
)
async def snippet(request: Request, house: AnyHouse, _: Annotated[Owner, Depends(_caller)]) -> SnippetAnswer:
    """A job request as programs that run as they are: curl, Python and JavaScript, in a dialect's own words."""
    body = json_body(await read_body(request, house.largest_body_bytes))
    dialect, spec, asked = _read(house, body)
    offer = house.catalogue.offer(spec.model, dialect.name)
    problems = check(spec, offer)
    if problems:
        raise InvalidRequest(problems)
    base, variable = asked.base_url or house.base(request), asked.key_variable or KEY_VARIABLE
    found = await run_in_threadpool(snippets, dialect, offer, spec, base_url=base, key_variable=variable)
    return SnippetAnswer(dialect=dialect.name, key_variable=variable, snippets=found)


def _read(house: House, body: Json) -> tuple[Dialect, VideoSpec, SnippetRequest]:
    """What is asked for. Raises InvalidRequest with every problem of the body and of the job in it."""
    job = body.get("job")
    asked, found = read(SnippetRequest, {**body, "job": {}}, Vocabulary({}))
    problems = [*found, *(Problem(field=name, rule="unsupported") for name in asked.unknown)]
    dialect = next((one for one in house.dialects if one.name == asked.dialect), None)
    if dialect is None:
        names = tuple(one.name for one in house.dialects)
        problems.append(Problem(field="dialect", rule="one_of", allowed=names))
    if not isinstance(job, dict):
        problems.append(Problem(field="job", rule="type", allowed=("an object",)))
        raise InvalidRequest(tuple(problems))
    try:
        spec = spec_of(dict(job))
    except InvalidRequest as error:
        whole = merged(error, house.catalogue, dialect.name) if dialect is not None else error
        raise InvalidRequest((*problems, *whole.problems)) from error
    if problems or dialect is None:
        raise InvalidRequest(tuple(problems))
    return dialect, spec, asked
