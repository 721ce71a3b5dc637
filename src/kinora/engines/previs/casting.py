"""Who is on stage: the creatures that a text names, how many of each, what each does and how it looks."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kinora.engines.previs.hits import Hit
from kinora.engines.previs.lexicon import Lexicon
from kinora.engines.previs.scene import Actor

MOST_ACTORS = 4
_UNCLOTHED = frozenset({"person", "woman", "astronaut"})
"""For them a colour before the noun is no coat's, and no shirt's either."""
_INTRODUCING = frozenset({"a", "an", "and", "his", "her", "their", "another"})
_PLURALS = frozenset({"people", "men", "women", "children", "mice", "wolves", "geese", "couple"})
_NO_PLURALS = frozenset({"princess", "lioness"})


@dataclass(frozen=True, slots=True)
class Casting:
    """One naming of a creature. wanted: how many the text asks for. drawn: how many found a place on stage.

    counted: the place of the first word that tells the number, or the noun's own. looks: places of used adjectives.
    """

    actor: Actor
    hit: Hit
    wanted: int
    drawn: int
    counted: int
    looks: tuple[int, ...]


def cast_of(hits: list[Hit], words: list[str], book: Lexicon) -> tuple[Casting, ...]:
    """Each creature with the verb that follows it, or else the one before it.

    "A dog … the dog" is one creature, and so is "the puppy" after it; "a man and a boy" are two.
    """
    named = [hit for hit in hits if hit.meaning.kind == "species"]
    seen: dict[str, set[str]] = {}
    castings: list[Casting] = []
    room = MOST_ACTORS
    for place, hit in enumerate(named):
        species = hit.meaning.value
        nouns = seen.setdefault(species, set())
        noun = " ".join(words[hit.start : hit.end])
        if nouns and (noun in nouns or not _is_introduced(words, hit, book)) and not _is_another(words, hit):
            continue
        nouns.add(noun)
        following = named[place + 1].start if place + 1 < len(named) else len(words)
        actor, looks = _dressed(Actor(species, _verb(hits, hit.start, following)), hit, words, book)
        wanted, counted = _count(hits, words, hit)
        drawn = min(wanted, room)
        castings.append(Casting(actor, hit, wanted, drawn, counted, looks))
        room -= drawn
    return tuple(castings)


def _is_another(words: list[str], hit: Hit) -> bool:
    return "another" in words[max(0, hit.start - 2) : hit.start]


def _is_introduced(words: list[str], hit: Hit, book: Lexicon) -> bool:
    """Whether the noun comes with "a", "her", "and" …, adjectives between them or not."""
    for place in range(hit.start - 1, max(-1, hit.start - 5), -1):
        if words[place] in _INTRODUCING:
            return True
        if words[place] not in book.stop_words or words[place] in ("the", "this", "that"):
            return False
    return False


def _verb(hits: list[Hit], place: int, following: int) -> str:
    """Standing says little: of "stands and waves", the waving counts."""
    verbs = [(hit.start, hit.meaning.value) for hit in hits if hit.meaning.kind == "action"]
    after = [(start, value) for start, value in verbs if start >= place]
    if after:
        own = [value for start, value in after if start < following]
        return next((value for value in own if value != "idle"), after[0][1])
    return next((value for start, value in reversed(verbs) if start < place), "idle")


def _dressed(actor: Actor, hit: Hit, words: list[str], book: Lexicon) -> tuple[Actor, tuple[int, ...]]:
    """The actor with the colour and size that stand before its noun, and where they stand."""
    looks: list[int] = []
    for place in range(max(0, hit.start - 3), hit.start):
        word = words[place]
        if any(between not in book.stop_words for between in words[place : hit.start]):
            continue
        if word in book.coats and actor.species not in _UNCLOTHED:
            actor = replace(actor, coat=book.coats[word])
            looks.append(place)
        elif word in book.sizes:
            actor = replace(actor, size=book.sizes[word])
            looks.append(place)
    return actor, tuple(looks)


def _count(hits: list[Hit], words: list[str], subject: Hit) -> tuple[int, int]:
    """How many, and the place of the word that says so."""
    for hit in hits:
        if hit.meaning.kind == "count" and 0 <= subject.start - hit.end <= 2:
            return int(hit.meaning.value), hit.start
    before = words[subject.start - 1] if subject.start else ""
    if before.isdecimal() and before.isascii() and int(before[:6]) > 0:
        return int(before[:6]), subject.start - 1
    noun = words[subject.end - 1]
    if noun == "crowd":
        return 99, subject.start
    plural = noun in _PLURALS or (noun.endswith("s") and noun not in _NO_PLURALS)
    return 2 if plural else 1, subject.start
