"""The tree that the shape tests look at: its Python files, parsed, and the files that belong to the project."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "kinora"
_LEFT_BY_RUNS = {".git", ".venv", ".sdk", "__pycache__", "out", "data", "dist"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Source:
    """One Python file. name: its path from the root, as messages show it."""

    name: str
    text: str
    tree: ast.Module

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())

    def functions(self) -> Iterator[Function]:
        """Every function and method, nested ones too."""
        for node in ast.walk(self.tree):
            if isinstance(node, Function):
                yield node

    def classes(self) -> Iterator[ast.ClassDef]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ClassDef):
                yield node


@cache
def sources(*folders: str) -> tuple[Source, ...]:
    """The Python files below these folders of the root; at least one each, or the tests would look at nothing."""
    found: list[Source] = []
    for folder in folders:
        paths = sorted((ROOT / folder).rglob("*.py"))
        assert paths, f"no Python file below {folder}"
        for path in paths:
            text = path.read_text("utf-8")
            found.append(Source(path.relative_to(ROOT).as_posix(), text, ast.parse(text, str(path))))
    return tuple(found)


def package() -> tuple[Source, ...]:
    """The files of Kinora itself."""
    return sources("src/kinora")


@cache
def project_files() -> tuple[Path, ...]:
    """Every file of the project: what git would carry, or, in an unpacked archive, all that no run has left there."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0 and listed.stdout:
        paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    else:
        paths = [path for path in ROOT.rglob("*") if not _LEFT_BY_RUNS.intersection(path.relative_to(ROOT).parts)]
    return tuple(path for path in paths if path.is_file())


def text_of(path: Path) -> str | None:
    """A file's text; None for pictures, clips and the like."""
    data = path.read_bytes()
    try:
        return None if b"\0" in data else data.decode()
    except UnicodeDecodeError:
        return None
