"""The sounds that a bed is mixed from: filtered noise, slow swells, birds, crickets, footfalls, a chord pad.

Every function draws from the generator it is given, in a fixed order. Samples are float32 at 48 kHz.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

RATE = 48_000
Mono = NDArray[np.float32]
"""Samples (n,)."""
Stereo = NDArray[np.float32]
"""Samples (n, 2)."""

_CHORD_SECONDS = 2.5
_CHORDS = {
    # MIDI notes, four chords a mood.
    "warm": ((57, 60, 64, 71), (53, 57, 60, 67), (48, 55, 64, 67), (55, 59, 62, 69)),
    "dark": ((45, 52, 60, 64), (41, 53, 56, 60), (43, 50, 58, 62), (45, 52, 57, 64)),
    "bright": ((60, 64, 67, 74), (57, 64, 69, 72), (53, 60, 69, 72), (55, 62, 67, 71)),
}
_VOICES = ((-0.0025, 0.25), (0.0, 0.5), (0.0025, 0.75))  # detuning, place between left and right
_OVERTONES = ((1, 1.0), (2, 0.35), (3, 0.12))


def noise(chance: np.random.Generator, samples: int, *, low: float, high: float) -> Mono:
    """Noise between two frequencies in hertz, level 1 (root mean square), soft at both ends of the band."""
    return shaped(chance.standard_normal(samples, dtype=np.float32), low=low, high=high)


def shaped(sound: Mono, *, low: float, high: float) -> Mono:
    """The part of a sound between two frequencies in hertz, as two-pole filters would leave it, at level 1."""
    spectrum = np.fft.rfft(sound)
    hertz = np.fft.rfftfreq(len(sound), 1 / RATE)
    gain = 1 / np.sqrt(1 + (hertz / high) ** 4)
    if low > 0:
        gain /= np.sqrt(1 + (low / np.maximum(hertz, 1e-3)) ** 4)
    return level(np.fft.irfft(spectrum * gain, len(sound)).astype(np.float32))


def level(sound: NDArray[np.float32], target: float = 1.0) -> NDArray[np.float32]:
    """The sound at this root mean square; silence stays silence."""
    loudness = float(np.sqrt(np.mean(np.square(sound, dtype=np.float64))))
    return sound * np.float32(target / loudness) if loudness > 1e-9 else sound


def swell(samples: int, hertz: float, phase: float, *, low: float, high: float = 1.0) -> Mono:
    """A slow sine between two gains."""
    time = np.arange(samples, dtype=np.float32) / RATE
    wave = 0.5 + 0.5 * np.sin(2 * np.pi * hertz * time + phase)
    return np.asarray(low + (high - low) * wave, np.float32)


def widened(sound: Mono) -> Stereo:
    """Mono to both sides, the right 13 ms behind."""
    return np.stack([sound, np.roll(sound, round(0.013 * RATE))], axis=1)


def add_at(bed: Stereo, start: int, sound: NDArray[np.float32]) -> None:
    """Mix a sound into the bed, in place, cut off at the bed's end."""
    end = min(len(bed), start + len(sound))
    if end > start:
        bed[start:end] += sound[: end - start]


def birds(chance: np.random.Generator, samples: int) -> Stereo:
    """Chirps here and there, two to four times over."""
    bed = np.zeros((samples, 2), np.float32)
    for _ in range(max(1, round(samples / RATE * 1.6))):
        start, length = int(chance.random() * samples), int(RATE * (0.06 + 0.08 * chance.random()))
        pitch, loudness, side = 2600 + 2400 * chance.random(), 0.4 + 0.6 * chance.random(), chance.random()
        time = np.arange(length) / RATE
        sweep = pitch * time + 360 * time * np.sin(2 * np.pi * 9 * time)
        chirp = (np.sin(2 * np.pi * sweep) * np.hanning(length) * loudness).astype(np.float32)
        placed = chirp[:, None] * np.array([1 - side, side], np.float32)
        for again in range(int(chance.integers(2, 5))):
            add_at(bed, start + int(again * length * 1.5), placed)
    return bed


def crickets(samples: int) -> Stereo:
    """A 4.3 kHz chirr in bursts."""
    time = np.arange(samples, dtype=np.float32) / RATE
    gate = (np.sin(2 * np.pi * 32 * time) > 0) & (np.sin(2 * np.pi * 1.7 * time) > 0.2)
    return widened(np.asarray(np.sin(2 * np.pi * 4300 * time.astype(np.float64)) * gate, np.float32))


def steps(chance: np.random.Generator, samples: int, *, per_second: float, bright: float) -> Stereo:
    """Footfalls at a steady pace. bright: hertz up to which they sound."""
    bed = np.zeros((samples, 2), np.float32)
    length = int(0.09 * RATE)
    decay = np.exp(-np.arange(length, dtype=np.float32) / RATE * 45)
    for number in range(int(samples / RATE * per_second)):
        thud = noise(chance, length, low=0, high=bright) * decay
        add_at(bed, int(number / per_second * RATE), np.repeat(thud[:, None], 2, axis=1))
    return bed


def pad(chance: np.random.Generator, samples: int, mood: str) -> Stereo:
    """Slow chords with an echoing tail. mood: warm, dark or bright."""
    step, tail = int(_CHORD_SECONDS * RATE), RATE
    time = np.arange(step + tail) / RATE
    envelope = np.clip(np.minimum(time / 0.9, time[-1] - time), 0, 1) ** 1.5
    dry = np.zeros((samples, 2), np.float32)
    chords = _CHORDS[mood]
    for start in range(0, samples, step):
        notes = chords[start // step % len(chords)]
        chord = sum(_note(chance, time, 440 * 2 ** ((note - 69) / 12)) for note in notes)
        add_at(dry, start, (chord * envelope[:, None]).astype(np.float32))
    wet = np.stack([_echoed(chance, dry[:, side]) for side in (0, 1)], axis=1)
    return level(dry, 0.8) + level(wet, 0.35)


def _note(chance: np.random.Generator, time: NDArray[np.float64], hertz: float) -> NDArray[np.float64]:
    total = np.zeros((len(time), 2))
    for detuning, side in _VOICES:
        phase = 2 * np.pi * chance.random()
        turn = 2 * np.pi * hertz * (1 + detuning) * time
        wave = np.zeros(len(time))
        for number, gain in _OVERTONES:
            wave += gain * np.sin(number * turn + phase)
        total += wave[:, None] * np.sqrt([1 - side, side])
    return total


def _echoed(chance: np.random.Generator, sound: Mono) -> Mono:
    """The sound in a hall: convolved with 1.4 s of fading noise."""
    length = int(1.4 * RATE)
    hall = noise(chance, length, low=0, high=4000) * np.exp(-np.arange(length, dtype=np.float32) / RATE * 3.2)
    size = 1 << (len(sound) + length - 1).bit_length()
    spectrum = np.fft.rfft(sound, size) * np.fft.rfft(hall, size)
    return np.fft.irfft(spectrum, size)[: len(sound)].astype(np.float32)
