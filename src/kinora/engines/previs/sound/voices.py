"""Babble for spoken lines: the rhythm and melody of speech without its words, as in many an animated film."""

from __future__ import annotations

import numpy as np

from kinora.engines.previs.scene import Line, Scene
from kinora.engines.previs.sound.tones import RATE, Mono, Stereo, add_at, noise

_SYLLABLES_PER_SECOND = 4.6
_VOWELS = ((730, 1090), (270, 2290), (530, 1840), (570, 840), (300, 870))  # the first two formants of a e i o u, hertz
_LEVEL = 0.2
_HIGH = frozenset({"woman", "girl", "boy", "baby", "queen", "fairy", "witch", "mouse", "cat", "bird", "mermaid"})
_LOW = frozenset({"bear", "monster", "dragon", "king", "old_man", "gorilla", "elephant", "zombie", "lion", "knight"})


def voices(scene: Scene, samples: int, chance: np.random.Generator) -> Stereo:
    """The scene's spoken lines, one after the other; captions without a speaker are read by nobody."""
    bed = np.zeros((samples, 2), np.float32)
    for line in scene.lines:
        if line.speaker is None or line.speaker >= len(scene.actors):
            continue
        begin, end = round(line.begin * samples), round(min(1.0, line.end) * samples)
        spoken = _babble(line, _pitch(scene.actors[line.speaker].species), (end - begin) / RATE, chance)
        side = 0.5 + 0.3 * ((line.speaker + 0.5) / len(scene.actors) * 2 - 1)
        add_at(bed, begin, spoken[:, None] * np.sqrt(np.array([1 - side, side], np.float32)) * 2 * _LEVEL)
    return bed


def syllables(text: str) -> int:
    """About how many syllables a text has: groups of vowels, and every character of Chinese or Japanese."""
    count, before = 0, False
    for letter in text.lower():
        vowel = letter in "aeiouyäöüáéíóúàèùâêîôûœæ"
        count += (vowel and not before) or "\u3040" <= letter <= "\u9fff"
        before = vowel
    return max(1, count)


def _pitch(species: str) -> float:
    return 240.0 if species in _HIGH else 95.0 if species in _LOW else 150.0


def _babble(line: Line, pitch: float, seconds: float, chance: np.random.Generator) -> Mono:
    count = min(syllables(line.text), max(1, int(seconds * _SYLLABLES_PER_SECOND)))
    each = min(1 / _SYLLABLES_PER_SECOND, seconds / count)
    asks = line.text.rstrip().endswith(("?", "\uff1f"))
    parts = []
    for number in range(count):
        share = number / max(1, count - 1)
        tune = 1.12 - 0.22 * share + (0.3 * max(0.0, share - 0.7) / 0.3 if asks else 0.0)
        parts.append(_syllable(pitch * tune * (0.95 + 0.1 * chance.random()), each, chance))
    return np.concatenate(parts)


def _syllable(pitch: float, seconds: float, chance: np.random.Generator) -> Mono:
    """A consonant's breath and a vowel: overtones of the voice, as loud as two formants let them be."""
    time = np.arange(max(64, int(seconds * RATE))) / RATE
    first, second = _VOWELS[int(chance.integers(len(_VOWELS)))]
    number = np.arange(1, int(3400 / pitch) + 1)
    hertz = number * pitch
    gain = (1 / (1 + ((hertz - first) / 110) ** 2) + 0.5 / (1 + ((hertz - second) / 160) ** 2) + 0.03) / np.sqrt(number)
    turn = 2 * np.pi * pitch * (time + 0.004 * np.sin(2 * np.pi * 5.5 * time))
    vowel = (gain[:, None] * np.sin(number[:, None] * turn)).sum(axis=0)
    envelope = np.minimum(1.0, time / 0.03) * np.minimum(1.0, (time[-1] - time) / 0.05)
    breath = noise(chance, len(time), low=1800, high=6000) * np.exp(-time * 60)
    return np.asarray(vowel / np.abs(vowel).max() * envelope + 0.12 * breath, np.float32)
