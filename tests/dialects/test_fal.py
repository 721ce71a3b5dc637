"""fal.ai's dialect beyond what all have in common: endpoint ids, wishes in headers, results, signatures, the proxy."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from hashlib import sha256

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from kinora.dialects.base import Call, Reply
from kinora.dialects.fal import Fal
from kinora.dialects.operations import Asker, Meter
from kinora.dialects.webhook import Hook, Stamp
from kinora.spec.errors import (
    Busy,
    ContentRefused,
    EngineFailed,
    InvalidRequest,
    KinoraError,
    NotFound,
    PaymentRequired,
    RateLimited,
    Unauthorized,
)
from kinora.spec.media import Inline, Reference, References, Upload, Url
from kinora.spec.outcome import Cancelled, Failed, Note, Outcome, Progress, Queued, Running, Succeeded, Usage
from kinora.spec.video import Pixels, Shape, VideoSpec
from tests.dialects.registry import ASSET, AT, BASE, BY_NAME, JOB, OUTCOMES, OWNER, VIDEO_URL, occasion, routed, view
from tests.dialects.strategies import JSON, outcomes

_fal = BY_NAME["fal"]
assert isinstance(_fal, Fal)
FAL: Fal = _fal
SEED = bytes(range(32))
PICTURE = Url("https://a.example/1.png")
CLIP = {"prompt": "a koala"}


def submit(endpoint: str, body: object = None, **more: object) -> VideoSpec:
    call = Call(url=f"/fal/{endpoint}", body=json.dumps(CLIP if body is None else body).encode())
    return FAL.decode_submit(routed(FAL, replace(call, **more), "submit"))  # type: ignore[arg-type]  # a Call's fields


def reply(body: object, status: int = 200, **headers: str) -> Reply:
    return Reply(
        status=status, body=json.dumps(body).encode(), headers={k.replace("_", "-"): v for k, v in headers.items()}
    )


# Endpoint ids ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stem", "model"),
    [
        ("fal-ai/bytedance/seedance/v1/lite", "seedance-1.0-lite"),
        ("fal-ai/bytedance/seedance/v1/pro", "seedance-1.0-pro"),
        ("fal-ai/bytedance/seedance/v1/pro/fast", "seedance-1.0-pro-fast"),
        ("fal-ai/bytedance/seedance/v1.5/pro", "seedance-1.5-pro"),
        ("bytedance/seedance-2.0", "seedance-2.0"),
        ("bytedance/seedance-2.0/fast", "seedance-2.0-fast"),
        ("bytedance/seedance-2.0/mini", "seedance-2.0-mini"),
        ("bytedance/seedance-2.0/enterprise/v2", "seedance-2.0"),
        ("bytedance/seedance-2.0/enterprise/v2/fast", "seedance-2.0-fast"),
        ("bytedance/seedance-2.0/mini/enterprise/v2", "seedance-2.0-mini"),
        ("bytedance/seedance-2.5", "seedance-2.5"),
        ("bytedance/seedance-2.5/us", "seedance-2.5"),
        ("bytedance/seedance-2.5/us/flash", "seedance-2.5-flash"),
        ("bytedance/seedance-2.5/flash", "seedance-2.5-flash"),
    ],
)
def test_every_endpoint_of_the_pages(stem: str, model: str) -> None:
    for prefix in ("", "" if stem.startswith("fal-ai/") else "fal-ai/"):
        assert submit(f"{prefix}{stem}/text-to-video").model == model


@pytest.mark.parametrize(
    "endpoint",
    [
        "bytedance/seedance-2.0",
        "bytedance/seedance-2.0/video-extend",
        "bytedance/seedance-2.0/text-to-video/more",
        "bytedance/seedance-3.0/text-to-video",
        "bytedance/seedance-2.0us/text-to-video",
        "text-to-video",
        "seedance-2.0/text-to-video",
    ],
)
def test_other_endpoints_are_not_here(endpoint: str) -> None:
    with pytest.raises(NotFound):
        submit(endpoint)


@pytest.mark.parametrize(
    ("media", "mode"),
    [
        ({}, "text-to-video"),
        ({"start_frame": PICTURE}, "image-to-video"),
        ({"end_frame": PICTURE}, "image-to-video"),
        ({"references": References(audios=(Reference(PICTURE),))}, "reference-to-video"),
        ({"start_frame": PICTURE, "references": References(images=(Reference(PICTURE),))}, "reference-to-video"),
    ],
)
def test_the_media_make_the_mode(media: dict[str, object], mode: str) -> None:
    spec = replace(VideoSpec(model="seedance-2.0", prompt="x"), **media)  # type: ignore[arg-type]  # a spec's fields
    assert FAL.encode_submit(spec).url == f"/fal/bytedance/seedance-2.0/{mode}"


def test_only_lite_calls_its_pictures_references() -> None:
    guides = References(images=(Reference(PICTURE),))
    for model, name in (("seedance-1.0-lite", "reference_image_urls"), ("seedance-2.0", "image_urls")):
        body = json.loads(FAL.encode_submit(VideoSpec(model=model, prompt="x", references=guides)).body)
        assert body == {"prompt": "x", name: ["https://a.example/1.png"]}
    both = submit(
        "fal-ai/bytedance/seedance/v1/lite/reference-to-video",
        {**CLIP, "reference_image_urls": ["https://a.example/2.png"], "image_urls": ["https://a.example/1.png"]},
    )
    assert [item.media for item in both.references.images] == [PICTURE, Url("https://a.example/2.png")]


def test_a_refusal_of_lite_names_its_own_field() -> None:
    endpoint = "fal-ai/bytedance/seedance/v1/lite/reference-to-video"
    with pytest.raises(InvalidRequest) as refused:
        submit(endpoint, {**CLIP, "reference_image_urls": ["https://a.example/1.png", "koala"]})
    answer = FAL.encode_error(refused.value, replace(occasion(FAL, "submit"), path=f"/fal/{endpoint}"))
    assert json.loads(answer.body)["detail"][0]["loc"] == ["body", "reference_image_urls", 1]


def test_an_id_is_asked_after_below_two_segments_of_its_endpoint() -> None:
    for model, app in (("seedance-2.0-fast", "bytedance/seedance-2.0"), ("seedance-1.0-pro", "fal-ai/bytedance")):
        spec = VideoSpec(model=model, prompt="x")
        assert FAL.encode_poll("7", spec).url == f"/fal/{app}/requests/7/status"
        assert FAL.encode_fetch("7", spec).url == f"/fal/{app}/requests/7"


# What a submit says ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("length", ["5", 5, 5.0, "5s", "5.0", " 5 S", "5.0s"])
def test_every_way_to_say_five_seconds(length: object) -> None:
    assert submit("bytedance/seedance-2.0/text-to-video", {**CLIP, "duration": length}).seconds == 5


@pytest.mark.parametrize("length", ["auto", "AUTO", None])
def test_the_model_may_choose_the_length(length: object) -> None:
    assert submit("bytedance/seedance-2.0/text-to-video", {**CLIP, "duration": length}).seconds is None


@pytest.mark.parametrize("length", ["", "5.5", 5.5, "s", "5 s s", True, [5], "٥"])
def test_what_is_no_length(length: object) -> None:
    with pytest.raises(InvalidRequest) as refused:
        submit("bytedance/seedance-2.0/text-to-video", {**CLIP, "duration": length})
    assert [problem.field for problem in refused.value.problems] == ["seconds"]


def test_normal_is_no_wish_since_one_client_always_sends_it() -> None:
    found = [
        submit("bytedance/seedance-2.0/text-to-video", headers={"x-fal-queue-priority": word}).priority
        for word in ("normal", "low", "LOW", "")
    ]
    assert found == [None, "batch", "batch", None]


@pytest.mark.parametrize(("text", "seconds"), [("30", 30), ("1.5", 2), ("0.2", 1), ("", None)])
def test_the_time_to_start(text: str, seconds: int | None) -> None:
    headers = {"x-fal-request-timeout": text}
    assert submit("bytedance/seedance-2.0/text-to-video", headers=headers).start_seconds == seconds


@pytest.mark.parametrize("text", ["0", "-1", "nan", "inf", "1e99", "soon"])
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(InvalidRequest, match="seconds above 0"):
        submit("bytedance/seedance-2.0/text-to-video", headers={"x-fal-request-timeout": text})


def test_files_go_as_data_uris_and_uploads_not_at_all() -> None:
    for data, kind in ((b"\x89PNG...", "image/png"), (b"RIFF...", "image/webp"), (b"\xff\xd8...", "image/jpeg")):
        body = FAL.encode_submit(VideoSpec(model="seedance-2.0", prompt="x", start_frame=Inline(data))).body
        assert json.loads(body)["image_url"] == f"data:{kind};base64,{base64.b64encode(data).decode()}"
    with pytest.raises(InvalidRequest):
        FAL.encode_submit(VideoSpec(model="seedance-2.0", prompt="x", start_frame=Upload(ASSET)))


def test_the_tier_beside_pixels_is_refused_with_them() -> None:
    with pytest.raises(InvalidRequest) as refused:
        FAL.encode_submit(VideoSpec(model="seedance-2.0", prompt="x", size=Pixels(64, 64, "480p")))
    assert {problem.field for problem in refused.value.problems} == {"size.width", "size.height"}
    assert submit("bytedance/seedance-2.0/text-to-video", {**CLIP, "aspect_ratio": "auto"}).size == Shape("auto")


# States and results ---------------------------------------------------------------------------------------------------


@settings(max_examples=200, deadline=None)
@given(outcome=outcomes())
def test_a_result_comes_back(outcome: Outcome) -> None:
    """A job that is not finished is running, for all that its result's path tells."""
    heard: Outcome = outcome
    match outcome:
        case Queued() | Running():
            heard = Running()
        case Succeeded():
            heard = Succeeded(outcome.video_url)
        case _:
            pass
    assert FAL.decode_result(FAL.encode_result(view(FAL, outcome))) == heard


