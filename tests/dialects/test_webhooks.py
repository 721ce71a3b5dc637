"""What dialects tell by themselves: the bodies word for word, and signatures as receivers check them."""

from __future__ import annotations

import base64
import hmac
import json
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from kinora.dialects.operations import Notifies
from kinora.dialects.webhook import Hook, HookKey, Stamp, is_web_url, signatures, signed_headers
from tests.dialects.registry import ASSET, BY_NAME, DIALECTS, JOB, OUTCOMES, OWNER, POSTER_URL, VIDEO_URL, view

SECRET = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
AT = datetime(2026, 9, 1, 0, 5, tzinfo=UTC)
HOOK = Hook(id=ASSET, at=AT)
KEY = HookKey(id=ASSET, owner=OWNER, name="laptop", created=AT, url="https://a.example/hook", secret="whisper")


def notifying(name: str) -> Notifies:
    dialect = BY_NAME[name]
    assert isinstance(dialect, Notifies)
    return dialect


def body(name: str, outcome: str, hook: Hook = HOOK) -> bytes:
    return notifying(name).encode_webhook(view(BY_NAME[name], OUTCOMES[outcome]), hook)


def by_the_vendors_algorithm(headers: dict[str, str], content: bytes, secret: str) -> bool:
    """As the vendor's page on webhooks has it: the secret's text is the key, any signature of the list may match."""
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.{content.decode()}"
    wanted = base64.b64encode(hmac.new(secret.encode(), signed.encode(), sha256).digest()).decode()
    return any(part.split(",")[1] == wanted for part in headers["webhook-signature"].split(" "))


def test_the_contracts_vector() -> None:
    content = (
        '{"task_id":"046b6c7f-0b8a-43b9-b35d-6489e6daee91","status":"COMPLETED",'
        '"generated":["https://kinora.example/f/a.mp4?sig=1"]}'
    )
    signed = f"msg_2KWPBgLlAfxdpx2AI54pPJ85f4W.1700000000.{content}".encode()
    assert signatures(signed, SECRET) == (
        "v1,7AfTbzYZOThZBPPw9QPCxHLMxJ+NI4WfA30o4+qQiVI= v1,HYMc0Iu9m43e3f5YkFco8pB2S+R8IQLoTOwOpilCcbE="
    )


@pytest.mark.parametrize("secret", [SECRET, f"whsec_{SECRET}"])
def test_every_verifier_in_use_accepts_a_signature_and_no_changed_body(secret: str) -> None:
    content, now = body("magnific", "succeeded"), int(datetime.now(UTC).timestamp())
    headers = dict(notifying("magnific").webhook_headers(content, Stamp(id=ASSET, at=now, secret=secret)))
    assert by_the_vendors_algorithm(headers, content, secret)
    assert Webhook(secret).verify(content, headers) == json.loads(content)
    changed = content.replace(b"COMPLETED", b"FAILED")
    assert not by_the_vendors_algorithm(headers, changed, secret)
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(changed, headers)


def test_a_secret_that_is_no_base64_signs_as_a_text_alone() -> None:
    assert len(signatures(b"x", "whisper it").split(" ")) == 1
    headers = signed_headers(b"x", Stamp(id=ASSET, at=1, secret="whisper it"))
    assert by_the_vendors_algorithm(dict(headers), b"x", "whisper it")
    assert "webhook-signature" not in signed_headers(b"x", Stamp(id=ASSET, at=1, secret=None))


def test_magnifics_body_is_the_answer_to_a_poll_without_its_wrapper() -> None:
    assert body("magnific", "succeeded") == (
        f'{{"task_id":"{JOB}","status":"COMPLETED","generated":["{VIDEO_URL}"]}}'.encode()
    )
    for outcome, status, error in (("failed", "FAILED", "The engine stopped."), ("cancelled", "FAILED", "cancelled")):
        told = json.loads(body("magnific", outcome))
        assert told == {"task_id": str(JOB), "status": status, "generated": [], "error": error}


