"""Generations as they are told of: to who made one, and to polls, with what a finished one has cost [2, 3]."""

from __future__ import annotations

from dataclasses import replace

from kinora.dialects.aimlapi.wire import PATH, Failure, Generation, Spent
from kinora.dialects.base import Call, Reply, json_answer, json_reply
from kinora.dialects.wire import Json, ignored_header
from kinora.spec.errors import EngineFailed
from kinora.spec.outcome import Cancelled, Failed, JobView, Outcome, Queued, Running, Succeeded, Usage

CREDITS_PER_USD = 2_000_000  # 120000 credits are 0.06 USD in the seed's sample [3]


def encode_created(job: JobView) -> Reply:
    """The generation as it is, and what of the request has no meaning here."""
    reply = encode_status(job)
    return replace(reply, headers={**reply.headers, **ignored_header(job.spec.ignored)})


def decode_created(reply: Reply) -> str:
    """The id of what was made."""
    id = _generation(reply).get("id")
    if not isinstance(id, str) or not id:
        raise EngineFailed("The answer to the request holds no generation.")
    return id


def encode_poll(id: str) -> Call:
    """How its state is asked for."""
    return Call(method="GET", url=PATH, query={"generation_id": id})


def encode_status(job: JobView) -> Reply:
    """The answer to a poll, with what was spent in its headers too."""
    id = str(job.id)
    generation: Generation = {"id": id, "status": "queued"}
    headers = {"x-inference-id": id}
    match job.outcome:
        case Queued():
            pass
        case Running():
            generation["status"] = "generating"
        case Succeeded(video_url=url, usage=usage):
            spent = _encode_usage(usage)
            generation |= {"status": "completed", "video": {"url": url}, "meta": {"usage": spent}}
            headers |= _spent_headers(spent)
        case Failed(message=message, code=code):
            generation |= {"status": "error", "error": {"name": code, "message": message}}
        case Cancelled():
            error: Failure = {"name": "cancelled", "message": "The generation was cancelled."}
            generation |= {"status": "error", "error": error}
    return json_reply(generation, headers=headers)


def decode_status(reply: Reply) -> Outcome:
    """What an answer says; a word that nobody knows is a state on the way."""
    body = _generation(reply)
    match body.get("status"):
        case "queued":
            return Queued()
        case "completed":
            video = body.get("video")
            video = video[0] if isinstance(video, list) and video else video  # 2.5 types it as a list [0.5]
            url = video.get("url") if isinstance(video, dict) else None
            if not isinstance(url, str) or not url:
                return Failed("The generation is completed but holds no video.")
            return Succeeded(url, usage=_decode_usage(body.get("meta")))
        case "error":
            error = body.get("error")
            error = error if isinstance(error, dict) else {}
            name = str(error.get("name") or "error")
            message = str(error.get("message") or "The generation failed.")
            return Cancelled() if name == "cancelled" else Failed(message, name)
        case str():
            return Running()
        case _:
            raise EngineFailed("The answer to a poll holds no status.")


def _generation(reply: Reply) -> Json:
    """The object in an answer. Raises EngineFailed where there is none."""
    body = json_answer(reply)
    if not isinstance(body, dict):
        raise EngineFailed("The answer is no JSON object.")
    return body


def _encode_usage(usage: Usage | None) -> Spent | None:
    return None if usage is None else {"credits_used": round(usage.usd * CREDITS_PER_USD), "usd_spent": usage.usd}


def _spent_headers(spent: Spent | None) -> dict[str, str]:
    if spent is None:
        return {}
    credits, usd = spent["credits_used"], spent["usd_spent"]
    return {"x-aimlapi-credits-used": str(credits), "x-aimlapi-usd-spent": f"{usd:.9f}"}


def _decode_usage(meta: object) -> Usage | None:
    """What was spent: the answer to a poll need not say it in dollars [3]."""
    usage = meta.get("usage") if isinstance(meta, dict) else None
    if not isinstance(usage, dict):
        return None
    credits, usd = usage.get("credits_used"), usage.get("usd_spent")
    if isinstance(usd, int | float):
        return Usage(float(usd))
    return Usage(credits / CREDITS_PER_USD) if isinstance(credits, int | float) else None
