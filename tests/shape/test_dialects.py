"""What a dialect may know of the others, and how much of it stands in one file."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from kinora.dialects import DIALECTS
from tests.shape.sources import Source, package

ROOM = "kinora.dialects"
LONGEST_DIALECT = 400
LONGEST_PART = 300
OWN = {dialect.name: dialect.__module__ for dialect in DIALECTS}  # where each lives: a module, or a folder of them


def _module(source: Source) -> str:
    return source.name.removeprefix("src/").removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _is_of(module: str, home: str) -> bool:
    return module == home or module.startswith(f"{home}.")


def _imports(source: Source) -> Iterator[str]:
    """The modules that a file imports; a name out of one counts as one below it."""
    parts = _module(source).split(".")
    at = parts if source.name.endswith("/__init__.py") else parts[:-1]  # what one dot stands for
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = at[: len(at) - node.level + 1] if node.level else []
            home = ".".join([*start, *([node.module] if node.module else [])])
            yield from (f"{home}.{alias.name}" for alias in node.names)


def _reach(source: Source, name: str) -> list[str]:
    """What a file of one dialect imports of the others."""
    others = [home for other, home in OWN.items() if other != name]
    return [module for module in _imports(source) if any(_is_of(module, home) for home in others)]


def _parts(name: str) -> list[Source]:
    return [source for source in package() if _is_of(_module(source), OWN[name])]


def test_every_dialect_has_a_place_of_its_own() -> None:
    assert OWN
    assert all(home.startswith(f"{ROOM}.") and home.count(".") == 2 for home in OWN.values()), OWN
    assert len(set(OWN.values())) == len(OWN)
    assert all(_parts(name) for name in OWN)


def test_no_dialect_imports_another() -> None:
    found = {source.name: reach for name in OWN for source in _parts(name) if (reach := _reach(source, name))}
    assert not found


def test_an_import_of_another_dialect_is_seen_however_it_is_written() -> None:
    first, second, *_ = OWN
    word = OWN[second].rpartition(".")[2]
    place = f"src/{OWN[first].replace('.', '/')}/part.py"
    lines = (f"import {OWN[second]}", f"from {ROOM} import {word}", f"from {OWN[second]}.wire import ROOT")
    for line in (
        *lines,
        f"from .. import {word}",
        f"from ..{word}.wire import ROOT",
        f"def f():\n    import {ROOM}.{word}",
    ):
        assert _reach(Source(place, line, ast.parse(line)), first), line
    for line in (f"from {OWN[first]}.wire import ROOT", "from . import wire", f"from {ROOM}.base import Call"):
        assert not _reach(Source(place, line, ast.parse(line)), first), line


def test_a_dialect_that_is_long_is_a_folder_of_its_operations() -> None:
    long = {
        source.name: source.lines
        for name in OWN
        for parts in [_parts(name)]
        for source in parts
        if source.lines > (LONGEST_PART if len(parts) > 1 else LONGEST_DIALECT)
    }
    assert not long, f"over {LONGEST_DIALECT} lines alone, or {LONGEST_PART} in a folder: {long}"
