"""Each dialect's OpenAPI document: valid, complete, and true of every answer in the golden files."""

from __future__ import annotations

import json
from typing import Any

import pytest
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import validate

from kinora.dialects.base import Dialect, Occasion
from kinora.dialects.openapi import template
from kinora.dialects.openapi_answers import error_samples
from kinora.dialects.samples import placed
from tests.dialects.cases import answered, called
from tests.dialects.golden import entries, requests
from tests.dialects.registry import ASSET, AT, BY_NAME, CATALOGUE, DIALECTS
from tests.dialects.shapes import documented

every_dialect = pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)


def operations(dialect: Dialect) -> dict[tuple[str, str], dict[str, Any]]:
    """Every operation of a document, by method and path."""
    paths = documented(dialect.name)["paths"]
    return {(method.upper(), path): said for path, methods in paths.items() for method, said in methods.items()}


def fits(dialect: Dialect, schema: dict[str, Any], value: object) -> None:
    OAS31Validator({**schema, "components": documented(dialect.name)["components"]}).validate(value)


@every_dialect
def test_the_document_is_valid(dialect: Dialect) -> None:
    validate(documented(dialect.name))


@every_dialect
def test_every_path_stands_in_it_and_none_besides(dialect: Dialect) -> None:
    assert set(operations(dialect)) == {(route.method, template(route.path)) for route in dialect.routes}


@every_dialect
def test_every_path_says_what_it_is_for_reads_and_answers(dialect: Dialect) -> None:
    """What stays without a type is bytes, events, any of the others, or nothing."""
    without = {"content", "stream", "proxy"}
    routes = [route for route in dialect.routes if route.operation not in without and route.status != 204]
    assert not [route.path for route in dialect.routes if not route.about]
    assert not [f"{route.method} {route.path}" for route in routes if route.reply is None]
    assert not [route.path for route in dialect.routes if route.operation == "submit" and route.body is None]


@every_dialect
def test_no_error_has_a_status_that_the_document_does_not_name(dialect: Dialect) -> None:
    """And each that has a body has one of the documented form."""
    for route in dialect.routes:
        responses = operations(dialect)[route.method, template(route.path)]["responses"]
        occasion = Occasion(operation=route.operation, path=route.path, request_id=str(ASSET), at=AT)
        for error in error_samples():
            reply = dialect.encode_error(error, occasion)
            said = responses[str(reply.status)]
            if reply.body:
                fits(dialect, said["content"]["application/json"]["schema"], json.loads(reply.body))


def replies() -> list[Any]:
    found = [(dialect.name, entry) for dialect in DIALECTS for entry in entries(dialect.name, "replies")]
    return [pytest.param(name, entry, id=f"{name}: {entry['title']}") for name, entry in found]


@pytest.mark.parametrize(("name", "entry"), replies())
def test_an_answer_has_the_form_that_the_document_names(name: str, entry: dict[str, Any]) -> None:
    dialect = BY_NAME[name]
    reply, call = answered(dialect, entry), called(dialect, entry)
    route = next(one for one in dialect.routes if one.method == call.method and placed(one.path, call.url) is not None)
    said = operations(dialect)[route.method, template(route.path)]["responses"][str(reply.status)]
    assert bool(reply.body) is ("content" in said)
    if reply.body:
        fits(dialect, said["content"]["application/json"]["schema"], json.loads(reply.body))


@every_dialect
def test_a_body_that_the_server_takes_fits_the_schema(dialect: Dialect) -> None:
    for request in requests(dialect.name):
        route = next(
            one
            for one in dialect.routes
            if one.operation == "submit" and placed(one.path, request.call.url) is not None
        )
        body = operations(dialect)["POST", template(route.path)]["requestBody"]
        if isinstance(request.body, dict) and "request" not in request.body:
            fits(dialect, body["content"]["application/json"]["schema"], request.body)


@every_dialect
def test_every_model_has_an_example_that_the_dialect_reads(dialect: Dialect) -> None:
    examples = [
        example["value"]
        for (method, _), said in operations(dialect).items()
        if method == "POST" and "submit" in said["tags"]
        for example in said["requestBody"]["content"]["application/json"].get("examples", {}).values()
    ]
    assert len(examples) == len(CATALOGUE.offers(dialect.name))


@every_dialect
def test_a_key_goes_where_the_dialect_looks_for_it(dialect: Dialect) -> None:
    schemes = documented(dialect.name)["components"]["securitySchemes"]
    headers = {
        str(scheme.get("name", "authorization")).lower(): "Bearer KEY" if scheme["type"] == "http" else "KEY"
        for scheme in schemes.values()
    }
    sent = {name.lower() for name in dialect.encode_credential("KEY")}
    assert set(headers) == sent
    public = {(route.method, template(route.path)) for route in dialect.routes if route.public}
    assert {place for place, said in operations(dialect).items() if said["security"] == []} == public
