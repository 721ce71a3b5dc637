"""Which route a path belongs to, found segment by segment: however many routes there are, it takes no longer.

Knows the form of paths alone, and passes on to the application behind it what no route here answers.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class _Place:
    """What may follow the segments so far: these words, any one, or any number; and what answers here, by method."""

    words: dict[str, _Place] = field(default_factory=dict)
    anything: list[_Place] = field(default_factory=list)
    several: list[_Place] = field(default_factory=list)
    answers: dict[str, tuple[tuple[str, ...], Endpoint]] = field(default_factory=dict)


class Switch:
    """An application that answers its own routes and leaves everything else to the one behind it."""

    def __init__(self, behind: ASGIApp) -> None:
        self._behind = behind
        self._root = _Place()

    def add(self, method: str, path: str, endpoint: Endpoint) -> None:
        """Answer a path, with or without a slash at its end.

        `{name}` in it stands for any one segment, `{name:path}` for one or more.
        """
        place = self._root
        names: list[str] = []
        for segment in path.strip("/").split("/"):
            if segment.startswith("{"):
                name, _, kind = segment.strip("{}").partition(":")
                names.append(name)
                branch = place.several if kind == "path" else place.anything
                if not branch:
                    branch.append(_Place())
                place = branch[0]
            else:
                place = place.words.setdefault(segment, _Place())
        for each in ("GET", "HEAD") if method == "GET" else (method,):
            place.answers[each] = (tuple(names), endpoint)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, as ASGI has it."""
        found = self.find(scope["method"], scope["path"]) if scope["type"] == "http" else None
        if found is None:
            await self._behind(scope, receive, send)
            return
        endpoint, scope["path_params"] = found
        response = await endpoint(Request(scope, receive, send))
        await response(scope, receive, send)

    def find(self, method: str, path: str) -> tuple[Endpoint, dict[str, str]] | None:
        """What answers a path here, with the values of its names; None for a path that no route here has."""
        segments = path.removesuffix("/").split("/")[1:]
        for place, values in _ends(self._root, segments, ()):
            if method in place.answers:
                names, endpoint = place.answers[method]
                return endpoint, dict(zip(names, values, strict=True))
        return None


def _ends(place: _Place, segments: list[str], values: tuple[str, ...]) -> list[tuple[_Place, tuple[str, ...]]]:
    """Where the segments may lead: a word of its own before any one segment, and that before several."""
    if not segments:
        return [(place, values)]
    first, rest = segments[0], segments[1:]
    ends = _ends(place.words[first], rest, values) if first in place.words else []
    if place.anything and first:
        ends += _ends(place.anything[0], rest, (*values, first))
    if place.several:
        for length in range(1, len(segments) + 1):
            if not segments[length - 1]:
                break  # no segment is empty
            ends += _ends(place.several[0], segments[length:], (*values, "/".join(segments[:length])))
    return ends
