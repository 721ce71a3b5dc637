"""What runs below a process, read from /proc."""

from __future__ import annotations

import os
from pathlib import Path


def _stat(pid: int) -> tuple[str, int] | None:
    """A process's state letter and its parent."""
    try:
        state, parent = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[:2]
    except OSError:
        return None
    return state, int(parent)


def _children(pid: int) -> list[int]:
    everyone = [int(path.name) for path in Path("/proc").glob("[0-9]*")]
    return [one for one in everyone if (stat := _stat(one)) is not None and stat[1] == pid]


def _is_render(pid: int) -> bool:
    try:
        return b"kinora.engines.child" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def renders_below(pid: int | None = None) -> list[int]:
    """The render processes (guards and renderers) below a process: this one, if none is given."""
    found: list[int] = []
    waiting = _children(pid or os.getpid())
    while waiting:
        child = waiting.pop()
        waiting += _children(child)
        if _is_render(child):
            found.append(child)
    return found


def is_alive(pid: int) -> bool:
    """Whether a process still does something: neither gone nor a zombie."""
    stat = _stat(pid)
    return stat is not None and stat[0] != "Z"
