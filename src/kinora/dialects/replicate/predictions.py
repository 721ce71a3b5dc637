"""Predictions as they are told of: to who made one, to polls, in lists with cursors, and in webhooks [1, 2]."""

from __future__ import annotations

import base64
import binascii
from uuid import UUID

from kinora.catalogue.load import Names
from kinora.dialects.base import Call, Reply, json_answer, json_reply
from kinora.dialects.operations import Found, Page
from kinora.dialects.replicate.echo import asked_model, repeated
from kinora.dialects.replicate.wire import HIDDEN, PREDICTIONS, Metrics, Prediction, Predictions, Status, instant
from kinora.dialects.wire import ignored_header
from kinora.spec.errors import EngineFailed, InvalidRequest, Problem
from kinora.spec.outcome import Cancelled, Failed, JobView, Outcome, Queued, Running, Succeeded

PAGE = 100
_BAR = 10  # how many marks a bar of progress has


def encode_created(job: JobView, names: Names) -> Reply:
    """Starting, even if it began already: clients that wait take anything else for the end [1]."""
    started = prediction(job, names)
    if isinstance(job.outcome, Running):
        started |= {"status": "starting", "started_at": None, "logs": ""}
    return json_reply(started, status=201, headers=ignored_header(job.spec.ignored))


def decode_created(reply: Reply) -> str:
    """The id of the prediction that was made."""
    id = _answer(reply).get("id")
    if not isinstance(id, str) or not id:
        raise EngineFailed("The answer to the request holds no prediction.")
    return id


def encode_poll(id: str) -> Call:
    """How its state is asked for."""
    return Call(method="GET", url=f"{PREDICTIONS}/{id}", path={"id": id})


def encode_status(job: JobView, names: Names) -> Reply:
    """The answer to a poll."""
    return json_reply(prediction(job, names))


def decode_status(reply: Reply) -> Outcome:
    """What an answer says; a word that nobody knows is a state on the way."""
    told = _answer(reply)
    output, error = told.get("output"), told.get("error")
    output = output[0] if isinstance(output, list) and output else output  # some models give a list [2]
    reason = str(error) if error else "The prediction failed."
    match told.get("status"):
        case "starting":
            return Queued()
        case "succeeded" if isinstance(output, str) and output:
            return Succeeded(output)
        case "succeeded":
            return Failed("The prediction succeeded but holds no video.")
        case "failed":
            return Failed(reason)
        case "aborted":
            return Failed(reason, "expired")
        case "canceled":
            return Cancelled()
        case str():
            return Running()
        case _:
            raise EngineFailed("The answer to a poll holds no status.")


def prediction(job: JobView, names: Names) -> Prediction:
    """A job as the vendor tells of it, in every answer and in a webhook."""
    status, output, error = _state(job.outcome)
    url = f"{job.base}{PREDICTIONS}/{job.id}"
    return {
        "id": str(job.id),
        "model": asked_model(job, names),
        "version": HIDDEN,
        "input": repeated(job),
        "output": output,
        "logs": _logs(job.outcome),
        "error": error,
        "status": status,
        "data_removed": False,
        "created_at": instant(job.created),
        "started_at": None if job.started is None else instant(job.started),
        "completed_at": None if job.finished is None else instant(job.finished),
        "metrics": _metrics(job),
        "urls": {"get": url, "cancel": f"{url}/cancel"},
    }


def _answer(reply: Reply) -> dict[str, object]:
    """The object in an answer that tells of success. Raises EngineFailed where there is none."""
    body = json_answer(reply)
    if not isinstance(body, dict):
        raise EngineFailed("The answer is no JSON object.")
    return body


def _state(outcome: Outcome) -> tuple[Status, str | None, str | None]:
    """Status, output and error."""
    match outcome:
        case Queued():
            return "starting", None, None
        case Running():
            return "processing", None, None
        case Succeeded(video_url=url):
            return "succeeded", url, None
        case Failed(message=message):
            return "failed", None, message
        case Cancelled():
            return "canceled", None, None


def _logs(outcome: Outcome) -> str:
    """Progress as the clients read it out of a log: a line with a bar."""
    match outcome:
        case Running(progress=progress):
            percent = int(progress.fraction * 100)
        case Succeeded():
            percent = 100
        case _:
            return ""
    done = percent * _BAR // 100
    return f"{percent}%|{'#' * done}{'-' * (_BAR - done)}| {percent}/100"


def _metrics(job: JobView) -> Metrics:
    metrics: Metrics = {}
    if job.finished is not None:
        if job.started is not None:
            metrics["predict_time"] = (job.finished - job.started).total_seconds()
        metrics["total_time"] = (job.finished - job.created).total_seconds()
    return metrics


# Lists ----------------------------------------------------------------------------------------------------------------


def decode_page(call: Call) -> Page:
    """Which page is asked for. Raises InvalidRequest."""
    where, after = _cursor(call)
    return Page(limit=PAGE, after=after, ascending=where == "before")


def encode_list(found: Found, call: Call, names: Names) -> Reply:
    """A page and the URLs of those beside it. Read upwards, a page comes with its oldest first."""
    where, after = _cursor(call)
    upwards = where == "before"
    jobs = tuple(reversed(found.jobs)) if upwards else found.jobs
    older, newer = (True, found.more) if upwards else (found.more, after is not None)
    page: Predictions = {
        "previous": _page_url(call, "before", jobs[0].id) if newer and jobs else None,
        "next": _page_url(call, "after", jobs[-1].id) if older and jobs else None,
        "results": [prediction(job, names) for job in jobs],
    }
    unknown = tuple(name for name in call.query if name != "cursor")
    return json_reply(page, headers=ignored_header(unknown))


def _cursor(call: Call) -> tuple[str, UUID | None]:
    """Which way from which job a page goes. Raises InvalidRequest."""
    text = call.query.get("cursor")
    if not text:
        return "after", None
    try:
        where, _, id = base64.urlsafe_b64decode(text.encode()).decode().partition(":")
        if where not in {"after", "before"}:
            raise ValueError(where)
        return where, UUID(id)
    except (ValueError, binascii.Error):
        raise InvalidRequest((Problem(field="cursor", rule="unusable"),)) from None


def _page_url(call: Call, where: str, id: UUID) -> str:
    cursor = base64.urlsafe_b64encode(f"{where}:{id}".encode()).decode()
    return f"{call.base}{PREDICTIONS}?cursor={cursor}"
