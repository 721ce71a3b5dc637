"""The headers of every answer: whose request and which generation it is about [2]."""

from __future__ import annotations

import re
from dataclasses import replace

from kinora.dialects.base import Call, Reply

_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_EXPOSED = "x-inference-id, x-client-request-id, x-aimlapi-credits-used, x-aimlapi-usd-spent"


def with_ids(reply: Reply, call: Call) -> Reply:
    """With the caller's own id of the request, the generation's, and what a page may read of the headers [2]."""
    headers = {**reply.headers, "access-control-expose-headers": _EXPOSED}
    own = call.headers.get("x-client-request-id", "")
    if re.fullmatch(r"[A-Za-z0-9._:-]{1,128}", own):
        headers["x-client-request-id"] = own
    asked = call.query.get("generation_id", "")
    if _UUID.fullmatch(asked):
        headers.setdefault("x-inference-id", asked)
    return replace(reply, headers=headers)
