"""What is OpenAI's alone: forms of every kind, remixes, edits, cursors, and the traps of servers that speak like it."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinora.dialects.base import Call, Reply
from kinora.dialects.openai import OpenAI
from kinora.dialects.openai.wire import EDITS, ROOT
from kinora.dialects.operations import Asker, Found, Page
from kinora.dialects.webhook import LONG_WAITS, Hook
from kinora.spec.errors import (
    EngineFailed,
    InvalidRequest,
    Malformed,
    NotAllowed,
    NotFound,
    PaymentRequired,
    Problem,
    RateLimited,
)
from kinora.spec.media import Generated, Inline, MediaRef, Reference, References, Upload, Url
from kinora.spec.outcome import Cancelled, Failed, Progress, Queued, Running, Succeeded
from kinora.spec.video import Pixels, Shape, VideoSpec
from tests.dialects.registry import ASSET, AT, CATALOGUE, JOB, OUTCOMES, occasion, view
from tests.dialects.strategies import specs

OPENAI = OpenAI(CATALOGUE.names("openai"))
AS_FORM = OpenAI(CATALOGUE.names("openai"), frozenset({"form"}))
VIDEO = f"video_{JOB.hex}"
PICTURE = b"\x89PNG\r\n\x1a\n\x00picture--\r\n"


def form(fields: Mapping[str, object], url: str = ROOT) -> Call:
    """A multipart form as httpx would send it: bytes are files."""
    parts = []
    for name, value in fields.items():
        head = f'Content-Disposition: form-data; name="{name}"'
        if isinstance(value, bytes):
            head += '; filename="a.png"\r\nContent-Type: image/png'
        content = value if isinstance(value, bytes) else str(value).encode()
        parts.append(b"--xyz\r\n" + head.encode() + b"\r\n\r\n" + content + b"\r\n")
    headers = {"content-type": "multipart/form-data; boundary=xyz"}
    return Call(url=url, headers=headers, body=b"".join(parts) + b"--xyz--\r\n")


def posted(body: Mapping[str, object], url: str = ROOT, **path: str) -> Call:
    return Call(url=url, path=path, body=json.dumps(body).encode())


def refused(call: Call) -> list[str]:
    with pytest.raises(InvalidRequest) as error:
        OPENAI.decode_submit(call)
    return [problem.sentence(OPENAI.vocabulary) for problem in error.value.problems]


# Forms ----------------------------------------------------------------------------------------------------------------

FIELDS = {"prompt": "ein Koala, 海", "model": "sora-2-pro", "seconds": "8", "size": "1280x720", "seed": "7"}
MEANT = VideoSpec(
    model="seedance-2.0",
    prompt="ein Koala, 海",
    size=Pixels(1280, 720),
    seconds=8,
    seed=7,
    sound=False,
    echo=(("model", "sora-2-pro"),),
)


def test_json_multipart_and_urlencoded_say_the_same() -> None:
    fields = {**FIELDS, "generate_audio": "false"}
    encoded = Call(
        url=ROOT,
        headers={"content-type": "application/x-www-form-urlencoded; charset=utf-8"},
        body=urlencode(fields).encode(),
    )
    for call in (posted(fields), form(fields), encoded):
        assert OPENAI.decode_submit(call) == MEANT


@pytest.mark.parametrize("word", ["false", "False", "0", " FALSE "])
def test_a_flag_comes_as_a_text(word: str) -> None:
    assert OPENAI.decode_submit(form({"prompt": "x", "generate_audio": word})).sound is False


@pytest.mark.parametrize(
    ("fields", "frame"),
    [
        ({"input_reference": PICTURE}, Inline(PICTURE)),
        ({"input_reference[image_url]": "https://a.example/b.png"}, Url("https://a.example/b.png")),
        ({"input_reference[image_url]": "data:image/png;base64,aGk="}, Inline(b"hi")),
        ({"input_reference[file_id]": f"file-{ASSET}"}, Upload(ASSET)),
        ({"input_reference[file_id]": str(ASSET)}, Upload(ASSET)),
        ({"input_reference[file_id]": VIDEO}, Generated(JOB)),
        ({"input_reference": '{"image_url": "https://a.example/b.png"}'}, Url("https://a.example/b.png")),
        ({"input_reference": "https://a.example/b.png"}, Url("https://a.example/b.png")),
        ({"input_reference": "data:image/png;base64,aGk="}, Inline(b"hi")),
        ({"input_reference": f"file-{ASSET.hex}"}, Upload(ASSET)),
        ({"input_reference": str(ASSET)}, Upload(ASSET)),
        ({"input_reference": f"asset://{ASSET}"}, Upload(ASSET)),
        ({"image_reference": '{"image_url": "https://a.example/b.png"}'}, Url("https://a.example/b.png")),
        ({"input_reference": ""}, None),
        ({"input_reference[image_url]": "", "input_reference[file_id]": str(ASSET)}, Upload(ASSET)),
    ],
)
def test_the_first_frame_comes_in_many_ways(fields: dict[str, object], frame: MediaRef | None) -> None:
    spec = OPENAI.decode_submit(form({"prompt": "x", **fields}))
    assert (spec.start_frame, spec.ignored) == (frame, ())


def test_lists_in_a_form_are_json() -> None:
    spec = OPENAI.decode_submit(
        form(
            {
                "prompt": "x",
                "image_reference": json.dumps([{"image_url": "https://a.example/1.png"}, {"file_id": str(ASSET)}]),
                "video_reference": '{"video_url": "https://a.example/1.mp4"}',
                "audio_reference": '[{"audio_url": "https://a.example/1.mp3"}]',
            }
        )
    )
    assert spec.references == References(
        images=(Reference(Url("https://a.example/1.png")), Reference(Upload(ASSET))),
        videos=(Reference(Url("https://a.example/1.mp4")),),
        audios=(Reference(Url("https://a.example/1.mp3")),),
    )


def test_extra_body_is_opened_and_what_stands_outside_counts() -> None:
    spec = OPENAI.decode_submit(
        form({"prompt": "x", "seed": "1", "extra_body": '{"seed": 2, "size": "64x64", "lora": 1}'})
    )
    assert (spec.seed, spec.size, spec.ignored) == (1, Pixels(64, 64), ("lora",))


@pytest.mark.parametrize(
    ("said", "meant", "ignored"),
    [
        ({"num_frames": 121}, (None, 121), ()),
        ({"num_frames": 81, "fps": 16}, (5, None), ("fps",)),
        ({"num_frames": 1, "fps": 16}, (1, None), ("fps",)),
        ({"num_frames": 81, "fps": 16, "seconds": "4"}, (4, None), ("num_frames", "fps")),
        ({"num_frames": 81, "fps": 0}, (None, None), ("num_frames", "fps")),
        ({"fps": 16}, (None, None), ("fps",)),
    ],
)
def test_a_frame_rate_makes_frames_a_length(
    said: dict[str, object], meant: tuple[int | None, int | None], ignored: tuple[str, ...]
) -> None:
    spec = OPENAI.decode_submit(posted({"prompt": "x", **said}))
    assert ((spec.seconds, spec.frames), spec.ignored) == (meant, ignored)


@pytest.mark.parametrize(
    ("said", "size"),
    [
        ({"size": "1280X720"}, Pixels(1280, 720)),
        ({"size": " 1280 x 720 ", "width": 5}, Pixels(1280, 720)),
        ({"size": "auto"}, Shape("auto")),
        ({"width": "640"}, Pixels(640, None)),
        ({"resolution": "480p", "aspect_ratio": "1:1"}, Shape("1:1", "480p")),
    ],
)
def test_sizes(said: dict[str, object], size: Pixels | Shape) -> None:
    assert OPENAI.decode_submit(posted({"prompt": "x", **said})).size == size


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"input_reference": b""}, "input_reference is an empty file"),
        ({"input_reference": "{not json"}, "input_reference must be a URL or JSON"),
        (
            {"input_reference": "[1, 2]"},
            "input_reference must be a file, a URL, a data URL or an object that holds one",
        ),
        ({"input_reference[file_id]": "file-1"}, "input_reference must name a file, as file- and a UUID"),
        ({"input_reference[mask]": "x"}, "input_reference must hold image_url or file_id"),
        ({"generate_audio": "maybe"}, "generate_audio must be true or false"),
        ({"prompt": b"a file"}, "prompt must be a text"),
    ],
)
def test_what_a_form_can_get_wrong(fields: dict[str, object], says: str) -> None:
    assert refused(form({"prompt": "x", **fields})) == [says]


@pytest.mark.parametrize(
    "call",
    [
        Call(url=ROOT, headers={"content-type": "multipart/form-data"}, body=b"--x"),
        Call(url=ROOT, headers={"content-type": "multipart/form-data; boundary=x"}, body=b"nothing"),
        Call(url=ROOT, headers={"content-type": "application/x-www-form-urlencoded"}, body=b"prompt=%00"),
        Call(url=ROOT, headers={"content-type": "application/x-www-form-urlencoded"}, body=b"\xff=\xfe"),
    ],
    ids=["no-boundary", "no-part", "nul", "no-utf8"],
)
def test_a_broken_form_is_malformed(call: Call) -> None:
    with pytest.raises(Malformed):
        OPENAI.decode_submit(call)


@settings(max_examples=200, deadline=None)
@given(
    body=st.binary(max_size=80),
    kind=st.sampled_from(["multipart/form-data; boundary=xyz", "application/x-www-form-urlencoded"]),
)
def test_any_bytes_as_a_form(body: bytes, kind: str) -> None:
    try:
        OPENAI.decode_submit(Call(url=ROOT, headers={"content-type": kind}, body=b"--xyz\r\n" + body))
    except InvalidRequest as error:
        assert OPENAI.encode_error(error, occasion(OPENAI, "submit")).status == 400


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_a_form_comes_back_as_it_went(data: st.DataObject) -> None:
    """As the profile for vLLM-Omni sends it. A form has no way to tell an empty text from none."""
    spec = data.draw(specs("openai"))
    spec = dataclasses.replace(spec, prompt=spec.prompt or None)
    assert AS_FORM.decode_submit(AS_FORM.encode_submit(spec)) == spec


def test_a_form_goes_out_as_vllm_omni_reads_it() -> None:
    spec = VideoSpec(model="seedance-2.0", prompt="x", start_frame=Inline(PICTURE), seed=7, sound=True)
    call = AS_FORM.encode_submit(spec)
    assert call.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert b'name="input_reference"; filename="input_reference.png"\r\ncontent-type: image/png\r\n\r\n' in call.body
    assert b'name="generate_audio"\r\n\r\ntrue\r\n' in call.body
    linked = AS_FORM.encode_submit(dataclasses.replace(spec, start_frame=Url("https://a.example/b.png")))
    assert b'name="image_reference"\r\n\r\n{"image_url": "https://a.example/b.png"}\r\n' in linked.body


# Remix, edit, and what is not served ----------------------------------------------------------------------------------


def test_a_remix_says_what_it_changes_and_nothing_else() -> None:
    spec = OPENAI.decode_submit(posted({"prompt": "at night"}, f"{ROOT}/{VIDEO}/remix", id=VIDEO))
    assert spec == VideoSpec(model="", prompt="at night", based_on=JOB)
    spec = OPENAI.decode_submit(posted({"model": "sora-2", "seconds": "4"}, f"{ROOT}/{VIDEO}/remix", id=VIDEO))
    assert (spec.model, spec.seconds, spec.based_on) == ("seedance-2.0-mini", 4, JOB)
    with pytest.raises(NotFound):
        OPENAI.decode_submit(posted({"prompt": "x"}, f"{ROOT}/x/remix", id="x"))


def test_a_remixed_video_names_the_one_before() -> None:
    job = view(OPENAI, OUTCOMES["queued"])
    job = dataclasses.replace(job, spec=dataclasses.replace(job.spec, based_on=ASSET, echo=(("model", "sora-2"),)))
    said = json.loads(OPENAI.encode_submitted(job).body)
    assert (said["remixed_from_video_id"], said["model"]) == (f"video_{ASSET.hex}", "sora-2")


@pytest.mark.parametrize(
    ("call", "media"),
    [
        (form({"prompt": "x", "video": b"\x00\x00\x00\x18ftyp"}, EDITS), Inline(b"\x00\x00\x00\x18ftyp")),
        (form({"prompt": "x", "video[id]": VIDEO}, EDITS), Generated(JOB)),
        (posted({"prompt": "x", "video": {"id": str(JOB)}}, EDITS), Generated(JOB)),
        (
            posted({"prompt": "x", "video": {"video_url": "https://a.example/b.mp4"}}, EDITS),
            Url("https://a.example/b.mp4"),
        ),
        (posted({"prompt": "x", "video": VIDEO}, EDITS), Generated(JOB)),
    ],
)
def test_an_edit_is_guided_by_a_video(call: Call, media: MediaRef) -> None:
    spec = OPENAI.decode_submit(call)
    assert spec.references == References(videos=(Reference(media),))


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"prompt": "x"}, "video is required"),
        ({"prompt": "x", "video[id]": "y"}, "video must name a video, as video_ and a UUID"),
    ],
)
def test_an_edit_without_a_video_is_refused_in_its_own_words(fields: dict[str, object], says: str) -> None:
    with pytest.raises(InvalidRequest) as error:
        OPENAI.decode_submit(form(fields, EDITS))
    when = dataclasses.replace(occasion(OPENAI, "submit"), path=EDITS)
    said = json.loads(OPENAI.encode_error(error.value, when).body)["error"]
    assert (said["message"], said["param"]) == (says, "video")


@pytest.mark.parametrize("path", ["extensions", "characters", f"characters/{ASSET}"])
def test_what_no_engine_does_is_refused_for_what_it_is(path: str) -> None:
    reply = OPENAI.answer(Call(url=f"{ROOT}/{path}"), Asker())
    said = json.loads(reply.body)["error"]
    assert (reply.status, said["type"], said["code"]) == (400, "invalid_request_error", "unsupported")
    assert said["message"].startswith(said["param"])


# Lists and files ------------------------------------------------------------------------------------------------------


def test_cursors() -> None:
    assert OPENAI.decode_page(Call()) == Page(limit=20)
    query = {"after": VIDEO, "limit": "1000", "order": "asc"}
    assert OPENAI.decode_page(Call(query=query)) == Page(limit=100, after=JOB, ascending=True)
    with pytest.raises(InvalidRequest) as error:
        OPENAI.decode_page(Call(query={"after": "x", "limit": "0", "order": "up"}))
    assert {problem.field for problem in error.value.problems} == {"after", "limit", "order"}


def test_an_empty_list_has_no_ids() -> None:
    reply = OPENAI.encode_list(Found(jobs=(), total=0), Call())
    assert json.loads(reply.body) == {
        "object": "list",
        "data": [],
        "first_id": None,
        "last_id": None,
        "has_more": False,
    }


def test_variants() -> None:
    assert [OPENAI.decode_variant(Call(query=query)) for query in ({}, {"variant": ""}, {"variant": "0"})] == [
        "video"
    ] * 3
    for word in ("video", "thumbnail", "spritesheet"):
        assert OPENAI.decode_variant(Call(query={"variant": word})) == word
    with pytest.raises(InvalidRequest):
        OPENAI.decode_variant(Call(query={"variant": "gif"}))


def test_a_finished_video_says_when_its_file_goes() -> None:
    job = dataclasses.replace(view(OPENAI, OUTCOMES["succeeded"]), finished=AT, expires=AT)
    said = json.loads(OPENAI.encode_status(job).body)
    assert (said["completed_at"], said["expires_at"]) == (int(AT.timestamp()), int(AT.timestamp()))


# Errors that the SDKs act upon ----------------------------------------------------------------------------------------


def test_what_an_sdk_would_ask_again_is_not_answered_so() -> None:
    not_ready = OPENAI.encode_error(NotAllowed("The video is not ready."), occasion(OPENAI, "content"))
    assert (not_ready.status, json.loads(not_ready.body)["error"]["code"]) == (400, "video_not_ready")
    broke = OPENAI.encode_error(PaymentRequired("spent"), occasion(OPENAI, "submit"))
    assert (broke.status, broke.headers["x-should-retry"]) == (429, "false")
    full = OPENAI.encode_error(RateLimited("full", retry_after_seconds=9), occasion(OPENAI, "submit"))
    assert (full.headers["retry-after"], "x-should-retry" in full.headers) == ("9", False)


def test_all_problems_stand_in_one_message() -> None:
    problems = (Problem(field="start_frame", rule="unusable"), Problem(field="seconds", rule="one_of", allowed=(4, 8)))
    said = json.loads(OPENAI.encode_error(InvalidRequest(problems), occasion(OPENAI, "submit")).body)["error"]
    assert said["message"] == "input_reference can't be used; seconds must be one of: 4, 8"
    assert (said["param"], said["code"]) == ("input_reference", "invalid_value")


# The client's side: servers that speak as OpenAI does -----------------------------------------------------------------


def reply(body: object, status: int = 200) -> Reply:
    return Reply(status=status, body=json.dumps(body).encode())


def test_vllm_omni_answers_a_failed_job_under_the_failures_status() -> None:
    for status in (400, 422, 500):
        failed = reply({"id": "video_gen_1", "status": "failed", "error": {"code": "x", "message": "No room."}}, status)
        assert OPENAI.decode_error(failed) is None
        assert OPENAI.decode_status(failed) == Failed("No room.", "x")
    assert OPENAI.decode_error(reply({"error": {"message": "No such video: video_1", "code": None}}, 404)) == NotFound(
        "job", "video_1"
    )


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        ({"status": "queued"}, Queued()),
        ({"status": "in_progress", "progress": 41}, Running(Progress(fraction=0.41))),
        ({"status": "in_progress", "progress": None}, Running()),
        ({"status": "saving"}, Running()),
        ({"status": "completed", "url": "https://b.example/v.mp4"}, Succeeded("https://b.example/v.mp4")),
        ({"status": "completed", "url": None}, Succeeded("")),
        ({"status": "failed"}, Failed("The video failed.")),
        ({"status": "failed", "error": {"message": "x", "code": None}}, Failed("x")),
        ({"status": "failed", "error": {"message": "x", "code": "cancelled"}}, Cancelled()),
    ],
)
def test_states_as_others_word_them(body: dict[str, Any], outcome: object) -> None:
    assert OPENAI.decode_status(reply(body)) == outcome


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"{}", b'{"status": 5}', b'{"id": 5}', b'{"id": ""}'])
def test_a_broken_answer_is_the_servers_failure(body: bytes) -> None:
    for read in (OPENAI.decode_status, OPENAI.decode_submitted):
        with pytest.raises(EngineFailed):
            read(Reply(body=body))


def test_fastapis_detail_is_a_message() -> None:
    error = OPENAI.decode_error(reply({"detail": "size is wrong"}, 422))
    assert isinstance(error, InvalidRequest)
    assert error.problems[0].sentence() == "size is wrong"
    odd = OPENAI.decode_error(reply({"detail": [{"loc": ["body"]}]}, 500))
    assert odd is not None
    assert odd.message == "HTTP 500"


# Webhooks -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcome", "type"), [("succeeded", "video.completed"), ("failed", "video.failed"), ("cancelled", "video.failed")]
)
def test_an_event_names_the_video_and_no_more(outcome: str, type: str) -> None:
    said = json.loads(OPENAI.encode_webhook(view(OPENAI, OUTCOMES[outcome]), Hook(id=ASSET, at=AT)))
    assert said == {
        "id": f"evt_{ASSET.hex}",
        "object": "event",
        "created_at": int(AT.timestamp()),
        "type": type,
        "data": {"id": VIDEO},
    }


def test_webhooks_belong_to_the_key() -> None:
    assert (OPENAI.hook.sources, OPENAI.hook.waits, OPENAI.hook.timeout_seconds) == (("key",), LONG_WAITS, 15)
