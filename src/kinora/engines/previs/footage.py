"""Given recordings: a base video as a shot, a sound file or a video's sound as a soundtrack. Decodes as it goes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.container import InputContainer

from kinora.engines.previs.framing import Picture, cover
from kinora.engines.previs.look import Look
from kinora.engines.previs.tones import RATE, Stereo
from kinora.spec.errors import MediaUnusable

_LOCAL_ONLY = {"protocol_whitelist": "file"}  # a file may name others; none of them is opened
_JOIN_SECONDS = 0.25


class FootageShot:
    """A video cropped to the frame and brought to the clip's rate by its own time stamps, under a look.

    Sequential: frames are asked for in order. A video that is too short holds its last frame.
    """

    def __init__(self, path: Path, look: Look, *, width: int, height: int, fps: int) -> None:
        self._look = look
        self._size = (width, height)
        self._fps = fps
        self._pictures = _pictures(path)
        self._now = self._next_or_none()
        if self._now is None:
            raise MediaUnusable("The reference video holds no picture that can be decoded.")
        self._start, first = self._now
        self._coming = self._next_or_none()
        self._shown = cover(first, width, height)

    def frame(self, index: int) -> Picture:
        """Frame `index`, BGR uint8."""
        due = self._start + Fraction(index, self._fps)
        latest: Picture | None = None
        while self._coming is not None and self._coming[0] <= due:
            latest = self._coming[1]
            self._coming = self._next_or_none()
        if latest is not None:
            self._shown = cover(latest, *self._size)
        return self._look.over(self._shown.copy(), index, 1.0)

    def _next_or_none(self) -> tuple[Fraction, Picture] | None:
        return next(self._pictures, None)


def _pictures(path: Path) -> Iterator[tuple[Fraction, Picture]]:
    """Every frame with its time in seconds, turned upright. A damaged rest ends the video."""
    with _opened(path) as container:
        stream = container.streams.video[0]
        stream.thread_type = "SLICE"  # this process has one core
        step = 1 / (stream.average_rate or Fraction(24))
        time = Fraction(0)
        try:
            for frame in container.decode(stream):
                time = time if frame.pts is None or frame.time_base is None else frame.pts * frame.time_base
                picture = np.asarray(frame.to_ndarray(format="bgr24"), np.uint8)
                yield time, np.ascontiguousarray(np.rot90(picture, frame.rotation // 90))
                time += step
        except av.FFmpegError:
            return


def has_sound(path: Path) -> bool:
    """Whether the file has an audio stream."""
    with _opened(path) as container:
        return bool(container.streams.audio)


def recording(path: Path, seconds: float, *, loop: bool) -> Stereo:
    """The first `seconds` of a file's sound: float32 (n, 2) at 48 kHz.

    loop: repeat a shorter one, joined by a cross-fade; else silence follows it. Raises MediaUnusable.
    """
    wanted = round(seconds * RATE)
    sound = _decoded(path, wanted)
    if len(sound) < round(_JOIN_SECONDS * RATE) * 2:
        loop = False
    while loop and len(sound) < wanted:
        sound = _joined(sound, sound)
    held = sound[:wanted]
    return np.pad(held, ((0, wanted - len(held)), (0, 0)))


def _decoded(path: Path, wanted: int) -> Stereo:
    blocks: list[Stereo] = []
    length = 0
    with _opened(path) as container:
        if not container.streams.audio:
            raise MediaUnusable("The audio reference holds no sound.")
        resampler = av.AudioResampler(format="fltp", layout="stereo", rate=RATE)
        try:
            for frame in container.decode(container.streams.audio[0]):
                for block in resampler.resample(frame):
                    blocks.append(np.asarray(block.to_ndarray().T, np.float32))
                    length += len(blocks[-1])
                if length >= wanted:
                    break
        except av.FFmpegError:
            pass  # what was heard until the damage is kept
    if not length:
        raise MediaUnusable("The audio reference holds no sound that can be decoded.")
    return np.nan_to_num(np.concatenate(blocks)[:wanted]).clip(-1, 1)


def _joined(one: Stereo, other: Stereo) -> Stereo:
    overlap = round(_JOIN_SECONDS * RATE)
    rise = np.linspace(0, 1, overlap, dtype=np.float32)[:, None]
    middle = one[-overlap:] * np.sqrt(1 - rise) + other[:overlap] * np.sqrt(rise)
    return np.concatenate([one[:-overlap], middle, other[overlap:]])


@contextmanager
def _opened(path: Path) -> Iterator[InputContainer]:
    try:
        with av.open(str(path.absolute()), options=_LOCAL_ONLY) as container:
            yield container
    except av.FFmpegError as error:
        raise MediaUnusable(f"The reference can't be decoded: {error.strerror}.") from error
