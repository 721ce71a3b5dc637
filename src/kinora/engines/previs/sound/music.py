"""Music under a scene: slow chords by mood with an echoing tail, and what moves over them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from kinora.engines.previs.scene import Scene
from kinora.engines.previs.sound.tones import RATE, Mono, Stereo, add_at, centred, level, noise, placed

_CHORD_SECONDS = 2.5
_VOICES = ((-0.0025, 0.25), (0.0, 0.5), (0.0025, 0.75))  # detuning, place between left and right
_OVERTONES = ((1, 1.0), (2, 0.35), (3, 0.12))
_Chords = tuple[tuple[int, ...], ...]
Figure = Callable[[np.random.Generator, int, _Chords], Stereo]


@dataclass(frozen=True, slots=True)
class Mood:
    """chords: MIDI notes, four chords. figure: what moves over them. bright: how much of it is heard."""

    chords: _Chords
    figure: Figure | None = None
    share: float = 0.5


def _plucked(chance: np.random.Generator, samples: int, chords: _Chords, *, step: float = 0.3125) -> Stereo:
    """The chord's notes one after the other, an octave higher."""
    bed = np.zeros((samples, 2), np.float32)
    time = np.arange(int(0.7 * RATE)) / RATE
    for number in range(int(samples / RATE / step) + 1):
        notes = chords[int(number * step / _CHORD_SECONDS) % len(chords)]
        hertz = _hertz(notes[(0, 2, 1, 3)[number % 4] % len(notes)] + 12)
        string = (np.sin(2 * np.pi * hertz * time) + 0.4 * np.sin(4 * np.pi * hertz * time)) * np.exp(-time * 6)
        side = 0.5 + 0.3 * np.sin(number)
        add_at(bed, int(number * step * RATE), placed(string, side))
    return bed


def _hopping(chance: np.random.Generator, samples: int, chords: _Chords) -> Stereo:
    """Short, dry notes with gaps: tiptoes."""
    bed = np.zeros((samples, 2), np.float32)
    time = np.arange(int(0.16 * RATE)) / RATE
    for number in range(int(samples / RATE / 0.25) + 1):
        if number % 4 == 3:
            continue
        notes = chords[int(number * 0.25 / _CHORD_SECONDS) % len(chords)]
        hertz = _hertz(notes[number % len(notes)] - (12 if number % 4 == 0 else 0))
        note = np.sin(2 * np.pi * hertz * time) * np.exp(-time * 24)
        add_at(bed, int(number * 0.25 * RATE), centred(1.4 * note))
    return bed


def _drums(chance: np.random.Generator, samples: int, chords: _Chords) -> Stereo:
    """Big slow drums."""
    bed = np.zeros((samples, 2), np.float32)
    time = np.arange(int(0.9 * RATE)) / RATE
    skin = np.asarray(np.sin(2 * np.pi * (52 + 40 * np.exp(-time * 18)) * time) * np.exp(-time * 5), np.float32)
    for number in range(int(samples / RATE / 0.625) + 1):
        if number % 4 != 2:
            hit = skin + 0.15 * noise(chance, len(skin), low=80, high=900) * np.exp(-time * 26).astype(np.float32)
            add_at(bed, int(number * 0.625 * RATE), centred(2.2 * hit))
    return bed


def _pulse(chance: np.random.Generator, samples: int, chords: _Chords) -> Stereo:
    """A low heartbeat."""
    bed = np.zeros((samples, 2), np.float32)
    time = np.arange(int(0.3 * RATE)) / RATE
    beat = np.asarray(np.sin(2 * np.pi * 55 * time) * np.exp(-time * 12), np.float32)
    for start in np.arange(0, samples / RATE, 0.8):
        add_at(bed, int(start * RATE), centred(2 * beat))
        add_at(bed, int((start + 0.22) * RATE), centred(1.2 * beat))
    return bed


def _glassy(chance: np.random.Generator, samples: int, chords: _Chords) -> Stereo:
    """High notes that bend a little: nobody is alone here."""
    bed = np.zeros((samples, 2), np.float32)
    time = np.arange(int(1.8 * RATE)) / RATE
    for start in np.arange(0.5, samples / RATE, 1.7):
        hertz = _hertz(int(chance.choice((84, 85, 90, 91))))
        tone = np.sin(2 * np.pi * hertz * time + 3 * np.sin(2 * np.pi * 4.5 * time)) * np.hanning(len(time))
        side = chance.random()
        add_at(bed, int(start * RATE), placed(0.5 * tone, side))
    return bed


