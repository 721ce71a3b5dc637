"""How it is shown: camera moves with their times and strength, and what of place, time, weather and style counts."""

from __future__ import annotations

from kinora.engines.previs.lexicon.book import Lexicon
from kinora.engines.previs.reading.beats import Beat
from kinora.engines.previs.reading.hits import Hit, values
from kinora.engines.previs.reading.words import Text
from kinora.engines.previs.scene import Move

_SLOW, _FAST = 0.6, 1.6
_PACES = {"slow": 0.5, "fast": 2.0, "timelapse": 4.0}
_TONED = {"neon": 1, "cinematic": 2}
"""Looks that give way: neon signs are often only a part of the street, and every film is cinematic."""
_AXES = (
    {"pan_left", "pan_right", "truck_left", "truck_right", "whip_pan"},
    {"tilt_up", "tilt_down", "crane_up", "crane_down"},
    {"zoom_in", "zoom_out", "crash_zoom", "dolly_zoom"},
    {"orbit", "orbit_left", "orbit_right"},
)


def first(hits: list[Hit], kind: str, otherwise: str, *, weak: str = "") -> str:
    """The first value of a kind; a weak one gives way to any other."""
    found = values(hits, kind)
    return next((value for value in found if value != weak), found[0] if found else otherwise)


def hour_of(hits: list[Hit], before: str, book: Lexicon) -> str:
    """The hour that is named, else that of what is only seen at it (an aurora), else the one before, else day."""
    named = first(hits, "time", "", weak="day")
    if named:
        return named
    shown = {hit.value for hit in hits if hit.kind in ("effect", "prop")}
    return next((hour for hour, things in book.table["hours"].items() if shown & things), before or "day")


def mood_of(hits: list[Hit], otherwise: str) -> str:
    """The mood most often named; of two as often, the first that is more than calm."""
    found = values(hits, "mood")
    if not found:
        return otherwise
    return max(found, key=lambda mood: (found.count(mood), mood != "calm"))


def style_of(hits: list[Hit]) -> str:
    """A drawn look is more particular than a toned one, so it wins; what only stands in comes last."""
    found = [hit for hit in hits if hit.kind == "style"]
    told = sorted(found, key=lambda hit: (bool(hit.meaning.near), _TONED.get(hit.value, 0)))
    return told[0].value if told else ""


def pace_of(hits: list[Hit]) -> float:
    """0.5 in slow motion, 4 in time lapse."""
    return _PACES.get(first(hits, "pace", ""), 1.0)


def place_named(hits: list[Hit], book: Lexicon, *, acts: set[str]) -> str:
    """The place that a text names, or "". A wide one gives way to the narrow one within it ("a street of the city")."""
    named = list(dict.fromkeys(values(hits, "place")))
    if "underwater" in named:
        return "underwater"
    table = book.table["yields"]
    kept = [
        place
        for place in named
        if not any(other != place and (other in table.get(place, ()) or "*" in table.get(place, ())) for other in named)
    ]
    chosen = (kept or named or [""])[0]
    return "sea" if chosen in ("beach", "island") and "surf" in acts else chosen


def place_implied(hits: list[Hit], book: Lexicon, *, species: list[str], acts: set[str]) -> str:
    """The place that a thing, an action or somebody brings along, or ""."""
    if "surf" in acts:
        return "sea"
    implied = values(hits, "implied.place")
    if implied:
        return implied[0]
    homes = book.table["homes"]
    return next((place for one in species for place, living in homes.items() if one in living), "")


def moves_of(beats: list[Beat], hits: list[Hit], text: Text, book: Lexicon) -> tuple[Move, ...]:
    """The camera's moves in a panel: each from its beat on until another beat has its own."""
    begin, end = beats[0].begin, beats[-1].finish
    span = max(end - begin, 1e-6)
    told = []
    for beat in beats:
        found = [hit for hit in hits if hit.kind == "camera" and beat.start <= hit.start < beat.end]
        if found:
            told.append((beat, found))
    moves: list[Move] = []
    for place, (beat, found) in enumerate(told):
        start = 0.0 if place == 0 and len(told) == 1 and beat is beats[0] else (beat.begin - begin) / span
        stop = (told[place + 1][0].begin - begin) / span if place + 1 < len(told) else 1.0
        moves.extend(_in_turn(found, start, stop, text, book))
    return tuple(moves)


def global_moves(hits: list[Hit], text: Text, book: Lexicon) -> tuple[Move, ...]:
    """Moves that hold all the time."""
    return tuple(_in_turn([hit for hit in hits if hit.kind == "camera"], 0.0, 1.0, text, book))


def _in_turn(hits: list[Hit], start: float, stop: float, text: Text, book: Lexicon) -> list[Move]:
    """Moves named together go together, except two on one axis: those come one after the other."""
    named: dict[str, float] = {}
    for hit in hits:
        named.setdefault(hit.value, strength_of(hit, text, book))
    groups: list[dict[str, float]] = [{}]
    for name, strength in named.items():
        axis = next((axis for axis in _AXES if name in axis), {name})
        if axis & groups[-1].keys():
            groups.append({})
        groups[-1][name] = strength
    step = (stop - start) / len(groups)
    return [
        Move(name, round(start + k * step, 4), round(start + (k + 1) * step, 4), strength)
        for k, group in enumerate(groups)
        for name, strength in group.items()
    ]


def strength_of(hit: Hit, text: Text, book: Lexicon) -> float:
    """By the word beside or within the move: "slow", "quickly"."""
    low = hit.start
    while low > max(0, hit.start - 2) and not text.breaks[low]:
        low -= 1
    high = hit.end
    while high < min(len(text.words), hit.end + 2) and not text.breaks[high]:
        high += 1
    near = set(text.words[low:high])
    if near & book.little["slow"]:
        return _SLOW
    return _FAST if near & book.little["fast"] else 1.0


def paced_places(hits: list[Hit], text: Text, book: Lexicon) -> set[int]:
    """Where the words stand that tell the strength of a move."""
    paces = book.little["slow"] | book.little["fast"]
    return {
        place
        for hit in hits
        if hit.kind == "camera"
        for place in range(max(0, hit.start - 2), min(len(text.words), hit.end + 2))
        if text.words[place] in paces
    }
