"""The forms of a word: plurals of nouns and the -s, -ing, -ed of English verbs. Irregular ones stand in the lexicon."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

_VOWELS = "aeiou"
_ENDINGS = ("s", "es", "x", "n", "en", "e", "er")


def of_noun(phrase: str, code: str) -> Iterator[str]:
    """The plural of a phrase, by its last word in English and by its only word in Spanish and French."""
    if code == "en":
        if phrase.isascii() and phrase:
            yield with_s(phrase)
        return
    words = phrase.split()
    if not words or not words[-1].isascii():
        return
    if code == "es" and len(words) == 1 and not phrase.endswith("s"):
        yield phrase + ("s" if phrase[-1] in _VOWELS else "es")
    elif code == "fr" and len(words) == 1 and phrase[-1] not in "sx":
        yield phrase + ("x" if phrase.endswith("eau") else "s")


def of_verb(phrase: str) -> Iterator[str]:
    """The forms of an English phrase that begins with a verb."""
    verb, _, rest = phrase.partition(" ")
    if not verb.isascii() or len(verb) < 2:
        return
    for form in _verb_forms(verb):
        yield f"{form} {rest}" if rest else form


def plural_in(listed: Sequence[str]) -> Iterator[str]:
    """The plurals among the words of one thing: "Hund, Hunde" tells it."""
    known = set(listed)
    for word in listed:
        if any(word.endswith(end) and word[: -len(end)] in known for end in _ENDINGS):
            yield word


def looks_plural(phrase: str) -> bool:
    """Whether an English noun phrase that is listed as it stands is a plural."""
    return len(phrase) > 3 and phrase.endswith("s") and not phrase.endswith(("ss", "us", "is", "as"))


def with_s(word: str) -> str:
    """The regular English plural of a noun, or third person of a verb."""
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")


def _verb_forms(verb: str) -> Iterator[str]:
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith(("ee", "oe")) else verb
    yield with_s(verb) if not verb.endswith("o") else verb + "es"
    for base in (stem, stem + stem[-1]) if _doubles(verb) else (stem,):
        yield base + "ing"
        yield base + "ed"
    if verb.endswith("ie"):
        yield verb[:-2] + "ying"
    if verb.endswith("y"):
        yield verb[:-1] + "ied"


def _doubles(verb: str) -> bool:
    return (
        3 <= len(verb) <= 5
        and verb[-1] not in _VOWELS + "wxy"
        and verb[-2] in _VOWELS
        and verb[-3] not in _VOWELS
        and verb[:-2].count("a") + verb[:-2].count("e") + verb[:-2].count("o") == 0
    )