_BRIGHT = ((60, 64, 67, 74), (57, 64, 69, 72), (53, 60, 69, 72), (55, 62, 67, 71))
_WARM = ((57, 60, 64, 71), (53, 57, 60, 67), (48, 55, 64, 67), (55, 59, 62, 69))
_DARK = ((45, 52, 60, 64), (41, 53, 56, 60), (43, 50, 58, 62), (45, 52, 57, 64))
MOODS: dict[str, Mood] = {
    "happy": Mood(((60, 64, 67, 72), (65, 69, 72, 77), (67, 71, 74, 79), (60, 64, 67, 76)), _plucked, 0.8),
    "calm": Mood(_WARM),
    "tense": Mood(((45, 48, 51, 57), (44, 47, 50, 56), (45, 48, 51, 57), (46, 49, 52, 58)), _pulse, 0.9),
    "sad": Mood(((57, 60, 64, 69), (53, 57, 60, 65), (50, 57, 60, 65), (52, 56, 59, 64)), _plucked, 0.3),
    "epic": Mood(((45, 52, 57, 64), (41, 48, 53, 60), (48, 55, 60, 67), (43, 50, 55, 62)), _drums, 0.9),
    "spooky": Mood(((40, 46, 52, 58), (41, 47, 53, 59), (39, 45, 51, 57), (40, 46, 52, 58)), _glassy, 0.6),
    "romantic": Mood(((53, 60, 64, 69), (52, 59, 62, 67), (50, 57, 60, 65), (48, 55, 59, 64)), _plucked, 0.45),
    "funny": Mood(((60, 64, 67, 70), (65, 69, 72, 75), (60, 64, 67, 70), (67, 71, 74, 77)), _hopping, 1.0),
    "bright": Mood(_BRIGHT),
    "warm": Mood(_WARM),
    "dark": Mood(_DARK),
}
"""The moods of scenes, and three for the hours when no mood was asked for."""
_HOURS = {"sunset": "warm", "dusk": "warm", "sunrise": "bright", "day": "bright", "night": "dark"}


def music(scene: Scene, samples: int, chance: np.random.Generator) -> Stereo:
    """The scene's music at level 1 or so: its mood's, else its hour's."""
    mood = MOODS.get(scene.mood) or MOODS[_HOURS.get(scene.time, "bright")]
    dry = _chords(chance, samples, mood.chords)
    wet = np.stack([_echoed(chance, dry[:, side]) for side in (0, 1)], axis=1)
    bed = level(dry, 0.8) + level(wet, 0.35)
    return bed if mood.figure is None else bed + level(mood.figure(chance, samples, mood.chords), mood.share)


def _hertz(note: int) -> float:
    return float(440 * 2 ** ((note - 69) / 12))


def _chords(chance: np.random.Generator, samples: int, chords: _Chords) -> Stereo:
    step, tail = int(_CHORD_SECONDS * RATE), RATE
    time = np.arange(step + tail, dtype=np.float32) / np.float32(RATE)
    envelope = np.clip(np.minimum(time / 0.9, time[-1] - time), 0, 1) ** 1.5
    dry = np.zeros((samples, 2), np.float32)
    for start in range(0, samples, step):
        chord = sum(_note(chance, time, _hertz(note)) for note in chords[start // step % len(chords)])
        add_at(dry, start, (chord * envelope[:, None]).astype(np.float32))
    return dry


def _note(chance: np.random.Generator, time: Mono, hertz: float) -> Stereo:
    """One note of a chord, in three voices that are a little out of tune. Single precision: four times as fast."""
    total = np.zeros((len(time), 2), np.float32)
    for detuning, side in _VOICES:
        phase = np.float32(2 * np.pi * chance.random())
        turn = np.float32(2 * np.pi * hertz * (1 + detuning)) * time
        wave = np.zeros(len(time), np.float32)
        for number, gain in _OVERTONES:
            wave += np.float32(gain) * np.sin(np.float32(number) * turn + phase)
        total += wave[:, None] * np.sqrt(np.array([1 - side, side], np.float32))
    return total


def _echoed(chance: np.random.Generator, sound: Mono) -> Mono:
    """The sound in a hall: convolved with 1.4 s of fading noise."""
    length = int(1.4 * RATE)
    hall = noise(chance, length, low=0, high=4000) * np.exp(-np.arange(length, dtype=np.float32) / RATE * 3.2)
    size = 1 << (len(sound) + length - 1).bit_length()
    spectrum = np.fft.rfft(sound, size) * np.fft.rfft(hall, size)
    return np.fft.irfft(spectrum, size)[: len(sound)].astype(np.float32)
