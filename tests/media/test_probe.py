"""Probing real files, whole and damaged, and verifying clips against plans."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from kinora.media.encode import Mp4Writer
from kinora.media.probe import probe, verify_clip
from kinora.spec.errors import EngineFailed, MediaUnusable
from tests.media.clips import FPS, HEIGHT, WIDTH, clip, frames, other_file, plan, tone


def test_our_own_clip(tmp_path: Path) -> None:
    seen = probe(clip(tmp_path / "clip.mp4"))
    assert (seen.kind, seen.media_type) == ("video", "video/mp4")
    assert (seen.width, seen.height, seen.frames, seen.fps) == (WIDTH, HEIGHT, 24, 24.0)
    assert (seen.seconds, seen.sound_seconds) == (1.0, 1.0)
    assert (seen.video_codec, seen.pixel_format, seen.audio_codec) == ("h264", "yuv420p", "aac")
    assert seen.has_sound
    assert seen.fast_start


@pytest.mark.parametrize(
    ("name", "video", "audio", "kind", "media_type"),
    [
        ("a.mov", "libx264", "aac", "video", "video/quicktime"),
        ("a.webm", "libvpx", "libopus", "video", "video/webm"),
        ("b.mp4", "libx265", None, "video", "video/mp4"),
        ("c.mp4", None, "aac", "audio", "audio/mp4"),
        ("a.m4a", None, "aac", "audio", "audio/mp4"),
        ("a.mp3", None, "libmp3lame", "audio", "audio/mpeg"),
        ("a.wav", None, "pcm_s16le", "audio", "audio/wav"),
        ("a.flac", None, "flac", "audio", "audio/flac"),
        ("a.ogg", None, "libopus", "audio", "audio/ogg"),
    ],
)
def test_files_of_others(
    tmp_path: Path, name: str, video: str | None, audio: str | None, kind: str, media_type: str
) -> None:
    seen = probe(other_file(tmp_path / name, video=video, audio=audio))
    assert (seen.kind, seen.media_type, seen.has_sound) == (kind, media_type, audio is not None)
    assert seen.seconds == pytest.approx(1, abs=0.06)
    assert (seen.frames, seen.width) == ((24, WIDTH) if video else (None, None))
    assert not seen.fast_start


@pytest.mark.parametrize("missing", [1, 500, 3000])
def test_a_clip_that_was_cut_short_is_refused(tmp_path: Path, missing: int) -> None:
    path = clip(tmp_path / "clip.mp4")
    path.write_bytes(path.read_bytes()[:-missing])
    with pytest.raises(MediaUnusable, match="damaged or cut short"):
        probe(path)


@pytest.mark.parametrize(
    ("name", "video", "audio"),
    [("a.mov", "libx264", "aac"), ("a.m4a", None, "aac"), ("a.wav", None, "pcm_s16le"), ("a.flac", None, "flac")],
)
def test_files_of_others_that_were_cut_short_are_refused(
    tmp_path: Path, name: str, video: str | None, audio: str | None
) -> None:
    path = other_file(tmp_path / name, video=video, audio=audio)
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 6 // 10])
    with pytest.raises(MediaUnusable, match="damaged or cut short"):
        probe(path)


def test_rubbish_inside_a_good_index_is_refused(tmp_path: Path) -> None:
    path = clip(tmp_path / "clip.mp4", sound=False)
    content = path.read_bytes()
    data = content.index(b"mdat") + 4
    path.write_bytes(content[:data] + b"\xff" * (len(content) - data))
    with pytest.raises(MediaUnusable, match="damaged or cut short"):
        probe(path)


def test_a_playlist_is_no_video(tmp_path: Path) -> None:
    # FFmpeg would follow it to other files and addresses.
    (tmp_path / "list.mp4").write_text("#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n")
    with pytest.raises(MediaUnusable, match="no image, video or sound"):
        probe(tmp_path / "list.mp4")


def test_a_cover_picture_does_not_make_a_video(tmp_path: Path) -> None:
    path = tmp_path / "song.m4a"
    plain = other_file(tmp_path / "plain.m4a", audio="aac")
    with av.open(str(plain)) as source, av.open(str(path), "w", format="mp4") as target:
        sound = target.add_stream_from_template(source.streams.audio[0])
        cover = target.add_stream("png", rate=1)
        assert isinstance(cover, av.VideoStream)
        cover.width, cover.height, cover.pix_fmt = 16, 16, "rgb24"
        cover.disposition = av.stream.Disposition.attached_pic
        picture = av.VideoFrame.from_ndarray(np.zeros((16, 16, 3), np.uint8), format="rgb24")
        target.mux(cover.encode(picture))
        target.mux(cover.encode(None))
        for packet in source.demux(audio=0):
            if packet.dts is not None:
                packet.stream = sound
                target.mux(packet)
    assert probe(path).kind == "audio"


def test_a_clip_that_fits_its_plan_passes(tmp_path: Path) -> None:
    assert verify_clip(clip(tmp_path / "a.mp4"), plan()).frames == 24
    assert not verify_clip(clip(tmp_path / "b.mp4", sound=False), plan(sound=False)).has_sound


@pytest.mark.parametrize(
    ("changes", "mismatch"),
    [
        ({"width": 98}, "frame size is 96x64, not 98x64"),
        ({"seconds": 2}, "number of frames is 24, not 48"),
        ({"fps": 12, "seconds": 2}, "frame rate is 24.0, not 12"),
        ({"sound": False}, "audio stream is present, not absent"),
    ],
)
def test_a_clip_that_does_not_fit_is_named(tmp_path: Path, changes: dict[str, int], mismatch: str) -> None:
    with pytest.raises(EngineFailed, match=f"did not pass verification: {mismatch}"):
        verify_clip(clip(tmp_path / "clip.mp4"), plan(**changes))


def test_sound_of_another_length_is_named(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    with Mp4Writer(path, width=WIDTH, height=HEIGHT, fps=FPS, sound=True, metadata={}) as writer:
        for frame in frames(24):
            writer.write(frame)
        writer.write_sound(tone(0.7))
    with pytest.raises(EngineFailed, match=r"audio lasts 0\.700 seconds, not 1"):
        verify_clip(path, plan())


@pytest.mark.parametrize(
    ("video", "name", "mismatch"),
    [
        ("libx265", "a.mp4", "video codec is hevc, not h264"),
        ("libx264", "a.mov", "container is video/quicktime, not video/mp4"),
        ("libx264", "b.mp4", "index is behind the data, not before the data"),
    ],
)
def test_other_formats_are_named(tmp_path: Path, video: str, name: str, mismatch: str) -> None:
    with pytest.raises(EngineFailed, match=mismatch):
        verify_clip(other_file(tmp_path / name, video=video), plan(sound=False))


def test_a_broken_or_missing_clip_is_the_engines_failure(tmp_path: Path) -> None:
    (tmp_path / "broken.mp4").write_bytes(b"\0\0\0\x18ftypisom")
    for name in ("broken.mp4", "missing.mp4"):
        with pytest.raises(EngineFailed, match="did not pass verification"):
            verify_clip(tmp_path / name, plan())
