"""Requests to hosts that anybody may have named: which addresses may be asked, and only what was checked is connected.

Knows nothing of what is asked or answered. Sends no credential that it was not given.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from socket import SOCK_STREAM
from typing import Literal

import httpx

from kinora.media.address import is_public

_CONNECT_SECONDS = 5.0


class Refused(Exception):
    """Why a host was not asked, or did not answer: half a sentence, without the URL's path or query."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """Which hosts may be asked.

    allow_private: also those at addresses that are not public (a LAN, this machine). setting: the variable with which
    the operator allows that. verb: what is done with URLs, for sentences ("fetched").
    """

    allow_private: bool
    setting: str
    verb: str

    def parse(self, url: str) -> httpx.URL:
        """The URL, if it is one that may be asked for. Raises Refused."""
        try:
            address = httpx.URL(url)
        except (httpx.InvalidURL, UnicodeError, TypeError):
            raise Refused("the URL is not a valid one") from None
        if address.scheme not in {"http", "https"} or not address.host:
            raise Refused(f"only http and https URLs are {self.verb}")
        return address

    async def ask(
        self,
        client: httpx.AsyncClient,
        method: Literal["GET", "POST"],
        url: httpx.URL,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """Ask the first of the host's addresses that takes a connection; the answer's body is not read yet.

        Raises Refused. Redirects are answers like any other.
        """
        if url.userinfo:
            raise Refused("a URL must not carry a user name or password")
        failure = "its host has no address"
        for ip in await self._resolve(url):
            request = client.build_request(
                method,
                # The checked address stands in the URL, so that no second look-up can answer differently; the name
                # stays where the other side and its certificate look for it.
                url.copy_with(host=str(ip)),
                content=body,
                headers={**(headers or {}), "Host": url.netloc.decode("ascii")},
                extensions={"sni_hostname": url.raw_host.decode("ascii")},
            )
            try:
                return await client.send(request, stream=True)
            except httpx.ConnectTimeout:
                failure = "its host did not take the connection in time"
            except httpx.ConnectError as error:
                failure = _connect_failure(error)
            except httpx.TimeoutException:
                raise Refused("its host did not answer in time") from None
            except httpx.RemoteProtocolError:
                # Broken HTTP, a reply cut short, or a redirect to something that is no URL.
                raise Refused("its host's answer can't be understood") from None
            except httpx.HTTPError:
                raise Refused("its host broke the connection off") from None
        raise Refused(failure)

    async def _resolve(self, url: httpx.URL) -> tuple[IPv4Address | IPv6Address, ...]:
        """All addresses of the URL's host. One that is not public spoils them all."""
        port = url.port or (443 if url.scheme == "https" else 80)
        try:
            found = await asyncio.get_running_loop().getaddrinfo(url.raw_host.decode("ascii"), port, type=SOCK_STREAM)
        except (OSError, UnicodeError):
            raise Refused("its host is unknown") from None
        addresses = tuple(dict.fromkeys(ip_address(str(entry[4][0]).partition("%")[0]) for entry in found))
        for ip in addresses:
            if not self.allow_private and not is_public(ip):
                raise Refused(
                    f"it is at a private address ({ip}), which this server refuses; "
                    f"the operator can set {self.setting}=true"
                )
        return addresses


def client(tls: ssl.SSLContext, *, headers: Mapping[str, str], timeout_seconds: float) -> httpx.AsyncClient:
    """A client for one request: no cookie and no connection goes from one host to the next."""
    return httpx.AsyncClient(
        trust_env=False,  # proxies from the environment would connect to addresses that nobody has checked
        verify=tls,
        headers=headers,
        timeout=httpx.Timeout(timeout_seconds, connect=_CONNECT_SECONDS),
    )


def trusted() -> ssl.SSLContext:
    """Whose certificates are believed."""
    # trust_env here only means SSL_CERT_FILE and SSL_CERT_DIR: the operator's own authorities.
    return httpx.create_ssl_context(trust_env=True)


def _connect_failure(error: httpx.ConnectError) -> str:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return "its host's certificate is not valid for it"
        cause = cause.__cause__ or cause.__context__
    return "its host does not take connections"
