"""The bench of jobs runs through; what it measures is nobody's promise here, since machines differ."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).parents[2] / "bench" / "jobs.py"
ROWS = (
    "GET /healthz",
    "POST, durable",
    "GET status (Magnific)",
    "GET status (native",
    "requests for one of /healthz",
    "events to 200 listeners",
    "list of 20 (native), 5,000",
    "list of 20 of one model and tier (Magnific), many : few",
    "from submit to start",
    "jobs worked off",
    "RSS after",
)


def test_the_bench_prints_every_figure() -> None:
    done = subprocess.run([sys.executable, BENCH, "--quick"], capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    missing = [row for row in ROWS if row not in done.stdout]
    assert not missing, done.stdout
    assert "ONLY" not in done.stdout, "an event got lost on its way to a listener"
