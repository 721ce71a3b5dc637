"""The sound bed: levels, sides, fades, determinism; and recordings that are given."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from kinora.engines.base import Inputs
from kinora.engines.previs.footage import recording
from kinora.engines.previs.scene import Actor, Scene
from kinora.engines.previs.sound import mastered, soundtrack
from kinora.engines.previs.tones import RATE, Stereo
from kinora.media.encode import Mp4Writer
from kinora.media.probe import verify_clip
from tests.engines.previs.material import plan, rendered

SCENES = [
    Scene(place="sea", time="sunset", actors=(Actor("koala", "surf"),)),
    Scene(place="meadow", actors=(Actor("koala", "play"), Actor("cat", "run"))),
    Scene(place="forest", time="night", weather="snow"),
    Scene(place="city", time="night", weather="rain"),
    Scene(place="desert", weather="wind"),
    Scene(place="room"),
    Scene(place="a place that is added later", weather="unknown", time="unknown"),
]


def _decibels(sound: Stereo) -> float:
    return 20 * float(np.log10(np.sqrt(np.mean(np.square(sound, dtype=np.float64)))))


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: f"{scene.place}-{scene.weather}")
@pytest.mark.parametrize("seconds", [1, 4])
def test_levels(scene: Scene, seconds: int) -> None:
    sound = soundtrack(scene, seconds, seed=3)
    assert sound.shape == (seconds * RATE, 2)
    assert sound.dtype == np.float32
    assert np.isfinite(sound).all()
    assert -21.5 <= _decibels(sound) <= -18.5
    assert float(np.abs(sound).max()) < 10 ** (-1 / 20)
    assert not np.array_equal(sound[:, 0], sound[:, 1])
    hundredth = RATE // 100
    assert max(_decibels(sound[:hundredth]), _decibels(sound[-hundredth:])) < -30


def test_the_seed_decides() -> None:
    scene = SCENES[1]
    assert np.array_equal(soundtrack(scene, 1, seed=3), soundtrack(scene, 1, seed=3))
    assert not np.array_equal(soundtrack(scene, 1, seed=3), soundtrack(scene, 1, seed=4))


def test_scenes_sound_different() -> None:
    spectra = [np.abs(np.fft.rfft(soundtrack(scene, 2, seed=1)[:, 0])) for scene in SCENES[:4]]
    rain, meadow = spectra[3], spectra[1]
    high = slice(2 * 3000, 2 * 9000)
    assert rain[high].sum() / rain.sum() > 1.5 * meadow[high].sum() / meadow.sum()


def test_silence_stays_silence() -> None:
    assert not mastered(np.zeros((RATE, 2), np.float32)).any()


def test_the_clip_carries_the_sound(tmp_path: Path) -> None:
    wanted = plan("the sea at sunset", sound=True)
    clip = rendered(wanted, Inputs(output=tmp_path / "clip.mp4"))
    verify_clip(clip.path, wanted)
    assert -22 < _decibels(_heard(clip.path)) < -18


def test_an_audio_reference_is_the_soundtrack_and_repeats(tmp_path: Path) -> None:
    wanted = plan("the sea", seconds=2, sound=True)
    clip = rendered(wanted, Inputs(output=tmp_path / "clip.mp4", audios=(_tone(tmp_path / "tone.mp4", 880),)))
    sound = _heard(clip.path)
    assert _loudest_hertz(sound[: RATE // 2 * 2]) == pytest.approx(880, abs=4)
    assert _loudest_hertz(sound[RATE : 2 * RATE]) == pytest.approx(880, abs=4)


def test_a_base_video_keeps_its_sound(tmp_path: Path) -> None:
    tone = _tone(tmp_path / "tone.mp4", 660)
    wanted = plan("", seconds=1, sound=True)
    clip = rendered(wanted, Inputs(output=tmp_path / "clip.mp4", videos=(tone,)))
    assert _loudest_hertz(_heard(clip.path)) == pytest.approx(660, abs=4)


def test_a_short_recording_is_followed_by_silence_or_by_itself(tmp_path: Path) -> None:
    tone = _tone(tmp_path / "tone.mp4", 440)
    once, again = recording(tone, 3, loop=False), recording(tone, 3, loop=True)
    assert once.shape == again.shape == (3 * RATE, 2)
    assert not once[-RATE:].any()
    assert _decibels(again[-RATE:]) > -20


def _tone(path: Path, hertz: float) -> Path:
    """One second of a video that is grey and sounds one note."""
    time = np.arange(RATE) / RATE
    note = (0.3 * np.sin(2 * np.pi * hertz * time)).astype(np.float32)
    with Mp4Writer(path, width=64, height=64, fps=24, sound=True, metadata={}) as writer:
        for _ in range(24):
            writer.write(np.full((96, 64), 128, np.uint8))
        writer.write_sound(np.stack([note, note], axis=1))
    return path


def _heard(path: Path) -> Stereo:
    with av.open(str(path)) as container:
        blocks = [np.asarray(frame.to_ndarray(), np.float32) for frame in container.decode(audio=0)]
    return np.concatenate(blocks, axis=1).T


def _loudest_hertz(sound: Stereo) -> float:
    mono = sound[:, 0] * np.hanning(len(sound))
    return float(np.argmax(np.abs(np.fft.rfft(mono)))) * RATE / len(mono)
