"""The lexicon as lookup tables: every phrase with what it means, plurals and verb forms derived.

Knows the files beside it, not the prompts that are looked up in them.
"""

from __future__ import annotations

import gc
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from kinora.engines.previs.lexicon.forms import looks_plural, of_noun, of_verb, plural_in
from kinora.engines.previs.lexicon.rows import read_rows
from kinora.engines.previs.lexicon.stems import known_form

KINDS = (
    "species",
    "action",
    "prop",
    "place",
    "time",
    "weather",
    "effect",
    "style",
    "camera",
    "framing",
    "mood",
    "pace",
    "count",
    "colour",
    "size",
    "transition",
)
_NOUNS = frozenset({"species", "prop", "place", "weather", "effect", "implied.place"})
_VERBS = frozenset({"action", "camera", "transition", "implied.place"})
_GRAMMAR = "grammar.toml"
_CODE = re.compile(r'^code\s*=\s*"(\w+)"', re.MULTILINE)
_UNSPACED = re.compile("[\u2e80-\u9fff]")
_FOLDED = {"ß": "ss", "œ": "oe", "æ": "ae", "ø": "o", "ł": "l"}


@dataclass(frozen=True, slots=True)
class Meaning:
    """kind: a table of the lexicon ("place", "implied.place", "action" …). value: its key.

    near: the phrase's base form when something near is drawn in its stead, else "".
    """

    kind: str
    value: str
    near: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """meanings: by a phrase, its words joined by spaces. reach: by a phrase's first word, words in the longest one.

    runs: phrases in scripts without spaces. run_reach: by a first character, the length of the longest of them.
    plurals: phrases that name several. undrawn: phrases that only tell a place or a pose.
    silent: little words, and those that need no drawing of their own ("majestic", "decides").
    silent_phrases: those of several words.
    colours: "#rrggbb" by name. sizes: factors by name. motion: the verbs of what a prop does by itself.
    shown: by a key of any kind, the phrases for what is drawn with it anyway; "any" is always drawn.
    little: the words that hold sentences together, by their part. table: other tables of the grammar.
    languages: those in it, the likeliest first. words: every phrase and every first word of one.
    """

    meanings: Mapping[str, tuple[Meaning, ...]]
    reach: Mapping[str, int]
    runs: frozenset[str]
    run_reach: Mapping[str, int]
    plurals: frozenset[str]
    negations: frozenset[str]
    stop_words: frozenset[str]
    speech: frozenset[str]
    undrawn: frozenset[str]
    silent: frozenset[str]
    silent_phrases: frozenset[str]
    colours: Mapping[str, str]
    sizes: Mapping[str, float]
    motion: Mapping[str, frozenset[str]]
    shown: Mapping[str, frozenset[str]]
    glyphs: tuple[tuple[str, str], ...]
    little: Mapping[str, frozenset[str]]
    table: Mapping[str, Mapping[str, frozenset[str]]]
    languages: tuple[str, ...]
    words: frozenset[str]

    def known(self, word: str) -> str:
        """A word as the lexicon has it, or as it stands when nothing like it is known."""
        return word if word in self.words else known_form(word, self.languages, self.words.__contains__)


LANGUAGES = ("en", "zh", "ja", "es", "fr", "de")


@cache
def lexicon(*languages: str) -> Lexicon:
    """The shipped lexicon, in all languages or in some: where two know a word, the one named first has it."""
    watched = gc.isenabled()
    gc.disable()  # much is made and nothing thrown away: looking through it again and again costs a third
    try:
        return _bound(languages or LANGUAGES)
    finally:
        if watched:
            gc.enable()


def _bound(languages: tuple[str, ...]) -> Lexicon:
    shelf = _Shelf()
    shelf.grammar(tomllib.loads(files(__package__).joinpath(_GRAMMAR).read_text("utf-8")))
    texts = _texts()
    for language in languages:
        shelf.begin()
        for text in texts.get(language, ()):
            shelf.add(read_rows(text), language)
    return shelf.book(languages)


