"""Videos as they are told of: to who made one, to polls, in lists with cursors; and their files under a key [5]."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import cast
from uuid import UUID

from kinora.catalogue.load import Names
from kinora.dialects.base import Call, Reply, json_answer, json_reply
from kinora.dialects.openai.create import video_id
from kinora.dialects.openai.wire import ROOT, VIDEO, Deleted, Status, Video, VideoError, VideoList
from kinora.dialects.operations import Found, Page, Variant
from kinora.dialects.wire import Json, counted, ignored_header
from kinora.spec.errors import EngineFailed, InvalidRequest, Problem
from kinora.spec.outcome import Cancelled, Failed, JobView, Outcome, Progress, Queued, Running, Succeeded

_POLL = {"openai-poll-after-ms": "2000"}  # how long the SDKs wait before they ask again [5]
_CANCELLED = "cancelled"


def encode_created(job: JobView, names: Names) -> Reply:
    """The video as it is, and what of the request has no meaning here."""
    reply = encode_status(job, names)
    return replace(reply, headers={**reply.headers, **ignored_header(job.spec.ignored)})


def decode_created(reply: Reply) -> str:
    """The id of what was made."""
    id = _object(reply).get("id")
    if not isinstance(id, str) or not id:
        raise EngineFailed("The server took the request but named no id.")
    return id


def encode_poll(id: str) -> Call:
    """How its state is asked for."""
    return Call(method="GET", url=f"{ROOT}/{id}", path={"id": id})


def encode_status(job: JobView, names: Names) -> Reply:
    """The answer to a poll, and how long to wait for the next."""
    return json_reply(_video(job, names), headers=_POLL if isinstance(job.outcome, Queued | Running) else None)


def decode_status(reply: Reply) -> Outcome:
    """What a video's object says. An unknown status is one on the way: new words are no verdicts."""
    said = _object(reply)
    match said.get("status"):
        case "queued":
            return Queued()
        case "completed":
            url = said.get("url") or said.get("video_url")  # SGLang's, and some gateways' [upstreams 1.2]
            return Succeeded(url if isinstance(url, str) else "")
        case "failed":
            return _failure(said.get("error"))
        case str():
            percent = said.get("progress")
            whole = percent if isinstance(percent, int | float) and 0 <= percent <= 100 else 0
            return Running(Progress(fraction=whole / 100))
        case _:
            raise EngineFailed("The server's answer names no status.")


def _video(job: JobView, names: Names) -> Video:
    plan, spec, done = job.plan, job.spec, isinstance(job.outcome, Succeeded)
    status, progress, error = _told(job.outcome)
    return {
        "id": video_id(job.id),
        "object": "video",
        "model": dict(spec.echo).get("model") or names.name_of(plan.model),
        "status": status,
        "progress": progress,
        "created_at": int(job.created.timestamp()),
        "completed_at": _seconds(job.finished or job.updated) if done else None,
        "expires_at": _seconds(job.expires) if done else None,
        "seconds": f"{plan.length:g}",
        "size": f"{plan.width}x{plan.height}",
        "prompt": plan.prompt or None,
        "remixed_from_video_id": None if spec.based_on is None else video_id(spec.based_on),
        "error": error,
    }


def _seconds(at: datetime | None) -> int | None:
    return None if at is None else int(at.timestamp())


def _told(outcome: Outcome) -> tuple[Status, int, VideoError | None]:
    """The status, the progress in percent and what went wrong. Only a verified file is all of it."""
    match outcome:
        case Queued():
            return "queued", 0, None
        case Running(progress=progress):
            return "in_progress", min(int(progress.fraction * 100), 99), None
        case Succeeded():
            return "completed", 100, None
        case Failed(message=message, code=code):
            return "failed", 0, {"code": code, "message": message}
        case Cancelled():
            return "failed", 0, {"code": _CANCELLED, "message": "The video was cancelled."}


def _failure(error: object) -> Outcome:
    said = error if isinstance(error, dict) else {}
    code, message = said.get("code"), said.get("message")
    if code == _CANCELLED:
        return Cancelled()
    reason = message if isinstance(message, str) and message else "The video failed."
    return Failed(reason, code) if isinstance(code, str) and code else Failed(reason)


def _object(reply: Reply) -> Json:
    body = json_answer(reply)
    if not isinstance(body, dict):
        raise EngineFailed("The server's answer is no JSON object.")
    return body


# Lists ----------------------------------------------------------------------------------------------------------------


def decode_page(call: Call) -> Page:
    """Which part of a list is asked for. Raises InvalidRequest with all problems."""
    problems: list[Problem] = []
    order, after, behind, limit = call.query.get("order") or "desc", call.query.get("after"), None, 20
    if order not in {"asc", "desc"}:
        problems.append(Problem(field="order", rule="one_of", allowed=("asc", "desc")))
    try:
        behind = UUID(after.removeprefix(VIDEO)) if after else None
    except ValueError:
        problems.append(Problem(field="after", rule="type", allowed=("a video's id",)))
    try:
        limit = counted(call.query, "limit", limit, least=1, most=100)
    except InvalidRequest as error:
        problems.extend(error.problems)
    if problems:
        raise InvalidRequest(tuple(problems))
    return Page(limit=limit, after=behind, ascending=order == "asc")


def encode_list(found: Found, names: Names) -> Reply:
    """The part that was asked for; a reader goes on behind `last_id` as long as `has_more` says so [5]."""
    videos = [_video(job, names) for job in found.jobs]
    body: VideoList = {
        "object": "list",
        "data": videos,
        "first_id": videos[0]["id"] if videos else None,
        "last_id": videos[-1]["id"] if videos else None,
        "has_more": found.more,
    }
    return json_reply(body)


# Files, and their end -------------------------------------------------------------------------------------------------


def decode_variant(call: Call) -> Variant:
    """Which of a video's files is wanted. Raises InvalidRequest."""
    word = call.query.get("variant") or "video"
    if word == "0":
        return "video"  # SGLang counts a job's videos here
    if word not in {"video", "thumbnail", "spritesheet"}:
        allowed = ("video", "thumbnail", "spritesheet")
        raise InvalidRequest((Problem(field="variant", rule="one_of", allowed=allowed),))
    return cast("Variant", word)


def encode_content(id: str) -> Call:
    """How the finished file is asked for."""
    return Call(method="GET", url=f"{ROOT}/{id}/content", path={"id": id})


def encode_deleted(job: JobView) -> Reply:
    """That a video is gone."""
    body: Deleted = {"id": video_id(job.id), "object": "video.deleted", "deleted": True}
    return json_reply(body)
