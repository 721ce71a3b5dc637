"""What every sound is made of: filtered noise, levels, slow swells, placing; and birds and crickets, heard anywhere.

Every function draws from the generator it is given, in a fixed order. Samples are float32 at 48 kHz.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

RATE = 48_000
Mono = NDArray[np.float32]
"""Samples (n,)."""
Stereo = NDArray[np.float32]
"""Samples (n, 2)."""


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


def mirrored(sound: Mono) -> Stereo:
    """Mono to both sides, the right upside down: heard from everywhere."""
    return np.stack([sound, -0.7 * sound], axis=1).astype(np.float32)


def placed(sound: NDArray[np.floating[Any]], side: float) -> Stereo:
    """Mono to a place between left, 0, and right, 1."""
    return np.asarray(sound[:, None] * np.array([1 - side, side]), np.float32)


def centred(sound: NDArray[np.floating[Any]]) -> Stereo:
    """Mono to both sides alike."""
    return np.repeat(np.asarray(sound, np.float32)[:, None], 2, axis=1)


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
