"""What is OpenRouter's alone: ids that hold a number, links of two kinds, models with every key, its callbacks."""

from __future__ import annotations

import dataclasses
import json
import re
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinora.dialects.base import Call, Reply
from kinora.dialects.openrouter import OpenRouter
from kinora.dialects.openrouter.create import decode_id, encode_id
from kinora.dialects.openrouter.wire import ROOT
from kinora.dialects.operations import Asker
from kinora.dialects.webhook import LONG_WAITS, Hook
from kinora.spec.errors import EngineFailed, InvalidRequest, NotAllowed, NotFound, RateLimited
from kinora.spec.media import Generated, Reference, Url
from kinora.spec.outcome import Cancelled, Failed, Queued, Running, Succeeded, Usage
from kinora.spec.video import Pixels, VideoSpec
from tests.dialects.registry import ASSET, AT, BASE, CATALOGUE, JOB, OUTCOMES, VIDEO_URL, occasion, view

NAMES = CATALOGUE.names("openrouter")
OPENROUTER = OpenRouter(NAMES)
LENIENT = OpenRouter(NAMES, frozenset({"absolute", "http"}))
LEAST = {"model": "bytedance/seedance-2.0", "prompt": "x"}


def posted(body: dict[str, Any]) -> Call:
    return Call(url=ROOT, body=json.dumps(body).encode())


def reply(body: object, status: int = 200) -> Reply:
    return Reply(status=status, body=json.dumps(body).encode())


# Ids ------------------------------------------------------------------------------------------------------------------


@given(id=st.uuids(version=4))
def test_an_id_looks_as_documented_and_comes_back(id: UUID) -> None:
    text = encode_id(id)
    assert re.fullmatch(r"gen-vid-\d{10}-[0-9A-Za-z]{20}", text)
    assert decode_id(text) == decode_id(str(id)) == id


@pytest.mark.parametrize(
    "text",
    [
        "gen-vid-1700000261-JjbS0QWw6IgPkICP547",
        "gen-vid-9999999999-JjbS0QWw6IgPkICP547O",
        "gen-vid-1600000000-JjbS0QWw6IgPkICP547O",
        "gen-vid-1700000261-JjbS0QWw6IgPkICP547_",
        "gen-vid-",
        "models",
        "",
    ],
)
def test_what_is_no_id_names_no_job(text: str) -> None:
    with pytest.raises(NotFound):
        decode_id(text)


# Requests -------------------------------------------------------------------------------------------------------------


def test_a_job_to_go_on_from_guides_the_next_before_other_videos() -> None:
    more = {"type": "video_url", "video_url": {"url": "https://a.example/b.mp4"}}
    spec = OPENROUTER.decode_submit(posted({**LEAST, "previous_job_id": encode_id(JOB), "input_references": [more]}))
    assert spec.references.videos == (Reference(Generated(JOB)), Reference(Url("https://a.example/b.mp4")))


def test_a_bare_text_is_a_link_and_its_own_field_tells_the_kind() -> None:
    body = {
        **LEAST,
        "input_references": [{"video_url": "https://a.example/b.mp4"}],
        "frame_images": [{"image_url": "https://a.example/a.png", "frame_type": "last_frame"}],
    }
    spec = OPENROUTER.decode_submit(posted(body))
    assert spec.references.videos == (Reference(Url("https://a.example/b.mp4")),)
    assert (spec.start_frame, spec.end_frame) == (None, Url("https://a.example/a.png"))


def test_what_means_nothing_inside_a_list_is_told_with_its_place() -> None:
    part = {"type": "image_url", "image_url": {"url": "https://a.example/a.png"}, "detail": "high"}
    body = {**LEAST, "frame_images": [{**part, "frame_type": "first_frame"}], "input_references": [part], "x": 1}
    spec = OPENROUTER.decode_submit(posted(body))
    assert spec.ignored == ("x", "frame_images[0].detail", "input_references[0].detail")


