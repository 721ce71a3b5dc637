"""How loud a sound is and how to make it as loud as it should be. Knows ITU-R BS.1770, nothing of scenes.

Integrated loudness in LUFS (K-weighted, gated), true peaks in dBTP (four times oversampled).
"""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.sound.tones import RATE, Mono, Stereo

TARGET_LUFS = -16.0
CEILING_DBTP = -2.0  # AAC overshoots by a few tenths, and -1 dBTP must hold after it
_OFFSET = -0.691  # BS.1770, so that a full-scale sine of 997 Hz reads -3.01
_ABSOLUTE_GATE, _RELATIVE_GATE = -70.0, -10.0
_BLOCK, _HOP = round(0.4 * RATE), round(0.1 * RATE)
# The two stages of BS.1770's K-weighting at 48 kHz: a shelf for the head, and a high-pass.
_SHELF = ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585))
_HIGH_PASS = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
_LOOK_AHEAD = round(0.004 * RATE)
_ROUNDS = 4
_TAPS = 8


def loudness(sound: Stereo) -> float:
    """Integrated loudness in LUFS; -inf for silence, and for sound shorter than one block of 0.4 s as one block."""
    weighted = _k_weighted(sound)
    power = np.sum(np.square(weighted, dtype=np.float64), axis=1)
    sums = np.concatenate([[0.0], np.cumsum(power)])
    starts = np.arange(0, max(1, len(sound) - _BLOCK + 1), _HOP)
    ends = np.minimum(starts + _BLOCK, len(sound))
    means = (sums[ends] - sums[starts]) / np.maximum(1, ends - starts)
    kept = means[_decibels(means) > _ABSOLUTE_GATE]
    if not len(kept):
        return float("-inf")
    kept = kept[_decibels(kept) > float(_decibels(kept.mean())) + _RELATIVE_GATE]
    return float(_decibels(kept.mean()))


def true_peak(sound: Stereo) -> float:
    """The highest true peak in dBTP; -inf for silence."""
    peak = float(_peaks(sound).max(initial=0.0))
    return 20.0 * float(np.log10(peak)) if peak > 0 else float("-inf")


def normalised(sound: Stereo, target: float = TARGET_LUFS) -> Stereo:
    """The sound at this loudness, its peaks held under the ceiling by a limiter. Silence stays silence."""
    held = np.asarray(sound, np.float32)
    for _ in range(_ROUNDS):  # limiting takes loudness away: give it back and limit again
        now = loudness(held)
        if not np.isfinite(now):
            return held
        held = _limited(held * np.float32(10 ** ((target - now) / 20)))
        if abs(target - loudness(held)) < 0.2:
            break
    return held


def _decibels(power: float | NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(_OFFSET + 10.0 * np.log10(np.maximum(power, 1e-12)))


def _k_weighted(sound: Stereo) -> Stereo:
    """The filters by their frequency response; a second of silence behind the sound takes up what rings on."""
    size = len(sound) + RATE
    turns = np.exp(-2j * np.pi * np.fft.rfftfreq(size))
    response = np.ones(len(turns), np.complex128)
    for over, under in (_SHELF, _HIGH_PASS):
        response *= (over[0] + over[1] * turns + over[2] * turns**2) / (
            under[0] + under[1] * turns + under[2] * turns**2
        )
    spectrum = np.fft.rfft(sound, size, axis=0) * response[:, None]
    return np.asarray(np.fft.irfft(spectrum, size, axis=0)[: len(sound)], np.float32)


def _peaks(sound: Stereo) -> Mono:
    """For each sample the largest value of the continuous sound from it to the next, in either channel."""
    found = np.abs(sound).max(axis=1)
    for phase in _between_samples():
        for side in (0, 1):
            found = np.maximum(found, np.abs(np.convolve(sound[:, side], phase, "same")))
    return np.asarray(found, np.float32)


@cache
def _between_samples() -> tuple[Mono, ...]:
    """Windowed sinc filters that read a sound at a quarter, half and three quarters between two samples."""
    taps = np.arange(-_TAPS, _TAPS + 1)
    window = np.hanning(2 * _TAPS + 3)[1:-1]
    return tuple(np.asarray(np.sinc(taps + step / 4) * window, np.float32) for step in (1, 2, 3))


def _limited(sound: Stereo) -> Stereo:
    """No true peak over the ceiling: the gain falls before each one and rises after it, without a step."""
    ceiling = 10 ** (CEILING_DBTP / 20)
    peaks = _peaks(sound)
    wanted = np.minimum(1.0, ceiling / np.maximum(peaks, 1e-6)).astype(np.float32)
    if float(wanted.min()) >= 1.0:
        return sound
    wide = 2 * _LOOK_AHEAD + 1
    lowest = cv2.erode(wanted[None], np.ones((1, wide), np.uint8), borderType=cv2.BORDER_REPLICATE)
    smooth = cv2.blur(lowest, (wide, 1), borderType=cv2.BORDER_REPLICATE)[0]
    return np.asarray(sound * smooth[:, None], np.float32)