def test_every_state_of_the_contract() -> None:
    states = {
        "queued": ("IN_QUEUE", 202, None),
        "running": ("IN_PROGRESS", 202, None),
        "succeeded": ("COMPLETED", 200, None),
        "failed": ("COMPLETED", 200, "internal_server_error"),
        "cancelled": ("COMPLETED", 200, "client_cancelled"),
    }
    for name, (word, status, type) in states.items():
        answer = FAL.encode_status(view(FAL, OUTCOMES[name]))
        body = json.loads(answer.body)
        assert (body["status"], answer.status, body.get("error_type")) == (word, status, type)
        assert isinstance(body["logs"], list)
    assert json.loads(FAL.encode_status(view(FAL, OUTCOMES["queued"])).body)["queue_position"] == 2


@pytest.mark.parametrize(
    ("code", "type", "status"),
    [
        ("media_unusable", "file_download_error", 422),
        ("content_refused", "content_policy_violation", 422),
        ("engine_failed", "internal_server_error", 500),
        ("storage_failed", "downstream_service_error", 500),
        ("expired", "request_timeout", 504),
        ("job_failed", "internal_error", 500),
        ("something_new", "internal_error", 500),
    ],
)
def test_every_failure_has_its_type_and_status(code: str, type: str, status: int) -> None:
    job = view(FAL, Failed("It did not work.", code))
    assert json.loads(FAL.encode_status(job).body)["error_type"] == type
    result = FAL.encode_result(job)
    assert (result.status, result.headers["x-fal-error-type"]) == (status, type)
    assert ("x-fal-request-timeout-type" in result.headers) is (type == "request_timeout")


