"""The same client for asyncio code."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from kinora.client.answers import (
    TIMEOUT_SECONDS,
    checked,
    download_headers,
    is_elsewhere,
    placed,
    request_parts,
    settled,
)
from kinora.client.sync import Sent
from kinora.dialects.base import Call, Dialect, Reply
from kinora.dialects.operations import Results
from kinora.spec.errors import DeadlinePassed
from kinora.spec.outcome import Outcome, Succeeded
from kinora.spec.video import VideoSpec


class AsyncClient:
    """Speaks one dialect to one server. An async context manager; its methods are those of `sync.Client`."""

    def __init__(self, dialect: Dialect, *, base_url: str, key: str) -> None:
        self._dialect = dialect
        self._key = key
        self._base_url = base_url
        self._http = httpx.AsyncClient(base_url=base_url, timeout=TIMEOUT_SECONDS)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.aclose()

    async def submit(self, spec: VideoSpec) -> Sent:
        """Ask for a video, once."""
        return Sent(self._dialect.decode_submitted(await self._send(self._dialect.encode_submit(spec))), spec)

    async def poll(self, sent: Sent) -> Outcome:
        """What has become of a job."""
        outcome = self._dialect.decode_status(await self._send(self._dialect.encode_poll(sent.id, sent.spec)))
        if is_elsewhere(outcome) and isinstance(self._dialect, Results):
            outcome = self._dialect.decode_result(await self._send(self._dialect.encode_fetch(sent.id, sent.spec)))
        return placed(outcome, sent.id, sent.spec, self._dialect, self._base_url)

    async def wait(self, sent: Sent, *, every_seconds: float = 2.0, timeout_seconds: float = 3600.0) -> Succeeded:
        """Poll until there is a video. Raises EngineFailed, NotAllowed (cancelled) or DeadlinePassed."""
        try:
            async with asyncio.timeout(timeout_seconds):
                while (done := settled(await self.poll(sent))) is None:
                    await asyncio.sleep(every_seconds)
                return done
        except TimeoutError:
            raise DeadlinePassed(f"Job {sent.id} is not finished after {timeout_seconds:g} seconds") from None

    async def download(self, video: Succeeded, target: Path) -> None:
        """Save a finished video; the file appears when it is complete. Only the server itself is sent the key."""
        part = target.with_name(f"{target.name}.part")
        headers = download_headers(video, self._dialect, self._base_url, self._key)
        async with (
            httpx.AsyncClient(timeout=TIMEOUT_SECONDS, follow_redirects=True) as stranger,
            stranger.stream("GET", video.video_url, headers=headers) as answer,
        ):
            answer.raise_for_status()
            with part.open("wb") as file:
                async for piece in answer.aiter_bytes():
                    file.write(piece)
        part.replace(target)

    async def _send(self, call: Call) -> Reply:
        answer = await self._http.request(**request_parts(call, self._dialect, self._key))
        return checked(answer, self._dialect)