def test_a_callback_needs_tls_unless_the_profile_says_otherwise() -> None:
    call = posted({**LEAST, "callback_url": "http://a.example/hook"})
    with pytest.raises(InvalidRequest, match="webhook_url must be an https URL"):
        OPENROUTER.decode_submit(call)
    spec = LENIENT.decode_submit(call)
    assert spec.webhook_url == "http://a.example/hook"
    assert LENIENT.decode_submit(LENIENT.encode_submit(spec)) == spec
    with pytest.raises(InvalidRequest, match="must be an http"):
        LENIENT.decode_submit(posted({**LEAST, "callback_url": "ftp://a.example/"}))


def test_half_a_size_is_refused_by_name() -> None:
    with pytest.raises(InvalidRequest) as error:
        OPENROUTER.encode_submit(VideoSpec(model="seedance-2.0", prompt="x", size=Pixels(720, None)))
    assert [problem.field for problem in error.value.problems] == ["size.height"]


def test_problems_with_media_are_named_by_what_holds_them() -> None:
    wrong = {"type": "image_url", "image_url": {"url": "no link"}, "frame_type": "first_frame"}
    with pytest.raises(InvalidRequest) as error:
        OPENROUTER.decode_submit(posted({**LEAST, "frame_images": [wrong], "input_references": "x"}))
    said = json.loads(OPENROUTER.encode_error(error.value, occasion(OPENROUTER, "submit")).body)["error"]
    assert [item["field"] for item in said["metadata"]["problems"]] == [
        "frame_images[0].image_url.url",
        "input_references",
    ]
    assert said["message"].count("; ") == 1


# Answers --------------------------------------------------------------------------------------------------------------


def generation(dialect: OpenRouter, outcome: Any, **changes: Any) -> dict[str, Any]:
    job = dataclasses.replace(view(dialect, outcome), **changes)
    said: dict[str, Any] = json.loads(dialect.encode_status(job).body)
    return said


def test_a_submit_is_answered_202_and_its_path_may_be_whole() -> None:
    queued = view(OPENROUTER, OUTCOMES["queued"])
    assert OPENROUTER.encode_submitted(queued).status == 202
    assert json.loads(OPENROUTER.encode_submitted(queued).body)["polling_url"] == f"{ROOT}/{encode_id(JOB)}"
    assert json.loads(LENIENT.encode_submitted(queued).body)["polling_url"] == f"{BASE}{ROOT}/{encode_id(JOB)}"


def test_both_kinds_of_links_and_when_the_signed_one_dies() -> None:
    link = f"{VIDEO_URL}?exp=1788307452&sig=abc"
    said = generation(OPENROUTER, Succeeded(link, usage=Usage(0.25)))
    assert said["unsigned_urls"] == [f"{BASE}{ROOT}/{encode_id(JOB)}/content?index=0"]
    assert (said["urls"], said["expires_at"]) == ([link], 1788307452)
    assert said["usage"] == {"cost": 0.25, "is_byok": False}
    sooner = datetime(2026, 9, 1, 1, tzinfo=UTC)
    assert generation(OPENROUTER, Succeeded(link), expires=sooner)["expires_at"] == int(sooner.timestamp())
    assert "expires_at" not in generation(OPENROUTER, Succeeded(VIDEO_URL))
    assert "usage" not in generation(OPENROUTER, Succeeded(VIDEO_URL))


def test_a_deadline_that_passed_is_a_state_of_its_own() -> None:
    said = generation(OPENROUTER, Failed("It took too long.", "expired"))
    assert (said["status"], said["error"]) == ("expired", "It took too long.")


def test_a_file_that_is_gone_and_one_that_is_not_there_yet() -> None:
    when = occasion(OPENROUTER, "content")
    assert OPENROUTER.encode_error(NotFound("file"), when).status == 410
    assert OPENROUTER.encode_error(NotAllowed("not yet"), when).status == 409
    assert OPENROUTER.encode_error(NotFound("job", str(JOB)), when).status == 404


