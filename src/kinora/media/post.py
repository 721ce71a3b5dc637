"""The guarded POST of a webhook to a URL that anybody may have written. Follows no redirect and reads no answer."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping

from kinora.media.guard import Guard, Refused, client, trusted

_SETTING = "KINORA_ALLOW_PRIVATE_WEBHOOKS"


class Poster:
    """Posts for this process.

    allow_private: also to addresses that are not public (a LAN, this machine).
    """

    def __init__(self, *, allow_private: bool = False) -> None:
        self._guard = Guard(allow_private=allow_private, setting=_SETTING, verb="called")
        self._trusted: ssl.SSLContext | None = None

    async def post(self, url: str, body: bytes, headers: Mapping[str, str], *, timeout_seconds: float) -> int:
        """Send the bytes and answer the HTTP status. The host is looked up anew each time.

        timeout_seconds: for all of it. Raises Refused with half a sentence: the status never came.
        """
        address = self._guard.parse(url)
        if self._trusted is None:  # reading all authorities takes its time
            self._trusted = trusted()
        try:
            async with (
                asyncio.timeout(timeout_seconds),
                client(self._trusted, headers=headers, timeout_seconds=timeout_seconds) as fresh,
            ):
                response = await self._guard.ask(fresh, "POST", address, body=body)
                await response.aclose()
                return response.status_code
        except TimeoutError:
            raise Refused(f"its host did not answer within {timeout_seconds:g} seconds") from None
