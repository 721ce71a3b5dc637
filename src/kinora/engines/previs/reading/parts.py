"""The parts of speech that a beat is made of: who, does, thing, and the little words between them. No meaning yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kinora.engines.previs.lexicon.book import Lexicon
from kinora.engines.previs.reading.hits import Hit
from kinora.engines.previs.reading.words import MARK, Text

_LITTLE = ("clause", "holding", "appear", "and", "with", "by", "in", "to", "prep", "object_mark", "relative", "other")
_PRONOUNS = ("he", "she", "it", "they")
_QUIET = frozenset({"colour", "size", "count", "style", "mood", "pace", "framing", "camera", "beat", "transition"})


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a beat.

    kind: actor, verb, prop, thing (weather, place, effect …), pronoun, word (unknown), comma, stop, quote, clothes,
    fur, or the name of a class of little words.
    """

    kind: str
    start: int
    end: int
    hit: Hit | None = None
    word: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """Cuts a text into parts."""

    text: Text
    hits: list[Hit]
    book: Lexicon

    def between(self, start: int, end: int) -> list[Part]:
        """The parts of the words from start to end."""
        at: dict[int, list[Hit]] = {}
        for hit in self.hits:
            if start <= hit.start < end:
                at.setdefault(hit.start, []).append(hit)
        found: list[Part] = []
        place = start
        while place < end:
            found.extend(self._pause(place, start))
            here = at.get(place, [])
            found.extend(self._of_hits(here) if here else self._of_word(place))
            place = max([hit.end for hit in here], default=place + 1)
        return found

    def _pause(self, place: int, start: int) -> Iterator[Part]:
        if place == start:
            return
        if self.text.ends_sentence(place):
            yield Part("stop", place, place)
        elif self.text.breaks[place]:
            yield Part("comma", place, place)

    def _of_hits(self, hits: list[Hit]) -> Iterator[Part]:
        meant = [hit for hit in hits if not hit.denied]
        kinds = {hit.kind: hit for hit in meant}
        start, end = hits[0].start, hits[0].end
        word = self.text.phrase(start, end)
        if "action" in kinds and len(kinds) == 1 and word in self.book.little["holding"]:
            yield Part("holding", start, end, word=word)
            return
        if end - start == 1 and kinds.keys() and kinds.keys() <= _QUIET and self._pronoun(start):
            yield Part(self._pronoun(start), start, end, word=word)
            return
        if word in self.book.little["clothes"] and "species" not in kinds:
            yield Part("clothes", start, end, word=word)
            return
        for kind, part in (("species", "actor"), ("prop", "prop"), ("action", "verb")):
            if kind in kinds and not (kind == "action" and "prop" in kinds):
                yield Part(part, start, end, kinds[kind], word)
        if not {"species", "prop", "action"} & kinds.keys():
            if kinds.keys() - _QUIET:
                yield Part("thing", start, end, next(hit for hit in meant if hit.kind not in _QUIET), word)
            elif not kinds:
                yield Part("denied", start, end, word=word)
            elif any(kind in kinds for kind in ("beat", "transition", "framing", "camera")):
                yield Part("clause", start, end, word=word)

    def _of_word(self, place: int) -> Iterator[Part]:
        word, book = self.text.words[place], self.book
        if word.startswith(MARK):
            yield Part(word.removeprefix(MARK), place, place + 1, word=word)
            return
        kind = self._pronoun(place) or next((kind for kind in _LITTLE if word in book.little[kind]), "")
        if not kind and word in book.little["clothes"]:
            kind = "clothes"
        if not kind and word in book.little["fur"]:
            kind = "fur"
        if not kind and word in book.little["generic"] and self._is_definite(place):
            kind = "generic"
        if not kind and word not in book.stop_words and word not in book.negations and not word.isdigit():
            kind = "word"
        if kind:
            yield Part(kind, place, place + 1, word=word)

    def _pronoun(self, place: int) -> str:
        word, little = self.text.words[place], self.book.little
        kind = next((f"pronoun {kind}" for kind in _PRONOUNS if word in little[kind]), "")
        if not kind or word not in little["possessive"] | little["article_like"]:
            return kind
        after = self.text.word(place + 1)
        ends = place + 1 >= len(self.text.words) or bool(self.text.breaks[place + 1])
        lonely = ends or (after in self.book.stop_words and after not in little["fur"])
        return kind if lonely else ""

    def _is_definite(self, place: int) -> bool:
        little = self.book.little
        return any(word in little["definite"] for word in self.text.words[max(0, place - 2) : place])
