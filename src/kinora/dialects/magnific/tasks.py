"""Tasks as they are told of: to who made one, to polls, in lists, and in webhooks."""

from __future__ import annotations

from collections.abc import Mapping

from kinora.catalogue.load import Names
from kinora.dialects.base import Call, Reply, json_answer, json_reply
from kinora.dialects.magnific.families import OneTask, Task, Tasks
from kinora.dialects.magnific.paths import decode_path
from kinora.dialects.operations import Found, Page
from kinora.dialects.wire import Json, counted, ignored_header
from kinora.spec.errors import EngineFailed, InvalidRequest, Problem
from kinora.spec.outcome import Cancelled, Failed, JobView, Outcome, Queued, Running, Succeeded

_NO_STORE = {"cache-control": "no-store"}


def encode_created(job: JobView) -> Reply:
    """The task, and what of the request has no meaning here."""
    return _one(task_of(job), ignored_header(job.spec.ignored))


def decode_created(reply: Reply) -> str:
    """The id of what was made."""
    id = _told(reply).get("task_id")
    if not isinstance(id, str) or not id:
        raise EngineFailed("The answer to the request holds no task.")
    return id


def encode_status(job: JobView) -> Reply:
    """The answer to a poll."""
    return _one(task_of(job))


def decode_status(reply: Reply) -> Outcome:
    """What an answer says; a word that nobody knows is a state on the way."""
    task = _told(reply)
    match task.get("status"):
        case "CREATED":
            return Queued()
        case "COMPLETED":
            videos = task.get("generated")
            video = videos[0] if isinstance(videos, list) and videos else None
            return Succeeded(video) if isinstance(video, str) else Failed("The task is completed but holds no video.")
        case "FAILED":
            reason = str(task.get("error") or "The task failed.")
            return Cancelled() if reason == "cancelled" else Failed(reason)
        case str():
            return Running()
        case _:
            raise EngineFailed("The answer to a poll holds no status.")


def decode_page(call: Call, names: Names) -> Page:
    """Which page of a family is asked for. Raises InvalidRequest, and NotFound for other families."""
    model, tier = decode_path(call, names)
    if call.query.get("page") == "0":
        raise InvalidRequest((Problem(field="page", rule="range", detail="must be greater than 0"),))
    size_name = "page_size" if "page_size" in call.query else "per_page"
    limit = counted(call.query, size_name, 20, least=1, most=100)
    page = counted(call.query, "page", 1, least=1)
    return Page(limit=limit, offset=(page - 1) * limit, models=(model,), tier=tier)


def encode_list(found: Found) -> Reply:
    """A page, and in a header how many there are."""
    tasks: Tasks = {"data": [task_of(job) for job in found.jobs]}
    return json_reply(tasks, headers={"x-total-count": str(found.total), **_NO_STORE})


def encode_webhook(job: JobView) -> bytes:
    """The answer to a poll, without its `data` [8]."""
    task = task_of(job)
    return json_reply({"task_id": task["task_id"], "status": task["status"], **task}).body


def task_of(job: JobView) -> Task:
    """A job as the vendor tells of it."""
    task: Task = {"generated": [], "task_id": str(job.id), "status": "CREATED"}
    match job.outcome:
        case Queued():
            return task
        case Running():
            return {**task, "status": "IN_PROGRESS"}
        case Succeeded(video_url=url):
            return {**task, "status": "COMPLETED", "generated": [url]}
        case Failed(message=message):
            return {**task, "status": "FAILED", "error": message}
        case Cancelled():
            return {**task, "status": "FAILED", "error": "cancelled"}


def _one(task: Task, headers: Mapping[str, str] | None = None) -> Reply:
    answer: OneTask = {"data": task}
    return json_reply(answer, headers={**_NO_STORE, **(headers or {})})


def _told(reply: Reply) -> Json:
    """The task in an answer; some older pages show it without `data` [4]. Raises EngineFailed where there is none."""
    body = json_answer(reply)
    task = body.get("data", body) if isinstance(body, dict) else None
    if not isinstance(task, dict):
        raise EngineFailed("The answer holds no task.")
    return task
