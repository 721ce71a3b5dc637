"""The sound of each kind of event: a step, a splash, a bark. One kind is one small function."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.scene import Event
from kinora.engines.previs.sound.tones import RATE, Mono, Stereo, add_at, noise

Sound = Callable[[np.random.Generator], Mono]


def _time(seconds: float) -> NDArray[np.float64]:
    return np.arange(int(seconds * RATE)) / RATE


def _burst(chance: np.random.Generator, seconds: float, low: float, high: float, fall: float) -> Mono:
    """Noise that starts at once and dies away. fall: per second."""
    time = _time(seconds)
    return np.asarray(noise(chance, len(time), low=low, high=high) * np.exp(-time * fall), np.float32)


def _tone(seconds: float, begin: float, end: float, fall: float, *, overtones: tuple[float, ...] = (1.0,)) -> Mono:
    """A tone that glides from one pitch to another, in hertz, with these overtones."""
    time = _time(seconds)
    turn = 2 * np.pi * (begin * time + (end - begin) * time**2 / (2 * seconds))
    wave = sum(gain * np.sin((number + 1) * turn) for number, gain in enumerate(overtones))
    edge = np.minimum(1.0, time / 0.006)
    return np.asarray(wave * edge * np.exp(-time * fall), np.float32)


def _shaped_voice(begin: float, end: float, seconds: float, rough: float, chance: np.random.Generator) -> Mono:
    """An animal's throat: a rich tone with breath in it, swelling and dying."""
    tone = _tone(seconds, begin, end, 0.0, overtones=(1.0, 0.7, 0.5, 0.35, 0.2))
    breath = noise(chance, len(tone), low=begin, high=begin * 6)
    return np.asarray((tone + rough * breath) * np.hanning(len(tone)), np.float32)


def _engine(chance: np.random.Generator) -> Mono:
    """A motor for as long as the longest clip; cut off at the scene's end."""
    time = _time(16.0)
    turn = 2 * np.pi * (62 * time + 3 * np.sin(0.8 * time))
    motor = sum(np.sin(number * turn) / number for number in (1, 2, 3, 5))
    whirr = noise(chance, len(time), low=100, high=1200)
    return np.asarray((0.5 * motor + 0.3 * whirr) * np.minimum(1.0, time / 0.4), np.float32)


def _laugh(chance: np.random.Generator) -> Mono:
    return np.concatenate([_shaped_voice(330 - 12 * k, 250, 0.13, 0.2, chance) for k in range(4)])


def _cry(chance: np.random.Generator) -> Mono:
    return np.concatenate([_shaped_voice(420, 330, 0.4, 0.15, chance), _shaped_voice(390, 280, 0.5, 0.15, chance)])


def _thunder(chance: np.random.Generator) -> Mono:
    crack = _burst(chance, 2.4, 40, 1400, 1.6)
    return np.asarray(1.6 * crack + 1.2 * _burst(chance, 2.4, 20, 160, 0.8), np.float32)


def _chirp(chance: np.random.Generator) -> Mono:
    base = 2600 + 1600 * chance.random()
    return np.concatenate(
        [_tone(0.08, base, base * 1.3, 8.0), np.zeros(1200, np.float32), _tone(0.1, base, base * 0.8, 8)]
    )


SOUNDS: dict[str, tuple[Sound, float]] = {
    "step": (lambda c: _burst(c, 0.09, 0, 700, 45), 0.55),
    "hoof": (lambda c: _burst(c, 0.07, 300, 1600, 60), 0.6),
    "splash": (lambda c: _burst(c, 0.5, 700, 6000, 8), 0.45),
    "hit": (lambda c: _burst(c, 0.12, 80, 900, 34) + _tone(0.12, 180, 90, 30), 0.7),
    "thud": (lambda c: _burst(c, 0.2, 0, 240, 20) + _tone(0.2, 90, 45, 18), 0.9),
    "clap": (lambda c: _burst(c, 0.08, 900, 3500, 55), 0.5),
    "whoosh": (lambda c: np.asarray(noise(c, 14400, low=300, high=2200) * np.hanning(14400), np.float32), 0.35),
    "flap": (lambda c: np.asarray(noise(c, 5760, low=120, high=900) * np.hanning(5760), np.float32), 0.4),
    "engine": (_engine, 0.35),
    "voice": (lambda c: _shaped_voice(220, 180, 0.3, 0.1, c), 0.3),
    "laugh": (_laugh, 0.35),
    "cry": (_cry, 0.3),
    "roar": (lambda c: _shaped_voice(110, 70, 1.0, 0.9, c), 0.6),
    "bark": (lambda c: _shaped_voice(420, 240, 0.16, 0.5, c), 0.55),
    "meow": (lambda c: _shaped_voice(620, 460, 0.5, 0.05, c), 0.35),
    "chirp": (_chirp, 0.25),
    "clang": (lambda c: _tone(0.5, 1180, 1175, 7, overtones=(1.0, 0.0, 0.6, 0.0, 0.5)), 0.35),
    "pop": (lambda c: _tone(0.06, 500, 1400, 30), 0.4),
    "thunder": (_thunder, 1.0),
    "fire": (lambda c: _burst(c, 0.3, 400, 5000, 14), 0.3),
    "bell": (lambda c: _tone(1.2, 880, 880, 3, overtones=(1.0, 0.4, 0.0, 0.3)), 0.3),
    "note": (lambda c: _tone(0.4, 440 * 2 ** (int(c.integers(0, 8)) / 6), 440, 6, overtones=(1.0, 0.3)), 0.25),
    "bite": (lambda c: _burst(c, 0.06, 1200, 5000, 60), 0.4),
    "pour": (lambda c: np.asarray(noise(c, 28800, low=500, high=3000) * np.hanning(28800), np.float32), 0.25),
}
"""Each kind's sound and how loud it is beside the bed."""


def effects(events: tuple[Event, ...], samples: int, chance: np.random.Generator) -> Stereo:
    """Every event at its time and from its side; kinds without a sound are silent."""
    bed = np.zeros((samples, 2), np.float32)
    for event in events:
        if event.kind not in SOUNDS:
            continue
        sound, gain = SOUNDS[event.kind]
        side = 0.5 + 0.45 * max(-1.0, min(1.0, event.side))
        places = np.sqrt(np.array([1 - side, side], np.float32)) * np.float32(gain * event.strength)
        add_at(bed, max(0, round(event.seconds * RATE)), sound(chance)[:, None] * places)
    return bed
