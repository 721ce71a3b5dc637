"""A refused submit as the dialect's own client and its own OpenAPI document see it, and the sentences in it."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from openapi_schema_validator import OAS31Validator

from kinora.dialects.base import Reply
from kinora.dialects.openapi import document
from kinora.spec.errors import InvalidRequest, NotFound
from tests.dialects.registry import BY_NAME, CATALOGUE

Sentences = list[str]


@cache
def documented(dialect: str) -> dict[str, Any]:
    """The dialect's OpenAPI document."""
    offers = CATALOGUE.offers(dialect)
    return document(BY_NAME[dialect], version="1", server_url="https://kinora.example", offers=offers)


@cache
def _validators(dialect: str) -> dict[str, OAS31Validator]:
    """What a submit may answer, by status."""
    whole = documented(dialect)
    submits = [
        operation
        for methods in whole["paths"].values()
        for operation in methods.values()
        if "submit" in operation["tags"]
    ]
    return {
        status: OAS31Validator({**response["content"]["application/json"]["schema"], "components": whole["components"]})
        for status, response in submits[0]["responses"].items()
        if "content" in response
    }


def sentences(dialect: str, reply: Reply) -> Sentences:
    """What a refusal says, problem by problem. Fails where its own document or its own client would not know it."""
    assert reply.headers["content-type"].startswith("application/json")
    _validators(dialect)[str(reply.status)].validate(json.loads(reply.body))
    spoken = BY_NAME[dialect]
    error = spoken.decode_error(reply)
    if isinstance(error, NotFound):
        return [error.message]
    assert isinstance(error, InvalidRequest), error
    found = [problem.sentence(spoken.vocabulary) for problem in error.problems]
    assert found
    assert all(found)
    return found
