"""`kinora keys create` with a webhook, and `kinora webhooks`, as a person types them, on a database that others use."""

from __future__ import annotations

import asyncio
import base64
import re
from pathlib import Path

from kinora.jobs.delivery_log import Delivery
from kinora.settings import read_settings
from kinora.wiring import link_secret, open_database
from tests.cli.test_commands import kinora
from tests.jobs.postbox import postbox


def a_delivery(folder: Path) -> Delivery:
    """One in the folder's database, tried once in vain."""

    async def go() -> Delivery:
        open_database(read_settings(data=folder)).close()
        async with postbox(f"sqlite:///{folder / 'kinora.db'}") as box:
            await box.done(url="http://127.0.0.1:1/hook?token=secret")
            await box.postman.round()
            return await box.only()

    return asyncio.run(go())


def test_list_show_and_redeliver(tmp_path: Path) -> None:
    data = ("--data", str(tmp_path))
    assert kinora("webhooks", "list", *data).stdout == "No webhooks.\n"
    sent = a_delivery(tmp_path)
    head, row = kinora("webhooks", "list", "--job", str(sent.job_id), "--state", "pending", *data).stdout.splitlines()
    assert head.split() == ["id", "job", "event", "host", "state", "attempts", "last", "next"]
    cells = re.split(r"  +", row)
    assert cells[:6] == [str(sent.id), str(sent.job_id), "succeeded", "127.0.0.1", "pending", "1"]
    assert cells[6:] == ["its host does not take connections", "2027-01-15 08:00:05"]
    assert kinora("webhooks", "list", "--state", "failed", *data).stdout == "No webhooks.\n"
    shown = kinora("webhooks", "show", str(sent.id), *data).stdout
    assert re.search(r"^  1  2027-01-15 08:00:00  0\.\d s  its host does not take connections$", shown, re.MULTILINE)
    assert "secret" not in row + shown
    assert kinora("webhooks", "redeliver", str(sent.id), *data).stdout == "1 webhook will be sent again.\n"
    assert "2027-01-15" not in kinora("webhooks", "list", *data).stdout.split("connections")[1]
    assert kinora("webhooks", "redeliver", "--failed", *data).stdout == "0 webhooks will be sent again.\n"


def test_what_is_not_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    data, none = ("--data", str(tmp_path)), "00000000-0000-4000-8000-000000000009"
    for command in ("show", "redeliver"):
        done = kinora("webhooks", command, none, *data)
        assert (done.returncode, done.stderr) == (2, f"There is no webhook {none}. See: kinora webhooks list\n")
    assert kinora("webhooks", "redeliver", *data).returncode == 2
    assert kinora("webhooks", "redeliver", none, "--failed", *data).returncode == 2


def test_the_signing_secret_is_each_owners_own(tmp_path: Path) -> None:
    data = ("--data", str(tmp_path))
    secret = kinora("webhooks", "secret", *data).stdout.strip()
    assert len(base64.b64decode(secret, validate=True)) == 32
    assert kinora("webhooks", "secret", *data).stdout.strip() == secret
    other = kinora("webhooks", "secret", "--owner", "00000000-0000-4000-8000-000000000009", *data)
    assert other.stdout.strip() != secret


def test_a_key_with_a_webhook(tmp_path: Path) -> None:
    data = ("--data", str(tmp_path))
    hook = ("--webhook-url", "https://a.example/hook?token=x", "--webhook-secret", "whisper")
    made = kinora("keys", "create", "laptop", *hook, "--slots", "2", "--priority", "batch", *data)
    assert made.returncode == 0, made.stderr
    (line,) = kinora("keys", "list", *data).stdout.splitlines()
    assert line.endswith("  batch  slots 2  webhook a.example  laptop")
    assert "whisper" not in line
    assert b"whisper" not in (tmp_path / "kinora.db").read_bytes()
    assert len(link_secret(tmp_path)) == 32
    hinted = kinora("keys", "create", "phone", *hook[:2], *data)
    assert "kinora webhooks secret" in hinted.stderr
    assert len(hinted.stdout.split()) == 1


def test_a_keys_webhook_must_be_https_unless_private_ones_are_allowed(tmp_path: Path) -> None:
    words = ("keys", "create", "laptop", "--webhook-url", "http://127.0.0.1:9/hook", "--data", str(tmp_path))
    refused = kinora(*words)
    assert (refused.returncode, refused.stderr) == (2, "--webhook-url is not a valid URL (must be https://)\n")
    assert kinora("keys", "list", "--data", str(tmp_path)).stdout.startswith("No keys.")
    assert kinora(*words, KINORA_ALLOW_PRIVATE_WEBHOOKS="true").returncode == 0
    nonsense = kinora(*words[:4], "ftp://a.example", *words[5:], KINORA_ALLOW_PRIVATE_WEBHOOKS="true")
    assert nonsense.stderr == "--webhook-url is not a valid URL (must be http:// or https://)\n"
