"""Given sound: files as a soundtrack of the clip's length. Decodes; refuses to know what is seen meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av
import numpy as np
from av.container import InputContainer

from kinora.engines.previs.sound.tones import RATE, Stereo
from kinora.spec.errors import MediaUnusable

_LOCAL_ONLY = {"protocol_whitelist": "file"}  # a file may name others; none of them is opened
_JOIN_SECONDS = 0.25


def has_sound(path: Path) -> bool:
    """Whether the file has an audio stream."""
    with _opened(path) as container:
        return bool(container.streams.audio)


def recording(path: Path, seconds: float, *, loop: bool) -> Stereo:
    """The first `seconds` of a file's sound: float32 (n, 2) at 48 kHz.

    loop: repeat a shorter one, joined by a cross-fade; else silence follows it. Raises MediaUnusable.
    """
    wanted = round(seconds * RATE)
    return _fitted(_decoded(path, wanted), wanted, loop=loop)


def recordings(paths: tuple[Path, ...], seconds: float) -> Stereo:
    """Several files' sound, one after the other, joined by cross-fades, over and over until `seconds` are full.

    Where they are longer together, each is heard for an equal part. Raises MediaUnusable.
    """
    wanted = round(seconds * RATE)
    sounds = [_decoded(path, wanted) for path in paths]
    if sum(map(len, sounds)) > wanted:
        join = round(_JOIN_SECONDS * RATE)
        each = wanted // len(sounds) + (join if len(sounds) > 1 else len(sounds[0]))
        sounds = [sound[:each] for sound in sounds]
    joined = sounds[0]
    for sound in sounds[1:]:
        joined = _joined(joined, sound)
    return _fitted(joined, wanted, loop=True)


def _fitted(sound: Stereo, wanted: int, *, loop: bool) -> Stereo:
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
    overlap = min(round(_JOIN_SECONDS * RATE), len(one) // 2, len(other) // 2)
    if not overlap:
        return np.concatenate([one, other])
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
