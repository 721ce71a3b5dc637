"""The guarded download of media that a request names by URL, which anybody may have written.

Knows which addresses are public, and connects only to the address that it checked. Sends no credential anywhere.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from socket import SOCK_STREAM
from types import MappingProxyType
from typing import Final

import httpx

from kinora.media.address import is_public
from kinora.media.sniff import HEAD_BYTES, Sniffed, sniff
from kinora.spec.errors import MediaUnusable
from kinora.spec.media import MediaKind

DEFAULT_MAX_BYTES: Final[Mapping[MediaKind, int]] = MappingProxyType(
    {"image": 30_000_000, "video": 200_000_000, "audio": 15_000_000}
)
"""Ark's published limits, the widest of the dialects."""

_CONNECT_SECONDS = 5.0
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
        self._host = "an unreadable URL"

    def refusal(self, reason: str) -> MediaUnusable:
        return MediaUnusable(f"The {self._kind} at {self._host} could not be fetched: {reason}.")

    async def run(self, url: str, part: Path) -> Sniffed:
        address = self._parse(url)
        tls = _tls()
        for _ in range(self._rules.max_redirects + 1):
            async with self._client(tls) as client, self._ask(client, address) as response:
                following = self._redirect(address, response)
                if following is None:
                    return await self._save(response, part)
                # Unlike the client's own redirects these are checked, each like the first URL.
                address = self._parse(following)
        raise self.refusal(f"it redirects more than {self._rules.max_redirects} times")

    def _client(self, tls: ssl.SSLContext) -> httpx.AsyncClient:
        # A fresh one for each redirect: no cookie and no connection goes from one host to the next.
        return httpx.AsyncClient(
            trust_env=False,  # proxies from the environment would connect to addresses that nobody has checked
            verify=tls,
            headers=_HEADERS,
            timeout=httpx.Timeout(self._rules.timeout_seconds, connect=_CONNECT_SECONDS),
        )

    def _parse(self, url: str) -> httpx.URL:
        try:
            address = httpx.URL(url)
        except (httpx.InvalidURL, UnicodeError, TypeError):
            raise self.refusal("the URL is not a valid one") from None
        if address.scheme not in {"http", "https"} or not address.host:
            raise self.refusal("only http and https URLs are fetched")
        self._host = address.host
        if address.userinfo:
            raise self.refusal("a URL must not carry a user name or password")
        return address

    @asynccontextmanager
    async def _ask(self, client: httpx.AsyncClient, url: httpx.URL) -> AsyncIterator[httpx.Response]:
        response = await self._connect(client, url)
        try:
            yield response
        except httpx.TimeoutException:
            raise self.refusal("its host stopped answering") from None
        except httpx.HTTPError:
            raise self.refusal("the connection broke off") from None
        finally:
            await response.aclose()

    async def _connect(self, client: httpx.AsyncClient, url: httpx.URL) -> httpx.Response:
        """Ask the first of the host's addresses that takes a connection."""
        failure = "its host has no address"
        for ip in await self._resolve(url):
            request = client.build_request(
                "GET",
                # The checked address stands in the URL, so that no second look-up can answer differently; the name
                # stays where the other side and its certificate look for it.
                url.copy_with(host=str(ip)),
                headers={"Host": url.netloc.decode("ascii")},
                extensions={"sni_hostname": url.raw_host.decode("ascii")},
            )
            try:
                return await client.send(request, stream=True)
            except httpx.ConnectTimeout:
                failure = "its host did not take the connection in time"
            except httpx.ConnectError as error:
                failure = _connect_failure(error)
            except httpx.TimeoutException:
                raise self.refusal("its host did not answer in time") from None
            except httpx.RemoteProtocolError:
                # Broken HTTP, a reply cut short, or a redirect to something that is no URL.
                raise self.refusal("its host's answer can't be understood") from None
            except httpx.HTTPError:
                raise self.refusal("its host broke the connection off") from None
        raise self.refusal(failure)

    async def _resolve(self, url: httpx.URL) -> tuple[IPv4Address | IPv6Address, ...]:
        """All addresses of the URL's host. One that is not public spoils them all."""
        port = url.port or (443 if url.scheme == "https" else 80)
        try:
            found = await asyncio.get_running_loop().getaddrinfo(url.raw_host.decode("ascii"), port, type=SOCK_STREAM)
        except (OSError, UnicodeError):
            raise self.refusal("its host is unknown") from None
        addresses = tuple(dict.fromkeys(ip_address(str(entry[4][0]).partition("%")[0]) for entry in found))
        for ip in addresses:
            if not self._rules.allow_private and not is_public(ip):
                raise self.refusal(
                    f"it is at a private address ({ip}), which this server refuses; "
                    "the operator can set KINORA_ALLOW_PRIVATE_MEDIA=true"
                )
        return addresses

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


def _connect_failure(error: httpx.ConnectError) -> str:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return "its host's certificate is not valid for it"
        cause = cause.__cause__ or cause.__context__
    return "its host does not take connections"


def _tls() -> ssl.SSLContext:
    # trust_env here only means SSL_CERT_FILE and SSL_CERT_DIR: the operator's own authorities.
    return httpx.create_ssl_context(trust_env=True)
