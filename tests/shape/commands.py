"""The command line as data: every command with its options, taken from the application itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer

from kinora.cli import app

Options = frozenset[str]


def commands() -> dict[str, Options]:
    """Each command by its full name (`keys create`), and the options it takes."""
    return dict(_below(typer.main.get_command(app), ()))


def _below(command: Any, path: tuple[str, ...]) -> Iterator[tuple[str, Options]]:
    children: dict[str, Any] = getattr(command, "commands", {})
    for name, child in children.items():
        yield from _below(child, (*path, name))
    if not children:
        options = (option for item in command.params for option in (*item.opts, *item.secondary_opts))
        yield " ".join(path), frozenset(option for option in options if option.startswith("-"))
