"""Magic bytes, taken from files that the real libraries write."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kinora.media.sniff import HEAD_BYTES, sniff
from tests.media.clips import clip, other_file


@pytest.mark.parametrize(
    ("format", "media_type"),
    [
        ("PNG", "image/png"),
        ("JPEG", "image/jpeg"),
        ("WEBP", "image/webp"),
        ("GIF", "image/gif"),
        ("BMP", "image/bmp"),
        ("TIFF", "image/tiff"),
        ("AVIF", "image/avif"),
    ],
)
def test_images(format: str, media_type: str) -> None:
    file = BytesIO()
    Image.new("RGB", (32, 32), (10, 20, 30)).save(file, format=format)
    found = sniff(file.getvalue()[:HEAD_BYTES])
    assert found is not None
    assert (found.kind, found.media_type) == ("image", media_type)


@pytest.mark.parametrize(
    ("suffix", "audio", "media_type"),
    [
        (".mp3", "libmp3lame", "audio/mpeg"),
        (".wav", "pcm_s16le", "audio/wav"),
        (".m4a", "aac", "audio/mp4"),
        (".flac", "flac", "audio/flac"),
        (".ogg", "libopus", "audio/ogg"),
    ],
)
def test_sounds(tmp_path: Path, suffix: str, audio: str, media_type: str) -> None:
    content = other_file(tmp_path / f"sound{suffix}", audio=audio).read_bytes()
    found = sniff(content[:HEAD_BYTES])
    assert found is not None
    assert (found.kind, found.media_type, found.suffix) == ("audio", media_type, suffix)


def test_mp3_without_a_tag_begins_with_a_frame(tmp_path: Path) -> None:
    content = other_file(tmp_path / "sound.mp3", audio="libmp3lame").read_bytes()
    found = sniff(content[content.index(b"\xff\xfb") :][:HEAD_BYTES])
    assert found is not None
    assert found.media_type == "audio/mpeg"


def test_videos(tmp_path: Path) -> None:
    mp4 = sniff(clip(tmp_path / "a.mp4").read_bytes()[:HEAD_BYTES])
    mov = sniff(other_file(tmp_path / "a.mov", video="libx264").read_bytes()[:HEAD_BYTES])
    webm = sniff(other_file(tmp_path / "a.webm", video="libvpx", frames_wanted=2).read_bytes()[:HEAD_BYTES])
    assert [found and (found.kind, found.suffix) for found in (mp4, mov, webm)] == [
        ("video", ".mp4"),
        ("video", ".mov"),
        ("video", ".webm"),
    ]


@pytest.mark.parametrize(
    ("head", "suffix"),
    [
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", ".heic"),
        (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf", ".avif"),
        (b"\0\0\0\x1cftypmif1\0\0\0\0mif1heicmiaf", ".heic"),
        (b"\0\0\0\x08wide\0\0\x10\0mdat", ".mov"),
    ],
)
def test_brands_that_no_installed_library_writes(head: bytes, suffix: str) -> None:
    found = sniff(head)
    assert found is not None
    assert found.suffix == suffix


@pytest.mark.parametrize(
    "head",
    [b"", b"\xff", b"BM", b"BMW is a maker of cars", b"<html>", b"#EXTM3U\n", b"RIFF\0\0\0\0AVI ", b"%PDF"],
)
def test_other_things_are_nothing(head: bytes) -> None:
    assert sniff(head) is None


@given(st.binary(max_size=HEAD_BYTES))
def test_no_bytes_break_it(head: bytes) -> None:
    sniff(head)
