"""The golden files: what each dialect's clients send, what it means, and what they are answered, as plain JSON.

`requests.json` holds requests and the spec fields they say, `refusals.json` requests and the problems answered,
`replies.json` the answers for the jobs and errors of `cases.py`. They come with the package, for `kinora conform`.
"""

from __future__ import annotations

import base64
import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kinora.dialects.base import Call, Dialect
from kinora.dialects.exchanges import FOLDER, File, entries, submit_call
from kinora.spec.video import VideoSpec
from tests.dialects.registry import BY_NAME, routed

__all__ = ["FOLDER", "entries"]


@dataclass(frozen=True, slots=True)
class Request:
    """A request of a golden file. call: with `url`, or the names of its path, as the entry has them; what: the rest."""

    title: str
    call: Call
    body: object
    what: Mapping[str, Any]

    @property
    def path(self) -> Mapping[str, str]:
        return self.call.path


def requests(dialect: str, file: File = "requests") -> list[Request]:
    return [_request(BY_NAME[dialect], item) for item in entries(dialect, file)]


def _request(dialect: Dialect, item: dict[str, Any]) -> Request:
    """An entry as the server's mount would hand it to the dialect."""
    call = routed(dialect, submit_call(dialect, item), "submit")
    rest = {name: value for name, value in item.items() if name not in {"title", "body", "url", "path", "query"}}
    return Request(item["title"], call, item["body"], rest)


def posted(dialect: str, body: object, path: Mapping[str, str] | None = None) -> Call:
    """A submit with this body. path: the names of its path."""
    return _request(BY_NAME[dialect], {"title": "", "body": body, "path": path or {}}).call


def said(spec: VideoSpec) -> dict[str, Any]:
    """What a spec says, as JSON: the fields that are not at their defaults; bytes as base64."""
    plain = _plain(spec)
    assert isinstance(plain, dict)
    return plain


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = dataclasses.fields(value)
        return {
            field.name: _plain(getattr(value, field.name))
            for field in fields
            if field.name == "kind" or getattr(value, field.name) != field.default
        }
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)
