"""The environments in which vendors' own SDKs run: built once from pinned versions, kept under .sdk, used by name.

A client script is a program of its own, as a user would write it. It learns where to call from its environment
variables and prints what it saw as one JSON object on its last line.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
KEPT = HERE.parents[1] / ".sdk"
SETS: Mapping[str, Mapping[str, list[str]]] = tomllib.loads((HERE / "requirements.toml").read_text("utf-8"))
PACKAGE = HERE / "javascript" / "package.json"

_BUILT = ".built"
_BUILD_SECONDS, _RUN_SECONDS = 280, 240
_TAKEN_OVER = ("PATH", "HOME", "LANG", "TMPDIR")  # a client's own settings come from the test alone


def pins(name: str) -> tuple[str, ...]:
    """The exact packages of a set in requirements.toml."""
    return (*SETS[name]["sdks"], *SETS[name]["below"])


def python_environment(*requirements: str, kept: Path = KEPT) -> Path:
    """A virtual environment that holds exactly these packages, without looking for their dependencies."""
    key = _key(sys.version, sys.base_prefix, *sorted(requirements))

    def build(folder: Path) -> None:
        _command([sys.executable, "-m", "venv", str(folder)])
        install = ["install", "--quiet", "--no-compile", "--no-deps", "--disable-pip-version-check", *requirements]
        _command([str(folder / "bin" / "python"), "-m", "pip", *install])

    return _built(kept / "python" / key, build)


def node_environment(package: Path = PACKAGE, *, kept: Path = KEPT) -> Path:
    """A folder with node_modules as package.json pins them. `scripts` in it leads to package.json's own folder."""

    def build(folder: Path) -> None:
        folder.mkdir()
        shutil.copy(package, folder)
        options = ["--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
        _command([_program("npm"), "install", *options], cwd=folder)
        (folder / "scripts").symlink_to(package.parent, target_is_directory=True)

    return _built(kept / "node" / _key(str(package.parent), package.read_text("utf-8")), build)


def run_python(set_name: str, script: Path, variables: Mapping[str, str]) -> dict[str, Any]:
    """Run a client script with a set of requirements.toml. Answers the JSON object of its last line."""
    return _said([str(python_environment(*pins(set_name)) / "bin" / "python"), str(script)], variables)


def run_node(script: Path, variables: Mapping[str, str]) -> dict[str, Any]:
    """Run a client script of tests/sdk/javascript under Node. Answers the JSON object of its last line."""
    seen = node_environment() / "scripts" / script.name  # packages are looked for above the path as it is written
    return _said([_program("node"), "--preserve-symlinks", "--preserve-symlinks-main", str(seen)], variables)


def _said(command: Sequence[str], variables: Mapping[str, str]) -> dict[str, Any]:
    environment = {name: os.environ[name] for name in _TAKEN_OVER if name in os.environ} | dict(variables)
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=_RUN_SECONDS, check=False, cwd=HERE
    )
    if done.returncode:
        pytest.fail(
            f"{Path(command[-1]).name} ended with {done.returncode}:\n{done.stdout}{done.stderr}", pytrace=False
        )
    lines = done.stdout.strip().splitlines()
    if not lines:
        pytest.fail(f"{Path(command[-1]).name} printed nothing:\n{done.stderr}", pytrace=False)
    said: dict[str, Any] = json.loads(lines[-1])
    return said


def _built(folder: Path, build: Callable[[Path], None]) -> Path:
    """The folder as `build` makes it: once, whoever asks first, and anew where a builder was interrupted."""
    with _alone(folder):
        if not (folder / _BUILT).exists():
            shutil.rmtree(folder, ignore_errors=True)
            build(folder)
            (folder / _BUILT).touch()
    return folder


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_name(f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _key(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        if "CI" in os.environ:
            pytest.fail(f"{name} is not installed", pytrace=False)
        pytest.skip(f"{name} is not installed")
    return found


def _command(command: Sequence[str], cwd: Path | None = None) -> None:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=_BUILD_SECONDS, check=False)
    if done.returncode:
        pytest.fail(f"{' '.join(command)}\n{done.stdout}{done.stderr}", pytrace=False)
