"""Who is on stage: the creatures and vehicles that a text names, how many, how they look, and who is meant again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kinora.engines.previs.lexicon.book import Lexicon
from kinora.engines.previs.reading.hits import Hit
from kinora.engines.previs.reading.words import Text

MOST_ACTORS = 6
_MANY = 99
_SIMILAR = 3
_AGES = frozenset(
    {"year", "years", "month", "months", "ano", "anos", "ans", "jahre", "jahriger", "jahrige", "jahriges"}
)


@dataclass(slots=True)
class Player:
    """Somebody of the whole clip. beats: those in which it was named, and the first word that did.

    held_at: where the word stands for what it holds.
    """

    species: str
    noun: str
    group: int
    coat: str = ""
    size: float = 1.0
    holds: str = ""
    held_at: int = -1
    beats: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Looks:
    """What stands before a noun. counted: the place of the first word that tells how many, or the noun's own."""

    coat: str
    size: float
    count: int | None
    counted: int
    determiner: str
    used: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Fewer:
    """A naming of more than found room. start, end: its words."""

    start: int
    end: int
    drawn: int


def looks_before(text: Text, hits_at: dict[int, list[Hit]], hit: Hit, book: Lexicon) -> Looks:
    """The count, colour, size and article before a noun, unknown adjectives between them or not."""
    little = book.little
    coat, size, counted, unknown = "", 1.0, hit.start, 0
    count: int | None = None
    used: list[int] = []
    own = [found for found in book.meanings.get(text.words[hit.start], ()) if found.kind == "colour"]
    rest = book.meanings.get(text.phrase(hit.start + 1, hit.end), ())
    if own and any((found.kind, found.value) == (hit.kind, hit.value) for found in rest):
        coat = own[0].value
    place = hit.start - 1
    determiner = _determiner(text.words[hit.start], book) if hit.end - hit.start > 1 else ""
    while place >= 0 and not text.ends_sentence(place + 1) and "," not in text.breaks[place + 1]:
        word = text.words[place]
        here = {found.kind: found for found in hits_at.get(place, [])}
        if text.word(place + 1) in _AGES and (word.isdecimal() or "count" in here):
            pass  # "a 24 year old woman" is one
        elif "colour" in here:
            coat, used = coat or here["colour"].value, [*used, place]
        elif "size" in here:
            size, used = book.sizes.get(here["size"].value, 1.0), [*used, place]
        elif "count" in here:
            count, counted = int(here["count"].value), here["count"].start
        elif word.isdecimal() and word.isascii() and int(word[:6]) > 0:
            count, counted = int(word[:6]), place
        elif word in little["another"]:
            determiner = "another"
            break
        elif (found := _determiner(word, book)) and determiner == "":
            determiner = found
            if found != "definite":
                break
        elif word in ("of", "de", "von") and count is None and not determiner:
            pass
        elif here.keys() - {"style", "mood"} or word in book.stop_words or unknown >= _SIMILAR or word[0] == "\x01":
            if not _is_adjective(word, here, book):
                break
        else:
            unknown += 1
        place -= 1
    after = {found.kind: found for found in hits_at.get(hit.end, [])}
    if "colour" in after and not coat and not text.breaks[hit.end] and not _names(hits_at, after["colour"].end):
        coat, used = after["colour"].value, [*used, hit.end]
    return Looks(coat, size, count, counted, determiner, tuple(used))


def _is_adjective(word: str, here: dict[str, Hit], book: Lexicon) -> bool:
    """A stop word that may stand between an article and its noun: "a very cute cat", not "a cat in the"."""
    little = book.little
    if here or word[0] == "\x01":
        return False
    return not any(word in little[kind] for kind in ("and", "with", "in", "to", "prep", "clause", "relative", "copula"))


def _names(hits_at: dict[int, list[Hit]], place: int) -> bool:
    return any(found.kind in ("species", "prop") for found in hits_at.get(place, ()))


def _determiner(word: str, book: Lexicon) -> str:
    return next((kind for kind in ("indefinite", "definite", "possessive") if word in book.little[kind]), "")


def is_plural(phrase: str, book: Lexicon) -> bool:
    """Whether a noun names several without saying how many."""
    last = phrase.rpartition(" ")[2]
    return phrase in book.plurals or last in book.little["plural"]


def _told_within(noun: str, book: Lexicon) -> int:
    """The number in a phrase that tells one: "flock of birds"."""
    words = noun.split()
    for length in range(min(2, len(words) - 1), 0, -1):
        for meaning in book.meanings.get(" ".join(words[:length]), ()):
            if meaning.kind == "count":
                return int(meaning.value)
    return 0


