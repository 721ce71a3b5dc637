"""A vendor's own answers, as its pages and its clients' logs show them, read the way a client of it must."""

from __future__ import annotations

import json
from uuid import UUID

import pytest

from kinora.dialects.base import Reply
from kinora.spec.errors import Busy, InvalidRequest, KinoraError, NotFound, RateLimited, Unauthorized
from kinora.spec.outcome import Failed, Outcome, Queued, Running, Succeeded, Usage
from tests.dialects.registry import BY_NAME

URL = "https://cdn.example/koala.mp4"
ID = "60ac7c34-3224-4b14-8e7d-0aa0db708325"


def reply(body: object, status: int = 200, **headers: str) -> Reply:
    return Reply(status=status, body=json.dumps(body).encode(), headers=headers)


def aimlapi(**body: object) -> object:
    return {"id": ID, **body}


def leonardo(status: str, *images: object) -> object:
    return {"generations_by_pk": {"status": status, "generated_images": list(images), "id": ID}}


def magnific(status: str, *generated: str, **more: object) -> object:
    return {"data": {"generated": list(generated), "task_id": ID, "status": status, **more}}


NO_NAME = {"name": "<name>", "message": "<message>"}
SPENT = {"usage": {"credits_used": 120_000, "usd_spent": 0.06}}
OUTCOMES: list[tuple[str, object, Outcome]] = [
    ("aimlapi", aimlapi(status="queued"), Queued()),
    ("aimlapi", aimlapi(status="generating", video=None, error=None, meta=None), Running()),
    # The page's own sample: completed, and yet with an error filled in.
    (
        "aimlapi",
        aimlapi(status="completed", video={"url": URL}, error=NO_NAME, meta=SPENT),
        Succeeded(URL, usage=Usage(0.06)),
    ),
    # The answer to a poll has credits alone.
    (
        "aimlapi",
        aimlapi(status="completed", video={"url": URL}, meta={"usage": {"credits_used": 120_000}}),
        Succeeded(URL, usage=Usage(0.06)),
    ),
    ("aimlapi", aimlapi(status="completed", video={"url": URL}, meta={"usage": None}), Succeeded(URL)),
    ("aimlapi", aimlapi(status="completed", video=[{"url": URL}]), Succeeded(URL)),
    ("aimlapi", aimlapi(status="completed", video=None), Failed("The generation is completed but holds no video.")),
    ("aimlapi", aimlapi(status="completed", video=[]), Failed("The generation is completed but holds no video.")),
    ("aimlapi", aimlapi(status="error", error={"name": "busy", "message": "No."}), Failed("No.", "busy")),
    ("aimlapi", aimlapi(status="error", error=None), Failed("The generation failed.", "error")),
    ("magnific", magnific("CREATED"), Queued()),
    ("magnific", magnific("IN_PROGRESS"), Running()),
    ("magnific", magnific("COMPLETED", URL), Succeeded(URL)),
    ("magnific", {"generated": [URL], "task_id": ID, "status": "COMPLETED"}, Succeeded(URL)),
    ("magnific", magnific("COMPLETED"), Failed("The task is completed but holds no video.")),
    ("magnific", magnific("FAILED"), Failed("The task failed.")),
    ("leonardo", leonardo("PENDING"), Queued()),
    (
        "leonardo",
        leonardo("COMPLETE", {"id": ID, "url": "https://a.example/p.jpg", "motionMP4URL": URL}),
        Succeeded(URL, "https://a.example/p.jpg", UUID(ID)),
    ),
    ("leonardo", leonardo("COMPLETE"), Failed("The generation is complete but holds no video.")),
    ("leonardo", leonardo("FAILED"), Failed("The generation failed.")),
]


@pytest.mark.parametrize(("name", "body", "outcome"), OUTCOMES)
def test_a_status(name: str, body: object, outcome: Outcome) -> None:
    dialect = BY_NAME[name]
    assert dialect.decode_error(reply(body)) is None
    assert dialect.decode_status(reply(body)) == outcome


