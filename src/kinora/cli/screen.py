"""What commands share: how an error is said, and how a progress bar looks."""

from __future__ import annotations

import sys
from typing import NoReturn

import typer


def fail(message: str, *, code: int = 2) -> NoReturn:
    """Say what is wrong on standard error and end the command."""
    typer.secho(message, fg=typer.colors.RED if sys.stderr.isatty() else None, err=True)
    raise typer.Exit(code)
