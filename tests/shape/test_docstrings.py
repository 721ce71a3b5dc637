"""What modules, classes and functions say of themselves."""

from __future__ import annotations

import ast

import pytest

from tests.shape.sources import Function, Source, package

MOST_LINES = 4
DRAWN_IN_THE_DOCSTRING = {"src/kinora/spec/errors.py"}  # the error tree: its diagram is its documentation


def _head(source: Source) -> list[str]:
    text = ast.get_docstring(source.tree) or ""
    if source.name in DRAWN_IN_THE_DOCSTRING:
        text = text.split("\n\n")[0]
    return [line for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize("source", package(), ids=lambda source: source.name)
def test_a_module_says_what_it_knows_in_one_to_four_lines(source: Source) -> None:
    assert 1 <= len(_head(source)) <= MOST_LINES


def test_the_exempted_modules_exist() -> None:
    assert {source.name for source in package()} >= DRAWN_IN_THE_DOCSTRING


def _is_public(node: ast.stmt) -> bool:
    return isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_")


def test_every_public_class_and_function_has_a_docstring() -> None:
    """Methods are left to their names, and a Protocol's members to the Protocol."""
    silent = [
        f"{source.name}:{node.lineno} {node.name}"
        for source in package()
        for node in source.tree.body
        if _is_public(node) and isinstance(node, Function | ast.ClassDef) and not ast.get_docstring(node)
    ]
    assert not silent
