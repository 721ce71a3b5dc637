"""What stands in the golden files, case by case: each dialect's answers to the same jobs, files and errors.

Also makes entries for a dialect that has none yet; `tools/golden.py` writes them.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from typing import Any

from kinora.catalogue.resolve import resolve
from kinora.dialects.base import Call, Dialect, Operation, Reply, Route
from kinora.dialects.operations import (
    Answers,
    Asker,
    Cancels,
    Deletes,
    FileLists,
    Files,
    FileView,
    Found,
    Lists,
    Results,
    Slot,
    Stores,
    Uploads,
)
from kinora.dialects.samples import least
from kinora.spec.errors import (
    Busy,
    Internal,
    InvalidRequest,
    KinoraError,
    Malformed,
    NotAllowed,
    NotFound,
    PaymentRequired,
    RateLimited,
    TooLarge,
    Unauthorized,
)
from kinora.spec.outcome import JobView
from tests.dialects.golden import said
from tests.dialects.registry import (
    ASSET,
    AT,
    BASE,
    CATALOGUE,
    JOB,
    OUTCOMES,
    OWNER,
    occasion,
    offer_of,
    refusal,
    routed,
    small_spec,
    view,
)
from tests.dialects.shapes import sentences

ERRORS: dict[str, KinoraError] = {
    "unauthorized": Unauthorized(),
    "no key": Unauthorized(missing=True),
    "payment required": PaymentRequired("The budget of this API key is spent."),
    "unknown id": NotFound("job", str(JOB)),
    "unknown path": NotFound("path"),
    "not allowed": NotAllowed("The job has ended already: it is succeeded."),
    "malformed": Malformed("must be a JSON object"),
    "too large": TooLarge("The body is larger than 64 MiB."),
    "busy": Busy("The queue is full.", retry_after_seconds=30),
    "rate limited": RateLimited("This API key has 20 jobs waiting.", retry_after_seconds=90),
    "internal": Internal(),
}
BYTES: frozenset[Operation] = frozenset({"content", "stream", "proxy"})
"""Operations whose answers are no JSON of their own."""
SLOT = Slot(id=ASSET, owner=OWNER, suffix=".jpg", url=f"{BASE}/uploads/{ASSET}", fields={"key": "a", "token": "b"})
FILE = FileView(
    id=ASSET,
    owner=OWNER,
    state="ready",
    suffix=".png",
    link=f"{BASE}/cdn/x/{ASSET}.png",
    created=AT,
    kind="image",
    media_type="image/png",
    bytes=1234,
    width=640,
    height=360,
)


def asker(dialect: Dialect) -> Asker:
    return Asker(id=OWNER, name="koala", slots=4, secret="whsec", seal=b"s" * 32, offers=CATALOGUE.offers(dialect.name))


def filled(dialect: Dialect, route: Route) -> str:
    """A route's path with the ids of the cases, as a client of the dialect would fill it in."""
    id = dialect.encode_id(JOB)
    known = {**dialect.encode_submit(small_spec(dialect)).path, **_poll(dialect, id).path}
    names = [part.strip("{}").partition(":")[0] for part in route.path.split("/") if part.startswith("{")]
    files = route.operation in {"file", "discard"}
    values = {name: str(ASSET) if files else known.get(name, str(OWNER)) for name in names}
    return route.path.replace(":path}", "}").format(**values)


def _poll(dialect: Dialect, id: str) -> Call:
    return routed(dialect, dialect.encode_poll(id, small_spec(dialect)))


def called(dialect: Dialect, entry: dict[str, Any]) -> Call:
    """The call of an entry: as it says, else the operation's first path."""
    route = next(route for route in dialect.routes if route.operation == entry["operation"])
    told = {"method": route.method, "url": filled(dialect, route), **entry.get("call", {})}
    return dataclasses.replace(routed(dialect, Call(**told)), base=BASE)


def answered(dialect: Dialect, entry: dict[str, Any]) -> Reply:
    """What the dialect answers in the case of an entry."""
    operation: Operation = entry["operation"]
    if "error" in entry:
        return dialect.encode_error(ERRORS[entry["error"]], occasion(dialect, operation))
    if "job" not in entry:
        return _without_job(dialect, called(dialect, entry), operation)
    return _of_job(dialect, view(dialect, OUTCOMES[entry["job"]], ignored=tuple(entry.get("ignored", ()))), entry)


