"""Magnific's own rules: what each family takes, sound in two words, profiles, and what is left to a key."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from kinora.catalogue.check import check
from kinora.catalogue.load import Catalogue
from kinora.dialects.base import Call, Reply
from kinora.dialects.magnific import Magnific
from kinora.dialects.operations import Meter
from kinora.spec.errors import EngineFailed, InvalidRequest, NotFound
from kinora.spec.media import Reference, References, Url
from kinora.spec.video import Shape, VideoSpec
from tests.dialects.registry import CATALOGUE, OUTCOMES, routed, view

NEWER = Catalogue.shipped({"magnific": frozenset({"2026h2"})})
DIALECT = Magnific(CATALOGUE.names("magnific"))
LATER = Magnific(NEWER.names("magnific"), frozenset({"2026h2"}))
PICTURE = "https://a.example/1.png"


def asked(family: str, dialect: Magnific = DIALECT, **fields: object) -> VideoSpec:
    call = Call(url=f"/v1/ai/video/{family}", body=json.dumps({"prompt": "x", **fields}).encode())
    return dialect.decode_submit(routed(dialect, call))


@pytest.mark.parametrize(
    ("effects", "no_music", "sound", "ignored"),
    [
        (None, None, None, ()),
        (None, False, None, ()),
        (None, True, None, ("no_music",)),
        (True, None, True, ()),
        (True, False, True, ()),
        (True, True, True, ("no_music",)),
        (False, None, False, ()),
        (False, True, False, ()),
        (False, False, False, ("no_music",)),
    ],
)
def test_sound_in_two_words(
    effects: bool | None, no_music: bool | None, sound: bool | None, ignored: tuple[str, ...]
) -> None:
    spec = asked("seedance-2-pro-720p", sound_effects=effects, no_music=no_music)
    assert (spec.sound, spec.ignored) == (sound, ignored)


def test_the_newer_catalogue_gives_mini_references_and_more_seconds() -> None:
    wish: dict[str, Any] = {"reference_images": [PICTURE], "reference_videos": [], "duration": 7}
    old = asked("seedance-2-mini-480p", **wish)
    assert (old.references, old.ignored) == (References(), ("reference_images", "reference_videos"))
    assert [item.field for item in check(old, CATALOGUE.offer(old.model, "magnific"))] == ["seconds"]
    new = asked("seedance-2-mini-480p", LATER, **wish)
    assert (new.references, new.ignored) == (References(images=(Reference(Url(PICTURE)),)), ())
    assert check(new, NEWER.offer(new.model, "magnific")) == ()


def test_all_events_tell_of_the_beginning_too() -> None:
    told = Magnific(CATALOGUE.names("magnific"), frozenset({"all-events"}))
    hook = "https://a.example/hook"
    events = ("running", "succeeded", "failed", "cancelled")
    assert asked("seedance-2-mini-480p", told, webhook_url=hook).webhook_events == events
    assert asked("seedance-2-mini-480p", told).webhook_events == ()
    assert asked("seedance-2-mini-480p", webhook_url=hook).webhook_events == ()


def test_what_a_family_has_no_word_for_is_refused_by_name() -> None:
    spec = VideoSpec(
        model="seedance-1.0-pro",
        prompt="x",
        size=Shape(tier="480p"),
        sound=False,
        safety_check=True,
        end_frame=Url(PICTURE),
        references=References(images=(Reference(Url(PICTURE)),)),
    )
    with pytest.raises(InvalidRequest) as refused:
        DIALECT.encode_submit(spec)
    fields = {item.field for item in refused.value.problems}
    assert fields == {"sound", "safety_check", "end_frame", "references.images"}
    body = json.loads(DIALECT.encode_submit(replace(spec, model="seedance-2.0")).body)
    assert (body["sound_effects"], body["no_music"]) == (False, True)


def test_the_first_models_count_seconds_in_texts_under_their_own_root() -> None:
    spec = VideoSpec(model="seedance-1.0-lite", prompt="x", size=Shape(tier="480p"), seconds=10)
    call = DIALECT.encode_submit(spec)
    assert call.url == "/v1/ai/image-to-video/seedance-lite-480p"
    assert json.loads(call.body)["duration"] == "10"
    assert DIALECT.encode_poll("7", spec).url == "/v1/ai/image-to-video/seedance-lite/7"


def test_a_path_is_answered_under_both_roots() -> None:
    for root in ("/v1/ai/video", "/v1/ai/image-to-video"):
        for family in ("seedance-pro", "seedance-pro-720p", "seedance-2-mini-480p"):
            call = routed(DIALECT, Call(method="GET", url=f"{root}/{family}"))
            assert DIALECT.decode_page(call).models is not None
    with pytest.raises(NotFound):
        DIALECT.decode_page(routed(DIALECT, Call(method="GET", url="/v1/ai/video/kling-v3")))


def test_what_is_left_to_a_key_stands_on_every_answer() -> None:
    reply = DIALECT.encode_status(view(DIALECT, OUTCOMES["queued"]))
    assert DIALECT.finished(reply, Call(), Meter()) == reply
    told = DIALECT.finished(reply, Call(), Meter(limit=600, remaining=599, reset_seconds=60))
    assert told.body == reply.body
    assert told.headers.items() - reply.headers.items() == {
        ("x-ratelimit-limit", "600"),
        ("x-ratelimit-remaining", "599"),
        ("x-ratelimit-reset", "60"),
    }


def test_ignored_names_are_written_as_a_header_can_hold_them() -> None:
    job = view(DIALECT, OUTCOMES["queued"], ignored=("фон", "a\r\nb: c", "x,y", "reference_images"))
    text = DIALECT.encode_submitted(job).headers["x-kinora-ignored"]
    assert text.encode("ascii").isascii()
    assert text.split(",") == ["%D1%84%D0%BE%D0%BD", "a%0D%0Ab:%20c", "x%2Cy", "reference_images"]
    many = view(DIALECT, OUTCOMES["queued"], ignored=tuple(f"{number}{'x' * 900}" for number in range(900)))
    assert len(DIALECT.encode_submitted(many).headers["x-kinora-ignored"]) < 4000


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b'{"data": null}', b'{"data": []}', b'{"data": {"status": 1}}']
)
def test_a_broken_answer_fails_with_a_sentence(body: bytes) -> None:
    with pytest.raises(EngineFailed, match="answer"):
        DIALECT.decode_status(Reply(body=body))
    with pytest.raises(EngineFailed, match="answer"):
        DIALECT.decode_submitted(Reply(body=body))
