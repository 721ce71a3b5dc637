"""Under which statuses a route answers, and what: found out by asking its dialect for an answer to everything.

Every state of a job and every class of the error tree is asked for, so no status can be left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal

from kinora.catalogue.model import Offer
from kinora.dialects.base import Dialect, Occasion, Reply, Route
from kinora.dialects.operations import Cancels, Deletes, Results
from kinora.dialects.samples import AT, JOB, least, views
from kinora.spec import errors
from kinora.spec.errors import InvalidRequest, KinoraError, Malformed, NotFound, Problem, Unauthorized
from kinora.spec.outcome import JobView

Answer = Literal["reply", "refusal", "bytes", "events", "nothing"]


def answers(dialect: Dialect, route: Route, offers: Sequence[Offer]) -> dict[int, list[Answer]]:
    """What may come under which status."""
    found: dict[int, list[Answer]] = {}
    for status, kind in (*_good(dialect, route, offers), *_bad(dialect, route)):
        found.setdefault(status, []).append(kind)
    return found


def error_samples() -> Iterator[KinoraError]:
    """An error of every class in the tree, and of each that is answered in more than one way."""
    for kind in vars(errors).values():
        if not (isinstance(kind, type) and issubclass(kind, KinoraError)):
            continue
        if kind is InvalidRequest:
            yield InvalidRequest((Problem(field="prompt", rule="required"), Problem(field="seconds", rule="unusable")))
            yield InvalidRequest((Problem(field="page", rule="range", detail="must be greater than 0"),))
        elif kind is Malformed:
            yield Malformed("must be a JSON object")
        elif kind is Unauthorized:
            yield from (Unauthorized(), Unauthorized(missing=True))
        elif kind is NotFound:
            yield from (NotFound(what, str(JOB)) for what in ("job", "path", "file", "upload", "asset"))
        else:
            yield kind("It did not work.")


def _bad(dialect: Dialect, route: Route) -> Iterator[tuple[int, Answer]]:
    occasion = Occasion(operation=route.operation, path=route.path, request_id=str(JOB), at=AT)
    for error in error_samples():
        yield _told(dialect.encode_error(error, occasion), "refusal")


def _good(dialect: Dialect, route: Route, offers: Sequence[Offer]) -> Iterator[tuple[int, Answer]]:
    match route.operation:
        case "content":
            yield from ((200, "bytes"), (206, "bytes"), (416, "nothing"))
            return
        case "stream":
            yield (200, "events")
            return
    encoders: Mapping[str, Callable[[JobView], Reply]] = {
        "submit": dialect.encode_submitted,
        "status": dialect.encode_status,
        **({"result": dialect.encode_result} if isinstance(dialect, Results) else {}),
        **({"cancel": dialect.encode_cancelled} if isinstance(dialect, Cancels) else {}),
        **({"delete": dialect.encode_deleted} if isinstance(dialect, Deletes) else {}),
    }
    encode = encoders.get(route.operation)
    told = [_told(encode(job), "reply") for job in _jobs(dialect, offers)] if encode else []
    yield from told
    if not told:
        yield route.status, "nothing" if route.status == 204 else "reply"


def _told(reply: Reply, kind: Answer) -> tuple[int, Answer]:
    return reply.status, (kind if reply.status < 400 else "refusal") if reply.body else "nothing"


def _jobs(dialect: Dialect, offers: Sequence[Offer]) -> Iterator[JobView]:
    """Jobs in every state; of one model, since no answer's status depends on it."""
    for offer in offers:
        try:
            spec = least(dialect, offer)
        except LookupError:
            continue
        yield from views(dialect, spec, offer).values()
        return
