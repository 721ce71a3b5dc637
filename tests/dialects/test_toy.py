"""A dialect is one file and one line: a copy of Kinora gets a ninth, and everything there is works for it at once."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import httpx
import pytest

from tests.served import Server, look, serving

ROOT = Path(__file__).parents[2]
TOY = Path(__file__).parent / "toy" / "toy.py"
COIN = {"x-toy-coin": "a-test-key"}
SECONDS = 240


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a whole Kinora in it that has one dialect more."""
    folder = tmp_path_factory.mktemp("toy")
    left = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "src" / "kinora", folder / "kinora", ignore=left)
    shutil.copy(TOY, folder / "kinora" / "dialects")
    registry = folder / "kinora" / "dialects" / "__init__.py"
    text, changed = re.subn(
        r"^DIALECTS = \((.*?),?\)",
        r"from kinora.dialects.toy import ToyShop; DIALECTS = (\1, ToyShop)",
        registry.read_text("utf-8"),
        flags=re.MULTILINE | re.DOTALL,
    )
    assert changed == 1
    registry.write_text(text, "utf-8")
    return folder


def variables(place: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(place), "PYTHONDONTWRITEBYTECODE": "1"}


def run(place: Path, *command: str, more: Mapping[str, str] | None = None) -> str:
    done = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={**variables(place), **(more or {})},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
    return done.stdout


@pytest.fixture(scope="module")
def golden(place: Path) -> Path:
    """Its golden files, made from what it answers."""
    run(place, "tools/golden.py", "--write", "toy")
    return place / "kinora" / "dialects" / "golden" / "toy"


def test_the_copy_is_what_runs(place: Path) -> None:
    found = run(place, "-c", "import kinora.dialects as d; print(d.__file__, d.DIALECTS[-1].name)").split()
    assert found == [str(place / "kinora" / "dialects" / "__init__.py"), "toy"]


def test_its_files_can_be_made_and_leave_typed_ones_alone(place: Path, golden: Path) -> None:
    held = {file.name: file.read_text("utf-8") for file in golden.iterdir()}
    assert set(held) == {"requests.json", "refusals.json", "replies.json"}
    (golden / "refusals.json").write_text(held["refusals.json"].replace("an empty object", "typed by hand"), "utf-8")
    assert run(place, "tools/golden.py", "--write", "toy") == ""
    assert "typed by hand" in (golden / "refusals.json").read_text("utf-8")


@pytest.mark.usefixtures("golden")
def test_every_test_of_dialects_takes_it_up(place: Path) -> None:
    """The law, the golden files, what is broken, and the document."""
    files = [f"tests/dialects/test_{name}.py" for name in ("law", "golden", "robust", "openapi")]
    said = run(place, "-m", "pytest", "-p", "no:cacheprovider", "-k", "toy", "-q", *files)
    passed = re.search(r"(\d+) passed", said)
    ran = int(passed.group(1)) if passed else said.count(".")
    assert ran > 100, said


def test_a_promise_that_it_breaks_is_found(place: Path, tmp_path: Path) -> None:
    """The law is no formality: a toy that drops the seed is told so."""
    broken = tmp_path / "broken"
    shutil.copytree(place, broken)
    toy = broken / "kinora" / "dialects" / "toy.py"
    toy.write_text(toy.read_text("utf-8").replace('            "seed": spec.seed,\n', ""), "utf-8")
    test = "tests/dialects/test_law.py::test_a_request_comes_back_as_it_went"
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-k", "toy", "-q", test]
    done = subprocess.run(
        command, cwd=ROOT, env=variables(broken), capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert done.returncode == 1, done.stdout
    assert "seed=" in done.stdout


def test_it_stands_in_the_table(place: Path) -> None:
    lines = run(place, "-m", "tests.dialects.table").splitlines()
    head = next(line for line in lines if line.startswith("| "))
    assert head.endswith(" toy |")
    assert next(line for line in lines if line.startswith("| `sound` ")).endswith(" yes |")
    assert next(line for line in lines if line.startswith("| `watermark` ")).endswith(" – |")


@pytest.fixture(scope="module")
def shop(place: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PYTHONPATH", str(place))
        with serving(tmp_path_factory.mktemp("shop")) as server:
            yield server


def test_a_wish_comes_true_over_http(shop: Server, tmp_path: Path) -> None:
    body = {"model": "seedance-1.0-pro-fast", "wish": "A koala", "length": 2}
    made = httpx.post(f"{shop.base}/toyshop/v1/wishes", json=body, headers=COIN)
    assert made.status_code == 202, made.text
    toy = made.json()
    until = time.monotonic() + SECONDS
    while toy["mood"] == "patience" and time.monotonic() < until:
        time.sleep(0.2)
        toy = httpx.get(f"{shop.base}/toyshop/v1/wishes/{toy['toy']}", headers=COIN).json()
    assert toy["mood"] == "done", toy
    assert look(httpx.get(toy["film"]).content, tmp_path).frames == 48


def test_it_refuses_in_its_own_words(shop: Server) -> None:
    body = {"model": "seedance-1.0-pro-fast", "length": 99, "seed": "x"}
    refused = httpx.post(f"{shop.base}/toyshop/v1/wishes", json=body, headers=COIN)
    assert refused.status_code == 400
    assert {fault["where"] for fault in refused.json()["faults"]} == {"wish", "length", "seed"}
    assert httpx.get(f"{shop.base}/toyshop/v1/wishes/x", headers=COIN).json() == {"sorry": "No such job: x"}
    assert httpx.get(f"{shop.base}/toyshop/v1/nothing", headers=COIN).json() == {"sorry": "No such path"}
    assert httpx.post(f"{shop.base}/toyshop/v1/wishes", json=body).status_code == 401


def test_its_document_is_served(shop: Server) -> None:
    listed = {item["name"]: item for item in httpx.get(f"{shop.base}/openapi").json()["dialects"]}
    assert listed["toy"]["title"] == "Toy Shop"
    assert set(httpx.get(listed["toy"]["openapi"]).json()["paths"]) == {"/toyshop/v1/wishes", "/toyshop/v1/wishes/{id}"}


def test_its_programs_run(place: Path, shop: Server, tmp_path: Path) -> None:
    start = "from kinora.cli import app; app()"
    wish = ["--prompt", "A koala", "--model", "seedance-1.0-pro-fast", "--seconds", "2"]
    where = ["--dialect", "toy", "--language", "python", "--base-url", shop.base]
    text = run(place, "-c", start, "snippet", *where, *wish)
    (tmp_path / "wish.py").write_text(text, "utf-8")
    environment = {"PATH": os.environ["PATH"], "KINORA_KEY": "a-test-key"}
    command = [sys.executable, "wish.py"]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert done.returncode == 0, done.stderr
    assert look((tmp_path / "video.mp4").read_bytes(), tmp_path).frames == 48
