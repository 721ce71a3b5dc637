"""What a media file really holds, found by decoding it; and whether a rendered clip is exactly what was planned."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from os import SEEK_CUR
from pathlib import Path

from av import Packet, VideoFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Disposition, Stream
from av.video.stream import VideoStream

from kinora.media.container import damaged, open_container, sniff_file
from kinora.media.measure import Probe
from kinora.media.picture import LARGEST_AREA, LARGEST_SIDE, open_picture
from kinora.media.sniff import Sniffed
from kinora.spec.errors import EngineFailed, MediaUnusable
from kinora.spec.plan import Plan

_LARGEST_SOUND_GAP_SECONDS = 0.1
_SIDEWAYS = frozenset({5, 6, 7, 8})  # values of the EXIF orientation that swap the sides
_ORIENTATION_TAG = 0x0112

_BOXED = frozenset({".mp4", ".mov", ".m4a"})
_HONEST = _BOXED | {".wav", ".flac"}  # formats that declare their length; for the others FFmpeg guesses one
_COVER = Disposition.attached_pic
# MP4, MOV and WebM hold pictures, sound or both, and the first bytes do not always say so.
_VIDEO_TYPES = {"audio/mp4": "video/mp4"}
_AUDIO_TYPES = {"video/mp4": "audio/mp4", "video/quicktime": "audio/mp4", "video/webm": "audio/webm"}


@dataclass(slots=True)
class _Count:
    """What one stream really delivered. shown: packets that are not cut away by an edit list."""

    packets: int = 0
    shown: int = 0
    begin_seconds: float = math.inf
    end_seconds: float = 0.0

    @property
    def seconds(self) -> float:
        # Negative times are an encoder's run-up, which nobody hears or sees.
        return self.end_seconds - max(0.0, min(self.begin_seconds, self.end_seconds))

    def add(self, packet: Packet[Stream]) -> None:
        self.packets += 1
        self.shown += not packet.is_discard
        if packet.pts is None:
            return
        begin = float(packet.pts * packet.time_base)
        self.begin_seconds = min(self.begin_seconds, begin)
        self.end_seconds = max(self.end_seconds, begin + float((packet.duration or 0) * packet.time_base))


def probe(path: Path) -> Probe:
    """Open a file and decode enough of it to trust it. Raises MediaUnusable with a sentence for the user."""
    found = sniff_file(path)
    return _probe_still(path, found) if found.kind == "image" else _probe_timed(path, found)


def verify_clip(path: Path, plan: Plan) -> Probe:
    """Check a rendered clip against its plan. Raises EngineFailed naming the first thing that does not fit."""
    try:
        found = probe(path)
    except (MediaUnusable, OSError) as error:
        raise EngineFailed(f"The rendered file did not pass verification: {error}") from error
    for what, is_value, planned in (
        ("container", found.media_type, "video/mp4"),
        ("video codec", found.video_codec, "h264"),
        ("pixel format", found.pixel_format, "yuv420p"),
        ("frame size", f"{found.width}x{found.height}", f"{plan.width}x{plan.height}"),
        ("number of frames", found.frames, plan.frames),
        ("frame rate", found.fps, plan.fps),
        ("audio stream", _presence(found.has_sound), _presence(plan.sound)),
        ("index", _place(found.fast_start), _place(True)),
    ):
        if is_value != planned:
            raise EngineFailed(f"The rendered file did not pass verification: {what} is {is_value}, not {planned}.")
    if found.sound_seconds is not None:
        gap = abs(found.sound_seconds - plan.length)
        if gap >= _LARGEST_SOUND_GAP_SECONDS:
            raise EngineFailed(
                "The rendered file did not pass verification: "
                f"audio lasts {found.sound_seconds:.3f} seconds, not {plan.length:g}."
            )
    return found


def _presence(present: bool) -> str:
    return "present" if present else "absent"


def _place(fast_start: bool) -> str:
    return "before the data" if fast_start else "behind the data"


def _probe_still(path: Path, found: Sniffed) -> Probe:
    with open_picture(path) as image:
        width, height = image.size
        if image.getexif().get(_ORIENTATION_TAG) in _SIDEWAYS:
            width, height = height, width
        image.draft(None, (1, 1))  # JPEG: reads all of the file, yet builds an eighth of the pixels
        image.load()
    return Probe(kind="image", media_type=found.media_type, width=width, height=height)


def _probe_timed(path: Path, found: Sniffed) -> Probe:
    with open_container(path, found) as container:
        # A sound file's cover picture is a video stream of one frame; it is not what the file is about.
        video = next((each for each in container.streams.video if not each.disposition & _COVER), None)
        audio = next(iter(container.streams.audio), None)
        streams = [each for each in (video, audio) if each is not None]
        # Of a stream in an unknown codec the library makes no more than its number.
        if any(each.codec_context is None for each in streams):
            raise MediaUnusable(f"The {found.kind} can't be read: its codec is not known here.")
        if video is not None:
            _check_size(video.width, video.height)
        counts = _count(container, found, streams)
        if audio is not None:
            _decode_first(path, found, audio.index)
        if video is not None:
            return _moving(path, found, video, audio, counts)
        if audio is not None:
            return _sounding(found, audio, counts[audio.index])
    raise MediaUnusable(f"The {found.kind} holds neither pictures nor sound.")


def _moving(
    path: Path, found: Sniffed, video: VideoStream, audio: AudioStream | None, counts: Mapping[int, _Count]
) -> Probe:
    first = _decode_first(path, found, video.index)
    _decode_last(path, found, video.index)
    sideways = isinstance(first, VideoFrame) and first.rotation % 180 != 0
    width, height = (video.height, video.width) if sideways else (video.width, video.height)
    return Probe(
        kind="video",
        media_type=_VIDEO_TYPES.get(found.media_type, found.media_type),
        width=width,
        height=height,
        seconds=counts[video.index].seconds,
        frames=counts[video.index].shown,
        fps=None if video.average_rate is None else float(video.average_rate),
        video_codec=video.codec_context.name,
        pixel_format=video.codec_context.pix_fmt,
        audio_codec=None if audio is None else audio.codec_context.name,
        has_sound=audio is not None,
        sound_seconds=None if audio is None else counts[audio.index].seconds,
        fast_start=found.suffix in _BOXED and _is_fast_start(path),
    )


def _sounding(found: Sniffed, audio: AudioStream, count: _Count) -> Probe:
    return Probe(
        kind="audio",
        media_type=_AUDIO_TYPES.get(found.media_type, found.media_type),
        seconds=count.seconds,
        audio_codec=audio.codec_context.name,
        has_sound=True,
        sound_seconds=count.seconds,
    )


def _count(container: InputContainer, found: Sniffed, streams: list[VideoStream | AudioStream]) -> dict[int, _Count]:
    """Read every packet of the streams, decoding none. Raises MediaUnusable when there are fewer than declared."""
    counts = {stream.index: _Count() for stream in streams}
    for packet in container.demux(streams):
        if packet.size:  # the empty ones at the end are for decoders
            if packet.is_corrupt:
                raise damaged(found, "a packet is not whole")
            counts[packet.stream_index].add(packet)
    for stream in streams:
        count = counts[stream.index]
        if count.packets == 0:
            raise damaged(found, "a stream is empty")
        if stream.frames > count.packets:
            raise damaged(found, f"{count.packets} of {stream.frames} frames have arrived")
        if found.suffix in _HONEST and stream.duration is not None and stream.time_base is not None:
            declared = float(stream.duration * stream.time_base)
            if count.seconds < declared * 0.95 - 0.1:
                raise damaged(found, f"{count.seconds:.1f} of {declared:.1f} seconds have arrived")
    return counts


def _decode_first(path: Path, found: Sniffed, index: int) -> object:
    with open_container(path, found) as container:
        for frame in container.decode(streams=[index]):
            return frame
    raise damaged(found, "its first frame can't be decoded")


def _decode_last(path: Path, found: Sniffed, index: int) -> None:
    """Decode from the last key frame to the end, where a file that was cut short betrays itself."""
    with open_container(path, found) as container:
        stream = container.streams[index]
        if stream.duration:
            container.seek((stream.start_time or 0) + stream.duration, stream=stream, backward=True)
        elif container.duration:
            container.seek(container.duration, backward=True)
        for _ in container.decode(streams=[index]):
            pass


def _check_size(width: int, height: int) -> None:
    if width < 1 or height < 1:
        raise MediaUnusable("The video can't be read: it has no frame size.")
    if max(width, height) > LARGEST_SIDE or width * height > LARGEST_AREA:
        raise MediaUnusable(f"The video is too large: {width}x{height} pixels.")


def _is_fast_start(path: Path) -> bool:
    """Whether `moov` is met before `mdat` among the file's outermost boxes (ISO 14496-12, section 4.2)."""
    with path.open("rb") as file:
        while len(head := file.read(16)) >= 8:
            size, name = int.from_bytes(head[:4]), head[4:8]
            if name in {b"moov", b"mdat"}:
                return name == b"moov"
            if size == 1:  # the size stands behind the name, in eight bytes
                size = int.from_bytes(head[8:16])
            if size < 8:
                return False
            file.seek(size - len(head), SEEK_CUR)
    return False
