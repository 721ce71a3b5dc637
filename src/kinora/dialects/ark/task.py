"""A task as Ark tells of it, both ways: one body for a poll, for a list and for a callback [2.2, 2.6]."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Literal, cast

from kinora.catalogue.names import Names
from kinora.dialects.ark.wire import EXPIRES_SECONDS, ID, RATIOS, Content, Task, TaskError
from kinora.dialects.base import Reply, json_answer
from kinora.dialects.wire import Json
from kinora.spec.errors import EngineFailed
from kinora.spec.outcome import Cancelled, Failed, JobView, Outcome, Queued, Running, Succeeded, Usage
from kinora.spec.video import Shape

EXPIRED = "expired"  # our code and their state
_CODES = {
    "engine_failed": "InternalServiceError",
    "content_refused": "OutputVideoSensitiveContentDetected",
    "media_unusable": "InvalidParameter.content",
    EXPIRED: "ExecutionExpired",
}
_OURS = {ours: code for code, ours in _CODES.items()}
_INTERNAL = "InternalServiceError."  # before our own word for what Ark has no code for
_AREAS = {"480p": 864 * 480, "720p": 1280 * 720, "1080p": 1920 * 1080, "4k": 3840 * 2160}


def encode_task(job: JobView, names: Names) -> Task:
    """A job as a task."""
    spec, plan, echo = job.spec, job.plan, dict(job.spec.echo)
    task: Task = {
        "id": f"{ID}{job.id}",
        "model": echo.get("model") or names.name_of(spec.model),
        "status": _status(job.outcome),
        "error": _error(job.outcome),
        "created_at": int(job.created.timestamp()),
        "updated_at": int(job.updated.timestamp()),
        "seed": plan.seed,
        "resolution": _resolution(job),
        "ratio": _ratio(job),
        "framespersecond": plan.fps,
        "generate_audio": plan.sound,
        "draft": bool(spec.draft),
        "service_tier": "flex" if job.priority == "batch" else "default",
        "execution_expires_after": spec.expires_seconds or EXPIRES_SECONDS,
    }
    if spec.frames is None:
        task["duration"] = plan.seconds
    else:
        task["frames"] = plan.frames
    if spec.based_on is not None:
        task["draft_task_id"] = f"{ID}{spec.based_on}"
    if isinstance(job.outcome, Succeeded):
        _tell_result(task, job.outcome)
    _tell_echo(task, echo)
    return task


def _tell_result(task: Task, done: Succeeded) -> None:
    content: Content = {"video_url": done.video_url}
    if done.last_frame_url is not None:
        content["last_frame_url"] = done.last_frame_url
    task["content"] = content
    if done.usage is not None and done.usage.tokens is not None:
        task["usage"] = {"completion_tokens": done.usage.tokens, "total_tokens": done.usage.tokens}


def _tell_echo(task: Task, echo: Mapping[str, str]) -> None:
    """Words of the request that come back as they were sent."""
    if "priority" in echo:
        task["priority"] = int(echo["priority"])
    if "tools" in echo:
        task["tools"] = cast("list[dict[str, str]]", json.loads(echo["tools"]))
    if "safety_identifier" in echo:
        task["safety_identifier"] = echo["safety_identifier"]
    if "output_format" in echo:
        task["output_format"] = echo["output_format"]


def _status(
    outcome: Outcome,
) -> Literal["queued", "running", "succeeded", "failed", "cancelled", "expired"]:
    if isinstance(outcome, Failed) and outcome.code == EXPIRED:
        return "expired"
    return outcome.state


def _error(outcome: Outcome) -> TaskError | None:
    if not isinstance(outcome, Failed):
        return None
    return {"code": _CODES.get(outcome.code, _INTERNAL + outcome.code), "message": outcome.message}


def _resolution(job: JobView) -> str:
    """The tier that was asked for, or the one whose frames have about as many pixels."""
    size, plan = job.spec.size, job.plan
    if isinstance(size, Shape) and size.tier is not None:
        return size.tier
    return min(_AREAS, key=lambda tier: abs(math.log(_AREAS[tier] / (plan.width * plan.height))))


def _ratio(job: JobView) -> str:
    """The ratio of the clip, by name. Until the start frame has been seen it may be open."""
    size, plan = job.spec.size, job.plan
    if isinstance(size, Shape) and size.ratio is not None and size.ratio != "auto":
        return size.ratio
    if plan.choices and isinstance(job.outcome, Queued | Running):
        return "adaptive"

    def distance(ratio: str) -> float:
        width, _, height = ratio.partition(":")
        return abs(math.log(int(width) / int(height)) - math.log(plan.width / plan.height))

    return min(RATIOS, key=distance)


# The way back ---------------------------------------------------------------------------------------------------------


def answered(reply: Reply) -> Json:
    """The object in an answer. Raises EngineFailed where there is none."""
    body = json_answer(reply)
    if not isinstance(body, dict):
        raise EngineFailed("The vendor's answer is no JSON object.")
    return body


def decode_task(reply: Reply) -> Outcome:
    """What has become of a task. Raises EngineFailed for an answer that does not tell."""
    task = answered(reply)
    status = task.get("status")
    match status:
        case "queued":
            return Queued()
        case "running":
            return Running()
        case "succeeded":
            return _succeeded(task)
        case "failed" | "expired":
            return _failed(task, is_expired=status == EXPIRED)
        case "cancelled":
            return Cancelled()
        case _:
            raise EngineFailed(f"The vendor's answer tells no state of the task: {str(status)[:80]}")


def _succeeded(task: Json) -> Outcome:
    content = task.get("content")
    content = content if isinstance(content, dict) else {}
    video, last = content.get("video_url"), content.get("last_frame_url")
    if not isinstance(video, str) or not video:
        return Failed("The task succeeded but holds no video.")
    usage = task.get("usage")
    tokens = usage.get("completion_tokens") if isinstance(usage, dict) else None
    counted = isinstance(tokens, int) and not isinstance(tokens, bool)
    return Succeeded(
        video,
        last_frame_url=last if isinstance(last, str) and last else None,
        usage=Usage(tokens=tokens) if counted else None,
    )


def _failed(task: Json, *, is_expired: bool) -> Failed:
    error = task.get("error")
    error = error if isinstance(error, dict) else {}
    code, message = str(error.get("code") or ""), str(error.get("message") or "The task failed.")
    if is_expired:
        return Failed(message, EXPIRED)
    if re.search(r"SensitiveContent|RiskDetection", code):
        return Failed(message, "content_refused")
    if code in _OURS:
        return Failed(message, _OURS[code])
    own = re.fullmatch(re.escape(_INTERNAL) + r"([a-z_]{1,40})", code)
    return Failed(message, own[1]) if own else Failed(message)
