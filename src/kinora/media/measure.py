"""What a media file is, as a value, and the way to find out that loads no decoder before there is a file to look at."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kinora.spec.media import MediaKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """A readable file. width, height: pixels as shown. seconds, frames, fps: None for stills.

    sound_seconds: length of the audio stream. fast_start: the index comes before the data, so that a player can begin
    before the end has arrived; False for everything but MP4 and MOV.
    """

    kind: MediaKind
    media_type: str
    width: int | None = None
    height: int | None = None
    seconds: float | None = None
    frames: int | None = None
    fps: float | None = None
    video_codec: str | None = None
    pixel_format: str | None = None
    audio_codec: str | None = None
    has_sound: bool = False
    sound_seconds: float | None = None
    fast_start: bool = False


def measure(path: Path) -> Probe:
    """Look at a file: `probe.probe`. A server that nobody uploads to never pays for the decoders."""
    from kinora.media.probe import probe

    return probe(path)
