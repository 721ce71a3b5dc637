"""What a dialect needs to tell somebody of a job by itself: its terms, one delivery's facts, and the usual signature.

Sends nothing and knows no clock: times, ids and secrets come from outside.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Literal
from uuid import UUID

from kinora.spec.video import HookState

NOBODY = UUID(int=0)
TERMINAL: tuple[HookState, ...] = ("succeeded", "failed", "cancelled")
_SECONDS, _MINUTES, _HOURS = 1.0, 60.0, 3600.0
_SECRET_PREFIX = "whsec_"  # how some receivers' tools write a secret; no part of the key


@dataclass(frozen=True, slots=True, kw_only=True)
class HookTerms:
    """How a dialect tells of its jobs.

    sources: where the URL may stand; the first that names one counts. states: what is told of, unless the request
    says. waits: seconds before the second attempt, the third, …; after the last one it is given up. derives: whether
    a secret of the owner's own is derived where the key has none. scheme: whether the owner's secret proves who sends,
    or the installation's own seed (32 bytes, as base64), for a signature that anybody can verify.
    """

    sources: tuple[Literal["request", "key"], ...]
    waits: tuple[float, ...]
    timeout_seconds: float
    states: tuple[HookState, ...] = TERMINAL
    derives: bool = True
    scheme: Literal["owner", "installation"] = "owner"


@dataclass(frozen=True, slots=True, kw_only=True)
class HookKey:
    """The API key that sent the job, without its text. secret: what the key's maker gave for webhooks, in clear."""

    id: UUID
    owner: UUID
    name: str
    created: datetime
    url: str | None
    secret: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hook:
    """One delivery. at: when its job changed, UTC. key: None for a job that came without one."""

    id: UUID
    at: datetime
    key: HookKey | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """One attempt of a delivery. id: the delivery's. at: now, in whole Unix seconds. secret: what proves who sends.

    owner: whose job it tells of.
    """

    id: UUID
    at: int
    secret: str | None
    owner: UUID = NOBODY


LONG_WAITS = (5 * _SECONDS, 5 * _MINUTES, 30 * _MINUTES, 2 * _HOURS, 5 * _HOURS, 10 * _HOURS, 10 * _HOURS)
"""The waits of the Standard Webhooks specification."""


def is_web_url(text: str) -> bool:
    """Whether a text is an http(s) URL with a host. Looks nothing up."""
    return re.match(r"https?://[^/\s?#]", text, re.IGNORECASE) is not None and re.search(r"\s", text) is None


def signed_headers(body: bytes, stamp: Stamp) -> Mapping[str, str]:
    """The headers of the Standard Webhooks specification: id, time and signatures of exactly these bytes.

    Half of the verifiers in use take the secret's text as the key, half what it encodes as base64: there is a
    signature for each, in one list of which any may match.
    """
    id, at = f"msg_{stamp.id.hex}", str(stamp.at)
    headers = {"content-type": "application/json", "user-agent": "kinora", "webhook-id": id, "webhook-timestamp": at}
    if stamp.secret is None:
        return headers
    return headers | {"webhook-signature": signatures(f"{id}.{at}.".encode() + body, stamp.secret)}


def signatures(content: bytes, secret: str) -> str:
    """Every signature of a text, apart by spaces, each behind its version."""
    keys = [secret.encode()]
    try:
        decoded = base64.b64decode(secret.removeprefix(_SECRET_PREFIX), validate=True)
    except (binascii.Error, ValueError):
        decoded = b""
    if decoded:
        keys.append(decoded)
    return " ".join(f"v1,{base64.b64encode(hmac.digest(key, content, sha256)).decode()}" for key in keys)