def test_leonardos_envelope_has_every_field_that_receivers_ask_for() -> None:
    told = json.loads(body("leonardo", "succeeded", Hook(id=ASSET, at=AT, key=KEY)))
    row = told["data"].pop("object")
    assert told == {
        "type": "video_generation.complete",
        "object": "generation",
        "timestamp": 1_788_221_100_000,
        "api_version": "v1",
        "data": {},
    }
    assert (row["id"], row["userId"], row["status"]) == (str(JOB), str(OWNER), "COMPLETE")
    assert (row["seed"], row["apiDollarCost"], row["tokenCost"]) == ("123456", "0.0000", 0)
    assert row["createdAt"] == row["updatedAt"] == "2026-09-01T00:04:12.123Z"
    for flag in ("nsfw", "public", "flagged"):
        assert row[flag] is False
    assert not {"sdVersion", "scheduler", "generated_images"} & row.keys()
    (image,) = row["images"]
    assert (image["id"], image["url"], image["motionMP4URL"]) == (str(ASSET), POSTER_URL, VIDEO_URL)
    assert (image["generationId"], image["motionGIFURL"], image["teamId"]) == (str(JOB), None, None)
    key = row["apiKey"]
    assert row["apiKeyId"] == key["id"] == str(ASSET)
    assert (key["webhookCallbackApiKey"], key["webhookCallbackUrl"]) == ("whisper", "https://a.example/hook")
    assert (key["type"], key["name"], key["userId"], set(key["key"])) == ("PRODUCTION", "laptop", str(OWNER), set("*-"))


@pytest.mark.parametrize(("outcome", "reason"), [("failed", "The engine stopped."), ("cancelled", "cancelled")])
def test_leonardo_tells_a_failure_under_the_same_type(outcome: str, reason: str) -> None:
    told = json.loads(body("leonardo", outcome, Hook(id=ASSET, at=AT, key=KEY)))
    row = told["data"]["object"]
    assert (told["type"], row["status"], row["images"]) == ("video_generation.complete", "FAILED", [])
    assert row["failureReason"] == reason


def test_leonardo_proves_itself_by_the_keys_secret_alone() -> None:
    headers = notifying("leonardo").webhook_headers(b"{}", Stamp(id=ASSET, at=1, secret="whisper"))
    assert headers == {
        "content-type": "application/json",
        "accept": "application/json, text/plain, */*",
        "user-agent": "axios/1.4.0",
        "authorization": "Bearer whisper",
        "x-kinora-delivery-id": str(ASSET),
    }
    assert "authorization" not in notifying("leonardo").webhook_headers(b"", Stamp(id=ASSET, at=1, secret=None))


def test_the_schedules_are_the_contracts() -> None:
    telling = {dialect.name for dialect in DIALECTS if isinstance(dialect, Notifies)}
    assert telling == {"magnific", "leonardo", "ark", "fal", "openai", "openrouter", "replicate"}
    magnific, leonardo = notifying("magnific").hook, notifying("leonardo").hook
    assert magnific.waits == (5, 300, 1800, 7200, 18_000, 36_000, 36_000)
    assert (magnific.timeout_seconds, magnific.sources) == (15, ("request",))
    assert leonardo.waits == (30, 120, 600, 3600, 21_600)
    assert (leonardo.timeout_seconds, leonardo.sources) == (10, ("key",))


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("https://a.example", True),
        ("HTTP://a.example:80/x?y=1", True),
        ("http://[::1]/", True),
        ("ftp://a.example/", False),
        ("https://", False),
        ("https:///x", False),
        ("https://?x", False),
        ("/hook", False),
        ("https://a.example/a b", False),
    ],
)
def test_what_a_webhook_may_go_to(text: str, is_one: bool) -> None:
    assert is_web_url(text) is is_one
