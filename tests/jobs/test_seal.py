from __future__ import annotations

import base64
from uuid import UUID

import pytest

from kinora.jobs.seal import Seal, Unsealable

SECRET = b"a secret of the tests"


def test_what_is_sealed_comes_back_and_cannot_be_read_without_the_secret() -> None:
    seal = Seal(SECRET)
    sealed = seal.seal("whïsper")
    assert "sper" not in sealed
    assert sealed != seal.seal("whïsper")
    assert Seal(SECRET).unseal(sealed) == "whïsper"


@pytest.mark.parametrize("damage", [lambda text: text[:-5] + "AAAA=", lambda _: "", lambda _: "plain"])
def test_what_is_damaged_or_of_another_secret_is_refused(damage: object) -> None:
    sealed = Seal(SECRET).seal("whisper")
    assert callable(damage)
    with pytest.raises(Unsealable):
        Seal(SECRET).unseal(damage(sealed))
    with pytest.raises(Unsealable):
        Seal(b"another secret of them").unseal(sealed)


def test_each_owner_has_a_signing_secret_of_32_bytes_that_is_always_the_same() -> None:
    secrets = [Seal(SECRET).signing_secret(UUID(int=number)) for number in (1, 1, 2)]
    assert secrets[0] == secrets[1] != secrets[2]
    assert len(base64.b64decode(secrets[0], validate=True)) == 32
    assert Seal(b"another secret of them").signing_secret(UUID(int=1)) != secrets[0]


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        Seal(b"short")
