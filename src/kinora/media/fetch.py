"""The guarded download of media that a request names by URL, which anybody may have written.

Knows what a file may be and how large. Sends no credential anywhere.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final

import httpx

from kinora.media.guard import Guard, Refused, client, trusted
from kinora.media.sniff import HEAD_BYTES, Sniffed, sniff
from kinora.spec.errors import MediaUnusable
from kinora.spec.media import MediaKind

DEFAULT_MAX_BYTES: Final[Mapping[MediaKind, int]] = MappingProxyType(
    {"image": 30_000_000, "video": 200_000_000, "audio": 15_000_000}
)
"""Ark's published limits, the widest of the dialects."""

_SETTING = "KINORA_ALLOW_PRIVATE_MEDIA"
_HEADERS = {
    # Some hosts refuse a client without a name, and a compressed body would slip past the count of bytes.
    "User-Agent": "kinora",
    "Accept": "*/*",
    "Accept-Encoding": "identity",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchRules:
    """What the operator lets a download do.

    allow_private: also connect to addresses that are not public (a LAN, this machine). timeout_seconds: for the
    whole download, redirects included. max_bytes: by kind of media.
    """

    allow_private: bool = False
    timeout_seconds: float = 30
    max_bytes: Mapping[MediaKind, int] = field(default_factory=lambda: DEFAULT_MAX_BYTES)
    max_redirects: int = 3


async def fetch(url: str, target: Path, *, kind: MediaKind, rules: FetchRules) -> Sniffed:
    """Download one file to `target`, which appears when it is whole and of the wanted kind.

    Raises MediaUnusable, naming the URL's host and the reason, never the path or the query.
    """
    part = target.with_name(target.name + ".part")
    download = _Download(kind, rules)
    try:
        async with asyncio.timeout(rules.timeout_seconds):
            sniffed = await download.run(url, part)
        part.replace(target)
    except TimeoutError:
        raise download.refusal(f"it took longer than {rules.timeout_seconds:g} seconds") from None
    finally:
        part.unlink(missing_ok=True)
    return sniffed


class _Download:
    """One download. Remembers which host is being asked, for the sentence that tells of a failure."""

    def __init__(self, kind: MediaKind, rules: FetchRules) -> None:
        self._kind = kind
        self._rules = rules
        self._guard = Guard(allow_private=rules.allow_private, setting=_SETTING, verb="fetched")
        self._host = "an unreadable URL"

    def refusal(self, reason: str) -> MediaUnusable:
        return MediaUnusable(f"The {self._kind} at {self._host} could not be fetched: {reason}.")

    async def run(self, url: str, part: Path) -> Sniffed:
        address = self._parse(url)
        tls = trusted()
        for _ in range(self._rules.max_redirects + 1):
            # A fresh client for each redirect, so that nothing goes from one host to the next.
            fresh = client(tls, headers=_HEADERS, timeout_seconds=self._rules.timeout_seconds)
            async with fresh, self._ask(fresh, address) as response:
                following = self._redirect(address, response)
                if following is None:
                    return await self._save(response, part)
                # Unlike the client's own redirects these are checked, each like the first URL.
                address = self._parse(following)
        raise self.refusal(f"it redirects more than {self._rules.max_redirects} times")

    def _parse(self, url: str) -> httpx.URL:
        try:
            address = self._guard.parse(url)
        except Refused as error:
            raise self.refusal(error.reason) from None
        self._host = address.host
        return address

    @asynccontextmanager
    async def _ask(self, asking: httpx.AsyncClient, url: httpx.URL) -> AsyncIterator[httpx.Response]:
        try:
            response = await self._guard.ask(asking, "GET", url)
        except Refused as error:
            raise self.refusal(error.reason) from None
        try:
            yield response
        except httpx.TimeoutException:
            raise self.refusal("its host stopped answering") from None
        except httpx.HTTPError:
            raise self.refusal("the connection broke off") from None
        finally:
            await response.aclose()

    def _redirect(self, asked: httpx.URL, response: httpx.Response) -> str | None:
        """Where a redirect leads from the URL that was asked for (the response only knows the address)."""
        if not response.has_redirect_location:
            return None
        return str(asked.join(response.headers["Location"]))

    async def _save(self, response: httpx.Response, part: Path) -> Sniffed:
        self._check_reply(response)
        limit = self._rules.max_bytes[self._kind]
        head = b""
        size = 0
        with part.open("wb") as file:
            async for chunk in response.aiter_raw():
                size += len(chunk)
                if size > limit:
                    raise self._too_large(limit)
                if len(head) < HEAD_BYTES:
                    head += chunk[:HEAD_BYTES]
                    if len(head) >= HEAD_BYTES:
                        self._check_kind(head)
                file.write(chunk)
        if size == 0:
            raise self.refusal("it is empty")
        return self._check_kind(head)

    def _check_reply(self, response: httpx.Response) -> None:
        if response.status_code != 200:
            raise self.refusal(f"its host answered {response.status_code} {response.reason_phrase}".rstrip())
        if response.headers.get("Content-Encoding", "identity").lower() != "identity":
            raise self.refusal("its host sent it compressed, without being asked to")
        limit = self._rules.max_bytes[self._kind]
        length = response.headers.get("Content-Length", "")
        if length.isascii() and length.isdigit() and int(length) > limit:
            raise self._too_large(limit)

    def _check_kind(self, head: bytes) -> Sniffed:
        sniffed = sniff(head)
        if sniffed is None:
            raise self.refusal(f"its bytes are no {self._kind} format that is known here")
        if sniffed.kind != self._kind:
            raise self.refusal(f"it is {sniffed.media_type}, not {_ARTICLES[self._kind]}")
        return sniffed

    def _too_large(self, limit: int) -> MediaUnusable:
        return self.refusal(f"it is larger than {limit / 1_000_000:g} MB")


_ARTICLES: Mapping[MediaKind, str] = MappingProxyType({"image": "an image", "video": "a video", "audio": "audio"})
