"""The golden files: what each dialect's clients send, what it means, and what they are answered, as plain JSON.

`requests.json` holds requests and the spec fields they say, `refusals.json` requests and the problems answered,
`replies.json` the answers for the jobs and errors of `registry.py`.
"""

from __future__ import annotations

import base64
import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kinora.dialects.base import Call
from kinora.spec.video import VideoSpec

FOLDER = Path(__file__).parent / "golden"


@dataclass(frozen=True, slots=True)
class Request:
    """A request of a golden file. what: the rest of its entry."""

    title: str
    path: Mapping[str, str]
    body: object
    what: Mapping[str, Any]

    @property
    def call(self) -> Call:
        return Call(path=self.path, body=json.dumps(self.body).encode())


def entries(dialect: str, file: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((FOLDER / dialect / f"{file}.json").read_text("utf-8"))
    return found


def requests(dialect: str, file: str = "requests") -> list[Request]:
    return [Request(item.pop("title"), item.pop("path", {}), item.pop("body"), item) for item in entries(dialect, file)]


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
