"""What a refused submit looks like in each vendor's own shape, typed from the documents, and its sentences."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping

from kinora.dialects.base import Reply

Sentences = list[str]
NOT_VALID = "Your request parameters didn't validate."
INVALID_BODY = "Body validation error: "


def _leonardo(reply: Reply) -> Sentences:
    """An array under HTTP 200 whose own status is 400; what is no JSON object or no path is a plain error."""
    body = json.loads(reply.body)
    if isinstance(body, dict):
        assert body.keys() == {"error", "path", "code"}
        assert (reply.status, body["code"]) in {(400, "invalid-json"), (404, "not-found")}
        assert body["path"] == "$"
        return [body["error"]]
    (error,) = body
    assert reply.status == 200
    assert error.keys() == {"message", "path", "extensions"}
    extensions = error["extensions"]
    assert (extensions["code"], extensions["statusCode"]) == ("BadRequestException", 400)
    details = extensions["details"]
    assert details.keys() == {"code", "message", "errors"}
    assert all(item.keys() == {"code", "message"} for item in details["errors"])
    assert {item["code"] for item in details["errors"]} == {details["code"]} == {"VALIDATION_ERROR"}
    assert details["message"] == details["errors"][0]["message"]
    return [item["message"] for item in details["errors"]]


def _magnific(reply: Reply) -> Sentences:
    """The fields at the top and again below `problem`, and everything in one text for those who read only that."""
    body = json.loads(reply.body)
    if body.keys() == {"message"}:
        assert (reply.status, body["message"]) == (404, "Not found") or reply.status == 400
        return [body["message"]]
    assert reply.status == 400
    assert body.keys() == {"message", "invalid_params", "problem"}
    assert body["problem"] == {"message": NOT_VALID, "invalid_params": body["invalid_params"]}
    assert body["message"].startswith(f"{NOT_VALID} ")
    for item in body["invalid_params"]:
        assert item.keys() == {"name", "reason"}
        assert f"{item['name']}: {item['reason']}" in body["message"]
    return [f"{item['name']} {item['reason']}" for item in body["invalid_params"]]


def _aimlapi(reply: Reply) -> Sentences:
    body = json.loads(reply.body)
    assert body.keys() == {"message", "path", "requestId", "statusCode", "timestamp"}
    assert body["statusCode"] == reply.status == 400
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", body["timestamp"])
    message = str(body["message"])
    return message.removeprefix(INVALID_BODY).split("; ") if message.startswith(INVALID_BODY) else [message]


_SHAPES: Mapping[str, Callable[[Reply], Sentences]] = {
    "leonardo": _leonardo,
    "magnific": _magnific,
    "aimlapi": _aimlapi,
}


def sentences(dialect: str, reply: Reply) -> Sentences:
    """What a refusal says, problem by problem. Fails where it has not the vendor's shape."""
    assert reply.headers["content-type"] == "application/json; charset=utf-8"
    found = _SHAPES[dialect](reply)
    assert found
    assert all(found)
    return found
