"""Every printed program of every dialect, run as it is against a served Kinora to the finished MP4."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from kinora.catalogue.check import check
from kinora.catalogue.model import VARIANT
from kinora.dialects.base import Dialect
from kinora.dialects.samples import least
from kinora.dialects.snippet_texts import LANGUAGES
from kinora.dialects.snippets import snippets
from kinora.spec.video import Pixels, Shape, VideoSpec
from tests.dialects.registry import CATALOGUE, DIALECTS, models_of, offer_of
from tests.dialects.strategies import can_say
from tests.served import BEARER, Server, look, serving

every_dialect = pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
KEY = "a-secret-test-key"
PROMPT = 'It\'s a "koala": $HOME `id` $(id) \\n %s {id} ünï 🐨\nsecond line'
RUNS = {
    "curl": ("snippet.sh", "sh"),
    "python": ("snippet.py", sys.executable),
    "javascript": ("snippet.mjs", "node"),
}


@pytest.fixture(scope="module")
def quick(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that answers an equal request with the first one's job: three programs, one clip."""
    with serving(tmp_path_factory.mktemp("snippets"), dedupe_seconds="3600", slots="2") as server:
        yield server


def small(dialect: Dialect) -> VideoSpec:
    """A short clip of the lowest tier that the dialect can say."""
    specs = [
        replace(least(dialect, offer_of(dialect, model)), prompt=PROMPT, model=model)
        for model in models_of(dialect)
        if VARIANT not in model
    ]
    wishes = [
        replace(spec, seconds=seconds, size=size)
        for seconds in (2, 4, 5, None)
        for spec in specs
        for size in (Shape(tier="480p"), spec.size)
    ]
    return next(spec for spec in wishes if can_say(dialect, spec) and not check(spec, offer_of(dialect, spec.model)))


def job(spec: VideoSpec) -> dict[str, Any]:
    """A spec as the native API writes it."""
    match spec.size:
        case Shape(ratio=ratio, tier=tier):
            size: dict[str, Any] = {"aspect_ratio": ratio, "tier": tier}
        case Pixels(width=width, height=height):
            size = {"width": width, "height": height}
    return {"model": spec.model, "prompt": spec.prompt, "seconds": spec.seconds, **size}


def program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        if "CI" in os.environ:
            pytest.fail(f"{name} is not installed", pytrace=False)
        pytest.skip(f"{name} is not installed")
    return found


@every_dialect
def test_every_program_makes_its_video(dialect: Dialect, quick: Server, tmp_path: Path) -> None:
    body = {"dialect": dialect.name, "job": job(small(dialect)), "key_variable": "MY_KEY"}
    answer = httpx.post(f"{quick.base}/api/v1/snippets", json=body, headers=BEARER, timeout=30)
    assert answer.status_code == 200, answer.text
    said = answer.json()
    assert (said["dialect"], said["key_variable"]) == (dialect.name, "MY_KEY")
    assert set(said["snippets"]) == set(RUNS)
    for tool in ("curl", "jq"):
        program(tool)
    for language, text in said["snippets"].items():
        folder = tmp_path / language
        folder.mkdir()
        file, runner = RUNS[language]
        (folder / file).write_text(text, "utf-8")
        environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "MY_KEY": KEY}
        command = [program(runner), file]
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 0, f"{language}:\n{done.stdout}\n{done.stderr}\n{text}"
        film = look((folder / "video.mp4").read_bytes(), folder)
        assert film.frames > 0
    made = httpx.get(f"{quick.base}/api/v1/jobs", headers={"authorization": f"Bearer {KEY}"}).json()["jobs"][0]
    assert (made["via"], made["prompt"]) == (dialect.name, PROMPT)


@every_dialect
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_program_that_is_refused_says_why_and_fails(
    dialect: Dialect, language: str, server: Server, tmp_path: Path
) -> None:
    """The model is one that nobody has: the answer's own words reach the screen."""
    spec = small(dialect)
    texts = snippets(dialect, offer_of(dialect, spec.model), spec, base_url=server.base, key_variable="MY_KEY")
    name = offer_of(dialect, spec.model).names[0]
    file, runner = RUNS[language]
    (tmp_path / file).write_text(texts[language].replace(name, "nobody-has-this"), "utf-8")
    environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "MY_KEY": KEY}
    command = [program(runner), file]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode != 0
    assert re.search(r"\w{4}", done.stderr), done.stdout
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "video.mp4").exists()


@every_dialect
def test_every_model_has_its_programs_and_none_holds_a_key(dialect: Dialect) -> None:
    for offer in CATALOGUE.offers(dialect.name):
        found = snippets(
            dialect, offer, least(dialect, offer), base_url="https://kinora.example/", key_variable="MY_KEY"
        )
        assert set(found) == set(LANGUAGES)
        compile(found["python"], "snippet.py", "exec")
        for text in found.values():
            assert "https://kinora.example" in text
            assert "https://kinora.example/" not in text
            assert "MY_KEY" in text


def refused(server: Server, body: object) -> list[str]:
    answer = httpx.post(f"{server.base}/api/v1/snippets", json=body, headers=BEARER)
    assert answer.status_code == 400, answer.text
    said = answer.json()
    assert said["code"] == "invalid_request"
    return [problem["field"] for problem in said["problems"]]


def test_what_a_dialect_can_not_say_is_refused_by_name(server: Server) -> None:
    flags = ("camera_fixed", "watermark", "count")
    dialect, fields = next(
        (one, unsaid) for one in DIALECTS if len(unsaid := [name for name in flags if name in one.unsaid]) > 1
    )
    wish = job(small(dialect)) | {name: 1 if name == "count" else False for name in fields}
    assert sorted(refused(server, {"dialect": dialect.name, "job": wish})) == sorted(fields)


def test_everything_wrong_is_named_at_once(server: Server) -> None:
    body = {"dialect": "nobody", "job": {"model": "nobody", "seconds": "x"}, "base_url": "'; rm", "more": 1}
    assert set(refused(server, body)) >= {"dialect", "base_url", "more", "seconds"}
    assert refused(server, {"dialect": "magnific"}) == ["job"]
    wish = {"model": "seedance-2.0-mini", "prompt": "x"}
    assert refused(server, {"dialect": "magnific", "job": wish, "key_variable": "A; B"}) == ["key_variable"]


def test_strangers_get_no_programs(server: Server) -> None:
    assert httpx.post(f"{server.base}/api/v1/snippets", json={}).status_code == 401


def test_every_document_is_served_and_listed(server: Server) -> None:
    listed = httpx.get(f"{server.base}/openapi").json()["dialects"]
    assert [item["name"] for item in listed] == [dialect.name for dialect in DIALECTS]
    for item in listed:
        found = httpx.get(item["openapi"])
        assert found.status_code == 200
        assert found.json()["openapi"].startswith("3.1")
        assert found.json()["servers"] == [{"url": server.base}]
    assert httpx.get(f"{server.base}/openapi/nobody.json").status_code == 404
