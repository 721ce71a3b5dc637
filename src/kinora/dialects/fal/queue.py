"""The queue's answers, both ways: submitted, status, result, and the one event of a status stream [2-4]."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePosixPath
from typing import cast
from urllib.parse import unquote, urlsplit

from kinora.catalogue.load import Names
from kinora.dialects.base import Reply, error_for, json_answer, json_reply
from kinora.dialects.fal.endpoints import app_of, endpoint_of
from kinora.dialects.fal.failures import EXPIRED, failure_of, outcome_of
from kinora.dialects.fal.wire import (
    ERROR_TYPE,
    REQUEST_ID,
    ROOT,
    TIMEOUT_TYPE,
    Fault,
    Links,
    Log,
    Metrics,
    Output,
    Status,
    Submitted,
    Video,
)
from kinora.dialects.wire import Json
from kinora.spec.errors import EngineFailed
from kinora.spec.outcome import Cancelled, Failed, JobView, Outcome, Queued, Running, Succeeded

IN_PROGRESS = "Request is still in progress"  # one client knows by these words alone that it must go on asking [0.3]
_NO_STORE = {"cache-control": "no-store"}


def encode_submitted(job: JobView, names: Names) -> Reply:
    """The answer to a submit: exactly 200."""
    body = Submitted(
        status="IN_QUEUE",
        request_id=str(job.id),
        gateway_request_id=str(job.id),
        **_links(job, names),
        queue_position=job.ahead or 0,
        logs=None,
        metrics=Metrics(),
    )
    ignored = {"x-kinora-ignored": ",".join(job.spec.ignored)} if job.spec.ignored else {}
    return json_reply(body, headers={**_headers(job), **ignored})


def decode_submitted(reply: Reply) -> str:
    """The id of what was submitted. Raises EngineFailed when there is none."""
    id = _object(reply).get("request_id")
    if not isinstance(id, str) or not id:
        raise EngineFailed("The answer to the submit names no request.")
    return id


def encode_status(job: JobView, names: Names) -> Reply:
    """202 until the request is completed, which says nothing of how it went [3]."""
    body = status_of(job, names)
    return json_reply(body, status=200 if body["status"] == "COMPLETED" else 202, headers=_headers(job))


def encode_event(job: JobView, names: Names) -> bytes:
    """A status as a server-sent event."""
    return b"data: " + json_reply(status_of(job, names)).body + b"\n\n"


def status_of(job: JobView, names: Names) -> Status:
    """`logs` is always a list: the samples of the vendor's own pages walk through it unasked."""
    links = _links(job, names)
    body = Status(
        status="COMPLETED",
        request_id=str(job.id),
        response_url=links["response_url"],
        status_url=links["status_url"],
        cancel_url=links["cancel_url"],
        logs=_logs(job),
    )
    match job.outcome:
        case Queued():
            body |= {"status": "IN_QUEUE", "queue_position": job.ahead or 0}
        case Running():
            body |= {"status": "IN_PROGRESS"}
        case Succeeded():
            body |= {"metrics": _metrics(job)}
        case Failed() | Cancelled() as outcome:
            failure = failure_of(outcome)
            body |= {"metrics": _metrics(job), "error": failure.message, "error_type": failure.type}
    return body


def decode_status(reply: Reply) -> Outcome:
    """What a status tells. A finished clip has no address in it: that is the result's to tell."""
    body = _object(reply)
    match body.get("status"):
        case "IN_QUEUE":
            return Queued()
        case "IN_PROGRESS":
            return Running()
        case "COMPLETED":
            error, type = body.get("error"), body.get("error_type")
            if not error and not type:
                return Succeeded("")
            return outcome_of(type if isinstance(type, str) else None, str(error or "The request failed."))
        case status:
            raise EngineFailed(f"The request is in a state that is not known: {status!r}.")


