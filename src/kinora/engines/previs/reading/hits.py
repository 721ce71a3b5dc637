"""Where in a text the lexicon's phrases stand, and which of their meanings counts there.

Knows words and their places, not what becomes of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kinora.engines.previs.lexicon.book import Lexicon, Meaning
from kinora.engines.previs.reading.words import Text

_NOUNS = frozenset({"species", "prop", "place", "effect", "weather"})
_AGENT = ("er", "ers", "or", "ors", "ist", "ists", "ian", "ians", "man", "men", "eur", "euse", "dor", "dora")
_LONGEST_DENIAL = 6
_INNER = {
    "camera": frozenset({"framing", "style"}),
    "framing": frozenset({"camera", "style"}),
    "style": frozenset({"camera", "framing"}),
    "place": frozenset({"weather", "time"}),
}
"""What a phrase of one kind may tell besides."""
_FOLLOWING = frozenset({"follow", "roll", "shake", "static"})
"""Acts that are moves when the camera does them."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A meaning found at a place of the text. start, end: its words. denied: "no rain"."""

    meaning: Meaning
    start: int
    end: int
    denied: bool = False

    @property
    def kind(self) -> str:
        return self.meaning.kind

    @property
    def value(self) -> str:
        return self.meaning.value


def find_hits(text: Text, book: Lexicon) -> list[Hit]:
    """Longest phrase first at every place; a word may mean several things at once (surfer: a person, surfing)."""
    found = list(_phrases(text, book))
    denied = text.denied = denied_places(text, found, book)
    hits: list[Hit] = []
    for start, end, meanings in found:
        if _tells_clothes(meanings, text, end, book):
            continue
        for meaning in _in_context(meanings, text, start, end, hits, book):
            alone = meaning.kind == "action" and meanings[0].kind == "camera"
            hits.append(Hit(meaning, start, start + 1 if alone else end, start in denied))
        if end - start > 1 and meanings[0].kind in _INNER:
            hits.extend(_inner(text, start, end, _INNER[meanings[0].kind], book))
    return hits


def _tells_clothes(meanings: tuple[Meaning, ...], text: Text, end: int, book: Lexicon) -> bool:
    """As in "A school uniform", "a night gown": no school, no night."""
    worn = text.word(end) in book.little["clothes"] and not text.breaks[end]
    return worn and all(meaning.kind in ("place", "implied.place", "time", "weather") for meaning in meanings)


def _inner(text: Text, start: int, end: int, kinds: frozenset[str], book: Lexicon) -> Iterator[Hit]:
    """As in "A static wide shot" is a wide shot too, "a snowy forest" has snow."""
    for begin in range(start, end):
        for stop in range(end, begin, -1):
            for meaning in book.meanings.get(text.phrase(begin, stop), ()):
                if meaning.kind in kinds and (begin, stop) != (start, end):
                    yield Hit(meaning, begin, stop)
                    return


def values(hits: list[Hit], kind: str) -> list[str]:
    """The values of one kind, in the order of the text."""
    return [hit.value for hit in hits if hit.kind == kind]


def _phrases(text: Text, book: Lexicon) -> Iterator[tuple[int, int, tuple[Meaning, ...]]]:
    words, place = text.words, 0
    while place < len(words):
        end, meanings = _longest(text, place, book)
        if meanings:
            yield place, end, meanings
        place = max(end, place + 1)


def _longest(text: Text, place: int, book: Lexicon) -> tuple[int, tuple[Meaning, ...]]:
    words = text.words
    reach = min(book.reach.get(words[place], 0), len(words) - place)
    for inner in range(place + 1, place + reach):
        if text.breaks[inner]:
            reach = inner - place
            break
    for length in range(reach, 0, -1):
        meanings = book.meanings.get(" ".join(words[place : place + length]))
        if meanings is not None and not (length > 1 and _is_named(text, place, meanings, book)):
            if length > 1 and all(meaning.kind == "implied.place" for meaning in meanings):
                return _besides(text, place, place + length, meanings, book)
            if _first_word(text, place, length, meanings, book):
                return place + 1, () if words[place] in book.little["holding"] else meanings
            return place + length, meanings
        if length > 1 and length + 1 <= len(words) - place:
            stretched = _around_pace(text, place, length + 1, book)
            if stretched:
                return place + length + 1, stretched
    return place, ()


def _besides(
    text: Text, start: int, end: int, meanings: tuple[Meaning, ...], book: Lexicon
) -> tuple[int, tuple[Meaning, ...]]:
    """A phrase that only tells the place leaves its words to be read: "a sleeping cat" is a cat too."""
    for stop in range(end - 1, start, -1):
        own = book.meanings.get(text.phrase(start, stop))
        if own is not None:
            return stop, (*(meaning for meaning in own if meaning.kind != "implied.place"), *meanings)
    known = any(text.words[place] in book.meanings for place in range(start + 1, end))
    return start + 1 if known else end, meanings


