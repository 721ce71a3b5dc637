"""The client for ordinary code.

with Client(Leonardo(names), base_url="http://127.0.0.1:8480", key="…") as client:
    video = client.wait(client.submit(spec))
    client.download(video, Path("koala.mp4"))
"""

from __future__ import annotations

import time
from dataclasses import dataclass
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
from kinora.dialects.base import Call, Dialect, Reply
from kinora.dialects.operations import Results
from kinora.spec.errors import DeadlinePassed
from kinora.spec.outcome import Outcome, Succeeded
from kinora.spec.video import VideoSpec


@dataclass(frozen=True, slots=True)
class Sent:
    """A job that a server accepted. id: as that server spells it."""

    id: str
    spec: VideoSpec


class Client:
    """Speaks one dialect to one server. A context manager."""

    def __init__(self, dialect: Dialect, *, base_url: str, key: str) -> None:
        self._dialect = dialect
        self._key = key
        self._base_url = base_url
        self._http = httpx.Client(base_url=base_url, timeout=TIMEOUT_SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def submit(self, spec: VideoSpec) -> Sent:
        """Ask for a video. Sent once: a lost answer is the caller's to judge, for it may have been accepted.

        Raises InvalidRequest for what the dialect cannot say, and the server's errors as KinoraErrors.
        """
        return Sent(self._dialect.decode_submitted(self._send(self._dialect.encode_submit(spec))), spec)

    def poll(self, sent: Sent) -> Outcome:
        """What has become of a job."""
        outcome = self._dialect.decode_status(self._send(self._dialect.encode_poll(sent.id, sent.spec)))
        if is_elsewhere(outcome) and isinstance(self._dialect, Results):
            outcome = self._dialect.decode_result(self._send(self._dialect.encode_fetch(sent.id, sent.spec)))
        return placed(outcome, sent.id, sent.spec, self._dialect, self._base_url)

    def wait(self, sent: Sent, *, every_seconds: float = 2.0, timeout_seconds: float = 3600.0) -> Succeeded:
        """Poll until there is a video. Raises EngineFailed, NotAllowed (cancelled) or DeadlinePassed."""
        until = time.monotonic() + timeout_seconds
        while time.monotonic() < until:
            done = settled(self.poll(sent))
            if done is not None:
                return done
            time.sleep(every_seconds)
        raise DeadlinePassed(f"Job {sent.id} is not finished after {timeout_seconds:g} seconds")

    def download(self, video: Succeeded, target: Path) -> None:
        """Save a finished video; the file appears when it is complete. Only the server itself is sent the key."""
        part = target.with_name(f"{target.name}.part")
        headers = download_headers(video, self._dialect, self._base_url, self._key)
        with httpx.stream(
            "GET", video.video_url, headers=headers, timeout=TIMEOUT_SECONDS, follow_redirects=True
        ) as answer:
            answer.raise_for_status()
            with part.open("wb") as file:
                for piece in answer.iter_bytes():
                    file.write(piece)
        part.replace(target)

    def _send(self, call: Call) -> Reply:
        return checked(self._http.request(**request_parts(call, self._dialect, self._key)), self._dialect)
