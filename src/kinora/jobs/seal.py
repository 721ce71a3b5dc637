"""Secrets of others that have to be kept: sealed with the installation's own, or derived from it and not kept at all.

Knows no table. Nothing here is ever logged.
"""

from __future__ import annotations

import hmac
from base64 import b64encode, urlsafe_b64encode
from hashlib import sha256
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken

_LEAST_BYTES = 16


class Unsealable(ValueError):
    """Sealed with another secret than this installation's, or damaged."""

    def __init__(self) -> None:
        super().__init__("it was sealed with another secret than this server's")


class Seal:
    """Seals texts and derives secrets.

    secret: the installation's, at least 16 bytes, the same in every process. One key a purpose is made from it. seed:
    32 bytes from which a pair of keys may be made, for signatures that anybody can verify.
    """

    def __init__(self, secret: bytes) -> None:
        if len(secret) < _LEAST_BYTES:
            raise ValueError(f"the secret that seals needs at least {_LEAST_BYTES} bytes")
        self._fernet = Fernet(urlsafe_b64encode(hmac.digest(secret, b"kinora seal", sha256)))
        self.seed = hmac.digest(secret, b"kinora installation signature", sha256)
        self._signing = hmac.digest(secret, b"kinora webhook signature", sha256)

    def seal(self, text: str) -> str:
        """The text, unreadable and unchangeable without the secret; another one on every call."""
        return self._fernet.encrypt(text.encode()).decode()

    def unseal(self, sealed: str) -> str:
        """What was sealed. Raises Unsealable."""
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise Unsealable from None

    def signing_secret(self, owner: UUID) -> str:
        """What an owner's webhooks are signed with unless their key has its own: 32 bytes, as base64."""
        return b64encode(hmac.digest(self._signing, owner.bytes, sha256)).decode()
