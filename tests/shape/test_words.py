"""Words and turns that must not come into the house."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from kinora.catalogue.load import Catalogue
from tests.shape.sources import ROOT, Source, package, project_files, sources, text_of

VENDORS = ("leonardo", "magnific", "freepik", "aimlapi", "aiml", "bytedance", "seedance", "volcengine", "openai", "fal")
MARKS = ("TODO", "FIXME", "XXX", "HACK")
PATCHES = {"setattr", "delattr", "setitem", "delitem", "syspath_prepend"}


def _mocks(source: Source) -> Iterator[str]:
    for node in ast.walk(source.tree):
        names: list[str] = []
        match node:
            case ast.Import(names=found):
                names = [item.name for item in found]
            case ast.ImportFrom(module=module, names=found):
                names = [f"{module}.{item.name}" for item in found]
            case ast.arg(arg="mocker"):
                names = ["mock"]
            case ast.Attribute(value=ast.Name(id="monkeypatch"), attr=attribute) if attribute in PATCHES:
                names = ["mock"]
            case _:
                continue
        if any("mock" in name.split(".") or name == "pytest_mock" for name in names):
            yield f"{source.name}:{getattr(node, 'lineno', 0)}"


def test_nothing_is_mocked_or_patched() -> None:
    """The stand-ins of `kinora.testing` are real: they keep the promises of what they stand for."""
    assert not [place for source in sources("src", "tests") for place in _mocks(source)]


def _asks_for_a_model(node: ast.AST, ids: frozenset[str]) -> bool:
    match node:
        case ast.Compare(left=left, comparators=others):
            sides = [left, *others]
        case ast.MatchValue(value=value):
            sides = [value]
        case _:
            return False
    inner = [part for side in sides for part in ast.walk(side)]
    literal = any(isinstance(part, ast.Constant) and part.value in ids for part in inner)
    return literal or any(ast.unparse(side).endswith(("model.id", "model_id")) for side in sides[:1] if len(sides) > 1)


def test_no_code_asks_which_model_it_is() -> None:
    """A model is a file: what sets it apart is data in that file."""
    catalogue = Catalogue.shipped()
    ids = frozenset(
        name
        for model in catalogue.models()
        for dialect in catalogue.dialects_of(model.id)
        for name in catalogue.offer(model.id, dialect).names
    )
    assert ids
    asking = [
        f"{source.name}:{getattr(node, 'lineno', 0)}"
        for source in package()
        for node in ast.walk(source.tree)
        if _asks_for_a_model(node, ids)
    ]
    assert not asking


def _texts() -> Iterator[tuple[str, str]]:
    for path in project_files():
        text = text_of(path)
        if text is not None:
            yield path.relative_to(ROOT).as_posix(), text


def _here() -> str:
    """A pattern for the folders of whoever runs this, where they are long enough to mean something."""
    places = {str(place) for place in (ROOT, Path.home()) if len(place.parts) > 2}
    return "".join(rf"|{re.escape(place)}(?![\w-])" for place in sorted(places))


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    personal = re.compile(rf"(?<![\w.:/-])(?:/(?:home|Users)/\w|/root/\w{_here()})")
    files = list(_texts())
    assert files
    assert not {name: found.group() for name, text in files if (found := personal.search(text))}


def test_no_file_names_a_package_registry() -> None:
    hosts = re.compile(
        r"(?<!\w)(?:(?:test\.)?pypi\.org|files\.pythonhosted\.org|registry\.npmjs\.org|(?:extra-)?index-url)"
    )
    this = Path(__file__).relative_to(ROOT).as_posix()
    assert not [name for name, text in _texts() if name != this and hosts.search(text)]


def test_nothing_is_put_off() -> None:
    marks = re.compile(rf"#.*\b(?:{'|'.join(MARKS)})\b")
    assert not [source.name for source in sources("src", "tests") if marks.search(source.text)]


def _said(source: Source) -> Iterator[str]:
    """Every name and every text in a file but its docstrings, which may tell where a fact comes from."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(source.tree):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name) | ast.alias(name=name):
                yield name
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
            case ast.Constant(value=str(text)) if id(node) not in docstrings:
                yield text


def test_the_ground_speaks_no_vendors_words() -> None:
    vendor = re.compile(rf"(?<![a-z])(?:{'|'.join(VENDORS)})(?![a-z])", re.IGNORECASE)
    ground = sources("src/kinora/spec")
    assert not [f"{source.name}: {word}" for source in ground for word in _said(source) if vendor.search(word)]
