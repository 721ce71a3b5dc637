"""The lexicon as lookup tables: every phrase with what it means, plurals and verb forms derived."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_KINDS = ("place", "time", "weather", "style", "camera", "action", "species", "prop", "count")
_VERB_KINDS = frozenset({"action", "camera"})
_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Meaning:
    """kind: a table of the lexicon ("place", "implied.place", "action" …). value: its key."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """meanings: by the words of a phrase. longest: words in the longest phrase. glyphs: replaced before reading.

    undrawn: words that only tell the place; nothing is drawn for them.
    """

    meanings: dict[tuple[str, ...], tuple[Meaning, ...]]
    longest: int
    negations: frozenset[str]
    stop_words: frozenset[str]
    undrawn: frozenset[str]
    glyphs: tuple[tuple[str, str], ...]


@cache
def lexicon() -> Lexicon:
    """The shipped lexicon."""
    table = tomllib.loads(files(__package__).joinpath("lexicon.toml").read_text("utf-8"))
    gathered: dict[tuple[str, ...], dict[Meaning, None]] = {}
    for meaning, phrase, exact in _entries(table):
        forms = [phrase] if exact else [phrase, *_derived(phrase, verb=meaning.kind in _VERB_KINDS)]
        for form in forms:
            gathered.setdefault(tuple(form.split()), {})[meaning] = None
    glyphs = sorted(table["glyphs"].items(), key=lambda pair: -len(pair[0]))
    return Lexicon(
        meanings={words: tuple(found) for words, found in gathered.items()},
        longest=max(len(words) for words in gathered),
        negations=frozenset(table["negation"]["words"]),
        stop_words=frozenset(table["stop"]["words"].split()),
        undrawn=frozenset(form for word in table["undrawn"]["words"] for form in (word, _with_s(word))),
        glyphs=tuple((str(glyph), str(word)) for glyph, word in glyphs),
    )


def _entries(table: dict[str, Any]) -> Iterator[tuple[Meaning, str, bool]]:
    for kind in _KINDS:
        for value, phrases in table[kind].items():
            for phrase in phrases:
                yield Meaning(kind, value), phrase, kind == "count"
    for value, phrases in table["implied"]["place"].items():
        for phrase in phrases:
            yield Meaning("implied.place", value), phrase, False


def _derived(phrase: str, *, verb: bool) -> Iterator[str]:
    """Other forms of a noun phrase's last word, or of a verb phrase's first."""
    words = phrase.split()
    if not verb:
        yield " ".join([*words[:-1], _with_s(words[-1])])
        return
    rest = words[1:]
    for form in _verb_forms(words[0]):
        yield " ".join([form, *rest])


def _with_s(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


def _verb_forms(verb: str) -> Iterator[str]:
    stem = verb.removesuffix("e")
    doubled = (
        len(verb) in (3, 4) and verb[-1] not in _VOWELS + "wxy" and verb[-2] in _VOWELS and verb[-3] not in _VOWELS
    )
    yield _with_s(verb)
    for base in (stem, stem + stem[-1]) if doubled else (stem,):
        yield base + "ing"
        yield base + "ed"
    if verb.endswith("y"):
        yield verb[:-1] + "ied"
