"""What commands share: how an error is said, and how a progress bar looks."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer


def fail(message: str, *, code: int = 2) -> NoReturn:
    """Say what is wrong on standard error and end the command."""
    typer.secho(message, fg=typer.colors.RED if sys.stderr.isatty() else None, err=True)
    raise typer.Exit(code)


@contextmanager
def bar(*, quiet: bool = False, what: str = "rendering") -> Iterator[Callable[[float], None]]:
    """A progress bar on standard error, fed with fractions 0..1; silent where nobody looks."""
    if quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=1.0)
        yield lambda fraction: progress.update(task, completed=fraction)
