"""The sound of a scene: a procedural bed at -20 dBFS. Knows places and weather; nothing of files or streams."""

from __future__ import annotations

import numpy as np

from kinora.engines.previs import tones
from kinora.engines.previs.scene import Scene
from kinora.engines.previs.setting import stream
from kinora.engines.previs.tones import RATE, Stereo, level, noise, shaped, swell, widened

LOUDNESS = 0.1  # root mean square, -20 dBFS
_AMBIENCE, _PAD = 0.052, 0.045
_CEILING = 0.84  # -1.5 dBFS: AAC may overshoot a little
_FADE_IN_SECONDS, _FADE_OUT_SECONDS = 0.25, 0.5
_MOODS = {"sunset": "warm", "sunrise": "bright", "day": "bright", "night": "dark"}
_PACES = {"walk": (1.8, 400.0), "run": (3.8, 900.0), "play": (1.6, 400.0), "jump": (1.6, 400.0), "dance": (2.0, 500.0)}
_GREEN = ("meadow", "forest", "mountain")


def soundtrack(scene: Scene, seconds: float, *, seed: int) -> Stereo:
    """The scene's sound: float32 (n, 2) at 48 kHz, -20 dBFS, peak below -1 dBFS, faded in and out."""
    samples = round(seconds * RATE)
    chance = stream(seed, "sound")
    bed = level(_ambience(scene, samples, chance), _AMBIENCE)
    bed = bed + level(tones.pad(stream(seed, "pad"), samples, _MOODS.get(scene.time, "bright")), _PAD)
    for pace, bright in sorted({_PACES[actor.action] for actor in scene.actors if actor.action in _PACES}):
        bed = bed + 0.16 * tones.steps(chance, samples, per_second=pace, bright=bright)
    return mastered(bed)


def mastered(sound: Stereo) -> Stereo:
    """The sound at the house's loudness, its peaks rounded off, faded in and out. Silence stays silence."""
    rise = np.ones(len(sound), np.float32)
    fade_in, fade_out = (min(len(sound) // 8, round(part * RATE)) for part in (_FADE_IN_SECONDS, _FADE_OUT_SECONDS))
    rise[:fade_in] *= np.linspace(0, 1, fade_in, dtype=np.float32)
    rise[len(sound) - fade_out :] *= np.linspace(1, 0, fade_out, dtype=np.float32)
    held = np.asarray(sound * rise[:, None], np.float32)
    for _ in range(3):  # rounding takes loudness away: give it back and round again
        held = np.asarray(np.tanh(level(held, LOUDNESS) / _CEILING) * _CEILING, np.float32)
    return held


def _ambience(scene: Scene, samples: int, chance: np.random.Generator) -> Stereo:
    bed = _place(scene, samples, chance) + _weather(scene, samples, chance)
    if not bed.any():  # a room, or a place without a sound of its own: the air in it
        bed = widened(noise(chance, samples, low=60, high=420))
    return bed


def _place(scene: Scene, samples: int, chance: np.random.Generator) -> Stereo:
    match scene.place:
        case "sea":
            return _sea(samples, chance, any(actor.action == "surf" for actor in scene.actors))
        case "city" | "street":
            hum = noise(chance, samples, low=0, high=240) * swell(samples, 0.2, 1, low=0.5)
            passing = noise(chance, samples, low=300, high=900) * swell(samples, 0.31, 2, low=0.1) ** 2
            return widened(0.9 * hum) + 0.35 * _mirrored(passing)
        case "desert":
            return _wind(samples, chance)
        case place if place in _GREEN:
            return _green(scene, samples, chance)
        case "underwater" | "space":
            return widened(noise(chance, samples, low=20, high=160) * swell(samples, 0.13, 0, low=0.5))
        case _:
            return np.zeros((samples, 2), np.float32)


def _sea(samples: int, chance: np.random.Generator, surfing: bool) -> Stereo:
    bed = widened(0.6 * noise(chance, samples, low=0, high=180))
    for number in range(3):
        breaker = noise(chance, samples, low=200 + 200 * number, high=1800 + 900 * number)
        bed += 0.9 * widened(breaker * swell(samples, 0.11 + 0.05 * number, 6 * chance.random(), low=0.15) ** 2)
    if surfing:
        bed += 0.6 * _mirrored(noise(chance, samples, low=900, high=7000) * swell(samples, 0.4, 1, low=0.3))
    return bed


def _green(scene: Scene, samples: int, chance: np.random.Generator) -> Stereo:
    leaves = noise(chance, samples, low=150, high=900) * swell(samples, 0.13, 6 * chance.random(), low=0.2)
    bed = widened(leaves)
    if scene.time == "night":
        return bed + 0.08 * tones.crickets(samples)
    if scene.weather == "clear":
        bed += 0.6 * tones.birds(chance, samples)
    return bed


def _weather(scene: Scene, samples: int, chance: np.random.Generator) -> Stereo:
    match scene.weather:
        case "rain":
            drops = (chance.random(samples, dtype=np.float32) < 0.0009) * chance.standard_normal(samples)
            patter = shaped(np.asarray(drops, np.float32), low=1500, high=5000)
            return widened(0.8 * noise(chance, samples, low=1200, high=9000)) + 0.5 * _mirrored(patter)
        case "wind" | "snow":
            return _wind(samples, chance)
        case _:
            return np.zeros((samples, 2), np.float32)


def _wind(samples: int, chance: np.random.Generator) -> Stereo:
    gust = noise(chance, samples, low=180, high=700) * swell(samples, 0.17, 6 * chance.random(), low=0.1) ** 2
    return widened(1.5 * gust)


def _mirrored(sound: tones.Mono) -> Stereo:
    """Mono to both sides, the right upside down: heard from everywhere."""
    return np.stack([sound, -0.7 * sound], axis=1).astype(np.float32)
