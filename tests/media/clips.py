"""Small real files for the tests of this room, and one place that knows how to make them."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.container import OutputContainer
from numpy.typing import NDArray

from kinora.media.encode import SAMPLE_RATE, Mp4Writer
from kinora.spec.plan import Plan

WIDTH, HEIGHT, FPS = 96, 64, 24


def plan(**changes: int | bool) -> Plan:
    wanted: dict[str, int | bool] = {"width": WIDTH, "height": HEIGHT, "seconds": 1, "seed": 1} | changes
    return Plan(
        model="any",
        prompt="",
        width=int(wanted["width"]),
        height=int(wanted["height"]),
        seconds=int(wanted["seconds"]),
        fps=int(wanted.get("fps", FPS)),
        seed=int(wanted["seed"]),
        sound=bool(wanted.get("sound", True)),
    )


def frames(count: int, width: int = WIDTH, height: int = HEIGHT) -> list[NDArray[np.uint8]]:
    """A bright bar that walks over a ramp, as I420."""
    ramp = np.tile(np.linspace(16, 200, width, dtype=np.uint8), (height, 1))
    pictures = []
    for index in range(count):
        frame = np.full((height * 3 // 2, width), 128, np.uint8)
        frame[:height] = ramp
        frame[:height, (index * 4) % width : (index * 4) % width + 4] = 235
        pictures.append(frame)
    return pictures


def tone(seconds: float) -> NDArray[np.float32]:
    time = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    left = 0.3 * np.sin(2 * np.pi * 440 * time)
    return np.stack([left, left * 0.5], axis=1).astype(np.float32)


def clip(path: Path, *, seconds: float = 1, sound: bool = True, width: int = WIDTH, height: int = HEIGHT) -> Path:
    with Mp4Writer(path, width=width, height=height, fps=FPS, sound=sound, metadata={"engine": "test"}) as writer:
        for frame in frames(round(seconds * FPS), width, height):
            writer.write(frame)
        if sound:
            writer.write_sound(tone(seconds))
    return path


def other_file(path: Path, *, video: str | None = None, audio: str | None = None, frames_wanted: int = 24) -> Path:
    """A file in the format of its suffix with the named codecs, one second long."""
    with av.open(str(path), "w") as container:
        pictures = None if video is None else container.add_stream(video, rate=FPS)
        sounds = None if audio is None else container.add_stream(audio, rate=SAMPLE_RATE)
        if isinstance(pictures, av.VideoStream):
            _write_pictures(container, pictures, frames_wanted)
        if isinstance(sounds, av.AudioStream):
            _write_sounds(container, sounds)
    return path


def _write_pictures(container: OutputContainer, stream: av.VideoStream, count: int) -> None:
    stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
    for index, planes in enumerate(frames(count)):
        picture = av.VideoFrame.from_ndarray(planes, format="yuv420p")
        picture.pts, picture.time_base = index, Fraction(1, FPS)
        container.mux(stream.encode(picture))
    container.mux(stream.encode(None))


def _write_sounds(container: OutputContainer, stream: av.AudioStream) -> None:
    samples = (tone(1) * 32_000).astype(np.int16).reshape(1, -1)
    for start in range(0, SAMPLE_RATE, 1000):
        block = np.ascontiguousarray(samples[:, start * 2 : (start + 1000) * 2])
        frame = av.AudioFrame.from_ndarray(block, format="s16", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = SAMPLE_RATE, start, Fraction(1, SAMPLE_RATE)
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))
