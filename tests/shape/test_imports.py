"""What imports what, how fast, and by which names."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from tests.shape.sources import PACKAGE, ROOT, package

FAST_SECONDS = 0.150
TRIES = 5
HEAVY = {"fastapi", "starlette", "uvicorn", "av", "cv2", "dbos", "sqlalchemy", "numpy", "torch", "PIL", "obstore"}
NO_WORDS = {"Manager", "Handler", "Helper", "Helpers", "Util", "Utils", "Impl", "Base"}
_PROBE = """
import json, sys, time
began = time.perf_counter()
import {module}
print(json.dumps([time.perf_counter() - began, sorted({{name.partition(".")[0] for name in sys.modules}})]))
"""


def _import(module: str) -> tuple[float, set[str]]:
    """How long an import takes in a fresh interpreter, and which packages it leaves loaded."""
    probe = [sys.executable, "-c", _PROBE.format(module=module)]
    seconds, loaded = json.loads(subprocess.run(probe, capture_output=True, check=True, text=True, cwd=ROOT).stdout)
    return float(seconds), set(loaded)


def test_importing_kinora_is_quick_and_light() -> None:
    tries = [_import("kinora") for _ in range(TRIES)]
    assert min(seconds for seconds, _ in tries) < FAST_SECONDS
    assert not HEAVY & tries[0][1]


def test_the_command_line_starts_without_the_server() -> None:
    assert not HEAVY & _import("kinora.cli")[1]


@pytest.mark.parametrize("room", ["spec", "catalogue.load", "catalogue.check", "catalogue.resolve", "dialects"])
def test_the_lower_rooms_start_without_anything_heavy(room: str) -> None:
    assert not HEAVY & _import(f"kinora.{room}")[1]


def test_a_server_loads_only_what_it_uses() -> None:
    loaded = _import("kinora.wiring, kinora.server.app")[1]
    assert "sqlalchemy" in loaded
    # Each is a good part of what a process costs, and loaded when it is used.
    assert not {"dbos", "alembic", "av", "cv2", "numpy"} & loaded


def test_the_probe_sees_what_is_loaded() -> None:
    assert "sqlalchemy" in _import("kinora.jobs.tables")[1]


def test_the_rooms_look_down_never_up_never_sideways() -> None:
    """The contracts in pyproject.toml."""
    lint = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True, no_logo=True))"
    run = subprocess.run([sys.executable, "-c", lint], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_every_room_is_a_package_with_its_own_words() -> None:
    """A folder without `__init__.py` would be left out of the contracts without a word."""
    folders = {path.parent for path in PACKAGE.rglob("*.py")}
    assert not {folder.relative_to(ROOT).as_posix() for folder in folders if not (folder / "__init__.py").is_file()}


def _words(name: str) -> set[str]:
    return set(re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name))


def test_nothing_is_named_after_its_place_in_a_pattern() -> None:
    named = [f"{source.name} {node.name}" for source in package() for node in source.classes()]
    assert not [name for name in named if NO_WORDS & _words(name.rpartition(" ")[2])]
    modules = [source.name for source in package()]
    spoilt = {word.lower() for word in NO_WORDS} - {"base"}  # base.py: the seam of a room, as httpx has it
    assert not [name for name in modules if spoilt & set(re.split(r"[_/.]", name))]
