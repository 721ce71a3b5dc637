"""What of a prompt had no effect, and what was drawn as something near: every word is answered for here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kinora.engines.previs.lexicon.book import Lexicon
from kinora.engines.previs.reading.beats import related
from kinora.engines.previs.reading.casting import Fewer
from kinora.engines.previs.reading.hits import Hit
from kinora.engines.previs.reading.play import Play
from kinora.engines.previs.reading.words import MARK, Text
from kinora.engines.previs.scene import Scene

_MOST_REPORTED = 48
_LONGEST_SHOWN = 4
_APPROXIMATE = {("framing", "top_down"): "high angle"}
"""What is drawn as something near whatever word asks for it: flat figures can't be seen from straight above."""
_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_NEUTRAL = frozenset({"beat", "count", "size", "transition"})
_LOOKS = frozenset({"species", "prop"})


@dataclass(frozen=True)
class Account:
    """The scenes beside the text that they were read from. fewer: what was drawn in a smaller number.

    spoken: the places of quotations that are shown. paced: places of words that tell a camera move's strength.
    """

    scenes: tuple[Scene, ...]
    text: Text
    hits: list[Hit]
    play: Play
    fewer: list[Fewer]
    spoken: set[int]
    paced: set[int]
    book: Lexicon

    @cached_property
    def _used(self) -> set[int]:
        idle = self._idle_looks
        drawn = {
            place
            for hit in self.hits
            if self._is_drawn(hit) and (hit.denied or self.text.phrase(hit.start, hit.end) not in self.book.undrawn)
            for place in range(hit.start, hit.end)
        }
        return (drawn | self.text.denied | self.play.worn | self.paced | self._shown | self._saying) - idle

    @cached_property
    def _saying(self) -> set[int]:
        """Places of the verbs beside a quotation that is shown: "says", "shouts"."""
        near = {place + step for place in self.spoken for step in range(-4, 5)}
        return {place for place in near if self.text.word(place) in self.book.speech}

    @cached_property
    def _shown(self) -> set[int]:
        """Places of words for what is drawn along with something in a scene: the knight's armour, the sea's foam."""
        keys = {"any"}
        for scene in self.scenes:
            keys.update((scene.place, scene.time, scene.weather, *scene.effects, *scene.prop_names))
            for actor in scene.actors:
                if actor.species in self.book.table["people"]["dressed"]:
                    keys.add("dressed")
                keys.update((actor.species, actor.holds))
                keys.update(name for act in actor.acts for name in (act.action, act.prop))
        phrases = frozenset[str]().union(*(self.book.shown.get(key, frozenset()) for key in keys))
        return self._places_of(phrases)

    def _places_of(self, phrases: frozenset[str]) -> set[int]:
        count = len(self.text.words)
        return {
            place
            for start in range(count)
            for end in range(start + 1, min(start + _LONGEST_SHOWN, count) + 1)
            if self.text.phrase(start, end) in phrases
            for place in range(start, end)
        }

    @cached_property
    def _content(self) -> dict[int, str]:
        """The words that ask for something, by their places."""
        book = self.book
        known: dict[int, str] = {}
        for hit in self.hits:
            if hit.kind not in _NEUTRAL and hit.kind != "colour":
                known.update((place, self.text.words[place]) for place in range(hit.start, hit.end))
        looks = {place for hit in self.hits if hit.kind in _NEUTRAL | {"colour"} for place in range(hit.start, hit.end)}
        for place, word in enumerate(self.text.words):
            if word.startswith(MARK) or word in book.negations or word.isdigit() or (len(word) < 2 and word.isascii()):
                known.pop(place, None)
            elif place in self._idle_looks or (word not in self.book.silent and place not in looks):
                known.setdefault(place, word)
        return self._without_little(known)

    def _without_little(self, known: dict[int, str]) -> dict[int, str]:
        """Little words count only where they mean something, alone or as a whole phrase ("low angle")."""
        little = self.book.silent
        plain = self._places_of(self.book.silent_phrases)
        told = {place: word for place, word in known.items() if word not in little and place not in plain}
        for hit in self.hits:
            if (
                hit.kind in _NEUTRAL
                or hit.kind == "colour"
                or any(place in told for place in range(hit.start, hit.end))
            ):
                continue
            if not hit.denied:
                told[hit.start] = self.text.phrase(hit.start, hit.end)
        idle = {place: self.text.words[place] for place in self._idle_looks}
        return told | idle

    def words(self) -> int:
        """How many different content words there are."""
        return len({*self._content.values(), *(self.text.quotes[place] for place in self._unspoken)})

    def unmatched(self) -> tuple[str, ...]:
        """Words that nothing was drawn for, in their order, each once."""
        left = {place: word for place, word in self._content.items() if place not in self._used}
        left |= {place: self.text.quotes[place] for place in self._unspoken}
        return tuple(dict.fromkeys(left[place][:40] for place in sorted(left)))[:_MOST_REPORTED]

    def substituted(self) -> tuple[str, ...]:
        """What was drawn as something near ("zebra as horse", "nine cats as six"), in the text's order."""
        found = [*self._near(), *((one.start, self._fewer_text(one)) for one in self.fewer)]
        return tuple(dict.fromkeys(text for _, text in sorted(found)))[:_MOST_REPORTED]

    @property
    def _unspoken(self) -> set[int]:
        return self.text.quotes.keys() - self.spoken

    def _near(self) -> Iterator[tuple[int, str]]:
        for hit in self.hits:
            if hit.kind == "style" and all(hit.value != scene.style for scene in self.scenes):
                continue  # another look that has something of it is shown
            if hit.meaning.near and not hit.denied and hit.kind != "implied.place" and self._is_drawn(hit):
                yield hit.start, f"{hit.meaning.near} as {hit.value.replace('_', ' ')}"
            elif (hit.kind, hit.value) in _APPROXIMATE and not hit.denied and self._is_drawn(hit):
                yield hit.start, f"{self.text.phrase(hit.start, hit.end)} as {_APPROXIMATE[hit.kind, hit.value]}"

    def _fewer_text(self, fewer: Fewer) -> str:
        return f"{self.text.phrase(fewer.start, fewer.end)[:80]} as {_NUMBERS[fewer.drawn]}"

    def _is_drawn(self, hit: Hit) -> bool:
        """Whether this reading of a word shows in a scene."""
        value = hit.value
        if hit.denied:
            return True
        match hit.kind:
            case "place":
                return any(self._shows_place(value, scene.place) for scene in self.scenes)
            case "implied.place":
                acts = any(other.kind == "action" for other in self.hits if other.start == hit.start)
                return (
                    not acts
                    and hit.start not in self.play.lost
                    and any(related(value, scene.place, self.book) for scene in self.scenes)
                )
            case "time":
                return any(value == scene.time or (value == "day" and scene.time != "night") for scene in self.scenes)
            case "weather":
                return any(self._shows_weather(value, scene) for scene in self.scenes)
            case "style" | "mood":
                also = self.book.table[f"shows_{hit.kind}"]
                shown = [getattr(scene, hit.kind) for scene in self.scenes]
                toned = value == "cinematic" and any(one != "none" for one in shown)
                return toned or any(value == one or value in also.get(one, ()) for one in shown)
            case "framing":
                return any(value == scene.framing for scene in self.scenes)
            case "pace":
                return any(scene.pace != 1.0 for scene in self.scenes)
            case "camera":
                return any(move.name == value for scene in self.scenes for move in scene.camera)
            case "effect":
                return any(value in scene.effects for scene in self.scenes)
            case "action":
                return hit.start in self.play.acted
            case "species":
                return hit.start not in self.play.lost | self.play.cast.unseated
            case "prop":
                return self._has_prop(hit)
            case _:
                return True

    def _shows_place(self, asked: str, shown: str) -> bool:
        yields = self.book.table["yields"].get(asked, frozenset())
        return asked == shown or shown in yields or "*" in yields or (asked in ("beach", "island") and shown == "sea")

    def _shows_weather(self, asked: str, scene: Scene) -> bool:
        told = asked == scene.weather or asked in self.book.table["shows"].get(scene.weather, ())
        return told and (asked == "clear" or scene.place not in self.book.table["weatherless"]["places"])

    def _has_prop(self, hit: Hit) -> bool:
        mine = [thing for thing in self.play.things if thing.part.start == hit.start]
        standing = any(hit.value in scene.prop_names for scene in self.scenes)
        return standing or any(thing.use != "stands" for thing in mine)

    @cached_property
    def _idle_looks(self) -> set[int]:
        """Places of colours that stand before somebody or something but do not show on it."""
        used = self.play.cast.used | self.play.worn
        nouns = {hit.start for hit in self.hits if hit.kind in _LOOKS and not hit.denied}
        idle: set[int] = set()
        for hit in self.hits:
            if hit.kind != "colour" or hit.denied or hit.start in used:
                continue
            others = {other.kind for other in self.hits if other.start == hit.start} - {"colour"}
            after = self.text.word(hit.end)
            worn = after in self.book.little["clothes"] or after in self.book.little["fur"]
            if hit.start in self._shown:
                continue
            if not others and (hit.end in nouns or worn) and not self.text.breaks[hit.end]:
                idle.update(range(hit.start, hit.end))
        return idle
