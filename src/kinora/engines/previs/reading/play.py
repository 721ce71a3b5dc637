"""What has been understood of who does what: deeds, things and the words that told them. Plain records, no grammar."""

from __future__ import annotations

from dataclasses import dataclass, field

from kinora.engines.previs.lexicon.book import Lexicon
from kinora.engines.previs.reading.casting import Cast
from kinora.engines.previs.reading.parts import Part
from kinora.engines.previs.reading.words import Text


@dataclass(slots=True)
class Deed:
    """Something that a player does. place: the verb's first word; sentence: which one of the beat."""

    player: int
    action: str
    panel: int
    beat: int
    sentence: int
    place: int
    partner: int | None = None
    prop: str = ""


@dataclass(slots=True)
class Thing:
    """A prop as named. use: "stands" on stage, "held" by a player, or "used" in a deed."""

    part: Part
    panel: int
    use: str = "stands"


@dataclass(slots=True)
class Play:
    """What has been understood so far. acted: places of verbs that somebody or something does.

    worn: places of clothes that show. lost: places of nouns that only describe another. merged: of
    those that say again who is meant ("a bear mother"). alone: verbs without a doer. last: who did the last deed.
    sentences: how many of each beat have verbs.
    """

    text: Text
    book: Lexicon
    cast: Cast
    deeds: list[Deed] = field(default_factory=list)
    things: list[Thing] = field(default_factory=list)
    acted: set[int] = field(default_factory=set)
    worn: set[int] = field(default_factory=set)
    lost: set[int] = field(default_factory=set)
    merged: set[int] = field(default_factory=set)
    last: list[int] = field(default_factory=list)
    alone: list[str] = field(default_factory=list)
    sentences: dict[int, int] = field(default_factory=dict)

    def is_two(self, action: str, kind: str = "two") -> bool:
        return action in self.book.table["actions"][kind]