@dataclass(slots=True)
class Cast:
    """The players in the order of their naming, and who of them is on stage in each panel."""

    text: Text
    hits_at: dict[int, list[Hit]]
    book: Lexicon
    players: list[Player] = field(default_factory=list)
    stage: dict[int, list[int]] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)
    fewer: list[Fewer] = field(default_factory=list)
    unseated: set[int] = field(default_factory=set)
    called: dict[int, list[int]] = field(default_factory=dict)
    panel_end: int = 1 << 30
    _groups: int = 0

    def call(self, hit: Hit, panel: int, beat: int) -> list[int]:
        """The players that a noun means, brought on stage: known ones, or new ones."""
        looks = looks_before(self.text, self.hits_at, hit, self.book)
        noun = self._noun(hit)
        known = self._known(hit, noun, looks)
        found = known or self._engage(hit, noun, looks, panel)
        self.used.update(looks.used if found else ())
        self.show(found, panel, beat, hit.start)
        self.called[hit.start] = found
        if not found:
            self.unseated.add(hit.start)
        return found

    def _noun(self, hit: Hit) -> str:
        """The words of a naming without an article that the lexicon holds with them."""
        bare = hit.start + (hit.end - hit.start > 1 and bool(_determiner(self.text.words[hit.start], self.book)))
        return self.text.phrase(bare, hit.end)

    def show(self, players: Iterable[int], panel: int, beat: int, place: int) -> None:
        """Have players on stage in a panel."""
        on_stage = self.stage.setdefault(panel, [])
        for player in players:
            if player not in on_stage and len(on_stage) < MOST_ACTORS:
                on_stage.append(player)
            self.players[player].beats.setdefault(beat, place)

    def meant(self, pronoun: str, panel: int) -> list[int]:
        """Who a pronoun stands for: those on stage, else those of the panel before."""
        near = self.stage.get(panel) or next((self.stage[k] for k in range(panel - 1, -1, -1) if self.stage.get(k)), [])
        if not near:
            return []
        people = self.book.table["people"]
        species = {player: self.players[player].species for player in near}
        match pronoun:
            case "they":
                return list(near)
            case "she":
                fits = [player for player in near if species[player] in people["she"]]
            case "he":
                fits = [player for player in near if species[player] in people["he"]]
            case "it":
                fits = [player for player in near if species[player] not in people["she"] | people["he"]]
            case _:
                fits = []
        chosen = (fits or near)[-1]
        if pronoun in ("she", "he") and fits:
            chosen = fits[0] if len({self.players[player].group for player in fits}) > 1 else fits[-1]
        return [chosen]

    def _known(self, hit: Hit, noun: str, looks: Looks) -> list[int]:
        if looks.determiner == "another":
            return []
        same = [place for place, player in enumerate(self.players) if player.species == hit.value]
        if not same:
            return self._alike(hit, looks) or self._plainly(hit, looks)
        coat = self.book.colours.get(looks.coat, "")
        if coat and all(self.players[place].coat != coat for place in same):
            return []
        if coat:
            same = [place for place in same if self.players[place].coat == coat]
        again = any(self.players[place].noun.removesuffix("s") == noun.removesuffix("s") for place in same)
        if looks.determiner == "indefinite" and not again:
            return []
        if looks.determiner == "" and looks.count is None and not again:
            return []
        if looks.count is not None and looks.count > 1 and looks.determiner != "definite":
            return [] if len(same) != looks.count else same
        several = is_plural(noun, self.book) or (looks.count or 0) > 1
        group = self.players[same[-1]].group
        latest = [place for place in same if self.players[place].group == group]
        return latest if several or len(latest) == 1 else latest[:1]

    def _alike(self, hit: Hit, looks: Looks) -> list[int]:
        """As in "The cat" after "a kitten"."""
        group = self.book.table["alike"].get(hit.value, frozenset())
        if looks.determiner != "definite" or looks.count is not None:
            return []
        return [place for place, player in enumerate(self.players) if player.species in group][-1:]

    def _plainly(self, hit: Hit, looks: Looks) -> list[int]:
        """As in "The man" after "a detective": the one that it can only be."""
        people = self.book.table["people"]
        if looks.determiner != "definite" or hit.value not in people["plain"] or hit.meaning.near or looks.count:
            return []
        side = people["she"] if hit.value in people["she"] else people["he"]
        fits = [place for place, player in enumerate(self.players) if player.species in side or hit.value == "person"]
        plain = [place for place in fits if self.players[place].species in people["she"] | people["he"]]
        return plain[-1:] if len(plain) == 1 else []

    def _awaited(self, hit: Hit, panel: int) -> int:
        """How many others are named later, for whom room is kept."""
        known = {player.species for player in self.players}
        later = {
            other.value
            for place, found in self.hits_at.items()
            for other in found
            if other.kind == "species" and hit.end <= place < self.panel_end
        }
        return min(3, len(later - known - {hit.value}))

    def _engage(self, hit: Hit, noun: str, looks: Looks, panel: int) -> list[int]:
        wanted = looks.count or _told_within(noun, self.book) or (2 if is_plural(noun, self.book) else 1)
        if noun in ("crowd", "crowds"):
            wanted = _MANY
        room = MOST_ACTORS - len(self.stage.get(panel, [])) - (self._awaited(hit, panel) if wanted > 2 else 0)
        drawn = max(0, min(wanted, room))
        if 0 < drawn < wanted:
            self.fewer.append(Fewer(looks.counted, hit.end, drawn))
        bare = hit.value in self.book.table["people"]["bare"]
        coat = "" if bare else self.book.colours.get(looks.coat, "")
        if bare and looks.coat:
            looks = Looks("", looks.size, looks.count, looks.counted, looks.determiner, ())
        self._groups += 1
        first = len(self.players)
        self.players.extend(Player(hit.value, noun, self._groups, coat, looks.size) for _ in range(drawn))
        return list(range(first, len(self.players)))
