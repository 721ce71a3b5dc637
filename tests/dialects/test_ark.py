"""Ark's own corners: tasks in every state, filters, deletion, callbacks, and a vendor that answers nonsense."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from standardwebhooks import Webhook

from kinora.catalogue.names import Names
from kinora.catalogue.resolve import resolve
from kinora.dialects.ark import Ark
from kinora.dialects.ark.suffix import parted
from kinora.dialects.base import Call, Reply
from kinora.dialects.operations import Meter, Page
from kinora.dialects.webhook import Hook, Stamp
from kinora.spec.errors import (
    Busy,
    ContentRefused,
    EngineFailed,
    InvalidRequest,
    KinoraError,
    NotAllowed,
    NotFound,
    PaymentRequired,
    RateLimited,
    Unauthorized,
)
from kinora.spec.media import Inline
from kinora.spec.outcome import Cancelled, Failed, JobView, Outcome, Queued, Running, Succeeded, Usage
from kinora.spec.video import Pixels, Shape, VideoSpec
from tests.dialects.registry import AT, BY_NAME, JOB, OUTCOMES, OWNER, occasion, offer_of, view


def spoken() -> Ark:
    dialect = BY_NAME["ark"]
    assert isinstance(dialect, Ark)
    return dialect


ark = spoken()
SAMPLE: dict[str, Any] = {  # published by a caller of the vendor's, 2026-05
    "id": "cgt-20260514183217-t8rzv",
    "model": "doubao-seedance-2-0-260128",
    "status": "succeeded",
    "content": {"video_url": "https://tos.example/v.mp4?X-Tos-Expires=86400"},
    "usage": {"completion_tokens": 108900, "total_tokens": 108900},
    "created_at": 1778754737,
    "updated_at": 1778755025,
    "seed": 1276,
    "resolution": "720p",
    "ratio": "16:9",
    "duration": 5,
    "framespersecond": 24,
    "service_tier": "default",
    "execution_expires_after": 172800,
    "generate_audio": True,
    "draft": False,
}


def submitted(**body: Any) -> VideoSpec:
    whole = {"model": "doubao-seedance-2-0-260128", "content": [{"type": "text", "text": "A koala"}], **body}
    return ark.decode_submit(Call(body=json.dumps(whole).encode()))


def job_of(spec: VideoSpec, outcome: Outcome = OUTCOMES["succeeded"]) -> JobView:
    plan = resolve(spec, offer_of(ark, spec.model), seed=1276)
    return JobView(id=JOB, owner=OWNER, via="ark", spec=spec, plan=plan, outcome=outcome, created=AT, updated=AT)


def told(job: JobView) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(ark.encode_status(job).body)
    return body


# Tasks ----------------------------------------------------------------------------------------------------------------


def test_a_finished_task_has_every_field_of_the_published_one() -> None:
    task = told(job_of(submitted(seed=1276)))
    assert SAMPLE.keys() - task.keys() == set()
    assert task.keys() - SAMPLE.keys() == {"error"}
    same = SAMPLE.keys() - {"id", "content", "created_at", "updated_at"}
    assert {name: task[name] for name in same} == {name: SAMPLE[name] for name in same}
    assert task["error"] is None
    assert task["content"] == {
        "video_url": "https://kinora.example/files/koala.mp4",
        "last_frame_url": "https://kinora.example/files/koala.png",
    }


def test_a_request_that_comes_back_in_its_task() -> None:
    spec = submitted(
        model="dreamina-seedance-2-0-mini",
        priority=7,
        tools=[{"type": "web_search"}],
        safety_identifier="user-7",
        output_format="mp4",
        execution_expires_after=3600,
        omni_reference_task_type="auto",
    )
    task = told(replace(job_of(spec), priority="batch"))
    assert task["model"] == "dreamina-seedance-2-0-mini"
    assert (task["priority"], task["tools"], task["safety_identifier"]) == (7, [{"type": "web_search"}], "user-7")
    assert (task["output_format"], task["execution_expires_after"], task["service_tier"]) == ("mp4", 3600, "flex")
    assert spec.ignored == ("priority", "tools")


def test_frames_stand_in_place_of_a_duration() -> None:
    task = told(job_of(submitted(model="doubao-seedance-1-0-pro-250528", frames=57, duration=5)))
    assert (task["frames"], "duration" in task) == (57, False)
    task = told(job_of(submitted(model="doubao-seedance-1-0-pro-250528", duration=5)))
    assert (task["duration"], "frames" in task) == (5, False)


def test_a_task_names_the_draft_it_is_made_from() -> None:
    spec = submitted(
        model="doubao-seedance-1-5-pro-251215",
        content=[{"type": "text", "text": "x"}, {"type": "draft_task", "draft_task": {"id": f"cgt-{JOB}"}}],
    )
    assert spec.based_on == JOB
    assert told(job_of(spec))["draft_task_id"] == f"cgt-{JOB}"
    assert told(job_of(submitted(model="doubao-seedance-1-5-pro-251215", draft=True)))["draft"] is True


@pytest.mark.parametrize(
    ("said", "ratio", "resolution"),
    [
        ({"ratio": "adaptive"}, "16:9", "720p"),
        ({"ratio": "21:9", "resolution": "480p"}, "21:9", "480p"),
        ({"resolution": "4k"}, "16:9", "4k"),
    ],
)
def test_ratio_and_resolution_are_named_as_they_came_out(said: dict[str, str], ratio: str, resolution: str) -> None:
    task = told(job_of(submitted(**said)))
    assert (task["ratio"], task["resolution"]) == (ratio, resolution)


def test_a_clip_that_another_dialect_asked_for_in_pixels_is_named_by_the_nearest_words() -> None:
    job = job_of(replace(submitted(), size=Pixels(834, 1112)))
    assert (told(job)["ratio"], told(job)["resolution"]) == ("3:4", "720p")
    job = job_of(replace(submitted(), size=Pixels(128, 72)))
    assert (told(job)["ratio"], told(job)["resolution"]) == ("16:9", "480p")


def test_until_the_start_frame_is_seen_the_ratio_is_open() -> None:
    item = {"type": "image_url", "image_url": {"url": "https://a.example/1.png"}}
    waiting = job_of(submitted(content=[item]), Queued())
    assert told(waiting)["ratio"] == "adaptive"
    seen = replace(waiting, plan=waiting.plan.fitted(300, 400), outcome=Running())
    assert told(seen)["ratio"] == "3:4"


def test_an_expired_task_and_a_refused_one_say_so() -> None:
    late = told(job_of(submitted(), Failed("Nobody took it in time.", "expired")))
    assert (late["status"], late["error"]["message"]) == ("expired", "Nobody took it in time.")
    refused = told(job_of(submitted(), Failed("Not this.", "content_refused")))
    assert (refused["status"], refused["error"]["code"]) == ("failed", "OutputVideoSensitiveContentDetected")


def test_a_create_is_answered_with_its_id_alone() -> None:
    assert json.loads(ark.encode_submitted(job_of(submitted(safety_identifier="u"))).body) == {"id": f"cgt-{JOB}"}


# Models ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", ["", "doubao-", "dreamina-", "bytedance/"])
@pytest.mark.parametrize("date", ["", "-250528", "-990101"])
@pytest.mark.parametrize(
    ("family", "model"),
    [
        ("1-0-pro-fast", "seedance-1.0-pro-fast"),
        ("1-0-pro", "seedance-1.0-pro"),
        ("1-0-lite-t2v", "seedance-1.0-lite"),
        ("1-0-lite-i2v", "seedance-1.0-lite@i2v"),
        ("1-5-pro", "seedance-1.5-pro"),
        ("2-0-mini", "seedance-2.0-mini"),
        ("2-0-fast", "seedance-2.0-fast"),
        ("2-0", "seedance-2.0"),
        ("2.0", "seedance-2.0"),
        ("2-5", "seedance-2.5"),
    ],
)
def test_a_family_is_known_under_every_prefix_and_date(prefix: str, date: str, family: str, model: str) -> None:
    assert ark.id_of(f"{prefix}seedance-{family}{date}") == model


@pytest.mark.parametrize(
    "word", ["", "ep-20260101-abcde", "seedance-3-0", "seedance-2-0-12345", "x/seedance-2-0", "seedance-2-0\n"]
)
def test_a_stranger_is_no_model(word: str) -> None:
    assert ark.id_of(word) is None


def test_an_endpoint_is_a_model_where_the_catalogue_gives_it_as_a_name() -> None:
    mapped = Ark(
        Names(to_id={"ep-1": "seedance-2.0", "seedance-2-0": "seedance-2.0"}, to_name={"seedance-2.0": "seedance-2-0"})
    )
    spec = mapped.decode_submit(Call(body=b'{"model": "ep-1", "content": [{"type": "text", "text": "x"}]}'))
    assert (spec.model, spec.echo) == ("seedance-2.0", (("model", "ep-1"),))


# Parameters in the prompt ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prompt", "text", "said"),
    [
        ("A cat --rs 720P", "A cat", {"resolution": "720p"}),
        ("--dur 5", "", {"duration": 5}),
        ("A cat\n--dur  5 --dur 6\t", "A cat", {"duration": 6}),
        ("A cat --CF TRUE", "A cat", {"camera_fixed": True}),
        ("A cat --dur 5 and more", "A cat --dur 5 and more", {}),
        ("A cat --dur", "A cat --dur", {}),
        ("A cat -- 5", "A cat -- 5", {}),
        ("  A cat  ", "  A cat  ", {}),
        ("A cat --seed 1 --style wild", "A cat --style wild", {"seed": 1}),
        ("A cat --seed ٣", "A cat", {}),
        (
            "A cat --rt adaptive --frames 29 --wm false",
            "A cat",
            {"ratio": "adaptive", "frames": 29, "watermark": False},
        ),
    ],
)
def test_what_the_end_of_a_prompt_says(prompt: str, text: str, said: dict[str, object]) -> None:
    found = parted(prompt)
    assert (found.prompt, found.said) == (text, said)


def test_a_prompt_made_of_parameters_is_read_in_no_time() -> None:
    assert parted("--a b " * 200_000).said == {}
    assert parted(" " * 2_000_000 + "--dur 5").said == {"duration": 5}


def test_a_prompt_that_would_be_read_as_parameters_is_not_sent_to_the_vendor() -> None:
    spec = VideoSpec(model="seedance-2.0", prompt="A cat --dur 5")
    with pytest.raises(InvalidRequest, match="must not end in --name value"):
        ark.encode_submit(spec)


# Lists and deletion ---------------------------------------------------------------------------------------------------


def page(**query: str) -> Page:
    return ark.decode_page(Call(method="GET", query=query))


def filtered(name: str, value: str) -> Page:
    return page(**{f"filter.{name}": value})


def test_a_list_without_a_word_is_the_first_twenty() -> None:
    assert page() == Page(limit=20, offset=0)
    assert page(page_num="3", page_size="500") == Page(limit=500, offset=1000)
    assert page(page_num="", **{"filter.status": "", "filter.task_ids": ""}) == Page(limit=20, offset=0)


def test_every_filter() -> None:
    other = UUID(int=7)
    assert filtered("status", "succeeded,failed").states == ("succeeded", "failed")
    assert filtered("task_ids", f"cgt-{JOB},{other}, x,cgt-y").ids == (JOB, other)
    assert filtered("task_ids", "x").ids == ()
    assert filtered("model", "dreamina-seedance-2-0-260128").models == ("seedance-2.0",)
    assert filtered("model", "seedance-1-0-lite-i2v,seedance-1-0-lite-t2v").models == ("seedance-1.0-lite",)
    assert filtered("model", "ep-unknown").models == ()
    assert filtered("service_tier", "flex").priority == "batch"
    assert filtered("service_tier", "default").priority == "interactive"


def test_all_that_is_wrong_with_a_list_at_once() -> None:
    wrong = {"page_num": "0", "page_size": "501", "filter.status": "done", "filter.service_tier": "x"}
    with pytest.raises(InvalidRequest) as refused:
        ark.decode_page(Call(method="GET", query=wrong))
    assert [problem.field for problem in refused.value.problems] == list(wrong)
    body = json.loads(ark.encode_error(refused.value, occasion(ark, "list")).body)["error"]
    assert (body["code"], body["param"]) == ("InvalidParameter.page_num", "page_num")
    for number in ("-1", "501", "x", "1.5", "²", "9" * 30):
        with pytest.raises(InvalidRequest):
            page(page_num=number)


def test_what_a_delete_means_depends_on_the_state() -> None:
    spec = submitted()
    assert ark.removal(job_of(spec, Queued())) == "cancel"
    assert ark.removal(job_of(spec, Failed("x", "expired"))) == "delete"
    assert ark.removal(job_of(spec)) == "delete"
    for outcome in (Running(), Cancelled()):
        with pytest.raises(NotAllowed) as refused:
            ark.removal(job_of(spec, outcome))
        reply = ark.encode_error(refused.value, occasion(ark, "delete"))
        assert (reply.status, reply.headers["x-should-retry"]) == (409, "false")
        assert json.loads(reply.body)["error"]["code"] == "InvalidAction.RunningTaskDeletion"
    assert ark.encode_deleted(job_of(spec)).body == b"{}"


# Callbacks and headers ------------------------------------------------------------------------------------------------


def test_a_callback_is_the_answer_to_a_poll_and_may_be_verified() -> None:
    job = view(ark, OUTCOMES["succeeded"])
    body = ark.encode_webhook(job, Hook(id=JOB, at=AT))
    assert body == ark.encode_status(job).body
    at, secret = int(datetime.now(UTC).timestamp()), "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
    headers = dict(ark.webhook_headers(body, Stamp(id=JOB, at=at, secret=secret)))
    assert not any(name.startswith("webhook-") for name in headers)
    standard = {
        "webhook-id": headers["x-kinora-delivery-id"],
        "webhook-timestamp": headers["x-kinora-timestamp"],
        "webhook-signature": headers["x-kinora-signature"],
    }
    assert Webhook(secret).verify(body, standard) == json.loads(body)
    assert "x-kinora-signature" not in ark.webhook_headers(body, Stamp(id=JOB, at=at, secret=None))
    assert (len(ark.hook.waits), ark.hook.timeout_seconds) == (3, 5.0)
    assert ark.hook.states == ("running", "succeeded", "failed")


def test_the_clients_own_request_id_comes_back() -> None:
    reply = Reply(headers={"a": "b"})
    said = ark.finished(reply, Call(headers={"x-client-request-id": "2026-7"}), Meter())
    assert said.headers == {"a": "b", "x-client-request-id": "2026-7"}
    assert ark.finished(reply, Call(), Meter()) == reply


# As a client of the vendor --------------------------------------------------------------------------------------------


def reply(body: object, status: int = 200) -> Reply:
    return Reply(status=status, body=body if isinstance(body, bytes) else json.dumps(body).encode())


def test_the_published_task_is_read() -> None:
    assert ark.decode_status(reply(SAMPLE)) == Succeeded(SAMPLE["content"]["video_url"], usage=Usage(tokens=108900))


@pytest.mark.parametrize(
    ("task", "outcome"),
    [
        ({"status": "queued"}, Queued()),
        ({"status": "running", "content": None, "usage": None}, Running()),
        ({"status": "cancelled"}, Cancelled()),
        ({"status": "failed", "error": None}, Failed("The task failed.")),
        ({"status": "failed", "error": "x"}, Failed("The task failed.")),
        ({"status": "expired"}, Failed("The task failed.", "expired")),
        ({"status": "succeeded"}, Failed("The task succeeded but holds no video.")),
        ({"status": "succeeded", "content": []}, Failed("The task succeeded but holds no video.")),
        ({"status": "succeeded", "content": {"video_url": 5}}, Failed("The task succeeded but holds no video.")),
        ({"status": "succeeded", "content": {"video_url": "u"}, "usage": {"completion_tokens": "9"}}, Succeeded("u")),
        (
            {
                "status": "failed",
                "error": {"code": "InputImageSensitiveContentDetected.PrivacyInformation", "message": "m"},
            },
            Failed("m", "content_refused"),
        ),
        ({"status": "failed", "error": {"code": "SetLimitExceeded", "message": "m"}}, Failed("m")),
    ],
)
def test_every_task_that_a_vendor_may_tell(task: dict[str, Any], outcome: Outcome) -> None:
    assert ark.decode_status(reply(task)) == outcome


@pytest.mark.parametrize("body", [b"", b"<html>", [], {}, {"status": None}, {"status": "thinking"}, {"status": {}}])
def test_an_answer_that_tells_nothing_is_an_error_with_a_sentence(body: object) -> None:
    with pytest.raises(EngineFailed, match="vendor's answer"):
        ark.decode_status(reply(body))
    with pytest.raises(EngineFailed, match="vendor's answer"):
        ark.decode_submitted(reply(body))


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (400, "InputTextSensitiveContentDetected.PolicyViolation", ContentRefused),
        (400, "InvalidParameter.TaskTypeConstraint", InvalidRequest),
        (401, "AuthenticationError", Unauthorized),
        (403, "AccountOverdueError", PaymentRequired),
        (403, "OperationDenied.ServiceNotOpen", Unauthorized),
        (404, "ModelNotOpen", InvalidRequest),
        (404, "ResourceNotFound", NotFound),
        (409, "InvalidAction.RunningTaskDeletion", NotAllowed),
        (429, "ModelAccountIpmRateLimitExceeded", RateLimited),
        (429, "ServerOverloaded", Busy),
        (500, "InternalServiceError", KinoraError),
    ],
)
def test_the_vendors_codes_are_understood(status: int, code: str, kind: type[KinoraError]) -> None:
    for body in (
        {"error": {"code": code, "message": "No. Request id: 021"}},
        {"code": code, "message": "No. Request id: 021"},
    ):
        error = ark.decode_error(reply(body, status))
        assert isinstance(error, kind)
        assert "021" not in str(error)


@pytest.mark.parametrize(
    ("data", "kind", "uri"),
    [
        (b"\x89PNG\r\n", "start_frame", "data:image/png;base64,"),
        (b"RIFF1234WEBPx", "start_frame", "data:image/webp;base64,"),
        (b"anything", "start_frame", "data:image/jpeg;base64,"),
    ],
)
def test_a_file_is_sent_with_the_type_that_its_bytes_tell(data: bytes, kind: str, uri: str) -> None:
    call = ark.encode_submit(VideoSpec(model="seedance-2.0", size=Shape(), start_frame=Inline(data)))
    (item,) = json.loads(call.body)["content"]
    assert item["image_url"]["url"].startswith(uri)
    assert ark.decode_submit(call).start_frame == Inline(data)
