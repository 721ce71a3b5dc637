"""Leonardo.AI beyond the golden files: its profiles, v1's own words, uploads, the account, and broken answers."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, cast

import pytest
from pydantic import TypeAdapter

from kinora.catalogue.check import check
from kinora.dialects.base import Call, Occasion, Operation, Reply
from kinora.dialects.leonardo import Leonardo
from kinora.dialects.leonardo.motion import STAND_INS
from kinora.dialects.leonardo.words import motion_model
from kinora.dialects.operations import Asker, FileView
from kinora.server.merge import merged
from kinora.spec.errors import (
    Busy,
    ContentRefused,
    EngineFailed,
    InvalidRequest,
    KinoraError,
    NotFound,
    PaymentRequired,
    Problem,
    RateLimited,
)
from kinora.spec.outcome import Failed, Succeeded
from tests.dialects.cases import FILE
from tests.dialects.registry import ASSET, AT, CATALOGUE, JOB, OUTCOMES, OWNER, view

V1, V2 = "/api/rest/v1", "/api/rest/v2"
CREATE, TEXT, IMAGE = f"{V2}/generations", f"{V1}/generations-text-to-video", f"{V1}/generations-image-to-video"
NAMES = CATALOGUE.names("leonardo")
LEONARDO = Leonardo(NAMES)


def speaking(*profiles: str) -> Leonardo:
    return Leonardo(NAMES, frozenset(profiles))


def posted(url: str, **body: object) -> Call:
    return Call(url=url, body=json.dumps(body).encode())


def at(url: str, operation: Operation = "submit") -> Occasion:
    return Occasion(operation=operation, path=url, request_id=str(ASSET), at=AT)


def refusal(call: Call, dialect: Leonardo = LEONARDO) -> InvalidRequest:
    """What a submit is refused with, as the server puts it together."""
    try:
        spec = dialect.decode_submit(call)
    except InvalidRequest as error:
        return merged(error, CATALOGUE, "leonardo")
    problems = check(spec, CATALOGUE.offer(spec.model, "leonardo"))
    assert problems, spec
    return InvalidRequest(problems)


def answer(error: KinoraError, url: str, *, operation: Operation = "submit", dialect: Leonardo = LEONARDO) -> Any:
    """The body of a refusal."""
    return json.loads(dialect.encode_error(error, at(url, operation)).body)


def told(call: Call) -> tuple[str, str]:
    """The error and the code that v1 refuses a creation with."""
    body = answer(refusal(call), call.url)
    assert body.keys() == {"error", "path", "code"}
    assert body["path"] == "$"
    return body["error"], body["code"]


# Refusals -------------------------------------------------------------------------------------------------------------

WRONG = InvalidRequest((Problem(field="seconds", rule="one_of", allowed=(4, 5)),))
STATUSES: list[tuple[KinoraError, int, int]] = [
    (WRONG, 200, 400),
    (PaymentRequired("The budget is spent."), 200, 402),
    (ContentRefused("content moderation filter: koala"), 200, 403),
    (RateLimited("Twenty jobs are waiting."), 429, 429),
]


@pytest.mark.parametrize(("error", "hosted", "http"), STATUSES)
def test_a_refusal_of_v2_has_its_status_inside_and_under_http_outside_too(
    error: KinoraError, hosted: int, http: int
) -> None:
    as_hosted = LEONARDO.encode_error(error, at(CREATE))
    by_status = speaking("http").encode_error(error, at(CREATE))
    assert (as_hosted.status, by_status.status) == (hosted, http)
    assert as_hosted.body == by_status.body
    (item,) = json.loads(as_hosted.body)
    assert item["extensions"]["statusCode"] == http
    for reply in (as_hosted, by_status):
        assert isinstance(LEONARDO.decode_error(reply), type(error))


@pytest.mark.parametrize(("error", "status"), [(error, http) for error, _, http in STATUSES])
def test_v1_refuses_with_an_object_under_its_status(error: KinoraError, status: int) -> None:
    for url in (TEXT, f"{V1}/generations/{JOB}"):
        reply = LEONARDO.encode_error(error, at(url))
        assert reply.status == status
        assert json.loads(reply.body).keys() == {"error", "path", "code"}
        assert isinstance(LEONARDO.decode_error(reply), type(error))


def test_the_words_of_the_vendors_own_logs() -> None:
    (purse,) = answer(PaymentRequired("The budget is spent."), CREATE)
    assert (purse["message"], purse["extensions"]["code"]) == ("Insufficient tokens", "HttpException")
    (forbidden,) = answer(ContentRefused("content moderation filter: koala"), CREATE)
    assert forbidden["message"] == "content moderation filter: koala"
    assert forbidden["extensions"]["code"] == "ForbiddenException"
    assert answer(RateLimited("x"), TEXT)["error"] == "Rate limit exceeded"
    assert answer(Busy("The queue is full."), CREATE)["error"] == "The queue is full."


@pytest.mark.parametrize("error", [error for error, _, _ in STATUSES])
@pytest.mark.parametrize("url", [CREATE, TEXT])
def test_both_shapes_are_the_documented_type(error: KinoraError, url: str) -> None:
    documented: TypeAdapter[Any] = TypeAdapter(cast("Any", Leonardo.refusal))
    reply = LEONARDO.encode_error(error, at(url))
    assert documented.validate_json(reply.body, strict=True) == json.loads(reply.body)


@pytest.mark.parametrize(
    "detail", [f"names no upload of yours ({ASSET})", f"names no generated video of yours ({ASSET})"]
)
def test_an_id_of_media_that_names_nothing_is_told_in_the_vendors_words_too(detail: str) -> None:
    frame = InvalidRequest((Problem(field="start_frame", rule="unusable", detail=detail),))
    (item,) = answer(frame, CREATE)
    wanted = f"parameters.guidances.start_frame[0].image {detail}: invalid init image id"
    assert item["extensions"]["details"]["message"] == wanted
    assert answer(frame, IMAGE)["error"] == f"imageId {detail}: invalid init image id"
    sound = InvalidRequest((Problem(field="references.audios[1].media", rule="unusable", detail=detail),))
    (item,) = answer(sound, CREATE)
    assert item["extensions"]["details"]["message"].endswith("invalid media id")
    for error in (frame, sound):
        reply = LEONARDO.encode_error(error, at(CREATE))
        read = LEONARDO.decode_error(reply)
        assert read is not None
        assert LEONARDO.encode_error(read, at(CREATE)) == reply


def test_the_lenient_profile_ignores_what_nobody_knows_and_lists_it() -> None:
    call = posted(CREATE, model="seedance-2.0-mini", parameters={"prompt": "x", "loop": 1, "guidances": {"style": []}})
    assert len(refusal(call).problems) == 2
    assert speaking("lenient").decode_submit(call).ignored == ("parameters.loop", "parameters.guidances.style")
    call = posted(TEXT, prompt="x", camera="left")
    assert told(call) == ("Unexpected variable camera", "bad-request")
    assert speaking("lenient").decode_submit(call).ignored[1:] == ("camera",)
    place = posted(f"{V1}/init-image", extension="png", name="koala")
    with pytest.raises(InvalidRequest):
        LEONARDO.decode_upload(place)
    assert speaking("lenient").decode_upload(place) == ".png"


# v1 creation ----------------------------------------------------------------------------------------------------------


def test_every_stand_in_is_on_offer() -> None:
    assert set(STAND_INS.values()) <= set(NAMES.known())


def test_a_receipt_has_the_shape_of_the_path_that_was_posted_to() -> None:
    job = view(LEONARDO, OUTCOMES["queued"])
    assert json.loads(LEONARDO.encode_submitted(job).body).keys() == {"generate"}
    spec = LEONARDO.decode_submit(posted(TEXT, prompt="x"))
    body = json.loads(LEONARDO.encode_submitted(replace(job, spec=spec)).body)
    receipt = {"apiCreditCost": None, "generationId": str(JOB), "cost": {"amount": "0.0000", "unit": "DOLLARS"}}
    assert body == {"motionVideoGenerationJob": receipt}


@pytest.mark.parametrize(
    ("url", "body", "error", "code"),
    [
        (TEXT, {}, 'expecting a value for non-nullable variable: "prompt"', "validation-failed"),
        (TEXT, {"prompt": "x" * 5001}, "Invalid prompt, maximum length of 5000 characters exceeded.", "unexpected"),
        (TEXT, {"prompt": "x", "isPublic": "no"}, "isPublic must be true or false", "validation-failed"),
        (TEXT, {"prompt": "x", "duration": "8"}, "duration must be a whole number", "validation-failed"),
        (
            TEXT,
            {"prompt": "x", "resolution": "RESOLUTION_1080"},
            "resolution must be one of: RESOLUTION_480, RESOLUTION_720",
            "unexpected",
        ),
        (TEXT, {"prompt": "x", "imageId": str(ASSET)}, "Unexpected variable imageId", "bad-request"),
        (IMAGE, {"prompt": "x"}, 'expecting a value for non-nullable variable: "imageId"', "validation-failed"),
        (IMAGE, {"prompt": "x", "imageId": "koala"}, "imageId must be an id (a UUID)", "validation-failed"),
        (
            IMAGE,
            {"prompt": 1, "imageId": str(ASSET), "imageType": "URL", "endFrameImage": {"type": "UPLOADED"}},
            "prompt must be a text; imageType must be one of: UPLOADED, GENERATED, VARIATION; "
            "endFrameImage requires id",
            "validation-failed",
        ),
    ],
)
def test_v1_refuses_in_its_own_words(url: str, body: dict[str, object], error: str, code: str) -> None:
    assert told(posted(url, **body)) == (error, code)


@pytest.mark.parametrize("body", [b"", b"[]", b"{"])
@pytest.mark.parametrize("url", [CREATE, TEXT, IMAGE])
def test_what_is_no_json_object_is_answered_alike_everywhere(url: str, body: bytes) -> None:
    error = refusal(Call(url=url, body=body))
    assert answer(error, url)["code"] == "invalid-json"


# Reading --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["x", "", "8a7c46bb", f"{JOB}x"])
def test_an_id_that_is_none_is_refused_as_the_database_does(text: str) -> None:
    for refused in (
        lambda: LEONARDO.decode_id(Call(path={"id": text})),
        lambda: LEONARDO.decode_file_id(Call(path={"id": text})),
        lambda: LEONARDO.decode_page(Call(path={"user": text})),
    ):
        with pytest.raises(InvalidRequest) as raised:
            refused()
        body = answer(raised.value, f"{V1}/generations/{text}", operation="status")
        expected = f'invalid input syntax for type uuid: "{text}"'
        assert body == {"error": expected, "path": "$", "code": "data-exception"}


def test_a_page_of_a_list() -> None:
    page = LEONARDO.decode_page(Call(path={"user": str(OWNER).upper()}, query={"limit": "500", "offset": "20"}))
    assert (page.owner, page.limit, page.offset) == (str(OWNER), 100, 20)
    page = LEONARDO.decode_page(Call(path={"user": str(OWNER)}))
    assert (page.limit, page.offset) == (10, 0)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("seedance-2.0-mini", "SEEDANCE2_0_MINI"),
        ("bytedance/seedance-2.5", "SEEDANCE2_5"),
        ("bytedance/seedance-2.5-flash", "SEEDANCE2_5_FLASH"),
        ("seedance-1.0-pro-fast", "SEEDANCE1_0_PRO_FAST"),
    ],
)
def test_a_models_name_in_answers(name: str, word: str) -> None:
    assert motion_model(name) == word


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b"{}", b"null", b'{"generate":{}}', b'{"generate":{"generationId":7}}']
)
def test_a_broken_receipt_is_an_engine_that_failed(body: bytes) -> None:
    with pytest.raises(EngineFailed):
        LEONARDO.decode_submitted(Reply(body=body))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b'{"generations_by_pk":[]}',
        b'{"generations_by_pk":{}}',
        b'{"generations_by_pk":{"status":1}}',
    ],
)
def test_a_broken_status_is_an_engine_that_failed(body: bytes) -> None:
    with pytest.raises(EngineFailed):
        LEONARDO.decode_status(Reply(body=body))


def status_of(images: object) -> Reply:
    return Reply(body=json.dumps({"generations_by_pk": {"status": "COMPLETE", "generated_images": images}}).encode())


@pytest.mark.parametrize(
    "images", [None, {}, [], [None], [{}], [{"motionMP4URL": None}], [{"motionMP4URL": ""}], ["x"]]
)
def test_complete_without_a_video_has_failed(images: object) -> None:
    assert LEONARDO.decode_status(status_of(images)) == Failed("The generation is complete but holds no video.")


def test_a_video_with_nothing_else_is_one() -> None:
    image = {"motionMP4URL": "https://a.example/k.mp4", "url": None, "id": "no id"}
    assert LEONARDO.decode_status(status_of([image])) == Succeeded("https://a.example/k.mp4")


# Uploads and account --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "extensions"),
    [("init-image", ["png", "jpg", "jpeg", "webp", "PNG"]), ("media", ["mp4", "mov", "mp3", "wav", "m4a"])],
)
def test_what_may_be_uploaded(path: str, extensions: list[str]) -> None:
    for extension in extensions:
        assert LEONARDO.decode_upload(posted(f"{V1}/{path}", extension=extension)) == f".{extension.lower()}"


@pytest.mark.parametrize(
    "body", [{"extension": "exe"}, {"extension": "mp4"}, {"extension": None}, {}, {"extension": 7}]
)
def test_what_may_not(body: dict[str, object]) -> None:
    url = f"{V1}/init-image"
    with pytest.raises(InvalidRequest) as raised:
        LEONARDO.decode_upload(posted(url, **body))
    assert len(raised.value.problems) == 1
    assert answer(raised.value, url, operation="upload")["error"].startswith("invalid file extension: ")


def media(file: FileView) -> dict[str, Any]:
    body = json.loads(LEONARDO.encode_file(file, Call(url=f"{V1}/media/{file.id}")).body)
    row: dict[str, Any] = body["uploaded_media_by_pk"]
    return row


def test_an_upload_from_its_promise_to_its_arrival() -> None:
    promised = replace(FILE, state="pending", kind=None, media_type=None, bytes=None, width=None, height=None)
    row = media(promised)
    assert (row["status"], row["url"], row["mediaType"], row["statusReason"]) == ("PENDING", None, None, None)
    row = media(replace(promised, state="failed"))
    assert row["status"] == "FAILED"
    assert row["statusReason"]
    row = media(replace(FILE, kind="audio", seconds=2.5, width=None, height=None))
    assert (row["status"], row["mediaType"], row["duration"], row["url"]) == ("COMPLETE", "AUDIO", 2.5, FILE.link)
    row = media(replace(FILE, kind="video", seconds=4.0))
    assert (row["mediaType"], row["width"], row["height"], row["video_fps"]) == ("VIDEO", 640, 360, None)


@pytest.mark.parametrize(
    ("path", "operation", "row"),
    [
        ("generations", "status", "generations_by_pk"),
        ("generations", "delete", "delete_generations_by_pk"),
        ("init-image", "file", "init_images_by_pk"),
        ("init-image", "discard", "delete_init_images_by_pk"),
        ("media", "file", "uploaded_media_by_pk"),
        ("media", "discard", "delete_uploaded_media_by_pk"),
    ],
)
def test_a_row_that_is_not_there_is_null(path: str, operation: Operation, row: str) -> None:
    reply = LEONARDO.encode_error(NotFound("asset", str(JOB)), at(f"{V1}/{path}/{JOB}", operation))
    assert (reply.status, json.loads(reply.body)) == (200, {row: None})
    assert isinstance(LEONARDO.decode_error(reply), NotFound)


def asked(path: str, **body: object) -> Reply:
    return LEONARDO.answer(posted(path, **body), Asker(id=OWNER, name="koala"))


def test_the_account_tells_a_number_of_slots_where_there_is_no_limit() -> None:
    (details,) = json.loads(asked(f"{V1}/me").body)["user_details"]
    assert details["apiConcurrencySlots"] == 10
    assert all(isinstance(value, int) for name, value in details.items() if name.endswith("Tokens"))


PRICE = f"{V1}/pricing-calculator"


@pytest.mark.parametrize("service", ["MOTION_VIDEO_GENERATION", "VEO3_MOTION_VIDEO_GENERATION"])
def test_what_is_made_here_costs_nothing(service: str) -> None:
    reply = asked(PRICE, service=service, serviceParams={service: {"resolution": "RESOLUTION_720"}})
    assert json.loads(reply.body) == {"calculateProductionApiServiceCost": {"cost": 0}}


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"service": "MODEL_TRAINING"}, "MODEL_TRAINING is not supported within the Production API."),
        ({"service": "KOALAS"}, "service must be one of: IMAGE_GENERATION, "),
        ({}, 'expecting a value for non-nullable variable: "service"'),
        ({"service": "MODEL_TRAINING", "serviceParams": 7}, "serviceParams must be an object; MODEL_TRAINING is not"),
    ],
)
def test_what_is_not_made_here_has_no_price(body: dict[str, object], error: str) -> None:
    with pytest.raises(InvalidRequest) as raised:
        asked(PRICE, **body)
    assert answer(raised.value, PRICE, operation="answer")["error"].startswith(error)


def test_the_path_that_answers_with_the_result_refuses_its_model() -> None:
    url = f"{V2}/generationssync"
    with pytest.raises(InvalidRequest) as raised:
        asked(url, model="remove-bg", parameters={})
    reply = LEONARDO.encode_error(raised.value, at(url, "answer"))
    (item,) = json.loads(reply.body)
    assert (reply.status, item["extensions"]["statusCode"]) == (200, 400)
    assert item["extensions"]["details"]["message"].startswith("model is not served here")
