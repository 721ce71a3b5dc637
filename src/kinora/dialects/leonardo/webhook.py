"""Leonardo.AI's webhook: the envelope around a finished generation, and the headers it comes with.

Wire facts: the contract page on Leonardo, section 5.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from kinora.catalogue.load import Names
from kinora.dialects.base import json_reply
from kinora.dialects.leonardo.generations import state_of
from kinora.dialects.leonardo.words import timestamp
from kinora.dialects.webhook import Hook, HookKey, HookTerms, Stamp
from kinora.dialects.wire import Json
from kinora.spec.outcome import JobView, Succeeded

TERMS = HookTerms(sources=("key",), waits=(30.0, 120.0, 600.0, 3600.0, 6 * 3600.0), timeout_seconds=10.0, derives=False)
TYPE = "video_generation.complete"
MASK = "********-****-****-****-************"

# `sdVersion` and `scheduler` are left out as in the answers to polls: readers take them for closed lists of words.
_NULLS = (
    *("coreModel", "guidanceScale", "inferenceSteps", "modelId", "imageAspectRatio", "presetStyle"),
    *("initGeneratedImageId", "initImageId", "initStrength", "initType", "initUpscaledImageId"),
    *("promptMagicVersion", "promptMagicStrength", "photoRealStrength"),
)
_FALSE = ("flagged", "nsfw", "tiling", "promptMagic", "photoReal")


def headers(stamp: Stamp) -> Mapping[str, str]:
    """The vendor signs nothing: the key's own secret goes along instead."""
    bearer = {} if stamp.secret is None else {"authorization": f"Bearer {stamp.secret}"}
    return {
        "content-type": "application/json",
        "accept": "application/json, text/plain, */*",
        "user-agent": "axios/1.4.0",
        **bearer,
        "x-kinora-delivery-id": str(stamp.id),
    }


def encode(job: JobView, hook: Hook, names: Names) -> bytes:
    """The whole body."""
    row = _generation(job, names.name_of(job.plan.model))
    envelope: Json = {
        "type": TYPE,
        "object": "generation",
        "timestamp": int(hook.at.timestamp() * 1000),
        "api_version": "v1",
        "data": {"object": {**row, **_key_of(job, hook.key)}},
    }
    return json_reply(envelope).body


def _generation(job: JobView, model: str) -> Json:
    row: Json = {
        "id": str(job.id),
        "createdAt": _time(job.created),
        "updatedAt": _time(job.updated),
        "userId": str(job.owner),
        "public": bool(job.spec.public),
        "prompt": job.plan.prompt,
        "negativePrompt": "",
        "negativeStylePrompt": "",
        "imageWidth": job.plan.width,
        "imageHeight": job.plan.height,
        "quantity": 1,
        "seed": str(job.plan.seed),  # a text here, a number in the answer to a poll
        "api": True,
        "tokenCost": 0,
        "apiDollarCost": f"{job.plan.usd:.4f}",
        "model": {"name": model},
        **dict.fromkeys(_FALSE, False),
        **dict.fromkeys(_NULLS),
    }
    status, reason = state_of(job.outcome)
    images = [_image(job, job.outcome)] if isinstance(job.outcome, Succeeded) else []
    return row | {"status": status, "images": images} | ({} if reason is None else {"failureReason": reason})


def _image(job: JobView, done: Succeeded) -> Json:
    return {
        "id": str(done.asset_id or job.id),
        "createdAt": _time(job.updated),
        "updatedAt": _time(job.updated),
        "userId": str(job.owner),
        "generationId": str(job.id),
        "url": done.poster_url,
        "motionMP4URL": done.video_url,
        "motionGIFURL": None,
        "nobgId": None,
        "teamId": None,
        "nsfw": False,
        "likeCount": 0,
        "trendingScore": 0,
        "public": bool(job.spec.public),
    }


def _key_of(job: JobView, key: HookKey | None) -> Json:
    """The key that made the job. The vendor sends its text along; here nobody has it, and nobody should."""
    if key is None:
        return {"apiKeyId": None, "apiKey": None}
    details = {
        "id": str(key.id),
        "createdAt": _time(key.created),
        "userId": str(key.owner),
        "key": MASK,
        "lastUsed": _time(job.created),
        "name": key.name,
        "type": "PRODUCTION",
        "webhookCallbackUrl": key.url,
        "webhookCallbackApiKey": key.secret or "",  # readers want a text
    }
    return {"apiKeyId": str(key.id), "apiKey": details}


def _time(at: datetime) -> str:
    return f"{timestamp(at)}Z"  # with its zone here, without it in the answer to a poll