def _of_job(dialect: Dialect, job: JobView, entry: dict[str, Any]) -> Reply:
    match entry["operation"]:
        case "submit":
            return dialect.encode_submitted(job)
        case "status":
            return dialect.encode_status(job)
        case "result":
            assert isinstance(dialect, Results)
            return dialect.encode_result(job)
        case "list":
            assert isinstance(dialect, Lists)
            return dialect.encode_list(Found(jobs=(job,), total=41, more=True), called(dialect, entry))
        case "cancel":
            assert isinstance(dialect, Cancels)
            return dialect.encode_cancelled(job)
        case "delete":
            assert isinstance(dialect, Deletes)
            return dialect.encode_deleted(job)
        case operation:
            raise AssertionError(operation)


def _without_job(dialect: Dialect, call: Call, operation: Operation) -> Reply:
    match operation:
        case "upload":
            assert isinstance(dialect, Uploads)
            return dialect.encode_upload(SLOT, call)
        case "store":
            assert isinstance(dialect, Stores)
            return dialect.encode_file(FILE, call)
        case "file":
            assert isinstance(dialect, Files)
            return dialect.encode_file(FILE, call)
        case "files":
            assert isinstance(dialect, FileLists)
            return dialect.encode_files([FILE], call)
        case "discard":
            assert isinstance(dialect, Files)
            return dialect.encode_discarded(FILE, call)
        case "answer":
            assert isinstance(dialect, Answers)
            return dialect.answer(call, asker(dialect))
        case _:
            raise AssertionError(operation)


# Entries for a dialect that has none ----------------------------------------------------------------------------------


def reply_cases(dialect: Dialect) -> Iterator[dict[str, Any]]:
    """Every answer that the files have to hold, without what it reads."""
    operations = list(dict.fromkeys(route.operation for route in dialect.routes))
    yield {"title": "created", "job": "queued", "operation": "submit"}
    for state in OUTCOMES:
        yield {"title": state, "job": state, "operation": "status"}
    for operation, state in (("list", "queued"), ("cancel", "cancelled"), ("delete", "succeeded")):
        if operation in operations:
            yield {"title": operation, "job": state, "operation": operation}
    for state in OUTCOMES if "result" in operations else ():
        yield {"title": f"result, {state}", "job": state, "operation": "result"}
    for route in dialect.routes:
        if route.operation in {"upload", "store", "file", "files", "discard", "answer"}:
            call = {"method": route.method, "url": filled(dialect, route)}
            yield {"title": f"{route.operation} at {route.path}", "operation": route.operation, "call": call}
    for name in ERRORS:
        operation = "status" if name in {"unauthorized", "no key", "unknown id"} else "submit"
        yield {"title": f"error: {name}", "error": name, "operation": operation}


def reply_entry(dialect: Dialect, case: dict[str, Any]) -> dict[str, Any]:
    """A case with what it reads now."""
    reply = answered(dialect, case)
    headers = {name: value for name, value in reply.headers.items() if not name.startswith("content-type")}
    return {
        **case,
        "status": reply.status,
        **({"headers": headers} if headers else {}),
        "reply": json.loads(reply.body) if reply.body else None,
    }


def request_entries(dialect: Dialect) -> Iterator[dict[str, Any]]:
    """The least request for every model."""
    for offer in CATALOGUE.offers(dialect.name):
        call = dialect.encode_submit(least(dialect, offer))
        spec = dialect.decode_submit(routed(dialect, call))
        plan = resolve(spec, offer_of(dialect, spec.model), seed=99)
        yield {
            "title": f"the least for {offer.id}",
            "url": call.url,
            "body": json.loads(call.body),
            "spec": said(spec),
            "plan": {"width": plan.width, "height": plan.height, "seconds": plan.seconds, "seed": plan.seed},
        }


def refusal_entries(dialect: Dialect) -> Iterator[dict[str, Any]]:
    """What is refused of nothing at all, and of what is no object."""
    call = dialect.encode_submit(small_spec(dialect))
    for title, body in (("an empty object", {}), ("no object", [])):
        sent = routed(dialect, dataclasses.replace(call, body=json.dumps(body).encode()))
        error = refusal(dialect, sent)
        assert isinstance(error, InvalidRequest), f"{dialect.name} takes {body}"
        reply = dialect.encode_error(error, occasion(dialect, "submit"))
        yield {
            "title": title,
            "url": call.url,
            "body": body,
            "says": sentences(dialect.name, reply),
            "status": reply.status,
            "reply": json.loads(reply.body),
        }