def _first_word(text: Text, place: int, length: int, meanings: tuple[Meaning, ...], book: Lexicon) -> bool:
    """Whether a phrase is read as its verb, so that the one or the thing in it is read too: "rides a horse"."""
    if length < 2 or any(meaning.kind != "action" for meaning in meanings):
        return False
    alone = book.meanings.get(text.words[place], ())
    verb = any(meaning.kind == "action" for meaning in alone) or text.words[place + 1] in _articles(book)
    if not verb and text.words[place] not in book.little["holding"]:
        return False
    ends = (text.phrase(start, place + length) for start in range(place + 1, place + length))
    return any(meaning.kind in ("species", "prop") for end in ends for meaning in book.meanings.get(end, ()))


def _is_named(text: Text, place: int, meanings: tuple[Meaning, ...], book: Lexicon) -> bool:
    """As in "A wave at sunset" is no greeting, though "wave at" is."""
    article = text.word(place - 1) in book.little["indefinite"] | book.little["definite"]
    return article and not text.words[place].endswith("ing") and all(meaning.kind == "action" for meaning in meanings)


def _around_pace(text: Text, place: int, length: int, book: Lexicon) -> tuple[Meaning, ...]:
    """As in "Pans slowly left" is the move "pans left", with a word for its pace inside."""
    words = text.words[place : place + length]
    paces = book.little["slow"] | book.little["fast"]
    kept = [word for at, word in enumerate(words) if at == 0 or word not in paces]
    if len(kept) != length - 1 or any(text.breaks[place + 1 : place + length]):
        return ()
    return tuple(meaning for meaning in book.meanings.get(" ".join(kept), ()) if meaning.kind == "camera")


def denied_places(text: Text, found: list[tuple[int, int, tuple[Meaning, ...]]], book: Lexicon) -> set[int]:
    """The words that a negation takes back: to the end of its clause, or to what stands around the denied thing."""
    starts = {start: end for start, end, _ in found}
    inside = {place for start, end, _ in found for place in range(start, end)}
    stops = book.table["negation"]["ends"]
    prepositions = book.little["prep"] | book.little["in"] | book.little["to"] | book.little["with"]
    denied: set[int] = set()
    for place, word in enumerate(text.words):
        if word not in book.negations and text.phrase(place - 1, place + 1) not in book.negations:
            continue
        if place in inside:
            continue
        touched = False
        for after in range(place + 1, min(place + 1 + _LONGEST_DENIAL, len(text.words))):
            known = text.words[after]
            parted = bool(text.breaks[after]) and (touched or text.ends_sentence(after))
            if parted or known in stops or (touched and known in prepositions):
                break
            denied.add(after)
            touched = touched or after in starts
    return denied


def _in_context(
    meanings: tuple[Meaning, ...], text: Text, start: int, end: int, before: list[Hit], book: Lexicon
) -> tuple[Meaning, ...]:
    """Of a word that is both a noun and a verb ("wave", "fly", "cook"), what its neighbours make of it."""
    meanings = _by_subject(meanings, text, start, before, book)
    kinds = {meaning.kind for meaning in meanings}
    word = text.words[start]
    if word in ("wave", "waves") and kinds == {"implied.place"} and _is_verb(text, start, before, book):
        return (Meaning("action", "wave"),)
    if word in ("waving", "waved"):
        meanings = tuple(meaning for meaning in meanings if meaning.kind != "implied.place")
    if text.phrase(start, end) == "black and white" and _names_animal(text, end, book):
        return (Meaning("colour", "black"),)
    if kinds <= {"prop", "implied.place"} and _is_handled(text, start, end, book):
        return ()
    nouns = kinds & (_NOUNS | {"implied.place"})
    if "action" not in kinds or not word.isascii() or end - start > 1:
        return meanings
    if kinds == {"action"} and _is_bare_noun(text, start, before, book):
        return ()
    agent = word.endswith(_AGENT) and "species" in kinds
    if agent or not nouns or (kinds == {"action", "implied.place"} and not word.startswith("wave")):
        return meanings
    if _is_verb(text, start, before, book):
        return tuple(m for m in meanings if m.kind not in _NOUNS and (m.kind != "implied.place" or word[:4] != "wave"))
    return tuple(meaning for meaning in meanings if meaning.kind != "action")


def _names_animal(text: Text, place: int, book: Lexicon) -> bool:
    return any(meaning.kind == "species" for meaning in book.meanings.get(text.word(place), ()))


def _articles(book: Lexicon) -> frozenset[str]:
    return book.little["indefinite"] | book.little["definite"] | book.little["possessive"]


