"""Where in a prompt the lexicon's phrases stand. Knows words and their places, not what becomes of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from kinora.engines.previs.lexicon import Lexicon, Meaning

_LONGEST_PROMPT = 8000
_WORD = re.compile(r"[^\W_]+(?:['’&][^\W_]+)*")
_REFERENCE = re.compile(r"@(?:image|video|audio)\d+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Hit:
    """A meaning found at a place of the text. start, end: its words. denied: "no rain"."""

    meaning: Meaning
    start: int
    end: int
    denied: bool

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.end


def split_words(prompt: str, book: Lexicon) -> list[str]:
    """The words in lower case, pictographs spelt out, references left out."""
    text = _REFERENCE.sub(" ", prompt[:_LONGEST_PROMPT])
    for glyph, word in book.glyphs:
        if glyph in text:
            text = text.replace(glyph, f" {word} ")
    text = unicodedata.normalize("NFKC", text).lower().replace("’", "'")
    return [word.removesuffix("'s") for word in _WORD.findall(text)]


def find_hits(words: list[str], book: Lexicon) -> Iterator[Hit]:
    """Longest phrase first at every place; a word may mean several things at once (surfer: a person, surfing)."""
    place = 0
    while place < len(words):
        for length in range(min(book.longest, len(words) - place), 0, -1):
            meanings = book.meanings.get(tuple(words[place : place + length]))
            if meanings is None:
                continue
            denied = any(word in book.negations for word in words[max(0, place - 2) : place])
            for meaning in _in_context(meanings, words, place, length, book):
                yield Hit(meaning, place, place + length, denied)
            place += length - 1
            break
        place += 1


def values(hits: list[Hit], kind: str) -> list[str]:
    """The values of one kind, in the order of the text."""
    return [hit.meaning.value for hit in hits if hit.meaning.kind == kind]


def _in_context(
    meanings: tuple[Meaning, ...], words: list[str], place: int, length: int, book: Lexicon
) -> tuple[Meaning, ...]:
    """In "the robot waves" it greets, in "the wave breaks" it is water: only the word before it can tell."""
    before = words[place - 1] if place else ""
    if length > 1 and words[place] == "wave" and {"a", "the"} & set(words[max(0, place - 2) : place]):
        return (Meaning("implied.place", "sea"),)
    if length > 1 or words[place] not in ("wave", "waves"):
        return meanings
    subject = any(meaning.kind == "species" for meaning in book.meanings.get((before,), ()))
    if subject or before.endswith("ly") or before in ("and", "who", "then", "he", "she", "they", "it"):
        return (Meaning("action", "wave"),)
    return meanings