def encode_result(job: JobView) -> Reply:
    """The model's output; before there is any, the refusal that clients wait by; a failure under its own status."""
    match job.outcome:
        case Queued() | Running():
            return json_reply(Fault(detail=IN_PROGRESS), status=400, headers=_headers(job))
        case Succeeded() as outcome:
            usage = outcome.usage
            units = {"x-fal-billable-units": f"{usage.tokens / 1000:g}"} if usage and usage.tokens else {}
            return json_reply(output_of(job, outcome), headers={**_headers(job), **units})
        case Failed() | Cancelled() as outcome:
            failure = failure_of(outcome)
            headers = {**_headers(job), ERROR_TYPE: failure.type, **retryable(again=False)}
            if failure.type == EXPIRED:
                headers[TIMEOUT_TYPE] = "user"  # or clients would ask for the same again and again
            return json_reply(failure.body, status=failure.status, headers=headers)


def decode_result(reply: Reply) -> Outcome:
    """What the path of a result tells, in any state. Raises a KinoraError when it tells nothing of the request."""
    if reply.status < 400:
        video = _object(reply).get("video")
        url = video.get("url") if isinstance(video, dict) else None
        return (
            Succeeded(url) if url and isinstance(url, str) else Failed("The request is completed but holds no video.")
        )
    answer = json_answer(reply)
    body = cast("Json", answer) if isinstance(answer, dict) else {}
    detail, type = body.get("detail"), body.get("error_type") or reply.headers.get(ERROR_TYPE)
    if reply.status == 400 and detail == IN_PROGRESS:
        return Running()
    if isinstance(detail, list) and detail and isinstance(detail[0], dict):
        type = type or detail[0].get("type")
        detail = "; ".join(str(item.get("msg")) for item in detail if isinstance(item, dict))
    if not isinstance(type, str) or reply.status in {401, 404, 429, 503}:
        raise error_for(reply, str(detail or f"HTTP {reply.status}"))
    return outcome_of(type, str(detail or "The request failed."))


def output_of(job: JobView, outcome: Succeeded) -> Output:
    """What the model gives."""
    name = PurePosixPath(unquote(urlsplit(outcome.video_url).path)).name
    video = Video(
        url=outcome.video_url,
        content_type="video/mp4",
        file_name=name or f"{job.id}.mp4",
        fps=job.plan.fps,
        duration=job.plan.length,
    )
    if not job.plan.choices:
        video |= {"width": job.plan.width, "height": job.plan.height}
    return Output(video=video, seed=job.plan.seed)


def app_path(endpoint: str, id: str) -> str:
    """The path below which a request is asked after."""
    return f"{ROOT}/{app_of(endpoint)}/requests/{id}"


def retryable(*, again: bool) -> dict[str, str]:
    """Whether to ask again is of any use; the vendor has renamed this header, and clients read either [6]."""
    word = "true" if again else "false"
    return {"x-fal-retryable": word, "x-fal-needs-retry": word}


def _links(job: JobView, names: Names) -> Links:
    url = job.base + app_path(endpoint_of(job.spec, names), str(job.id))
    return Links(response_url=url, status_url=f"{url}/status", cancel_url=f"{url}/cancel")


def _headers(job: JobView) -> dict[str, str]:
    return {REQUEST_ID: str(job.id), **_NO_STORE}


def _metrics(job: JobView) -> Metrics:
    if job.started is None or job.finished is None:
        return Metrics()
    return Metrics(inference_time=round((job.finished - job.started).total_seconds(), 3))


def _logs(job: JobView) -> list[Log]:
    """The job's notes, and how far it is."""
    lines = [_log(note.text, job.created) for note in job.notes]
    if isinstance(job.outcome, Running):
        progress = job.outcome.progress
        lines.append(_log(f"{progress.stage}: {round(progress.fraction * 100)} %", job.updated))
    return lines


def _log(message: str, at: datetime) -> Log:
    stamp = at.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
    return Log(message=message, level="INFO", source="USER", timestamp=stamp)


def _object(reply: Reply) -> Json:
    answer = json_answer(reply)
    if not isinstance(answer, dict):
        raise EngineFailed("The answer is not the JSON object that was expected.")
    return answer
