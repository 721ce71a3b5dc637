"""Server-sent events: what a Feed tells, as a stream that a browser's EventSource understands and can resume.

Knows the wire of the stream; whose events they are, and which, is the caller's to say.
"""

from __future__ import annotations

import asyncio
import json
import logging
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime

from fastapi.sse import KEEPALIVE_COMMENT, format_sse_event
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from kinora.jobs.feed import Listener, Moment
from kinora.spec.errors import InvalidRequest, Problem

_log = logging.getLogger(__name__)

MEDIA_TYPE = "text/event-stream"
_HEARTBEAT_SECONDS = 15.0
_RETRY_MILLISECONDS = 2000
_LARGEST_POSITION = 2**63 - 1
_FAREWELL_SECONDS = 0.5


def last_event_id(request: Request) -> int | None:
    """The position that a client resumes from: the header, else the query's `last_event_id`; None for neither.

    Raises InvalidRequest for what is no position.
    """
    # The header wins: a browser that reconnects sends it together with the address that it began with.
    for name, text in (
        ("Last-Event-ID", request.headers.get("last-event-id")),
        ("last_event_id", request.query_params.get("last_event_id")),
    ):
        if text:
            if not (text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= _LARGEST_POSITION):
                detail = "must be the id of an event of this server: a whole number"
                raise InvalidRequest((Problem(field=name, rule="type", detail=detail),))
            return int(text)
    return None


async def event_stream(
    listening: AbstractAsyncContextManager[Listener], *, heartbeat_seconds: float = _HEARTBEAT_SECONDS
) -> Response:
    """The answer that tells a listener's events; 204, after which no browser asks again, where none will come.

    Raises whatever keeps the listening from beginning.
    """
    listener = await listening.__aenter__()
    if listener.is_over:
        await listening.__aexit__(None, None, None)
        return Response(status_code=204)
    return _Stream(listening, listener, heartbeat_seconds)


class _Stream(Response):
    """Ends when the job ends, when the server does, and when the client goes: whichever is first."""

    def __init__(
        self, listening: AbstractAsyncContextManager[Listener], listener: Listener, heartbeat_seconds: float
    ) -> None:
        super().__init__(media_type=MEDIA_TYPE, headers={"cache-control": "no-store", "x-accel-buffering": "no"})
        del self.headers["content-length"]
        self._listening = listening
        self._listener = listener
        self._heartbeat_seconds = heartbeat_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            telling = asyncio.create_task(self._tell(send))
            leaving = asyncio.create_task(_gone(receive))
            try:
                await asyncio.wait((telling, leaving), return_when=asyncio.FIRST_COMPLETED)
            finally:
                for task in (telling, leaving):
                    task.cancel()
                await asyncio.wait((telling, leaving))
            if not telling.cancelled() and (error := telling.exception()) is not None:
                # The client resumes where it was, as after any other loss of the connection.
                _log.warning("a stream of events broke off: %s", error)
            async with asyncio.timeout(_FAREWELL_SECONDS):
                await send({"type": "http.response.body", "body": b"", "more_body": False})
        except (OSError, TimeoutError):
            return  # nobody is there to read the end of it
        finally:
            await self._listening.__aexit__(None, None, None)

    async def _tell(self, send: Send) -> None:
        async def say(text: bytes) -> None:
            await send({"type": "http.response.body", "body": text, "more_body": True})

        await say(format_sse_event(retry=_RETRY_MILLISECONDS))
        while not self._listener.is_over:
            moments = await self._listener.next(seconds=self._heartbeat_seconds)
            if moments:
                await say(b"".join(map(encoded, moments)))
            elif not self._listener.is_over:
                await say(KEEPALIVE_COMMENT)


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def encoded(moment: Moment) -> bytes:
    """One event on the wire."""
    data = {
        "job": str(moment.job_id),
        "state": moment.state,
        "stage": moment.stage,
        "fraction": moment.fraction,
        "at": datetime.fromtimestamp(moment.at, UTC).isoformat(),
        "error": moment.error,
    }
    return format_sse_event(data_str=json.dumps(data), event="job", id=str(moment.position))
