"""What of a prompt had no effect, and what was drawn as something near: every word is answered for here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kinora.engines.previs.casting import Casting
from kinora.engines.previs.hits import Hit
from kinora.engines.previs.lexicon import Lexicon
from kinora.engines.previs.scene import Scene

_MOST_REPORTED = 24
_NUMBERS = ("none", "one", "two", "three", "four")
_SEVERAL_DRAWN = frozenset({("city", "car"), ("forest", "tree"), ("meadow", "tree")})
_NO_WEATHER = frozenset({"room", "space", "underwater"})
_BODY = frozenset({"fur", "hair", "eyes"})


@dataclass(frozen=True, slots=True)
class Account:
    """A scene beside the text that it was read from."""

    scene: Scene
    words: list[str]
    hits: list[Hit]
    castings: tuple[Casting, ...]
    book: Lexicon

    def unmatched(self) -> tuple[str, ...]:
        """Words that nothing was drawn for, in their order, each once."""
        used = self._used_places()
        colours = set(self._idle_colours())
        book = self.book
        left = (
            word
            for place, word in enumerate(self.words)
            if place in colours
            or (place not in used and word not in book.stop_words and word not in book.negations and not word.isdigit())
        )
        return tuple(dict.fromkeys(word[:40] for word in left if len(word) > 1 or not word.isascii()))[:_MOST_REPORTED]

    def substituted(self) -> tuple[str, ...]:
        """What was drawn as something near ("zebra as horse", "six cats as four"), in the text's order."""
        found = [*self._near(), *self._fewer()]
        return tuple(dict.fromkeys(text for _, text in sorted(found)))[:_MOST_REPORTED]

    def _used_places(self) -> set[int]:
        moving = {
            place
            for place, word in enumerate(self.words)
            if any(word in self.book.motion.get(prop, ()) for prop in self.scene.props)
        }
        return moving | {
            place
            for hit in self.hits
            if hit.denied or (self._is_drawn(hit) and self._phrase(hit) not in self.book.undrawn)
            for place in range(hit.start, hit.end)
        }

    def _phrase(self, hit: Hit) -> str:
        return " ".join(self.words[hit.start : hit.end])

    def _is_drawn(self, hit: Hit) -> bool:
        """Whether this reading of a word shows in the scene."""
        scene, value = self.scene, hit.meaning.value
        match hit.meaning.kind:
            case "place":
                return value == scene.place
            case "implied.place":
                also = {other.meaning.kind for other in self.hits if other.span == hit.span}
                return value == scene.place and "action" not in also
            case "time":
                return value == scene.time or (value == "day" and scene.time != "night")
            case "weather":
                return value == scene.weather and (value == "clear" or scene.place not in _NO_WEATHER)
            case "style":
                return value == scene.style
            case "camera":
                return value in scene.camera
            case "action":
                return any(value in (actor.action, "idle") for actor in scene.actors)
            case "species":
                return any(value == actor.species for actor in scene.actors)
            case "prop":
                return value in scene.props
            case _:
                return True

    def _near(self) -> Iterator[tuple[int, str]]:
        for hit in self.hits:
            base = self.book.near.get(tuple(self.words[hit.start : hit.end]))
            if base is not None and not hit.denied and hit.meaning.kind != "implied.place" and self._is_drawn(hit):
                yield hit.start, f"{base} as {hit.meaning.value}"

    def _fewer(self) -> Iterator[tuple[int, str]]:
        for casting in self.castings:
            if 0 < casting.drawn < casting.wanted:
                asked = " ".join(self.words[casting.counted : casting.hit.end])
                yield casting.counted, f"{asked[:80]} as {_NUMBERS[casting.drawn]}"
        for hit in self.hits:
            drawn = hit.meaning.kind == "prop" and not hit.denied and self._is_drawn(hit)
            noun = self.words[hit.end - 1]
            single = (self.scene.place, hit.meaning.value) not in _SEVERAL_DRAWN
            if drawn and single and noun.endswith("s") and noun != "bus":
                yield hit.start, f"{self._phrase(hit)} as one {hit.meaning.value}"

    def _idle_colours(self) -> Iterator[int]:
        """Places of colours and sizes that stand before a thing but do not show on it."""
        worn = {self.words[place] for casting in self.castings for place in casting.looks if casting.drawn}
        things = {hit.start: hit for hit in self.hits if hit.meaning.kind in ("species", "prop") and not hit.denied}
        for place, word in enumerate(self.words[:-1]):
            if word in worn or (word not in self.book.coats and word not in self.book.sizes):
                continue
            thing = things.get(place + 1)
            if thing is None:
                if word in self.book.coats and self.words[place + 1] in _BODY:
                    yield place
            elif word not in self.book.painted.get(thing.meaning.value, ()):
                yield place
