"""From a prompt to a Scene, by a lexicon. Knows words, not drawing; never fails, whatever it is given."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from kinora.engines.previs.lexicon import Lexicon, Meaning, lexicon
from kinora.engines.previs.scene import Actor, Scene

_LONGEST_PROMPT = 8000
_MOST_ACTORS = 4
_MOST_PROPS = 4
_MOST_UNMATCHED = 24
_WORD = re.compile(r"[^\W_]+(?:['’&][^\W_]+)*")
_REFERENCE = re.compile(r"@(?:image|video|audio)\d+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Hit:
    """A meaning found at a place of the text. denied: "no rain"."""

    meaning: Meaning
    start: int
    end: int
    denied: bool


def read_prompt(prompt: str, *, camera_fixed: bool = False) -> Scene:
    """The scene that a prompt asks for. camera_fixed overrides every camera move of the text."""
    book = lexicon()
    words = _words(prompt, book)
    hits = list(_hits(words, book))
    meant = [hit for hit in hits if not hit.denied]
    camera = tuple(dict.fromkeys(_values(meant, "camera")))
    actors = _actors(meant, words)
    return Scene(
        place=_place(meant, actors),
        time=_first(meant, "time", "day"),
        weather=_first(meant, "weather", "clear"),
        style=_style(meant),
        camera=("static",) if camera_fixed else camera or ("auto",),
        actors=actors,
        props=tuple(dict.fromkeys(_values(meant, "prop")))[:_MOST_PROPS],
        unmatched=_unmatched(words, hits, book),
    )


def _words(prompt: str, book: Lexicon) -> list[str]:
    text = _REFERENCE.sub(" ", prompt[:_LONGEST_PROMPT])
    for glyph, word in book.glyphs:
        if glyph in text:
            text = text.replace(glyph, f" {word} ")
    text = unicodedata.normalize("NFKC", text).lower().replace("’", "'")
    return [word.removesuffix("'s") for word in _WORD.findall(text)]


def _hits(words: list[str], book: Lexicon) -> Iterator[_Hit]:
    """Longest phrase first at every place; a word may mean several things at once (surfer: a person, surfing)."""
    place = 0
    while place < len(words):
        for length in range(min(book.longest, len(words) - place), 0, -1):
            meanings = book.meanings.get(tuple(words[place : place + length]))
            if meanings is None:
                continue
            denied = any(word in book.negations for word in words[max(0, place - 2) : place])
            for meaning in _in_context(meanings, words, place, length, book):
                yield _Hit(meaning, place, place + length, denied)
            place += length - 1
            break
        place += 1


def _in_context(
    meanings: tuple[Meaning, ...], words: list[str], place: int, length: int, book: Lexicon
) -> tuple[Meaning, ...]:
    """In "the robot waves" it greets, in "the wave breaks" it is water: only the word before it can tell."""
    if length > 1 or words[place] not in ("wave", "waves"):
        return meanings
    before = words[place - 1] if place else ""
    subject = any(meaning.kind == "species" for meaning in book.meanings.get((before,), ()))
    if subject or before.endswith("ly") or before in ("and", "who", "then", "he", "she", "they", "it"):
        return (Meaning("action", "wave"),)
    return meanings


def _values(hits: list[_Hit], kind: str) -> list[str]:
    return [hit.meaning.value for hit in hits if hit.meaning.kind == kind]


def _first(hits: list[_Hit], kind: str, otherwise: str) -> str:
    return next(iter(_values(hits, kind)), otherwise)


def _style(hits: list[_Hit]) -> str:
    """A drawn or toned look is more particular than "cinematic", so it wins."""
    found = _values(hits, "style")
    return next((style for style in found if style != "cinematic"), found[0] if found else "none")


def _place(hits: list[_Hit], actors: tuple[Actor, ...]) -> str:
    """A named place, else one that a thing or an action brings along, else a meadow."""
    named = _values(hits, "place")
    if "underwater" in named:
        return "underwater"
    surfing = any(actor.action == "surf" for actor in actors)
    if surfing and "space" not in named:
        return "sea"
    if named:
        return named[0]
    implied = _values(hits, "implied.place")
    if implied:
        return implied[0]
    return "space" if any(actor.species == "astronaut" for actor in actors) else "meadow"


def _actors(hits: list[_Hit], words: list[str]) -> tuple[Actor, ...]:
    """Each creature with the verb that follows it, or else the one before it."""
    verbs = [(hit.start, hit.meaning.value) for hit in hits if hit.meaning.kind == "action"]
    seen: dict[str, int] = {}
    cast: list[Actor] = []
    for hit in hits:
        if hit.meaning.kind != "species":
            continue
        again = "another" in words[max(0, hit.start - 2) : hit.start]
        if hit.meaning.value in seen and not again:
            continue
        seen[hit.meaning.value] = hit.start
        actor = Actor(hit.meaning.value, _verb(verbs, hit.start))
        cast.extend([actor] * _count(hits, words, hit))
    if not cast and verbs and verbs[0][1] in ("surf", "dance"):
        cast.append(Actor("person", verbs[0][1]))
    return tuple(cast[:_MOST_ACTORS])


def _verb(verbs: list[tuple[int, str]], place: int) -> str:
    after = next((value for start, value in verbs if start >= place), None)
    return after or next((value for start, value in reversed(verbs) if start < place), "idle")


def _count(hits: list[_Hit], words: list[str], subject: _Hit) -> int:
    for hit in hits:
        if hit.meaning.kind == "count" and 0 <= subject.start - hit.end <= 2:
            return int(hit.meaning.value)
    noun = words[subject.end - 1]
    plural = noun in ("people", "men", "women", "children", "mice", "wolves", "geese", "couple")
    return 2 if plural or (noun.endswith("s") and noun not in ("princess", "lioness")) else 1


def _unmatched(words: list[str], hits: list[_Hit], book: Lexicon) -> tuple[str, ...]:
    used = {
        place
        for hit in hits
        if " ".join(words[hit.start : hit.end]) not in book.undrawn
        for place in range(hit.start, hit.end)
    }
    left = (
        word
        for place, word in enumerate(words)
        if place not in used and word not in book.stop_words and word not in book.negations and not word.isdigit()
    )
    return tuple(dict.fromkeys(word[:40] for word in left if len(word) > 1 or not word.isascii()))[:_MOST_UNMATCHED]
