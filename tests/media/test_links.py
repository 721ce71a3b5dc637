"""Signed links, with a clock that the test moves."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinora.media.links import Links
from kinora.spec.errors import LinkExpired

DAY = 86_400
FINISHED = 1_700_000_000.25
ASSET = UUID("6f1cbe0e-7d5e-4a6c-9a54-2d0a4a1f7d11")
OTHER = UUID("00000000-0000-4000-8000-000000000001")


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock(FINISHED)


@pytest.fixture
def links(clock: Clock) -> Links:
    return Links(b"a secret of enough bytes", now=clock)


def parts(link: str) -> tuple[str, str, str]:
    split = urlsplit(link)
    query = parse_qs(split.query, strict_parsing=True)
    return split.path, query["exp"][0], query["sig"][0]


def test_a_link_is_the_same_on_every_poll_and_new_after_it_expired(links: Links, clock: Clock) -> None:
    first = links.expiring(ASSET, ".mp4", since=FINISHED)
    path, expires, signature = parts(first)
    assert path == f"/files/{ASSET}.mp4"
    assert FINISHED + DAY <= int(expires) < FINISHED + DAY + 1
    clock.seconds = FINISHED + DAY - 0.1
    assert links.expiring(ASSET, ".mp4", since=FINISHED) == first
    links.check_expiring(ASSET, expires, signature)
    clock.seconds = FINISHED + DAY + 1
    with pytest.raises(LinkExpired, match="URL expired"):
        links.check_expiring(ASSET, expires, signature)
    second = links.expiring(ASSET, ".mp4", since=FINISHED)
    assert second != first
    links.check_expiring(ASSET, *parts(second)[1:])


@given(age=st.floats(min_value=-DAY, max_value=400 * DAY), lifetime=st.integers(min_value=1, max_value=30 * DAY))
def test_a_fresh_link_is_always_good(age: float, lifetime: int) -> None:
    clock = Clock(FINISHED + age)
    links = Links(b"a secret of enough bytes", lifetime_seconds=lifetime, now=clock)
    _, expires, signature = parts(links.expiring(ASSET, ".mp4", since=FINISHED))
    links.check_expiring(ASSET, expires, signature)
    assert int(expires) <= max(clock.seconds, FINISHED) + lifetime + 1


def test_links_that_were_touched_are_refused(links: Links) -> None:
    _, expires, signature = parts(links.expiring(ASSET, ".mp4", since=FINISHED))
    for asset, exp, sig in (
        (OTHER, expires, signature),
        (ASSET, str(int(expires) + 1), signature),
        (ASSET, "0" + expires, signature),
        (ASSET, expires, signature[:-1]),
        (ASSET, expires, signature.swapcase()),
        (ASSET, expires, "é\udcff"),
        (ASSET, "soon", signature),
        (ASSET, None, signature),
        (ASSET, expires, None),
        (ASSET, "", ""),
    ):
        with pytest.raises(LinkExpired):
            links.check_expiring(asset, exp, sig)


def test_a_permanent_link_has_no_query_and_outlives_the_clock(links: Links, clock: Clock) -> None:
    link = links.permanent(ASSET, "clip.mp4")
    empty, cdn, signature, asset, name = link.split("/")
    assert (empty, cdn, asset, name) == ("", "cdn", str(ASSET), "clip.mp4")
    assert len(signature) >= 22
    clock.seconds += 100 * 365 * DAY
    links.check_permanent(ASSET, signature)
    assert links.permanent(ASSET, "clip.mp4") == link
    for asset_id, given_signature in ((OTHER, signature), (ASSET, ""), (ASSET, None), (ASSET, signature + "=")):
        with pytest.raises(LinkExpired):
            links.check_permanent(asset_id, given_signature)


def test_an_upload_token_lasts_as_long_as_it_was_given(links: Links, clock: Clock) -> None:
    token = links.upload_token(ASSET, until=FINISHED + 600)
    clock.seconds = FINISHED + 599
    links.check_upload(ASSET, token)
    with pytest.raises(LinkExpired):
        links.check_upload(OTHER, token)
    clock.seconds = FINISHED + 601
    with pytest.raises(LinkExpired):
        links.check_upload(ASSET, token)
    for broken in (None, "", ".", token.partition(".")[2], token.replace(".", "..")):
        with pytest.raises(LinkExpired):
            links.check_upload(ASSET, broken)


def test_a_signature_of_one_kind_is_worth_nothing_as_another(links: Links) -> None:
    _, expires, reading = parts(links.expiring(ASSET, ".mp4", since=FINISHED))
    permanent = links.permanent(ASSET, "clip.mp4").split("/")[2]
    _, _, writing = links.upload_token(ASSET, until=int(expires)).partition(".")
    assert len({reading, permanent, writing}) == 3
    with pytest.raises(LinkExpired):
        links.check_upload(ASSET, f"{expires}.{reading}")
    with pytest.raises(LinkExpired):
        links.check_expiring(ASSET, expires, writing)
    with pytest.raises(LinkExpired):
        links.check_permanent(ASSET, reading)


def test_another_secret_signs_differently(links: Links, clock: Clock) -> None:
    other = Links(b"another secret, as long", now=clock)
    assert other.permanent(ASSET, "clip.mp4") != links.permanent(ASSET, "clip.mp4")
    with pytest.raises(ValueError, match="16 bytes"):
        Links(b"short", now=clock)
