"""Jobs as they are told of: to who made one, to polls and webhooks; and their file under a key [1, 3].

absolute: whether `polling_url` is a whole URL.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from kinora.dialects.base import Call, Reply, json_answer, json_reply
from kinora.dialects.openrouter.create import PREFIX, encode_id
from kinora.dialects.openrouter.wire import ROOT, Generation
from kinora.dialects.operations import Variant
from kinora.dialects.wire import Json, ignored_header
from kinora.spec.errors import EngineFailed, InvalidRequest, NotFound, Problem
from kinora.spec.outcome import Cancelled, Failed, JobView, Outcome, Queued, Running, Succeeded, Usage

_EXPIRED = "expired"  # our code of a deadline that has passed, and their state


def encode_created(job: JobView, *, absolute: bool) -> Reply:
    """202 and no other: their own client takes a 200 for an error [1]."""
    return json_reply(_generation(job, absolute=absolute), status=202, headers=ignored_header(job.spec.ignored))


def decode_created(reply: Reply) -> str:
    """The id of what was made."""
    id = _object(reply).get("id")
    if not isinstance(id, str) or not id:
        raise EngineFailed("The server took the request but named no id.")
    return id


def encode_poll(id: str) -> Call:
    """How its state is asked for."""
    return Call(method="GET", url=f"{ROOT}/{id}", path={"id": id})


def encode_status(job: JobView, *, absolute: bool) -> Reply:
    """The answer to a poll."""
    return json_reply(_generation(job, absolute=absolute))


def decode_status(reply: Reply) -> Outcome:
    """What a job's object says. An unknown status is one on the way: new words are no verdicts."""
    said = _object(reply)
    error = said.get("error")
    reason = error if isinstance(error, str) and error else "The job failed."
    match said.get("status"):
        case "pending":
            return Queued()
        case "completed":
            return Succeeded(_first_url(said), usage=_usage(said.get("usage")))
        case "failed":
            return Failed(reason)
        case "expired":
            return Failed(reason, _EXPIRED)
        case "cancelled":
            return Cancelled()
        case str():
            return Running()
        case _:
            raise EngineFailed("The server's answer names no status.")


def _generation(job: JobView, *, absolute: bool) -> Generation:
    id = encode_id(job.id)
    url = f"{ROOT}/{id}"
    body: Generation = {"id": id, "polling_url": job.base + url if absolute else url, "status": "pending"}
    processed = "gen-" + id.removeprefix(PREFIX)
    match job.outcome:
        case Queued():
            pass
        case Running():
            body |= {"status": "in_progress"}
        case Succeeded(video_url=link, usage=usage):
            body |= {"status": "completed", "generation_id": processed}
            body |= {"unsigned_urls": [f"{job.base}{url}/content?index=0"], "urls": [link]}
            expires = _expiry(link, job)
            if expires is not None:
                body["expires_at"] = expires
            if usage is not None:
                body["usage"] = {"cost": usage.usd, "is_byok": False}
        case Failed(message=message, code=code):
            body |= {"status": "expired" if code == _EXPIRED else "failed"}
            body |= {"generation_id": processed, "error": message}
        case Cancelled():
            body |= {"status": "cancelled"}
    return body


def _expiry(link: str, job: JobView) -> int | None:
    """When the link dies, which it says itself, or the file does, whichever comes first."""
    said = parse_qs(urlsplit(link).query).get("exp", [""])[0]
    times = [int(said)] if re.fullmatch("[0-9]{1,12}", said) else []
    return min([*times, *([] if job.expires is None else [int(job.expires.timestamp())])], default=None)


def _first_url(said: Json) -> str:
    """The link that needs no key; "" where there is none and the content's own path has to do."""
    urls = said.get("urls")
    return next((url for url in urls if isinstance(url, str)), "") if isinstance(urls, list) else ""


def _usage(said: object) -> Usage | None:
    cost = said.get("cost") if isinstance(said, dict) else None
    return Usage(float(cost)) if isinstance(cost, int | float) else None


def _object(reply: Reply) -> Json:
    body = json_answer(reply)
    if not isinstance(body, dict):
        raise EngineFailed("The server's answer is no JSON object.")
    return body


# The file -------------------------------------------------------------------------------------------------------------


def decode_variant(call: Call) -> Variant:
    """Which of a job's files is wanted: there is one. Raises InvalidRequest and NotFound."""
    index = call.query.get("index") or "0"
    if not re.fullmatch("[0-9]{1,9}", index):
        raise InvalidRequest((Problem(field="index", rule="type", allowed=("a whole number from 0 up",)),))
    if int(index):
        raise NotFound("output", index)
    return "video"


def encode_content(id: str) -> Call:
    """How the finished file is asked for."""
    return Call(method="GET", url=f"{ROOT}/{id}/content", path={"id": id}, query={"index": "0"})
