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

    undrawn: words that only tell a place or a pose; nothing is drawn for them.
    near: by the words of a phrase, its base form, when something near is drawn in its stead.
    motion: the verbs of what a prop does by itself.
    coats: colours an animal can be given. sizes: how large it is drawn. painted: the colours that a prop has anyway.
    """

    meanings: dict[tuple[str, ...], tuple[Meaning, ...]]
    longest: int
    negations: frozenset[str]
    stop_words: frozenset[str]
    undrawn: frozenset[str]
    near: dict[tuple[str, ...], str]
    coats: dict[str, str]
    sizes: dict[str, float]
    painted: dict[str, tuple[str, ...]]
    motion: dict[str, frozenset[str]]
    glyphs: tuple[tuple[str, str], ...]


@cache
def lexicon() -> Lexicon:
    """The shipped lexicon."""
    table = tomllib.loads(files(__package__).joinpath("lexicon.toml").read_text("utf-8"))
    gathered: dict[tuple[str, ...], dict[Meaning, None]] = {}
    near: dict[tuple[str, ...], str] = {}
    for entry in _entries(table):
        for form in entry.forms():
            gathered.setdefault(tuple(form.split()), {})[entry.meaning] = None
            if entry.near:
                near[tuple(form.split())] = entry.phrase
    glyphs = sorted(table["glyphs"].items(), key=lambda pair: -len(pair[0]))
    return Lexicon(
        meanings={words: tuple(found) for words, found in gathered.items()},
        longest=max(len(words) for words in gathered),
        negations=frozenset(table["negation"]["words"]),
        stop_words=frozenset(table["stop"]["words"].split()),
        undrawn=_undrawn(table["undrawn"]),
        near=near,
        coats=table["coat"],
        sizes=table["size"],
        motion={
            prop: frozenset(form for verb in verbs for form in (verb, *_verb_forms(verb)))
            for prop, verbs in table["motion"].items()
        },
        painted={prop: tuple(colours) for prop, colours in table["painted"].items()},
        glyphs=tuple((str(glyph), str(word)) for glyph, word in glyphs),
    )


@dataclass(frozen=True, slots=True)
class _Entry:
    """One phrase of a table. near: its thing is not drawn itself; the meaning's is."""

    meaning: Meaning
    phrase: str
    near: bool = False

    def forms(self) -> Iterator[str]:
        yield self.phrase
        if self.meaning.kind != "count":
            yield from _derived(self.phrase, verb=self.meaning.kind in _VERB_KINDS)


def _entries(table: dict[str, Any]) -> Iterator[_Entry]:
    for kind in _KINDS:
        for value, phrases in table[kind].items():
            yield from (_Entry(Meaning(kind, value), phrase) for phrase in phrases)
    for kind, near in table["near"].items():
        for value, phrases in near.items():
            yield from (_Entry(Meaning(kind, value), phrase, near=True) for phrase in phrases)
    for value, phrases in table["implied"]["place"].items():
        yield from (_Entry(Meaning("implied.place", value), phrase) for phrase in phrases)


def _undrawn(table: dict[str, list[str]]) -> frozenset[str]:
    nouns = (form for word in table["words"] for form in (word, _with_s(word)))
    verbs = (form for verb in table["verbs"] for form in (verb, *_verb_forms(verb)))
    return frozenset((*nouns, *verbs))


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
