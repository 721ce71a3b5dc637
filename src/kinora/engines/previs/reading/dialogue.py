"""Words in quotation marks: who says them and when. Signs and titles have no speaker."""

from __future__ import annotations

from dataclasses import dataclass

from kinora.engines.previs.lexicon.book import Lexicon
from kinora.engines.previs.reading.casting import Cast
from kinora.engines.previs.reading.hits import Hit
from kinora.engines.previs.reading.words import MARK, Text

MOST_LINES = 4
_LONGEST = 160
_REACH = 9


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation. speaker: a player, or None. place: of its mark. said: whether a verb of speech stands by it."""

    text: str
    place: int
    speaker: int | None
    said: bool


def quotes_of(text: Text, hits: list[Hit], book: Lexicon, cast: Cast) -> list[Quote]:
    """The quotations in order, each with its speaker."""
    found = []
    for place, words in list(text.quotes.items()):
        speaker, said = _speaker(place, text, hits, book, cast)
        found.append(Quote(words[:_LONGEST], place, speaker, said))
    return found


def _speaker(place: int, text: Text, hits: list[Hit], book: Lexicon, cast: Cast) -> tuple[int | None, bool]:
    named = {hit.start: hit for hit in hits if hit.kind == "species" and not hit.denied}
    things = {hit.start for hit in hits if hit.kind == "prop"}
    sign, said = book.little["sign"], False
    for at in range(place - 1, max(-1, place - _REACH), -1):
        word = text.words[at]
        if text.ends_sentence(at + 1) and not text.breaks[at + 1].endswith(":"):
            break
        if word.startswith(MARK):
            break
        said = said or word in book.speech
        if at in named:
            return _player(named[at], cast), said
        if (word in sign and word not in book.speech) or at in things:
            return None, False
        pronoun = _pronoun(word, book)
        if pronoun:
            return _near(pronoun, at, cast), said
    for at in range(place + 1, min(len(text.words), place + 6)):
        if text.words[at] in book.speech:
            said = True
        if at in named:
            return (_player(named[at], cast), said) if said or _says(at, text, book) else (None, False)
        pronoun = _pronoun(text.words[at], book)
        if pronoun and (said or _says(at, text, book)):
            return _near(pronoun, place, cast), True
        if text.ends_sentence(at + 1):
            break
    return None, said


def _says(place: int, text: Text, book: Lexicon) -> bool:
    return any(text.word(at) in book.speech for at in (place + 1, place + 2))


def _pronoun(word: str, book: Lexicon) -> str:
    return next((kind for kind in ("he", "she", "it", "they") if word in book.little[kind]), "")


def _player(hit: Hit, cast: Cast) -> int | None:
    """The player that this noun named, or the latest of its species."""
    return next(iter(cast.called.get(hit.start, ())), None)


def _near(pronoun: str, place: int, cast: Cast) -> int | None:
    people = cast.book.table["people"]
    fits = people["she"] if pronoun == "she" else people["he"] if pronoun == "he" else None
    named = [
        (min(player.beats.values(), default=0), k)
        for k, player in enumerate(cast.players)
        if (fits is None or player.species in fits) and min(player.beats.values(), default=place) < place
    ]
    return max(named)[1] if named else None
