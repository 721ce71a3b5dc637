"""What a place sounds like when nobody does anything: layers by the place's name, and those of the weather.

Every layer draws from the generator it is given and answers samples at about level 1.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from kinora.engines.previs.scene import Scene
from kinora.engines.previs.sound.tones import (
    RATE,
    Stereo,
    add_at,
    birds,
    centred,
    crickets,
    level,
    mirrored,
    noise,
    placed,
    shaped,
    swell,
    widened,
)

Layer = Callable[[np.random.Generator, int], Stereo]
"""A generator and a number of samples to sound."""


def _air(chance: np.random.Generator, samples: int) -> Stereo:
    """A quiet room: what is left when everything is off."""
    return widened(noise(chance, samples, low=60, high=420))


def _leaves(chance: np.random.Generator, samples: int) -> Stereo:
    return widened(noise(chance, samples, low=150, high=900) * swell(samples, 0.13, 6 * chance.random(), low=0.2))


def _wind(chance: np.random.Generator, samples: int) -> Stereo:
    gust = noise(chance, samples, low=180, high=700) * swell(samples, 0.17, 6 * chance.random(), low=0.1) ** 2
    return widened(1.5 * gust)


def _sea(chance: np.random.Generator, samples: int) -> Stereo:
    bed = widened(0.6 * noise(chance, samples, low=0, high=180))
    for number in range(3):
        breaker = noise(chance, samples, low=200 + 200 * number, high=1800 + 900 * number)
        bed += 0.9 * widened(breaker * swell(samples, 0.11 + 0.05 * number, 6 * chance.random(), low=0.15) ** 2)
    return bed


def _breaker(chance: np.random.Generator, samples: int) -> Stereo:
    """Spray round a surfer."""
    return mirrored(noise(chance, samples, low=900, high=7000) * swell(samples, 0.4, 1, low=0.3))


def _stream(chance: np.random.Generator, samples: int) -> Stereo:
    """Running water: a hiss, and bubbles that ring for a moment."""
    bed = widened(0.5 * noise(chance, samples, low=400, high=3500))
    for _ in range(round(samples / RATE * 26)):
        length = int(RATE * (0.02 + 0.05 * chance.random()))
        time = np.arange(length) / RATE
        pitch = 350 + 900 * chance.random() ** 2
        drop = np.sin(2 * np.pi * (pitch * time + 900 * time**2)) * np.hanning(length)
        side = chance.random()
        add_at(bed, int(chance.random() * samples), placed(drop * (0.5 + chance.random()), side))
    return bed


def _waterfall(chance: np.random.Generator, samples: int) -> Stereo:
    return widened(noise(chance, samples, low=120, high=5200) * swell(samples, 0.23, 0, low=0.8))


def _traffic(chance: np.random.Generator, samples: int) -> Stereo:
    hum = noise(chance, samples, low=0, high=240) * swell(samples, 0.2, 1, low=0.5)
    passing = noise(chance, samples, low=300, high=900) * swell(samples, 0.31, 6 * chance.random(), low=0.1) ** 2
    return widened(0.9 * hum) + 0.35 * mirrored(passing)


def _murmur(chance: np.random.Generator, samples: int) -> Stereo:
    """People who talk among themselves: noise in the bands of vowels that comes and goes by syllables."""
    bed = np.zeros((samples, 2), np.float32)
    for number in range(5):
        low = 220 + 160 * number
        rate = 2.6 + 0.7 * number + chance.random()
        syllables = swell(samples, rate, 6 * chance.random(), low=0.0) ** 2
        phrase = swell(samples, 0.21 + 0.07 * number, 6 * chance.random(), low=0.1)
        bed += widened(noise(chance, samples, low=low, high=low * 2.1) * syllables * phrase)
    return bed


def _crowd(chance: np.random.Generator, samples: int) -> Stereo:
    """A stadium: a broad roar that swells."""
    roar = noise(chance, samples, low=300, high=2400) * swell(samples, 0.19, 6 * chance.random(), low=0.35) ** 2
    return widened(roar) + 0.4 * _murmur(chance, samples)


def _machines(chance: np.random.Generator, samples: int) -> Stereo:
    """Fans and mains: a steady hum with its overtones."""
    time = np.arange(samples, dtype=np.float64) / RATE
    hum = sum(gain * np.sin(2 * np.pi * 100 * number * time) for number, gain in ((1, 1.0), (2, 0.5), (3, 0.2)))
    return widened(level(np.asarray(hum, np.float32), 0.5)) + widened(0.5 * noise(chance, samples, low=90, high=900))


def _beeps(chance: np.random.Generator, samples: int) -> Stereo:
    """Instruments that report now and then."""
    bed = np.zeros((samples, 2), np.float32)
    length = int(0.09 * RATE)
    time = np.arange(length) / RATE
    for start in np.arange(0.4, samples / RATE, 1.1):
        pitch = (880, 988, 1175)[int(chance.integers(3))]
        beep = (np.sin(2 * np.pi * pitch * time) * np.hanning(length)).astype(np.float32)
        add_at(bed, int(start * RATE), centred(2.2 * beep))
    return bed


def _drips(chance: np.random.Generator, samples: int) -> Stereo:
    """Drops in a cave, each with its echo."""
    bed = np.zeros((samples, 2), np.float32)
    length = int(0.12 * RATE)
    time = np.arange(length) / RATE
    for _ in range(max(2, round(samples / RATE * 1.3))):
        pitch = 900 + 1300 * chance.random()
        drop = np.sin(2 * np.pi * pitch * time * (1 + 2 * time)) * np.exp(-time * 40)
        start, side = int(chance.random() * samples), chance.random()
        for again in range(3):
            add_at(bed, start + int(again * 0.19 * RATE), placed(drop * 5.0 * 0.4**again, side))
    return bed


def _fire(chance: np.random.Generator, samples: int) -> Stereo:
    rumble = noise(chance, samples, low=40, high=300) * swell(samples, 0.7, 0, low=0.6)
    sparks = (chance.random(samples, dtype=np.float32) < 0.00025) * chance.standard_normal(samples)
    return widened(0.6 * rumble) + 0.8 * mirrored(shaped(np.asarray(sparks, np.float32), low=900, high=6000))


def _deep(chance: np.random.Generator, samples: int) -> Stereo:
    """Under water and in the void: pressure more than sound."""
    return widened(noise(chance, samples, low=20, high=160) * swell(samples, 0.13, 0, low=0.5))


def _bubbles(chance: np.random.Generator, samples: int) -> Stereo:
    bed = np.zeros((samples, 2), np.float32)
    for _ in range(max(3, round(samples / RATE * 5))):
        length = int(RATE * (0.05 + 0.06 * chance.random()))
        time = np.arange(length) / RATE
        bubble = np.sin(2 * np.pi * (260 + 300 * chance.random()) * time * (1 + 5 * time)) * np.hanning(length)
        side = chance.random()
        add_at(bed, int(chance.random() * samples), placed(bubble, side))
    return bed


def _gulls(chance: np.random.Generator, samples: int) -> Stereo:
    bed = np.zeros((samples, 2), np.float32)
    for _ in range(max(1, round(samples / RATE * 0.4))):
        start, side = int(chance.random() * samples), chance.random()
        for again in range(int(chance.integers(2, 4))):
            length = int(0.28 * RATE)
            time = np.arange(length) / RATE
            sweep = 1300 * time - 900 * time**2
            cry = sum(np.sin(2 * np.pi * number * sweep) / number for number in (1, 2, 3)) * np.hanning(length)
            add_at(bed, start + int(again * 0.36 * RATE), placed(cry, side))
    return bed


def _frogs(chance: np.random.Generator, samples: int) -> Stereo:
    bed = np.zeros((samples, 2), np.float32)
    length = int(0.16 * RATE)
    time = np.arange(length) / RATE
    for start in np.arange(chance.random(), samples / RATE, 0.9):
        croak = np.sin(2 * np.pi * 330 * time) * (np.sin(2 * np.pi * 42 * time) > 0) * np.hanning(length)
        side = chance.random()
        add_at(bed, int(start * RATE), placed(1.6 * croak, side))
    return bed


def _birds(chance: np.random.Generator, samples: int) -> Stereo:
    return birds(chance, samples)


def _thump(chance: np.random.Generator, samples: int) -> Stereo:
    """Music through a wall: a drum at 120 a minute."""
    bed = np.zeros((samples, 2), np.float32)
    length = int(0.22 * RATE)
    time = np.arange(length) / RATE
    drum = (np.sin(2 * np.pi * (48 + 60 * np.exp(-time * 30)) * time) * np.exp(-time * 14)).astype(np.float32)
    for start in np.arange(0, samples / RATE, 0.5):
        add_at(bed, int(start * RATE), centred(4 * drum))
    return bed


def _tune(chance: np.random.Generator, samples: int) -> Stereo:
    """A barrel organ over the fairground."""
    bed = np.zeros((samples, 2), np.float32)
    notes = (72, 76, 79, 76, 74, 77, 81, 77, 71, 74, 79, 74, 72, 76, 79, 84)
    length = int(0.24 * RATE)
    time = np.arange(length) / RATE
    for number, start in enumerate(np.arange(0, samples / RATE, 0.25)):
        hertz = 440 * 2 ** ((notes[number % len(notes)] - 69) / 12)
        pipe = sum(np.sin(2 * np.pi * hertz * part * time) / part for part in (1, 2, 4)) * np.hanning(length)
        add_at(bed, int(start * RATE), centred(0.8 * pipe))
    return bed


def _clock(chance: np.random.Generator, samples: int) -> Stereo:
    bed = np.zeros((samples, 2), np.float32)
    length = int(0.02 * RATE)
    for number, start in enumerate(np.arange(0.2, samples / RATE, 0.5)):
        tick = noise(chance, length, low=1800 + 900 * (number % 2), high=6000) * np.exp(-np.arange(length) / RATE * 260)
        add_at(bed, int(start * RATE), centred(1.6 * tick))
    return bed


def _dishes(chance: np.random.Generator, samples: int) -> Stereo:
    """Cups and spoons."""
    bed = np.zeros((samples, 2), np.float32)
    length = int(0.18 * RATE)
    time = np.arange(length) / RATE
    for _ in range(max(2, round(samples / RATE * 1.6))):
        pitch, side = 2300 + 2600 * chance.random(), chance.random()
        clink = (np.sin(2 * np.pi * pitch * time) + 0.5 * np.sin(2 * np.pi * pitch * 1.51 * time)) * np.exp(-time * 34)
        add_at(bed, int(chance.random() * samples), placed(1.4 * clink, side))
    return bed


_Mix = tuple[tuple[Layer, float], ...]
_SHORE: _Mix = ((_sea, 1.0), (_gulls, 0.18))
_GREEN: _Mix = ((_leaves, 0.8),)
_STREET: _Mix = ((_traffic, 1.0), (_murmur, 0.12))
_ROOM: _Mix = ((_air, 0.8), (_clock, 0.16))
_PUBLIC: _Mix = ((_air, 0.5), (_murmur, 0.5))

PLACES: dict[str, _Mix] = {
    **dict.fromkeys(("sea", "beach", "island", "harbor"), _SHORE),
    **dict.fromkeys(("meadow", "forest", "mountain", "field", "garden", "park", "farm", "cherry_orchard"), _GREEN),
    **dict.fromkeys(("village", "playground", "temple", "ruins", "castle"), _GREEN),
    **dict.fromkeys(("city", "street", "road", "bridge", "japanese_street", "rooftop"), _STREET),
    **dict.fromkeys(("room", "bedroom", "attic", "throne_room", "library", "church"), _ROOM),
    **dict.fromkeys(("museum", "shop", "classroom", "corridor", "gym"), _PUBLIC),
    **dict.fromkeys(("desert", "canyon", "mars", "arctic", "sky", "savanna"), ((_wind, 1.0),)),
    **dict.fromkeys(("space", "moon"), ((_deep, 1.0),)),
    **dict.fromkeys(("stadium", "stage", "concert"), ((_crowd, 1.0),)),
    "jungle": ((_leaves, 0.6), (_birds, 0.7), (_frogs, 0.3)),
    "swamp": ((_leaves, 0.4), (_frogs, 0.8)),
    "lake": ((_leaves, 0.6), (_stream, 0.25)),
    "river": ((_stream, 1.0), (_leaves, 0.3)),
    "waterfall": ((_waterfall, 1.0),),
    "underwater": ((_deep, 1.0), (_bubbles, 0.35)),
    "cave": ((_deep, 0.4), (_drips, 0.8)),
    "dungeon": ((_deep, 0.4), (_drips, 0.6), (_fire, 0.3)),
    "volcano": ((_deep, 0.8), (_fire, 0.8)),
    "kitchen": ((_machines, 0.35), (_dishes, 0.5)),
    "bathroom": ((_air, 0.6), (_drips, 0.3)),
    "office": ((_machines, 0.6), (_murmur, 0.25)),
    "cafe": ((_murmur, 0.8), (_dishes, 0.4)),
    "restaurant": ((_murmur, 0.8), (_dishes, 0.5)),
    "market": ((_murmur, 1.0), (_traffic, 0.2)),
    "hospital": ((_machines, 0.4), (_beeps, 0.4)),
    "laboratory": ((_machines, 0.6), (_beeps, 0.25), (_bubbles, 0.3)),
    "spaceship_interior": ((_machines, 0.8), (_beeps, 0.3)),
    "workshop": ((_machines, 0.8),),
    "nightclub": ((_thump, 1.0), (_murmur, 0.2)),
    "amusement_park": ((_tune, 0.6), (_murmur, 0.6)),
    "train_station": ((_murmur, 0.6), (_machines, 0.4)),
    "airport": ((_murmur, 0.5), (_wind, 0.3), (_machines, 0.3)),
}
"""Layers and how loud each is. A place that has no row sounds like air."""

WEATHERS: dict[str, _Mix] = {
    "wind": ((_wind, 1.0),),
    "snow": ((_wind, 0.5),),
    "sandstorm": ((_wind, 1.6),),
}
_BIRDSONG = frozenset(place for place, mix in PLACES.items() if mix is _GREEN) | {"lake", "river", "savanna"}
_OPEN_NIGHT = _BIRDSONG | {"desert", "swamp", "jungle"}


def ambience(scene: Scene, samples: int, chance: np.random.Generator, *, covered: bool) -> Stereo:
    """The scene's bed, at no particular level. covered: the weather is heard only through the walls."""
    bed = np.zeros((samples, 2), np.float32)
    for layer, gain in (*PLACES.get(scene.place, ((_air, 1.0),)), *_at_this_hour(scene)):
        bed += np.float32(gain) * layer(chance, samples)
    if scene.has_action("surf"):
        bed += np.float32(0.6) * _breaker(chance, samples)
    outside = _weather(scene, samples, chance)
    return bed + (np.float32(0.25) * outside if covered else outside)


def _at_this_hour(scene: Scene) -> _Mix:
    if scene.time == "night":
        return ((lambda chance, samples: crickets(samples), 0.08),) if scene.place in _OPEN_NIGHT else ()
    return ((_birds, 0.6),) if scene.weather == "clear" and scene.place in _BIRDSONG else ()


def _weather(scene: Scene, samples: int, chance: np.random.Generator) -> Stereo:
    bed = np.zeros((samples, 2), np.float32)
    if scene.weather in ("rain", "storm"):
        drops = (chance.random(samples, dtype=np.float32) < 0.0009) * chance.standard_normal(samples)
        patter = shaped(np.asarray(drops, np.float32), low=1500, high=5000)
        bed += widened(0.8 * noise(chance, samples, low=1200, high=9000)) + 0.5 * mirrored(patter)
    if scene.weather == "storm":
        bed += _wind(chance, samples)
    for layer, gain in WEATHERS.get(scene.weather, ()):
        bed += np.float32(gain) * layer(chance, samples)
    return bed
