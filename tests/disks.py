"""Small disks for tests that fill them or make them read-only. Skips where mounting is not allowed."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest


@contextmanager
def mounted(folder: Path, *, size: str = "8m") -> Iterator[Path]:
    """A disk of its own at the folder, in memory and of this size."""
    folder.mkdir(parents=True, exist_ok=True)
    done = _run("mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder))
    if done is None:
        pytest.skip("mounting a small disk takes a system administrator on Linux")
    try:
        yield folder
    finally:
        # Lazily: a process that was killed may still have its log open there.
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """The mounted disk, taking no writes."""
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    try:
        yield
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(folder)], check=True)


def fill(folder: Path) -> Path:
    """A file that takes all the room that is left, whatever others write meanwhile."""
    path = folder / "filler"
    with path.open("wb", buffering=0) as file:
        for size in (2**20, 2**16, 2**12, 1):
            with suppress(OSError):
                while file.write(bytes(size)) == size:
                    pass
    return path


def resize(folder: Path, size: str) -> None:
    """Give the mounted disk another size."""
    subprocess.run(["mount", "-o", f"remount,size={size}", str(folder)], check=True)


def _run(*command: str) -> bytes | None:
    try:
        return subprocess.run(command, check=True, capture_output=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
