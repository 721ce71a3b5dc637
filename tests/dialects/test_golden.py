"""Golden pairs: what each vendor's clients send and are answered, against files that hold plain JSON."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest

from kinora.catalogue.resolve import resolve
from kinora.dialects.base import Deletes, Dialect, Lists, Reply
from kinora.spec.errors import Busy, Internal, KinoraError, Malformed, NotFound, RateLimited, TooLarge, Unauthorized
from tests.dialects.golden import Request, entries, requests, said
from tests.dialects.registry import (
    BY_NAME,
    CATALOGUE,
    DIALECTS,
    JOB,
    OUTCOMES,
    occasion,
    offer_of,
    refusal,
    view,
)
from tests.dialects.shapes import sentences

ERRORS: dict[str, KinoraError] = {
    "unauthorized": Unauthorized(),
    "no key": Unauthorized(missing=True),
    "unknown id": NotFound("job", str(JOB)),
    "unknown path": NotFound("path"),
    "malformed": Malformed("must be a JSON object"),
    "too large": TooLarge("The body is larger than 64 MiB."),
    "busy": Busy("The queue is full.", retry_after_seconds=30),
    "rate limited": RateLimited("This API key has 20 jobs waiting.", retry_after_seconds=90),
    "internal": Internal(),
}


def cases(file: str) -> list[Any]:
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
    found = sentences(name, dialect.encode_error(error, occasion(dialect, "submit")))
    assert sorted(found) == sorted(request_.what["says"])


def replies() -> list[Any]:
    found = [(dialect.name, entry) for dialect in DIALECTS for entry in entries(dialect.name, "replies")]
    return [pytest.param(name, entry, id=f"{name}: {entry['title']}") for name, entry in found]


def answered(dialect: Dialect, entry: dict[str, Any]) -> Reply:
    operation = entry["operation"]
    if "error" in entry:
        return dialect.encode_error(ERRORS[entry["error"]], occasion(dialect, operation))
    job = view(dialect, OUTCOMES[entry["job"]], ignored=tuple(entry.get("ignored", ())))
    match operation:
        case "submit":
            return dialect.encode_submitted(job)
        case "status":
            return dialect.encode_status(job)
        case "list":
            assert isinstance(dialect, Lists)
            return dialect.encode_list((job,), total=41)
        case "delete":
            assert isinstance(dialect, Deletes)
            return dialect.encode_deleted(job)
        case _:
            raise AssertionError(operation)


@pytest.mark.parametrize(("name", "entry"), replies())
def test_an_answer_reads_so(name: str, entry: dict[str, Any]) -> None:
    reply = answered(BY_NAME[name], entry)
    assert reply.status == entry["status"]
    assert {**reply.headers, **entry.get("headers", {})} == reply.headers
    # Compared as text, order and all: 0.06 is not "0.06", and true is not 1.
    assert json.dumps(json.loads(reply.body), indent=1) == json.dumps(entry["reply"], indent=1)


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_the_files_leave_nothing_out(dialect: Dialect) -> None:
    """Every state of a job, every error and every model of the dialect stands in its files."""
    held = entries(dialect.name, "replies")
    assert {entry["job"] for entry in held if entry["operation"] == "status" and "job" in entry} == set(OUTCOMES)
    assert {entry["error"] for entry in held if "error" in entry} == set(ERRORS)
    operations = {entry["operation"] for entry in held}
    assert {"submit", "status"} <= operations
    assert ("list" in operations) is isinstance(dialect, Lists)
    models = {request.what["spec"]["model"] for request in requests(dialect.name)}
    assert models == {model.id for model in CATALOGUE.models() if dialect.name in CATALOGUE.dialects_of(model.id)}
