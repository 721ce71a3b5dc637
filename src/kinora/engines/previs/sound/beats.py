"""Where a sound's beats are: jumps of its energy that stand out from those around them."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from kinora.engines.previs.sound.tones import RATE, Stereo

_HOP = 512
_WINDOW = 1024
_CLOSEST_SECONDS = 0.28
_AROUND_SECONDS = 0.5
_MOST = 64
_EDGES = (1, 4, 8, 16, 32, 64, 128, 256, 513)  # lines of the spectrum, 47 Hz each
_SILENCE = 1e-4
_LEAST_RISE = 0.25


def find_beats(sound: Stereo) -> tuple[float, ...]:
    """Seconds of the strong onsets, in order, none closer than 0.28 s; empty for silence and for an even sound."""
    mono = sound.mean(axis=1)
    frames = 1 + (len(mono) - _WINDOW) // _HOP
    if frames < 4:
        return ()
    starts = np.arange(frames)[:, None] * _HOP + np.arange(_WINDOW)
    spectrum = np.abs(np.fft.rfft(mono[starts] * np.hanning(_WINDOW).astype(np.float32), axis=1)) ** 2
    # In bands, so that a drum's few low lines count as much as the whole hiss of a cymbal.
    bands = np.stack([spectrum[:, low:high].sum(axis=1) for low, high in pairwise(_EDGES)], axis=1)
    if bands.max() < _SILENCE:
        return ()
    loud = np.log10(bands + 1e-3 * bands.max())
    rise = np.concatenate([[0.0], np.maximum(0.0, np.diff(loud, axis=0)).sum(axis=1)])
    if rise.max() < _LEAST_RISE:
        return ()
    around = max(1, round(_AROUND_SECONDS * RATE / _HOP))
    mean = np.convolve(rise, np.ones(2 * around + 1) / (2 * around + 1), "same")
    over = rise - np.maximum(1.6 * mean, 0.25 * rise.max())
    found: list[float] = []
    for place in sorted(np.flatnonzero(over > 0), key=lambda place: -over[place]):
        seconds = float((place * _HOP + _WINDOW / 2) / RATE)
        if all(abs(seconds - other) >= _CLOSEST_SECONDS for other in found):
            found.append(seconds)
    return tuple(sorted(found[:_MOST]))
