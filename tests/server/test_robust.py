"""Whatever arrives, nothing answers 5xx and every refusal has the shape that the dialect's own document gives it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openapi_schema_validator import OAS31Validator

from kinora.client.answers import request_parts
from kinora.dialects.base import Dialect, Reply, Route
from tests.dialects.golden import requests
from tests.dialects.registry import DIALECTS, small_spec
from tests.dialects.shapes import documented
from tests.dialects.strategies import JSON
from tests.dialects.test_robust import changed, paths
from tests.served import BEARER, Server, serving

NATIVE = {"model": "seedance-2.0-mini", "prompt": "x", "width": 64, "start_frame": {"url": "http://x/"}}
every_dialect = pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
ROUTES = [
    pytest.param(dialect, route, id=f"{dialect.name} {route.method} {route.path}")
    for dialect in DIALECTS
    for route in dialect.routes
    if route.operation not in {"submit", "stream", "proxy"}
]
unhurried = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
quick = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def idle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Nobody works here: what is taken in waits."""
    with serving(tmp_path_factory.mktemp("idle"), queues="none", queue_limit="10000000") as server:
        yield server


@pytest.fixture(scope="module")
def http(idle: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=idle.base, timeout=30) as http:
        yield http


def documented_answers(dialect: Dialect, route: Route) -> dict[str, Any]:
    whole = documented(dialect.name)
    answers: dict[str, Any] = whole["paths"][route.path.replace(":path", "")][route.method.lower()]["responses"]
    return answers


def holds(dialect: Dialect, route: Route, answer: httpx.Response) -> None:
    """No 5xx, a status that the document names, and JSON as it says."""
    answers = documented_answers(dialect, route)
    assert answer.status_code < 500, answer.text
    assert str(answer.status_code) in answers, (answer.status_code, answer.text)
    schema = answers[str(answer.status_code)].get("content", {}).get("application/json", {}).get("schema")
    if schema is not None and answer.content:
        OAS31Validator({**schema, "components": documented(dialect.name)["components"]}).validate(answer.json())
    if answer.status_code >= 400:
        assert dialect.decode_error(Reply(status=answer.status_code, body=answer.content)) is not None or not schema


def submits(dialect: Dialect) -> Route:
    return next(route for route in dialect.routes if route.operation == "submit")


def sent(http: httpx.Client, dialect: Dialect, content: bytes) -> httpx.Response:
    """A submit under the path of the smallest request, with this body."""
    parts = dict(request_parts(dialect.encode_submit(small_spec(dialect)), dialect, "a-test-key"))
    return http.request(**{**parts, "content": content})


@every_dialect
@unhurried
@given(value=JSON)
def test_any_json(http: httpx.Client, dialect: Dialect, value: object) -> None:
    holds(dialect, submits(dialect), sent(http, dialect, json.dumps(value).encode()))


@every_dialect
@unhurried
@given(data=st.data())
def test_any_value_in_any_place(http: httpx.Client, dialect: Dialect, data: st.DataObject) -> None:
    bodies = [request.body for request in requests(dialect.name) if isinstance(request.body, dict)]
    body = data.draw(st.sampled_from(bodies))
    path = data.draw(st.sampled_from(paths(body)))
    holds(dialect, submits(dialect), sent(http, dialect, json.dumps(changed(body, path, data.draw(JSON))).encode()))


@every_dialect
@quick
@given(content=st.binary(max_size=200))
def test_any_bytes(http: httpx.Client, dialect: Dialect, content: bytes) -> None:
    holds(dialect, submits(dialect), sent(http, dialect, content))


@pytest.mark.parametrize(("dialect", "route"), ROUTES)
@quick
@given(data=st.data())
def test_any_id_and_any_query(http: httpx.Client, dialect: Dialect, route: Route, data: st.DataObject) -> None:
    text = st.text(min_size=1, max_size=30).filter(lambda word: "/" not in word and word.strip(". ") == word)
    path = route.path
    while "{" in path:
        head, _, rest = path.partition("{")
        path = head + quote(data.draw(text), safe="") + rest.partition("}")[2]
    fields = [] if route.query is None else [field.alias or name for name, field in route.query.model_fields.items()]
    query = data.draw(st.dictionaries(st.sampled_from(fields), st.text(max_size=12))) if fields else {}
    content = b"" if route.body is None else data.draw(JSON.map(json.dumps).map(str.encode))
    headers = {**dialect.encode_credential("a-test-key"), "content-type": "application/json"}
    answer = http.request(route.method, path, params=query, content=content, headers=headers)
    if answer.status_code != 404 or str(404) in documented_answers(dialect, route):
        holds(dialect, route, answer)


@unhurried
@given(data=st.data())
def test_the_native_api(http: httpx.Client, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(paths(NATIVE)))
    body = json.dumps(changed(NATIVE, path, data.draw(JSON)))
    answer = http.post("/api/v1/jobs", content=body, headers=BEARER)
    assert answer.status_code in {201, 400, 413}, answer.text
    assert {"code", "message"} <= answer.json().keys() if answer.status_code >= 400 else "id" in answer.json()


@quick
@given(id=st.text(min_size=1, max_size=40))
def test_any_id_of_the_native_api(http: httpx.Client, id: str) -> None:
    for path in ("/api/v1/jobs/", "/api/v1/assets/", "/files/", "/cdn/x/", "/uploads/", "/openapi/"):
        assert http.get(path + quote(id, safe=""), headers=BEARER).status_code < 500
