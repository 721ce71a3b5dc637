"""Sound: loudness as an independent meter reads it, and that what happens can be heard."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
from av.filter import Graph

from kinora.engines.base import Inputs
from kinora.engines.previs.places.registry import PLACES
from kinora.engines.previs.reading.prompt import read_prompt
from kinora.engines.previs.scene import Actor, Event, Line, Panel, Scene, Storyboard, acting
from kinora.engines.previs.sound.ambience import PLACES as AMBIENCES
from kinora.engines.previs.sound.beats import find_beats
from kinora.engines.previs.sound.effects import SOUNDS, effects
from kinora.engines.previs.sound.loudness import loudness, normalised, true_peak
from kinora.engines.previs.sound.music import MOODS
from kinora.engines.previs.sound.sound import soundtrack
from kinora.engines.previs.sound.tones import RATE, Stereo
from kinora.engines.previs.sound.voices import syllables, voices
from tests.engines.previs.material import plan, rendered

SCENES = [
    Scene(place="sea", time="sunset", actors=(acting("koala", "surf"),)),
    Scene(actors=(acting("koala", "play"), acting("cat", "run"))),
    Scene(place="forest", time="night", weather="snow"),
    Scene(place="city", weather="storm", style="noir", mood="tense"),
    Scene(place="stadium", mood="epic"),
    Scene(place="a place that is added later", mood="unknown"),
]


def board(scene: Scene) -> Storyboard:
    return Storyboard(panels=(Panel(scene=scene),))


def metered(sound: Stereo) -> tuple[float, float]:
    """Integrated loudness and true peak as FFmpeg's ebur128 filter reads them."""
    graph = Graph()
    source = graph.add_abuffer(sample_rate=RATE, format="fltp", layout="stereo")
    meter = graph.add("ebur128", "metadata=1:peak=true")
    source.link_to(meter)
    sink = graph.add("abuffersink")
    meter.link_to(sink)
    graph.configure()
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound.T), format="fltp", layout="stereo")
    frame.sample_rate, frame.pts = RATE, 0
    source.push(frame)
    source.push(None)
    read: dict[str, str] = {}
    while True:
        try:
            read.update({key: str(value) for key, value in sink.pull().metadata.items()})
        except (av.BlockingIOError, av.EOFError):
            break
    peaks = [float(value) for key, value in read.items() if "true_peak" in key]
    return float(read["lavfi.r128.I"]), 20 * float(np.log10(max(peaks))) if max(peaks) > 0 else max(peaks)


def heard(path: Path) -> Stereo:
    with av.open(str(path)) as container:
        blocks = [frame.to_ndarray() for frame in container.decode(audio=0)]
    return np.ascontiguousarray(np.concatenate(blocks, axis=1).T, np.float32)


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: f"{scene.place}-{scene.weather}")
@pytest.mark.parametrize("seconds", [2, 5])
def test_levels(scene: Scene, seconds: int) -> None:
    sound = soundtrack(board(scene), seconds, seed=3)
    assert sound.shape == (seconds * RATE, 2)
    assert sound.dtype == np.float32
    assert np.isfinite(sound).all()
    integrated, peak = metered(sound)
    assert abs(integrated + 16) <= 1.5
    assert peak <= -1
    assert not np.array_equal(sound[:, 0], sound[:, 1])
    hundredth = RATE // 100
    assert max(np.abs(sound[:hundredth]).max(), np.abs(sound[-hundredth:]).max()) < 0.03


def test_levels_hold_in_the_finished_file(tmp_path: Path) -> None:
    prompt = 'A dog barks at a man who says "Who is there?" in a thunderstorm'
    clip = rendered(plan(prompt, seconds=4, sound=True), Inputs(output=tmp_path / "clip.mp4"))
    integrated, peak = metered(heard(clip.path))
    assert abs(integrated + 16) <= 1.5
    assert peak <= -1


def test_our_meter_agrees_with_the_other_one() -> None:
    sound = soundtrack(board(SCENES[3]), 4, seed=1)
    for quieter in (1.0, 0.1):
        integrated, peak = metered(sound * np.float32(quieter))
        assert abs(loudness(sound * np.float32(quieter)) - integrated) < 0.3
        assert abs(true_peak(sound * np.float32(quieter)) - peak) < 0.5


def test_a_click_is_limited_without_a_distorted_bed() -> None:
    time = np.arange(3 * RATE) / RATE
    tone = np.repeat(0.1 * np.sin(2 * np.pi * 330 * time)[:, None], 2, axis=1).astype(np.float32)
    tone[RATE : RATE + 40] += 1.5
    held = normalised(tone)
    assert true_peak(held) <= -1.5
    away = held[2 * RATE :, 0]
    spectrum = np.abs(np.fft.rfft(away * np.hanning(len(away))))
    assert spectrum[int(330 * len(away) / RATE)] > 100 * np.median(spectrum)


