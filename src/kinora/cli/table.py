"""Rows for people: a table where a terminal looks on, plain columns elsewhere; times and lengths as they are read."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime

import typer


def show(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under their headings."""
    if sys.stdout.isatty():
        from rich.console import Console
        from rich.table import Table

        table = Table(box=None, pad_edge=False, header_style="bold")
        for index, column in enumerate(columns):
            # What a person copies stays whole; the rest gives way where the terminal is narrow.
            whole = max((len(row[0]) for row in rows), default=0) if index == 0 else None
            table.add_column(column, no_wrap=True, min_width=whole)
        for row in rows:
            table.add_row(*row)
        Console(highlight=False, markup=False).print(table)
        return
    lines = [columns, *rows]
    widths = [max(len(line[index]) for line in lines) for index in range(len(columns))]
    for line in lines:
        typer.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def local(seconds: float | None) -> str:
    """A time by this machine's clock and zone, to the second; "-" for none."""
    return "-" if seconds is None else datetime.fromtimestamp(seconds).astimezone().strftime("%Y-%m-%d %H:%M:%S")


def length(seconds: float | None) -> str:
    """How long something took: "0.25 s", "12.3 s", "4 min 5 s", "3 h 12 min"; "-" for none."""
    if seconds is None:
        return "-"
    if seconds < 1:
        return f"{max(seconds, 0):.2f} s"
    if seconds < 60:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    if whole < 86_400:
        return f"{whole // 3600} h {whole % 3600 // 60} min"
    return f"{whole // 86_400} d {whole % 86_400 // 3600} h"


def size(number: int | None) -> str:
    """Bytes as people read them."""
    if number is None:
        return "-"
    return (
        f"{number} B" if number < 1000 else f"{number / 1000:.1f} kB" if number < 10**6 else f"{number / 10**6:.1f} MB"
    )