def refused(code: int, details: object) -> object:
    """The array that Leonardo's v2 answers under HTTP 200."""
    return [{"message": "An error occurred.", "path": [], "extensions": {"statusCode": code, "details": details}}]


def detail(message: str) -> object:
    return {"code": "VALIDATION_ERROR", "message": message}


ERRORS: list[tuple[str, Reply, type[KinoraError], str]] = [
    (
        "leonardo",
        reply(refused(400, detail("parameters.width must be one of: 1344, 768"))),
        InvalidRequest,
        "size.width must be one of: 1344, 768",
    ),
    (
        "leonardo",
        reply(refused(400, {"errors": [detail("parameters.duration is odd"), detail("model is odd")]})),
        InvalidRequest,
        "seconds is odd; model is odd",
    ),
    ("leonardo", reply(refused(402, "An error occurred processing your request.")), KinoraError, "An error occurred."),
    (
        "leonardo",
        reply([{"message": "Rate limit exceeded", "extensions": {"statusCode": 429}}]),
        RateLimited,
        "Rate limit exceeded",
    ),
    (
        "leonardo",
        reply({"error": "Rate limit exceeded", "path": "$", "code": "unexpected"}, 429, **{"retry-after": "9"}),
        RateLimited,
        "Rate limit exceeded",
    ),
    (
        "leonardo",
        reply({"error": "invalid init image id", "path": "$", "code": "unexpected"}, 400),
        InvalidRequest,
        "invalid init image id",
    ),
    ("leonardo", Reply(status=502, body=b"<html>Bad Gateway</html>"), KinoraError, "HTTP 502"),
    ("magnific", reply({"message": "Invalid API key"}, 401), Unauthorized, "Invalid API key"),
    ("magnific", reply({"message": "Service Unavailable. Please try again later."}, 503), Busy, "Service Unavailable."),
    (
        "magnific",
        reply({"problem": {"message": "…", "invalid_params": [{"name": "duration", "reason": "is odd"}]}}, 400),
        InvalidRequest,
        "seconds is odd",
    ),
    ("magnific", reply({"message": "Parameter 'page' must be greater than 0"}, 400), InvalidRequest, "page must be"),
    ("magnific", reply({"message": "Task not found"}, 404), NotFound, "No such job"),
    ("aimlapi", reply({"message": "Too Many Requests", "statusCode": "429"}, 429), RateLimited, "Too Many Requests"),
    (
        "aimlapi",
        reply({"message": "Body validation error: duration is odd; image_urls is odd"}, 400),
        InvalidRequest,
        "seconds is odd; references.images is odd",
    ),
    ("aimlapi", reply({"message": "Internal server error"}, 500), KinoraError, "Internal server error"),
    ("aimlapi", Reply(status=504), KinoraError, "HTTP 504"),
]


@pytest.mark.parametrize(("name", "answer", "kind", "says"), ERRORS)
def test_an_error(name: str, answer: Reply, kind: type[KinoraError], says: str) -> None:
    error = BY_NAME[name].decode_error(answer)
    assert isinstance(error, kind)
    assert str(error).startswith(says)
    seconds = answer.headers.get("retry-after")
    assert error.retry_after_seconds == (int(seconds) if seconds else None)


def test_an_id_that_leonardo_does_not_know() -> None:
    with pytest.raises(NotFound):
        BY_NAME["leonardo"].decode_status(reply({"generations_by_pk": None}))


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("leonardo", {"generate": {"generationId": ID, "apiCreditCost": None}}),
        ("magnific", {"data": {"generated": [], "task_id": ID, "status": "CREATED"}}),
        ("magnific", {"task_id": ID, "status": "IN_PROGRESS"}),
        ("aimlapi", {"id": ID, "status": "queued"}),
    ],
)
def test_the_id_of_what_was_made(name: str, body: object) -> None:
    assert BY_NAME[name].decode_submitted(reply(body)) == ID