def test_notes_and_progress_are_the_log() -> None:
    job = view(FAL, Running(Progress("encoding", 0.874)))
    job = replace(job, notes=(Note("ignored", "Ignored: loop.", ("loop",)),))
    logs = json.loads(FAL.encode_status(job).body)["logs"]
    assert [line["message"] for line in logs] == ["Ignored: loop.", "encoding: 87 %"]
    assert {line["level"] for line in logs} == {"INFO"}
    event = FAL.encode_event(job)
    assert event.startswith(b"data: {")
    assert event.endswith(b"}\n\n")
    assert event.count(b"\n") == 2


def test_billable_units_are_thousands_of_tokens() -> None:
    told = FAL.encode_result(view(FAL, Succeeded(VIDEO_URL, usage=Usage(1.0, tokens=108_900))))
    assert told.headers["x-fal-billable-units"] == "108.9"
    assert "x-fal-billable-units" not in FAL.encode_result(view(FAL, Succeeded(VIDEO_URL))).headers


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (reply({"status": "IN_QUEUE", "queue_position": 3}, 202), Queued()),
        (reply({"status": "IN_PROGRESS", "logs": None}, 202), Running()),
        (reply({"status": "COMPLETED", "logs": None, "metrics": {"inference_time": 3.2}}), Succeeded("")),
        (reply({"status": "COMPLETED", "error": "No.", "error_type": "generation_timeout"}), Failed("No.", "expired")),
        (
            reply({"status": "COMPLETED", "error": "No.", "error_type": "image_too_small"}),
            Failed("No.", "media_unusable"),
        ),
        (
            reply({"status": "COMPLETED", "error": "No.", "error_type": "runner_disconnected"}),
            Failed("No.", "engine_failed"),
        ),
        (reply({"status": "COMPLETED", "error": "No."}), Failed("No.")),
        (reply({"status": "COMPLETED", "error_type": "client_cancelled"}), Cancelled()),
    ],
)
def test_a_status_of_the_vendor(answer: Reply, outcome: Outcome) -> None:
    assert FAL.decode_error(answer) is None
    assert FAL.decode_status(answer) == outcome


