"""Signed links to stored files, as paths below the public address. Knows a secret and the time, and nothing stored.

Two kinds, after what each family of clients expects: links that expire, and permanent ones with an unguessable path.
"""

from __future__ import annotations

import hmac
import math
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable
from hashlib import sha256
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

from kinora.spec.errors import LinkExpired

_PURPOSES = ("expiring", "permanent", "upload")
_SIGNATURE_BYTES = 18  # 144 bits, 24 characters


class Links:
    """Signs paths and checks them.

    secret: at least 16 bytes, the same in every process of an installation. lifetime_seconds: how long an expiring
    link lasts. now: the clock, in Unix seconds.
    """

    def __init__(self, secret: bytes, *, lifetime_seconds: int = 86_400, now: Callable[[], float] = time.time) -> None:
        if len(secret) < 16:
            raise ValueError("the secret that signs links needs at least 16 bytes")
        if lifetime_seconds < 1:
            raise ValueError("a link must last at least one second")
        self.lifetime_seconds = lifetime_seconds
        self._now = now
        # One key a purpose, so that a signature of one kind is worth nothing as another.
        self._keys = {purpose: hmac.digest(secret, f"kinora {purpose} link".encode(), sha256) for purpose in _PURPOSES}

    def expiring(self, asset_id: UUID, suffix: str, *, since: float) -> str:
        """A path like `/files/<id>.mp4?exp=<unix>&sig=…`, the same on every call until it expires.

        suffix: with its dot. since: Unix seconds from which the windows of `lifetime_seconds` are counted, usually
        when the file was finished; once a window has passed, the next call mints a link for the current one.
        """
        windows = max(1, math.floor((self._now() - since) / self.lifetime_seconds) + 1)
        expires = math.ceil(since + windows * self.lifetime_seconds)
        return f"/files/{asset_id}{suffix}?exp={expires}&sig={self._sign('expiring', asset_id, str(expires))}"

    def permanent(self, asset_id: UUID, name: str) -> str:
        """A path like `/cdn/<sig>/<id>/<name>`, without a query, so that it ends as the name does (`.mp4`, `.jpg`)."""
        return f"/cdn/{self._sign('permanent', asset_id)}/{asset_id}/{name}"

    def upload_token(self, asset_id: UUID, *, until: float) -> str:
        """A token that lets its bearer put this one asset's bytes until the given Unix second."""
        expires = str(math.ceil(until))
        return f"{expires}.{self._sign('upload', asset_id, expires)}"

    def named(self, url: str) -> UUID | None:
        """The asset that a link of this installation names, whatever the host before it; None for any other URL."""
        parts = urlsplit(url)
        query = dict(parse_qsl(parts.query))
        try:
            match parts.path.split("/")[1:]:
                case ["cdn", sig, id, _]:
                    self.check_permanent(UUID(id), sig)
                    return UUID(id)
                case ["files", name]:
                    id = name.partition(".")[0]
                    self.check_expiring(UUID(id), query.get("exp"), query.get("sig"))
                    return UUID(id)
        except (ValueError, LinkExpired):
            return None
        return None

    def check_expiring(self, asset_id: UUID, exp: str | None, sig: str | None) -> None:
        """Raise LinkExpired unless the two query values were signed for this asset and their time has not passed."""
        self._check("expiring", asset_id, exp, sig)

    def check_permanent(self, asset_id: UUID, sig: str | None) -> None:
        """Raise LinkExpired unless the path's signature was made for this asset."""
        if sig is None or not self._equal(sig, self._sign("permanent", asset_id)):
            raise LinkExpired("URL expired")

    def check_upload(self, asset_id: UUID, token: str | None) -> None:
        """Raise LinkExpired unless the token was made for this asset and its time has not passed."""
        expires, _, signature = (token or "").partition(".")
        self._check("upload", asset_id, expires, signature)

    def _check(self, purpose: str, asset_id: UUID, expires: str | None, signature: str | None) -> None:
        # The signature is compared before the number is read: nothing unsigned is interpreted.
        if not expires or not signature or not self._equal(signature, self._sign(purpose, asset_id, expires)):
            raise LinkExpired("URL expired")
        if self._now() >= int(expires):
            raise LinkExpired("URL expired")

    def _sign(self, purpose: str, asset_id: UUID, expires: str = "") -> str:
        digest = hmac.digest(self._keys[purpose], f"{asset_id} {expires}".encode(), sha256)
        return urlsafe_b64encode(digest[:_SIGNATURE_BYTES]).decode()

    @staticmethod
    def _equal(given: str, wanted: str) -> bool:
        return hmac.compare_digest(given.encode(errors="replace"), wanted.encode())