def test_silence_stays_silence() -> None:
    assert not normalised(np.zeros((RATE, 2), np.float32)).any()


def test_the_seed_decides() -> None:
    scene = board(SCENES[1])
    assert np.array_equal(soundtrack(scene, 1, seed=3), soundtrack(scene, 1, seed=3))
    assert not np.array_equal(soundtrack(scene, 1, seed=3), soundtrack(scene, 1, seed=4))


def test_scenes_sound_different() -> None:
    quiet = Scene(place="city", mood="tense")
    spectra = [np.abs(np.fft.rfft(soundtrack(board(scene), 2, seed=1)[:, 0])) for scene in (quiet, SCENES[3])]
    dry, rain = spectra
    high = slice(2 * 3000, 2 * 9000)
    assert rain[high].sum() / rain.sum() > 1.5 * dry[high].sum() / dry.sum()


def test_every_place_has_its_sound_and_no_other_has() -> None:
    assert set(AMBIENCES) == set(PLACES)


@pytest.mark.parametrize("mood", MOODS)
def test_every_mood_has_music(mood: str) -> None:
    sound = soundtrack(board(Scene(mood=mood)), 3, seed=2)
    assert np.abs(sound).max() > 0.05


@pytest.mark.parametrize("kind", SOUNDS)
def test_an_event_is_heard_at_its_time_from_its_side(kind: str) -> None:
    bed = effects((Event(0.5, kind, side=-1.0),), 2 * RATE, np.random.default_rng(1))
    assert not bed[: RATE // 2].any()
    assert np.abs(bed[RATE // 2 :]).max() > 0.02
    assert np.square(bed[:, 0]).sum() > 2 * np.square(bed[:, 1]).sum()


def test_steps_are_heard_in_the_mix_unless_a_picture_takes_the_actors_place() -> None:
    walking = board(Scene(place="room", actors=(acting("man", "run"),)))
    with_steps, without = (soundtrack(walking, 4, seed=5, acted=acted) for acted in (True, False))
    assert not np.allclose(with_steps, without, atol=0.01)


def test_a_speaker_babbles_while_the_line_is_shown_and_nobody_reads_captions() -> None:
    speaker, chance = Actor("woman"), np.random.default_rng(1)
    spoken = Scene(actors=(speaker,), lines=(Line("Where is my umbrella?", 0.5, 1.0, speaker=0),))
    sound = voices(spoken, 4 * RATE, chance)
    assert not sound[: 2 * RATE].any()
    assert np.abs(sound[2 * RATE :]).max() > 0.05
    shown = replace(spoken, lines=(Line("One hour later"),))
    assert not voices(shown, RATE, chance).any()
    assert [syllables(text) for text in ("Where is the umbrella", "你好吗", "...")] == [7, 3, 1]


def test_each_panel_has_its_own_bed() -> None:
    quiet, rain = Scene(place="room"), Scene(place="city", weather="rain")
    cut = Storyboard(panels=(Panel(scene=quiet, end=0.5), Panel(scene=rain, begin=0.5)))
    sound = soundtrack(cut, 4, seed=1)[:, 0]
    halves = [
        np.abs(np.fft.rfft(part)) for part in (sound[RATE : 2 * RATE], sound[2 * RATE + RATE // 2 : 7 * RATE // 2])
    ]
    high = [spectrum[3000:9000].sum() / spectrum.sum() for spectrum in halves]
    assert high[1] > 2 * high[0]


def test_a_reading_may_be_spoken() -> None:
    read = read_prompt('A girl says "Good morning, little bird!" in a garden')
    assert read.first.lines
    assert np.isfinite(soundtrack(read, 2, seed=1)).all()


def test_beats_are_found_where_the_drum_is() -> None:
    time = np.arange(int(0.2 * RATE)) / RATE
    drum = (np.sin(2 * np.pi * 70 * time) * np.exp(-time * 20)).astype(np.float32)
    sound = 0.01 * np.random.default_rng(1).standard_normal((6 * RATE, 2)).astype(np.float32)
    at = np.arange(0.5, 5.8, 0.5)
    for seconds in at:
        start = int(seconds * RATE)
        sound[start : start + len(drum)] += drum[: len(sound) - start, None]
    found = np.array(find_beats(sound))
    assert len(found) == len(at)
    assert np.abs(found - at).max() < 0.03
    assert find_beats(np.zeros((RATE, 2), np.float32)) == ()
    assert len(find_beats(np.repeat(np.sin(np.arange(3 * RATE) / 20)[:, None], 2, axis=1).astype(np.float32))) <= 1
