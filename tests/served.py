"""A real `kinora serve` in a process of its own, and what tests need around it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import av
import cv2
import httpx
import numpy as np

KINORA = Path(sys.executable).with_name("kinora")
BEARER = {"authorization": "Bearer a-test-key"}
MAGNIFIC = {"x-magnific-api-key": "a-test-key"}
MINI = "/v1/ai/video/seedance-2-mini"
AIML = "/v2/video/generations"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """A server on one port and one data folder; it may be killed and started again."""

    data: Path
    port: int = field(default_factory=free_port)
    settings: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> float:
        """Start and wait for the first 200 of /healthz. Answers how many seconds that took."""
        environment = {**os.environ, **{f"KINORA_{name.upper()}": value for name, value in self.settings.items()}}
        begun = time.monotonic()
        with (self.data.parent / "serve.log").open("ab") as log:
            command = [str(KINORA), "serve", "--port", str(self.port), "--data", str(self.data)]
            self.process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=self.data.parent)
        while time.monotonic() - begun < 60:
            if self.process.poll() is not None:
                raise AssertionError(f"the server ended: {self.log()}")
            with suppress(httpx.TransportError):
                if httpx.get(f"{self.base}/healthz").status_code == 200:
                    return time.monotonic() - begun
            time.sleep(0.02)
        raise AssertionError(f"the server did not answer: {self.log()}")

    def log(self) -> str:
        return (self.data.parent / "serve.log").read_text()

    def kill(self) -> None:
        """kill -9, as a crash or the kernel would."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        assert self.process is not None
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()
            raise

    def client(self, **headers: str) -> httpx.Client:
        return httpx.Client(base_url=self.base, headers={**BEARER, **headers}, timeout=30)


@contextmanager
def serving(folder: Path, **settings: str) -> Iterator[Server]:
    server = Server(folder / "data", settings=settings)
    server.start()
    try:
        yield server
    finally:
        if server.process is not None and server.process.poll() is None:
            server.stop()


def finished(client: httpx.Client, id: str, *, seconds: float = 240) -> dict[str, Any]:
    """The native API's answer once the job has ended."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        job: dict[str, Any] = client.get(f"/api/v1/jobs/{id}").json()
        if job["state"] not in {"queued", "running"}:
            return job
        time.sleep(0.1)
    raise AssertionError(f"job {id} is still {job}")


def picture(width: int = 640, height: int = 360, *, seed: int = 1, shift: int = 0) -> bytes:
    """A PNG with something to see: soft hills under a sky, with speckles; shifted sideways by some pixels."""
    random = np.random.default_rng(seed)
    wide = cv2.GaussianBlur(random.integers(0, 255, (height, width + 200, 3), np.uint8), (0, 0), 9)
    wide = cv2.normalize(wide, np.empty_like(wide), 0, 255, cv2.NORM_MINMAX)
    for index in range(60):
        centre = (int(random.integers(0, width + 200)), int(random.integers(height // 3, height)))
        colour = tuple(int(value) for value in random.integers(0, 255, 3))
        cv2.circle(wide, centre, 6 + index % 14, colour, -1, cv2.LINE_AA)
    done, encoded = cv2.imencode(".png", wide[:, 50 + shift : 50 + shift + width])
    assert done
    return encoded.tobytes()


@dataclass(frozen=True)
class Film:
    """What PyAV sees in a file."""

    width: int
    height: int
    frames: int
    fps: float
    codec: str
    pixel_format: str
    sound: str | None
    sound_seconds: float | None
    fast_start: bool
    comment: str


def look(content: bytes, folder: Path) -> Film:
    """Decode a whole MP4 and say what it is."""
    path = folder / f"{time.monotonic_ns()}.mp4"
    path.write_bytes(content)
    with av.open(str(path)) as container:
        video = container.streams.video[0]
        sound = container.streams.audio[0] if container.streams.audio else None
        frames = sum(1 for _ in container.decode(video))
        duration = None if sound is None else float((sound.duration or 0) * (sound.time_base or 0))
        return Film(
            width=video.width,
            height=video.height,
            frames=frames,
            fps=float(video.average_rate or 0),
            codec=video.codec_context.name,
            pixel_format=str(video.codec_context.pix_fmt),
            sound=None if sound is None else sound.codec_context.name,
            sound_seconds=duration,
            fast_start=content.find(b"moov") < content.find(b"mdat"),
            comment=str(container.metadata),
        )
