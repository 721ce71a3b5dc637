"""Single pictures out of a clip: the one that stands for it in lists and players, and its last."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from kinora.media.container import open_container, sniff_file
from kinora.spec.errors import MediaUnusable

_PLACE = 1 / 3  # the first frame is often still fading in, the last already leaving
_QUALITY = 88


def make_poster(video: Path, target: Path) -> None:
    """Write a JPG of the frame about a third into the clip, of the same pixel size. Raises MediaUnusable."""
    _write(_frame_at(video, _PLACE), target, "JPEG")


def make_last_frame(video: Path, target: Path) -> None:
    """Write a PNG of the clip's last frame, of the same pixel size. Raises MediaUnusable."""
    _write(_frame_at(video, 1.0), target, "PNG")


def _write(picture: Image.Image, target: Path, format: str) -> None:
    part = target.with_name(target.name + ".part")
    try:
        picture.save(part, format=format, quality=_QUALITY)  # PNG has no use for the quality, and ignores it
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _frame_at(video: Path, place: float) -> Image.Image:
    """The frame at a part of the clip's length; the last one where none is as late."""
    with open_container(video, sniff_file(video)) as container:
        stream = next(iter(container.streams.video), None)
        if stream is None or stream.codec_context is None:
            raise MediaUnusable("No picture can be made: the file holds no video that can be read.")
        begin = stream.start_time or 0
        wanted = begin + int((stream.duration or 0) * place)
        if wanted > begin:
            container.seek(wanted, stream=stream, backward=True)
        latest = None
        for latest in container.decode(stream):
            if latest.pts is not None and latest.pts >= wanted:
                break
        if latest is None:
            raise MediaUnusable("No picture can be made: the video has no frame that can be read.")
        return Image.fromarray(latest.to_ndarray(format="rgb24"))