def _is_handled(text: Text, start: int, end: int, book: Lexicon) -> bool:
    """As in "plants a flag": a noun before an article, and after none itself, is a verb that nobody knows."""
    before = text.word(start - 1)
    if end - start > 1 or end >= len(text.words) or text.breaks[end] or not text.words[start].endswith("s"):
        return False
    subject = before in book.little["and"] or before in book.little["he"] | book.little["she"] | book.little["it"]
    subject = subject or any(meaning.kind == "species" for meaning in book.meanings.get(before, ()))
    return subject and before not in {"his", "its"} and text.words[end] in _articles(book)


def _is_bare_noun(text: Text, place: int, before: list[Hit], book: Lexicon) -> bool:
    """As in "A retro look": a base form after a word that is no subject."""
    word, previous = text.words[place], text.word(place - 1)
    if word.endswith(("ion", "ions")):
        return True
    if book.languages[0] != "en":
        return False  # elsewhere a verb may well follow "heute" or "am Morgen"
    if place == 0 or text.breaks[place] or word.endswith(("s", "ing", "ed")) or not previous.isascii():
        return False
    if previous in _articles(book) and previous not in ("this", "that", "these", "those"):
        return True
    ended = next((hit for hit in before if hit.end == place), None)
    if ended is not None:
        return ended.kind in ("style", "time", "mood") or (ended.kind == "prop" and not previous.endswith("s"))
    return previous not in book.stop_words and not previous.endswith(("s", "ly"))


def _is_verb(text: Text, place: int, before: list[Hit], book: Lexicon) -> bool:
    """Whether a word that is also a noun is a verb here: not after an article, a colour or a preposition."""
    little, previous = book.little, text.word(place - 1)
    if text.words[place].endswith("ing"):
        return previous not in _articles(book)
    if place == 0 or text.breaks[place]:
        return False
    if previous in little["and"]:
        return any(hit.kind == "action" for hit in before if place - 5 <= hit.start < place)
    ended = {hit.kind for hit in before if hit.end == place}
    if ended & {"species", "beat"}:
        return True
    if ended - {"prop"}:
        return False
    pronouns = little["he"] | little["she"] | little["it"] | little["they"] | little["relative"]
    if previous in pronouns - little["possessive"] or previous in ("to", "will", "can") or previous.endswith("ly"):
        return True
    noun = "prop" in ended or previous in little["clothes"] | little["fur"] or previous not in book.stop_words
    return noun and text.words[place].endswith("s") and previous not in _articles(book)


def _by_subject(
    meanings: tuple[Meaning, ...], text: Text, start: int, before: list[Hit], book: Lexicon
) -> tuple[Meaning, ...]:
    """As in "The camera follows", but "the dog follows": of what can be a move or an act, its subject tells."""
    kinds = {meaning.kind for meaning in meanings}
    alone = tuple(m for m in book.meanings.get(text.words[start], ()) if m.kind == "action")
    if not {"camera", "action"} & kinds:
        return meanings
    subject = _subject(text, start, before, book, far=kinds == {"camera"} and bool(alone))
    if kinds == {"camera"}:
        return alone if subject == "actor" and alone else meanings
    if "action" in kinds and subject == "camera":
        moves = {m.value for found in (meanings,) for m in found if m.kind == "camera"}
        acted = next((meaning.value for meaning in meanings if meaning.kind == "action"), "")
        if moves or acted in _FOLLOWING:
            return (Meaning("camera", next(iter(moves), acted)),)
        flown = book.table["flown"].get(acted, frozenset())
        told = tuple(meaning for meaning in meanings if meaning.kind != "action")
        return (*told, *(Meaning("camera", move) for move in flown if not told))
    others = kinds & {"action", "species", "prop", "place"}
    if "camera" not in kinds or not others:
        return meanings
    if subject == "camera" or text.word(start + 1) in book.little["camera"]:
        return tuple(meaning for meaning in meanings if meaning.kind not in others)
    if subject == "actor" or "species" in others or "prop" in others:
        return tuple(meaning for meaning in meanings if meaning.kind != "camera")
    return tuple(meaning for meaning in meanings if meaning.kind not in others)


def _subject(text: Text, start: int, before: list[Hit], book: Lexicon, *, far: bool = False) -> str:
    """What stands before a verb in its clause, or in its sentence: "actor", "camera" or ""."""
    previous = {text.word(start - 1), text.word(start - 2)}
    far = far and not text.words[start].endswith("ing") and bool(previous & {"then", "and"})
    little = book.little
    pronouns = (little["he"] | little["she"] | little["they"] | little["it"]) - little["possessive"]
    species = {place for hit in before[-16:] if hit.kind == "species" for place in range(hit.start, hit.end)}
    for place in range(start - 1, max(-1, start - (24 if far else 9)), -1):
        if text.ends_sentence(place + 1) or (text.breaks[place + 1] and not far):
            return ""
        word = text.words[place]
        if place in species or word in pronouns:
            return "actor"
        if word in little["camera"]:
            ahead = {text.word(place - 1), text.word(place - 2)}
            return "" if ahead & (little["to"] | little["prep"] | {"of", "a"}) else "camera"
    return ""
