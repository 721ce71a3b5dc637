"""How soon and how small: import, cold start, idle memory, size of the base install, and one clip over HTTP.

python bench/start.py
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.served import MAGNIFIC, MINI, Server, serving

RUNS = 5


def import_seconds(module: str) -> float:
    code = f"import time; t = time.perf_counter(); import {module}; print(time.perf_counter() - t)"
    runs = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout) for _ in range(RUNS)
    ]
    return statistics.median(runs)


def server_megabytes(server: Server) -> float:
    assert server.process is not None
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def start() -> tuple[float, float]:
    """Seconds to the first 200 of /healthz, and MB of memory two seconds later."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server:
        server.stop()
        seconds = server.start()
        time.sleep(2)
        return seconds, server_megabytes(server)


def clip() -> tuple[float, int, float]:
    """Seconds from the POST of a 5 s 720p text-to-video to its completed status, the steps it showed, and MB after."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server, server.client(**MAGNIFIC) as client:
        begun = time.monotonic()
        body = {"prompt": "A koala surfs a wave at sunset, cinematic", "duration": 5}
        id = client.post(f"{MINI}-720p", json=body).json()["data"]["task_id"]
        steps = set()
        while client.get(f"{MINI}/{id}").json()["data"]["status"] != "COMPLETED":
            steps.add(str(client.get(f"/api/v1/jobs/{id}").json()["progress"]))
            time.sleep(0.05)
        return time.monotonic() - begun, len(steps), server_megabytes(server)


def installed_megabytes(name: str) -> float:
    """What a distribution and all that it requires (extras left out) take on the disk."""
    seen: set[str] = set()
    waiting, total = [name], 0
    while waiting:
        current = canonicalize_name(waiting.pop())
        if current in seen:
            continue
        seen.add(current)
        found = distribution(current)
        total += sum(path.stat().st_size for file in found.files or () if (path := Path(str(file.locate()))).is_file())
        needed = map(Requirement, found.requires or ())
        waiting += [item.name for item in needed if item.marker is None or item.marker.evaluate({"extra": ""})]
    return total / 1e6


def main() -> None:
    starts = [start() for _ in range(RUNS)]
    clips = [clip() for _ in range(RUNS)]
    rows = [
        ("import kinora", f"{import_seconds('kinora') * 1000:.1f} ms", "< 150 ms"),
        ("import json (for scale)", f"{import_seconds('json') * 1000:.1f} ms", ""),
        ("cold start to the first 200", f"{statistics.median(seconds for seconds, _ in starts):.2f} s", "≤ 3 s"),
        ("base install (without pip)", f"{installed_megabytes('kinora'):.0f} MB", "≤ 350 MB"),
        ("idle RSS", f"{statistics.median(size for _, size in starts):.0f} MB", "≤ 150 MB"),
        (
            "5 s 720p, POST to completed",
            f"{statistics.median(seconds for seconds, _, _ in clips):.1f} s",
            "≤ 10 s, idle",
        ),
        ("RSS after that clip", f"{statistics.median(size for *_, size in clips):.0f} MB", ""),
        ("steps of progress seen", f"{statistics.median(steps for _, steps, _ in clips):.0f}", ""),
    ]
    print(f"median of {RUNS} runs")
    for name, figure, bar in rows:
        print(f"{name:<30}{figure:>12}   {bar}")


if __name__ == "__main__":
    main()
