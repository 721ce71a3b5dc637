"""Webhooks: bodies, and signatures that anybody can check by the public key in `/.well-known/jwks.json` [7]."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kinora.dialects.base import Reply, json_reply
from kinora.dialects.fal.failures import failure_of
from kinora.dialects.fal.queue import output_of
from kinora.dialects.fal.wire import KeySet, PublicKey, Told
from kinora.dialects.webhook import HookTerms, Stamp
from kinora.spec.outcome import Cancelled, Failed, JobView, Queued, Running, Succeeded

# Ten attempts over two hours, each wait twice the one before.
_WAITS = (15.0, 30.0, 60.0, 120.0, 240.0, 480.0, 960.0, 1920.0, 3375.0)
TERMS = HookTerms(sources=("request",), waits=_WAITS, timeout_seconds=15.0, scheme="installation")
_DAY_SECONDS = 86_400  # the longest that receivers may keep the keys


def encode_webhook(job: JobView) -> bytes:
    """The output, or the error as its result's path answers it."""
    id = str(job.id)
    match job.outcome:
        case Succeeded() as outcome:
            told = Told(request_id=id, gateway_request_id=id, status="OK", payload=output_of(job, outcome))
        case Failed() | Cancelled() as outcome:
            failure = failure_of(outcome)
            told = Told(
                request_id=id, gateway_request_id=id, status="ERROR", payload=failure.body, error=failure.message
            )
        case Queued() | Running():
            raise AssertionError("a webhook tells of a request's end")
    return json_reply(told).body


def webhook_headers(body: bytes, stamp: Stamp) -> Mapping[str, str]:
    """The request, the user, the time and the signature of the three with these bytes."""
    request, user, at = str(json.loads(body)["request_id"]), str(stamp.owner), str(stamp.at)
    signed = "\n".join((request, user, at, sha256(body).hexdigest())).encode()
    key = _private_key(base64.b64decode(stamp.secret or "", validate=True))
    return {
        "content-type": "application/json",
        "user-agent": "kinora",
        "x-fal-webhook-request-id": request,
        "x-fal-webhook-user-id": user,
        "x-fal-webhook-timestamp": at,
        "x-fal-webhook-signature": key.sign(signed).hex(),
    }


def key_set(seal: bytes) -> Reply:
    """The public half of the installation's key."""
    public = _private_key(seal).public_key().public_bytes_raw()
    x = base64.urlsafe_b64encode(public).decode().rstrip("=")
    key = PublicKey(kty="OKP", crv="Ed25519", x=x, kid=sha256(public).hexdigest()[:16], use="sig", alg="EdDSA")
    return json_reply(KeySet(keys=[key]), headers={"cache-control": f"public, max-age={_DAY_SECONDS}"})


def _private_key(seed: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(seed)
