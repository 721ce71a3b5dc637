"""The proxy that clients can send every call to, naming the true one in a header [9]."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import SplitResult, unquote, urlsplit

from kinora.dialects.base import Call, Reply
from kinora.dialects.fal.wire import PROXY, ROOT, RUN, TARGET
from kinora.spec.errors import InvalidRequest, NotFound, Problem

_HOST = re.compile(r"(?:[a-z0-9-]+\.)*fal\.(?:run|ai|media)")
_QUEUE = "queue.fal.run"
_SYNCHRONOUS = "fal.run"


def decode_proxied(call: Call) -> str:
    """The path here that stands for the URL in the header, with its query.

    The vendor's hosts share one prefix; only `fal.run` has a place of its own, since its paths are the queue's. Raises
    InvalidRequest for a URL of anybody else's.
    """
    target = call.headers.get(TARGET, "")
    parts = _parts(target)
    host = _host(parts)
    if not _HOST.fullmatch(host):
        detail = "must be a URL of fal.run, fal.ai or fal.media" if target else "is required"
        raise InvalidRequest((Problem(field=TARGET, rule="unusable" if target else "required", detail=detail),))
    path = (RUN if host == _SYNCHRONOUS else ROOT) + unquote(parts.path).rstrip("/")
    if "?" in path or path == PROXY:
        raise NotFound("path")
    return f"{path}?{parts.query}" if parts.query else path


def as_named(reply: Reply, call: Call) -> Reply:
    """An answer in whose links the server is what the caller takes it for: they go on asking the proxy under those."""
    if _host(_parts(call.headers[TARGET])) != _QUEUE:
        return reply
    ours, theirs = f'"{call.base}{ROOT}/', f'"https://{_QUEUE}/'
    return replace(reply, body=reply.body.replace(ours.encode(), theirs.encode()))


def _parts(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


def _host(parts: SplitResult) -> str:
    return parts.hostname or ""
