"""Paths and the routes they belong to."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from kinora.server.switch import Endpoint, Switch


async def behind(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("behind")(scope, receive, send)


def naming(name: str) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        return PlainTextResponse(f"{name} {sorted(request.path_params.items())}")

    return endpoint


def switch() -> Switch:
    made = Switch(behind)
    made.add("GET", "/v1/{family}", naming("list"))
    made.add("POST", "/v1/{family}", naming("submit"))
    made.add("GET", "/v1/{family}/{id}", naming("status"))
    made.add("GET", "/v1/user/{user}", naming("user"))
    made.add("DELETE", "/v1/user/all/now", naming("clear"))
    return made


@pytest.mark.parametrize(
    ("method", "path", "answer"),
    [
        ("GET", "/v1/mini", "list [('family', 'mini')]"),
        ("GET", "/v1/mini/", "list [('family', 'mini')]"),
        ("POST", "/v1/mini", "submit [('family', 'mini')]"),
        ("GET", "/v1/mini/7", "status [('family', 'mini'), ('id', '7')]"),
        ("GET", "/v1/a%20b/7", "status [('family', 'a b'), ('id', '7')]"),
        ("GET", "/v1/user/anna", "user [('user', 'anna')]"),  # a word of its own goes before anything
        ("GET", "/v1/user/", "list [('family', 'user')]"),
        ("DELETE", "/v1/user/all/now", "clear []"),
        ("HEAD", "/v1/mini", ""),
        ("PUT", "/v1/mini", "behind"),
        ("GET", "/v1/user/all/now", "behind"),
        ("GET", "/v1/mini/7/8", "behind"),
        ("GET", "/v1", "behind"),
        ("GET", "/v1//7", "behind"),
        ("GET", "/v1/mini//", "behind"),
        ("GET", "/", "behind"),
        ("GET", "/v2/mini", "behind"),
    ],
)
def test_a_path_leads_to_its_route_or_to_whatever_is_behind(method: str, path: str, answer: str) -> None:
    async def go() -> httpx.Response:
        transport = httpx.ASGITransport(app=switch())
        async with httpx.AsyncClient(transport=transport, base_url="http://house") as client:
            return await client.request(method, path)

    found = asyncio.run(go())
    assert (found.status_code, found.text) == (200, answer) or (method == "HEAD" and found.status_code == 200)


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/q/a/b", "queue [('model', 'a/b')]"),
        ("/q/a/b/c/d/", "queue [('model', 'a/b/c/d')]"),
        ("/q/a/b/requests/7/status", "status [('id', '7'), ('model', 'a/b')]"),
        ("/q/a/b/c/requests/7/status", "status [('id', '7'), ('model', 'a/b/c')]"),
        ("/q/proxy", "proxy []"),
        ("/q/", "behind"),
        ("/q/a//b", "behind"),
    ],
)
def test_a_name_may_stand_for_several_segments(path: str, answer: str) -> None:
    made = Switch(behind)
    made.add("GET", "/q/{model:path}", naming("queue"))
    made.add("GET", "/q/{model:path}/requests/{id}/status", naming("status"))
    made.add("GET", "/q/proxy", naming("proxy"))

    async def go() -> str:
        transport = httpx.ASGITransport(made)
        async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
            return (await client.get(path)).text

    assert asyncio.run(go()) == answer
