"""AI/ML API's own rules: headers that trace a request, a frame beside references, the list of models."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from kinora.dialects.aimlapi import Aimlapi
from kinora.dialects.base import Call, Reply
from kinora.dialects.operations import Asker, Meter
from kinora.spec.errors import EngineFailed, InvalidRequest, NotFound
from kinora.spec.media import Reference, References, Url
from kinora.spec.outcome import Succeeded, Usage
from kinora.spec.video import VideoSpec
from tests.dialects.registry import CATALOGUE, JOB, OUTCOMES, VIDEO_URL, routed, view

DIALECT = Aimlapi(CATALOGUE.names("aimlapi"))
ANYBODY = Asker(offers=CATALOGUE.offers("aimlapi"))
FIRST, SECOND = "https://a.example/1.png", "https://a.example/2.png"
STATUS = DIALECT.encode_status(view(DIALECT, OUTCOMES["queued"]))


def finished(reply: Reply = STATUS, *, id: str = "", **headers: str) -> dict[str, str]:
    sent = {name.replace("_", "-"): text for name, text in headers.items()}
    call = Call(method="GET", query={"generation_id": id} if id else {}, headers=sent)
    return dict(DIALECT.finished(reply, call, Meter()).headers)


def asked(**fields: object) -> VideoSpec:
    body = {"model": "bytedance/seedance-2-0", "prompt": "x", **fields}
    return DIALECT.decode_submit(Call(body=json.dumps(body).encode()))


@pytest.mark.parametrize("own", ["a", "A-9._:z", "x" * 128])
def test_the_callers_own_id_comes_back(own: str) -> None:
    assert finished(x_client_request_id=own)["x-client-request-id"] == own


@pytest.mark.parametrize("own", ["", "x" * 129, "a b", "a\n", "ä", "a,b"])
def test_an_odd_id_of_the_callers_is_passed_over(own: str) -> None:
    assert "x-client-request-id" not in finished(x_client_request_id=own)


def test_a_poll_tells_the_generations_id_unless_it_is_none() -> None:
    lost = Reply(status=404)
    assert finished()["x-inference-id"] == str(JOB)
    assert finished(lost, id=str(JOB))["x-inference-id"] == str(JOB)
    assert "x-inference-id" not in finished(lost, id="nobody")
    assert "x-inference-id" not in finished(lost)


def test_what_was_spent_stands_in_headers_a_page_may_read() -> None:
    spent = replace(view(DIALECT, OUTCOMES["queued"]), outcome=Succeeded(VIDEO_URL, usage=Usage(0.00124)))
    headers = finished(DIALECT.encode_status(spent))
    assert (headers["x-aimlapi-credits-used"], headers["x-aimlapi-usd-spent"]) == ("2480", "0.001240000")
    assert set(headers["access-control-expose-headers"].split(", ")) == {
        "x-inference-id",
        "x-client-request-id",
        "x-aimlapi-credits-used",
        "x-aimlapi-usd-spent",
    }
    for state in ("queued", "running", "failed", "cancelled"):
        reply = DIALECT.encode_status(view(DIALECT, OUTCOMES[state]))
        assert "x-aimlapi-credits-used" not in finished(reply)
        assert "meta" not in json.loads(reply.body)


def test_a_first_frame_beside_references_leads_them() -> None:
    spec = asked(image_url=FIRST, image_urls=[SECOND])
    assert spec.start_frame is None
    assert spec.references.images == (Reference(Url(FIRST)), Reference(Url(SECOND)))
    assert asked(image_url=FIRST, audio_url=SECOND).references.images == (Reference(Url(FIRST)),)
    both = asked(image_url=FIRST, last_image_url=SECOND, image_urls=[SECOND])
    assert both.start_frame == Url(FIRST)  # the catalogue refuses that
    assert asked(image_url=FIRST).start_frame == Url(FIRST)
    alone = asked(model="bytedance/seedance-1-5-pro", image_url=FIRST, image_urls=[SECOND])
    assert alone.start_frame == Url(FIRST)  # and that, by the word that has no meaning


def test_such_a_mixture_is_not_sent() -> None:
    guides = References(videos=(Reference(Url(SECOND)),))
    spec = VideoSpec(model="seedance-2.0", prompt="x", start_frame=Url(FIRST), references=guides)
    with pytest.raises(InvalidRequest, match=r"start_frame can't be combined with references\.videos"):
        DIALECT.encode_submit(spec)


@pytest.mark.parametrize(("said", "route"), [("", None), (" ", None), ("AUTO", "auto"), ("Fal", "fal"), (None, None)])
def test_a_provider_in_any_case(said: str | None, route: str | None) -> None:
    assert asked(provider=said).route == route


def models(**query: str) -> list[str]:
    call = routed(DIALECT, Call(method="GET", url="/v1/models", query=query))
    return [model["id"] for model in json.loads(DIALECT.answer(call, ANYBODY).body)["data"]]


def test_filters_narrow_the_list() -> None:
    every = models()
    assert every == [offer.names[0] for offer in CATALOGUE.offers("aimlapi")]
    assert models(id="Seedance-2.0,bytedance/SEEDANCE-1-5-PRO") == [
        "bytedance/seedance-1-5-pro",
        "bytedance/seedance-2-0",
    ]
    assert models(type="video", output_modalities="VIDEO") == every
    assert models(type="image") == []
    assert set(models(capabilities="reference-to-video")) < set(every)
    assert models(id="seedance-2.0", capabilities="text-to-video", tags="nobody") == []
    assert "bytedance/seedance-1-0-lite-i2v" not in models(capabilities="text-to-video")


def test_a_list_that_is_known_is_not_sent_again() -> None:
    call = routed(DIALECT, Call(method="GET", url="/models"))
    first = DIALECT.answer(call, ANYBODY)
    again = DIALECT.answer(replace(call, headers={"if-none-match": f"W/{first.headers['etag']}"}), ANYBODY)
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", first.headers["etag"])
    other = routed(DIALECT, Call(method="GET", url="/models", query={"details": "true"}))
    assert DIALECT.answer(other, ANYBODY).headers["etag"] != first.headers["etag"]


def test_a_model_that_nobody_offers() -> None:
    with pytest.raises(NotFound, match="No such model: openai/sora-2"):
        DIALECT.answer(routed(DIALECT, Call(method="GET", url="/model/openai/sora-2")), ANYBODY)


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"null", b"{}", b'{"status": 7, "id": 7}'])
def test_a_broken_answer_fails_with_a_sentence(body: bytes) -> None:
    with pytest.raises(EngineFailed, match="answer"):
        DIALECT.decode_status(Reply(body=body))
    with pytest.raises(EngineFailed, match="answer"):
        DIALECT.decode_submitted(Reply(body=body))
