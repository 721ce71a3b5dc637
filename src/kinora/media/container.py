"""Opening video and sound that strangers made: by what the bytes are, with FFmpeg's errors turned into ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av
from av.container import InputContainer

from kinora.media.sniff import HEAD_BYTES, Sniffed, sniff
from kinora.spec.errors import MediaUnusable

_DEMUXERS = {
    # Named by what was sniffed and never guessed by FFmpeg, whose playlist formats open other files and addresses.
    ".mp4": "mov",
    ".mov": "mov",
    ".m4a": "mov",
    ".webm": "matroska",
    ".mp3": "mp3",
    ".wav": "wav",
    ".flac": "flac",
    ".ogg": "ogg",
}


def sniff_file(path: Path) -> Sniffed:
    """What a file is. Raises MediaUnusable when it is nothing that this house reads."""
    with path.open("rb") as file:
        found = sniff(file.read(HEAD_BYTES))
    if found is None:
        raise MediaUnusable("The file is no image, video or sound in a format that is known here.")
    return found


@contextmanager
def open_container(path: Path, found: Sniffed) -> Iterator[InputContainer]:
    """Open a file for reading. FFmpeg's errors, inside the block too, become MediaUnusable."""
    demuxer = _DEMUXERS.get(found.suffix)
    if demuxer is None:
        raise MediaUnusable(f"The file is {found.media_type}, neither video nor sound.")
    try:
        with av.open(
            str(path.absolute()),
            format=demuxer,
            options={"protocol_whitelist": "file"},
            metadata_errors="replace",
        ) as container:
            yield container
    except av.FFmpegError as error:
        raise damaged(found, error.strerror or "unknown reason") from None


def damaged(found: Sniffed, reason: str) -> MediaUnusable:
    """The sentence for a file that begins well and does not go on so."""
    return MediaUnusable(f"The {found.kind} can't be read: the file is damaged or cut short ({reason}).")
