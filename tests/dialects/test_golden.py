"""Golden pairs: what each vendor's clients send and are answered, against files that hold plain JSON."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest

from kinora.catalogue.resolve import resolve
from kinora.dialects.base import Dialect
from kinora.dialects.exchanges import File
from tests.dialects.cases import BYTES, ERRORS, answered
from tests.dialects.golden import Request, entries, requests, said
from tests.dialects.registry import BY_NAME, DIALECTS, OUTCOMES, models_of, occasion, offer_of, refusal
from tests.dialects.shapes import sentences


def cases(file: File) -> list[Any]:
    found = [(dialect.name, request) for dialect in DIALECTS for request in requests(dialect.name, file)]
    return [pytest.param(name, request, id=f"{name}: {request.title}") for name, request in found]


@pytest.mark.parametrize(("name", "request_"), cases("requests"))
def test_a_request_means_this(name: str, request_: Request) -> None:
    dialect = BY_NAME[name]
    spec = dialect.decode_submit(request_.call)
    assert said(spec) == request_.what["spec"]
    assert refusal(dialect, request_.call) is None
    plan = dataclasses.asdict(resolve(spec, offer_of(dialect, spec.model), seed=99))
    expected = request_.what["plan"]
    assert json.loads(json.dumps({field: plan[field] for field in expected})) == expected


@pytest.mark.parametrize(("name", "request_"), cases("refusals"))
def test_a_request_is_refused_so(name: str, request_: Request) -> None:
    dialect = BY_NAME[name]
    error = refusal(dialect, request_.call)
    assert error is not None
    reply = dialect.encode_error(error, occasion(dialect, "submit"))
    assert sorted(sentences(name, reply)) == sorted(request_.what["says"])
    if "reply" in request_.what:
        assert reply.status == request_.what["status"]
        assert_same(json.loads(reply.body), request_.what["reply"])


def assert_same(found: object, expected: object) -> None:
    """Compared as text, order and all: 0.06 is not "0.06", and true is not 1."""
    assert json.dumps(found, indent=1) == json.dumps(expected, indent=1)


def replies() -> list[Any]:
    found = [(dialect.name, entry) for dialect in DIALECTS for entry in entries(dialect.name, "replies")]
    return [pytest.param(name, entry, id=f"{name}: {entry['title']}") for name, entry in found]


@pytest.mark.parametrize(("name", "entry"), replies())
def test_an_answer_reads_so(name: str, entry: dict[str, Any]) -> None:
    reply = answered(BY_NAME[name], entry)
    assert reply.status == entry["status"]
    assert {**reply.headers, **entry.get("headers", {})} == reply.headers
    assert_same(json.loads(reply.body) if reply.body else None, entry["reply"])


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_the_files_leave_nothing_out(dialect: Dialect) -> None:
    """Every state of a job, every error, every operation and every model stands in the dialect's files."""
    held = entries(dialect.name, "replies")
    assert {entry["job"] for entry in held if entry["operation"] == "status" and "job" in entry} == set(OUTCOMES)
    assert {entry["error"] for entry in held if "error" in entry} == set(ERRORS)
    answers = {entry["operation"] for entry in held if "error" not in entry}
    assert answers == {route.operation for route in dialect.routes} - BYTES
    assert {request.what["spec"]["model"] for request in requests(dialect.name)} == set(models_of(dialect))
    assert any("reply" in request.what for request in requests(dialect.name, "refusals")), "no refusal's body is held"
