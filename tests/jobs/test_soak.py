"""The soak, short: what `make soak` does for long."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.long


def test_nothing_is_lost_or_done_twice_while_things_are_killed() -> None:
    pytest.importorskip("pgserver", reason="pgserver has no wheel for this Python")
    command = [sys.executable, "bench/soak.py", "--jobs", "24", "--workers", "2", "--every", "4"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=280)
    assert done.returncode == 0, done.stdout + done.stderr
    assert sum(line.startswith("ok ") for line in done.stdout.splitlines()) == 7
