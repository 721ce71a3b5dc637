"""The README and the dialects' page: every command in them exists, and every sample body is one that Kinora takes."""

from __future__ import annotations

import ast
import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from string import Template
from typing import cast
from urllib.parse import urlsplit

import pytest

from kinora.catalogue.check import check
from kinora.catalogue.load import NATIVE, Catalogue
from kinora.dialects import speak
from kinora.dialects.base import Call, Dialect, bearer
from kinora.server.native_wire import spec_of
from kinora.settings import Settings
from kinora.spec.video import VideoSpec
from tests.shape.commands import commands
from tests.shape.pages import Page, pages
from tests.shape.sources import ROOT

BASE = f"http://{Settings.model_fields['host'].default}:{Settings.model_fields['port'].default}"
MOST_LINES = 90
AN_ID = "5d0f5bd0-6c3c-4a3e-9a5c-0d6f4b7c9a11"


@dataclass(frozen=True, slots=True)
class Sample:
    """A request as a page shows it."""

    page: str
    url: str
    headers: dict[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return urlsplit(self.url).path


def _shell_lines(page: Page) -> list[str]:
    """The commands of a page's shell blocks: lines joined, comments left out, a block's variables filled in."""
    lines: list[str] = []
    for block in page.blocks("sh", "bash", "console"):
        known: dict[str, str] = {}
        for line in _statements(re.sub(r"\\\n\s*", " ", block)):
            words = [word.removesuffix(";") for word in shlex.split(line)]
            if all(re.match(r"[A-Z]+=", word) for word in words):
                known |= dict(word.split("=", 1) for word in words)
            else:
                lines.append(Template(line).safe_substitute(known))
    return lines


def _statements(block: str) -> Iterator[str]:
    kept = ""
    for line in block.splitlines():
        kept = f"{kept}\n{line}" if kept else line
        try:
            shlex.split(kept, comments=True)
        except ValueError:  # a quotation goes on in the next line
            continue
        statement = kept.strip() if "\n" in kept else re.sub(r"(^|\s+)#\s.*$", "", kept).strip()
        if statement:
            yield statement
        kept = ""
    assert not kept, "a quotation that never ends"


def _curl(page: str, line: str) -> Sample | None:
    url, headers, body = "", {}, None
    words = iter(shlex.split(line)[1:])
    for word in words:
        match word:
            case "-H" | "--header":
                name, _, value = next(words).partition(":")
                headers[name.strip().lower()] = value.strip()
            case "-d" | "--data" | "--data-raw" | "--json":
                body = next(words)
            case "-X" | "--request" | "-o" | "--output" | "-F" | "--form":
                next(words)
            case "--url":
                url = next(words)
            case _ if word.startswith("http"):
                url = word
    return None if body is None else Sample(page, url, headers, body.encode())


def _python(page: str, block: str) -> Sample | None:
    """The request of a `requests.post(url, headers=…, json=…)` in a Python block."""
    values: dict[str, ast.expr] = {}
    for node in ast.walk(ast.parse(block)):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                values[name] = value
            case ast.Call(func=ast.Attribute(attr="post"), args=[where], keywords=found):
                given = {item.arg: item.value for item in found}
                url = cast("str", ast.literal_eval(values[where.id] if isinstance(where, ast.Name) else where))
                body = json.dumps(ast.literal_eval(given["json"])).encode()
                return Sample(page, url, {"authorization": "Bearer key"}, body)
            case _:
                pass
    return None


def _samples() -> list[Sample]:
    found: list[Sample | None] = []
    for name in ("README.md", "docs/dialects.md"):
        page = Page.read(name)
        found += [_curl(name, line) for line in _shell_lines(page) if line.startswith("curl")]
        found += [_python(name, block) for block in page.blocks("python")]
    return [sample for sample in found if sample is not None]


SAMPLES = _samples()


def _served(path: str, operation: str) -> tuple[Dialect, dict[str, str]] | None:
    for dialect in speak(Catalogue.shipped()):
        for route in dialect.routes:
            pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", re.sub(r"\{(\w+):path\}", r"(?P<\1>.+)", route.path))
            match = re.fullmatch(pattern, path)
            if match and route.operation == operation:
                return dialect, match.groupdict()
    return None


def _spec(sample: Sample) -> tuple[VideoSpec, str]:
    body = re.sub(rb"<YOUR_\w+_ID>", AN_ID.encode(), sample.body)
    if sample.path == "/api/v1/jobs":
        assert bearer(sample.headers)
        return spec_of(json.loads(body)), NATIVE
    found = _served(sample.path, "submit")
    assert found is not None, f"no dialect serves POST {sample.path}"
    dialect, path = found
    assert dialect.credential(sample.headers), f"no key in the headers of {sample.url}"
    return dialect.decode_submit(Call(url=sample.path, path=path, headers=sample.headers, body=body)), dialect.name


def _is_upload(sample: Sample) -> bool:
    return _served(sample.path, "upload") is not None


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: f"{sample.page}:{sample.path}")
def test_a_sample_is_a_request_without_problems(sample: Sample) -> None:
    assert sample.url.startswith(BASE)
    if _is_upload(sample):
        found = _served(sample.path, "upload")
        assert found is not None
        assert found[0].credential(sample.headers)
        return
    spec, via = _spec(sample)
    assert check(spec, Catalogue.shipped().offer(spec.model, via)) == ()
    assert spec.ignored == ()


def test_the_readme_has_a_sample_of_every_dialect() -> None:
    shown = {_spec(sample)[1] for sample in SAMPLES if sample.page == "README.md"}
    assert shown >= {dialect.name for dialect in speak(Catalogue.shipped())}


def _options(words: list[str]) -> set[str]:
    return {word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)}


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.path.name)
def test_every_command_on_a_page_exists(page: Page) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    known = commands()
    for line in _shell_lines(page):
        for part in re.split(r"\s(?:&&|\|)\s", line) if not line.startswith("curl") else [line]:
            words = shlex.split(part, comments=True)
            match words:
                case ["make", *wanted]:
                    assert set(wanted) <= targets, part
                case ["kinora", *rest]:
                    name = next((name for name in known if rest[: len(name.split())] == name.split()), None)
                    assert name is not None or rest == ["--version"], part
                    assert _options(rest) <= known.get(name or "", frozenset({"--version"})) | {"--help"}, part
                case _:
                    pass


def test_the_readme_begins_with_what_makes_it_run() -> None:
    readme = Page.read("README.md")
    assert _shell_lines(readme)[:2] == ["make setup && make serve", "make demo"]
    assert "`make test`" in readme.prose


def test_the_readme_is_one_screen() -> None:
    assert len(Page.read("README.md").text.splitlines()) <= MOST_LINES
