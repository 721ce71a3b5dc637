"""Base videos: order, joins, speed, direction, light and framing, and what comes when they are over."""

from __future__ import annotations

from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from kinora.engines.base import InputImage, Inputs
from kinora.engines.previs.pictures.edit import cut_of
from kinora.engines.previs.pictures.framing import cover
from kinora.engines.previs.sound.recording import recording
from kinora.media.probe import verify_clip
from kinora.spec.errors import MediaUnusable
from tests.engines.previs.material import (
    HEIGHT,
    WIDTH,
    Picture,
    decoded,
    items,
    landscape,
    luma,
    luma_of,
    plan,
    psnr,
    rendered,
    saved,
    subject,
)

RED, GREEN, BLUE = (40, 40, 210), (60, 190, 60), (210, 70, 40)


def filmed(
    path: Path, *, colour: tuple[int, int, int] = GREEN, seconds: float = 1.0, fps: int = 24, tone: float = 0.0
) -> Path:
    """A white bar that wanders from left to right before a colour; with a tone that rises when `tone` is its start."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=fps, options={"crf": "14", "preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        sound = container.add_stream("aac", rate=48_000) if tone else None
        count = round(seconds * fps)
        for index in range(count):
            picture = np.full((HEIGHT, WIDTH, 3), colour, np.uint8)
            x = round(20 + (WIDTH - 60) * index / max(1, count - 1))
            picture[:, x : x + 20] = 250
            frame = av.VideoFrame.from_ndarray(picture, format="bgr24")
            frame.pts = index
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
        if sound is not None:
            clock = np.arange(round(seconds * 48_000)) / 48_000
            wave = (0.3 * np.sin(2 * np.pi * (tone * clock + 300 * clock**2))).astype(np.float32)
            block = av.AudioFrame.from_ndarray(np.stack([wave, wave]), format="fltp", layout="stereo")
            block.sample_rate, block.pts = 48_000, 0
            container.mux(sound.encode(block))
            container.mux(sound.encode())
    return path


def bar(picture: Picture) -> float:
    """Where the white bar is, 0..1."""
    rows = picture[HEIGHT // 2 - 20 : HEIGHT // 2 + 20].min(axis=2).mean(axis=0)
    return float(np.argmax(cv2.blur(rows.astype(np.float32)[None], (15, 1))[0]) / picture.shape[1])


def tint(picture: Picture) -> str:
    blue, green, red = np.median(picture.reshape(-1, 3), axis=0)
    return {blue: "blue", green: "green", red: "red"}[max(blue, green, red)]


def test_a_base_video_keeps_its_motion(tmp_path: Path) -> None:
    source = filmed(tmp_path / "source.mp4")
    wanted = plan("", width=160, height=160)
    clip = rendered(wanted, Inputs(output=tmp_path / "clip.mp4", videos=(source,)), processes=2)
    verify_clip(clip.path, wanted)
    shown, given = luma(clip.path), decoded(source)
    for index in (0, 11, 23):
        assert psnr(shown[index], luma_of(cover(given[index], 160, 160))) > 32


def test_three_videos_follow_each_other_in_the_order_of_the_words(tmp_path: Path) -> None:
    videos = tuple(
        filmed(tmp_path / f"{name}.mp4", colour=colour) for name, colour in (("a", RED), ("b", GREEN), ("c", BLUE))
    )
    wanted = plan("@Video3, then @Video1", seconds=3)
    clip = rendered(wanted, Inputs(output=tmp_path / "clip.mp4", videos=videos))
    assert [tint(decoded(clip.path)[index]) for index in (3, 20, 28, 44, 52, 68)] == [
        "blue", "blue", "red", "red", "green", "green",
    ]  # fmt: skip
    assert items(clip, "footage")[:3] == ("@Video3", "@Video1", "@Video2")


def test_a_dissolve_mixes_two_videos_and_a_cut_does_not(tmp_path: Path) -> None:
    videos = (filmed(tmp_path / "a.mp4", colour=RED), filmed(tmp_path / "b.mp4", colour=BLUE))
    mixed = rendered(plan("they dissolve", seconds=2), Inputs(output=tmp_path / "m.mp4", videos=videos))
    hard = rendered(plan("", seconds=2), Inputs(output=tmp_path / "h.mp4", videos=videos))
    at_join = np.median(decoded(mixed.path)[30].reshape(-1, 3), axis=0)
    assert min(at_join[0], at_join[2]) > 80
    after = np.median(decoded(hard.path)[25].reshape(-1, 3), axis=0)
    assert after[0] > after[2] + 100


def test_longer_videos_share_the_clip_in_proportion() -> None:
    cut = cut_of((Path("a"), Path("b")), (6.0, 2.0), "", seconds=4, pace=1)
    assert [(take.begin, take.end) for take in cut.takes] == [(0, 3), (3, 4)]
    assert not cut.goes_on
    slow = cut_of((Path("a"),), (2.0,), "", seconds=4, pace=0.5)
    assert not slow.goes_on
    assert cut_of((Path("a"),), (2.0,), "", seconds=4, pace=4).goes_on


def test_reverse_runs_backwards(tmp_path: Path) -> None:
    source = filmed(tmp_path / "source.mp4")
    clip = rendered(plan("play it in reverse"), Inputs(output=tmp_path / "clip.mp4", videos=(source,)))
    shown, given = decoded(clip.path), decoded(source)
    assert bar(shown[2]) > 0.6 > 0.4 > bar(shown[21])
    assert abs(bar(shown[0]) - bar(given[23])) < 0.06
    assert "played backwards" in items(clip, "footage")


def test_slow_motion_and_time_lapse_change_the_pace(tmp_path: Path) -> None:
    source = filmed(tmp_path / "source.mp4", seconds=2)
    slow = rendered(plan("slow motion"), Inputs(output=tmp_path / "slow.mp4", videos=(source,)))
    usual = rendered(plan(""), Inputs(output=tmp_path / "usual.mp4", videos=(source,)))
    assert bar(decoded(slow.path)[20]) < bar(decoded(usual.path)[20]) - 0.08
    fast = rendered(plan("time lapse"), Inputs(output=tmp_path / "fast.mp4", videos=(source,)))
    assert bar(decoded(fast.path)[9]) > bar(decoded(usual.path)[9]) + 0.2


def test_a_video_that_ends_too_soon_goes_on_as_a_still_and_says_so(tmp_path: Path) -> None:
    source = filmed(tmp_path / "source.mp4")
    wanted = plan("extend the video, zoom in", seconds=2)
    clip = rendered(wanted, Inputs(output=tmp_path / "clip.mp4", videos=(source,)))
    shown = decoded(clip.path)
    assert items(clip, "extended") == ("1.00 s",)
    steps = [float(np.abs(shown[k + 1].astype(int) - shown[k]).mean()) for k in range(23, 47)]
    assert max(steps) < 3
    assert np.mean([step > 0.05 for step in steps]) > 0.8
    assert psnr(shown[47], shown[26]) < 32
    held = rendered(plan("", seconds=2, camera_fixed=True), Inputs(output=tmp_path / "held.mp4", videos=(source,)))
    assert psnr(luma(held.path)[46], luma(held.path)[28]) > 33


@pytest.mark.parametrize(("words", "sign"), [("pan right", 1), ("pan left", -1)])
def test_the_camera_pans_over_footage(tmp_path: Path, words: str, sign: int) -> None:
    picture = saved(landscape(), tmp_path / "still.png")
    still = rendered(plan("", camera_fixed=True), Inputs(output=tmp_path / "still.mp4", start_frame=picture)).path
    clip = rendered(plan(words), Inputs(output=tmp_path / "clip.mp4", videos=(still,)))
    shown = [cv2.cvtColor(decoded(clip.path)[index], cv2.COLOR_BGR2GRAY).astype(np.float32) for index in (10, 13)]
    (shift, _), _ = cv2.phaseCorrelate(
        np.ascontiguousarray(shown[0][20:-20, 40:-40]), np.ascontiguousarray(shown[1][20:-20, 40:-40])
    )
    assert shift * sign < -0.5


def test_words_change_light_and_style(tmp_path: Path) -> None:
    source = filmed(tmp_path / "source.mp4")
    night = rendered(plan("make it night"), Inputs(output=tmp_path / "night.mp4", videos=(source,)))
    assert luma(night.path)[12].mean() < luma(source)[12].mean() * 0.8
    noir = decoded(rendered(plan("film noir"), Inputs(output=tmp_path / "noir.mp4", videos=(source,))).path)[12].astype(
        int
    )
    assert np.abs(noir.max(axis=2) - noir.min(axis=2)).mean() < 6


def test_pictures_stand_in_footage_and_lend_it_their_colours(tmp_path: Path) -> None:
    source = filmed(tmp_path / "source.mp4", colour=(160, 160, 150))
    red = InputImage(saved(subject(), tmp_path / "red.png"), "high")
    plain, with_red, in_style = (
        decoded(rendered(plan(words), Inputs(output=tmp_path / f"{k}.mp4", videos=(source,), images=images)).path)[12]
        for k, (words, images) in enumerate(
            (("", ()), ("@Image1 stands there", (red,)), ("in the style of @Image1", (red,)))
        )
    )
    assert _red(with_red) > _red(plain) + 0.01
    assert _red(in_style) < 0.01
    assert np.abs(in_style.mean(axis=(0, 1)) - plain.mean(axis=(0, 1))).max() > 8


def test_the_sound_follows_the_cut(tmp_path: Path) -> None:
    """A rising tone falls when the video runs backwards."""
    source = filmed(tmp_path / "source.mp4", tone=400.0)
    for words, sign in (("", 1), ("in reverse", -1)):
        clip = rendered(plan(words, sound=True), Inputs(output=tmp_path / "clip.mp4", videos=(source,)))
        heard = recording(clip.path, 1.0, loop=False)[:, 0]
        sooner, later = (_pitch(heard[start : start + 9600]) for start in (6000, 32_000))
        assert (later - sooner) * sign > 100


def test_a_file_without_pictures_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "none.mp4"
    path.write_bytes(b"no video at all")
    with pytest.raises(MediaUnusable):
        rendered(plan(""), Inputs(output=tmp_path / "clip.mp4", videos=(path,)))


def _pitch(sound: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> float:
    spectrum = np.abs(np.fft.rfft(sound))
    return float(np.argmax(spectrum) * 48_000 / len(sound))


def _red(picture: Picture) -> float:
    blue, green, red = (picture[..., channel].astype(np.int32) for channel in range(3))
    return float(np.mean((red > green + 90) & (red > blue + 90)))