@cache
def _texts() -> dict[str, list[str]]:
    """The files by the language that they open with."""
    found: dict[str, list[str]] = {}
    for file in sorted(files(__package__).iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml") and file.name != _GRAMMAR:
            text = file.read_text("utf-8")
            code = _CODE.search(text[:2000])
            found.setdefault(code.group(1) if code else "en", []).append(text)
    return found


def fold(text: str) -> str:
    """Lower case without accents, for Latin letters; other scripts stay as they are."""
    lowered = text.lower()
    if lowered.isascii():
        return lowered
    return "".join(_bare(letter) for letter in lowered)


@cache
def _bare(letter: str) -> str:
    if letter > "\u024f":
        return "'" if letter == "’" else letter
    return _FOLDED.get(letter) or unicodedata.normalize("NFD", letter)[0]


def is_unspaced(text: str) -> bool:
    """Whether a phrase is written in a script without spaces."""
    return not text.isascii() and _UNSPACED.search(text) is not None


def split_phrase(phrase: str) -> str:
    """A phrase as prompts are split: hyphens are spaces."""
    folded = fold(phrase)
    return " ".join(folded.replace("-", " ").split()) if "-" in folded or "  " in folded else folded


@dataclass(slots=True)
class _Shelf:
    """The tables while they are put together, file by file."""

    found: dict[str, list[Meaning]] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()
    plurals: set[str] = field(default_factory=set)
    words: dict[str, set[str]] = field(default_factory=dict)
    motion: dict[str, set[str]] = field(default_factory=dict)
    shown: dict[str, set[str]] = field(default_factory=dict)
    colours: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, float] = field(default_factory=dict)
    glyphs: dict[str, str] = field(default_factory=dict)
    little: dict[str, frozenset[str]] = field(default_factory=dict)
    table: dict[str, dict[str, frozenset[str]]] = field(default_factory=dict)

    def begin(self) -> None:
        """Begin another language: what is known already stays as it is."""
        self.taken = frozenset(self.found).union(*self.little.values()) if self.found else frozenset()

    def add(self, table: dict[str, Any], code: str) -> None:
        """Take one file of a language."""
        for kind in KINDS:
            self._kind(kind, table.get(kind, {}), code)
        for kind, near in table.get("near", {}).items():
            self._kind(kind, near, code, near=True)
        self._kind("implied.place", table.get("implied", {}).get("place", {}), code)
        self._kind("beat", {"beat": _listed(table.get("beat", {}))}, code)
        self.colours |= table.get("colour_value", {})
        self.sizes |= {name: float(value) for name, value in table.get("size_value", {}).items()}
        self.glyphs |= {str(glyph): str(word) for glyph, word in table.get("glyphs", {}).items()}
        for prop, verbs in table.get("motion", {}).items():
            self.motion.setdefault(prop, set()).update(_forms(verbs, code, verb=True))
        for kind in ("shown", "stirs"):
            for keys, listed in table.get(kind, {}).items():
                forms = tuple(_forms(listed, code, verb=kind == "stirs"))
                for key in keys.split("__"):
                    self.shown.setdefault(key, set()).update(forms)
        self._sets(table, code)

    def _sets(self, table: dict[str, Any], code: str) -> None:
        undrawn = table.get("undrawn", {})
        for name, words in {
            "negation": table.get("negation", {}).get("words", ()),
            "stop": table.get("stop", {}).get("words", ()),
            "speech": _forms(_listed(table.get("speech", {}).get("words", ())), code, verb=True),
            "undrawn": [
                *_forms(undrawn.get("words", ()), code, verb=False),
                *_forms(undrawn.get("verbs", ()), code, verb=True),
            ],
        }.items():
            self.words.setdefault(name, set()).update(split_phrase(word) for word in _listed(words))
        plain = table.get("plain", {})
        self.words.setdefault("stop", set()).update(_singles(plain.get("manners", ())))
        found = self.words.setdefault("plain", set())
        found.update(_singles(plain.get("words", ())), map(split_phrase, plain.get("phrases", ())))
        found.update(_forms(_singles(plain.get("nouns", ())), code, verb=False))
        found.update(_forms(_singles(plain.get("verbs", ())), code, verb=True))

    def grammar(self, table: dict[str, Any]) -> None:
        """Take the little words."""
        for name, rows in table.items():
            self.table[name] = {
                key: frozenset(fold(word) for word in words.split()) if name == "words" else frozenset(words.split())
                for key, words in rows.items()
            }
        self.little = self.table.pop("words")

    def _kind(self, kind: str, rows: Mapping[str, Any], code: str, *, near: bool = False) -> None:
        for value, phrases in rows.items():
            if not isinstance(phrases, list):
                continue
            listed = [split_phrase(phrase) for phrase in phrases]
            if kind in ("species", "prop") and code not in ("en", "zh", "ja"):
                self.plurals.update(plural_in(listed))
            elif kind in ("species", "prop") and code == "en":
                self.plurals.update(phrase for phrase in listed if looks_plural(phrase))
            for phrase in listed:
                self._phrase(Meaning(kind, value, phrase if near else ""), phrase, code)

    def _phrase(self, meaning: Meaning, phrase: str, code: str) -> None:
        self._put(phrase, meaning)
        if meaning.kind in _NOUNS:
            for form in of_noun(phrase, code):
                self._put(form, meaning)
                self.plurals.add(form)
        if code == "en" and meaning.kind in _VERBS and not (meaning.kind == "implied.place" and " " in phrase):
            for form in of_verb(phrase):
                self._put(form, meaning)

    def _put(self, phrase: str, meaning: Meaning) -> None:
        if phrase not in self.taken:
            found = self.found.get(phrase)
            if found is None:
                self.found[phrase] = [meaning]
            else:
                found.append(meaning)

    def book(self, languages: tuple[str, ...]) -> Lexicon:
        meanings = {
            phrase: (found[0],) if len(found) == 1 else _told_once(found)
            for phrase, found in self.found.items()
            if phrase
        }
        stop = frozenset(self.words.get("stop", ())).union(
            *(words for part, words in self.little.items() if part not in ("clothes", "kin"))
        )
        negations = frozenset(self.words.get("negation", ()))
        speech = frozenset(self.words.get("speech", ()))
        plain = frozenset(self.words.get("plain", ()))
        undrawn = frozenset(self.words.get("undrawn", ()))
        silent = (stop | plain) - undrawn
        known = set().union(meanings, stop, negations, speech, plain, *self.shown.values())
        runs = frozenset(phrase for phrase in known if is_unspaced(phrase))
        reach: dict[str, int] = {}
        for phrase in meanings:
            if " " in phrase:
                first, spaces = phrase[: phrase.index(" ")], phrase.count(" ") + 1
                if reach.get(first, 0) < spaces:
                    reach[first] = spaces
            elif phrase not in reach:
                reach[phrase] = 1
        run_reach: dict[str, int] = {}
        for run in runs:
            run_reach[run[0]] = max(run_reach.get(run[0], 0), len(run))
        return Lexicon(
            meanings=meanings,
            reach=reach,
            runs=runs,
            run_reach=run_reach,
            plurals=frozenset(self.plurals),
            negations=negations,
            stop_words=stop,
            speech=speech,
            undrawn=undrawn,
            silent=silent,
            silent_phrases=frozenset(phrase for phrase in silent if " " in phrase),
            colours=self.colours,
            sizes=self.sizes,
            motion={prop: frozenset(verbs) for prop, verbs in self.motion.items()},
            shown={key: frozenset(phrases) for key, phrases in self.shown.items()},
            glyphs=tuple(sorted(self.glyphs.items(), key=lambda pair: -len(pair[0]))),
            little=self.little,
            table=self.table,
            languages=languages,
            words=frozenset(known.union(reach, *self.little.values())),
        )


def _told_once(found: list[Meaning]) -> tuple[Meaning, ...]:
    """Each kind once: what is drawn itself comes before what stands in for it, the first before the second."""
    first: dict[str, Meaning] = {}
    for meaning in sorted(found, key=lambda meaning: bool(meaning.near)):
        first.setdefault(meaning.kind, meaning)
    return tuple(first.values())


def _listed(words: Any) -> list[str]:
    """A long text, a list, or the lists of a table."""
    if isinstance(words, str):
        return words.split()
    if isinstance(words, Mapping):
        return [word for part in words.values() for word in _listed(part)]
    return list(words)


def _singles(lines: Iterable[str]) -> Iterator[str]:
    """The words of lines that hold many, accents folded."""
    for line in lines:
        yield from fold(line).split()


def _forms(words: Iterable[str], code: str, *, verb: bool) -> Iterator[str]:
    for word in words:
        phrase = split_phrase(word)
        yield phrase
        if code == "en":
            yield from of_verb(phrase) if verb else of_noun(phrase, code)
