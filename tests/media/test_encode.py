"""The MP4 writer, read back by an independent demuxer and decoder."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from kinora.media.encode import SAMPLE_RATE, Mp4Writer
from kinora.media.probe import probe
from tests.media.clips import FPS, HEIGHT, WIDTH, clip, frames, tone


def write(path: Path, order: str, *, blocks: int = 2000, count: int = 24) -> bytes:
    """One clip with its sound handed over before, between or after the frames."""
    sound = tone(count / FPS)
    with Mp4Writer(path, width=WIDTH, height=HEIGHT, fps=FPS, sound=True, metadata={"engine": "test"}) as writer:
        if order == "before":
            writer.write_sound(sound)
        for index, frame in enumerate(frames(count)):
            writer.write(frame)
            if order == "between":
                writer.write_sound(sound[index * 2000 : (index + 1) * 2000])
        if order == "after":
            for start in range(0, len(sound), blocks):
                writer.write_sound(sound[start : start + blocks])
    return path.read_bytes()


def test_same_input_gives_the_same_bytes_however_it_is_handed_over(tmp_path: Path) -> None:
    between = write(tmp_path / "a.mp4", "between")
    assert write(tmp_path / "b.mp4", "before") == between
    assert write(tmp_path / "c.mp4", "after", blocks=777) == between
    assert write(tmp_path / "d.mp4", "between", count=23) != between


def test_streams_are_exactly_as_long_as_their_input(tmp_path: Path) -> None:
    with av.open(str(clip(tmp_path / "clip.mp4", seconds=2))) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        assert (video.duration or 0) * (video.time_base or 0) == 2
        assert (audio.duration or 0) * (audio.time_base or 0) == 2
        assert (video.codec_context.name, video.codec_context.pix_fmt) == ("h264", "yuv420p")
        assert video.codec_context.profile == "High"
        assert video.average_rate == FPS
        assert (audio.codec_context.sample_rate, audio.codec_context.layout.name) == (SAMPLE_RATE, "stereo")
        assert sum(1 for _ in container.decode(video=0)) == 48


def test_colours_are_tagged_as_limited_bt601(tmp_path: Path) -> None:
    with av.open(str(clip(tmp_path / "clip.mp4"))) as container:
        context = container.streams.video[0].codec_context
        tags = (context.color_range, context.colorspace, context.color_primaries, context.color_trc)
    assert [int(tag) for tag in tags] == [1, 6, 6, 6]


def test_frames_and_sound_survive_encoding(tmp_path: Path) -> None:
    path = clip(tmp_path / "clip.mp4")
    with av.open(str(path)) as container:
        shown = [frame.to_ndarray() for frame in container.decode(video=0)]
    for original, decoded in zip(frames(24), shown, strict=True):
        error = np.mean((original[:HEIGHT].astype(float) - decoded[:HEIGHT]) ** 2)
        assert 10 * np.log10(255**2 / max(error, 1e-9)) >= 36
    with av.open(str(path)) as container:
        heard = np.concatenate([frame.to_ndarray() for frame in container.decode(audio=0)], axis=1)
    middle = slice(12_000, 36_000)
    # A left channel twice as loud as the right one proves that the channels are neither swapped nor mixed.
    left, right = (float(np.sqrt(np.mean(heard[channel, middle] ** 2))) for channel in (0, 1))
    assert left == pytest.approx(0.3 / np.sqrt(2), rel=0.03)
    assert right == pytest.approx(left / 2, rel=0.03)


def test_key_frames_are_never_more_than_two_seconds_apart(tmp_path: Path) -> None:
    with av.open(str(clip(tmp_path / "clip.mp4", seconds=5))) as container:
        keys = [float(frame.time or 0) for frame in container.decode(video=0) if frame.key_frame]
    assert keys[0] == 0
    assert all(later - earlier <= 2 for earlier, later in pairwise([*keys, 5.0]))


def test_packets_of_both_streams_lie_side_by_side(tmp_path: Path) -> None:
    write(tmp_path / "late.mp4", "after", count=72)
    with av.open(str(tmp_path / "late.mp4")) as container:
        times = [float(packet.dts * packet.time_base) for packet in container.demux() if packet.dts is not None]
    assert all(later - earlier > -0.1 for earlier, later in pairwise(times))


def test_metadata_keys_of_any_name_are_kept(tmp_path: Path) -> None:
    wanted = {"engine": "previs", "comment": "Zwölf Boxkämpfer", "seed": "7"}
    with Mp4Writer(tmp_path / "m.mp4", width=16, height=16, fps=8, sound=False, metadata=wanted) as writer:
        writer.write(np.full((24, 16), 100, np.uint8))
    with av.open(str(tmp_path / "m.mp4")) as container:
        assert wanted.items() <= container.metadata.items()


def test_the_index_comes_first(tmp_path: Path) -> None:
    content = clip(tmp_path / "clip.mp4").read_bytes()
    assert 0 < content.index(b"moov") < content.index(b"mdat")


@pytest.mark.parametrize("sound", [True, False])
def test_a_single_frame_is_a_clip(tmp_path: Path, sound: bool) -> None:
    path = clip(tmp_path / "one.mp4", seconds=1 / FPS, sound=sound)
    assert (probe(path).frames, probe(path).has_sound) == (1, sound)


def test_nothing_is_left_after_an_exception(tmp_path: Path) -> None:
    def fail() -> None:
        with Mp4Writer(tmp_path / "x.mp4", width=16, height=16, fps=8, sound=True, metadata={}) as writer:
            for _ in range(100):
                writer.write(np.zeros((24, 16), np.uint8))
            writer.write_sound(tone(20))
            assert [file.name for file in tmp_path.iterdir()] == ["x.mp4.part"]
            raise KeyError("in the middle")

    with pytest.raises(KeyError, match="in the middle"):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_a_failed_render_leaves_the_former_file_alone(tmp_path: Path) -> None:
    former = clip(tmp_path / "clip.mp4").read_bytes()
    with (
        pytest.raises(ValueError, match="at least one frame"),
        Mp4Writer(tmp_path / "clip.mp4", width=16, height=16, fps=8, sound=False, metadata={}),
    ):
        pass
    assert (tmp_path / "clip.mp4").read_bytes() == former
    assert len(list(tmp_path.iterdir())) == 1


def test_wrong_shapes_are_refused(tmp_path: Path) -> None:
    def attempt(frame: np.ndarray[tuple[int, ...], np.dtype[np.uint8]] | None, sound: object) -> None:
        with Mp4Writer(tmp_path / "x.mp4", width=16, height=16, fps=8, sound=False, metadata={}) as writer:
            if frame is not None:
                writer.write(frame)
            if isinstance(sound, np.ndarray):
                writer.write_sound(sound)

    with pytest.raises(ValueError, match="shape"):
        attempt(np.zeros((16, 16), np.uint8), None)
    with pytest.raises(ValueError, match="without sound"):
        attempt(np.zeros((24, 16), np.uint8), tone(0.1))
    with pytest.raises(ValueError, match="even"):
        Mp4Writer(tmp_path / "x.mp4", width=17, height=16, fps=8, sound=False, metadata={})
    assert list(tmp_path.iterdir()) == []
