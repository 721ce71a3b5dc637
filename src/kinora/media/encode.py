"""Raw frames and sound in, one MP4 out, byte for byte the same for the same input on the same library versions.

Knows the house's delivery format (H.264 High 4:2:0 and AAC). Refuses to know what the frames show or who drew them.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.video.stream import VideoStream
from numpy.typing import NDArray

SAMPLE_RATE = 48_000
_SOUND_BIT_RATE = 160_000
_SOUND_BLOCK = 1024  # samples in one AAC frame
_CONSTANT_RATE_FACTOR = "20"  # 45 dB of luma and more against the raw frame where it is given
_THREADS = 2  # x264's output depends on the number of threads, so it never follows the machine
_LIMITED_RANGE = 1
_BT601 = 6  # SMPTE 170M: what the frames are, and not what players guess at 720p

# Without mbtree: with it, x264's AVX-512 code reads memory that nobody wrote at widths that are no multiple of its
# blocks (328x192, 720x1280), and the same frames give other bytes. Costs 10 to 20 % of size; goes when x264 is mended.
# "superfast" costs half of "veryfast" (9 to 17 CPU-ms a 720p frame against 17 to 28) for a quarter more bytes.
_VIDEO_OPTIONS = {"preset": "superfast", "crf": _CONSTANT_RATE_FACTOR, "profile": "high", "mbtree": "0"}
_CONTAINER_OPTIONS = {
    # use_metadata_tags: plain MP4 drops keys that it has no atom for, such as `engine`.
    "movflags": "+faststart+use_metadata_tags",
    # 0: hold packets until every stream has one, so that the file doesn't depend on the order of the calls.
    "max_interleave_delta": "0",
    "fflags": "+bitexact",
}


class Mp4Writer:
    """Writes one clip. A context manager: the file appears at `path` when the block ends without an exception.

    width, height: pixels, both even. fps: whole frames per second. sound: whether the file has an audio stream.
    metadata: free keys of the container, kept as they are. Until the end the file is `<name>.part` beside `path`;
    after an exception neither exists. Raises ValueError for a frame or a block of sound of the wrong shape.
    """

    def __init__(
        self, path: Path, *, width: int, height: int, fps: int, sound: bool, metadata: Mapping[str, str]
    ) -> None:
        if width % 2 or height % 2 or min(width, height) < 2:
            raise ValueError(f"4:2:0 video needs an even width and height, not {width}x{height}")
        self.path = path
        self._part = path.with_name(path.name + ".part")
        self._shape = (height * 3 // 2, width)
        self._size = (width, height)
        self._fps = fps
        self._has_sound = sound
        self._metadata = dict(metadata)
        self._frames = 0
        self._samples = 0
        self._rest = np.zeros((0, 2), np.float32)
        self._container: OutputContainer | None = None

    def __enter__(self) -> Self:
        try:
            self._open()
        except BaseException:
            self._discard()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            self._discard()
            return
        try:
            self._finish()
        except BaseException:
            self._discard()
            raise
        self._part.replace(self.path)

    def write(self, frame: NDArray[np.uint8]) -> None:
        """Append one frame: uint8 I420, shape (height * 3 // 2, width), BT.601 limited range."""
        if frame.shape != self._shape or frame.dtype != np.uint8:
            raise ValueError(f"a frame must be uint8 of shape {self._shape}, not {frame.dtype} of {frame.shape}")
        picture = av.VideoFrame.from_ndarray(np.ascontiguousarray(frame), format="yuv420p")
        picture.pts = self._frames
        picture.time_base = Fraction(1, self._fps)
        self._frames += 1
        self._writing().mux(self._video.encode(picture))

    def write_sound(self, samples: NDArray[np.float32]) -> None:
        """Append sound: (n, 2) float32 stereo at 48 kHz in -1..1. Blocks of any length, in any order with frames."""
        if not self._has_sound:
            raise ValueError("this clip was opened without sound")
        if samples.ndim != 2 or samples.shape[1] != 2 or samples.dtype != np.float32:
            raise ValueError(f"sound must be float32 of shape (n, 2), not {samples.dtype} of {samples.shape}")
        waiting = np.concatenate([self._rest, samples])
        whole = len(waiting) - len(waiting) % _SOUND_BLOCK
        for start in range(0, whole, _SOUND_BLOCK):
            self._encode_sound(waiting[start : start + _SOUND_BLOCK])
        self._rest = waiting[whole:].copy()

    def _open(self) -> None:
        container = av.open(str(self._part), "w", format="mp4", options=_CONTAINER_OPTIONS)
        self._container = container
        container.metadata.update(self._metadata)
        self._video = self._add_video(container)
        if self._has_sound:
            self._audio: AudioStream = container.add_stream("aac", rate=SAMPLE_RATE, layout="stereo")
            self._audio.bit_rate = _SOUND_BIT_RATE

    def _add_video(self, container: OutputContainer) -> VideoStream:
        stream: VideoStream = container.add_stream("libx264", rate=self._fps, options=_VIDEO_OPTIONS)
        stream.width, stream.height = self._size
        stream.pix_fmt = "yuv420p"
        context = stream.codec_context
        context.thread_count = _THREADS
        context.gop_size = 2 * self._fps
        context.color_range = _LIMITED_RANGE
        context.colorspace = context.color_primaries = context.color_trc = _BT601
        return stream

    def _writing(self) -> OutputContainer:
        if self._container is None:
            raise ValueError("the clip is not open: use `with Mp4Writer(...)`")
        return self._container

    def _encode_sound(self, block: NDArray[np.float32]) -> None:
        # Without its own pts a block is timed behind the encoder's priming and the stream grows by one AAC frame.
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(block.T), format="fltp", layout="stereo")
        frame.sample_rate = SAMPLE_RATE
        frame.time_base = Fraction(1, SAMPLE_RATE)
        frame.pts = self._samples
        self._samples += len(block)
        self._writing().mux(self._audio.encode(frame))

    def _finish(self) -> None:
        container = self._writing()
        if self._frames == 0:
            raise ValueError("a clip needs at least one frame")
        container.mux(self._video.encode(None))
        if self._has_sound:
            if len(self._rest):
                self._encode_sound(self._rest)
            container.mux(self._audio.encode(None))
        self._container = None
        container.close()

    def _discard(self) -> None:
        container, self._container = self._container, None
        try:
            if container is not None:
                container.close()
        except av.FFmpegError:
            pass  # the file is thrown away, and the first exception is the one to be told
        finally:
            self._part.unlink(missing_ok=True)