def test_there_is_one_output() -> None:
    assert OPENROUTER.decode_variant(Call(query={"index": "0"})) == OPENROUTER.decode_variant(Call()) == "video"
    with pytest.raises(NotFound):
        OPENROUTER.decode_variant(Call(query={"index": "1"}))
    with pytest.raises(InvalidRequest):
        OPENROUTER.decode_variant(Call(query={"index": "-1"}))


def test_every_model_on_offer_has_every_key() -> None:
    answer = OPENROUTER.answer(Call(), Asker(offers=CATALOGUE.offers("openrouter")))
    models = {model["id"]: model for model in json.loads(answer.body)["data"]}
    assert set(models) == set(NAMES.known())
    assert len({tuple(model) for model in models.values()}) == 1
    large = models["bytedance/seedance-2.0"]
    assert large["supported_resolutions"] == ["480p", "720p", "1080p", "4K"]
    assert large["supported_durations"] == list(range(4, 16))
    assert large["supported_frame_images"] == ["first_frame", "last_frame"]
    assert "1280x720" in large["supported_sizes"]
    assert (large["generate_audio"], large["seed"], large["upscale_factor"]) == (True, True, None)
    assert models["bytedance/seedance-2.5"]["supported_resolutions"] == ["480p", "720p"]


def test_a_webhook_says_what_a_poll_does() -> None:
    job = view(OPENROUTER, OUTCOMES["succeeded"])
    assert OPENROUTER.encode_webhook(job, Hook(id=ASSET, at=AT)) == OPENROUTER.encode_status(job).body
    # A request's own URL overrules the key's, as the workspace's there.
    assert (OPENROUTER.hook.sources, OPENROUTER.hook.waits) == (("request", "key"), LONG_WAITS)


# The client's side ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        ({"status": "pending"}, Queued()),
        ({"status": "in_progress"}, Running()),
        ({"status": "uploading"}, Running()),
        ({"status": "completed", "unsigned_urls": ["https://a.example/content"]}, Succeeded("")),
        (
            {"status": "completed", "urls": ["https://a.example/v.mp4"], "usage": {"cost": None}},
            Succeeded("https://a.example/v.mp4"),
        ),
        ({"status": "completed", "urls": None, "usage": 5}, Succeeded("")),
        ({"status": "failed"}, Failed("The job failed.")),
        ({"status": "expired", "error": "Too late."}, Failed("Too late.", "expired")),
        ({"status": "cancelled"}, Cancelled()),
    ],
)
def test_states_as_the_vendor_words_them(body: dict[str, Any], outcome: object) -> None:
    assert OPENROUTER.decode_status(reply(body)) == outcome


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"{}", b'{"status": 5}', b'{"id": 5}', b'{"id": ""}'])
def test_a_broken_answer_is_the_servers_failure(body: bytes) -> None:
    for read in (OPENROUTER.decode_status, OPENROUTER.decode_submitted):
        with pytest.raises(EngineFailed):
            read(Reply(body=body))


@pytest.mark.parametrize("body", [{"error": "text"}, {"error": {"code": 429, "message": None}}, [], {}])
def test_an_error_of_another_shape_is_one_all_the_same(body: object) -> None:
    error = OPENROUTER.decode_error(reply(body, 429))
    assert isinstance(error, RateLimited)
    assert error.message == "HTTP 429"


def test_a_vendors_refusal_without_our_metadata_is_read_as_one_sentence() -> None:
    error = OPENROUTER.decode_error(
        reply({"error": {"code": 400, "message": "duration is wrong", "metadata": {"raw": 1}}}, 400)
    )
    assert isinstance(error, InvalidRequest)
    assert [(item.field, item.detail) for item in error.problems] == [("seconds", "is wrong")]