POLICY = {"detail": [{"loc": ["body", "prompt"], "msg": "Flagged.", "type": "content_policy_violation"}]}


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (reply({"video": {"url": VIDEO_URL, "file_size": 9}, "seed": 3}), Succeeded(VIDEO_URL)),
        (reply({"video": None}), Failed("The request is completed but holds no video.")),
        (reply({"detail": "Request is still in progress"}, 400), Running()),
        (reply(POLICY, 422), Failed("Flagged.", "content_refused")),
        (reply({"detail": "Late."}, 504, x_fal_error_type="startup_timeout"), Failed("Late.", "expired")),
    ],
)
def test_a_result_of_the_vendor(answer: Reply, outcome: Outcome) -> None:
    assert FAL.decode_result(answer) == outcome


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (reply({"detail": "Cannot access application."}, 401), Unauthorized),
        (reply({"detail": "Slow down.", "error_type": "concurrent_requests_limit"}, 429), RateLimited),
        (reply({"detail": "No runner.", "error_type": "runner_scheduling_failure"}, 503), Busy),
        (Reply(status=502, body=b"<html>nginx</html>"), KinoraError),
        (reply([], 200), EngineFailed),
    ],
)
def test_what_tells_nothing_of_a_request_is_raised(answer: Reply, kind: type[KinoraError]) -> None:
    with pytest.raises(kind):
        FAL.decode_result(answer)


@pytest.mark.parametrize(
    ("answer", "kind", "says"),
    [
        (reply(POLICY, 422), ContentRefused, "Flagged."),
        (reply({"detail": "User is locked. Reason: Exhausted balance."}, 403), PaymentRequired, "User is locked."),
        (reply({"detail": "Application 'x' not found"}, 404), NotFound, "No such path"),
        (reply({"detail": "Bad."}, 422), InvalidRequest, "Bad."),
        (
            reply({"detail": [{"loc": ["body", "duration"], "msg": "odd", "type": "int_parsing"}, {"loc": None}]}, 422),
            InvalidRequest,
            "seconds odd; body None",
        ),
    ],
)
def test_an_error_of_the_vendor(answer: Reply, kind: type[KinoraError], says: str) -> None:
    error = FAL.decode_error(answer)
    assert isinstance(error, kind)
    assert str(error).startswith(says)


@settings(max_examples=300, deadline=None)
@given(body=JSON, status=st.sampled_from([200, 202, 400, 422, 429, 499, 500, 504]))
def test_any_answer_is_read_or_refused_in_words(body: object, status: int) -> None:
    answer = reply(body, status)
    for read in (FAL.decode_status, FAL.decode_result, FAL.decode_submitted, FAL.decode_error):
        try:
            read(answer)
        except KinoraError as error:
            assert error.message  # nothing else may be raised


def test_there_is_no_409() -> None:
    """At which the Python client would ask ten times."""
    from kinora.dialects.openapi_answers import error_samples

    for route in FAL.routes:
        for error in error_samples():
            assert FAL.encode_error(error, occasion(FAL, route.operation)).status not in {408, 409}


# Webhooks and keys ----------------------------------------------------------------------------------------------------


def test_a_webhook_is_signed_as_the_vendors_page_checks_it() -> None:
    asker = Asker(seal=SEED)
    (key,) = json.loads(FAL.answer(Call(method="GET", url="/.well-known/jwks.json"), asker).body)["keys"]
    assert (key["kty"], key["crv"]) == ("OKP", "Ed25519")
    body = FAL.encode_webhook(view(FAL, OUTCOMES["succeeded"]), Hook(id=ASSET, at=AT))
    stamp = Stamp(id=ASSET, at=1_788_221_100, secret=base64.b64encode(SEED).decode(), owner=OWNER)
    headers = FAL.webhook_headers(body, stamp)
    assert headers["x-fal-webhook-timestamp"] == "1788221100"
    lines = (str(JOB), str(OWNER), "1788221100", sha256(body).hexdigest())
    public = Ed25519PublicKey.from_public_bytes(base64.urlsafe_b64decode(key["x"] + "="))
    public.verify(bytes.fromhex(headers["x-fal-webhook-signature"]), "\n".join(lines).encode())
    with pytest.raises(InvalidSignature):
        public.verify(bytes.fromhex(headers["x-fal-webhook-signature"]), "\n".join((*lines[:3], "0")).encode())


