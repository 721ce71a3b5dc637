"""Who asks, and the secret of their webhooks: what needs no prediction and no model."""

from __future__ import annotations

import base64
import binascii

from kinora.dialects.base import Reply, json_reply
from kinora.dialects.operations import Asker
from kinora.dialects.replicate.wire import Account, Secret


def whom(asker: Asker) -> Reply:
    """Whom the token speaks for."""
    body: Account = {"type": "user", "username": asker.name, "name": asker.name, "github_url": None}
    return json_reply(body)


def secret(asker: Asker) -> Reply:
    """What webhooks are signed with."""
    body: Secret = {"key": _spelled(asker.secret)}
    return json_reply(body)


def _spelled(secret: str) -> str:
    """A secret as the vendor's clients read one: base64 behind `whsec_`. One that is no base64 is made so."""
    bare = secret.removeprefix("whsec_")
    try:
        is_base64 = bool(base64.b64decode(bare, validate=True))
    except (ValueError, binascii.Error):
        is_base64 = False
    return f"whsec_{bare if is_base64 else base64.b64encode(secret.encode()).decode()}"
