"""Replicate's own rules: what answers repeat of a request, pages, files by their address, and broken answers."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from typing import Any

import pytest

from kinora.dialects.base import Call, Reply
from kinora.dialects.operations import Asker, Found
from kinora.dialects.replicate import Replicate
from kinora.spec.errors import EngineFailed, InvalidRequest, NotFound
from kinora.spec.media import Upload, Url
from kinora.spec.outcome import Failed, Outcome, Progress, Running, Succeeded
from kinora.spec.video import Pixels, Shape, VideoSpec
from tests.dialects.registry import ASSET, BASE, CATALOGUE, JOB, OUTCOMES, OWNER, routed, view

DIALECT = Replicate(CATALOGUE.names("replicate"))
MINI = "/v1/models/bytedance/seedance-2.0-mini/predictions"
LIST = Call(method="GET", url="/v1/predictions", base=BASE)


def asked(body: dict[str, Any], url: str = MINI, **headers: str) -> VideoSpec:
    call = Call(url=url, headers={name.replace("_", "-"): text for name, text in headers.items()}, base=BASE)
    return DIALECT.decode_submit(replace(routed(DIALECT, call), body=json.dumps(body).encode()))


def wish(**fields: object) -> VideoSpec:
    return asked({"input": {"prompt": "x", **fields}})


def repeated(spec: VideoSpec) -> object:
    job = replace(view(DIALECT, OUTCOMES["queued"]), spec=spec)
    return json.loads(DIALECT.encode_status(job).body)["input"]


def read(status: str, **more: object) -> Outcome:
    return DIALECT.decode_status(Reply(body=json.dumps({"id": "x", "status": status, **more}).encode()))


def test_what_was_asked_is_repeated_as_it_was_asked() -> None:
    input = {"prompt": "x", "duration": "5", "seed": -1, "size": "864x496", "fps": 30, "guidance_scale": 7.5}
    assert repeated(wish(**{name: value for name, value in input.items() if name != "prompt"})) == input


def test_files_are_repeated_by_their_address_and_long_texts_not_at_all() -> None:
    spec = wish(image=f"{BASE}/v1/files/{ASSET}", reference_images=None, last_frame_image="aGk=", note="a" * 501)
    assert spec.start_frame == Upload(ASSET)
    assert repeated(spec) == {"prompt": "x", "image": f"{BASE}/v1/files/{ASSET}"}


def test_the_input_of_a_job_from_elsewhere_is_made_of_its_spec() -> None:
    spec = VideoSpec(model="seedance-2.0", prompt="x", size=Shape("auto", "480p"), echo=(("input", "not ours"),))
    job = replace(view(DIALECT, OUTCOMES["queued"]), spec=spec, via="fal")
    told = json.loads(DIALECT.encode_status(job).body)
    assert told["input"] == {"prompt": "x", "resolution": "480p", "aspect_ratio": "adaptive"}
    assert told["model"] == "bytedance/seedance-2.0"


def test_a_model_without_a_name_of_the_vendors_is_the_houses() -> None:
    job = replace(view(DIALECT, OUTCOMES["queued"]), spec=VideoSpec(model="seedance-2.5", prompt="x"))
    assert json.loads(DIALECT.encode_status(job).body)["model"] == "kinora/seedance-2.5"


@pytest.mark.parametrize(
    ("text", "seconds"), [("30", 30), ("30s", 30), ("5m", 300), ("1h30m", 5400), (" 24H ", 86_400), ("", None)]
)
def test_a_deadline(text: str, seconds: int | None) -> None:
    assert asked({"input": {"prompt": "x"}}, cancel_after=text).expires_seconds == seconds


@pytest.mark.parametrize("text", ["soon", "-5", "5.5s", "5 m", "1h30"])
def test_what_is_no_time_is_no_deadline(text: str) -> None:
    with pytest.raises(InvalidRequest, match="expires_seconds must be a time"):
        asked({"input": {"prompt": "x"}}, cancel_after=text)


def test_a_size_overrules_a_ratio_which_is_then_named() -> None:
    spec = wish(size="1280x720", aspect_ratio="1:1", resolution="480p")
    assert (spec.size, spec.ignored) == (Pixels(1280, 720, "480p"), ("input.aspect_ratio",))
    assert wish(size="720p", aspect_ratio="1:1").size == Shape("1:1", "720p")


def test_only_an_address_of_this_server_stands_for_a_file() -> None:
    for address in (f"https://other.example/v1/files/{ASSET}", f"{BASE}/v1/files/x", f"{BASE}/files/{ASSET}.png"):
        assert wish(image=address).start_frame == Url(address)


def test_a_prediction_that_began_already_is_told_as_starting_to_its_maker() -> None:
    job = view(DIALECT, Running(Progress("rendering", 0.5)))
    told = json.loads(DIALECT.encode_submitted(job).body)
    assert (told["status"], told["started_at"], told["logs"]) == ("starting", None, "")
    assert json.loads(DIALECT.encode_status(job).body)["logs"] == "50%|#####-----| 50/100"


def pages(reply: Reply) -> tuple[Call | None, Call | None]:
    """The calls for the pages before and behind."""
    told = json.loads(reply.body)

    def call(url: str | None) -> Call | None:
        return None if url is None else replace(LIST, query={"cursor": url.partition("?cursor=")[2]})

    return call(told["previous"]), call(told["next"])


def test_pages_lead_to_each_other() -> None:
    job = view(DIALECT, OUTCOMES["queued"])
    first = DIALECT.decode_page(LIST)
    assert (first.limit, first.after, first.ascending) == (100, None, False)
    before, behind = pages(DIALECT.encode_list(Found(jobs=(job,), total=2, more=True), LIST))
    assert before is None
    assert behind is not None
    page = DIALECT.decode_page(behind)
    assert (page.after, page.ascending) == (JOB, False)
    before, last = pages(DIALECT.encode_list(Found(jobs=(job,), total=2), behind))
    assert last is None
    assert before is not None
    page = DIALECT.decode_page(before)
    assert (page.after, page.ascending) == (JOB, True)
    assert pages(DIALECT.encode_list(Found(jobs=(job,), total=2), before))[0] is None
    assert pages(DIALECT.encode_list(Found(jobs=(), total=0), LIST)) == (None, None)


def test_a_page_that_is_read_upwards_has_its_newest_first() -> None:
    older, newer = (view(DIALECT, OUTCOMES["queued"], id=id) for id in (JOB, ASSET))
    cursor = base64.urlsafe_b64encode(f"before:{OWNER}".encode()).decode()
    call = replace(LIST, query={"cursor": cursor, "created_after": "2026-01-01"})
    reply = DIALECT.encode_list(Found(jobs=(older, newer), total=9, more=True), call)
    assert [one["id"] for one in json.loads(reply.body)["results"]] == [str(ASSET), str(JOB)]
    assert reply.headers["x-kinora-ignored"] == "created_after"


@pytest.mark.parametrize("cursor", ["x", "%%", base64.b64encode(b"after:x").decode(), "ä"])
def test_a_cursor_that_nobody_gave_is_refused(cursor: str) -> None:
    with pytest.raises(InvalidRequest, match="cursor"):
        DIALECT.decode_page(replace(LIST, query={"cursor": cursor}))


@pytest.mark.parametrize(
    ("secret", "key"),
    [
        ("MDEyMw==", "whsec_MDEyMw=="),
        ("whsec_MDEyMw==", "whsec_MDEyMw=="),
        ("my_own secret", "whsec_bXlfb3duIHNlY3JldA=="),
    ],
)
def test_a_secret_is_spelled_as_the_clients_read_one(secret: str, key: str) -> None:
    call = routed(DIALECT, Call(method="GET", url="/v1/webhooks/default/secret"))
    assert json.loads(DIALECT.answer(call, Asker(secret=secret)).body) == {"key": key}


def test_a_version_that_a_model_does_not_have() -> None:
    call = routed(DIALECT, Call(method="GET", url="/v1/models/bytedance/seedance-2.0/versions/x"))
    with pytest.raises(NotFound, match="No such version: x"):
        DIALECT.answer(call, Asker(offers=CATALOGUE.offers("replicate")))


def test_the_vendors_answers() -> None:
    video = "https://replicate.delivery/x.mp4"
    assert read("succeeded", output=video) == Succeeded(video)
    assert read("succeeded", output=[video]) == Succeeded(video)
    assert read("succeeded", output=None) == Failed("The prediction succeeded but holds no video.")
    assert read("aborted") == Failed("The prediction failed.", "expired")
    assert read("booting") == Running()


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"null", b"{}", b'{"status": 7}'])
def test_a_broken_answer_fails_with_a_sentence(body: bytes) -> None:
    with pytest.raises(EngineFailed, match="answer"):
        DIALECT.decode_status(Reply(body=body))
    with pytest.raises(EngineFailed, match="answer"):
        DIALECT.decode_submitted(Reply(body=body))


def test_both_schemes_of_a_token() -> None:
    for scheme in ("Bearer", "bearer", "Token", "token"):
        assert DIALECT.credential({"authorization": f"{scheme} secret"}) == "secret"
    for text in ("Key secret", "Token ", "Token", ""):
        assert DIALECT.credential({"authorization": text}) is None