def test_what_a_webhook_tells() -> None:
    told = {
        name: json.loads(FAL.encode_webhook(view(FAL, OUTCOMES[name]), Hook(id=ASSET, at=AT)))
        for name in ("succeeded", "failed", "cancelled")
    }
    for name, body in told.items():
        assert (body["request_id"], body["gateway_request_id"]) == (str(JOB), str(JOB))
        assert body["payload"] == json.loads(FAL.encode_result(view(FAL, OUTCOMES[name])).body)
    assert [body["status"] for body in told.values()] == ["OK", "ERROR", "ERROR"]
    assert [body.get("error") for body in told.values()] == [None, "The engine stopped.", "The request was cancelled."]


def test_ten_attempts_in_two_hours() -> None:
    waits = FAL.hook.waits
    assert (len(waits), sum(waits), FAL.hook.timeout_seconds) == (9, 7200, 15)
    assert (FAL.hook.sources, FAL.hook.scheme) == (("request",), "installation")


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("Key abc", "abc"),
        ("key  abc ", "abc"),
        ("Key id:abc", "abc"),
        ("Key id:", "id"),
        ("Key :", None),
        ("Key", None),
        ("Bearer abc", "abc"),
        ("Basic abc", None),
        ("", None),
    ],
)
def test_the_key(header: str, key: str | None) -> None:
    assert FAL.credential({"authorization": header}) == key


# The proxy ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("https://queue.fal.run/a/b/requests/7/status?logs=1", "/fal/a/b/requests/7/status?logs=1"),
        (
            "https://queue.fal.run/a/b?fal_webhook=https%3A%2F%2Fa.example%2F%3Fx",
            "/fal/a/b?fal_webhook=https%3A%2F%2Fa.example%2F%3Fx",
        ),
        ("https://fal.run/a/b", "/fal/run/a/b"),
        (
            "https://rest.fal.ai/storage/upload/initiate?storage_type=gcs",
            "/fal/storage/upload/initiate?storage_type=gcs",
        ),
        ("https://rest.alpha.fal.ai/storage/auth/token", "/fal/storage/auth/token"),
        ("https://v3.fal.media/files/upload", "/fal/files/upload"),
        ("https://QUEUE.fal.run/a%20b/", "/fal/a b"),
    ],
)
def test_where_a_target_stands_here(target: str, path: str) -> None:
    assert FAL.decode_proxied(Call(headers={"x-fal-target-url": target})) == path


@pytest.mark.parametrize(
    "target",
    ["", "x", "https://evil.example/", "https://fal.run.evil.example/", "https://evilfal.run/", "https://[", "//"],
)
def test_a_target_elsewhere_is_refused(target: str) -> None:
    with pytest.raises(InvalidRequest):
        FAL.decode_proxied(Call(headers={"x-fal-target-url": target}))


@pytest.mark.parametrize("path", ["/proxy", "/proxy/", "/%70roxy", "/a%3Fb"])
def test_the_proxy_does_not_ask_itself(path: str) -> None:
    with pytest.raises(NotFound):
        FAL.decode_proxied(Call(headers={"x-fal-target-url": f"https://queue.fal.run{path}"}))


def test_through_the_proxy_links_begin_as_the_caller_asked() -> None:
    made = FAL.encode_submitted(view(FAL, OUTCOMES["queued"]))
    call = Call(base=BASE, headers={"x-fal-target-url": "https://queue.fal.run/x"})
    body = json.loads(FAL.finished(made, call, Meter()).body)
    url = f"https://queue.fal.run/fal-ai/bytedance/requests/{JOB}"
    assert (body["response_url"], body["status_url"], body["cancel_url"]) == (url, f"{url}/status", f"{url}/cancel")
    assert FAL.finished(made, Call(base=BASE), Meter()) == made
    result = FAL.encode_result(view(FAL, OUTCOMES["succeeded"]))
    assert FAL.finished(result, call, Meter()) == result  # files are read from where they are
