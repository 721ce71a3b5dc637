"""The sound of a storyboard: ambience, music, voices and effects of each panel, at the loudness of the house.

Knows what is heard where and when; nothing of files or streams.
"""

from __future__ import annotations

import numpy as np

from kinora.engines.previs.places.registry import place_of
from kinora.engines.previs.scene import Event, Scene, Storyboard
from kinora.engines.previs.setting import stream
from kinora.engines.previs.sound.ambience import ambience
from kinora.engines.previs.sound.effects import effects
from kinora.engines.previs.sound.loudness import normalised
from kinora.engines.previs.sound.music import music
from kinora.engines.previs.sound.tones import RATE, Stereo, level
from kinora.engines.previs.sound.voices import voices
from kinora.engines.previs.stage.board import Span, spans
from kinora.engines.previs.stage.events import events_of

_AMBIENCE, _MUSIC, _EFFECTS = 0.052, 0.045, 0.35
_FADE_IN_SECONDS, _FADE_OUT_SECONDS = 0.25, 0.5
_JOIN_SECONDS = 0.12


def soundtrack(
    board: Storyboard, seconds: float, *, seed: int, width: int = 1280, height: int = 720, acted: bool = True
) -> Stereo:
    """The storyboard's sound: float32 (n, 2) at 48 kHz, -16 LUFS, true peaks under -1 dBTP, faded in and out.

    width, height: of the picture that it goes with, in pixels. acted: whether the actors are drawn; their steps are
    not heard where a given picture takes their place.
    """
    samples = round(seconds * RATE)
    bed = np.zeros((samples, 2), np.float32)
    for number, (panel, span) in enumerate(zip(board.panels, spans(board.panels, seconds), strict=True)):
        events: tuple[Event, ...] = ()
        if acted:
            events = events_of(panel.scene, span.end - span.begin, seed=seed, width=width, height=height)
        _lay(bed, panel.scene, span, events, seed=seed, name=f"{number}")
    mood = next((scene for scene in board.scenes if scene.mood), board.first)
    bed += level(music(mood, samples, stream(seed, "music")), _MUSIC)
    return mastered(bed)


def mastered(sound: Stereo) -> Stereo:
    """The sound faded in and out at the house's loudness. Silence stays silence."""
    rise = np.ones(len(sound), np.float32)
    fade_in, fade_out = (min(len(sound) // 8, round(part * RATE)) for part in (_FADE_IN_SECONDS, _FADE_OUT_SECONDS))
    rise[:fade_in] *= np.linspace(0, 1, fade_in, dtype=np.float32)
    rise[len(sound) - fade_out :] *= np.linspace(1, 0, fade_out, dtype=np.float32)
    return normalised(np.asarray(sound * rise[:, None], np.float32))


def _lay(bed: Stereo, scene: Scene, span: Span, events: tuple[Event, ...], *, seed: int, name: str) -> None:
    """Mix a panel into the bed, its edges softened so that a cut does not click."""
    first, last = round(span.begin * RATE), min(len(bed), round(span.end * RATE))
    join = round(_JOIN_SECONDS * RATE)
    length = min(len(bed), last + join) - first
    if length <= 0:
        return
    heard = _heard(scene, last - first, length, seed=seed, name=name)
    heard += np.float32(_EFFECTS) * effects(events, length, stream(seed, f"effects {name}"))
    edge = min(join, length // 2)
    if first > 0:
        heard[:edge] *= np.linspace(0, 1, edge, dtype=np.float32)[:, None]
    if last < len(bed):
        heard[length - edge :] *= np.linspace(1, 0, edge, dtype=np.float32)[:, None]
    bed[first : first + length] += heard


def _heard(scene: Scene, samples: int, length: int, *, seed: int, name: str) -> Stereo:
    bed = ambience(scene, length, stream(seed, f"ambience {name}"), covered=place_of(scene).covered)
    bed = level(bed, _AMBIENCE)
    bed[:samples] += voices(scene, samples, stream(seed, f"voices {name}"))[: len(bed)]
    return bed
